/* SPDX-License-Identifier: Apache-2.0 */

/* Parameters: how they are declared, and whether their defaults and given values keep what they declare. */

#include "base/number.h"
#include "base/options.h"
#include "lint/lint.h"
#include "lint/pattern.h"
#include "python/text.h"

/* CloudFormation User Guide, "Parameters". */
static const char *const attributes[] = {
    "AllowedPattern", "AllowedValues", "ConstraintDescription",
    "Default",        "Description",   "MaxLength",
    "MaxValue",       "MinLength",     "MinValue",
    "NoEcho",         "Type",
};

/* The types that take resources of the account; each may stand alone, in List<> or in AWS::SSM::Parameter::Value<>. */
static const char *const resource_types[] = {
    "AWS::EC2::AvailabilityZone::Name",
    "AWS::EC2::Image::Id",
    "AWS::EC2::Instance::Id",
    "AWS::EC2::KeyPair::KeyName",
    "AWS::EC2::SecurityGroup::GroupName",
    "AWS::EC2::SecurityGroup::Id",
    "AWS::EC2::Subnet::Id",
    "AWS::EC2::Volume::Id",
    "AWS::EC2::VPC::Id",
    "AWS::Route53::HostedZone::Id",
};

static const char *const suggested_types[] = {
    "String", "Number", "List<Number>", "CommaDelimitedList", "AWS::SSM::Parameter::Name",
};

enum {
    MAX_VALUE_BYTES = 4096,
    MAX_DESCRIPTION_BYTES = 4000,
    MAX_HARD_PATTERNS = 3, /* patterns that gave up; after so many the template's other patterns are not tried */
};

struct declaration {
    const struct sx_pair *pair;
    const struct sx_node *node; /* a mapping */
    struct sx_string type;      /* empty when it is no text */
    bool listed;                /* the value is a list of values, separated by commas */
    bool number;                /* each value is a number */
    bool looked_up;             /* the value is a name in the Parameter Store */
    const struct sx_pattern_of *pattern;
};

/** What is kept over all parameters of a template. */
struct check {
    struct sx_transform *t;
    unsigned hard_patterns;
};

static bool is_one_of(struct sx_string text, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (sx_string_is(text, names[i]))
            return true;
    return false;
}
#define IS_ONE_OF(text, names) is_one_of((text), (names), sizeof(names) / sizeof *(names))

static bool is_scalar(const struct sx_node *node) {
    return node && node->kind != SX_NULL && node->kind != SX_SEQUENCE && node->kind != SX_MAPPING;
}

/** A scalar as CloudFormation takes it: as a text. A number keeps the spelling of the template: 1.0 is not 1. */
static struct sx_string text_of(struct sx_transform *t, const struct sx_node *node) {
    if (sx_is_string(node))
        return node->string;
    if (sx_is(node, SX_BOOL))
        return node->boolean ? STR("true") : STR("false");
    if (node->span.end > node->span.start)
        return sx_string_slice(t->diagnostics->source.text, node->span.start, node->span.end);
    return sx_python_str(t, node);
}

/* ------------------------------------------------------------------------------------------------- declarations -- */

/** "String" in "List<String>"; the whole text when it is not of this form. */
static struct sx_string inside(struct sx_string type, const char *before) {
    size_t length = strlen(before);
    if (!sx_string_starts_with(type, before) || !sx_string_ends_with(type, ">") || type.length <= length + 1)
        return type;
    return sx_string_slice(type, length, type.length - 1);
}

static bool is_type(struct sx_string type) {
    struct sx_string stored = inside(type, "AWS::SSM::Parameter::Value<");
    if (stored.length != type.length) {
        struct sx_string item = inside(stored, "List<");
        return sx_string_is(item, "String") || sx_string_is(stored, "CommaDelimitedList") ||
               IS_ONE_OF(item, resource_types);
    }
    struct sx_string item = inside(type, "List<");
    if (IS_ONE_OF(item, resource_types))
        return true;
    return item.length == type.length ? IS_ONE_OF(type, suggested_types) : sx_string_is(type, "List<Number>");
}

