/* SPDX-License-Identifier: Apache-2.0 */

/* Schedule, CloudWatchEvent and EventBridgeRule of a StateMachine: EventBridge rules that start executions. */

#include "event/dead_letter_queue.h"
#include "event/rule.h"
#include "event/sources.h"
#include "event/start_role.h"

static void set_targets(struct sx_transform *t, const struct sx_event *event, struct sx_emitted *rule,
                        const struct sx_node *role_arn) {
    const struct sx_node *dead_letter_queue_arn = sx_dead_letter_queue_arn(t, event, GET_ATT(event->id, "Arn"));
    sx_set(t, rule, "Targets", sx_rule_targets(t, event, role_arn, dead_letter_queue_arn));
}

static void expand_schedule(struct sx_transform *t, struct sx_event *event) {
    struct sx_emitted *rule =
        sx_emit(t, event->template, event->id, "AWS::Events::Rule",
                MAP({"ScheduleExpression", sx_event_get(t, event, "Schedule")},
                    {"Name", sx_event_get(t, event, "Name")}, {"Description", sx_event_get(t, event, "Description")}));
    sx_set_attributes(t, rule, event->attributes);
    sx_set_rule_state(t, event, rule);
    const struct sx_node *role_arn = sx_event_get(t, event, "RoleArn");
    set_targets(t, event, rule, role_arn ? role_arn : sx_emit_start_role(t, event));
}

static void expand_pattern(struct sx_transform *t, struct sx_event *event) {
    struct sx_emitted *rule =
        sx_emit(t, event->template, event->id, "AWS::Events::Rule",
                MAP({"EventBusName", sx_event_get(t, event, "EventBusName")},
                    {"EventPattern", sx_event_get(t, event, "Pattern")}, {"Name", sx_event_get(t, event, "RuleName")}));
    sx_set_attributes(t, rule, event->attributes);
    sx_set_rule_state(t, event, rule);
    set_targets(t, event, rule, sx_emit_start_role(t, event));
}

const struct sx_event_source sx_state_machine_event_schedule = {
    .type = "Schedule",
    .principal = SX_RULE_PRINCIPAL,
    .expand = expand_schedule,
};

const struct sx_event_source sx_state_machine_event_cloudwatch_event = {
    .type = "CloudWatchEvent",
    .principal = SX_RULE_PRINCIPAL,
    .expand = expand_pattern,
};

const struct sx_event_source sx_state_machine_event_eventbridge_rule = {
    .type = "EventBridgeRule",
    .principal = SX_RULE_PRINCIPAL,
    .expand = expand_pattern,
};
