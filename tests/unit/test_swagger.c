/* SPDX-License-Identifier: Apache-2.0 */

/* Edits on OpenAPI documents. What is expected is what the reference prints after the same edits. */

#include "base/options.h"
#include "openapi/swagger.h"
#include "read/read.h"

#include <criterion/criterion.h>

#define INTEGRATION "x-amazon-apigateway-integration"
/* a method that has an integration, and how it is printed */
#define METHOD "{\"" INTEGRATION "\": {\"type\": \"x\"}}"
#define PRINTED "u'" INTEGRATION "': {u'type': u'x'}"

static struct sx_diagnostics diagnostics;
static struct sx_transform transform;
static struct sx_transform *const t = &transform;
static struct sx_swagger swagger;

static void set_up(void) {
    diagnostics = (struct sx_diagnostics){0};
    transform = (struct sx_transform){.options = &sx_default_options, .hash_seed = 42, .diagnostics = &diagnostics};
}

static void tear_down(void) {
    sx_arena_free(&transform.arena);
}

TestSuite(swagger, .init = set_up, .fini = tear_down);

/* ----------------------------------------------------------------------------------------------------- helpers -- */

/* An object as it comes from a template. What is read has to be a map, so it is put into one. */
static struct sx_object *from(const char *yaml) {
    struct sx_string map = CAT(t, STR("{value: "), sx_string_from(yaml), STR("}"));
    diagnostics.source = (struct sx_source){.name = "test", .text = map};
    return sx_object_from_node(t, GET(sx_read(t), "value"), true);
}

static struct sx_maybe_unicode text(const char *bytes) {
    return (struct sx_maybe_unicode){sx_string_from(bytes), true};
}

static void open_document(const char *yaml) {
    struct sx_document *document = sx_document_new(t, from(yaml));
    sx_swagger_open(t, &swagger, document, STR("aws"), (struct sx_span){0, 0});
}

/* A document of Swagger 2 with these paths. */
static void open_paths(const char *paths) {
    open_document(
        sx_string_terminated(t, CAT(t, STR("{\"swagger\": \"2.0\", \"paths\": "), sx_string_from(paths), STR("}"))));
}

static void expect(struct sx_object *object, const char *printed) {
    struct sx_string actual = sx_object_str(t, object);
    cr_expect(sx_string_is(actual, printed), "got\n%.*s\ninstead of\n%s", (int)actual.length, actual.bytes, printed);
}

static struct sx_object *path_of(const char *path) {
    return sx_dict_get(t, swagger.paths, sx_string_from(path));
}

static struct sx_object *policy_statement(void) {
    return DICT_GET(DICT_GET(swagger.root, "x-amazon-apigateway-policy"), "Statement");
}

static void add_lambda(const char *path, const char *method, const char *method_auth, const char *api_auth,
                       const char *condition) {
    struct sx_lambda_integration integration = {
        .path = text(path),
        .method = text(method),
        .uri = from("arn"),
        .method_auth = from(method_auth),
        .api_auth = from(api_auth),
        .condition = condition ? from(condition) : NULL,
    };
    sx_swagger_add_lambda_integration(t, &swagger, &integration);
}

static void add_policy(const char *policy) {
    sx_swagger_add_resource_policy(t, &swagger, from(policy), text("/a"), from("Prod"));
}

static void run(struct sx_transform *unused, void *body) {
    (void)unused;
    (*(void (**)(void))body)();
}

/* That `body` leaves `frame` with a message. */
static void expect_left(struct sx_protection **frame, void (*body)(void), const char *message) {
    cr_expect_not(sx_protect(t, frame, run, &body));
    cr_assert_eq(diagnostics.list.count, 1);
    struct sx_string actual = diagnostics.list.items[0]->message;
    cr_expect(sx_string_is(actual, message), "got\n%.*s", (int)actual.length, actual.bytes);
}

/* ------------------------------------------------------------------------------------------------ the document -- */

Test(swagger, skeleton_is_of_plain_texts) {
    expect(sx_swagger_skeleton(t),
           "{'info': {'version': '1.0', 'title': {'Ref': 'AWS::StackName'}}, 'paths': {}, 'swagger': '2.0'}");
}

