/* SPDX-License-Identifier: Apache-2.0 */

/* Names of conditions and mappings that lead nowhere, and what exists under a condition alone. */

#include "lint/names.h"

static struct sx_string quoted(struct sx_transform *t, struct sx_string name) {
    return CAT(t, STR("'"), name, STR("'"));
}

/* -------------------------------------------------------------------------------------------------- conditions -- */

static void check_condition(struct sx_transform *t, struct sx_names *names, const struct sx_node *name) {
    if (!sx_text(name).length || names->lint->functions->open || sx_has(t, names->conditions, sx_text(name)))
        return;
    struct sx_string hint = sx_hint_of_key(t, names, names->conditions, sx_text(name));
    if (!hint.length && sx_has(t, names->parameters, sx_text(name)))
        hint = STR("this is a parameter: a condition compares it, {Fn::Equals: [!Ref Parameter, value]}");
    sx_lint_report(t, sx_at(name), SX_RULE_UNDEFINED_CONDITION,
                   CAT(t, STR("The template has no condition "), quoted(t, sx_text(name)), STR(".")))
        ->hint = hint;
}

/* Of resources and outputs, and of the connectors inside of resources. */
static void check_condition_attributes(struct sx_transform *t, struct sx_names *names, const struct sx_node *section) {
    for (size_t i = 0; sx_is_mapping(section) && i < sx_count(section); i++) {
        const struct sx_node *entry = section->mapping.pairs[i].value;
        check_condition(t, names, GET(entry, "Condition"));
        if (sx_has(t, entry, STR("Connectors")))
            check_condition_attributes(t, names, GET(entry, "Connectors"));
    }
}

/* ---------------------------------------------------------------------------------------------------- mappings -- */

static void report_key(struct sx_transform *t, struct sx_names *names, const struct sx_node *key, struct sx_string of,
                       const struct sx_node *mapping) {
    sx_lint_report(t, sx_at(key), SX_RULE_UNDEFINED_MAPPING_KEY,
                   CAT(t, quoted(t, of), STR(" has no key "), quoted(t, sx_text(key)), STR(".")))
        ->hint = sx_hint_of_key(t, names, mapping, sx_text(key));
}

/* The second key, when the first is known only later: one of the maps must have it. */
static bool is_in_any(const struct sx_transform *t, const struct sx_node *mapping, struct sx_string key) {
    for (size_t i = 0; i < sx_count(mapping); i++)
        if (!sx_is_mapping(mapping->mapping.pairs[i].value) || sx_has(t, mapping->mapping.pairs[i].value, key))
            return true;
    return sx_count(mapping) == 0;
}

static void check_find_in_map(struct sx_transform *t, struct sx_names *names, const struct sx_node *argument) {
    const struct sx_node *name = sx_item(argument, 0), *top = sx_item(argument, 1), *second = sx_item(argument, 2);
    if (sx_count(argument) != 3 || !sx_is_string(name))
        return;
    const struct sx_node *mapping = sx_get(t, names->mappings, sx_text(name));
    if (!mapping) {
        sx_lint_report(t, sx_at(name), SX_RULE_UNDEFINED_MAPPING,
                       CAT(t, STR("The template has no mapping "), quoted(t, sx_text(name)), STR(".")))
            ->hint = sx_hint_of_key(t, names, names->mappings, sx_text(name));
        return;
    }
    if (!sx_is_mapping(mapping) || sx_has(t, mapping, STR("Fn::Transform")))
        return;
    const struct sx_node *row = sx_is_string(top) ? sx_get(t, mapping, sx_text(top)) : NULL;
    if (sx_is_string(top) && !row)
        report_key(t, names, top, sx_text(name), mapping);
    else if (sx_is_string(second) && sx_is_mapping(row) && !sx_has(t, row, sx_text(second)))
        report_key(t, names, second, CAT(t, sx_text(name), STR("."), sx_text(top)), row);
    else if (sx_is_string(second) && !sx_is_string(top) && !is_in_any(t, mapping, sx_text(second)))
        report_key(t, names, second, sx_text(name), mapping->mapping.pairs[0].value);
}

/* ------------------------------------------------------------------------------------ references to what may not be */

