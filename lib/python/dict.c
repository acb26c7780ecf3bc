/* SPDX-License-Identifier: Apache-2.0 */

/* The dictionaries of python/object.h, and the documents that they belong to. */

#include "python/dict.h"

#include <string.h>

/* Below this many entries comparing keys one by one is faster than hashing. */
enum { INDEXED_FROM = 12, FIRST_CAPACITY = 2, FIRST_INDEX = 64 };

enum {
    STEP = 8,         /* slots ahead in a walk */
    VALUE_SIZE = 768, /* bytes: a value, and what was made next to it */
    ENTRIES_SIZE = 160,
    MANY_SLOTS = 1024, /* what has fewer is still in the cache */
};

struct sx_large_dict {
    uint32_t *index; /* 1 + position of each key; 0 is free; NULL: keys are compared one by one */
    size_t index_size;
    bool has_keys; /* `keys` is in use, and those of the dictionary itself are not */
    struct sx_py27_keys keys;
    const struct sx_dict_entry *snapshot; /* what sx_dict_entries() gave, as long as it holds */
};

struct sx_document {
    struct sx_transform *t;
    struct sx_object *root;
    uint32_t copies; /* fewer than the bytes of the input, of which there are less than 2^32 */
};

struct sx_object *sx_dict_new(struct sx_transform *t, bool python27, const struct sx_node *node) {
    struct sx_dict *dict = SX_NEW(t, struct sx_dict);
    dict->object.kind = SX_OBJECT_DICT;
    dict->object.node = node;
    dict->python27 = python27;
    return &dict->object;
}

void sx_dict_reserve(struct sx_transform *t, struct sx_object *object, size_t count) {
    struct sx_dict *dict = sx_dict_of(object);
    dict->entries = sx_alloc_array(t, count, sizeof *dict->entries);
    dict->entry_capacity = (uint32_t)count;
}

static void push(struct sx_transform *t, struct sx_dict *dict, struct sx_dict_entry entry) {
    if (dict->entry_count == dict->entry_capacity) {
        struct sx_dict_entry *old = dict->entries;
        sx_dict_reserve(t, &dict->object, dict->entry_capacity ? (size_t)dict->entry_capacity * 2 : FIRST_CAPACITY);
        if (dict->entry_count)
            memcpy(dict->entries, old, dict->entry_count * sizeof *old);
    }
    dict->entries[dict->entry_count++] = entry;
}

static struct sx_large_dict *large_of(struct sx_transform *t, struct sx_dict *dict) {
    if (!dict->large)
        dict->large = SX_NEW(t, struct sx_large_dict);
    return dict->large;
}

static bool has_large_keys(const struct sx_dict *dict) {
    return dict->large && dict->large->has_keys;
}

/** The order or the content changes. */
static void forget_snapshot(struct sx_dict *dict) {
    if (dict->large)
        dict->large->snapshot = NULL;
}

static bool has_index(const struct sx_dict *dict) {
    return dict->large && dict->large->index;
}

struct sx_string sx_dict_only_key(const struct sx_dict *dict) {
    size_t at = dict->entry_count - 1;
    while (!dict->entries[at].value)
        at--;
    return dict->entries[at].key;
}

/* ------------------------------------------------------------------------------------------------------ look-up -- */

/** Where `key` is in the index, or the free place where it would be. */
static uint32_t *index_place(const struct sx_transform *t, const struct sx_dict *dict, struct sx_string key) {
    uint32_t *index = dict->large->index;
    size_t mask = dict->large->index_size - 1, place = sx_hash(t->hash_seed, key) & mask;
    while (index[place] && !sx_string_equal(dict->entries[index[place] - 1].key, key))
        place = (place + 1) & mask;
    return &index[place];
}

static void build_index(struct sx_transform *t, struct sx_dict *dict) {
    struct sx_large_dict *large = large_of(t, dict);
    if (large->index_size == 0)
        large->index_size = FIRST_INDEX;
    while (large->index_size < (size_t)dict->entry_count * 2)
        large->index_size *= 2;
    large->index = sx_alloc_zero(t, large->index_size * sizeof *large->index);
    for (uint32_t i = 0; i < dict->entry_count; i++)
        if (dict->entries[i].value)
            *index_place(t, dict, dict->entries[i].key) = i + 1;
}

