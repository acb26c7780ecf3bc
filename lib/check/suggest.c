/* SPDX-License-Identifier: Apache-2.0 */

/* Hints for findings about unknown names. */

#include "base/nearest.h"
#include "check/check.h"

void sx_suggest_property(struct sx_transform *t, struct sx_string word, const struct sx_object_spec *spec) {
    if (!sx_may_compare(t, spec->count))
        return;
    struct sx_string *names = sx_alloc_array(t, spec->count, sizeof *names);
    for (size_t i = 0; i < spec->count; i++)
        names[i] = sx_property_name(&spec->properties[i]);
    sx_suggest(t, word, names, spec->count);
}

void sx_suggest_key(struct sx_transform *t, struct sx_string word, const struct sx_object *dict) {
    size_t count = sx_object_is_dict(dict) ? sx_object_count(dict) : 0;
    if (!sx_may_compare(t, count))
        return;
    const struct sx_dict_entry *entries = sx_dict_entries(t, dict, &count);
    struct sx_string *names = sx_alloc_array(t, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = entries[i].key;
    sx_suggest(t, word, names, count);
}
