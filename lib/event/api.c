/* SPDX-License-Identifier: Apache-2.0 */

/* Api: a method of a REST API calls the function. */

#include "event/api.h"
#include "event/sources.h"
#include "python/text.h"

struct sx_string sx_api_method_place(struct sx_transform *t, const struct sx_api_method *method) {
    return CAT(t, STR(" on API method ["), method->method.text, STR("] for path ["), method->path.text, STR("]"));
}

struct sx_object *sx_api_property(const struct sx_transform *t, const struct sx_api_method *method, const char *name) {
    struct sx_object *value = sx_dict_get(t, method->event->object, sx_string_from(name));
    return sx_object_is_none(value) ? NULL : value;
}

noreturn void sx_refuse_api_value(struct sx_transform *t, const struct sx_api_method *method,
                                  const struct sx_object *value, const char *property, enum sx_rule rule,
                                  struct sx_string message) {
    struct sx_span where = sx_object_at(value);
    sx_refuse_subject(t, method->event->subject, where.end ? where : sx_event_at(t, method->event, property, rule),
                      rule, message);
}

static const struct sx_node *api_id(const struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *id = sx_event_get(t, event, "RestApiId"), *reference = GET(id, "Ref");
    return reference ? reference : id;
}

/* A property of the API that is only looked at. */
static struct sx_object *of_api(const struct sx_transform *t, const struct sx_event *event, const char *name) {
    return sx_dict_get(t, event->linked->properties, sx_string_from(name));
}

void sx_link_api_event(struct sx_transform *t, struct sx_event *event) {
    const struct sx_node *id = api_id(t, event);
    event->linked = sx_is_string(id) ? sx_find_resource(t, event->template, id->string) : NULL;
    if (!event->linked)
        sx_refuse_event(t, event, "RestApiId", SX_RULE_EVENT_SOURCE_TARGET,
                        STR("RestApiId property of Api event must reference a valid resource in the same template."));
    const struct sx_node *properties = GET(event->linked->node, "Properties");
    if (!event->linked->properties && properties && !sx_is_mapping(properties))
        sx_refuse_resource(t, event->linked->id, sx_at(properties), SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("Attribute 'Properties' should be a map."));
    sx_resource_properties(t, event->template, event->linked);
    const struct sx_object *stage = of_api(t, event, "StageName");
    if (sx_object_is_text(stage) && sx_object_string(stage).length == 0)
        sx_refuse_resource(t, event->linked->id, sx_object_at(stage), SX_RULE_INVALID_PROPERTY_VALUE,
                           STR("StageName cannot be empty."));
}

/* The stage's name where it is known; it names the permission and the stage of resource policies. */
static struct sx_object *stage_suffix(struct sx_transform *t, const struct sx_event *event) {
    struct sx_object *stage = of_api(t, event, "StageName");
    return sx_object_is_text(stage) ? stage : sx_object_text(t, STR("Stage"), false);
}

/* API Gateway drops a slash at the end of a path, so the permission must not have one. */
static struct sx_string without_last_slash(struct sx_string path) {
    return path.length > 1 && path.bytes[path.length - 1] == '/' ? sx_string_slice(path, 0, path.length - 1) : path;
}

