/* SPDX-License-Identifier: Apache-2.0 */

/* Paths and their methods, each of which may stand in an Fn::If. */

#include "openapi/editor.h"

/* ---------------------------------------------------------------------------------------------------- refusals -- */

void sx_openapi_expect_path_item(struct sx_transform *t, const struct sx_object *item, struct sx_string path,
                                 struct sx_span where) {
    if (!sx_object_is_dict(item))
        sx_refuse_whole_template(
            t, sx_openapi_at(item, where), SX_RULE_INVALID_PROPERTY_TYPE,
            CAT(t, STR("Value of '"), path, STR("' path must be a dictionary according to Swagger spec.")));
}

void sx_swagger_expect_method(struct sx_transform *t, const struct sx_swagger *swagger, const struct sx_object *method,
                              struct sx_string path, struct sx_string name) {
    if (!sx_object_is_dict(method))
        sx_swagger_refuse(
            t, swagger, method,
            CAT(t, STR("Definition of method '"), name, STR("' for path '"), path, STR("' should be a map.")));
}

/* ------------------------------------------------------------------------------------------------------- names -- */

struct sx_string sx_swagger_method(struct sx_transform *t, struct sx_string method) {
    method = sx_string_lower(t, method);
    return sx_string_is(method, "any") ? STR(KEY_ANY_METHOD) : method;
}

struct sx_maybe_unicode sx_swagger_method_of(struct sx_transform *t, struct sx_maybe_unicode method) {
    struct sx_string name = sx_string_lower(t, method.text);
    if (sx_string_is(name, "any"))
        return (struct sx_maybe_unicode){STR(KEY_ANY_METHOD), false};
    return (struct sx_maybe_unicode){name, method.unicode};
}

struct sx_string sx_openapi_upper(struct sx_transform *t, struct sx_string text) {
    char *upper = sx_alloc(t, text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        upper[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    upper[text.length] = '\0';
    return (struct sx_string){upper, text.length};
}

static bool is_parameter_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
}

/* Where the {parameter} or {parameter+} that begins at `from` ends, or `from` when there is none. */
static size_t parameter_end(struct sx_string path, size_t from) {
    size_t at = from + 1;
    while (at < path.length && is_parameter_byte(path.bytes[at]))
        at++;
    if (at == from + 1)
        return from;
    if (at < path.length && path.bytes[at] == '+')
        at++;
    return at < path.length && path.bytes[at] == '}' ? at + 1 : from;
}

struct sx_string sx_swagger_path_pattern(struct sx_transform *t, struct sx_string path) {
    char *pattern = sx_alloc(t, path.length);
    size_t length = 0;
    for (size_t at = 0; at < path.length;) {
        size_t end = path.bytes[at] == '{' ? parameter_end(path, at) : at;
        pattern[length++] = end > at ? '*' : path.bytes[at];
        at = end > at ? end : at + 1;
    }
    return (struct sx_string){pattern, length};
}

/* ---------------------------------------------------------------------------------------- conditional contents -- */

struct sx_contents sx_swagger_contents(struct sx_transform *t, const struct sx_swagger *swagger,
                                       struct sx_object *item) {
    struct sx_object *sides = DICT_GET(item, "Fn::If");
    if (!sides) {
        struct sx_object **items = sx_alloc_array(t, 1, sizeof *items);
        items[0] = item;
        return (struct sx_contents){items, 1};
    }
    if (!sx_object_is_list(sides))
        sx_swagger_refuse(t, swagger, sides, STR("Value of Fn::If must be a list."));

