/* SPDX-License-Identifier: Apache-2.0 */

/* ScheduleV2: an EventBridge Scheduler schedule, which calls the function or state machine with a role of its own. */

#include "event/dead_letter_queue.h"
#include "event/sources.h"

static struct sx_emitted *emit_schedule(struct sx_transform *t, const struct sx_event *event) {
    static const char *const passed[] = {"ScheduleExpression",         "Description", "StartDate", "EndDate",
                                         "ScheduleExpressionTimezone", "GroupName",   "KmsKeyArn"};
    struct sx_emitted *schedule = sx_emit(t, event->template, event->id, "AWS::Scheduler::Schedule", NULL);
    sx_set_attributes(t, schedule, event->attributes);
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
        sx_set(t, schedule, passed[i], sx_event_get(t, event, passed[i]));

    const struct sx_node *state = sx_event_get(t, event, "State"), *name = sx_event_get(t, event, "Name");
    if (sx_is_true(state))
        sx_set(t, schedule, "State", state);
    bool omit_name = sx_is_true(sx_event_get(t, event, "OmitName")), has_name = sx_is_true(name);
    if (omit_name && has_name)
        sx_refuse_event_conflict(t, event, (struct sx_subject){event->subject.resource, event->id}, "OmitName", "Name",
                                 STR("Name cannot be set when OmitName is True"));
    if (!omit_name)
        sx_set(t, schedule, "Name", has_name ? name : TEXT(event->id));
    const struct sx_node *window = sx_event_get(t, event, "FlexibleTimeWindow");
    sx_set(t, schedule, "FlexibleTimeWindow", sx_is_true(window) ? window : MAP({"Mode", S("OFF")}));
    return schedule;
}

/* The role that Scheduler takes on; returns its ARN. An empty `dead_letter_queue_arn` gets no policy. */
static const struct sx_node *emit_role(struct sx_transform *t, const struct sx_event *event,
                                       const struct sx_node *dead_letter_queue_arn) {
    struct sx_string id = CAT(t, event->id, STR("Role"));
    const struct sx_node *send = NULL, *boundary = sx_event_get(t, event, "PermissionsBoundary");
    if (sx_is_true(dead_letter_queue_arn))
        send = sx_sqs_send_message_policy(t, dead_letter_queue_arn, event->id);
    const struct sx_node *target = sx_event_target_arn(t, event);
    const struct sx_node *invoke = event->of_state_machine ? sx_start_execution_policy(t, target, event->id)
                                                           : sx_lambda_invoke_policy(t, target, event->id);
    struct sx_emitted *role =
        sx_emit(t, event->template, id, "AWS::IAM::Role",
                MAP({"AssumeRolePolicyDocument", sx_assume_role_policy(t, "scheduler.amazonaws.com")},
                    {"Policies", LIST(invoke, send)}, {"PermissionsBoundary", sx_is_true(boundary) ? boundary : NULL}));
    sx_set_attributes(t, role, event->attributes);
    return GET_ATT(id, "Arn");
}

static void expand(struct sx_transform *t, struct sx_event *event) {
    struct sx_emitted *schedule = emit_schedule(t, event);
    /* the role may send to the queue, so the queue needs no policy */
    const struct sx_node *dead_letter_queue_arn = sx_dead_letter_queue_arn(t, event, NULL);
    const struct sx_node *role_arn = sx_event_get(t, event, "RoleArn");
    if (!sx_is_true(role_arn))
        role_arn = emit_role(t, event, dead_letter_queue_arn);

    const struct sx_node *dead_letter_config = dead_letter_queue_arn ? MAP({"Arn", dead_letter_queue_arn}) : NULL;
    sx_set(t, schedule, "Target",
           MAP({"Arn", sx_event_target_arn(t, event)}, {"RoleArn", role_arn},
               {"Input", sx_event_get(t, event, "Input")}, {"DeadLetterConfig", dead_letter_config},
               {"RetryPolicy", sx_event_get(t, event, "RetryPolicy")}));
}

const struct sx_event_source sx_event_schedule_v2 = {
    .type = "ScheduleV2",
    .expand = expand,
};
