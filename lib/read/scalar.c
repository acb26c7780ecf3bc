/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The reference loads templates with PyYAML's SafeLoader, whose resolver is a list of regular expressions for YAML 1.1.
 * The matchers below accept what these accept, with their oddities: -.5 is a text and .5 a number, 1e3 is a text and
 * 1.0e+3 a number, 08 is a text and 010 is eight. The one difference is CloudFormation's: dates stay texts.
 */

#include "read/scalar.h"

#include "base/number.h"
#include "read/number.h"

#include <math.h>

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* The end of the run of digits below `base`, and underscores, that starts at `from`. */
static size_t skip_digits(struct sx_string text, size_t from, unsigned base) {
    for (; from < text.length; from++) {
        char byte = text.bytes[from];
        bool hex = base == 16 && ((byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F'));
        bool decimal = is_digit(byte) && (unsigned)(byte - '0') < base;
        if (!hex && !decimal && byte != '_')
            break;
    }
    return from;
}

/* The end of (:[0-5]?[0-9])* */
static size_t skip_sexagesimal(struct sx_string text, size_t from) {
    while (from + 1 < text.length && text.bytes[from] == ':' && is_digit(text.bytes[from + 1])) {
        bool two = text.bytes[from + 1] <= '5' && from + 2 < text.length && is_digit(text.bytes[from + 2]);
        from += two ? 3 : 2;
    }
    return from;
}

/* The end of ([eE][-+][0-9]+)?; YAML 1.1 has no exponent without a sign. */
static size_t skip_exponent(struct sx_string text, size_t from) {
    if (text.length - from < 3 || (text.bytes[from] | 0x20) != 'e')
        return from;
    if (text.bytes[from + 1] != '-' && text.bytes[from + 1] != '+')
        return from;
    size_t end = from + 2;
    while (end < text.length && is_digit(text.bytes[end]))
        end++;
    return end == from + 2 ? from : end;
}

/* The three words have one length. */
static inline bool is_one_of(struct sx_string text, size_t from, const char *a, const char *b, const char *c) {
    struct sx_string rest = sx_string_slice(text, from, text.length);
    return rest.length == strlen(a) && (sx_string_is(rest, a) || sx_string_is(rest, b) || sx_string_is(rest, c));
}

/* The base of an integer without its sign, and where its digits begin; 0 when the text is no integer. */
static unsigned integer_base(struct sx_string text, size_t start, size_t *digits) {
    size_t length = text.length;
    *digits = start;
    if (start == length || !is_digit(text.bytes[start]))
        return 0;
    if (text.bytes[start] != '0') {
        size_t end = skip_digits(text, start, 10);
        if (end == length)
            return 10;
        return skip_sexagesimal(text, end) == length ? 60 : 0;
    }
    if (start + 1 == length)
        return 10;
    unsigned base = text.bytes[start + 1] == 'x' ? 16 : text.bytes[start + 1] == 'b' ? 2 : 8;
    if (base != 8)
        *digits = start + 2;
    return *digits < length && skip_digits(text, *digits, base) == length ? base : 0;
}

static double sexagesimal_float(struct sx_transform *t, struct sx_string text) {
    /* From the last part to the first, as PyYAML sums, so that rounding is the same. */
    double value = 0, unit = 1;
    for (size_t end = text.length; end != SIZE_MAX;) {
        size_t start = end;
        while (start > 0 && text.bytes[start - 1] != ':')
            start--;
        value += sx_decimal(t, sx_string_slice(text, start, end)) * unit;
        unit *= 60;
        end = start ? start - 1 : SIZE_MAX;
    }
    return value;
}

static bool set_float(struct sx_node *node, bool negative, double value) {
    node->kind = SX_FLOAT;
    node->number = negative ? -value : value;
    return true;
}

static bool resolve_float(struct sx_transform *t, struct sx_string text, struct sx_node *node) {
    bool sign = text.length && (text.bytes[0] == '-' || text.bytes[0] == '+'), negative = sign && text.bytes[0] == '-';
    size_t start = sign;
    if (start == text.length)
        return false;
    struct sx_string rest = sx_string_slice(text, start, text.length);
    if (text.bytes[start] == '.') {
        if (is_one_of(text, start, ".inf", ".Inf", ".INF"))
            return set_float(node, negative, (double)INFINITY);
        if (!sign && is_one_of(text, start, ".nan", ".NaN", ".NAN"))
            return set_float(node, false, (double)NAN);
        if (sign || text.length < 2 || !is_digit(text.bytes[1]))
            return false;
        size_t end = skip_exponent(text, skip_digits(text, 1, 10));
        return end == text.length && set_float(node, false, sx_decimal(t, text));
    }
    if (!is_digit(text.bytes[start]))
        return false;
    size_t point = skip_digits(text, start, 10), parts = skip_sexagesimal(text, point);
    if (parts == text.length || text.bytes[parts] != '.')
        return false;
    size_t end = skip_digits(text, parts + 1, 10);
    if (parts == point)
        end = skip_exponent(text, end);
    if (end < text.length)
        return false;
    return set_float(node, negative, parts == point ? sx_decimal(t, rest) : sexagesimal_float(t, rest));
}

/* `*good` tells whether the value could be read; the result, whether the text has the form of a number. */
static bool resolve_number(struct sx_transform *t, struct sx_string text, struct sx_node *node, bool *good) {
    bool negative = text.bytes[0] == '-';
    size_t digits, start = negative || text.bytes[0] == '+';
    *good = true;
    if (resolve_float(t, text, node))
        return true;
    unsigned base = integer_base(text, start, &digits);
    if (!base)
        return false;
    *good = sx_integer(t, negative, sx_string_slice(text, digits, text.length), base, node);
    return true;
}

static bool is_null(struct sx_string text) {
    return text.length == 0 || sx_string_is(text, "~") || is_one_of(text, 0, "null", "Null", "NULL");
}

static bool is_true(struct sx_string text) {
    return is_one_of(text, 0, "true", "True", "TRUE") || is_one_of(text, 0, "yes", "Yes", "YES") ||
           is_one_of(text, 0, "on", "On", "ON");
}

static bool is_false(struct sx_string text) {
    return is_one_of(text, 0, "false", "False", "FALSE") || is_one_of(text, 0, "no", "No", "NO") ||
           is_one_of(text, 0, "off", "Off", "OFF");
}

static bool resolve_bool(struct sx_string text, struct sx_node *node) {
    bool value = is_true(text);
    if (!value && !is_false(text))
        return false;
    node->kind = SX_BOOL;
    node->boolean = value;
    return true;
}

static bool set_string(struct sx_string text, struct sx_node *node) {
    node->kind = SX_STRING;
    node->string = text;
    return true;
}

bool sx_resolve_plain(struct sx_transform *t, struct sx_string text, struct sx_node *node) {
    bool good = true;
    switch (text.length ? text.bytes[0] : '~') {
    case '~':
        if (is_null(text)) {
            node->kind = SX_NULL;
            return true;
        }
        return set_string(text, node);
    case 'n':
    case 'N':
        if (is_null(text)) {
            node->kind = SX_NULL;
            return true;
        }
        /* fallthrough */
    case 'y':
    case 'Y':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
        /* "false" is the longest */
        return (text.length <= 5 && resolve_bool(text, node)) || set_string(text, node);
    case '-':
    case '+':
    case '.':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        if (resolve_number(t, text, node, &good))
            return good;
        return set_string(text, node);
    default:
        return set_string(text, node);
    }
}

bool sx_resolve_as(struct sx_transform *t, enum sx_kind kind, struct sx_string text, struct sx_node *node) {
    bool good = false;
    if (kind == SX_INT || kind == SX_FLOAT)
        text = sx_string_replace(t, text, STR("_"), STR(""));
    switch (kind) {
    case SX_NULL:
        node->kind = SX_NULL;
        return true;
    case SX_BOOL:
        return resolve_bool(sx_string_lower(t, text), node);
    case SX_INT:
        return text.length && resolve_number(t, text, node, &good) && good && node->kind == SX_INT;
    case SX_FLOAT:
        if (resolve_float(t, sx_string_lower(t, text), node))
            return true;
        /* what only Python's float() takes: 1, 1e3, -.5 */
        node->kind = SX_FLOAT;
        return sx_parse_decimal(t, text, &node->number);
    default:
        return set_string(text, node);
    }
}

bool sx_resolve_json_number(struct sx_transform *t, struct sx_string text, struct sx_node *node) {
    bool negative = text.bytes[0] == '-';
    struct sx_string rest = sx_string_slice(text, negative, text.length);
    for (size_t i = 0; i < rest.length; i++)
        if (!is_digit(rest.bytes[i]))
            return set_float(node, negative, sx_decimal(t, rest));
    return sx_integer(t, negative, rest, 10, node);
}
