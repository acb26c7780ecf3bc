/* SPDX-License-Identifier: Apache-2.0 */

/* APIs: values that are right alone and wrong together, and texts that API Gateway reads. */

#include "lint/owner.h"

/* ---------------------------------------------------------------------------------------------------------- cors -- */

/* What API Gateway takes for the value of a header: a text in quotes of its own, or where to find one. */
static bool is_mapping_expression(struct sx_string text) {
    static const char *const beginnings[] = {"'", "integration.response.", "context.", "stageVariables.", NULL};
    for (size_t i = 0; beginnings[i]; i++)
        if (sx_string_starts_with(text, beginnings[i]))
            return true;
    return false;
}

static void check_header(struct sx_transform *t, const struct sx_node *value, struct sx_string name) {
    if (sx_is_literal(value) && sx_text(value).length && !is_mapping_expression(sx_text(value)))
        sx_lint_report(t, sx_at(value), SX_RULE_CORS_QUOTES,
                       CAT(t, STR("'"), name, STR("' of a REST API is a string in quotes of its own.")))
            ->hint = CAT(t, STR("did you mean \"'"), sx_text(value), STR("'\"?"));
}

static void check_cors(struct sx_transform *t, const struct sx_node *cors) {
    static const char *const headers[] = {"AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", NULL};
    check_header(t, cors, STR("Cors"));
    for (size_t i = 0; sx_is_mapping(cors) && headers[i]; i++)
        check_header(t, sx_get(t, cors, sx_string_from(headers[i])), sx_string_from(headers[i]));
}

/* ------------------------------------------------------------------------------------------------- access logs -- */

/* API Gateway Developer Guide, "Set up access logging": one line, which has the id of the request. */
static void check_log_format(struct sx_transform *t, const struct sx_node *settings) {
    const struct sx_node *format = GET(settings, "Format");
    struct sx_string text = sx_text(format);
    size_t line = sx_string_find_byte(text, '\n', 0);
    if (!sx_is_string(format) || sx_string_find(text, STR("{{resolve:"), 0) != SIZE_MAX ||
        sx_string_find(text, STR("${"), 0) != SIZE_MAX)
        return;
    if (sx_string_find(text, STR("$context.requestId"), 0) == SIZE_MAX &&
        sx_string_find(text, STR("$context.extendedRequestId"), 0) == SIZE_MAX)
        sx_lint_report(t, sx_at(format), SX_RULE_ACCESS_LOG_FORMAT,
                       STR("The format of an access log must have $context.requestId in it."));
    else if (line != SIZE_MAX && line + 1 < text.length)
        sx_lint_report(t, sx_at(format), SX_RULE_ACCESS_LOG_FORMAT,
                       STR("The format of an access log must be one line."))
            ->hint = STR("in YAML, >- makes one line of several");
}

/* ------------------------------------------------------------------------------------------------- authorizers -- */

/* Keys of JwtConfiguration are written in both ways. */
static const struct sx_node *issuer_of(const struct sx_transform *t, const struct sx_node *authorizer) {
    const struct sx_node *configuration = GET(authorizer, "JwtConfiguration");
    const struct sx_node *issuer = GET(configuration, "issuer");
    return issuer ? issuer : GET(configuration, "Issuer");
}

static void check_issuer(struct sx_transform *t, const struct sx_node *issuer) {
    if (sx_is_literal(issuer) && !sx_string_starts_with(sx_text(issuer), "https://"))
        sx_lint_report(t, sx_at(issuer), SX_RULE_JWT_ISSUER,
                       CAT(t, STR("The issuer of a JWT authorizer is a URL that begins with https://, and not '"),
                           sx_text(issuer), STR("'.")));
}

static void check_authorizers(struct sx_transform *t, const struct sx_node *auth) {
    const struct sx_node *authorizers = GET(auth, "Authorizers");
    for (size_t i = 0; sx_is_mapping(authorizers) && i < sx_count(authorizers); i++)
        check_issuer(t, issuer_of(t, sx_value(authorizers, i)));
}

/* ------------------------------------------------------------------------------------------------------- paths -- */

/** Where the events of REST APIs put parameters: "API PARENT" -> the part of the path. */
struct parameters {
    struct sx_map seen;
};

/* The API of an event, as a text: its logical id; empty for the implicit one, NULL bytes when it is not known. */
static struct sx_string api_of(const struct sx_transform *t, const struct sx_node *properties) {
    const struct sx_node *api = GET(properties, "RestApiId");
    if (!api)
        return STR("ServerlessRestApi");
    return sx_is_string(api) ? sx_text(api) : sx_logical_id_of(api);
}

