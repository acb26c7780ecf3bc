/* SPDX-License-Identifier: Apache-2.0 */

/** What the edits on an OpenAPI document share: conditional contents, going through methods, refusals. */
#ifndef SAMX_OPENAPI_EDITOR_H
#define SAMX_OPENAPI_EDITOR_H

#include "openapi/swagger.h"

#define KEY_INTEGRATION "x-amazon-apigateway-integration"
#define KEY_ANY_METHOD "x-amazon-apigateway-any-method"
#define KEY_POLICY "x-amazon-apigateway-policy"
#define KEY_SECURITY_DEFINITIONS "securityDefinitions"
#define KEY_GATEWAY_RESPONSES "x-amazon-apigateway-gateway-responses"

/** A text that does not come from the template. */
#define PLAIN(literal) sx_object_text(t, STR(literal), false)

/* ---------------------------------------------------------------------------------------------------- refusals -- */

/** Where `object` stands, else `where`. */
struct sx_span sx_openapi_at(const struct sx_object *object, struct sx_span where);
/** Leaves the whole template. */
noreturn void sx_swagger_refuse(struct sx_transform *t, const struct sx_swagger *swagger,
                                const struct sx_object *object, struct sx_string message);
/** "In the OpenAPI document, WHAT": where the reference crashes, this leaves the resource at hand. */
noreturn void sx_swagger_refuse_own(struct sx_transform *t, const struct sx_swagger *swagger,
                                    const struct sx_object *object, struct sx_string what);
/** Refuses what is no dictionary with a message of the reference. */
void sx_openapi_expect_path_item(struct sx_transform *t, const struct sx_object *item, struct sx_string path,
                                 struct sx_span where);
void sx_swagger_expect_method(struct sx_transform *t, const struct sx_swagger *swagger, const struct sx_object *method,
                              struct sx_string path, struct sx_string name);

/* ---------------------------------------------------------------------------------------- conditional contents -- */

/** What a path or a method may stand for. An item is NULL where the reference has None. */
struct sx_contents {
    struct sx_object **items;
    size_t count;
};
/** Both sides of Fn::If, without the side that is AWS::NoValue; anything else alone. */
struct sx_contents sx_swagger_contents(struct sx_transform *t, const struct sx_swagger *swagger,
                                       struct sx_object *item);
struct sx_contents sx_swagger_path_contents(struct sx_transform *t, const struct sx_swagger *swagger,
                                            struct sx_string path);
/** {"Fn::If": [condition, data, {"Ref": "AWS::NoValue"}]} */
struct sx_object *sx_openapi_conditional(struct sx_transform *t, struct sx_object *condition, struct sx_object *data);

/* ----------------------------------------------------------------------------------------------------- methods -- */

/**
 * Goes through the definitions of methods that have an integration. What is malformed is refused when it is reached,
 * so that it depends on what the caller did before which error is found first.
 */
struct sx_methods {
    const struct sx_swagger *swagger;
    struct sx_string path;
    struct sx_contents items; /* of the path */
    size_t next_item;
    const struct sx_dict_entry *entries; /* methods of the current item */
    size_t entry_count, next_entry;
    struct sx_dict_entry only; /* the one method asked for */
    bool all;
    struct sx_contents definitions; /* of the current method */
    size_t next_definition;

    struct sx_string name; /* of the current method, as the document has it: see sx_swagger_method() */
    struct sx_object *definition;
};
struct sx_methods sx_swagger_all_methods(struct sx_transform *t, const struct sx_swagger *swagger,
                                         struct sx_string path);
struct sx_methods sx_swagger_one_method(struct sx_transform *t, const struct sx_swagger *swagger, struct sx_string path,
                                        struct sx_string method);
/** Sets `name` and `definition` of the next; false at the end. */
bool sx_next_method(struct sx_transform *t, struct sx_methods *methods);

/** sx_swagger_method() of a text that may come from the template. */
struct sx_maybe_unicode sx_swagger_method_of(struct sx_transform *t, struct sx_maybe_unicode method);
/** ASCII letters only. */
struct sx_string sx_openapi_upper(struct sx_transform *t, struct sx_string text);

/* ------------------------------------------------------------------------------------------------ dictionaries -- */

/** `object` when it is true, else an empty dictionary of Python 2.7. */
struct sx_object *sx_openapi_or_dict27(struct sx_transform *t, struct sx_object *object);
/** Refuses what is no dictionary, or no list, where the reference crashes. */
struct sx_object *sx_swagger_need_dict(struct sx_transform *t, const struct sx_swagger *swagger,
                                       struct sx_object *object, const char *name);
struct sx_object *sx_swagger_need_list(struct sx_transform *t, const struct sx_swagger *swagger,
                                       struct sx_object *object, const char *name);

#endif
