/* SPDX-License-Identifier: Apache-2.0 */

/* Opening and closing the document of an HTTP API; what is said of the document as a whole. */

#include "openapi/http.h"
#include "python/text.h"

#define KEY_TAG_VALUE "x-amazon-apigateway-tag-value"
#define KEY_CORS "x-amazon-apigateway-cors"
#define KEY_ENDPOINT "x-amazon-apigateway-endpoint-configuration"

bool sx_http_is_valid(struct sx_transform *t, const struct sx_object *document) {
    const struct sx_object *version = DICT_GET(document, "openapi");
    return sx_object_is_dict(document) && sx_object_is_dict(DICT_GET(document, "paths")) &&
           sx_object_is_true(version) && sx_is_openapi3(t, version);
}

struct sx_object *sx_http_skeleton(struct sx_transform *t) {
    struct sx_object *title = sx_object_dict_for(t, 1), *info = sx_object_dict27_for(t, 2);
    struct sx_object *skeleton = sx_object_dict27_for(t, 4); /* tags or authorizers bring one entry more */
    DICT_SET(title, "Ref", PLAIN("AWS::StackName"));
    DICT_SET(skeleton, "openapi", PLAIN("3.0.1"));
    DICT_SET(skeleton, "info", info);
    DICT_SET(info, "version", PLAIN("1.0"));
    DICT_SET(info, "title", title);
    DICT_SET(skeleton, "paths", sx_object_dict27(t));
    return skeleton;
}

/* -------------------------------------------------------------------------------------------- opening, closing -- */

static noreturn void refuse(struct sx_transform *t, struct sx_string id, struct sx_span where, enum sx_rule rule,
                            struct sx_string message) {
    if (id.length)
        sx_refuse_resource(t, id, where, rule, CAT(t, STR("Structure of the SAM template is invalid. "), message));
    sx_refuse_whole_template(t, where, rule, message);
}

/* components.securitySchemes */
static struct sx_object *security_schemes(struct sx_transform *t, const struct sx_object *root, struct sx_string id,
                                          struct sx_span where) {
    struct sx_object *components = DICT_GET(root, "components");
    if (!sx_object_is_none(components) && !sx_object_is_dict(components))
        refuse(t, id, sx_openapi_at(components, where), SX_RULE_INVALID_PROPERTY_TYPE,
               STR("Invalid OpenApi document: The value of 'components' should be a map"));
    return sx_openapi_or_dict27(t, DICT_GET(components, "securitySchemes"));
}

void sx_http_open(struct sx_transform *t, struct sx_http_editor *editor, struct sx_object *root, struct sx_string id,
                  struct sx_span where) {
    if (!sx_http_is_valid(t, root))
        refuse(t, id, sx_openapi_at(root, where), SX_RULE_INVALID_PROPERTY_VALUE,
               STR("Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in "
                   "'DefinitionBody'."));
    struct sx_object *tags = DICT_GET(root, "tags");
    *editor = (struct sx_http_editor){
        .paths = {.root = root, .paths = DICT_GET(root, "paths"), .where = where},
        .security_schemes = security_schemes(t, root, id, where),
        .tags = sx_object_is_true(tags) ? tags : sx_object_list(t),
        .info = sx_openapi_or_dict27(t, DICT_GET(root, "info")),
    };
}

void sx_http_close(struct sx_transform *t, struct sx_http_editor *editor) {
    struct sx_object *root = editor->paths.root;
    if (sx_object_is_true(editor->tags))
        DICT_SET(root, "tags", editor->tags);
    if (sx_object_is_true(editor->security_schemes)) {
        struct sx_object *components = sx_openapi_or_dict27(t, DICT_GET(root, "components"));
        DICT_SET(root, "components", components);
        DICT_SET(components, "securitySchemes", editor->security_schemes);
    }
    if (sx_object_is_true(editor->info))
        DICT_SET(root, "info", editor->info);
    if (editor->paths.document)
        sx_document_copied(editor->paths.document);
}

void sx_http_open_document(struct sx_transform *t, struct sx_http_editor *editor, struct sx_document *document,
                           struct sx_span where) {
    sx_http_open(t, editor, document ? sx_document_root(document) : NULL, STR(""), where);
    editor->paths.document = document;
    sx_document_copied(document);
}

/* -------------------------------------------------------------------------------------------------------- tags -- */

static struct sx_object *find_tag(struct sx_transform *t, const struct sx_http_editor *editor, struct sx_string name) {
    for (size_t i = 0; i < sx_object_count(editor->tags); i++) {
        struct sx_object *tag = sx_list_item(editor->tags, i);
        if (!sx_object_is_dict(tag))
            sx_swagger_refuse_own(t, &editor->paths, tag, STR("each item of 'tags' must be a map."));
        const struct sx_object *existing = DICT_GET(tag, "name");
        if (sx_object_is_text(existing) && sx_string_equal(sx_object_string(existing), name))
            return tag;
    }
    return NULL;
}

void sx_http_add_tags(struct sx_transform *t, struct sx_http_editor *editor, const struct sx_object *tags) {
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, tags, &count);
    if (count > 0 && !sx_object_is_list(editor->tags))
        sx_swagger_refuse(t, &editor->paths, editor->tags,
                          CAT(t, STR("Tags in OpenApi DefinitionBody needs to be a list. "),
                              sx_openapi_value_text(t, editor->tags), STR(" is a "),
                              sx_string_from(sx_python_type_name(sx_object_node(t, editor->tags))),
                              STR(" not a list.")));
    for (size_t i = 0; i < count; i++) {
        struct sx_object *tag = find_tag(t, editor, entries[i].key);
        if (!tag) {
            tag = sx_object_dict27(t);
            DICT_SET(tag, "name", sx_object_text(t, entries[i].key, entries[i].unicode));
            sx_list_push(t, editor->tags, tag);
        }
        DICT_SET(tag, KEY_TAG_VALUE, sx_object_clone(t, entries[i].value));
    }
}

