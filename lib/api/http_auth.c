/* SPDX-License-Identifier: Apache-2.0 */

/* Auth of an HTTP API: JWT authorizers (OAuth2), Lambda authorizers, and IAM. */

#include "api/http_api.h"

#define KEY_AUTHORIZER "x-amazon-apigateway-authorizer"

/** One authorizer. */
struct authorizer {
    const struct sx_http_api *api;
    struct sx_string name;
    const struct sx_object *configuration; /* NULL: AWS_IAM, which is not configured */
    struct sx_object *jwt;                 /* JwtConfiguration; NULL: a Lambda authorizer, or AWS_IAM */
};

/* ----------------------------------------------------------------------------------------------------- checking -- */

static noreturn void refuse(struct sx_transform *t, const struct authorizer *authorizer, const char *key,
                            enum sx_rule rule, struct sx_string message) {
    sx_refuse_api(t, &authorizer->api->base, authorizer->configuration, key, rule, message);
}

static void check_kind(struct sx_transform *t, const struct authorizer *authorizer) {
    static const struct {
        const char *key;
        bool jwt;
        const char *where;
    } properties[] = {
        {"AuthorizationScopes", true, "OAuth2 Authorizer"},
        {"IdentitySource", true, "OAuth2 Authorizer. For Lambda Authorizer, use the 'Identity' property instead"},
        {"FunctionArn", false, "Lambda Authorizer"},
        {"FunctionInvokeRole", false, "Lambda Authorizer"},
        {"Identity", false, "Lambda Authorizer"},
        {"AuthorizerPayloadFormatVersion", false, "Lambda Authorizer"},
        {"EnableSimpleResponses", false, "Lambda Authorizer"},
        {"EnableFunctionDefaultPermissions", false, "Lambda Authorizer"},
    };
    const struct sx_object *scopes = sx_dict_some(t, authorizer->configuration, "AuthorizationScopes");
    if (scopes && !sx_object_is_list(scopes))
        refuse(t, authorizer, "AuthorizationScopes", SX_RULE_INVALID_PROPERTY_TYPE,
               STR("AuthorizationScopes must be a list."));
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (properties[i].jwt != (authorizer->jwt != NULL) &&
            sx_dict_some(t, authorizer->configuration, properties[i].key))
            refuse(t, authorizer, properties[i].key, SX_RULE_PROPERTY_CONFLICT,
                   CAT(t, sx_string_from(properties[i].key), STR(" is only supported for "),
                       sx_string_from(properties[i].where), STR(".")));
}

static void check_required(struct sx_transform *t, const struct authorizer *authorizer, const char *kind,
                           const char *key) {
    if (!sx_dict_true(t, authorizer->configuration, key))
        refuse(t, authorizer, key, SX_RULE_MISSING_PROPERTY,
               CAT(t, authorizer->name, STR(" "), sx_string_from(kind), STR(" Authorizer must define '"),
                   sx_string_from(key), STR("'.")));
}

static void check(struct sx_transform *t, struct authorizer *authorizer) {
    const struct sx_rest_api *api = &authorizer->api->base;
    const struct sx_object *configuration = authorizer->configuration;
    if (DICT_GET(configuration, "OpenIdConnectUrl"))
        refuse(t, authorizer, "OpenIdConnectUrl", SX_RULE_UNKNOWN_PROPERTY,
               CAT(t, STR("'OpenIdConnectUrl' is no longer a supported property for authorizer '"), authorizer->name,
                   STR("'. Please refer to the AWS SAM documentation.")));
    authorizer->jwt = sx_dict_true(t, configuration, "JwtConfiguration");
    if (authorizer->jwt)
        sx_api_expect(t, api, configuration, STR("JwtConfiguration"), SX_EXPECT_MAP, STR("JwtConfiguration"));
    check_kind(t, authorizer);
    if (authorizer->jwt) {
        check_required(t, authorizer, "OAuth2", "IdentitySource");
    } else {
        check_required(t, authorizer, "Lambda", "FunctionArn");
        check_required(t, authorizer, "Lambda", "AuthorizerPayloadFormatVersion");
    }
    if (sx_dict_some(t, configuration, "EnableFunctionDefaultPermissions"))
        sx_api_expect(t, api, configuration, STR("EnableFunctionDefaultPermissions"), SX_EXPECT_BOOLEAN,
                      CAT(t, STR("Authorizers."), authorizer->name, STR(".EnableFunctionDefaultPermissions")));
}

