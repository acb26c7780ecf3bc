/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Lambda::EventSourceMapping, and what polling adds to the role of the function. */

#include "event/event_source_mapping.h"
#include "event/schema_registry.h"
#include "event/sources.h"

/* ------------------------------------------------------------------------------------------------- the mapping -- */

/* Properties of the event that are properties of the mapping under the same name. */
static const char *const passed_on[] = {
    "StartingPosition",
    "StartingPositionTimestamp",
    "BatchSize",
    "Enabled",
    "MaximumBatchingWindowInSeconds",
    "MaximumRetryAttempts",
    "BisectBatchOnFunctionError",
    "MaximumRecordAgeInSeconds",
    "ParallelizationFactor",
    "Topics",
    "Queues",
    "SourceAccessConfigurations",
    "TumblingWindowInSeconds",
    "FunctionResponseTypes",
    "FilterCriteria",
    "KmsKeyArn",
    "ScalingConfig",
    "ProvisionedPollerConfig",
    "MetricsConfig",
    "LoggingConfig",
};

static void check_filter_criteria(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *criteria = sx_event_get(t, event, "FilterCriteria");
    if (sx_is_intrinsic(criteria))
        return;
    for (size_t i = 0; i < sx_count(criteria); i++) {
        const struct sx_pair *pair = &criteria->mapping.pairs[i];
        if (!sx_string_is(pair->key, "Filters"))
            sx_refuse_subject(t, event->subject, pair->key_span, SX_RULE_UNKNOWN_PROPERTY,
                              STR("FilterCriteria field has a wrong format"));
    }
}

/* The property that holds what is particular to Kafka, or NULL when the source is not Kafka. */
static const char *kafka_property(const struct sx_event *event) {
    if (event->source == &sx_event_msk)
        return "AmazonManagedKafkaEventSourceConfig";
    if (event->source == &sx_event_self_managed_kafka)
        return "SelfManagedKafkaEventSourceConfig";
    return NULL;
}

static void set_kafka(struct sx_transform *t, const struct sx_event *event, struct sx_emitted *mapping) {
    const struct sx_node *servers = sx_event_get(t, event, "KafkaBootstrapServers");
    const struct sx_node *consumer_group = sx_event_get(t, event, "ConsumerGroupId");
    const char *property = kafka_property(event);
    if (sx_is_true(servers))
        sx_set(t, mapping, "SelfManagedEventSource", MAP({"Endpoints", MAP({"KafkaBootstrapServers", servers})}));
    if (!sx_is_true(consumer_group))
        consumer_group = NULL;
    if (consumer_group && !property)
        sx_refuse_event_by_logical_id(t, event, "ConsumerGroupId", SX_RULE_PROPERTY_CONFLICT,
                                      CAT(t, STR("Property ConsumerGroupId not defined for resource of type "),
                                          sx_string_from(event->source->type), STR(".")));
    /* The reference accepts SchemaRegistryConfig on every source, and drops it where it has no meaning. */
    const struct sx_node *registry = property ? sx_schema_registry(t, event) : NULL;
    if (consumer_group || registry)
        sx_set(t, mapping, property, MAP({"ConsumerGroupId", consumer_group}, {"SchemaRegistryConfig", registry}));
}

/* -------------------------------------------------------------------------------------------------- destination -- */

/* The event under its logical id: the refusals about DestinationConfig name it so. */
static struct sx_subject by_logical_id(const struct sx_event *event) {
    return (struct sx_subject){event->subject.resource, event->id};
}

/*
 * OnFailure.Type tells samx which policy to add, and CloudFormation does not know it. An empty one is not taken for
 * one: the reference leaves it in place.
 */
static void set_destination(struct sx_transform *t, const struct sx_event *event, struct sx_emitted *mapping) {
    const struct sx_node *destination = sx_event_get(t, event, "DestinationConfig");
    if (!sx_is_true(destination))
        return;
    const struct sx_node *on_failure =
        EXPECT_MAP(by_logical_id(event), GET(destination, "OnFailure"),
                   sx_event_at(t, event, "DestinationConfig", SX_RULE_MISSING_PROPERTY), "DestinationConfig.OnFailure");
    const struct sx_node *type = GET(on_failure, "Type");
    if (sx_is_true(type)) {
        if (!sx_text_is(type, "SQS") && !sx_text_is(type, "SNS") && !sx_text_is(type, "S3") &&
            !sx_text_is(type, "Kafka"))
            sx_refuse_subject(t, by_logical_id(event), sx_at(type), SX_RULE_INVALID_PROPERTY_VALUE,
                              STR("The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'"));
        on_failure = sx_with(t, on_failure, STR("Type"), NULL);
        destination = sx_with(t, destination, STR("OnFailure"), on_failure);
    }
    sx_set(t, mapping, "DestinationConfig", destination);
}

