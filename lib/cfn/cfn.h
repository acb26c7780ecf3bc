/* SPDX-License-Identifier: Apache-2.0 */

/** Pieces of CloudFormation that several kinds need. */
#ifndef SAMX_CFN_CFN_H
#define SAMX_CFN_CFN_H

#include "cfn/template.h"

/** `prefix`, followed by the first 10 digits of the SHA-1 of `data` as the reference prints it: logical_id.c. */
struct sx_string sx_logical_id(struct sx_transform *t, struct sx_string prefix, const struct sx_node *data);
struct sx_string sx_logical_id_of_text(struct sx_transform *t, struct sx_string prefix, struct sx_string data);

/** [{"Key": k, "Value": v}, ...] of {k: v, ...}; a null value is "". NULL is an empty list. */
const struct sx_node *sx_tag_list(struct sx_transform *t, const struct sx_node *tags);
/** The tag that SAM puts on what it makes (lambda:createdBy), then `tags`. Refuses reserved keys. */
const struct sx_node *sx_tag_list_of_sam(struct sx_transform *t, struct sx_string id, const struct sx_node *tags);
/** The same, with `additional` tags before `tags`. */
const struct sx_node *sx_tag_list_with(struct sx_transform *t, struct sx_string id, const struct sx_node *additional,
                                       const struct sx_node *tags);
/** The tag that SAM puts on state machines and their roles (stateMachine:createdBy), then `tags`. */
const struct sx_node *sx_tag_list_of_state_machine(struct sx_transform *t, const struct sx_node *tags);
/** PropagateTags: sets Tags on every resource emitted for `resource` whose type has them. */
void sx_propagate_tags(struct sx_transform *t, struct sx_resource *resource, const struct sx_node *tags);

/** "arn:PARTITION:SERVICE:${AWS::Region}:${AWS::AccountId}:RESOURCE" */
struct sx_string sx_arn(struct sx_transform *t, struct sx_string partition, const char *service,
                        struct sx_string resource);
/** "arn:PARTITION:iam::aws:policy/NAME" */
const struct sx_node *sx_aws_managed_policy(struct sx_transform *t, const struct sx_template *template,
                                            const char *name);

/** {"Version": ..., "Statement": [{"Action": ["sts:AssumeRole"], ...}]} for one service. */
const struct sx_node *sx_assume_role_policy(struct sx_transform *t, const char *service);
/** {"PolicyName": NAME + SUFFIX, "PolicyDocument": {"Statement": [STATEMENT]}} with an Allow of one action. */
const struct sx_node *sx_allow_policy(struct sx_transform *t, struct sx_string name, const char *suffix,
                                      const char *action, const struct sx_node *resource);
const struct sx_node *sx_sqs_send_message_policy(struct sx_transform *t, const struct sx_node *queue_arn,
                                                 struct sx_string id);
const struct sx_node *sx_sns_publish_policy(struct sx_transform *t, const struct sx_node *topic_arn,
                                            struct sx_string id);
const struct sx_node *sx_s3_send_event_policy(struct sx_transform *t, const struct sx_node *bucket_arn,
                                              struct sx_string id);
const struct sx_node *sx_event_bus_put_events_policy(struct sx_transform *t, const struct sx_node *bus_arn,
                                                     struct sx_string id);
const struct sx_node *sx_lambda_invoke_policy(struct sx_transform *t, const struct sx_node *function_arn,
                                              struct sx_string id);
const struct sx_node *sx_start_execution_policy(struct sx_transform *t, const struct sx_node *state_machine_arn,
                                                struct sx_string id);

#endif
