/* SPDX-License-Identifier: Apache-2.0 */

/* The OpenAPI document of an HTTP API: what Cors, tags, name and description put into it. */

#include "api/http_api.h"

#define CREATED_BY "httpapi:createdBy"

/* ----------------------------------------------------------------------------------------------------- checking -- */

void sx_http_need_definition(struct sx_transform *t, const struct sx_http_api *api, const char *property,
                             struct sx_string message) {
    if (!api->definition)
        sx_refuse_api(t, &api->base, api->base.properties, property, SX_RULE_PROPERTY_CONFLICT, message);
}

void sx_http_expect_openapi(struct sx_transform *t, const struct sx_http_api *api, struct sx_string message) {
    if (!sx_http_is_valid(t, api->definition))
        sx_refuse_api(t, &api->base, api->base.properties, "DefinitionBody", SX_RULE_ARTIFACT,
                      CAT(t, message, STR(" because 'DefinitionBody' does not contain a valid OpenApi definition.")));
}

void sx_http_open_definition(struct sx_transform *t, const struct sx_http_api *api, struct sx_http_editor *editor) {
    sx_http_open(t, editor, api->definition, STR(""),
                 sx_api_at(t, &api->base, api->base.properties, "DefinitionBody", SX_RULE_INVALID_PROPERTY_VALUE));
}

/* --------------------------------------------------------------------------------------------------------- CORS -- */

static struct sx_object *any_origin(struct sx_transform *t) {
    struct sx_object *origins = sx_object_list(t);
    sx_list_push(t, origins, PLAIN("*"));
    return origins;
}

static void check_cors_keys(struct sx_transform *t, const struct sx_http_api *api) {
    static const char *const names[] = {"AllowMethods", "AllowHeaders",  "AllowOrigins",
                                        "MaxAge",       "ExposeHeaders", "AllowCredentials"};
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, api->cors, &count);
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            known = known || sx_string_is(entries[i].key, names[j]);
        if (known)
            continue;
        sx_suggest_name(t, entries[i].key, names, sizeof names / sizeof *names);
        sx_refuse_api(t, &api->base, api->cors, sx_string_terminated(t, entries[i].key), SX_RULE_UNKNOWN_PROPERTY,
                      CAT(t, STR("Invalid key '"), entries[i].key, STR("' for 'Cors' property.")));
    }
}

/* `true` allows every origin; an intrinsic function stands for the whole configuration. */
static struct sx_http_cors cors_of(struct sx_transform *t, const struct sx_http_api *api) {
    if (sx_object_is_true_value(api->cors))
        return (struct sx_http_cors){.origins = any_origin(t)};
    if (sx_object_is_intrinsic(t, api->cors))
        return (struct sx_http_cors){.origins = api->cors};
    if (!sx_object_is_dict(api->cors))
        sx_refuse_api(t, &api->base, api->base.properties, "CorsConfiguration", SX_RULE_INVALID_PROPERTY_VALUE,
                      STR("Invalid value for 'Cors' property."));
    check_cors_keys(t, api);
    return (struct sx_http_cors){
        .origins = DICT_GET(api->cors, "AllowOrigins"),
        .headers = DICT_GET(api->cors, "AllowHeaders"),
        .methods = DICT_GET(api->cors, "AllowMethods"),
        .expose_headers = DICT_GET(api->cors, "ExposeHeaders"),
        .max_age = DICT_GET(api->cors, "MaxAge"),
        .credentials = DICT_GET(api->cors, "AllowCredentials"),
    };
}

void sx_http_api_add_cors(struct sx_transform *t, const struct sx_http_api *api) {
    if (!sx_object_is_true(api->cors))
        return;
    sx_http_need_definition(t, api, "CorsConfiguration",
                            STR("Cors works only with inline OpenApi specified in 'DefinitionBody' property."));
    struct sx_http_cors cors = cors_of(t, api);
    sx_http_expect_openapi(t, api, STR("Unable to add Cors configuration"));
    if (sx_object_is_true_value(cors.credentials) && sx_object_equal(t, cors.origins, any_origin(t)))
        sx_refuse_api(t, &api->base, api->cors, "AllowCredentials", SX_RULE_PROPERTY_CONFLICT,
                      STR("Unable to add Cors configuration because 'AllowCredentials' can not be true when "
                          "'AllowOrigin' is \"'*'\" or not set."));
    struct sx_http_editor editor;
    sx_http_open_definition(t, api, &editor);
    sx_http_add_cors(t, &editor, &cors);
    sx_http_close(t, &editor);
}

/* --------------------------------------------------------------------------------------------------------- tags -- */

