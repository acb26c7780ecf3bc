/* SPDX-License-Identifier: Apache-2.0 */

/* RequestModel and RequestParameters of an Api event. */

#include "event/api.h"

/* ------------------------------------------------------------------------------------------------ RequestModel -- */

static noreturn void refuse_model(struct sx_transform *t, const struct sx_api_method *method,
                                  const struct sx_object *model, const char *why) {
    sx_refuse_api_value(t, method, model, "RequestModel", SX_RULE_EVENT_CONFIGURATION,
                        CAT(t, STR("Unable to set RequestModel ["), sx_openapi_value_text(t, model), STR("]"),
                            sx_api_method_place(t, method), sx_string_from(why)));
}

static void check_model(struct sx_transform *t, const struct sx_api_method *method, const struct sx_object *model) {
    const struct sx_object *models = DICT_GET(method->api, "Models");
    if (!sx_object_is_true(models))
        refuse_model(t, method, model, " because the related API does not define any Models.");
    if (!sx_object_is_dict(models))
        refuse_model(t, method, model, " because the related API Models defined is of invalid type.");
    if (!sx_object_is_text(model))
        refuse_model(t, method, model, " because the related API does not contain valid Models.");
    if (!sx_object_is_true(sx_dict_get(t, models, sx_object_string(model)))) {
        sx_suggest_key(t, sx_object_string(model), models);
        refuse_model(t, method, model, " because it wasn't defined in the API's Models.");
    }
}

static bool is_boolean(const struct sx_object *object) {
    return sx_object_is_true_value(object) || sx_object_is_false_value(object);
}

/* ValidateBody and ValidateParameters; false when the event sets neither. */
static bool read_validation(struct sx_transform *t, const struct sx_object *request_model, struct sx_object **body,
                            struct sx_object **parameters) {
    *body = DICT_GET(request_model, "ValidateBody");
    *parameters = DICT_GET(request_model, "ValidateParameters");
    if (sx_object_is_none(*body) && sx_object_is_none(*parameters))
        return false;
    if (sx_object_is_none(*body))
        *body = sx_object_bool(t, false);
    if (sx_object_is_none(*parameters))
        *parameters = sx_object_bool(t, false);
    return true;
}

static void check_validation(struct sx_transform *t, const struct sx_api_method *method,
                             const struct sx_object *request_model) {
    struct sx_object *body, *parameters;
    if (read_validation(t, request_model, &body, &parameters) && (!is_boolean(body) || !is_boolean(parameters)))
        sx_refuse_api_value(
            t, method, is_boolean(body) ? parameters : body, "RequestModel", SX_RULE_INVALID_PROPERTY_TYPE,
            CAT(t, STR("Unable to set Validator to RequestModel ["),
                sx_openapi_value_text(t, DICT_GET(request_model, "Model")), STR("]"), sx_api_method_place(t, method),
                STR(" ValidateBody and ValidateParameters must be a boolean type, strings or intrinsics "
                    "are not supported.")));
}

/* RequestModel, when it names a model. */
static const struct sx_object *request_model_of(struct sx_transform *t, const struct sx_api_method *method) {
    const struct sx_object *request_model = sx_api_property(t, method, "RequestModel");
    if (!sx_object_is_true(request_model))
        return NULL;
    if (!sx_object_is_dict(request_model))
        sx_refuse_event(t, method->event, "RequestModel", SX_RULE_INVALID_PROPERTY_TYPE,
                        STR("Property 'RequestModel' should be a map."));
    return sx_object_is_true(DICT_GET(request_model, "Model")) ? request_model : NULL;
}

static void add_model(struct sx_transform *t, const struct sx_api_method *method, struct sx_swagger *swagger) {
    const struct sx_object *request_model = request_model_of(t, method);
    struct sx_object *body, *parameters;
    if (!request_model)
        return;
    sx_swagger_add_request_model(t, swagger, method->path.text, method->method.text, request_model);
    if (read_validation(t, request_model, &body, &parameters))
        sx_swagger_add_request_validator(t, swagger, method->path.text, method->method.text, body, parameters);
}

/* ------------------------------------------------------------------------------------------- RequestParameters -- */

static noreturn void refuse_parameters(struct sx_transform *t, const struct sx_api_method *method, struct sx_span where,
                                       const char *why) {
    if (!where.end)
        where = sx_event_at(t, method->event, "RequestParameters", SX_RULE_INVALID_PROPERTY_VALUE);
    sx_refuse_subject(t, method->event->subject, where, SX_RULE_INVALID_PROPERTY_VALUE,
                      CAT(t, STR("Invalid value for 'RequestParameters' property. "), sx_string_from(why)));
}

