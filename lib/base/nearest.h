/* SPDX-License-Identifier: Apache-2.0 */

/** The word that was probably meant. The program uses this too, for its options and commands. */
#ifndef SAMX_BASE_NEAREST_H
#define SAMX_BASE_NEAREST_H

#include "base/string.h"

/**
 * Edits that make one word of the other: a letter added, removed, replaced, or swapped with its neighbour. Upper and
 * lower case count as equal. SIZE_MAX when there are more than `most`, or when a word is too long to compare.
 */
size_t sx_edits(struct sx_string a, struct sx_string b, size_t most);

/** How many edits make another word: more than a third of its length. */
static inline size_t sx_most_edits(struct sx_string word) {
    return word.length / 3;
}

/**
 * The candidate with the fewest edits from `word`, the first of several; the empty slice when none is near. One that
 * differs by case alone is always near. A template with very many unknown words gets no answer for the last of them:
 * comparing each with each would cost the square of its size.
 */
struct sx_string sx_nearest(struct sx_transform *t, struct sx_string word, const struct sx_string *candidates,
                            size_t count);
/** Whether so many candidates would still be compared: to be asked before a long list of them is made. */
bool sx_may_compare(const struct sx_transform *t, size_t count);

#endif
