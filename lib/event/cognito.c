/* SPDX-License-Identifier: Apache-2.0 */

/* Cognito: triggers of a user pool of the same template, which get written into the user pool. */

#include "event/linked.h"
#include "event/sources.h"
#include "python/text.h"

static void link(struct sx_transform *t, struct sx_event *event) {
    const struct sx_node *id = GET(sx_event_get(t, event, "UserPool"), "Ref");
    if (id && !sx_is_string(id))
        sx_refuse_event_by_logical_id(t, event, "UserPool", SX_RULE_EVENT_SOURCE_TARGET,
                                      STR("Ref in Userpool is not a string."));
    event->linked = id ? sx_find_resource(t, event->template, sx_text(id)) : NULL;
    if (!event->linked) {
        sx_suggest_resource(t, event->template, sx_text(id), "AWS::Cognito::UserPool");
        sx_refuse_event(t, event, "UserPool", SX_RULE_EVENT_SOURCE_TARGET,
                        STR("Cognito events must reference a Cognito UserPool in the same template."));
    }
}

static void store(struct sx_transform *t, const struct sx_event *event, struct sx_fields *config) {
    const struct sx_node *properties = GET(event->linked->node, "Properties");
    if (sx_is_none(properties))
        properties = NULL;
    const struct sx_node *node = sx_fields_node(t, config, GET(properties, "LambdaConfig"));
    sx_edit_linked(t, event, "Properties", sx_with(t, properties, STR("LambdaConfig"), node));
}

/* LambdaConfig of the user pool; empty when it has none. */
static const struct sx_node *lambda_config(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *properties = GET(event->linked->node, "Properties");
    if (!sx_is_none(properties) && !sx_is_mapping(properties))
        sx_refuse_linked_properties(t, event);
    const struct sx_node *config = GET(properties, "LambdaConfig");
    if (sx_is_none(config))
        return EMPTY_MAP();
    return EXPECT_MAP(sx_linked_subject(event), config, sx_at_key(t, properties, STR("LambdaConfig")), "LambdaConfig");
}

static void set_triggers(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *trigger = sx_event_get(t, event, "Trigger");
    const struct sx_node *triggers = sx_is_string(trigger) ? LIST(trigger) : trigger;
    struct sx_fields config = {0};
    sx_fields_set_all(t, &config, lambda_config(t, event));
    for (size_t i = 0; i < sx_count(triggers); i++) {
        struct sx_string name = sx_text(sx_item(triggers, i));
        if (sx_fields_get(t, &config, name)) {
            /* the triggers before this one stay set for other functions */
            store(t, event, &config);
            sx_refuse_subject(
                t, event->subject, sx_at(sx_is_string(trigger) ? trigger : sx_item(triggers, i)),
                SX_RULE_EVENT_CONFIGURATION,
                CAT(t, STR("Cognito trigger \""), sx_python_str(t, trigger), STR("\" defined multiple times.")));
        }
        sx_fields_set(t, &config, name, sx_event_target_arn(t, event));
    }
    store(t, event, &config);
}

static void expand(struct sx_transform *t, struct sx_event *event) {
    /* one permission for all Cognito events of a function: each of them emits it under the same id */
    sx_emit_permission(t, event,
                       (struct sx_permission){
                           .prefix = CAT(t, event->target, STR("Cognito")),
                           .source_arn = GET_ATT(event->linked->id, "Arn"),
                       });
    set_triggers(t, event);
    sx_emit_linked(t, event, "AWS::Cognito::UserPool");
}

const struct sx_event_source sx_event_cognito = {
    .type = "Cognito",
    .principal = "cognito-idp.amazonaws.com",
    .link = link,
    .expand = expand,
};
