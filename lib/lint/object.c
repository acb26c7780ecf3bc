/* SPDX-License-Identifier: Apache-2.0 */

/* Mappings held against the objects of spec/. */

#include "lint/language.h"

#include <math.h>

bool sx_lint_has_expanded(const struct sx_node *mapping) {
    for (size_t i = 0; sx_is_mapping(mapping) && i < sx_count(mapping); i++)
        if (sx_lint_is_expanded(mapping->mapping.pairs[i].key))
            return true;
    return false;
}

/* ---------------------------------------------------------------------------------------------------------- values */

/** What a node stands for. */
struct slot {
    const struct sx_property_spec *property;
    enum { WHOLE, ITEM, ENTRY } part; /* of the value: itself, an item of the list, a value of the map */
    struct sx_span where;             /* the key that it stands under */
    struct sx_string name;            /* of that key */
};

static void check_node(struct sx_transform *t, const struct sx_lint_scope *scope, const struct slot *slot,
                       const struct sx_node *node, const struct sx_node *inherited);

static unsigned kinds_of(const struct slot *slot) {
    const struct sx_type *type = &slot->property->type;
    return slot->part == WHOLE ? type->self : slot->part == ITEM ? type->items : type->values;
}

/** What messages call the property; the one called "*" has the name of the key. */
static struct sx_string name_of(const struct slot *slot) {
    return sx_string_is(sx_property_name(slot->property), "*") ? slot->name : sx_property_name(slot->property);
}

static void report_type(struct sx_transform *t, const struct slot *slot, const struct sx_node *node) {
    static const struct sx_string subjects[] = {STR_INIT("'"), STR_INIT("Each item of '"), STR_INIT("Each value in '")};
    sx_lint_report(
        t, node->span, SX_RULE_INVALID_PROPERTY_TYPE,
        CAT(t, subjects[slot->part], name_of(slot), STR("' must be "), sx_lint_kinds(t, kinds_of(slot)), STR(".")));
}

/** True when the maps that the property holds, not the property itself, have the keys of its object. */
static bool holds_objects(const struct sx_property_spec *property) {
    return property->type.values != SX_TYPE_ANY && (property->type.values & SX_TYPE_MAP);
}

static bool is_conditional(const struct sx_node *node) {
    return sx_intrinsic(node, "Fn::If") != NULL;
}

static void check_list_length(struct sx_transform *t, const struct slot *slot, const struct sx_node *list,
                              const struct sx_node *inherited) {
    const struct sx_bounds *bounds = sx_property_bounds(slot->property);
    size_t count = sx_is_sequence(inherited) ? sx_count(inherited) : 0, certain = count;
    for (size_t i = 0; i < sx_count(list); i++) {
        certain += !is_conditional(sx_item(list, i)); /* one that is conditional may be no value */
        count++;
    }
    if (!bounds || (certain <= bounds->max_length && count >= bounds->min_length))
        return;
    bool many = certain > bounds->max_length;
    struct sx_string number = sx_string_from_int(t, (long long)(many ? bounds->max_length : bounds->min_length));
    sx_lint_report(t, sx_at(list), SX_RULE_LIST_LENGTH,
                   CAT(t, STR("'"), sx_property_name(slot->property), STR("' must have "),
                       many ? STR("at most ") : STR("at least "), number,
                       sx_string_is(number, "1") ? STR(" item, and has ") : STR(" items, and has "),
                       sx_string_from_int(t, (long long)(many ? certain : count)), STR(".")));
}

static void check_list(struct sx_transform *t, const struct sx_lint_scope *scope, const struct slot *slot,
                       const struct sx_node *list, const struct sx_node *inherited) {
    struct slot item = {slot->property, ITEM, {0, 0}, slot->name};
    if (slot->part != WHOLE)
        return;
    check_list_length(t, slot, list, inherited);
    for (size_t i = 0; i < sx_count(list); i++) {
        item.where = sx_at(sx_item(list, i));
        check_node(t, scope, &item, sx_item(list, i), NULL);
    }
}

