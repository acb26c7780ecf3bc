/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Api events that name no API get the implicit one, ServerlessRestApi; the paths and methods of all events go into the
 * definitions that SAM manages.
 */

#include "pass/implicit_api.h"
#include "pass/pass.h"

static const struct sx_implicit_kind rest = {
    .event_type = "Api",
    .id_property = "RestApiId",
    .id = "ServerlessRestApi",
    .resource_type = "AWS::Serverless::Api",
    .condition = "ServerlessRestApiCondition",
};

/* The implicit API, in place of any resource that has its id. */
static void add_implicit_api(struct sx_transform *t, struct sx_implicit *implicit) {
    struct sx_template *template = implicit->template;
    struct sx_string id = sx_string_from(implicit->kind->id);
    struct sx_resource *resource = sx_find_resource(t, template, id);
    implicit->existing = resource ? resource->node : NULL;
    implicit->existing_properties = resource ? resource->properties : NULL;
    if (implicit->existing_properties) /* the reference keeps a deep copy: case api/implicit_gives_a_resource_back */
        sx_document_copied(sx_document_new(t, implicit->existing_properties));
    t->cause = resource ? resource->node : GET(template->root, "Resources");
    resource = sx_add_resource(t, template, id, resource ? resource->id_span : (struct sx_span){0, 0},
                               MAP({"Type", TEXT(sx_string_from(implicit->kind->resource_type))}));
    resource->definition = NULL;
    resource->properties = sx_object_dict(t);
    DICT_SET(resource->properties, "StageName", sx_object_text(t, STR("Prod"), false));
    DICT_SET(resource->properties, "DefinitionBody", sx_swagger_skeleton(t));
    DICT_SET(resource->properties, "__MANAGE_SWAGGER", sx_object_bool(t, true));
    t->cause = NULL;
    sx_order_resources(t, template);
}

static void add_to_definition(struct sx_transform *t, const struct sx_implicit *implicit,
                              const struct sx_api_event *event) {
    struct sx_template *template = implicit->template;
    struct sx_resource *api = sx_find_resource(t, template, event->api);
    if (!api || sx_string_is(api->type, "AWS::Serverless::HttpApi")) {
        sx_suggest_resource(t, template, event->api, "AWS::Serverless::Api");
        sx_refuse_api_event(t, event, "RestApiId", SX_RULE_EVENT_SOURCE_TARGET,
                            STR("RestApiId must be a valid reference to an 'AWS::Serverless::Api' resource in same "
                                "template."));
    }
    if (!sx_string_is(api->type, implicit->kind->resource_type))
        return;
    struct sx_object *properties = sx_resource_properties(t, template, api);
    if (!sx_swagger_is_valid(t, DICT_GET(properties, "DefinitionBody")) ||
        !sx_object_is_true(DICT_GET(properties, "__MANAGE_SWAGGER")))
        return;
    struct sx_swagger swagger;
    sx_swagger_open(t, &swagger, sx_resource_definition(t, template, api), template->partition, event->owner->id_span);
    sx_swagger_add_path(t, &swagger, event->path, event->method);
    sx_swagger_close(t, &swagger);
}

/** The events of one resource, for its protected call. */
struct events_job {
    struct sx_implicit *implicit;
    struct sx_resource *owner;
};

static void process_events(struct sx_transform *t, void *argument) {
    const struct events_job *job = argument;
    struct sx_implicit *implicit = job->implicit;
    size_t count;
    const struct sx_dict_entry *entries = sx_implicit_events(t, implicit, job->owner, &count);
    for (size_t i = 0; i < count; i++) {
        struct sx_api_event event = {
            .owner = job->owner, .name = entries[i].key, .properties = DICT_GET(entries[i].value, "Properties")};
        if (!sx_object_is_true(event.properties))
            continue;
        if (!sx_object_is_dict(event.properties))
            sx_refuse_subject(t, (struct sx_subject){job->owner->id, event.name}, sx_object_at(event.properties),
                              SX_RULE_INVALID_PROPERTY_TYPE, STR("Properties should be a map."));
        sx_implicit_choose(t, implicit, &event);
        sx_implicit_check(t, implicit, &event);
        sx_implicit_remember(t, implicit, &event);
        add_to_definition(t, implicit, &event);
    }
    sx_implicit_finish_events(t, job->owner, count);
}

void sx_pass_implicit_rest_api(struct sx_transform *t, struct sx_template *template) {
    if (!template->python27)
        return; /* without a REST API there is nothing that this pass could change */
    struct sx_implicit implicit = {.kind = &rest, .template = template};
    add_implicit_api(t, &implicit);
    for (size_t i = 0; i < template->order.count; i++) {
        sx_expect_resources(template->order.items, template->order.count, i);
        struct events_job job = {&implicit, template->order.items[i]};
        if (job.owner->rest_events && !sx_protect(t, &t->resource, process_events, &job))
            implicit.failed = true;
    }
    sx_implicit_apply(t, &implicit);
    sx_implicit_remove_unused(t, &implicit);
    if (implicit.failed)
        sx_leave_document(t);
}
