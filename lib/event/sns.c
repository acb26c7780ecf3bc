/* SPDX-License-Identifier: Apache-2.0 */

/* SNS: a subscription to a topic, either of the function, or of a queue that the function polls. */

#include "event/queue.h"
#include "event/sources.h"

enum { DEFAULT_BATCH_SIZE = 10 };

static void emit_subscription(struct sx_transform *t, const struct sx_event *event, const char *protocol,
                              const struct sx_node *endpoint) {
    struct sx_emitted *subscription =
        sx_emit(t, event->template, event->id, "AWS::SNS::Subscription",
                MAP({"Protocol", sx_new_literal(t, protocol)}, {"Endpoint", endpoint},
                    {"TopicArn", sx_event_get(t, event, "Topic")}, {"Region", sx_event_get(t, event, "Region")},
                    {"FilterPolicy", sx_event_get(t, event, "FilterPolicy")},
                    {"FilterPolicyScope", sx_event_get(t, event, "FilterPolicyScope")},
                    {"RedrivePolicy", sx_event_get(t, event, "RedrivePolicy")}));
    sx_set_attributes(t, subscription, event->attributes);
}

static void emit_queue_policy(struct sx_transform *t, const struct sx_event *event, struct sx_string id,
                              const struct sx_node *queue_arn, const struct sx_node *queue_url) {
    sx_emit_queue_policy(t, event,
                         (struct sx_queue_policy){
                             .id = id,
                             .principal = S("*"),
                             .queue_arn = queue_arn,
                             .queue_url = queue_url,
                             .source_arn = sx_event_get(t, event, "Topic"),
                         });
}

/* The function polls the queue as if it had an event of type SQS. */
static void poll_queue(struct sx_transform *t, const struct sx_event *event, const struct sx_node *queue_arn,
                       const struct sx_node *batch_size) {
    struct sx_event poll = *event;
    poll.source = &sx_event_sqs;
    poll.id = CAT(t, event->id, STR("EventSourceMapping"));
    poll.properties =
        MAP({"Queue", queue_arn}, {"BatchSize", sx_is_true(batch_size) ? batch_size : INT(DEFAULT_BATCH_SIZE)},
            {"Enabled", BOOL(true)});
    poll.source->expand(t, &poll);
}

/*
 * FifoTopic of the topic, when the topic is in this template. The reference takes any value that Python calls true for
 * FifoQueue, also the text of a parameter or what is left of an intrinsic function (event/sns_queue_generated).
 */
static const struct sx_node *fifo_topic(struct sx_transform *t, const struct sx_event *event) {
    struct sx_string topic_id = sx_logical_id_of(sx_event_get(t, event, "Topic"));
    struct sx_resource *topic = topic_id.length ? sx_find_resource(t, event->template, topic_id) : NULL;
    if (!topic)
        return NULL;
    const struct sx_node *properties = GET(topic->node, "Properties");
    if (properties && !sx_is_mapping(properties))
        sx_refuse_own(t, sx_at(properties), SX_RULE_INVALID_PROPERTY_TYPE,
                      CAT(t, STR("Resource with id ["), topic_id, STR("] is invalid. Properties should be a map.")));
    const struct sx_node *fifo = sx_resolve(t, &event->template->parameters, GET(properties, "FifoTopic"));
    return sx_is_true(fifo) ? fifo : NULL;
}

static void subscribe_new_queue(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *fifo = fifo_topic(t, event);
    struct sx_string id = CAT(t, event->id, STR("Queue"));
    const struct sx_node *queue_arn = GET_ATT(id, "Arn");
    poll_queue(t, event, queue_arn, NULL);
    sx_set(t, sx_emit_queue(t, event, id), "FifoQueue", fifo);
    emit_queue_policy(t, event, CAT(t, event->id, STR("QueuePolicy")), queue_arn, REF(id));
    emit_subscription(t, event, "sqs", queue_arn);
}

/*
 * SqsSubscription may have Enabled, which the reference reads and does not use: the function always polls. A BatchSize
 * of 0 is taken for none (both in event/sns_queue_given).
 */
static void subscribe_queue(struct sx_transform *t, const struct sx_event *event,
                            const struct sx_node *sqs_subscription) {
    const struct sx_node *queue_arn = GET(sqs_subscription, "QueueArn");
    const struct sx_node *queue_url = GET(sqs_subscription, "QueueUrl");
    if (!sx_is_true(queue_arn) || !sx_is_true(queue_url))
        sx_refuse_event(t, event, "SqsSubscription", SX_RULE_MISSING_PROPERTY,
                        STR("No QueueARN or QueueURL provided."));
    struct sx_string policy_id =
        sx_chosen_id(t, GET(sqs_subscription, "QueuePolicyLogicalId"), CAT(t, event->id, STR("QueuePolicy")));
    poll_queue(t, event, queue_arn, GET(sqs_subscription, "BatchSize"));
    emit_queue_policy(t, event, policy_id, queue_arn, queue_url);
    emit_subscription(t, event, "sqs", queue_arn);
}

static void expand(struct sx_transform *t, struct sx_event *event) {
    const struct sx_node *sqs_subscription = sx_event_get(t, event, "SqsSubscription");
    if (!sx_is_true(sqs_subscription)) {
        sx_emit_permission(t, event, (struct sx_permission){.source_arn = sx_event_get(t, event, "Topic")});
        emit_subscription(t, event, "lambda", sx_event_target_arn(t, event));
    } else if (sx_is(sqs_subscription, SX_BOOL)) {
        subscribe_new_queue(t, event);
    } else {
        subscribe_queue(t, event,
                        EXPECT_MAP(event->subject, sqs_subscription,
                                   sx_event_at(t, event, "SqsSubscription", SX_RULE_INVALID_PROPERTY_TYPE),
                                   "SqsSubscription"));
    }
}

const struct sx_event_source sx_event_sns = {
    .type = "SNS",
    .principal = "sns.amazonaws.com",
    .expand = expand,
};
