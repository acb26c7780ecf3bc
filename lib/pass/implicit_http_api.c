/* SPDX-License-Identifier: Apache-2.0 */

/*
 * HttpApi events that name no API get the implicit one, ServerlessHttpApi; the paths and methods of all events go into
 * the definitions that SAM manages, and their route settings to the API.
 */

#include "openapi/http.h"
#include "pass/implicit_api.h"
#include "pass/pass.h"

static const struct sx_implicit_kind http = {
    .event_type = "HttpApi",
    .id_property = "ApiId",
    .id = "ServerlessHttpApi",
    .resource_type = "AWS::Serverless::HttpApi",
    .condition = "ServerlessHttpApiCondition",
    .http = true,
};

/* The implicit API, in place of any resource that has its id. */
static void add_implicit_api(struct sx_transform *t, struct sx_implicit *implicit) {
    struct sx_template *template = implicit->template;
    struct sx_string id = sx_string_from(implicit->kind->id);
    struct sx_resource *resource = sx_find_resource(t, template, id);
    implicit->existing = resource ? resource->node : NULL;
    implicit->existing_properties = resource ? resource->properties : NULL;
    t->cause = resource ? resource->node : GET(template->root, "Resources");
    resource = sx_add_resource(t, template, id, resource ? resource->id_span : (struct sx_span){0, 0},
                               MAP({"Type", TEXT(sx_string_from(implicit->kind->resource_type))}));
    resource->definition = NULL;
    resource->properties = sx_object_dict(t);
    DICT_SET(resource->properties, "DefinitionBody", sx_http_skeleton(t));
    DICT_SET(resource->properties, "__MANAGE_SWAGGER", sx_object_bool(t, true));
    t->cause = NULL;
    if (template->http_events)
        sx_order_resources(t, template);
}

static bool is_of_sam(const struct sx_resource *resource) {
    return sx_string_starts_with(resource->type, "AWS::Serverless::");
}

static bool is_api(const struct sx_resource *resource) {
    return sx_string_is(resource->type, "AWS::Serverless::HttpApi") ||
           sx_string_is(resource->type, "AWS::Serverless::Api");
}

/* An API, or a resource that SAM leaves alone, which may be an API too. */
static struct sx_object *properties_of(struct sx_transform *t, const struct sx_template *template,
                                       struct sx_resource *resource) {
    if (is_of_sam(resource) && !is_api(resource))
        return NULL;
    struct sx_object *properties = sx_resource_properties(t, template, resource);
    return sx_object_is_dict(properties) ? properties : NULL;
}

static void add_to_definition(struct sx_transform *t, const struct sx_implicit *implicit,
                              const struct sx_api_event *event) {
    struct sx_resource *api = sx_find_resource(t, implicit->template, event->api);
    if (!api) {
        sx_suggest_resource(t, implicit->template, event->api, "AWS::Serverless::HttpApi");
        sx_refuse_api_event(t, event, "ApiId", SX_RULE_EVENT_SOURCE_TARGET,
                            STR("ApiId must be a valid reference to an 'AWS::Serverless::HttpApi' resource in same "
                                "template."));
    }
    struct sx_object *properties = properties_of(t, implicit->template, api);
    struct sx_object *body = DICT_GET(properties, "DefinitionBody");
    if (!sx_http_is_valid(t, body) || !sx_object_is_true(DICT_GET(properties, "__MANAGE_SWAGGER")))
        return;
    struct sx_http_editor editor;
    sx_http_open(t, &editor, body, STR(""), event->owner->id_span);
    sx_swagger_add_path(t, &editor.paths, event->path, event->method);
    sx_http_close(t, &editor);
}

/* ---------------------------------------------------------------------------------------------- route settings -- */

/* "GET /path"; a path alone for the method that stands for all. */
static struct sx_string route_of(struct sx_transform *t, const struct sx_api_event *event) {
    if (sx_string_is(event->method.text, KEY_ANY_METHOD))
        return event->path.text;
    return CAT(t, sx_openapi_upper(t, event->method.text), STR(" "), event->path.text);
}

/* RouteSettings of the event; in an Fn::If when its owner has a condition. */
static struct sx_object *route_settings(struct sx_transform *t, const struct sx_api_event *event) {
    struct sx_object *settings = DICT_GET(event->properties, "RouteSettings");
    const struct sx_node *condition = GET(event->owner->node, "Condition");
    if (sx_is_true(condition))
        return sx_openapi_conditional(t, sx_object_from_node(t, condition, true), settings);
    if (!sx_object_is_dict(settings))
        sx_refuse_api_event(t, event, "RouteSettings", SX_RULE_INVALID_PROPERTY_TYPE,
                            STR("Property 'RouteSettings' should be a map."));
    return settings;
}

