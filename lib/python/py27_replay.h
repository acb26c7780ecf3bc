/* SPDX-License-Identifier: Apache-2.0 */

/** Deep copies of a large dictionary of Python 2.7 without adding all its keys anew. */
#ifndef SAMX_PYTHON_PY27_REPLAY_H
#define SAMX_PYTHON_PY27_REPLAY_H

#include "python/py27.h"

enum { SX_PY27_FIRST_SIZE = 8 };

/** The slots that a key tries, one after the other. */
struct sx_py27_probe {
    uint64_t walker, perturb;
};

static inline struct sx_py27_probe sx_py27_first_probe(uint64_t hash, size_t slot_count) {
    return (struct sx_py27_probe){hash & (slot_count - 1), hash};
}

static inline size_t sx_py27_slot(const struct sx_py27_probe *probe, size_t slot_count) {
    return probe->walker & (slot_count - 1);
}

static inline void sx_py27_next_probe(struct sx_py27_probe *probe) {
    probe->walker = probe->walker * 5 + probe->perturb + 1;
    probe->perturb >>= 5;
}

/** With so many keys a table of `slot_count` slots is replaced by one of sx_py27_grown(). */
size_t sx_py27_limit(size_t slot_count);
size_t sx_py27_grown(size_t used);
/** The size of the table that a deep copy of so many keys ends with. */
size_t sx_py27_natural_size(size_t used);

/**
 * Makes the copies, and returns how many are still to be made: none, unless the keys collide so badly that this way is
 * not worth it. `keys` must have no dummies, and the natural size.
 */
size_t sx_py27_replay(struct sx_transform *t, struct sx_py27_keys *keys, size_t times);
/** Adds a key to the table while it is with the replays. False: it is not, or is no more. */
bool sx_py27_replays_add(struct sx_py27_keys *keys, uint32_t key);
/** Takes the table back, before it is changed otherwise than by adding a key. */
void sx_py27_leave_replays(struct sx_py27_keys *keys);

#endif
