/* SPDX-License-Identifier: Apache-2.0 */

/* Intrinsic functions: which there are, and what arguments each takes. */

#include "lint/names.h"

#include "base/nearest.h"

enum { MOST_CIDRS = 256, MOST_CIDR_BITS = 128, MOST_OPERANDS = 10 };

/** One function, and what is to be said when its argument is wrong. */
struct form {
    const char *name;
    enum sx_rule rule;
    const char *takes;
    /* the node that is wrong, or NULL when all is right */
    const struct sx_node *(*wrong)(const struct sx_node *argument);
    bool of_conditions; /* it stands in Conditions and Rules alone */
};

/* ---------------------------------------------------------------------------------------------------- arguments -- */

/* A value that is known only later: a function, or what a macro makes. */
static bool is_function(const struct sx_node *node) {
    if (!sx_is_mapping(node) || sx_count(node) != 1)
        return false;
    struct sx_string key = node->mapping.pairs[0].key;
    return sx_string_is(key, "Ref") || sx_string_is(key, "Condition") || sx_string_starts_with(key, "Fn::");
}

static bool is_plain(const struct sx_node *node) {
    return node && !sx_is_mapping(node) && !sx_is_sequence(node) && node->kind != SX_NULL;
}

static bool is_value(const struct sx_node *node) {
    return is_plain(node) || is_function(node);
}

static bool is_text(const struct sx_node *node) {
    return sx_is_string(node) || is_function(node);
}

static bool is_list(const struct sx_node *node) {
    return sx_is_sequence(node) || is_function(node);
}

/* A whole number that is not negative, also as a text; -1 for anything else. */
static int64_t number_of(const struct sx_node *node) {
    int64_t number = 0;
    struct sx_string text = sx_text(node);
    if (sx_is(node, SX_INT) && !node->big)
        return node->integer < 0 ? -1 : node->integer;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9' || number > 1000000)
            return -1;
        number = number * 10 + (text.bytes[i] - '0');
    }
    return text.length ? number : -1;
}

static bool is_number_up_to(const struct sx_node *node, int64_t least, int64_t most) {
    int64_t number = number_of(node);
    return is_function(node) || (number >= least && number <= most);
}

/* A list of `least` to `most` items, or a macro that makes one; else it is wrong as a whole. */
static bool has_items(const struct sx_node *argument, size_t least, size_t most) {
    return sx_is_sequence(argument) && sx_count(argument) >= least && sx_count(argument) <= most;
}

/* ----------------------------------------------------------------------------------------------- one per function */

static const struct sx_node *wrong_ref(const struct sx_node *argument) {
    bool scalar = sx_is_string(argument) || sx_is(argument, SX_INT);
    return scalar && !sx_text_is(argument, "") ? NULL : argument;
}

static const struct sx_node *wrong_get_att(const struct sx_node *argument) {
    const struct sx_node *id = sx_item(argument, 0), *attribute = sx_item(argument, 1);
    if (sx_is_string(argument))
        return sx_string_find_byte(sx_text(argument), '.', 0) == SIZE_MAX ? argument : NULL;
    if (!has_items(argument, 2, SIZE_MAX))
        return argument;
    if (!sx_is_string(id))
        return id;
    return sx_is_string(attribute) || is_function(attribute) ? NULL : attribute;
}

static const struct sx_node *wrong_sub(const struct sx_node *argument) {
    if (sx_is_string(argument))
        return NULL;
    if (!has_items(argument, 2, 2))
        return argument;
    if (!sx_is_string(sx_item(argument, 0)))
        return sx_item(argument, 0);
    return sx_is_sub_mapping(sx_item(argument, 1)) ? NULL : sx_item(argument, 1);
}

static const struct sx_node *wrong_if(const struct sx_node *argument) {
    if (!has_items(argument, 3, 3))
        return argument;
    return sx_is_string(sx_item(argument, 0)) ? NULL : sx_item(argument, 0);
}

static const struct sx_node *wrong_join(const struct sx_node *argument) {
    if (!has_items(argument, 2, 2))
        return argument;
    if (!is_plain(sx_item(argument, 0)))
        return sx_item(argument, 0);
    return is_list(sx_item(argument, 1)) ? NULL : sx_item(argument, 1);
}

static const struct sx_node *wrong_select(const struct sx_node *argument) {
    if (!has_items(argument, 2, 2))
        return argument;
    if (!is_number_up_to(sx_item(argument, 0), 0, INT64_MAX))
        return sx_item(argument, 0);
    return is_list(sx_item(argument, 1)) ? NULL : sx_item(argument, 1);
}

