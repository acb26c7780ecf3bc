/* SPDX-License-Identifier: Apache-2.0 */

/* The integration of a method with a Lambda function. */

#include "openapi/editor.h"

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
    return sx_object_text_is(role, "NONE") ? NULL : role;
}

static struct sx_object *lambda_proxy(struct sx_transform *t, const struct sx_swagger *swagger,
                                      const struct sx_lambda_integration *given, struct sx_object *uri) {
    struct sx_object *integration = sx_object_dict27(t);
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
    struct sx_string path = given->path.text;
    struct sx_maybe_unicode method = sx_swagger_method_of(t, given->method);
    if (sx_swagger_has_integration(t, swagger, path, method.text))
        sx_refuse_whole_template(
            t, swagger->where, SX_RULE_PROPERTY_CONFLICT,
            CAT(t, STR("Lambda integration already exists on Path="), path, STR(", Method="), method.text));
    sx_swagger_add_path(t, swagger, given->path, method);

    bool conditional = sx_object_is_true(given->condition);
    struct sx_object *uri = conditional ? sx_openapi_conditional(t, given->condition, given->uri) : given->uri;
    struct sx_contents contents = sx_swagger_path_contents(t, swagger, path);
    for (size_t i = 0; i < contents.count; i++) {
        struct sx_object *item = contents.items[i];
        /* an Fn::If here is no method of its own to the reference: the integration goes next to it */
        struct sx_object *definition = sx_dict_get(t, item, method.text);
        if (!sx_object_is_dict(definition))
            sx_swagger_refuse_own(
                t, swagger, definition,
                CAT(t, STR("method '"), method.text, STR("' of path '"), path, STR("' must be a map.")));
        DICT_SET(definition, KEY_INTEGRATION, lambda_proxy(t, swagger, given, uri));
        sx_dict_set_default(t, definition, STR("responses"), false, sx_object_dict27(t));
        if (conditional)
            sx_dict_set(t, item, method.text, method.unicode, sx_openapi_conditional(t, given->condition, definition));
    }
}

void sx_swagger_add_timeout(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                            struct sx_string method, struct sx_object *timeout) {
    struct sx_methods methods = sx_swagger_one_method(t, swagger, path, method);
    while (sx_next_method(t, &methods)) {
        struct sx_object *integration = DICT_GET(methods.definition, KEY_INTEGRATION);
        DICT_SET(sx_swagger_need_dict(t, swagger, integration, KEY_INTEGRATION), "timeoutInMillis", timeout);
    }
}
