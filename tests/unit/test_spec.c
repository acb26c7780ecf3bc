/* SPDX-License-Identifier: Apache-2.0 */

#include "spec/tables.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct sx_property_spec *property_of(const struct sx_object_spec *object, const char *name) {
    const struct sx_property_spec *property = sx_spec_property(object, sx_string_from(name));
    cr_assert_not_null(property, "%s", name);
    return property;
}

static const struct sx_property_spec *function_property(const char *name) {
    return property_of(sx_spec_resource(STR("AWS::Serverless::Function")), name);
}

static const struct sx_property_spec *event_property(const char *event, const char *name) {
    const struct sx_object_spec *object = sx_spec_event(sx_string_from(event));
    cr_assert_not_null(object, "%s", event);
    return property_of(object, name);
}

/** The names of the properties, in order, are exactly these. */
static void expect_order(const struct sx_object_spec *object, const char *const *names) {
    cr_assert_not_null(object);
    for (size_t i = 0; i < object->count; i++) {
        cr_assert_not_null(names[i], "one property too many");
        cr_expect(sx_string_is(sx_property_name(&object->properties[i]), names[i]), "%zu: %s", i, names[i]);
    }
    cr_expect_null(names[object->count]);
}

static void expect_kinds(struct sx_type type, unsigned self, unsigned items, unsigned values) {
    cr_expect_eq(type.self, self);
    cr_expect_eq(type.items, items);
    cr_expect_eq(type.values, values);
}

static void expect_string(struct sx_string string, const char *text) {
    cr_expect(sx_string_is(string, text), "%.*s is not %s", (int)string.length, string.bytes, text);
}

/* --------------------------------------------------------------------------------------------------- properties -- */

Test(spec, properties_stand_in_the_order_of_the_reference) {
    expect_order(sx_spec_resource(STR("AWS::Serverless::SimpleTable")),
                 (const char *const[]){"PointInTimeRecoverySpecification", "PrimaryKey", "ProvisionedThroughput",
                                       "TableName", "Tags", "SSESpecification", NULL});
    expect_order(sx_spec_event(STR("S3")), (const char *const[]){"Bucket", "Events", "Filter", NULL});
    const struct sx_object_spec *function = sx_spec_resource(STR("AWS::Serverless::Function"));
    cr_assert_eq(function->count, 49);
    expect_string(sx_property_name(&function->properties[0]), "FunctionName");
    expect_string(sx_property_name(&function->properties[7]), "DeadLetterQueue");
    expect_string(sx_property_name(&function->properties[48]), "DurableConfig");
}

Test(spec, included_properties_come_first_and_keep_their_place) {
    const struct sx_object_spec *kinesis = sx_spec_event(STR("Kinesis"));
    cr_assert_eq(kinesis->count, 26);
    expect_string(sx_property_name(&kinesis->properties[0]), "BatchSize");
    expect_string(sx_property_name(&kinesis->properties[1]), "StartingPosition");
    cr_expect(kinesis->properties[1].required);
    expect_string(sx_property_name(&kinesis->properties[25]), "Stream");
    cr_expect_not(event_property("SQS", "StartingPosition")->required);
}

Test(spec, events_of_state_machines_have_properties_of_their_own) {
    const struct sx_object_spec *schedule = sx_spec_state_machine_event(STR("Schedule"));
    expect_string(schedule->name, "Schedule");
    expect_order(schedule, (const char *const[]){"Schedule", "Input", "Enabled", "State", "Name", "Description",
                                                 "DeadLetterConfig", "RetryPolicy", "Target", "RoleArn", NULL});
    cr_expect_not(property_of(schedule, "RoleArn")->intrinsics);
    cr_expect_null(sx_spec_property(sx_spec_event(STR("Schedule")), STR("RoleArn")));
    cr_expect_not_null(sx_spec_state_machine_event(STR("ScheduleV2")));
    cr_expect_null(sx_spec_state_machine_event(STR("S3")));
}

