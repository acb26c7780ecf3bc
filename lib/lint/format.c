/* SPDX-License-Identifier: Apache-2.0 */

#include "lint/format.h"

#include "lint/formats.h"

/* A logical id that samx gives to what it generates. */
static void check_logical_id(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                             const struct sx_node *node) {
    (void)lint;
    if (sx_is_string(node) && !sx_string_is_alphanumeric(sx_text(node)))
        sx_lint_report(
            t, sx_at(node), SX_RULE_LOGICAL_ID,
            CAT(t, STR("'"), sx_property_name(property), STR("' is a logical id: letters and digits alone.")));
}

static sx_format_check *const checks[SX_FORMAT_COUNT] = {
    [SX_FORMAT_LOGICAL_ID] = check_logical_id,
    [SX_FORMAT_RULE_SCHEDULE] = sx_format_rule_schedule,
    [SX_FORMAT_SCHEDULE] = sx_format_schedule,
    [SX_FORMAT_TIME_ZONE] = sx_format_time_zone,
    [SX_FORMAT_DATE] = sx_format_date,
    [SX_FORMAT_ARN] = sx_format_arn,
    [SX_FORMAT_ROLE_ARN] = sx_format_arn,
    [SX_FORMAT_POLICY_ARN] = sx_format_arn,
    [SX_FORMAT_KMS_KEY_ARN] = sx_format_arn,
    [SX_FORMAT_LAYER_VERSION_ARN] = sx_format_arn,
    [SX_FORMAT_FUNCTION_ARN] = sx_format_arn,
    [SX_FORMAT_QUEUE_ARN] = sx_format_arn,
    [SX_FORMAT_TOPIC_ARN] = sx_format_arn,
    [SX_FORMAT_QUEUE_OR_TOPIC_ARN] = sx_format_arn,
    [SX_FORMAT_STREAM_ARN] = sx_format_arn,
    [SX_FORMAT_TABLE_STREAM_ARN] = sx_format_arn,
    [SX_FORMAT_KAFKA_CLUSTER_ARN] = sx_format_arn,
    [SX_FORMAT_BROKER_ARN] = sx_format_arn,
    [SX_FORMAT_DATABASE_CLUSTER_ARN] = sx_format_arn,
    [SX_FORMAT_CERTIFICATE_ARN] = sx_format_arn,
    [SX_FORMAT_CODE_SIGNING_ARN] = sx_format_arn,
    [SX_FORMAT_USER_POOL_ARN] = sx_format_arn,
    [SX_FORMAT_LOG_GROUP_ARN] = sx_format_arn,
    [SX_FORMAT_ACCOUNT_ID] = sx_format_account_id,
    [SX_FORMAT_FUNCTION_NAME] = sx_format_name,
    [SX_FORMAT_ALIAS_NAME] = sx_format_name,
    [SX_FORMAT_LAYER_NAME] = sx_format_name,
    [SX_FORMAT_TABLE_NAME] = sx_format_name,
    [SX_FORMAT_STAGE_NAME] = sx_format_name,
    [SX_FORMAT_HTTP_STAGE_NAME] = sx_format_name,
    [SX_FORMAT_RULE_NAME] = sx_format_name,
    [SX_FORMAT_SCHEDULE_NAME] = sx_format_name,
    [SX_FORMAT_STATE_MACHINE_NAME] = sx_format_state_machine_name,
    [SX_FORMAT_HTTP_METHOD] = sx_format_http_method,
    [SX_FORMAT_REST_PATH] = sx_format_rest_path,
    [SX_FORMAT_HTTP_PATH] = sx_format_http_path,
    [SX_FORMAT_DOMAIN_NAME] = sx_format_domain_name,
    [SX_FORMAT_CIDR] = sx_format_cidr,
    [SX_FORMAT_IDENTITY_SOURCE] = sx_format_identity_source,
    [SX_FORMAT_JSON] = sx_format_json,
    [SX_FORMAT_FILTER_PATTERN] = sx_format_filter_pattern,
    [SX_FORMAT_JSON_PATH] = sx_format_json_path,
    [SX_FORMAT_RUNTIME] = sx_format_runtime,
    [SX_FORMAT_LAYER_RUNTIME] = sx_format_layer_runtime,
    [SX_FORMAT_SEMANTIC_VERSION] = sx_format_semantic_version,
};

void sx_lint_format(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                    const struct sx_node *node) {
    if (checks[property->format])
        checks[property->format](t, lint, property, node);
}