/** The authorizers of an API. */
struct authorizers {
    struct authorizer *items;
    size_t count;
};

static struct authorizer *find(const struct authorizers *authorizers, struct sx_string name) {
    for (size_t i = 0; i < authorizers->count; i++)
        if (sx_string_equal(authorizers->items[i].name, name))
            return &authorizers->items[i];
    return NULL;
}

/* Checks them all. One that is called AWS_IAM takes the place of the one that needs no configuration. */
static struct authorizers read_authorizers(struct sx_transform *t, const struct sx_http_api *api) {
    const struct sx_object *auth = API_PROPERTY(&api->base, "Auth");
    struct sx_object *configurations = sx_dict_true(t, auth, "Authorizers");
    size_t count = 0;
    const struct sx_dict_entry *entries = NULL;
    if (configurations) {
        sx_api_expect(t, &api->base, auth, STR("Authorizers"), SX_EXPECT_MAP, STR("Auth.Authorizers"));
        entries = sx_dict_entries(t, configurations, &count);
    }
    struct authorizers authorizers = {sx_alloc_array(t, count + 1, sizeof *authorizers.items), 0};
    if (sx_object_is_true_value(DICT_GET(auth, "EnableIamAuthorizer")))
        authorizers.items[authorizers.count++] = (struct authorizer){.api = api, .name = STR("AWS_IAM")};
    for (size_t i = 0; i < count; i++) {
        sx_api_expect(t, &api->base, configurations, entries[i].key, SX_EXPECT_MAP,
                      CAT(t, STR("Auth.Authorizers."), entries[i].key));
        struct authorizer authorizer = {api, entries[i].key, entries[i].value, NULL};
        check(t, &authorizer);
        struct authorizer *existing = find(&authorizers, authorizer.name);
        *(existing ? existing : &authorizers.items[authorizers.count++]) = authorizer;
    }
    return authorizers;
}

/* -------------------------------------------------------------------------------------------------- definitions -- */

static struct sx_object *jwt_part(struct sx_transform *t, const struct authorizer *authorizer) {
    struct sx_object *part = sx_object_dict(t), *configuration = sx_object_dict(t);
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, authorizer->jwt, &count);
    for (size_t i = 0; i < count; i++)
        sx_dict_set_at(t, configuration, sx_string_lower(t, entries[i].key), true, entries[i].key_span,
                       sx_object_clone(t, entries[i].value));
    DICT_SET(part, "jwtConfiguration", configuration);
    DICT_SET(part, "identitySource", sx_object_clone(t, DICT_GET(authorizer->configuration, "IdentitySource")));
    DICT_SET(part, "type", PLAIN("jwt"));
    return part;
}

/* {"Fn::Sub": ["arn:...${__FunctionArn__}/invocations", {"__FunctionArn__": arn}]} */
static struct sx_object *authorizer_uri(struct sx_transform *t, const struct authorizer *authorizer) {
    struct sx_object *sub = sx_object_dict(t), *arguments = sx_object_list(t), *variables = sx_object_dict(t);
    struct sx_string arn = CAT(t, STR("arn:"), authorizer->api->base.template->partition,
                               STR(":apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}"
                                   "/invocations"));
    DICT_SET(variables, "__FunctionArn__", sx_object_clone(t, DICT_GET(authorizer->configuration, "FunctionArn")));
    sx_list_push(t, arguments, sx_object_text(t, arn, false));
    sx_list_push(t, arguments, variables);
    DICT_SET(sub, "Fn::Sub", arguments);
    return sub;
}

