/* SPDX-License-Identifier: Apache-2.0 */

/* Ref, Fn::GetAtt, Fn::Sub and DependsOn that lead nowhere. */

#include "lint/names.h"

#include "base/nearest.h"

/** One name that is referred to. */
struct reference {
    struct sx_string name;
    struct sx_span where;
    const struct sx_function *function;
};

static void report(struct sx_transform *t, struct sx_span where, enum sx_rule rule, struct sx_string message,
                   struct sx_string hint) {
    sx_lint_report(t, where, rule, message)->hint = hint;
}

static struct sx_string quoted(struct sx_transform *t, struct sx_string name) {
    return CAT(t, STR("'"), name, STR("'"));
}

/* ------------------------------------------------------------------------------------------------- Ref and ${...} */

static void report_pseudo_parameter(struct sx_transform *t, const struct reference *reference) {
    size_t count;
    const struct sx_string *known = sx_pseudo_parameters(&count);
    struct sx_string nearest = sx_nearest(t, reference->name, known, count);
    report(t, reference->where, SX_RULE_UNKNOWN_PSEUDO_PARAMETER,
           CAT(t, STR("There is no pseudo parameter "), quoted(t, reference->name), STR(".")),
           nearest.length ? CAT(t, STR("did you mean '"), nearest, STR("'?")) : STR(""));
}

static void report_undefined(struct sx_transform *t, struct sx_names *names, const struct reference *reference) {
    struct sx_string name = reference->name;
    size_t dot = sx_string_find_byte(name, '.', 0);
    struct sx_string owner = sx_string_slice(name, 0, dot == SIZE_MAX ? 0 : dot);
    struct sx_string rest = sx_string_slice(name, dot == SIZE_MAX ? name.length : dot + 1, name.length);
    struct sx_string hint = sx_hint_of_name(t, names, name);
    if (dot != SIZE_MAX && sx_named_resource(t, names, owner) && !sx_is_referable_property(t, names, owner, rest))
        hint = CAT(t, STR("an attribute is had with Fn::GetAtt: !GetAtt "), name);
    report(t, reference->where, SX_RULE_UNDEFINED_REF,
           CAT(t, quoted(t, name), STR(" is neither a parameter nor a resource of the template.")), hint);
}

static void report_lost(struct sx_transform *t, const struct sx_names *names, struct sx_string name,
                        struct sx_span where) {
    struct sx_string type = sx_type_of(t, sx_get(t, names->declared, name));
    report(t, where, SX_RULE_LOST_RESOURCE,
           CAT(t, quoted(t, name), STR(" cannot be referred to: "), type,
               STR(" expands to resources of other logical ids.")),
           STR(""));
}

/* Conditions and Rules are looked at before there are resources. */
static bool comes_before_resources(const struct sx_function *function) {
    return function->section == SX_SECTION_CONDITIONS || function->section == SX_SECTION_RULES;
}

static void report_resource_in_condition(struct sx_transform *t, const struct reference *reference) {
    bool rule = reference->function->section == SX_SECTION_RULES;
    report(t, reference->where, SX_RULE_RESOURCE_IN_CONDITION,
           CAT(t, quoted(t, reference->name), STR(" is a resource, and "), rule ? STR("a rule") : STR("a condition"),
               STR(" can refer to parameters alone: it is decided before there are resources.")),
           STR(""));
}

static void check_name(struct sx_transform *t, struct sx_names *names, const struct reference *reference) {
    struct sx_string name = reference->name;
    enum sx_meaning meaning = sx_meaning_of(t, names, name);
    if (meaning == SX_MEANS_RESOURCE && comes_before_resources(reference->function))
        report_resource_in_condition(t, reference);
    if (meaning == SX_MEANS_PARAMETER || meaning == SX_MEANS_RESOURCE || meaning == SX_MEANS_UNKNOWN ||
        names->lint->functions->open || !sx_name_is_used(t, names, name) ||
        sx_is_refused(t, names, reference->function))
        return;
    if (meaning == SX_MEANS_CONDITION || meaning == SX_MEANS_MAPPING)
        report(t, reference->where, SX_RULE_REF_OF_WRONG_KIND,
               CAT(t, quoted(t, name), STR(" is a "), meaning == SX_MEANS_MAPPING ? STR("mapping") : STR("condition"),
                   STR(": a reference can name parameters and resources alone.")),
               meaning == SX_MEANS_MAPPING ? STR("Fn::FindInMap looks into a mapping")
                                           : STR("Fn::If chooses by a condition"));
    else if (meaning == SX_MEANS_LOST)
        report_lost(t, names, name, reference->where);
    else if (sx_string_starts_with(name, "AWS::"))
        report_pseudo_parameter(t, reference);
    else
        report_undefined(t, names, reference);
}

