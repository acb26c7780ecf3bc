/* SPDX-License-Identifier: Apache-2.0 */

#include "python/object.h"

#include "python/dict.h"

#include <assert.h>

/* ----------------------------------------------------------------------------------------------------- building -- */

struct sx_object *sx_object_scalar(struct sx_transform *t, const struct sx_node *node, bool unicode) {
    struct sx_object *object = SX_NEW(t, struct sx_object);
    object->kind = SX_OBJECT_SCALAR;
    object->node = node;
    object->unicode = unicode;
    return object;
}

struct sx_object *sx_object_sealed(struct sx_transform *t, const struct sx_node *node) {
    return sx_object_scalar(t, node, false);
}

struct sx_object *sx_object_text(struct sx_transform *t, struct sx_string text, bool unicode) {
    return sx_object_scalar(t, sx_new_string(t, text), unicode);
}

struct sx_object *sx_object_bool(struct sx_transform *t, bool value) {
    return sx_object_scalar(t, sx_new_bool(t, value), false);
}

static struct sx_object *new_list(struct sx_transform *t, const struct sx_node *node) {
    struct sx_list *list = SX_NEW(t, struct sx_list);
    list->object.kind = SX_OBJECT_LIST;
    list->object.node = node;
    return &list->object;
}

struct sx_object *sx_object_list(struct sx_transform *t) {
    return new_list(t, t->cause);
}

struct sx_object *sx_object_dict27(struct sx_transform *t) {
    return sx_dict_new(t, true, t->cause);
}

struct sx_object *sx_object_dict(struct sx_transform *t) {
    return sx_dict_new(t, false, t->cause);
}

struct sx_object *sx_object_dict27_for(struct sx_transform *t, size_t count) {
    struct sx_object *dict = sx_object_dict27(t);
    sx_dict_reserve(t, dict, count);
    return dict;
}

struct sx_object *sx_object_dict_for(struct sx_transform *t, size_t count) {
    struct sx_object *dict = sx_object_dict(t);
    sx_dict_reserve(t, dict, count);
    return dict;
}

void sx_list_push(struct sx_transform *t, struct sx_object *object, struct sx_object *item) {
    assert(sx_object_is_list(object));
    struct sx_list *list = sx_list_of(object);
    if (!item)
        item = sx_object_scalar(t, sx_new_null(t), false);
    SX_PUSH(t, &list->items, item);
    sx_document_take(list->document, item);
}

void sx_list_set(struct sx_object *object, size_t index, struct sx_object *item) {
    assert(sx_object_is_list(object) && index < sx_object_count(object));
    struct sx_list *list = sx_list_of(object);
    list->items.items[index] = item;
    sx_document_take(list->document, item);
}

/* -------------------------------------------------------------------------------------------- to and from nodes -- */

struct sx_object *sx_object_from_mapping(struct sx_transform *t, const struct sx_node *mapping, bool from_template,
                                         size_t more) {
    struct sx_object *dict = sx_dict_new(t, from_template, mapping);
    sx_dict_reserve(t, dict, mapping->mapping.count + more);
    for (size_t i = 0; i < mapping->mapping.count; i++) {
        const struct sx_pair *pair = &mapping->mapping.pairs[i];
        struct sx_object *value = sx_object_from_node(t, pair->value, from_template);
        sx_dict_set_at(t, dict, pair->key, from_template, pair->key_span, value);
    }
    return dict;
}

struct sx_object *sx_object_from_node(struct sx_transform *t, const struct sx_node *node, bool from_template) {
    if (!node)
        return NULL;
    if (sx_is_sequence(node)) {
        struct sx_object *list = new_list(t, node);
        for (size_t i = 0; i < node->sequence.count; i++)
            sx_list_push(t, list, sx_object_from_node(t, node->sequence.items[i], from_template));
        return list;
    }
    if (sx_is_mapping(node))
        return sx_object_from_mapping(t, node, from_template, 0);
    return sx_object_scalar(t, node, from_template);
}

