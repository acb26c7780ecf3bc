/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The parts of an HTTP API, which lib/resource/http_api.c puts together, and what APIs of API Gateway v2 share. They
 * use the tools of rest_api.h.
 */
#ifndef SAMX_API_HTTP_API_H
#define SAMX_API_HTTP_API_H

#include "api/rest_api.h"
#include "openapi/http.h"

/** An AWS::Serverless::HttpApi while it is expanded. */
struct sx_http_api {
    struct sx_rest_api base;      /* what REST APIs have too */
    struct sx_object *cors;       /* CorsConfiguration, with its parameters put in; NULL: absent */
    struct sx_object *tags;       /* with the one that SAM adds; NULL: none */
    struct sx_object *definition; /* DefinitionBody; NULL: none, or an empty one */
    struct sx_emitted *emitted;
};

/** Refuses, with "WHAT works only with ...", an API that has no DefinitionBody. */
void sx_http_need_definition(struct sx_transform *t, const struct sx_http_api *api, const char *property,
                             struct sx_string message);
/** Refuses, with "MESSAGE because ...", unless the document can be edited. */
void sx_http_expect_openapi(struct sx_transform *t, const struct sx_http_api *api, struct sx_string message);
/** Opens the document for edits. */
void sx_http_open_definition(struct sx_transform *t, const struct sx_http_api *api, struct sx_http_editor *editor);

/** http_definition.c: what the properties of the API say in its document; in the order of the reference. */
void sx_http_api_add_cors(struct sx_transform *t, const struct sx_http_api *api);
void sx_http_api_add_tags(struct sx_transform *t, struct sx_http_api *api);
void sx_http_api_disable_endpoint(struct sx_transform *t, const struct sx_http_api *api);
void sx_http_api_add_title(struct sx_transform *t, const struct sx_http_api *api);
void sx_http_api_add_description(struct sx_transform *t, const struct sx_http_api *api);
void sx_http_api_rename_default_path(struct sx_transform *t, const struct sx_http_api *api);
/** http_auth.c: Auth in the document, and the permissions of Lambda authorizers. */
void sx_http_api_add_auth(struct sx_transform *t, const struct sx_http_api *api);
void sx_http_api_emit_authorizer_permissions(struct sx_transform *t, const struct sx_http_api *api);
/** http_stage.c */
void sx_http_api_emit_stage(struct sx_transform *t, const struct sx_http_api *api);

/** What the kinds of API differ in where a domain name is concerned. */
struct sx_domain_v2 {
    const char *created_by;  /* the key of the tag that SAM puts on the domain name, or NULL */
    bool shares_record_sets; /* its records go into the group that other APIs have for the hosted zone */
};
/** domain_v2.c: Domain of an API of API Gateway v2; api->domain may be NULL. */
void sx_emit_domain_v2(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_domain_v2 *kind);

#endif
