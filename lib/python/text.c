/* SPDX-License-Identifier: Apache-2.0 */

#include "python/text.h"

#include "python/escape.h"
#include "python/notation.h"
#include "python/printable.h"

/**
 * A string between quotes. Printable ASCII is copied, but for the quote and the backslash; these and everything else
 * go through `escape`.
 */
static void write_quoted(struct sx_buffer *buffer, struct sx_string string, char quote,
                         void (*escape)(struct sx_buffer *, uint32_t)) {
    size_t written = 0;
    sx_buffer_add_byte(buffer, quote);
    for (size_t at = 0; at < string.length;) {
        char byte = string.bytes[at];
        if (byte >= ' ' && byte <= '~' && byte != quote && byte != '\\') {
            at++;
            continue;
        }
        sx_buffer_add(buffer, sx_string_slice(string, written, at));
        escape(buffer, sx_decode_code_point(string, &at));
        written = at;
    }
    sx_buffer_add(buffer, sx_string_slice(string, written, string.length));
    sx_buffer_add_byte(buffer, quote);
}

/** A string as json.dumps() writes it with ensure_ascii. */
static void write_ascii_json_string(struct sx_buffer *buffer, struct sx_string string) {
    write_quoted(buffer, string, '"', sx_write_json_escape);
}

static void add_repr_escape(struct sx_buffer *buffer, uint32_t code_point) {
    if (code_point == '\\' || code_point == '\'' || code_point == '"')
        sx_write_escape(buffer, (char)code_point, 0, 0);
    else if (code_point == '\n' || code_point == '\r' || code_point == '\t')
        sx_write_json_escape(buffer, code_point);
    else if (sx_python_is_printable(code_point))
        sx_buffer_add_code_point(buffer, code_point);
    else
        sx_write_sized_escape(buffer, code_point);
}

/** A string as repr() writes it: in double quotes only when it has single quotes and no double ones. */
static void write_repr_string(struct sx_buffer *buffer, struct sx_string string) {
    if (sx_needs_no_escape(string)) {
        sx_buffer_add_byte(buffer, '\'');
        sx_buffer_add(buffer, string);
        sx_buffer_add_byte(buffer, '\'');
        return;
    }
    bool has_single = sx_string_find_byte(string, '\'', 0) != SIZE_MAX;
    bool has_double = sx_string_find_byte(string, '"', 0) != SIZE_MAX;
    write_quoted(buffer, string, has_single && !has_double ? '"' : '\'', add_repr_escape);
}

/* What json.dumps() writes the same way whatever its options are. */
#define JSON_WORDS                                                                           \
    .null_word = "null", .true_word = "true", .false_word = "false", .infinity = "Infinity", \
    .minus_infinity = "-Infinity", .not_a_number = "NaN", .write_string = write_ascii_json_string

static const struct sx_notation json_sorted = {JSON_WORDS, .item_separator = ",", .key_separator = ":", .sorted = true};

const struct sx_notation sx_notation_json = {JSON_WORDS, .item_separator = ", ", .key_separator = ": "};

static const struct sx_notation json_indented = {JSON_WORDS, .item_separator = ",", .key_separator = ": ", .indent = 4,
                                                 .sorted = true};

const struct sx_notation sx_notation_repr = {
    .null_word = "None",
    .true_word = "True",
    .false_word = "False",
    .infinity = "inf",
    .minus_infinity = "-inf",
    .not_a_number = "nan",
    .item_separator = ", ",
    .key_separator = ": ",
    .write_string = write_repr_string,
};

static struct sx_string write_as(struct sx_transform *t, const struct sx_node *node,
                                 const struct sx_notation *notation) {
    struct sx_buffer buffer = {.t = t};
    sx_notation_write(&buffer, node, notation);
    return sx_buffer_string(&buffer);
}

struct sx_string sx_python_json_sorted(struct sx_transform *t, const struct sx_node *node) {
    return write_as(t, node, &json_sorted);
}

struct sx_string sx_python_json(struct sx_transform *t, const struct sx_node *node) {
    return write_as(t, node, &sx_notation_json);
}

struct sx_string sx_python_json_indented(struct sx_transform *t, const struct sx_node *node) {
    return write_as(t, node, &json_indented);
}

struct sx_string sx_python_str(struct sx_transform *t, const struct sx_node *node) {
    return sx_is_string(node) ? node->string : write_as(t, node, &sx_notation_repr);
}

struct sx_string sx_python_repr(struct sx_transform *t, const struct sx_node *node) {
    return write_as(t, node, &sx_notation_repr);
}

struct sx_string sx_python_repr_string(struct sx_transform *t, struct sx_string string) {
    struct sx_buffer buffer = {.t = t};
    write_repr_string(&buffer, string);
    return sx_buffer_string(&buffer);
}

const char *sx_python_type_name(const struct sx_node *node) {
    switch (node ? node->kind : SX_NULL) {
    case SX_NULL:
        return "NoneType";
    case SX_BOOL:
        return "bool";
    case SX_INT:
        return "int";
    case SX_FLOAT:
        return "float";
    case SX_STRING:
        return "str";
    case SX_SEQUENCE:
        return "list";
    case SX_MAPPING:
        return "dict";
    }
    return "NoneType";
}
