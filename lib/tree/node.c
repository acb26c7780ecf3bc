/* SPDX-License-Identifier: Apache-2.0 */

#include "tree/node.h"

#include <assert.h>
#include <string.h>

/* Below this many entries comparing keys one by one is faster than hashing. */
enum { INDEXED_FROM = 12 };

const struct sx_node sx_list_end;

bool sx_is_true(const struct sx_node *node) {
    if (!node)
        return false;
    switch (node->kind) {
    case SX_NULL:
        return false;
    case SX_BOOL:
        return node->boolean;
    case SX_INT:
        return node->big || node->integer != 0;
    case SX_FLOAT:
        return node->number < 0 || node->number > 0 || node->number != node->number;
    case SX_STRING:
        return node->string.length > 0;
    case SX_SEQUENCE:
        return node->sequence.count > 0;
    case SX_MAPPING:
        return node->mapping.count > 0;
    }
    return false;
}

/* The index of a mapping of `count` pairs: 1 + position, by hash; 0 is free. */
static const uint32_t *slots_of(const struct sx_pair *pairs, size_t count) {
    return (const uint32_t *)(pairs + count);
}

const struct sx_pair *sx_get_pair(const struct sx_transform *t, const struct sx_node *mapping, struct sx_string key) {
    if (!sx_is_mapping(mapping))
        return NULL;
    const struct sx_pair *pairs = mapping->mapping.pairs;
    if (!mapping->mapping.slot_count) {
        for (uint32_t i = 0; i < mapping->mapping.count; i++)
            if (sx_string_equal(pairs[i].key, key))
                return &pairs[i];
        return NULL;
    }
    const uint32_t *slots = slots_of(pairs, mapping->mapping.count);
    size_t mask = mapping->mapping.slot_count - 1;
    for (size_t slot = sx_map_hash(t, key) & mask; slots[slot]; slot = (slot + 1) & mask) {
        const struct sx_pair *pair = &pairs[slots[slot] - 1];
        if (sx_string_equal(pair->key, key))
            return pair;
    }
    return NULL;
}

bool sx_has(const struct sx_transform *t, const struct sx_node *mapping, struct sx_string key) {
    return sx_get_pair(t, mapping, key) != NULL;
}

struct sx_span sx_at_key(const struct sx_transform *t, const struct sx_node *mapping, struct sx_string key) {
    const struct sx_pair *pair = sx_get_pair(t, mapping, key);
    if (pair && pair->key_span.end)
        return pair->key_span;
    return sx_at(mapping);
}

struct sx_span sx_at_entry(const struct sx_transform *t, const struct sx_node *mapping, struct sx_string key,
                           enum sx_rule rule) {
    const struct sx_pair *pair = sx_get_pair(t, mapping, key);
    return pair && pair->value->span.end && !sx_rule_is_about_key(rule) ? pair->value->span
                                                                        : sx_at_key(t, mapping, key);
}

static uint32_t slot_count_for(size_t count) {
    uint32_t slot_count = 1;
    if (count < INDEXED_FROM)
        return 0;
    while (slot_count < count * 2)
        slot_count *= 2;
    return slot_count;
}

struct sx_pair *sx_alloc_pairs(struct sx_transform *t, size_t count) {
    if (count > UINT32_MAX / 4)
        sx_leave(t, SAMX_OUT_OF_MEMORY);
    return sx_alloc(t, count * sizeof(struct sx_pair) + slot_count_for(count) * sizeof(uint32_t));
}

/** `hashes` may be NULL: they are found out then. */
static bool set_pairs(struct sx_transform *t, struct sx_node *node, const struct sx_pair *pairs, const uint32_t *hashes,
                      size_t count) {
    uint32_t slot_count = slot_count_for(count);
    node->kind = SX_MAPPING;
    node->mapping.pairs = pairs;
    node->mapping.count = (uint32_t)count;
    node->mapping.slot_count = slot_count;
    if (count == 1)
        sx_note_reference(t, pairs);
    if (!slot_count)
        return true;
    uint32_t *slots = (uint32_t *)(uintptr_t)slots_of(pairs, count);
    size_t mask = slot_count - 1;
    memset(slots, 0, slot_count * sizeof *slots);
    for (uint32_t i = 0; i < count; i++) {
        size_t slot = (hashes ? hashes[i] : sx_map_hash(t, pairs[i].key)) & mask;
        for (; slots[slot]; slot = (slot + 1) & mask)
            if (sx_string_equal(pairs[slots[slot] - 1].key, pairs[i].key))
                return false;
        slots[slot] = i + 1;
    }
    return true;
}

