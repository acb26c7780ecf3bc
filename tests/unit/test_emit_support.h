/* SPDX-License-Identifier: Apache-2.0 */

/** What the tests of the writers share: one transform to build trees in, and comparing texts byte for byte. */
#ifndef SAMX_TEST_EMIT_SUPPORT_H
#define SAMX_TEST_EMIT_SUPPORT_H

#include "tree/node.h"

#include <criterion/criterion.h>

static struct sx_diagnostics diagnostics;
static struct sx_transform transform = {.diagnostics = &diagnostics};
static struct sx_transform *const t = &transform;

static inline void close_tree(void) {
    sx_arena_free(&transform.arena);
}

static inline void expect_bytes(struct sx_string actual, struct sx_string expected) {
    cr_expect(sx_string_equal(actual, expected), "got\n%.*s\ninstead of\n%.*s", (int)actual.length, actual.bytes,
              (int)expected.length, expected.bytes);
}

static inline const struct sx_node *new_float(double number) {
    struct sx_node *node = SX_NEW(t, struct sx_node);
    node->kind = SX_FLOAT;
    node->number = number;
    return node;
}

static inline const struct sx_node *new_big(struct sx_string digits) {
    struct sx_node *node = SX_NEW(t, struct sx_node);
    node->kind = SX_INT;
    node->big = true;
    node->string = digits;
    return node;
}

/** [[[...[null]...]]], `depth` levels. */
static inline const struct sx_node *new_nested(size_t depth) {
    const struct sx_node *node = sx_new_null(t);
    while (depth--)
        node = LIST(node);
    return node;
}

/** True when `write` leaves the public entry, with SAMX_LIMIT_EXCEEDED, rather than write more than `limit` bytes. */
static inline bool stops_at(size_t limit, void (*write)(struct sx_transform *, void *), const struct sx_node *node) {
    samx_options *options = samx_options_new();
    samx_options_set_limit(options, SAMX_LIMIT_OUTPUT_BYTES, limit);
    transform.options = options;
    transform.status = SAMX_OK;
    bool finished = sx_protect(t, &transform.entry, write, (void *)node);
    transform.options = NULL;
    samx_options_free(options);
    return !finished && transform.status == SAMX_LIMIT_EXCEEDED;
}

#endif
