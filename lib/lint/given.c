/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Values that are given when the template is deployed. Where the reference refuses a reference to a parameter because
 * it has no value, the deployment has one, and nothing is known to be wrong.
 */

#include "lint/names.h"

/** The places of references to parameters without a value. */
static struct sx_map find_unknown(struct sx_transform *t, const struct sx_lint *lint) {
    struct sx_map places = {0};
    for (size_t i = 0; i < lint->functions->list.count; i++) {
        const struct sx_function *function = &lint->functions->list.items[i];
        struct sx_string name = sx_text(function->pair->value);
        if (sx_string_is(function->name, "Ref") && sx_has(t, lint->names->parameters, name) &&
            !sx_map_get(t, &lint->template->parameters.values, name))
            sx_map_set(t, &places, sx_string_from_int(t, sx_at(function->node).start), (void *)(uintptr_t)lint);
    }
    return places;
}

void sx_lint_given_values(struct sx_transform *t, struct sx_lint *lint) {
    struct sx_map places = find_unknown(t, lint);
    struct sx_diagnostic **list = t->diagnostics->list.items;
    size_t count = t->diagnostics->list.count, kept = 0;
    for (size_t i = 0; places.count && i < count; i++) {
        bool unknown = !list[i]->of_lint && list[i]->rule != SX_RULE_EVENT_SOURCE_TARGET &&
                       sx_map_get(t, &places, sx_string_from_int(t, list[i]->where.start));
        if (!unknown)
            list[kept++] = list[i];
    }
    if (places.count)
        t->diagnostics->list.count = kept;
}
