/* SPDX-License-Identifier: Apache-2.0 */

/* The options method that answers preflight requests. */

#include "openapi/editor.h"

#include <stdlib.h>

static int compare(const void *a, const void *b) {
    return sx_string_compare(*(const struct sx_string *)a, *(const struct sx_string *)b);
}

/* "'DELETE,GET,OPTIONS'": the methods of a path. Any other key counts as a method too, as in the reference. */
static struct sx_object *allowed_methods(struct sx_transform *t, const struct sx_object *item) {
    if (DICT_GET(item, KEY_ANY_METHOD))
        return PLAIN("'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'");
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, item, &count);
    struct sx_string *names = sx_alloc_array(t, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = sx_openapi_upper(t, entries[i].key);
    names[count++] = STR("OPTIONS");
    qsort(names, count, sizeof *names, compare);

    struct sx_buffer list = {.t = t};
    sx_buffer_add_byte(&list, '\'');
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && sx_string_equal(names[i - 1], names[i]))
            continue;
        if (i > 0)
            sx_buffer_add_byte(&list, ',');
        sx_buffer_add(&list, names[i]);
    }
    sx_buffer_add_byte(&list, '\'');
    return sx_object_text(t, sx_buffer_string(&list), false);
}

/* {"KEY": "VALUE"} */
static struct sx_object *one_entry(struct sx_transform *t, struct sx_string key, struct sx_string value) {
    struct sx_object *dict = sx_object_dict(t);
    sx_dict_set(t, dict, key, false, sx_object_text(t, value, false));
    return dict;
}

/* The headers of the answer: the values that the integration gives them, and their types. */
struct headers {
    struct sx_object *parameters, *types;
};

static void add_header(struct sx_transform *t, const struct headers *headers, struct sx_string name,
                       struct sx_object *value, struct sx_string type) {
    sx_dict_set(t, headers->parameters, CAT(t, STR("method.response.header."), name), false, value);
    sx_dict_set(t, headers->types, name, false, one_entry(t, STR("type"), type));
}

static struct headers cors_headers(struct sx_transform *t, const struct sx_cors *cors) {
    struct headers headers = {sx_object_dict27(t), sx_object_dict27(t)};
    add_header(t, &headers, STR("Access-Control-Allow-Origin"), cors->origin, STR("string"));
    if (sx_object_is_true(cors->headers))
        add_header(t, &headers, STR("Access-Control-Allow-Headers"), cors->headers, STR("string"));
    if (sx_object_is_true(cors->methods))
        add_header(t, &headers, STR("Access-Control-Allow-Methods"), cors->methods, STR("string"));
    if (!sx_object_is_none(cors->max_age))
        add_header(t, &headers, STR("Access-Control-Max-Age"), cors->max_age, STR("integer"));
    if (sx_object_is_true_value(cors->credentials))
        add_header(t, &headers, STR("Access-Control-Allow-Credentials"), PLAIN("'true'"), STR("string"));
    return headers;
}

static struct sx_object *json_only(struct sx_transform *t) {
    struct sx_object *list = sx_object_list(t);
    sx_list_push(t, list, PLAIN("application/json"));
    return list;
}

static struct sx_object *options_method(struct sx_transform *t, const struct sx_cors *cors) {
    struct headers headers = cors_headers(t, cors);
    struct sx_object *method = sx_object_dict27(t), *integration = sx_object_dict27(t);
    struct sx_object *answers = sx_object_dict27(t), *answer = sx_object_dict27(t);
    struct sx_object *responses = sx_object_dict27(t), *response = sx_object_dict27(t);

    DICT_SET(method, "summary", PLAIN("CORS support"));
    DICT_SET(method, "consumes", json_only(t));
    DICT_SET(method, "produces", json_only(t));
    DICT_SET(method, KEY_INTEGRATION, integration);
    DICT_SET(integration, "type", PLAIN("mock"));
    DICT_SET(integration, "requestTemplates",
             one_entry(t, STR("application/json"), STR("{\n  \"statusCode\" : 200\n}\n")));
    DICT_SET(integration, "responses", answers);
    DICT_SET(answers, "default", answer);
    DICT_SET(answer, "statusCode", PLAIN("200"));
    DICT_SET(answer, "responseParameters", headers.parameters);
    DICT_SET(answer, "responseTemplates", one_entry(t, STR("application/json"), STR("{}\n")));
    DICT_SET(method, "responses", responses);
    DICT_SET(responses, "200", response);
    DICT_SET(response, "description", PLAIN("Default response for CORS method"));
    DICT_SET(response, "headers", headers.types);
    return method;
}

void sx_swagger_add_cors(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string id, struct sx_string path,
                         const struct sx_cors *given) {
    struct sx_cors cors = *given;
    struct sx_contents contents = sx_swagger_path_contents(t, swagger, path);
    for (size_t i = 0; i < contents.count; i++) {
        struct sx_object *item = contents.items[i];
        sx_openapi_expect_path_item(t, item, path, swagger->where);
        if (DICT_GET(item, "options"))
            continue;
        if (!sx_object_is_true(cors.origin))
            sx_refuse_resource(t, id, sx_openapi_at(cors.origin, swagger->where), SX_RULE_MISSING_PROPERTY,
                               STR("Structure of the SAM template is invalid. Invalid input. Value for AllowedOrigins "
                                   "is required"));
        /* the reference takes those of the first side of an Fn::If for the other side too */
        if (!sx_object_is_true(cors.methods))
            cors.methods = allowed_methods(t, item);
        DICT_SET(item, "options", options_method(t, &cors));
    }
}
