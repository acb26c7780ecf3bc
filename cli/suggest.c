/* SPDX-License-Identifier: Apache-2.0 */

/* The word that was probably meant. */

#include "cli.h"

#include "base/nearest.h"

void complain_with_suggestion(const char *message, const char *dashes, const char *word,
                              const char *const *candidates) {
    const char *nearest = NULL;
    struct sx_string written = {word, strlen(word)};
    size_t most = sx_most_edits(written);
    for (; *candidates; candidates++) {
        size_t edits = sx_edits(written, (struct sx_string){*candidates, strlen(*candidates)}, most);
        if (edits == SIZE_MAX || (nearest && edits == most))
            continue;
        nearest = *candidates;
        most = edits;
    }
    if (nearest)
        complain("%s '%s%s'; did you mean '%s%s'?", message, dashes, word, dashes, nearest);
    else
        complain("%s '%s%s'", message, dashes, word);
}
