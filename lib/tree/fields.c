/* SPDX-License-Identifier: Apache-2.0 */

/* A mapping under construction. */

#include "tree/node.h"

#include <string.h>

enum { INDEXED_FROM = 12 };

/* The map holds 1 + position as a pointer-sized number. */
static void *as_value(size_t position) {
    return (void *)(uintptr_t)(position + 1);
}

static size_t find(const struct sx_transform *t, const struct sx_fields *fields, struct sx_string key) {
    if (fields->index)
        return (size_t)(uintptr_t)sx_map_get(t, fields->index, key) - 1;
    for (size_t i = 0; i < fields->pairs.count; i++)
        if (sx_string_equal(fields->pairs.items[i].key, key))
            return i;
    return SIZE_MAX;
}

/* Appending does not disturb a node that shares the array, for the node knows how many entries are its own. */
static void unshare(struct sx_transform *t, struct sx_fields *fields) {
    if (!fields->shared)
        return;
    struct sx_pair *copy = sx_alloc_array(t, fields->pairs.capacity, sizeof *copy);
    memcpy(copy, fields->pairs.items, fields->pairs.count * sizeof *copy);
    fields->pairs.items = copy;
    fields->shared = false;
}

static void make_index(struct sx_transform *t, struct sx_fields *fields) {
    fields->index = SX_NEW(t, struct sx_map);
    for (size_t i = 0; i < fields->pairs.count; i++)
        sx_map_set(t, fields->index, fields->pairs.items[i].key, as_value(i));
}

void sx_fields_begin(struct sx_transform *t, struct sx_fields *fields, const struct sx_node *mapping) {
    size_t count = sx_count(mapping);
    if (count == 0)
        return;
    fields->pairs.items = (struct sx_pair *)(uintptr_t)mapping->mapping.pairs; /* not written to while it is shared */
    fields->pairs.count = fields->pairs.capacity = count;
    fields->shared = true;
    if (count >= INDEXED_FROM)
        make_index(t, fields);
}

void sx_fields_reserve(struct sx_transform *t, struct sx_fields *fields, size_t count) {
    fields->pairs.items = sx_alloc_array(t, count, sizeof *fields->pairs.items);
    fields->pairs.capacity = count;
}

/* Most mappings are short, and get few entries more than it was thought. */
static void make_room(struct sx_transform *t, struct sx_fields *fields) {
    size_t count = fields->pairs.count;
    if (count < fields->pairs.capacity)
        return;
    fields->pairs.capacity = count < INDEXED_FROM ? count + 4 : count * 2;
    struct sx_pair *copy = sx_alloc_array(t, fields->pairs.capacity, sizeof *copy);
    if (count)
        memcpy(copy, fields->pairs.items, count * sizeof *copy);
    fields->pairs.items = copy;
    fields->shared = false;
}

void sx_fields_set_at(struct sx_transform *t, struct sx_fields *fields, struct sx_string key, struct sx_span key_span,
                      const struct sx_node *value) {
    if (!value)
        return;
    size_t position = find(t, fields, key);
    if (position != SIZE_MAX) {
        unshare(t, fields);
        fields->pairs.items[position].value = value;
        return;
    }
    make_room(t, fields);
    fields->pairs.items[fields->pairs.count++] = (struct sx_pair){key, key_span, value};
    size_t count = fields->pairs.count;
    if (fields->index)
        sx_map_set(t, fields->index, key, as_value(count - 1));
    else if (count >= INDEXED_FROM)
        make_index(t, fields);
}

void sx_fields_set(struct sx_transform *t, struct sx_fields *fields, struct sx_string key,
                   const struct sx_node *value) {
    sx_fields_set_at(t, fields, key, (struct sx_span){0, 0}, value);
}

const struct sx_node *sx_fields_get(const struct sx_transform *t, const struct sx_fields *fields,
                                    struct sx_string key) {
    size_t position = find(t, fields, key);
    return position == SIZE_MAX ? NULL : fields->pairs.items[position].value;
}

void sx_fields_set_all(struct sx_transform *t, struct sx_fields *fields, const struct sx_node *mapping) {
    for (size_t i = 0; i < sx_count(mapping); i++) {
        const struct sx_pair *pair = &mapping->mapping.pairs[i];
        sx_fields_set_at(t, fields, pair->key, pair->key_span, pair->value);
    }
}

const struct sx_node *sx_fields_node(struct sx_transform *t, struct sx_fields *fields, const struct sx_node *like) {
    fields->shared = fields->pairs.count > 0;
    return sx_new_mapping_of(t, like, fields->pairs.items, fields->pairs.count);
}