bool sx_set_pairs(struct sx_transform *t, struct sx_node *node, const struct sx_pair *pairs, size_t count) {
    return set_pairs(t, node, pairs, NULL, count);
}

/* A node attributed to `like`, or to t->cause. */
static struct sx_node *new_node(struct sx_transform *t, enum sx_kind kind, const struct sx_node *like) {
    struct sx_node *node = sx_alloc(t, sizeof *node);
    *node = (struct sx_node){.kind = kind, .span = sx_at(like ? like : t->cause)};
    return node;
}

const struct sx_node *sx_new_null(struct sx_transform *t) {
    return new_node(t, SX_NULL, NULL);
}

const struct sx_node *sx_new_bool(struct sx_transform *t, bool value) {
    struct sx_node *node = new_node(t, SX_BOOL, NULL);
    node->boolean = value;
    return node;
}

const struct sx_node *sx_new_int(struct sx_transform *t, int64_t value) {
    struct sx_node *node = new_node(t, SX_INT, NULL);
    node->integer = value;
    return node;
}

const struct sx_node *sx_new_string(struct sx_transform *t, struct sx_string string) {
    struct sx_node *node = new_node(t, SX_STRING, NULL);
    node->string = string;
    return node;
}

enum { LITERAL_BITS = 7 };

struct sx_literals {
    const struct sx_node *nodes[1 << LITERAL_BITS]; /* each where the hash of its address leads to, the latest there */
};

void sx_share_literals(struct sx_transform *t) {
    t->literals = SX_NEW(t, struct sx_literals);
}

/* One that was made for another text gives way: a template has few kinds of resources. */
const struct sx_node *sx_new_literal(struct sx_transform *t, const char *text) {
    if (!t->literals)
        return sx_new_string(t, sx_string_from(text));
    uint64_t hash = (uint64_t)(uintptr_t)text * 0x9E3779B97F4A7C15ULL;
    const struct sx_node **latest = &t->literals->nodes[hash >> (64 - LITERAL_BITS)];
    if (!*latest || (*latest)->string.bytes != text) {
        struct sx_node *node = sx_alloc(t, sizeof *node);
        *node = (struct sx_node){.kind = SX_STRING, .string = sx_string_from(text)};
        *latest = node;
    }
    return *latest;
}

const struct sx_node *sx_adopt_hashed_pairs(struct sx_transform *t, const struct sx_node *like,
                                            const struct sx_pair *pairs, const uint32_t *hashes, size_t count) {
    struct sx_node *node = new_node(t, SX_MAPPING, like);
    bool differ = set_pairs(t, node, pairs, hashes, count);
    assert(differ);
    (void)differ;
    return node;
}

const struct sx_node *sx_adopt_pairs(struct sx_transform *t, const struct sx_node *like, const struct sx_pair *pairs,
                                     size_t count) {
    return sx_adopt_hashed_pairs(t, like, pairs, NULL, count);
}

/* Each part tells where the next one is, so they are asked for one after the other: the entry that is nearest, last. */
void sx_prefetch_far_entries(const struct sx_pair *pairs) {
    enum { STEP = SX_ENTRIES_AHEAD / 4, FEW_PAIRS = 128, AROUND = 1024 }; /* the last two in bytes */
    const struct sx_node *far = pairs[3 * STEP].value, *properties = sx_last_value(pairs[2 * STEP].value);
    sx_prefetch(pairs[4 * STEP].value);
    if (sx_is_mapping(far))
        sx_prefetch_all(far->mapping.pairs, FEW_PAIRS);
    sx_prefetch(properties);
    properties = sx_last_value(pairs[STEP].value);
    if (sx_is_mapping(properties))
        sx_prefetch_all((const void *)((uintptr_t)properties->mapping.pairs - AROUND), 2 * AROUND);
}

const struct sx_node *sx_placed(struct sx_transform *t, const struct sx_node *node, const struct sx_node *at) {
    if (!at || !at->span.end)
        return node;
    struct sx_node *placed = SX_NEW(t, struct sx_node);
    *placed = *node;
    placed->span = at->span;
    return placed;
}

const struct sx_node *sx_new_mapping_of(struct sx_transform *t, const struct sx_node *like, const struct sx_pair *pairs,
                                        size_t count) {
    if (count < INDEXED_FROM)
        return sx_adopt_pairs(t, like, pairs, count);
    struct sx_pair *copy = sx_alloc_pairs(t, count);
    memcpy(copy, pairs, count * sizeof *copy);
    return sx_adopt_pairs(t, like, copy, count);
}