/** The entry of `key`, or NULL. The index leads to the latest entry that a key had. */
static struct sx_dict_entry *find(const struct sx_transform *t, const struct sx_dict *dict, struct sx_string key) {
    if (has_index(dict)) {
        uint32_t position = *index_place(t, dict, key);
        return position && dict->entries[position - 1].value ? &dict->entries[position - 1] : NULL;
    }
    for (uint32_t i = 0; i < dict->entry_count; i++) {
        struct sx_dict_entry *entry = &dict->entries[i];
        if (entry->value && sx_string_equal(entry->key, key))
            return entry;
    }
    return NULL;
}

struct sx_object *sx_dict_get(const struct sx_transform *t, const struct sx_object *object, struct sx_string key) {
    if (!sx_object_is_dict(object))
        return NULL;
    const struct sx_dict_entry *entry = find(t, sx_dict_of(object), key);
    return entry ? entry->value : NULL;
}

/* -------------------------------------------------------------------------------------------------------- order -- */

static uint64_t hash_of(const void *user, size_t key) {
    const struct sx_dict *dict = user;
    return sx_py27_hash(dict->entries[key].key);
}

static struct sx_py27_keys *large_keys(struct sx_transform *t, struct sx_dict *dict) {
    struct sx_large_dict *large = large_of(t, dict);
    if (!large->has_keys)
        sx_py27_from_small(t, &large->keys, &dict->keys, dict->entry_count, hash_of, dict);
    large->has_keys = true;
    return &large->keys;
}

static bool deep_copy(struct sx_transform *t, struct sx_dict *dict, size_t times) {
    if (!dict->python27)
        return false;
    if (has_large_keys(dict))
        return sx_py27_deep_copy(t, &dict->large->keys, times);
    return sx_py27_small_deep_copy(&dict->keys, times, hash_of, dict);
}

/** Goes through the copies that were made of the document since the order of this dictionary last mattered. */
static void catch_up(struct sx_transform *t, struct sx_dict *dict) {
    if (!dict->document || dict->copies == dict->document->copies)
        return;
    size_t missed = dict->document->copies - dict->copies;
    dict->copies = dict->document->copies;
    if (deep_copy(t, dict, missed))
        forget_snapshot(dict);
}

struct sx_dict_walk sx_dict_begin(struct sx_transform *t, const struct sx_object *object) {
    if (!sx_object_is_dict(object))
        return (struct sx_dict_walk){NULL, 0};
    struct sx_dict *dict = sx_dict_of(object);
    catch_up(t, dict);
    if (has_large_keys(dict))
        sx_py27_show(&dict->large->keys);
    return (struct sx_dict_walk){dict, 0};
}

/** The entry whose key is in a slot of a large table, or NULL. */
static const struct sx_dict_entry *entry_at(const struct sx_dict *dict, size_t slot) {
    const struct sx_py27_keys *keys = &dict->large->keys;
    bool has_key = slot < keys->slot_count && keys->slots[slot] >= SX_PY27_FIRST_KEY;
    return has_key ? &dict->entries[keys->slots[slot] - SX_PY27_FIRST_KEY] : NULL;
}

/** The value that a dictionary got last; NULL for anything else. */
static const struct sx_object *last_value(const struct sx_object *object) {
    const struct sx_dict *dict = sx_dict_of(object);
    return sx_object_is_dict(object) && dict->entry_count ? dict->entries[dict->entry_count - 1].value : NULL;
}

/**
 * In the order of a large table, no entry is near the one before, nor is its value: both are called for ahead. So is
 * what a value got later than the rest, as a path of a REST API its integrations: each part tells where the next one
 * is.
 */
static void prefetch(const struct sx_dict_walk *walk) {
    const struct sx_dict_entry *far = entry_at(walk->dict, walk->next + 2 * STEP);
    const struct sx_dict_entry *near = entry_at(walk->dict, walk->next + STEP);
    const struct sx_dict_entry *nearer = entry_at(walk->dict, walk->next + STEP / 2);
    const struct sx_dict_entry *nearest = entry_at(walk->dict, walk->next + STEP / 4);
    if (far)
        sx_prefetch(far);
    if (near)
        sx_prefetch_all(near->value, VALUE_SIZE);
    const struct sx_object *part = nearer ? last_value(nearer->value) : NULL;
    if (sx_object_is_dict(part))
        sx_prefetch_all(sx_dict_of(part)->entries, ENTRIES_SIZE);
    part = nearest ? last_value(last_value(nearest->value)) : NULL;
    if (part)
        sx_prefetch_all((const void *)((uintptr_t)part - VALUE_SIZE), VALUE_SIZE + sizeof *part);
}

