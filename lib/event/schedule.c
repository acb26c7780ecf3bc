/* SPDX-License-Identifier: Apache-2.0 */

/* Schedule: an EventBridge rule that fires by the clock. */

#include "event/dead_letter_queue.h"
#include "event/rule.h"
#include "event/sources.h"

/*
 * The event accepts RuleName as well, and the reference makes nothing of it: the name of the rule is Name
 * (event/schedule).
 */
static void expand(struct sx_transform *t, struct sx_event *event) {
    struct sx_emitted *rule = sx_emit_rule(t, event);
    sx_set(t, rule, "ScheduleExpression", sx_event_get(t, event, "Schedule"));
    sx_set(t, rule, "Name", sx_event_get(t, event, "Name"));
    sx_set(t, rule, "Description", sx_event_get(t, event, "Description"));
    sx_set_attributes(t, rule, event->attributes);
    sx_set_rule_state(t, event, rule);

    const struct sx_node *rule_arn = GET_ATT(event->id, "Arn");
    const struct sx_node *dead_letter_queue_arn = sx_dead_letter_queue_arn(t, event, rule_arn);
    sx_set(t, rule, "Targets", sx_rule_targets(t, event, NULL, dead_letter_queue_arn));

    sx_emit_permission(t, event, (struct sx_permission){.source_arn = rule_arn});
}

const struct sx_event_source sx_event_schedule = {
    .type = "Schedule",
    .principal = SX_RULE_PRINCIPAL,
    .expand = expand,
};
