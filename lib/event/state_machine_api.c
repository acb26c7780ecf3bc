/* SPDX-License-Identifier: Apache-2.0 */

/* Api of a StateMachine: a method of a REST API starts an execution. */

#include "event/api.h"
#include "event/sources.h"
#include "event/start_role.h"

static struct sx_object *sub(struct sx_transform *t, struct sx_string text) {
    struct sx_object *sub = sx_object_dict(t);
    DICT_SET(sub, "Fn::Sub", sx_object_text(t, text, false));
    return sub;
}

/* The request that starts the execution. The body becomes a text inside of it, with escapes that JSON must know. */
static struct sx_object *request_templates(struct sx_transform *t, const struct sx_api_method *method) {
    bool unescape = sx_object_is_true(sx_api_property(t, method, "UnescapeMappingTemplate"));
    struct sx_string unescaped = unescape ? STR(".replaceAll(\"\\\\'\",\"'\")") : STR("");
    struct sx_string text = CAT(t, STR("{\"input\": \"$util.escapeJavaScript($input.json('$'))"), unescaped,
                                STR("\", \"stateMachineArn\": \"${"), method->event->target, STR("}\"}"));
    struct sx_object *templates = sx_object_dict(t);
    DICT_SET(templates, "application/json", sub(t, text));
    return templates;
}

static void add_integration(struct sx_transform *t, const struct sx_api_method *method, struct sx_swagger *swagger,
                            const struct sx_node *role_arn) {
    const struct sx_node *condition = method->event->attributes.condition;
    struct sx_state_machine_integration integration = {
        .path = method->path,
        .method = method->method,
        .uri = sub(t, STR("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution")),
        .credentials = sx_object_from_node(t, role_arn, false),
        .request_templates = request_templates(t, method),
        .condition = condition ? sx_object_from_node(t, condition, true) : NULL,
    };
    sx_swagger_add_state_machine_integration(t, swagger, &integration);
}

static void add_to_definition(struct sx_transform *t, const struct sx_api_method *method,
                              const struct sx_node *role_arn) {
    const struct sx_event *event = method->event;
    struct sx_swagger swagger;
    sx_swagger_open(t, &swagger, sx_resource_definition(t, event->template, event->linked), event->template->partition,
                    sx_event_at(t, event, "RestApiId", SX_RULE_EVENT_SOURCE_TARGET));
    sx_check_api_method(t, method, &swagger);
    if (sx_object_is_true(method->auth))
        sx_check_api_auth(t, method);
    add_integration(t, method, &swagger, role_arn);
    if (sx_object_is_true(method->auth))
        sx_add_api_auth(t, method, &swagger);
    sx_swagger_close(t, &swagger);
}

static void expand(struct sx_transform *t, struct sx_event *event) {
    const struct sx_node *role_arn = sx_emit_start_role(t, event);
    struct sx_api_method method = sx_api_method_of(t, event);
    /* unlike for a Function, the reference does not look up what the stage is: case state_machine/api_resource_policy
     */
    method.stage = sx_api_property(t, &method, "Stage");
    if (sx_object_is_true(DICT_GET(method.api, "__MANAGE_SWAGGER")) &&
        !sx_object_is_none(DICT_GET(method.api, "DefinitionBody")))
        add_to_definition(t, &method, role_arn);
}

const struct sx_event_source sx_state_machine_event_api = {
    .type = "Api",
    .principal = "apigateway.amazonaws.com",
    .link = sx_link_api_event,
    .expand = expand,
};
