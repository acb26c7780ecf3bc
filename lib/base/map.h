/* SPDX-License-Identifier: Apache-2.0 */

/**
 * A hash map from text to a number or a pointer, in insertion order. The hash is seeded from the input of the
 * transform, so that a template cannot bring keys that collide.
 */
#ifndef SAMX_BASE_MAP_H
#define SAMX_BASE_MAP_H

#include "base/string.h"

uint64_t sx_hash(uint64_t seed, struct sx_string string);

struct sx_map_entry {
    struct sx_string key;
    void *value;
    uint64_t hash;
};

/** Zero-initialise. `entries` may be walked in order: 0 .. count - 1. */
struct sx_map {
    struct sx_map_entry *entries;
    size_t count, capacity;
    uint64_t *slots; /* 1 + index into entries, and above it 32 bits of the hash; 0 is free */
    size_t slot_count;
};

/** The value of `key`, or NULL. */
void *sx_map_get(const struct sx_transform *t, const struct sx_map *map, struct sx_string key);
/** Where the value of `key` (borrowed) is; made, as NULL, at the end when there is none. Until the next is made. */
void **sx_map_at(struct sx_transform *t, struct sx_map *map, struct sx_string key);
/** Sets `key` (borrowed) to `value`, in the place where it already is, else at the end. */
void sx_map_set(struct sx_transform *t, struct sx_map *map, struct sx_string key, void *value);
/** Makes room for so many entries in a map that has none yet. */
void sx_map_reserve(struct sx_transform *t, struct sx_map *map, size_t count);

/* For who looks for one key in several maps, or has the hash of a key still: all maps of a transform hash alike. */
static inline uint64_t sx_map_hash(const struct sx_transform *t, struct sx_string key) {
    return sx_hash(t->hash_seed, key);
}
void *sx_map_get_hashed(const struct sx_map *map, uint64_t hash, struct sx_string key);
void **sx_map_at_hashed(struct sx_transform *t, struct sx_map *map, uint64_t hash, struct sx_string key);
/** Says that a key with this hash is soon going to be looked for. */
static inline void sx_map_expect(const struct sx_map *map, uint64_t hash) {
    if (map->slot_count)
        sx_prefetch(&map->slots[hash & (map->slot_count - 1)]);
}

#endif
