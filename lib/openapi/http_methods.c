/* SPDX-License-Identifier: Apache-2.0 */

/* The methods of an HTTP API: integrations, parameters, authorizers. */

#include "openapi/http.h"

/* ------------------------------------------------------------------------------------------------------- paths -- */

static bool is_parameter_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
}

/* Where the {parameter} that begins at `from` ends, or `from` when there is none. */
static size_t parameter_end(struct sx_string path, size_t from) {
    static const struct sx_string proxy = STR_INIT("{proxy+}");
    if (sx_string_find(path, proxy, from) == from)
        return from + proxy.length;
    size_t at = from + 1;
    while (at < path.length && is_parameter_byte(path.bytes[at]))
        at++;
    return at > from + 1 && at < path.length && path.bytes[at] == '}' ? at + 1 : from;
}

struct sx_string sx_http_path_pattern(struct sx_transform *t, struct sx_string path) {
    struct sx_buffer pattern = {.t = t};
    for (size_t at = 0; at < path.length;) {
        size_t end = path.bytes[at] == '{' ? parameter_end(path, at) : at;
        sx_buffer_add_byte(&pattern, end > at ? '*' : path.bytes[at]);
        at = end > at ? end : at + 1;
    }
    return sx_buffer_string(&pattern);
}

/* ------------------------------------------------------------------------------------------------ integrations -- */

/* The logical id in the first "X.Arn" of a text; empty when there is none. */
static struct sx_string function_in(struct sx_string text) {
    size_t end = 0;
    for (;; end++) {
        end = sx_string_find(text, STR(".Arn"), end);
        if (end == SIZE_MAX)
            return (struct sx_string){NULL, 0};
        size_t start = end;
        while (start > 0 && sx_string_is_alphanumeric(sx_string_slice(text, start - 1, start)))
            start--;
        if (start < end)
            return sx_string_slice(text, start, end);
    }
}

static bool uri_calls(struct sx_transform *t, const struct sx_http_editor *editor, struct sx_object *uri,
                      struct sx_string id) {
    if (!sx_object_is_dict(uri))
        return false;
    struct sx_contents contents = sx_swagger_contents(t, &editor->paths, uri);
    for (size_t i = 0; i < contents.count; i++) {
        const struct sx_object *sub = DICT_GET(contents.items[i], "Fn::Sub");
        if (!sx_object_is_dict(contents.items[i]) || (sub && !sx_object_is_text(sub)))
            sx_swagger_refuse_own(t, &editor->paths, contents.items[i],
                                  STR("the 'uri' of the default route must be a Fn::Sub of a text."));
        if (!sx_string_equal(function_in(sx_object_string(sub)), id))
            return false;
    }
    return true;
}

bool sx_http_default_route_calls(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string id) {
    static const struct sx_string path = STR_INIT(HTTP_DEFAULT_PATH), method = STR_INIT(KEY_ANY_METHOD);
    if (!sx_swagger_has_integration(t, &editor->paths, path, method))
        return false;
    struct sx_contents items = sx_swagger_path_contents(t, &editor->paths, path);
    for (size_t i = 0; i < items.count; i++) {
        struct sx_contents definitions = sx_swagger_contents(t, &editor->paths, sx_dict_get(t, items.items[i], method));
        for (size_t j = 0; j < definitions.count; j++) {
            sx_swagger_expect_method(t, &editor->paths, definitions.items[j], path, method);
            struct sx_object *integration = DICT_GET(definitions.items[j], KEY_INTEGRATION);
            if (integration && !sx_object_is_dict(integration))
                sx_swagger_refuse(t, &editor->paths, integration,
                                  STR("Value of '" KEY_INTEGRATION "' must be a dictionary according to Swagger "
                                      "spec."));
            if (!uri_calls(t, editor, DICT_GET(integration, "uri"), id))
                return false;
        }
    }
    return true;
}

static struct sx_object *new_integration(struct sx_transform *t, struct sx_object *uri) {
    struct sx_object *integration = sx_object_dict27_for(t, 4);
    DICT_SET(integration, "type", PLAIN("aws_proxy"));
    DICT_SET(integration, "httpMethod", PLAIN("POST"));
    DICT_SET(integration, "payloadFormatVersion", PLAIN("2.0"));
    DICT_SET(integration, "uri", uri);
    return integration;
}

