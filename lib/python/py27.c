/* SPDX-License-Identifier: Apache-2.0 */

#include "python/py27.h"

#include "python/py27_replay.h"

#include <string.h>

enum {
    FAR = 40,            /* tries of one key */
    LARGE = 50000,       /* from here on a table grows by 2 instead of 4 */
    MOST_ANEW = 64,      /* copies, before a large table is replayed */
    REPLAYED_FROM = 100, /* fewer keys are added anew faster than anything is found out about them */
};

/*
 * Over code points, as in a Python 2.7 with wide characters. That would never give -1, an error in C; the reference
 * compares after it has cut the number to 64 bits, so that it does give -1.
 */
uint64_t sx_py27_hash(struct sx_string text) {
    uint64_t hash = 0, length = 0;
    for (size_t at = 0; at < text.length; length++) {
        uint64_t character = (unsigned char)text.bytes[at];
        if (character < 0x80)
            at++;
        else
            character = sx_decode_code_point(text, &at);
        if (length == 0)
            hash = character << 7;
        hash = (1000003 * hash) ^ character;
    }
    return hash ^ length;
}

/* ------------------------------------------------------------------------------------------------------- tables -- */

size_t sx_py27_limit(size_t slot_count) {
    return (slot_count * 2 + 2) / 3;
}

static size_t size_above(size_t wanted) {
    size_t size = SX_PY27_FIRST_SIZE;
    while (size <= wanted)
        size *= 2;
    return size;
}

size_t sx_py27_grown(size_t used) {
    return size_above(used * (used > LARGE ? 2 : 4));
}

size_t sx_py27_natural_size(size_t used) {
    size_t size = SX_PY27_FIRST_SIZE;
    while (used >= sx_py27_limit(size))
        size = sx_py27_grown(sx_py27_limit(size));
    return size;
}

static void ensure_capacity(struct sx_transform *t, struct sx_py27_keys *keys, size_t slot_count) {
    if (slot_count <= keys->capacity)
        return;
    uint32_t *table = sx_alloc_array(t, slot_count, sizeof *table);
    if (keys->slot_count)
        memcpy(table, keys->slots, keys->slot_count * sizeof *table);
    keys->slots = keys->table = table;
    keys->spare = sx_alloc_array(t, slot_count, sizeof *keys->spare);
    keys->capacity = slot_count;
}

static void make_empty(struct sx_py27_keys *keys, size_t slot_count) {
    keys->slot_count = slot_count;
    keys->used = keys->filled = 0;
    keys->displaced = keys->has_shortcuts = false;
    memset(keys->slots, 0, slot_count * sizeof *keys->slots);
}

static void begin(struct sx_transform *t, struct sx_py27_keys *keys) {
    if (keys->slot_count)
        return;
    ensure_capacity(t, keys, SX_PY27_FIRST_SIZE);
    make_empty(keys, SX_PY27_FIRST_SIZE);
}

static size_t find(const struct sx_py27_keys *keys, uint32_t key) {
    struct sx_py27_probe probe = sx_py27_first_probe(keys->hashes.items[key], keys->slot_count);
    while (keys->slots[sx_py27_slot(&probe, keys->slot_count)] != SX_PY27_FIRST_KEY + key)
        sx_py27_next_probe(&probe);
    return sx_py27_slot(&probe, keys->slot_count);
}

/**
 * The first slot from `slot` on that was never used, for a key of which the hash has been used up: all keys then try
 * the slots in one and the same sequence. Who goes far leaves a note in each slot how far, so that keys that were made
 * to collide cannot cost a template the square of their number.
 */
static size_t go_far(struct sx_transform *t, struct sx_py27_keys *keys, size_t slot) {
    size_t end = slot, mask = keys->slot_count - 1;
    if (!keys->shortcuts || keys->shortcut_count < keys->slot_count) {
        keys->shortcut_count = keys->slot_count;
        keys->shortcuts = sx_alloc_array(t, keys->slot_count, sizeof *keys->shortcuts);
        keys->has_shortcuts = false;
    }
    if (!keys->has_shortcuts)
        memset(keys->shortcuts, 0, keys->slot_count * sizeof *keys->shortcuts);
    keys->has_shortcuts = true;
    while (keys->slots[end] != 0)
        end = keys->shortcuts[end] ? keys->shortcuts[end] - 1 : (end * 5 + 1) & mask;
    while (slot != end) {
        size_t next = keys->shortcuts[slot] ? keys->shortcuts[slot] - 1 : (slot * 5 + 1) & mask;
        keys->shortcuts[slot] = (uint32_t)end + 1;
        slot = next;
    }
    return end;
}

