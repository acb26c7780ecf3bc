/* SPDX-License-Identifier: Apache-2.0 */

/** AWS::Serverless::GraphQLApi: an API of AppSync, with all that it is made of. */
#ifndef SAMX_RESOURCE_GRAPHQL_API_H
#define SAMX_RESOURCE_GRAPHQL_API_H

#include "check/model.h"
#include "resource/resource.h"

/** The API that is being expanded. */
struct sx_graphql_api {
    struct sx_template *template;
    const struct sx_resource *resource;
    struct sx_string id;
    const struct sx_node *properties; /* as the reference's model has converted them */
    const struct sx_node *api_id;     /* Fn::GetAtt of it */
    struct sx_fields data_sources;    /* key in DataSources -> Fn::GetAtt of the name */
    struct sx_fields functions;       /* key in Functions -> its id in AppSync */
    bool needs_none;                  /* a function has no data source: it gets one that does nothing */
};

/** What the values have to be, and are converted to: graphql_api_model.c. */
extern const struct sx_model sx_graphql_api_model;

/** Generates a resource whose id is that of the API and `name`, with the attributes of the API. */
struct sx_emitted *sx_graphql_emit(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_string name,
                                   const char *type, const struct sx_node *properties);
/** The role `name`, which AppSync assumes; the properties that it has beside. */
struct sx_emitted *sx_graphql_emit_role(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_string name,
                                        const struct sx_node *managed_policies);
/** A connector that stands in no template. */
void sx_graphql_connect(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_string name,
                        const struct sx_node *source, const struct sx_node *destination,
                        const struct sx_node *permissions);
/** Says that a URI is a path on this machine, when it is one: the reference does not look at it. Returns `uri`. */
const struct sx_node *sx_graphql_uri(struct sx_transform *t, const char *property, const struct sx_node *uri);

/** NULL for what Python calls false. */
static inline const struct sx_node *sx_if_true(const struct sx_node *value) {
    return sx_is_true(value) ? value : NULL;
}

/* ----------------------------------------------------------------------------------------- graphql_api_auth.c ---- */

/** The properties of AWS::AppSync::GraphQLApi that say who may call it. */
void sx_graphql_authentication(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_fields *properties);
/** Lets the API call the functions that authorize. */
void sx_graphql_connect_authorizers(struct sx_transform *t, const struct sx_graphql_api *api,
                                    const struct sx_fields *properties);

/* ------------------------------------------------------------------------------- graphql_api_data_source.c ------- */

void sx_graphql_emit_data_sources(struct sx_transform *t, struct sx_graphql_api *api);
/** The data source that does nothing. */
struct sx_string sx_graphql_none_data_source(struct sx_transform *t, const struct sx_graphql_api *api);
void sx_graphql_emit_none_data_source(struct sx_transform *t, const struct sx_graphql_api *api);

/* --------------------------------------------------------------------------------- graphql_api_resolver.c -------- */

void sx_graphql_emit_functions(struct sx_transform *t, struct sx_graphql_api *api);
/** After the functions. */
void sx_graphql_emit_resolvers(struct sx_transform *t, const struct sx_graphql_api *api, struct sx_string schema);

#endif
