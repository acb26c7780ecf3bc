/* SPDX-License-Identifier: Apache-2.0 */

/* Python objects as text: str(), and json.dumps(). */

#include "python/dict.h"
#include "python/escape.h"
#include "python/notation.h"

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

static void write_text(struct sx_buffer *buffer, struct sx_string text, bool unicode,
                       const struct sx_notation *notation) {
    if (unicode && notation == &sx_notation_repr)
        write_unicode(buffer, text);
    else
        notation->write_string(buffer, text);
}

/** An integer of the template that is more than sys.maxint was a long in Python 2.7. */
static bool is_long(const struct sx_object *object) {
    const struct sx_node *node = object->node;
    return object->unicode && sx_is(node, SX_INT) && node->big && !sx_string_starts_with(node->string, "-");
}

static void write_scalar(struct sx_buffer *buffer, const struct sx_object *object, const struct sx_notation *notation) {
    if (sx_object_is_text(object)) {
        write_text(buffer, sx_object_string(object), object->unicode, notation);
        return;
    }
    sx_notation_write(buffer, object->node, notation);
    if (notation == &sx_notation_repr && is_long(object))
        sx_buffer_add_byte(buffer, 'L');
}

static void write_object(struct sx_buffer *buffer, const struct sx_object *object, const struct sx_notation *notation);

static void write_list(struct sx_buffer *buffer, const struct sx_object *object, const struct sx_notation *notation) {
    sx_buffer_add_byte(buffer, '[');
    for (size_t i = 0; i < sx_object_count(object); i++) {
        sx_buffer_add_text(buffer, i > 0 ? notation->item_separator : "");
        write_object(buffer, sx_list_item(object, i), notation);
    }
    sx_buffer_add_byte(buffer, ']');
}

static void write_dict(struct sx_buffer *buffer, const struct sx_object *object, const struct sx_notation *notation) {
    struct sx_dict_walk walk = sx_dict_begin(buffer->t, object);
    const char *separator = "";
    sx_buffer_add_byte(buffer, '{');
    for (const struct sx_dict_entry *entry = sx_dict_next(&walk); entry; entry = sx_dict_next(&walk)) {
        sx_buffer_add_text(buffer, separator);
        write_text(buffer, entry->key, entry->unicode, notation);
        sx_buffer_add_text(buffer, notation->key_separator);
        write_object(buffer, entry->value, notation);
        separator = notation->item_separator;
    }
    sx_buffer_add_byte(buffer, '}');
}

/* As deep as the document is nested, which is limited. */
static void write_object(struct sx_buffer *buffer, const struct sx_object *object, const struct sx_notation *notation) {
    if (!object)
        sx_buffer_add_text(buffer, notation->null_word);
    else if (object->kind == SX_OBJECT_SCALAR)
        write_scalar(buffer, object, notation);
    else if (object->kind == SX_OBJECT_LIST)
        write_list(buffer, object, notation);
    else
        write_dict(buffer, object, notation);
    sx_check_output_limit(buffer);
}

struct sx_string sx_object_str(struct sx_transform *t, const struct sx_object *object) {
    if (sx_object_is_text(object))
        return sx_object_string(object);
    struct sx_buffer buffer = {.t = t};
    write_object(&buffer, object, &sx_notation_repr);
    return sx_buffer_string(&buffer);
}

struct sx_string sx_object_json(struct sx_transform *t, const struct sx_object *object) {
    struct sx_buffer buffer = {.t = t};
    write_object(&buffer, object, &sx_notation_json);
    return sx_buffer_string(&buffer);
}
