/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The tree, built from events with an explicit stack. JSON and YAML have each their own source of events; what a
 * template means by tags, keys, anchors and merge keys is settled here, once for both.
 */
#ifndef SAMX_READ_BUILDER_H
#define SAMX_READ_BUILDER_H

#include "base/vector.h"
#include "read/tag.h"
#include "tree/node.h"

/** What an alias repeats. */
struct sx_anchor {
    const struct sx_node *node; /* NULL while it is being read: an alias inside of itself */
    size_t size;                /* values in it, aliases expanded */
    size_t height;              /* levels of mappings and sequences in it */
};

/** One entry of a mapping that is being read. */
struct sx_entry {
    struct sx_pair pair;
    const struct sx_node *key; /* the key when it is not a text in Python, else NULL */
    bool merge;                /* the key is <<, unquoted */
};

/** A mapping or sequence that is being read. */
struct sx_frame {
    enum {
        SX_FRAME_SEQUENCE,
        SX_FRAME_KEY,          /* a mapping, whose next child is a key */
        SX_FRAME_VALUE,        /* a mapping, whose next child is the value of the last entry */
        SX_FRAME_DROPPED_VALUE /* a mapping, whose next child belongs to a key that was refused */
    } state;
    bool merges;     /* an entry is a merge key */
    bool other_keys; /* an entry has a key that is not a text in Python */
    struct sx_tag tag;
    struct sx_anchor *anchor;
    uint32_t start, end;
    size_t first; /* index of its first item or entry in those of the builder */
    size_t depth, height;
    size_t count_before; /* t->node_count when it began */
};

/** Zero-initialise, set `t` and `text`. */
struct sx_builder {
    struct sx_transform *t;
    struct sx_string text;
    SX_VECTOR(struct sx_frame) frames;
    SX_VECTOR(const struct sx_node *) items; /* of all open sequences */
    SX_VECTOR(struct sx_entry) entries;      /* of all open mappings */
    struct sx_map anchors;
    size_t expansions; /* against SAMX_LIMIT_ALIAS_EXPANSIONS */
    size_t errors, warnings;
    const struct sx_node *root;
};

/** A scalar as it is written, its text decoded. */
struct sx_scalar {
    struct sx_string text;
    bool plain; /* neither quoted nor a block */
    struct sx_tag tag;
    struct sx_string anchor; /* empty: none */
    struct sx_span span;
};

/** The innermost mapping or sequence that is open, or NULL. Valid until the next one begins. */
static inline struct sx_frame *sx_builder_top(const struct sx_builder *builder) {
    return builder->frames.count ? &builder->frames.items[builder->frames.count - 1] : NULL;
}

void sx_build_begin(struct sx_builder *builder, bool mapping, struct sx_tag tag, struct sx_string anchor,
                    uint32_t start);
/** `end` is one past the closing bracket, or 0 when the last child ends it. */
void sx_build_end(struct sx_builder *builder, uint32_t end);
void sx_build_scalar(struct sx_builder *builder, const struct sx_scalar *scalar);
void sx_build_alias(struct sx_builder *builder, struct sx_string name, struct sx_span span);
/** A key or a value whose kind, value and span are known; copied. */
void sx_build_resolved(struct sx_builder *builder, const struct sx_node *node);

/** Records an error; the document goes on being read, so that there can be more, but sx_read() gives no tree. */
void sx_builder_error(struct sx_builder *builder, struct sx_span where, enum sx_rule rule, struct sx_string message);
/** Records a warning, unless there are too many. */
void sx_builder_warning(struct sx_builder *builder, struct sx_span where, enum sx_rule rule, struct sx_string message);
/** A piece of the template as messages quote it: not longer than a line. */
struct sx_string sx_builder_quote(const struct sx_builder *builder, struct sx_string text);
/** True when there are so many errors that reading on has no use. */
static inline bool sx_builder_has_enough(const struct sx_builder *builder) {
    enum { MOST_ERRORS = 100 }; /* then nobody reads on */
    return builder->errors >= MOST_ERRORS;
}
/** Counts `count` values against the limit of nodes. */
void sx_builder_count(struct sx_builder *builder, size_t count, struct sx_span where);

/** The node of a mapping whose entries are all read (mapping.c): merge keys expanded, duplicate keys settled. */
const struct sx_node *sx_build_mapping(struct sx_builder *builder, const struct sx_frame *frame, struct sx_span span);

#endif
