/* SPDX-License-Identifier: Apache-2.0 */

/* "did you mean 'X'?", for the finding that comes next. */

#include "base/nearest.h"
#include "diag/diag.h"

void sx_suggest(struct sx_transform *t, struct sx_string word, const struct sx_string *candidates, size_t count) {
    struct sx_string nearest = sx_nearest(t, word, candidates, count);
    t->diagnostics->suggestion =
        nearest.length ? CAT(t, STR("did you mean '"), nearest, STR("'?")) : (struct sx_string){0};
}

void sx_suggest_name(struct sx_transform *t, struct sx_string word, const char *const *names, size_t count) {
    if (!sx_may_compare(t, count))
        return;
    struct sx_string *candidates = sx_alloc_array(t, count, sizeof *candidates);
    for (size_t i = 0; i < count; i++)
        candidates[i] = sx_string_from(names[i]);
    sx_suggest(t, word, candidates, count);
}
