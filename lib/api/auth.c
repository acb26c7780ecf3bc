/* SPDX-License-Identifier: Apache-2.0 */

/* Auth: who may call a REST API. Usage plans, which are resources of their own, stand in usage_plan.c. */

#include "api/rest_api.h"

static const char *const auth_keys[] = {
    "Authorizers",
    "DefaultAuthorizer",
    "InvokeRole",
    "AddDefaultAuthorizerToCorsPreflight",
    "AddApiKeyRequiredToCorsPreflight",
    "ApiKeyRequired",
    "ResourcePolicy",
    "UsagePlan",
};
enum { AUTH_KEYS = sizeof auth_keys / sizeof *auth_keys };

static bool is_key_of_auth(struct sx_string key) {
    for (size_t i = 0; i < AUTH_KEYS; i++)
        if (sx_string_is(key, auth_keys[i]))
            return true;
    return false;
}

static void check_keys(struct sx_transform *t, const struct sx_rest_api *api) {
    struct sx_dict_walk walk = sx_dict_begin(t, api->auth);
    for (const struct sx_dict_entry *entry = sx_dict_next(&walk); entry; entry = sx_dict_next(&walk)) {
        if (is_key_of_auth(entry->key))
            continue;
        sx_suggest_name(t, entry->key, auth_keys, AUTH_KEYS);
        sx_refuse_api(t, api, api->auth, sx_string_terminated(t, entry->key), SX_RULE_UNKNOWN_PROPERTY,
                      STR("Invalid value for 'Auth' property"));
    }
    /* a parameter may have put anything there */
    if (!sx_object_is_dict(api->auth))
        sx_refuse_api(t, api, api->properties, "Auth", SX_RULE_INVALID_PROPERTY_TYPE,
                      STR("Invalid value for 'Auth' property"));
}

/* A switch that is on unless it is given. */
static bool is_on(struct sx_transform *t, const struct sx_object *auth, const char *key) {
    const struct sx_object *value = sx_dict_get(t, auth, sx_string_from(key));
    return !value || sx_object_is_true(value);
}

/* ------------------------------------------------------------------------------------------------- authorizers -- */

static struct sx_swagger_authorizer *definitions_of(struct sx_transform *t, const struct sx_rest_api *api,
                                                    const struct sx_rest_authorizer *authorizers, size_t count) {
    struct sx_swagger_authorizer *definitions = sx_alloc_array(t, count, sizeof *definitions);
    for (size_t i = 0; i < count; i++)
        definitions[i] = (struct sx_swagger_authorizer){
            .name = authorizers[i].name,
            .unicode = authorizers[i].unicode,
            .definition = sx_rest_authorizer_definition(t, api, &authorizers[i]),
            .scopes = sx_dict_some(t, authorizers[i].configuration, "AuthorizationScopes"),
        };
    return definitions;
}

static void check_default(struct sx_transform *t, const struct sx_rest_api *api,
                          const struct sx_object *default_authorizer, const struct sx_rest_authorizer *authorizers,
                          size_t count) {
    if (!sx_object_is_text(default_authorizer))
        sx_refuse_api(t, api, api->auth, "DefaultAuthorizer", SX_RULE_INVALID_PROPERTY_TYPE,
                      STR("DefaultAuthorizer is not a string."));
    struct sx_string name = sx_object_string(default_authorizer);
    for (size_t i = 0; i < count; i++)
        if (sx_string_equal(authorizers[i].name, name))
            return;
    sx_suggest_key(t, name, DICT_GET(api->auth, "Authorizers"));
    sx_refuse_api(
        t, api, api->auth, "DefaultAuthorizer", SX_RULE_INVALID_PROPERTY_VALUE,
        CAT(t, STR("Unable to set DefaultAuthorizer because '"), name, STR("' was not defined in 'Authorizers'.")));
}

