/* SPDX-License-Identifier: Apache-2.0 */

/* What is said of the document as a whole: models, gateway responses, binary media types, the execute-api endpoint. */

#include "openapi/editor.h"

/* ---------------------------------------------------------------------------------------- models and responses -- */

void sx_swagger_add_gateway_response(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string type,
                                     struct sx_object *definition) {
    swagger->gateway_responses = sx_openapi_or_dict27(t, swagger->gateway_responses);
    struct sx_object *responses = sx_swagger_need_dict(t, swagger, swagger->gateway_responses, KEY_GATEWAY_RESPONSES);
    sx_dict_set(t, responses, type, true, definition);
}

void sx_swagger_add_models(struct sx_transform *t, struct sx_swagger *swagger, const struct sx_object *models) {
    swagger->definitions = sx_openapi_or_dict27(t, swagger->definitions);
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, models, &count);
    for (size_t i = 0; i < count; i++) {
        struct sx_object *schema = entries[i].value;
        if (!sx_object_is_true(DICT_GET(schema, "type")))
            sx_swagger_refuse(t, swagger, schema, STR("'Models' schema is missing 'type'."));
        struct sx_object *all = sx_swagger_need_dict(t, swagger, swagger->definitions, "definitions");
        sx_dict_set_at(t, all, sx_string_lower(t, entries[i].key), entries[i].unicode, entries[i].key_span, schema);
    }
}

/* ------------------------------------------------------------------------------------------ binary media types -- */

/* "image~1gif" is written for "image/gif" */
static struct sx_string slashed(struct sx_transform *t, struct sx_string text) {
    return sx_string_replace(t, text, STR("~1"), STR("/"));
}

static struct sx_object *with_slashes(struct sx_transform *t, const struct sx_object *types) {
    if (sx_object_is_text(types))
        return sx_object_text(t, slashed(t, sx_object_string(types)), true);
    if (sx_object_is_list(types)) {
        struct sx_object *list = sx_object_list(t);
        for (size_t i = 0; i < sx_object_count(types); i++)
            sx_list_push(t, list, with_slashes(t, sx_list_item(types, i)));
        return list;
    }
    if (!sx_object_is_dict(types))
        return sx_object_scalar(t, types->node, types->unicode);
    struct sx_object *dict = sx_object_dict27(t);
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, types, &count);
    for (size_t i = 0; i < count; i++)
        sx_dict_set_at(t, dict, slashed(t, entries[i].key), true, entries[i].key_span,
                       with_slashes(t, entries[i].value));
    return dict;
}

void sx_swagger_add_binary_media_types(struct sx_transform *t, struct sx_swagger *swagger,
                                       const struct sx_object *types) {
    DICT_SET(swagger->root, "x-amazon-apigateway-binary-media-types", with_slashes(t, types));
}

/* ---------------------------------------------------------------------------------------- execute-api endpoint -- */

#define KEY_ENDPOINT "x-amazon-apigateway-endpoint-configuration"

/* Refuses with "SUBJECT: ..." what cannot have an endpoint configuration. */
static void disable_endpoint_of(struct sx_transform *t, const struct sx_swagger *swagger, struct sx_object *owner,
                                struct sx_object *disable, struct sx_string subject) {
    if (!sx_object_is_dict(owner))
        sx_swagger_refuse(t, swagger, owner, CAT(t, subject, STR(": It should be a map.")));
    struct sx_object *endpoint = DICT_GET(owner, KEY_ENDPOINT);
    if (!endpoint) {
        endpoint = sx_object_dict(t);
        DICT_SET(owner, KEY_ENDPOINT, endpoint);
    }
    if (!sx_object_is_dict(endpoint))
        sx_swagger_refuse(t, swagger, endpoint,
                          CAT(t, subject, STR(": The value of '" KEY_ENDPOINT "' should be a map.")));
    DICT_SET(endpoint, "disableExecuteApiEndpoint", disable);
}

/* The servers of OpenAPI 3, each of which says it. Anything that has no items has no servers. */
static void disable_servers(struct sx_transform *t, struct sx_swagger *swagger, struct sx_object *disable) {
    struct sx_object *servers = DICT_GET(swagger->root, "servers");
    if (!servers) {
        servers = sx_object_list(t);
        sx_list_push(t, servers, sx_object_dict27(t));
    }
    bool has_items = sx_object_is_list(servers) || sx_object_is_dict(servers) || sx_object_is_text(servers);
    if (!has_items)
        sx_swagger_need_list(t, swagger, servers, "servers");
    if (!sx_object_is_list(servers) && sx_object_is_true(servers))
        sx_swagger_refuse(t, swagger, servers, STR("Invalid OpenAPI definition of 'servers[0]': It should be a map."));
    for (size_t i = 0; sx_object_is_list(servers) && i < sx_object_count(servers); i++)
        disable_endpoint_of(
            t, swagger, sx_list_item(servers, i), disable,
            CAT(t, STR("Invalid OpenAPI definition of 'servers["), sx_string_from_int(t, (long long)i), STR("]'")));
    DICT_SET(swagger->root, "servers", servers);
}

void sx_swagger_disable_execute_api_endpoint(struct sx_transform *t, struct sx_swagger *swagger,
                                             struct sx_object *disable) {
    const struct sx_object *version = DICT_GET(swagger->root, "openapi");
    if (sx_object_is_true(version) && sx_is_openapi3(t, version))
        disable_servers(t, swagger, disable);
    else
        disable_endpoint_of(t, swagger, swagger->root, disable, STR("Invalid OpenAPI definition"));
}
