/* SPDX-License-Identifier: Apache-2.0 */

/* Routes of a WebSocket API: the function that gets the messages of a kind. */

#include "api/websocket_api.h"
#include "python/alphanumeric.h"

/** A route while it is emitted. */
struct route {
    const struct sx_websocket_api *api;
    struct sx_string key;
    struct sx_span key_span;
    struct sx_string name; /* what the logical ids have of the key */
    const struct sx_node *properties;
};

/* Python's capitalize(), which also makes small letters of all but the first. */
static struct sx_string capitalized(struct sx_transform *t, struct sx_string text) {
    struct sx_buffer buffer = {.t = t};
    struct sx_string lower = sx_string_lower(t, text);
    for (size_t i = 0; i < lower.length; i++) {
        char byte = lower.bytes[i];
        sx_buffer_add_byte(&buffer, i == 0 && byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte);
    }
    return sx_buffer_string(&buffer);
}

static bool is_special(struct sx_string key) {
    return sx_string_is(key, "$connect") || sx_string_is(key, "$disconnect") || sx_string_is(key, "$default");
}

static struct sx_string name_of(struct sx_transform *t, const struct route *route) {
    if (is_special(route->key))
        return capitalized(t, sx_string_slice(route->key, 1, route->key.length));
    if (!sx_python_isalnum(route->key))
        sx_refuse_websocket_api(t, route->api, route->key_span, SX_RULE_INVALID_PROPERTY_VALUE,
                                CAT(t, STR("Route key '"), route->key,
                                    STR("' must be alphanumeric. Only $connect, $disconnect, and $default special "
                                        "routes are supported.")));
    return capitalized(t, route->key);
}

static struct sx_string id_of(struct sx_transform *t, const struct route *route, const char *suffix) {
    return CAT(t, route->api->id, route->name, sx_string_from(suffix));
}

static const struct sx_node *request_parameters(struct sx_transform *t, const struct route *route) {
    const struct sx_node *parameters = GET(route->properties, "RequestParameters");
    if (!sx_is_true(parameters))
        return NULL;
    if (!sx_string_is(route->key, "$connect"))
        sx_refuse_websocket_api(t, route->api, sx_at_key(t, route->properties, STR("RequestParameters")),
                                SX_RULE_PROPERTY_CONFLICT,
                                STR("Request parameters are only supported for the $connect route in WebSocket APIs."));
    return parameters;
}

static struct sx_emitted *emit_route(struct sx_transform *t, const struct route *route) {
    const struct sx_node *properties = route->properties, *parameters;
    const struct sx_node *target =
        MAP({"Fn::Join", LIST(S("/"), LIST(S("integrations"), REF(id_of(t, route, "Integration"))))});
    /* an id that cannot be counts before what else is wrong */
    struct sx_emitted *emitted =
        sx_emit(t, route->api->template, id_of(t, route, "Route"), "AWS::ApiGatewayV2::Route",
                MAP({"ApiId", REF(route->api->id)}, {"ApiKeyRequired", GET(properties, "ApiKeyRequired")},
                    {"ModelSelectionExpression", GET(properties, "ModelSelectionExpression")},
                    {"OperationName", GET(properties, "OperationName")},
                    {"RequestModels", GET(properties, "RequestModels")}, {"RouteKey", TEXT(route->key)},
                    {"RouteResponseSelectionExpression", GET(properties, "RouteResponseSelectionExpression")},
                    {"Target", target}));
    if (!sx_is_mapping(properties))
        sx_refuse_websocket_type(t, route->api, properties, "Routes", "map of maps");
    parameters = request_parameters(t, route);
    sx_set(t, emitted, "RequestParameters", parameters);
    return emitted;
}

static void emit_integration(struct sx_transform *t, const struct route *route) {
    /* null counts as given */
    const struct sx_node *function = GET(route->properties, "FunctionArn");
    if (!function)
        sx_refuse_websocket_api(t, route->api, route->key_span, SX_RULE_MISSING_PROPERTY,
                                STR("Route must have associated function."));
    const struct sx_node *uri = SUB("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
                                    "${FunctionArn}/invocations",
                                    MAP({"FunctionArn", function}));
    sx_emit(t, route->api->template, id_of(t, route, "Integration"), "AWS::ApiGatewayV2::Integration",
            MAP({"ApiId", REF(route->api->id)}, {"IntegrationType", S("AWS_PROXY")}, {"IntegrationUri", uri},
                {"TimeoutInMillis", GET(route->properties, "IntegrationTimeout")}));
}

static const struct sx_node *source_arn(struct sx_transform *t, const struct route *route) {
    const struct sx_node *stage = route->api->stage_name;
    bool named = sx_is_string(stage);
    struct sx_string arn =
        CAT(t, STR("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${"), route->api->id,
            STR(".ApiId}/"), named ? stage->string : STR("${__StageName__}"), STR("/"), route->key);
    return sx_new_sub(t, arn, named ? NULL : MAP({"__StageName__", stage}));
}

static void emit_permission(struct sx_transform *t, const struct route *route) {
    const struct sx_node *source = source_arn(t, route);
    sx_emit(t, route->api->template, id_of(t, route, "Permission"), "AWS::Lambda::Permission",
            MAP({"Action", S("lambda:InvokeFunction")}, {"FunctionName", GET(route->properties, "FunctionArn")},
                {"Principal", S("apigateway.amazonaws.com")}, {"SourceArn", source}));
}

void sx_websocket_emit_routes(struct sx_transform *t, struct sx_websocket_api *api) {
    if (!sx_is_mapping(api->routes))
        sx_refuse_websocket_type(t, api, api->routes, "Routes", "map");
    for (uint32_t i = 0; i < api->routes->mapping.count; i++) {
        const struct sx_pair *pair = &api->routes->mapping.pairs[i];
        struct route route = {.api = api, .key = pair->key, .key_span = pair->key_span, .properties = pair->value};
        route.name = name_of(t, &route);
        struct sx_emitted *emitted = emit_route(t, &route);
        sx_websocket_authorize(t, api, emitted, sx_string_is(route.key, "$connect"));
        emit_integration(t, &route);
        emit_permission(t, &route);
        api->route_ids = sx_append(t, api->route_ids, TEXT(emitted->id));
    }
}