/* -------------------------------------------------------------------------------------------------- Fn::GetAtt -- */

static bool is_attribute(const struct sx_attribute_list *list, struct sx_string name) {
    for (size_t i = 0; i < list->count; i++) {
        struct sx_string attribute = sx_attribute_name(list, i);
        if (sx_string_ends_with(attribute, ".*"))
            attribute.length -= 2;
        bool begins = name.length > attribute.length && name.bytes[attribute.length] == '.';
        if (sx_string_equal(name, attribute) ||
            (begins && sx_string_equal(sx_string_slice(name, 0, attribute.length), attribute)))
            return true;
    }
    return false;
}

static struct sx_string hint_of_attribute(struct sx_transform *t, const struct sx_attribute_list *list,
                                          struct sx_string name) {
    struct sx_buffer text = {.t = t};
    struct sx_string *candidates = sx_alloc_array(t, list->count, sizeof *candidates);
    for (size_t i = 0; i < list->count; i++) {
        candidates[i] = sx_attribute_name(list, i);
        sx_buffer_add(&text, i > 0 ? STR(", ") : STR(""));
        sx_buffer_add(&text, candidates[i]);
    }
    struct sx_string nearest = sx_nearest(t, name, candidates, list->count);
    if (nearest.length)
        return CAT(t, STR("did you mean '"), nearest, STR("'?"));
    if (!list->count)
        return CAT(t, sx_text_of(list->type), STR(" has no attributes"));
    return CAT(t, sx_text_of(list->type), STR(" has "), sx_buffer_string(&text));
}

static void check_attribute(struct sx_transform *t, const struct sx_node *resource,
                            const struct sx_attribute_reference *reference, struct sx_string attribute) {
    struct sx_string type = sx_spec_expanded_type(sx_type_of(t, resource));
    const struct sx_attribute_list *list = sx_spec_attributes(type);
    if (!list || is_attribute(list, attribute))
        return;
    struct sx_string message = CAT(t, quoted(t, reference->id), STR(" has no attribute "),
                                   quoted(t, reference->attribute), STR(": it is of type "), type, STR("."));
    if (list->open)
        message = CAT(t, type, STR(" is not known to have the attribute "), quoted(t, attribute), STR("."));
    if (!attribute.length)
        message = CAT(t, quoted(t, CAT(t, reference->id, STR("."), reference->attribute)), STR(" is a resource ("),
                      type, STR("), of which an attribute is to be named."));
    report(t, reference->attribute_span, list->open ? SX_RULE_UNLISTED_ATTRIBUTE : SX_RULE_UNKNOWN_ATTRIBUTE, message,
           hint_of_attribute(t, list, attribute));
}

/* What "MyFunction.Alias" stands for is not known when MyFunction was refused. */
static bool is_refused(const struct sx_transform *t, const struct sx_names *names, struct sx_string id) {
    const struct sx_resource *resource = sx_find_resource(t, names->lint->template, id);
    return !names->lint->expanded || (resource && resource->refused);
}

static void check_get_att(struct sx_transform *t, struct sx_names *names, const struct sx_function *function,
                          const struct sx_attribute_reference *reference) {
    struct sx_string attribute;
    struct reference of_name = {reference->id, reference->id_span, function};
    const struct sx_node *resource = sx_attribute_owner(t, names, reference, &attribute);
    enum sx_meaning meaning = sx_meaning_of(t, names, reference->id);
    if (comes_before_resources(function)) {
        if (meaning == SX_MEANS_RESOURCE)
            report_resource_in_condition(t, &of_name);
    } else if (resource) {
        if (!is_refused(t, names, reference->id) || !sx_is_referable_property(t, names, reference->id, attribute))
            check_attribute(t, resource, reference, attribute);
    } else if (meaning == SX_MEANS_PARAMETER) {
        report(t, reference->id_span, SX_RULE_GET_ATT_OF_PARAMETER,
               CAT(t, quoted(t, reference->id), STR(" is a parameter, and has no attributes.")),
               CAT(t, STR("!Ref "), reference->id, STR(" is its value")));
    } else if (!names->lint->functions->open && meaning != SX_MEANS_UNKNOWN &&
               sx_name_is_used(t, names, reference->id) && !sx_is_refused(t, names, function)) {
        if (meaning == SX_MEANS_LOST)
            report_lost(t, names, reference->id, reference->id_span);
        else
            report(t, reference->id_span, SX_RULE_UNDEFINED_GET_ATT,
                   CAT(t, STR("The template has no resource "), quoted(t, reference->id), STR(".")),
                   sx_hint_of_resource(t, names, reference->id));
    }
}

