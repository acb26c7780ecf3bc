/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A deep copy adds the keys, in their order, to an empty table of 8 slots. At two thirds full that is replaced by a
 * larger one, to which its keys are added in the order of its slots, and then the rest. So the keys go through a series
 * of tables, the levels. In each level the keys have ranks, the order in which they are added: first those that the
 * level before had, by their slot there, and then the others, by their slot in the table that is copied, the source.
 *
 * A level is a stable matching of keys and slots: each key has the first slot on its way that no key of lower rank has.
 * There is one such matching, and it does not matter how one gets there. So when few keys change their ranks, only
 * those that are now in the way of one of lower rank, or have one of higher rank in their way, are taken out and put in
 * again, together with those that move up to the slots they leave and those that they push away. The keys that end in
 * another slot than before are the ones whose ranks change in the next level.
 *
 * Two keys that collide often take turns: one copy puts them in another order, and the next puts them back. Three take
 * turns of three, and so on. Therefore a ring of replays takes turns too. The source of each is what the one before it
 * has made, and little changes from one copy that it makes to its next.
 */

#include "python/py27_replay.h"

#include <string.h>

enum {
    MOST_LEVELS = 32,
    MOST_PASSES = 4, /* for each slot: where keys were made to collide, lists of passes would be long */
    RING_SIZE = 12,  /* a multiple of the periods that are frequent */
    MANY = 64,       /* copies, of which a period is worth looking for */
};

/** A key that found a slot taken on its way; one of the list of that slot. */
struct pass {
    uint32_t key, next; /* 1 + index; 0: the end */
};

struct level {
    size_t slot_count;
    size_t limit;     /* with so many keys the next level takes over; SIZE_MAX: never */
    size_t bound;     /* the keys in the slots of the source below this one are in the level */
    size_t members;   /* so many are these */
    uint32_t *slots;  /* as in struct sx_py27_keys */
    uint32_t *passes; /* by slot: 1 + index of the first; 0: none */
};

/** A set of keys, in the order in which they came. */
struct key_set {
    uint32_t *keys;
    size_t count;
    bool *has; /* by key */
};

struct replay {
    struct level levels[MOST_LEVELS];
    uint32_t *seats;        /* by key and level, and at last for the source: 1 + slot; 0: not there */
    size_t key_count;       /* so many keys have seats */
    struct key_set changed; /* the keys of which the last copy changed the slot */
    uint64_t fingerprint;   /* of the table that it made last */
};

struct sx_py27_replays {
    struct sx_transform *t;
    const struct sx_py27_keys *keys;
    struct replay ring[RING_SIZE];
    size_t made; /* so many of the ring are in use */
    size_t last; /* the one that made the last copy: its table is the dictionary's */
    bool active, unsuitable;
    size_t level_count, slot_count, key_capacity;
    uint32_t known; /* keys from this one on were added since the last copy */
    SX_VECTOR(struct pass) passes;
    uint32_t free_pass; /* 1 + index of the first of those not in use */
    size_t pass_count;
    struct key_set moved;    /* in the source */
    struct key_set affected; /* in the level at hand: may have another rank */
    struct key_set touched;  /* in the level at hand: may have another slot */
    struct key_set entering; /* in the level at hand: to be put in */
    uint32_t *seat_before;   /* by key: its seat when it was touched */
    SX_VECTOR(size_t) vacated;
};

/** The level at hand. */
struct work {
    struct sx_py27_replays *all;
    struct replay *replay;
    struct level *level;
    uint32_t *seats;          /* of the replay */
    size_t at;                /* the number of the level */
    size_t source;            /* the number of the source among the seats of a key */
    size_t slot_count_before; /* of the level before; 0: it is the first */
};

/* --------------------------------------------------------------------------------------------------- small parts -- */

static void clear_set(struct key_set *set) {
    for (size_t i = 0; i < set->count; i++)
        set->has[set->keys[i]] = false;
    set->count = 0;
}

static void add_to_set(struct key_set *set, uint32_t key) {
    if (set->has[key])
        return;
    set->has[key] = true;
    set->keys[set->count++] = key;
}

static void add_all_to_set(struct key_set *set, const struct key_set *more) {
    for (size_t i = 0; i < more->count; i++)
        add_to_set(set, more->keys[i]);
}

static uint32_t *seat_of(const struct work *work, uint32_t key) {
    return &work->seats[(work->source + 1) * key + work->at];
}

