/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The tree: what was read, and what is generated. Nodes never change once they are built; a pass that changes something
 * builds the nodes along the path anew and shares the rest, so the identity of a node (its address) is meaningful.
 */
#ifndef SAMX_TREE_NODE_H
#define SAMX_TREE_NODE_H

#include "base/map.h"
#include "diag/diag.h"

enum sx_kind {
    SX_NULL,
    SX_BOOL,
    SX_INT,
    SX_FLOAT,
    SX_STRING,
    SX_SEQUENCE,
    SX_MAPPING,
};

struct sx_node;

/** One entry of a mapping. The span of a key that was generated is {0, 0}. */
struct sx_pair {
    struct sx_string key;
    struct sx_span key_span;
    const struct sx_node *value;
};

/**
 * Half of what a transform allocates is nodes, and half of its time is what memory costs: hence 32 bytes, and no more.
 * What only long mappings and growing sequences need stands beside their arrays.
 */
struct sx_node {
    enum sx_kind kind;
    bool big;            /* SX_INT outside int64_t: its decimal digits, with sign, are in `string` */
    struct sx_span span; /* generated nodes carry the span of the template node that caused them */
    union {
        bool boolean;
        int64_t integer;
        double number;
        struct sx_string string;
        struct {
            const struct sx_node **items;
            uint32_t count;
            bool grows; /* sx_append() made the array: before it stands what that knows of it */
        } sequence;
        struct {
            const struct sx_pair *pairs;
            uint32_t count;
            uint32_t slot_count; /* of the hash index of a large mapping, which stands behind the pairs; else 0 */
        } mapping;
    };
};

/* ------------------------------------------------------------------------------------------------------ asking -- */
/* All of these take NULL for "absent" and then answer as for nothing. */

static inline bool sx_is(const struct sx_node *node, enum sx_kind kind) {
    return node && node->kind == kind;
}
#define sx_is_string(node) sx_is((node), SX_STRING)
#define sx_is_mapping(node) sx_is((node), SX_MAPPING)
#define sx_is_sequence(node) sx_is((node), SX_SEQUENCE)

/** Absent or null: what the reference's `is None` is true for. */
static inline bool sx_is_none(const struct sx_node *node) {
    return !node || node->kind == SX_NULL;
}
/** What Python calls true: not None, false, 0, 0.0, "", [] or {}. */
bool sx_is_true(const struct sx_node *node);
/** The text of a string node; the empty slice for anything else. */
static inline struct sx_string sx_text(const struct sx_node *node) {
    return sx_is_string(node) ? node->string : STR("");
}
static inline bool sx_text_is(const struct sx_node *node, const char *text) {
    return sx_is_string(node) && sx_string_is(node->string, text);
}
/** Entries of a mapping or items of a sequence; 0 for anything else. */
static inline size_t sx_count(const struct sx_node *node) {
    if (sx_is_mapping(node))
        return node->mapping.count;
    return sx_is_sequence(node) ? node->sequence.count : 0;
}

/** The value of `key` in a mapping; NULL when absent, or when `mapping` is not a mapping. Hashed when large. */
const struct sx_pair *sx_get_pair(const struct sx_transform *t, const struct sx_node *mapping, struct sx_string key);
static inline const struct sx_node *sx_get(const struct sx_transform *t, const struct sx_node *mapping,
                                           struct sx_string key) {
    const struct sx_pair *pair = sx_get_pair(t, mapping, key);
    return pair ? pair->value : NULL;
}
/** sx_get() with a literal key, and null read as absent: Python's `.get(key)` when only "is it there" matters. */
#define GET(mapping, literal) sx_get(t, (mapping), STR(literal))
bool sx_has(const struct sx_transform *t, const struct sx_node *mapping, struct sx_string key);
/** The i-th item or value. */
static inline const struct sx_node *sx_item(const struct sx_node *sequence, size_t index) {
    return sx_is_sequence(sequence) && index < sequence->sequence.count ? sequence->sequence.items[index] : NULL;
}

/**
 * Says that what was allocated soon after a node or an array is going to be read, in a walk over a large tree that is
 * in no cache any more: most of what comes next was built next.
 */
static inline void sx_prefetch_behind(const void *memory) {
    enum { DISTANCE = 4096 };
    sx_prefetch((const void *)((uintptr_t)memory + DISTANCE));
}