/** The key of the next slot that has one, or SIZE_MAX. */
static size_t next_key(struct sx_dict_walk *walk) {
    if (has_large_keys(walk->dict)) {
        const struct sx_py27_keys *keys = &walk->dict->large->keys;
        while (walk->next < keys->slot_count) {
            if (keys->slot_count >= MANY_SLOTS)
                prefetch(walk);
            if (keys->slots[walk->next++] >= SX_PY27_FIRST_KEY)
                return keys->slots[walk->next - 1] - SX_PY27_FIRST_KEY;
        }
        return SIZE_MAX;
    }
    const uint8_t *slots = walk->dict->keys.slots;
    while (walk->next < SX_PY27_SMALL_SIZE)
        if (slots[walk->next++] >= SX_PY27_FIRST_KEY)
            return slots[walk->next - 1] - (size_t)SX_PY27_FIRST_KEY;
    return SIZE_MAX;
}

const struct sx_dict_entry *sx_dict_next(struct sx_dict_walk *walk) {
    const struct sx_dict *dict = walk->dict;
    if (!dict || dict->count == 0)
        return NULL;
    if (dict->python27) {
        size_t key = next_key(walk);
        return key == SIZE_MAX ? NULL : &dict->entries[key];
    }
    while (walk->next < dict->entry_count)
        if (dict->entries[walk->next++].value)
            return &dict->entries[walk->next - 1];
    return NULL;
}

const struct sx_dict_entry *sx_dict_entries(struct sx_transform *t, const struct sx_object *object, size_t *count) {
    *count = sx_object_is_dict(object) ? sx_dict_of(object)->count : 0;
    if (*count == 0)
        return NULL;
    struct sx_dict *dict = sx_dict_of(object);
    struct sx_dict_walk walk = sx_dict_begin(t, object);
    if (dict->large && dict->large->snapshot)
        return dict->large->snapshot;
    struct sx_dict_entry *entries = sx_alloc_array(t, *count, sizeof *entries);
    size_t at = 0;
    for (const struct sx_dict_entry *entry = sx_dict_next(&walk); entry; entry = sx_dict_next(&walk))
        entries[at++] = *entry;
    if (dict->large)
        dict->large->snapshot = entries;
    return entries;
}

/* ------------------------------------------------------------------------------------------------------ changes -- */

static void add_key(struct sx_transform *t, struct sx_dict *dict, struct sx_string key) {
    if (!has_large_keys(dict) && sx_py27_small_add(&dict->keys, sx_py27_hash(key), dict->entry_count))
        return;
    sx_py27_add(t, large_keys(t, dict), key);
}

/** Adds an entry with a key that is not there. */
static void add(struct sx_transform *t, struct sx_dict *dict, struct sx_dict_entry entry) {
    catch_up(t, dict);
    if (dict->python27)
        add_key(t, dict, entry.key);
    push(t, dict, entry);
    dict->count++;
    size_t index_size = has_index(dict) ? dict->large->index_size : 0;
    if (dict->entry_count >= INDEXED_FROM && dict->entry_count * 2 > index_size)
        build_index(t, dict);
    else if (index_size)
        *index_place(t, dict, entry.key) = dict->entry_count;
}

void sx_dict_set_at(struct sx_transform *t, struct sx_object *object, struct sx_string key, bool unicode_key,
                    struct sx_span key_span, struct sx_object *value) {
    if (!value)
        value = sx_object_scalar(t, sx_new_null(t), false);
    struct sx_dict *dict = sx_dict_of(object);
    struct sx_dict_entry *entry = find(t, dict, key);
    if (entry)
        entry->value = value;
    else
        add(t, dict, (struct sx_dict_entry){key, unicode_key, key_span, value});
    forget_snapshot(dict);
    sx_document_take(dict->document, value);
}

void sx_dict_set(struct sx_transform *t, struct sx_object *object, struct sx_string key, bool unicode_key,
                 struct sx_object *value) {
    sx_dict_set_at(t, object, key, unicode_key, (struct sx_span){0, 0}, value);
}