Test(swagger, versions_have_one_digit_between_dots) {
    cr_expect(sx_is_openapi3(t, from("3.0")));
    cr_expect(sx_is_openapi3(t, from("'3.0.1'")));
    cr_expect(sx_is_openapi3(t, from("\"3.1\\n\"")));
    cr_expect_not(sx_is_openapi3(t, from("3")));
    cr_expect_not(sx_is_openapi3(t, from("3.0.10")));
    cr_expect_not(sx_is_openapi3(t, from("'2.0'")));
    cr_expect(sx_is_openapi_version(t, from("'2.0'")));
    cr_expect_not(sx_is_openapi_version(t, from("'4.0'")));
}

Test(swagger, a_document_needs_paths_and_a_version) {
    cr_expect(sx_swagger_is_valid(t, from("{swagger: 2, paths: {}}")));
    cr_expect(sx_swagger_is_valid(t, from("{openapi: 3.0, paths: {}}")));
    cr_expect_not(sx_swagger_is_valid(t, from("{openapi: 2.0, paths: {}}")));
    cr_expect_not(sx_swagger_is_valid(t, from("{swagger: 2, paths: []}")));
    cr_expect_not(sx_swagger_is_valid(t, NULL));
}

static void open_without_version(void) {
    open_document("{paths: {}}");
}

static void open_with_null_path(void) {
    open_paths("{/a: {}, /b: null}");
}

static void open_with_odd_condition(void) {
    open_paths("{/a: {'Fn::If': x}}");
}

Test(swagger, a_document_without_version_is_refused) {
    expect_left(&transform.document, open_without_version,
                "Structure of the SAM template is invalid. Invalid Swagger document or the Swagger document is not "
                "explicitly defined in 'DefinitionBody'.");
}

Test(swagger, a_path_that_is_no_map_is_refused) {
    expect_left(&transform.document, open_with_null_path,
                "Structure of the SAM template is invalid. Value of '/b' path must be a dictionary according to "
                "Swagger spec.");
}

Test(swagger, a_condition_of_a_path_must_be_a_list) {
    expect_left(&transform.document, open_with_odd_condition,
                "Structure of the SAM template is invalid. Value of Fn::If must be a list.");
}

Test(swagger, paths_keep_the_order_of_python27_through_copies) {
    open_paths("{/a: {}, /b: {}, /c: {}, /d: {}, /e: {}, /f: {}, /g: {}, /h: {}}");
    sx_swagger_add_path(t, &swagger, text("/i"), text("get"));
    sx_swagger_close(t, &swagger);
    for (int i = 0; i < 2; i++) {
        sx_swagger_open(t, &swagger, swagger.document, STR("aws"), (struct sx_span){0, 0});
        if (i == 1)
            sx_swagger_add_path(t, &swagger, text("/j"), text("GET"));
        sx_swagger_close(t, &swagger);
    }
    expect(swagger.paths, "{u'/j': {u'get': {}}, u'/i': {u'get': {}}, u'/h': {}, u'/g': {}, u'/f': {}, u'/e': {}, "
                          "u'/d': {}, u'/c': {}, u'/b': {}, u'/a': {}}");
}

Test(swagger, names_of_methods_and_patterns_of_paths) {
    cr_expect(sx_string_is(sx_swagger_method(t, STR("GET")), "get"));
    cr_expect(sx_string_is(sx_swagger_method(t, STR("Any")), "x-amazon-apigateway-any-method"));
    cr_expect(sx_string_is(sx_swagger_path_pattern(t, STR("/a/{id}/{b.c-d_e}/{proxy+}")), "/a/*/*/*"));
    cr_expect(sx_string_is(sx_swagger_path_pattern(t, STR("/{}/{a b}/{{a}/{a")), "/{}/{a b}/{*/{a"));
}

/* ------------------------------------------------------------------------------------------------ integrations -- */

Test(swagger, lambda_integration_of_any_method) {
    open_paths("{}");
    add_lambda("/a/{id}", "ANY", "{}", "{}", NULL);
    expect(swagger.paths, "{u'/a/{id}': {'x-amazon-apigateway-any-method': {'" INTEGRATION
                          "': {'httpMethod': 'POST', 'type': 'aws_proxy', 'uri': u'arn'}, 'responses': {}}}}");
    cr_expect(sx_swagger_has_integration(t, &swagger, STR("/a/{id}"), STR("any")));
    cr_expect_not(sx_swagger_has_integration(t, &swagger, STR("/a/{id}"), STR("get")));
}

