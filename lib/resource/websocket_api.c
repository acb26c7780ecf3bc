/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Serverless::WebSocketApi: a WebSocket API of API Gateway. Its parts stand in api/. */

#include "api/websocket_api.h"
#include "resource/resource.h"

noreturn void sx_refuse_websocket_api(struct sx_transform *t, const struct sx_websocket_api *api, struct sx_span where,
                                      enum sx_rule rule, struct sx_string message) {
    sx_refuse_resource(t, api->id, where.end ? where : api->resource->id_span, rule, message);
}

noreturn void sx_refuse_websocket_type(struct sx_transform *t, const struct sx_websocket_api *api,
                                       const struct sx_node *value, const char *path, const char *kind) {
    struct sx_span where = sx_at(value);
    sx_refuse_own(t, where.end ? where : api->resource->id_span, SX_RULE_INVALID_PROPERTY_TYPE,
                  CAT(t, STR("Resource with id ["), api->id, STR("] is invalid. Property '"), sx_string_from(path),
                      STR("' should be a "), sx_string_from(kind), STR(".")));
}

const struct sx_node *sx_websocket_tags(struct sx_transform *t, const struct sx_node *tags) {
    return sx_with(t, sx_is_true(tags) ? tags : EMPTY_MAP(), STR("websocketapi:createdBy"), S("SAM"));
}

/* ---------------------------------------------------------------------------------------------------- checking -- */

static const struct sx_node *resolved(struct sx_transform *t, const struct sx_websocket_api *api,
                                      struct sx_string name) {
    const struct sx_node *value = sx_property(t, api->properties, name);
    return value ? sx_resolve(t, &api->template->parameters, value) : NULL;
}

static struct sx_websocket_api read(struct sx_transform *t, struct sx_template *template,
                                    struct sx_resource *resource) {
    struct sx_websocket_api api = {
        .template = template,
        .resource = resource,
        .id = resource->id,
        .properties = GET(resource->node, "Properties"),
    };
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::WebSocketApi")), api.id, api.properties,
                        resource->id_span);
    api.auth = resolved(t, &api, STR("Auth"));
    api.domain = resolved(t, &api, STR("Domain"));
    api.routes = resolved(t, &api, STR("Routes"));
    api.stage_name = PROPERTY(api.properties, "StageName");
    if (!api.stage_name)
        api.stage_name = S("default");
    return api;
}

static void check(struct sx_transform *t, const struct sx_websocket_api *api) {
    if (!sx_is_true(api->routes))
        sx_refuse_websocket_api(t, api, sx_at(api->routes), SX_RULE_MISSING_PROPERTY,
                                STR("WebSocket API must have at least one route."));
    const struct sx_node *address = PROPERTY(api->properties, "IpAddressType");
    if (address && !sx_is_intrinsic(address) && !sx_text_is(address, "ipv4") && !sx_text_is(address, "dualstack"))
        sx_refuse_websocket_api(t, api, sx_at(address), SX_RULE_INVALID_PROPERTY_VALUE,
                                STR("IpAddressType must be 'ipv4' or 'dualstack'."));
    if (sx_is_true(GET(api->domain, "MutualTlsAuthentication")))
        sx_refuse_websocket_api(t, api, sx_at_key(t, api->domain, STR("MutualTlsAuthentication")),
                                SX_RULE_PROPERTY_CONFLICT,
                                STR("Mutual TLS domain name association is not supported for Websocket APIs."));
    if (sx_is_true(api->auth) && sx_is_mapping(api->routes) && !sx_has(t, api->routes, STR("$connect")))
        sx_refuse_websocket_api(t, api, sx_at_key(t, api->properties, STR("Auth")), SX_RULE_PROPERTY_CONFLICT,
                                STR("Authorization is only available if there is a $connect route."));
}

/* ---------------------------------------------------------------------------------------------------- emitting -- */

