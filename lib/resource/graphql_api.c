/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Serverless::GraphQLApi: an API of AppSync with its schema, and what else it is made of. */

#include "resource/graphql_api.h"

#include "cfn/s3_location.h"
#include "resource/connector.h"

#include <string.h>

struct sx_emitted *sx_graphql_emit(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_string name,
                                   const char *type, const struct sx_node *properties) {
    struct sx_emitted *emitted = sx_emit(t, api->template, CAT(t, api->id, name), type, properties);
    sx_set_all_attributes(t, emitted, api->resource->node);
    return emitted;
}

struct sx_emitted *sx_graphql_emit_role(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_string name,
                                        const struct sx_node *managed_policies) {
    return sx_graphql_emit(t, api, name, "AWS::IAM::Role",
                           MAP({"AssumeRolePolicyDocument", sx_assume_role_policy(t, "appsync.amazonaws.com")},
                               {"ManagedPolicyArns", managed_policies}));
}

void sx_graphql_connect(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_string name,
                        const struct sx_node *source, const struct sx_node *destination,
                        const struct sx_node *permissions) {
    struct sx_connector connector = {
        .id = CAT(t, api->id, name),
        .where = api->resource->id_span,
        .source = source,
        .destination = destination,
        .permissions = permissions,
    };
    sx_connect(t, api->template, &connector);
}

const struct sx_node *sx_graphql_uri(struct sx_transform *t, const char *property, const struct sx_node *uri) {
    if (!sx_is_local_path(uri))
        return uri;
    struct sx_diagnostic *warning =
        sx_report(t, sx_at(uri), SX_RULE_LOCAL_ARTIFACT,
                  CAT(t, STR("'"), sx_string_from(property), STR("' is a path on this machine: "), uri->string));
    warning->hint = STR("run `aws cloudformation package` on the output before it is deployed");
    return uri;
}

/* ------------------------------------------------------------------------------------------------ properties ---- */

static bool is_known(struct sx_string key) {
    for (size_t i = 0; i < sx_graphql_api_model.count; i++)
        if (sx_string_is(key, sx_graphql_api_model.fields[i].name))
            return true;
    return false;
}

/* This one type the reference lets have any other property, and takes no notice of it. */
static const struct sx_node *known_properties(struct sx_transform *t, const struct sx_node *properties) {
    struct sx_fields known = {0};
    if (!sx_is_mapping(properties))
        return properties;
    for (size_t i = 0; i < sx_count(properties); i++) {
        const struct sx_pair *pair = &properties->mapping.pairs[i];
        if (is_known(pair->key))
            sx_fields_set_at(t, &known, pair->key, pair->key_span, pair->value);
    }
    return sx_fields_node(t, &known, properties);
}

/* The properties, converted as the reference converts them. Of all that is wrong it tells the first. */
static const struct sx_node *parse(struct sx_transform *t, const struct sx_resource *resource) {
    const struct sx_node *properties = known_properties(t, GET(resource->node, "Properties"));
    struct sx_model_errors errors;
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::GraphQLApi")), resource->id, properties,
                        resource->id_span);
    const struct sx_node *parsed = sx_model_parse(t, &sx_graphql_api_model, properties, &errors);
    if (!parsed) {
        const struct sx_model_error *error = &errors.list.items[0];
        sx_refuse_resource(t, resource->id, error->where, sx_model_error_rule(error),
                           CAT(t, STR("Property '"), sx_model_error_path(t, error), STR("' is invalid.")));
    }
    return parsed;
}

/* --------------------------------------------------------------------------------------------------- the API ---- */

/* LogConfig; `*needs_role` when it has no role of its own. Without Logging everything is logged. */
static const struct sx_node *log_config(struct sx_transform *t, const struct sx_graphql_api *api, bool *needs_role) {
    const struct sx_node *logging = GET(api->properties, "Logging");
    const struct sx_node *role = sx_if_true(GET(logging, "CloudWatchLogsRoleArn"));
    const struct sx_node *level = sx_if_true(GET(logging, "FieldLogLevel"));
    *needs_role = !role && !(sx_is(logging, SX_BOOL) && !logging->boolean);
    if (!role && !*needs_role)
        return NULL;
    return MAP({"ExcludeVerboseContent", sx_if_true(GET(logging, "ExcludeVerboseContent"))},
               {"FieldLogLevel", level ? level : S("ALL")},
               {"CloudWatchLogsRoleArn", role ? role : GET_ATT(CAT(t, api->id, STR("CloudWatchRole")), "Arn")});
}

static void emit_log_role(struct sx_transform *t, const struct sx_graphql_api *api) {
    const struct sx_node *policy =
        SUB("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs", NULL);
    sx_graphql_emit_role(t, api, STR("CloudWatchRole"), LIST(policy));
}