Test(swagger, conditional_integration) {
    open_paths("{}");
    add_lambda("/a", "GET", "{}", "{}", "C");
    expect(path_of("/a"), "{u'get': {'Fn::If': [u'C', {'" INTEGRATION
                          "': {'httpMethod': 'POST', 'type': 'aws_proxy', 'uri': {'Fn::If': [u'C', u'arn', {'Ref': "
                          "'AWS::NoValue'}]}}, 'responses': {}}, {'Ref': 'AWS::NoValue'}]}}");
}

Test(swagger, an_integration_is_added_to_each_side_of_a_conditional_path) {
    open_paths("{/a: {'Fn::If': [C, {}, {put: {}}, {Ref: 'AWS::NoValue'}]}}");
    add_lambda("/a", "get", "{}", "{}", NULL);
    expect(path_of("/a"),
           "{u'Fn::If': [u'C', {u'get': {'" INTEGRATION
           "': {'httpMethod': 'POST', 'type': 'aws_proxy', 'uri': u'arn'}, 'responses': {}}}, {u'put': {}, u'get': "
           "{'" INTEGRATION "': {'httpMethod': 'POST', 'type': 'aws_proxy', 'uri': u'arn'}, 'responses': {}}}, "
           "{u'Ref': u'AWS::NoValue'}]}");
}

Test(swagger, a_path_without_any_side_has_every_integration) {
    open_paths("{/a: {'Fn::If': [C, {Ref: 'AWS::NoValue'}]}}");
    cr_expect(sx_swagger_has_integration(t, &swagger, STR("/a"), STR("get")));
    cr_expect_not(sx_swagger_has_integration(t, &swagger, STR("/b"), STR("get")));
}

Test(swagger, credentials_of_iam_authorization) {
    open_paths("{}");
    add_lambda("/a", "get", "{Authorizer: AWS_IAM}", "{}", NULL);
    add_lambda("/b", "get", "{}", "{DefaultAuthorizer: AWS_IAM, InvokeRole: null}", NULL);
    add_lambda("/c", "get", "{Authorizer: AWS_IAM, InvokeRole: role}", "{}", NULL);
    static const struct {
        const char *path, *printed;
    } expected[] = {{"/a", "arn:aws:iam::*:user/*"}, {"/b", "None"}, {"/c", "role"}};
    for (size_t i = 0; i < 3; i++)
        expect(DICT_GET(DICT_GET(DICT_GET(path_of(expected[i].path), "get"), INTEGRATION), "credentials"),
               expected[i].printed);
}

static void add_lambda_again(void) {
    add_lambda("/a", "GET", "{}", "{}", NULL);
}

Test(swagger, a_second_integration_is_refused) {
    open_paths("{/a: {get: " METHOD "}}");
    expect_left(&transform.document, add_lambda_again,
                "Structure of the SAM template is invalid. Lambda integration already exists on Path=/a, Method=get");
}

Test(swagger, a_method_that_is_no_map_leaves_the_resource_where_the_reference_crashes) {
    open_paths("{/a: {get: text}}");
    expect_left(&transform.resource, add_lambda_again,
                "In the OpenAPI document of an API, method 'get' of path '/a' must be a map.");
    cr_expect_not(diagnostics.list.items[0]->from_reference);
}

Test(swagger, a_path_is_made_conditional) {
    open_paths("{/a: {get: {}}}");
    sx_swagger_make_path_conditional(t, &swagger, STR("/a"), text("C"));
    expect(swagger.paths, "{u'/a': {'Fn::If': [u'C', {u'get': {}}, {'Ref': 'AWS::NoValue'}]}}");
}

/* -------------------------------------------------------------------------------------------------------- cors -- */

Test(swagger, cors_takes_every_key_of_a_path_for_a_method) {
    open_paths("{/a: {get: {}, parameters: []}}");
    struct sx_cors cors = {.origin = from("\"'*'\""), .max_age = from("0"), .credentials = from("true")};
    sx_swagger_add_cors(t, &swagger, STR("Api"), STR("/a"), &cors);
    sx_swagger_close(t, &swagger);
    expect(DICT_GET(path_of("/a"), "options"),
           "{'" INTEGRATION "': {'type': 'mock', 'requestTemplates': {'application/json': '{\\n  \"statusCode\" : "
           "200\\n}\\n'}, 'responses': {'default': {'statusCode': '200', 'responseTemplates': {'application/json': "
           "'{}\\n'}, 'responseParameters': {'method.response.header.Access-Control-Allow-Origin': u\"'*'\", "
           "'method.response.header.Access-Control-Max-Age': 0, 'method.response.header.Access-Control-Allow-Methods': "
           "\"'GET,OPTIONS,PARAMETERS'\", 'method.response.header.Access-Control-Allow-Credentials': \"'true'\"}}}}, "
           "'consumes': ['application/json'], 'summary': 'CORS support', 'responses': {'200': {'headers': "
           "{'Access-Control-Allow-Origin': {'type': 'string'}, 'Access-Control-Allow-Methods': {'type': 'string'}, "
           "'Access-Control-Max-Age': {'type': 'integer'}, 'Access-Control-Allow-Credentials': {'type': 'string'}}, "
           "'description': 'Default response for CORS method'}}, 'produces': ['application/json']}");
}

