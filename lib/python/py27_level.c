/* SPDX-License-Identifier: Apache-2.0 */

#include "python/py27_level.h"

enum { MOST_PASSES = 4 }; /* for each slot: where keys were made to collide, lists of passes would be long */

/* --------------------------------------------------------------------------------------------------- small parts -- */

/** The seats of a key, the source included, in one of the replays: each `stride` after the one before. */
static uint32_t *seats_of(const struct sx_py27_work *work, uint32_t key) {
    return &work->seats[(work->source + 1) * work->stride * key];
}

static uint32_t *seat_of(const struct sx_py27_work *work, uint32_t key) {
    return &seats_of(work, key)[work->at * work->stride];
}

static struct sx_py27_place *place_of(const struct sx_py27_work *work, size_t slot) {
    return &work->places[slot * work->stride];
}

static uint64_t rank_of(const struct sx_py27_work *work, uint32_t key) {
    const uint32_t *seats = seats_of(work, key);
    if (work->at > 0 && seats[(work->at - 1) * work->stride])
        return seats[(work->at - 1) * work->stride];
    return work->slot_count_before + seats[work->source * work->stride];
}

static bool is_member(const struct sx_py27_work *work, uint32_t key) {
    uint32_t source = seats_of(work, key)[work->source * work->stride];
    return source && source - 1 < work->bound->slot;
}

static void touch(const struct sx_py27_work *work, uint32_t key) {
    struct sx_py27_replays *all = work->all;
    if (sx_py27_is_in_set(all, &all->touched, key))
        return;
    sx_py27_add_to_set(all, &all->touched, key);
    all->seat_before[key] = *seat_of(work, key);
}

static struct sx_py27_probe first_probe(const struct sx_py27_work *work, uint32_t key) {
    return sx_py27_first_probe(work->all->keys->hashes.items[key], work->level->slot_count);
}

static void seat(const struct sx_py27_work *work, uint32_t key, size_t slot) {
    place_of(work, slot)->content = SX_PY27_FIRST_KEY + key;
    *seat_of(work, key) = (uint32_t)slot + 1;
}

/* -------------------------------------------------------------------------------------------------------- passes -- */

uint32_t sx_py27_new_pass(struct sx_py27_replays *all, uint32_t key, uint32_t next) {
    uint32_t index = all->free_pass;
    struct sx_py27_pass pass = {key, next};
    all->pass_count++;
    if (!index) {
        SX_PUSH(all->t, &all->passes, pass);
        return (uint32_t)all->passes.count;
    }
    all->free_pass = all->passes.items[index - 1].next;
    all->passes.items[index - 1] = pass;
    return index;
}

static void add_pass(const struct sx_py27_work *work, size_t slot, uint32_t key) {
    uint32_t *first = &place_of(work, slot)->passes;
    *first = sx_py27_new_pass(work->all, key, *first);
}

static void drop_pass(const struct sx_py27_work *work, size_t slot, uint32_t key) {
    struct sx_py27_replays *all = work->all;
    uint32_t *link = &place_of(work, slot)->passes;
    while (all->passes.items[*link - 1].key != key)
        link = &all->passes.items[*link - 1].next;
    uint32_t index = *link;
    *link = all->passes.items[index - 1].next;
    all->passes.items[index - 1].next = all->free_pass;
    all->free_pass = index;
    all->pass_count--;
}

/** Drops the passes of a key, from the first time that its way comes to `from` on; SIZE_MAX: from the start. */
static void drop_passes(const struct sx_py27_work *work, uint32_t key, size_t from) {
    size_t end = *seat_of(work, key) - 1;
    struct sx_py27_probe probe = first_probe(work, key);
    bool reached = from == SIZE_MAX;
    for (;; sx_py27_next_probe(&probe)) {
        size_t slot = sx_py27_slot(&probe, work->level->slot_count);
        if (slot == end)
            return;
        reached |= slot == from;
        if (reached)
            drop_pass(work, slot, key);
    }
}

