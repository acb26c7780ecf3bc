/* SPDX-License-Identifier: Apache-2.0 */

#include "emit/emit.h"
#include "emit/output.h"
#include "emit/yaml_string.h"
#include "python/escape.h"
#include "python/notation.h"

#include <string.h>

static bool is_plain(char byte) {
    return byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\';
}

/* Nonzero when a byte of the word is `byte`, whose copies fill `copies`. */
static uint64_t has_byte(uint64_t word, uint64_t copies) {
    uint64_t difference = word ^ copies;
    return (difference - 0x0101010101010101u) & ~difference & 0x8080808080808080u;
}

/* Where the run of characters that need no escape, and begins at `at`, ends; eight bytes at a time. */
static size_t plain_end(struct sx_string string, size_t at) {
    for (; string.length - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, string.bytes + at, 8);
        uint64_t below_space = (word - 0x2020202020202020u) & ~word & 0x8080808080808080u;
        if ((word & 0x8080808080808080u) | below_space | has_byte(word, 0x2222222222222222u) |
            has_byte(word, 0x5C5C5C5C5C5C5C5Cu) | has_byte(word, 0x7F7F7F7F7F7F7F7Fu))
            break;
    }
    while (at < string.length && is_plain(string.bytes[at]))
        at++;
    return at;
}

/**
 * JSON requires the escaping of quotes, backslashes and what is below the space. What YAML readers stumble over is
 * escaped too, because many a tool reads JSON as the YAML that it nearly is.
 */
static void write_string(struct sx_buffer *buffer, struct sx_string string) {
    size_t written = 0;
    sx_buffer_add_byte(buffer, '"');
    for (size_t at = plain_end(string, 0); at < string.length; at = plain_end(string, at)) {
        size_t start = at;
        if ((unsigned char)string.bytes[at] >= 0x80 && sx_yaml_character_may_stand(string, &at))
            continue;
        sx_buffer_add(buffer, sx_string_slice(string, written, start));
        at = start;
        sx_write_json_escape(buffer, sx_decode_code_point(string, &at));
        written = at;
    }
    sx_buffer_add(buffer, sx_string_slice(string, written, string.length));
    sx_buffer_add_byte(buffer, '"');
}

static const struct sx_notation json = {
    .null_word = "null",
    .true_word = "true",
    .false_word = "false",
    .infinity = "\"Infinity\"",
    .minus_infinity = "\"-Infinity\"",
    .not_a_number = "\"NaN\"",
    .item_separator = ",",
    .key_separator = ": ",
    .indent = 2,
    .write_string = write_string,
};

void sx_emit_reserve(struct sx_buffer *buffer) {
    enum { USUAL_GROWTH = 16, SMALL = 4096 };
    if (buffer->t->diagnostics)
        sx_buffer_reserve(buffer, buffer->t->diagnostics->source.text.length * USUAL_GROWTH + SMALL);
}

struct sx_string sx_emit_finish(struct sx_buffer *buffer) {
    sx_buffer_add_byte(buffer, '\0');
    return (struct sx_string){buffer->bytes, buffer->length - 1};
}

struct sx_string sx_emit_json(struct sx_transform *t, const struct sx_node *root) {
    struct sx_buffer buffer = {.t = t};
    sx_emit_reserve(&buffer);
    sx_notation_write(&buffer, root, &json);
    sx_buffer_add_byte(&buffer, '\n');
    sx_check_output_limit(&buffer);
    return sx_emit_finish(&buffer);
}
