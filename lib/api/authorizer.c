/* SPDX-License-Identifier: Apache-2.0 */

/* Auth.Authorizers of a REST API: IAM, Cognito user pools, and Lambda functions that see a token or the request. */

#include "api/rest_api.h"
#include "python/text.h"

#define AWS_IAM "AWS_IAM"

enum authorizer_kind { IAM, COGNITO, LAMBDA_TOKEN, LAMBDA_REQUEST };

/** An authorizer, and what its definition is made with. */
struct job {
    const struct sx_rest_api *api;
    const struct sx_rest_authorizer *authorizer;
    enum authorizer_kind kind;
    const struct sx_object *identity; /* NULL: absent, or false in Python */
};

/* ---------------------------------------------------------------------------------------------------- checking -- */

static noreturn void refuse(struct sx_transform *t, const struct sx_rest_api *api,
                            const struct sx_rest_authorizer *authorizer, const char *key, enum sx_rule rule,
                            struct sx_string message) {
    sx_refuse_api(t, api, authorizer->configuration, key, rule, CAT(t, authorizer->name, STR(" Authorizer "), message));
}

static bool is_zero_or_less(struct sx_string text) {
    static const struct sx_string spaces = STR_INIT(" \t\n\r\v\f");
    while (text.length && sx_string_find_byte(spaces, text.bytes[text.length - 1], 0) != SIZE_MAX)
        text.length--;
    size_t at = 0;
    while (at < text.length && sx_string_find_byte(spaces, text.bytes[at], 0) != SIZE_MAX)
        at++;
    bool negative = at < text.length && text.bytes[at] == '-';
    if (negative || (at < text.length && text.bytes[at] == '+'))
        at++;
    bool digits = false, zero = true, separated = true;
    for (; at < text.length; at++) {
        char c = text.bytes[at];
        /* one underscore may stand between digits */
        if (c == '_' ? separated : c < '0' || c > '9')
            return false;
        separated = c == '_';
        digits = digits || !separated;
        zero = zero && (c == '0' || separated);
    }
    return digits && !separated && (zero || negative);
}

/* True when int() of it is a number that is not positive: then nothing is cached, and no identity is needed for that.
 */
static bool is_no_cache(const struct sx_object *seconds) {
    const struct sx_node *node = seconds ? seconds->node : NULL;
    if (sx_object_is_text(seconds))
        return is_zero_or_less(sx_object_string(seconds));
    if (sx_is(node, SX_BOOL))
        return !node->boolean;
    if (sx_is(node, SX_FLOAT))
        return node->number < 1.0;
    return sx_is(node, SX_INT) && (node->big ? node->string.bytes[0] == '-' : node->integer <= 0);
}

static bool has_no_identity_source(struct sx_transform *t, const struct sx_rest_api *api,
                                   const struct sx_rest_authorizer *authorizer) {
    static const char *const sources[] = {"Headers", "QueryStrings", "StageVariables", "Context"};
    const struct sx_object *identity = sx_dict_true(t, authorizer->configuration, "Identity");
    if (!identity)
        return true;
    sx_api_expect(t, api, authorizer->configuration, STR("Identity"), SX_EXPECT_MAP,
                  CAT(t, STR("Authorizer."), authorizer->name, STR(".Identity")));
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (sx_dict_true(t, identity, sources[i]))
            return false;
    return !is_no_cache(DICT_GET(identity, "ReauthorizeEvery"));
}

static void check(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_rest_authorizer *authorizer) {
    const struct sx_object *configuration = authorizer->configuration;
    const struct sx_object *type = sx_dict_some(t, configuration, "FunctionPayloadType");
    bool request = sx_object_text_is(type, "REQUEST");
    if (type && !request && !sx_object_text_is(type, "TOKEN"))
        refuse(t, api, authorizer, "FunctionPayloadType", SX_RULE_INVALID_PROPERTY_VALUE,
               CAT(t, STR("has invalid 'FunctionPayloadType': "), sx_python_str(t, sx_object_node(t, type)), STR(".")));
    if (request && has_no_identity_source(t, api, authorizer))
        refuse(t, api, authorizer, "Identity", SX_RULE_MISSING_PROPERTY,
               STR("must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context."));
    struct sx_string path = CAT(t, STR("Authorizers."), authorizer->name);
    if (sx_dict_some(t, configuration, "AuthorizationScopes"))
        sx_api_expect(t, api, configuration, STR("AuthorizationScopes"), SX_EXPECT_LIST,
                      CAT(t, path, STR(".AuthorizationScopes")));
    if (sx_dict_some(t, configuration, "DisableFunctionDefaultPermissions"))
        sx_api_expect(t, api, configuration, STR("DisableFunctionDefaultPermissions"), SX_EXPECT_BOOLEAN,
                      CAT(t, path, STR(".DisableFunctionDefaultPermissions")));
}

