/* SPDX-License-Identifier: Apache-2.0 */

#include "event/queue.h"

#include "python/text.h"

struct sx_string sx_chosen_id(struct sx_transform *t, const struct sx_node *chosen, struct sx_string otherwise) {
    if (!sx_is_true(chosen))
        return otherwise;
    if (!sx_string_is_alphanumeric(sx_text(chosen)))
        sx_refuse_resource(t, sx_python_str(t, chosen), sx_at(chosen), SX_RULE_LOGICAL_ID,
                           STR("Logical ids must be alphanumeric."));
    return sx_text(chosen);
}

struct sx_emitted *sx_emit_queue(struct sx_transform *t, const struct sx_event *event, struct sx_string id) {
    struct sx_emitted *queue = sx_emit(t, event->template, id, "AWS::SQS::Queue", NULL);
    sx_set_attributes(t, queue, event->attributes);
    return queue;
}

struct sx_emitted *sx_emit_queue_policy(struct sx_transform *t, const struct sx_event *event,
                                        struct sx_queue_policy policy) {
    const struct sx_node *condition = MAP({"ArnEquals", MAP({"aws:SourceArn", policy.source_arn})});
    const struct sx_node *statement =
        MAP({"Action", S("sqs:SendMessage")}, {"Effect", S("Allow")}, {"Principal", policy.principal},
            {"Resource", policy.queue_arn}, {"Condition", condition});
    const struct sx_node *document = MAP({"Version", S("2012-10-17")}, {"Statement", LIST(statement)});
    struct sx_emitted *emitted = sx_emit(t, event->template, policy.id, "AWS::SQS::QueuePolicy",
                                         MAP({"PolicyDocument", document}, {"Queues", LIST(policy.queue_url)}));
    sx_set_attributes(t, emitted, event->attributes);
    return emitted;
}
