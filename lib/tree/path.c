/* SPDX-License-Identifier: Apache-2.0 */

#include "tree/node.h"

static bool spans(struct sx_span outer, struct sx_span inner) {
    return outer.start <= inner.start && inner.end <= outer.end && outer.end > outer.start;
}

/*
 * One step from `node` towards `where`; NULL at the end of the way. An alias stands elsewhere than the node that it
 * shares, so a child is taken only when its own text holds the place.
 */
static const struct sx_node *step(struct sx_buffer *path, const struct sx_node *node, struct sx_span where,
                                  struct sx_transform *t) {
    for (size_t i = 0; i < sx_count(node); i++) {
        bool mapping = sx_is_mapping(node);
        const struct sx_pair *pair = mapping ? &node->mapping.pairs[i] : NULL;
        const struct sx_node *child = mapping ? pair->value : node->sequence.items[i];
        bool on_key = mapping && spans(pair->key_span, where);
        if (!on_key && !spans(child->span, where))
            continue;
        if (mapping) {
            if (path->length)
                sx_buffer_add_byte(path, '.');
            sx_buffer_add(path, pair->key);
        } else {
            sx_buffer_add_byte(path, '[');
            sx_buffer_add(path, sx_string_from_int(t, (long long)i));
            sx_buffer_add_byte(path, ']');
        }
        return on_key ? NULL : child;
    }
    return NULL;
}

const char *sx_path_of(struct sx_transform *t, const struct sx_node *root, struct sx_span where) {
    struct sx_buffer path = {.t = t};
    if (where.end > where.start)
        for (const struct sx_node *node = root; node;)
            node = step(&path, node, where, t);
    return sx_string_terminated(t, sx_buffer_string(&path));
}
