/* SPDX-License-Identifier: Apache-2.0 */

#include "read/text.h"

enum {
    BREAK = 1,  /* may begin a line break */
    SINGLE = 2, /* means something between single quotes */
    DOUBLE = 4, /* means something between double quotes */
    BLANK = 8,
};

static const unsigned char classes[256] = {
    ['\n'] = BREAK,  ['\r'] = BREAK,  [0xC2] = BREAK, [0xE2] = BREAK,
    ['\''] = SINGLE, ['\\'] = DOUBLE, [' '] = BLANK,  ['\t'] = BLANK,
};

static unsigned char byte_at(struct sx_string text, size_t position) {
    return position < text.length ? (unsigned char)text.bytes[position] : 0;
}

size_t sx_line_break(struct sx_string text, size_t position) {
    switch (byte_at(text, position)) {
    case '\n':
        return 1;
    case '\r':
        return byte_at(text, position + 1) == '\n' ? 2 : 1;
    case 0xC2:
        return byte_at(text, position + 1) == 0x85 ? 2 : 0;
    case 0xE2:
        if (byte_at(text, position + 1) != 0x80)
            return 0;
        return byte_at(text, position + 2) == 0xA8 || byte_at(text, position + 2) == 0xA9 ? 3 : 0;
    default:
        return 0;
    }
}

/* LS and PS are three bytes; they stay what they are, all others become a newline. */
static bool is_kept_break(size_t length) {
    return length == 3;
}

static bool is_blank(unsigned char byte) {
    return byte == ' ' || byte == '\t';
}

/* True when the text is what is written. */
static bool is_as_written(struct sx_string raw, unsigned char special) {
    for (size_t i = 0; i < raw.length; i++) {
        unsigned char class = classes[(unsigned char)raw.bytes[i]] & special;
        if (class && (class != BREAK || sx_line_break(raw, i)))
            return false;
    }
    return true;
}

/* Only \L and \P are longer as text than as they are written, so that this memory is nearly always enough. */
static struct sx_buffer buffer_for(struct sx_transform *t, struct sx_string raw) {
    return (struct sx_buffer){.t = t, .bytes = sx_alloc(t, raw.length), .capacity = raw.length};
}

/* Adds the byte at `position` and those after it that mean nothing special, and returns where they end. */
static size_t add_run(struct sx_buffer *buffer, struct sx_string raw, size_t position, unsigned char special) {
    size_t end = position + 1;
    while (end < raw.length && !(classes[(unsigned char)raw.bytes[end]] & special))
        end++;
    sx_buffer_add(buffer, sx_string_slice(raw, position, end));
    return end;
}

static void add_break(struct sx_buffer *buffer, struct sx_string raw, size_t position, size_t length) {
    if (is_kept_break(length))
        sx_buffer_add(buffer, sx_string_slice(raw, position, position + length));
    else
        sx_buffer_add_byte(buffer, '\n');
}

/* Adds the empty lines from `position` on, and returns where the next line's text begins. */
static size_t add_empty_lines(struct sx_buffer *buffer, struct sx_string raw, size_t position) {
    for (;;) {
        while (is_blank(byte_at(raw, position)))
            position++;
        size_t length = sx_line_break(raw, position);
        if (!length)
            return position;
        add_break(buffer, raw, position, length);
        position += length;
    }
}

/* The line break at `position`: alone it becomes a space, before empty lines nothing. */
static size_t fold(struct sx_buffer *buffer, struct sx_string raw, size_t position, size_t length) {
    if (is_kept_break(length))
        add_break(buffer, raw, position, length);
    size_t before = buffer->length, next = add_empty_lines(buffer, raw, position + length);
    if (!is_kept_break(length) && buffer->length == before)
        sx_buffer_add_byte(buffer, ' ');
    return next;
}

/* White space inside of a line is text, before a line break it is nothing. */
static size_t add_blanks(struct sx_buffer *buffer, struct sx_string raw, size_t position) {
    size_t end = position;
    while (is_blank(byte_at(raw, end)))
        end++;
    size_t length = sx_line_break(raw, end);
    if (length)
        return fold(buffer, raw, end, length);
    sx_buffer_add(buffer, sx_string_slice(raw, position, end));
    return end;
}

/* True when all bytes are from space to DEL, so that there can be no line break; eight at a time. */
static bool is_ordinary(struct sx_string raw) {
    uint64_t word, unusual = 0;
    if (raw.length < sizeof word)
        return false;
    for (size_t at = 0; at < raw.length - sizeof word; at += sizeof word) {
        memcpy(&word, raw.bytes + at, sizeof word);
        unusual |= word | (word - 0x2020202020202020u);
    }
    memcpy(&word, raw.bytes + raw.length - sizeof word, sizeof word);
    unusual |= word | (word - 0x2020202020202020u);
    return !(unusual & 0x8080808080808080u);
}

