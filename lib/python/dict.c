/* SPDX-License-Identifier: Apache-2.0 */

/* The dictionaries of python/object.h, and the documents that they belong to. */

#include "python/dict.h"

#include "python/py27.h"

/* Below this many entries comparing keys one by one is faster than hashing. */
enum { INDEXED_FROM = 12 };

struct sx_dict {
    bool python27;
    SX_VECTOR(struct sx_dict_entry) entries; /* in the order in which they were added; removed ones have no value */
    size_t count;                            /* of those that have one */
    uint32_t *index;                         /* of a large dictionary: 1 + position of each key; 0 is free */
    size_t index_size;
    struct sx_py27_keys keys;             /* of Python 2.7; the position in `entries` is the number of the key */
    size_t copies;                        /* how many copies of its document it has been through */
    const struct sx_dict_entry *snapshot; /* what sx_dict_entries() gave, as long as it holds */
};

struct sx_document {
    struct sx_transform *t;
    struct sx_object *root;
    size_t copies;
};

struct sx_dict *sx_dict_new(struct sx_transform *t, bool python27) {
    struct sx_dict *dict = SX_NEW(t, struct sx_dict);
    dict->python27 = python27;
    return dict;
}

size_t sx_dict_count(const struct sx_dict *dict) {
    return dict->count;
}

struct sx_string sx_dict_only_key(const struct sx_dict *dict) {
    size_t at = dict->entries.count - 1;
    while (!dict->entries.items[at].value)
        at--;
    return dict->entries.items[at].key;
}

/* ------------------------------------------------------------------------------------------------------ look-up -- */

/** Where `key` is in the index, or the free place where it would be. */
static uint32_t *index_place(const struct sx_transform *t, const struct sx_dict *dict, struct sx_string key) {
    size_t mask = dict->index_size - 1, place = sx_hash(t->hash_seed, key) & mask;
    while (dict->index[place] && !sx_string_equal(dict->entries.items[dict->index[place] - 1].key, key))
        place = (place + 1) & mask;
    return &dict->index[place];
}

static void build_index(struct sx_transform *t, struct sx_dict *dict) {
    dict->index_size = dict->index_size ? dict->index_size * 2 : 64;
    dict->index = sx_alloc_zero(t, dict->index_size * sizeof *dict->index);
    for (size_t i = 0; i < dict->entries.count; i++)
        if (dict->entries.items[i].value)
            *index_place(t, dict, dict->entries.items[i].key) = (uint32_t)i + 1;
}

/** The entry of `key`, or NULL. The index leads to the latest entry that a key had. */
static struct sx_dict_entry *find(const struct sx_transform *t, const struct sx_dict *dict, struct sx_string key) {
    if (dict->index) {
        uint32_t position = *index_place(t, dict, key);
        return position && dict->entries.items[position - 1].value ? &dict->entries.items[position - 1] : NULL;
    }
    for (size_t i = 0; i < dict->entries.count; i++) {
        struct sx_dict_entry *entry = &dict->entries.items[i];
        if (entry->value && sx_string_equal(entry->key, key))
            return entry;
    }
    return NULL;
}

struct sx_object *sx_dict_get(const struct sx_transform *t, const struct sx_object *object, struct sx_string key) {
    if (!sx_object_is_dict(object))
        return NULL;
    const struct sx_dict_entry *entry = find(t, object->dict, key);
    return entry ? entry->value : NULL;
}

/* -------------------------------------------------------------------------------------------------------- order -- */

/** Goes through the copies that were made of the document since the order of this dictionary last mattered. */
static void catch_up(struct sx_transform *t, const struct sx_object *object) {
    struct sx_dict *dict = object->dict;
    if (!object->document || dict->copies == object->document->copies)
        return;
    size_t missed = object->document->copies - dict->copies;
    dict->copies = object->document->copies;
    if (dict->python27 && sx_py27_deep_copy(t, &dict->keys, missed))
        dict->snapshot = NULL;
}

const struct sx_dict_entry *sx_dict_entries(struct sx_transform *t, const struct sx_object *object, size_t *count) {
    *count = sx_object_is_dict(object) ? object->dict->count : 0;
    if (*count == 0)
        return NULL;
    struct sx_dict *dict = object->dict;
    catch_up(t, object);
    if (dict->snapshot)
        return dict->snapshot;
    struct sx_dict_entry *entries = sx_alloc_array(t, *count, sizeof *entries);
    size_t at = 0;
    if (dict->python27) {
        for (size_t i = 0; i < dict->keys.slot_count; i++)
            if (dict->keys.slots[i] >= SX_PY27_FIRST_KEY)
                entries[at++] = dict->entries.items[dict->keys.slots[i] - SX_PY27_FIRST_KEY];
    } else {
        for (size_t i = 0; i < dict->entries.count; i++)
            if (dict->entries.items[i].value)
                entries[at++] = dict->entries.items[i];
    }
    return dict->snapshot = entries;
}

/* ------------------------------------------------------------------------------------------------------ changes -- */

