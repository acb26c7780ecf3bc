/* SPDX-License-Identifier: Apache-2.0 */

/* The catalogue of rules: one table made of rules.def. */

#include "diag/diag.h"

#include <assert.h>

struct rule {
    const char *name;
    samx_severity severity;
    const char *summary;
};

static const struct rule rules[] = {
#define SX_RULE(identifier, name, severity, summary) {name, severity, summary},
#include "diag/rules.def"
#undef SX_RULE
};

static const struct rule *rule_of(enum sx_rule rule) {
    assert((size_t)rule < SX_RULE_COUNT);
    return &rules[rule];
}

const char *sx_rule_name(enum sx_rule rule) {
    return rule_of(rule)->name;
}

samx_severity sx_rule_severity(enum sx_rule rule) {
    return rule_of(rule)->severity;
}

enum sx_rule sx_rule_named(struct sx_string name) {
    size_t rule = 0;
    while (rule < SX_RULE_COUNT && !sx_string_is(name, rules[rule].name))
        rule++;
    return (enum sx_rule)rule;
}

bool sx_rule_is_about_key(enum sx_rule rule) {
    return rule == SX_RULE_UNKNOWN_PROPERTY || rule == SX_RULE_MISSING_PROPERTY || rule == SX_RULE_PROPERTY_CONFLICT;
}

const char *sx_rule_summary(enum sx_rule rule) {
    return rule_of(rule)->summary;
}