Test(spec, every_property_is_found_by_name) {
    const struct sx_object_spec *function = sx_spec_resource(STR("AWS::Serverless::Function"));
    for (size_t i = 0; i < function->count; i++)
        cr_expect_eq(sx_spec_property(function, sx_property_name(&function->properties[i])), &function->properties[i]);
    cr_expect_null(sx_spec_property(function, STR("Handle")));
    cr_expect_null(sx_spec_property(function, STR("Handlers")));
    cr_expect_null(sx_spec_property(function, STR("")));
    cr_expect_null(sx_spec_property(NULL, STR("Handler")));
}

Test(spec, unknown_types_are_unknown) {
    cr_expect_null(sx_spec_resource(STR("AWS::Serverless::Functio")));
    cr_expect_null(sx_spec_resource(STR("AWS::Lambda::Function")));
    cr_expect_null(sx_spec_event(STR("s3")));
    cr_expect_null(sx_spec_event(STR("")));
}

Test(spec, a_check_says_what_it_expects_as_the_reference_does) {
    cr_expect_str_eq(sx_property_expected(function_property("Role")), "string");
    cr_expect_str_eq(sx_property_expected(function_property("Tags")), "map");
    cr_expect_str_eq(sx_property_expected(function_property("VersionDeletionPolicy")),
                     "one of the strings: 'Delete' or 'Retain'");
    cr_expect(function_property("VersionDeletionPolicy")->values_checked);
    cr_expect_null(sx_property_expected(function_property("AutoPublishAlias")),
                   "a list of one alternative is no string");
    cr_expect_null(sx_property_expected(function_property("Environment")));
    cr_expect_null(sx_property_expected(function_property("Handler")));
}

Test(spec, a_check_names_the_kinds_that_pass) {
    expect_kinds(function_property("Handler")->check, SX_TYPE_ANY, SX_TYPE_ANY, SX_TYPE_ANY);
    expect_kinds(function_property("Policies")->check, SX_TYPE_STRING | SX_TYPE_MAP | SX_TYPE_LIST,
                 SX_TYPE_STRING | SX_TYPE_MAP, SX_TYPE_ANY);
    expect_kinds(function_property("Environment")->check, SX_TYPE_MAP, SX_TYPE_ANY, SX_TYPE_MAP);
    expect_kinds(event_property("SQS", "BatchSize")->check, SX_TYPE_INT | SX_TYPE_BOOL, SX_TYPE_ANY, SX_TYPE_ANY);
    expect_kinds(event_property("SQS", "BatchSize")->type, SX_TYPE_INT, SX_TYPE_ANY, SX_TYPE_ANY);
    const struct sx_object_spec *table = sx_spec_resource(STR("AWS::Serverless::SimpleTable"));
    expect_kinds(property_of(table, "ProvisionedThroughput")->check, SX_TYPE_MAP, SX_TYPE_ANY,
                 SX_TYPE_INT | SX_TYPE_BOOL | SX_TYPE_MAP);
}

Test(spec, intrinsic_functions_pass_where_the_reference_lets_them) {
    cr_expect(function_property("Role")->intrinsics);
    cr_expect_not(function_property("AutoPublishAliasAllProperties")->intrinsics);
    cr_expect_not(function_property("Handler")->intrinsics);
    cr_expect(event_property("S3", "Bucket")->intrinsics);
    cr_expect_not(event_property("S3", "Events")->intrinsics);
}

Test(spec, what_is_checked_and_what_the_language_wants_are_apart) {
    cr_expect(event_property("Api", "RestApiId")->required);
    cr_expect_not(event_property("Api", "RestApiId")->type_required);
    cr_expect_not(event_property("MQ", "Queues")->required);
    cr_expect(event_property("MQ", "Queues")->type_required);
    cr_expect(event_property("SQS", "Topics")->unused);
    cr_expect_eq(event_property("SQS", "Topics")->type.self, 0);
    cr_expect_not(event_property("MSK", "Topics")->unused);
}

