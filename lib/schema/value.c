/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The schema of a value. CloudFormation makes numbers and booleans of texts, and texts of them, so each stands for the
 * others where they say the same. An intrinsic function may stand for any value, and so may a dynamic reference. Null
 * is a value that is absent.
 */

#include "schema/schema.h"

#include <math.h>

const struct sx_node *sx_schema_ref(struct sx_transform *t, struct sx_string name) {
    return MAP({"$ref", TEXT(CAT(t, STR("#/definitions/"), name))});
}

const struct sx_node *sx_schema_texts(struct sx_transform *t, const char *const *texts) {
    const struct sx_node *list = EMPTY_LIST();
    for (size_t i = 0; texts[i]; i++)
        list = sx_append(t, list, TEXT(sx_string_from(texts[i])));
    return list;
}

const struct sx_node *sx_schema_or_function(struct sx_transform *t, const struct sx_schema_context *context,
                                            const struct sx_node *value) {
    const struct sx_node *short_tag = NULL;
    if (context->short_tags)
        short_tag = MAP({"type", LIST(S("string"), S("array"))});
    const struct sx_node *function = sx_schema_ref(t, STR("function"));
    return MAP({"anyOf", LIST(value, function, short_tag)});
}

/* -------------------------------------------------------------------------------------------------- kinds of value */

static const struct sx_node *number(struct sx_transform *t, double value) {
    if (!isfinite(value))
        return NULL;
    if (value == floor(value) && fabs(value) < 1e15)
        return INT((int64_t)value);
    struct sx_node *node = SX_NEW(t, struct sx_node);
    *node = (struct sx_node){.kind = SX_FLOAT, .number = value};
    return node;
}

static const struct sx_node *length(struct sx_transform *t, size_t value, size_t none) {
    return value == none ? NULL : INT((int64_t)value);
}

static const char *pattern_of(enum sx_format format) {
    switch (format) {
    case SX_FORMAT_LOGICAL_ID:
        return "^[A-Za-z0-9]+$";
    default:
        return NULL; /* what a pattern cannot say exactly is left to samx_validate() */
    }
}

static const struct sx_node *text(struct sx_transform *t, const struct sx_property_spec *property,
                                  const struct sx_bounds *bounds) {
    const char *const *values = sx_property_values(property);
    const char *pattern = pattern_of(property->format);
    if (values && !property->values_open)
        return MAP({"enum", sx_schema_texts(t, values)});
    const struct sx_node *any = MAP({"type", LIST(S("string"), S("number"), S("boolean"))},
                                    {"pattern", pattern ? TEXT(sx_string_from(pattern)) : NULL},
                                    {"minLength", bounds ? length(t, bounds->min_length, 0) : NULL},
                                    {"maxLength", bounds ? length(t, bounds->max_length, SIZE_MAX) : NULL});
    if (!values)
        return any;
    return MAP({"anyOf", LIST(MAP({"enum", sx_schema_texts(t, values)}), any)});
}

static const struct sx_node *numeric(struct sx_transform *t, const struct sx_bounds *bounds, bool whole) {
    const struct sx_node *type = whole ? S("integer") : S("number");
    const struct sx_node *value = MAP({"type", type}, {"minimum", bounds ? number(t, bounds->minimum) : NULL},
                                      {"maximum", bounds ? number(t, bounds->maximum) : NULL});
    const struct sx_node *pattern =
        whole ? S("^[+-]?[0-9]+$") : S("^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?$");
    return MAP({"anyOf", LIST(value, MAP({"type", S("string")}, {"pattern", pattern}))});
}

/* A text, a number or a boolean; NULL when `kinds` has none of them. */
static const struct sx_node *scalars(struct sx_transform *t, const struct sx_property_spec *property,
                                     const struct sx_bounds *bounds, unsigned kinds) {
    const struct sx_node *list = EMPTY_LIST();
    if (kinds & SX_TYPE_STRING)
        list = sx_append(t, list, text(t, property, bounds));
    if (kinds & SX_TYPE_FLOAT)
        list = sx_append(t, list, numeric(t, bounds, false));
    else if (kinds & SX_TYPE_INT)
        list = sx_append(t, list, numeric(t, bounds, true));
    if (kinds & SX_TYPE_BOOL)
        list = sx_append(t, list,
                         MAP({"enum", LIST(BOOL(true), BOOL(false), S("true"), S("false"), S("True"), S("False"))}));
    if (sx_count(list) == 0)
        return NULL;
    return sx_count(list) == 1 ? sx_item(list, 0) : MAP({"anyOf", list});
}