static const struct sx_node *wrong_split(const struct sx_node *argument) {
    const struct sx_node *delimiter = sx_item(argument, 0);
    if (!has_items(argument, 2, 2))
        return argument;
    if (!sx_is_string(delimiter) || !sx_text(delimiter).length)
        return delimiter;
    return is_text(sx_item(argument, 1)) ? NULL : sx_item(argument, 1);
}

static const struct sx_node *wrong_cidr(const struct sx_node *argument) {
    if (!has_items(argument, 2, 3))
        return argument;
    if (!is_text(sx_item(argument, 0)))
        return sx_item(argument, 0);
    if (!is_number_up_to(sx_item(argument, 1), 1, MOST_CIDRS))
        return sx_item(argument, 1);
    bool bits = sx_count(argument) < 3 || is_number_up_to(sx_item(argument, 2), 1, MOST_CIDR_BITS);
    return bits ? NULL : sx_item(argument, 2);
}

static const struct sx_node *wrong_find_in_map(const struct sx_node *argument) {
    if (!has_items(argument, 3, 4))
        return argument;
    for (size_t i = 0; i < 3; i++)
        if (!is_value(sx_item(argument, i)))
            return sx_item(argument, i);
    return NULL;
}

static const struct sx_node *wrong_value(const struct sx_node *argument) {
    return is_value(argument) ? NULL : argument;
}

static const struct sx_node *wrong_equals(const struct sx_node *argument) {
    return has_items(argument, 2, 2) ? NULL : argument;
}

/* What is no condition: CloudFormation takes {"Condition": name} and the functions of conditions. */
static const struct sx_node *wrong_operand(const struct sx_node *argument) {
    for (size_t i = 0; i < sx_count(argument); i++)
        if (!is_function(sx_item(argument, i)))
            return sx_item(argument, i);
    return NULL;
}

static const struct sx_node *wrong_not(const struct sx_node *argument) {
    return has_items(argument, 1, 1) ? wrong_operand(argument) : argument;
}

static const struct sx_node *wrong_operands(const struct sx_node *argument) {
    return has_items(argument, 2, MOST_OPERANDS) ? wrong_operand(argument) : argument;
}

static const struct sx_node *wrong_condition(const struct sx_node *argument) {
    return sx_is_string(argument) ? NULL : argument;
}

/* Sorted as a reader would look for them; Fn::Transform and the functions of Rules take what they take. */
static const struct form forms[] = {
    {"Ref", SX_RULE_REF_FORM, "the name of a parameter or resource, as a string", wrong_ref, false},
    {"Fn::GetAtt", SX_RULE_GET_ATT_FORM, "a logical id and an attribute: [Resource, Attribute] or Resource.Attribute",
     wrong_get_att, false},
    {"Fn::Sub", SX_RULE_SUB_FORM, "a string, or a list of a string and a map of variables", wrong_sub, false},
    {"Fn::If", SX_RULE_IF_FORM, "three values: the name of a condition, the value if it is true, and the other value",
     wrong_if, false},
    {"Fn::Join", SX_RULE_JOIN_FORM, "two values: the string that goes between, and the list", wrong_join, false},
    {"Fn::Select", SX_RULE_SELECT_FORM, "two values: an index, counted from 0, and the list", wrong_select, false},
    {"Fn::Split", SX_RULE_SPLIT_FORM, "two values: the string to split at, and the string that is split", wrong_split,
     false},
    {"Fn::Cidr", SX_RULE_CIDR_FORM, "a block, the number of blocks to make of it (1 to 256), and the bits of each",
     wrong_cidr, false},
    {"Fn::FindInMap", SX_RULE_FIND_IN_MAP_FORM, "three values: the name of a mapping, and the keys of its two levels",
     wrong_find_in_map, false},
    {"Fn::Base64", SX_RULE_FUNCTION_ARGUMENT, "one string", wrong_value, false},
    {"Fn::ImportValue", SX_RULE_FUNCTION_ARGUMENT, "the name of an export, one string", wrong_value, false},
    {"Fn::GetAZs", SX_RULE_FUNCTION_ARGUMENT, "the name of a region, one string", wrong_value, false},
    {"Fn::Equals", SX_RULE_CONDITION_FUNCTION_FORM, "two values", wrong_equals, true},
    {"Fn::Not", SX_RULE_CONDITION_FUNCTION_FORM, "a list of one condition", wrong_not, true},
    {"Fn::And", SX_RULE_CONDITION_FUNCTION_FORM, "a list of 2 to 10 conditions", wrong_operands, true},
    {"Fn::Or", SX_RULE_CONDITION_FUNCTION_FORM, "a list of 2 to 10 conditions", wrong_operands, true},
    {"Condition", SX_RULE_CONDITION_FUNCTION_FORM, "the name of a condition", wrong_condition, true},
    {"Fn::Transform", SX_RULE_COUNT, NULL, NULL, false},
};
enum { FORMS = sizeof forms / sizeof *forms };