void sx_http_api_add_tags(struct sx_transform *t, struct sx_http_api *api) {
    bool given = sx_object_is_true(api->tags);
    if (given)
        sx_http_need_definition(t, api, "Tags",
                                STR("Tags works only with inline OpenApi specified in the 'DefinitionBody' property."));
    if (!api->definition)
        return;
    if (given)
        sx_http_expect_openapi(t, api, STR("Unable to add `Tags`"));
    if (!sx_http_is_valid(t, api->definition))
        return;
    if (!given)
        api->tags = sx_object_dict(t);
    DICT_SET(api->tags, CREATED_BY, PLAIN("SAM"));
    struct sx_http_editor editor;
    sx_http_open_definition(t, api, &editor);
    sx_http_add_tags(t, &editor, api->tags);
    sx_http_close(t, &editor);
}

/* -------------------------------------------------------------------------------------- endpoint, title, paths -- */

void sx_http_api_disable_endpoint(struct sx_transform *t, const struct sx_http_api *api) {
    struct sx_object *disable = API_PROPERTY(&api->base, "DisableExecuteApiEndpoint");
    if (!disable)
        return;
    sx_http_need_definition(t, api, "DisableExecuteApiEndpoint",
                            STR("DisableExecuteApiEndpoint works only within 'DefinitionBody' property."));
    struct sx_http_editor editor;
    sx_http_open_definition(t, api, &editor);
    sx_http_disable_execute_api_endpoint(t, &editor, disable);
    sx_http_close(t, &editor);
}

/* A value of `info`, which must be a map; `end` ends the message, which the reference does in two ways. */
static const struct sx_object *info_of(struct sx_transform *t, const struct sx_http_api *api, struct sx_string key,
                                       struct sx_string end) {
    const struct sx_object *info = DICT_GET(api->definition, "info");
    if (!sx_object_is_none(info) && !sx_object_is_dict(info))
        sx_refuse_api(t, &api->base, api->definition, "info", SX_RULE_INVALID_PROPERTY_TYPE,
                      CAT(t, STR("Invalid 'DefinitionBody': The value of 'info' should be a map"), end));
    return sx_dict_get(t, info, key);
}

static void set_info(struct sx_transform *t, const struct sx_http_api *api, const char *key, struct sx_object *value) {
    struct sx_http_editor editor;
    sx_http_open_definition(t, api, &editor);
    sx_dict_set(t, editor.info, sx_string_from(key), false, value);
    sx_http_close(t, &editor);
}

void sx_http_api_add_title(struct sx_transform *t, const struct sx_http_api *api) {
    struct sx_object *name = sx_dict_true(t, api->base.properties, "Name");
    if (!name)
        return;
    sx_http_need_definition(t, api, "Name",
                            STR("Name works only with inline OpenApi specified in the 'DefinitionBody' property."));
    const struct sx_object *title = info_of(t, api, STR("title"), STR("."));
    if (!sx_object_text_is(sx_object_intrinsic(t, title, "Ref"), "AWS::StackName"))
        sx_refuse_api(t, &api->base, api->base.properties, "Name", SX_RULE_PROPERTY_CONFLICT,
                      STR("Unable to set Name because it is already defined within inline OpenAPI specified in the "
                          "'DefinitionBody' property."));
    set_info(t, api, "title", name);
}

void sx_http_api_add_description(struct sx_transform *t, const struct sx_http_api *api) {
    struct sx_object *description = sx_dict_true(t, api->base.properties, "Description");
    if (!description)
        return;
    sx_http_need_definition(
        t, api, "Description",
        STR("Description works only with inline OpenApi specified in the 'DefinitionBody' property."));
    if (sx_object_is_true(info_of(t, api, STR("description"), STR("'."))))
        sx_refuse_api(t, &api->base, api->base.properties, "Description", SX_RULE_PROPERTY_CONFLICT,
                      STR("Unable to set Description because it is already defined within inline OpenAPI specified in "
                          "the 'DefinitionBody' property."));
    set_info(t, api, "description", description);
}

/* API Gateway warns of a path without a slash, and FailOnWarnings would make that an error. */
void sx_http_api_rename_default_path(struct sx_transform *t, const struct sx_http_api *api) {
    struct sx_object *paths = DICT_GET(api->definition, "paths");
    struct sx_object *item = DICT_GET(paths, HTTP_DEFAULT_PATH);
    if (!item || !sx_dict_true(t, api->base.properties, "FailOnWarnings"))
        return;
    DICT_SET(paths, "/" HTTP_DEFAULT_PATH, item);
    sx_dict_remove(t, paths, STR(HTTP_DEFAULT_PATH));
}
