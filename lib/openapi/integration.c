/* SPDX-License-Identifier: Apache-2.0 */

/* The integration of a method with a Lambda function, or with a state machine. */

#include "openapi/editor.h"

/* ------------------------------------------------------------------------------------------------- credentials -- */

/* InvokeRole of an Auth; what is there and not true (null, say) stands for NONE. */
static struct sx_object *invoke_role(struct sx_transform *t, const struct sx_object *auth) {
    struct sx_object *role = DICT_GET(auth, "InvokeRole");
    return role && !sx_object_is_true(role) ? PLAIN("NONE") : role;
}

static bool is_iam(struct sx_transform *t, const struct sx_lambda_integration *integration) {
    if (sx_object_text_is(DICT_GET(integration->method_auth, "Authorizer"), "AWS_IAM"))
        return true;
    return sx_object_text_is(DICT_GET(integration->api_auth, "DefaultAuthorizer"), "AWS_IAM") &&
           !sx_object_is_true(integration->method_auth);
}

/* The role that API Gateway calls the function with; NULL for its own. */
static struct sx_object *credentials_of(struct sx_transform *t, const struct sx_swagger *swagger,
                                        const struct sx_lambda_integration *integration) {
    if (!is_iam(t, integration))
        return NULL;
    struct sx_object *role = invoke_role(t, integration->method_auth);
    if (!role)
        role = invoke_role(t, integration->api_auth);
    if (!role || sx_object_text_is(role, "CALLER_CREDENTIALS"))
        return sx_object_text(t, CAT(t, STR("arn:"), swagger->partition, STR(":iam::*:user/*")), false);
    /* Auth of the API goes on to change where it stands: case api/auth_invoke_role_nested */
    return sx_object_text_is(role, "NONE") ? NULL : sx_object_clone(t, role);
}

/* -------------------------------------------------------------------------------------------------- any target -- */

/** An integration that is put into the document: its members, and how what it consists of is made. */
struct integration {
    struct sx_maybe_unicode path, method;
    struct sx_object *uri, *condition;
    const void *given;
    struct sx_object *(*new_integration)(struct sx_transform *t, const struct sx_swagger *swagger, const void *given,
                                         struct sx_object *uri);
    struct sx_object *(*new_responses)(struct sx_transform *t);
    const char *target; /* "Lambda integration": in a message */
};

static void refuse_second(struct sx_transform *t, const struct sx_swagger *swagger,
                          const struct integration *integration, struct sx_string method) {
    sx_refuse_whole_template(t, swagger->where, SX_RULE_PROPERTY_CONFLICT,
                             CAT(t, sx_string_from(integration->target), STR(" already exists on Path="),
                                 integration->path.text, STR(", Method="), method));
}

static void add_integration(struct sx_transform *t, struct sx_swagger *swagger, const struct integration *integration) {
    struct sx_string path = integration->path.text;
    struct sx_maybe_unicode method = sx_swagger_method_of(t, integration->method);
    if (sx_swagger_has_integration(t, swagger, path, method.text))
        refuse_second(t, swagger, integration, method.text);
    sx_swagger_add_path(t, swagger, integration->path, method);

    struct sx_object *condition = integration->condition, *uri = integration->uri;
    bool conditional = sx_object_is_true(condition);
    if (conditional)
        uri = sx_openapi_conditional(t, condition, uri);
    struct sx_contents contents = sx_swagger_path_contents(t, swagger, path);
    for (size_t i = 0; i < contents.count; i++) {
        struct sx_object *item = contents.items[i];
        /* an Fn::If here is no method of its own to the reference: the integration goes next to it */
        struct sx_object *definition = sx_dict_get(t, item, method.text);
        if (!sx_object_is_dict(definition))
            sx_swagger_refuse_own(
                t, swagger, definition,
                CAT(t, STR("method '"), method.text, STR("' of path '"), path, STR("' must be a map.")));
        DICT_SET(definition, KEY_INTEGRATION, integration->new_integration(t, swagger, integration->given, uri));
        sx_dict_set_default(t, definition, STR("responses"), false, integration->new_responses(t));
        if (conditional)
            sx_dict_set(t, item, method.text, method.unicode, sx_openapi_conditional(t, condition, definition));
    }
}