static void add_cors_without_origin(void) {
    sx_swagger_add_cors(t, &swagger, STR("Api"), STR("/a"), &(struct sx_cors){0});
}

Test(swagger, cors_needs_an_origin_where_there_is_no_options_method) {
    open_paths("{/a: {options: {}}}");
    add_cors_without_origin();
    open_paths("{/a: {get: {}}}");
    expect_left(&transform.resource, add_cors_without_origin,
                "Resource with id [Api] is invalid. Structure of the SAM template is invalid. Invalid input. Value for "
                "AllowedOrigins is required");
}

/* ---------------------------------------------------------------------------------------------------- security -- */

/* "security" of the get of /a after Auth has become the default. */
static struct sx_object *with_default_authorizer(const char *security) {
    struct sx_swagger_authorizer authorizer = {STR("Auth"), true, from("{type: apiKey}"), from("[scope]")};
    open_paths("{/a: {get: " METHOD ", options: " METHOD "}}");
    if (security)
        DICT_SET(DICT_GET(path_of("/a"), "get"), "security", from(security));
    sx_swagger_set_default_authorizer(t, &swagger, STR("/a"), text("Auth"), &authorizer, 1, false);
    sx_swagger_close(t, &swagger);
    cr_expect_null(DICT_GET(DICT_GET(path_of("/a"), "options"), "security"));
    return DICT_GET(DICT_GET(path_of("/a"), "get"), "security");
}

static void give_odd_security(void) {
    with_default_authorizer("[text]");
}

Test(swagger, the_default_authorizer_gives_way_to_those_of_the_method) {
    expect(with_default_authorizer(NULL), "[{u'Auth': [u'scope']}]");
    expect(with_default_authorizer("[{k: []}]"), "[{u'k': []}, {u'Auth': [u'scope']}]");
    expect(with_default_authorizer("[{Auth: []}, {k: []}]"), "[{u'k': []}, {u'Auth': []}]");
    expect(with_default_authorizer("[{AWS_IAM: []}]"), "[{u'AWS_IAM': []}]");
    expect(swagger.security_definitions, "{'AWS_IAM': {'x-amazon-apigateway-authtype': 'awsSigv4', 'type': 'apiKey', "
                                         "'name': 'Authorization', 'in': 'header'}}");
}

Test(swagger, none_takes_the_authorizers_of_the_method_away) {
    expect(with_default_authorizer("[{k: []}, {NONE: []}, {Auth: []}]"), "[{u'k': []}]");
    /* the reference sets no empty list, so the mark stays */
    expect(with_default_authorizer("[{NONE: []}]"), "[{u'NONE': []}]");
}

Test(swagger, security_must_be_of_maps) {
    expect_left(&transform.document, give_odd_security,
                "Structure of the SAM template is invalid. text in Security for path /a method get is not a valid "
                "dictionary.");
}

Test(swagger, the_default_api_key_gives_way_to_a_mark) {
    open_paths("{/a: {get: " METHOD ", put: " METHOD ", options: " METHOD "}}");
    DICT_SET(DICT_GET(path_of("/a"), "get"), "security", from("[{api_key_false: []}, {k: []}]"));
    sx_swagger_add_api_key_definition(t, &swagger);
    sx_swagger_set_default_api_key(t, &swagger, STR("/a"), false);
    sx_swagger_close(t, &swagger);
    expect(DICT_GET(DICT_GET(path_of("/a"), "get"), "security"), "[{u'k': []}]");
    expect(DICT_GET(DICT_GET(path_of("/a"), "put"), "security"), "[{'api_key': []}]");
    cr_expect_null(DICT_GET(DICT_GET(path_of("/a"), "options"), "security"));
    expect(DICT_GET(swagger.root, "securityDefinitions"),
           "{'api_key': {'type': 'apiKey', 'name': 'x-api-key', 'in': 'header'}}");
}

