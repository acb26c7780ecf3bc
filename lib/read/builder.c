/* SPDX-License-Identifier: Apache-2.0 */

#include "read/builder.h"

#include "python/text.h"
#include "read/scalar.h"

enum {
    MOST_WARNINGS = 1000, /* a hostile template must not make millions */
    LONGEST_QUOTE = 80,
};

void sx_builder_error(struct sx_builder *builder, struct sx_span where, enum sx_rule rule, struct sx_string message) {
    builder->errors++;
    sx_report(builder->t, where, rule, message);
}

void sx_builder_warning(struct sx_builder *builder, struct sx_span where, enum sx_rule rule, struct sx_string message) {
    if (builder->warnings++ < MOST_WARNINGS)
        sx_report(builder->t, where, rule, message);
}

struct sx_string sx_builder_quote(const struct sx_builder *builder, struct sx_string text) {
    size_t length = LONGEST_QUOTE;
    if (text.length <= length)
        return text;
    while (length > 0 && ((unsigned char)text.bytes[length] & 0xC0) == 0x80)
        length--;
    return CAT(builder->t, sx_string_slice(text, 0, length), STR("..."));
}

/* ------------------------------------------------------------------------------------------------------ limits -- */

static noreturn void refuse_limit(struct sx_transform *t, struct sx_span where, const char *before, samx_limit limit,
                                  const char *after) {
    sx_refuse_limit(
        t, where,
        CAT(t, sx_string_from(before), sx_string_from_int(t, (long long)sx_limit(t, limit)), sx_string_from(after)));
}

void sx_builder_count(struct sx_builder *builder, size_t count, struct sx_span where) {
    struct sx_transform *t = builder->t;
    size_t limit = sx_limit(t, SAMX_LIMIT_NODES);
    if (count > limit || t->node_count > limit - count)
        refuse_limit(t, where, "The template has more than ", SAMX_LIMIT_NODES, " values.");
    t->node_count += count;
}

static void check_depth(struct sx_builder *builder, size_t depth, struct sx_span where) {
    if (depth > sx_limit(builder->t, SAMX_LIMIT_NESTING_DEPTH))
        refuse_limit(builder->t, where, "The template is nested deeper than ", SAMX_LIMIT_NESTING_DEPTH, " levels.");
}

static void count_expansion(struct sx_builder *builder, size_t count, struct sx_span where) {
    size_t limit = sx_limit(builder->t, SAMX_LIMIT_ALIAS_EXPANSIONS);
    if (count > limit || builder->expansions > limit - count)
        refuse_limit(builder->t, where, "Aliases repeat more than ", SAMX_LIMIT_ALIAS_EXPANSIONS, " values.");
    builder->expansions += count;
    sx_builder_count(builder, count, where);
}

/* -------------------------------------------------------------------------------------------------------- nodes -- */

static struct sx_node *keep(struct sx_builder *builder, const struct sx_node *node) {
    sx_builder_count(builder, 1, node->span);
    struct sx_node *kept = sx_alloc(builder->t, sizeof *kept);
    *kept = *node;
    return kept;
}

/* {"Fn::Sub": value}, from the tag to the end of the value. */
static const struct sx_node *apply_function(struct sx_builder *builder, const struct sx_tag *tag,
                                            const struct sx_node *value, uint32_t end) {
    struct sx_pair *pair = SX_NEW(builder->t, struct sx_pair);
    pair->key = sx_tag_function(builder->t, tag);
    pair->key_span = tag->span;
    pair->value = value;
    struct sx_node mapping = {.span = {tag->span.start, end}};
    sx_set_pairs(builder->t, &mapping, pair, 1);
    return keep(builder, &mapping);
}

/* "Table.StreamArn" as the list of the resource and the attribute: the reference splits at the first dot only. */
static const struct sx_node *split_attribute(struct sx_builder *builder, const struct sx_scalar *scalar) {
    struct sx_string text = scalar->text;
    size_t dot = sx_string_find_byte(text, '.', 0), count = dot == SIZE_MAX ? 1 : 2;
    const struct sx_node **items = sx_alloc_array(builder->t, count, sizeof *items);
    struct sx_node part = {.kind = SX_STRING, .span = scalar->span};
    bool as_written = scalar->plain && text.length == scalar->span.end - scalar->span.start;
    for (size_t i = 0; i < count; i++) {
        size_t from = i == 0 ? 0 : dot + 1, to = i == 0 && count == 2 ? dot : text.length;
        part.string = sx_string_slice(text, from, to);
        if (as_written)
            part.span = (struct sx_span){scalar->span.start + (uint32_t)from, scalar->span.start + (uint32_t)to};
        items[i] = keep(builder, &part);
    }
    struct sx_node sequence = {.kind = SX_SEQUENCE, .span = scalar->span};
    sequence.sequence.items = items;
    sequence.sequence.count = (uint32_t)count;
    return keep(builder, &sequence);
}