struct sx_object *sx_dict_set_default(struct sx_transform *t, struct sx_object *object, struct sx_string key,
                                      bool unicode_key, struct sx_object *value) {
    if (!find(t, sx_dict_of(object), key))
        sx_dict_set(t, object, key, unicode_key, value);
    return sx_dict_get(t, object, key);
}

void sx_dict_remove(struct sx_transform *t, struct sx_object *object, struct sx_string key) {
    if (!sx_object_is_dict(object))
        return;
    struct sx_dict *dict = sx_dict_of(object);
    struct sx_dict_entry *entry = find(t, dict, key);
    if (!entry)
        return;
    catch_up(t, dict);
    if (has_large_keys(dict))
        sx_py27_remove(&dict->large->keys, (uint32_t)(entry - dict->entries));
    else if (dict->python27)
        sx_py27_small_remove(&dict->keys, (size_t)(entry - dict->entries));
    entry->value = NULL;
    dict->count--;
    forget_snapshot(dict);
}

void sx_dict_make_room(struct sx_transform *t, struct sx_object *object, size_t count) {
    struct sx_dict *dict = sx_dict_of(object);
    catch_up(t, dict);
    if (dict->python27 && (has_large_keys(dict) || !sx_py27_small_has_room(&dict->keys, count)))
        sx_py27_reserve(t, large_keys(t, dict), count);
    forget_snapshot(dict);
}

void sx_dict_update(struct sx_transform *t, struct sx_object *object, const struct sx_object *other) {
    size_t count = sx_object_is_dict(other) ? sx_dict_of(other)->count : 0;
    sx_dict_make_room(t, object, count);
    if (!sx_dict_of(object)->entries)
        sx_dict_reserve(t, object, count);
    struct sx_dict_walk walk = sx_dict_begin(t, other);
    for (const struct sx_dict_entry *entry = sx_dict_next(&walk); entry; entry = sx_dict_next(&walk))
        sx_dict_set_at(t, object, entry->key, entry->unicode, entry->key_span, entry->value);
}

/* A copy of a dictionary of Python 2.7 is an empty one that is updated with it, so it may have more room. */
struct sx_object *sx_dict_copy(struct sx_transform *t, const struct sx_object *object) {
    struct sx_object *copy = sx_dict_new(t, sx_dict_of(object)->python27, object->node);
    sx_dict_update(t, copy, object);
    return copy;
}

struct sx_object *sx_dict_clone(struct sx_transform *t, const struct sx_object *object) {
    struct sx_dict *dict = sx_dict_of(object);
    catch_up(t, dict);
    struct sx_dict *clone = sx_dict_of(sx_dict_new(t, dict->python27, object->node));
    sx_dict_reserve(t, &clone->object, dict->entry_count);
    for (uint32_t i = 0; i < dict->entry_count; i++) {
        struct sx_dict_entry entry = dict->entries[i];
        entry.value = sx_object_clone(t, entry.value);
        push(t, clone, entry);
    }
    clone->count = dict->count;
    clone->keys = dict->keys;
    if (has_index(dict))
        build_index(t, clone);
    if (has_large_keys(dict)) {
        sx_py27_clone(t, &dict->large->keys, &large_of(t, clone)->keys);
        clone->large->has_keys = true;
    }
    return &clone->object;
}

/* ---------------------------------------------------------------------------------------------------- documents -- */

static void take_dict(struct sx_document *document, struct sx_dict *dict) {
    if (dict->document == document)
        return;
    catch_up(document->t, dict);
    dict->copies = document->copies;
    for (uint32_t i = 0; i < dict->entry_count; i++)
        sx_document_take(document, dict->entries[i].value);
    dict->document = document;
}

static void take_list(struct sx_document *document, struct sx_list *list) {
    if (list->document == document)
        return;
    for (size_t i = 0; i < list->items.count; i++)
        sx_document_take(document, list->items.items[i]);
    list->document = document;
}

void sx_document_take(struct sx_document *document, struct sx_object *object) {
    if (!document)
        return;
    if (sx_object_is_dict(object))
        take_dict(document, sx_dict_of(object));
    else if (sx_object_is_list(object))
        take_list(document, sx_list_of(object));
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