void sx_http_add_lambda_integration(struct sx_transform *t, struct sx_http_editor *editor, struct sx_maybe_unicode path,
                                    struct sx_maybe_unicode given, struct sx_object *uri, struct sx_object *condition) {
    struct sx_swagger *paths = &editor->paths;
    struct sx_maybe_unicode method = sx_swagger_method_of(t, given);
    if (sx_swagger_has_integration(t, paths, path.text, method.text))
        return;
    sx_swagger_add_path(t, paths, path, method);
    bool conditional = sx_object_is_true(condition);
    bool is_default = sx_string_is(path.text, HTTP_DEFAULT_PATH) && sx_string_is(method.text, KEY_ANY_METHOD);
    if (conditional)
        uri = sx_openapi_conditional(t, condition, uri);
    struct sx_contents items = sx_swagger_path_contents(t, paths, path.text);
    for (size_t i = 0; i < items.count; i++) {
        struct sx_object *definition = sx_dict_get(t, items.items[i], method.text);
        if (sx_object_is_none(definition)) {
            definition = sx_object_dict27(t);
            sx_dict_set(t, items.items[i], method.text, method.unicode, definition);
        }
        /* an Fn::If here is no method of its own to the reference: the integration goes next to it */
        if (!sx_object_is_dict(definition))
            sx_swagger_refuse_own(
                t, paths, definition,
                CAT(t, STR("method '"), method.text, STR("' of path '"), path.text, STR("' must be a map.")));
        DICT_SET(definition, KEY_INTEGRATION, new_integration(t, uri));
        if (is_default)
            DICT_SET(definition, "isDefaultRoute", sx_object_bool(t, true));
        sx_dict_set_default(t, definition, STR("responses"), false, sx_object_dict27(t));
        if (conditional)
            sx_dict_set(t, items.items[i], method.text, method.unicode,
                        sx_openapi_conditional(t, condition, definition));
    }
}

void sx_http_set_payload_format_version(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string path,
                                        struct sx_string method, struct sx_object *version) {
    struct sx_methods methods = sx_swagger_one_method(t, &editor->paths, path, method);
    while (sx_next_method(t, &methods)) {
        struct sx_object *integration = DICT_GET(methods.definition, KEY_INTEGRATION);
        DICT_SET(sx_swagger_need_dict(t, &editor->paths, integration, KEY_INTEGRATION), "payloadFormatVersion",
                 version);
    }
}

/* -------------------------------------------------------------------------------------------------- parameters -- */

static struct sx_object *find_parameter(struct sx_transform *t, const struct sx_http_editor *editor,
                                        const struct sx_object *parameters, struct sx_string name) {
    for (size_t i = 0; i < sx_object_count(parameters); i++) {
        struct sx_object *parameter =
            sx_swagger_need_dict(t, &editor->paths, sx_list_item(parameters, i), "parameters");
        const struct sx_object *existing = DICT_GET(parameter, "name");
        if (sx_object_is_text(existing) && sx_string_equal(sx_object_string(existing), name))
            return parameter;
    }
    return NULL;
}

static void add_parameter(struct sx_transform *t, const struct sx_http_editor *editor, struct sx_object *parameters,
                          struct sx_string name) {
    struct sx_object *parameter = find_parameter(t, editor, parameters, name);
    if (!parameter) {
        parameter = sx_object_dict27(t);
        DICT_SET(parameter, "name", sx_object_text(t, name, true));
        sx_list_push(t, parameters, parameter);
    }
    DICT_SET(parameter, "in", PLAIN("path"));
    DICT_SET(parameter, "required", sx_object_bool(t, true));
}

/* Sets `name` to what the next braces at or after `*at` hold, which is no line break; false when there are no more. */
static bool next_parameter(struct sx_string path, size_t *at, struct sx_string *name) {
    for (;; ++*at) {
        *at = sx_string_find_byte(path, '{', *at);
        size_t end = *at == SIZE_MAX ? SIZE_MAX : sx_string_find_byte(path, '}', *at);
        if (end == SIZE_MAX)
            return false;
        *name = sx_string_slice(path, *at + 1, end);
        if (sx_string_find_byte(*name, '\n', 0) != SIZE_MAX)
            continue;
        *at = end + 1;
        return true;
    }
}

void sx_http_add_path_parameters(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string path,
                                 struct sx_string method) {
    size_t at = 0;
    struct sx_string name;
    if (!next_parameter(path, &at, &name))
        return;
    struct sx_methods methods = sx_swagger_one_method(t, &editor->paths, path, method);
    while (sx_next_method(t, &methods)) {
        struct sx_object *parameters =
            sx_dict_set_default(t, methods.definition, STR("parameters"), false, sx_object_list(t));
        sx_swagger_need_list(t, &editor->paths, parameters, "parameters");
        for (at = 0; next_parameter(path, &at, &name);)
            add_parameter(t, editor, parameters, name);
    }
}

