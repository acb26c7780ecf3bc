/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The schema of a mapping: its keys, those that must be there, and what they say about each other. A key whose value is
 * a function may turn out to be absent, so that keys exclude each other only where both have values of their own.
 */

#include "schema/schema.h"

bool sx_schema_is_shared(const struct sx_schema_context *context, struct sx_string name) {
    for (size_t i = 0; context->globals && i < context->globals->count; i++)
        if (sx_string_equal(context->globals->properties[i], name))
            return true;
    return context->in_parts;
}

bool sx_schema_requires(const struct sx_schema_context *context, const struct sx_property_spec *property) {
    return property->type_required && !property->unused && !sx_schema_is_shared(context, sx_property_name(property));
}

static bool any_shared(const struct sx_schema_context *context, const char *const *names) {
    for (size_t i = 0; names[i]; i++)
        if (sx_schema_is_shared(context, sx_string_from(names[i])))
            return true;
    return false;
}

static const struct sx_node *required(struct sx_transform *t, const struct sx_schema_context *context,
                                      const struct sx_object_spec *object) {
    const struct sx_node *names = EMPTY_LIST();
    for (size_t i = 0; i < object->count; i++)
        if (sx_schema_requires(context, &object->properties[i]))
            names = sx_append(t, names, TEXT(sx_property_name(&object->properties[i])));
    return sx_count(names) ? names : NULL;
}

/* ---------------------------------------------------------------------------------- what keys say about each other */

/* {"not": both are there with values that are no functions} */
static const struct sx_node *not_both(struct sx_transform *t, struct sx_string a, struct sx_string b) {
    const struct sx_node *no_function = MAP({"not", sx_schema_ref(t, STR("function"))});
    const struct sx_node *values = sx_with(t, sx_new_entry(t, a, no_function), b, no_function);
    const struct sx_node *names = LIST(TEXT(a), TEXT(b));
    return MAP({"not", MAP({"required", names}, {"properties", values})});
}

/* One of the keys at least. */
static const struct sx_node *one_of_them(struct sx_transform *t, const char *const *names) {
    const struct sx_node *alternatives = EMPTY_LIST();
    for (size_t i = 0; names[i]; i++) {
        const struct sx_node *name = LIST(TEXT(sx_string_from(names[i])));
        alternatives = sx_append(t, alternatives, MAP({"required", name}));
    }
    return MAP({"anyOf", alternatives});
}

static void add_pairs(struct sx_transform *t, const struct sx_node **rules, const char *const *names) {
    for (size_t i = 0; names[i]; i++)
        for (size_t j = i + 1; names[j]; j++)
            *rules = sx_append(t, *rules, not_both(t, sx_string_from(names[i]), sx_string_from(names[j])));
}

static void add_group(struct sx_transform *t, const struct sx_schema_context *context, const struct sx_node **rules,
                      const struct sx_group_spec *group) {
    bool least = group->kind == SX_GROUP_EXACTLY_ONE || group->kind == SX_GROUP_AT_LEAST_ONE;
    bool most = group->kind == SX_GROUP_EXACTLY_ONE || group->kind == SX_GROUP_AT_MOST_ONE;
    if (least && !any_shared(context, group->names))
        *rules = sx_append(t, *rules, one_of_them(t, group->names));
    if (most && !context->short_tags)
        add_pairs(t, rules, group->names);
}

static const struct sx_node *rules_of(struct sx_transform *t, const struct sx_schema_context *context,
                                      const struct sx_object_spec *object) {
    const struct sx_node *rules = EMPTY_LIST();
    for (size_t i = 0; i < object->group_count; i++)
        add_group(t, context, &rules, &object->groups[i]);
    for (size_t i = 0; i < object->count; i++) {
        const struct sx_property_spec *property = &object->properties[i];
        const char *const *excluded = context->short_tags ? NULL : sx_property_excludes(property);
        for (; excluded && *excluded; excluded++)
            rules = sx_append(t, rules, not_both(t, sx_property_name(property), sx_string_from(*excluded)));
    }
    return sx_count(rules) ? rules : NULL;
}

/* {"A": ["B"]}: where A is, B is. */
static const struct sx_node *dependencies(struct sx_transform *t, const struct sx_schema_context *context,
                                          const struct sx_object_spec *object) {
    struct sx_fields fields = {0};
    for (size_t i = 0; i < object->group_count; i++) {
        const struct sx_group_spec *group = &object->groups[i];
        if (group->kind != SX_GROUP_TOGETHER || any_shared(context, group->names))
            continue;
        for (size_t j = 0; group->names[j]; j++)
            sx_fields_set(t, &fields, sx_string_from(group->names[j]), sx_schema_texts(t, group->names));
    }
    for (size_t i = 0; i < object->count; i++) {
        const struct sx_property_spec *property = &object->properties[i];
        if (sx_property_requires(property) && !any_shared(context, sx_property_requires(property)))
            sx_fields_set(t, &fields, sx_property_name(property), sx_schema_texts(t, sx_property_requires(property)));
    }
    return fields.pairs.count ? sx_fields_node(t, &fields, NULL) : NULL;
}

/* ------------------------------------------------------------------------------------------------------ the mapping */

const struct sx_node *sx_schema_of_object(struct sx_transform *t, const struct sx_schema_context *context,
                                          const struct sx_object_spec *object) {
    struct sx_fields properties = {0};
    const struct sx_node *others = BOOL(false);
    for (size_t i = 0; i < object->count; i++) {
        const struct sx_property_spec *property = &object->properties[i];
        const struct sx_node *schema = sx_schema_of_property(t, context, property);
        if (sx_string_is(sx_property_name(property), "*"))
            others = schema;
        else if (!property->unused)
            sx_fields_set(t, &properties, sx_property_name(property), schema);
    }
    return MAP({"type", S("object")}, {"properties", sx_fields_node(t, &properties, NULL)},
               {"additionalProperties", others}, {"required", required(t, context, object)},
               {"dependencies", dependencies(t, context, object)}, {"allOf", rules_of(t, context, object)});
}
