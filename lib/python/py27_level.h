/* SPDX-License-Identifier: Apache-2.0 */

/** One level of the tables that a deep copy goes through: see py27_replay.c. */
#ifndef SAMX_PYTHON_PY27_LEVEL_H
#define SAMX_PYTHON_PY27_LEVEL_H

#include "python/py27_replay.h"

enum {
    SX_MOST_LEVELS = 32,
    SX_MOST_REPLAYS = 12, /* a multiple of the periods that are frequent */
};

/** A key that found a slot taken on its way; one of the list of that slot. */
struct sx_py27_pass {
    uint32_t key, next; /* 1 + index; 0: the end */
    uint32_t replays;   /* where it did: a set of bits */
};

struct sx_py27_level {
    size_t slot_count;
    size_t limit;       /* with so many keys the next level takes over; SIZE_MAX: never */
    uint32_t *contents; /* by slot and replay: as in struct sx_py27_keys */
    uint32_t *passes;   /* by slot: 1 + index of the first; 0: none */
};

/** Which keys of the source are in a level: those in the slots below the bound. */
struct sx_py27_bound {
    size_t slot, members;
};

struct sx_py27_replay {
    struct sx_py27_bound bounds[SX_MOST_LEVELS];
    uint64_t fingerprint; /* of the table that it made last */
};

enum sx_py27_key_set_kind { MOVED, CHANGED_BEFORE, CHANGED, AFFECTED, TOUCHED, ENTERING, SX_KEY_SETS };

/** A set of keys, in the order in which they came. */
struct sx_py27_key_set {
    uint32_t *keys;
    size_t count;
    uint32_t stamp; /* of the keys that are in it now */
    enum sx_py27_key_set_kind kind;
};

/** What is asked of a key in one go. */
struct sx_py27_key {
    uint32_t stamps[SX_KEY_SETS]; /* of the sets that it came into last */
    uint32_t seat_before;         /* when it was touched */
};

struct sx_py27_replays {
    struct sx_transform *t;
    const struct sx_py27_keys *keys;
    struct sx_py27_level levels[SX_MOST_LEVELS];
    struct sx_py27_replay ring[SX_MOST_REPLAYS];
    size_t ring_size;
    size_t copies; /* since the start: where they are fewer than replays, the rest are not in use */
    size_t last;   /* the one whose last level is the dictionary's table, with the keys that were added since */
    bool active, shown, unsuitable;
    size_t level_count, slot_count, key_capacity;
    uint32_t known;   /* keys from this one on were added since the last copy */
    uint32_t *seats;  /* by key, level, and at last the source, and replay: 1 + slot; 0: not there */
    size_t key_count; /* so many keys have seats */
    SX_VECTOR(struct sx_py27_pass) passes;
    uint32_t free_pass; /* 1 + index of the first of those not in use */
    size_t pass_count;  /* in all replays */
    struct sx_py27_key *key_states;
    uint32_t stamps; /* that were given so far: some 40 in a copy, and copies are fewer than the bytes of a template */
    struct sx_py27_key_set changed,
        changed_before;                     /* the keys of which the last copy, and that before, changed the slot */
    struct sx_py27_key_set moved;           /* in the source */
    uint8_t *moved_from;                    /* by the place in `moved`: the first level in which the key is, or was */
    size_t moved_until[SX_MOST_LEVELS + 1]; /* by level: so many of them are in it, or were */
    uint32_t *moved_by_level;               /* room for them */
    struct sx_py27_key_set affected;        /* in the level at hand: may have another rank */
    struct sx_py27_key_set touched;         /* in the level at hand: may have another slot */
    struct sx_py27_key_set entering;        /* in the level at hand: to be put in */
    SX_VECTOR(size_t) vacated;
};

/** The level at hand, in one replay, whose next slot is `stride` further in memory, and next key a `row`. */
struct sx_py27_work {
    struct sx_py27_replays *all;
    const struct sx_py27_level *level;
    struct sx_py27_replay *replay;
    struct sx_py27_bound *bound;
    uint32_t replay_bit; /* in sets of replays */
    size_t at;           /* the number of the level */
    size_t stride, row;
    uint32_t *contents, *seats;
    const uint32_t *seats_before; /* of the level before; NULL: it is the first */
    size_t slot_count_before;     /* of that; 0: it is the first */
    const uint32_t *source;
    const uint32_t *table; /* the dictionary's */
};

static inline void sx_py27_clear_set(struct sx_py27_replays *all, struct sx_py27_key_set *set) {
    set->stamp = ++all->stamps;
    set->count = 0;
}

static inline bool sx_py27_is_in_set(const struct sx_py27_replays *all, const struct sx_py27_key_set *set,
                                     uint32_t key) {
    return all->key_states[key].stamps[set->kind] == set->stamp;
}

static inline void sx_py27_add_to_set(const struct sx_py27_replays *all, struct sx_py27_key_set *set, uint32_t key) {
    if (sx_py27_is_in_set(all, set, key))
        return;
    all->key_states[key].stamps[set->kind] = set->stamp;
    set->keys[set->count++] = key;
}

/** How far the seats of a key are from those of the next. */
static inline size_t sx_py27_row(const struct sx_py27_replays *all) {
    return (all->level_count + 1) * all->ring_size;
}

/** The dictionary's table: its slots are `ring_size` apart. */
static inline uint32_t *sx_py27_table_of(const struct sx_py27_replays *all) {
    return &all->levels[all->level_count - 1].contents[all->last];
}

/**
 * Works out a level. `affected` are the keys that the level before has changed; `changed`, empty at first, are then
 * those that this one has. False: too many keys collide.
 */
bool sx_py27_work_out(const struct sx_py27_work *work);

#endif
