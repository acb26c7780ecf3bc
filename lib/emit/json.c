/* SPDX-License-Identifier: Apache-2.0 */

#include "emit/emit.h"
#include "emit/yaml_string.h"
#include "python/escape.h"
#include "python/notation.h"

/**
 * JSON requires the escaping of quotes, backslashes and what is below the space. What YAML readers stumble over is
 * escaped too, because many a tool reads JSON as the YAML that it nearly is.
 */
static void write_string(struct sx_buffer *buffer, struct sx_string string) {
    size_t written = 0;
    sx_buffer_add_byte(buffer, '"');
    for (size_t at = 0; at < string.length;) {
        size_t start = at;
        char byte = string.bytes[at];
        if (byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\') {
            at++;
            continue;
        }
        if ((unsigned char)byte >= 0x80 && sx_yaml_character_may_stand(string, &at))
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

struct sx_string sx_emit_json(struct sx_transform *t, const struct sx_node *root) {
    struct sx_buffer buffer = {.t = t};
    sx_notation_write(&buffer, root, &json);
    sx_buffer_add_byte(&buffer, '\n');
    sx_check_output_limit(&buffer);
    return sx_buffer_string(&buffer);
}