static uint64_t rank_of(const struct work *work, uint32_t key) {
    const uint32_t *seats = &work->seats[(work->source + 1) * key];
    if (work->at > 0 && seats[work->at - 1])
        return seats[work->at - 1];
    return work->slot_count_before + seats[work->source];
}

static bool is_member(const struct work *work, uint32_t key) {
    uint32_t source = work->seats[(work->source + 1) * key + work->source];
    return source && source - 1 < work->level->bound;
}

static void touch(const struct work *work, uint32_t key) {
    if (work->all->touched.has[key])
        return;
    add_to_set(&work->all->touched, key);
    work->all->seat_before[key] = *seat_of(work, key);
}

static struct sx_py27_probe first_probe(const struct work *work, uint32_t key) {
    return sx_py27_first_probe(work->all->keys->hashes.items[key], work->level->slot_count);
}

static void seat(const struct work *work, uint32_t key, size_t slot) {
    work->level->slots[slot] = SX_PY27_FIRST_KEY + key;
    *seat_of(work, key) = (uint32_t)slot + 1;
}

/* -------------------------------------------------------------------------------------------------------- passes -- */

static void add_pass(const struct work *work, size_t slot, uint32_t key) {
    struct sx_py27_replays *all = work->all;
    uint32_t *first = &work->level->passes[slot], index = all->free_pass;
    struct pass pass = {key, *first};
    if (index) {
        all->free_pass = all->passes.items[index - 1].next;
        all->passes.items[index - 1] = pass;
    } else {
        SX_PUSH(all->t, &all->passes, pass);
        index = (uint32_t)all->passes.count;
    }
    *first = index;
    all->pass_count++;
}

static void drop_pass(const struct work *work, size_t slot, uint32_t key) {
    struct sx_py27_replays *all = work->all;
    uint32_t *link = &work->level->passes[slot];
    while (all->passes.items[*link - 1].key != key)
        link = &all->passes.items[*link - 1].next;
    uint32_t index = *link;
    *link = all->passes.items[index - 1].next;
    all->passes.items[index - 1].next = all->free_pass;
    all->free_pass = index;
    all->pass_count--;
}

/** Drops the passes of a key, from the first time that its way comes to `from` on; SIZE_MAX: from the start. */
static void drop_passes(const struct work *work, uint32_t key, size_t from) {
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
static uint32_t first_to_pass(const struct work *work, size_t slot) {
    const struct pass *passes = work->all->passes.items;
    uint32_t best = UINT32_MAX;
    uint64_t best_rank = UINT64_MAX;
    for (uint32_t index = work->level->passes[slot]; index; index = passes[index - 1].next) {
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

static void take_out(const struct work *work, uint32_t key) {
    size_t slot = *seat_of(work, key) - 1;
    touch(work, key);
    drop_passes(work, key, SIZE_MAX);
    work->level->slots[slot] = 0;
    *seat_of(work, key) = 0;
    SX_PUSH(work->all->t, &work->all->vacated, slot);
}

/** True when a key of higher rank is in the way of this one. */
static bool is_obstructed(const struct work *work, uint32_t key) {
    size_t end = *seat_of(work, key) - 1;
    uint64_t rank = rank_of(work, key);
    struct sx_py27_probe probe = first_probe(work, key);
    for (;; sx_py27_next_probe(&probe)) {
        size_t slot = sx_py27_slot(&probe, work->level->slot_count);
        if (slot == end)
            return false;
        uint32_t content = work->level->slots[slot];
        if (content && rank_of(work, content - SX_PY27_FIRST_KEY) > rank)
            return true;
    }
}

/** Takes a key out that has a new rank, if it must be; and the keys that it is now in the way of. */
static void reconsider(const struct work *work, uint32_t key) {
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
                    add_to_set(&work->all->entering, other);
            }
            return;
        }
    }
    if (member)
        add_to_set(&work->all->entering, key);
}

/** Lets a key move up to a slot that was vacated, another to the slot that this one leaves, and so on. */
static void fill(const struct work *work, size_t slot) {
    for (uint32_t key = first_to_pass(work, slot); key != UINT32_MAX; key = first_to_pass(work, slot)) {
        size_t left = *seat_of(work, key) - 1;
        touch(work, key);
        drop_passes(work, key, slot);
        work->level->slots[left] = 0;
        seat(work, key, slot);
        slot = left;
    }
}