static void check_type(struct check *check, struct declaration *d) {
    struct sx_transform *t = check->t;
    const struct sx_node *type = GET(d->node, "Type");
    if (!type) {
        sx_lint_report(t, d->pair->key_span, SX_RULE_PARAMETER_TYPE,
                       CAT(t, STR("Parameter '"), d->pair->key, STR("' has no Type.")));
        return;
    }
    d->type = sx_text(type);
    if (!is_type(d->type)) {
        struct sx_diagnostic *found = sx_lint_report(
            t, type->span, SX_RULE_PARAMETER_TYPE,
            CAT(t, STR("Parameter '"), d->pair->key, STR("' has a Type that CloudFormation does not know.")));
        if (sx_string_is(d->type, "List<String>"))
            found->hint = STR("a list of strings is a 'CommaDelimitedList'");
        else
            found->hint =
                STR("the types are String, Number, List<Number>, CommaDelimitedList, AWS-specific types such as "
                    "AWS::EC2::VPC::Id, and AWS::SSM::Parameter::Value<...>");
        d->type = STR("");
    }
    d->looked_up = sx_string_starts_with(d->type, "AWS::SSM::Parameter::Value<");
    d->listed = sx_string_is(d->type, "CommaDelimitedList") || sx_string_starts_with(d->type, "List<");
    d->number = sx_string_is(d->type, "Number") || sx_string_is(d->type, "List<Number>");
}

static void check_attributes(struct check *check, const struct declaration *d) {
    struct sx_transform *t = check->t;
    struct sx_string names[sizeof attributes / sizeof *attributes];
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        names[i] = sx_string_from(attributes[i]);
    for (size_t i = 0; i < sx_count(d->node); i++) {
        const struct sx_pair *pair = &d->node->mapping.pairs[i];
        if (IS_ONE_OF(pair->key, attributes))
            continue;
        struct sx_diagnostic *found =
            sx_lint_report(t, pair->key_span, SX_RULE_PARAMETER_ATTRIBUTE,
                           CAT(t, STR("A parameter has no attribute '"), pair->key, STR("'.")));
        struct sx_string near = sx_nearest(t, pair->key, names, sizeof names / sizeof *names);
        if (near.length)
            found->hint = CAT(t, STR("did you mean '"), near, STR("'?"));
    }
    const struct sx_node *description = GET(d->node, "Description");
    if (description && (!sx_is_string(description) || description->string.length > MAX_DESCRIPTION_BYTES))
        sx_lint_report(t, description->span, SX_RULE_DESCRIPTION,
                       STR("The Description of a parameter must be a string of 4000 bytes at most."));
}

/* -------------------------------------------------------------------------------------------------- constraints -- */

/** The number of MinLength and the like; false when there is none, or it is no number. */
static bool limit_of(struct check *check, const struct declaration *d, const char *name, double *number) {
    struct sx_transform *t = check->t;
    const struct sx_node *limit = sx_get(t, d->node, sx_string_from(name));
    if (!limit)
        return false;
    if (is_scalar(limit) && sx_parse_decimal(t, text_of(t, limit), number))
        return true;
    sx_lint_report(t, limit->span, SX_RULE_PARAMETER_CONSTRAINT,
                   CAT(t, sx_string_from(name), STR(" of parameter '"), d->pair->key, STR("' must be a number.")));
    return false;
}

static void check_bounds(struct check *check, const struct declaration *d, const char *low, const char *high) {
    struct sx_transform *t = check->t;
    double minimum, maximum;
    bool bounded = limit_of(check, d, low, &minimum);
    if (limit_of(check, d, high, &maximum) && bounded && minimum > maximum)
        sx_lint_report(t, sx_at(sx_get(t, d->node, sx_string_from(high))), SX_RULE_PARAMETER_CONSTRAINT,
                       CAT(t, sx_string_from(high), STR(" of parameter '"), d->pair->key, STR("' is less than "),
                           sx_string_from(low), STR(": no value is allowed.")));
}

static void check_unused(struct check *check, const struct declaration *d, const char *name, bool used) {
    struct sx_transform *t = check->t;
    if (d->type.length && !used && sx_has(t, d->node, sx_string_from(name)))
        sx_lint_report(
            t, sx_at_key(t, d->node, sx_string_from(name)), SX_RULE_PARAMETER_CONSTRAINT_UNUSED,
            CAT(t, sx_string_from(name), STR(" says nothing about a parameter of type "), d->type, STR(".")));
}

