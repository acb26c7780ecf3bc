/* SPDX-License-Identifier: Apache-2.0 */

/* Auth of an Api event. */

#include "event/api.h"
#include "intrinsic/resolve_object.h"

static noreturn void refuse(struct sx_transform *t, const struct sx_api_method *method, const struct sx_object *value,
                            struct sx_string message) {
    sx_refuse_api_value(t, method, value, "Auth", SX_RULE_EVENT_CONFIGURATION, message);
}

static noreturn void refuse_authorizer(struct sx_transform *t, const struct sx_api_method *method,
                                       const struct sx_object *authorizer, struct sx_string why) {
    refuse(t, method, authorizer,
           CAT(t, STR("Unable to set Authorizer ["), sx_openapi_value_text(t, authorizer), STR("]"),
               sx_api_method_place(t, method), why));
}

static void check_authorizer(struct sx_transform *t, const struct sx_api_method *method,
                             const struct sx_object *authorizer, const struct sx_object *api_auth) {
    const struct sx_object *authorizers = DICT_GET(api_auth, "Authorizers");
    if (sx_object_is_true(authorizers) && !sx_object_is_dict(authorizers))
        sx_refuse_resource(t, method->event->linked->id, sx_object_at(authorizers), SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("Property 'Auth.Authorizers' should be a map."));
    if (sx_object_text_is(authorizer, "AWS_IAM"))
        return;
    if (sx_object_text_is(authorizer, "NONE")) {
        if (!sx_object_is_true(DICT_GET(api_auth, "DefaultAuthorizer")))
            refuse(t, method, authorizer,
                   CAT(t, STR("Unable to set Authorizer"), sx_api_method_place(t, method),
                       STR(" because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.")));
        return;
    }
    if (!sx_object_is_true(authorizers))
        refuse_authorizer(t, method, authorizer, STR(" because the related API does not define any Authorizers."));
    if (!sx_object_is_text(authorizer))
        refuse_authorizer(t, method, authorizer,
                          STR(". The method authorizer must be a string with a corresponding dict entry in the api "
                              "authorizer."));
    if (!sx_object_is_true(sx_dict_get(t, authorizers, sx_object_string(authorizer)))) {
        sx_suggest_key(t, sx_object_string(authorizer), authorizers);
        refuse_authorizer(t, method, authorizer, STR(" because it wasn't defined in the API's Authorizers."));
    }
}

static void check_scopes(struct sx_transform *t, const struct sx_api_method *method,
                         const struct sx_object *authorizer) {
    const struct sx_object *scopes = DICT_GET(method->auth, "AuthorizationScopes");
    if (!sx_object_is_true(scopes))
        return;
    if (!sx_object_is_list(scopes))
        sx_refuse_subject(t, method->event->subject, sx_object_at(scopes), SX_RULE_INVALID_PROPERTY_TYPE,
                          STR("Property 'Auth.AuthorizationScopes' should be a list."));
    if (!sx_object_is_true(authorizer))
        sx_refuse_subject(t, method->event->subject,
                          sx_at_key(t, sx_event_get(t, method->event, "Auth"), STR("AuthorizationScopes")),
                          SX_RULE_EVENT_CONFIGURATION, STR("AuthorizationScopes works only when Authorizer is set"));
}

static void check_api_key(struct sx_transform *t, const struct sx_api_method *method,
                          const struct sx_object *api_auth) {
    const struct sx_object *required = DICT_GET(method->auth, "ApiKeyRequired");
    if (!sx_object_is_none(required) && !sx_object_is_true(required) &&
        !sx_object_is_true(DICT_GET(api_auth, "ApiKeyRequired")))
        refuse(t, method, required,
               CAT(t, STR("Unable to set ApiKeyRequired [False]"), sx_api_method_place(t, method),
                   STR(" because the related API does not specify any ApiKeyRequired.")));
}

static void add_resource_policy(struct sx_transform *t, const struct sx_api_method *method,
                                struct sx_swagger *swagger) {
    const struct sx_object *policy = DICT_GET(method->auth, "ResourcePolicy");
    if (!sx_object_is_true(policy))
        return;
    sx_swagger_add_resource_policy(t, swagger, policy, method->path, method->stage);
    struct sx_object *statements = DICT_GET(policy, "CustomStatements");
    if (sx_object_is_true(statements))
        sx_swagger_add_custom_statements(t, swagger, statements);
}

void sx_check_api_auth(struct sx_transform *t, const struct sx_api_method *method) {
    const struct sx_object *authorizer = DICT_GET(method->auth, "Authorizer");
    const struct sx_object *policy = DICT_GET(method->auth, "ResourcePolicy");
    /* resolved in place: what lies inside Auth stays resolved for all that use the API */
    const struct sx_object *api_auth =
        sx_resolve_object(t, &method->event->template->parameters, DICT_GET(method->api, "Auth"), true);
    if (sx_object_is_true(authorizer))
        check_authorizer(t, method, authorizer, api_auth);
    check_scopes(t, method, authorizer);
    check_api_key(t, method, api_auth);
    if (sx_object_is_true(policy) && !sx_object_is_dict(policy)) /* under the event's own id, not the Function's */
        sx_refuse_resource(t, method->event->name, sx_object_at(policy), SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("Property 'Auth.ResourcePolicy' should be a map."));
}

void sx_add_api_auth(struct sx_transform *t, const struct sx_api_method *method, struct sx_swagger *swagger) {
    if (sx_object_is_true(DICT_GET(method->auth, "Authorizer")) ||
        !sx_object_is_none(DICT_GET(method->auth, "ApiKeyRequired")))
        sx_swagger_add_auth_to_method(t, swagger, method->path.text, method->method.text, method->auth,
                                      DICT_GET(method->api, "Auth"));
    add_resource_policy(t, method, swagger);
}
