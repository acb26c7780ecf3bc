/* SPDX-License-Identifier: Apache-2.0 */

/* Python objects as text: str(), and json.dumps(). */

#include "base/sha1.h"
#include "python/escape.h"
#include "python/notation.h"
#include "python/object.h"

/** Characters of the notation "unicode_escape"; quotes are not escaped there. */
static void write_unicode_character(struct sx_buffer *buffer, uint32_t character) {
    if (character == '\\')
        sx_write_escape(buffer, '\\', 0, 0);
    else if (character == '\t' || character == '\n' || character == '\r')
        sx_write_json_escape(buffer, character);
    else if (character >= ' ' && character <= '~')
        sx_buffer_add_byte(buffer, (char)character);
    else
        sx_write_sized_escape(buffer, character);
}

/**
 * A text of the template, as in Python 2.7. The reference takes the text in "unicode_escape", the repr() of that, which
 * chooses the quotes and doubles each backslash, and halves the backslashes again.
 */
static void write_unicode(struct sx_buffer *buffer, struct sx_string text) {
    if (sx_needs_no_escape(text)) {
        sx_buffer_add_text(buffer, "u'");
        sx_buffer_add(buffer, text);
        sx_buffer_add_byte(buffer, '\'');
        return;
    }
    bool has_single = sx_string_find_byte(text, '\'', 0) != SIZE_MAX;
    bool has_double = sx_string_find_byte(text, '"', 0) != SIZE_MAX;
    char quote = has_single && !has_double ? '"' : '\'';
    sx_buffer_add_byte(buffer, 'u');
    sx_buffer_add_byte(buffer, quote);
    for (size_t at = 0; at < text.length;) {
        uint32_t character = sx_decode_code_point(text, &at);
        if (character == (uint32_t)quote)
            sx_write_escape(buffer, quote, 0, 0);
        else
            write_unicode_character(buffer, character);
    }
    sx_buffer_add_byte(buffer, quote);
}

/** An object while it is written. */
struct writer {
    struct sx_buffer buffer;
    const struct sx_notation *notation;
    /* where the text goes, a page at a time, while the tree is made; NULL: it stays in the buffer, and there is no tree
     */
    struct sx_sha1 *digest;
};

enum { PAGE = 4096 };

static void write_text(struct writer *writer, struct sx_string text, bool unicode) {
    if (unicode && writer->notation == &sx_notation_repr)
        write_unicode(&writer->buffer, text);
    else
        writer->notation->write_string(&writer->buffer, text);
}

/** An integer of the template that is more than sys.maxint was a long in Python 2.7. */
static bool is_long(const struct sx_object *object) {
    const struct sx_node *node = object->node;
    return object->unicode && sx_is(node, SX_INT) && node->big && !sx_string_starts_with(node->string, "-");
}

static void write_scalar(struct writer *writer, const struct sx_object *object) {
    if (sx_object_is_text(object)) {
        write_text(writer, sx_object_string(object), object->unicode);
        return;
    }
    sx_notation_write(&writer->buffer, object->node, writer->notation);
    if (writer->notation == &sx_notation_repr && is_long(object))
        sx_buffer_add_byte(&writer->buffer, 'L');
}

static const struct sx_node *write_object(struct writer *writer, const struct sx_object *object);

static const struct sx_node *write_list(struct writer *writer, const struct sx_object *object) {
    struct sx_transform *t = writer->buffer.t;
    size_t count = sx_object_count(object);
    const struct sx_node **items = writer->digest ? sx_alloc_array(t, count, sizeof *items) : NULL;
    sx_buffer_add_byte(&writer->buffer, '[');
    for (size_t i = 0; i < count; i++) {
        sx_buffer_add_text(&writer->buffer, i > 0 ? writer->notation->item_separator : "");
        const struct sx_node *item = write_object(writer, sx_list_item(object, i));
        if (items)
            items[i] = item;
    }
    sx_buffer_add_byte(&writer->buffer, ']');
    return items ? sx_new_sequence_of(t, object->node, items, count) : NULL;
}

static const struct sx_node *write_dict(struct writer *writer, const struct sx_object *object) {
    struct sx_transform *t = writer->buffer.t;
    size_t count = 0;
    struct sx_pair *pairs = writer->digest ? sx_alloc_pairs(t, sx_object_count(object)) : NULL;
    struct sx_dict_walk walk = sx_dict_begin(t, object);
    sx_buffer_add_byte(&writer->buffer, '{');
    for (const struct sx_dict_entry *entry = sx_dict_next(&walk); entry; entry = sx_dict_next(&walk), count++) {
        sx_buffer_add_text(&writer->buffer, count > 0 ? writer->notation->item_separator : "");
        write_text(writer, entry->key, entry->unicode);
        sx_buffer_add_text(&writer->buffer, writer->notation->key_separator);
        const struct sx_node *value = write_object(writer, entry->value);
        if (pairs)
            pairs[count] = (struct sx_pair){entry->key, entry->key_span, value};
    }
    sx_buffer_add_byte(&writer->buffer, '}');
    return pairs ? sx_adopt_pairs(t, object->node, pairs, count) : NULL;
}

static void hand_over(struct writer *writer) {
    sx_sha1_add(writer->digest, sx_buffer_string(&writer->buffer));
    writer->buffer.length = 0;
}

/* As deep as the document is nested, which is limited. */
static const struct sx_node *write_object(struct writer *writer, const struct sx_object *object) {
    const struct sx_node *node = object ? object->node : NULL;
    if (!object)
        sx_buffer_add_text(&writer->buffer, writer->notation->null_word);
    else if (object->kind == SX_OBJECT_SCALAR)
        write_scalar(writer, object);
    else if (object->kind == SX_OBJECT_LIST)
        node = write_list(writer, object);
    else
        node = write_dict(writer, object);
    sx_check_output_limit(&writer->buffer);
    if (writer->digest && writer->buffer.length > PAGE)
        hand_over(writer);
    return node;
}

struct sx_string sx_object_str(struct sx_transform *t, const struct sx_object *object) {
    if (sx_object_is_text(object))
        return sx_object_string(object);
    struct writer writer = {.buffer = {.t = t}, .notation = &sx_notation_repr};
    write_object(&writer, object);
    return sx_buffer_string(&writer.buffer);
}

const struct sx_node *sx_object_node_digest(struct sx_transform *t, const struct sx_object *object,
                                            struct sx_sha1 *digest) {
    if (!object || sx_object_is_text(object)) {
        sx_sha1_add(digest, sx_object_string(object));
        return sx_object_node(t, object);
    }
    char usual[2 * PAGE];
    struct writer writer = {
        .buffer = {.t = t, .bytes = usual, .capacity = sizeof usual},
        .notation = &sx_notation_repr,
        .digest = digest,
    };
    const struct sx_node *node = write_object(&writer, object);
    hand_over(&writer);
    return node;
}

struct sx_string sx_object_json(struct sx_transform *t, const struct sx_object *object) {
    struct writer writer = {.buffer = {.t = t}, .notation = &sx_notation_json};
    write_object(&writer, object);
    return sx_buffer_string(&writer.buffer);
}
