/* SPDX-License-Identifier: Apache-2.0 */

/* Values: their types as CloudFormation converts them, enumerations, bounds. */

#include "base/number.h"
#include "lint/language.h"

#include <math.h>
#include <stdio.h>

/* ---------------------------------------------------------------------------------------------------------- types */

bool sx_lint_is_dynamic(const struct sx_node *node) {
    struct sx_string text = sx_text(node);
    return sx_string_find(text, STR("{{resolve:"), 0) != SIZE_MAX || sx_string_find(text, STR("${"), 0) != SIZE_MAX;
}

static bool is_boolean_text(struct sx_string text) {
    static const char *const words[] = {"true", "false", "True", "False", "TRUE", "FALSE"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sx_string_is(text, words[i]))
            return true;
    return false;
}

static bool text_fits(struct sx_transform *t, struct sx_string text, unsigned kinds) {
    double number = 0;
    if (!text.length)
        return true; /* where SAM reads the property, it counts as absent */
    if ((kinds & SX_TYPE_BOOL) && is_boolean_text(text))
        return true;
    if (!(kinds & (SX_TYPE_INT | SX_TYPE_FLOAT)) || !sx_parse_decimal(t, text, &number))
        return false;
    return (kinds & SX_TYPE_FLOAT) || trunc(number) == number;
}

bool sx_lint_fits(struct sx_transform *t, const struct sx_node *node, unsigned kinds) {
    if (kinds & (1u << node->kind))
        return true;
    switch (node->kind) {
    case SX_NULL:
        return true;
    case SX_STRING:
        return sx_lint_is_dynamic(node) || text_fits(t, node->string, kinds);
    case SX_FLOAT:
        return (kinds & SX_TYPE_STRING) || ((kinds & SX_TYPE_INT) && trunc(node->number) == node->number);
    case SX_BOOL:
    case SX_INT:
        return (kinds & SX_TYPE_STRING) != 0;
    default:
        return false;
    }
}

struct sx_string sx_lint_kinds(struct sx_transform *t, unsigned kinds) {
    static const struct {
        unsigned kind;
        struct sx_string name;
    } names[] = {
        {SX_TYPE_STRING, STR_INIT("a string")}, {SX_TYPE_FLOAT, STR_INIT("a number")},
        {SX_TYPE_INT, STR_INIT("an integer")},  {SX_TYPE_BOOL, STR_INIT("true or false")},
        {SX_TYPE_LIST, STR_INIT("a list")},     {SX_TYPE_MAP, STR_INIT("a map")},
    };
    struct sx_string text = STR("");
    if (kinds & SX_TYPE_FLOAT)
        kinds &= ~(unsigned)SX_TYPE_INT;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (kinds & names[i].kind)
            text = text.length ? CAT(t, text, STR(" or "), names[i].name) : names[i].name;
    return text;
}

/* ---------------------------------------------------------------------------------- what was meant as a function -- */

bool sx_lint_is_pseudo_parameter(struct sx_transform *t, const struct sx_node *node) {
    static const char *const names[] = {"AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition",
                                        "AWS::Region",    "AWS::StackId", "AWS::StackName",        "AWS::URLSuffix"};
    for (size_t i = 0; sx_is_string(node) && i < sizeof names / sizeof *names; i++) {
        if (!sx_string_is(node->string, names[i]))
            continue;
        sx_lint_report(t, node->span, SX_RULE_PSEUDO_PARAMETER_TEXT,
                       CAT(t, STR("'"), node->string, STR("' is a string here, and not the pseudo parameter.")))
            ->hint = CAT(t, STR("write '!Ref "), node->string, STR("'"));
        return true;
    }
    return false;
}

/* --------------------------------------------------------------------------------------------------- enumerations */

static bool is_value(const char *const *values, struct sx_string text) {
    for (const char *const *value = values; *value; value++)
        if (sx_string_is(text, *value))
            return true;
    return false;
}

/** "'A', 'B' or 'C'" */
static struct sx_string list_values(struct sx_transform *t, const char *const *values) {
    struct sx_string text = STR("");
    for (size_t i = 0; values[i]; i++) {
        struct sx_string separator = !i ? STR("") : values[i + 1] ? STR(", ") : STR(" or ");
        text = CAT(t, text, separator, STR("'"), sx_string_from(values[i]), STR("'"));
    }
    return text;
}