/** The key of the lowest rank that found `slot` taken; UINT32_MAX: none did. */
static uint32_t first_to_pass(const struct sx_py27_work *work, size_t slot) {
    const struct sx_py27_pass *passes = work->all->passes.items;
    uint32_t best = UINT32_MAX;
    uint64_t best_rank = UINT64_MAX;
    for (uint32_t index = place_of(work, slot)->passes; index; index = passes[index - 1].next) {
        uint64_t rank = rank_of(work, passes[index - 1].key);
        if (rank < best_rank) {
            best_rank = rank;
            best = passes[index - 1].key;
        }
    }
    return best;
}

/* --------------------------------------------------------------------------------------------------------- levels --
 */

static void take_out(const struct sx_py27_work *work, uint32_t key) {
    size_t slot = *seat_of(work, key) - 1;
    touch(work, key);
    drop_passes(work, key, SIZE_MAX);
    place_of(work, slot)->content = 0;
    *seat_of(work, key) = 0;
    SX_PUSH(work->all->t, &work->all->vacated, slot);
}

/** True when a key of higher rank is in the way of this one. */
static bool is_obstructed(const struct sx_py27_work *work, uint32_t key) {
    size_t end = *seat_of(work, key) - 1;
    uint64_t rank = rank_of(work, key);
    struct sx_py27_probe probe = first_probe(work, key);
    for (;; sx_py27_next_probe(&probe)) {
        size_t slot = sx_py27_slot(&probe, work->level->slot_count);
        if (slot == end)
            return false;
        uint32_t content = place_of(work, slot)->content;
        if (content && rank_of(work, content - SX_PY27_FIRST_KEY) > rank)
            return true;
    }
}

/** Takes a key out that has a new rank, if it must be; and the keys that it is now in the way of. */
static void reconsider(const struct sx_py27_work *work, uint32_t key) {
    bool member = is_member(work, key);
    if (*seat_of(work, key)) {
        if (!member || is_obstructed(work, key)) {
            take_out(work, key);
        } else {
            size_t slot = *seat_of(work, key) - 1;
            uint64_t rank = rank_of(work, key);
            for (uint32_t other = first_to_pass(work, slot); other != UINT32_MAX && rank_of(work, other) < rank;
                 other = first_to_pass(work, slot)) {
                take_out(work, other);
                if (is_member(work, other))
                    sx_py27_add_to_set(work->all, &work->all->entering, other);
            }
            return;
        }
    }
    if (member)
        sx_py27_add_to_set(work->all, &work->all->entering, key);
}

/** Lets a key move up to a slot that was vacated, another to the slot that this one leaves, and so on. */
static void fill(const struct sx_py27_work *work, size_t slot) {
    for (uint32_t key = first_to_pass(work, slot); key != UINT32_MAX; key = first_to_pass(work, slot)) {
        size_t left = *seat_of(work, key) - 1;
        touch(work, key);
        drop_passes(work, key, slot);
        place_of(work, left)->content = 0;
        seat(work, key, slot);
        slot = left;
    }
}

/** Puts a key in; a key of higher rank whose slot it takes goes on from there. */
static void put_in(const struct sx_py27_work *work, uint32_t key) {
    struct sx_py27_probe probe = first_probe(work, key);
    uint64_t rank = rank_of(work, key);
    touch(work, key);
    for (;; sx_py27_next_probe(&probe)) {
        size_t slot = sx_py27_slot(&probe, work->level->slot_count);
        uint32_t content = place_of(work, slot)->content;
        if (!content) {
            seat(work, key, slot);
            return;
        }
        uint32_t other = content - SX_PY27_FIRST_KEY;
        uint64_t other_rank = rank_of(work, other);
        if (rank < other_rank) {
            touch(work, other);
            seat(work, key, slot);
            *seat_of(work, other) = 0;
            key = other;
            rank = other_rank;
            for (probe = first_probe(work, key); sx_py27_slot(&probe, work->level->slot_count) != slot;)
                sx_py27_next_probe(&probe);
        }
        add_pass(work, slot, key);
    }
}