struct sx_string sx_text_plain(struct sx_transform *t, struct sx_string raw) {
    if (is_ordinary(raw) || is_as_written(raw, BREAK))
        return raw;
    struct sx_buffer buffer = buffer_for(t, raw);
    for (size_t i = 0; i < raw.length;) {
        if (is_blank(byte_at(raw, i)) || sx_line_break(raw, i))
            i = add_blanks(&buffer, raw, i);
        else
            i = add_run(&buffer, raw, i, BREAK | BLANK);
    }
    return sx_buffer_string(&buffer);
}

struct sx_string sx_text_single(struct sx_transform *t, struct sx_string raw) {
    if (is_as_written(raw, BREAK | SINGLE))
        return raw;
    struct sx_buffer buffer = buffer_for(t, raw);
    for (size_t i = 0; i < raw.length;) {
        if (is_blank(byte_at(raw, i)) || sx_line_break(raw, i)) {
            i = add_blanks(&buffer, raw, i);
        } else if (raw.bytes[i] == '\'') {
            sx_buffer_add_byte(&buffer, '\'');
            i += 2;
        } else {
            i = add_run(&buffer, raw, i, BREAK | BLANK | SINGLE);
        }
    }
    return sx_buffer_string(&buffer);
}

/* The value of `count` hexadecimal digits, or -1. */
static long hexadecimal(struct sx_string raw, size_t from, size_t count) {
    long value = 0;
    for (size_t i = from; i < from + count; i++) {
        unsigned char byte = byte_at(raw, i), letter = byte | 0x20;
        if (byte >= '0' && byte <= '9')
            value = value * 16 + byte - '0';
        else if (letter >= 'a' && letter <= 'f')
            value = value * 16 + letter - 'a' + 10;
        else
            return -1;
        if (value > 0x10FFFF)
            return -1;
    }
    return value;
}

static bool is_high_surrogate(long value) {
    return value >= 0xD800 && value <= 0xDBFF;
}

static bool is_low_surrogate(long value) {
    return value >= 0xDC00 && value <= 0xDFFF;
}

/*
 * \xXX, \uXXXX, \UXXXXXXXX; `position` is that of the letter. Python's json joins the two halves of a character, and
 * what PyYAML leaves as two halves the json that the reference goes through next joins as well.
 */
static size_t add_numeric_escape(struct sx_buffer *buffer, struct sx_string raw, size_t position, size_t *bad) {
    size_t digits = raw.bytes[position] == 'x' ? 2 : raw.bytes[position] == 'u' ? 4 : 8, end = position + 1 + digits;
    long value = hexadecimal(raw, position + 1, digits);
    if (is_high_surrogate(value) && byte_at(raw, end) == '\\' && byte_at(raw, end + 1) == 'u') {
        long low = hexadecimal(raw, end + 2, 4);
        if (is_low_surrogate(low)) {
            value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
            end += 6;
        }
    }
    if (value < 0 || is_high_surrogate(value) || is_low_surrogate(value)) {
        if (*bad == SIZE_MAX)
            *bad = position - 1;
        value = 0xFFFD;
    }
    sx_buffer_add_code_point(buffer, (uint32_t)value);
    return end < raw.length ? end : raw.length;
}

/* The escape whose backslash is at `position`; returns where it ends. */
static size_t add_escape(struct sx_buffer *buffer, struct sx_string raw, size_t position, size_t *bad) {
    static const char names[] = "0abtnvfre", values[] = "\0\a\b\t\n\v\f\r\x1B";
    unsigned char byte = byte_at(raw, ++position);
    size_t length = sx_line_break(raw, position);
    if (length)
        return add_empty_lines(buffer, raw, position + length);
    if (byte == 'x' || byte == 'u' || byte == 'U')
        return add_numeric_escape(buffer, raw, position, bad);
    for (size_t i = 0; i < sizeof names - 1; i++) {
        if (byte == (unsigned char)names[i]) {
            sx_buffer_add_byte(buffer, values[i]);
            return position + 1;
        }
    }
    if (byte == 'N')
        sx_buffer_add_code_point(buffer, 0x85);
    else if (byte == '_')
        sx_buffer_add_code_point(buffer, 0xA0);
    else if (byte == 'L' || byte == 'P')
        sx_buffer_add_code_point(buffer, byte == 'L' ? 0x2028 : 0x2029);
    else if (position < raw.length) /* \" \\ \/ and, in YAML, a blank */
        sx_buffer_add_byte(buffer, (char)byte);
    return position + 1;
}

struct sx_string sx_text_double(struct sx_transform *t, struct sx_string raw, bool json, size_t *bad) {
    *bad = SIZE_MAX;
    if (is_as_written(raw, json ? DOUBLE : BREAK | DOUBLE))
        return raw;
    struct sx_buffer buffer = buffer_for(t, raw);
    for (size_t i = 0; i < raw.length;) {
        if (raw.bytes[i] == '\\')
            i = add_escape(&buffer, raw, i, bad);
        else if (!json && (is_blank(byte_at(raw, i)) || sx_line_break(raw, i)))
            i = add_blanks(&buffer, raw, i);
        else
            i = add_run(&buffer, raw, i, json ? DOUBLE : BREAK | BLANK | DOUBLE);
    }
    return sx_buffer_string(&buffer);
}

