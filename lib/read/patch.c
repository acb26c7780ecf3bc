/* SPDX-License-Identifier: Apache-2.0 */

#include "read/patch.h"

#include "read/text.h"

#include <string.h>

/* Of one length, so that places are easy to convert. */
enum { INSERTED = 2 };
static const struct sx_string empty_item = STR_INIT(" ~"), block_indentation = STR_INIT("9 ");

static bool is_blank(struct sx_string text, size_t position) {
    return position < text.length && (text.bytes[position] == ' ' || text.bytes[position] == '\t');
}

static size_t skip_blanks(struct sx_string text, size_t position) {
    while (is_blank(text, position))
        position++;
    return position;
}

static size_t end_of_line(struct sx_string text, size_t position) {
    while (position < text.length && text.bytes[position] != '\n' && text.bytes[position] != '\r')
        position++;
    return position;
}

/* True where nothing but a comment follows in the line. */
static bool is_end(struct sx_string text, size_t position) {
    return position == text.length || text.bytes[position] == '#' || text.bytes[position] == '\n' ||
           text.bytes[position] == '\r';
}

/* The place of the dash that ends a line of dashes, or SIZE_MAX. */
static size_t last_dash(struct sx_string text, size_t line) {
    size_t position = skip_blanks(text, line);
    while (position < text.length && text.bytes[position] == '-') {
        size_t next = skip_blanks(text, position + 1);
        if (is_end(text, next) && (next > position + 1 || next == text.length || text.bytes[next] != '#'))
            return position;
        if (next == position + 1)
            return SIZE_MAX;
        position = next;
    }
    return SIZE_MAX;
}

/* The column of the first line from `line` on that is neither empty nor a comment; 0 at the end of the text. */
static size_t next_column(struct sx_string text, size_t line) {
    while (line < text.length) {
        size_t position = skip_blanks(text, line);
        if (!is_end(text, position))
            return position - line;
        line = end_of_line(text, position);
        line += sx_line_break(text, line);
    }
    return 0;
}

/* An item is empty when what follows stands no further to the right than its dash. */
static size_t find_empty_item(struct sx_string text, size_t line, size_t next_line) {
    size_t dash = last_dash(text, line);
    return dash != SIZE_MAX && next_column(text, next_line) <= dash - line ? dash + 1 : SIZE_MAX;
}

/* The place behind | or > and its chomping at the end of a line, or SIZE_MAX. */
static size_t find_block_header(struct sx_string text, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        bool indicator = (text.bytes[i] == '|' || text.bytes[i] == '>') && (i == start || is_blank(text, i - 1));
        size_t behind = i + 1;
        if (behind < end && (text.bytes[behind] == '-' || text.bytes[behind] == '+'))
            behind++;
        size_t rest = skip_blanks(text, behind);
        if (indicator && (rest >= end || (text.bytes[rest] == '#' && rest > behind)))
            return behind;
    }
    return SIZE_MAX;
}

/* A block scalar is empty when what follows stands no further to the right than the key, or the dash, before it. */
static size_t find_empty_block(struct sx_string text, size_t line, size_t end, size_t next_line) {
    size_t start = skip_blanks(text, line), column = start;
    while (start < end && (text.bytes[start] == '-' || text.bytes[start] == '?') && is_blank(text, start + 1)) {
        column = start;
        start = skip_blanks(text, start + 1);
    }
    size_t header = find_block_header(text, start, end);
    if (header == SIZE_MAX)
        return SIZE_MAX;
    if (sx_string_find_byte(sx_string_slice(text, start, header), ':', 0) != SIZE_MAX)
        column = start;
    while (next_line < text.length) {
        size_t position = skip_blanks(text, next_line);
        if (position < text.length && !sx_line_break(text, position))
            return position - next_line <= column - line ? header : SIZE_MAX;
        next_line = position + sx_line_break(text, position);
    }
    return SIZE_MAX;
}

static void insert(struct sx_transform *t, struct sx_patch *patch, struct sx_buffer *buffer, struct sx_string text,
                   size_t place, struct sx_string what) {
    size_t copied = patch->places.count ? patch->places.items[patch->places.count - 1] : 0;
    sx_buffer_add(buffer, sx_string_slice(text, copied, place));
    sx_buffer_add(buffer, what);
    if (what.length)
        SX_PUSH(t, &patch->places, place);
}

/* Lines that only look so, inside of a text of several lines, do no harm. */
void sx_patch_text(struct sx_transform *t, struct sx_string text, struct sx_patch *patch) {
    struct sx_buffer buffer = {.t = t};
    for (size_t line = 0; line < text.length;) {
        size_t end = end_of_line(text, line), next_line = end + sx_line_break(text, end);
        size_t item = find_empty_item(text, line, next_line);
        size_t block = find_empty_block(text, line, end, next_line);
        if (item != SIZE_MAX)
            insert(t, patch, &buffer, text, item, empty_item);
        else if (block != SIZE_MAX)
            insert(t, patch, &buffer, text, block, block_indentation);
        line = next_line;
    }
    insert(t, patch, &buffer, text, text.length, STR(""));
    patch->text = sx_buffer_string(&buffer);
}

/* The place of the next tab that stands, among blanks, between a colon and an indicator; SIZE_MAX for none. */
static size_t find_hazardous_tab(struct sx_string text, size_t from) {
    for (size_t tab; (tab = sx_string_find_byte(text, '\t', from)) != SIZE_MAX;) {
        size_t start = tab, end = skip_blanks(text, tab);
        while (start > 0 && is_blank(text, start - 1))
            start--;
        bool colon = start > 0 && text.bytes[start - 1] == ':';
        if (colon && end < text.length && memchr("?:|>-", text.bytes[end], 5))
            return tab;
        from = end;
    }
    return SIZE_MAX;
}