static const char *const functions_of_rules[] = {"Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn",
                                                 "Fn::RefAll",   "Fn::ValueOf",          "Fn::ValueOfAll"};
enum { FUNCTIONS_OF_RULES = sizeof functions_of_rules / sizeof *functions_of_rules };

static const char *const functions_of_extensions[] = {"Fn::ForEach", "Fn::Length", "Fn::ToJsonString"};
enum { FUNCTIONS_OF_EXTENSIONS = sizeof functions_of_extensions / sizeof *functions_of_extensions };

static bool is_one_of(struct sx_string name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (sx_string_is(name, names[i]))
            return true;
    return false;
}

static const struct form *form_named(struct sx_string name) {
    for (size_t i = 0; i < FORMS; i++)
        if (sx_string_is(name, forms[i].name))
            return &forms[i];
    return NULL;
}

/* --------------------------------------------------------------------------------------------------- reporting -- */

static struct sx_string hint_of_function(struct sx_transform *t, struct sx_string name) {
    struct sx_string short_name = sx_string_slice(name, strlen("Fn::"), name.length);
    struct sx_string candidates[FORMS + FUNCTIONS_OF_EXTENSIONS];
    size_t count = 0;
    for (size_t i = 0; i < FORMS; i++)
        candidates[count++] = sx_string_from(forms[i].name);
    for (size_t i = 0; i < FUNCTIONS_OF_EXTENSIONS; i++)
        candidates[count++] = sx_string_from(functions_of_extensions[i]);
    /* the words without "Fn::", which would count as letters that are right */
    for (size_t i = 0; i < count; i++)
        if (sx_string_starts_with(candidates[i], "Fn::"))
            candidates[i] = sx_string_slice(candidates[i], strlen("Fn::"), candidates[i].length);
    struct sx_string nearest = sx_nearest(t, short_name, candidates, count);
    if (sx_string_is(nearest, "Ref") || sx_string_is(nearest, "Condition"))
        return CAT(t, STR("did you mean '"), nearest, STR("'?"));
    return nearest.length ? CAT(t, STR("did you mean 'Fn::"), nearest, STR("'?")) : STR("");
}

static void report_unknown(struct sx_transform *t, const struct sx_lint *lint, const struct sx_function *function) {
    struct sx_string name = function->name;
    bool loop = sx_string_starts_with(name, "Fn::ForEach::");
    if (lint->functions->extensions || function->section == SX_SECTION_METADATA)
        return;
    if (loop || is_one_of(name, functions_of_extensions, FUNCTIONS_OF_EXTENSIONS))
        sx_lint_report(t, function->pair->key_span, SX_RULE_LANGUAGE_EXTENSIONS,
                       CAT(t, name,
                           STR(" belongs to the transform AWS::LanguageExtensions, which the template does "
                               "not name.")))
            ->hint = STR("Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]");
    else
        sx_lint_report(t, function->pair->key_span, SX_RULE_UNKNOWN_FUNCTION,
                       CAT(t, STR("There is no intrinsic function '"), name, STR("'.")))
            ->hint = hint_of_function(t, name);
}

static void report_place(struct sx_transform *t, const struct sx_function *function, const char *where) {
    sx_lint_report(t, function->pair->key_span, SX_RULE_CONDITION_FUNCTION_PLACE,
                   CAT(t, function->name, STR(" can stand in "), sx_string_from(where), STR(" alone.")))
        ->hint = STR("name a condition that does this, and choose by it with Fn::If");
}

/* Functions are read where values are; other sections are the business of other checks. */
static bool takes_values(const struct sx_function *function) {
    return function->section == SX_SECTION_RESOURCES || function->section == SX_SECTION_OUTPUTS ||
           function->section == SX_SECTION_GLOBALS;
}

