/* SPDX-License-Identifier: Apache-2.0 */

/* Where a GraphQL API has its data: tables, functions, and nowhere. */

#include "resource/graphql_api.h"

/** A kind of data source: how what is generated for it is called. */
struct kind {
    const char *name, *connector; /* in logical ids */
    const char *target;           /* what the connector connects to */
};
static const struct kind table_kind = {"DynamoDBDataSource", "ToTableConnector", "AWS::DynamoDB::Table"};
static const struct kind function_kind = {"LambdaDataSource", "ToLambdaConnector", "AWS::Lambda::Function"};

/** One entry of DynamoDb or Lambda. */
struct data_source {
    const struct kind *kind;
    struct sx_string key, name; /* `name`: the logical id after that of the API */
    const struct sx_node *given;
    const struct sx_node *target_arn, *permissions;
};

static void emit(struct sx_transform *t, struct sx_graphql_api *api, const struct data_source *source, const char *type,
                 const struct sx_field *configuration) {
    struct sx_string role = CAT(t, source->name, STR("Role"));
    struct sx_string role_id = CAT(t, api->id, role), id = CAT(t, api->id, source->name);
    const struct sx_node *own_role = sx_if_true(GET(source->given, "ServiceRoleArn"));
    const struct sx_node *name = sx_if_true(GET(source->given, "Name"));
    struct sx_emitted *emitted =
        sx_graphql_emit(t, api, source->name, "AWS::AppSync::DataSource",
                        MAP({"ApiId", api->api_id}, {"Description", GET(source->given, "Description")},
                            {"Name", name ? name : TEXT(source->key)}, {"Type", sx_new_literal(t, type)},
                            {"ServiceRoleArn", own_role ? own_role : GET_ATT(role_id, "Arn")}));
    sx_set(t, emitted, configuration->key, configuration->value);
    sx_fields_set(t, &api->data_sources, source->key, GET_ATT(id, "Name"));
    if (own_role)
        return;
    sx_graphql_emit_role(t, api, role, NULL);
    const struct sx_node *from =
        MAP({"Type", S("AWS::AppSync::DataSource")}, {"Arn", GET_ATT(id, "DataSourceArn")}, {"RoleName", REF(role_id)});
    const struct sx_node *to = MAP({"Type", sx_new_literal(t, source->kind->target)}, {"Arn", source->target_arn});
    sx_graphql_connect(t, api, CAT(t, source->name, sx_string_from(source->kind->connector)), from, to,
                       source->permissions);
}

/* ---------------------------------------------------------------------------------------------------- tables ---- */

static const struct sx_node *region_of(struct sx_transform *t, const struct sx_node *table) {
    const struct sx_node *region = sx_if_true(GET(table, "Region"));
    return region ? region : REF(STR("AWS::Region"));
}

static const struct sx_node *table_arn(struct sx_transform *t, const struct sx_node *table) {
    const struct sx_node *arn = sx_if_true(GET(table, "TableArn"));
    if (arn)
        return arn;
    const struct sx_node *variables =
        MAP({"__TableName__", GET(table, "TableName")}, {"__Region__", region_of(t, table)});
    return SUB("arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}", variables);
}

static void emit_table(struct sx_transform *t, struct sx_graphql_api *api, const struct sx_pair *pair) {
    const struct sx_node *table = pair->value;
    const struct sx_node *permissions = sx_if_true(GET(table, "Permissions"));
    struct data_source source = {
        .kind = &table_kind,
        .key = pair->key,
        .name = CAT(t, pair->key, sx_string_from(table_kind.name)),
        .given = table,
        .target_arn = table_arn(t, table),
        .permissions = permissions ? permissions : LIST(S("Read"), S("Write")),
    };
    struct sx_field configuration = {"DynamoDBConfig",
                                     MAP({"AwsRegion", region_of(t, table)}, {"TableName", GET(table, "TableName")},
                                         {"UseCallerCredentials", sx_if_true(GET(table, "UseCallerCredentials"))},
                                         {"Versioned", sx_if_true(GET(table, "Versioned"))},
                                         {"DeltaSyncConfig", GET(table, "DeltaSync")})};
    emit(t, api, &source, "AMAZON_DYNAMODB", &configuration);
}

/* ------------------------------------------------------------------------------------------------- functions ---- */

static void emit_function(struct sx_transform *t, struct sx_graphql_api *api, const struct sx_pair *pair) {
    const struct sx_node *arn = GET(pair->value, "FunctionArn");
    struct data_source source = {
        .kind = &function_kind,
        .key = pair->key,
        .name = CAT(t, pair->key, sx_string_from(function_kind.name)),
        .given = pair->value,
        .target_arn = arn,
        .permissions = LIST(S("Write")),
    };
    struct sx_field configuration = {"LambdaConfig", MAP({"LambdaFunctionArn", arn})};
    emit(t, api, &source, "AWS_LAMBDA", &configuration);
}

void sx_graphql_emit_data_sources(struct sx_transform *t, struct sx_graphql_api *api) {
    const struct sx_node *sources = GET(api->properties, "DataSources");
    const struct sx_node *tables = GET(sources, "DynamoDb"), *functions = GET(sources, "Lambda");
    const struct sx_node *cause = t->cause;
    for (size_t i = 0; i < sx_count(tables); i++) {
        t->cause = tables->mapping.pairs[i].value;
        emit_table(t, api, &tables->mapping.pairs[i]);
    }
    for (size_t i = 0; i < sx_count(functions); i++) {
        t->cause = functions->mapping.pairs[i].value;
        emit_function(t, api, &functions->mapping.pairs[i]);
    }
    t->cause = cause;
}

/* --------------------------------------------------------------------------------------------------- nowhere ---- */

struct sx_string sx_graphql_none_data_source(struct sx_transform *t, const struct sx_graphql_api *api) {
    return CAT(t, api->id, STR("NoneDataSource"));
}

void sx_graphql_emit_none_data_source(struct sx_transform *t, const struct sx_graphql_api *api) {
    if (!api->needs_none)
        return;
    sx_graphql_emit(
        t, api, STR("NoneDataSource"), "AWS::AppSync::DataSource",
        MAP({"ApiId", api->api_id}, {"Name", TEXT(sx_graphql_none_data_source(t, api))}, {"Type", S("NONE")}));
}
