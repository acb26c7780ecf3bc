/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The keys of a dictionary of Python 2.7 that has few, as most have: its table has 8 slots and fits in a word. Keys are
 * numbers as in py27.h, and the hashes are the caller's business: they are needed only when keys collide.
 */
#ifndef SAMX_PYTHON_PY27_SMALL_H
#define SAMX_PYTHON_PY27_SMALL_H

#include "python/py27.h"

enum { SX_PY27_SMALL_SIZE = 8 };

/** Zero-initialise. */
struct sx_py27_small {
    uint8_t slots[SX_PY27_SMALL_SIZE]; /* as in struct sx_py27_keys */
    uint8_t used, filled;
    bool displaced, settled;
};

/** Adds a key that is not there. False, with nothing changed, when the table is too small for it. */
bool sx_py27_small_add(struct sx_py27_small *small, uint64_t hash, size_t key);
/** Removes a key that is there. */
void sx_py27_small_remove(struct sx_py27_small *small, size_t key);
/** True when update() with `count` keys would leave the table as it is. */
bool sx_py27_small_has_room(const struct sx_py27_small *small, size_t count);

/** Works out the hash of a key. */
typedef uint64_t (*sx_py27_hash_of)(const void *user, size_t key);
/** sx_py27_deep_copy() */
bool sx_py27_small_deep_copy(struct sx_py27_small *small, size_t times, sx_py27_hash_of hash_of, const void *user);

/** The same keys in the same slots as large keys, which are overwritten. There are `count` keys, removed ones included.
 */
void sx_py27_from_small(struct sx_transform *t, struct sx_py27_keys *keys, const struct sx_py27_small *small,
                        size_t count, sx_py27_hash_of hash_of, const void *user);

#endif
