/* SPDX-License-Identifier: Apache-2.0 */

/* Auth of a WebSocket API: who may open a connection. */

#include "api/websocket_api.h"

/* The first key beside AuthType. */
static struct sx_span additional_key(const struct sx_node *auth) {
    const struct sx_pair *pairs = auth->mapping.pairs;
    return pairs[sx_string_is(pairs[0].key, "AuthType") ? 1 : 0].key_span;
}

/* Auth is checked once more with each route, but what is wrong is found with the first. */
static void check(struct sx_transform *t, const struct sx_websocket_api *api) {
    const struct sx_node *auth = api->auth;
    if (!sx_is_mapping(auth))
        sx_refuse_websocket_type(t, api, auth, "Auth", "map");
    const struct sx_node *type = GET(auth, "AuthType");
    if (!sx_is_true(type))
        sx_refuse_websocket_api(t, api, sx_at(auth), SX_RULE_MISSING_PROPERTY,
                                STR("AuthType must be specified for additional auth configurations."));
    if (!sx_is_string(type))
        sx_refuse_websocket_type(t, api, type, "Auth.AuthType", "string");
    struct sx_string lower = sx_string_lower(t, type->string);
    bool is_custom = sx_string_is(lower, "custom"), is_iam = sx_string_is(lower, "aws_iam");
    if (!is_custom && !is_iam && !sx_string_is(lower, "none"))
        sx_refuse_websocket_api(t, api, sx_at(type), SX_RULE_INVALID_PROPERTY_VALUE,
                                STR("AuthType is not one of AWS_IAM, CUSTOM or NONE."));
    if (is_custom && !sx_is_true(GET(auth, "AuthArn")))
        sx_refuse_websocket_api(t, api, sx_at(auth), SX_RULE_MISSING_PROPERTY,
                                STR("AuthArn must be specified if AuthType is CUSTOM."));
    if (!is_custom && sx_count(auth) > 1)
        sx_refuse_websocket_api(t, api, additional_key(auth), SX_RULE_PROPERTY_CONFLICT,
                                CAT(t, STR("No additional configurations supported for AuthType "),
                                    is_iam ? STR("AWS_IAM.") : STR("NONE.")));
}

static struct sx_emitted *emit_authorizer(struct sx_transform *t, const struct sx_websocket_api *api) {
    const struct sx_node *auth = api->auth, *name = GET(auth, "Name");
    struct sx_string id = CAT(t, api->id, STR("ConnectAuthorizer"));
    const struct sx_node *uri = SUB("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
                                    "${AuthArn}/invocations",
                                    MAP({"AuthArn", GET(auth, "AuthArn")}));
    return sx_emit(t, api->template, id, "AWS::ApiGatewayV2::Authorizer",
                   MAP({"ApiId", REF(api->id)}, {"AuthorizerCredentialsArn", GET(auth, "InvokeRole")},
                       {"AuthorizerType", S("REQUEST")}, {"AuthorizerUri", uri},
                       {"IdentitySource", GET(auth, "IdentitySource")}, {"Name", sx_is_true(name) ? name : TEXT(id)}));
}

/* The check does not look at the case of AuthType, but this does: "custom" leaves $connect open to all. */
void sx_websocket_authorize(struct sx_transform *t, const struct sx_websocket_api *api, struct sx_emitted *route,
                            bool is_connect) {
    if (!sx_is_true(api->auth))
        return;
    check(t, api);
    if (!is_connect)
        return;
    const struct sx_node *type = GET(api->auth, "AuthType");
    if (sx_text_is(type, "CUSTOM")) {
        struct sx_string authorizer = emit_authorizer(t, api)->id;
        sx_set(t, route, "AuthorizationType", S("CUSTOM"));
        sx_set(t, route, "AuthorizerId", REF(authorizer));
    } else {
        sx_set(t, route, "AuthorizationType", sx_text_is(type, "AWS_IAM") ? S("AWS_IAM") : S("NONE"));
    }
}

void sx_websocket_emit_authorizer_permission(struct sx_transform *t, const struct sx_websocket_api *api) {
    if (!sx_text_is(GET(api->auth, "AuthType"), "CUSTOM") || sx_is_true(GET(api->auth, "InvokeRole")))
        return;
    const struct sx_node *source =
        SUB("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*",
            MAP({"__ApiId__", REF(api->id)}));
    sx_emit(t, api->template, CAT(t, api->id, STR("AuthorizerPermission")), "AWS::Lambda::Permission",
            MAP({"Action", S("lambda:InvokeFunction")}, {"FunctionName", GET(api->auth, "AuthArn")},
                {"Principal", S("apigateway.amazonaws.com")}, {"SourceArn", source}));
}
