/* SPDX-License-Identifier: Apache-2.0 */

/* Loops of a directed graph: strongly connected components (Tarjan 1972, without recursion), then breadth first. */

#include "lint/graph.h"

enum { SEARCHED = 1000000 }; /* edges looked at to find shortest loops, once each part has one */

struct search {
    struct sx_transform *t;
    const struct sx_graph *graph;
    bool certain;
    size_t *first;       /* of each node: its first edge; one more at the end */
    uint32_t *component; /* of each node, from 1 */
    uint32_t *order;     /* the nodes, component by component */
    size_t ordered;
    uint32_t component_count;
    /* of the components */
    uint32_t *index, *low, *stack, *path;
    size_t *next; /* the edge that is to be followed next */
    /* breadth first */
    const struct sx_edge **reached; /* by which edge; NULL: not reached */
    size_t looked_at;
};

static bool counts(const struct search *search, const struct sx_edge *edge) {
    return edge->from != edge->to && (edge->certain || !search->certain);
}

static void index_edges(struct search *search) {
    const struct sx_graph *graph = search->graph;
    size_t edge = 0;
    for (size_t node = 0; node <= graph->node_count; node++) {
        while (edge < graph->edges.count && graph->edges.items[edge].from < node)
            edge++;
        search->first[node] = edge;
    }
}

static void close_component(struct search *search, uint32_t node, size_t *stacked) {
    search->component_count++;
    uint32_t member;
    do {
        member = search->stack[--*stacked];
        search->component[member] = search->component_count;
        search->order[search->ordered++] = member;
    } while (member != node);
}

/* Follows edges from `root` until all that it reaches is in a component. */
static void find_components_from(struct search *search, uint32_t root, uint32_t *counter, size_t *stacked) {
    size_t depth = 0;
    search->path[depth++] = root;
    search->index[root] = search->low[root] = ++*counter;
    search->stack[(*stacked)++] = root;
    while (depth > 0) {
        uint32_t node = search->path[depth - 1];
        if (search->next[node] == search->first[node + 1]) {
            if (search->low[node] == search->index[node])
                close_component(search, node, stacked);
            if (--depth > 0 && search->low[node] < search->low[search->path[depth - 1]])
                search->low[search->path[depth - 1]] = search->low[node];
            continue;
        }
        const struct sx_edge *edge = &search->graph->edges.items[search->next[node]++];
        if (!counts(search, edge))
            continue;
        if (!search->index[edge->to]) {
            search->path[depth++] = edge->to;
            search->index[edge->to] = search->low[edge->to] = ++*counter;
            search->stack[(*stacked)++] = edge->to;
        } else if (!search->component[edge->to] && search->index[edge->to] < search->low[node]) {
            search->low[node] = search->index[edge->to];
        }
    }
}

static void find_components(struct search *search) {
    uint32_t counter = 0;
    size_t stacked = 0;
    for (size_t node = 0; node < search->graph->node_count; node++)
        search->next[node] = search->first[node];
    for (uint32_t node = 0; node < search->graph->node_count; node++)
        if (!search->index[node])
            find_components_from(search, node, &counter, &stacked);
}

/* ---------------------------------------------------------------------------------------------- shortest loops -- */

static struct sx_loop loop_of(struct search *search, const struct sx_edge *last) {
    struct sx_loop loop = {.count = 1};
    for (uint32_t node = last->from; node != last->to; node = search->reached[node]->from)
        loop.count++;
    loop.edges = sx_alloc_array(search->t, loop.count, sizeof *loop.edges);
    size_t at = loop.count;
    loop.edges[--at] = last;
    for (uint32_t node = last->from; node != last->to; node = search->reached[node]->from)
        loop.edges[--at] = search->reached[node];
    return loop;
}

/* The shortest loop through `start`, breadth first within its component; `queue` has room for that. */
static struct sx_loop loop_through(struct search *search, uint32_t start, uint32_t *queue) {
    size_t done = 0, queued = 0;
    struct sx_loop loop = {0};
    queue[queued++] = start;
    while (done < queued && !loop.count) {
        uint32_t node = queue[done++];
        for (size_t i = search->first[node]; i < search->first[node + 1] && !loop.count; i++) {
            const struct sx_edge *edge = &search->graph->edges.items[i];
            search->looked_at++;
            if (!counts(search, edge) || search->component[edge->to] != search->component[start])
                continue;
            if (edge->to == start) {
                loop = loop_of(search, edge);
            } else if (!search->reached[edge->to]) {
                search->reached[edge->to] = edge;
                queue[queued++] = edge->to;
            }
        }
    }
    for (size_t i = 0; i < queued; i++)
        search->reached[queue[i]] = NULL;
    return loop;
}

/* The members of one component stand together in `order`. */
static struct sx_loop shortest_loop(struct search *search, size_t from, size_t to, uint32_t *queue) {
    struct sx_loop shortest = {0};
    for (size_t i = from; i < to; i++) {
        struct sx_loop loop = loop_through(search, search->order[i], queue);
        if (!shortest.count || (loop.count && loop.count < shortest.count))
            shortest = loop;
        if (shortest.count == 2 || search->looked_at > SEARCHED)
            break;
    }
    return shortest;
}

static void add_self_loops(struct search *search, sx_loops *loops) {
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < search->graph->edges.count; i++) {
        const struct sx_edge *edge = &search->graph->edges.items[i];
        if (edge->from != edge->to || edge->from == last || (search->certain && !edge->certain))
            continue;
        struct sx_loop loop = {sx_alloc(search->t, sizeof *loop.edges), 1};
        loop.edges[0] = edge;
        SX_PUSH(search->t, loops, loop);
        last = edge->from;
    }
}

sx_loops sx_find_loops(struct sx_transform *t, const struct sx_graph *graph, bool certain, bool **parts) {
    size_t count = graph->node_count + 1;
    struct search search = {.t = t, .graph = graph, .certain = certain};
    search.first = sx_alloc_array(t, count, sizeof *search.first);
    search.next = sx_alloc_array(t, count, sizeof *search.next);
    search.component = sx_alloc_zero(t, count * sizeof *search.component);
    search.index = sx_alloc_zero(t, count * sizeof *search.index);
    search.low = sx_alloc_zero(t, count * sizeof *search.low);
    search.order = sx_alloc_zero(t, count * sizeof *search.order);
    search.stack = sx_alloc_zero(t, count * sizeof *search.stack);
    search.path = sx_alloc_zero(t, count * sizeof *search.path);
    search.reached = sx_alloc_zero(t, count * sizeof *search.reached);
    index_edges(&search);
    find_components(&search);

    sx_loops loops = {0};
    *parts = sx_alloc_zero(t, count * sizeof **parts);
    add_self_loops(&search, &loops);
    for (size_t from = 0, to; from < search.ordered; from = to) {
        for (to = from; to < search.ordered; to++)
            if (search.component[search.order[to]] != search.component[search.order[from]])
                break;
        for (size_t i = from; i < to && to - from > 1; i++)
            (*parts)[search.order[i]] = true;
        if (to - from > 1) {
            struct sx_loop loop = shortest_loop(&search, from, to, search.path);
            SX_PUSH(t, &loops, loop);
        }
    }
    return loops;
}
