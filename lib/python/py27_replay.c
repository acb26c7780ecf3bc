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
 *
 * What changes in one replay soon changes in the others at the same place: hence what they all know of a slot, or of a
 * key, stands side by side in memory, and they share the passes.
 */

#include "python/py27_level.h"

#include <string.h>

enum {
    FEW_REPLAYS = 2, /* enough for a table of up to FEW_SLOTS: others would cost more than they save */
    FEW_SLOTS = 2048,
    MOST_TRIES = 40, /* of a key that is added between copies */
    MANY = 64,       /* copies, of which a period is worth looking for */
};

/* --------------------------------------------------------------------------------------------------------- copies --
 */

/** Where a key that was added since the last copy is in the dictionary's table. */
static size_t find_new(const struct sx_py27_replays *all, uint32_t key) {
    const uint32_t *table = sx_py27_table_of(all);
    struct sx_py27_probe probe = sx_py27_first_probe(all->keys->hashes.items[key], all->slot_count);
    while (table[sx_py27_slot(&probe, all->slot_count) * all->ring_size] != SX_PY27_FIRST_KEY + key)
        sx_py27_next_probe(&probe);
    return sx_py27_slot(&probe, all->slot_count);
}

static uint32_t *source_seat_of(const struct sx_py27_replays *all, size_t replay, uint32_t key) {
    return &all->seats[key * sx_py27_row(all) + all->level_count * all->ring_size + replay];
}

static uint32_t *table_seat_of(const struct sx_py27_replays *all, uint32_t key) {
    return source_seat_of(all, all->last, key) - all->ring_size;
}

/** Puts a key where the dictionary has it, at `slot`. */
static void move_in_source(struct sx_py27_replays *all, size_t replay, uint32_t key, size_t slot) {
    uint32_t *source = source_seat_of(all, replay, key);
    if (*source == slot + 1)
        return;
    size_t was = *source ? *source - 1 : SIZE_MAX, at = all->level_count;
    for (struct sx_py27_bound *bound; at > 0; at--) {
        bound = &all->ring[replay].bounds[at - 1];
        if (was >= bound->slot && slot >= bound->slot)
            break;
        bound->members += (size_t)(slot < bound->slot) - (size_t)(was < bound->slot);
    }
    *source = (uint32_t)slot + 1;
    all->moved_from[all->moved.count] = (uint8_t)at;
    sx_py27_add_to_set(all, &all->moved, key);
}

/** Gives seats to the keys that came since the last copy. The memory of those that never come is not touched. */
static void meet_new_keys(struct sx_py27_replays *all) {
    size_t row = sx_py27_row(all), count = all->keys->hashes.count;
    memset(&all->seats[row * all->key_count], 0, row * (count - all->key_count) * sizeof *all->seats);
    all->key_count = count;
}

/** Sorts the keys that moved by the first level that they are of interest to. */
static void sort_moved(struct sx_py27_replays *all) {
    struct sx_py27_key_set *moved = &all->moved;
    size_t *until = all->moved_until, ends[SX_MOST_LEVELS + 1] = {0}, sum = 0;
    for (size_t i = 0; i < moved->count; i++)
        ends[all->moved_from[i]]++;
    for (size_t at = 0; at <= all->level_count; at++) {
        sum += ends[at];
        until[at] = sum;
        ends[at] = sum - ends[at];
    }
    for (size_t i = 0; i < moved->count; i++)
        all->moved_by_level[ends[all->moved_from[i]]++] = moved->keys[i];
    uint32_t *keys = moved->keys;
    moved->keys = all->moved_by_level;
    all->moved_by_level = keys;
}

/** Finds out what the source has elsewhere than it had when this replay made its last copy. */
static void find_moved(struct sx_py27_replays *all, size_t replay) {
    const struct sx_py27_key_set *changed = &all->changed_before;
    sx_py27_clear_set(all, &all->moved);
    meet_new_keys(all);
    for (size_t i = 0; i < changed->count; i++)
        move_in_source(all, replay, changed->keys[i], *table_seat_of(all, changed->keys[i]) - 1);
    for (uint32_t key = all->known; key < all->keys->hashes.count; key++)
        move_in_source(all, replay, key, find_new(all, key));
    sort_moved(all);
}

static void swap(struct sx_py27_key_set *a, struct sx_py27_key_set *b) {
    struct sx_py27_key_set set = *a;
    *a = *b;
    *b = set;
}

static bool work_out_levels(struct sx_py27_replays *all, size_t replay) {
    for (size_t at = 0; at < all->level_count; at++) {
        const struct sx_py27_level *level = &all->levels[at];
        uint32_t *seats = &all->seats[at * all->ring_size + replay];
        struct sx_py27_work work = {
            .all = all,
            .level = level,
            .replay = &all->ring[replay],
            .bound = &all->ring[replay].bounds[at],
            .replay_bit = (uint32_t)1 << replay,
            .at = at,
            .stride = all->ring_size,
            .row = sx_py27_row(all),
            .contents = level->contents + replay,
            .seats = seats,
            .seats_before = at > 0 ? seats - all->ring_size : NULL,
            .slot_count_before = at > 0 ? all->levels[at - 1].slot_count : 0,
            .source = source_seat_of(all, replay, 0),
            .table = sx_py27_table_of(all),
        };
        swap(&all->affected, &all->changed);
        sx_py27_clear_set(all, &all->changed);
        if (!sx_py27_work_out(&work))
            return false;
    }
    return true;
}

