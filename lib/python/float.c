/* SPDX-License-Identifier: Apache-2.0 */

#include "python/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_DIGITS = 17,  /* enough to tell any two doubles apart */
    LONGEST_TEXT = 48, /* sign, 17 digits, zeros, point, exponent */
};

/** `digits` with a point after the first, times ten to the power of `exponent`. */
struct decimal {
    char digits[MOST_DIGITS + 1];
    int count;
    int exponent;
};

/** Compares without a decimal point in the text, because strtod() expects the one of the host's locale. */
static bool reads_back(const struct decimal *decimal, double magnitude) {
    char text[LONGEST_TEXT];
    snprintf(text, sizeof text, "%.*se%d", decimal->count, decimal->digits, decimal->exponent - (decimal->count - 1));
    return strtod(text, NULL) == magnitude; /* the very same number is what is asked for */
}

/** The decimal of `count` digits that is nearest to `magnitude`. Whatever point the locale writes is skipped. */
static struct decimal nearest_decimal(double magnitude, int count) {
    struct decimal decimal = {.count = count};
    char text[LONGEST_TEXT];
    snprintf(text, sizeof text, "%.*e", count - 1, magnitude);
    int found = 0;
    const char *at = text;
    for (; *at != 'e'; at++)
        if (*at >= '0' && *at <= '9' && found < count)
            decimal.digits[found++] = *at;
    decimal.exponent = (int)strtol(at + 1, NULL, 10);
    return decimal;
}

/** The next decimal of as many digits. */
static struct decimal next_decimal(struct decimal decimal) {
    int at = decimal.count - 1;
    while (at >= 0 && decimal.digits[at] == '9')
        decimal.digits[at--] = '0';
    if (at >= 0) {
        decimal.digits[at]++;
    } else {
        decimal.digits[0] = '1';
        decimal.exponent++;
    }
    return decimal;
}

/**
 * The shortest decimal that reads back as `magnitude`. Above a power of two the numbers that round to it reach twice
 * as far as below, so the nearest decimal may be too far below while the next one is near enough: 2**-44 is
 * 5.684341886080802e-14, and its nearest decimal of 16 digits ends in 1.
 */
static struct decimal shortest_decimal(double magnitude) {
    for (int count = 1; count < MOST_DIGITS; count++) {
        struct decimal nearest = nearest_decimal(magnitude, count);
        if (reads_back(&nearest, magnitude))
            return nearest;
        struct decimal next = next_decimal(nearest);
        if (reads_back(&next, magnitude))
            return next;
    }
    return nearest_decimal(magnitude, MOST_DIGITS);
}

static struct sx_string with_exponent(struct sx_buffer *buffer, const struct decimal *decimal) {
    char exponent[8];
    sx_buffer_add_byte(buffer, decimal->digits[0]);
    if (decimal->count > 1)
        sx_buffer_add_byte(buffer, '.');
    sx_buffer_add(buffer, (struct sx_string){decimal->digits + 1, (size_t)decimal->count - 1});
    snprintf(exponent, sizeof exponent, "e%+03d", decimal->exponent);
    sx_buffer_add_text(buffer, exponent);
    return sx_buffer_string(buffer);
}

static struct sx_string without_exponent(struct sx_buffer *buffer, const struct decimal *decimal) {
    struct sx_string digits = {decimal->digits, (size_t)decimal->count};
    if (decimal->exponent < 0) {
        sx_buffer_add_text(buffer, "0.");
        sx_buffer_add_repeated(buffer, '0', (size_t)(-decimal->exponent - 1));
        sx_buffer_add(buffer, digits);
        return sx_buffer_string(buffer);
    }
    size_t whole = (size_t)decimal->exponent + 1;
    if (digits.length <= whole) {
        sx_buffer_add(buffer, digits);
        sx_buffer_add_repeated(buffer, '0', whole - digits.length);
        sx_buffer_add_text(buffer, ".0");
        return sx_buffer_string(buffer);
    }
    sx_buffer_add(buffer, sx_string_slice(digits, 0, whole));
    sx_buffer_add_byte(buffer, '.');
    sx_buffer_add(buffer, sx_string_slice(digits, whole, digits.length));
    return sx_buffer_string(buffer);
}

struct sx_string sx_python_float(struct sx_transform *t, double number) {
    if (isnan(number))
        return STR("nan");
    if (isinf(number))
        return number < 0 ? STR("-inf") : STR("inf");
    struct sx_buffer buffer = {.t = t};
    if (signbit(number))
        sx_buffer_add_byte(&buffer, '-');
    struct decimal decimal = shortest_decimal(fabs(number));
    bool plain = decimal.exponent >= -4 && decimal.exponent < 16;
    return plain ? without_exponent(&buffer, &decimal) : with_exponent(&buffer, &decimal);
}
