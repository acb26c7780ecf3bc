/* SPDX-License-Identifier: Apache-2.0 */

/* The catalogue of rules with its explanations, for hosts. */

#include "spec/tables.h"

size_t samx_rule_count(void) {
    return sx_table_rule_count;
}

const samx_rule *samx_rule_at(size_t index) {
    return index < sx_table_rule_count ? &sx_table_rules[index] : NULL;
}

const samx_rule *samx_rule_named(const char *name) {
    enum sx_rule rule = sx_rule_named(sx_string_from(name));
    return samx_rule_at(rule);
}