/* Checks the authorizers in the order of the template, and collects them in the order of a new dictionary. */
static void collect(struct sx_transform *t, const struct sx_rest_api *api, struct sx_object *configurations,
                    struct sx_object *collected) {
    sx_api_expect(t, api, api->auth, STR("Authorizers"), SX_EXPECT_MAP, STR("Auth.Authorizers"));
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, configurations, &count);
    for (size_t i = 0; i < count; i++) {
        sx_api_expect(t, api, configurations, entries[i].key, SX_EXPECT_MAP,
                      CAT(t, STR("Auth.Authorizers."), entries[i].key));
        struct sx_rest_authorizer authorizer = {entries[i].key, entries[i].unicode, entries[i].value};
        check(t, api, &authorizer);
        sx_dict_set(t, collected, entries[i].key, entries[i].unicode, entries[i].value);
    }
}

const struct sx_rest_authorizer *sx_rest_authorizers(struct sx_transform *t, const struct sx_rest_api *api,
                                                     const struct sx_object *default_authorizer, size_t *count) {
    struct sx_object *configurations = sx_dict_true(t, api->auth, "Authorizers");
    bool iam = sx_object_text_is(default_authorizer, AWS_IAM);
    *count = 0;
    if (!iam && !configurations)
        return NULL;
    struct sx_object *collected = sx_object_dict27(t);
    if (iam)
        sx_dict_set(t, collected, STR(AWS_IAM), default_authorizer->unicode, NULL);
    if (configurations)
        collect(t, api, configurations, collected);
    const struct sx_dict_entry *entries = sx_dict_entries(t, collected, count);
    struct sx_rest_authorizer *authorizers = sx_alloc_array(t, *count, sizeof *authorizers);
    for (size_t i = 0; i < *count; i++)
        authorizers[i] = (struct sx_rest_authorizer){entries[i].key, entries[i].unicode,
                                                     sx_object_is_none(entries[i].value) ? NULL : entries[i].value};
    return authorizers;
}

/* -------------------------------------------------------------------------------------------------- definition -- */

static enum authorizer_kind kind_of(struct sx_transform *t, const struct sx_object *configuration) {
    if (!configuration)
        return IAM;
    if (sx_dict_true(t, configuration, "UserPoolArn"))
        return COGNITO;
    return sx_object_text_is(DICT_GET(configuration, "FunctionPayloadType"), "REQUEST") ? LAMBDA_REQUEST : LAMBDA_TOKEN;
}

static struct sx_object *plain(struct sx_transform *t, const char *text) {
    return sx_object_text(t, sx_string_from(text), false);
}

/* The header that holds the token. */
static struct sx_object *header_of(struct sx_transform *t, const struct job *job) {
    if (job->kind == LAMBDA_REQUEST)
        return plain(t, "Unused");
    if (job->identity && !sx_object_is_dict(job->identity))
        sx_refuse_api(t, job->api, job->authorizer->configuration, "Identity", SX_RULE_INVALID_PROPERTY_TYPE,
                      STR("Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity, "
                          "LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity)."));
    struct sx_object *header = sx_dict_true(t, job->identity, "Header");
    return header ? header : plain(t, "Authorization");
}

static const char *auth_type_of(enum authorizer_kind kind) {
    return kind == IAM ? "awsSigv4" : kind == COGNITO ? "cognito_user_pools" : "custom";
}

/* Adds the parts of one kind, such as "method.request.header.X", and says whether any came from the template. */
static bool add_identity_sources(struct sx_transform *t, const struct job *job, const char *key, const char *prefix,
                                 struct sx_buffer *buffer) {
    struct sx_object *names = sx_dict_true(t, job->identity, key);
    if (!names)
        return false;
    struct sx_string path =
        CAT(t, STR("Auth.Authorizers."), job->authorizer->name, STR(".Identity."), sx_string_from(key));
    sx_api_expect(t, job->api, job->identity, sx_string_from(key), SX_EXPECT_LIST, path);
    bool unicode = false;
    for (size_t i = 0; i < sx_object_count(names); i++) {
        const struct sx_object *name = sx_list_item(names, i);
        sx_api_expect_object(t, job->api, name, sx_object_at(names), SX_EXPECT_STRING,
                             CAT(t, path, STR("["), sx_string_from_int(t, (long long)i), STR("]")));
        if (buffer->length)
            sx_buffer_add_text(buffer, ", ");
        sx_buffer_add_text(buffer, prefix);
        sx_buffer_add(buffer, sx_object_string(name));
        unicode = unicode || name->unicode;
    }
    return unicode;
}

static struct sx_object *identity_source(struct sx_transform *t, const struct job *job) {
    static const struct {
        const char *key, *prefix;
    } sources[] = {
        {"Headers", "method.request.header."},
        {"QueryStrings", "method.request.querystring."},
        {"StageVariables", "stageVariables."},
        {"Context", "context."},
    };
    struct sx_buffer buffer = {.t = t};
    bool unicode = false;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (add_identity_sources(t, job, sources[i].key, sources[i].prefix, &buffer))
            unicode = true;
    return buffer.length ? sx_object_text(t, sx_buffer_string(&buffer), unicode) : NULL;
}