static void check_map(struct sx_transform *t, const struct sx_lint_scope *scope, const struct slot *slot,
                      const struct sx_node *map, const struct sx_node *inherited) {
    bool entries = slot->part == WHOLE && holds_objects(slot->property);
    if (sx_property_object(slot->property) && !entries) {
        struct sx_lint_level level = {map, inherited, slot->where, slot->name};
        sx_lint_object(t, scope, sx_property_object(slot->property), &level);
    }
    for (size_t i = 0; slot->part == WHOLE && slot->property->type.values != SX_TYPE_ANY && i < sx_count(map); i++) {
        const struct sx_pair *pair = &map->mapping.pairs[i];
        struct slot entry = {slot->property, ENTRY, pair->key_span, pair->key};
        if (!sx_lint_is_expanded(pair->key))
            check_node(t, scope, &entry, pair->value, sx_get(t, inherited, pair->key));
    }
}

/** An empty map: where SAM reads the property it counts as absent. */
static bool is_empty(const struct sx_node *node) {
    return sx_is_mapping(node) && !sx_count(node);
}

static void check_node(struct sx_transform *t, const struct sx_lint_scope *scope, const struct slot *slot,
                       const struct sx_node *node, const struct sx_node *inherited) {
    if (sx_is_whole_if(node)) {
        const struct sx_node *arguments = sx_intrinsic(node, "Fn::If");
        check_node(t, scope, slot, sx_item(arguments, 1), NULL);
        check_node(t, scope, slot, sx_item(arguments, 2), NULL);
        return;
    }
    if (sx_is_none(node) || is_empty(node) || sx_is_intrinsic(node) || sx_lint_is_pseudo_parameter(t, node))
        return;
    if (!sx_lint_fits(t, node, kinds_of(slot)))
        report_type(t, slot, node);
    else if (sx_is_sequence(node))
        check_list(t, scope, slot, node, inherited);
    else if (sx_is_mapping(node))
        check_map(t, scope, slot, node, inherited);
    else if (slot->part != ENTRY)
        sx_lint_scalar(t, scope, slot->property, node);
}

/* ------------------------------------------------------------------------------------------------------------ keys */

static struct sx_string subject_of(struct sx_transform *t, const struct sx_lint_scope *scope,
                                   const struct sx_lint_level *level) {
    return level->name.length ? CAT(t, STR("'"), level->name, STR("'")) : scope->subject;
}

static void report_unknown(struct sx_transform *t, const struct sx_lint_scope *scope,
                           const struct sx_object_spec *object, const struct sx_lint_level *level,
                           const struct sx_pair *pair) {
    struct sx_string message =
        CAT(t, STR("'"), pair->key, STR("' is not a property of "), subject_of(t, scope, level), STR("."));
    if (!object->whole)
        message = CAT(t, message, STR(" It is left out without a word."));
    sx_lint_report(t, pair->key_span, object->whole ? SX_RULE_UNKNOWN_PROPERTY : SX_RULE_IGNORED_PROPERTY, message)
        ->hint = sx_lint_key_hint(t, scope, object, pair->key);
}

/** Whether a property stands in the template, here or in Globals. */
enum presence {
    ABSENT,
    PERHAPS, /* it is conditional, and may be no value */
    PRESENT,
};

static enum presence presence_of(const struct sx_transform *t, const struct sx_lint_level *level,
                                 struct sx_string name) {
    const struct sx_node *value = sx_get(t, level->node, name);
    if (sx_is_none(value))
        value = sx_get(t, level->inherited, name);
    if (sx_is_none(value) || sx_is_no_value(value))
        return ABSENT;
    return is_conditional(value) ? PERHAPS : PRESENT;
}

/** The first of the names that is certainly there; NULL when none is. */
static const char *first_present(const struct sx_transform *t, const struct sx_lint_level *level,
                                 const char *const *names) {
    for (; names && *names; names++)
        if (presence_of(t, level, sx_string_from(*names)) == PRESENT)
            return *names;
    return NULL;
}

