/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Applications of the Serverless Application Repository: parameters and mappings are put into Location, and the host is
 * asked for the URLs of their templates. The reference does so before all else, to give the repository time.
 */

#include "base/options.h"
#include "cfn/application.h"
#include "cfn/dynamic_reference.h"
#include "pass/pass.h"
#include "python/text.h"

/** The look-ups while they are made. */
struct lookups {
    struct sx_map urls;              /* application id -> const char *, from the options */
    struct sx_map found;             /* id and version as JSON -> struct sx_application * */
    const struct sx_node *not_ready; /* the ids of applications whose templates were not ready in time */
    struct sx_span not_ready_at;
};

static struct sx_application *refused(struct sx_transform *t, struct sx_string id, enum sx_rule rule,
                                      struct sx_string message) {
    struct sx_application *application = SX_NEW(t, struct sx_application);
    application->refusal = CAT(t, STR("Resource with id ["), id, STR("] is invalid. "), message);
    application->rule = rule;
    return application;
}

static struct sx_application *found_at(struct sx_transform *t, struct sx_string url) {
    struct sx_application *application = SX_NEW(t, struct sx_application);
    application->url = TEXT(url);
    return application;
}

static struct sx_application *ask_host(struct sx_transform *t, struct lookups *lookups, struct sx_string id,
                                       const struct sx_node *application_id, const struct sx_node *version) {
    const char *url = sx_map_get(t, &lookups->urls, application_id->string);
    if (url)
        return found_at(t, sx_string_from(url));
    const struct samx_options *options = t->options;
    const char *text = NULL;
    samx_application_status status = SAMX_APPLICATION_UNKNOWN;
    if (options->application_lookup)
        status = options->application_lookup(options->application_user, sx_string_terminated(t, application_id->string),
                                             sx_string_terminated(t, version->string), &text);
    if (status == SAMX_APPLICATION_NOT_READY) {
        if (!lookups->not_ready)
            lookups->not_ready_at = sx_at(application_id);
        lookups->not_ready = sx_append(t, lookups->not_ready, application_id);
    }
    if (status == SAMX_APPLICATION_REFUSED && text)
        return refused(t, id, SX_RULE_APPLICATION, sx_string_copy(t, sx_string_from(text)));
    /* one that is not ready makes the whole template fail, so that its URL does not matter */
    if (status == SAMX_APPLICATION_NOT_READY || (status == SAMX_APPLICATION_FOUND && text))
        return found_at(t, sx_string_copy(t, sx_string_from(text)));
    return SX_NEW(t, struct sx_application);
}

static bool has_dynamic_reference(struct sx_string text) {
    static const char *const services[] = {"ssm", NULL};
    struct sx_string name;
    return sx_find_dynamic_reference(text, services, &name);
}

static struct sx_application *look_up(struct sx_transform *t, struct lookups *lookups, struct sx_string id,
                                      const struct sx_node *application_id, const struct sx_node *version) {
    if (!sx_is_string(application_id))
        return refused(t, id, SX_RULE_INVALID_PROPERTY_TYPE,
                       STR("Property 'Location.ApplicationId' should be a string."));
    if (!sx_is_string(version)) {
        struct sx_application *application = refused(t, id, SX_RULE_INVALID_PROPERTY_TYPE,
                                                     STR("Property 'Location.SemanticVersion' should be a string."));
        application->about_version = true;
        return application;
    }
    if (has_dynamic_reference(application_id->string))
        return refused(t, id, SX_RULE_INVALID_PROPERTY_VALUE,
                       STR("Serverless Application Repostiory does not support dynamic reference in 'ApplicationId' "
                           "property."));
    return ask_host(t, lookups, id, application_id, version);
}

/* The same application may be there twice: the reference asks once, and names the first resource in both errors. */
static void look_up_once(struct sx_transform *t, struct sx_template *template, struct lookups *lookups,
                         const struct sx_resource *resource, const struct sx_node *location) {
    const struct sx_node *application_id = GET(location, "ApplicationId"), *version = GET(location, "SemanticVersion");
    if (sx_is_mapping(application_id) || sx_is_mapping(version))
        return;
    struct sx_string key = CAT(t, sx_python_json(t, application_id), STR("\n"), sx_python_json(t, version));
    struct sx_application *application = sx_map_get(t, &lookups->found, key);
    if (!application) {
        application = look_up(t, lookups, resource->id, application_id, version);
        sx_map_set(t, &lookups->found, key, application);
    }
    sx_map_set(t, &template->applications, resource->id, application);
}

static const struct sx_node *resolve(struct sx_transform *t, const struct sx_template *template,
                                     const struct sx_node *location, struct sx_string key) {
    const struct sx_node *value = sx_resolve(t, &template->parameters, sx_get(t, location, key));
    return sx_with(t, location, key, sx_resolve_mappings(t, template->mappings, value));
}

static void find(struct sx_transform *t, struct sx_template *template, struct lookups *lookups,
                 struct sx_resource *resource) {
    const struct sx_node *properties = GET(resource->node, "Properties");
    const struct sx_node *location = GET(properties, "Location");
    if (sx_is_none(GET(location, "ApplicationId")) || sx_is_none(GET(location, "SemanticVersion")))
        return;
    t->cause = location;
    location = resolve(t, template, location, STR("ApplicationId"));
    location = resolve(t, template, location, STR("SemanticVersion"));
    properties = sx_with(t, properties, STR("Location"), location);
    resource->node = sx_with(t, resource->node, STR("Properties"), properties);
    look_up_once(t, template, lookups, resource, location);
}

void sx_pass_applications(struct sx_transform *t, struct sx_template *template) {
    struct lookups lookups = {0};
    const struct sx_settings *urls = &t->options->applications;
    for (size_t i = 0; i < urls->count; i++)
        sx_map_set(t, &lookups.urls, sx_string_from(urls->items[i].name), urls->items[i].value);
    for (size_t i = 0; i < template->order.count; i++)
        if (sx_string_is(template->order.items[i]->type, "AWS::Serverless::Application"))
            find(t, template, &lookups, template->order.items[i]);
    t->cause = NULL;
    if (lookups.not_ready)
        sx_report_reference(t, lookups.not_ready_at, SX_RULE_APPLICATION,
                            CAT(t, STR("Resource with id ["), sx_python_repr(t, lookups.not_ready),
                                STR("] is invalid. Timed out waiting for nested stack templates to reach ACTIVE "
                                    "status.")));
}
