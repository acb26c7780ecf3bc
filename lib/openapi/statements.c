/* SPDX-License-Identifier: Apache-2.0 */

#include "openapi/statements.h"

/** The notes of a list of statements. */
struct index {
    size_t count;          /* how many of the list are in `by_hash` */
    struct sx_map by_hash; /* hash -> struct same_hash * */
};

struct same_hash {
    SX_VECTOR(const struct sx_object *) statements;
};

/* ---------------------------------------------------------------------------------------------------- the hash -- */

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ (hash >> 29);
}

/* Equal objects hash alike: numbers and booleans, which may be equal to each other, all do; dictionaries in any order.
 */
static uint64_t hash_of(struct sx_transform *t, const struct sx_object *object) {
    if (sx_object_is_text(object))
        return sx_hash(t->hash_seed, sx_object_string(object));
    if (sx_object_is_list(object)) {
        uint64_t hash = 2;
        for (size_t i = 0; i < sx_object_count(object); i++)
            hash = mix(hash, hash_of(t, sx_list_item(object, i)));
        return hash;
    }
    if (!sx_object_is_dict(object))
        return 1;
    uint64_t hash = 3;
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, object, &count);
    for (size_t i = 0; i < count; i++)
        hash += mix(sx_hash(t->hash_seed, entries[i].key), hash_of(t, entries[i].value));
    return hash;
}

/* ------------------------------------------------------------------------------------------------- the look-up -- */

static struct index *index_of(struct sx_transform *t, struct sx_object *list) {
    void **notes = sx_list_notes(list);
    if (!*notes)
        *notes = SX_NEW(t, struct index);
    return *notes;
}

static struct same_hash *find(struct sx_transform *t, const struct index *index, uint64_t hash) {
    return sx_map_get(t, &index->by_hash, (struct sx_string){(const char *)&hash, sizeof hash});
}

static void add(struct sx_transform *t, struct index *index, const struct sx_object *statement) {
    uint64_t hash = hash_of(t, statement);
    struct same_hash *same = find(t, index, hash);
    if (!same) {
        same = SX_NEW(t, struct same_hash);
        struct sx_string key = sx_string_copy(t, (struct sx_string){(const char *)&hash, sizeof hash});
        sx_map_set(t, &index->by_hash, key, same);
    }
    SX_PUSH(t, &same->statements, statement);
}

bool sx_statements_have(struct sx_transform *t, struct sx_object *list, const struct sx_object *statement) {
    struct index *index = index_of(t, list);
    while (index->count < sx_object_count(list))
        add(t, index, sx_list_item(list, index->count++));
    const struct same_hash *same = find(t, index, hash_of(t, statement));
    for (size_t i = 0; same && i < same->statements.count; i++)
        if (sx_object_equal(t, same->statements.items[i], statement))
            return true;
    return false;
}
