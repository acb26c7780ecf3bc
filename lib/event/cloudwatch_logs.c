/* SPDX-License-Identifier: Apache-2.0 */

/* CloudWatchLogs: a subscription to a log group. */

#include "event/sources.h"

static void expand(struct sx_transform *t, struct sx_event *event) {
    const struct sx_node *log_group = sx_event_get(t, event, "LogGroupName");
    struct sx_string arn = sx_arn(t, event->template->partition, "logs", STR("log-group:${__LogGroupName__}:*"));
    const struct sx_node *source_arn = sx_new_sub(t, arn, MAP({"__LogGroupName__", log_group}));
    struct sx_emitted *permission = sx_emit_permission(t, event, (struct sx_permission){.source_arn = source_arn});

    struct sx_emitted *filter =
        sx_emit(t, event->template, event->id, "AWS::Logs::SubscriptionFilter",
                MAP({"LogGroupName", log_group}, {"FilterPattern", sx_event_get(t, event, "FilterPattern")},
                    {"DestinationArn", sx_event_target_arn(t, event)}));
    sx_set_attributes(t, filter, event->attributes);
    filter->depends_on = LIST(TEXT(permission->id));
}

const struct sx_event_source sx_event_cloudwatch_logs = {
    .type = "CloudWatchLogs",
    .principal = "logs.amazonaws.com",
    .expand = expand,
};