static void emit_api(struct sx_transform *t, const struct sx_websocket_api *api, const struct sx_node *tags) {
    const struct sx_node *properties = api->properties, *name = PROPERTY(properties, "Name");
    struct sx_emitted *emitted =
        sx_emit(t, api->template, api->id, "AWS::ApiGatewayV2::Api",
                MAP({"ApiKeySelectionExpression", PROPERTY(properties, "ApiKeySelectionExpression")},
                    {"Description", PROPERTY(properties, "Description")},
                    {"DisableExecuteApiEndpoint", PROPERTY(properties, "DisableExecuteApiEndpoint")},
                    {"DisableSchemaValidation", PROPERTY(properties, "DisableSchemaValidation")},
                    {"IpAddressType", PROPERTY(properties, "IpAddressType")}, {"Name", name ? name : TEXT(api->id)},
                    {"ProtocolType", S("WEBSOCKET")},
                    {"RouteSelectionExpression", PROPERTY(properties, "RouteSelectionExpression")}, {"Tags", tags}));
    emitted->depends_on = GET(api->resource->node, "DependsOn");
}

static struct sx_emitted *emit_stage(struct sx_transform *t, const struct sx_websocket_api *api) {
    const struct sx_node *properties = api->properties, *tags = sx_websocket_tags(t, NULL);
    if (sx_text_is(api->stage_name, "$default"))
        sx_refuse_websocket_api(t, api, sx_at(api->stage_name), SX_RULE_INVALID_PROPERTY_VALUE,
                                STR("Stages cannot be named $default for WebSocket APIs."));
    struct sx_string prefix = sx_text_is(api->stage_name, "default") ? STR("Default") : sx_text(api->stage_name);
    return sx_emit(t, api->template, CAT(t, api->id, prefix, STR("Stage")), "AWS::ApiGatewayV2::Stage",
                   MAP({"AccessLogSettings", PROPERTY(properties, "AccessLogSettings")},
                       {"DefaultRouteSettings", PROPERTY(properties, "DefaultRouteSettings")},
                       {"RouteSettings", PROPERTY(properties, "RouteSettings")}, {"ApiId", REF(api->id)},
                       {"StageName", api->stage_name}, {"Tags", tags},
                       {"StageVariables", PROPERTY(properties, "StageVariables")}, {"AutoDeploy", BOOL(true)}));
}

/* What is emitted, in the order of the reference: a route stands with its integration and its permission. */
static const struct sx_emitted_rank ranks[] = {
    {"AWS::ApiGatewayV2::Api", 0},       {"AWS::ApiGatewayV2::Route", 1},      {"AWS::ApiGatewayV2::Integration", 1},
    {"AWS::Lambda::Permission", 1},      {"AWS::ApiGatewayV2::DomainName", 2}, {"AWS::ApiGatewayV2::ApiMapping", 3},
    {"AWS::Route53::RecordSetGroup", 4}, {"AWS::ApiGatewayV2::Stage", 5},      {NULL, 6},
};

/* These types have a map of tags, and what is propagated takes its place. */
static void propagate_tags(struct sx_transform *t, struct sx_resource *resource, const struct sx_node *tags) {
    static const char *const types[] = {"AWS::ApiGatewayV2::Stage", "AWS::ApiGatewayV2::DomainName"};
    for (size_t i = 0; i < resource->emitted.count; i++)
        for (size_t j = 0; j < sizeof types / sizeof *types; j++)
            if (sx_string_is(sx_string_from(resource->emitted.items[i]->type), types[j]))
                sx_set(t, resource->emitted.items[i], "Tags", tags);
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    struct sx_websocket_api api = read(t, template, resource);
    check(t, &api);
    /* the reference sets its own tag in Tags itself, which is what it propagates */
    const struct sx_node *tags = sx_websocket_tags(t, PROPERTY(api.properties, "Tags"));
    emit_api(t, &api, tags);
    sx_websocket_emit_domain(t, &api);
    struct sx_emitted *stage = emit_stage(t, &api);
    sx_websocket_emit_routes(t, &api);
    if (sx_is_true(PROPERTY(api.properties, "RouteSettings")))
        stage->depends_on = api.route_ids;
    sx_sort_emitted(t, resource, ranks);
    sx_websocket_emit_authorizer_permission(t, &api);
    if (sx_is_true(PROPERTY(api.properties, "Tags")) && sx_is_true(PROPERTY(api.properties, "PropagateTags")))
        propagate_tags(t, resource, tags);
}

static const struct sx_referable referable[] = {
    {"Stage", "AWS::ApiGatewayV2::Stage"},
    {"DomainName", "AWS::ApiGatewayV2::DomainName"},
    {NULL, NULL},
};

const struct sx_resource_kind sx_resource_websocket_api = {
    .type = "AWS::Serverless::WebSocketApi",
    .order = 2,
    .referable = referable,
    .expand = expand,
};
