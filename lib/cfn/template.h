/* SPDX-License-Identifier: Apache-2.0 */

/** The template while it is transformed, and the CloudFormation resources that come out of it. */
#ifndef SAMX_CFN_TEMPLATE_H
#define SAMX_CFN_TEMPLATE_H

#include "check/check.h"
#include "intrinsic/intrinsic.h"
#include "python/object.h"

struct sx_resource;

/** A CloudFormation resource that was generated. It may be changed until the pass `assemble`. */
struct sx_emitted {
    struct sx_string id;
    uint64_t id_hash; /* sx_map_hash() of it */
    const char *type;
    const struct sx_cloudformation_spec *spec; /* NULL for a type that spec/cloudformation.yaml does not have */
    const struct sx_node *depends_on;          /* NULL: none */
    struct sx_fields *attributes;              /* Condition, DeletionPolicy, ...; NULL: none */
    struct sx_fields properties;
    const struct sx_node *cause;
    /* once sx_accept_emitted() made it part of the template */
    bool accepted;
    struct sx_emitted *successor;       /* what was generated later under the same id, and takes its place; or NULL */
    const struct sx_resource *resource; /* the entry of Resources that has the same id; or NULL */
    size_t placed;                      /* the number of the assembly that placed it last; 0: none */
};

/** The attributes of a SAM resource that go to what it generates: Condition, DeletionPolicy, UpdateReplacePolicy. */
struct sx_attributes {
    const struct sx_node *condition, *deletion_policy, *update_replace_policy; /* NULL: absent */
};

/** One entry of Resources. */
struct sx_resource {
    struct sx_object object; /* what template->ids has for it, so that its order leads to the resource; comes first */
    struct sx_string id;
    uint64_t id_hash; /* sx_map_hash() of it */
    struct sx_span id_span;
    const struct sx_node *node;   /* as it stands now: passes, and events of other resources, replace it */
    struct sx_string type;        /* "Type" of the node, empty when not a string; sx_add_resource() sets both */
    struct sx_object *properties; /* of an API: Properties as the reference edits them; see sx_resource_properties() */
    struct sx_document *definition; /* of an API: the document that is DefinitionBody; see sx_resource_definition() */
    struct sx_object *events; /* of a Function or StateMachine in a template with a REST API: its Events; or NULL */
    bool rest_events, http_events;     /* of those: it has some of type Api, HttpApi; the pass `python27` sets both */
    const struct sx_node *policies;    /* of those: Policies without policy templates; NULL: as in Properties */
    bool embedded;                     /* a connector inside of another resource: its id was made, and not written */
    const struct sx_node *permissions; /* of a bucket: what it must wait for, a list; or NULL. See lib/event/s3.c */
    struct sx_map *notified;           /* of a bucket: its notifications, by their text */
    bool refused;                      /* an error was found: it is not expanded */
    bool expanded;                     /* `emitted` takes its place */
    SX_VECTOR(struct sx_emitted *) emitted;
};

/** Who waits for whom; see lib/resource/connector_dependencies.c. */
struct sx_dependency_index;

/** Events of one resource; see lib/event/event.h. */
struct sx_events;

/** What one Function asks of CodeDeploy; see lib/cfn/deployment.h. */
struct sx_deployment;

struct sx_template {
    const struct sx_node *root; /* all sections; Resources and Conditions are kept below, until `assemble` */
    struct sx_string region, partition;
    SX_VECTOR(struct sx_resource *) resources;
    struct sx_map by_id;   /* logical id -> struct sx_resource * */
    struct sx_map emitted; /* logical id -> the struct sx_emitted * that was generated last under it */
    const struct sx_node *conditions_section; /* as written, or NULL */
    struct sx_fields conditions;              /* that section, and what was generated */
    const struct sx_node *mappings;           /* NULL: no such section */
    struct sx_parameters parameters;
    struct sx_map managed_policies; /* name -> const char *, from the options */
    struct sx_map applications;     /* logical id -> struct sx_application *: see lib/cfn/application.h */
    struct sx_map references;       /* "F.Alias" -> const struct sx_string *: its id; see the pass `references` */
    struct sx_map renamed;          /* logical id -> const struct sx_string *: the id it was changed to */
    SX_VECTOR(struct sx_deployment *) deployments;
    struct sx_resource *current; /* the resource that is being expanded */
    struct sx_events *events;    /* of that: see lib/event/event.h */
    bool python27;               /* the template has a REST API: the reference imitates Python 2.7's dictionaries */
    bool http_events;            /* some resource has events of type HttpApi */
    bool conditional;            /* some resource has a condition */
    struct sx_object *ids;       /* such a dictionary of the resources by logical id; NULL without a REST API */
    SX_VECTOR(struct sx_resource *) order;    /* the resources in the order in which the reference goes through them */
    SX_VECTOR(struct sx_resource *) expanded; /* those that were expanded, in the order of their expansion */
    struct sx_dependency_index *dependencies; /* see lib/resource/connector_dependencies.c; NULL until a connector */
    struct sx_map function_names; /* id of a REST API -> const struct sx_string *: the FunctionNames of its Functions */
    struct sx_map record_set_groups; /* logical id -> struct sx_emitted *: Route 53, one per hosted zone */
    struct sx_shared_usage_plan *shared_usage_plan; /* see lib/api/usage_plan.c; NULL until an API uses it */
    struct sx_map destinations;                     /* see lib/resource/function_invoke.c */
    size_t assemblies;                              /* so many times sx_assemble() was called */
    struct sx_map edits; /* nodes that the reference edits in place: see sx_remember_edits() */
};