/** The value of the last entry, which is where a resource mostly has its Properties; NULL: none. */
static inline const struct sx_node *sx_last_value(const struct sx_node *node) {
    return sx_is_mapping(node) && node->mapping.count > 0 ? node->mapping.pairs[node->mapping.count - 1].value : NULL;
}

enum { SX_ENTRIES_AHEAD = 12 }; /* so far the walk over a long mapping looks ahead */
/** For a mapping that has more than SX_ENTRIES_AHEAD entries from `pairs` on. */
void sx_prefetch_far_entries(const struct sx_pair *pairs);
/**
 * Says that entries of a mapping are going to be read, of which `left` are left. In a long one, like Resources, each
 * may have been built anywhere: in a template with a REST API they are built in another order.
 */
static inline void sx_prefetch_entries(const struct sx_pair *pairs, size_t left) {
    if (left > SX_ENTRIES_AHEAD)
        sx_prefetch_far_entries(pairs);
}

/** Equality of Python values: 1 == 1.0 == true, mappings without regard to order. */
bool sx_equal(const struct sx_transform *t, const struct sx_node *a, const struct sx_node *b);

/** The span of a node, {0, 0} for NULL. */
static inline struct sx_span sx_at(const struct sx_node *node) {
    return node ? node->span : (struct sx_span){0, 0};
}
/** The span of the key `key` of a mapping, else of the mapping. */
struct sx_span sx_at_key(const struct sx_transform *t, const struct sx_node *mapping, struct sx_string key);

/**
 * Where a finding of `rule` about an entry stands: at its key or at its value, as the rule says; at the mapping when it
 * has no such key.
 */
struct sx_span sx_at_entry(const struct sx_transform *t, const struct sx_node *mapping, struct sx_string key,
                           enum sx_rule rule);

/**
 * "Resources.F.Properties.Events.E" of the innermost node of `root` that spans `where`; NUL-terminated. When `where` is
 * a whole value that does not stand on one line with its key, it becomes the place of the key; so it does when `at_key`
 * is set and the value is a mapping or sequence.
 */
const char *sx_place_of(struct sx_transform *t, const struct sx_node *root, bool at_key, struct sx_span *where);

/**
 * False when no Ref, Fn::GetAtt or Fn::Sub of any node that was built so far refers to a property of that name, of
 * whatever resource: the second part of "F.Alias.Arn".
 */
bool sx_is_referred_to(const struct sx_transform *t, struct sx_string property);

/* ---------------------------------------------------------------------------------------------------- building -- */

/** New nodes. They are attributed to t->cause: they have its span. Texts are borrowed. */
const struct sx_node *sx_new_null(struct sx_transform *t);
const struct sx_node *sx_new_bool(struct sx_transform *t, bool value);
const struct sx_node *sx_new_int(struct sx_transform *t, int64_t value);
const struct sx_node *sx_new_string(struct sx_transform *t, struct sx_string string);
/** A text that is constant in samx, or lasts as long as `t`. */
const struct sx_node *sx_new_literal(struct sx_transform *t, const char *text);
/**
 * Makes literals of one address one node from here on, which then stands nowhere in the template. Not for a validation:
 * that looks at what was generated, and says where it comes from.
 */
void sx_share_literals(struct sx_transform *t);

struct sx_field {
    const char *key;
    const struct sx_node *value;
};
const struct sx_node *sx_new_mapping(struct sx_transform *t, const struct sx_field *fields); /* ends with key NULL */
const struct sx_node *sx_new_sequence(struct sx_transform *t, const struct sx_node *const *items); /* &sx_list_end */
extern const struct sx_node sx_list_end;

/*
 * The builders as expressions, for any function with a `t`. In MAP and LIST what is NULL is left out. C does not fix
 * the order in which an initialiser is evaluated: what stands inside must be pure.
 */
#define S(literal) sx_new_literal(t, "" literal)
#define TEXT(string) sx_new_string(t, (string))
#define INT(value) sx_new_int(t, (value))
#define BOOL(value) sx_new_bool(t, (value))
#define MAP(...) sx_new_mapping(t, (const struct sx_field[]){__VA_ARGS__, {NULL, NULL}})
#define EMPTY_MAP() sx_new_mapping(t, (const struct sx_field[]){{NULL, NULL}})
#define LIST(...) sx_new_sequence(t, (const struct sx_node *const[]){__VA_ARGS__, &sx_list_end})
#define EMPTY_LIST() sx_new_sequence(t, (const struct sx_node *const[]){&sx_list_end})
/** `node`, no collection with entries, at the place of `at`: the value of a parameter stands where it is asked for. */
const struct sx_node *sx_placed(struct sx_transform *t, const struct sx_node *node, const struct sx_node *at);
/** {key: value} where the key is not a literal. */
const struct sx_node *sx_new_entry(struct sx_transform *t, struct sx_string key, const struct sx_node *value);

