/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Serverless::HttpApi: an HTTP API of API Gateway v2. Its parts stand in api/. */

#include "api/http_api.h"
#include "cfn/s3_location.h"
#include "resource/resource.h"

/* What is emitted, in the order of the reference. */
static const struct sx_emitted_rank ranks[] = {
    {"AWS::ApiGatewayV2::Api", 0},
    {"AWS::Lambda::Permission", 1},
    {"AWS::ApiGatewayV2::DomainName", 2},
    {"AWS::ApiGatewayV2::ApiMapping", 3},
    {"AWS::Route53::RecordSetGroup", 4},
    {"AWS::ApiGatewayV2::Stage", 5},
    {NULL, 6},
};

static struct sx_http_api read(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    struct sx_http_api api = {.base = {
                                  .template = template,
                                  .resource = resource,
                                  .id = resource->id,
                                  .attributes = sx_attributes_of(t, resource->node),
                                  .properties = sx_resource_properties(t, template, resource),
                              }};
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::HttpApi")), resource->id,
                        sx_object_outline(t, api.base.properties, 2), resource->id_span);
    api.cors = sx_api_resolved(t, &api.base, "CorsConfiguration");
    api.base.domain = sx_api_resolved(t, &api.base, "Domain");
    api.tags = API_PROPERTY(&api.base, "Tags");
    api.definition = sx_dict_true(t, api.base.properties, "DefinitionBody");
    return api;
}

/* The document as the properties of the API have edited it, or where it is. */
static void set_body(struct sx_transform *t, const struct sx_http_api *api) {
    const struct sx_object *uri = sx_dict_true(t, api->base.properties, "DefinitionUri");
    if (uri)
        sx_set(t, api->emitted, "BodyS3Location",
               sx_s3_document(t, api->base.id, "DefinitionUri", sx_object_node(t, uri)));
    else if (api->definition)
        sx_set(t, api->emitted, "Body", sx_object_node(t, api->definition));
    else
        sx_refuse_api(t, &api->base, api->base.properties, NULL, SX_RULE_MISSING_PROPERTY,
                      STR("'DefinitionUri' or 'DefinitionBody' are required properties of an "
                          "'AWS::Serverless::HttpApi'. Add a value for one of these properties or add a 'HttpApi' "
                          "event to an 'AWS::Serverless::Function'."));
}

static void emit_api(struct sx_transform *t, struct sx_http_api *api) {
    const struct sx_rest_api *base = &api->base;
    api->emitted = sx_emit(t, base->template, base->id, "AWS::ApiGatewayV2::Api", NULL);
    sx_set_all_attributes(t, api->emitted, base->resource->node);
    if (api->definition && sx_dict_true(t, base->properties, "DefinitionUri"))
        sx_refuse_conflict(t, base, base->properties, "DefinitionUri", "DefinitionBody",
                           STR("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both."));
    sx_http_api_add_cors(t, api);
    sx_http_api_add_auth(t, api);
    sx_http_api_add_tags(t, api);
    sx_set(t, api->emitted, "FailOnWarnings", sx_object_node(t, sx_dict_true(t, base->properties, "FailOnWarnings")));
    sx_http_api_disable_endpoint(t, api);
    sx_http_api_add_title(t, api);
    sx_http_api_add_description(t, api);
    sx_http_api_rename_default_path(t, api);
    set_body(t, api);
}

/*
 * Tags go to the domain name too, in the place of the one that SAM puts there: whatever PropagateTags says, as long as
 * there is a DefinitionBody. Those of the API itself stand in its document, and the stage has them anyway.
 */
static void propagate_tags(struct sx_transform *t, const struct sx_http_api *api) {
    const struct sx_node *tags = sx_object_node(t, sx_dict_true(t, api->base.properties, "Tags"));
    if (!tags || !API_PROPERTY(&api->base, "DefinitionBody"))
        return;
    for (size_t i = 0; i < api->base.resource->emitted.count; i++) {
        struct sx_emitted *emitted = api->base.resource->emitted.items[i];
        if (sx_string_is(sx_string_from(emitted->type), "AWS::ApiGatewayV2::DomainName"))
            sx_set(t, emitted, "Tags", tags);
    }
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    static const struct sx_domain_v2 kind = {.created_by = "httpapi:createdBy", .shares_record_sets = true};
    struct sx_http_api api = read(t, template, resource);
    emit_api(t, &api);
    sx_emit_domain_v2(t, &api.base, &kind);
    sx_http_api_emit_authorizer_permissions(t, &api);
    sx_http_api_emit_stage(t, &api);
    sx_sort_emitted(t, resource, ranks);
    propagate_tags(t, &api);
}

static const struct sx_referable referable[] = {
    {"Stage", "AWS::ApiGatewayV2::Stage"},
    {"DomainName", "AWS::ApiGatewayV2::DomainName"},
    {NULL, NULL},
};

const struct sx_resource_kind sx_resource_http_api = {
    .type = "AWS::Serverless::HttpApi",
    .order = 2,
    .referable = referable,
    .expand = expand,
};
