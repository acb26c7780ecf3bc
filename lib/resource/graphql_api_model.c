/* SPDX-License-Identifier: Apache-2.0 */

/* What the properties of a GraphQL API have to be. */

#include "resource/graphql_api.h"

#define TYPE(...)                \
    {                            \
        {__VA_ARGS__}, {         \
            .kind = SX_MODEL_END \
        }                        \
    }
#define MODEL(fields) \
    { NULL, (fields), sizeof(fields) / sizeof *(fields) }

static const struct sx_model_type anything[] = TYPE(.kind = SX_MODEL_ANY);
static const struct sx_model_type things[] = TYPE(.kind = SX_MODEL_LIST, .of = anything);
static const struct sx_model_type map[] = TYPE(.kind = SX_MODEL_MAP);
static const struct sx_model_type boolean[] = TYPE(.kind = SX_MODEL_BOOLEAN);
static const struct sx_model_type text[] = TYPE(.kind = SX_MODEL_STRING);
static const struct sx_model_type texts[] = TYPE(.kind = SX_MODEL_LIST, .of = text);
/* the map is an intrinsic function */
static const struct sx_model_type name_or_reference[] = {
    {.kind = SX_MODEL_MAP}, {.kind = SX_MODEL_STRING}, {.kind = SX_MODEL_END}};

/* --------------------------------------------------------------------------------------------- authorization ---- */

static const struct sx_model_field lambda_authorizer_fields[] = {
    {"AuthorizerResultTtlInSeconds", false, anything},
    {"AuthorizerUri", true, anything},
    {"IdentityValidationExpression", false, anything},
};
static const struct sx_model_field openid_fields[] = {
    {"AuthTTL", false, anything},
    {"ClientId", false, anything},
    {"IatTTL", false, anything},
    {"Issuer", false, anything},
};
static const struct sx_model_field user_pool_fields[] = {
    {"AppIdClientRegex", false, anything},
    {"AwsRegion", false, anything},
    {"DefaultAction", false, anything},
    {"UserPoolId", true, anything},
};
static const struct sx_model lambda_authorizer_model = MODEL(lambda_authorizer_fields);
static const struct sx_model openid_model = MODEL(openid_fields);
static const struct sx_model user_pool_model = MODEL(user_pool_fields);
static const struct sx_model_type lambda_authorizer[] =
    TYPE(.kind = SX_MODEL_OBJECT, .model = &lambda_authorizer_model);
static const struct sx_model_type openid[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &openid_model);
static const struct sx_model_type user_pool[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &user_pool_model);

static const char *const authentications[] = {
    "AWS_IAM", "API_KEY", "AWS_LAMBDA", "OPENID_CONNECT", "AMAZON_COGNITO_USER_POOLS", NULL};
static const struct sx_model_type authentication[] = TYPE(.kind = SX_MODEL_LITERAL, .values = authentications);
static const struct sx_model_field additional_fields[] = {
    {"Type", true, authentication},
    {"LambdaAuthorizer", false, lambda_authorizer},
    {"OpenIDConnect", false, openid},
    {"UserPool", false, user_pool},
};
static const struct sx_model additional_model = MODEL(additional_fields);
static const struct sx_model_type additional[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &additional_model);
static const struct sx_model_type additionals[] = TYPE(.kind = SX_MODEL_LIST, .of = additional);
static const struct sx_model_field auth_fields[] = {
    {"Type", true, authentication},     {"LambdaAuthorizer", false, lambda_authorizer},
    {"OpenIDConnect", false, openid},   {"UserPool", false, user_pool},
    {"Additional", false, additionals},
};
static const struct sx_model auth_model = MODEL(auth_fields);
static const struct sx_model_type auth[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &auth_model);

static const struct sx_model_field key_fields[] = {
    {"ApiKeyId", false, anything}, {"Description", false, anything}, {"ExpiresOn", false, anything}};
static const struct sx_model key_model = MODEL(key_fields);
static const struct sx_model_type key[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &key_model);
static const struct sx_model_type keys[] = TYPE(.kind = SX_MODEL_MAP, .of = key);

/* ---------------------------------------------------------------------------------------------- data sources ---- */

static const char *const permission_names[] = {"Read", "Write", NULL};
static const struct sx_model_type permission[] = TYPE(.kind = SX_MODEL_LITERAL, .values = permission_names);
static const struct sx_model_type permissions[] = TYPE(.kind = SX_MODEL_LIST, .of = permission);
static const struct sx_model_field delta_sync_fields[] = {
    {"BaseTableTTL", true, anything}, {"DeltaSyncTableName", true, anything}, {"DeltaSyncTableTTL", true, anything}};