/**
 * A node that is the same wherever it is generated: made, by `make` of `name`, when it is first asked for. It stands
 * nowhere in the template. There are few, for they are looked for one by one.
 */
typedef const struct sx_node *(*sx_maker)(struct sx_transform *t, struct sx_string name);
const struct sx_node *sx_shared(struct sx_transform *t, sx_maker make, struct sx_string name);

/** A mapping or sequence with the given content, attributed to `like` (NULL: to t->cause). The arrays are borrowed. */
const struct sx_node *sx_new_mapping_of(struct sx_transform *t, const struct sx_node *like, const struct sx_pair *pairs,
                                        size_t count);
const struct sx_node *sx_new_sequence_of(struct sx_transform *t, const struct sx_node *like,
                                         const struct sx_node **items, size_t count);

/** Memory for the pairs of a mapping, and behind them for its hash index when it is large. */
struct sx_pair *sx_alloc_pairs(struct sx_transform *t, size_t count);
/** The same as sx_new_mapping_of(), of pairs that sx_alloc_pairs() gave memory for: so none is copied. */
const struct sx_node *sx_adopt_pairs(struct sx_transform *t, const struct sx_node *like, const struct sx_pair *pairs,
                                     size_t count);
/** The same, where the hash of each key is known: what sx_map_hash() gives for it, cut to 32 bits. */
const struct sx_node *sx_adopt_hashed_pairs(struct sx_transform *t, const struct sx_node *like,
                                            const struct sx_pair *pairs, const uint32_t *hashes, size_t count);
/** Makes `node` a mapping of such pairs. False when it is large and two keys are the same: it is not usable then. */
bool sx_set_pairs(struct sx_transform *t, struct sx_node *node, const struct sx_pair *pairs, size_t count);
/** Notes for sx_is_referred_to() what the only pair of a mapping refers to, if it does. sx_set_pairs() calls it. */
void sx_note_reference(struct sx_transform *t, const struct sx_pair *pair);

/** `mapping` with `key` set to `value`, in its place or at the end; without it when `value` is NULL. NULL is empty. */
const struct sx_node *sx_with(struct sx_transform *t, const struct sx_node *mapping, struct sx_string key,
                              const struct sx_node *value);
/**
 * `sequence` with one item more; NULL is empty. The array is shared with `sequence` as long as nothing else was
 * appended to that, so a list that grows item by item costs no more than its length.
 */
const struct sx_node *sx_append(struct sx_transform *t, const struct sx_node *sequence, const struct sx_node *item);

/** A mapping under construction, for what is filled step by step. Zero-initialise. */
struct sx_fields {
    SX_VECTOR(struct sx_pair) pairs;
    bool shared;          /* a node has the array: what is in it must not be changed */
    struct sx_map *index; /* key -> 1 + position, once it is large; else NULL */
};
/** Makes room for so many entries, before the first is set. */
void sx_fields_reserve(struct sx_transform *t, struct sx_fields *fields, size_t count);
/** Begins with the entries of a mapping; the array is shared with it until it changes. */
void sx_fields_begin(struct sx_transform *t, struct sx_fields *fields, const struct sx_node *mapping);
/** Sets a key in its place or at the end; NULL does nothing. */
void sx_fields_set(struct sx_transform *t, struct sx_fields *fields, struct sx_string key, const struct sx_node *value);
/** The same, keeping the span of the key in the template. */
void sx_fields_set_at(struct sx_transform *t, struct sx_fields *fields, struct sx_string key, struct sx_span key_span,
                      const struct sx_node *value);
const struct sx_node *sx_fields_get(const struct sx_transform *t, const struct sx_fields *fields, struct sx_string key);
/** Every entry of a mapping. */
void sx_fields_set_all(struct sx_transform *t, struct sx_fields *fields, const struct sx_node *mapping);
/** The fields as they are now; they may go on. */
const struct sx_node *sx_fields_node(struct sx_transform *t, struct sx_fields *fields, const struct sx_node *like);

#endif
