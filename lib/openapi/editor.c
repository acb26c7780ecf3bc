/* SPDX-License-Identifier: Apache-2.0 */

/* Opening and closing a document; what the document has to be. */

#include "openapi/editor.h"

#include "python/text.h"

/* ---------------------------------------------------------------------------------------------------- refusals -- */

struct sx_span sx_openapi_at(const struct sx_object *object, struct sx_span where) {
    struct sx_span at = object ? sx_object_at(object) : (struct sx_span){0, 0};
    return at.end ? at : where;
}

struct sx_string sx_openapi_value_text(struct sx_transform *t, const struct sx_object *value) {
    return sx_python_str(t, sx_object_node(t, value));
}

noreturn void sx_swagger_refuse(struct sx_transform *t, const struct sx_swagger *swagger,
                                const struct sx_object *object, struct sx_string message) {
    sx_refuse_whole_template(t, sx_openapi_at(object, swagger->where), SX_RULE_INVALID_PROPERTY_TYPE, message);
}

noreturn void sx_swagger_refuse_own(struct sx_transform *t, const struct sx_swagger *swagger,
                                    const struct sx_object *object, struct sx_string what) {
    sx_refuse_own(t, sx_openapi_at(object, swagger->where), SX_RULE_INVALID_PROPERTY_TYPE,
                  CAT(t, STR("In the OpenAPI document of an API, "), what));
}

struct sx_object *sx_openapi_or_dict27(struct sx_transform *t, struct sx_object *object) {
    return sx_object_is_true(object) ? object : sx_object_dict27(t);
}

struct sx_object *sx_swagger_need_dict(struct sx_transform *t, const struct sx_swagger *swagger,
                                       struct sx_object *object, const char *name) {
    if (!sx_object_is_dict(object))
        sx_swagger_refuse_own(t, swagger, object, CAT(t, STR("'"), sx_string_from(name), STR("' must be a map.")));
    return object;
}

struct sx_object *sx_swagger_need_list(struct sx_transform *t, const struct sx_swagger *swagger,
                                       struct sx_object *object, const char *name) {
    if (!sx_object_is_list(object))
        sx_swagger_refuse_own(t, swagger, object, CAT(t, STR("'"), sx_string_from(name), STR("' must be a list.")));
    return object;
}

/* ---------------------------------------------------------------------------------------------------- versions -- */

/* MAJOR.D or MAJOR.D.D; like Python's `$`, a line break may follow */
static bool is_version(struct sx_transform *t, const struct sx_object *version, const char *majors) {
    struct sx_string text = sx_object_str(t, version);
    if (sx_string_ends_with(text, "\n"))
        text.length--;
    if (text.length != 3 && text.length != 5)
        return false;
    if (sx_string_find_byte(sx_string_from(majors), text.bytes[0], 0) == SIZE_MAX)
        return false;
    for (size_t i = 1; i < text.length; i += 2)
        if (text.bytes[i] != '.' || text.bytes[i + 1] < '0' || text.bytes[i + 1] > '9')
            return false;
    return true;
}

bool sx_is_openapi3(struct sx_transform *t, const struct sx_object *version) {
    return is_version(t, version, "3");
}

bool sx_is_openapi_version(struct sx_transform *t, const struct sx_object *version) {
    return is_version(t, version, "23");
}

bool sx_swagger_is_valid(struct sx_transform *t, const struct sx_object *document) {
    if (!sx_object_is_dict(document) || !sx_object_is_dict(DICT_GET(document, "paths")))
        return false;
    if (sx_object_is_true(DICT_GET(document, "swagger")))
        return true;
    const struct sx_object *version = DICT_GET(document, "openapi");
    return sx_object_is_true(version) && sx_is_openapi3(t, version);
}

struct sx_object *sx_swagger_skeleton(struct sx_transform *t) {
    struct sx_object *title = sx_object_dict_for(t, 1), *info = sx_object_dict27_for(t, 2);
    struct sx_object *skeleton = sx_object_dict27_for(t, 4); /* authorizers and API keys bring one entry more */
    DICT_SET(title, "Ref", PLAIN("AWS::StackName"));
    DICT_SET(skeleton, "swagger", PLAIN("2.0"));
    DICT_SET(skeleton, "info", info);
    DICT_SET(info, "version", PLAIN("1.0"));
    DICT_SET(info, "title", title);
    DICT_SET(skeleton, "paths", sx_object_dict27(t));
    return skeleton;
}

/* -------------------------------------------------------------------------------------------- opening, closing -- */

/*
 * The reference looks at every path whenever it opens an editor. No edit makes a path wrong, so once is enough, which
 * is noted: an editor is opened for each event of an API, and each event brings a path.
 */
static void check_paths(struct sx_transform *t, const struct sx_swagger *swagger) {
    if (swagger->paths->checked)
        return;
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, swagger->paths, &count);
    for (size_t i = 0; i < count; i++) {
        struct sx_contents contents = sx_swagger_contents(t, swagger, entries[i].value);
        for (size_t j = 0; j < contents.count; j++)
            sx_openapi_expect_path_item(t, contents.items[j], entries[i].key,
                                        entries[i].key_span.end ? entries[i].key_span : swagger->where);
    }
    swagger->paths->checked = true;
}

void sx_swagger_open(struct sx_transform *t, struct sx_swagger *swagger, struct sx_document *document,
                     struct sx_string partition, struct sx_span where) {
    struct sx_object *root = document ? sx_document_root(document) : NULL;
    if (!sx_swagger_is_valid(t, root))
        sx_refuse_whole_template(t, sx_openapi_at(root, where), SX_RULE_INVALID_PROPERTY_VALUE,
                                 STR("Invalid Swagger document or the Swagger document is not explicitly defined in "
                                     "'DefinitionBody'."));
    sx_document_copied(document);
    *swagger = (struct sx_swagger){
        .document = document,
        .root = root,
        .paths = DICT_GET(root, "paths"),
        .security_definitions = DICT_GET(root, KEY_SECURITY_DEFINITIONS),
        .gateway_responses = DICT_GET(root, KEY_GATEWAY_RESPONSES),
        .resource_policy = DICT_GET(root, KEY_POLICY),
        .definitions = DICT_GET(root, "definitions"),
        .partition = partition,
        .where = where,
    };
    check_paths(t, swagger);
}

void sx_swagger_close(struct sx_transform *t, struct sx_swagger *swagger) {
    if (sx_object_is_true(swagger->security_definitions))
        DICT_SET(swagger->root, KEY_SECURITY_DEFINITIONS, swagger->security_definitions);
    if (sx_object_is_true(swagger->gateway_responses))
        DICT_SET(swagger->root, KEY_GATEWAY_RESPONSES, swagger->gateway_responses);
    if (sx_object_is_true(swagger->definitions))
        DICT_SET(swagger->root, "definitions", swagger->definitions);
    sx_document_copied(swagger->document);
}