static void add_sources(struct sx_transform *t, const struct authorizer *authorizer, const struct sx_object *identity,
                        const char *key, const char *prefix, struct sx_object *sources) {
    const struct sx_rest_api *api = &authorizer->api->base;
    const struct sx_object *names = sx_dict_true(t, identity, key);
    if (!names)
        return;
    struct sx_string path = CAT(t, STR("Authorizers."), authorizer->name, STR(".Identity."), sx_string_from(key));
    sx_api_expect(t, api, identity, sx_string_from(key), SX_EXPECT_LIST, path);
    for (size_t i = 0; i < sx_object_count(names); i++) {
        const struct sx_object *name = sx_list_item(names, i);
        sx_api_expect_object(t, api, name, sx_object_at(names), SX_EXPECT_STRING,
                             CAT(t, path, STR("["), sx_string_from_int(t, (long long)i), STR("]")));
        sx_list_push(t, sources,
                     sx_object_text(t, CAT(t, sx_string_from(prefix), sx_object_string(name)), name->unicode));
    }
}

static struct sx_object *identity_source(struct sx_transform *t, const struct authorizer *authorizer,
                                         const struct sx_object *identity) {
    struct sx_object *sources = sx_object_list(t);
    add_sources(t, authorizer, identity, "Headers", "$request.header.", sources);
    add_sources(t, authorizer, identity, "QueryStrings", "$request.querystring.", sources);
    add_sources(t, authorizer, identity, "StageVariables", "$stageVariables.", sources);
    add_sources(t, authorizer, identity, "Context", "$context.", sources);
    return sources;
}

static struct sx_object *lambda_part(struct sx_transform *t, const struct authorizer *authorizer) {
    const struct sx_object *configuration = authorizer->configuration;
    struct sx_object *part = sx_object_dict(t), *role = sx_dict_true(t, configuration, "FunctionInvokeRole");
    struct sx_object *identity = sx_dict_true(t, configuration, "Identity");
    struct sx_object *simple = sx_dict_true(t, configuration, "EnableSimpleResponses");
    DICT_SET(part, "type", PLAIN("request"));
    DICT_SET(part, "authorizerUri", authorizer_uri(t, authorizer));
    if (role && !sx_object_text_is(role, "NONE"))
        DICT_SET(part, "authorizerCredentials", sx_object_clone(t, role));
    if (identity) {
        sx_api_expect(t, &authorizer->api->base, configuration, STR("Identity"), SX_EXPECT_MAP,
                      CAT(t, STR("Auth.Authorizers."), authorizer->name, STR(".Identity")));
        struct sx_object *seconds = sx_dict_some(t, identity, "ReauthorizeEvery");
        if (seconds)
            DICT_SET(part, "authorizerResultTtlInSeconds", sx_object_clone(t, seconds));
        DICT_SET(part, "identitySource", identity_source(t, authorizer, identity));
    }
    DICT_SET(part, "authorizerPayloadFormatVersion",
             sx_object_clone(t, DICT_GET(configuration, "AuthorizerPayloadFormatVersion")));
    if (simple)
        DICT_SET(part, "enableSimpleResponses", sx_object_clone(t, simple));
    return part;
}

static struct sx_object *definition_of(struct sx_transform *t, const struct authorizer *authorizer) {
    struct sx_object *definition = sx_object_dict(t);
    DICT_SET(definition, "type", authorizer->jwt ? PLAIN("oauth2") : PLAIN("apiKey"));
    if (authorizer->jwt) {
        DICT_SET(definition, KEY_AUTHORIZER, jwt_part(t, authorizer));
        return definition;
    }
    DICT_SET(definition, "name", authorizer->configuration ? PLAIN("Unused") : PLAIN("Authorization"));
    DICT_SET(definition, "in", PLAIN("header"));
    if (authorizer->configuration)
        DICT_SET(definition, KEY_AUTHORIZER, lambda_part(t, authorizer));
    else
        DICT_SET(definition, "x-amazon-apigateway-authtype", PLAIN("awsSigv4"));
    return definition;
}

/* --------------------------------------------------------------------------------------------------------- Auth -- */