static void note_parameter(struct sx_transform *t, struct parameters *parameters, struct sx_string key,
                           struct sx_part part) {
    const struct sx_part *seen = sx_map_get(t, &parameters->seen, key);
    /* Whether {proxy+} may stand beside {id} is not judged. */
    bool alike =
        seen && sx_string_ends_with(sx_part_text(*seen), "+}") == sx_string_ends_with(sx_part_text(part), "+}");
    if (!seen) {
        struct sx_part *first = SX_NEW(t, struct sx_part);
        *first = part;
        sx_map_set(t, &parameters->seen, key, first);
    } else if (alike && !sx_string_equal(sx_part_text(*seen), sx_part_text(part))) {
        sx_part_report(t, part, SX_RULE_PATH_PARAMETER_CONFLICT,
                       CAT(t, STR("Another path of the API has '"), sx_part_text(*seen),
                           STR("' in this place, and API Gateway takes one parameter there.")),
                       CAT(t, STR("call it '"), sx_part_text(*seen), STR("' in both")));
    }
}

static bool is_parameter(struct sx_string text) {
    return text.length > 2 && text.bytes[0] == '{' && text.bytes[text.length - 1] == '}';
}

static void note_path(struct sx_transform *t, struct parameters *parameters, struct sx_string api,
                      const struct sx_node *path) {
    struct sx_part rest = sx_part_of(path), part;
    rest.from = 1;
    while (sx_part_next(&rest, '/', &part)) {
        struct sx_string text = sx_part_text(part);
        if (is_parameter(text))
            note_parameter(t, parameters, CAT(t, api, STR(" "), sx_string_slice(sx_text(path), 0, part.from)), part);
    }
}

static void note_paths(struct sx_transform *t, struct parameters *parameters, const struct sx_node *events) {
    for (size_t i = 0; sx_is_mapping(events) && i < sx_count(events); i++) {
        const struct sx_node *event = sx_value(events, i), *properties = GET(event, "Properties");
        const struct sx_node *path = GET(properties, "Path");
        struct sx_string api = api_of(t, properties);
        if (sx_text_is(GET(event, "Type"), "Api") && api.length && sx_is_literal(path) &&
            sx_string_starts_with(sx_text(path), "/"))
            note_path(t, parameters, api, path);
    }
}

static void check_paths(struct sx_transform *t, struct sx_lint *lint) {
    struct parameters parameters = {0};
    const struct sx_node *resources = GET(lint->source, "Resources");
    for (size_t i = 0; sx_is_mapping(resources) && i < sx_count(resources); i++) {
        struct sx_string type = sx_type_of(t, sx_value(resources, i));
        if (GET(sx_value(resources, i), "Condition")) /* only one of two may be there */
            continue;
        if (sx_string_is(type, "AWS::Serverless::Function") || sx_string_is(type, "AWS::Serverless::StateMachine"))
            note_paths(t, &parameters, GET(GET(sx_value(resources, i), "Properties"), "Events"));
    }
}

/* --------------------------------------------------------------------------------------------------- all of it -- */

static void check_rest_api(struct sx_transform *t, struct sx_lint *lint, const struct sx_owner *owner) {
    (void)lint;
    check_cors(t, sx_owned(t, owner, "Cors"));
    check_log_format(t, sx_owned(t, owner, "AccessLogSetting"));
}

static void check_http_api(struct sx_transform *t, struct sx_lint *lint, const struct sx_owner *owner) {
    (void)lint;
    check_log_format(t, sx_owned(t, owner, "AccessLogSettings"));
    check_authorizers(t, sx_owned(t, owner, "Auth"));
}

void sx_lint_api_values(struct sx_transform *t, struct sx_lint *lint) {
    const struct sx_node *globals = GET(lint->source, "Globals");
    check_cors(t, GET(GET(globals, "Api"), "Cors"));
    check_authorizers(t, GET(GET(globals, "HttpApi"), "Auth"));
    sx_each_owner(t, lint, "AWS::Serverless::Api", check_rest_api);
    sx_each_owner(t, lint, "AWS::Serverless::HttpApi", check_http_api);
    sx_each_owner(t, lint, "AWS::Serverless::WebSocketApi", check_http_api);
    check_paths(t, lint);
}
