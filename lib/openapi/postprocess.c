/* SPDX-License-Identifier: Apache-2.0 */

/* What OpenAPI 3 has elsewhere than Swagger 2. */

#include "openapi/editor.h"

/* components[to] = root[from]; del root[from] */
static void move_to_components(struct sx_transform *t, struct sx_object *root, struct sx_string from,
                               struct sx_string to, struct sx_span where) {
    struct sx_object *moved = sx_dict_get(t, root, from);
    if (!sx_object_is_true(moved))
        return;
    struct sx_object *components = sx_openapi_or_dict27(t, DICT_GET(root, "components"));
    if (!sx_object_is_dict(components))
        sx_refuse_own(t, sx_openapi_at(components, where), SX_RULE_INVALID_PROPERTY_TYPE,
                      STR("In the OpenAPI document of an API, 'components' must be a map."));
    sx_dict_set(t, components, to, false, moved);
    DICT_SET(root, "components", components);
    sx_dict_remove(t, root, from);
}

static noreturn void refuse_responses(struct sx_transform *t, const struct sx_object *object, struct sx_string path,
                                      const char *why, struct sx_span where) {
    sx_refuse_whole_template(
        t, sx_openapi_at(object, where), SX_RULE_INVALID_PROPERTY_TYPE,
        CAT(t, STR("Invalid responses in options method for path "), path, STR(": "), sx_string_from(why), STR(".")));
}

/* responses["200"]["headers"], or NULL where that is missing or empty */
static struct sx_object *headers_of(struct sx_transform *t, const struct sx_object *responses, struct sx_string path,
                                    struct sx_span where) {
    if (sx_object_is_none(responses))
        return NULL;
    if (!sx_object_is_dict(responses))
        refuse_responses(t, responses, path, "It should be a map", where);
    const struct sx_object *response = DICT_GET(responses, "200");
    if (sx_object_is_none(response))
        return NULL;
    if (!sx_object_is_dict(response))
        refuse_responses(t, response, path, "The value of '200' should be a map", where);
    struct sx_object *headers = DICT_GET(response, "headers");
    if (!sx_object_is_true(headers))
        return NULL;
    if (!sx_object_is_dict(headers))
        sx_refuse_whole_template(t, sx_openapi_at(headers, where), SX_RULE_INVALID_PROPERTY_TYPE,
                                 CAT(t, STR("Value of response's headers in options method for path "), path,
                                     STR(" must be a dictionary according to Swagger spec.")));
    return headers;
}

/* The type of a header stands in its schema. The reference does that again for a document that has it so already. */
static void wrap_headers(struct sx_transform *t, struct sx_object *headers) {
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, headers, &count);
    for (size_t i = 0; i < count; i++) {
        struct sx_object *header = sx_object_dict27(t);
        DICT_SET(header, "schema", entries[i].value);
        sx_dict_set(t, headers, entries[i].key, entries[i].unicode, header);
    }
}

static void process_options(struct sx_transform *t, struct sx_object *options, struct sx_string path,
                            struct sx_span where) {
    if (!sx_object_is_dict(options))
        sx_refuse_whole_template(t, sx_openapi_at(options, where), SX_RULE_INVALID_PROPERTY_TYPE,
                                 CAT(t, STR("Value of options method for path "), path,
                                     STR(" must be a dictionary according to Swagger spec.")));
    struct sx_object *headers = headers_of(t, DICT_GET(options, "responses"), path, where);
    if (headers)
        wrap_headers(t, headers);
    sx_dict_remove(t, options, STR("produces"));
    sx_dict_remove(t, options, STR("consumes"));
}

static void process_paths(struct sx_transform *t, struct sx_object *paths, struct sx_span where) {
    if (!sx_object_is_dict(paths))
        sx_refuse_whole_template(t, sx_openapi_at(paths, where), SX_RULE_INVALID_PROPERTY_TYPE,
                                 STR("Value of paths must be a dictionary according to Swagger spec."));
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, paths, &count);
    for (size_t i = 0; i < count; i++) {
        sx_openapi_expect_path_item(t, entries[i].value, entries[i].key, where);
        struct sx_object *options = DICT_GET(entries[i].value, "options");
        if (sx_object_is_true(options))
            process_options(t, options, entries[i].key, where);
    }
}

void sx_openapi_postprocess(struct sx_transform *t, struct sx_object *root, const struct sx_object *version,
                            struct sx_span where) {
    if (!sx_object_is_none(DICT_GET(root, "swagger")))
        return;
    if (sx_object_is_none(version))
        version = DICT_GET(root, "openapi");
    if (!sx_object_is_true(version) || !sx_is_openapi3(t, version))
        return;
    move_to_components(t, root, STR("securityDefinitions"), STR("securitySchemes"), where);
    move_to_components(t, root, STR("definitions"), STR("schemas"), where);
    struct sx_object *paths = DICT_GET(root, "paths");
    if (sx_object_is_true(paths))
        process_paths(t, paths, where);
}
