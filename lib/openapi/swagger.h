/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Edits on the OpenAPI document of a REST API (Swagger 2 or OpenAPI 3), knowing nothing of SAM. The order in which keys
 * are set is part of the contract: the text of the document is hashed.
 *
 * A document that is malformed where an edit needs it is refused as the reference does: the whole template. The
 * reference opens an editor with a deep copy of the document and closes it with another: sx_swagger_open() and
 * sx_swagger_close().
 */
#ifndef SAMX_OPENAPI_SWAGGER_H
#define SAMX_OPENAPI_SWAGGER_H

#include "check/check.h"
#include "python/object.h"

/** A document while it is edited. */
struct sx_swagger {
    struct sx_document *document;
    struct sx_object *root, *paths;
    /* what the reference keeps outside the document until it is closed; see sx_openapi_or_dict27() */
    struct sx_object *security_definitions, *gateway_responses, *resource_policy, *definitions;
    struct sx_string partition;
    struct sx_span where; /* of refusals that have no better place */
};

/**
 * A value in a message, as Python 3 prints it. (The reference converts its templates to texts of Python 2.7 on one way
 * into it and not on the other, on which its own expectations of errors were made: error_api_invalid_request_model.)
 */
struct sx_string sx_openapi_value_text(struct sx_transform *t, const struct sx_object *value);

/** True for a dictionary with "paths" and a version: what the editor takes. */
bool sx_swagger_is_valid(struct sx_transform *t, const struct sx_object *document);
/** True when the text of a version matches "3.x" or "3.x.x" of one digit each. */
bool sx_is_openapi3(struct sx_transform *t, const struct sx_object *version);
/** True when the text of a version is 2 or 3 with one or two further numbers of one digit. */
bool sx_is_openapi_version(struct sx_transform *t, const struct sx_object *version);
/** {"swagger": "2.0", "info": {"version": "1.0", "title": {"Ref": "AWS::StackName"}}, "paths": {}} */
struct sx_object *sx_swagger_skeleton(struct sx_transform *t);

/** Opens; refuses a document that is not valid. */
void sx_swagger_open(struct sx_transform *t, struct sx_swagger *swagger, struct sx_document *document,
                     struct sx_string partition, struct sx_span where);
/** Writes back what was kept outside the document. */
void sx_swagger_close(struct sx_transform *t, struct sx_swagger *swagger);

/** "get" for "GET", "x-amazon-apigateway-any-method" for "any". */
struct sx_string sx_swagger_method(struct sx_transform *t, struct sx_string method);
/** `path` with every {parameter} replaced by *. */
struct sx_string sx_swagger_path_pattern(struct sx_transform *t, struct sx_string path);

bool sx_swagger_has_integration(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                struct sx_string method);
/** A text that may or may not come from the template. */
struct sx_maybe_unicode {
    struct sx_string text;
    bool unicode;
};
/** Adds an empty path and method where they are not there. */
void sx_swagger_add_path(struct sx_transform *t, struct sx_swagger *swagger, struct sx_maybe_unicode path,
                         struct sx_maybe_unicode method);
/** paths[path] = {"Fn::If": [condition, paths[path], no value]} */
void sx_swagger_make_path_conditional(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                      struct sx_maybe_unicode condition);

/** The integration of a Lambda function with a method. */
struct sx_lambda_integration {
    struct sx_maybe_unicode path, method;
    struct sx_object *uri;
    const struct sx_object *method_auth, *api_auth; /* dictionaries, or NULL */
    struct sx_object *condition;                    /* a text, or NULL */
    const struct sx_object *invoke_mode;            /* ResponseTransferMode, or NULL */
};
void sx_swagger_add_lambda_integration(struct sx_transform *t, struct sx_swagger *swagger,
                                       const struct sx_lambda_integration *integration);
