/* SPDX-License-Identifier: Apache-2.0 */

#include "spec/tables.h"

#include <criterion/criterion.h>

static void expect_string(struct sx_string string, const char *text) {
    cr_expect(sx_string_is(string, text), "%.*s is not %s", (int)string.length, string.bytes, text);
}

Test(spec_connectors, every_pair_is_found) {
    for (size_t i = 0; i < sx_table_connector_pair_count; i++) {
        const struct sx_connector_pair *pair = &sx_table_connector_pairs[i];
        cr_expect_eq(sx_spec_connector_profile(pair->source, pair->destination), pair->profile);
        cr_expect_not_null(sx_spec_connector_type(pair->source));
        cr_expect_not_null(sx_spec_connector_type(pair->destination));
    }
}

Test(spec_connectors, what_cannot_be_connected_has_no_profile) {
    cr_expect_null(sx_spec_connector_profile(STR("AWS::SQS::Queue"), STR("AWS::SQS::Queue")));
    cr_expect_null(sx_spec_connector_profile(STR("AWS::Serverless::Function"), STR("AWS::SQS::Queue")));
    cr_expect_null(sx_spec_connector_profile(STR(""), STR("")));
}

Test(spec_connectors, permissions_stand_in_the_order_of_messages) {
    const struct sx_connector_profile *profile =
        sx_spec_connector_profile(STR("AWS::SQS::Queue"), STR("AWS::Lambda::Function"));
    cr_assert_not_null(profile);
    cr_expect_eq(profile->grants, SX_GRANTS_ROLE_POLICY);
    cr_expect_not(profile->at_source);
    cr_expect_eq(profile->depended_by, SX_DEPENDED_BY_EVENT_SOURCE_MAPPING);
    cr_assert_eq(profile->permission_count, 2);
    expect_string(profile->permissions[0].name, "Write");
    expect_string(profile->permissions[1].name, "Read");
    cr_assert_eq(profile->choice_count, 1);
    cr_expect_eq(profile->choices[0].permissions, 3);
    expect_string(profile->choices[0].text, "Read + Write");
}

Test(spec_connectors, types_say_how_values_are_made_of_an_id) {
    const struct sx_connector_type *rule = sx_spec_connector_type(STR("AWS::Events::Rule"));
    cr_assert_not_null(rule);
    cr_expect_str_eq(rule->role, "RoleArn");
    cr_expect(rule->role_of_target);
    const struct sx_connector_type *api = sx_spec_connector_type(STR("AWS::ApiGateway::RestApi"));
    cr_assert_not_null(api);
    cr_expect_null(api->role);
    cr_expect_eq(api->values[SX_CONNECTOR_ARN].kind, SX_EXPRESSION_GET_ATT);
    cr_expect_str_eq(api->values[SX_CONNECTOR_ARN].text, "Arn");
    cr_expect_eq(api->values[SX_CONNECTOR_RESOURCE_ID].kind, SX_EXPRESSION_REF);
    cr_expect_eq(api->values[SX_CONNECTOR_QUALIFIER].kind, SX_EXPRESSION_TEXT);
    cr_expect_str_eq(api->values[SX_CONNECTOR_QUALIFIER].text, "*");
    cr_expect_eq(api->values[SX_CONNECTOR_NAME].kind, SX_EXPRESSION_NONE);
}

Test(spec_connectors, a_sam_type_stands_for_what_it_becomes) {
    expect_string(sx_spec_connector_type_of(STR("AWS::Serverless::HttpApi")), "AWS::ApiGatewayV2::Api");
    expect_string(sx_spec_connector_type_of(STR("AWS::Serverless::Nothing")), "AWS::Serverless::Nothing");
    expect_string(sx_spec_connector_type_of(STR("AWS::SQS::Queue")), "AWS::SQS::Queue");
}