static void check_enumeration(struct sx_transform *t, const struct sx_property_spec *property,
                              const struct sx_node *node) {
    struct sx_string text = sx_text(node);
    const char *const *values = sx_property_values(property);
    if (!values || !text.length || is_value(values, text))
        return;
    struct sx_diagnostic *found;
    if (property->values_open)
        found =
            sx_lint_report(t, node->span, SX_RULE_UNLISTED_VALUE,
                           CAT(t, STR("'"), text, STR("' is not one of the values that '"), sx_property_name(property),
                               STR("' is known to take: "), list_values(t, values), STR(".")));
    else
        found = sx_lint_report(
            t, node->span, SX_RULE_INVALID_PROPERTY_VALUE,
            CAT(t, STR("'"), sx_property_name(property), STR("' must be "), list_values(t, values), STR(".")));
    found->hint = sx_lint_name_hint(t, text, values);
}

/* --------------------------------------------------------------------------------------------------------- bounds */

static struct sx_string number_text(struct sx_transform *t, double number) {
    char text[32];
    snprintf(text, sizeof text, "%.15g", number);
    return sx_string_copy(t, sx_string_from(text));
}

/** "between 1 and 900", "at least 1", "at most 900" */
static struct sx_string range_text(struct sx_transform *t, double minimum, double maximum) {
    if (isinf(minimum))
        return CAT(t, STR("at most "), number_text(t, maximum));
    if (isinf(maximum))
        return CAT(t, STR("at least "), number_text(t, minimum));
    if (minimum == maximum)
        return CAT(t, STR("exactly "), number_text(t, minimum));
    return CAT(t, STR("between "), number_text(t, minimum), STR(" and "), number_text(t, maximum));
}

static bool number_of(struct sx_transform *t, const struct sx_node *node, double *number) {
    if (node->kind == SX_INT)
        *number = node->big ? (sx_string_starts_with(node->string, "-") ? -INFINITY : INFINITY) : (double)node->integer;
    else if (node->kind == SX_FLOAT)
        *number = node->number;
    else
        return sx_parse_decimal(t, sx_text(node), number);
    return true;
}

static void check_range(struct sx_transform *t, const struct sx_property_spec *property, const struct sx_node *node) {
    const struct sx_bounds *bounds = sx_property_bounds(property);
    double number = 0;
    if ((isinf(bounds->minimum) && isinf(bounds->maximum)) || !number_of(t, node, &number))
        return;
    if (number < bounds->minimum || number > bounds->maximum)
        sx_lint_report(t, node->span, SX_RULE_VALUE_OUT_OF_RANGE,
                       CAT(t, STR("'"), sx_property_name(property), STR("' must be "),
                           range_text(t, bounds->minimum, bounds->maximum), STR(".")));
}

static size_t characters(struct sx_string text) {
    size_t count = 0;
    for (size_t position = 0; position < text.length; count++)
        sx_decode_code_point(text, &position);
    return count;
}

static void check_length(struct sx_transform *t, const struct sx_property_spec *property, const struct sx_node *node) {
    const struct sx_bounds *bounds = sx_property_bounds(property);
    bool of_list = property->type.self & SX_TYPE_LIST; /* then the lengths are those of the list */
    if (of_list || !sx_is_string(node))
        return;
    size_t length = characters(node->string);
    double maximum = bounds->max_length == SIZE_MAX ? INFINITY : (double)bounds->max_length;
    double minimum = bounds->min_length ? (double)bounds->min_length : -INFINITY;
    if (length < bounds->min_length || length > bounds->max_length)
        sx_lint_report(t, node->span, SX_RULE_STRING_LENGTH,
                       CAT(t, STR("'"), sx_property_name(property), STR("' must have "),
                           range_text(t, minimum, maximum), STR(" characters, and has "),
                           sx_string_from_int(t, (long long)length), STR(".")));
}

void sx_lint_scalar(struct sx_transform *t, const struct sx_lint_scope *scope, const struct sx_property_spec *property,
                    const struct sx_node *node) {
    if (node->kind == SX_NULL || sx_lint_is_dynamic(node))
        return;
    check_enumeration(t, property, node);
    if (sx_property_bounds(property)) {
        check_range(t, property, node);
        check_length(t, property, node);
    }
    sx_lint_format(t, scope->lint, property, node);
}
