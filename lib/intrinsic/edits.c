/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Editing in place, which the reference does and an immutable tree cannot: a node that several resources share changes
 * for all of them when one resolves it. Case globals/shared_parameters shows it.
 */

#include "intrinsic/resolve.h"

/* Addresses as keys: the bytes of the pointer, which must outlive the map. */
static struct sx_string address(struct sx_transform *t, const struct sx_node *node) {
    const struct sx_node **copy = sx_alloc(t, sizeof *copy);
    *copy = node;
    return (struct sx_string){(const char *)copy, sizeof *copy};
}

static const struct sx_node *edit_of(const struct sx_transform *t, const struct sx_map *edits,
                                     const struct sx_node *node) {
    return sx_map_get(t, edits, (struct sx_string){(const char *)&node, sizeof node});
}

void sx_remember_edits(struct sx_transform *t, struct sx_map *edits, const struct sx_node *before,
                       const struct sx_node *after) {
    /* a Ref is replaced where it stands, and so is not itself edited */
    if (before == after || !before || !after || before->kind != after->kind || sx_intrinsic(before, "Ref") ||
        sx_count(before) != sx_count(after) || sx_count(before) == 0)
        return;
    sx_map_set(t, edits, address(t, before), (void *)(uintptr_t)after);
    bool mapping = sx_is_mapping(before);
    for (size_t i = 0; i < sx_count(before); i++)
        sx_remember_edits(t, edits, mapping ? before->mapping.pairs[i].value : before->sequence.items[i],
                          mapping ? after->mapping.pairs[i].value : after->sequence.items[i]);
}

static const struct sx_node *apply(struct sx_transform *t, void *user, const struct sx_node *node) {
    if (!sx_is_mapping(node) && !sx_is_sequence(node))
        return node;
    const struct sx_node *edited = edit_of(t, user, node);
    return edited ? edited : sx_map_children(t, node, apply, user);
}

const struct sx_node *sx_edited(struct sx_transform *t, const struct sx_map *edits, const struct sx_node *node) {
    return edits->count ? apply(t, (void *)(uintptr_t)edits, node) : node;
}