static void unsupported_tag(struct sx_builder *builder, const struct sx_tag *tag, const char *reason) {
    struct sx_transform *t = builder->t;
    struct sx_string written = sx_string_slice(builder->text, tag->span.start, tag->span.end);
    written = sx_builder_quote(builder, written);
    sx_builder_error(builder, tag->span, SX_RULE_UNSUPPORTED_YAML,
                     CAT(t, STR("The tag "), written, sx_string_from(reason)));
}

static const char unknown_tag[] = " is not one that templates can use.";
static const char unfit_tag[] = " does not fit its value.";

/* Sets the kind and value of `node` to what the scalar means; that of a function's argument is always a text. */
static void resolve(struct sx_builder *builder, const struct sx_scalar *scalar, struct sx_node *node) {
    struct sx_transform *t = builder->t;
    *node = (struct sx_node){.kind = SX_STRING, .span = scalar->span, .string = scalar->text};
    switch (scalar->tag.kind) {
    case SX_TAG_NONE:
        if (!scalar->plain || sx_is_plain_string(scalar->text))
            return;
        /* fallthrough */
    case SX_TAG_RESOLVE:
        if (!sx_resolve_plain(t, scalar->text, node)) {
            *node = (struct sx_node){.kind = SX_STRING, .span = scalar->span, .string = scalar->text};
            sx_builder_error(builder, scalar->span, SX_RULE_UNSUPPORTED_YAML,
                             STR("The number has no digits, or more than 4300. Quote it to make it a text."));
        }
        return;
    case SX_TAG_FUNCTION:
    case SX_TAG_STRING:
        return;
    case SX_TAG_INT:
    case SX_TAG_FLOAT:
    case SX_TAG_BOOL:
    case SX_TAG_NULL: {
        static const enum sx_kind kinds[] = {
            [SX_TAG_INT] = SX_INT, [SX_TAG_FLOAT] = SX_FLOAT, [SX_TAG_BOOL] = SX_BOOL, [SX_TAG_NULL] = SX_NULL};
        if (!sx_resolve_as(t, kinds[scalar->tag.kind], scalar->text, node))
            unsupported_tag(builder, &scalar->tag, unfit_tag);
        return;
    }
    case SX_TAG_SEQUENCE:
    case SX_TAG_MAPPING:
        unsupported_tag(builder, &scalar->tag, unfit_tag);
        return;
    case SX_TAG_UNKNOWN:
        unsupported_tag(builder, &scalar->tag, unknown_tag);
        return;
    }
}

/* ----------------------------------------------------------------------------------------------------- delivery -- */

/* The text that json.dumps() makes of a key. */
static struct sx_string key_text(struct sx_transform *t, const struct sx_node *key) {
    switch (key->kind) {
    case SX_NULL:
        return STR("null");
    case SX_BOOL:
        return key->boolean ? STR("true") : STR("false");
    case SX_INT:
        return key->big ? key->string : sx_string_from_int(t, key->integer);
    case SX_FLOAT:
        if (key->number != key->number)
            return STR("NaN");
        if (key->number - key->number != 0)
            return key->number < 0 ? STR("-Infinity") : STR("Infinity");
        return sx_python_float(t, key->number);
    default:
        return key->string;
    }
}

