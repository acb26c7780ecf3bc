/* SPDX-License-Identifier: Apache-2.0 */

/** Intrinsic functions: recognising, building and resolving them as far as the template's own text allows. */
#ifndef SAMX_INTRINSIC_INTRINSIC_H
#define SAMX_INTRINSIC_INTRINSIC_H

#include "tree/node.h"

/* -------------------------------------------------------------------------------------------------- recognising -- */

/** A mapping with one entry whose key is Ref, Condition or begins with "Fn::". */
bool sx_is_intrinsic(const struct sx_node *node);
/** The argument of the intrinsic `name` ("Ref", "Fn::If", ...), or NULL when `node` is not that intrinsic. */
const struct sx_node *sx_intrinsic(const struct sx_node *node, const char *name);
/** {"Ref": "AWS::NoValue"}. */
bool sx_is_no_value(const struct sx_node *node);
/** An Fn::If that has its three arguments. */
bool sx_is_whole_if(const struct sx_node *node);
/** The logical id in {"Ref": id}, {"Fn::GetAtt": [id, attribute]} or {"Fn::GetAtt": "id.attribute"}; else empty. */
struct sx_string sx_logical_id_of(const struct sx_node *node);

/* ----------------------------------------------------------------------------------------------------- building -- */

const struct sx_node *sx_new_ref(struct sx_transform *t, struct sx_string id);
const struct sx_node *sx_new_get_att(struct sx_transform *t, struct sx_string id, const char *attribute);
/** {"Fn::Sub": text}, or {"Fn::Sub": [text, variables]} when there are variables. */
const struct sx_node *sx_new_sub(struct sx_transform *t, struct sx_string text, const struct sx_node *variables);
/** {"Fn::If": [condition, yes, no]}; no value when `no` is none. */
const struct sx_node *sx_new_if(struct sx_transform *t, const struct sx_node *condition, const struct sx_node *yes,
                                const struct sx_node *no);
#define REF(id) sx_new_ref(t, (id))
#define GET_ATT(id, attribute) sx_new_get_att(t, (id), (attribute))
#define SUB(literal, variables) sx_new_sub(t, STR(literal), (variables))

/* ---------------------------------------------------------------------------------------------------- resolving -- */

/** Parameter values by name: given ones, defaults, pseudo parameters. */
struct sx_parameters {
    struct sx_map values; /* name -> const struct sx_node * */
};

/** The value that a parameter has, or NULL: unknown, or known only when the stack is made. */
const struct sx_node *sx_parameter(const struct sx_transform *t, const struct sx_parameters *parameters,
                                   struct sx_string name);

/** `node` with each Ref to a parameter, and each ${parameter} in Fn::Sub, replaced by the value, at any depth. */
const struct sx_node *sx_resolve(struct sx_transform *t, const struct sx_parameters *parameters,
                                 const struct sx_node *node);
/**
 * What the reference leaves of `node` when it resolves it: it edits in place, so all that lies inside is resolved, but
 * a node that is itself a Ref stays as it was written.
 */
const struct sx_node *sx_resolve_inside(struct sx_transform *t, const struct sx_parameters *parameters,
                                        const struct sx_node *node);

/**
 * Remembers, in a map by address, what the reference's editing in place makes of `before` and of what lies inside it:
 * whoever shares one of these nodes (Globals make that possible) shows the edited one too. sx_edited() applies it.
 */
void sx_remember_edits(struct sx_transform *t, struct sx_map *edits, const struct sx_node *before,
                       const struct sx_node *after);
const struct sx_node *sx_edited(struct sx_transform *t, const struct sx_map *edits, const struct sx_node *node);

/** `node` with each Fn::FindInMap that names its map and keys by literals replaced by the value. NULL mappings: none.
 */
const struct sx_node *sx_resolve_mappings(struct sx_transform *t, const struct sx_node *mappings,
                                          const struct sx_node *node);

/**
 * Rewrites every ${reference} of a Fn::Sub text: `handler` gets what stands between the braces, and returns the text
 * that takes the place of the whole "${...}", or {NULL, 0} to leave it.
 */
typedef struct sx_string (*sx_sub_handler)(struct sx_transform *t, void *user, struct sx_string reference);
struct sx_string sx_rewrite_sub(struct sx_transform *t, struct sx_string text, sx_sub_handler handler, void *user);

#endif
