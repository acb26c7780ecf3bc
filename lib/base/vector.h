/* SPDX-License-Identifier: Apache-2.0 */

/** Growing arrays in the arena, for any item type: struct { T *items; size_t count, capacity; }. */
#ifndef SAMX_BASE_VECTOR_H
#define SAMX_BASE_VECTOR_H

#include "base/transform.h"

#define SX_VECTOR(type)         \
    struct {                    \
        type *items;            \
        size_t count, capacity; \
    }

/** The array moved to twice its capacity. */
void *sx_vector_grow(struct sx_transform *t, void *items, size_t *capacity, size_t size);

/** Appends one item; the arguments are evaluated more than once, except `item`. */
#define SX_PUSH(t, vector, item)                                                                                   \
    do {                                                                                                           \
        if ((vector)->count == (vector)->capacity)                                                                 \
            (vector)->items = sx_vector_grow((t), (vector)->items, &(vector)->capacity, sizeof(*(vector)->items)); \
        (vector)->items[(vector)->count++] = (item);                                                               \
    } while (0)

#endif
