/* SPDX-License-Identifier: Apache-2.0 */

#include "base/map.h"

#include <string.h>

enum { FIRST_CAPACITY = 8 };

static uint64_t rotate(uint64_t value, int bits) {
    return (value << bits) | (value >> (64 - bits));
}

static void sip_round(uint64_t v[4]) {
    v[0] += v[1];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[0] = rotate(v[0], 32);
    v[2] += v[3];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[2] = rotate(v[2], 32);
}

/* SipHash-1-3. With a seed that depends on the whole input nobody can bring keys that collide under it. */
uint64_t sx_hash(uint64_t seed, struct sx_string string) {
    uint64_t v[4] = {seed ^ 0x736f6d6570736575ULL, ~seed ^ 0x646f72616e646f6dULL, seed ^ 0x6c7967656e657261ULL,
                     ~seed ^ 0x7465646279746573ULL};
    size_t whole = string.length / 8 * 8;
    for (size_t i = 0; i < whole; i += 8) {
        uint64_t word;
        memcpy(&word, string.bytes + i, 8);
        v[3] ^= word;
        sip_round(v);
        v[0] ^= word;
    }
    uint64_t last = (uint64_t)string.length << 56;
    for (size_t i = whole; i < string.length; i++)
        last |= (uint64_t)(unsigned char)string.bytes[i] << (8 * (i - whole));
    v[3] ^= last;
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xFF;
    sip_round(v);
    sip_round(v);
    sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* With a part of the hash in it, a slot tells mostly by itself that it is another key's: entries are seldom in the
 * cache. */
static uint64_t slot_of(uint64_t hash, size_t index) {
    return (hash & 0xFFFFFFFF00000000ULL) | (uint32_t)(index + 1);
}

static struct sx_map_entry *find(const struct sx_map *map, uint64_t hash, struct sx_string key) {
    if (map->slot_count == 0)
        return NULL;
    size_t mask = map->slot_count - 1;
    for (size_t slot = hash & mask; map->slots[slot]; slot = (slot + 1) & mask) {
        if ((map->slots[slot] ^ hash) >> 32)
            continue;
        struct sx_map_entry *entry = &map->entries[(uint32_t)map->slots[slot] - 1];
        if (entry->hash == hash && sx_string_equal(entry->key, key))
            return entry;
    }
    return NULL;
}

void *sx_map_get_hashed(const struct sx_map *map, uint64_t hash, struct sx_string key) {
    const struct sx_map_entry *entry = find(map, hash, key);
    return entry ? entry->value : NULL;
}

void *sx_map_get(const struct sx_transform *t, const struct sx_map *map, struct sx_string key) {
    return map->count ? sx_map_get_hashed(map, sx_map_hash(t, key), key) : NULL;
}

static void place(struct sx_map *map, size_t index) {
    size_t mask = map->slot_count - 1, slot = map->entries[index].hash & mask;
    while (map->slots[slot])
        slot = (slot + 1) & mask;
    map->slots[slot] = slot_of(map->entries[index].hash, index);
}

static void set_capacity(struct sx_transform *t, struct sx_map *map, size_t capacity) {
    struct sx_map_entry *entries = sx_alloc_array(t, capacity, sizeof *entries);
    if (map->count)
        memcpy(entries, map->entries, map->count * sizeof *entries);
    map->entries = entries;
    map->capacity = capacity;
    map->slot_count = capacity * 2;
    map->slots = sx_alloc_zero(t, map->slot_count * sizeof *map->slots);
    for (size_t i = 0; i < map->count; i++)
        place(map, i);
}

void sx_map_reserve(struct sx_transform *t, struct sx_map *map, size_t count) {
    size_t capacity = FIRST_CAPACITY;
    while (capacity < count)
        capacity *= 2;
    set_capacity(t, map, capacity);
}

void **sx_map_at_hashed(struct sx_transform *t, struct sx_map *map, uint64_t hash, struct sx_string key) {
    struct sx_map_entry *entry = find(map, hash, key);
    if (entry)
        return &entry->value;
    if (map->count == map->capacity)
        set_capacity(t, map, map->capacity ? map->capacity * 2 : FIRST_CAPACITY);
    entry = &map->entries[map->count];
    *entry = (struct sx_map_entry){key, NULL, hash};
    place(map, map->count++);
    return &entry->value;
}

void **sx_map_at(struct sx_transform *t, struct sx_map *map, struct sx_string key) {
    return sx_map_at_hashed(t, map, sx_map_hash(t, key), key);
}

void sx_map_set(struct sx_transform *t, struct sx_map *map, struct sx_string key, void *value) {
    *sx_map_at(t, map, key) = value;
}