static void check_name(struct sx_transform *t, const struct sx_api_method *method, struct sx_string name,
                       struct sx_span where) {
    static const char *const prefixes[] = {"method.request.querystring.", "method.request.path.",
                                           "method.request.header."};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (sx_string_starts_with(name, prefixes[i]))
            return;
    refuse_parameters(t, method, where,
                      "Keys must be in the format 'method.request.[querystring|path|header].{value}', e.g "
                      "'method.request.header.Authorization'.");
}

static void check_settings(struct sx_transform *t, const struct sx_api_method *method,
                           const struct sx_object *settings) {
    static const char *const message = "Values must be an object, e.g { Required: true, Caching: false }";
    if (!sx_object_is_dict(settings))
        refuse_parameters(t, method, sx_object_at(settings), message);
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, settings, &count);
    for (size_t i = 0; i < count; i++)
        if (!sx_string_is(entries[i].key, "Required") && !sx_string_is(entries[i].key, "Caching"))
            refuse_parameters(t, method, entries[i].key_span, message);
}

static struct sx_request_parameter named_parameter(struct sx_transform *t, const struct sx_api_method *method,
                                                   struct sx_maybe_unicode name, struct sx_span where) {
    check_name(t, method, name.text, where);
    return (struct sx_request_parameter){
        .name = name, .required = sx_object_bool(t, false), .caching = sx_object_bool(t, false)};
}

/* "method.request.header.X", or {"method.request.header.X": {"Required": ..., "Caching": ...}}. */
static struct sx_request_parameter read_parameter(struct sx_transform *t, const struct sx_api_method *method,
                                                  const struct sx_object *item) {
    if (sx_object_is_text(item))
        return named_parameter(t, method, (struct sx_maybe_unicode){sx_object_string(item), item->unicode},
                               sx_object_at(item));
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, item, &count);
    if (count == 0)
        refuse_parameters(t, method, sx_object_at(item), "Property must be either a string or an object");
    struct sx_request_parameter parameter =
        named_parameter(t, method, (struct sx_maybe_unicode){entries[0].key, entries[0].unicode}, entries[0].key_span);
    check_settings(t, method, entries[0].value);
    if (DICT_GET(entries[0].value, "Required"))
        parameter.required = DICT_GET(entries[0].value, "Required");
    if (DICT_GET(entries[0].value, "Caching"))
        parameter.caching = DICT_GET(entries[0].value, "Caching");
    return parameter;
}

static struct sx_api_parameters read_parameters(struct sx_transform *t, const struct sx_api_method *method) {
    const struct sx_object *list = sx_api_property(t, method, "RequestParameters");
    struct sx_api_parameters parameters = {0};
    if (!sx_object_is_true(list))
        return parameters;
    if (!sx_object_is_list(list) && !sx_object_is_dict(list))
        refuse_parameters(t, method, sx_object_at(list), "Property must be either a string or an object");
    parameters.count = sx_object_count(list);
    parameters.items = sx_alloc_array(t, parameters.count, sizeof *parameters.items);
    /* a map with one key passes for an intrinsic function, and the reference goes through the keys of what it gets:
       case api/event_request_parameters_map */
    const struct sx_dict_entry *entries = sx_object_is_dict(list) ? sx_dict_entries(t, list, &parameters.count) : NULL;
    for (size_t i = 0; i < parameters.count; i++)
        parameters.items[i] =
            entries ? named_parameter(t, method, (struct sx_maybe_unicode){entries[i].key, entries[i].unicode},
                                      entries[i].key_span)
                    : read_parameter(t, method, sx_list_item(list, i));
    return parameters;
}

struct sx_api_parameters sx_check_api_request(struct sx_transform *t, const struct sx_api_method *method) {
    const struct sx_object *request_model = request_model_of(t, method);
    if (request_model) {
        check_model(t, method, DICT_GET(request_model, "Model"));
        check_validation(t, method, request_model);
    }
    return read_parameters(t, method);
}

void sx_add_api_request(struct sx_transform *t, const struct sx_api_method *method, struct sx_swagger *swagger,
                        struct sx_api_parameters parameters) {
    add_model(t, method, swagger);
    if (parameters.count)
        sx_swagger_add_request_parameters(t, swagger, method->path.text, method->method.text, parameters.items,
                                          parameters.count);
}
