/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The reference was ported from Python 2.7, and logical ids of deployments are hashes of what that printed. So for a
 * template that has a REST API (or an HTTP API with a default authorizer) it imitates the order of Python 2.7's
 * dictionaries, also where it goes through resources and events.
 */

#include "pass/implicit_api.h"
#include "pass/pass.h"

static bool is_type(const struct sx_resource *resource, const char *type) {
    return sx_string_is(resource->type, type);
}

static bool may_have_events(const struct sx_resource *resource) {
    return is_type(resource, "AWS::Serverless::Function") || is_type(resource, "AWS::Serverless::StateMachine");
}

/* What the passes of the implicit APIs ask of every resource, so that they need not go through a large template. */
static void note(const struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    const struct sx_node *events = may_have_events(resource) ? GET(GET(resource->node, "Properties"), "Events") : NULL;
    for (uint32_t i = 0; sx_is_mapping(events) && i < events->mapping.count; i++) {
        const struct sx_node *type = GET(events->mapping.pairs[i].value, "Type");
        resource->rest_events = resource->rest_events || sx_text_is(type, "Api");
        resource->http_events = resource->http_events || sx_text_is(type, "HttpApi");
    }
    template->http_events = template->http_events || resource->http_events;
    template->conditional = template->conditional || !sx_is_none(GET(resource->node, "Condition"));
}

/* Ends at the first, or has noted all. */
static bool has_rest_api(const struct sx_transform *t, struct sx_template *template) {
    for (size_t i = 0; i < template->resources.count; i++) {
        struct sx_resource *resource = template->resources.items[i];
        sx_expect_resources(template->resources.items, template->resources.count, i);
        note(t, template, resource);
        if (resource->rest_events || is_type(resource, "AWS::Serverless::Api"))
            return true;
    }
    return false;
}

static bool has_default_authorizer(const struct sx_transform *t, const struct sx_node *properties) {
    return sx_is_true(GET(GET(properties, "Auth"), "DefaultAuthorizer"));
}

static bool has_http_api_with_authorizer(const struct sx_transform *t, const struct sx_template *template) {
    bool global = has_default_authorizer(t, GET(GET(template->root, "Globals"), "HttpApi"));
    for (size_t i = 0; i < template->resources.count; i++) {
        const struct sx_resource *resource = template->resources.items[i];
        if (is_type(resource, "AWS::Serverless::HttpApi") &&
            (global || has_default_authorizer(t, GET(resource->node, "Properties"))))
            return true;
        if (global && is_type(resource, "AWS::Serverless::Function") && resource->http_events)
            return true;
    }
    return false;
}

/* Events of a Function or StateMachine are converted with the template. */
static void convert_events(struct sx_transform *t, struct sx_resource *resource) {
    const struct sx_node *events = may_have_events(resource) ? GET(GET(resource->node, "Properties"), "Events") : NULL;
    if (sx_is_mapping(events))
        sx_implicit_convert_events(t, resource, events, true);
}

void sx_pass_python27(struct sx_transform *t, struct sx_template *template) {
    template->python27 = has_rest_api(t, template) || has_http_api_with_authorizer(t, template);
    if (template->python27) {
        enum { IMPLICIT = 2 }; /* ServerlessRestApi, ServerlessHttpApi */
        template->ids = sx_object_dict27_for(t, template->resources.count + IMPLICIT);
        for (size_t i = 0; i < template->resources.count; i++) {
            sx_expect_resources(template->resources.items, template->resources.count, i);
            sx_dict_set(t, template->ids, template->resources.items[i]->id, true,
                        &template->resources.items[i]->object);
            note(t, template, template->resources.items[i]);
            convert_events(t, template->resources.items[i]);
        }
    }
    sx_order_resources(t, template);
}