static void take_key(struct sx_builder *builder, const struct sx_node *key, struct sx_span span, bool merge) {
    struct sx_transform *t = builder->t;
    struct sx_frame *frame = sx_builder_top(builder);
    if (frame->end < span.end)
        frame->end = span.end;
    /* of a single pair in a list, [key: value], libfyaml tells the place of the colon */
    if (frame->start > span.start)
        frame->start = span.start;
    if (key->kind == SX_SEQUENCE || key->kind == SX_MAPPING) {
        sx_builder_error(builder, span, SX_RULE_UNSUPPORTED_YAML,
                         STR("A key must be a text; it cannot be a list, a mapping or a function."));
        frame->state = SX_FRAME_DROPPED_VALUE;
        return;
    }
    struct sx_entry entry = {.pair = {.key = key_text(t, key), .key_span = span}, .merge = merge};
    if (key->kind != SX_STRING) {
        struct sx_node *copy = sx_alloc(t, sizeof *copy);
        *copy = *key;
        entry.key = copy;
        frame->other_keys = true;
    }
    frame->merges |= merge;
    frame->state = SX_FRAME_VALUE;
    SX_PUSH(t, &builder->entries, entry);
}

static bool takes_key(const struct sx_builder *builder) {
    const struct sx_frame *frame = sx_builder_top(builder);
    return frame && frame->state == SX_FRAME_KEY;
}

/* Gives a finished node to what it stands in. `span` is where it stands, which for an alias is not the node's own. */
static void deliver(struct sx_builder *builder, const struct sx_node *node, struct sx_span span, size_t height) {
    struct sx_frame *frame = sx_builder_top(builder);
    if (!frame) {
        builder->root = node;
        return;
    }
    if (frame->end < span.end)
        frame->end = span.end;
    if (frame->height < height)
        frame->height = height;
    switch (frame->state) {
    case SX_FRAME_SEQUENCE:
        SX_PUSH(builder->t, &builder->items, node);
        break;
    case SX_FRAME_KEY:
        take_key(builder, node, span, false);
        break;
    case SX_FRAME_VALUE:
        builder->entries.items[builder->entries.count - 1].pair.value = node;
        frame->state = SX_FRAME_KEY;
        break;
    case SX_FRAME_DROPPED_VALUE:
        frame->state = SX_FRAME_KEY;
        break;
    }
}

/* ------------------------------------------------------------------------------------------- anchors and aliases -- */

static struct sx_anchor *new_anchor(struct sx_builder *builder, struct sx_string name) {
    struct sx_transform *t = builder->t;
    /* PyYAML refuses this; YAML itself lets the later anchor win. */
    if (sx_map_get(t, &builder->anchors, name)) {
        uint32_t start = (uint32_t)(name.bytes - builder->text.bytes);
        sx_builder_error(
            builder, (struct sx_span){start, start + (uint32_t)name.length}, SX_RULE_UNSUPPORTED_YAML,
            CAT(t, STR("The anchor &"), sx_builder_quote(builder, name), STR(" is defined more than once.")));
    }
    struct sx_anchor *anchor = SX_NEW(t, struct sx_anchor);
    sx_map_set(t, &builder->anchors, name, anchor);
    return anchor;
}

static struct sx_anchor *begin_anchor(struct sx_builder *builder, struct sx_string name) {
    return name.length ? new_anchor(builder, name) : NULL;
}

static void finish_anchor(struct sx_anchor *anchor, const struct sx_node *node, size_t size, size_t height) {
    if (!anchor)
        return;
    anchor->node = node;
    anchor->size = size;
    anchor->height = height;
}

static size_t depth_of(const struct sx_builder *builder) {
    const struct sx_frame *frame = sx_builder_top(builder);
    return frame ? frame->depth : 0;
}

void sx_build_alias(struct sx_builder *builder, struct sx_string name, struct sx_span span) {
    struct sx_transform *t = builder->t;
    const struct sx_anchor *anchor = sx_map_get(t, &builder->anchors, name);
    if (anchor && anchor->node) {
        count_expansion(builder, anchor->size, span);
        check_depth(builder, depth_of(builder) + anchor->height, span);
        deliver(builder, anchor->node, span, anchor->height);
        return;
    }
    if (anchor)
        sx_builder_error(
            builder, span, SX_RULE_UNSUPPORTED_YAML,
            CAT(t, STR("The alias *"), sx_builder_quote(builder, name), STR(" stands inside of what it repeats.")));
    else
        sx_builder_error(builder, span, SX_RULE_SYNTAX,
                         CAT(t, STR("The alias *"), sx_builder_quote(builder, name), STR(" has no anchor.")));
    sx_build_resolved(builder, &(struct sx_node){.kind = SX_NULL, .span = span});
}

/* ------------------------------------------------------------------------------------------------------- events -- */

