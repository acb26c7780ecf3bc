/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The parts of a WebSocket API. lib/resource/websocket_api.c puts them together, in the order in which the reference
 * checks: only the first error of a resource is reported.
 */
#ifndef SAMX_API_WEBSOCKET_API_H
#define SAMX_API_WEBSOCKET_API_H

#include "cfn/cfn.h"

/** An AWS::Serverless::WebSocketApi while it is expanded. Nothing of its attributes but DependsOn is passed on. */
struct sx_websocket_api {
    struct sx_template *template;
    struct sx_resource *resource;
    struct sx_string id;
    const struct sx_node *properties;
    const struct sx_node *auth, *domain, *routes; /* with their parameters put in; NULL: absent */
    const struct sx_node *stage_name;
    const struct sx_node *route_ids; /* the logical ids of the routes, in their order */
};

/** Refuses the API in the reference's words. */
noreturn void sx_refuse_websocket_api(struct sx_transform *t, const struct sx_websocket_api *api, struct sx_span where,
                                      enum sx_rule rule, struct sx_string message);
/** Refuses the API where the reference crashes: "Resource with id [W] is invalid. Property 'PATH' should be a KIND." */
noreturn void sx_refuse_websocket_type(struct sx_transform *t, const struct sx_websocket_api *api,
                                       const struct sx_node *value, const char *path, const char *kind);
/** The tags that SAM puts on the API, its stage and its domain name: {"websocketapi:createdBy": "SAM"} after `tags`. */
const struct sx_node *sx_websocket_tags(struct sx_transform *t, const struct sx_node *tags);

/** websocket_domain.c: Domain: the domain name, its base paths and DNS records. */
void sx_websocket_emit_domain(struct sx_transform *t, const struct sx_websocket_api *api);
/** websocket_route.c: Routes: each with its integration, its permission, and the authorizer of $connect. */
void sx_websocket_emit_routes(struct sx_transform *t, struct sx_websocket_api *api);
/** websocket_authorizer.c: checks Auth, and gives the route $connect what that says. */
void sx_websocket_authorize(struct sx_transform *t, const struct sx_websocket_api *api, struct sx_emitted *route,
                            bool is_connect);
/** The permission that lets API Gateway call the function of the authorizer. */
void sx_websocket_emit_authorizer_permission(struct sx_transform *t, const struct sx_websocket_api *api);

#endif
