/* SPDX-License-Identifier: Apache-2.0 */

#include "check/model.h"

#include "base/number.h"
#include "python/text.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *message;
} refusals[] = {
    [SX_MODEL_MAP] = {"value is not a valid dict (type=type_error.dict)"},
    [SX_MODEL_STRING] = {"str type expected (type=type_error.str)"},
    [SX_MODEL_INTEGER] = {"value is not a valid integer (type=type_error.integer)"},
    [SX_MODEL_FLOAT] = {"value is not a valid float (type=type_error.float)"},
};

/* A text of two characters is a pair for Python. Returns false for any other text. */
static bool split_pair(struct sx_transform *t, struct sx_string text, struct sx_string *key,
                       const struct sx_node **value) {
    size_t first = 0, second;
    if (text.length == 0)
        return false;
    sx_decode_code_point(text, &first);
    second = first;
    if (first == text.length)
        return false;
    sx_decode_code_point(text, &second);
    *key = sx_string_slice(text, 0, first);
    *value = TEXT(sx_string_slice(text, first, second));
    return second == text.length;
}

/* Python's dict() takes a list of pairs, and an empty list or text. */
static const struct sx_node *to_map(struct sx_transform *t, const struct sx_node *value) {
    if (sx_is_string(value) && value->string.length == 0)
        return EMPTY_MAP();
    if (!sx_is_sequence(value))
        return sx_is_mapping(value) ? value : NULL;
    struct sx_fields fields = {0};
    for (size_t i = 0; i < value->sequence.count; i++) {
        const struct sx_node *pair = sx_item(value, i), *second = sx_item(pair, 1);
        struct sx_string key = sx_text(sx_item(pair, 0));
        if (sx_is_string(pair) ? !split_pair(t, pair->string, &key, &second)
                               : sx_count(pair) != 2 || !sx_is_string(sx_item(pair, 0)))
            return NULL;
        sx_fields_set(t, &fields, key, second);
    }
    return sx_fields_node(t, &fields, value);
}

static const struct sx_node *to_string(struct sx_transform *t, const struct sx_node *value) {
    if (sx_is_string(value))
        return value;
    if (value->kind == SX_INT || value->kind == SX_FLOAT || value->kind == SX_BOOL)
        return TEXT(sx_python_str(t, value));
    return NULL;
}

/* Python allows white space around a number, and single underscores between digits. */
static struct sx_string plain_number(struct sx_transform *t, struct sx_string text) {
    size_t start = 0, end = text.length;
    while (start < end && strchr(" \t\n\r\v\f", text.bytes[start]))
        start++;
    while (end > start && strchr(" \t\n\r\v\f", text.bytes[end - 1]))
        end--;
    struct sx_buffer buffer = {.t = t};
    for (size_t i = start; i < end; i++) {
        bool between = i > start && i + 1 < end && text.bytes[i - 1] >= '0' && text.bytes[i - 1] <= '9' &&
                       text.bytes[i + 1] >= '0' && text.bytes[i + 1] <= '9';
        if (text.bytes[i] != '_' || !between)
            sx_buffer_add_byte(&buffer, text.bytes[i]);
    }
    return sx_buffer_string(&buffer);
}

static const struct sx_node *to_integer(struct sx_transform *t, const struct sx_node *value) {
    int64_t number;
    switch (value->kind) {
    case SX_INT:
        return value;
    case SX_BOOL:
        return INT(value->boolean);
    case SX_FLOAT:
        /* int() cuts the fraction off; beyond int64_t no such property has a meaning */
        return fabs(value->number) < 9e18 ? INT((int64_t)value->number) : NULL;
    case SX_STRING:
        return sx_parse_int(plain_number(t, value->string), &number) ? INT(number) : NULL;
    default:
        return NULL;
    }
}

static const struct sx_node *to_float(struct sx_transform *t, const struct sx_node *value) {
    double number;
    if (value->kind == SX_FLOAT)
        return value;
    if (!sx_is_string(value) || !sx_parse_decimal(t, plain_number(t, value->string), &number))
        return NULL;
    struct sx_node *node = SX_NEW(t, struct sx_node);
    *node = *value;
    node->kind = SX_FLOAT;
    node->number = number;
    return node;
}