/** Puts a key that is not there into a table without dummies. */
static void put_first(struct sx_transform *t, struct sx_py27_keys *keys, uint32_t key) {
    struct sx_py27_probe probe = sx_py27_first_probe(keys->hashes.items[key], keys->slot_count);
    size_t first = sx_py27_slot(&probe, keys->slot_count), slot = first;
    for (int tries = 0; keys->slots[slot] != 0; tries++) {
        if (tries > FAR && probe.perturb == 0) {
            slot = go_far(t, keys, slot);
            break;
        }
        sx_py27_next_probe(&probe);
        slot = sx_py27_slot(&probe, keys->slot_count);
    }
    keys->slots[slot] = SX_PY27_FIRST_KEY + key;
    keys->displaced |= slot != first;
}

/** Moves the keys, in the order of their slots, to another table. */
static void resize(struct sx_transform *t, struct sx_py27_keys *keys, size_t slot_count) {
    size_t old_count = keys->slot_count, used = keys->used;
    sx_py27_leave_replays(keys);
    ensure_capacity(t, keys, slot_count);
    uint32_t *old = keys->table;
    keys->slots = keys->table = keys->spare;
    keys->spare = old;
    make_empty(keys, slot_count);
    for (size_t i = 0; i < old_count; i++)
        if (old[i] >= SX_PY27_FIRST_KEY)
            put_first(t, keys, old[i] - SX_PY27_FIRST_KEY);
    keys->used = keys->filled = used;
}

/** Puts a key that is not there into the first dummy on its way, or else into the first slot that was never used. */
static void put_among_dummies(struct sx_py27_keys *keys, uint32_t key) {
    struct sx_py27_probe probe = sx_py27_first_probe(keys->hashes.items[key], keys->slot_count);
    size_t first = sx_py27_slot(&probe, keys->slot_count), slot = first, dummy = SIZE_MAX;
    while (keys->slots[slot] != 0) {
        if (keys->slots[slot] == SX_PY27_DUMMY && dummy == SIZE_MAX)
            dummy = slot;
        sx_py27_next_probe(&probe);
        slot = sx_py27_slot(&probe, keys->slot_count);
    }
    if (dummy == SIZE_MAX)
        keys->filled++;
    else
        slot = dummy;
    keys->slots[slot] = SX_PY27_FIRST_KEY + key;
    keys->displaced |= slot != first;
}

/* ------------------------------------------------------------------------------------------------------ changes -- */

/** Makes a larger table of one that is two thirds full, dummies included. */
static void grow(struct sx_transform *t, struct sx_py27_keys *keys) {
    if (keys->filled >= sx_py27_limit(keys->slot_count))
        resize(t, keys, sx_py27_grown(keys->used));
}

void sx_py27_add(struct sx_transform *t, struct sx_py27_keys *keys, struct sx_string text) {
    begin(t, keys);
    SX_PUSH(t, &keys->hashes, sx_py27_hash(text));
    keys->settled = false;
    keys->added++;
    uint32_t key = (uint32_t)(keys->hashes.count - 1);
    if (keys->filled == keys->used) {
        if (!sx_py27_replays_add(keys, key))
            put_first(t, keys, key);
        keys->filled++;
    } else {
        put_among_dummies(keys, key);
    }
    keys->used++;
    grow(t, keys);
}

void sx_py27_remove(struct sx_py27_keys *keys, uint32_t key) {
    sx_py27_leave_replays(keys);
    keys->slots[find(keys, key)] = SX_PY27_DUMMY;
    keys->used--;
    keys->settled = false;
}

void sx_py27_reserve(struct sx_transform *t, struct sx_py27_keys *keys, size_t count) {
    if (count == 0)
        return;
    begin(t, keys);
    if (keys->filled + count < sx_py27_limit(keys->slot_count))
        return;
    keys->settled = false;
    resize(t, keys, size_above((keys->used + count) * 2));
}

/* -------------------------------------------------------------------------------------------------- deep copies -- */