static void check_constraints(struct check *check, const struct declaration *d) {
    struct sx_transform *t = check->t;
    bool text = sx_string_is(d->type, "String");
    check_bounds(check, d, "MinLength", "MaxLength");
    check_bounds(check, d, "MinValue", "MaxValue");
    check_unused(check, d, "MinLength", text);
    check_unused(check, d, "MaxLength", text);
    check_unused(check, d, "MinValue", sx_string_is(d->type, "Number"));
    check_unused(check, d, "MaxValue", sx_string_is(d->type, "Number"));
    check_unused(check, d, "AllowedPattern", !d->number);
    const struct sx_node *allowed = GET(d->node, "AllowedValues");
    if (allowed && (!sx_is_sequence(allowed) || !sx_count(allowed)))
        sx_lint_report(t, allowed->span, SX_RULE_PARAMETER_CONSTRAINT,
                       CAT(t, STR("AllowedValues of parameter '"), d->pair->key, STR("' must be a list of values.")));
    const struct sx_node *pattern = GET(d->node, "AllowedPattern");
    if (pattern && !sx_is_string(pattern))
        sx_lint_report(t, pattern->span, SX_RULE_PARAMETER_CONSTRAINT,
                       CAT(t, STR("AllowedPattern of parameter '"), d->pair->key, STR("' must be a string.")));
}

/* ------------------------------------------------------------------------------------------------------- values -- */

/** One value of a parameter, or of the list that it is. */
struct value {
    struct sx_string text;
    struct sx_span where;
    const char *what; /* "The Default" */
};

static void report_value(struct check *check, const struct declaration *d, const struct value *value, enum sx_rule rule,
                         struct sx_string says) {
    struct sx_transform *t = check->t;
    struct sx_diagnostic *found = sx_lint_report(t, value->where, rule,
                                                 CAT(t, sx_string_from(value->what), STR(" '"), value->text,
                                                     STR("' of parameter '"), d->pair->key, STR("' "), says));
    const struct sx_node *description = GET(d->node, "ConstraintDescription");
    if (sx_is_string(description) && description->string.length)
        found->hint = description->string;
}

static void check_allowed_values(struct check *check, const struct declaration *d, const struct value *value) {
    struct sx_transform *t = check->t;
    const struct sx_node *allowed = GET(d->node, "AllowedValues");
    struct sx_buffer list = {.t = t};
    if (!sx_is_sequence(allowed) || !sx_count(allowed))
        return;
    for (size_t i = 0; i < sx_count(allowed); i++) {
        const struct sx_node *item = sx_item(allowed, i);
        struct sx_string text = is_scalar(item) ? text_of(t, item) : STR("");
        double left, right;
        if (sx_string_equal(text, value->text))
            return;
        if (d->number && sx_parse_decimal(t, text, &left) && sx_parse_decimal(t, value->text, &right) &&
            !(left < right) && !(left > right))
            return;
        if (list.length < 200) {
            sx_buffer_add_text(&list, i ? ", " : "");
            sx_buffer_add(&list, text);
        }
    }
    report_value(check, d, value, SX_RULE_PARAMETER_ALLOWED_VALUES,
                 CAT(t, STR("is not one of its AllowedValues: "), sx_buffer_string(&list), STR(".")));
}

static void check_length(struct check *check, const struct declaration *d, const struct value *value) {
    struct sx_transform *t = check->t;
    double minimum = 0, maximum = 0, length = 0;
    for (size_t position = 0; position < value->text.length; length++)
        sx_decode_code_point(value->text, &position);
    const struct sx_node *least = GET(d->node, "MinLength"), *most = GET(d->node, "MaxLength");
    bool shorter = is_scalar(least) && sx_parse_decimal(t, text_of(t, least), &minimum) && length < minimum;
    bool longer = is_scalar(most) && sx_parse_decimal(t, text_of(t, most), &maximum) && length > maximum;
    if (shorter)
        report_value(check, d, value, SX_RULE_PARAMETER_LENGTH,
                     CAT(t, STR("is shorter than its MinLength of "), text_of(t, least), STR(".")));
    else if (longer)
        report_value(check, d, value, SX_RULE_PARAMETER_LENGTH,
                     CAT(t, STR("is longer than its MaxLength of "), text_of(t, most), STR(".")));
}