static void set_default(struct sx_transform *t, const struct sx_http_api *api, struct sx_http_editor *editor,
                        const struct authorizers *authorizers) {
    const struct sx_object *auth = API_PROPERTY(&api->base, "Auth");
    const struct sx_object *name = sx_dict_true(t, auth, "DefaultAuthorizer");
    if (!name || sx_object_is_no_value(t, name))
        return;
    sx_api_expect(t, &api->base, auth, STR("DefaultAuthorizer"), SX_EXPECT_STRING, STR("Auth.DefaultAuthorizer"));
    const struct authorizer *authorizer = find(authorizers, sx_object_string(name));
    if (!authorizer) {
        sx_suggest_key(t, sx_object_string(name), DICT_GET(auth, "Authorizers"));
        sx_refuse_api(t, &api->base, auth, "DefaultAuthorizer", SX_RULE_INVALID_PROPERTY_VALUE,
                      CAT(t, STR("Unable to set DefaultAuthorizer because '"), sx_object_string(name),
                          STR("' was not defined in 'Authorizers'.")));
    }
    sx_http_set_default_authorizer(t, editor, authorizer->name,
                                   sx_dict_some(t, authorizer->configuration, "AuthorizationScopes"));
}

static void check_auth_keys(struct sx_transform *t, const struct sx_http_api *api, const struct sx_object *auth) {
    static const char *const keys[] = {"Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"};
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, auth, &count);
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t j = 0; j < sizeof keys / sizeof *keys; j++)
            known = known || sx_string_is(entries[i].key, keys[j]);
        if (known)
            continue;
        sx_suggest_name(t, entries[i].key, keys, sizeof keys / sizeof *keys);
        sx_refuse_api(t, &api->base, auth, sx_string_terminated(t, entries[i].key), SX_RULE_UNKNOWN_PROPERTY,
                      STR("Invalid value for 'Auth' property"));
    }
}

void sx_http_api_add_auth(struct sx_transform *t, const struct sx_http_api *api) {
    const struct sx_object *auth = sx_dict_true(t, api->base.properties, "Auth");
    if (!auth)
        return;
    sx_http_need_definition(t, api, "Auth",
                            STR("Auth works only with inline OpenApi specified in the 'DefinitionBody' property."));
    check_auth_keys(t, api, auth);
    sx_http_expect_openapi(t, api, STR("Unable to add Auth configuration"));
    struct sx_http_editor editor;
    sx_http_open_definition(t, api, &editor);
    struct authorizers authorizers = read_authorizers(t, api);
    for (size_t i = 0; i < authorizers.count; i++)
        sx_http_add_security_scheme(t, &editor, authorizers.items[i].name, definition_of(t, &authorizers.items[i]));
    set_default(t, api, &editor, &authorizers);
    sx_http_close(t, &editor);
}

void sx_http_api_emit_authorizer_permissions(struct sx_transform *t, const struct sx_http_api *api) {
    if (!sx_dict_true(t, api->base.properties, "Auth"))
        return;
    struct authorizers authorizers = read_authorizers(t, api);
    struct sx_string id = api->base.id;
    struct sx_string arn = sx_arn(t, STR("${AWS::Partition}"), "execute-api", STR("${__ApiId__}/authorizers/*"));
    for (size_t i = 0; i < authorizers.count; i++) {
        const struct sx_object *configuration = authorizers.items[i].configuration;
        const struct sx_object *function = sx_dict_true(t, configuration, "FunctionArn");
        if (!function || !sx_dict_true(t, configuration, "EnableFunctionDefaultPermissions"))
            continue;
        sx_api_emit(t, &api->base, CAT(t, id, authorizers.items[i].name, STR("AuthorizerPermission")),
                    "AWS::Lambda::Permission",
                    MAP({"Action", S("lambda:InvokeFunction")}, {"FunctionName", sx_object_node(t, function)},
                        {"Principal", S("apigateway.amazonaws.com")},
                        {"SourceArn", sx_new_sub(t, arn, MAP({"__ApiId__", REF(id)}))}));
    }
}