Test(swagger, auth_of_an_event) {
    open_paths("{/a: {get: " METHOD "}}");
    sx_swagger_add_auth_to_method(t, &swagger, STR("/a"), STR("GET"), from("{Authorizer: A, ApiKeyRequired: false}"),
                                  from("{Authorizers: {A: {AuthorizationScopes: [q]}}}"));
    expect(path_of("/a"), "{u'get': {" PRINTED ", 'security': [{u'A': [u'q']}, {'api_key_false': []}]}}");
}

/* --------------------------------------------------------------------------------------------- resource policy -- */

#define RESOURCE "'Resource': [{'Fn::Sub': [u'execute-api:/${__Stage__}/GET/a', {'__Stage__': u'Prod'}]}]"
#define ALLOW "{'Action': 'execute-api:Invoke', " RESOURCE ", 'Effect': 'Allow', 'Principal': "

Test(swagger, a_statement_is_added_once) {
    open_paths("{/a: {get: {}}}");
    add_policy("{AwsAccountWhitelist: ['1'], IpRangeBlacklist: ['2']}");
    add_policy("{IpRangeBlacklist: ['2']}");
    expect(policy_statement(),
           "[" ALLOW "{'AWS': [u'1']}}, " ALLOW "'*'}, {'Action': 'execute-api:Invoke', " RESOURCE
           ", 'Effect': 'Deny', 'Condition': {'IpAddress': {'aws:SourceIp': [u'2']}}, 'Principal': '*'}]");
}

Test(swagger, a_text_for_a_list_of_vpcs_is_taken_apart) {
    open_paths("{/a: {get: {}}}");
    add_policy("{SourceVpcWhitelist: [vpc-1, vpce-2, x], IntrinsicVpcWhitelist: ab}");
    expect(DICT_GET(sx_list_item(policy_statement(), 1), "Condition"),
           "{'StringNotEquals': {'aws:SourceVpc': [u'vpc-1', 'a', 'b'], 'aws:SourceVpce': [u'vpce-2']}}");
}

Test(swagger, an_empty_policy_is_set_too) {
    open_paths("{/a: {get: {}}}");
    add_policy("{}");
    expect(DICT_GET(swagger.root, "x-amazon-apigateway-policy"), "{}");
}

static void add_policy_with_intrinsic_vpc(void) {
    add_policy("{SourceVpcBlacklist: [{Ref: Vpc}]}");
}

Test(swagger, intrinsic_functions_have_a_list_of_their_own) {
    open_paths("{/a: {get: {}}}");
    expect_left(&transform.document, add_policy_with_intrinsic_vpc,
                "Structure of the SAM template is invalid. SourceVpcBlacklist must be a list of strings. Use "
                "IntrinsicVpcBlacklist instead for values that use Intrinsic Functions");
}

Test(swagger, custom_statements_are_compared_as_python_does) {
    open_paths("{}");
    struct sx_object *first = from("[{E: 1}]");
    sx_swagger_add_custom_statements(t, &swagger, first);
    sx_swagger_add_custom_statements(t, &swagger, from("{E: true}"));
    sx_swagger_add_custom_statements(t, &swagger, from("{F: true}"));
    expect(policy_statement(), "[{u'E': 1}, {u'F': True}]");
    cr_expect_eq(sx_object_count(first), 1);
}

/* ---------------------------------------------------------------------------------------------------- requests -- */

Test(swagger, a_request_model_is_a_body_parameter_in_swagger_2) {
    open_paths("{/a: {get: " METHOD "}}");
    sx_swagger_add_request_model(t, &swagger, STR("/a"), STR("get"), from("{Model: User, Required: true}"));
    sx_swagger_close(t, &swagger);
    expect(path_of("/a"), "{u'get': {" PRINTED ", 'parameters': [{'required': True, 'in': 'body', 'name': u'user', "
                          "'schema': {'$ref': '#/definitions/user'}}]}}");
}

Test(swagger, a_request_model_is_a_request_body_in_openapi_3) {
    open_document("{openapi: 3.0.1, paths: {/a: {get: " METHOD "}}}");
    sx_swagger_add_request_model(t, &swagger, STR("/a"), STR("get"), from("{Model: User}"));
    expect(path_of("/a"), "{u'get': {'requestBody': {'content': {'application/json': {'schema': {'$ref': "
                          "'#/components/schemas/user'}}}}, " PRINTED "}}");
}

