/* SPDX-License-Identifier: Apache-2.0 */

/* The word that was probably meant. */

#include "base/nearest.h"

enum {
    LONGEST = 128,
    COMPARISONS = 200000, /* of one transform: a tenth of a second */
};

static unsigned char lower(char byte) {
    return (unsigned char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Row by row, of which the last two are kept: a swap looks back two letters. */
size_t sx_edits(struct sx_string a, struct sx_string b, size_t most) {
    size_t difference = a.length > b.length ? a.length - b.length : b.length - a.length;
    if (a.length > LONGEST || b.length > LONGEST || difference > most)
        return SIZE_MAX;

    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.length; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        unsigned char letter = lower(a.bytes[i - 1]);
        size_t fewest = row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            unsigned char other = lower(b.bytes[j - 1]);
            row[j] = least(last[j - 1] + (letter != other), least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && letter == lower(b.bytes[j - 2]) && lower(a.bytes[i - 2]) == other)
                row[j] = least(row[j], before[j - 2] + 1);
            fewest = least(fewest, row[j]);
        }
        if (fewest > most)
            return SIZE_MAX;
        size_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[b.length] <= most ? last[b.length] : SIZE_MAX;
}

bool sx_may_compare(const struct sx_transform *t, size_t count) {
    return count <= COMPARISONS - t->nearest_comparisons;
}

struct sx_string sx_nearest(struct sx_transform *t, struct sx_string word, const struct sx_string *candidates,
                            size_t count) {
    struct sx_string nearest = {0};
    if (!sx_may_compare(t, count))
        return nearest;
    t->nearest_comparisons += count;

    size_t most = sx_most_edits(word);
    for (size_t i = 0; i < count; i++) {
        size_t edits = sx_edits(word, candidates[i], most);
        if (edits == SIZE_MAX)
            continue;
        nearest = candidates[i];
        if (edits == 0)
            break;
        most = edits - 1;
    }
    return nearest;
}
