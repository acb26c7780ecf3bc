/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Who may call a method: authorizers and API keys. NONE and api_key_false are marks that the reference leaves on
 * methods that do without the default.
 */

#include "openapi/editor.h"

/* ------------------------------------------------------------------------------------------------- definitions -- */

static struct sx_object *definitions(struct sx_transform *t, struct sx_swagger *swagger) {
    swagger->security_definitions = sx_openapi_or_dict27(t, swagger->security_definitions);
    if (!sx_object_is_dict(swagger->security_definitions))
        sx_refuse_template(t, sx_openapi_at(swagger->security_definitions, swagger->where),
                           SX_RULE_INVALID_PROPERTY_TYPE, STR("securityDefinitions must be a dictionary."));
    return swagger->security_definitions;
}

void sx_swagger_add_authorizers(struct sx_transform *t, struct sx_swagger *swagger,
                                const struct sx_swagger_authorizer *authorizers, size_t count) {
    struct sx_object *all = definitions(t, swagger);
    for (size_t i = 0; i < count; i++)
        sx_dict_set(t, all, authorizers[i].name, authorizers[i].unicode, authorizers[i].definition);
}

/* d.update({name: definition}) */
static void update_with(struct sx_transform *t, struct sx_object *all, struct sx_string name,
                        struct sx_object *definition) {
    struct sx_object *one = sx_object_dict27_for(t, 1);
    sx_dict_set(t, one, name, false, definition);
    sx_dict_update(t, all, one);
}

void sx_swagger_add_api_key_definition(struct sx_transform *t, struct sx_swagger *swagger) {
    struct sx_object *all = definitions(t, swagger);
    if (DICT_GET(all, "api_key"))
        return;
    struct sx_object *definition = sx_object_dict27_for(t, 3);
    DICT_SET(definition, "type", PLAIN("apiKey"));
    DICT_SET(definition, "name", PLAIN("x-api-key"));
    DICT_SET(definition, "in", PLAIN("header"));
    update_with(t, all, STR("api_key"), definition);
}

/* `name in object` of Python. */
static bool contains(struct sx_transform *t, const struct sx_swagger *swagger, const struct sx_object *object,
                     struct sx_string name) {
    if (sx_object_is_dict(object))
        return sx_dict_get(t, object, name);
    if (sx_object_is_text(object))
        return sx_string_find(sx_object_string(object), name, 0) != SIZE_MAX;
    if (!sx_object_is_list(object))
        sx_swagger_refuse_own(t, swagger, object, STR("each item of 'security' must be a map."));
    for (size_t i = 0; i < sx_object_count(object); i++) {
        const struct sx_object *item = sx_list_item(object, i);
        if (sx_object_is_text(item) && sx_string_equal(sx_object_string(item), name))
            return true;
    }
    return false;
}

static void add_iam_definition(struct sx_transform *t, struct sx_swagger *swagger) {
    swagger->security_definitions = sx_openapi_or_dict27(t, swagger->security_definitions);
    struct sx_object *all = swagger->security_definitions;
    if (contains(t, swagger, all, STR("AWS_IAM")))
        return;
    struct sx_object *definition = sx_object_dict27_for(t, 4);
    DICT_SET(definition, "x-amazon-apigateway-authtype", PLAIN("awsSigv4"));
    DICT_SET(definition, "type", PLAIN("apiKey"));
    DICT_SET(definition, "name", PLAIN("Authorization"));
    DICT_SET(definition, "in", PLAIN("header"));
    update_with(t, sx_swagger_need_dict(t, swagger, all, KEY_SECURITY_DEFINITIONS), STR("AWS_IAM"), definition);
}

/* -------------------------------------------------------------------------------------- "security" of a method -- */

/* {name: scopes}, or {name: []} */
static struct sx_object *requirement(struct sx_transform *t, struct sx_string name, bool unicode,
                                     struct sx_object *scopes) {
    struct sx_object *one = sx_object_dict27_for(t, 1);
    sx_dict_set(t, one, name, unicode, scopes ? scopes : sx_object_list(t));
    return one;
}