/** True when there is a Conditions section: the template's, or what the conditions of an implicit API have made. */
bool sx_has_conditions(const struct sx_template *template);
/** The entry of Resources with this id, or NULL. */
struct sx_resource *sx_find_resource(const struct sx_transform *t, const struct sx_template *template,
                                     struct sx_string id);
/**
 * Suggests, for the finding that comes next, the entry whose id is nearest to `id`, among those of a type (NULL: of
 * all).
 */
void sx_suggest_resource(struct sx_transform *t, const struct sx_template *template, struct sx_string id,
                         const char *type);
/** Adds an entry, or replaces the node of the one that has this id. */
struct sx_resource *sx_add_resource(struct sx_transform *t, struct sx_template *template, struct sx_string id,
                                    struct sx_span id_span, const struct sx_node *node);
/** Takes an entry out again. */
void sx_remove_resource(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource);
/** Fills template->order anew: after resources were added or removed. */
void sx_order_resources(struct sx_transform *t, struct sx_template *template);

/**
 * Says that a walk through `resources` is going to look at what comes behind `index`: in a large template that is in no
 * cache. A resource tells where its node is; most of what that is made of was made, and stands, just before it. What
 * its objects are made of stands behind them.
 */
void sx_expect_resources(struct sx_resource *const *resources, size_t count, size_t index);

/** The "Type" of a resource's node; empty when it is not a string. */
struct sx_string sx_type_of(const struct sx_transform *t, const struct sx_node *node);

/**
 * Properties of an API as a Python dictionary, which is edited in place from then on; an empty one is set when there
 * are none.
 */
struct sx_object *sx_resource_properties(struct sx_transform *t, const struct sx_template *template,
                                         struct sx_resource *resource);
/** The DefinitionBody of an API as a document; NULL when there is none, or it is no dictionary. */
struct sx_document *sx_resource_definition(struct sx_transform *t, const struct sx_template *template,
                                           struct sx_resource *resource);
/** Sets DefinitionBody to another dictionary. */
struct sx_document *sx_set_resource_definition(struct sx_transform *t, const struct sx_template *template,
                                               struct sx_resource *resource, struct sx_object *body);

/** The template as it stands, as one tree. */
const struct sx_node *sx_assemble(struct sx_transform *t, struct sx_template *template);

/**
 * Generates a CloudFormation resource for template->current. `properties` may be NULL; null values are left out. An id
 * that is not alphanumeric is refused here; one that another resource of the template has, by the pass `expand`, once
 * the whole resource is expanded. A later emission under the same id replaces the earlier one.
 */
struct sx_emitted *sx_emit(struct sx_transform *t, struct sx_template *template, struct sx_string id, const char *type,
                           const struct sx_node *properties);
/**
 * The same for what was emitted before under its id and type, where only what is emitted last counts: nothing is left
 * of its properties and attributes.
 */
void sx_emit_again(struct sx_transform *t, struct sx_template *template, struct sx_emitted *emitted,
                   const struct sx_node *properties);
/** Makes a generated resource part of the template, in the place of any that was generated under the same id. */
void sx_accept_emitted(struct sx_transform *t, struct sx_template *template, struct sx_emitted *emitted,
                       const struct sx_resource *resource);
/** Sets a property; NULL and null do nothing. */
void sx_set(struct sx_transform *t, struct sx_emitted *emitted, const char *property, const struct sx_node *value);
const struct sx_node *sx_emitted_get(const struct sx_transform *t, const struct sx_emitted *emitted,
                                     const char *property);
/** Where resources of a type stand among all that a resource emits. */
struct sx_emitted_rank {
    const char *type;
    size_t rank;
};
/**
 * Puts what the resource has emitted in the order of its ranks: the parts of an API are made in the order in which they
 * are checked, which is another. `ranks` ends with the type NULL, which has the last rank, that of all other types.
 */
void sx_sort_emitted(struct sx_transform *t, struct sx_resource *resource, const struct sx_emitted_rank *ranks);
/** The properties as they are now, as a mapping. */
const struct sx_node *sx_emitted_properties(struct sx_transform *t, struct sx_emitted *emitted);

/** The attributes of a resource's node that are passed on. Null counts as present, as in the reference. */
struct sx_attributes sx_attributes_of(const struct sx_transform *t, const struct sx_node *resource);
/** Puts them on a generated resource. */
void sx_set_attributes(struct sx_transform *t, struct sx_emitted *emitted, struct sx_attributes attributes);
void sx_set_attribute(struct sx_transform *t, struct sx_emitted *emitted, const char *name,
                      const struct sx_node *value);
/** Puts every attribute that the reference keeps on it: also UpdatePolicy and Metadata; and DependsOn. */
void sx_set_all_attributes(struct sx_transform *t, struct sx_emitted *emitted, const struct sx_node *resource);

#endif