/** Adds an entry with a key that is not there. */
static void add(struct sx_transform *t, const struct sx_object *object, struct sx_dict_entry entry) {
    struct sx_dict *dict = object->dict;
    catch_up(t, object);
    SX_PUSH(t, &dict->entries, entry);
    dict->count++;
    if (dict->python27)
        sx_py27_add(t, &dict->keys, entry.key);
    if (dict->entries.count >= INDEXED_FROM && dict->entries.count * 2 > dict->index_size)
        build_index(t, dict);
    else if (dict->index)
        *index_place(t, dict, entry.key) = (uint32_t)dict->entries.count;
}

void sx_dict_set_at(struct sx_transform *t, struct sx_object *object, struct sx_string key, bool unicode_key,
                    struct sx_span key_span, struct sx_object *value) {
    if (!value)
        value = sx_object_scalar(t, sx_new_null(t), false);
    struct sx_dict_entry *entry = find(t, object->dict, key);
    if (entry)
        entry->value = value;
    else
        add(t, object, (struct sx_dict_entry){key, unicode_key, key_span, value});
    object->dict->snapshot = NULL;
    sx_document_take(object->document, value);
}

void sx_dict_set(struct sx_transform *t, struct sx_object *object, struct sx_string key, bool unicode_key,
                 struct sx_object *value) {
    sx_dict_set_at(t, object, key, unicode_key, (struct sx_span){0, 0}, value);
}

struct sx_object *sx_dict_set_default(struct sx_transform *t, struct sx_object *object, struct sx_string key,
                                      bool unicode_key, struct sx_object *value) {
    if (!find(t, object->dict, key))
        sx_dict_set(t, object, key, unicode_key, value);
    return sx_dict_get(t, object, key);
}

void sx_dict_remove(struct sx_transform *t, struct sx_object *object, struct sx_string key) {
    if (!sx_object_is_dict(object))
        return;
    struct sx_dict *dict = object->dict;
    struct sx_dict_entry *entry = find(t, dict, key);
    if (!entry)
        return;
    catch_up(t, object);
    if (dict->python27)
        sx_py27_remove(&dict->keys, (uint32_t)(entry - dict->entries.items));
    entry->value = NULL;
    dict->count--;
    dict->snapshot = NULL;
}

void sx_dict_update(struct sx_transform *t, struct sx_object *object, const struct sx_object *other) {
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, other, &count);
    catch_up(t, object);
    if (object->dict->python27)
        sx_py27_reserve(t, &object->dict->keys, count);
    object->dict->snapshot = NULL;
    for (size_t i = 0; i < count; i++)
        sx_dict_set_at(t, object, entries[i].key, entries[i].unicode, entries[i].key_span, entries[i].value);
}

/* A copy of a dictionary of Python 2.7 is an empty one that is updated with it, so it may have more room. */
struct sx_object *sx_dict_copy(struct sx_transform *t, const struct sx_object *object) {
    struct sx_object *copy = object->dict->python27 ? sx_object_dict27(t) : sx_object_dict(t);
    copy->node = object->node;
    sx_dict_update(t, copy, object);
    return copy;
}

struct sx_object *sx_dict_clone(struct sx_transform *t, const struct sx_object *object) {
    catch_up(t, object);
    const struct sx_dict *dict = object->dict;
    struct sx_object *clone = dict->python27 ? sx_object_dict27(t) : sx_object_dict(t);
    clone->node = object->node;
    for (size_t i = 0; i < dict->entries.count; i++) {
        struct sx_dict_entry entry = dict->entries.items[i];
        entry.value = sx_object_clone(t, entry.value);
        SX_PUSH(t, &clone->dict->entries, entry);
    }
    clone->dict->count = dict->count;
    if (dict->index) {
        clone->dict->index_size = dict->index_size / 2;
        build_index(t, clone->dict);
    }
    sx_py27_clone(t, &dict->keys, &clone->dict->keys);
    return clone;
}

/* ---------------------------------------------------------------------------------------------------- documents -- */

void sx_document_take(struct sx_document *document, struct sx_object *object) {
    if (!document || !object || object->kind == SX_OBJECT_SCALAR || object->document == document)
        return;
    if (sx_object_is_dict(object)) {
        struct sx_dict *dict = object->dict;
        catch_up(document->t, object);
        dict->copies = document->copies;
        for (size_t i = 0; i < dict->entries.count; i++)
            sx_document_take(document, dict->entries.items[i].value);
    }
    for (size_t i = 0; i < object->list.count; i++)
        sx_document_take(document, object->list.items[i]);
    object->document = document;
}

struct sx_document *sx_document_new(struct sx_transform *t, struct sx_object *root) {
    struct sx_document *document = SX_NEW(t, struct sx_document);
    document->t = t;
    document->root = root;
    sx_document_take(document, root);
    return document;
}

struct sx_object *sx_document_root(const struct sx_document *document) {
    return document->root;
}

void sx_document_copied(struct sx_document *document) {
    document->copies++;
}
