/* SPDX-License-Identifier: Apache-2.0 */

/* The resources of CodeDeploy that all Functions with a DeploymentPreference share. */

#include "cfn/deployment.h"
#include "pass/pass.h"

static void emit(struct sx_transform *t, void *argument) {
    sx_emit_deployments(t, argument);
}

void sx_pass_deployments(struct sx_transform *t, struct sx_template *template) {
    if (template->deployments.count == 0)
        return;
    /* they belong to no resource of the template, and stand after all of them */
    struct sx_resource *shared = SX_NEW(t, struct sx_resource);
    shared->expanded = true;
    SX_PUSH(t, &template->resources, shared);
    template->current = shared;
    t->cause = template->deployments.items[0]->cause;
    sx_protect(t, &t->resource, emit, template);
    /* the reference takes these ids without looking whether they are free */
    for (size_t i = 0; i < shared->emitted.count; i++) {
        struct sx_emitted *emitted = shared->emitted.items[i];
        sx_accept_emitted(t, template, emitted, sx_find_resource(t, template, emitted->id));
    }
    t->cause = NULL;
}
