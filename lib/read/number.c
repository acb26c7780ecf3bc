/* SPDX-License-Identifier: Apache-2.0 */

#include "read/number.h"

#include "base/number.h"

enum {
    LIMB = 1000000000,
    LIMB_DIGITS = 9,
    MOST_DIGITS = 4300, /* sys.get_int_max_str_digits(): Python neither reads nor writes a longer integer */
    LIMBS = MOST_DIGITS / LIMB_DIGITS + 1,
    FACTOR = 1 << 24 /* digits are collected until base^k is as large as this, and then multiplied in one go */
};

/* A natural number; the first limb is the lowest. */
struct big {
    uint32_t limbs[LIMBS];
    size_t count;
};

static bool multiply_add(struct big *big, uint32_t factor, uint32_t summand) {
    uint64_t carry = summand;
    for (size_t i = 0; i < big->count; i++) {
        carry += (uint64_t)big->limbs[i] * factor;
        big->limbs[i] = (uint32_t)(carry % LIMB);
        carry /= LIMB;
    }
    if (carry) {
        if (big->count == LIMBS)
            return false;
        big->limbs[big->count++] = (uint32_t)carry;
    }
    return true;
}

/* Decimal digits with sign; empty when there are too many. */
static struct sx_string big_digits(struct sx_transform *t, const struct big *big, bool negative) {
    struct sx_buffer buffer = {.t = t};
    if (negative)
        sx_buffer_add_byte(&buffer, '-');
    sx_buffer_add(&buffer, sx_string_from_int(t, big->limbs[big->count - 1]));
    for (size_t i = big->count - 1; i-- > 0;) {
        for (uint32_t limb = big->limbs[i], unit = LIMB / 10; unit; unit /= 10)
            sx_buffer_add_byte(&buffer, (char)('0' + limb / unit % 10));
    }
    if (buffer.length - negative > MOST_DIGITS)
        return STR("");
    return sx_buffer_string(&buffer);
}

static unsigned digit_value(char byte) {
    if (byte >= '0' && byte <= '9')
        return (unsigned)(byte - '0');
    return (unsigned)((byte | 0x20) - 'a') + 10;
}

/* Digits of one base, several at a time. */
static bool add_digits(struct big *big, struct sx_string text, unsigned base, bool *any) {
    uint32_t factor = 1, value = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '_')
            continue;
        *any = true;
        factor *= base;
        value = value * base + digit_value(text.bytes[i]);
        if (factor >= FACTOR) {
            if (!multiply_add(big, factor, value))
                return false;
            factor = 1;
            value = 0;
        }
    }
    return multiply_add(big, factor, value);
}

static bool add_sexagesimal(struct big *big, struct sx_string text, bool *any) {
    size_t colon = sx_string_find_byte(text, ':', 0);
    if (!add_digits(big, sx_string_slice(text, 0, colon), 10, any))
        return false;
    while (colon < text.length) {
        size_t next = sx_string_find_byte(text, ':', colon + 1);
        if (next > text.length)
            next = text.length;
        uint32_t part = 0;
        for (size_t i = colon + 1; i < next; i++)
            part = part * 10 + digit_value(text.bytes[i]);
        if (!multiply_add(big, 60, part))
            return false;
        colon = next;
    }
    return true;
}

/* The value of up to two limbs and a bit: what fits into int64_t has at most three. */
static bool fits(const struct big *big, bool negative, int64_t *value) {
    uint64_t magnitude = 0, largest = negative ? (uint64_t)INT64_MAX + 1 : INT64_MAX;
    if (big->count > 3)
        return false;
    for (size_t i = big->count; i-- > 0;) {
        if (magnitude > (largest - big->limbs[i]) / LIMB)
            return false;
        magnitude = magnitude * LIMB + big->limbs[i];
    }
    *value = negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
    return true;
}

bool sx_integer(struct sx_transform *t, bool negative, struct sx_string text, unsigned base, struct sx_node *node) {
    struct big big;
    big.count = 0;
    bool any = false;
    bool whole = base == 60 ? add_sexagesimal(&big, text, &any) : add_digits(&big, text, base, &any);
    if (!whole || !any)
        return false;
    node->kind = SX_INT;
    node->big = false;
    if (fits(&big, negative, &node->integer))
        return true;
    node->big = true;
    node->string = big_digits(t, &big, negative);
    return node->string.length > 0;
}

double sx_decimal(struct sx_transform *t, struct sx_string text) {
    double number = 0;
    sx_parse_decimal(t, sx_string_replace(t, text, STR("_"), STR("")), &number);
    return number;
}