Test(swagger, request_validators_are_named_by_what_they_validate) {
    open_paths("{/a: {get: " METHOD "}}");
    sx_swagger_add_request_validator(t, &swagger, STR("/a"), STR("get"), sx_object_bool(t, true),
                                     sx_object_bool(t, false));
    expect(path_of("/a"), "{u'get': {" PRINTED ", 'x-amazon-apigateway-request-validator': 'body-only'}}");
    expect(DICT_GET(swagger.root, "x-amazon-apigateway-request-validators"),
           "{'body-only': {'validateRequestParameters': False, 'validateRequestBody': True}}");
}

Test(swagger, request_parameters_and_cache_keys) {
    open_paths("{/a: {get: " METHOD "}}");
    struct sx_object *yes = sx_object_bool(t, true), *no = sx_object_bool(t, false);
    const struct sx_request_parameter parameters[] = {{text("method.request.querystring.q"), yes, yes},
                                                      {text("method.request.header.X.Y"), no, no}};
    sx_swagger_add_request_parameters(t, &swagger, STR("/a"), STR("get"), parameters, 2);
    expect(path_of("/a"),
           "{u'get': {u'" INTEGRATION "': {u'type': u'x', 'cacheKeyParameters': [u'method.request.querystring.q']}, "
           "'parameters': [{'required': True, 'type': 'string', 'name': u'q', 'in': 'query'}, {'required': False, "
           "'type': 'string', 'name': u'X.Y', 'in': u'header'}]}}");
}

/* ------------------------------------------------------------------------------------------------ the whole document
 * -- */

Test(swagger, binary_media_types_have_their_slashes) {
    open_paths("{}");
    sx_swagger_add_binary_media_types(t, &swagger, from("[image~1gif, 1]"));
    expect(DICT_GET(swagger.root, "x-amazon-apigateway-binary-media-types"), "[u'image/gif', 1]");
}

static void disable_endpoint_of_odd_server(void) {
    open_document("{openapi: 3.0.1, paths: {}, servers: [{}, text]}");
    sx_swagger_disable_execute_api_endpoint(t, &swagger, sx_object_bool(t, true));
}

Test(swagger, the_execute_api_endpoint_is_disabled_at_the_root_or_at_each_server) {
    open_paths("{}");
    sx_swagger_disable_execute_api_endpoint(t, &swagger, sx_object_bool(t, true));
    expect(DICT_GET(swagger.root, "x-amazon-apigateway-endpoint-configuration"), "{'disableExecuteApiEndpoint': True}");
    open_document("{openapi: 3.0.1, paths: {}}");
    sx_swagger_disable_execute_api_endpoint(t, &swagger, sx_object_bool(t, true));
    expect(DICT_GET(swagger.root, "servers"),
           "[{'x-amazon-apigateway-endpoint-configuration': {'disableExecuteApiEndpoint': True}}]");
    expect_left(&transform.document, disable_endpoint_of_odd_server,
                "Structure of the SAM template is invalid. Invalid OpenAPI definition of 'servers[1]': It should be a "
                "map.");
}

Test(swagger, openapi_3_has_components_and_headers_with_schemas) {
    struct sx_object *root = from("{openapi: 3.0.1, paths: {/a: {options: {consumes: [], responses: {'200': {headers: "
                                  "{H: {type: string}}}}}}}, securityDefinitions: {A: {}}, definitions: {m: {}}}");
    sx_openapi_postprocess(t, root, NULL, (struct sx_span){0, 0});
    expect(root, "{u'paths': {u'/a': {u'options': {u'responses': {u'200': {u'headers': {u'H': {'schema': {u'type': "
                 "u'string'}}}}}}}}, 'components': {'securitySchemes': {u'A': {}}, 'schemas': {u'm': {}}}, "
                 "u'openapi': u'3.0.1'}");
}

Test(swagger, openapi_3_is_asked_for_by_the_document_or_by_its_version) {
    struct sx_object *root = from("{paths: {}, definitions: {m: {}}}");
    sx_openapi_postprocess(t, root, NULL, (struct sx_span){0, 0});
    sx_openapi_postprocess(t, root, from("'2.0'"), (struct sx_span){0, 0});
    cr_expect_null(DICT_GET(root, "components"));
    sx_openapi_postprocess(t, root, from("3.0"), (struct sx_span){0, 0});
    expect(DICT_GET(root, "components"), "{'schemas': {u'm': {}}}");
}
