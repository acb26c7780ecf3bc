/* SPDX-License-Identifier: Apache-2.0 */

/* GatewayResponses: what API Gateway itself answers, such as when it refuses a call. */

#include "api/rest_api.h"
#include "python/text.h"

static bool is_one_of(struct sx_string key, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (sx_string_is(key, names[i]))
            return true;
    return false;
}

/* ---------------------------------------------------------------------------------------------------- checking -- */

static void check_response(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *responses,
                           const struct sx_dict_entry *response) {
    static const char *const properties[] = {"ResponseParameters", "ResponseTemplates", "StatusCode"};
    const char *type = sx_string_terminated(t, response->key);
    if (sx_object_is_intrinsic(t, response->value))
        sx_refuse_api(t, api, responses, type, SX_RULE_INTRINSIC,
                      STR("Unable to set GatewayResponses attribute because intrinsic functions are not supported for "
                          "this field."));
    if (!sx_object_is_dict(response->value))
        sx_refuse_api(t, api, responses, type, SX_RULE_INVALID_PROPERTY_TYPE,
                      CAT(t, STR("Invalid property type '"),
                          sx_string_from(sx_python_type_name(sx_object_node(t, response->value))),
                          STR("' for GatewayResponses. Expected an object of type 'GatewayResponse'.")));
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, response->value, &count);
    for (size_t i = 0; i < count; i++)
        if (!is_one_of(entries[i].key, properties, sizeof properties / sizeof *properties)) {
            sx_suggest_name(t, entries[i].key, properties, sizeof properties / sizeof *properties);
            sx_refuse_api(t, api, response->value, sx_string_terminated(t, entries[i].key), SX_RULE_UNKNOWN_PROPERTY,
                          CAT(t, STR("Invalid property '"), entries[i].key, STR("' in 'GatewayResponses' property '"),
                              response->key, STR("'.")));
        }
}

/* One to three digits; Python's `$` lets a line break follow. */
static bool is_status_code(struct sx_string text) {
    if (sx_string_ends_with(text, "\n"))
        text.length--;
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return false;
    return text.length >= 1 && text.length <= 3;
}

static void check_values(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_dict_entry *response) {
    static const char *const kinds[] = {"Headers", "Paths", "QueryStrings"};
    const struct sx_object *parameters = sx_dict_true(t, response->value, "ResponseParameters");
    if (parameters)
        sx_api_expect(t, api, response->value, STR("ResponseParameters"), SX_EXPECT_MAP,
                      CAT(t, STR("GatewayResponses."), response->key, STR(".ResponseParameters")));
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, parameters, &count);
    for (size_t i = 0; i < count; i++)
        if (!is_one_of(entries[i].key, kinds, sizeof kinds / sizeof *kinds)) {
            sx_suggest_name(t, entries[i].key, kinds, sizeof kinds / sizeof *kinds);
            sx_refuse_api(t, api, parameters, sx_string_terminated(t, entries[i].key), SX_RULE_UNKNOWN_PROPERTY,
                          CAT(t, STR("Invalid gateway response parameter '"), entries[i].key, STR("'")));
        }
    const struct sx_object *code = sx_dict_true(t, response->value, "StatusCode");
    if (code && !is_status_code(sx_object_str(t, code)))
        sx_refuse_api(t, api, response->value, "StatusCode", SX_RULE_INVALID_PROPERTY_VALUE,
                      STR("Property 'StatusCode' must be numeric"));
}

/* -------------------------------------------------------------------------------------------------- definition -- */

/* {"gatewayresponse.header.X": value}; what comes from the template stays unicode */
static struct sx_object *prefixed_parameters(struct sx_transform *t, const struct sx_rest_api *api,
                                             const struct sx_object *parameters) {
    static const struct {
        const char *kind, *prefix;
    } kinds[] = {
        {"Headers", "gatewayresponse.header."},
        {"Paths", "gatewayresponse.path."},
        {"QueryStrings", "gatewayresponse.querystring."},
    };
    struct sx_object *prefixed = sx_object_dict27(t);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct sx_string kind = sx_string_from(kinds[i].kind);
        const struct sx_object *values = sx_dict_get(t, parameters, kind);
        if (!values)
            continue;
        sx_api_expect(t, api, parameters, kind, SX_EXPECT_MAP, CAT(t, STR("ResponseParameters."), kind));
        size_t count;
        const struct sx_dict_entry *entries = sx_dict_entries(t, values, &count);
        for (size_t j = 0; j < count; j++)
            sx_dict_set_at(t, prefixed, CAT(t, sx_string_from(kinds[i].prefix), entries[j].key), entries[j].unicode,
                           entries[j].key_span, sx_object_clone(t, entries[j].value));
    }
    return prefixed;
}

static struct sx_object *definition_of(struct sx_transform *t, const struct sx_rest_api *api,
                                       const struct sx_object *response) {
    struct sx_object *definition = sx_object_dict27(t), *templates = sx_dict_true(t, response, "ResponseTemplates");
    const struct sx_object *code = sx_dict_some(t, response, "StatusCode");
    struct sx_string status = code ? sx_object_str(t, code) : STR("");
    DICT_SET(definition, "responseParameters",
             prefixed_parameters(t, api, sx_dict_true(t, response, "ResponseParameters")));
    DICT_SET(definition, "responseTemplates", templates ? sx_object_clone(t, templates) : sx_object_dict27(t));
    if (status.length)
        DICT_SET(definition, "statusCode", sx_object_text(t, status, false));
    return definition;
}

/* The responses in the order of a new dictionary, which is the order in which they are added. */
static struct sx_object *collect(struct sx_transform *t, const struct sx_rest_api *api,
                                 const struct sx_dict_entry *entries, size_t count) {
    struct sx_object *collected = sx_object_dict27(t);
    for (size_t i = 0; i < count; i++) {
        check_values(t, api, &entries[i]);
        sx_dict_set(t, collected, entries[i].key, entries[i].unicode, entries[i].value);
    }
    return collected;
}

void sx_rest_add_gateway_responses(struct sx_transform *t, const struct sx_rest_api *api) {
    const struct sx_object *responses = sx_dict_true(t, api->properties, "GatewayResponses");
    if (!responses)
        return;
    if (!api->definition)
        sx_refuse_api(t, api, api->properties, "GatewayResponses", SX_RULE_PROPERTY_CONFLICT,
                      STR("GatewayResponses works only with inline Swagger specified in 'DefinitionBody' property."));
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, responses, &count);
    for (size_t i = 0; i < count; i++)
        check_response(t, api, responses, &entries[i]);
    sx_rest_expect_swagger(t, api, STR("Unable to add Auth configuration"));
    struct sx_swagger swagger;
    sx_rest_open_definition(t, api, &swagger);
    entries = sx_dict_entries(t, collect(t, api, entries, count), &count);
    for (size_t i = 0; i < count; i++)
        sx_swagger_add_gateway_response(t, &swagger, entries[i].key, definition_of(t, api, entries[i].value));
    sx_swagger_close(t, &swagger);
}
