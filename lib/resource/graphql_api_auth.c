/* SPDX-License-Identifier: Apache-2.0 */

/* Who may call a GraphQL API. */

#include "resource/graphql_api.h"

/** What a type of authentication needs beside its name. */
static const struct configuration {
    const char *type;
    const char *property; /* of SAM */
    const char *target;   /* of CloudFormation */
} configurations[] = {
    {"AWS_LAMBDA", "LambdaAuthorizer", "LambdaAuthorizerConfig"},
    {"OPENID_CONNECT", "OpenIDConnect", "OpenIDConnectConfig"},
    {"AMAZON_COGNITO_USER_POOLS", "UserPool", "UserPoolConfig"},
};
enum { CONFIGURATION_COUNT = sizeof configurations / sizeof *configurations };

/* The reference counts from 0, and takes the first of the additional ones for the default one. */
static void check_only_one(struct sx_transform *t, const struct sx_graphql_api *api, const struct sx_node *auth,
                           size_t index) {
    size_t count = 0;
    struct sx_span last = {0, 0};
    for (size_t i = 0; i < CONFIGURATION_COUNT; i++) {
        struct sx_string property = sx_string_from(configurations[i].property);
        if (!sx_has(t, auth, property))
            continue;
        count++;
        last = sx_later(last, sx_at_key(t, auth, property));
    }
    if (count < 2)
        return;
    struct sx_string path = STR("Auth");
    if (index)
        path = CAT(t, STR("Auth.Additional."), sx_string_from_int(t, (long long)index));
    sx_refuse_resource(t, api->id, last, SX_RULE_PROPERTY_CONFLICT,
                       CAT(t, STR("'"), path, STR("' has more than one authentication configuration defined.")));
}

static void configure(struct sx_transform *t, const struct sx_graphql_api *api, const struct sx_node *auth,
                      size_t index, struct sx_fields *properties) {
    check_only_one(t, api, auth, index);
    const struct sx_node *type = GET(auth, "Type");
    sx_fields_set(t, properties, STR("AuthenticationType"), type);
    for (size_t i = 0; i < CONFIGURATION_COUNT; i++) {
        const struct configuration *configuration = &configurations[i];
        if (!sx_text_is(type, configuration->type))
            continue;
        struct sx_string property = sx_string_from(configuration->property);
        const struct sx_node *value = sx_get(t, auth, property);
        if (!value)
            sx_refuse_resource(t, api->id, sx_at(type), SX_RULE_MISSING_PROPERTY,
                               CAT(t, STR("'"), property, STR("' must be defined if type is '"),
                                   sx_string_from(configuration->type), STR("'.")));
        sx_fields_set(t, properties, sx_string_from(configuration->target), sx_if_true(value));
    }
}

static const struct sx_node *additional_provider(struct sx_transform *t, const struct sx_graphql_api *api,
                                                 const struct sx_node *auth, size_t index) {
    struct sx_fields fields = {0};
    configure(t, api, auth, index, &fields);
    /* AppSync knows the default action of the default one alone */
    const struct sx_node *user_pool = sx_fields_get(t, &fields, STR("UserPoolConfig"));
    if (user_pool)
        sx_fields_set(t, &fields, STR("UserPoolConfig"), sx_with(t, user_pool, STR("DefaultAction"), NULL));
    return sx_fields_node(t, &fields, auth);
}

void sx_graphql_authentication(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_fields *properties) {
    const struct sx_node *auth = GET(api->properties, "Auth"), *providers = NULL;
    const struct sx_node *additional = GET(auth, "Additional");
    configure(t, api, auth, 0, properties);
    for (size_t i = 0; i < sx_count(additional); i++)
        providers = sx_append(t, providers, additional_provider(t, api, sx_item(additional, i), i));
    sx_fields_set(t, properties, STR("AdditionalAuthenticationProviders"), providers);
}

static void connect(struct sx_transform *t, const struct sx_graphql_api *api, const struct sx_node *configuration,
                    long long *number) {
    const struct sx_node *function = GET(configuration, "AuthorizerUri");
    if (!function)
        return;
    const struct sx_node *source =
        MAP({"Type", S("AWS::AppSync::GraphQLApi")}, {"Arn", REF(api->id)}, {"ResourceId", api->api_id});
    const struct sx_node *destination = MAP({"Type", S("AWS::Lambda::Function")}, {"Arn", function});
    struct sx_string name = CAT(t, STR("ToLambdaAuthConnector"), sx_string_from_int(t, ++*number));
    sx_graphql_connect(t, api, name, source, destination, LIST(S("Write")));
}

void sx_graphql_connect_authorizers(struct sx_transform *t, const struct sx_graphql_api *api,
                                    const struct sx_fields *properties) {
    const struct sx_node *providers = sx_fields_get(t, properties, STR("AdditionalAuthenticationProviders"));
    long long number = 0;
    connect(t, api, sx_fields_get(t, properties, STR("LambdaAuthorizerConfig")), &number);
    for (size_t i = 0; i < sx_count(providers); i++)
        connect(t, api, GET(sx_item(providers, i), "LambdaAuthorizerConfig"), &number);
}