/** One copy, made by the next in the ring. */
static bool make_copy(struct sx_py27_replays *all, size_t next) {
    uint32_t *table = sx_py27_table_of(all);
    swap(&all->changed, &all->changed_before);
    sx_py27_clear_set(all, &all->changed);
    find_moved(all, next);
    if (!work_out_levels(all, next))
        return false;
    /* the table of the last copy is itself again: without the keys that were added to it */
    for (uint32_t key = all->known; key < all->keys->hashes.count; key++)
        table[find_new(all, key) * all->ring_size] = 0;
    all->known = (uint32_t)all->keys->hashes.count;
    all->last = next;
    all->shown = false;
    return true;
}

/* ------------------------------------------------------------------------------------------- starting and leaving --
 */

static struct sx_py27_key_set new_set(struct sx_py27_replays *all, enum sx_py27_key_set_kind kind) {
    uint32_t *keys = sx_alloc_array(all->t, all->key_capacity, sizeof *keys);
    return (struct sx_py27_key_set){.keys = keys, .stamp = ++all->stamps, .kind = kind};
}

static void add_level(struct sx_transform *t, struct sx_py27_replays *all, size_t slot_count) {
    all->levels[all->level_count++] = (struct sx_py27_level){
        .slot_count = slot_count,
        .limit = slot_count < all->slot_count ? sx_py27_limit(slot_count) : SIZE_MAX,
        .contents = sx_alloc_array(t, slot_count * all->ring_size, sizeof(uint32_t)),
        .passes = sx_alloc_array(t, slot_count, sizeof(uint32_t)),
    };
}

/** Replays for a table that may fill up with keys until it is replaced. */
static struct sx_py27_replays *new_replays(struct sx_transform *t, const struct sx_py27_keys *keys,
                                           size_t key_capacity) {
    struct sx_py27_replays *all = SX_NEW(t, struct sx_py27_replays);
    all->t = t;
    all->keys = keys;
    all->slot_count = keys->slot_count;
    all->ring_size = keys->slot_count > FEW_SLOTS ? SX_MOST_REPLAYS : FEW_REPLAYS;
    all->key_capacity = key_capacity;
    for (size_t slots = SX_PY27_FIRST_SIZE; slots < keys->slot_count; slots = sx_py27_grown(sx_py27_limit(slots)))
        add_level(t, all, slots);
    add_level(t, all, keys->slot_count);
    all->seats = sx_alloc_array(t, key_capacity * sx_py27_row(all), sizeof *all->seats);
    all->key_states = sx_alloc_zero(t, key_capacity * sizeof *all->key_states);
    all->changed = new_set(all, CHANGED);
    all->changed_before = new_set(all, CHANGED_BEFORE);
    all->moved = new_set(all, MOVED);
    all->moved_by_level = sx_alloc_array(t, key_capacity, sizeof *all->moved_by_level);
    all->moved_from = sx_alloc_array(t, key_capacity, sizeof *all->moved_from);
    all->affected = new_set(all, AFFECTED);
    all->touched = new_set(all, TOUCHED);
    all->entering = new_set(all, ENTERING);
    return all;
}

/** Makes the dictionary's table that of a replay that has made no copy yet, and has all its keys moved. */
static void lay_out(struct sx_py27_replays *all, const struct sx_py27_keys *keys) {
    uint32_t *table = sx_py27_table_of(all);
    sx_py27_clear_set(all, &all->changed);
    for (size_t i = 0; i < keys->slot_count; i++) {
        table[i * all->ring_size] = keys->slots[i];
        if (!keys->slots[i])
            continue;
        uint32_t key = keys->slots[i] - SX_PY27_FIRST_KEY;
        *table_seat_of(all, key) = (uint32_t)i + 1;
        sx_py27_add_to_set(all, &all->changed, key);
    }
}

/** Begins anew, with an empty replay that is going to make the first copy. */
static void start(struct sx_py27_replays *all, const struct sx_py27_keys *keys) {
    for (size_t at = 0; at < all->level_count; at++) {
        struct sx_py27_level *level = &all->levels[at];
        memset(level->contents, 0, level->slot_count * all->ring_size * sizeof *level->contents);
        memset(level->passes, 0, level->slot_count * sizeof *level->passes);
    }
    all->ring[0] = (struct sx_py27_replay){.fingerprint = 0};
    all->passes.count = all->pass_count = all->free_pass = 0;
    all->key_count = all->copies = 0;
    all->last = all->ring_size - 1;
    all->known = (uint32_t)keys->hashes.count;
    meet_new_keys(all);
    lay_out(all, keys);
    all->active = true;
    all->shown = false;
}