static void check_number(struct check *check, const struct declaration *d, const struct value *value) {
    struct sx_transform *t = check->t;
    double number, minimum, maximum;
    if (!sx_parse_decimal(t, value->text, &number)) {
        report_value(check, d, value, SX_RULE_PARAMETER_NUMBER, STR("is not a number."));
        return;
    }
    const struct sx_node *least = GET(d->node, "MinValue"), *most = GET(d->node, "MaxValue");
    if (d->listed)
        return;
    if (is_scalar(least) && sx_parse_decimal(t, text_of(t, least), &minimum) && number < minimum)
        report_value(check, d, value, SX_RULE_PARAMETER_RANGE,
                     CAT(t, STR("is less than its MinValue of "), text_of(t, least), STR(".")));
    else if (is_scalar(most) && sx_parse_decimal(t, text_of(t, most), &maximum) && number > maximum)
        report_value(check, d, value, SX_RULE_PARAMETER_RANGE,
                     CAT(t, STR("is more than its MaxValue of "), text_of(t, most), STR(".")));
}

static void check_pattern(struct check *check, const struct declaration *d, const struct sx_pattern *pattern,
                          const struct value *value) {
    struct sx_transform *t = check->t;
    if (!pattern || check->hard_patterns >= MAX_HARD_PATTERNS)
        return;
    switch (sx_pattern_match(pattern, value->text)) {
    case SX_MATCHES:
        break;
    case SX_MATCHES_NOT:
        report_value(
            check, d, value, SX_RULE_PARAMETER_ALLOWED_PATTERN,
            CAT(t, STR("does not match its AllowedPattern "), sx_text(GET(d->node, "AllowedPattern")), STR(".")));
        break;
    case SX_MATCHING_GAVE_UP:
        check->hard_patterns++;
        sx_lint_report(t, GET(d->node, "AllowedPattern")->span, SX_RULE_PARAMETER_PATTERN,
                       CAT(t, STR("AllowedPattern of parameter '"), d->pair->key,
                           STR("' takes too long to match: it backtracks without end.")));
        break;
    }
}

static void check_value(struct check *check, const struct declaration *d, const struct sx_pattern *pattern,
                        const struct value *value) {
    if (value->text.length > MAX_VALUE_BYTES) {
        struct value cut = *value;
        cut.text = CAT(check->t, sx_string_slice(value->text, 0, 40), STR("..."));
        report_value(check, d, &cut, SX_RULE_PARAMETER_LENGTH, STR("is longer than 4096 bytes."));
        return;
    }
    check_allowed_values(check, d, value);
    check_pattern(check, d, pattern, value);
    if (sx_string_is(d->type, "String"))
        check_length(check, d, value);
    if (d->number)
        check_number(check, d, value);
}

static struct sx_string trimmed(struct sx_string text) {
    while (text.length && text.bytes[0] == ' ')
        text = sx_string_slice(text, 1, text.length);
    while (text.length && text.bytes[text.length - 1] == ' ')
        text = sx_string_slice(text, 0, text.length - 1);
    return text;
}

/* Each item of a list is held against what is allowed; an empty list has none. */
static void check_values(struct check *check, const struct declaration *d, const struct sx_pattern *pattern,
                         struct value value) {
    struct sx_string whole = value.text;
    if (d->looked_up || sx_string_find(whole, STR("{{resolve:"), 0) != SIZE_MAX)
        return;
    if (!d->listed) {
        check_value(check, d, pattern, &value);
        return;
    }
    for (size_t from = 0, comma; whole.length && from <= whole.length; from = comma + 1) {
        comma = sx_string_find_byte(whole, ',', from);
        if (comma == SIZE_MAX)
            comma = whole.length;
        value.text = trimmed(sx_string_slice(whole, from, comma));
        check_value(check, d, pattern, &value);
    }
}