static struct sx_string upper(struct sx_transform *t, struct sx_string text) {
    char *bytes = sx_alloc(t, text.length);
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        bytes[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return (struct sx_string){bytes, text.length};
}

static void permit(struct sx_transform *t, const struct sx_api_method *method) {
    const struct sx_event *event = method->event;
    struct sx_string path = sx_swagger_path_pattern(t, without_last_slash(method->path.text));
    struct sx_string verb = sx_string_is(method->method.text, "any") ? STR("*") : upper(t, method->method.text);
    struct sx_string arn =
        sx_arn(t, event->template->partition, "execute-api", CAT(t, STR("${__ApiId__}/${__Stage__}/"), verb, path));
    const struct sx_node *variables = MAP({"__ApiId__", sx_event_get(t, event, "RestApiId")}, {"__Stage__", S("*")});
    sx_emit_permission(
        t, event,
        (struct sx_permission){.suffix = sx_object_string(method->stage), .source_arn = sx_new_sub(t, arn, variables)});
}

/* The address at which API Gateway calls the function. The text of an alias is not unicode in the reference. */
static struct sx_object *integration_uri(struct sx_transform *t, const struct sx_api_method *method) {
    const struct sx_event *event = method->event;
    bool stream = sx_object_text_is(sx_api_property(t, method, "ResponseTransferMode"), "RESPONSE_STREAM");
    struct sx_string target = event->target_is_alias ? event->target : CAT(t, event->target, STR(".Arn"));
    struct sx_string text =
        CAT(t, STR("arn:"), event->template->partition, STR(":apigateway:${AWS::Region}:lambda:path/"),
            stream ? STR("2021-11-15") : STR("2015-03-31"), STR("/functions/${"), target,
            stream ? STR("}/response-streaming-invocations") : STR("}/invocations"));
    struct sx_object *uri = sx_object_dict27_for(t, 1);
    DICT_SET(uri, "Fn::Sub", sx_object_text(t, text, event->unicode_function && !event->target_is_alias));
    return uri;
}

static void require_map(struct sx_transform *t, const struct sx_api_method *method, const struct sx_object *value,
                        bool of_event) {
    static const struct sx_string message = STR_INIT("Property 'Auth' should be a map.");
    if (sx_object_is_dict(value))
        return;
    if (of_event)
        sx_refuse_event(t, method->event, "Auth", SX_RULE_INVALID_PROPERTY_TYPE, message);
    sx_refuse_resource(t, method->event->linked->id, sx_object_at(value), SX_RULE_INVALID_PROPERTY_TYPE, message);
}

static void add_integration(struct sx_transform *t, const struct sx_api_method *method, struct sx_swagger *swagger,
                            const struct sx_object *api_auth) {
    const struct sx_event *event = method->event;
    const struct sx_node *condition = event->attributes.condition;
    struct sx_lambda_integration integration = {
        .path = method->path,
        .method = method->method,
        .uri = integration_uri(t, method),
        .method_auth = sx_object_is_true(method->auth) ? method->auth : NULL,
        .api_auth = api_auth,
        .condition = condition ? sx_object_from_node(t, condition, true) : NULL,
        .invoke_mode = sx_api_property(t, method, "ResponseTransferMode"),
    };
    sx_swagger_add_lambda_integration(t, swagger, &integration);
}

void sx_check_api_method(struct sx_transform *t, const struct sx_api_method *method, struct sx_swagger *swagger) {
    if (sx_swagger_has_integration(t, swagger, method->path.text, method->method.text))
        sx_refuse_event(t, method->event, "Path", SX_RULE_EVENT_CONFIGURATION,
                        CAT(t, STR("API method \""), method->method.text, STR("\" defined multiple times for path \""),
                            method->path.text, STR("\".")));
}

static void check_auth_maps(struct sx_transform *t, const struct sx_api_method *method) {
    const struct sx_object *api_auth = DICT_GET(method->api, "Auth");
    if (sx_object_is_true(method->auth))
        require_map(t, method, method->auth, true);
    if (sx_object_is_true(api_auth))
        require_map(t, method, api_auth, false);
}

/* Everything that the event says about its method. */
static void add_method(struct sx_transform *t, const struct sx_api_method *method, struct sx_swagger *swagger) {
    sx_check_api_method(t, method, swagger);
    check_auth_maps(t, method);
    const struct sx_object *api_auth = DICT_GET(method->api, "Auth");
    api_auth = sx_object_is_true(api_auth) ? api_auth : NULL;
    if (sx_object_is_true(method->auth)) {
        /* the reference puts parameters into Auth of the API after it has taken the credentials of this method from
           there: case api/auth_invoke_role_parameter */
        api_auth = api_auth ? sx_dict_copy(t, api_auth) : NULL;
        sx_check_api_auth(t, method);
    }
    struct sx_api_parameters parameters = sx_check_api_request(t, method);

    add_integration(t, method, swagger, api_auth);
    if (sx_object_is_true(method->auth))
        sx_add_api_auth(t, method, swagger);
    struct sx_object *timeout = sx_api_property(t, method, "TimeoutInMillis");
    if (sx_object_is_true(timeout))
        sx_swagger_add_timeout(t, swagger, method->path.text, method->method.text, timeout);
    sx_add_api_request(t, method, swagger, parameters);
}

/* --------------------------------------------------------------------------------------------- MergeDefinitions -- */

static noreturn void refuse_merge(struct sx_transform *t, const struct sx_api_method *method, struct sx_string what) {
    sx_refuse_resource(t, method->event->linked->id, sx_object_at(DICT_GET(method->api, "DefinitionBody")),
                       SX_RULE_INVALID_PROPERTY_VALUE, CAT(t, STR("Property 'DefinitionBody' is invalid: "), what));
}

/* The method as it stands in the API's own definition; NULL when it does not. */
static struct sx_object *existing_method(struct sx_transform *t, const struct sx_api_method *method,
                                         const struct sx_object *paths) {
    if (!sx_object_is_dict(paths))
        refuse_merge(t, method, STR("It should be a map"));
    struct sx_object *item = sx_dict_get(t, paths, method->path.text);
    if (sx_object_is_none(item))
        return NULL;
    if (!sx_object_is_dict(item))
        refuse_merge(t, method, CAT(t, STR("The value of '"), method->path.text, STR("' should be a map")));
    struct sx_object *existing = sx_dict_get(t, item, method->method.text);
    if (!sx_object_is_true(existing))
        return NULL;
    if (!sx_object_is_dict(existing))
        sx_refuse_resource(t, method->event->linked->id, sx_object_at(existing), SX_RULE_INVALID_PROPERTY_TYPE,
                           CAT(t, STR("Property 'DefinitionBody.paths."), method->path.text, STR("."),
                               method->method.text, STR("' should be a map.")));
    return existing;
}

static void set_all(struct sx_transform *t, struct sx_object *to, const struct sx_object *from) {
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, from, &count);
    for (size_t i = 0; i < count; i++)
        sx_dict_set_at(t, to, entries[i].key, entries[i].unicode, entries[i].key_span, entries[i].value);
}

