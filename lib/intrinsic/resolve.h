/* SPDX-License-Identifier: Apache-2.0 */

/** Rewriting trees: what lib/intrinsic and lib/pass share. */
#ifndef SAMX_INTRINSIC_RESOLVE_H
#define SAMX_INTRINSIC_RESOLVE_H

#include "intrinsic/intrinsic.h"

typedef const struct sx_node *(*sx_node_function)(struct sx_transform *t, void *user, const struct sx_node *node);

/** `node` with `function` applied to each of its children; `node` itself when nothing changes. */
const struct sx_node *sx_map_children(struct sx_transform *t, const struct sx_node *node, sx_node_function function,
                                      void *user);
/** The same for a function that leaves scalars, which most children are, as they are: it need not be asked about them.
 */
const struct sx_node *sx_map_collections(struct sx_transform *t, const struct sx_node *node, sx_node_function function,
                                         void *user);

/**
 * Counts a value that takes the place of a Ref, `depth` values deep, against the limits: a value that holds a Ref to
 * its own parameter never ends, and values that hold several others double with each.
 */
void sx_count_parameter(struct sx_transform *t, const struct sx_node *value, struct sx_span where, size_t depth);

/** A {"Fn::Sub": ...} with its text rewritten by `handler`, in both forms; anything else as it is. */
const struct sx_node *sx_rewrite_sub_node(struct sx_transform *t, const struct sx_node *node, sx_sub_handler handler,
                                          void *user);

#endif
