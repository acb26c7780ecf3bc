/* SPDX-License-Identifier: Apache-2.0 */

/** Conditions that are made of other conditions. */
#ifndef SAMX_CFN_CONDITION_H
#define SAMX_CFN_CONDITION_H

#include "cfn/template.h"

/** Names of conditions, sorted, each once. */
struct sx_condition_set {
    SX_VECTOR(struct sx_string) names;
};

void sx_add_condition(struct sx_transform *t, struct sx_condition_set *set, struct sx_string name);

/**
 * Adds the condition `name` to the template, true when any of the set is. Fn::Or takes ten conditions at most, so that
 * more of them make a chain. Nothing when the set has less than two.
 */
void sx_combine_conditions(struct sx_transform *t, struct sx_template *template, struct sx_string name,
                           const struct sx_condition_set *set);

#endif