/* The generated method goes over what the API's own definition says about it. */
static void merge_definition(struct sx_transform *t, const struct sx_api_method *method,
                             const struct sx_swagger *generated) {
    struct sx_resource *api = method->event->linked;
    struct sx_object *body = DICT_GET(method->api, "DefinitionBody");
    if (!sx_object_is_dict(body))
        sx_refuse_own(t, sx_object_at(body), SX_RULE_INVALID_PROPERTY_TYPE,
                      STR("DefinitionBody should be a map, for events to be merged into it."));
    body = sx_dict_copy(t, body);
    struct sx_object *paths = DICT_GET(body, "paths");
    if (!sx_object_is_true(paths))
        paths = sx_object_dict(t);
    struct sx_object *merged = sx_object_dict(t);
    set_all(t, merged, existing_method(t, method, paths));
    set_all(
        t, merged,
        sx_dict_get(t, sx_dict_get(t, generated->paths, method->path.text), sx_swagger_method(t, method->method.text)));
    struct sx_object *item = sx_dict_get(t, paths, method->path.text);
    if (!item) {
        item = sx_object_dict(t);
        sx_dict_set(t, paths, method->path.text, method->path.unicode, item);
    }
    if (!sx_object_is_dict(item))
        refuse_merge(t, method, CAT(t, STR("The value of '"), method->path.text, STR("' should be a map")));
    sx_dict_set(t, item, method->method.text, method->method.unicode, merged);
    sx_set_resource_definition(t, method->event->template, api, body);
}

static void add_to_definition(struct sx_transform *t, const struct sx_api_method *method) {
    const struct sx_event *event = method->event;
    struct sx_object *body = DICT_GET(method->api, "DefinitionBody");
    bool merge = sx_object_is_true(DICT_GET(method->api, "MergeDefinitions"));
    if (sx_object_is_none(body))
        return;
    struct sx_document *document =
        merge ? sx_document_new(t, sx_swagger_skeleton(t)) : sx_resource_definition(t, event->template, event->linked);
    struct sx_swagger swagger;
    sx_swagger_open(t, &swagger, document, event->template->partition,
                    sx_event_at(t, event, "RestApiId", SX_RULE_EVENT_SOURCE_TARGET));
    add_method(t, method, &swagger);
    sx_swagger_close(t, &swagger);
    if (merge)
        merge_definition(t, method, &swagger);
}

/* Auth with OverrideApiAuth also goes into a definition that SAM does not manage. */
static void override_auth(struct sx_transform *t, const struct sx_api_method *method) {
    const struct sx_event *event = method->event;
    if (!sx_object_is_true(DICT_GET(method->api, "DefinitionBody")) ||
        !sx_object_is_true(DICT_GET(method->auth, "OverrideApiAuth")))
        return;
    if (!sx_object_is_true(DICT_GET(method->auth, "Authorizer")) &&
        !sx_object_is_true(DICT_GET(method->auth, "ApiKeyRequired")) &&
        !sx_object_is_true(DICT_GET(method->auth, "ResourcePolicy")))
        sx_refuse_event(t, event, "Auth", SX_RULE_EVENT_CONFIGURATION,
                        STR("Must define one of: Authorizer, ApiKeyRequired or ResourcePolicy when using the "
                            "OverrideApiAuth property."));
    struct sx_swagger swagger;
    sx_swagger_open(t, &swagger, sx_resource_definition(t, event->template, event->linked), event->template->partition,
                    sx_event_at(t, event, "Auth", SX_RULE_EVENT_CONFIGURATION));
    sx_check_api_auth(t, method);
    sx_add_api_auth(t, method, &swagger);
    sx_swagger_close(t, &swagger);
}

struct sx_api_method sx_api_method_of(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_object *path = DICT_GET(event->object, "Path"), *verb = DICT_GET(event->object, "Method");
    struct sx_api_method method = {
        .event = event,
        .api = event->linked->properties,
        .path = {sx_object_string(path), path->unicode},
        .method = {sx_string_lower(t, sx_object_string(verb)), verb->unicode},
    };
    method.auth = sx_api_property(t, &method, "Auth");
    return method;
}

static void expand(struct sx_transform *t, struct sx_event *event) {
    struct sx_api_method method = sx_api_method_of(t, event);
    method.stage = stage_suffix(t, event);
    permit(t, &method);
    if (sx_object_is_true(DICT_GET(method.api, "__MANAGE_SWAGGER")) ||
        sx_object_is_true(DICT_GET(method.api, "MergeDefinitions")))
        add_to_definition(t, &method);
    override_auth(t, &method);
}

const struct sx_event_source sx_event_api = {
    .type = "Api",
    .principal = "apigateway.amazonaws.com",
    .link = sx_link_api_event,
    .expand = expand,
};
