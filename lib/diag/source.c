/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lines and columns of byte offsets.
 *
 * A line ends with LF, CR LF or CR, as in YAML. A column counts characters: bytes that do not continue a UTF-8
 * sequence. Counting them from the start of the line would make the findings of a template on one line (minified JSON)
 * cost the square of its size, so the characters are counted once, at the start of each block of the text.
 */

#include "diag/diag.h"

#include <string.h>

enum { BLOCK = 1024 };

static bool starts_character(char byte) {
    return ((unsigned char)byte & 0xc0u) != 0x80u;
}

static bool ends_line(struct sx_string text, size_t at) {
    char byte = text.bytes[at];
    return byte == '\n' || (byte == '\r' && (at + 1 == text.length || text.bytes[at + 1] != '\n'));
}

/* Editors do not show a byte order mark, and count no column for it. */
static uint32_t first_line_start(struct sx_string text) {
    return text.length >= 3 && memcmp(text.bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static void index_lines(struct sx_transform *t, struct sx_source *source) {
    struct sx_string text = source->text;
    size_t count = 1;
    for (size_t i = 0; i < text.length; i++)
        count += ends_line(text, i);

    source->lines = sx_alloc_array(t, count, sizeof(*source->lines));
    source->lines[0] = first_line_start(text);
    source->line_count = 1;
    for (size_t i = 0; i < text.length; i++) {
        if (ends_line(text, i))
            source->lines[source->line_count++] = (uint32_t)(i + 1);
    }
}

static void index_characters(struct sx_transform *t, struct sx_source *source) {
    struct sx_string text = source->text;
    source->characters = sx_alloc_array(t, text.length / BLOCK + 1, sizeof(*source->characters));
    uint32_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (i % BLOCK == 0)
            source->characters[i / BLOCK] = count;
        count += starts_character(text.bytes[i]);
    }
    if (text.length % BLOCK == 0)
        source->characters[text.length / BLOCK] = count;
}

static uint32_t characters_before(const struct sx_source *source, size_t offset) {
    uint32_t count = source->characters[offset / BLOCK];
    for (size_t i = offset - offset % BLOCK; i < offset; i++)
        count += starts_character(source->text.bytes[i]);
    return count;
}

/* The last line that starts at or before `offset`. */
static size_t line_of(const struct sx_source *source, uint32_t offset) {
    size_t low = 0, high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void sx_source_position(struct sx_transform *t, struct sx_source *source, uint32_t offset, size_t *line,
                        size_t *column) {
    if (!source->lines) {
        index_characters(t, source);
        index_lines(t, source);
    }
    if (offset > source->text.length)
        offset = (uint32_t)source->text.length;

    size_t index = line_of(source, offset);
    uint32_t start = source->lines[index];
    *line = index + 1;
    *column = 1;
    if (offset > start)
        *column += characters_before(source, offset) - characters_before(source, start);
}
