/* SPDX-License-Identifier: Apache-2.0 */

/*
 * ARNs: arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE. Which service and which kind of resource a property wants says
 * its format; Service Authorization Reference, "Resource types defined by ...", has the forms.
 */

#include "lint/formats.h"

enum { PARTITION = 1, SERVICE, REGION, ACCOUNT, RESOURCE, PARTS };

/** What is wanted. Several services or beginnings of the resource are separated by |. */
struct kind {
    const char *what, *services, *beginnings;
};

static const struct kind kinds[SX_FORMAT_COUNT] = {
    [SX_FORMAT_ARN] = {NULL, NULL, NULL},
    [SX_FORMAT_ROLE_ARN] = {"an IAM role", "iam", "role/"},
    [SX_FORMAT_POLICY_ARN] = {"an IAM policy", "iam", "policy/"},
    [SX_FORMAT_KMS_KEY_ARN] = {"a KMS key", "kms", "key/|alias/"},
    [SX_FORMAT_LAYER_VERSION_ARN] = {"a version of a layer", "lambda", "layer:|awslayer:"},
    [SX_FORMAT_FUNCTION_ARN] = {"a Lambda function", "lambda", "function:"},
    [SX_FORMAT_QUEUE_ARN] = {"an SQS queue", "sqs", NULL},
    [SX_FORMAT_TOPIC_ARN] = {"an SNS topic", "sns", NULL},
    [SX_FORMAT_QUEUE_OR_TOPIC_ARN] = {"an SQS queue or an SNS topic", "sqs|sns", NULL},
    [SX_FORMAT_STREAM_ARN] = {"a Kinesis stream or one of its consumers", "kinesis", "stream/"},
    [SX_FORMAT_TABLE_STREAM_ARN] = {"the stream of a DynamoDB table", "dynamodb", "table/"},
    [SX_FORMAT_KAFKA_CLUSTER_ARN] = {"an MSK cluster", "kafka", "cluster/|vpc-connection/"},
    [SX_FORMAT_BROKER_ARN] = {"an Amazon MQ broker", "mq", "broker:"},
    [SX_FORMAT_DATABASE_CLUSTER_ARN] = {"a DocumentDB cluster", "rds", "cluster:"},
    [SX_FORMAT_CERTIFICATE_ARN] = {"a certificate of ACM", "acm|acm-pca|iam", NULL},
    [SX_FORMAT_CODE_SIGNING_ARN] = {"a code signing configuration", "lambda", "code-signing-config:"},
    [SX_FORMAT_USER_POOL_ARN] = {"a Cognito user pool", "cognito-idp", "userpool/"},
    [SX_FORMAT_LOG_GROUP_ARN] = {"a log group", "logs", "log-group:"},
};

/* True when `text`, or its beginning, is one of the alternatives. */
static bool is_one_of(struct sx_string text, const char *alternatives, bool beginning) {
    for (const char *next = alternatives; next;) {
        size_t length = strcspn(next, "|");
        if ((beginning ? text.length >= length : text.length == length) && memcmp(text.bytes, next, length) == 0)
            return true;
        next = next[length] ? next + length + 1 : NULL;
    }
    return false;
}

/* The partition aws, with the regions that are known to belong elsewhere. */
static void check_region(struct sx_transform *t, struct sx_part partition, struct sx_part region) {
    struct sx_string name = sx_part_text(partition), belongs = sx_spec_partition(sx_part_text(region));
    bool known = sx_string_is(name, "aws") || sx_string_is(name, "aws-cn") || sx_string_is(name, "aws-us-gov");
    if (known && region.from < region.to && !sx_string_is(belongs, "aws") && !sx_string_equal(name, belongs))
        sx_part_report(t, partition, SX_RULE_ARN_PARTITION,
                       CAT(t, STR("The region '"), sx_part_text(region), STR("' belongs to the partition '"), belongs,
                           STR("', and not to '"), name, STR("'.")),
                       STR(""));
}

static bool is_account(struct sx_string text) {
    return text.length == 12 && sx_consists_of_digits(text);
}

/* Empty, aws (of managed policies) and wildcards are no mistake here. */
static void check_account(struct sx_transform *t, struct sx_part account) {
    struct sx_string text = sx_part_text(account);
    if (sx_consists_of_digits(text) && !is_account(text))
        sx_part_report(t, account, SX_RULE_ACCOUNT_ID,
                       CAT(t, STR("An account id has 12 digits, and '"), text, STR("' has "),
                           sx_string_from_int(t, (long long)text.length), STR(".")),
                       STR(""));
}