static const struct sx_node *list_node(struct sx_transform *t, const struct sx_list *list, size_t levels) {
    size_t count = levels ? list->items.count : 0;
    const struct sx_node **items = sx_alloc_array(t, count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = sx_object_outline(t, list->items.items[i], levels - 1);
    return sx_new_sequence_of(t, list->object.node, items, count);
}

static const struct sx_node *dict_node(struct sx_transform *t, const struct sx_object *object, size_t levels) {
    size_t count = levels ? sx_object_count(object) : 0;
    struct sx_pair *pairs = sx_alloc_pairs(t, count);
    struct sx_dict_walk walk = sx_dict_begin(t, object);
    for (size_t i = 0; i < count; i++) {
        const struct sx_dict_entry *entry = sx_dict_next(&walk);
        pairs[i] = (struct sx_pair){entry->key, entry->key_span, sx_object_outline(t, entry->value, levels - 1)};
    }
    return sx_adopt_pairs(t, object->node, pairs, count);
}

const struct sx_node *sx_object_outline(struct sx_transform *t, const struct sx_object *object, size_t levels) {
    if (!object)
        return NULL;
    switch (object->kind) {
    case SX_OBJECT_LIST:
        return list_node(t, sx_list_of(object), levels);
    case SX_OBJECT_DICT:
        return dict_node(t, object, levels);
    case SX_OBJECT_SCALAR:
        break;
    }
    return object->node;
}

const struct sx_node *sx_object_node(struct sx_transform *t, const struct sx_object *object) {
    return sx_object_outline(t, object, SIZE_MAX);
}

struct sx_object *sx_object_clone(struct sx_transform *t, struct sx_object *object) {
    if (!object || object->kind == SX_OBJECT_SCALAR)
        return object;
    if (object->kind == SX_OBJECT_DICT)
        return sx_dict_clone(t, object);
    struct sx_object *list = new_list(t, object->node);
    for (size_t i = 0; i < sx_object_count(object); i++)
        sx_list_push(t, list, sx_object_clone(t, sx_list_item(object, i)));
    return list;
}

/* ------------------------------------------------------------------------------------------------------- asking -- */

bool sx_object_is_dict(const struct sx_object *object) {
    return object && object->kind == SX_OBJECT_DICT;
}

bool sx_object_is_list(const struct sx_object *object) {
    return object && object->kind == SX_OBJECT_LIST;
}

static const struct sx_node *scalar_node(const struct sx_object *object) {
    return object && object->kind == SX_OBJECT_SCALAR ? object->node : NULL;
}

bool sx_object_is_text(const struct sx_object *object) {
    return sx_is_string(scalar_node(object));
}

struct sx_string sx_object_string(const struct sx_object *object) {
    return sx_text(scalar_node(object));
}

bool sx_object_text_is(const struct sx_object *object, const char *text) {
    return sx_text_is(scalar_node(object), text);
}

bool sx_object_is_none(const struct sx_object *object) {
    return !object || sx_is(scalar_node(object), SX_NULL);
}

bool sx_object_is_true(const struct sx_object *object) {
    if (object && object->kind != SX_OBJECT_SCALAR)
        return sx_object_count(object) > 0;
    return sx_is_true(scalar_node(object));
}

bool sx_object_is_false_value(const struct sx_object *object) {
    const struct sx_node *node = scalar_node(object);
    return sx_is(node, SX_BOOL) && !node->boolean;
}

bool sx_object_is_true_value(const struct sx_object *object) {
    const struct sx_node *node = scalar_node(object);
    return sx_is(node, SX_BOOL) && node->boolean;
}

static bool equal_lists(struct sx_transform *t, const struct sx_object *a, const struct sx_object *b) {
    if (sx_object_count(a) != sx_object_count(b))
        return false;
    for (size_t i = 0; i < sx_object_count(a); i++)
        if (!sx_object_equal(t, sx_list_item(a, i), sx_list_item(b, i)))
            return false;
    return true;
}

static bool equal_dicts(struct sx_transform *t, const struct sx_object *a, const struct sx_object *b) {
    if (sx_object_count(a) != sx_object_count(b))
        return false;
    struct sx_dict_walk walk = sx_dict_begin(t, a);
    for (const struct sx_dict_entry *entry = sx_dict_next(&walk); entry; entry = sx_dict_next(&walk)) {
        const struct sx_object *other = sx_dict_get(t, b, entry->key);
        if (!other || !sx_object_equal(t, entry->value, other))
            return false;
    }
    return true;
}

bool sx_object_equal(struct sx_transform *t, const struct sx_object *a, const struct sx_object *b) {
    if (a == b)
        return true;
    if (!a || !b)
        return sx_object_is_none(a) && sx_object_is_none(b);
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case SX_OBJECT_LIST:
        return equal_lists(t, a, b);
    case SX_OBJECT_DICT:
        return equal_dicts(t, a, b);
    case SX_OBJECT_SCALAR:
        break;
    }
    return sx_equal(t, a->node, b->node);
}

struct sx_object *sx_object_intrinsic(const struct sx_transform *t, const struct sx_object *object, const char *name) {
    return sx_object_is_intrinsic(t, object) ? sx_dict_get(t, object, sx_string_from(name)) : NULL;
}

bool sx_object_is_intrinsic(const struct sx_transform *t, const struct sx_object *object) {
    (void)t;
    if (!sx_object_is_dict(object) || sx_object_count(object) != 1)
        return false;
    struct sx_string key = sx_dict_only_key(sx_dict_of(object));
    return sx_string_is(key, "Ref") || sx_string_is(key, "Condition") || sx_string_starts_with(key, "Fn::");
}

bool sx_object_is_no_value(const struct sx_transform *t, const struct sx_object *object) {
    return sx_object_text_is(sx_object_intrinsic(t, object, "Ref"), "AWS::NoValue");
}

struct sx_span sx_object_at(const struct sx_object *object) {
    return sx_at(object ? object->node : NULL);
}

void **sx_list_notes(struct sx_object *list) {
    return &sx_list_of(list)->notes;
}

struct sx_object *sx_list_item(const struct sx_object *list, size_t index) {
    return index < sx_object_count(list) && sx_object_is_list(list) ? sx_list_of(list)->items.items[index] : NULL;
}

size_t sx_object_count(const struct sx_object *object) {
    if (sx_object_is_list(object))
        return sx_list_of(object)->items.count;
    return sx_object_is_dict(object) ? sx_dict_of(object)->count : 0;
}
