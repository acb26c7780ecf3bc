/* SPDX-License-Identifier: Apache-2.0 */

/** Connectors: AWS::Serverless::Connector, and what other resource types connect on their own. */
#ifndef SAMX_RESOURCE_CONNECTOR_H
#define SAMX_RESOURCE_CONNECTOR_H

#include "resource/resource.h"

struct sx_connector {
    struct sx_string id;
    struct sx_span where;           /* of the id */
    const struct sx_node *resource; /* its DependsOn and attributes go to what is generated */
    const struct sx_node *source;
    const struct sx_node *destination; /* one, or a list */
    const struct sx_node *permissions;
};

/**
 * Generates for template->current the policies and permissions of a connector whose properties have the right types,
 * and makes those wait that depend on it. The ends are looked up among what was generated so far, and what the template
 * has beside it: so this comes after the resources that it connects.
 */
void sx_connect(struct sx_transform *t, struct sx_template *template, const struct sx_connector *connector);
/** Puts into each resource the DependsOn that connectors have changed: after the last of them. */
void sx_apply_dependencies(struct sx_transform *t, struct sx_template *template);

/* ------------------------------------------------------------------------------------------ connector_end.c ------ */

/** The source or a destination. What is not known is NULL. */
struct sx_connector_end {
    struct sx_string id; /* empty: the connector gives the values itself */
    struct sx_string type;
    struct sx_span where, type_at; /* the id, or the whole and its Type */
    const struct sx_node *role_name;
    const struct sx_node *values[SX_CONNECTOR_VALUE_COUNT];
};

/** `other` is what the connector says of its other end. */
struct sx_connector_end sx_connector_end(struct sx_transform *t, const struct sx_template *template,
                                         const struct sx_connector *connector, const struct sx_node *reference,
                                         const struct sx_node *other);

/* -------------------------------------------------------------------------------------- connector_profile.c ------ */

/** The definitions of all permissions of the profile, with the values of the two ends in them. */
const struct sx_node **sx_connector_definitions(struct sx_transform *t, const struct sx_connector *connector,
                                                const struct sx_connector_profile *profile,
                                                const struct sx_connector_end *source,
                                                const struct sx_connector_end *destination);

/* --------------------------------------------------------------------------------- connector_dependencies.c ------ */

/** Takes in what was expanded since the last time: before the functions below. */
void sx_see_dependencies(struct sx_transform *t, struct sx_template *template);
/** The resource with this id waits for `dependency`; nothing when there is no such resource. */
void sx_add_dependency(struct sx_transform *t, struct sx_template *template, struct sx_string id,
                       struct sx_string dependency);
/** What waits for `id` waits for each of what was generated instead. */
void sx_replace_dependency(struct sx_transform *t, struct sx_template *template, struct sx_string id,
                           struct sx_emitted *const *generated, size_t count);
/** The id of the one event source mapping between the two; empty when there is none, or more than one. */
struct sx_string sx_event_source_mapping(struct sx_transform *t, const struct sx_template *template,
                                         struct sx_string source, struct sx_string function);

#endif
