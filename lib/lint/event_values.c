/* SPDX-License-Identifier: Apache-2.0 */

/* Events: values that are right alone and wrong together. */

#include "lint/event_pattern.h"
#include "lint/owner.h"

/* --------------------------------------------------------------------------------------------- streams and queues --
 */

static bool is_fifo(const struct sx_transform *t, const struct sx_lint *lint, const struct sx_node *queue) {
    const struct sx_node *resource = sx_resource_behind(t, lint, queue);
    if (resource)
        return sx_is(GET(GET(resource, "Properties"), "FifoQueue"), SX_BOOL) &&
               sx_is_true(GET(GET(resource, "Properties"), "FifoQueue"));
    return sx_is_literal(queue) && sx_string_ends_with(sx_text(queue), ".fifo");
}

static void check_batch(struct sx_transform *t, const struct sx_lint *lint, const struct sx_owned_event *event) {
    const struct sx_node *size = GET(event->properties, "BatchSize");
    const struct sx_node *window = GET(event->properties, "MaximumBatchingWindowInSeconds");
    bool fifo = is_fifo(t, lint, GET(event->properties, "Queue"));
    int64_t messages, seconds = 0;
    if (fifo && window)
        sx_lint_report(t, sx_at_key(t, event->properties, STR("MaximumBatchingWindowInSeconds")), SX_RULE_BATCH_WINDOW,
                       STR("A FIFO queue cannot have a batching window."));
    if (!sx_literal_int(size, &messages) || messages <= 10 || (window && !sx_literal_int(window, &seconds)))
        return;
    if (fifo)
        sx_lint_report(t, sx_at(size), SX_RULE_BATCH_WINDOW,
                       STR("The batches of a FIFO queue have 10 messages at most."));
    else if (seconds == 0)
        sx_lint_report(t, sx_at(size), SX_RULE_BATCH_WINDOW,
                       STR("Batches of more than 10 messages need a batching window of 1 second at least."))
            ->hint = STR("add MaximumBatchingWindowInSeconds");
}

/* Lambda refuses a mapping of a queue that would show a message again while the function still works on it. */
static void check_visibility(struct sx_transform *t, const struct sx_lint *lint, const struct sx_owned_event *event) {
    const struct sx_node *queue = GET(event->properties, "Queue");
    const struct sx_node *resource = sx_resource_behind(t, lint, queue);
    const struct sx_node *visibility = GET(GET(resource, "Properties"), "VisibilityTimeout");
    const struct sx_node *timeout = sx_owned(t, event->owner, "Timeout");
    int64_t hidden = 30, runs = 3;
    if (!sx_string_is(sx_type_of(t, resource), "AWS::SQS::Queue") ||
        (visibility && !sx_literal_int(visibility, &hidden)) || (timeout && !sx_literal_int(timeout, &runs)) ||
        runs <= hidden)
        return;
    sx_lint_report(t, sx_at(queue), SX_RULE_QUEUE_VISIBILITY,
                   CAT(t, STR("The visibility timeout of the queue is "), sx_string_from_int(t, hidden),
                       STR(" seconds, less than the "), sx_string_from_int(t, runs),
                       STR(" seconds of the function's Timeout, and Lambda refuses that.")))
        ->hint = STR("set VisibilityTimeout of the queue to six times the Timeout");
}

static void check_starting_position(struct sx_transform *t, const struct sx_owned_event *event) {
    const struct sx_node *position = GET(event->properties, "StartingPosition");
    if (sx_text_is(position, "AT_TIMESTAMP") && !GET(event->properties, "StartingPositionTimestamp"))
        sx_lint_report(t, sx_at(position), SX_RULE_STARTING_POSITION,
                       STR("StartingPosition AT_TIMESTAMP needs a StartingPositionTimestamp."));
}

/* -1, which is for ever, or a minute at least. */
static void check_record_age(struct sx_transform *t, const struct sx_owned_event *event) {
    const struct sx_node *age = GET(event->properties, "MaximumRecordAgeInSeconds");
    int64_t seconds;
    if (sx_literal_int(age, &seconds) && seconds >= 0 && seconds < 60)
        sx_lint_report(t, sx_at(age), SX_RULE_RECORD_AGE,
                       STR("MaximumRecordAgeInSeconds must be -1, which keeps records, or 60 at least."));
}

/* --------------------------------------------------------------------------------------------------- schedules -- */

static void check_window(struct sx_transform *t, const struct sx_owned_event *event) {
    const struct sx_node *window = GET(event->properties, "FlexibleTimeWindow");
    if (sx_text_is(GET(window, "Mode"), "FLEXIBLE") && !GET(window, "MaximumWindowInMinutes"))
        sx_lint_report(t, sx_at(GET(window, "Mode")), SX_RULE_FLEXIBLE_TIME_WINDOW,
                       STR("The Mode FLEXIBLE needs MaximumWindowInMinutes."));
}

/* -------------------------------------------------------------------------------------------------------- S3 -- */

static void check_filter_rules(struct sx_transform *t, const struct sx_owned_event *event) {
    const struct sx_node *rules = GET(GET(GET(event->properties, "Filter"), "S3Key"), "Rules");
    bool prefix = false, suffix = false;
    for (size_t i = 0; sx_is_sequence(rules) && i < sx_count(rules); i++) {
        const struct sx_node *name = GET(sx_item(rules, i), "Name");
        struct sx_string end = sx_string_lower(t, sx_text(name));
        bool is_prefix = sx_string_is(end, "prefix"), is_suffix = sx_string_is(end, "suffix");
        if ((is_prefix && prefix) || (is_suffix && suffix))
            sx_lint_report(t, sx_at(name), SX_RULE_FILTER_RULE,
                           CAT(t, STR("A filter has one rule for the "), sx_text(name), STR(" at most.")))
                ->hint = STR("use an event for each");
        prefix |= is_prefix;
        suffix |= is_suffix;
    }
}

/* --------------------------------------------------------------------------------------------------- patterns -- */

static void check_patterns(struct sx_transform *t, const struct sx_owned_event *event) {
    static const struct sx_span nowhere = {0, 0};
    const struct sx_node *policy = GET(event->properties, "FilterPolicy");
    const struct sx_node *scope = GET(event->properties, "FilterPolicyScope");
    if (sx_string_is(event->type, "EventBridgeRule") || sx_string_is(event->type, "CloudWatchEvent"))
        sx_check_pattern(t, GET(event->properties, "Pattern"), nowhere, false);
    if (sx_string_is(event->type, "SNS"))
        sx_check_pattern(t, policy, nowhere, !scope || sx_text_is(scope, "MessageAttributes"));
}

/* ---------------------------------------------------------------------------------------------------- all of it -- */

static void check_event(struct sx_transform *t, struct sx_lint *lint, const struct sx_owned_event *event) {
    if (sx_string_is(event->type, "SQS")) {
        check_batch(t, lint, event);
        check_visibility(t, lint, event);
    }
    if (sx_string_is(event->type, "ScheduleV2"))
        check_window(t, event);
    if (sx_string_is(event->type, "S3"))
        check_filter_rules(t, event);
    check_starting_position(t, event);
    check_record_age(t, event);
    check_patterns(t, event);
}

static void check_owner(struct sx_transform *t, struct sx_lint *lint, const struct sx_owner *owner) {
    sx_each_event(t, lint, owner, check_event);
}

void sx_lint_event_values(struct sx_transform *t, struct sx_lint *lint) {
    sx_each_owner(t, lint, "AWS::Serverless::Function", check_owner);
    sx_each_owner(t, lint, "AWS::Serverless::StateMachine", check_owner);
}
