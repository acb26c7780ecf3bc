/* SPDX-License-Identifier: Apache-2.0 */

#include "event/start_role.h"

const struct sx_node *sx_emit_start_role(struct sx_transform *t, const struct sx_event *event) {
    struct sx_string id = CAT(t, event->id, STR("Role"));
    const struct sx_node *boundary = event->permissions_boundary;
    const struct sx_node *policy = sx_start_execution_policy(t, sx_event_target_arn(t, event), id);
    struct sx_emitted *role =
        sx_emit(t, event->template, id, "AWS::IAM::Role",
                MAP({"AssumeRolePolicyDocument", sx_assume_role_policy(t, event->source->principal)},
                    {"Policies", LIST(policy)}, {"PermissionsBoundary", sx_is_true(boundary) ? boundary : NULL}));
    sx_set_attributes(t, role, event->attributes);
    return GET_ATT(id, "Arn");
}
