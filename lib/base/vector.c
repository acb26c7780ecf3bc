/* SPDX-License-Identifier: Apache-2.0 */

#include "base/vector.h"

#include <string.h>

void *sx_vector_grow(struct sx_transform *t, void *items, size_t *capacity, size_t size) {
    size_t grown = *capacity ? *capacity * 2 : 4;
    void *copy = sx_alloc_array(t, grown, size);
    if (*capacity)
        memcpy(copy, items, *capacity * size);
    *capacity = grown;
    return copy;
}
