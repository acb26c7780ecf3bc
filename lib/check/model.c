/* SPDX-License-Identifier: Apache-2.0 */

#include "check/model.h"

#include "base/number.h"
#include "python/text.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct sx_node *to_string(struct sx_transform *t, const struct sx_node *value) {
    if (sx_is_string(value))
        return value;
    if (value->kind == SX_INT || value->kind == SX_FLOAT || value->kind == SX_BOOL)
        return TEXT(sx_python_str(t, value));
    return NULL;
}

/* The two halves of what is a pair for Python: a list of two, a text of two characters, a mapping with two keys. */
static bool split_pair(struct sx_transform *t, const struct sx_node *pair, const struct sx_node **first,
                       const struct sx_node **second) {
    size_t middle = 0;
    if (sx_is_string(pair) && pair->string.length) {
        sx_decode_code_point(pair->string, &middle);
        size_t end = middle;
        if (middle < pair->string.length)
            sx_decode_code_point(pair->string, &end);
        *first = TEXT(sx_string_slice(pair->string, 0, middle));
        *second = TEXT(sx_string_slice(pair->string, middle, end));
        return middle < end && end == pair->string.length;
    }
    if (sx_count(pair) != 2)
        return false;
    bool mapping = sx_is_mapping(pair);
    *first = mapping ? TEXT(pair->mapping.pairs[0].key) : pair->sequence.items[0];
    *second = mapping ? TEXT(pair->mapping.pairs[1].key) : pair->sequence.items[1];
    return true;
}

/* Python's dict() takes a list of pairs, and an empty list or text. */
static const struct sx_node *to_map(struct sx_transform *t, const struct sx_node *value) {
    if (sx_is_string(value) && value->string.length == 0)
        return EMPTY_MAP();
    if (!sx_is_sequence(value))
        return sx_is_mapping(value) ? value : NULL;
    struct sx_fields fields = {0};
    for (size_t i = 0; i < value->sequence.count; i++) {
        const struct sx_node *key, *item;
        if (!split_pair(t, value->sequence.items[i], &key, &item) || !(key = to_string(t, key)))
            return NULL;
        sx_fields_set_at(t, &fields, key->string, sx_at(key), item);
    }
    return sx_fields_node(t, &fields, value);
}