static void add_route_settings(struct sx_transform *t, const struct sx_implicit *implicit,
                               const struct sx_api_event *event) {
    struct sx_resource *api = sx_find_resource(t, implicit->template, event->api);
    const struct sx_node *written = GET(api->node, "Properties");
    /* the reference takes any resource of SAM for the API: a WebSocketApi gets them, a Function is refused for them */
    bool foreign = is_of_sam(api) && !is_api(api);
    if (!written && !is_of_sam(api))
        return;
    struct sx_object *properties = foreign ? sx_object_from_node(t, written ? written : EMPTY_MAP(), false)
                                           : properties_of(t, implicit->template, api);
    if (!sx_object_is_dict(properties))
        return;
    /* who must not have them has named the wrong API */
    if (!sx_dict_get(t, properties, STR("RouteSettings")))
        sx_dict_set_at(t, properties, STR("RouteSettings"), false, sx_api_event_at(t, event, "ApiId"),
                       sx_object_dict(t));
    struct sx_object *all = DICT_GET(properties, "RouteSettings");
    if (!sx_object_is_dict(all))
        sx_refuse_resource(t, api->id, sx_object_at(all).end ? sx_object_at(all) : api->id_span,
                           SX_RULE_INVALID_PROPERTY_TYPE, STR("Property 'RouteSettings' should be a map."));
    struct sx_object *settings = route_settings(t, event);
    struct sx_object *route = sx_dict_set_default(t, all, route_of(t, event), true, sx_object_dict(t));
    if (!sx_object_is_dict(route))
        sx_refuse_own(t, sx_object_at(route).end ? sx_object_at(route) : api->id_span, SX_RULE_INVALID_PROPERTY_TYPE,
                      CAT(t, STR("Resource with id ["), api->id,
                          STR("] has RouteSettings for a route that an event configures too; they must be a map.")));
    sx_dict_update(t, route, settings);
    if (foreign)
        api->node = sx_with(t, api->node, STR("Properties"), sx_object_node(t, properties));
}

/* ------------------------------------------------------------------------------------------------------- events -- */

/** The events of one resource, for its protected call. */
struct events_job {
    struct sx_implicit *implicit;
    struct sx_resource *owner;
};

/* An event with neither is the default route: what no other route takes. */
static void choose_route(struct sx_transform *t, struct sx_object *properties) {
    if (sx_object_is_true(DICT_GET(properties, "Path")) || sx_object_is_true(DICT_GET(properties, "Method")))
        return;
    DICT_SET(properties, "Path", PLAIN(HTTP_DEFAULT_PATH));
    DICT_SET(properties, "Method", PLAIN(KEY_ANY_METHOD));
}

static struct sx_object *event_properties(struct sx_transform *t, const struct sx_resource *owner,
                                          const struct sx_dict_entry *entry) {
    struct sx_object *properties = sx_dict_set_default(t, entry->value, STR("Properties"), false, sx_object_dict(t));
    if (!sx_object_is_dict(properties))
        sx_refuse_subject(t, (struct sx_subject){owner->id, entry->key}, sx_openapi_at(properties, entry->key_span),
                          SX_RULE_INVALID_PROPERTY_TYPE, STR("Properties should be a map."));
    return properties;
}

static void process_events(struct sx_transform *t, void *argument) {
    const struct events_job *job = argument;
    size_t count;
    const struct sx_dict_entry *entries = sx_implicit_events(t, job->implicit, job->owner, &count);
    for (size_t i = 0; i < count; i++) {
        struct sx_api_event event = {
            .owner = job->owner, .name = entries[i].key, .properties = event_properties(t, job->owner, &entries[i])};
        sx_implicit_choose(t, job->implicit, &event);
        choose_route(t, event.properties);
        sx_implicit_check(t, job->implicit, &event);
        sx_implicit_remember(t, job->implicit, &event);
        add_to_definition(t, job->implicit, &event);
        if (DICT_GET(event.properties, "RouteSettings"))
            add_route_settings(t, job->implicit, &event);
    }
    sx_implicit_finish_events(t, job->owner, count);
}

/*
 * Events as objects, where the template has no REST API that they were made for. False when an implicit API has taken
 * the place of the Function that had them.
 */
static bool convert_events(struct sx_transform *t, struct sx_resource *resource) {
    const struct sx_node *events = GET(GET(resource->node, "Properties"), "Events");
    if (events && !resource->events)
        sx_implicit_convert_events(t, resource, events, false);
    return events != NULL;
}

static void process_all_events(struct sx_transform *t, struct sx_implicit *implicit) {
    for (size_t i = 0; i < implicit->template->order.count; i++) {
        struct events_job job = {implicit, implicit->template->order.items[i]};
        if (job.owner->http_events && convert_events(t, job.owner) &&
            !sx_protect(t, &t->resource, process_events, &job))
            implicit->failed = true;
    }
}

void sx_pass_implicit_http_api(struct sx_transform *t, struct sx_template *template) {
    struct sx_implicit implicit = {.kind = &http, .template = template};
    add_implicit_api(t, &implicit);
    if (template->http_events)
        process_all_events(t, &implicit);
    sx_implicit_apply(t, &implicit);
    sx_implicit_remove_unused(t, &implicit);
    if (implicit.failed)
        sx_leave_document(t);
}