/* ------------------------------------------------------------------------------------------------ block scalars -- */

enum chomping {
    CLIP,  /* the last line break stays, empty lines at the end go */
    STRIP, /* both go */
    KEEP,  /* both stay */
};

struct block {
    struct sx_string raw;
    bool folded;
    enum chomping chomping;
    size_t indent; /* spaces before each line; 0: as many as the first line has */
};

/* Reads what follows the indicator, up to the end of its line, and returns where the next line begins. */
static size_t read_header(struct block *block, int indent) {
    struct sx_string raw = block->raw;
    size_t i = 1;
    for (;; i++) {
        unsigned char byte = byte_at(raw, i);
        if (byte == '-')
            block->chomping = STRIP;
        else if (byte == '+')
            block->chomping = KEEP;
        else if (byte >= '1' && byte <= '9')
            block->indent = (size_t)(indent < 0 ? 0 : indent) + byte - '0';
        else
            break;
    }
    while (i < raw.length && !sx_line_break(raw, i))
        i++;
    return i + sx_line_break(raw, i);
}

/* Spaces at `position`, `most` at most. */
static size_t count_spaces(struct sx_string raw, size_t position, size_t most) {
    size_t count = 0;
    while (count < most && byte_at(raw, position + count) == ' ')
        count++;
    return count;
}

/* The first line that has more than spaces sets the indentation, unless the header did. */
static void find_indent(struct block *block, size_t position) {
    size_t most = 1;
    while (!block->indent) {
        size_t spaces = count_spaces(block->raw, position, SIZE_MAX);
        size_t length = sx_line_break(block->raw, position + spaces);
        if (spaces > most)
            most = spaces;
        if (!length)
            block->indent = position + spaces < block->raw.length && spaces ? spaces : most;
        position += spaces + length;
    }
}

/* Adds empty lines to `breaks` and returns where the next line begins, its indentation included. */
static size_t skip_empty_lines(const struct block *block, size_t position, struct sx_buffer *breaks) {
    for (;;) {
        size_t spaces = count_spaces(block->raw, position, block->indent);
        size_t length = sx_line_break(block->raw, position + spaces);
        if (!length)
            return position;
        add_break(breaks, block->raw, position + spaces, length);
        position += spaces + length;
    }
}

static bool is_line_of(const struct block *block, size_t position) {
    return count_spaces(block->raw, position, block->indent) == block->indent &&
           position + block->indent < block->raw.length;
}

struct sx_string sx_text_block(struct sx_transform *t, struct sx_string raw, int indent, size_t *length) {
    struct block block = {.raw = raw, .folded = raw.bytes[0] == '>'};
    struct sx_buffer buffer = buffer_for(t, raw), breaks = {.t = t};
    size_t position = read_header(&block, indent), break_length = 0, break_position = 0;
    *length = 1;
    while (*length < raw.length && !sx_line_break(raw, *length) && !is_blank(byte_at(raw, *length)))
        ++*length;
    find_indent(&block, position);
    position = skip_empty_lines(&block, position, &breaks);
    for (bool first = true, was_text = false; is_line_of(&block, position); first = false) {
        position += block.indent;
        bool is_text = !is_blank(byte_at(raw, position));
        if (!first && block.folded && was_text && is_text && !is_kept_break(break_length)) {
            if (!breaks.length)
                sx_buffer_add_byte(&buffer, ' ');
        } else if (!first) {
            add_break(&buffer, raw, break_position, break_length);
        }
        sx_buffer_add(&buffer, sx_buffer_string(&breaks));
        breaks.length = 0;
        size_t start = position;
        while (position < raw.length && !sx_line_break(raw, position))
            position++;
        sx_buffer_add(&buffer, sx_string_slice(raw, start, position));
        *length = position;
        break_position = position;
        break_length = sx_line_break(raw, position);
        position = skip_empty_lines(&block, position + break_length, &breaks);
        was_text = is_text;
        if (!break_length)
            break;
    }
    if (block.chomping != STRIP && break_length)
        add_break(&buffer, raw, break_position, break_length);
    if (block.chomping == KEEP)
        sx_buffer_add(&buffer, sx_buffer_string(&breaks));
    return sx_buffer_string(&buffer);
}

size_t sx_block_column(struct sx_string raw) {
    struct block block = {.raw = raw};
    size_t line = read_header(&block, 0);
    while (!block.indent && line < raw.length) {
        size_t position = line + count_spaces(raw, line, SIZE_MAX);
        if (position < raw.length && !sx_line_break(raw, position))
            return position - line;
        line = position + sx_line_break(raw, position);
    }
    return 0;
}