/** Puts a key in; a key of higher rank whose slot it takes goes on from there. */
static void put_in(const struct work *work, uint32_t key) {
    struct sx_py27_probe probe = first_probe(work, key);
    uint64_t rank = rank_of(work, key);
    touch(work, key);
    for (;; sx_py27_next_probe(&probe)) {
        size_t slot = sx_py27_slot(&probe, work->level->slot_count);
        uint32_t content = work->level->slots[slot];
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
static void add_moved(const struct work *work) {
    const struct key_set *moved = &work->all->moved;
    for (size_t i = 0; i < moved->count; i++)
        if (*seat_of(work, moved->keys[i]) || is_member(work, moved->keys[i]))
            add_to_set(&work->all->affected, moved->keys[i]);
}

/** Moves the bound so that the level has as many keys as it can take. Those that come or go are affected. */
static void move_bound(const struct work *work) {
    struct level *level = work->level;
    const uint32_t *source = work->all->keys->slots;
    while (level->members > level->limit) {
        uint32_t content = source[--level->bound];
        if (content) {
            level->members--;
            add_to_set(&work->all->affected, content - SX_PY27_FIRST_KEY);
        }
    }
    while (level->members < level->limit && level->bound < work->all->slot_count) {
        uint32_t content = source[level->bound++];
        if (content) {
            level->members++;
            add_to_set(&work->all->affected, content - SX_PY27_FIRST_KEY);
        }
    }
}

/** What a key in a slot adds to a fingerprint; nothing where it has none. */
static uint64_t print_of(uint32_t key, uint32_t seat) {
    uint64_t bits = ((uint64_t)key << 32 | seat) * 0x9E3779B97F4A7C15u;
    return seat ? (bits ^ bits >> 29) * 0xBF58476D1CE4E5B9u : 0;
}

static void note_change(const struct work *work, uint32_t key) {
    const struct sx_py27_replays *all = work->all;
    uint32_t before = all->seat_before[key], now = *seat_of(work, key);
    if (!all->touched.has[key] || before == now || work->replay->changed.has[key])
        return;
    add_to_set(&work->replay->changed, key);
    if (work->at + 1 == all->level_count)
        work->replay->fingerprint += print_of(key, now) - print_of(key, before);
}

/** The keys that the level leaves in another slot. Many are put in their order, so that nobody pushes others away. */
static void find_changed(const struct work *work) {
    const struct level *level = work->level;
    const struct key_set *touched = &work->all->touched;
    clear_set(&work->replay->changed);
    if (touched->count > level->slot_count / 4)
        for (size_t i = 0; i < level->slot_count; i++)
            if (level->slots[i])
                note_change(work, level->slots[i] - SX_PY27_FIRST_KEY);
    for (size_t i = 0; i < touched->count; i++)
        note_change(work, touched->keys[i]);
}

/** Works out a level. False: too many keys collide. */
static bool work_out(const struct work *work) {
    struct sx_py27_replays *all = work->all;
    clear_set(&all->touched);
    clear_set(&all->entering);
    all->vacated.count = 0;
    for (size_t i = 0; i < all->affected.count; i++)
        reconsider(work, all->affected.keys[i]);
    for (size_t i = 0; i < all->vacated.count; i++)
        fill(work, all->vacated.items[i]);
    for (size_t i = 0; i < all->entering.count; i++) {
        put_in(work, all->entering.keys[i]);
        if (all->pass_count > MOST_PASSES * all->slot_count * all->made)
            return false;
    }
    find_changed(work);
    return true;
}

/* --------------------------------------------------------------------------------------------------------- copies --
 */

/** Puts a key where the dictionary has it. False when it was there already. */
static bool move_in_source(struct sx_py27_replays *all, struct replay *replay, uint32_t key) {
    uint32_t *source = &replay->seats[(all->level_count + 1) * key + all->level_count];
    uint32_t seat = (uint32_t)sx_py27_find(all->keys, key) + 1;
    if (*source == seat)
        return false;
    for (size_t at = 0; at < all->level_count; at++) {
        struct level *level = &replay->levels[at];
        if (*source && *source - 1 < level->bound)
            level->members--;
        if (seat - 1 < level->bound)
            level->members++;
    }
    *source = seat;
    return true;
}

/** Gives seats to the keys that came since the last copy. The memory of those that never come is not touched. */
static void meet_new_keys(const struct sx_py27_replays *all, struct replay *replay) {
    size_t seats = all->level_count + 1, count = all->keys->hashes.count;
    memset(&replay->seats[seats * replay->key_count], 0, seats * (count - replay->key_count) * sizeof *replay->seats);
    replay->key_count = count;
}

/** Finds out what the source has elsewhere than it had when `replay` made its last copy. */
static void find_moved(struct sx_py27_replays *all, struct replay *replay) {
    const struct key_set *changed = &all->ring[all->last].changed;
    clear_set(&all->moved);
    meet_new_keys(all, replay);
    for (size_t i = 0; i < changed->count; i++)
        if (move_in_source(all, replay, changed->keys[i]))
            add_to_set(&all->moved, changed->keys[i]);
    for (uint32_t key = all->known; key < all->keys->hashes.count; key++)
        if (move_in_source(all, replay, key))
            add_to_set(&all->moved, key);
}

static bool work_out_levels(struct sx_py27_replays *all, struct replay *replay) {
    clear_set(&replay->changed);
    for (size_t at = 0; at < all->level_count; at++) {
        struct work work = {
            .all = all,
            .replay = replay,
            .level = &replay->levels[at],
            .seats = replay->seats,
            .at = at,
            .source = all->level_count,
            .slot_count_before = at > 0 ? replay->levels[at - 1].slot_count : 0,
        };
        clear_set(&all->affected);
        add_all_to_set(&all->affected, &replay->changed);
        add_moved(&work);
        move_bound(&work);
        if (!work_out(&work))
            return false;
    }
    return true;
}

/** Makes the table of a replay, which is the latest copy, the dictionary's. */
static void show(struct sx_py27_replays *all, struct sx_py27_keys *keys, size_t index) {
    all->last = index;
    keys->slots = all->ring[index].levels[all->level_count - 1].slots;
    keys->has_shortcuts = false;
}

/** One copy, made by the next in the ring. */
static bool make_copy(struct sx_py27_replays *all, struct sx_py27_keys *keys, size_t next) {
    struct replay *replay = &all->ring[next];
    find_moved(all, replay);
    if (!work_out_levels(all, replay))
        return false;
    /* the table of the last copy is itself again: without the keys that were added to it */
    for (uint32_t key = all->known; key < keys->hashes.count; key++)
        keys->slots[sx_py27_find(keys, key)] = 0;
    all->known = (uint32_t)keys->hashes.count;
    clear_set(&all->ring[all->last].changed);
    show(all, keys, next);
    return true;
}

/* ------------------------------------------------------------------------------------------- starting and leaving --
 */

static struct key_set new_set(struct sx_transform *t, size_t key_capacity) {
    return (struct key_set){
        .keys = sx_alloc_array(t, key_capacity, sizeof(uint32_t)),
        .has = sx_alloc_zero(t, key_capacity * sizeof(bool)),
    };
}

/** Replays for a table that may fill up with keys until it is replaced. */
static struct sx_py27_replays *new_replays(struct sx_transform *t, const struct sx_py27_keys *keys,
                                           size_t key_capacity) {
    struct sx_py27_replays *all = SX_NEW(t, struct sx_py27_replays);
    all->t = t;
    all->keys = keys;
    all->slot_count = keys->slot_count;
    all->key_capacity = key_capacity;
    for (size_t slots = SX_PY27_FIRST_SIZE; slots < keys->slot_count; slots = sx_py27_grown(sx_py27_limit(slots)))
        all->level_count++;
    all->level_count++;
    for (size_t i = 0; i < RING_SIZE; i++)
        all->ring[i].changed = new_set(t, key_capacity);
    all->moved = new_set(t, key_capacity);
    all->affected = new_set(t, key_capacity);
    all->touched = new_set(t, key_capacity);
    all->entering = new_set(t, key_capacity);
    all->seat_before = sx_alloc_array(t, key_capacity, sizeof *all->seat_before);
    return all;
}

/** Empties all tables of a replay; makes them when it is used for the first time. */
static void make_replay(const struct sx_py27_replays *all, struct replay *replay) {
    size_t seats = all->key_capacity * (all->level_count + 1), slot_count = SX_PY27_FIRST_SIZE;
    bool is_new = !replay->seats;
    if (is_new)
        replay->seats = sx_alloc_array(all->t, seats, sizeof *replay->seats);
    replay->key_count = 0;
    for (size_t at = 0; at < all->level_count; at++) {
        struct level *level = &replay->levels[at];
        if (is_new) {
            level->slot_count = slot_count;
            level->limit = at + 1 < all->level_count ? sx_py27_limit(slot_count) : SIZE_MAX;
            level->slots = sx_alloc_array(all->t, slot_count, sizeof *level->slots);
            level->passes = sx_alloc_array(all->t, slot_count, sizeof *level->passes);
            slot_count = sx_py27_grown(sx_py27_limit(slot_count));
        }
        replay->fingerprint = 0;
        level->bound = level->members = 0;
        memset(level->slots, 0, level->slot_count * sizeof *level->slots);
        memset(level->passes, 0, level->slot_count * sizeof *level->passes);
    }
}

/** Begins anew, with all keys of the dictionary to be moved. */
static void start(struct sx_py27_replays *all, struct sx_py27_keys *keys) {
    for (size_t i = 0; i < RING_SIZE; i++)
        clear_set(&all->ring[i].changed);
    all->passes.count = all->pass_count = all->free_pass = 0;
    all->made = 0;
    all->last = RING_SIZE - 1;
    all->known = (uint32_t)keys->hashes.count;
    for (size_t i = 0; i < keys->slot_count; i++)
        if (keys->slots[i])
            add_to_set(&all->ring[all->last].changed, keys->slots[i] - SX_PY27_FIRST_KEY);
    all->active = true;
    keys->displaced = true; /* nobody counts */
}

/** The replays, ready to go on from the dictionary's table; NULL when they are of no use. */
static struct sx_py27_replays *get_ready(struct sx_transform *t, struct sx_py27_keys *keys) {
    struct sx_py27_replays *all = keys->replays;
    if (all && all->active)
        return all;
    size_t key_capacity = keys->hashes.count + sx_py27_limit(keys->slot_count) - keys->used;
    if (!all || all->slot_count != keys->slot_count || all->key_capacity < key_capacity)
        all = keys->replays = new_replays(t, keys, key_capacity);
    if (all->unsuitable)
        return NULL;
    start(all, keys);
    return all;
}

/** Brent's method, as in py27.c, with a fingerprint for most of the comparing. */
struct period {
    uint32_t *saved; /* a table */
    uint64_t fingerprint;
    size_t saved_at, reach;
};

static void save_table(const struct sx_py27_replays *all, const struct sx_py27_keys *keys, struct period *period,
                       size_t done) {
    memcpy(period->saved, keys->slots, keys->slot_count * sizeof *keys->slots);
    period->fingerprint = all->ring[all->last].fingerprint;
    period->saved_at = done;
}

/** After the copy number `done`: the period of the tables, or 0 when it is not known. */
static size_t find_period(const struct sx_py27_replays *all, const struct sx_py27_keys *keys, struct period *period,
                          size_t done) {
    if (all->ring[all->last].fingerprint == period->fingerprint &&
        memcmp(period->saved, keys->slots, keys->slot_count * sizeof *keys->slots) == 0)
        return done - period->saved_at;
    if (done - period->saved_at == period->reach) {
        save_table(all, keys, period, done);
        period->reach *= 2;
    }
    return 0;
}

size_t sx_py27_replay(struct sx_transform *t, struct sx_py27_keys *keys, size_t times) {
    struct sx_py27_replays *all = get_ready(t, keys);
    struct period period = {.reach = RING_SIZE};
    if (all && times > MANY)
        period.saved = sx_alloc_array(t, keys->slot_count, sizeof *period.saved);
    for (size_t done = 0; all && done < times;) {
        size_t next = (all->last + 1) % RING_SIZE;
        if (next == all->made)
            make_replay(all, &all->ring[all->made++]);
        if (!make_copy(all, keys, next)) {
            all->unsuitable = true;
            return times - done;
        }
        size_t found = ++done > 1 && period.saved ? find_period(all, keys, &period, done) : 0;
        if (done == 1 && period.saved)
            save_table(all, keys, &period, done);
        if (found) {
            times = done + (times - done) % found;
            period.saved = NULL;
        }
    }
    return all ? 0 : times;
}

void sx_py27_leave_replays(struct sx_py27_keys *keys) {
    if (!keys->replays || !keys->replays->active)
        return;
    memmove(keys->table, keys->slots, keys->slot_count * sizeof *keys->slots);
    keys->slots = keys->table;
    keys->replays->active = false;
}