/** What the first replay has of something becomes what all have of it. */
static void clone_values(const struct sx_py27_replays *all, uint32_t *values, size_t count) {
    for (uint32_t *end = values + count * all->ring_size; values < end; values += all->ring_size)
        for (size_t clone = 1; clone < all->ring_size; clone++)
            values[clone] = values[0];
}

/**
 * Begins all other replays as clones of the first, which has made one copy. When their turn comes, they differ from it
 * in what has changed in the source by then.
 */
static void clone_first(struct sx_py27_replays *all) {
    for (size_t clone = 1; clone < all->ring_size; clone++)
        all->ring[clone] = all->ring[0];
    for (size_t at = 0; at < all->level_count; at++)
        clone_values(all, all->levels[at].contents, all->levels[at].slot_count);
    clone_values(all, all->seats, all->key_count * (all->level_count + 1));
    for (size_t i = 0; i < all->passes.count; i++)
        if (all->passes.items[i].replays)
            all->passes.items[i].replays = ((uint32_t)1 << all->ring_size) - 1;
    all->pass_count *= all->ring_size;
    uint32_t *table = all->levels[all->level_count - 1].contents;
    for (uint32_t key = all->known; key < all->keys->hashes.count; key++)
        for (size_t at = find_new(all, key), clone = 1; clone < all->ring_size; clone++)
            table[at * all->ring_size + clone] = 0;
}

/** The keys that the table of the last replay has elsewhere than `replay` had them in its source. */
static void compare_all(struct sx_py27_replays *all, size_t replay) {
    sx_py27_clear_set(all, &all->changed);
    for (uint32_t key = 0; key < all->key_count; key++)
        if (*table_seat_of(all, key) != *source_seat_of(all, replay, key))
            sx_py27_add_to_set(all, &all->changed, key);
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

/** The dictionary's table as it is kept otherwise. */
static void read_table(const struct sx_py27_replays *all, uint32_t *slots) {
    const uint32_t *table = sx_py27_table_of(all);
    for (size_t i = 0; i < all->slot_count; i++)
        slots[i] = table[i * all->ring_size];
}

static bool is_table(const struct sx_py27_replays *all, const uint32_t *slots) {
    const uint32_t *table = sx_py27_table_of(all);
    for (size_t i = 0; i < all->slot_count; i++)
        if (slots[i] != table[i * all->ring_size])
            return false;
    return true;
}

static void save_table(const struct sx_py27_replays *all, struct period *period, size_t done) {
    read_table(all, period->saved);
    period->fingerprint = all->ring[all->last].fingerprint;
    period->saved_at = done;
}

/** After the copy number `done`: the period of the tables, or 0 when it is not known. */
static size_t find_period(const struct sx_py27_replays *all, struct period *period, size_t done) {
    if (all->ring[all->last].fingerprint == period->fingerprint && is_table(all, period->saved))
        return done - period->saved_at;
    if (done - period->saved_at == period->reach) {
        save_table(all, period, done);
        period->reach *= 2;
    }
    return 0;
}

size_t sx_py27_replay(struct sx_transform *t, struct sx_py27_keys *keys, size_t times) {
    struct sx_py27_replays *all = get_ready(t, keys);
    if (!all)
        return times;
    struct period period = {.reach = all->ring_size};
    if (times > MANY)
        period.saved = sx_alloc_array(t, keys->slot_count, sizeof *period.saved);
    for (size_t done = 0; done < times;) {
        size_t next = (all->last + 1) % all->ring_size;
        if (all->copies == 1)
            clone_first(all);
        if (all->copies > 0 && all->copies <= all->ring_size)
            compare_all(all, next);
        all->copies++;
        if (!make_copy(all, next)) {
            all->unsuitable = true;
            return times - done;
        }
        size_t found = ++done > 1 && period.saved ? find_period(all, &period, done) : 0;
        if (done == 1 && period.saved)
            save_table(all, &period, done);
        if (found) {
            times = done + (times - done) % found;
            period.saved = NULL;
        }
    }
    return 0;
}

bool sx_py27_replays_add(struct sx_py27_keys *keys, uint32_t key) {
    struct sx_py27_replays *all = keys->replays;
    if (!all || !all->active)
        return false;
    uint32_t *table = sx_py27_table_of(all);
    struct sx_py27_probe probe = sx_py27_first_probe(keys->hashes.items[key], all->slot_count);
    for (int tries = 0; table[sx_py27_slot(&probe, all->slot_count) * all->ring_size]; tries++) {
        if (tries > MOST_TRIES) {
            sx_py27_leave_replays(keys);
            return false;
        }
        sx_py27_next_probe(&probe);
    }
    table[sx_py27_slot(&probe, all->slot_count) * all->ring_size] = SX_PY27_FIRST_KEY + key;
    all->shown = false;
    return true;
}

void sx_py27_show(struct sx_py27_keys *keys) {
    struct sx_py27_replays *all = keys->replays;
    if (!all || !all->active || all->shown)
        return;
    read_table(all, keys->slots);
    keys->has_shortcuts = false;
    all->shown = true;
}

void sx_py27_leave_replays(struct sx_py27_keys *keys) {
    sx_py27_show(keys);
    if (keys->replays)
        keys->replays->active = false;
}
