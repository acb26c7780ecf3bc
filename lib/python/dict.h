/* SPDX-License-Identifier: Apache-2.0 */

/** What the files that make up python/object.h say to each other. */
#ifndef SAMX_PYTHON_DICT_H
#define SAMX_PYTHON_DICT_H

#include "python/object.h"

#include "python/py27_small.h"

struct sx_list {
    struct sx_object object;
    SX_VECTOR(struct sx_object *) items;
    struct sx_document *document; /* what it belongs to, or NULL */
    void *notes;
};

/** What only a dictionary of many entries needs. */
struct sx_large_dict;

/** Most dictionaries have few entries, and there are many of them: what is not needed then is kept elsewhere. */
struct sx_dict {
    struct sx_object object;
    struct sx_document *document;  /* what it belongs to, or NULL */
    struct sx_dict_entry *entries; /* in the order in which they were added; removed ones have no value */
    uint32_t entry_count, entry_capacity;
    uint32_t count;              /* of those that have one */
    uint32_t copies;             /* how many copies of its document it has been through */
    struct sx_large_dict *large; /* NULL: it is not */
    struct sx_py27_small keys;   /* of Python 2.7, while it has few; the position in `entries` is the number */
    bool python27;
};

static inline struct sx_list *sx_list_of(const struct sx_object *object) {
    return (struct sx_list *)(uintptr_t)object;
}

static inline struct sx_dict *sx_dict_of(const struct sx_object *object) {
    return (struct sx_dict *)(uintptr_t)object;
}

struct sx_object *sx_dict_new(struct sx_transform *t, bool python27, const struct sx_node *node);
/** Makes room for so many entries, before the first is set. */
void sx_dict_reserve(struct sx_transform *t, struct sx_object *object, size_t count);
/** The key of a dictionary that has one entry. */
struct sx_string sx_dict_only_key(const struct sx_dict *dict);

/** sx_object_clone() of a dictionary. */
struct sx_object *sx_dict_clone(struct sx_transform *t, const struct sx_object *object);

/** `object`, and all inside it, belongs to `document` from now on. Nothing happens when either is NULL. */
void sx_document_take(struct sx_document *document, struct sx_object *object);

#endif
