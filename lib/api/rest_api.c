/* SPDX-License-Identifier: Apache-2.0 */

/* What the parts of a REST API share. */

#include "api/rest_api.h"
#include "intrinsic/resolve_object.h"

struct sx_object *sx_dict_some(const struct sx_transform *t, const struct sx_object *dict, const char *key) {
    struct sx_object *value = sx_dict_get(t, dict, sx_string_from(key));
    return sx_object_is_none(value) ? NULL : value;
}

struct sx_object *sx_dict_true(const struct sx_transform *t, const struct sx_object *dict, const char *key) {
    struct sx_object *value = sx_dict_get(t, dict, sx_string_from(key));
    return sx_object_is_true(value) ? value : NULL;
}

struct sx_object *sx_api_resolved(struct sx_transform *t, const struct sx_rest_api *api, const char *property) {
    return sx_resolve_object(t, &api->template->parameters, API_PROPERTY(api, property), api->template->python27);
}

struct sx_span sx_api_at(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *dict,
                         const char *key, enum sx_rule rule) {
    struct sx_dict_walk walk = sx_dict_begin(t, key ? dict : NULL);
    for (const struct sx_dict_entry *entry = sx_dict_next(&walk); entry; entry = sx_dict_next(&walk)) {
        if (!sx_string_is(entry->key, key))
            continue;
        struct sx_span value = sx_object_at(entry->value);
        if (entry->key_span.end && (sx_rule_is_about_key(rule) || !value.end))
            return entry->key_span;
        if (value.end)
            return value;
    }
    struct sx_span where = sx_object_at(dict);
    return where.end ? where : api->resource->id_span;
}

noreturn void sx_refuse_api(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *dict,
                            const char *key, enum sx_rule rule, struct sx_string message) {
    sx_refuse_resource(t, api->id, sx_api_at(t, api, dict, key, rule), rule, message);
}

noreturn void sx_refuse_conflict(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *dict,
                                 const char *one, const char *other, struct sx_string message) {
    enum sx_rule rule = SX_RULE_PROPERTY_CONFLICT;
    struct sx_span where = sx_later(sx_api_at(t, api, dict, one, rule), sx_api_at(t, api, dict, other, rule));
    sx_refuse_resource(t, api->id, where, rule, message);
}

void sx_api_expect_object(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *object,
                          struct sx_span where, enum sx_expected expected, struct sx_string path) {
    /* the check looks at the kind and the place alone */
    struct sx_node like = {.kind = SX_NULL, .span = sx_object_at(object)};
    if (sx_object_is_dict(object))
        like.kind = SX_MAPPING;
    else if (sx_object_is_list(object))
        like.kind = SX_SEQUENCE;
    else if (object && object->node)
        like.kind = object->node->kind;
    sx_expect(t, (struct sx_subject){.resource = api->id}, &like, where, expected, path);
}

struct sx_object *sx_api_expect(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *dict,
                                struct sx_string key, enum sx_expected expected, struct sx_string path) {
    struct sx_object *value = sx_dict_get(t, dict, key);
    struct sx_span where = sx_object_at(dict).end ? sx_object_at(dict) : api->resource->id_span;
    sx_api_expect_object(t, api, value, where, expected, path);
    return value;
}

struct sx_emitted *sx_api_emit(struct sx_transform *t, const struct sx_rest_api *api, struct sx_string id,
                               const char *type, const struct sx_node *properties) {
    struct sx_emitted *emitted = sx_emit(t, api->template, id, type, properties);
    sx_set_attributes(t, emitted, api->attributes);
    return emitted;
}