static const struct sx_model delta_sync_model = MODEL(delta_sync_fields);
static const struct sx_model_type delta_sync[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &delta_sync_model);
static const struct sx_model_field table_fields[] = {
    {"TableName", true, anything},       {"ServiceRoleArn", false, anything}, {"TableArn", false, anything},
    {"Permissions", false, permissions}, {"Name", false, anything},           {"Description", false, anything},
    {"Region", false, anything},         {"DeltaSync", false, delta_sync},    {"UseCallerCredentials", false, anything},
    {"Versioned", false, anything},
};
static const struct sx_model_field function_source_fields[] = {
    {"FunctionArn", true, anything},
    {"ServiceRoleArn", false, anything},
    {"Name", false, anything},
    {"Description", false, anything},
};
static const struct sx_model table_model = MODEL(table_fields);
static const struct sx_model function_source_model = MODEL(function_source_fields);
static const struct sx_model_type table[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &table_model);
static const struct sx_model_type tables[] = TYPE(.kind = SX_MODEL_MAP, .of = table);
static const struct sx_model_type function_source[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &function_source_model);
static const struct sx_model_type function_sources[] = TYPE(.kind = SX_MODEL_MAP, .of = function_source);
static const struct sx_model_field data_source_fields[] = {{"DynamoDb", false, tables},
                                                           {"Lambda", false, function_sources}};
static const struct sx_model data_source_model = MODEL(data_source_fields);
static const struct sx_model_type data_sources[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &data_source_model);

/* ----------------------------------------------------------------------------------- functions and resolvers ---- */

static const struct sx_model_field runtime_fields[] = {{"Name", true, anything}, {"Version", true, anything}};
static const struct sx_model runtime_model = MODEL(runtime_fields);
static const struct sx_model_type runtime[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &runtime_model);
static const struct sx_model_field handler_fields[] = {{"LambdaConflictHandlerArn", true, anything}};
static const struct sx_model handler_model = MODEL(handler_fields);
static const struct sx_model_type handler[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &handler_model);
static const struct sx_model_field sync_fields[] = {{"ConflictDetection", true, anything},
                                                    {"ConflictHandler", false, anything},
                                                    {"LambdaConflictHandlerConfig", false, handler}};
static const struct sx_model sync_model = MODEL(sync_fields);
static const struct sx_model_type sync[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &sync_model);

static const struct sx_model_field function_fields[] = {
    {"DataSource", false, name_or_reference},
    {"Runtime", false, runtime},
    {"InlineCode", false, anything},
    {"CodeUri", false, anything},
    {"Description", false, anything},
    {"MaxBatchSize", false, anything},
    {"Name", false, text},
    {"Id", false, anything},
    {"Sync", false, sync},
};
static const struct sx_model function_model = MODEL(function_fields);
static const struct sx_model_type function[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &function_model);
static const struct sx_model_type functions[] = TYPE(.kind = SX_MODEL_MAP, .of = function);

static const struct sx_model_field caching_fields[] = {{"Ttl", true, anything}, {"CachingKeys", false, things}};
static const struct sx_model caching_model = MODEL(caching_fields);
static const struct sx_model_type caching[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &caching_model);
static const struct sx_model_field resolver_fields[] = {
    {"FieldName", false, text},        {"Caching", false, caching},
    {"InlineCode", false, anything},   {"CodeUri", false, anything},
    {"MaxBatchSize", false, anything}, {"Pipeline", false, texts},
    {"Runtime", false, runtime},       {"Sync", false, sync},
};
static const struct sx_model resolver_model = MODEL(resolver_fields);
static const struct sx_model_type resolver[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &resolver_model);
static const struct sx_model_type resolvers_of_type[] = TYPE(.kind = SX_MODEL_MAP, .of = resolver);
static const struct sx_model_type resolvers[] = TYPE(.kind = SX_MODEL_MAP, .of = resolvers_of_type);

/* --------------------------------------------------------------------------------------------------- the API ---- */

static const struct sx_model_field logging_fields[] = {
    {"CloudWatchLogsRoleArn", false, anything},
    {"ExcludeVerboseContent", false, anything},
    {"FieldLogLevel", false, anything},
};
static const struct sx_model_field domain_fields[] = {
    {"CertificateArn", true, anything}, {"DomainName", true, anything}, {"Description", false, anything}};
static const struct sx_model_field cache_fields[] = {
    {"ApiCachingBehavior", true, anything},
    {"Ttl", true, anything},
    {"Type", true, anything},
    {"AtRestEncryptionEnabled", false, anything},
    {"TransitEncryptionEnabled", false, anything},
};
static const struct sx_model logging_model = MODEL(logging_fields);
static const struct sx_model domain_model = MODEL(domain_fields);
static const struct sx_model cache_model = MODEL(cache_fields);
static const struct sx_model_type logging[] = {
    {.kind = SX_MODEL_OBJECT, .model = &logging_model}, {.kind = SX_MODEL_BOOLEAN}, {.kind = SX_MODEL_END}};
static const struct sx_model_type domain[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &domain_model);
static const struct sx_model_type cache[] = TYPE(.kind = SX_MODEL_OBJECT, .model = &cache_model);

static const struct sx_model_field property_fields[] = {
    {"Auth", true, auth},
    {"Tags", false, map},
    {"Name", false, anything},
    {"XrayEnabled", false, boolean},
    {"SchemaInline", false, anything},
    {"SchemaUri", false, anything},
    {"Logging", false, logging},
    {"DataSources", false, data_sources},
    {"Functions", false, functions},
    {"Resolvers", false, resolvers},
    {"ApiKeys", false, keys},
    {"DomainName", false, domain},
    {"Cache", false, cache},
    {"Visibility", false, anything},
    {"OwnerContact", false, anything},
    {"IntrospectionConfig", false, anything},
    {"QueryDepthLimit", false, anything},
    {"ResolverCountLimit", false, anything},
};
const struct sx_model sx_graphql_api_model = MODEL(property_fields);
