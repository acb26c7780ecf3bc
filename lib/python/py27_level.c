/* SPDX-License-Identifier: Apache-2.0 */

#include "python/py27_level.h"

enum { MOST_PASSES = 4 }; /* for each slot: where keys were made to collide, lists of passes would be long */

/* --------------------------------------------------------------------------------------------------- small parts -- */

/** 1 + the slot of a key; 0: it is not in the level. */
static uint32_t *seat_of(const struct sx_py27_work *work, uint32_t key) {
    return &work->seats[key * work->row];
}

static uint32_t *content_of(const struct sx_py27_work *work, size_t slot) {
    return &work->contents[slot * work->stride];
}

static uint64_t rank_of(const struct sx_py27_work *work, uint32_t key) {
    uint64_t source = work->slot_count_before + work->source[key * work->row];
    uint64_t before = work->seats_before ? work->seats_before[key * work->row] : 0;
    return before ? before : source;
}

static bool is_member(const struct sx_py27_work *work, uint32_t key) {
    uint32_t source = work->source[key * work->row];
    return source && source - 1 < work->bound->slot;
}

static void touch(const struct sx_py27_work *work, uint32_t key) {
    struct sx_py27_replays *all = work->all;
    if (sx_py27_is_in_set(all, &all->touched, key))
        return;
    sx_py27_add_to_set(all, &all->touched, key);
    all->key_states[key].seat_before = *seat_of(work, key);
}

static struct sx_py27_probe first_probe(const struct sx_py27_work *work, uint32_t key) {
    return sx_py27_first_probe(work->all->keys->hashes.items[key], work->level->slot_count);
}

static void seat(const struct sx_py27_work *work, uint32_t key, size_t slot) {
    *content_of(work, slot) = SX_PY27_FIRST_KEY + key;
    *seat_of(work, key) = (uint32_t)slot + 1;
}

/* -------------------------------------------------------------------------------------------------------- passes -- */

static uint32_t new_pass(struct sx_py27_replays *all, struct sx_py27_pass pass) {
    uint32_t index = all->free_pass;
    if (!index) {
        SX_PUSH(all->t, &all->passes, pass);
        return (uint32_t)all->passes.count;
    }
    all->free_pass = all->passes.items[index - 1].next;
    all->passes.items[index - 1] = pass;
    return index;
}

static bool is_pass_of(const struct sx_py27_work *work, const struct sx_py27_pass *pass) {
    return (pass->replays & work->replay_bit) != 0;
}

/**
 * The link to a pass of a key in the list of a slot, one that is of the replay or one that is not yet, or to the end of
 * the list. The way of a key can come to a slot more than once.
 */
static uint32_t *find_pass(const struct sx_py27_work *work, size_t slot, uint32_t key, bool is_there) {
    struct sx_py27_pass *passes = work->all->passes.items;
    uint32_t *link = &work->level->passes[slot];
    while (*link && (passes[*link - 1].key != key || is_pass_of(work, &passes[*link - 1]) != is_there))
        link = &passes[*link - 1].next;
    return link;
}

static void add_pass(const struct sx_py27_work *work, size_t slot, uint32_t key) {
    struct sx_py27_replays *all = work->all;
    uint32_t *first = &work->level->passes[slot], index = *find_pass(work, slot, key, false);
    all->pass_count++;
    if (index)
        all->passes.items[index - 1].replays |= work->replay_bit;
    else
        *first = new_pass(all, (struct sx_py27_pass){key, *first, work->replay_bit});
}

static void drop_pass(const struct sx_py27_work *work, size_t slot, uint32_t key) {
    struct sx_py27_replays *all = work->all;
    uint32_t *link = find_pass(work, slot, key, true), index = *link;
    struct sx_py27_pass *pass = &all->passes.items[index - 1];
    all->pass_count--;
    pass->replays &= ~work->replay_bit;
    if (pass->replays)
        return;
    *link = pass->next;
    pass->next = all->free_pass;
    all->free_pass = index;
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
    for (uint32_t index = work->level->passes[slot]; index; index = passes[index - 1].next) {
        if (!is_pass_of(work, &passes[index - 1]))
            continue;
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
    *content_of(work, slot) = 0;
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
        uint32_t content = *content_of(work, slot);
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
        *content_of(work, left) = 0;
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
        uint32_t content = *content_of(work, slot);
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
    struct sx_py27_replays *all = work->all;
    for (size_t i = 0; i < all->moved_until[work->at]; i++)
        sx_py27_add_to_set(all, &all->affected, all->moved.keys[i]);
}

/** Moves the bound so that the level has as many keys as it can take. Those that come or go are affected. */
static void move_bound(const struct sx_py27_work *work) {
    struct sx_py27_replays *all = work->all;
    struct sx_py27_bound *bound = work->bound;
    while (bound->members > work->level->limit) {
        uint32_t content = work->table[--bound->slot * work->stride];
        if (content) {
            bound->members--;
            sx_py27_add_to_set(all, &all->affected, content - SX_PY27_FIRST_KEY);
        }
    }
    while (bound->members < work->level->limit && bound->slot < all->slot_count) {
        uint32_t content = work->table[bound->slot++ * work->stride];
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
    uint32_t before = all->key_states[key].seat_before, now = *seat_of(work, key);
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
    if (touched->count > level->slot_count / 4)
        for (size_t i = 0; i < level->slot_count; i++)
            if (*content_of(work, i))
                note_change(work, *content_of(work, i) - SX_PY27_FIRST_KEY);
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
        if (all->pass_count > MOST_PASSES * all->slot_count * all->ring_size)
            return false;
    }
    find_changed(work);
    return true;
}
