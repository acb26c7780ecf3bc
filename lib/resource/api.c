/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Serverless::Api: a REST API of API Gateway. Its parts stand in api/. */

#include "api/rest_api.h"
#include "resource/resource.h"

/* What is emitted, in the order of the reference. */
static const struct sx_emitted_rank ranks[] = {
    {"AWS::ApiGateway::RestApi", 0},
    {"AWS::ApiGateway::Deployment", 1},
    {"AWS::ApiGateway::Stage", 2},
    {"AWS::Lambda::Permission", 3},
    {"AWS::ApiGateway::DomainName", 4},
    {"AWS::ApiGateway::DomainNameV2", 5},
    {"AWS::ApiGateway::BasePathMapping", 6},
    {"AWS::ApiGateway::BasePathMappingV2", 7},
    {"AWS::Route53::RecordSetGroup", 8},
    {"AWS::ApiGateway::UsagePlan", 9},
    {"AWS::ApiGateway::ApiKey", 10},
    {"AWS::ApiGateway::UsagePlanKey", 11},
    {"AWS::ApiGateway::DomainNameAccessAssociation", 12},
    {NULL, 13},
};

static struct sx_rest_api read(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    struct sx_rest_api api = {
        .template = template,
        .resource = resource,
        .id = resource->id,
        .attributes = sx_attributes_of(t, resource->node),
        .properties = sx_resource_properties(t, template, resource),
    };
    /* it looks at properties, and at what stands directly in them */
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::Api")), api.id,
                        sx_object_outline(t, api.properties, 2), resource->id_span);
    api.binary_media_types = sx_api_resolved(t, &api, "BinaryMediaTypes");
    api.domain = sx_api_resolved(t, &api, "Domain");
    api.auth = sx_api_resolved(t, &api, "Auth");
    if (sx_dict_true(t, api.properties, "DefinitionBody"))
        api.definition = sx_resource_definition(t, template, resource);
    return api;
}

/* Emits the RestApi, and makes the digest of its document or of where that is; false: there is neither. */
static bool emit_rest_api(struct sx_transform *t, struct sx_rest_api *api) {
    static const char *const passed_through[] = {
        "FailOnWarnings",   "Name",   "Description",    "Mode",
        "ApiKeySourceType", "Policy", "SecurityPolicy", "EndpointAccessMode",
    };
    sx_rest_check_definition(t, api);
    api->rest_api =
        sx_emit(t, api->template, api->id, "AWS::ApiGateway::RestApi",
                MAP({"BinaryMediaTypes", sx_object_node(t, api->binary_media_types)},
                    {"MinimumCompressionSize", sx_object_node(t, API_PROPERTY(api, "MinimumCompressionSize"))}));
    sx_set_all_attributes(t, api->rest_api, api->resource->node);
    sx_rest_set_endpoint_configuration(t, api);
    sx_rest_add_cors(t, api);
    sx_rest_add_auth(t, api);
    sx_rest_add_gateway_responses(t, api);
    sx_rest_add_binary_media_types(t, api);
    sx_rest_add_models(t, api);
    sx_rest_disable_execute_api_endpoint(t, api);
    for (size_t i = 0; i < sizeof passed_through / sizeof *passed_through; i++)
        sx_set(t, api->rest_api, passed_through[i],
               sx_object_node(t, sx_dict_true(t, api->properties, passed_through[i])));
    const struct sx_object *document = sx_rest_definition_location(t, api);
    bool in_template = !document && api->definition;
    if (in_template) {
        sx_rest_postprocess_definition(t, api);
        document = sx_document_root(api->definition);
    }
    sx_sha1_begin(&api->digest);
    sx_set(t, api->rest_api, in_template ? "Body" : "BodyS3Location", sx_object_node_digest(t, document, &api->digest));
    return document != NULL;
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    struct sx_rest_api api = read(t, template, resource);
    bool has_document = emit_rest_api(t, &api);
    sx_rest_emit_domain(t, &api);
    sx_rest_emit_deployment(t, &api, has_document);
    sx_rest_emit_stage(t, &api);
    sx_rest_emit_authorizer_permissions(t, &api);
    sx_rest_emit_usage_plan(t, &api);
    sx_sort_emitted(t, resource, ranks);
    const struct sx_object *tags = sx_dict_true(t, api.properties, "Tags");
    if (tags && sx_dict_true(t, api.properties, "PropagateTags"))
        sx_propagate_tags(t, resource, sx_object_node(t, tags));
}

static const struct sx_referable referable[] = {
    {"Stage", "AWS::ApiGateway::Stage"},           {"Deployment", "AWS::ApiGateway::Deployment"},
    {"DomainName", "AWS::ApiGateway::DomainName"}, {"DomainNameV2", "AWS::ApiGateway::DomainNameV2"},
    {"UsagePlan", "AWS::ApiGateway::UsagePlan"},   {"UsagePlanKey", "AWS::ApiGateway::UsagePlanKey"},
    {"ApiKey", "AWS::ApiGateway::ApiKey"},         {NULL, NULL},
};

const struct sx_resource_kind sx_resource_api = {
    .type = "AWS::Serverless::Api",
    .order = 2,
    .referable = referable,
    .expand = expand,
};
