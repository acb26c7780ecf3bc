/* SPDX-License-Identifier: Apache-2.0 */

/* Cors: an options method on every path, which answers what browsers ask before they call. */

#include "api/rest_api.h"

#define WILDCARD "'*'"

static void check_keys(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *property) {
    static const char *const keys[] = {"AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"};
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, property, &count);
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t j = 0; j < sizeof keys / sizeof *keys; j++)
            known = known || sx_string_is(entries[i].key, keys[j]);
        if (known)
            continue;
        sx_suggest_name(t, entries[i].key, keys, sizeof keys / sizeof *keys);
        sx_refuse_api(t, api, property, sx_string_terminated(t, entries[i].key), SX_RULE_UNKNOWN_PROPERTY,
                      CAT(t, STR("Invalid key '"), entries[i].key, STR("' for 'Cors' property.")));
    }
}

/* A text, or an intrinsic function that gives one, is the origin alone. */
static struct sx_cors read_cors(struct sx_transform *t, const struct sx_rest_api *api, struct sx_object *property) {
    if (!sx_object_is_dict(property) || sx_object_is_intrinsic(t, property))
        return (struct sx_cors){.origin = property};
    check_keys(t, api, property);
    /* an origin that is null counts as given, and is refused later */
    bool has_origin = DICT_GET(property, "AllowOrigin") != NULL;
    return (struct sx_cors){
        .origin = has_origin ? sx_dict_some(t, property, "AllowOrigin") : sx_object_text(t, STR(WILDCARD), false),
        .headers = sx_dict_some(t, property, "AllowHeaders"),
        .methods = sx_dict_some(t, property, "AllowMethods"),
        .max_age = sx_dict_some(t, property, "MaxAge"),
        .credentials = sx_dict_some(t, property, "AllowCredentials"),
    };
}

/* "/a/" and "/a" are one path for this; the first that comes gets the method. */
static struct sx_string without_slashes(struct sx_string path) {
    if (path.length != 1)
        while (path.length && path.bytes[path.length - 1] == '/')
            path.length--;
    return path;
}

void sx_rest_add_cors(struct sx_transform *t, const struct sx_rest_api *api) {
    /* the document takes parts of it, and others may share it by Globals */
    struct sx_object *property = sx_object_clone(t, sx_dict_true(t, api->properties, "Cors"));
    if (!property)
        return;
    if (!api->definition)
        sx_refuse_api(t, api, api->properties, "Cors", SX_RULE_PROPERTY_CONFLICT,
                      STR("Cors works only with inline Swagger specified in 'DefinitionBody' property."));
    struct sx_cors cors = read_cors(t, api, property);
    sx_rest_expect_swagger(t, api, STR("Unable to add Cors configuration"));
    if (sx_object_is_true_value(cors.credentials) && sx_object_text_is(cors.origin, WILDCARD))
        sx_refuse_api(t, api, property, "AllowCredentials", SX_RULE_PROPERTY_CONFLICT,
                      STR("Unable to add Cors configuration because 'AllowCredentials' can not be true when "
                          "'AllowOrigin' is \"'*'\" or not set"));
    struct sx_swagger swagger;
    sx_rest_open_definition(t, api, &swagger);
    size_t count;
    const struct sx_dict_entry *paths = sx_dict_entries(t, swagger.paths, &count);
    struct sx_map seen = {0};
    for (size_t i = 0; i < count; i++) {
        struct sx_string path = without_slashes(paths[i].key);
        if (sx_map_get(t, &seen, path))
            continue;
        sx_map_set(t, &seen, path, property);
        sx_swagger_add_cors(t, &swagger, api->id, paths[i].key, &cors);
    }
    sx_swagger_close(t, &swagger);
}
