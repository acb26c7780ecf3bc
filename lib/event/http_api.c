/* SPDX-License-Identifier: Apache-2.0 */

/* HttpApi: a route of an HTTP API calls the function. */

#include "event/event.h"
#include "event/sources.h"
#include "openapi/http.h"

/** An HttpApi event while it is expanded. */
struct route {
    const struct sx_event *event;
    struct sx_object *api; /* the Properties of the API; NULL: it is none of SAM's */
    struct sx_maybe_unicode path, method;
    struct sx_object *auth;             /* Auth of the event, or NULL */
    const struct sx_object *authorizer; /* what the event names, or else the API's default; NULL: neither */
};

static struct sx_object *property(const struct sx_transform *t, const struct route *route, const char *name) {
    struct sx_object *value = sx_dict_get(t, route->event->object, sx_string_from(name));
    return sx_object_is_true(value) ? value : NULL;
}

static void link_api(struct sx_transform *t, struct sx_event *event) {
    const struct sx_node *id = sx_event_get(t, event, "ApiId"), *reference = GET(id, "Ref");
    id = reference ? reference : id;
    event->linked = sx_is_string(id) ? sx_find_resource(t, event->template, id->string) : NULL;
    if (!event->linked)
        sx_refuse_own(t, sx_event_at(t, event, "ApiId", SX_RULE_EVENT_SOURCE_TARGET), SX_RULE_EVENT_SOURCE_TARGET,
                      CAT(t, STR("Event with id ["), event->id, STR("] has an ApiId that is no resource.")));
}

/* Properties of what may be an API; a SAM resource of another type has nothing that concerns its events. */
static struct sx_object *api_properties(struct sx_transform *t, const struct sx_event *event) {
    struct sx_string type = event->linked->type;
    if (!sx_string_is(type, "AWS::Serverless::HttpApi") && !sx_string_is(type, "AWS::Serverless::Api"))
        return NULL;
    return sx_resource_properties(t, event->template, event->linked);
}

/* ------------------------------------------------------------------------------------------------- permission -- */

static bool is_any(struct sx_transform *t, const struct route *route) {
    return sx_string_is(sx_swagger_method(t, route->method.text), KEY_ANY_METHOD);
}

/* The default route may call the function from everywhere, so other routes to it need no permission. */
static bool is_permitted(struct sx_transform *t, const struct route *route, struct sx_string path) {
    const struct sx_event *event = route->event;
    struct sx_object *body = DICT_GET(route->api, "DefinitionBody");
    if (!sx_object_is_true(body))
        return false;
    struct sx_http_editor editor;
    sx_http_open(t, &editor, body, event->linked->id, sx_event_at(t, event, "ApiId", SX_RULE_EVENT_SOURCE_TARGET));
    return !sx_string_is(path, HTTP_DEFAULT_PATH) && sx_http_default_route_calls(t, &editor, event->target);
}

static void permit(struct sx_transform *t, const struct route *route) {
    struct sx_string path = route->path.text;
    if (path.length > 1 && path.bytes[path.length - 1] == '/')
        path.length--;
    if (is_permitted(t, route, path))
        return;
    path = sx_string_is(path, HTTP_DEFAULT_PATH) ? STR("") : sx_http_path_pattern(t, path);
    struct sx_string method = is_any(t, route) ? STR("*") : sx_openapi_upper(t, route->method.text);
    struct sx_string resource = CAT(t, STR("${__ApiId__}/${__Stage__}/"), method, path);
    if (sx_string_is(route->method.text, "any") && sx_string_is(path, "/" HTTP_DEFAULT_PATH))
        resource = CAT(t, STR("${__ApiId__}/${__Stage__}"), path);
    struct sx_string arn = sx_arn(t, STR("${AWS::Partition}"), "execute-api", resource);
    const struct sx_node *variables = MAP({"__ApiId__", sx_event_get(t, route->event, "ApiId")}, {"__Stage__", S("*")});
    sx_emit_permission(t, route->event, (struct sx_permission){.source_arn = sx_new_sub(t, arn, variables)});
}