static void add_authorizers(struct sx_transform *t, const struct sx_rest_api *api, struct sx_swagger *swagger) {
    const struct sx_object *default_authorizer = DICT_GET(api->auth, "DefaultAuthorizer");
    size_t count, path_count;
    const struct sx_rest_authorizer *authorizers = sx_rest_authorizers(t, api, default_authorizer, &count);
    /* without any, a DefaultAuthorizer is ignored */
    if (count == 0)
        return;
    const struct sx_swagger_authorizer *definitions = definitions_of(t, api, authorizers, count);
    sx_swagger_add_authorizers(t, swagger, definitions, count);
    if (!sx_object_is_true(default_authorizer))
        return;
    check_default(t, api, default_authorizer, authorizers, count);
    struct sx_maybe_unicode name = {sx_object_string(default_authorizer), default_authorizer->unicode};
    bool on_preflight = is_on(t, api->auth, "AddDefaultAuthorizerToCorsPreflight");
    const struct sx_dict_entry *paths = sx_dict_entries(t, swagger->paths, &path_count);
    for (size_t i = 0; i < path_count; i++)
        sx_swagger_set_default_authorizer(t, swagger, paths[i].key, name, definitions, count, on_preflight);
}

/* ----------------------------------------------------------------------------------------- keys and policies -- */

static void add_api_keys(struct sx_transform *t, const struct sx_rest_api *api, struct sx_swagger *swagger) {
    if (!sx_dict_true(t, api->auth, "ApiKeyRequired"))
        return;
    sx_swagger_add_api_key_definition(t, swagger);
    bool on_preflight = is_on(t, api->auth, "AddApiKeyRequiredToCorsPreflight");
    size_t count;
    const struct sx_dict_entry *paths = sx_dict_entries(t, swagger->paths, &count);
    for (size_t i = 0; i < count; i++)
        sx_swagger_set_default_api_key(t, swagger, paths[i].key, on_preflight);
}

static void add_resource_policy(struct sx_transform *t, const struct sx_rest_api *api, struct sx_swagger *swagger) {
    struct sx_object *policy = sx_dict_true(t, api->auth, "ResourcePolicy");
    if (!policy)
        return;
    if (!sx_object_is_dict(policy))
        sx_refuse_whole_template(t, sx_api_at(t, api, api->auth, "ResourcePolicy", SX_RULE_INVALID_PROPERTY_TYPE),
                                 SX_RULE_INVALID_PROPERTY_TYPE,
                                 STR("ResourcePolicy must be a map (ResourcePolicyStatement)."));
    size_t count;
    const struct sx_dict_entry *paths = sx_dict_entries(t, swagger->paths, &count);
    for (size_t i = 0; i < count; i++) {
        struct sx_maybe_unicode path = {paths[i].key, paths[i].unicode};
        sx_swagger_add_resource_policy(t, swagger, policy, path, API_PROPERTY(api, "StageName"));
    }
    struct sx_object *statements = sx_dict_true(t, policy, "CustomStatements");
    if (statements)
        sx_swagger_add_custom_statements(t, swagger, statements);
}

/* Auth may be shared with other APIs, by Globals, and the document takes parts of it: so it gets a copy. */
static struct sx_rest_api with_own_auth(struct sx_transform *t, const struct sx_rest_api *api) {
    struct sx_rest_api own = *api;
    own.auth = sx_object_clone(t, api->auth);
    return own;
}

void sx_rest_add_auth(struct sx_transform *t, const struct sx_rest_api *api) {
    if (!sx_object_is_true(api->auth))
        return;
    if (!api->definition)
        sx_refuse_api(t, api, api->properties, "Auth", SX_RULE_PROPERTY_CONFLICT,
                      STR("Auth works only with inline Swagger specified in 'DefinitionBody' property."));
    check_keys(t, api);
    sx_rest_expect_swagger(t, api, STR("Unable to add Auth configuration"));
    const struct sx_rest_api own = with_own_auth(t, api);
    struct sx_swagger swagger;
    sx_rest_open_definition(t, &own, &swagger);
    add_authorizers(t, &own, &swagger);
    add_api_keys(t, &own, &swagger);
    add_resource_policy(t, &own, &swagger);
    sx_swagger_close(t, &swagger);
    sx_rest_postprocess_definition(t, api);
}
