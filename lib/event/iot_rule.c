/* SPDX-License-Identifier: Apache-2.0 */

/* IoTRule: messages of devices that match an SQL query. */

#include "event/sources.h"

static void expand(struct sx_transform *t, struct sx_event *event) {
    struct sx_string arn = sx_arn(t, event->template->partition, "iot", STR("rule/${RuleName}"));
    sx_emit_permission(t, event,
                       (struct sx_permission){
                           .source_arn = sx_new_sub(t, arn, MAP({"RuleName", REF(event->id)})),
                           .source_account = SUB("${AWS::AccountId}", NULL),
                       });

    const struct sx_node *action = MAP({"Lambda", MAP({"FunctionArn", sx_event_target_arn(t, event)})});
    const struct sx_node *version = sx_event_get(t, event, "AwsIotSqlVersion");
    const struct sx_node *payload =
        MAP({"Sql", sx_event_get(t, event, "Sql")}, {"RuleDisabled", BOOL(false)}, {"Actions", LIST(action)},
            {"AwsIotSqlVersion", sx_is_true(version) ? version : NULL});
    struct sx_emitted *rule =
        sx_emit(t, event->template, event->id, "AWS::IoT::TopicRule", MAP({"TopicRulePayload", payload}));
    sx_set_attributes(t, rule, event->attributes);
}

const struct sx_event_source sx_event_iot_rule = {
    .type = "IoTRule",
    .principal = "iot.amazonaws.com",
    .expand = expand,
};