/** The pattern, or NULL: there is none, or it is not understood. */
static const struct sx_pattern *compile(struct check *check, const struct declaration *d) {
    struct sx_transform *t = check->t;
    const struct sx_node *pattern = GET(d->node, "AllowedPattern");
    struct sx_string why;
    if (!sx_is_string(pattern) || d->number)
        return NULL;
    /* classes that Java alone has: \p{Alpha}, [a-z&&[^x]] */
    struct sx_string text = pattern->string;
    if (sx_string_find(text, STR("\\p{"), 0) != SIZE_MAX || sx_string_find(text, STR("&&"), 0) != SIZE_MAX)
        return NULL;
    const struct sx_pattern *compiled = sx_pattern_compile(t, text, &why);
    if (!compiled)
        sx_lint_report(t, pattern->span, SX_RULE_PARAMETER_PATTERN,
                       CAT(t, STR("AllowedPattern of parameter '"), d->pair->key,
                           STR("' is not a regular expression: "), why, STR(".")));
    return compiled;
}

static void check_default(struct check *check, const struct declaration *d, const struct sx_pattern *pattern) {
    struct sx_transform *t = check->t;
    const struct sx_node *value = GET(d->node, "Default");
    if (!value)
        return;
    if (!is_scalar(value)) {
        struct sx_diagnostic *found = sx_lint_report(
            t, value->span, SX_RULE_PARAMETER_DEFAULT,
            CAT(t, STR("The Default of parameter '"), d->pair->key, STR("' must be a string or a number.")));
        if (d->listed)
            found->hint = STR("a list is written as one string, with commas: \"a,b\"");
        return;
    }
    struct sx_string text = text_of(t, value);
    check_values(check, d, pattern, (struct value){text, value->span, "The Default"});
    if (text.length && sx_string_is(sx_string_lower(t, sx_python_str(t, GET(d->node, "NoEcho"))), "true"))
        sx_lint_report(t, value->span, SX_RULE_SECRET_DEFAULT,
                       CAT(t, STR("Parameter '"), d->pair->key,
                           STR("' is not shown (NoEcho), but its Default stands in the template for all to read.")));
}

static void check_declaration(struct check *check, const struct sx_pair *pair, const char *given) {
    struct sx_transform *t = check->t;
    struct declaration d = {.pair = pair, .node = pair->value};
    if (!sx_is_mapping(pair->value)) {
        sx_lint_report(t, pair->key_span, SX_RULE_PARAMETER_FORM,
                       CAT(t, STR("Parameter '"), pair->key, STR("' must be a map with a Type.")));
        return;
    }
    check_type(check, &d);
    check_attributes(check, &d);
    check_constraints(check, &d);
    const struct sx_pattern *pattern = compile(check, &d);
    check_default(check, &d, pattern);
    if (given)
        check_values(check, &d, pattern, (struct value){sx_string_from(given), pair->key_span, "The given value"});
}

/* --------------------------------------------------------------------------------------------------- the section -- */

/** Given values by name; of several for one name the last counts. */
static struct sx_map given_values(struct sx_transform *t) {
    struct sx_map given = {0};
    const struct sx_settings *settings = &t->options->parameters;
    for (size_t i = 0; i < settings->count; i++)
        sx_map_set(t, &given, sx_string_from(settings->items[i].name), settings->items[i].value);
    return given;
}

void sx_lint_parameters(struct sx_transform *t, struct sx_lint *lint) {
    struct check check = {.t = t};
    const struct sx_node *parameters = GET(lint->source, "Parameters");
    struct sx_map given = given_values(t);
    if (parameters && !sx_is_none(parameters) && !sx_is_mapping(parameters)) {
        sx_lint_report(t, sx_at_key(t, lint->source, STR("Parameters")), SX_RULE_PARAMETER_FORM,
                       STR("Parameters must be a map of names to parameters."));
        return;
    }
    for (size_t i = 0; i < sx_count(parameters); i++) {
        const struct sx_pair *pair = &parameters->mapping.pairs[i];
        check_declaration(&check, pair, sx_map_get(t, &given, pair->key));
    }
    for (size_t i = 0; i < given.count; i++)
        if (!sx_has(t, parameters, given.entries[i].key))
            sx_lint_report(t, (struct sx_span){0, 0}, SX_RULE_PARAMETER_NOT_DECLARED,
                           CAT(t, STR("A value was given for parameter '"), given.entries[i].key,
                               STR("', which the template does not declare.")));
}
