/* SPDX-License-Identifier: Apache-2.0 */

/* The functions of AppSync, and the resolvers that are made of them. The reference names the function or the resolver
 * in what it refuses, as if that were the resource. */

#include "resource/graphql_api.h"

/* What a resolver without code of its own runs: the result of its last function is its result. */
#define DEFAULT_CODE                    \
    "\n"                                \
    "export function request(ctx) {\n"  \
    "    return {};\n"                  \
    "}\n"                               \
    "\n"                                \
    "export function response(ctx) {\n" \
    "    return ctx.prev.result;\n"     \
    "}\n"

static void refuse_both_codes(struct sx_transform *t, const struct sx_pair *pair) {
    if (sx_is_true(GET(pair->value, "InlineCode")) && sx_is_true(GET(pair->value, "CodeUri")))
        sx_refuse_resource(
            t, pair->key,
            sx_later(sx_at_key(t, pair->value, STR("InlineCode")), sx_at_key(t, pair->value, STR("CodeUri"))),
            SX_RULE_PROPERTY_CONFLICT, STR("Both 'InlineCode' and 'CodeUri' cannot be defined at the same time."));
}

static const struct sx_node *runtime(struct sx_transform *t, const struct sx_pair *pair) {
    const struct sx_node *given = GET(pair->value, "Runtime");
    if (!given)
        sx_refuse_resource(t, pair->key, pair->key_span, SX_RULE_MISSING_PROPERTY,
                           CAT(t, STR("'Runtime' must be defined as a property in "), pair->key, STR(".")));
    return MAP({"Name", GET(given, "Name")}, {"RuntimeVersion", GET(given, "Version")});
}

/* ------------------------------------------------------------------------------------------------- functions ---- */

static const struct sx_node *data_source_name(struct sx_transform *t, struct sx_graphql_api *api,
                                              const struct sx_pair *pair) {
    const struct sx_node *given = GET(pair->value, "DataSource");
    if (!sx_is_true(given))
        sx_refuse_resource(t, pair->key, pair->key_span, SX_RULE_MISSING_PROPERTY, STR("'DataSource' must be set."));
    if (!sx_is_string(given))
        return given;
    if (sx_string_is(sx_string_lower(t, given->string), "none")) {
        api->needs_none = true;
        return GET_ATT(sx_graphql_none_data_source(t, api), "Name");
    }
    const struct sx_node *name = sx_fields_get(t, &api->data_sources, given->string);
    if (!name)
        sx_refuse_resource(
            t, pair->key, sx_at(given), SX_RULE_INVALID_PROPERTY_VALUE,
            CAT(t, STR("Either define DataSource '"), given->string,
                STR("' in 'DataSources' or use intrinsic function like GetAtt, ImportValue, Sub or another one to "
                    "reference a DataSource defined outside of this GraphQLApi resource.")));
    return name;
}

/* A function that exists: it has an Id, and nothing else. */
static void add_existing(struct sx_transform *t, struct sx_graphql_api *api, const struct sx_pair *pair) {
    if (sx_count(pair->value) != 1)
        sx_refuse_resource(t, pair->key, sx_at_key(t, pair->value, STR("Id")), SX_RULE_PROPERTY_CONFLICT,
                           STR("'Id' cannot be defined with other properties in Function."));
    sx_fields_set(t, &api->functions, pair->key, GET(pair->value, "Id"));
}

static void emit_function(struct sx_transform *t, struct sx_graphql_api *api, const struct sx_pair *pair) {
    const struct sx_node *function = pair->value, *name = sx_if_true(GET(function, "Name"));
    struct sx_emitted *emitted =
        sx_graphql_emit(t, api, pair->key, "AWS::AppSync::FunctionConfiguration", MAP({"ApiId", api->api_id}));
    refuse_both_codes(t, pair);
    const struct sx_node *code = sx_if_true(GET(function, "InlineCode")), *uri = sx_if_true(GET(function, "CodeUri"));
    if (!code && !uri)
        sx_refuse_resource(t, pair->key, pair->key_span, SX_RULE_MISSING_PROPERTY,
                           STR("One of 'InlineCode' or 'CodeUri' must be set."));
    sx_set(t, emitted, "Code", code);
    sx_set(t, emitted, "CodeS3Location", code ? NULL : sx_graphql_uri(t, "CodeUri", uri));
    sx_set(t, emitted, "DataSourceName", data_source_name(t, api, pair));
    sx_set(t, emitted, "Description", GET(function, "Description"));
    sx_set(t, emitted, "MaxBatchSize", GET(function, "MaxBatchSize"));
    sx_set(t, emitted, "Name", name ? name : TEXT(pair->key));
    sx_set(t, emitted, "Runtime", runtime(t, pair));
    sx_set(t, emitted, "SyncConfig", GET(function, "Sync"));
    sx_fields_set(t, &api->functions, pair->key, GET_ATT(emitted->id, "FunctionId"));
}

