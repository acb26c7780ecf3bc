/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Edits on the OpenAPI 3 document of an HTTP API, knowing nothing of SAM. Paths and methods are those of a REST API, so
 * the functions of swagger.h that take a `struct sx_swagger` and deal with them also work on `paths` here.
 *
 * Nothing hashes the document of an HTTP API: the order of its keys is free. But an HttpApi event may name a REST API
 * whose document is of OpenAPI 3, and that is hashed: what events do keeps to the order and the copies of the
 * reference.
 */
#ifndef SAMX_OPENAPI_HTTP_H
#define SAMX_OPENAPI_HTTP_H

#include "openapi/editor.h"

#define HTTP_DEFAULT_PATH "$default"

/** A document while it is edited. */
struct sx_http_editor {
    struct sx_swagger paths;                          /* root, paths and where of the document */
    struct sx_object *security_schemes, *tags, *info; /* kept outside the document until it is closed */
};

/** True for a dictionary with "paths" and a version 3 of OpenAPI. */
bool sx_http_is_valid(struct sx_transform *t, const struct sx_object *document);
/** {"openapi": "3.0.1", "info": {"version": "1.0", "title": {"Ref": "AWS::StackName"}}, "paths": {}} */
struct sx_object *sx_http_skeleton(struct sx_transform *t);

/**
 * Opens; refuses a document that is not valid: the resource `id`, or the whole template when that is empty.
 */
void sx_http_open(struct sx_transform *t, struct sx_http_editor *editor, struct sx_object *root, struct sx_string id,
                  struct sx_span where);
/** The same for a document that may be a REST API's. */
void sx_http_open_document(struct sx_transform *t, struct sx_http_editor *editor, struct sx_document *document,
                           struct sx_span where);
/** Writes back what was kept outside the document. */
void sx_http_close(struct sx_transform *t, struct sx_http_editor *editor);

/** True when the default route calls the function `id` in each of its conditional definitions. */
bool sx_http_default_route_calls(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string id);
/** `path` with every {parameter} replaced by *; of those with a +, {proxy+} alone. */
struct sx_string sx_http_path_pattern(struct sx_transform *t, struct sx_string path);

/** The integration of a Lambda function with a method; nothing when the method has one. */
void sx_http_add_lambda_integration(struct sx_transform *t, struct sx_http_editor *editor, struct sx_maybe_unicode path,
                                    struct sx_maybe_unicode method, struct sx_object *uri, struct sx_object *condition);
/** Each {parameter} of the path becomes one of the method. */
void sx_http_add_path_parameters(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string path,
                                 struct sx_string method);
void sx_http_set_payload_format_version(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string path,
                                        struct sx_string method, struct sx_object *version);
/** The authorizer of a method, one of `authorizers` (Auth.Authorizers of the API), or AWS_IAM or NONE. */
void sx_http_set_authorizer(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string path,
                            struct sx_string method, struct sx_string name, const struct sx_object *authorizers,
                            struct sx_object *scopes);
/** Every method without "security" gets {name: scopes}; `scopes` may be NULL. */
void sx_http_set_default_authorizer(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string name,
                                    struct sx_object *scopes);
void sx_http_add_security_scheme(struct sx_transform *t, struct sx_http_editor *editor, struct sx_string name,
                                 struct sx_object *scheme);

/** CorsConfiguration of an API; members may be NULL. */
struct sx_http_cors {
    struct sx_object *origins, *headers, *methods, *expose_headers, *max_age, *credentials;
};
void sx_http_add_cors(struct sx_transform *t, struct sx_http_editor *editor, const struct sx_http_cors *cors);
void sx_http_add_tags(struct sx_transform *t, struct sx_http_editor *editor, const struct sx_object *tags);
void sx_http_disable_execute_api_endpoint(struct sx_transform *t, struct sx_http_editor *editor,
                                          struct sx_object *disable);

#endif