void sx_build_begin(struct sx_builder *builder, bool mapping, struct sx_tag tag, struct sx_string anchor,
                    uint32_t start) {
    struct sx_span where = {start, start + 1};
    size_t depth = depth_of(builder) + 1 + (tag.kind == SX_TAG_FUNCTION);
    check_depth(builder, depth, where);
    struct sx_frame frame = {
        .state = mapping ? SX_FRAME_KEY : SX_FRAME_SEQUENCE,
        .tag = tag,
        .anchor = begin_anchor(builder, anchor),
        .start = start,
        .end = start,
        .first = mapping ? builder->entries.count : builder->items.count,
        .depth = depth,
        .count_before = builder->t->node_count,
    };
    SX_PUSH(builder->t, &builder->frames, frame);
}

static const struct sx_node *finish_sequence(struct sx_builder *builder, const struct sx_frame *frame,
                                             struct sx_span span) {
    size_t count = builder->items.count - frame->first;
    struct sx_node node = {.kind = SX_SEQUENCE, .span = span};
    node.sequence.items = sx_alloc_array(builder->t, count, sizeof *node.sequence.items);
    node.sequence.count = (uint32_t)count;
    for (size_t i = 0; i < count; i++)
        node.sequence.items[i] = builder->items.items[frame->first + i];
    builder->items.count = frame->first;
    return keep(builder, &node);
}

void sx_build_end(struct sx_builder *builder, uint32_t end) {
    const struct sx_frame *frame = &builder->frames.items[--builder->frames.count];
    bool mapping = frame->state != SX_FRAME_SEQUENCE;
    struct sx_span span = {frame->start, end ? end : frame->end};
    size_t height = frame->height + 1;
    const struct sx_node *node =
        mapping ? sx_build_mapping(builder, frame, span) : finish_sequence(builder, frame, span);
    switch (frame->tag.kind) {
    case SX_TAG_NONE:
    case SX_TAG_RESOLVE:
        break;
    case SX_TAG_FUNCTION:
        node = apply_function(builder, &frame->tag, node, span.end);
        height++;
        break;
    case SX_TAG_UNKNOWN:
        unsupported_tag(builder, &frame->tag, unknown_tag);
        break;
    default:
        if (frame->tag.kind != (mapping ? SX_TAG_MAPPING : SX_TAG_SEQUENCE))
            unsupported_tag(builder, &frame->tag, unfit_tag);
        break;
    }
    finish_anchor(frame->anchor, node, builder->t->node_count - frame->count_before, height);
    deliver(builder, node, node->span, height);
}

static void build_function(struct sx_builder *builder, const struct sx_scalar *scalar) {
    size_t count_before = builder->t->node_count, height = 1;
    struct sx_anchor *anchor = begin_anchor(builder, scalar->anchor);
    const struct sx_node *value;
    if (sx_string_is(scalar->tag.name, "GetAtt")) {
        value = split_attribute(builder, scalar);
        height = 2;
    } else {
        value = keep(builder, &(struct sx_node){.kind = SX_STRING, .span = scalar->span, .string = scalar->text});
    }
    check_depth(builder, depth_of(builder) + height, scalar->span);
    const struct sx_node *node = apply_function(builder, &scalar->tag, value, scalar->span.end);
    finish_anchor(anchor, node, builder->t->node_count - count_before, height);
    deliver(builder, node, node->span, height);
}

void sx_build_scalar(struct sx_builder *builder, const struct sx_scalar *scalar) {
    if (scalar->tag.kind == SX_TAG_FUNCTION) {
        build_function(builder, scalar);
        return;
    }
    struct sx_node node;
    resolve(builder, scalar, &node);
    struct sx_anchor *anchor = begin_anchor(builder, scalar->anchor);
    if (anchor)
        finish_anchor(anchor, keep(builder, &node), 1, 0);
    bool merge = scalar->plain && scalar->tag.kind == SX_TAG_NONE && sx_string_is(scalar->text, "<<");
    if (takes_key(builder))
        take_key(builder, &node, node.span, merge);
    else
        deliver(builder, anchor ? anchor->node : keep(builder, &node), node.span, 0);
}

void sx_build_resolved(struct sx_builder *builder, const struct sx_node *node) {
    if (takes_key(builder))
        take_key(builder, node, node->span, false);
    else
        deliver(builder, keep(builder, node), node->span, 0);
}