/* What the method has; an empty list when there is nothing. */
static const struct sx_object *existing_security(struct sx_transform *t, const struct sx_swagger *swagger,
                                                 const struct sx_object *definition, struct sx_string path,
                                                 struct sx_string method) {
    const struct sx_object *security = DICT_GET(definition, "security");
    if (!security)
        return sx_object_list(t);
    if (!sx_object_is_list(security))
        sx_swagger_refuse(
            t, swagger, security,
            CAT(t, STR("Type of security for path "), path, STR(" method "), method, STR(" must be a list")));
    return security;
}

static void expect_requirement(struct sx_transform *t, const struct sx_swagger *swagger,
                               const struct sx_object *requirement, struct sx_string path, struct sx_string method) {
    if (!sx_object_is_dict(requirement))
        sx_swagger_refuse(t, swagger, requirement,
                          CAT(t, sx_openapi_value_text(t, requirement), STR(" in Security for path "), path,
                              STR(" method "), method, STR(" is not a valid dictionary.")));
}

static void push_all(struct sx_transform *t, struct sx_object *list, const struct sx_object *items) {
    for (size_t i = 0; i < sx_object_count(items); i++)
        sx_list_push(t, list, sx_list_item(items, i));
}

/* Sets "security", with the definition of AWS_IAM where that comes first. */
static void secure(struct sx_transform *t, struct sx_swagger *swagger, struct sx_object *definition,
                   struct sx_object *security) {
    if (sx_object_count(security) == 0)
        return;
    DICT_SET(definition, "security", security);
    if (contains(t, swagger, sx_list_item(security, 0), STR("AWS_IAM")))
        add_iam_definition(t, swagger);
}

/* ------------------------------------------------------------------------------------------ default authorizer -- */

struct authorizers {
    const struct sx_swagger_authorizer *items;
    size_t count;
};

static bool names_an_authorizer(struct sx_transform *t, const struct authorizers *authorizers,
                                const struct sx_object *requirement) {
    if (DICT_GET(requirement, "AWS_IAM"))
        return true;
    for (size_t i = 0; i < authorizers->count; i++)
        if (sx_dict_get(t, requirement, authorizers->items[i].name))
            return true;
    return false;
}

static struct sx_object *default_requirement(struct sx_transform *t, const struct authorizers *authorizers,
                                             struct sx_maybe_unicode name) {
    struct sx_object *scopes = NULL;
    for (size_t i = 0; i < authorizers->count; i++)
        if (sx_string_equal(authorizers->items[i].name, name.text))
            scopes = authorizers->items[i].scopes;
    return requirement(t, name.text, name.unicode, scopes);
}

/*
 * What a method has that is no authorizer, and then: its own authorizers, or else the default. A NONE goes, and all of
 * the method's own authorizers with it.
 */
static struct sx_object *with_default(struct sx_transform *t, const struct sx_methods *methods,
                                      const struct authorizers *authorizers, struct sx_maybe_unicode name) {
    const struct sx_object *existing =
        existing_security(t, methods->swagger, methods->definition, methods->path, methods->name);
    struct sx_object *security = sx_object_list(t), *own = sx_object_list(t);
    bool none = false;
    for (size_t i = 0; i < sx_object_count(existing); i++) {
        struct sx_object *item = sx_list_item(existing, i);
        expect_requirement(t, methods->swagger, item, methods->path, methods->name);
        if (names_an_authorizer(t, authorizers, item))
            sx_list_push(t, own, item);
        else if (!none && DICT_GET(item, "NONE"))
            none = true;
        else
            sx_list_push(t, security, item);
    }
    if (none)
        return security;
    if (sx_object_count(own) > 0)
        push_all(t, security, own);
    else
        sx_list_push(t, security, default_requirement(t, authorizers, name));
    return security;
}

void sx_swagger_set_default_authorizer(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                       struct sx_maybe_unicode name, const struct sx_swagger_authorizer *items,
                                       size_t count, bool on_preflight) {
    const struct authorizers authorizers = {items, count};
    struct sx_methods methods = sx_swagger_all_methods(t, swagger, path);
    while (sx_next_method(t, &methods))
        if (on_preflight || !sx_string_is(methods.name, "options"))
            secure(t, swagger, methods.definition, with_default(t, &methods, &authorizers, name));
}

/* --------------------------------------------------------------------------------------------- default API key -- */