/* --------------------------------------------------------------------------------------------------- checking -- */

/* At `value`, or where that should stand: in Auth. */
static noreturn void refuse(struct sx_transform *t, const struct route *route, const struct sx_object *value,
                            struct sx_string message) {
    struct sx_span where = sx_object_at(value);
    sx_refuse_subject(t, route->event->subject,
                      where.end ? where : sx_event_at(t, route->event, "Auth", SX_RULE_EVENT_CONFIGURATION),
                      SX_RULE_EVENT_CONFIGURATION, message);
}

static struct sx_string place(struct sx_transform *t, const struct route *route) {
    return CAT(t, STR(" on API method ["), route->method.text, STR("] for path ["), route->path.text, STR("]"));
}

static noreturn void refuse_authorizer(struct sx_transform *t, const struct route *route, struct sx_string why) {
    refuse(t, route, route->authorizer,
           CAT(t, STR("Unable to set Authorizer ["), sx_openapi_value_text(t, route->authorizer), STR("]"),
               place(t, route), why));
}

static void check_authorizer(struct sx_transform *t, const struct route *route, const struct sx_object *api_auth) {
    const struct sx_object *authorizers = DICT_GET(api_auth, "Authorizers"), *authorizer = route->authorizer;
    if (sx_object_text_is(authorizer, "NONE")) {
        if (!sx_object_is_true(DICT_GET(api_auth, "DefaultAuthorizer")))
            refuse(t, route, authorizer,
                   CAT(t, STR("Unable to set Authorizer"), place(t, route),
                       STR(" because 'NONE' is only a valid value when a DefaultAuthorizer on the API is "
                           "specified.")));
        return;
    }
    if (sx_object_text_is(authorizer, "AWS_IAM") && sx_object_is_true_value(DICT_GET(api_auth, "EnableIamAuthorizer")))
        return;
    /* an API without Auth counts as one with an empty map of authorizers */
    if (!sx_object_is_text(authorizer) || (sx_object_is_true(api_auth) && !sx_object_is_dict(authorizers)))
        refuse_authorizer(t, route,
                          STR(". The method authorizer must be a string with a corresponding dict entry in the api "
                              "authorizer."));
    if (!sx_object_is_true(authorizers))
        refuse_authorizer(t, route, STR(" because the related API does not define any Authorizers."));
    if (!sx_object_is_true(sx_dict_get(t, authorizers, sx_object_string(authorizer)))) {
        sx_suggest_key(t, sx_object_string(authorizer), authorizers);
        refuse_authorizer(t, route, STR(" because it wasn't defined in the API's Authorizers."));
    }
}

static void check_auth(struct sx_transform *t, struct route *route) {
    const struct sx_resource *linked = route->event->linked;
    const struct sx_object *api_auth = DICT_GET(route->api, "Auth");
    struct sx_span api_at = sx_object_at(api_auth).end ? sx_object_at(api_auth) : linked->id_span;
    if (!sx_object_is_dict(route->auth))
        sx_refuse_own(t, sx_event_at(t, route->event, "Auth", SX_RULE_INVALID_PROPERTY_TYPE),
                      SX_RULE_INVALID_PROPERTY_TYPE,
                      CAT(t, STR("Event with id ["), route->event->id, STR("] has an Auth that is no map.")));
    if (api_auth && !sx_object_is_dict(api_auth))
        sx_refuse_resource(t, linked->id, api_at, SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("Property 'Auth' should be a map."));
    route->authorizer = DICT_GET(route->auth, "Authorizer");
    if (!sx_object_is_true(route->authorizer))
        route->authorizer = DICT_GET(api_auth, "DefaultAuthorizer");
    if (!sx_object_is_true(route->authorizer))
        refuse(t, route, route->auth,
               STR("'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer' configured on "
                   "the HttpApi."));
    check_authorizer(t, route, api_auth);
    const struct sx_object *scopes = DICT_GET(route->auth, "AuthorizationScopes");
    if (sx_object_is_true(scopes) && !sx_object_is_list(scopes))
        refuse(t, route, scopes,
               CAT(t, STR("Unable to set Authorizer"), place(t, route),
                   STR(" because 'AuthorizationScopes' must be a list of strings.")));
}

