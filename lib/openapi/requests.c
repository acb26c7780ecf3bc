/* SPDX-License-Identifier: Apache-2.0 */

/* What a method takes: request models, parameters, their validation. */

#include "openapi/editor.h"

#define KEY_VALIDATORS "x-amazon-apigateway-request-validators"

/* method.get("parameters", []), which the reference appends to */
static struct sx_object *parameters_of(struct sx_transform *t, const struct sx_object *method) {
    struct sx_object *parameters = DICT_GET(method, "parameters");
    return parameters ? parameters : sx_object_list(t);
}

/* ----------------------------------------------------------------------------------------------- request model -- */

/* {"$ref": "#/definitions/name"} */
static struct sx_object *reference(struct sx_transform *t, struct sx_string folder, struct sx_string name) {
    struct sx_object *ref = sx_object_dict(t);
    DICT_SET(ref, "$ref", sx_object_text(t, CAT(t, folder, name), false));
    return ref;
}

static void add_body_parameter(struct sx_transform *t, const struct sx_swagger *swagger, struct sx_object *method,
                               struct sx_object *name, struct sx_object *required) {
    struct sx_object *parameters = parameters_of(t, method), *parameter = sx_object_dict27(t);
    DICT_SET(parameter, "in", PLAIN("body"));
    DICT_SET(parameter, "name", name);
    DICT_SET(parameter, "schema", reference(t, STR("#/definitions/"), sx_object_string(name)));
    if (!sx_object_is_none(required))
        DICT_SET(parameter, "required", required);
    sx_list_push(t, sx_swagger_need_list(t, swagger, parameters, "parameters"), parameter);
    DICT_SET(method, "parameters", parameters);
}

static void set_request_body(struct sx_transform *t, struct sx_object *method, struct sx_object *name,
                             struct sx_object *required) {
    struct sx_object *body = sx_object_dict(t), *content = sx_object_dict(t), *json = sx_object_dict(t);
    DICT_SET(json, "schema", reference(t, STR("#/components/schemas/"), sx_object_string(name)));
    DICT_SET(content, "application/json", json);
    DICT_SET(body, "content", content);
    if (!sx_object_is_none(required))
        DICT_SET(body, "required", required);
    DICT_SET(method, "requestBody", body);
}

void sx_swagger_add_request_model(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                  struct sx_string method, const struct sx_object *request_model) {
    const struct sx_object *model = DICT_GET(request_model, "Model");
    if (!sx_object_is_text(model))
        sx_swagger_refuse_own(t, swagger, model, STR("the name of a request model must be a text."));
    struct sx_object *name = sx_object_text(t, sx_string_lower(t, sx_object_string(model)), model->unicode);
    struct sx_object *required = DICT_GET(request_model, "Required");

    const struct sx_object *version = DICT_GET(swagger->root, "openapi");
    bool swagger2 = !sx_object_is_none(DICT_GET(swagger->root, "swagger"));
    bool openapi3 = sx_object_is_true(version) && sx_is_openapi3(t, version);
    struct sx_methods methods = sx_swagger_one_method(t, swagger, path, method);
    while (sx_next_method(t, &methods)) {
        if (swagger2)
            add_body_parameter(t, swagger, methods.definition, name, required);
        else if (openapi3)
            set_request_body(t, methods.definition, name, required);
    }
}

/* -------------------------------------------------------------------------------------------------- validators -- */

static struct sx_string validator_name(bool body, bool parameters) {
    if (body)
        return parameters ? STR("body-and-params") : STR("body-only");
    return parameters ? STR("params-only") : STR("no-validation");
}

void sx_swagger_add_request_validator(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                      struct sx_string method, struct sx_object *validate_body,
                                      struct sx_object *validate_parameters) {
    struct sx_string name = validator_name(sx_object_is_true(validate_body), sx_object_is_true(validate_parameters));
    struct sx_object *validator = sx_object_dict27(t), *added = sx_object_dict27(t);
    sx_dict_set(t, added, name, false, validator);
    DICT_SET(validator, "validateRequestBody", validate_body);
    DICT_SET(validator, "validateRequestParameters", validate_parameters);

    struct sx_object *validators = DICT_GET(swagger->root, KEY_VALIDATORS);
    if (!sx_object_is_true(validators)) {
        validators = sx_object_dict27(t);
        DICT_SET(swagger->root, KEY_VALIDATORS, validators);
    }
    sx_swagger_need_dict(t, swagger, validators, KEY_VALIDATORS);
    if (!sx_object_is_true(sx_dict_get(t, validators, name)))
        sx_dict_update(t, validators, added);

    struct sx_object *use = sx_object_dict27(t);
    DICT_SET(use, "x-amazon-apigateway-request-validator", sx_object_text(t, name, false));
    struct sx_methods methods = sx_swagger_one_method(t, swagger, path, method);
    while (sx_next_method(t, &methods))
        sx_dict_update(t, methods.definition, use);
}

/* -------------------------------------------------------------------------------------------------- parameters -- */

/* {"in": ..., "name": ...} of method.request.LOCATION.NAME */
static struct sx_object *new_parameter(struct sx_transform *t, const struct sx_swagger *swagger,
                                       const struct sx_request_parameter *given) {
    struct sx_string rest = sx_string_replace(t, given->name.text, STR("method.request."), STR(""));
    size_t dot = sx_string_find_byte(rest, '.', 0);
    if (dot == SIZE_MAX)
        sx_swagger_refuse_own(t, swagger, NULL,
                              CAT(t, STR("the request parameter '"), given->name.text, STR("' has no location.")));
    struct sx_string location = sx_string_slice(rest, 0, dot), name = sx_string_slice(rest, dot + 1, rest.length);
    struct sx_object *parameter = sx_object_dict27(t);
    DICT_SET(parameter, "in",
             sx_string_is(location, "querystring") ? PLAIN("query") : sx_object_text(t, location, given->name.unicode));
    DICT_SET(parameter, "name", sx_object_text(t, name, given->name.unicode));
    DICT_SET(parameter, "required", given->required);
    DICT_SET(parameter, "type", PLAIN("string"));
    return parameter;
}

static void add_cache_key(struct sx_transform *t, const struct sx_swagger *swagger, struct sx_object *method,
                          struct sx_maybe_unicode name) {
    static const char key[] = "cacheKeyParameters";
    struct sx_object *integration =
        sx_swagger_need_dict(t, swagger, DICT_GET(method, KEY_INTEGRATION), KEY_INTEGRATION);
    struct sx_object *keys = sx_dict_get(t, integration, sx_string_from(key));
    if (!keys)
        keys = sx_object_list(t);
    sx_list_push(t, sx_swagger_need_list(t, swagger, keys, key), sx_object_text(t, name.text, name.unicode));
    sx_dict_set(t, integration, sx_string_from(key), false, keys);
}

void sx_swagger_add_request_parameters(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                       struct sx_string method, const struct sx_request_parameter *given,
                                       size_t count) {
    struct sx_methods methods = sx_swagger_one_method(t, swagger, path, method);
    while (sx_next_method(t, &methods)) {
        struct sx_object *parameters = parameters_of(t, methods.definition);
        for (size_t i = 0; i < count; i++) {
            struct sx_object *parameter = new_parameter(t, swagger, &given[i]);
            sx_list_push(t, sx_swagger_need_list(t, swagger, parameters, "parameters"), parameter);
            if (sx_object_is_true(given[i].caching))
                add_cache_key(t, swagger, methods.definition, given[i].name);
        }
        DICT_SET(methods.definition, "parameters", parameters);
    }
}
