/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The reference gives a template to json.loads() first and to its YAML loader only when that fails, and the two differ:
 * 1e3 is a number in JSON and a text in YAML 1.1. So a text is JSON when all of it is, which one pass without a builder
 * finds out; a second pass builds. libfyaml has no part in this: it would keep a template on one line, which is what
 * programs write, as tokens of 200 bytes each before it gives the first event.
 */

#include "read/json.h"

#include "read/scalar.h"
#include "read/text.h"

#include <math.h>
#include <string.h>

struct json {
    struct sx_transform *t;
    struct sx_string text;
    size_t position;
    struct sx_builder *builder; /* NULL: only look whether it is JSON */
    SX_VECTOR(char) open;       /* the brackets that are open: '{' and '[' */
};

static unsigned char byte_at(struct sx_string text, size_t position) {
    return position < text.length ? (unsigned char)text.bytes[position] : 0;
}

static unsigned char current(const struct json *json) {
    return byte_at(json->text, json->position);
}

static void skip_space(struct json *json) {
    for (;; json->position++) {
        unsigned char byte = current(json);
        if (byte != ' ' && byte != '\n' && byte != '\t' && byte != '\r')
            return;
    }
}

static bool accept(struct json *json, char byte) {
    if (current(json) != (unsigned char)byte)
        return false;
    json->position++;
    return true;
}

static bool is_digit(unsigned char byte) {
    return byte >= '0' && byte <= '9';
}

static size_t skip_digits(struct json *json) {
    size_t start = json->position;
    while (is_digit(current(json)))
        json->position++;
    return json->position - start;
}

static struct sx_node value_from(const struct json *json, enum sx_kind kind, size_t start) {
    return (struct sx_node){.kind = kind, .span = {(uint32_t)start, (uint32_t)json->position}};
}

static void give(struct json *json, const struct sx_node *node) {
    if (json->builder)
        sx_build_resolved(json->builder, node);
}

/* ------------------------------------------------------------------------------------------------------ scalars -- */