/* What stands between the end of a key, or a dash, and the tag or anchor of its block scalar on a line below. */
struct gap {
    size_t start, end; /* SIZE_MAX: there is none */
};

/* True for a line that has a tag, an anchor or both, and then nothing but the header of a block scalar. */
static bool is_lonely_header(struct sx_string text, size_t start, size_t end) {
    size_t position = start;
    while (position < end && (text.bytes[position] == '!' || text.bytes[position] == '&')) {
        while (position < end && !is_blank(text, position))
            position++;
        position = skip_blanks(text, position);
    }
    if (position == start || position >= end || (text.bytes[position] != '|' && text.bytes[position] != '>'))
        return false;
    for (position++; position < end && memchr("+-123456789", text.bytes[position], 11); position++)
        ;
    size_t rest = skip_blanks(text, position);
    return rest >= end || (text.bytes[rest] == '#' && rest > position);
}

/* The place behind the colon or the dash that ends a line, before its comment; SIZE_MAX for other lines. */
static size_t end_of_announcement(struct sx_string text, size_t line, size_t end) {
    size_t place = SIZE_MAX;
    for (size_t i = skip_blanks(text, line); i < end; i++) {
        bool announces = text.bytes[i] == ':' || (text.bytes[i] == '-' && (i == line || is_blank(text, i - 1)));
        if (text.bytes[i] == '#' && i > line && is_blank(text, i - 1))
            break;
        if (!is_blank(text, i))
            place = announces ? i + 1 : SIZE_MAX;
    }
    return place;
}

/* The start of the line before `line` that is neither empty nor a comment; SIZE_MAX for none. */
static size_t announcing_line(struct sx_string text, size_t line) {
    while (line > 0) {
        size_t end = line - 1; /* LF and CR are taken for two ends: between them is an empty line */
        for (line = end; line > 0 && text.bytes[line - 1] != '\n' && text.bytes[line - 1] != '\r';)
            line--;
        if (!is_end(text, skip_blanks(text, line)))
            return line;
    }
    return SIZE_MAX;
}

/* The start of the line of which the first byte, after blanks, is at `position`; SIZE_MAX when something precedes. */
static size_t line_that_begins_with(struct sx_string text, size_t position) {
    while (position > 0 && is_blank(text, position - 1))
        position--;
    bool starts = position == 0 || text.bytes[position - 1] == '\n' || text.bytes[position - 1] == '\r';
    return starts ? position : SIZE_MAX;
}

/* The gap before the tag or the anchor at `position`, if a line begins with it. */
static struct gap gap_before(struct sx_string text, size_t position) {
    struct gap gap = {SIZE_MAX, position};
    size_t line = line_that_begins_with(text, position);
    if (line == SIZE_MAX || !is_lonely_header(text, position, end_of_line(text, position)))
        return gap;
    size_t before = announcing_line(text, line);
    if (before != SIZE_MAX)
        gap.start = end_of_announcement(text, before, end_of_line(text, before));
    return gap;
}

/* The next one from `from` on. Tags are many and anchors few, and hardly any begins a line. */
static struct gap find_gap(struct sx_string text, size_t from) {
    size_t tag = sx_string_find_byte(text, '!', from), anchor = sx_string_find_byte(text, '&', from);
    while (tag != SIZE_MAX || anchor != SIZE_MAX) {
        size_t position = tag < anchor ? tag : anchor;
        struct gap gap = gap_before(text, position);
        if (gap.start != SIZE_MAX)
            return gap;
        if (position == tag)
            tag = sx_string_find_byte(text, '!', tag + 1);
        else
            anchor = sx_string_find_byte(text, '&', anchor + 1);
    }
    return (struct gap){SIZE_MAX, SIZE_MAX};
}

struct sx_string sx_patch_hazards(struct sx_transform *t, struct sx_string text) {
    size_t tab = find_hazardous_tab(text, 0);
    struct gap gap = find_gap(text, 0);
    bool backslash = sx_string_ends_with(text, "\\");
    if (tab == SIZE_MAX && gap.start == SIZE_MAX && !backslash)
        return text;
    char *copy = sx_alloc(t, text.length + 1);
    memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\n';
    for (; tab != SIZE_MAX; tab = find_hazardous_tab(text, tab)) {
        for (; is_blank(text, tab); tab++)
            copy[tab] = ' ';
    }
    for (; gap.start != SIZE_MAX; gap = find_gap(text, gap.end + 1))
        memset(copy + gap.start, ' ', gap.end - gap.start);
    return (struct sx_string){copy, text.length + backslash};
}

struct sx_string sx_patch_blank(struct sx_transform *t, struct sx_string text, struct sx_string original,
                                size_t place) {
    struct sx_string copy = text.bytes == original.bytes ? sx_string_copy(t, text) : text;
    bool comment = text.bytes[place] == '#';
    size_t end = comment ? end_of_line(text, place) : skip_blanks(text, place);
    memset((char *)copy.bytes + place, ' ', end - place);
    return copy;
}

size_t sx_patch_original(const struct sx_patch *patch, size_t position) {
    size_t low = 0, high = patch->places.count;
    /* how many insertions begin before the position */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (patch->places.items[middle] + middle * INSERTED < position)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return position;
    size_t place = patch->places.items[low - 1], original = position - low * INSERTED;
    /* inside of what was put in */
    return position < low * INSERTED || original < place ? place : original;
}