void sx_graphql_emit_functions(struct sx_transform *t, struct sx_graphql_api *api) {
    const struct sx_node *functions = GET(api->properties, "Functions"), *cause = t->cause;
    for (size_t i = 0; i < sx_count(functions); i++) {
        const struct sx_pair *pair = &functions->mapping.pairs[i];
        t->cause = pair->value;
        if (sx_is_true(GET(pair->value, "Id")))
            add_existing(t, api, pair);
        else
            emit_function(t, api, pair);
    }
    t->cause = cause;
}

/* ------------------------------------------------------------------------------------------------- resolvers ---- */

static void set_code(struct sx_transform *t, struct sx_emitted *emitted, const struct sx_pair *pair) {
    const struct sx_node *code = GET(pair->value, "InlineCode"), *uri = GET(pair->value, "CodeUri");
    bool is_default = !sx_is_true(code) && !sx_is_true(uri);
    sx_set(t, emitted, "Code", is_default ? S(DEFAULT_CODE) : code);
    sx_set(t, emitted, "CodeS3Location", sx_graphql_uri(t, "CodeUri", uri));
    sx_set(t, emitted, "Runtime",
           is_default ? MAP({"Name", S("APPSYNC_JS")}, {"RuntimeVersion", S("1.0.0")}) : runtime(t, pair));
}

static const struct sx_node *pipeline(struct sx_transform *t, const struct sx_graphql_api *api,
                                      const struct sx_pair *pair) {
    const struct sx_node *names = GET(pair->value, "Pipeline"), *functions = NULL;
    if (!sx_is_true(names))
        sx_refuse_resource(t, pair->key, pair->key_span, SX_RULE_MISSING_PROPERTY,
                           CAT(t, STR("Resolver '"), pair->key,
                               STR("' must have Pipeline defined. Unit resolvers are not supported. If you need a Unit "
                                   "resolver you can use AppSync resource.")));
    for (size_t i = 0; i < sx_count(names); i++) {
        const struct sx_node *name = sx_item(names, i);
        const struct sx_node *function = sx_fields_get(t, &api->functions, name->string);
        if (!function)
            sx_refuse_resource(t, pair->key, sx_at(name), SX_RULE_INVALID_PROPERTY_VALUE,
                               CAT(t, STR("Function '"), name->string, STR("' does not exist.")));
        functions = sx_append(t, functions, function);
    }
    return functions;
}

static void emit_resolver(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_string type,
                          const struct sx_pair *pair, struct sx_string schema) {
    const struct sx_node *resolver = pair->value, *field = sx_if_true(GET(resolver, "FieldName"));
    struct sx_emitted *emitted =
        sx_graphql_emit(t, api, CAT(t, type, pair->key), "AWS::AppSync::Resolver",
                        MAP({"ApiId", api->api_id}, {"CachingConfig", GET(resolver, "Caching")}));
    emitted->depends_on = LIST(TEXT(schema));
    refuse_both_codes(t, pair);
    set_code(t, emitted, pair);
    sx_set(t, emitted, "FieldName", field ? field : TEXT(pair->key));
    sx_set(t, emitted, "Kind", S("PIPELINE"));
    sx_set(t, emitted, "MaxBatchSize", sx_if_true(GET(resolver, "MaxBatchSize")));
    sx_set(t, emitted, "PipelineConfig", MAP({"Functions", pipeline(t, api, pair)}));
    sx_set(t, emitted, "TypeName", TEXT(type));
}

void sx_graphql_emit_resolvers(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_string schema) {
    const struct sx_node *types = GET(api->properties, "Resolvers"), *cause = t->cause;
    for (size_t i = 0; i < sx_count(types); i++) {
        const struct sx_pair *type = &types->mapping.pairs[i];
        for (size_t j = 0; j < sx_count(type->value); j++) {
            t->cause = type->value->mapping.pairs[j].value;
            emit_resolver(t, api, type->key, &type->value->mapping.pairs[j], schema);
        }
    }
    t->cause = cause;
}