static bool skip_string(struct json *json) {
    for (size_t i = json->position + 1; i < json->text.length; i++) {
        unsigned char byte = (unsigned char)json->text.bytes[i];
        if (byte == '"') {
            json->position = i + 1;
            return true;
        }
        if (byte < 0x20)
            return false;
        if (byte != '\\')
            continue;
        byte = byte_at(json->text, ++i);
        if (byte == 0 || !strchr("\"\\/bfnrtu", byte))
            return false;
        for (int digits = byte == 'u' ? 4 : 0; digits; digits--) {
            byte = byte_at(json->text, ++i);
            if (!is_digit(byte) && !((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f'))
                return false;
        }
    }
    return false;
}

static bool read_string(struct json *json) {
    size_t start = json->position, bad;
    if (!skip_string(json))
        return false;
    if (!json->builder)
        return true;
    struct sx_node node = value_from(json, SX_STRING, start);
    struct sx_string raw = sx_string_slice(json->text, start + 1, json->position - 1);
    node.string = sx_text_double(json->t, raw, true, &bad);
    if (bad != SIZE_MAX) {
        uint32_t where = (uint32_t)(start + 1 + bad);
        sx_builder_error(json->builder, (struct sx_span){where, where + 6}, SX_RULE_ENCODING,
                         STR("The escape is half of a surrogate pair, which is no character."));
    }
    give(json, &node);
    return true;
}

static bool read_number(struct json *json) {
    size_t start = json->position;
    accept(json, '-');
    if (!accept(json, '0') && !skip_digits(json))
        return false;
    if (accept(json, '.') && !skip_digits(json))
        return false;
    if (accept(json, 'e') || accept(json, 'E')) {
        if (!accept(json, '-'))
            accept(json, '+');
        if (!skip_digits(json))
            return false;
    }
    if (!json->builder)
        return true;
    struct sx_node node = value_from(json, SX_INT, start);
    if (!sx_resolve_json_number(json->t, sx_string_slice(json->text, start, json->position), &node)) {
        sx_builder_error(json->builder, node.span, SX_RULE_UNSUPPORTED_YAML,
                         STR("The number has more than 4300 digits. Quote it to make it a text."));
        node = value_from(json, SX_NULL, start);
    }
    give(json, &node);
    return true;
}

/* Python's json takes NaN and Infinity as well. */
static bool read_word(struct json *json) {
    static const struct {
        struct sx_string word;
        enum sx_kind kind;
        bool boolean;
        double number;
    } words[] = {
        {STR_INIT("true"), SX_BOOL, true, 0},
        {STR_INIT("false"), SX_BOOL, false, 0},
        {STR_INIT("null"), SX_NULL, false, 0},
        {STR_INIT("NaN"), SX_FLOAT, false, (double)NAN},
        {STR_INIT("Infinity"), SX_FLOAT, false, (double)INFINITY},
        {STR_INIT("-Infinity"), SX_FLOAT, false, -(double)INFINITY},
    };
    size_t start = json->position;
    struct sx_string rest = sx_string_slice(json->text, start, json->text.length);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct sx_string word = words[i].word;
        if (rest.length < word.length || memcmp(rest.bytes, word.bytes, word.length) != 0)
            continue;
        json->position += word.length;
        struct sx_node node = value_from(json, words[i].kind, start);
        if (node.kind == SX_BOOL)
            node.boolean = words[i].boolean;
        else if (node.kind == SX_FLOAT)
            node.number = words[i].number;
        give(json, &node);
        return true;
    }
    return false;
}

static bool read_scalar(struct json *json) {
    unsigned char byte = current(json);
    if (byte == '"')
        return read_string(json);
    if (is_digit(byte) || (byte == '-' && is_digit(byte_at(json->text, json->position + 1))))
        return read_number(json);
    return read_word(json);
}

/* -------------------------------------------------------------------------------------------------- collections -- */

static bool read_key(struct json *json) {
    skip_space(json);
    if (current(json) != '"' || !read_string(json))
        return false;
    skip_space(json);
    return accept(json, ':');
}

static void open_bracket(struct json *json, char bracket) {
    if (json->builder)
        sx_build_begin(json->builder, bracket == '{', (struct sx_tag){0}, STR(""), (uint32_t)json->position);
    SX_PUSH(json->t, &json->open, bracket);
    json->position++;
}

static void close_bracket(struct json *json) {
    json->position++;
    json->open.count--;
    if (json->builder)
        sx_build_end(json->builder, (uint32_t)json->position);
}

/* What may follow a value: brackets that close, and a comma before the next value. */
static bool finish_values(struct json *json) {
    while (json->open.count) {
        char bracket = json->open.items[json->open.count - 1];
        skip_space(json);
        if (accept(json, ','))
            return bracket == '[' || read_key(json);
        if (current(json) != (bracket == '[' ? ']' : '}'))
            return false;
        close_bracket(json);
    }
    return true;
}

/* One value, or the bracket that opens it; `*whole` tells which. */
static bool begin_value(struct json *json, bool *whole) {
    skip_space(json);
    unsigned char byte = current(json);
    *whole = true;
    if (byte != '{' && byte != '[')
        return read_scalar(json);
    /* The YAML reader then says that it is too deep. */
    if (json->open.count == sx_limit(json->t, SAMX_LIMIT_NESTING_DEPTH))
        return false;
    open_bracket(json, (char)byte);
    skip_space(json);
    if (current(json) == (byte == '[' ? ']' : '}')) {
        close_bracket(json);
        return true;
    }
    *whole = false;
    return byte == '[' || read_key(json);
}

static bool read_document(struct json *json) {
    bool whole;
    do {
        if (!begin_value(json, &whole))
            return false;
        if (whole && !finish_values(json))
            return false;
        if (json->builder && sx_builder_has_enough(json->builder))
            return false;
    } while (!whole || json->open.count);
    skip_space(json);
    return json->position == json->text.length;
}

bool sx_is_json(struct sx_transform *t, struct sx_string text, size_t start) {
    struct json json = {.t = t, .text = text, .position = start};
    return read_document(&json);
}

void sx_read_json(struct sx_builder *builder, size_t start) {
    struct json json = {.t = builder->t, .text = builder->text, .position = start, .builder = builder};
    read_document(&json);
}