/* The policy that lets the function send to its destination; NULL when there is none, or it is a Kafka topic. */
static const struct sx_node *destination_policy(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *on_failure = GET(sx_event_get(t, event, "DestinationConfig"), "OnFailure");
    const struct sx_node *type = GET(on_failure, "Type");
    const struct sx_node *arn = GET(on_failure, "Destination"); /* absent: the policy allows the resource null */
    if (sx_text_is(type, "SQS"))
        return sx_sqs_send_message_policy(t, arn, event->id);
    if (sx_text_is(type, "SNS"))
        return sx_sns_publish_policy(t, arn, event->id);
    if (sx_text_is(type, "S3"))
        return sx_s3_send_event_policy(t, arn, event->id);
    return NULL;
}

struct sx_emitted *sx_emit_event_source_mapping(struct sx_transform *t, const struct sx_event *event,
                                                const struct sx_node *arn) {
    struct sx_emitted *mapping = sx_emit(t, event->template, event->id, "AWS::Lambda::EventSourceMapping", NULL);
    sx_set_attributes(t, mapping, event->attributes);
    sx_set(t, mapping, "FunctionName", sx_event_target_name(t, event));
    sx_set(t, mapping, "EventSourceArn", arn);
    for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; i++)
        sx_set(t, mapping, passed_on[i], sx_event_get(t, event, passed_on[i]));
    check_filter_criteria(t, event);
    set_kafka(t, event, mapping);
    set_destination(t, event, mapping);
    return mapping;
}

/* ----------------------------------------------------------------------------------------------------- the role -- */

static void add_managed_policy(struct sx_transform *t, const struct sx_event *event, const char *name) {
    struct sx_role *role = event->role;
    const struct sx_node *arn = sx_aws_managed_policy(t, event->template, name);
    for (size_t i = 0; i < sx_count(role->managed_policy_arns); i++)
        if (sx_equal(t, sx_item(role->managed_policy_arns, i), arn))
            return;
    role->managed_policy_arns = sx_append(t, role->managed_policy_arns, arn);
}

/* True when the role has this policy, or one of another name with the same document. */
static bool has_policy(const struct sx_transform *t, const struct sx_role *role, const struct sx_node *policy) {
    const struct sx_node *document = GET(policy, "PolicyDocument");
    for (size_t i = 0; i < sx_count(role->policies); i++) {
        const struct sx_node *other = GET(sx_item(role->policies, i), "PolicyDocument");
        if (other && sx_equal(t, other, document))
            return true;
    }
    return false;
}

static void add_policy(struct sx_transform *t, struct sx_role *role, const struct sx_node *policy) {
    if (!has_policy(t, role, policy))
        role->policies = sx_append(t, role->policies, policy);
}

/* The reference compares with the document of every policy, and fails with an exception on one that is an Fn::If. */
static void refuse_conditional_policies(struct sx_transform *t, const struct sx_event *event) {
    for (size_t i = 0; i < sx_count(event->role->policies); i++) {
        const struct sx_node *policy = sx_item(event->role->policies, i);
        if (!GET(policy, "PolicyDocument"))
            sx_refuse_own(t, sx_at(policy), SX_RULE_POLICY,
                          CAT(t, STR("Policies cannot have an Fn::If next to the policy that the event ["), event->name,
                              STR("] adds to the role")));
    }
}

void sx_permit_polling(struct sx_transform *t, const struct sx_event *event, const char *managed_policy,
                       const struct sx_node *policy) {
    if (managed_policy)
        add_managed_policy(t, event, managed_policy);
    if (policy) {
        refuse_conditional_policies(t, event);
        add_policy(t, event->role, policy);
    }
    policy = destination_policy(t, event);
    if (policy)
        add_policy(t, event->role, policy);
}