/* -------------------------------------------------------------------------------------------------- a function -- */

static struct sx_object *lambda_proxy(struct sx_transform *t, const struct sx_swagger *swagger, const void *argument,
                                      struct sx_object *uri) {
    const struct sx_lambda_integration *given = argument;
    struct sx_object *integration = sx_object_dict27_for(t, 3);
    DICT_SET(integration, "type", PLAIN("aws_proxy"));
    DICT_SET(integration, "httpMethod", PLAIN("POST"));
    DICT_SET(integration, "uri", uri);
    if (sx_object_text_is(given->invoke_mode, "RESPONSE_STREAM"))
        DICT_SET(integration, "responseTransferMode", PLAIN("STREAM"));
    struct sx_object *credentials = credentials_of(t, swagger, given);
    if (credentials)
        DICT_SET(integration, "credentials", credentials);
    return integration;
}

void sx_swagger_add_lambda_integration(struct sx_transform *t, struct sx_swagger *swagger,
                                       const struct sx_lambda_integration *given) {
    struct integration integration = {
        .path = given->path,
        .method = given->method,
        .uri = given->uri,
        .condition = given->condition,
        .given = given,
        .new_integration = lambda_proxy,
        .new_responses = sx_object_dict27,
        .target = "Lambda integration",
    };
    add_integration(t, swagger, &integration);
}

/* --------------------------------------------------------------------------------------------- a state machine -- */

static struct sx_object *one_entry27(struct sx_transform *t, const char *key, const char *value) {
    struct sx_object *dict = sx_object_dict27(t);
    sx_dict_set(t, dict, sx_string_from(key), false, sx_object_text(t, sx_string_from(value), false));
    return dict;
}

static struct sx_object *method_responses(struct sx_transform *t) {
    struct sx_object *responses = sx_object_dict27(t);
    DICT_SET(responses, "200", one_entry27(t, "description", "OK"));
    DICT_SET(responses, "400", one_entry27(t, "description", "Bad Request"));
    return responses;
}

static struct sx_object *start_execution(struct sx_transform *t, const struct sx_swagger *swagger, const void *argument,
                                         struct sx_object *uri) {
    const struct sx_state_machine_integration *given = argument;
    struct sx_object *responses = sx_object_dict27(t), *integration = sx_object_dict27(t), *more = sx_object_dict(t);
    (void)swagger;
    DICT_SET(responses, "200", one_entry27(t, "statusCode", "200"));
    DICT_SET(responses, "400", one_entry27(t, "statusCode", "400"));
    DICT_SET(integration, "type", PLAIN("aws"));
    DICT_SET(integration, "httpMethod", PLAIN("POST"));
    DICT_SET(integration, "uri", uri);
    DICT_SET(integration, "responses", responses);
    DICT_SET(integration, "credentials", given->credentials);
    /* update() may make room, and change the order with it, where setting the key would not */
    DICT_SET(more, "requestTemplates", given->request_templates);
    sx_dict_update(t, integration, more);
    return integration;
}

void sx_swagger_add_state_machine_integration(struct sx_transform *t, struct sx_swagger *swagger,
                                              const struct sx_state_machine_integration *given) {
    struct integration integration = {
        .path = given->path,
        .method = given->method,
        .uri = given->uri,
        .condition = given->condition,
        .given = given,
        .new_integration = start_execution,
        .new_responses = method_responses,
        .target = "Integration",
    };
    add_integration(t, swagger, &integration);
}

/* -------------------------------------------------------------------------------------------------- afterwards -- */

void sx_swagger_add_timeout(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                            struct sx_string method, struct sx_object *timeout) {
    struct sx_methods methods = sx_swagger_one_method(t, swagger, path, method);
    while (sx_next_method(t, &methods)) {
        struct sx_object *integration = DICT_GET(methods.definition, KEY_INTEGRATION);
        DICT_SET(sx_swagger_need_dict(t, swagger, integration, KEY_INTEGRATION), "timeoutInMillis", timeout);
    }
}
