/* SPDX-License-Identifier: Apache-2.0 */

/* Policy templates of Functions and StateMachines become statements. */

#include "cfn/policies.h"
#include "pass/pass.h"

static void expand(struct sx_transform *t, void *argument) {
    struct sx_resource *resource = argument;
    const struct sx_node *policies = GET(GET(resource->node, "Properties"), "Policies");
    t->cause = policies;
    const struct sx_node *expanded = sx_expand_policy_templates(t, resource->id, policies);
    if (expanded != policies)
        resource->policies = expanded;
}

void sx_pass_policy_templates(struct sx_transform *t, struct sx_template *template) {
    for (size_t i = 0; i < template->order.count; i++) {
        struct sx_resource *resource = template->order.items[i];
        struct sx_string type = resource->type;
        sx_expect_resources(template->order.items, template->order.count, i);
        bool has_policies =
            sx_string_is(type, "AWS::Serverless::Function") || sx_string_is(type, "AWS::Serverless::StateMachine");
        /* an id that is not alphanumeric is refused later, and before the policies: the reference says one error */
        if (has_policies && sx_is_logical_id(resource->id) &&
            sx_is_true(GET(GET(resource->node, "Properties"), "Policies")))
            resource->refused = !sx_protect(t, &t->resource, expand, resource);
    }
    t->cause = NULL;
}
