/* SPDX-License-Identifier: Apache-2.0 */

#include "python/escape.h"

/* Without a branch for each byte: most texts are short, and need none. */
bool sx_needs_no_escape(struct sx_string string) {
    unsigned found = 0;
    for (size_t i = 0; i < string.length; i++) {
        unsigned byte = (unsigned char)string.bytes[i];
        found |= (byte - ' ' > '~' - ' ') | (byte == '\'') | (byte == '"') | (byte == '\\');
    }
    return found == 0;
}

void sx_write_escape(struct sx_buffer *buffer, char letter, uint32_t value, unsigned digits) {
    static const char hexadecimal[] = "0123456789abcdef";
    char text[10] = {'\\', letter};
    for (unsigned i = 0; i < digits; i++)
        text[2 + i] = hexadecimal[(value >> (4 * (digits - 1 - i))) & 0xF];
    sx_buffer_add(buffer, (struct sx_string){text, 2 + (size_t)digits});
}

/** The letter that stands for `code_point` after a backslash in JSON, or 0. */
static char json_letter(uint32_t code_point) {
    switch (code_point) {
    case '"':
    case '\\':
        return (char)code_point;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

void sx_write_json_escape(struct sx_buffer *buffer, uint32_t code_point) {
    char letter = json_letter(code_point);
    if (letter) {
        sx_write_escape(buffer, letter, 0, 0);
    } else if (code_point < 0x10000) {
        sx_write_escape(buffer, 'u', code_point, 4);
    } else {
        sx_write_escape(buffer, 'u', 0xD800 + ((code_point - 0x10000) >> 10), 4);
        sx_write_escape(buffer, 'u', 0xDC00 + ((code_point - 0x10000) & 0x3FF), 4);
    }
}

void sx_write_sized_escape(struct sx_buffer *buffer, uint32_t code_point) {
    if (code_point <= 0xFF)
        sx_write_escape(buffer, 'x', code_point, 2);
    else if (code_point <= 0xFFFF)
        sx_write_escape(buffer, 'u', code_point, 4);
    else
        sx_write_escape(buffer, 'U', code_point, 8);
}
