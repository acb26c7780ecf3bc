/* SPDX-License-Identifier: Apache-2.0 */

#include "event/rule.h"

#include "event/dead_letter_queue.h"

enum {
    TARGET_ID_MAXIMUM = 64,
    USUAL_PROPERTIES = 3, /* when it fires, Targets, and one more */
};

struct sx_emitted *sx_emit_rule(struct sx_transform *t, const struct sx_event *event) {
    struct sx_emitted *rule = sx_emit(t, event->template, event->id, "AWS::Events::Rule", NULL);
    sx_fields_reserve(t, &rule->properties, USUAL_PROPERTIES);
    return rule;
}

void sx_set_rule_state(struct sx_transform *t, const struct sx_event *event, struct sx_emitted *rule) {
    const struct sx_node *state = sx_event_get(t, event, "State"), *enabled = sx_event_get(t, event, "Enabled");
    if (sx_is_true(state) && enabled)
        sx_refuse_event_conflict(t, event, event->subject, "State", "Enabled",
                                 STR("State and Enabled Properties cannot both be specified."));
    if (sx_is_true(state))
        sx_set(t, rule, "State", state);
    /*
     * An intrinsic function is a mapping, which counts as true, whatever it will be when the stack is made
     * (OnByFunction in event/schedule).
     */
    if (enabled)
        sx_set(t, rule, "State", sx_is_true(enabled) ? S("ENABLED") : S("DISABLED"));
}

static const struct sx_node *target_id(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *chosen = GET(sx_event_get(t, event, "Target"), "Id");
    if (chosen)
        return chosen;
    struct sx_string suffix = event->of_state_machine ? STR("StepFunctionsTarget") : STR("LambdaTarget");
    size_t room = TARGET_ID_MAXIMUM - suffix.length;
    struct sx_string id = event->id.length <= room ? event->id : sx_string_slice(event->id, 0, room);
    return TEXT(CAT(t, id, suffix));
}

const struct sx_node *sx_rule_targets(struct sx_transform *t, const struct sx_event *event,
                                      const struct sx_node *role_arn, const struct sx_node *dead_letter_queue_arn) {
    const struct sx_node *dead_letter_config = dead_letter_queue_arn ? MAP({"Arn", dead_letter_queue_arn}) : NULL;
    return LIST(MAP({"Arn", sx_event_target_arn(t, event)}, {"Id", target_id(t, event)}, {"RoleArn", role_arn},
                    {"Input", sx_event_get(t, event, "Input")}, {"InputPath", sx_event_get(t, event, "InputPath")},
                    {"DeadLetterConfig", dead_letter_config}, {"RetryPolicy", sx_event_get(t, event, "RetryPolicy")},
                    {"InputTransformer", sx_event_get(t, event, "InputTransformer")}));
}

void sx_expand_pattern_event(struct sx_transform *t, struct sx_event *event) {
    const struct sx_node *rule_arn = GET_ATT(event->id, "Arn");
    const struct sx_node *dead_letter_queue_arn = sx_dead_letter_queue_arn(t, event, rule_arn);

    struct sx_emitted *rule = sx_emit_rule(t, event);
    sx_set(t, rule, "EventBusName", sx_event_get(t, event, "EventBusName"));
    sx_set(t, rule, "EventPattern", sx_event_get(t, event, "Pattern"));
    sx_set(t, rule, "Name", sx_event_get(t, event, "RuleName"));
    sx_set_attributes(t, rule, event->attributes);
    sx_set_rule_state(t, event, rule);
    sx_set(t, rule, "Targets", sx_rule_targets(t, event, NULL, dead_letter_queue_arn));

    sx_emit_permission(t, event, (struct sx_permission){.source_arn = rule_arn});
}
