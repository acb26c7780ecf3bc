/* SPDX-License-Identifier: Apache-2.0 */

/* Parameters, conditions and mappings that nothing uses. */

#include "lint/names.h"

struct uses {
    struct sx_map names, conditions, mappings; /* that are used: by Ref and the like, and as what they are */
    bool every_mapping;                        /* Fn::FindInMap with a name that is known only later */
};

static void use(struct sx_transform *t, struct sx_map *map, struct sx_string name) {
    if (name.length)
        sx_map_set(t, map, name, map);
}

static void use_sub(struct sx_transform *t, struct uses *uses, const struct sx_node *argument) {
    const struct sx_node *text = sx_is_sequence(argument) ? sx_item(argument, 0) : argument;
    struct sx_sub_variables variables = sx_sub_variables_of(t, text);
    struct sx_string name;
    struct sx_span where;
    while (sx_next_sub_variable(&variables, &name, &where))
        use(t, &uses->names, name);
}

/* The functions of Rules name parameters as texts. */
static void use_texts(struct sx_transform *t, struct uses *uses, const struct sx_node *argument) {
    use(t, &uses->names, sx_text(argument));
    for (size_t i = 0; sx_is_sequence(argument) && i < sx_count(argument); i++)
        use(t, &uses->names, sx_text(sx_item(argument, i)));
}

/* Of Fn::If; {Condition: name} is the wrong form, and means it all the same. */
static void use_condition(struct sx_transform *t, struct uses *uses, const struct sx_node *name) {
    const struct sx_node *inside = sx_intrinsic(name, "Condition");
    use(t, &uses->conditions, sx_text(inside ? inside : name));
}

static void use_function(struct sx_transform *t, struct uses *uses, const struct sx_function *function) {
    const struct sx_node *argument = function->pair->value;
    struct sx_attribute_reference get_att;
    if (sx_string_is(function->name, "Ref"))
        use(t, &uses->names, sx_text(argument));
    else if (sx_string_is(function->name, "Fn::Sub"))
        use_sub(t, uses, argument);
    else if (sx_string_is(function->name, "Fn::If"))
        use_condition(t, uses, sx_item(argument, 0));
    else if (sx_string_is(function->name, "Condition"))
        use(t, &uses->conditions, sx_text(argument));
    else if (sx_string_is(function->name, "Fn::FindInMap"))
        use(t, &uses->mappings, sx_text(sx_item(argument, 0)));
    else if (sx_string_is(function->name, "Fn::GetAtt") && sx_read_get_att(t, argument, &get_att))
        use(t, &uses->names, get_att.id);
    else if (sx_string_starts_with(function->name, "Fn::ValueOf"))
        use_texts(t, uses, argument);
    if (sx_string_is(function->name, "Fn::FindInMap") && !sx_is_string(sx_item(argument, 0)))
        uses->every_mapping = true;
}

/* Of resources and outputs, and of the connectors inside of resources. */
static void use_condition_attributes(struct sx_transform *t, struct uses *uses, const struct sx_node *section) {
    for (size_t i = 0; sx_is_mapping(section) && i < sx_count(section); i++) {
        const struct sx_node *entry = section->mapping.pairs[i].value;
        use(t, &uses->conditions, sx_text(GET(entry, "Condition")));
        if (sx_has(t, entry, STR("Connectors")))
            use_condition_attributes(t, uses, GET(entry, "Connectors"));
    }
}

/* One that a Ref or the like names by mistake, or means and misspells, is not unused: that mistake is reported. */
static void report(struct sx_transform *t, const struct sx_lint *lint, const struct sx_node *section,
                   const struct sx_map *used, const struct uses *uses, enum sx_rule rule, struct sx_string kind) {
    for (size_t i = 0; sx_is_mapping(section) && i < sx_count(section); i++) {
        const struct sx_pair *pair = &section->mapping.pairs[i];
        bool is_used = sx_map_get(t, used, pair->key) || sx_map_get(t, &uses->names, pair->key) ||
                       sx_map_get(t, &lint->names->suggested, pair->key);
        if (!is_used && !sx_string_starts_with(pair->key, "Fn::"))
            sx_lint_report(t, pair->key_span, rule,
                           CAT(t, STR("Nothing uses the "), kind, STR(" '"), pair->key, STR("'.")));
    }
}

void sx_lint_unused(struct sx_transform *t, struct sx_lint *lint) {
    struct uses uses = {0};
    if (lint->functions->includes)
        return;
    for (size_t i = 0; i < lint->functions->list.count; i++)
        use_function(t, &uses, &lint->functions->list.items[i]);
    use_condition_attributes(t, &uses, GET(lint->source, "Resources"));
    use_condition_attributes(t, &uses, GET(lint->source, "Outputs"));
    report(t, lint, GET(lint->source, "Parameters"), &uses.names, &uses, SX_RULE_UNUSED_PARAMETER, STR("parameter"));
    report(t, lint, GET(lint->source, "Conditions"), &uses.conditions, &uses, SX_RULE_UNUSED_CONDITION,
           STR("condition"));
    if (!uses.every_mapping)
        report(t, lint, GET(lint->source, "Mappings"), &uses.mappings, &uses, SX_RULE_UNUSED_MAPPING, STR("mapping"));
}
