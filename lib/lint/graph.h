/* SPDX-License-Identifier: Apache-2.0 */

/** Loops of a directed graph: who refers to whom. */
#ifndef SAMX_LINT_GRAPH_H
#define SAMX_LINT_GRAPH_H

#include "lint/lint.h"

struct sx_edge {
    uint32_t from, to;
    const struct sx_node *node; /* what refers */
    struct sx_string name;      /* and by which name */
    bool certain;               /* no Fn::If decides whether it counts */
    bool depends_on;
};

/** Edges stand in the order of the nodes that they come from. Zero-initialise, set the number of nodes. */
struct sx_graph {
    size_t node_count;
    SX_VECTOR(struct sx_edge) edges;
};

/** Edges, each of which begins where the one before it ends, and the first where the last ends. */
struct sx_loop {
    const struct sx_edge **edges;
    size_t count;
};
typedef SX_VECTOR(struct sx_loop) sx_loops;

/**
 * One loop for each part of the graph in which every node reaches every other: the shortest, unless the part is so
 * large that finding it would take long. Takes time in proportion to the graph. Edges from a node to itself are loops
 * of their own. With `certain`, only edges that are certain count. The nodes of such parts are marked in `*parts`.
 */
sx_loops sx_find_loops(struct sx_transform *t, const struct sx_graph *graph, bool certain, bool **parts);

#endif
