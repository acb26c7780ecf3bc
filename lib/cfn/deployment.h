/* SPDX-License-Identifier: Apache-2.0 */

/** Gradual deployments: what Functions ask of CodeDeploy, and the resources that all of them share. */
#ifndef SAMX_CFN_DEPLOYMENT_H
#define SAMX_CFN_DEPLOYMENT_H

#include "cfn/cfn.h"

/** The DeploymentPreference of one Function. */
struct sx_deployment {
    struct sx_string function; /* logical id */
    struct sx_span where;
    bool enabled;
    const struct sx_node *type, *alarms, *role, *triggers, *pre_traffic, *post_traffic;
    const struct sx_node *condition; /* the Function's, when it is passed on; else NULL */
    const struct sx_node *tags;      /* when they are propagated; else NULL */
    const struct sx_node *cause;
};

/** The logical id of the deployment group of a Function. */
struct sx_string sx_deployment_group_id(struct sx_transform *t, const struct sx_deployment *deployment);
/** AlarmConfiguration; NULL when there are no alarms. Refuses what is no list. */
const struct sx_node *sx_deployment_alarms(struct sx_transform *t, const struct sx_deployment *deployment);
/** The UpdatePolicy of the alias that is deployed. */
const struct sx_node *sx_deployment_update_policy(struct sx_transform *t, const struct sx_deployment *deployment);

/** Emits the application, the service role, and the group of each Function, for template->current. */
void sx_emit_deployments(struct sx_transform *t, struct sx_template *template);

#endif