/* ---------------------------------------------------------------------------------------------------- endpoint -- */

static void disable_endpoint_of(struct sx_transform *t, const struct sx_http_editor *editor, struct sx_object *server,
                                struct sx_object *disable) {
    if (!sx_object_is_dict(server))
        sx_swagger_refuse(t, &editor->paths, server,
                          STR("Value of 'servers' item must be a dictionary according to Swagger spec."));
    struct sx_object *endpoint = DICT_GET(server, KEY_ENDPOINT);
    if (!endpoint) {
        endpoint = sx_object_dict(t);
        DICT_SET(server, KEY_ENDPOINT, endpoint);
    }
    DICT_SET(sx_swagger_need_dict(t, &editor->paths, endpoint, KEY_ENDPOINT), "disableExecuteApiEndpoint", disable);
}

void sx_http_disable_execute_api_endpoint(struct sx_transform *t, struct sx_http_editor *editor,
                                          struct sx_object *disable) {
    struct sx_object *servers = DICT_GET(editor->paths.root, "servers");
    if (!servers) {
        servers = sx_object_list(t);
        sx_list_push(t, servers, sx_object_dict27(t));
        DICT_SET(editor->paths.root, "servers", servers);
    }
    /* the keys of a map, or the characters of a text, are no maps */
    if ((sx_object_is_dict(servers) || sx_object_is_text(servers)) && sx_object_is_true(servers))
        disable_endpoint_of(t, editor, NULL, disable);
    if (!sx_object_is_dict(servers) && !sx_object_is_text(servers))
        sx_swagger_need_list(t, &editor->paths, servers, "servers");
    for (size_t i = 0; sx_object_is_list(servers) && i < sx_object_count(servers); i++)
        disable_endpoint_of(t, editor, sx_list_item(servers, i), disable);
}

/* -------------------------------------------------------------------------------------------------------- CORS -- */

/* "AllowOrigins" is "allowOrigins" in the document; and so for the others, wherever they stand in a text. */
static struct sx_string as_in_document(struct sx_transform *t, struct sx_string text) {
    static const struct {
        struct sx_string property, key;
    } names[] = {
        {STR_INIT("AllowOrigins"), STR_INIT("allowOrigins")},
        {STR_INIT("AllowHeaders"), STR_INIT("allowHeaders")},
        {STR_INIT("AllowMethods"), STR_INIT("allowMethods")},
        {STR_INIT("ExposeHeaders"), STR_INIT("exposeHeaders")},
        {STR_INIT("MaxAge"), STR_INIT("maxAge")},
        {STR_INIT("AllowCredentials"), STR_INIT("allowCredentials")},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        text = sx_string_replace(t, text, names[i].property, names[i].key);
    return text;
}

/* The reference replaces the names in the JSON text of an intrinsic function: in keys and values of any depth. */
static struct sx_object *renamed(struct sx_transform *t, struct sx_object *object) {
    if (sx_object_is_text(object))
        return sx_object_text(t, as_in_document(t, sx_object_string(object)), object->unicode);
    if (sx_object_is_list(object)) {
        struct sx_object *list = sx_object_list(t);
        for (size_t i = 0; i < sx_object_count(object); i++)
            sx_list_push(t, list, renamed(t, sx_list_item(object, i)));
        return list;
    }
    if (!sx_object_is_dict(object))
        return object;
    struct sx_object *dict = sx_object_dict(t);
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, object, &count);
    for (size_t i = 0; i < count; i++)
        sx_dict_set_at(t, dict, as_in_document(t, entries[i].key), entries[i].unicode, entries[i].key_span,
                       renamed(t, entries[i].value));
    return dict;
}

static void set_true(struct sx_transform *t, struct sx_object *dict, const char *key, struct sx_object *value) {
    if (sx_object_is_true(value))
        sx_dict_set(t, dict, sx_string_from(key), false, sx_object_clone(t, value));
}

void sx_http_add_cors(struct sx_transform *t, struct sx_http_editor *editor, const struct sx_http_cors *cors) {
    struct sx_object *configuration = DICT_GET(editor->paths.root, KEY_CORS);
    if (!configuration) {
        configuration = sx_object_dict(t);
        DICT_SET(editor->paths.root, KEY_CORS, configuration);
    }
    if (!sx_object_is_dict(configuration))
        sx_swagger_refuse(t, &editor->paths, configuration,
                          STR("Value of '" KEY_CORS "' must be a dictionary according to Swagger spec."));
    if (sx_object_is_intrinsic(t, cors->origins)) {
        sx_dict_update(t, configuration, renamed(t, cors->origins));
        return;
    }
    set_true(t, configuration, "allowOrigins", cors->origins);
    set_true(t, configuration, "allowHeaders", cors->headers);
    set_true(t, configuration, "allowMethods", cors->methods);
    set_true(t, configuration, "exposeHeaders", cors->expose_headers);
    if (!sx_object_is_none(cors->max_age))
        DICT_SET(configuration, "maxAge", sx_object_clone(t, cors->max_age));
    if (sx_object_is_true_value(cors->credentials))
        DICT_SET(configuration, "allowCredentials", sx_object_bool(t, true));
}