/* What is generated from one place can refer to it many times. */
static bool was_reported(struct sx_transform *t, struct sx_names *names, struct sx_span where) {
    struct sx_string place = sx_string_from_int(t, where.start);
    bool reported = sx_map_get(t, &names->conditional, place) != NULL;
    sx_map_set(t, &names->conditional, place, names);
    return reported;
}

static void check_conditional(struct sx_transform *t, struct sx_names *names, const struct sx_function *function,
                              struct sx_string id, struct sx_span where) {
    const struct sx_node *condition = GET(sx_get(t, names->resources, id), "Condition");
    struct sx_string entry = function->entry->key;
    if (!sx_has(t, names->conditions, sx_text(condition)) || sx_string_equal(entry, id) || !where.end ||
        was_reported(t, names, where))
        return;
    struct sx_string hint =
        CAT(t, STR("give both the same Condition, or choose with !If ["), sx_text(condition), STR(", ...]"));
    const struct sx_resource *owner = sx_owner_of(t, names, id);
    if (owner && owner == sx_owner_of(t, names, entry))
        hint = STR("SAM does not give the condition to all that it generates here");
    sx_lint_report(t, where, SX_RULE_CONDITIONAL_REFERENCE,
                   CAT(t, sx_name_of_resource(t, names, id), STR(" exists only under the condition '"),
                       sx_text(condition), STR("', and "), sx_name_of_resource(t, names, entry),
                       STR(" refers to it in any case: a deployment fails when the condition is false.")))
        ->hint = hint;
}

static void check_conditional_sub(struct sx_transform *t, struct sx_names *names, const struct sx_function *function) {
    struct sx_substitution sub;
    struct sx_string id;
    struct sx_span where;
    if (!sx_read_sub(function->pair->value, &sub))
        return;
    struct sx_sub_variables variables = sx_sub_variables_of(t, sub.text);
    while (sx_next_sub_reference(t, &sub, &variables, &id, &where))
        check_conditional(t, names, function, id, where);
}

/* One that has another condition may be decided by the same; whether it is cannot be told here. */
static bool counts_always(const struct sx_transform *t, const struct sx_function *function) {
    bool here = function->section == SX_SECTION_OUTPUTS ||
                (function->section == SX_SECTION_RESOURCES && sx_string_is(function->attribute, "Properties"));
    return here && function->entry && !function->conditional && !function->beside &&
           !GET(function->entry->value, "Condition");
}

static void check_conditional_function(struct sx_transform *t, struct sx_names *names,
                                       const struct sx_function *function) {
    const struct sx_node *argument = function->pair->value;
    struct sx_attribute_reference get_att;
    if (!counts_always(t, function))
        return;
    if (sx_string_is(function->name, "Ref") && sx_is_string(argument))
        check_conditional(t, names, function, sx_text(argument), sx_at(argument));
    else if (sx_string_is(function->name, "Fn::GetAtt") && sx_read_get_att(t, argument, &get_att))
        check_conditional(t, names, function, get_att.id, get_att.id_span);
    else if (sx_string_is(function->name, "Fn::Sub"))
        check_conditional_sub(t, names, function);
}

/* ------------------------------------------------------------------------------------------------------------------ */

void sx_lint_conditions(struct sx_transform *t, struct sx_lint *lint) {
    for (size_t i = 0; i < lint->functions->list.count; i++) {
        const struct sx_function *function = &lint->functions->list.items[i];
        const struct sx_node *argument = function->pair->value;
        if (function->beside || function->section == SX_SECTION_METADATA)
            continue;
        if (sx_string_is(function->name, "Fn::If"))
            check_condition(t, lint->names, sx_item(argument, 0));
        else if (sx_string_is(function->name, "Condition"))
            check_condition(t, lint->names, argument);
        else if (sx_string_is(function->name, "Fn::FindInMap") && !lint->functions->open)
            check_find_in_map(t, lint->names, argument);
    }
    check_condition_attributes(t, lint->names, lint->names->declared);
    check_condition_attributes(t, lint->names, GET(lint->source, "Outputs"));
    /* in the expanded template, where SAM has put Fn::If around what refers to a resource with a condition */
    const struct sx_functions *expanded = sx_expanded_functions(t, lint->names);
    for (size_t i = 0; i < expanded->list.count; i++)
        check_conditional_function(t, lint->names, &expanded->list.items[i]);
}
