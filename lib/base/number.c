/* SPDX-License-Identifier: Apache-2.0 */

#include "base/number.h"

#include <stdlib.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t skip_sign(struct sx_string text, size_t at) {
    return at < text.length && (text.bytes[at] == '+' || text.bytes[at] == '-') ? at + 1 : at;
}

/* Adds the digits at `at` to the buffer, and returns where they end. */
static size_t copy_digits(struct sx_buffer *buffer, struct sx_string text, size_t at) {
    while (at < text.length && is_digit(text.bytes[at]))
        sx_buffer_add_byte(buffer, text.bytes[at++]);
    return at;
}

/* strtod() expects the decimal point of the locale, so it gets none: "2.5" is read as "25e-1". */
bool sx_parse_decimal(struct sx_transform *t, struct sx_string text, double *number) {
    struct sx_buffer buffer = {.t = t};
    size_t at = skip_sign(text, 0);
    if (at && text.bytes[0] == '-')
        sx_buffer_add_byte(&buffer, '-');
    size_t whole_end = copy_digits(&buffer, text, at), digits = whole_end - at;
    long long exponent = 0;
    at = whole_end;
    if (at < text.length && text.bytes[at] == '.') {
        size_t end = copy_digits(&buffer, text, at + 1);
        exponent = -(long long)(end - at - 1);
        digits += end - at - 1;
        at = end;
    }
    if (digits == 0)
        return false;
    if (at < text.length && (text.bytes[at] == 'e' || text.bytes[at] == 'E')) {
        int64_t written;
        struct sx_string rest = sx_string_slice(text, at + 1, text.length);
        size_t first = skip_sign(rest, 0);
        if (first == rest.length || !is_digit(rest.bytes[first]))
            return false;
        for (size_t i = first; i < rest.length; i++)
            if (!is_digit(rest.bytes[i]))
                return false;
        /* an exponent that does not fit is far outside the range of a double */
        if (!sx_parse_int(rest, &written) || written > 1000000000 || written < -1000000000)
            written = rest.bytes[0] == '-' ? -1000000000 : 1000000000;
        exponent += written;
        at = text.length;
    }
    if (at != text.length)
        return false;
    sx_buffer_add_byte(&buffer, 'e');
    sx_buffer_add(&buffer, sx_string_from_int(t, exponent));
    *number = strtod(sx_string_terminated(t, sx_buffer_string(&buffer)), NULL);
    return true;
}

bool sx_parse_int(struct sx_string text, int64_t *number) {
    size_t at = skip_sign(text, 0);
    bool negative = at && text.bytes[0] == '-';
    if (at == text.length)
        return false;
    uint64_t magnitude = 0, most = (uint64_t)INT64_MAX + (negative ? 1 : 0);
    for (; at < text.length; at++) {
        if (!is_digit(text.bytes[at]))
            return false;
        uint64_t digit = (uint64_t)(text.bytes[at] - '0');
        if (magnitude > (most - digit) / 10)
            return false;
        magnitude = magnitude * 10 + digit;
    }
    *number = negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
    return true;
}