Test(spec, nested_objects_are_described_down_to_the_last_key) {
    const struct sx_object_spec *invoke = sx_property_object(function_property("EventInvokeConfig"));
    const struct sx_object_spec *destinations = sx_property_object(property_of(invoke, "DestinationConfig"));
    expect_string(destinations->name, "Function.EventInvokeConfig.DestinationConfig");
    const struct sx_property_spec *type =
        property_of(sx_property_object(property_of(destinations, "OnFailure")), "Type");
    cr_expect_str_eq(sx_property_values(type)[0], "SQS");
    cr_expect_str_eq(sx_property_values(type)[4], "S3Bucket");
    cr_expect_null(sx_property_values(type)[5]);
    cr_expect_null(sx_property_object(function_property("Tags")), "any key may stand in tags");
}

Test(spec, a_property_knows_where_it_passes_to) {
    const struct sx_property_spec *code = function_property("CodeUri");
    cr_expect_str_eq(sx_property_cloudformation(code), "AWS::Lambda::Function.Code");
    cr_expect_str_eq(sx_property_cloudformation(property_of(sx_property_object(code), "Bucket")),
                     "AWS::Lambda::Function.Code.S3Bucket");
    cr_expect_str_eq(sx_property_cloudformation(function_property("RolePath")), "AWS::IAM::Role.Path");
    cr_expect_str_eq(
        sx_property_cloudformation(property_of(sx_property_object(function_property("EphemeralStorage")), "Size")),
        "AWS::Lambda::Function.EphemeralStorage.Size");
    cr_expect_null(sx_property_cloudformation(function_property("Events")));
}

/* --------------------------------------------------------------------------------------- globals, cloudformation -- */

Test(spec, globals_list_their_properties_in_the_order_of_the_message) {
    size_t count = 0;
    const struct sx_globals_spec *sections = sx_spec_globals_sections(&count);
    cr_assert_eq(count, 8);
    expect_string(sections[0].section, "Api");
    expect_string(sections[7].section, "WebSocketApi");
    const struct sx_globals_spec *function = sx_spec_globals(STR("Function"));
    cr_assert_eq(function->count, 39);
    expect_string(function->properties[0], "Handler");
    expect_string(function->properties[38], "VersionDeletionPolicy");
    cr_expect_null(sx_spec_globals(STR("Application")));
}

Test(spec, cloudformation_types_know_their_tags_and_what_they_replace) {
    const struct sx_cloudformation_spec *function = sx_spec_cloudformation(STR("AWS::Lambda::Function"));
    cr_expect(function->tags);
    cr_expect_str_eq(function->replaces[0], "AWS::Serverless::Function");
    cr_expect_null(function->replaces[1]);
    cr_expect_null(function->object);
    const struct sx_cloudformation_spec *permission = sx_spec_cloudformation(STR("AWS::Lambda::Permission"));
    cr_expect_not(permission->tags);
    cr_expect_null(permission->replaces);
    cr_expect_null(sx_spec_cloudformation(STR("AWS::Serverless::Function")));
}

Test(spec, edited_types_know_their_properties) {
    const struct sx_object_spec *bucket = sx_spec_cloudformation(STR("AWS::S3::Bucket"))->object;
    cr_assert_eq(bucket->count, 20);
    expect_string(sx_property_name(&bucket->properties[0]), "AccessControl");
    cr_expect_not_null(sx_spec_property(bucket, STR("NotificationConfiguration")));
    cr_expect_null(sx_spec_property(bucket, STR("Nonsense")));
    cr_expect_not_null(
        sx_spec_property(sx_spec_cloudformation(STR("AWS::Cognito::UserPool"))->object, STR("LambdaConfig")));
}

/* ------------------------------------------------------------------------------------------------------ policies -- */