/* ----------------------------------------------------------------------------------------------------- Fn::Sub -- */

static bool is_variable_name(struct sx_string name) {
    for (size_t i = 0; i < name.length; i++) {
        char c = name.bytes[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '_' && c != '.' && c != ':')
            return false;
    }
    return name.length > 0;
}

static void check_sub_variable(struct sx_transform *t, struct sx_names *names, const struct sx_function *function,
                               struct sx_string name, struct sx_span where) {
    if (!is_variable_name(name)) {
        if (!names->lint->functions->macros)
            report(t, where, SX_RULE_SUB_VARIABLE_NAME,
                   CAT(t, STR("A variable of Fn::Sub cannot be named "), quoted(t, name),
                       STR(": letters, digits, '_', '.' and ':' alone can stand between the braces.")),
                   CAT(t, STR("${!"), name, STR("} stays in the text as ${"), name, STR("}")));
        return;
    }
    struct reference reference = {name, where, function};
    size_t dot = sx_string_find_byte(name, '.', 0);
    if (dot == SIZE_MAX || sx_meaning_of(t, names, name) == SX_MEANS_RESOURCE) {
        check_name(t, names, &reference);
        return;
    }
    struct sx_span id = where, attribute = where;
    if (where.end - where.start == name.length) {
        id.end = where.start + (uint32_t)dot;
        attribute.start = id.end + 1;
    }
    struct sx_attribute_reference get_att = {sx_string_slice(name, 0, dot), sx_string_slice(name, dot + 1, name.length),
                                             id, attribute};
    check_get_att(t, names, function, &get_att);
}

static void report_unused_variables(struct sx_transform *t, const struct sx_node *variables, const bool *used) {
    for (size_t i = 0; i < sx_count(variables); i++) {
        const struct sx_pair *pair = &variables->mapping.pairs[i];
        if (!used[i] && !sx_string_starts_with(pair->key, "Fn::"))
            report(t, pair->key_span, SX_RULE_UNUSED_SUB_VARIABLE,
                   CAT(t, STR("The text does not use the variable "), quoted(t, pair->key), STR(".")),
                   CAT(t, STR("${"), pair->key, STR("} stands for it")));
    }
}

static void check_sub(struct sx_transform *t, struct sx_names *names, const struct sx_function *function) {
    struct sx_substitution sub;
    struct sx_string name;
    struct sx_span where;
    if (!sx_read_sub(function->pair->value, &sub))
        return;
    bool *used = sx_alloc_zero(t, sx_count(sub.variables) + 1);
    struct sx_sub_variables variables = sx_sub_variables_of(t, sub.text);
    size_t count = 0;
    for (; sx_next_sub_variable(&variables, &name, &where); count++) {
        const struct sx_pair *own = sx_get_pair(t, sub.variables, name);
        if (own)
            used[own - sub.variables->mapping.pairs] = true;
        else
            check_sub_variable(t, names, function, name, where);
    }
    if (!sx_is_written(t, function->node))
        return;
    report_unused_variables(t, sub.variables, used);
    if (!count && !sx_count(sub.variables) && sx_string_find(sx_text(sub.text), STR("${"), 0) == SIZE_MAX)
        report(t, sx_at(function->node), SX_RULE_SUB_WITHOUT_VARIABLES,
               STR("The text of Fn::Sub has no ${variable} in it, so that it is the same without Fn::Sub."), STR(""));
}

/* --------------------------------------------------------------------------------------------------- DependsOn -- */