/** The keys that moved in the source are affected where they are in the level, or were. */
static void add_moved(const struct sx_py27_work *work) {
    const struct sx_py27_key_set *moved = &work->all->moved;
    for (size_t i = 0; i < moved->count; i++)
        if (*seat_of(work, moved->keys[i]) || is_member(work, moved->keys[i]))
            sx_py27_add_to_set(work->all, &work->all->affected, moved->keys[i]);
}

/** Moves the bound so that the level has as many keys as it can take. Those that come or go are affected. */
static void move_bound(const struct sx_py27_work *work) {
    struct sx_py27_replays *all = work->all;
    struct sx_py27_bound *bound = work->bound;
    const struct sx_py27_place *table = sx_py27_table_of(all);
    while (bound->members > work->level->limit) {
        uint32_t content = table[--bound->slot * work->stride].content;
        if (content) {
            bound->members--;
            sx_py27_add_to_set(all, &all->affected, content - SX_PY27_FIRST_KEY);
        }
    }
    while (bound->members < work->level->limit && bound->slot < all->slot_count) {
        uint32_t content = table[bound->slot++ * work->stride].content;
        if (content) {
            bound->members++;
            sx_py27_add_to_set(all, &all->affected, content - SX_PY27_FIRST_KEY);
        }
    }
}

/** What a key in a slot adds to a fingerprint; nothing where it has none. */
static uint64_t print_of(uint32_t key, uint32_t seat) {
    uint64_t bits = ((uint64_t)key << 32 | seat) * 0x9E3779B97F4A7C15u;
    return seat ? (bits ^ bits >> 29) * 0xBF58476D1CE4E5B9u : 0;
}

static void note_change(const struct sx_py27_work *work, uint32_t key) {
    struct sx_py27_replays *all = work->all;
    uint32_t before = all->seat_before[key], now = *seat_of(work, key);
    if (!sx_py27_is_in_set(all, &all->touched, key) || before == now || sx_py27_is_in_set(all, &all->changed, key))
        return;
    sx_py27_add_to_set(all, &all->changed, key);
    if (work->at + 1 == all->level_count)
        work->replay->fingerprint += print_of(key, now) - print_of(key, before);
}

/** The keys that the level leaves in another slot. Many are put in their order, so that nobody pushes others away. */
static void find_changed(const struct sx_py27_work *work) {
    const struct sx_py27_level *level = work->level;
    const struct sx_py27_key_set *touched = &work->all->touched;
    sx_py27_clear_set(work->all, &work->all->changed);
    if (touched->count > level->slot_count / 4)
        for (size_t i = 0; i < level->slot_count; i++)
            if (place_of(work, i)->content)
                note_change(work, place_of(work, i)->content - SX_PY27_FIRST_KEY);
    for (size_t i = 0; i < touched->count; i++)
        note_change(work, touched->keys[i]);
}

bool sx_py27_work_out(const struct sx_py27_work *work) {
    struct sx_py27_replays *all = work->all;
    add_moved(work);
    move_bound(work);
    sx_py27_clear_set(all, &all->touched);
    sx_py27_clear_set(all, &all->entering);
    all->vacated.count = 0;
    for (size_t i = 0; i < all->affected.count; i++)
        reconsider(work, all->affected.keys[i]);
    for (size_t i = 0; i < all->vacated.count; i++)
        fill(work, all->vacated.items[i]);
    for (size_t i = 0; i < all->entering.count; i++) {
        put_in(work, all->entering.keys[i]);
        if (all->pass_count > MOST_PASSES * all->slot_count * work->stride)
            return false;
    }
    find_changed(work);
    return true;
}