/** Every node of a tree of spec/ stands nowhere in the template. Returns how many there are. */
static size_t count_nodes(const struct sx_node *node) {
    size_t count = 1;
    cr_expect_eq(node->span.end, 0);
    for (size_t i = 0; node->kind == SX_SEQUENCE && i < node->sequence.count; i++)
        count += count_nodes(node->sequence.items[i]);
    for (size_t i = 0; node->kind == SX_MAPPING && i < node->mapping.count; i++)
        count += count_nodes(node->mapping.pairs[i].value);
    return count;
}

/** The value of an entry of a mapping, which must be the one at `index`. */
static const struct sx_node *entry(const struct sx_node *mapping, size_t index, const char *key) {
    cr_assert_eq(mapping->kind, SX_MAPPING);
    cr_assert_lt(index, mapping->mapping.count);
    expect_string(mapping->mapping.pairs[index].key, key);
    return mapping->mapping.pairs[index].value;
}

static const struct sx_node *item(const struct sx_node *sequence, size_t index) {
    cr_assert_eq(sequence->kind, SX_SEQUENCE);
    cr_assert_lt(index, sequence->sequence.count);
    return sequence->sequence.items[index];
}

Test(spec, all_policy_templates_are_there_and_well_formed) {
    struct sx_transform scratch = {.node_count = 0};
    cr_assert_eq(sx_table_policy_template_count, 81);
    for (size_t i = 0; i < sx_table_policy_template_count; i++) {
        const struct sx_policy_template *template = &sx_table_policy_templates[i];
        cr_expect_eq(sx_spec_policy_template(template->name), template);
        cr_expect_gt(count_nodes(sx_spec_tree(&scratch, template->definition)), 4);
    }
    sx_arena_free(&scratch.arena);
}

Test(spec, a_policy_template_has_its_parameters_in_order) {
    const struct sx_policy_template *template = sx_spec_policy_template(STR("DynamoDBCrudPolicy"));
    cr_assert_not_null(template);
    cr_expect_str_eq(template->parameters[0], "TableName");
    cr_expect_null(template->parameters[1]);
    cr_expect_null(sx_spec_policy_template(STR("AMIDescribePolicy"))->parameters[0]);
    cr_expect_null(sx_spec_policy_template(STR("DynamoDBCrudPolic")));
}

Test(spec, a_policy_template_is_a_tree) {
    /* {"Statement": [{"Action": ["lambda:InvokeFunction"], "Effect": "Allow", "Resource": {"Fn::Sub": [text, map]}}]}
     */
    struct sx_transform scratch = {.node_count = 0};
    struct sx_string text = sx_spec_policy_template(STR("LambdaInvokePolicy"))->definition;
    const struct sx_node *definition = sx_spec_tree(&scratch, text);
    cr_expect_eq(sx_spec_tree(&scratch, text), definition);
    cr_expect_eq(count_nodes(definition), 12);
    cr_expect_eq(definition->mapping.count, 1);
    const struct sx_node *statement = item(entry(definition, 0, "Statement"), 0);
    cr_expect_eq(statement->mapping.count, 3);
    expect_string(item(entry(statement, 0, "Action"), 0)->string, "lambda:InvokeFunction");
    expect_string(entry(statement, 1, "Effect")->string, "Allow");
    const struct sx_node *sub = entry(entry(statement, 2, "Resource"), 0, "Fn::Sub");
    cr_expect_eq(sub->sequence.count, 2);
    expect_string(item(sub, 0)->string,
                  "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${functionName}*");
    expect_string(entry(entry(item(sub, 1), 0, "functionName"), 0, "Ref")->string, "FunctionName");
    sx_arena_free(&scratch.arena);
}