static void report_kind(struct sx_transform *t, struct sx_part part, const struct kind *kind,
                        const struct sx_property_spec *property, const struct sx_node *node) {
    sx_part_report(t, part, SX_RULE_ARN_KIND,
                   CAT(t, STR("'"), sx_property_name(property), STR("' must be the ARN of "),
                       sx_string_from(kind->what), STR(", and '"), sx_text(node), STR("' is not one.")),
                   STR(""));
}

/* layer:NAME:VERSION */
static void check_layer(struct sx_transform *t, struct sx_part resource) {
    struct sx_part part, rest = resource, last = resource;
    size_t count = 0;
    while (sx_part_next(&rest, ':', &part)) {
        last = part;
        count++;
    }
    if (count != 3 || !sx_consists_of_digits(sx_part_text(last)))
        sx_part_report(t, resource, SX_RULE_LAYER_VERSION,
                       CAT(t, STR("A function uses a version of a layer, layer:NAME:VERSION, and '"),
                           sx_part_text(resource), STR("' is not one.")),
                       count == 2 ? STR("add the number of the version at the end") : STR(""));
}

/* table/NAME/stream/TIME */
static void check_table_stream(struct sx_transform *t, struct sx_part resource,
                               const struct sx_property_spec *property) {
    if (sx_string_find(sx_part_text(resource), STR("/stream/"), 0) == SIZE_MAX)
        sx_part_report(t, resource, SX_RULE_ARN_KIND,
                       CAT(t, STR("'"), sx_property_name(property),
                           STR("' must be the ARN of the stream of a table, and not of the table.")),
                       STR("a table of the template has the attribute StreamArn"));
}

static void check_parts(struct sx_transform *t, const struct sx_property_spec *property, const struct sx_node *node,
                        const struct sx_part *parts) {
    const struct kind *kind = &kinds[property->format];
    check_region(t, parts[PARTITION], parts[REGION]);
    check_account(t, parts[ACCOUNT]);
    if (kind->services && !is_one_of(sx_part_text(parts[SERVICE]), kind->services, false))
        report_kind(t, parts[SERVICE], kind, property, node);
    else if (kind->beginnings && !is_one_of(sx_part_text(parts[RESOURCE]), kind->beginnings, true))
        report_kind(t, parts[RESOURCE], kind, property, node);
    else if (property->format == SX_FORMAT_LAYER_VERSION_ARN &&
             is_one_of(sx_part_text(parts[RESOURCE]), "layer:", true)) /* and not "awslayer:", which has no version */
        check_layer(t, parts[RESOURCE]);
    else if (property->format == SX_FORMAT_TABLE_STREAM_ARN)
        check_table_stream(t, parts[RESOURCE], property);
}

static void report_form(struct sx_transform *t, const struct sx_property_spec *property, const struct sx_node *node) {
    const struct kind *kind = &kinds[property->format];
    sx_lint_report(t, sx_at(node), SX_RULE_ARN_FORM,
                   CAT(t, STR("'"), sx_property_name(property), STR("' must be an ARN"),
                       kind->what ? CAT(t, STR(", that of "), sx_string_from(kind->what)) : STR(""),
                       STR(": arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, and not '"), sx_text(node), STR("'.")));
}

void sx_format_arn(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                   const struct sx_node *node) {
    (void)lint;
    struct sx_part parts[PARTS], rest = sx_part_of(node);
    size_t count = 0;
    if (!sx_is_string(node) || !sx_text(node).length)
        return;
    for (; count < RESOURCE && sx_part_next(&rest, ':', &parts[count]); count++)
        ;
    parts[RESOURCE] = rest;
    if (count < RESOURCE || rest.from >= rest.to || !sx_string_is(sx_part_text(parts[0]), "arn") ||
        parts[PARTITION].from == parts[PARTITION].to || parts[SERVICE].from == parts[SERVICE].to)
        report_form(t, property, node);
    else
        check_parts(t, property, node, parts);
}

void sx_format_account_id(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                          const struct sx_node *node) {
    (void)lint;
    (void)property;
    if (sx_is_string(node))
        check_account(t, sx_part_of(node));
}