static void check_index(struct sx_transform *t, const struct sx_node *argument) {
    const struct sx_node *list = sx_item(argument, 1);
    int64_t index = number_of(sx_item(argument, 0));
    if (index < 0 || !sx_is_sequence(list) || (uint64_t)index < sx_count(list))
        return;
    sx_lint_report(t, sx_at(sx_item(argument, 0)), SX_RULE_SELECT_INDEX,
                   CAT(t, STR("The list has "), sx_string_from_int(t, (long long)sx_count(list)),
                       STR(" items, counted from 0: none has the index "), sx_string_from_int(t, index), STR(".")));
}

static void check_form(struct sx_transform *t, const struct sx_lint *lint, const struct sx_function *function,
                       const struct form *form) {
    const struct sx_node *argument = function->pair->value;
    const struct sx_node *wrong = form->wrong ? form->wrong(argument) : NULL;
    if (form->of_conditions && takes_values(function) && !sx_string_is(function->name, "Condition"))
        report_place(t, function, "Conditions and Rules");
    else if (lint->functions->extensions && is_function(wrong))
        return; /* the extensions take functions where CloudFormation itself takes none */
    else if (wrong && !sx_is_refused(t, lint->names, function))
        sx_lint_report(t, sx_at(wrong), form->rule,
                       CAT(t, function->name, STR(" takes "), sx_string_from(form->takes), STR(".")));
    else if (!wrong && form->wrong == wrong_select)
        check_index(t, argument);
    else if (!wrong && form->wrong == wrong_find_in_map && sx_count(argument) == 4 && !lint->functions->extensions)
        sx_lint_report(t, sx_at(sx_item(argument, 3)), SX_RULE_LANGUAGE_EXTENSIONS,
                       STR("A default value of Fn::FindInMap belongs to the transform AWS::LanguageExtensions, which "
                           "the template does not name."))
            ->hint = STR("Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]");
}

/* CloudFormation takes a mapping with other keys for a mapping. */
static void report_beside(struct sx_transform *t, const struct sx_lint *lint, const struct sx_function *function) {
    bool known = form_named(function->name) != NULL;
    if (sx_string_is(function->name, "Ref"))
        known = sx_is_string(function->pair->value) &&
                sx_meaning_of(t, lint->names, sx_text(function->pair->value)) != SX_MEANS_NOTHING;
    if (known && takes_values(function) && !sx_string_is(function->name, "Fn::Transform"))
        sx_lint_report(t, function->pair->key_span, SX_RULE_FUNCTION_BESIDE_KEYS,
                       CAT(t, function->name,
                           STR(" is a function only where it is the one key of its map: here "
                               "others stand beside it.")));
}

/* CloudFormation reads these before it looks at functions. */
static bool takes_no_functions(const struct sx_function *function) {
    static const char *const attributes[] = {"Type", "DependsOn", "Condition", "DeletionPolicy", "UpdateReplacePolicy"};
    return function->section == SX_SECTION_RESOURCES && !function->around && !function->beside &&
           is_one_of(function->attribute, attributes, sizeof attributes / sizeof *attributes);
}

static void check_function(struct sx_transform *t, const struct sx_lint *lint, const struct sx_function *function) {
    const struct form *form = form_named(function->name);
    bool of_rules = is_one_of(function->name, functions_of_rules, FUNCTIONS_OF_RULES);
    bool policy = sx_string_ends_with(function->attribute, "Policy");
    if (function->beside)
        report_beside(t, lint, function);
    else if (takes_no_functions(function) && !(policy && lint->functions->extensions))
        sx_lint_report(t, sx_at(function->node), SX_RULE_FUNCTION_PLACE,
                       CAT(t, function->attribute, STR(" cannot be a function: it is read before functions are.")));
    else if (function->section == SX_SECTION_CONDITIONS && sx_string_is(function->name, "Fn::ImportValue"))
        sx_lint_report(t, function->pair->key_span, SX_RULE_FUNCTION_PLACE,
                       STR("Fn::ImportValue cannot stand in a condition, which depends on parameters alone."));
    else if (of_rules && takes_values(function))
        report_place(t, function, "Rules");
    else if (form && function->section != SX_SECTION_METADATA)
        check_form(t, lint, function, form);
    else if (!form && !of_rules)
        report_unknown(t, lint, function);
}

void sx_lint_function_forms(struct sx_transform *t, struct sx_lint *lint) {
    if (lint->functions->macros)
        return;
    for (size_t i = 0; i < lint->functions->list.count; i++)
        check_function(t, lint, &lint->functions->list.items[i]);
}
