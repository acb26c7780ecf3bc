/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Patterns: each field has a list of what it may be, or fields of its own. EventBridge User Guide, "Creating event
 * patterns"; the same library reads the filters of Lambda, and filter policies of SNS have the same form.
 */

#include "lint/event_pattern.h"

#include "lint/part.h"

struct pattern {
    struct sx_transform *t;
    struct sx_span where; /* {0, 0}: where each thing stands */
    bool flat;
    size_t depth;
};

enum { DEEPEST = 200 };

static const char *const operators[] = {
    "prefix", "suffix", "equals-ignore-case", "anything-but", "wildcard", "numeric", "exists", "cidr", NULL};

static void check_fields(struct pattern *pattern, const struct sx_node *fields);

static struct sx_span at(const struct pattern *pattern, struct sx_span own) {
    return pattern->where.end ? pattern->where : own;
}

static bool is_operator(struct sx_string name) {
    for (size_t i = 0; operators[i]; i++)
        if (sx_string_is(name, operators[i]))
            return true;
    return false;
}

/* {prefix: "x"} in the list of a field. */
static void check_comparison(struct pattern *pattern, const struct sx_node *comparison) {
    struct sx_transform *t = pattern->t;
    if (sx_is_intrinsic(comparison))
        return;
    for (size_t i = 0; i < sx_count(comparison); i++) {
        const struct sx_pair *pair = sx_entry(comparison, i);
        if (!is_operator(pair->key))
            sx_lint_report(t, at(pattern, pair->key_span), SX_RULE_PATTERN_OPERATOR,
                           CAT(t, STR("A pattern has no comparison '"), pair->key, STR("' that is known.")))
                ->hint = sx_lint_name_hint(t, pair->key, operators);
    }
}

static void check_list(struct pattern *pattern, struct sx_string name, const struct sx_node *list) {
    struct sx_transform *t = pattern->t;
    if (!sx_count(list))
        sx_lint_report(t, at(pattern, sx_at(list)), SX_RULE_PATTERN_VALUE,
                       CAT(t, STR("The list of '"), name, STR("' in a pattern must not be empty.")));
    for (size_t i = 0; i < sx_count(list); i++)
        if (sx_is_mapping(sx_item(list, i)))
            check_comparison(pattern, sx_item(list, i));
}

static void check_alternatives(struct pattern *pattern, const struct sx_node *list) {
    for (size_t i = 0; i < sx_count(list); i++)
        if (sx_is_mapping(sx_item(list, i)))
            check_fields(pattern, sx_item(list, i));
}

static void check_field(struct pattern *pattern, const struct sx_pair *pair) {
    struct sx_transform *t = pattern->t;
    if (sx_is_intrinsic(pair->value))
        return;
    if (sx_string_is(pair->key, "$or") && sx_is_sequence(pair->value))
        check_alternatives(pattern, pair->value);
    else if (sx_is_sequence(pair->value))
        check_list(pattern, pair->key, pair->value);
    else if (sx_is_mapping(pair->value) && pattern->flat)
        sx_lint_report(t, at(pattern, sx_at(pair->value)), SX_RULE_PATTERN_VALUE,
                       CAT(t, STR("'"), pair->key, STR("' has fields of its own, but message attributes have none.")))
            ->hint = STR("to filter by the body of the message, add FilterPolicyScope: MessageBody");
    else if (sx_is_mapping(pair->value))
        check_fields(pattern, pair->value);
    else
        sx_lint_report(t, at(pattern, sx_at(pair->value)), SX_RULE_PATTERN_VALUE,
                       CAT(t, STR("'"), pair->key,
                           STR("' in a pattern must be a list of what it may be, or have fields of its own.")))
            ->hint =
            sx_is_string(pair->value) ? CAT(t, STR("did you mean ['"), sx_text(pair->value), STR("']?")) : STR("");
}

static void check_fields(struct pattern *pattern, const struct sx_node *fields) {
    if (pattern->depth >= DEEPEST)
        return;
    pattern->depth++;
    for (size_t i = 0; i < sx_count(fields); i++)
        check_field(pattern, sx_entry(fields, i));
    pattern->depth--;
}

void sx_check_pattern(struct sx_transform *t, const struct sx_node *pattern, struct sx_span where, bool flat) {
    struct pattern state = {t, where, flat, 0};
    if (sx_is_mapping(pattern) && !sx_is_intrinsic(pattern))
        check_fields(&state, pattern);
}
