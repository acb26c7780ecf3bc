/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The keys of a dictionary of Python 2.7 as the reference imitates them: an open hash table of which the order of the
 * slots is the order of iteration. All knowledge of that order is in py27.c and py27_replay.c.
 *
 * Which keys there are, and what their texts are, is the caller's business: here a key is its number, counted from 0 in
 * the order in which the keys were first added. Numbers are not used twice.
 */
#ifndef SAMX_PYTHON_PY27_H
#define SAMX_PYTHON_PY27_H

#include "base/string.h"
#include "base/vector.h"

/** What a slot holds: 0 when it was never used, a dummy when its key was removed, else FIRST_KEY + number of the key.
 */
enum { SX_PY27_DUMMY = 1, SX_PY27_FIRST_KEY = 2 };

struct sx_py27_replays;

/** Zero-initialise. After sx_py27_show() `slots` may be walked in order, 0 .. slot_count - 1, until the next change. */
struct sx_py27_keys {
    uint32_t *slots;
    size_t slot_count;
    size_t used, filled;        /* slots with a key; slots with a key or a dummy */
    SX_VECTOR(uint64_t) hashes; /* by number */
    bool displaced;             /* some key may not be in the first slot that it looks at */
    bool settled;               /* a deep copy would not change the order */
    size_t added;               /* keys since the last deep copy */
    uint32_t *table, *spare;    /* two tables of `capacity`; `slots` is the first */
    size_t capacity;
    uint32_t *order, *saved_order; /* of deep copies, `order_capacity` each */
    size_t order_capacity;
    uint32_t *shortcuts; /* in `slots`, past many that are taken: 1 + slot; 0: none */
    size_t shortcut_count;
    bool has_shortcuts;
    struct sx_py27_replays *replays; /* see py27_replay.h: have the table at times; NULL until they are needed */
};

/** The hash of a text. */
uint64_t sx_py27_hash(struct sx_string text);
/** Adds a key that is not there, under the next number. */
void sx_py27_add(struct sx_transform *t, struct sx_py27_keys *keys, struct sx_string text);
/** Removes a key that is there. */
void sx_py27_remove(struct sx_py27_keys *keys, uint32_t key);
/** What update() does before it adds `count` keys, new or not. */
void sx_py27_reserve(struct sx_transform *t, struct sx_py27_keys *keys, size_t count);
/**
 * `times` deep copies, one of the other: each adds the keys in their order to an empty table. False when the order is
 * what it was.
 */
bool sx_py27_deep_copy(struct sx_transform *t, struct sx_py27_keys *keys, size_t times);
/** Has `slots` as they are. */
void sx_py27_show(struct sx_py27_keys *keys);
/** The same keys in the same slots, into `clone`, which is overwritten. */
void sx_py27_clone(struct sx_transform *t, struct sx_py27_keys *keys, struct sx_py27_keys *clone);

#endif
