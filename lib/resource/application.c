/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Serverless::Application: a nested stack, from a template somewhere or from the Serverless Application
 * Repository. */

#include "cfn/application.h"
#include "cfn/s3_location.h"
#include "resource/resource.h"

/* The name that RFC 2606 keeps from ever being found. */
#define PLACEHOLDER_URL "https://unknown-application.invalid/template.yaml"

static void check_has(struct sx_transform *t, const struct sx_resource *resource, const struct sx_node *mapping,
                      const char *key) {
    if (!sx_has(t, mapping, sx_string_from(key)))
        sx_refuse_resource(t, resource->id, sx_at(mapping).end ? sx_at(mapping) : resource->id_span,
                           SX_RULE_MISSING_PROPERTY,
                           CAT(t, STR("Resource is missing the required ["), sx_string_from(key), STR("] property.")));
}

static void check_is_resolved(struct sx_transform *t, struct sx_string id, const struct sx_node *value,
                              const char *property) {
    if (sx_is_mapping(value))
        sx_refuse_resource(t, id, sx_at(value), SX_RULE_INTRINSIC,
                           CAT(t, STR("Property '"), sx_string_from(property),
                               STR("' cannot be resolved. Only FindInMap and Ref intrinsic functions are supported.")));
}

static const struct sx_node *unknown_url(struct sx_transform *t, const struct sx_node *application_id) {
    struct sx_diagnostic *warning =
        sx_report(t, sx_at(application_id), SX_RULE_APPLICATION_LOOKUP,
                  CAT(t, STR("The URL of the template of the application '"), sx_text(application_id),
                      STR("' is not known: a placeholder takes its place.")));
    warning->hint = STR("give the URL with --applications, or put it in the place of Location");
    return S(PLACEHOLDER_URL);
}

/* The URL of an application of the repository. */
static const struct sx_node *application_url(struct sx_transform *t, const struct sx_template *template,
                                             const struct sx_resource *resource, const struct sx_node *location) {
    check_has(t, resource, location, "ApplicationId");
    check_has(t, resource, location, "SemanticVersion");
    const struct sx_node *id = GET(location, "ApplicationId"), *version = GET(location, "SemanticVersion");
    struct sx_subject subject = {.resource = resource->id};
    sx_expect_some(t, subject, id, sx_at_key(t, location, STR("ApplicationId")), STR("ApplicationId"));
    check_is_resolved(t, resource->id, id, "ApplicationId");
    if (!sx_is_true(version))
        sx_refuse_resource(t, resource->id,
                           sx_at_entry(t, location, STR("SemanticVersion"), SX_RULE_INVALID_PROPERTY_VALUE),
                           SX_RULE_INVALID_PROPERTY_VALUE, STR("Property 'SemanticVersion' cannot be blank."));
    check_is_resolved(t, resource->id, version, "SemanticVersion");
    const struct sx_application *application = sx_map_get(t, &template->applications, resource->id);
    if (application->refusal.length)
        sx_refuse(t, sx_at(application->about_version ? version : id), application->rule, application->refusal);
    return application->url ? application->url : unknown_url(t, id);
}

/* A path is carried over whatever the treatment of local artifacts is: the reference looks at no Location. */
static void warn_of_local_path(struct sx_transform *t, const struct sx_node *location) {
    if (!sx_is_local_path(location))
        return;
    struct sx_diagnostic *warning = sx_report(t, sx_at(location), SX_RULE_LOCAL_ARTIFACT,
                                              CAT(t, STR("'Location' is a path on this machine: "), location->string));
    warning->hint = STR("run `aws cloudformation package` on the output before it is deployed");
}

static const struct sx_node *repository_tags(struct sx_transform *t, const struct sx_node *location) {
    return MAP({"serverlessrepo:applicationId", PROPERTY(location, "ApplicationId")},
               {"serverlessrepo:semanticVersion", PROPERTY(location, "SemanticVersion")});
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    const struct sx_node *properties = GET(resource->node, "Properties");
    check_has(t, resource, properties, "Location");
    const struct sx_node *location = GET(properties, "Location");
    bool in_repository = sx_is_mapping(location);
    const struct sx_node *url = in_repository ? application_url(t, template, resource, location) : location;
    /* the reference keeps the URL in a property of the resource, and checks that too */
    properties = sx_with(t, properties, STR("TemplateUrl"), url);
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::Application")), resource->id, properties,
                        resource->id_span);
    warn_of_local_path(t, location);
    struct sx_emitted *stack = sx_emit(t, template, resource->id, "AWS::CloudFormation::Stack",
                                       MAP({"TemplateURL", url}, {"Parameters", PROPERTY(properties, "Parameters")},
                                           {"NotificationARNs", PROPERTY(properties, "NotificationARNs")},
                                           {"TimeoutInMinutes", PROPERTY(properties, "TimeoutInMinutes")}));
    sx_set(t, stack, "Tags",
           sx_tag_list_with(t, resource->id, in_repository ? repository_tags(t, location) : NULL,
                            PROPERTY(properties, "Tags")));
    sx_set_attributes(t, stack, sx_attributes_of(t, resource->node));
    stack->depends_on = GET(resource->node, "DependsOn");
}

const struct sx_resource_kind sx_resource_application = {
    .type = "AWS::Serverless::Application",
    .order = 3,
    .expand = expand,
};