static struct sx_object *with_api_key(struct sx_transform *t, const struct sx_methods *methods,
                                      const struct sx_object *existing, bool on_preflight) {
    struct sx_object *security = sx_object_list(t);
    bool none = false;
    for (size_t i = 0; i < sx_object_count(existing); i++) {
        struct sx_object *item = sx_list_item(existing, i);
        expect_requirement(t, methods->swagger, item, methods->path, methods->name);
        if (DICT_GET(item, "api_key_false"))
            none = true;
        else if (!DICT_GET(item, "api_key"))
            sx_list_push(t, security, item);
    }
    if (!none && (on_preflight || !sx_string_is(methods->name, "options")))
        sx_list_push(t, security, requirement(t, STR("api_key"), false, NULL));
    return security;
}

void sx_swagger_set_default_api_key(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                    bool on_preflight) {
    struct sx_methods methods = sx_swagger_all_methods(t, swagger, path);
    while (sx_next_method(t, &methods)) {
        const struct sx_object *existing =
            existing_security(t, swagger, methods.definition, methods.path, methods.name);
        struct sx_object *security = with_api_key(t, &methods, existing, on_preflight);
        if (!sx_object_equal(t, security, existing))
            DICT_SET(methods.definition, "security", security);
    }
}

/* -------------------------------------------------------------------------------------------- Auth of an event -- */

/* The scopes that {name: scopes} of a method gets, or NULL. */
static struct sx_object *scopes_of(struct sx_transform *t, const struct sx_swagger *swagger,
                                   const struct sx_object *authorizers, struct sx_string name,
                                   struct sx_object *method_scopes) {
    if (sx_string_is(name, "NONE") || !sx_object_is_true(authorizers))
        return NULL;
    struct sx_object *authorizer = sx_dict_get(t, authorizers, name);
    if (authorizer && !sx_object_is_dict(authorizer))
        sx_swagger_refuse(t, swagger, authorizer,
                          CAT(t, STR("Type of authorizer '"), name, STR("' must be a dictionary")));
    if (!authorizer)
        return NULL;
    struct sx_object *scopes =
        sx_object_is_none(method_scopes) ? DICT_GET(authorizer, "AuthorizationScopes") : method_scopes;
    return sx_object_is_none(scopes) ? NULL : scopes;
}

static void set_authorizer(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                           struct sx_string method, const struct sx_object *authorizer,
                           const struct sx_object *authorizers, struct sx_object *method_scopes) {
    if (!sx_object_is_text(authorizer))
        sx_swagger_refuse_own(t, swagger, authorizer, STR("an authorizer of a method must be a text."));
    struct sx_string name = sx_object_string(authorizer);
    struct sx_methods methods = sx_swagger_one_method(t, swagger, path, method);
    while (sx_next_method(t, &methods)) {
        const struct sx_object *existing = existing_security(t, swagger, methods.definition, path, method);
        struct sx_object *security = sx_object_list(t);
        push_all(t, security, existing);
        struct sx_object *scopes = scopes_of(t, swagger, authorizers, name, method_scopes);
        sx_list_push(t, security, requirement(t, name, authorizer->unicode, scopes));
        secure(t, swagger, methods.definition, security);
    }
}

static void set_api_key(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                        struct sx_string method, bool required) {
    struct sx_methods methods = sx_swagger_one_method(t, swagger, path, method);
    while (sx_next_method(t, &methods)) {
        if (required)
            sx_swagger_add_api_key_definition(t, swagger);
        struct sx_object *security = sx_object_list(t);
        push_all(t, security, existing_security(t, swagger, methods.definition, path, method));
        sx_list_push(t, security, requirement(t, required ? STR("api_key") : STR("api_key_false"), false, NULL));
        DICT_SET(methods.definition, "security", security);
    }
}

void sx_swagger_add_auth_to_method(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                   struct sx_string method, const struct sx_object *auth,
                                   const struct sx_object *api_auth) {
    const struct sx_object *authorizer = DICT_GET(auth, "Authorizer");
    if (sx_object_is_true(authorizer))
        set_authorizer(t, swagger, path, method, authorizer, DICT_GET(api_auth, "Authorizers"),
                       DICT_GET(auth, "AuthorizationScopes"));
    const struct sx_object *required = DICT_GET(auth, "ApiKeyRequired");
    if (!sx_object_is_none(required))
        set_api_key(t, swagger, path, method, sx_object_is_true(required));
}
