/* SPDX-License-Identifier: Apache-2.0 */

/* What the renderings share: a text that grows outside of any arena, and characters that can be shown. */

#include "diag/render.h"

#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes and a NUL. */
static bool reserve(struct sx_rendering *rendering, size_t more) {
    if (rendering->failed)
        return false;
    if (more < rendering->capacity - rendering->length)
        return true;

    size_t capacity = rendering->capacity ? rendering->capacity : 1024;
    while (capacity - rendering->length <= more && capacity <= SIZE_MAX / 2)
        capacity *= 2;
    char *bytes = capacity - rendering->length > more ? realloc(rendering->bytes, capacity) : NULL;
    if (!bytes) {
        rendering->failed = true;
        return false;
    }
    rendering->bytes = bytes;
    rendering->capacity = capacity;
    return true;
}

void sx_rendering_add(struct sx_rendering *rendering, struct sx_string string) {
    if (string.length == 0 || !reserve(rendering, string.length))
        return;
    memcpy(rendering->bytes + rendering->length, string.bytes, string.length);
    rendering->length += string.length;
}

void sx_rendering_add_text(struct sx_rendering *rendering, const char *text) {
    sx_rendering_add(rendering, (struct sx_string){text, strlen(text)});
}

void sx_rendering_add_number(struct sx_rendering *rendering, size_t number) {
    char digits[3 * sizeof(number)];
    size_t first = sizeof(digits);
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    sx_rendering_add(rendering, (struct sx_string){digits + first, sizeof(digits) - first});
}

void sx_rendering_add_repeated(struct sx_rendering *rendering, char byte, size_t count) {
    if (count == 0 || !reserve(rendering, count))
        return;
    memset(rendering->bytes + rendering->length, byte, count);
    rendering->length += count;
}

char *sx_rendering_take(struct sx_rendering *rendering, size_t *length) {
    if (!reserve(rendering, 0)) {
        free(rendering->bytes);
        return NULL;
    }
    rendering->bytes[rendering->length] = '\0';
    if (length)
        *length = rendering->length;
    return rendering->bytes;
}

size_t sx_well_formed(struct sx_string string, size_t at, uint32_t *code_point) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)string.bytes[at];
    size_t length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : 0;
    if (length == 0 || length > string.length - at)
        return 0;

    uint32_t value = length == 1 ? lead : lead & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)string.bytes[at + i];
        if ((byte & 0xc0u) != 0x80u)
            return 0;
        value = (value << 6) | (byte & 0x3fu);
    }
    if (value < least[length] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 0;
    *code_point = value;
    return length;
}

size_t sx_next_character(struct sx_string string, size_t at) {
    do {
        at++;
    } while (at < string.length && ((unsigned char)string.bytes[at] & 0xc0u) == 0x80u);
    return at;
}

/* Bidirectional controls reorder what is shown; the rest of what is not shown itself would move or colour the text. */
static bool is_control(uint32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) || code_point == 0x2028 ||
           code_point == 0x2029 || (code_point >= 0x202a && code_point <= 0x202e) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

void sx_rendering_add_shown(struct sx_rendering *rendering, struct sx_string character) {
    uint32_t code_point = 0;
    size_t length = sx_well_formed(character, 0, &code_point);
    bool shown = length > 0 && length == character.length && (!is_control(code_point) || code_point == '\t');
    sx_rendering_add(rendering, shown ? character : SX_REPLACEMENT);
}

const char *sx_severity_name(samx_severity severity) {
    switch (severity) {
    case SAMX_SEVERITY_INFO:
        return "info";
    case SAMX_SEVERITY_WARNING:
        return "warning";
    case SAMX_SEVERITY_ERROR:
        break;
    }
    return "error";
}
