/* SPDX-License-Identifier: Apache-2.0 */

/** The Policies property of a Function or StateMachine, and the role that is made from it. */
#ifndef SAMX_CFN_POLICIES_H
#define SAMX_CFN_POLICIES_H

#include "cfn/cfn.h"

/** What an entry of Policies is. */
enum sx_policy_kind {
    SX_POLICY_UNKNOWN,
    SX_POLICY_MANAGED,   /* a name, an ARN, or an intrinsic that gives one */
    SX_POLICY_STATEMENT, /* a policy document */
    SX_POLICY_TEMPLATE,  /* {"S3ReadPolicy": {parameters}} */
};

/** The entries of Policies: itself a list, or one entry. A list node; empty when there are none. */
const struct sx_node *sx_policy_entries(struct sx_transform *t, const struct sx_node *policies);

/**
 * The kind of one entry; an Fn::If has the kind of its branches. Refuses, for the resource at hand, an Fn::If that is
 * malformed or whose branches differ. Policy templates count as unknown unless `templates`.
 */
enum sx_policy_kind sx_policy_kind_of(struct sx_transform *t, const struct sx_node *policy, bool templates);

/** `policies` with policy templates replaced by the statements that they stand for; itself when there are none. */
const struct sx_node *sx_expand_policy_templates(struct sx_transform *t, struct sx_string id,
                                                 const struct sx_node *policies);

/** The policies of a role while they are collected. */
struct sx_role_policies {
    const struct sx_node *managed_policy_arns; /* a list */
    const struct sx_node *documents;           /* a list, or NULL */
};

/**
 * Adds the entries of `policies` to those that the role has already: managed policies by ARN and once only, documents
 * named ROLE + "Policy" + index.
 */
void sx_add_policies(struct sx_transform *t, const struct sx_template *template, struct sx_string id,
                     struct sx_string role_id, const struct sx_node *policies, struct sx_role_policies *role);

#endif