static const struct sx_node *convert(struct sx_transform *t, enum sx_model_type type, const struct sx_node *value) {
    switch (type) {
    case SX_MODEL_MAP:
        return to_map(t, value);
    case SX_MODEL_STRING:
        return to_string(t, value);
    case SX_MODEL_INTEGER:
        return to_integer(t, value);
    case SX_MODEL_FLOAT:
        return to_float(t, value);
    default:
        return NULL;
    }
}

/** The errors while they are collected. */
struct errors {
    struct sx_buffer lines;
    long long count;
    struct sx_span where;
};

static void add_error(struct errors *errors, struct sx_string field, const char *message, struct sx_span where) {
    sx_buffer_add_byte(&errors->lines, '\n');
    sx_buffer_add(&errors->lines, field);
    sx_buffer_add_text(&errors->lines, "\n  ");
    sx_buffer_add_text(&errors->lines, message);
    if (errors->count++ == 0)
        errors->where = where;
}

static void parse_field(struct sx_transform *t, const struct sx_model_field *field, const struct sx_node *node,
                        struct sx_fields *parsed, struct errors *errors) {
    struct sx_string name = sx_string_from(field->name);
    const struct sx_node *value = sx_get(t, node, name);
    if (sx_is_none(value)) {
        if (field->required)
            add_error(errors, name,
                      value ? "none is not an allowed value (type=type_error.none.not_allowed)"
                            : "field required (type=value_error.missing)",
                      value ? sx_at(value) : sx_at(node));
        return;
    }
    for (const enum sx_model_type *type = field->types; *type != SX_MODEL_END; type++) {
        const struct sx_node *converted = convert(t, *type, value);
        if (converted) {
            sx_fields_set(t, parsed, name, converted);
            return;
        }
    }
    for (const enum sx_model_type *type = field->types; *type != SX_MODEL_END; type++)
        add_error(errors, name, refusals[*type].message, sx_at(value));
}

static bool has_field(const struct sx_model *model, struct sx_string name) {
    for (size_t i = 0; i < model->count; i++)
        if (sx_string_is(name, model->fields[i].name))
            return true;
    return false;
}

/* Keys that the model does not have, sorted. */
static void add_unknown(struct sx_transform *t, const struct sx_model *model, const struct sx_node *node,
                        struct errors *errors) {
    SX_VECTOR(const struct sx_pair *) unknown = {0};
    for (size_t i = 0; i < sx_count(node); i++) {
        const struct sx_pair *pair = &node->mapping.pairs[i];
        if (has_field(model, pair->key))
            continue;
        SX_PUSH(t, &unknown, pair);
        for (size_t j = unknown.count - 1;
             j > 0 && sx_string_compare(unknown.items[j]->key, unknown.items[j - 1]->key) < 0; j--) {
            const struct sx_pair *later = unknown.items[j - 1];
            unknown.items[j - 1] = unknown.items[j];
            unknown.items[j] = later;
        }
    }
    for (size_t i = 0; i < unknown.count; i++)
        add_error(errors, unknown.items[i]->key, "extra fields not permitted (type=value_error.extra)",
                  unknown.items[i]->key_span);
}

const struct sx_node *sx_model_parse(struct sx_transform *t, const struct sx_model *model, const struct sx_node *node,
                                     struct sx_string *text, struct sx_span *where) {
    struct sx_fields parsed = {0};
    struct errors errors = {.lines = {.t = t}};
    for (size_t i = 0; i < model->count; i++)
        parse_field(t, &model->fields[i], node, &parsed, &errors);
    add_unknown(t, model, node, &errors);
    if (errors.count == 0)
        return sx_fields_node(t, &parsed, node);
    *where = errors.where;
    *text = CAT(t, sx_string_from_int(t, errors.count),
                errors.count == 1 ? STR(" validation error for ") : STR(" validation errors for "),
                sx_string_from(model->name), sx_buffer_string(&errors.lines));
    return NULL;
}