/* {"Fn::Sub": ["arn:...${__FunctionArn__}/invocations", {"__FunctionArn__": arn}]} */
static struct sx_object *authorizer_uri(struct sx_transform *t, const struct job *job) {
    struct sx_object *sub = sx_object_dict(t), *arguments = sx_object_list(t), *variables = sx_object_dict(t);
    struct sx_string arn = CAT(t, STR("arn:"), job->api->template->partition,
                               STR(":apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}"
                                   "/invocations"));
    struct sx_object *function = DICT_GET(job->authorizer->configuration, "FunctionArn");
    DICT_SET(variables, "__FunctionArn__", function ? function : sx_object_scalar(t, sx_new_null(t), false));
    sx_list_push(t, arguments, sx_object_text(t, arn, false));
    sx_list_push(t, arguments, variables);
    DICT_SET(sub, "Fn::Sub", arguments);
    return sub;
}

static struct sx_object *cognito_part(struct sx_transform *t, const struct job *job) {
    struct sx_object *part = sx_object_dict27(t), *arns = DICT_GET(job->authorizer->configuration, "UserPoolArn");
    if (!sx_object_is_list(arns)) {
        struct sx_object *list = sx_object_list(t);
        sx_list_push(t, list, arns);
        arns = list;
    }
    DICT_SET(part, "type", plain(t, "cognito_user_pools"));
    DICT_SET(part, "providerARNs", arns);
    return part;
}

static struct sx_object *lambda_part(struct sx_transform *t, const struct job *job) {
    struct sx_object *part = sx_object_dict27(t);
    DICT_SET(part, "type", plain(t, job->kind == LAMBDA_REQUEST ? "request" : "token"));
    DICT_SET(part, "authorizerUri", authorizer_uri(t, job));
    struct sx_object *seconds = sx_dict_some(t, job->identity, "ReauthorizeEvery");
    if (seconds)
        DICT_SET(part, "authorizerResultTtlInSeconds", seconds);
    struct sx_object *role = sx_dict_true(t, job->authorizer->configuration, "FunctionInvokeRole");
    if (role && !sx_object_text_is(role, "NONE"))
        DICT_SET(part, "authorizerCredentials", role);
    struct sx_object *source = job->kind == LAMBDA_REQUEST ? identity_source(t, job) : NULL;
    if (source)
        DICT_SET(part, "identitySource", source);
    return part;
}

struct sx_object *sx_rest_authorizer_definition(struct sx_transform *t, const struct sx_rest_api *api,
                                                const struct sx_rest_authorizer *authorizer) {
    struct job job = {api, authorizer, kind_of(t, authorizer->configuration),
                      sx_dict_true(t, authorizer->configuration, "Identity")};
    struct sx_object *definition = sx_object_dict27(t);
    DICT_SET(definition, "type", plain(t, "apiKey"));
    DICT_SET(definition, "name", header_of(t, &job));
    DICT_SET(definition, "in", plain(t, "header"));
    DICT_SET(definition, "x-amazon-apigateway-authtype", plain(t, auth_type_of(job.kind)));
    if (job.kind == IAM)
        return definition;
    struct sx_object *part = job.kind == COGNITO ? cognito_part(t, &job) : lambda_part(t, &job);
    DICT_SET(definition, "x-amazon-apigateway-authorizer", part);
    struct sx_object *expression = sx_dict_true(t, job.identity, "ValidationExpression");
    if (job.kind != LAMBDA_REQUEST && expression)
        DICT_SET(part, "identityValidationExpression", expression);
    return definition;
}

/* ------------------------------------------------------------------------------------------------- permissions -- */

void sx_rest_emit_authorizer_permissions(struct sx_transform *t, const struct sx_rest_api *api) {
    if (!sx_object_is_true(api->auth))
        return;
    size_t count;
    const struct sx_rest_authorizer *authorizers = sx_rest_authorizers(t, api, NULL, &count);
    if (count == 0)
        return;
    struct sx_string arn = sx_arn(t, api->template->partition, "execute-api", STR("${__ApiId__}/authorizers/*"));
    for (size_t i = 0; i < count; i++) {
        const struct sx_object *configuration = authorizers[i].configuration;
        const struct sx_object *function = sx_dict_true(t, configuration, "FunctionArn");
        if (!function || sx_dict_true(t, configuration, "DisableFunctionDefaultPermissions"))
            continue;
        sx_api_emit(t, api, CAT(t, api->id, authorizers[i].name, STR("AuthorizerPermission")),
                    "AWS::Lambda::Permission",
                    MAP({"Action", S("lambda:InvokeFunction")}, {"FunctionName", sx_object_node(t, function)},
                        {"Principal", S("apigateway.amazonaws.com")},
                        {"SourceArn", sx_new_sub(t, arn, MAP({"__ApiId__", REF(api->id)}))}));
    }
}