static bool all_absent(const struct sx_transform *t, const struct sx_lint_level *level, const char *const *names) {
    for (; *names; names++)
        if (presence_of(t, level, sx_string_from(*names)) != ABSENT)
            return false;
    return true;
}

/** "'A'", "'A' and 'B'", "'A', 'B' and 'C'" */
static struct sx_string join_names(struct sx_transform *t, const char *const *names, const char *last) {
    struct sx_string text = STR("");
    for (size_t i = 0; names[i]; i++) {
        struct sx_string separator = !i ? STR("") : names[i + 1] ? STR(", ") : sx_string_from(last);
        text = CAT(t, text, separator, STR("'"), sx_string_from(names[i]), STR("'"));
    }
    return text;
}

static void report_useless(struct sx_transform *t, const struct sx_pair *pair, struct sx_string why) {
    sx_lint_report(t, pair->key_span, SX_RULE_USELESS_PROPERTY,
                   CAT(t, STR("'"), pair->key, STR("' has no effect "), why, STR(".")));
}

/** What stands beside the property, or does not. */
static void check_companions(struct sx_transform *t, const struct sx_property_spec *property,
                             const struct sx_lint_level *level, const struct sx_pair *pair) {
    const char *excluded = first_present(t, level, sx_property_excludes(property));
    const char *outdone = first_present(t, level, sx_property_useless_with(property));
    if (sx_is_none(pair->value) || sx_is_no_value(pair->value) || is_conditional(pair->value))
        return;
    if (excluded)
        sx_lint_about(
            t, pair->key_span, SX_RULE_PROPERTY_CONFLICT, pair->key,
            CAT(t, STR("'"), pair->key, STR("' and '"), sx_string_from(excluded), STR("' exclude each other.")));
    for (const char *const *name = sx_property_requires(property); name && *name; name++)
        if (presence_of(t, level, sx_string_from(*name)) == ABSENT)
            sx_lint_about(t, pair->key_span, SX_RULE_MISSING_COMPANION, pair->key,
                          CAT(t, STR("'"), pair->key, STR("' needs '"), sx_string_from(*name), STR("' beside it.")));
    if (sx_property_useless_without(property) && all_absent(t, level, sx_property_useless_without(property)))
        report_useless(t, pair, CAT(t, STR("without "), join_names(t, sx_property_useless_without(property), " or ")));
    if (outdone)
        report_useless(t, pair, CAT(t, STR("beside '"), sx_string_from(outdone), STR("'")));
}

void sx_lint_entry(struct sx_transform *t, const struct sx_lint_scope *scope, const struct sx_object_spec *object,
                   const struct sx_lint_level *level, const struct sx_pair *pair) {
    const struct sx_property_spec *property = sx_spec_property(object, pair->key);
    if (!property && sx_lint_is_expanded(pair->key))
        return;
    if (!property)
        property = sx_spec_property(object, STR("*"));
    if (!property) {
        report_unknown(t, scope, object, level, pair);
        return;
    }
    if (property->unused) {
        sx_lint_report(t, pair->key_span, SX_RULE_USELESS_PROPERTY,
                       CAT(t, STR("'"), pair->key, STR("' means nothing to "), subject_of(t, scope, level), STR(".")));
        return;
    }
    if (!scope->partial)
        check_companions(t, property, level, pair);
    struct slot slot = {property, WHOLE, pair->key_span, pair->key};
    check_node(t, scope, &slot, pair->value, sx_get(t, level->inherited, pair->key));
}

/* --------------------------------------------------------------------------------------------------- what is missing
 */

enum { MOST_UNKNOWN = 64 }; /* keys of one mapping that are looked at for what is missing from it */

/** True when what is missing stands there, misspelt: that was said. */
static bool is_misspelt(const struct sx_object_spec *object, const struct sx_node *mapping, struct sx_string name) {
    for (size_t i = 0, unknown = 0; sx_is_mapping(mapping) && i < sx_count(mapping) && unknown < MOST_UNKNOWN; i++) {
        struct sx_string key = mapping->mapping.pairs[i].key;
        if (sx_spec_property(object, key))
            continue;
        unknown++;
        if (sx_edits(key, name, sx_most_edits(key)) != SIZE_MAX)
            return true;
    }
    return false;
}

