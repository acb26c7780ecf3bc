/* SPDX-License-Identifier: Apache-2.0 */

/* Where in the template a place in its text is. */

#include "tree/node.h"

#include <string.h>

static bool spans(struct sx_span outer, struct sx_span inner) {
    return outer.start <= inner.start && inner.end <= outer.end && outer.end > 0;
}

static bool holds(const struct sx_pair *pair, struct sx_span where) {
    return spans(pair->key_span, where) || spans(pair->value->span, where);
}

/* The last of the entries, which the text has in order, that begins at or before `where`. */
static size_t last_before(const struct sx_node *mapping, struct sx_span where) {
    size_t low = 0, high = sx_count(mapping);
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (mapping->mapping.pairs[middle].key_span.start <= where.start)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/*
 * An alias stands elsewhere than the node that it shares, so a child is taken only when its own text holds the place.
 * Aliases and merge keys are also why the entries may be out of order, and then all of them are looked at.
 */
static const struct sx_pair *entry_at(const struct sx_node *mapping, struct sx_span where) {
    size_t count = sx_count(mapping), likely = last_before(mapping, where);
    if (count > 0 && holds(&mapping->mapping.pairs[likely], where))
        return &mapping->mapping.pairs[likely];
    for (size_t i = 0; i < count; i++)
        if (holds(&mapping->mapping.pairs[i], where))
            return &mapping->mapping.pairs[i];
    return NULL;
}

static const struct sx_node *item_at(const struct sx_node *sequence, struct sx_span where, size_t *index) {
    size_t count = sx_is_sequence(sequence) ? sequence->sequence.count : 0;
    for (*index = 0; *index < count; (*index)++)
        if (spans(sequence->sequence.items[*index]->span, where))
            return sequence->sequence.items[*index];
    return NULL;
}

static bool same(struct sx_span a, struct sx_span b) {
    return a.start == b.start && a.end == b.end;
}

static bool on_one_line(struct sx_string text, struct sx_span from, struct sx_span to) {
    if (from.start >= to.end || to.end > text.length)
        return false;
    size_t length = to.end - from.start;
    return !memchr(text.bytes + from.start, '\n', length) && !memchr(text.bytes + from.start, '\r', length);
}

/* Whether the reader finds a value better at its key: it is empty, or begins or ends on another line. */
static bool better_at_key(const struct sx_transform *t, const struct sx_pair *pair) {
    struct sx_span value = pair->value->span;
    return pair->key_span.end > 0 &&
           (value.start == value.end || !on_one_line(t->diagnostics->source.text, pair->key_span, value));
}

static bool is_collection(const struct sx_node *node) {
    return sx_is_mapping(node) || sx_is_sequence(node);
}

const char *sx_place_of(struct sx_transform *t, const struct sx_node *root, bool at_key, struct sx_span *where) {
    struct sx_buffer path = {.t = t};
    const struct sx_node *node = root;
    size_t index;
    while (node && !same(node->span, *where)) {
        const struct sx_pair *pair = sx_is_mapping(node) ? entry_at(node, *where) : NULL;
        if (pair) {
            if (path.length)
                sx_buffer_add_byte(&path, '.');
            sx_buffer_add(&path, pair->key);
            node = spans(pair->key_span, *where) ? NULL : pair->value;
            if (node && same(node->span, *where) &&
                ((at_key && is_collection(node) && pair->key_span.end) || better_at_key(t, pair)))
                *where = pair->key_span;
        } else if ((node = item_at(node, *where, &index)) != NULL) {
            sx_buffer_add_byte(&path, '[');
            sx_buffer_add(&path, sx_string_from_int(t, (long long)index));
            sx_buffer_add_byte(&path, ']');
        }
    }
    return sx_string_terminated(t, sx_buffer_string(&path));
}