static void emit_api(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_fields *authentication,
                     const struct sx_node *logs) {
    const struct sx_node *properties = api->properties, *name = sx_if_true(GET(properties, "Name"));
    /* SAM's own tag may be given here, and is overwritten */
    const struct sx_node *tags = sx_with(t, GET(properties, "Tags"), STR("graphqlapi:createdBy"), S("SAM"));
    struct sx_fields all = {0};
    sx_fields_set(t, &all, STR("Name"), name ? name : TEXT(api->id));
    sx_fields_set(t, &all, STR("Tags"), sx_tag_list(t, tags));
    sx_fields_set(t, &all, STR("XrayEnabled"), GET(properties, "XrayEnabled"));
    sx_fields_set_all(t, &all, sx_fields_node(t, authentication, GET(properties, "Auth")));
    sx_fields_set(t, &all, STR("LogConfig"), logs);
    static const char *const passed[] = {"Visibility", "OwnerContact", "IntrospectionConfig", "QueryDepthLimit",
                                         "ResolverCountLimit"};
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
        struct sx_string property = sx_string_from(passed[i]);
        sx_fields_set(t, &all, property, sx_if_true(sx_get(t, properties, property)));
    }
    sx_graphql_emit(t, api, STR(""), "AWS::AppSync::GraphQLApi", sx_fields_node(t, &all, NULL));
}

/* Returns its logical id. */
static struct sx_string emit_schema(struct sx_transform *t, const struct sx_graphql_api *api) {
    const struct sx_node *text = GET(api->properties, "SchemaInline"), *uri = GET(api->properties, "SchemaUri");
    if (!sx_is_true(text) && !sx_is_true(uri))
        sx_refuse_resource(t, api->id, sx_at(api->properties), SX_RULE_MISSING_PROPERTY,
                           STR("One of 'SchemaInline' or 'SchemaUri' must be set."));
    if (sx_is_true(text) && sx_is_true(uri))
        sx_refuse_resource(t, api->id,
                           sx_later(sx_at_key(t, api->properties, STR("SchemaInline")),
                                    sx_at_key(t, api->properties, STR("SchemaUri"))),
                           SX_RULE_PROPERTY_CONFLICT,
                           STR("Both 'SchemaInline' and 'SchemaUri' cannot be defined at the same time."));
    uri = sx_graphql_uri(t, "SchemaUri", uri);
    return sx_graphql_emit(t, api, STR("Schema"), "AWS::AppSync::GraphQLSchema",
                           MAP({"ApiId", api->api_id}, {"Definition", text}, {"DefinitionS3Location", uri}))
        ->id;
}

/* --------------------------------------------------------------------------------------------- what it needs ---- */

static void emit_keys(struct sx_transform *t, const struct sx_graphql_api *api) {
    const struct sx_node *keys = GET(api->properties, "ApiKeys"), *cause = t->cause;
    for (size_t i = 0; i < sx_count(keys); i++) {
        const struct sx_pair *pair = &keys->mapping.pairs[i];
        t->cause = pair->value;
        sx_graphql_emit(t, api, pair->key, "AWS::AppSync::ApiKey",
                        MAP({"ApiId", api->api_id}, {"ApiKeyId", GET(pair->value, "ApiKeyId")},
                            {"Description", GET(pair->value, "Description")},
                            {"Expires", GET(pair->value, "ExpiresOn")}));
    }
    t->cause = cause;
}

static void emit_cache(struct sx_transform *t, const struct sx_graphql_api *api) {
    const struct sx_node *cache = GET(api->properties, "Cache");
    if (!cache)
        return;
    sx_graphql_emit(t, api, STR("ApiCache"), "AWS::AppSync::ApiCache",
                    MAP({"ApiCachingBehavior", GET(cache, "ApiCachingBehavior")}, {"ApiId", api->api_id},
                        {"AtRestEncryptionEnabled", GET(cache, "AtRestEncryptionEnabled")},
                        {"TransitEncryptionEnabled", GET(cache, "TransitEncryptionEnabled")},
                        {"Ttl", GET(cache, "Ttl")}, {"Type", GET(cache, "Type")}));
}

static void emit_domain(struct sx_transform *t, const struct sx_graphql_api *api) {
    const struct sx_node *domain = GET(api->properties, "DomainName");
    if (!domain)
        return;
    struct sx_emitted *emitted =
        sx_graphql_emit(t, api, STR("DomainName"), "AWS::AppSync::DomainName",
                        MAP({"CertificateArn", GET(domain, "CertificateArn")},
                            {"Description", GET(domain, "Description")}, {"DomainName", GET(domain, "DomainName")}));
    sx_graphql_emit(t, api, STR("DomainNameApiAssociation"), "AWS::AppSync::DomainNameApiAssociation",
                    MAP({"ApiId", api->api_id}, {"DomainName", REF(emitted->id)}));
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    struct sx_graphql_api api = {
        .template = template,
        .resource = resource,
        .id = resource->id,
        .properties = parse(t, resource),
        .api_id = GET_ATT(resource->id, "ApiId"),
    };
    struct sx_fields authentication = {0};
    bool needs_log_role;
    sx_graphql_authentication(t, &api, &authentication);
    const struct sx_node *logs = log_config(t, &api, &needs_log_role);
    emit_api(t, &api, &authentication, logs);
    struct sx_string schema = emit_schema(t, &api);
    sx_graphql_connect_authorizers(t, &api, &authentication);
    if (needs_log_role)
        emit_log_role(t, &api);
    emit_keys(t, &api);
    emit_cache(t, &api);
    sx_graphql_emit_data_sources(t, &api);
    emit_domain(t, &api);
    sx_graphql_emit_functions(t, &api);
    sx_graphql_emit_resolvers(t, &api, schema);
    sx_graphql_emit_none_data_source(t, &api);
}

const struct sx_resource_kind sx_resource_graphql_api = {
    .type = "AWS::Serverless::GraphQLApi",
    .order = 3,
    .expand = expand,
};
