/* SPDX-License-Identifier: Apache-2.0 */

#include "python/py27_small.h"

#include "python/py27_replay.h"

#include <string.h>

enum {
    SIZE = SX_PY27_SMALL_SIZE,
    LIMIT = (SIZE * 2 + 2) / 3, /* sx_py27_limit() */
    LARGEST_KEY = UINT8_MAX - SX_PY27_FIRST_KEY,
};

_Static_assert((int)SX_PY27_SMALL_SIZE == (int)SX_PY27_FIRST_SIZE, "a small table is one that has not grown");

bool sx_py27_small_add(struct sx_py27_small *small, uint64_t hash, size_t key) {
    struct sx_py27_probe probe = sx_py27_first_probe(hash, SIZE);
    size_t first = sx_py27_slot(&probe, SIZE), slot = first, dummy = SIZE;
    for (; small->slots[slot]; slot = sx_py27_slot(&probe, SIZE)) {
        if (small->slots[slot] == SX_PY27_DUMMY && dummy == SIZE)
            dummy = slot;
        sx_py27_next_probe(&probe);
    }
    if (key > LARGEST_KEY || (dummy == SIZE && small->filled + 1 >= LIMIT))
        return false;
    if (dummy == SIZE)
        small->filled++;
    else
        slot = dummy;
    small->slots[slot] = (uint8_t)(SX_PY27_FIRST_KEY + key);
    small->used++;
    small->displaced |= slot != first;
    small->settled = false;
    return true;
}

void sx_py27_small_remove(struct sx_py27_small *small, size_t key) {
    size_t slot = 0;
    while (small->slots[slot] != SX_PY27_FIRST_KEY + key)
        slot++;
    small->slots[slot] = SX_PY27_DUMMY;
    small->used--;
    small->settled = false;
}

bool sx_py27_small_has_room(const struct sx_py27_small *small, size_t count) {
    return count == 0 || small->filled + count < LIMIT;
}

/** The keys while they are copied; in a table, a key is 1 + its position here. */
struct copying {
    uint8_t slots[SIZE], copy[SIZE], saved[SIZE];
    uint8_t keys[SIZE];
    uint64_t hashes[SIZE];
};

static void read_keys(struct copying *copying, const struct sx_py27_small *small, sx_py27_hash_of hash_of,
                      const void *user) {
    uint8_t count = 0;
    for (size_t slot = 0; slot < SIZE; slot++) {
        if (small->slots[slot] < SX_PY27_FIRST_KEY)
            continue;
        copying->keys[count] = small->slots[slot];
        copying->hashes[count] = hash_of(user, small->slots[slot] - SX_PY27_FIRST_KEY);
        copying->slots[slot] = ++count;
    }
}

/** Adds the keys, in the order of their slots, to an empty table. */
static void add_anew(struct copying *copying) {
    memset(copying->copy, 0, SIZE);
    for (size_t i = 0; i < SIZE; i++) {
        if (!copying->slots[i])
            continue;
        struct sx_py27_probe probe = sx_py27_first_probe(copying->hashes[copying->slots[i] - 1], SIZE);
        while (copying->copy[sx_py27_slot(&probe, SIZE)])
            sx_py27_next_probe(&probe);
        copying->copy[sx_py27_slot(&probe, SIZE)] = copying->slots[i];
    }
    memcpy(copying->slots, copying->copy, SIZE);
}

/** As copy_anew() in py27.c: the tables repeat themselves, and Brent's method finds the period. True: of one copy. */
static bool copy_all(struct copying *copying, size_t times) {
    size_t saved_at = 0, reach = 1;
    bool settled = false;
    memcpy(copying->saved, copying->slots, SIZE);
    for (size_t done = 0; done < times;) {
        add_anew(copying);
        done++;
        if (memcmp(copying->slots, copying->saved, SIZE) == 0) {
            settled = done - saved_at == 1;
            times = done + (times - done) % (done - saved_at);
        } else if (done - saved_at == reach) {
            memcpy(copying->saved, copying->slots, SIZE);
            saved_at = done;
            reach *= 2;
        }
    }
    return settled;
}

bool sx_py27_small_deep_copy(struct sx_py27_small *small, size_t times, sx_py27_hash_of hash_of, const void *user) {
    struct copying copying = {.slots = {0}};
    if (times == 0 || small->settled)
        return false;
    if (small->used == small->filled && !small->displaced) {
        small->settled = true;
        return false;
    }
    read_keys(&copying, small, hash_of, user);
    small->settled = copy_all(&copying, times);
    for (size_t slot = 0; slot < SIZE; slot++)
        small->slots[slot] = copying.slots[slot] ? copying.keys[copying.slots[slot] - 1] : 0;
    small->filled = small->used;
    small->displaced = true; /* maybe */
    return true;
}

void sx_py27_from_small(struct sx_transform *t, struct sx_py27_keys *keys, const struct sx_py27_small *small,
                        size_t count, sx_py27_hash_of hash_of, const void *user) {
    *keys = (struct sx_py27_keys){
        .slot_count = SIZE,
        .used = small->used,
        .filled = small->filled,
        .displaced = true,
        .settled = small->settled,
        .added = small->used,
        .capacity = SIZE,
    };
    keys->slots = keys->table = sx_alloc_array(t, SIZE, sizeof *keys->table);
    keys->spare = sx_alloc_array(t, SIZE, sizeof *keys->spare);
    for (size_t slot = 0; slot < SIZE; slot++)
        keys->slots[slot] = small->slots[slot];
    for (size_t key = 0; key < count; key++)
        SX_PUSH(t, &keys->hashes, hash_of(user, key));
}