static void read_order(const struct sx_py27_keys *keys) {
    size_t count = 0;
    for (size_t i = 0; i < keys->slot_count; i++)
        if (keys->slots[i] >= SX_PY27_FIRST_KEY)
            keys->order[count++] = keys->slots[i] - SX_PY27_FIRST_KEY;
}

static bool is_saved_order(const struct sx_py27_keys *keys) {
    return memcmp(keys->order, keys->saved_order, keys->used * sizeof *keys->order) == 0;
}

static void save_order(struct sx_py27_keys *keys) {
    memcpy(keys->saved_order, keys->order, keys->used * sizeof *keys->order);
}

/** Adds the keys in keys->order to an empty table, and reads the order that they have then. */
static void add_anew(struct sx_transform *t, struct sx_py27_keys *keys) {
    size_t count = keys->used;
    make_empty(keys, SX_PY27_FIRST_SIZE);
    while (keys->used < count) {
        size_t limit = sx_py27_limit(keys->slot_count), end = count < limit ? count : limit;
        for (size_t i = keys->used; i < end; i++)
            put_first(t, keys, keys->order[i]);
        keys->used = keys->filled = end;
        grow(t, keys);
    }
    read_order(keys);
}

/*
 * The order depends on the order before alone, so sooner or later it repeats itself: often at once, and often in turns,
 * when each of two keys that collide comes before the other once the other has been pushed in front of it. Brent's
 * method finds the period. Makes at most so many copies, and returns how many are still to be made.
 */
static size_t copy_anew(struct sx_transform *t, struct sx_py27_keys *keys, size_t times, size_t most) {
    if (keys->order_capacity < keys->used) {
        keys->order_capacity = keys->used * 2;
        keys->order = sx_alloc_array(t, keys->order_capacity, sizeof *keys->order);
        keys->saved_order = sx_alloc_array(t, keys->order_capacity, sizeof *keys->saved_order);
    }
    size_t saved_at = 0, reach = 1, done = 0;
    sx_py27_leave_replays(keys);
    read_order(keys);
    save_order(keys);
    while (done < times && done < most) {
        add_anew(t, keys);
        done++;
        if (is_saved_order(keys)) {
            size_t period = done - saved_at;
            keys->settled = period == 1;
            times = done + (times - done) % period;
            most = times;
        } else if (done - saved_at == reach) {
            save_order(keys);
            saved_at = done;
            reach *= 2;
        }
    }
    return times - done;
}

bool sx_py27_deep_copy(struct sx_transform *t, struct sx_py27_keys *keys, size_t times) {
    if (times == 0 || keys->slot_count == 0 || keys->settled)
        return false;
    if (keys->used == 0) {
        /* no keys, but maybe dummies, or a large table */
        sx_py27_leave_replays(keys);
        make_empty(keys, SX_PY27_FIRST_SIZE);
        keys->settled = true;
        return false;
    }
    bool natural = keys->filled == keys->used && keys->slot_count == sx_py27_natural_size(keys->used);
    if (natural && !keys->displaced) {
        keys->settled = true;
        return false;
    }
    bool large = keys->used >= REPLAYED_FROM;
    if (!large || !natural || keys->added > keys->used / 8)
        times = copy_anew(t, keys, times, large ? MOST_ANEW : SIZE_MAX);
    keys->added = 0;
    if (times > 0)
        times = sx_py27_replay(t, keys, times);
    if (times > 0)
        copy_anew(t, keys, times, SIZE_MAX);
    return true;
}

void sx_py27_clone(struct sx_transform *t, struct sx_py27_keys *keys, struct sx_py27_keys *clone) {
    sx_py27_show(keys);
    *clone = (struct sx_py27_keys){
        .slot_count = keys->slot_count,
        .used = keys->used,
        .filled = keys->filled,
        .displaced = true,
        .settled = keys->settled,
        .added = keys->added,
        .capacity = keys->slot_count,
    };
    if (keys->slot_count == 0)
        return;
    clone->slots = clone->table = sx_alloc_array(t, keys->slot_count, sizeof *clone->table);
    clone->spare = sx_alloc_array(t, keys->slot_count, sizeof *clone->spare);
    memcpy(clone->slots, keys->slots, keys->slot_count * sizeof *clone->slots);
    for (size_t i = 0; i < keys->hashes.count; i++)
        SX_PUSH(t, &clone->hashes, keys->hashes.items[i]);
}
