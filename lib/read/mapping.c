/* SPDX-License-Identifier: Apache-2.0 */

/* Mappings: merge keys, keys that are the same, keys that only become the same as JSON. */

#include "read/builder.h"

#include <math.h>

enum { COMPARED_ONE_BY_ONE = 12 };

struct entries {
    struct sx_entry *items;
    size_t count;
};

/* ------------------------------------------------------------------------------------------------------- merging -- */

struct merged {
    SX_VECTOR(struct sx_entry) entries;
};

/*
 * A short tag makes no difference to merging: PyYAML merges nodes, before it makes functions of them. A mapping that
 * was made for a tag is known by its key, which stands where the mapping begins and is the tag.
 */
static const struct sx_node *without_tag(const struct sx_builder *builder, const struct sx_node *node) {
    if (node->kind != SX_MAPPING || node->mapping.count != 1)
        return node;
    const struct sx_pair *pair = node->mapping.pairs;
    bool made = pair->key_span.start == node->span.start && node->span.start < builder->text.length &&
                builder->text.bytes[node->span.start] == '!';
    return made ? pair->value : node;
}

static bool merge_mapping(struct sx_builder *builder, struct merged *merged, const struct sx_node *mapping) {
    mapping = without_tag(builder, mapping);
    if (mapping->kind != SX_MAPPING)
        return false;
    for (uint32_t i = 0; i < mapping->mapping.count; i++) {
        struct sx_entry entry = {.pair = mapping->mapping.pairs[i], .merge = true};
        SX_PUSH(builder->t, &merged->entries, entry);
    }
    return true;
}

/* In a list the first mapping wins, in entries the last: so the list goes in backwards. */
static bool merge_value(struct sx_builder *builder, struct merged *merged, const struct sx_node *value) {
    value = without_tag(builder, value);
    if (value->kind != SX_SEQUENCE)
        return merge_mapping(builder, merged, value);
    for (size_t i = value->sequence.count; i-- > 0;)
        if (!merge_mapping(builder, merged, value->sequence.items[i]))
            return false;
    return true;
}

/* What is merged comes first and is overridden by the own entries, wherever the merge keys stand. */
static struct entries expand_merges(struct sx_builder *builder, struct entries own) {
    struct merged merged = {{0}};
    for (size_t i = 0; i < own.count; i++) {
        if (own.items[i].merge && !merge_value(builder, &merged, own.items[i].pair.value))
            sx_builder_error(builder, own.items[i].pair.key_span, SX_RULE_UNSUPPORTED_YAML,
                             STR("A merge key (<<) takes a mapping or a list of mappings."));
    }
    for (size_t i = 0; i < own.count; i++) {
        if (!own.items[i].merge)
            SX_PUSH(builder->t, &merged.entries, own.items[i]);
    }
    return (struct entries){merged.entries.items, merged.entries.count};
}

/* ---------------------------------------------------------------------------------------------------- equal keys -- */

static void warn_of_duplicate(struct sx_builder *builder, const struct sx_entry *earlier,
                              const struct sx_entry *later) {
    /* an own key over a merged one is what merging is for */
    if (earlier->merge || later->merge)
        return;
    struct sx_string message = CAT(builder->t, STR("The key '"), sx_builder_quote(builder, later->pair.key),
                                   STR("' is already in this mapping; the last one wins."));
    sx_builder_warning(builder, later->pair.key_span, SX_RULE_DUPLICATE_KEY, message);
}

/*
 * A name for what a key is equal to in Python, where 1, 1.0 and True are the same key of a dictionary and "1" is not.
 * The names of numbers begin with a NUL, the others are the texts themselves with a letter before.
 */
static struct sx_string identity(struct sx_transform *t, const struct sx_entry *entry) {
    const struct sx_node *key = entry->key;
    if (!key)
        return CAT(t, STR("t"), entry->pair.key);
    if (key->kind == SX_BOOL)
        return key->boolean ? STR("\0001") : STR("\0000");
    /* below 2^63 a float with no fraction equals an integer of 64 bits */
    if (key->kind == SX_FLOAT && fabs(key->number) < 9223372036854775808.0 && trunc(key->number) == key->number)
        return CAT(t, STR("\0"), sx_string_from_int(t, (long long)key->number));
    return CAT(t, STR("\0"), entry->pair.key);
}

/*
 * Keeps of entries with the same name the place of the first and the value of the last. As the keys of a Python
 * dictionary the first key stays as well; as the keys of JSON they have the same text.
 */
static struct entries settle(struct sx_builder *builder, struct entries entries, bool as_python) {
    struct sx_transform *t = builder->t;
    struct sx_map places = {0};
    size_t count = 0;
    for (size_t i = 0; i < entries.count; i++) {
        struct sx_entry entry = entries.items[i];
        struct sx_string name = as_python ? identity(t, &entry) : entry.pair.key;
        struct sx_entry *earlier = sx_map_get(t, &places, name);
        if (!earlier) {
            entries.items[count] = entry;
            sx_map_set(t, &places, name, &entries.items[count++]);
            continue;
        }
        warn_of_duplicate(builder, earlier, &entry);
        if (as_python) {
            entry.pair.key = earlier->pair.key;
            entry.key = earlier->key;
        }
        *earlier = entry;
    }
    return (struct entries){entries.items, count};
}

static bool keys_differ(struct entries entries) {
    for (size_t i = 0; i < entries.count; i++)
        for (size_t j = 0; j < i; j++)
            if (sx_string_equal(entries.items[i].pair.key, entries.items[j].pair.key))
                return false;
    return true;
}

static bool set_pairs(struct sx_transform *t, struct sx_node *node, struct entries entries) {
    struct sx_pair *pairs = sx_alloc_pairs(t, entries.count);
    for (size_t i = 0; i < entries.count; i++)
        pairs[i] = entries.items[i].pair;
    return sx_set_pairs(t, node, pairs, entries.count);
}

const struct sx_node *sx_build_mapping(struct sx_builder *builder, const struct sx_frame *frame, struct sx_span span) {
    struct sx_transform *t = builder->t;
    struct sx_entry *items = builder->entries.items; /* NULL before the first entry of all */
    struct entries entries = {items ? items + frame->first : NULL, builder->entries.count - frame->first};
    sx_builder_count(builder, 1, span);
    struct sx_node *node = sx_alloc(t, sizeof *node);
    *node = (struct sx_node){.kind = SX_MAPPING, .span = span};
    if (frame->merges)
        entries = expand_merges(builder, entries);
    if (frame->other_keys)
        entries = settle(builder, entries, true);
    /* keys that are the same are seldom, and the index of a large mapping finds them by itself */
    if (entries.count <= COMPARED_ONE_BY_ONE && !keys_differ(entries))
        entries = settle(builder, entries, false);
    if (!set_pairs(t, node, entries))
        set_pairs(t, node, settle(builder, entries, false));
    builder->entries.count = frame->first;
    return node;
}