/* ------------------------------------------------------------------------------------------------- authorizers -- */

void sx_http_add_security_scheme(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string name,
                                 struct sx_object *scheme) {
    sx_swagger_need_dict(t, &editor->paths, editor->security_schemes, "securitySchemes");
    sx_dict_set(t, editor->security_schemes, name, true, scheme);
}

/* {name: scopes} */
static struct sx_object *requirement(struct sx_transform *t, struct sx_string name, struct sx_object *scopes) {
    struct sx_object *one = sx_object_dict(t);
    sx_dict_set(t, one, name, true, scopes ? sx_object_clone(t, scopes) : sx_object_list(t));
    return one;
}

static struct sx_object *scopes_of(struct sx_transform *t, const struct sx_http_editor *editor, struct sx_string name,
                                   const struct sx_object *authorizers, struct sx_object *scopes) {
    if (sx_string_is(name, "NONE") || sx_string_is(name, "AWS_IAM"))
        return NULL;
    const struct sx_object *authorizer = sx_dict_get(t, authorizers, name);
    if (!sx_object_is_dict(authorizer))
        sx_swagger_refuse(t, &editor->paths, authorizer,
                          CAT(t, STR("Type of authorizer '"), name, STR("' must be a dictionary")));
    if (!sx_object_is_true(scopes))
        scopes = DICT_GET(authorizer, "AuthorizationScopes");
    return sx_object_is_true(scopes) ? scopes : NULL;
}

void sx_http_set_authorizer(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string path,
                            struct sx_string method, struct sx_string name, const struct sx_object *authorizers,
                            struct sx_object *scopes) {
    struct sx_methods methods = sx_swagger_one_method(t, &editor->paths, path, method);
    while (sx_next_method(t, &methods)) {
        struct sx_object *added = requirement(t, name, scopes_of(t, editor, name, authorizers, scopes));
        const struct sx_object *existing = DICT_GET(methods.definition, "security");
        if (existing && !sx_object_is_list(existing))
            sx_swagger_refuse(
                t, &editor->paths, existing,
                CAT(t, STR("Type of security for path "), path, STR(" method "), method, STR(" must be a list")));
        struct sx_object *security = sx_object_list(t);
        for (size_t i = 0; i < sx_object_count(existing); i++)
            sx_list_push(t, security, sx_list_item(existing, i));
        sx_list_push(t, security, added);
        DICT_SET(methods.definition, "security", security);
    }
}

static void set_default_of_method(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string path,
                                  const struct sx_dict_entry *method, struct sx_string name, struct sx_object *scopes) {
    struct sx_contents definitions = sx_swagger_contents(t, &editor->paths, method->value);
    for (size_t i = 0; i < definitions.count; i++) {
        struct sx_object *definition = definitions.items[i];
        sx_swagger_expect_method(t, &editor->paths, definition, path, method->key);
        if (!sx_object_is_true(DICT_GET(definition, KEY_INTEGRATION)) ||
            sx_object_is_true(DICT_GET(definition, "security")))
            continue;
        struct sx_object *security = sx_object_list(t);
        sx_list_push(t, security, requirement(t, name, scopes));
        DICT_SET(definition, "security", security);
    }
}

static void set_default_of_path(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string path,
                                struct sx_object *item, struct sx_string name, struct sx_object *scopes) {
    sx_openapi_expect_path_item(t, item, path, editor->paths.where);
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, item, &count);
    for (size_t i = 0; i < count; i++) {
        struct sx_string method = sx_swagger_method(t, entries[i].key);
        if (sx_string_is(method, "parameters") || sx_string_is(method, "options"))
            continue;
        /* a method that is not written as the reference writes it: GET, any */
        if (!sx_dict_get(t, item, method))
            sx_swagger_refuse(
                t, &editor->paths, entries[i].value,
                CAT(t, STR("Could not find "), method, STR(" in "), path, STR(" within DefinitionBody.")));
        set_default_of_method(t, editor, path, &entries[i], name, scopes);
    }
}

void sx_http_set_default_authorizer(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string name,
                                    struct sx_object *scopes) {
    size_t count;
    const struct sx_dict_entry *paths = sx_dict_entries(t, editor->paths.paths, &count);
    for (size_t i = 0; i < count; i++) {
        struct sx_contents items = sx_swagger_contents(t, &editor->paths, paths[i].value);
        for (size_t j = 0; j < items.count; j++)
            set_default_of_path(t, editor, paths[i].key, items.items[j], name, scopes);
    }
}