const struct sx_node *sx_new_sequence_of(struct sx_transform *t, const struct sx_node *like,
                                         const struct sx_node **items, size_t count) {
    struct sx_node *node = new_node(t, SX_SEQUENCE, like);
    node->sequence.items = items;
    node->sequence.count = (uint32_t)count;
    return node;
}

const struct sx_node *sx_new_mapping(struct sx_transform *t, const struct sx_field *fields) {
    size_t count = 0, at = 0;
    for (const struct sx_field *field = fields; field->key; field++)
        count += field->value != NULL;
    struct sx_pair *pairs = sx_alloc_pairs(t, count);
    for (const struct sx_field *field = fields; field->key; field++)
        if (field->value)
            pairs[at++] = (struct sx_pair){.key = sx_string_from(field->key), .value = field->value};
    return sx_adopt_pairs(t, NULL, pairs, count);
}

const struct sx_node *sx_new_sequence(struct sx_transform *t, const struct sx_node *const *items) {
    size_t count = 0, at = 0;
    for (const struct sx_node *const *item = items; *item != &sx_list_end; item++)
        count += *item != NULL;
    const struct sx_node **copy = sx_alloc_array(t, count, sizeof *copy);
    for (const struct sx_node *const *item = items; *item != &sx_list_end; item++)
        if (*item)
            copy[at++] = *item;
    return sx_new_sequence_of(t, NULL, copy, count);
}

const struct sx_node *sx_new_entry(struct sx_transform *t, struct sx_string key, const struct sx_node *value) {
    struct sx_pair *pair = sx_alloc(t, sizeof *pair);
    *pair = (struct sx_pair){.key = key, .value = value};
    return sx_new_mapping_of(t, NULL, pair, 1);
}

const struct sx_node *sx_with(struct sx_transform *t, const struct sx_node *mapping, struct sx_string key,
                              const struct sx_node *value) {
    size_t count = sx_count(mapping), kept = 0;
    struct sx_pair *pairs = sx_alloc_pairs(t, count + (value && !sx_has(t, mapping, key)));
    bool placed = false;
    for (size_t i = 0; i < count; i++) {
        struct sx_pair pair = mapping->mapping.pairs[i];
        if (sx_string_equal(pair.key, key)) {
            placed = true;
            if (!value)
                continue;
            pair.value = value;
        }
        pairs[kept++] = pair;
    }
    if (!placed && value)
        pairs[kept++] = (struct sx_pair){.key = key, .value = value};
    return sx_adopt_pairs(t, mapping, pairs, kept);
}

/** What stands before an array that may be longer than the sequences that share it. */
struct growth {
    size_t used, capacity;
};

static struct growth *growth_of(const struct sx_node *sequence) {
    return sequence->sequence.grows ? (struct growth *)sequence->sequence.items - 1 : NULL;
}

static const struct sx_node **new_items(struct sx_transform *t, size_t capacity) {
    struct growth *growth = sx_alloc(t, sizeof *growth + capacity * sizeof(const struct sx_node *));
    growth->capacity = capacity;
    return (const struct sx_node **)(growth + 1);
}

const struct sx_node *sx_append(struct sx_transform *t, const struct sx_node *sequence, const struct sx_node *item) {
    size_t count = sx_count(sequence);
    struct sx_node *node = new_node(t, SX_SEQUENCE, sequence);
    const struct growth *growth = count ? growth_of(sequence) : NULL;
    if (growth && growth->used == count && growth->used < growth->capacity) {
        node->sequence.items = sequence->sequence.items;
    } else {
        node->sequence.items = new_items(t, count < 2 ? 4 : count * 2);
        if (count)
            memcpy(node->sequence.items, sequence->sequence.items, count * sizeof item);
    }
    node->sequence.items[count] = item;
    node->sequence.count = (uint32_t)count + 1;
    node->sequence.grows = true;
    growth_of(node)->used = count + 1;
    return node;
}

struct sx_shared {
    sx_maker make;
    struct sx_string name;
    const struct sx_node *node;
    struct sx_shared *next;
};

const struct sx_node *sx_shared(struct sx_transform *t, sx_maker make, struct sx_string name) {
    for (const struct sx_shared *shared = t->shared; shared; shared = shared->next)
        if (shared->make == make && sx_string_equal(shared->name, name))
            return shared->node;
    struct sx_shared *made = sx_alloc(t, sizeof *made);
    const struct sx_node *cause = t->cause;
    t->cause = NULL;
    *made = (struct sx_shared){make, name, make(t, name), t->shared};
    t->cause = cause;
    t->shared = made;
    return made->node;
}