    struct sx_contents contents = {sx_alloc_array(t, sx_object_count(sides), sizeof *contents.items), 0};
    for (size_t i = 1; i < sx_object_count(sides); i++)
        if (!sx_object_is_no_value(t, sx_list_item(sides, i)))
            contents.items[contents.count++] = sx_list_item(sides, i);
    return contents;
}

struct sx_contents sx_swagger_path_contents(struct sx_transform *t, const struct sx_swagger *swagger,
                                            struct sx_string path) {
    return sx_swagger_contents(t, swagger, sx_dict_get(t, swagger->paths, path));
}

struct sx_object *sx_openapi_conditional(struct sx_transform *t, struct sx_object *condition, struct sx_object *data) {
    struct sx_object *no_value = sx_object_dict(t), *sides = sx_object_list(t), *conditional = sx_object_dict(t);
    DICT_SET(no_value, "Ref", PLAIN("AWS::NoValue"));
    sx_list_push(t, sides, condition);
    sx_list_push(t, sides, data);
    sx_list_push(t, sides, no_value);
    DICT_SET(conditional, "Fn::If", sides);
    return conditional;
}

void sx_swagger_make_path_conditional(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                      struct sx_maybe_unicode condition) {
    struct sx_object *item = sx_dict_get(t, swagger->paths, path);
    if (!item)
        return;
    struct sx_object *text = sx_object_text(t, condition.text, condition.unicode);
    sx_dict_set(t, swagger->paths, path, false, sx_openapi_conditional(t, text, item));
}

/* ---------------------------------------------------------------------------------------------- one definition -- */

static bool definition_has_integration(struct sx_transform *t, const struct sx_object *definition) {
    return sx_object_is_true(DICT_GET(definition, KEY_INTEGRATION));
}

static bool method_has_integration(struct sx_transform *t, const struct sx_swagger *swagger, struct sx_object *method,
                                   struct sx_string path, struct sx_string name) {
    struct sx_contents contents = sx_swagger_contents(t, swagger, method);
    for (size_t i = 0; i < contents.count; i++) {
        sx_swagger_expect_method(t, swagger, contents.items[i], path, name);
        if (definition_has_integration(t, contents.items[i]))
            return true;
    }
    return false;
}

bool sx_swagger_has_integration(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                struct sx_string method) {
    struct sx_string name = sx_swagger_method(t, method);
    struct sx_object *item = sx_dict_get(t, swagger->paths, path);
    if (!item)
        return false;
    struct sx_contents contents = sx_swagger_contents(t, swagger, item);
    for (size_t i = 0; name.length && i < contents.count; i++)
        if (!sx_object_is_dict(contents.items[i]) || !sx_dict_get(t, contents.items[i], name))
            return false;
    /* of an Fn::If without any side, the reference says that it has one */
    for (size_t i = 0; i < contents.count; i++) {
        sx_openapi_expect_path_item(t, contents.items[i], path, swagger->where);
        struct sx_object *definition = sx_dict_get(t, contents.items[i], name);
        if (!sx_object_is_dict(definition) || !method_has_integration(t, swagger, definition, path, name))
            return false;
    }
    return true;
}

void sx_swagger_add_path(struct sx_transform *t, struct sx_swagger *swagger, struct sx_maybe_unicode path,
                         struct sx_maybe_unicode method) {
    struct sx_maybe_unicode name = sx_swagger_method_of(t, method);
    struct sx_object *item = sx_dict_get(t, swagger->paths, path.text);
    if (!item) {
        item = sx_object_dict27_for(t, 1);
        sx_dict_set(t, swagger->paths, path.text, path.unicode, item);
    }
    struct sx_contents contents = sx_swagger_contents(t, swagger, item);
    for (size_t i = 0; i < contents.count; i++) {
        sx_openapi_expect_path_item(t, contents.items[i], path.text, swagger->where);
        if (!sx_dict_get(t, contents.items[i], name.text))
            sx_dict_set(t, contents.items[i], name.text, name.unicode, sx_object_dict27(t));
    }
}

/* ----------------------------------------------------------------------------------- going through the methods -- */

struct sx_methods sx_swagger_all_methods(struct sx_transform *t, const struct sx_swagger *swagger,
                                         struct sx_string path) {
    return (struct sx_methods){
        .swagger = swagger, .path = path, .items = sx_swagger_path_contents(t, swagger, path), .all = true};
}

struct sx_methods sx_swagger_one_method(struct sx_transform *t, const struct sx_swagger *swagger, struct sx_string path,
                                        struct sx_string method) {
    return (struct sx_methods){
        .swagger = swagger, .path = path, .items = sx_swagger_path_contents(t, swagger, path), .only = {.key = method}};
}

static void open_item(struct sx_transform *t, struct sx_methods *methods, struct sx_object *item) {
    sx_openapi_expect_path_item(t, item, methods->path, methods->swagger->where);
    methods->next_entry = 0;
    if (methods->all) {
        methods->entries = sx_dict_entries(t, item, &methods->entry_count);
        return;
    }
    methods->only.value = sx_dict_get(t, item, sx_swagger_method(t, methods->only.key));
    methods->entry_count = 1;
}

/* keys of a path that are no methods; the reference takes any other key for one */
static bool is_method(struct sx_string key) {
    return !sx_string_is(key, "summary") && !sx_string_is(key, "description") && !sx_string_is(key, "parameters");
}

static const struct sx_dict_entry *current_entry(const struct sx_methods *methods) {
    return methods->all ? &methods->entries[methods->next_entry - 1] : &methods->only;
}

static bool next_entry(struct sx_transform *t, struct sx_methods *methods) {
    while (methods->next_entry < methods->entry_count) {
        methods->next_entry++;
        const struct sx_dict_entry *entry = current_entry(methods);
        if (methods->all && !is_method(entry->key))
            continue;
        methods->name = sx_swagger_method(t, entry->key);
        methods->definitions = sx_swagger_contents(t, methods->swagger, entry->value);
        methods->next_definition = 0;
        return true;
    }
    return false;
}

bool sx_next_method(struct sx_transform *t, struct sx_methods *methods) {
    for (;;) {
        while (methods->next_definition < methods->definitions.count) {
            methods->definition = methods->definitions.items[methods->next_definition++];
            sx_swagger_expect_method(t, methods->swagger, methods->definition, methods->path,
                                     current_entry(methods)->key);
            if (definition_has_integration(t, methods->definition))
                return true;
        }
        if (next_entry(t, methods))
            continue;
        if (methods->next_item == methods->items.count)
            return false;
        open_item(t, methods, methods->items.items[methods->next_item++]);
    }
}
