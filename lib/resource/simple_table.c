/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Serverless::SimpleTable: a DynamoDB table with one key. */

#include "resource/resource.h"

static const struct sx_node *attribute_type(struct sx_transform *t, struct sx_string id, const struct sx_node *type) {
    static const struct { const char *sam, *dynamodb; } types[] = {{"String", "S"}, {"Number", "N"}, {"Binary", "B"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (sx_text_is(type, types[i].sam))
            return sx_new_literal(t, types[i].dynamodb);
    sx_refuse_resource(t, id, sx_at(type), SX_RULE_INVALID_PROPERTY_VALUE,
                       CAT(t, STR("Invalid 'Type' \""), sx_text(type), STR("\".")));
}

/* {"AttributeName", "AttributeType"} of the key. */
static const struct sx_node *primary_key(struct sx_transform *t, struct sx_string id,
                                         const struct sx_node *properties) {
    const struct sx_node *key = PROPERTY(properties, "PrimaryKey");
    if (!sx_is_true(key))
        return MAP({"AttributeName", S("id")}, {"AttributeType", S("S")});
    struct sx_subject subject = {.resource = id};
    struct sx_span where = sx_at_key(t, properties, STR("PrimaryKey"));
    const struct sx_node *name = sx_expect_some(t, subject, GET(key, "Name"), where, STR("PrimaryKey.Name"));
    const struct sx_node *type = sx_expect_some(t, subject, GET(key, "Type"), where, STR("PrimaryKey.Type"));
    return MAP({"AttributeName", name}, {"AttributeType", attribute_type(t, id, type)});
}

static const struct sx_node *if_true(const struct sx_node *value) {
    return sx_is_true(value) ? value : NULL;
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    const struct sx_node *properties = GET(resource->node, "Properties");
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::SimpleTable")), resource->id, properties,
                        resource->id_span);
    const struct sx_node *key = primary_key(t, resource->id, properties);
    const struct sx_node *throughput = if_true(PROPERTY(properties, "ProvisionedThroughput"));
    const struct sx_node *tags = if_true(PROPERTY(properties, "Tags"));
    struct sx_emitted *table = sx_emit(
        t, template, resource->id, "AWS::DynamoDB::Table",
        MAP({"AttributeDefinitions", LIST(key)},
            {"KeySchema", LIST(MAP({"AttributeName", GET(key, "AttributeName")}, {"KeyType", S("HASH")}))},
            {"PointInTimeRecoverySpecification", if_true(PROPERTY(properties, "PointInTimeRecoverySpecification"))},
            {"ProvisionedThroughput", throughput}, {"BillingMode", throughput ? NULL : S("PAY_PER_REQUEST")},
            {"SSESpecification", if_true(PROPERTY(properties, "SSESpecification"))},
            {"TableName", if_true(PROPERTY(properties, "TableName"))}, {"Tags", tags ? sx_tag_list(t, tags) : NULL}));
    sx_set_all_attributes(t, table, resource->node);
}

const struct sx_resource_kind sx_resource_simple_table = {
    .type = "AWS::Serverless::SimpleTable",
    .order = 3,
    .expand = expand,
};
