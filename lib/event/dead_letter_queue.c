/* SPDX-License-Identifier: Apache-2.0 */

#include "event/dead_letter_queue.h"

#include "event/queue.h"

/* The reference speaks of the event under its logical id here. */
static noreturn void refuse(struct sx_transform *t, const struct sx_event *event, struct sx_span where,
                            enum sx_rule rule, struct sx_string message) {
    struct sx_subject subject = {.resource = event->subject.resource, .event = event->id};
    sx_refuse_subject(t, subject, where, rule, message);
}

/* A key counts as defined also when it is null: `Arn:` with nothing behind it makes a queue, as `Type: SQS` does. */
static void check(struct sx_transform *t, const struct sx_event *event, const struct sx_node *config) {
    bool has_arn = sx_has(t, config, STR("Arn")), has_type = sx_has(t, config, STR("Type"));
    if (has_arn && has_type)
        refuse(t, event, sx_later(sx_at_key(t, config, STR("Arn")), sx_at_key(t, config, STR("Type"))),
               SX_RULE_PROPERTY_CONFLICT, STR("You can either define 'Arn' or 'Type' property of DeadLetterConfig."));
    if (has_type && !sx_text_is(GET(config, "Type"), "SQS"))
        refuse(t, event, sx_at(GET(config, "Type")), SX_RULE_INVALID_PROPERTY_VALUE,
               STR("The only valid value for 'Type' property of DeadLetterConfig is 'SQS'."));
    if (!has_arn && !has_type)
        refuse(t, event, sx_event_at(t, event, "DeadLetterConfig", SX_RULE_MISSING_PROPERTY), SX_RULE_MISSING_PROPERTY,
               STR("No 'Arn' or 'Type' property provided for DeadLetterConfig."));
}

static const struct sx_node *emit_queue(struct sx_transform *t, const struct sx_event *event,
                                        const struct sx_node *config, const struct sx_node *rule_arn) {
    const struct sx_node *chosen = GET(config, "QueueLogicalId");
    if (!sx_is_none(chosen) && !sx_is_string(chosen))
        refuse(t, event, sx_at(chosen), SX_RULE_INVALID_PROPERTY_TYPE, STR("QueueLogicalId must be a string"));

    struct sx_string id = sx_chosen_id(t, chosen, CAT(t, event->id, STR("Queue")));
    const struct sx_node *queue_arn = GET_ATT(id, "Arn");
    sx_emit_queue(t, event, id);
    if (rule_arn)
        sx_emit_queue_policy(t, event,
                             (struct sx_queue_policy){
                                 .id = CAT(t, event->id, STR("QueuePolicy")),
                                 .principal = MAP({"Service", S("events.amazonaws.com")}),
                                 .queue_arn = queue_arn,
                                 .queue_url = REF(id),
                                 .source_arn = rule_arn,
                             });
    return queue_arn;
}

const struct sx_node *sx_dead_letter_queue_arn(struct sx_transform *t, const struct sx_event *event,
                                               const struct sx_node *rule_arn) {
    const struct sx_node *config = sx_event_get(t, event, "DeadLetterConfig");
    if (!config)
        return NULL;
    check(t, event, config);
    const struct sx_node *arn = GET(config, "Arn");
    return sx_is_none(arn) ? emit_queue(t, event, config, rule_arn) : arn;
}
