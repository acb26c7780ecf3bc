/* SPDX-License-Identifier: Apache-2.0 */

/* ARNs, and the policy documents that the reference puts into roles. */

#include "cfn/cfn.h"

struct sx_string sx_arn(struct sx_transform *t, struct sx_string partition, const char *service,
                        struct sx_string resource) {
    return CAT(t, STR("arn:"), partition, STR(":"), sx_string_from(service), STR(":${AWS::Region}:${AWS::AccountId}:"),
               resource);
}

const struct sx_node *sx_aws_managed_policy(struct sx_transform *t, const struct sx_template *template,
                                            const char *name) {
    return TEXT(CAT(t, STR("arn:"), template->partition, STR(":iam::aws:policy/"), sx_string_from(name)));
}

static const struct sx_node *make_assume_role_policy(struct sx_transform *t, struct sx_string service) {
    const struct sx_node *principal = MAP({"Service", LIST(TEXT(service))});
    return MAP({"Version", S("2012-10-17")},
               {"Statement",
                LIST(MAP({"Action", LIST(S("sts:AssumeRole"))}, {"Effect", S("Allow")}, {"Principal", principal}))});
}

const struct sx_node *sx_assume_role_policy(struct sx_transform *t, const char *service) {
    return sx_shared(t, make_assume_role_policy, sx_string_from(service));
}

static const struct sx_node *allow(struct sx_transform *t, const char *action, const struct sx_node *resource) {
    /* the reference writes a resource that it was not given as null */
    return MAP({"Action", sx_new_literal(t, action)}, {"Effect", S("Allow")},
               {"Resource", resource ? resource : sx_new_null(t)});
}

static const struct sx_node *named_policy(struct sx_transform *t, struct sx_string name, const char *suffix,
                                          const struct sx_node *statements) {
    return MAP({"PolicyName", TEXT(CAT(t, name, sx_string_from(suffix)))},
               {"PolicyDocument", MAP({"Statement", statements})});
}

const struct sx_node *sx_allow_policy(struct sx_transform *t, struct sx_string name, const char *suffix,
                                      const char *action, const struct sx_node *resource) {
    return named_policy(t, name, suffix, LIST(allow(t, action, resource)));
}

const struct sx_node *sx_sqs_send_message_policy(struct sx_transform *t, const struct sx_node *queue_arn,
                                                 struct sx_string id) {
    return sx_allow_policy(t, id, "SQSPolicy", "sqs:SendMessage", queue_arn);
}

const struct sx_node *sx_sns_publish_policy(struct sx_transform *t, const struct sx_node *topic_arn,
                                            struct sx_string id) {
    return sx_allow_policy(t, id, "SNSPolicy", "sns:publish", topic_arn);
}

const struct sx_node *sx_s3_send_event_policy(struct sx_transform *t, const struct sx_node *bucket_arn,
                                              struct sx_string id) {
    const struct sx_node *bucket = bucket_arn ? bucket_arn : sx_new_null(t);
    const struct sx_node *objects = MAP({"Fn::Join", LIST(S("/"), LIST(bucket, S("*")))});
    return named_policy(t, id, "S3Policy", LIST(allow(t, "s3:PutObject", objects), allow(t, "s3:ListBucket", bucket)));
}

const struct sx_node *sx_event_bus_put_events_policy(struct sx_transform *t, const struct sx_node *bus_arn,
                                                     struct sx_string id) {
    return sx_allow_policy(t, id, "EventBridgePolicy", "events:PutEvents", bus_arn);
}

const struct sx_node *sx_lambda_invoke_policy(struct sx_transform *t, const struct sx_node *function_arn,
                                              struct sx_string id) {
    return sx_allow_policy(t, id, "LambdaPolicy", "lambda:InvokeFunction", function_arn);
}

const struct sx_node *sx_start_execution_policy(struct sx_transform *t, const struct sx_node *state_machine_arn,
                                                struct sx_string id) {
    return sx_allow_policy(t, id, "StartExecutionPolicy", "states:StartExecution", state_machine_arn);
}