/* The map that the value is, or that the values in it are. */
static const struct sx_node *map(struct sx_transform *t, const struct sx_schema_context *context,
                                 const struct sx_property_spec *property) {
    return sx_property_object(property) ? sx_schema_of_object(t, context, sx_property_object(property))
                                        : MAP({"type", S("object")});
}

/* What a list or a map holds: `kinds` are those of the items; NULL for anything. */
static const struct sx_node *held(struct sx_transform *t, const struct sx_schema_context *context,
                                  const struct sx_property_spec *property, unsigned kinds) {
    if (!kinds || kinds == SX_TYPE_ANY)
        return NULL;
    const struct sx_bounds *bounds = sx_property_bounds(property);
    struct sx_bounds of_item;
    if (bounds && property->type.self & SX_TYPE_LIST) { /* lengths of lists are not those of their items */
        of_item = (struct sx_bounds){bounds->minimum, bounds->maximum, 0, SIZE_MAX};
        bounds = &of_item;
    }
    const struct sx_node *alternatives = EMPTY_LIST();
    const struct sx_node *scalar = scalars(t, property, bounds, kinds);
    if (scalar)
        alternatives = sx_append(t, alternatives, scalar);
    if (kinds & SX_TYPE_MAP)
        alternatives = sx_append(t, alternatives, map(t, context, property));
    if (kinds & SX_TYPE_LIST)
        alternatives = sx_append(t, alternatives, MAP({"type", S("array")}));
    const struct sx_node *value = sx_count(alternatives) == 1 ? sx_item(alternatives, 0) : MAP({"anyOf", alternatives});
    return sx_schema_or_function(t, context, value);
}

static const struct sx_node *list_of(struct sx_transform *t, const struct sx_schema_context *context,
                                     const struct sx_property_spec *property) {
    const struct sx_bounds *bounds = sx_property_bounds(property);
    return MAP({"type", S("array")}, {"items", held(t, context, property, property->type.items)},
               {"minItems", bounds ? length(t, bounds->min_length, 0) : NULL},
               {"maxItems", bounds ? length(t, bounds->max_length, SIZE_MAX) : NULL});
}

/* --------------------------------------------------------------------------------------------------- the property */

/* A map of maps, whose keys are free, or a map whose keys are known. */
static const struct sx_node *map_of(struct sx_transform *t, const struct sx_schema_context *context,
                                    const struct sx_property_spec *property) {
    if (property->type.values && property->type.values != SX_TYPE_ANY)
        return MAP({"type", S("object")}, {"additionalProperties", held(t, context, property, property->type.values)});
    return map(t, context, property);
}

/* What hovers over the key in an editor. */
static const struct sx_node *description(struct sx_transform *t, const struct sx_property_spec *property) {
    struct sx_string passes = STR("");
    if (sx_property_cloudformation(property))
        passes = CAT(t, STR("Passes to "), sx_string_from(sx_property_cloudformation(property)), STR("."));
    return passes.length ? TEXT(passes) : NULL;
}

const struct sx_node *sx_schema_of_property(struct sx_transform *t, const struct sx_schema_context *context,
                                            const struct sx_property_spec *property) {
    bool in_parts = sx_schema_is_shared(context, sx_property_name(property));
    const struct sx_schema_context nested = {.short_tags = context->short_tags, .in_parts = in_parts};
    const struct sx_node *alternatives = EMPTY_LIST();
    unsigned kinds = property->type.self;
    if (kinds == SX_TYPE_ANY || property->unused)
        return MAP({"description", description(t, property)});

    const struct sx_node *scalar = scalars(t, property, sx_property_bounds(property), kinds);
    if (scalar)
        alternatives = sx_append(t, alternatives, scalar);
    if (kinds & SX_TYPE_MAP)
        alternatives = sx_append(t, alternatives, map_of(t, &nested, property));
    if (kinds & SX_TYPE_LIST)
        alternatives = sx_append(t, alternatives, list_of(t, &nested, property));
    const struct sx_node *value = sx_count(alternatives) == 1 ? sx_item(alternatives, 0) : MAP({"anyOf", alternatives});
    const struct sx_node *either = sx_schema_or_function(t, &nested, value);
    return MAP({"description", description(t, property)}, {"anyOf", GET(either, "anyOf")});
}