static bool is_missing(struct sx_transform *t, const struct sx_object_spec *object, const struct sx_lint_level *level,
                       const struct sx_property_spec *property) {
    return property->type_required && presence_of(t, level, sx_property_name(property)) == ABSENT &&
           !is_misspelt(object, level->node, sx_property_name(property));
}

/* What stands there as null is missing too, and shown where it stands. */
static void check_required(struct sx_transform *t, const struct sx_lint_scope *scope,
                           const struct sx_object_spec *object, const struct sx_lint_level *level) {
    size_t missing = 0;
    for (size_t i = 0; i < object->count; i++)
        missing += is_missing(t, object, level, &object->properties[i]);
    for (size_t i = 0; missing && i < object->count; i++) {
        const struct sx_property_spec *property = &object->properties[i];
        const struct sx_pair *pair = sx_get_pair(t, level->node, sx_property_name(property));
        if (is_missing(t, object, level, property))
            sx_lint_about(t, pair ? pair->key_span : level->where, SX_RULE_MISSING_PROPERTY,
                          missing > 1 ? sx_property_name(property) : STR(""),
                          CAT(t, STR("The property '"), sx_property_name(property), STR("' of "),
                              subject_of(t, scope, level), STR(" is missing.")));
    }
}

/** The key of the last property of the group that stands in the template itself; else of the mapping. */
static struct sx_span last_of_group(const struct sx_transform *t, const struct sx_lint_level *level,
                                    const struct sx_group_spec *group) {
    struct sx_span where = {0, 0};
    for (const char *const *name = group->names; *name; name++) {
        const struct sx_pair *pair = sx_get_pair(t, level->node, sx_string_from(*name));
        if (pair && !sx_is_none(pair->value) && pair->key_span.start >= where.start)
            where = pair->key_span;
    }
    return where.end ? where : level->where;
}

static void check_group(struct sx_transform *t, const struct sx_lint_scope *scope, const struct sx_lint_level *level,
                        const struct sx_group_spec *group) {
    size_t certain = 0, possible = 0, count = 0;
    for (; group->names[count]; count++) {
        enum presence presence = presence_of(t, level, sx_string_from(group->names[count]));
        certain += presence == PRESENT;
        possible += presence != ABSENT;
    }
    bool needs_one = group->kind == SX_GROUP_EXACTLY_ONE || group->kind == SX_GROUP_AT_LEAST_ONE;
    bool takes_one = group->kind == SX_GROUP_EXACTLY_ONE || group->kind == SX_GROUP_AT_MOST_ONE;
    if (needs_one && !possible)
        sx_lint_about(
            t, level->where, SX_RULE_MISSING_PROPERTY, sx_string_from(group->names[0]),
            CAT(t, subject_of(t, scope, level), STR(" needs one of "), join_names(t, group->names, " and "), STR(".")));
    else if (takes_one && certain > 1)
        sx_lint_about(t, last_of_group(t, level, group), SX_RULE_PROPERTY_CONFLICT, sx_string_from(group->names[0]),
                      CAT(t, STR("Only one of "), join_names(t, group->names, " and "), STR(" can be given.")));
    else if (group->kind == SX_GROUP_TOGETHER && certain && possible < count)
        sx_lint_report(t, last_of_group(t, level, group), SX_RULE_MISSING_COMPANION,
                       CAT(t, join_names(t, group->names, " and "), STR(" stand together or not at all.")));
}

void sx_lint_object(struct sx_transform *t, const struct sx_lint_scope *scope, const struct sx_object_spec *object,
                    const struct sx_lint_level *level) {
    for (size_t i = 0; sx_is_mapping(level->node) && i < sx_count(level->node); i++)
        sx_lint_entry(t, scope, object, level, &level->node->mapping.pairs[i]);
    if (scope->partial || sx_lint_has_expanded(level->node))
        return;
    check_required(t, scope, object, level);
    for (size_t i = 0; i < object->group_count; i++)
        check_group(t, scope, level, &object->groups[i]);
}
