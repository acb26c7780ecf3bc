/* SPDX-License-Identifier: Apache-2.0 */

#include "python/notation.h"

#include "python/text.h"

#include <math.h>
#include <stdlib.h>

/** A mapping or sequence that is being written. `pairs` is NULL for a sequence. */
struct frame {
    const struct sx_node *node;
    const struct sx_pair *pairs;
    size_t next;
};

struct writer {
    struct sx_buffer *buffer;
    const struct sx_notation *notation;
    SX_VECTOR(struct frame) open;
};

void sx_check_output_limit(const struct sx_buffer *buffer) {
    size_t limit = sx_limit(buffer->t, SAMX_LIMIT_OUTPUT_BYTES);
    if (buffer->length <= limit)
        return;
    struct sx_string bytes = sx_string_from_int(buffer->t, (long long)limit);
    sx_refuse_limit(buffer->t, (struct sx_span){0, 0},
                    CAT(buffer->t, STR("The output is longer than "), bytes, STR(" bytes, the limit.")));
}

void sx_write_int(struct sx_buffer *buffer, const struct sx_node *node) {
    sx_buffer_add(buffer, node->big ? node->string : sx_string_from_int(buffer->t, node->integer));
}

static int compare_keys(const void *left, const void *right) {
    return sx_string_compare(((const struct sx_pair *)left)->key, ((const struct sx_pair *)right)->key);
}

static const struct sx_pair *sorted_pairs(struct sx_transform *t, const struct sx_node *mapping) {
    struct sx_pair *pairs = sx_alloc_array(t, mapping->mapping.count, sizeof *pairs);
    for (size_t i = 0; i < mapping->mapping.count; i++)
        pairs[i] = mapping->mapping.pairs[i];
    qsort(pairs, mapping->mapping.count, sizeof *pairs, compare_keys);
    return pairs;
}

static void break_line(struct writer *writer) {
    if (writer->notation->indent == 0)
        return;
    sx_buffer_add_byte(writer->buffer, '\n');
    sx_buffer_add_spaces(writer->buffer, writer->notation->indent * writer->open.count);
}

static void write_float(struct writer *writer, double number) {
    const struct sx_notation *notation = writer->notation;
    if (isnan(number))
        sx_buffer_add_text(writer->buffer, notation->not_a_number);
    else if (isinf(number))
        sx_buffer_add_text(writer->buffer, number < 0 ? notation->minus_infinity : notation->infinity);
    else
        sx_buffer_add(writer->buffer, sx_python_float(writer->buffer->t, number));
}

/** Writes a scalar or an empty collection whole; of any other collection the bracket, and leaves the rest to do. */
static void begin(struct writer *writer, const struct sx_node *node) {
    struct sx_buffer *buffer = writer->buffer;
    const struct sx_notation *notation = writer->notation;
    switch (node ? node->kind : SX_NULL) {
    case SX_NULL:
        sx_buffer_add_text(buffer, notation->null_word);
        break;
    case SX_BOOL:
        sx_buffer_add_text(buffer, node->boolean ? notation->true_word : notation->false_word);
        break;
    case SX_INT:
        sx_write_int(buffer, node);
        break;
    case SX_FLOAT:
        write_float(writer, node->number);
        break;
    case SX_STRING:
        notation->write_string(buffer, node->string);
        break;
    case SX_SEQUENCE:
    case SX_MAPPING: {
        struct frame frame = {.node = node};
        if (node->kind == SX_MAPPING)
            frame.pairs = notation->sorted ? sorted_pairs(buffer->t, node) : node->mapping.pairs;
        if (sx_count(node) == 0) {
            sx_buffer_add_text(buffer, node->kind == SX_MAPPING ? "{}" : "[]");
            break;
        }
        sx_buffer_add_byte(buffer, node->kind == SX_MAPPING ? '{' : '[');
        SX_PUSH(buffer->t, &writer->open, frame);
        break;
    }
    }
    sx_check_output_limit(buffer);
}

static void end(struct writer *writer) {
    const struct frame *frame = &writer->open.items[--writer->open.count];
    break_line(writer);
    sx_buffer_add_byte(writer->buffer, frame->node->kind == SX_MAPPING ? '}' : ']');
}

/** The next entry of the innermost open collection. */
static void advance(struct writer *writer) {
    struct frame *frame = &writer->open.items[writer->open.count - 1];
    size_t index = frame->next++;
    if (index > 0)
        sx_buffer_add_text(writer->buffer, writer->notation->item_separator);
    break_line(writer);
    if (frame->node->kind == SX_SEQUENCE) {
        sx_prefetch_behind(frame->node->sequence.items[index]);
        begin(writer, frame->node->sequence.items[index]);
        return;
    }
    const struct sx_pair *pair = &frame->pairs[index];
    sx_prefetch_behind(pair);
    sx_prefetch_entries(pair, sx_count(frame->node) - index);
    sx_prefetch_behind(pair->value);
    writer->notation->write_string(writer->buffer, pair->key);
    sx_buffer_add_text(writer->buffer, writer->notation->key_separator);
    begin(writer, pair->value);
}

void sx_notation_write(struct sx_buffer *buffer, const struct sx_node *node, const struct sx_notation *notation) {
    struct writer writer = {.buffer = buffer, .notation = notation};
    begin(&writer, node);
    while (writer.open.count > 0) {
        const struct frame *frame = &writer.open.items[writer.open.count - 1];
        if (frame->next < sx_count(frame->node))
            advance(&writer);
        else
            end(&writer);
    }
    sx_check_output_limit(buffer);
}