static bool is_space(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Python allows white space around a number, and single underscores between digits. */
static struct sx_string plain_number(struct sx_transform *t, struct sx_string text) {
    size_t start = 0, end = text.length;
    while (start < end && is_space(text.bytes[start]))
        start++;
    while (end > start && is_space(text.bytes[end - 1]))
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

/* An integer beyond int64_t, by its decimal digits. */
static const struct sx_node *new_big(struct sx_transform *t, const struct sx_node *like, struct sx_string digits) {
    struct sx_node *node = SX_NEW(t, struct sx_node);
    node->kind = SX_INT;
    node->big = true;
    node->span = like->span;
    node->string = sx_string_copy(t, digits);
    return node;
}

/* [+-]digits to the digits of a big integer: no plus, no leading zeros. The empty slice when it is anything else. */
static struct sx_string big_digits(struct sx_transform *t, struct sx_string text) {
    bool negative = sx_string_starts_with(text, "-");
    size_t start = negative || sx_string_starts_with(text, "+");
    while (start + 1 < text.length && text.bytes[start] == '0')
        start++;
    struct sx_string digits = sx_string_slice(text, start, text.length);
    for (size_t i = 0; i < digits.length; i++)
        if (digits.bytes[i] < '0' || digits.bytes[i] > '9')
            return STR("");
    return negative && digits.length ? CAT(t, STR("-"), digits) : digits;
}

static const struct sx_node *float_to_integer(struct sx_transform *t, const struct sx_node *value) {
    char digits[DBL_MAX_10_EXP + 4];
    /* int() cuts the fraction off; what is not finite has no integer */
    if (fabs(value->number) < 9e18)
        return INT((int64_t)value->number);
    if (!isfinite(value->number))
        return NULL;
    snprintf(digits, sizeof digits, "%.0f", value->number);
    return new_big(t, value, sx_string_from(digits));
}

static const struct sx_node *text_to_integer(struct sx_transform *t, const struct sx_node *value) {
    int64_t number;
    struct sx_string text = plain_number(t, value->string);
    if (sx_parse_int(text, &number))
        return INT(number);
    struct sx_string digits = big_digits(t, text);
    return digits.length ? new_big(t, value, digits) : NULL;
}

static const struct sx_node *to_integer(struct sx_transform *t, const struct sx_node *value) {
    switch (value->kind) {
    case SX_INT:
        return value;
    case SX_BOOL:
        return INT(value->boolean);
    case SX_FLOAT:
        return float_to_integer(t, value);
    case SX_STRING:
        return text_to_integer(t, value);
    default:
        return NULL;
    }
}

static const struct sx_node *new_float(struct sx_transform *t, const struct sx_node *like, double number) {
    struct sx_node *node = SX_NEW(t, struct sx_node);
    node->kind = SX_FLOAT;
    node->span = like->span;
    node->number = number;
    return node;
}

static const struct sx_node *to_float(struct sx_transform *t, const struct sx_node *value) {
    double number;
    switch (value->kind) {
    case SX_FLOAT:
        return value;
    case SX_BOOL:
        return new_float(t, value, value->boolean);
    case SX_INT:
        if (!value->big)
            return new_float(t, value, (double)value->integer);
        return sx_parse_decimal(t, value->string, &number) ? new_float(t, value, number) : NULL;
    case SX_STRING:
        return sx_parse_decimal(t, plain_number(t, value->string), &number) ? new_float(t, value, number) : NULL;
    default:
        return NULL;
    }
}

static const struct sx_node *to_boolean(struct sx_transform *t, const struct sx_node *value) {
    static const struct {
        const char *text;
        bool value;
    } words[] = {{"1", true},  {"on", true},   {"t", true},  {"true", true},   {"y", true},  {"yes", true},
                 {"0", false}, {"off", false}, {"f", false}, {"false", false}, {"n", false}, {"no", false}};
    if (value->kind == SX_BOOL)
        return value;
    if (value->kind == SX_STRING) {
        struct sx_string lower = sx_string_lower(t, value->string);
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (sx_string_is(lower, words[i].text))
                return BOOL(words[i].value);
    }
    /* 1 and 1.0 are equal to True in Python */
    if (sx_equal(t, value, BOOL(true)) || sx_equal(t, value, BOOL(false)))
        return BOOL(sx_is_true(value));
    return NULL;
}

static const struct sx_node *to_literal(const struct sx_model_type *type, const struct sx_node *value) {
    for (const char *const *literal = type->values; *literal; literal++)
        if (sx_text_is(value, *literal))
            return value;
    return NULL;
}

/* ------------------------------------------------------------------------------------------------------ parsing -- */

/** What is parsed: how it is reached, and where findings go. */
struct place {
    const struct place *outer; /* NULL: the whole */
    struct sx_string name;
    struct sx_model_errors *errors;
};

static const struct {
    const char *message, *type;
} refusals[] = {
    [SX_MODEL_MAP] = {"value is not a valid dict", "type_error.dict"},
    [SX_MODEL_LIST] = {"value is not a valid list", "type_error.list"},
    [SX_MODEL_STRING] = {"str type expected", "type_error.str"},
    [SX_MODEL_INTEGER] = {"value is not a valid integer", "type_error.integer"},
    [SX_MODEL_FLOAT] = {"value is not a valid float", "type_error.float"},
    [SX_MODEL_BOOLEAN] = {"value could not be parsed to a boolean", "type_error.bool"},
    [SX_MODEL_LITERAL] = {"unexpected value", "value_error.const"},
    [SX_MODEL_OBJECT] = {"value is not a valid dict", "type_error.dict"},
};

static void add_error(struct sx_transform *t, const struct place *place, const char *message, const char *type,
                      struct sx_span where) {
    size_t count = 0;
    for (const struct place *part = place; part->outer; part = part->outer)
        count++;
    struct sx_string *path = sx_alloc_array(t, count, sizeof *path);
    struct sx_model_error error = {path, count, message, type, where};
    for (const struct place *part = place; part->outer; part = part->outer)
        path[--count] = part->name;
    SX_PUSH(t, &place->errors->list, error);
}

static const struct sx_node *parse(struct sx_transform *t, const struct sx_model_type *types,
                                   const struct sx_node *value, const struct place *place);
static const struct sx_node *parse_object(struct sx_transform *t, const struct sx_model *model,
                                          const struct sx_node *node, const struct place *place);

static const struct sx_node *parse_list(struct sx_transform *t, const struct sx_model_type *type,
                                        const struct sx_node *list, const struct place *place) {
    if (!type->of)
        return list;
    const struct sx_node **items = sx_alloc_array(t, list->sequence.count, sizeof *items);
    for (size_t i = 0; i < list->sequence.count; i++) {
        struct place inner = {place, sx_string_from_int(t, (long long)i), place->errors};
        items[i] = parse(t, type->of, list->sequence.items[i], &inner);
    }
    return sx_new_sequence_of(t, list, items, list->sequence.count);
}

static const struct sx_node *parse_map(struct sx_transform *t, const struct sx_model_type *type,
                                       const struct sx_node *map, const struct place *place) {
    struct sx_fields fields = {0};
    for (size_t i = 0; i < sx_count(map); i++) {
        const struct sx_pair *pair = &map->mapping.pairs[i];
        struct place inner = {place, pair->key, place->errors};
        sx_fields_set_at(t, &fields, pair->key, pair->key_span, parse(t, type->of, pair->value, &inner));
    }
    return sx_fields_node(t, &fields, map);
}

/* The value as one type; NULL, or a finding in place->errors, when it cannot be. */
static const struct sx_node *parse_as(struct sx_transform *t, const struct sx_model_type *type,
                                      const struct sx_node *value, const struct place *place) {
    const struct sx_node *map;
    switch (type->kind) {
    case SX_MODEL_ANY:
        return value;
    case SX_MODEL_MAP:
        map = to_map(t, value);
        return map && type->of ? parse_map(t, type, map, place) : map;
    case SX_MODEL_OBJECT:
        map = to_map(t, value);
        return map ? parse_object(t, type->model, map, place) : NULL;
    case SX_MODEL_LIST:
        return sx_is_sequence(value) ? parse_list(t, type, value, place) : NULL;
    case SX_MODEL_STRING:
        return to_string(t, value);
    case SX_MODEL_INTEGER:
        return to_integer(t, value);
    case SX_MODEL_FLOAT:
        return to_float(t, value);
    case SX_MODEL_BOOLEAN:
        return to_boolean(t, value);
    case SX_MODEL_LITERAL:
        return to_literal(type, value);
    default:
        return NULL;
    }
}

/* The value as the first alternative that it can be; the findings of all of them when it can be none. */
static const struct sx_node *parse(struct sx_transform *t, const struct sx_model_type *types,
                                   const struct sx_node *value, const struct place *place) {
    if (sx_is_none(value)) {
        add_error(t, place, "none is not an allowed value", "type_error.none.not_allowed", sx_at(value));
        return NULL;
    }
    struct sx_model_errors *errors = place->errors;
    size_t before = errors->list.count;
    for (const struct sx_model_type *type = types; type->kind != SX_MODEL_END; type++) {
        size_t here = errors->list.count;
        const struct sx_node *parsed = parse_as(t, type, value, place);
        if (parsed && errors->list.count == here) {
            errors->list.count = before;
            return parsed;
        }
        if (!parsed && errors->list.count == here)
            add_error(t, place, refusals[type->kind].message, refusals[type->kind].type, sx_at(value));
    }
    return NULL;
}

static void parse_field(struct sx_transform *t, const struct sx_model_field *field, const struct sx_node *node,
                        struct sx_fields *parsed, const struct place *place) {
    struct place inner = {place, sx_string_from(field->name), place->errors};
    const struct sx_pair *pair = sx_get_pair(t, node, inner.name);
    if (!pair && field->required)
        add_error(t, &inner, "field required", "value_error.missing", sx_at(node));
    if (!pair || (sx_is_none(pair->value) && !field->required))
        return;
    if (sx_is_none(pair->value))
        add_error(t, &inner, "none is not an allowed value", "type_error.none.not_allowed", sx_at(pair->value));
    else
        sx_fields_set_at(t, parsed, inner.name, pair->key_span, parse(t, field->types, pair->value, &inner));
}

static bool has_field(const struct sx_model *model, struct sx_string name) {
    for (size_t i = 0; i < model->count; i++)
        if (sx_string_is(name, model->fields[i].name))
            return true;
    return false;
}

static int compare_keys(const void *left, const void *right) {
    return sx_string_compare((*(const struct sx_pair *const *)left)->key, (*(const struct sx_pair *const *)right)->key);
}

/* Keys that the model does not have, sorted. */
static void add_unknown(struct sx_transform *t, const struct sx_model *model, const struct sx_node *node,
                        const struct place *place) {
    SX_VECTOR(const struct sx_pair *) unknown = {0};
    for (size_t i = 0; i < sx_count(node); i++) {
        const struct sx_pair *pair = &node->mapping.pairs[i];
        if (!has_field(model, pair->key))
            SX_PUSH(t, &unknown, pair);
    }
    if (unknown.count)
        qsort(unknown.items, unknown.count, sizeof *unknown.items, compare_keys);
    for (size_t i = 0; i < unknown.count; i++) {
        struct place inner = {place, unknown.items[i]->key, place->errors};
        add_error(t, &inner, "extra fields not permitted", "value_error.extra", unknown.items[i]->key_span);
    }
}

static const struct sx_node *parse_object(struct sx_transform *t, const struct sx_model *model,
                                          const struct sx_node *node, const struct place *place) {
    struct sx_fields parsed = {0};
    for (size_t i = 0; i < model->count; i++)
        parse_field(t, &model->fields[i], node, &parsed, place);
    add_unknown(t, model, node, place);
    return sx_fields_node(t, &parsed, node);
}

const struct sx_node *sx_model_parse(struct sx_transform *t, const struct sx_model *model, const struct sx_node *node,
                                     struct sx_model_errors *errors) {
    *errors = (struct sx_model_errors){0};
    struct place whole = {.errors = errors};
    const struct sx_node *parsed = parse_object(t, model, node, &whole);
    return errors->list.count ? NULL : parsed;
}
