/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The parts of a REST API. lib/resource/api.c puts them together, in the order in which the reference checks and edits:
 * only the first error of a resource is reported, and the order of edits shows in the hash of the document.
 */
#ifndef SAMX_API_REST_API_H
#define SAMX_API_REST_API_H

#include "base/sha1.h"
#include "cfn/cfn.h"
#include "openapi/swagger.h"

/** An AWS::Serverless::Api while it is expanded. */
struct sx_rest_api {
    struct sx_template *template;
    struct sx_resource *resource;
    struct sx_string id;
    struct sx_attributes attributes;
    struct sx_object *properties;
    struct sx_object *binary_media_types, *domain, *auth; /* with their parameters put in; NULL: absent */
    struct sx_document *definition;                       /* NULL: none, or an empty one */
    struct sx_sha1 digest; /* of the document, or of where it is: what its deployment depends on */
    struct sx_emitted *rest_api, *deployment, *stage;
};

/* ------------------------------------------------------------------------------------------ rest_api.c: tools -- */

/** The value of a key; null is read as absent. */
struct sx_object *sx_dict_some(const struct sx_transform *t, const struct sx_object *dict, const char *key);
/** The same, and what Python calls false is read as absent too. */
struct sx_object *sx_dict_true(const struct sx_transform *t, const struct sx_object *dict, const char *key);
/** A property of the API; null is read as absent. */
#define API_PROPERTY(api, literal) sx_dict_some(t, (api)->properties, (literal))
/** The same, with the parameters in it resolved. */
struct sx_object *sx_api_resolved(struct sx_transform *t, const struct sx_rest_api *api, const char *property);

/**
 * Where a finding of `rule` about an entry of a dictionary stands: at its key or its value, else at the dictionary,
 * else at the API; `key` may be NULL.
 */
struct sx_span sx_api_at(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *dict,
                         const char *key, enum sx_rule rule);
/** Refuses the API, at an entry of a dictionary. */
noreturn void sx_refuse_api(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *dict,
                            const char *key, enum sx_rule rule, struct sx_string message);
/** Refuses the API for two entries that exclude each other, at the later one. */
noreturn void sx_refuse_conflict(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *dict,
                                 const char *one, const char *other, struct sx_string message);
/** Refuses with "Property 'PATH' should be a map." unless the value of the key (absent included) has the kind. */
struct sx_object *sx_api_expect(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *dict,
                                struct sx_string key, enum sx_expected expected, struct sx_string path);
/** Refuses the API at `object` unless it has the kind. */
void sx_api_expect_object(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *object,
                          struct sx_span where, enum sx_expected expected, struct sx_string path);
/** Emits a resource with the attributes that the API passes on. */
struct sx_emitted *sx_api_emit(struct sx_transform *t, const struct sx_rest_api *api, struct sx_string id,
                               const char *type, const struct sx_node *properties);

/* ------------------------------------------------------------------------------------------------- the document -- */

/** definition.c: DefinitionBody, DefinitionUri, MergeDefinitions and OpenApiVersion go together. */
void sx_rest_check_definition(struct sx_transform *t, const struct sx_rest_api *api);
/** Refuses, naming what cannot be done, unless the document can be edited. */
void sx_rest_expect_swagger(struct sx_transform *t, const struct sx_rest_api *api, struct sx_string message);
/** Opens and closes the document for edits. */
void sx_rest_open_definition(struct sx_transform *t, const struct sx_rest_api *api, struct sx_swagger *swagger);
/** Moves what OpenAPI 3 has elsewhere. */
void sx_rest_postprocess_definition(struct sx_transform *t, const struct sx_rest_api *api);
/** Where the document is in S3, as BodyS3Location: a dictionary, or the path of a local file. NULL: no DefinitionUri.
 */
struct sx_object *sx_rest_definition_location(struct sx_transform *t, const struct sx_rest_api *api);

/** cors.c */
void sx_rest_add_cors(struct sx_transform *t, const struct sx_rest_api *api);
/** auth.c: authorizers, API keys and resource policies. */
void sx_rest_add_auth(struct sx_transform *t, const struct sx_rest_api *api);
/** gateway_response.c */
void sx_rest_add_gateway_responses(struct sx_transform *t, const struct sx_rest_api *api);
/** definition.c */
void sx_rest_add_binary_media_types(struct sx_transform *t, const struct sx_rest_api *api);
void sx_rest_add_models(struct sx_transform *t, const struct sx_rest_api *api);
void sx_rest_disable_execute_api_endpoint(struct sx_transform *t, const struct sx_rest_api *api);

/* -------------------------------------------------------------------------------------------------- authorizers -- */

/** One of Auth.Authorizers, checked. */
struct sx_rest_authorizer {
    struct sx_string name;
    bool unicode;
    const struct sx_object *configuration; /* NULL: AWS_IAM, which is not configured */
};

/**
 * authorizer.c: the authorizers in the reference's order. `default_authorizer` adds AWS_IAM when it names that; NULL:
 * not asked for.
 */
const struct sx_rest_authorizer *sx_rest_authorizers(struct sx_transform *t, const struct sx_rest_api *api,
                                                     const struct sx_object *default_authorizer, size_t *count);
/** The security definition of an authorizer. */
struct sx_object *sx_rest_authorizer_definition(struct sx_transform *t, const struct sx_rest_api *api,
                                                const struct sx_rest_authorizer *authorizer);
/** Emits what lets API Gateway call the functions of Lambda authorizers. */
void sx_rest_emit_authorizer_permissions(struct sx_transform *t, const struct sx_rest_api *api);

/* ----------------------------------------------------------------------------------------------- other resources -- */

/** endpoint.c: EndpointConfiguration of the RestApi. */
void sx_rest_set_endpoint_configuration(struct sx_transform *t, const struct sx_rest_api *api);
/**
 * deployment.c: its id and description are hashes of the document or of where that is, so that a change of the API is
 * deployed. `has_document`: there is one of the two.
 */
void sx_rest_emit_deployment(struct sx_transform *t, struct sx_rest_api *api, bool has_document);
/** stage.c */
void sx_rest_emit_stage(struct sx_transform *t, struct sx_rest_api *api);
/** domain.c: Domain: the domain name, its base paths, and what route53.c makes. */
void sx_rest_emit_domain(struct sx_transform *t, const struct sx_rest_api *api);
/** route53.c: Domain.Route53: the records that lead to the domain name with the logical id `domain_id`. */
void sx_rest_emit_record_sets(struct sx_transform *t, const struct sx_rest_api *api, struct sx_string domain_id);
/** usage_plan.c: Auth.UsagePlan: the plan, its API key, and what joins them. */
void sx_rest_emit_usage_plan(struct sx_transform *t, const struct sx_rest_api *api);
/** Combines the conditions of the APIs that share a usage plan, once all are expanded. */
void sx_rest_finish_usage_plan(struct sx_transform *t, struct sx_template *template);

#endif
