/* SPDX-License-Identifier: Apache-2.0 */

/* The word that was probably meant. */

#include "cli.h"

#include <string.h>

enum { LONGEST = 40 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Edits between two words: a letter added, removed, replaced, or swapped with its neighbour. */
static size_t distance(const char *a, const char *b) {
    size_t a_length = strlen(a), b_length = strlen(b);
    if (a_length > LONGEST || b_length > LONGEST)
        return LONGEST;

    size_t table[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= a_length; i++)
        table[i][0] = i;
    for (size_t j = 0; j <= b_length; j++)
        table[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        for (size_t j = 1; j <= b_length; j++) {
            size_t edits = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            edits = least(edits, least(table[i - 1][j], table[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                edits = least(edits, table[i - 2][j - 2] + 1);
            table[i][j] = edits;
        }
    }
    return table[a_length][b_length];
}

void complain_with_suggestion(const char *message, const char *dashes, const char *word,
                              const char *const *candidates) {
    const char *nearest = NULL;
    size_t fewest = strlen(word) / 3 + 2; /* more edits than that make another word */
    for (; *candidates; candidates++) {
        size_t edits = distance(word, *candidates);
        if (edits < fewest && edits < strlen(*candidates)) {
            fewest = edits;
            nearest = *candidates;
        }
    }
    if (nearest)
        complain("%s '%s%s'; did you mean '%s%s'?", message, dashes, word, dashes, nearest);
    else
        complain("%s '%s%s'", message, dashes, word);
}