static bool names_it(const struct sx_node *depends_on, struct sx_string name) {
    if (sx_is_string(depends_on))
        return sx_string_equal(sx_text(depends_on), name);
    for (size_t i = 0; sx_is_sequence(depends_on) && i < sx_count(depends_on); i++)
        if (sx_string_equal(sx_text(sx_item(depends_on, i)), name))
            return true;
    return false;
}

/*
 * Whether the expanded resource still depends on it: who depends on a connector, written or generated, comes to depend
 * on all that the connector generates.
 */
static bool still_depends_on(const struct sx_transform *t, const struct sx_names *names, struct sx_string id,
                             struct sx_string name) {
    return names_it(GET(sx_named_resource(t, names, id), "DependsOn"), name);
}

static void check_depends_on(struct sx_transform *t, struct sx_names *names, struct sx_string id,
                             const struct sx_node *item) {
    struct sx_string name = sx_text(item);
    if (!name.length)
        return;
    enum sx_meaning meaning = sx_meaning_of(t, names, name);
    bool dotted = sx_string_find_byte(name, '.', 0) != SIZE_MAX;
    if (meaning == SX_MEANS_UNKNOWN || (meaning == SX_MEANS_RESOURCE && !dotted) ||
        !still_depends_on(t, names, id, name))
        return;
    if (meaning == SX_MEANS_LOST)
        report_lost(t, names, name, sx_at(item));
    else
        report(t, sx_at(item), SX_RULE_UNDEFINED_DEPENDS_ON,
               CAT(t, STR("DependsOn names "), quoted(t, name), STR(", which is no resource of the template.")),
               sx_hint_of_resource(t, names, name));
}

static void check_all_items(struct sx_transform *t, struct sx_names *names, const struct sx_pair *resource) {
    const struct sx_node *depends_on = GET(resource->value, "DependsOn");
    check_depends_on(t, names, resource->key, depends_on);
    for (size_t i = 0; sx_is_sequence(depends_on) && i < sx_count(depends_on); i++)
        check_depends_on(t, names, resource->key, sx_item(depends_on, i));
}

/* ------------------------------------------------------------------------------------------------------------------ */

static void check_function(struct sx_transform *t, struct sx_names *names, const struct sx_function *function) {
    const struct sx_node *argument = function->pair->value;
    struct sx_attribute_reference get_att;
    struct reference reference = {sx_text(argument), sx_at(argument), function};
    if (function->beside || function->section == SX_SECTION_METADATA || function->section == SX_SECTION_PARAMETERS ||
        function->section == SX_SECTION_MAPPINGS || function->section == SX_SECTION_OTHER)
        return;
    if (sx_string_is(function->name, "Ref") && reference.name.length)
        check_name(t, names, &reference);
    else if (sx_string_is(function->name, "Fn::GetAtt") && sx_read_get_att(t, argument, &get_att))
        check_get_att(t, names, function, &get_att);
    else if (sx_string_is(function->name, "Fn::Sub"))
        check_sub(t, names, function);
}

/* What SAM has made of it: references that the user did not write, such as DependsOn that a connector passes on. */
static void check_expanded(struct sx_transform *t, struct sx_names *names) {
    const struct sx_functions *functions = sx_expanded_functions(t, names);
    for (size_t i = 0; i < functions->list.count; i++) {
        const struct sx_function *function = &functions->list.items[i];
        if (function->section == SX_SECTION_RESOURCES && sx_at(function->node).end && !sx_is_written(t, function->node))
            check_function(t, names, function);
    }
    for (size_t i = 0; sx_is_mapping(names->resources) && i < sx_count(names->resources); i++) {
        const struct sx_pair *pair = &names->resources->mapping.pairs[i];
        if (!sx_has(t, names->declared, pair->key))
            check_all_items(t, names, pair);
    }
}

void sx_lint_references(struct sx_transform *t, struct sx_lint *lint) {
    for (size_t i = 0; i < lint->functions->list.count; i++)
        check_function(t, lint->names, &lint->functions->list.items[i]);
    if (lint->functions->open)
        return;
    for (size_t i = 0; sx_is_mapping(lint->names->declared) && i < sx_count(lint->names->declared); i++)
        check_all_items(t, lint->names, &lint->names->declared->mapping.pairs[i]);
    if (lint->expanded)
        check_expanded(t, lint->names);
}