/** The integration of a method with a state machine, of which it starts executions. */
struct sx_state_machine_integration {
    struct sx_maybe_unicode path, method;
    struct sx_object *uri, *credentials;
    struct sx_object *request_templates; /* {media type: template} */
    struct sx_object *condition;         /* a text, or NULL */
};
void sx_swagger_add_state_machine_integration(struct sx_transform *t, struct sx_swagger *swagger,
                                              const struct sx_state_machine_integration *integration);
void sx_swagger_add_timeout(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                            struct sx_string method, struct sx_object *timeout);
void sx_swagger_add_request_model(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                  struct sx_string method, const struct sx_object *request_model);
void sx_swagger_add_request_validator(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                      struct sx_string method, struct sx_object *validate_body,
                                      struct sx_object *validate_parameters);
/** One of RequestParameters: "method.request.header.X", and whether it is required and cached. */
struct sx_request_parameter {
    struct sx_maybe_unicode name;
    struct sx_object *required, *caching;
};
void sx_swagger_add_request_parameters(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                       struct sx_string method, const struct sx_request_parameter *parameters,
                                       size_t count);
/** The Auth of an event (`auth`) for a method of an API (`api_auth`, its Auth or NULL). */
void sx_swagger_add_auth_to_method(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                   struct sx_string method, const struct sx_object *auth,
                                   const struct sx_object *api_auth);
/** ResourcePolicy of an event or an API for one path; `stage` is a text or an intrinsic. */
void sx_swagger_add_resource_policy(struct sx_transform *t, struct sx_swagger *swagger, const struct sx_object *policy,
                                    struct sx_maybe_unicode path, struct sx_object *stage);
void sx_swagger_add_custom_statements(struct sx_transform *t, struct sx_swagger *swagger, struct sx_object *statements);

/** Cors of an API; members may be NULL. */
struct sx_cors {
    struct sx_object *origin, *headers, *methods, *max_age, *credentials;
};
/**
 * Adds the options method to a path that has none. Refuses, leaving the resource `id` at hand, when there is no origin.
 */
void sx_swagger_add_cors(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string id, struct sx_string path,
                         const struct sx_cors *cors);

/** One authorizer: its definition, and the scopes that DefaultAuthorizer gives to methods (a list, or NULL). */
struct sx_swagger_authorizer {
    struct sx_string name;
    bool unicode;
    struct sx_object *definition, *scopes;
};
void sx_swagger_add_authorizers(struct sx_transform *t, struct sx_swagger *swagger,
                                const struct sx_swagger_authorizer *authorizers, size_t count);
void sx_swagger_set_default_authorizer(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                       struct sx_maybe_unicode name, const struct sx_swagger_authorizer *authorizers,
                                       size_t count, bool on_preflight);
void sx_swagger_add_api_key_definition(struct sx_transform *t, struct sx_swagger *swagger);
void sx_swagger_set_default_api_key(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string path,
                                    bool on_preflight);
/** One of GatewayResponses, whose `type` comes from the template. */
void sx_swagger_add_gateway_response(struct sx_transform *t, struct sx_swagger *swagger, struct sx_string type,
                                     struct sx_object *definition);
/** Models of an API: a dictionary of dictionaries. */
void sx_swagger_add_models(struct sx_transform *t, struct sx_swagger *swagger, const struct sx_object *models);
void sx_swagger_add_binary_media_types(struct sx_transform *t, struct sx_swagger *swagger,
                                       const struct sx_object *types);
void sx_swagger_disable_execute_api_endpoint(struct sx_transform *t, struct sx_swagger *swagger,
                                             struct sx_object *disable);

/**
 * What OpenAPI 3 has elsewhere than Swagger 2: security schemes and schemas below components, headers with a schema.
 * `version` is OpenApiVersion, or NULL. On the document itself, outside an editor.
 */
void sx_openapi_postprocess(struct sx_transform *t, struct sx_object *root, const struct sx_object *version,
                            struct sx_span where);

#endif