/* ------------------------------------------------------------------------------------------------ the document -- */

/* The address at which API Gateway calls the function. */
static struct sx_object *integration_uri(struct sx_transform *t, const struct route *route) {
    const struct sx_event *event = route->event;
    struct sx_string target = event->target_is_alias ? event->target : CAT(t, event->target, STR(".Arn"));
    struct sx_object *uri = sx_object_dict27_for(t, 1);
    DICT_SET(uri, "Fn::Sub",
             sx_object_text(t,
                            CAT(t,
                                STR("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31"
                                    "/functions/${"),
                                target, STR("}/invocations")),
                            event->unicode_function && !event->target_is_alias));
    return uri;
}

static void edit(struct sx_transform *t, const struct route *route, struct sx_http_editor *editor) {
    struct sx_string path = route->path.text, method = route->method.text;
    const struct sx_node *condition = route->event->attributes.condition;
    struct sx_object *timeout = property(t, route, "TimeoutInMillis");
    struct sx_object *version = property(t, route, "PayloadFormatVersion");
    sx_http_add_lambda_integration(t, editor, route->path, route->method, integration_uri(t, route),
                                   condition ? sx_object_from_node(t, condition, true) : NULL);
    if (route->auth)
        sx_http_set_authorizer(t, editor, path, method, sx_object_string(route->authorizer),
                               DICT_GET(DICT_GET(route->api, "Auth"), "Authorizers"),
                               DICT_GET(route->auth, "AuthorizationScopes"));
    if (timeout)
        sx_swagger_add_timeout(t, &editor->paths, path, method, timeout);
    sx_http_add_path_parameters(t, editor, path, method);
    if (version)
        sx_http_set_payload_format_version(t, editor, path, method, version);
}

static void add_to_definition(struct sx_transform *t, struct route *route) {
    const struct sx_event *event = route->event;
    if (sx_object_is_none(DICT_GET(route->api, "DefinitionBody")))
        return;
    struct sx_http_editor editor;
    sx_http_open_document(t, &editor, sx_resource_definition(t, event->template, event->linked),
                          sx_event_at(t, event, "ApiId", SX_RULE_EVENT_SOURCE_TARGET));
    const struct sx_node *path = sx_event_get(t, event, "Path");
    if (sx_object_is_true(DICT_GET(route->api, "__MANAGE_SWAGGER")) &&
        sx_swagger_has_integration(t, &editor.paths, route->path.text, route->method.text))
        sx_refuse_subject(t, event->subject, sx_at(sx_at(path).end ? path : event->node), SX_RULE_EVENT_CONFIGURATION,
                          CAT(t, STR("API method '"), route->method.text, STR("' defined multiple times for path '"),
                              route->path.text, STR("'.")));
    if (route->auth)
        check_auth(t, route);
    edit(t, route, &editor);
    sx_http_close(t, &editor);
}

static void expand(struct sx_transform *t, struct sx_event *event) {
    const struct sx_object *path = DICT_GET(event->object, "Path"), *method = DICT_GET(event->object, "Method");
    struct route route = {
        .event = event,
        .api = api_properties(t, event),
        .path = {sx_object_string(path), path->unicode},
        .method = {sx_string_lower(t, sx_object_string(method)), method->unicode},
    };
    route.auth = property(t, &route, "Auth");
    permit(t, &route);
    add_to_definition(t, &route);
}

const struct sx_event_source sx_event_http_api = {
    .type = "HttpApi",
    .principal = "apigateway.amazonaws.com",
    .link = link_api,
    .expand = expand,
};