Test(spec, managed_policies_have_the_arn_of_their_partition) {
    expect_string(sx_spec_managed_policy(STR("aws"), STR("AWSLambdaBasicExecutionRole")),
                  "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
    expect_string(sx_spec_managed_policy(STR("aws-cn"), STR("AWSLambda_FullAccess")),
                  "arn:aws-cn:iam::aws:policy/AWSLambda_FullAccess");
    expect_string(sx_spec_managed_policy(STR("aws-us-gov"), STR("AmazonS3FullAccess")),
                  "arn:aws-us-gov:iam::aws:policy/AmazonS3FullAccess");
    expect_string(sx_spec_managed_policy(STR("aws-eusc"), STR("APIGatewayServiceRolePolicy")),
                  "arn:aws-eusc:iam::aws:policy/aws-service-role/APIGatewayServiceRolePolicy");
    expect_string(sx_spec_managed_policy(STR("aws-cn"), STR("AWSAccountActivityAccess")), "");
    expect_string(sx_spec_managed_policy(STR("aws"), STR("NoSuchPolicy")), "");
    expect_string(sx_spec_managed_policy(STR("aws-iso"), STR("AmazonS3FullAccess")), "");
}

Test(spec, a_region_tells_its_partition) {
    static const char *const expected[][2] = {
        {"us-east-1", "aws"},
        {"eu-central-1", "aws"},
        {"", "aws"},
        {"cn-north-1", "aws-cn"},
        {"CN-North-1", "aws-cn"},
        {"us-gov-west-1", "aws-us-gov"},
        {"us-iso-east-1", "aws-iso"},
        {"us-isob-east-1", "aws-iso-b"},
        {"us-isof-south-1", "aws-iso-f"},
        {"eu-isoe-west-1", "aws-iso-e"},
        {"eusc-de-east-1", "aws-eusc"},
    };
    for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++)
        expect_string(sx_spec_partition(sx_string_from(expected[i][0])), expected[i][1]);
}

/* -------------------------------------------------------------------------------------------------- constraints -- */

Test(spec, says_what_a_text_looks_like) {
    const struct sx_property_spec *letters = event_property("Schedule", "DeadLetterConfig");
    cr_expect_eq(property_of(sx_property_object(letters), "QueueLogicalId")->format, SX_FORMAT_LOGICAL_ID);
    cr_expect_eq(property_of(sx_property_object(letters), "Type")->format, SX_FORMAT_NONE);
    cr_expect_null(sx_property_bounds(property_of(sx_property_object(letters), "Type")));
}

Test(spec, lists_all_objects_sorted) {
    size_t count = 0;
    const struct sx_object_spec *resources = sx_spec_resources(&count);
    for (size_t i = 0; i < count; i++)
        cr_expect_eq(sx_spec_resource(resources[i].name), &resources[i]);
    cr_expect_gt(count, 10);
    cr_expect_eq(sx_spec_event(STR("AlexaSkill")), sx_spec_events(&count));
    cr_expect_eq(sx_spec_state_machine_event(STR("Api")), sx_spec_state_machine_events(&count));
}

static bool has_attribute(const char *type, const char *name) {
    const struct sx_attribute_list *list = sx_spec_attributes(sx_string_from(type));
    for (size_t i = 0; list && i < list->count; i++)
        if (sx_string_is(sx_attribute_name(list, i), name))
            return true;
    return false;
}

Test(spec, lists_attributes_of_what_sam_becomes) {
    cr_expect(has_attribute("AWS::Lambda::Function", "Arn"));
    cr_expect(has_attribute("AWS::CloudFormation::Stack", "Outputs.*"));
    cr_expect_not(has_attribute("AWS::ApiGateway::Stage", "Arn"));
    cr_expect_not(sx_spec_attributes(STR("AWS::Lambda::Function"))->open);
    cr_expect(sx_spec_attributes(STR("AWS::SQS::Queue"))->open);
    cr_expect_null(sx_spec_attributes(STR("Custom::Thing")));
    cr_expect(sx_string_is(sx_spec_expanded_type(STR("AWS::Serverless::Function")), "AWS::Lambda::Function"));
    cr_expect(sx_string_is(sx_spec_expanded_type(STR("AWS::Serverless::WebSocketApi")), "AWS::ApiGatewayV2::Api"));
    cr_expect(sx_string_is(sx_spec_expanded_type(STR("AWS::SQS::Queue")), "AWS::SQS::Queue"));
}
