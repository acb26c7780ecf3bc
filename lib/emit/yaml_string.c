/* SPDX-License-Identifier: Apache-2.0 */

#include "emit/yaml_string.h"

#include "python/escape.h"
#include "python/notation.h"

#include <string.h>

/** What of a text decides how it can be written. */
struct traits {
    bool has_newline;
    bool has_tab;
    bool has_blank_before_newline; /* or at the end of the text: a space or a tab that nobody sees */
    bool has_colon_before_space;   /* or at the end of the text: would be a key */
    bool has_hash_after_space;     /* would be a comment */
    bool has_single_quote;
    bool has_adjacent_quotes; /* single ones: in single quotes libfyaml 0.7.12 misreads what follows them */
    bool has_double_quote;    /* or a backslash: either needs an escape in double quotes */
    bool needs_escapes;       /* characters that YAML does not allow, or that are breaks of lines to some readers */
};

/**
 * True for what may stand unescaped. U+0085, U+2028 and U+2029 end a line in YAML 1.1 and not in 1.2; U+FEFF may be
 * taken for a byte order mark.
 */
static bool may_stand(uint32_t code_point) {
    if (code_point < 0xA0)
        return code_point >= ' ' && code_point < 0x7F;
    return code_point != 0x2028 && code_point != 0x2029 && code_point != 0xFEFF && (code_point & 0xFFFE) != 0xFFFE;
}

bool sx_yaml_character_may_stand(struct sx_string text, size_t *at) {
    size_t start = *at;
    uint32_t code_point = sx_decode_code_point(text, at);
    return may_stand(code_point) && (code_point != 0xFFFD || *at - start > 1);
}

static void examine_ascii(struct traits *traits, char byte, char before, char after) {
    switch (byte) {
    case '\n':
        traits->has_newline = true;
        traits->has_blank_before_newline |= before == ' ' || before == '\t';
        break;
    case '\t':
        traits->has_tab = true;
        break;
    case ':':
        traits->has_colon_before_space |= after == ' ' || after == '\n' || after == '\t';
        break;
    case '#':
        traits->has_hash_after_space |= before == ' ' || before == '\n' || before == '\t';
        break;
    case '\'':
        traits->has_single_quote = true;
        traits->has_adjacent_quotes |= before == '\'';
        break;
    case '"':
    case '\\':
        traits->has_double_quote = true;
        break;
    default:
        traits->needs_escapes |= !may_stand((unsigned char)byte);
        break;
    }
}

/* What a byte means, or at the beginning of a text. */
enum {
    SUSPICIOUS = 1, /* whether a text with it has one of the traits takes a closer look */
    SPACE = 2,
    COLON = 4,
    INDICATOR = 8, /* has a meaning at the beginning of a value; + and - may begin numbers, = and < were keys */
    NUMBER = 16,   /* begins one */
    WORD = 32,     /* the first letter of a reserved word */
};

#define SUSPICIOUS_8 SUSPICIOUS, SUSPICIOUS, SUSPICIOUS, SUSPICIOUS, SUSPICIOUS, SUSPICIOUS, SUSPICIOUS, SUSPICIOUS
#define SUSPICIOUS_32 SUSPICIOUS_8, SUSPICIOUS_8, SUSPICIOUS_8, SUSPICIOUS_8

/* clang-format off */
static const unsigned char classes[256] = {
    SUSPICIOUS_32, [0x7F] = SUSPICIOUS, [0x80] = SUSPICIOUS_32, SUSPICIOUS_32, SUSPICIOUS_32, SUSPICIOUS_32,
    ['"'] = SUSPICIOUS | INDICATOR, ['#'] = SUSPICIOUS | INDICATOR, ['\''] = SUSPICIOUS | INDICATOR,
    ['\\'] = SUSPICIOUS, [' '] = SPACE | INDICATOR, [':'] = COLON | INDICATOR, ['.'] = NUMBER | WORD,
    ['-'] = INDICATOR, ['?'] = INDICATOR, [','] = INDICATOR, ['['] = INDICATOR, [']'] = INDICATOR, ['{'] = INDICATOR,
    ['}'] = INDICATOR, ['&'] = INDICATOR, ['*'] = INDICATOR, ['!'] = INDICATOR, ['|'] = INDICATOR, ['>'] = INDICATOR,
    ['%'] = INDICATOR, ['@'] = INDICATOR, ['`'] = INDICATOR, ['+'] = INDICATOR, ['~'] = INDICATOR, ['='] = INDICATOR,
    ['<'] = INDICATOR,
    ['0'] = NUMBER, ['1'] = NUMBER, ['2'] = NUMBER, ['3'] = NUMBER, ['4'] = NUMBER, ['5'] = NUMBER, ['6'] = NUMBER,
    ['7'] = NUMBER, ['8'] = NUMBER, ['9'] = NUMBER,
    ['y'] = WORD, ['n'] = WORD, ['o'] = WORD, ['t'] = WORD, ['f'] = WORD,
    ['Y'] = WORD, ['N'] = WORD, ['O'] = WORD, ['T'] = WORD, ['F'] = WORD,
};
/* clang-format on */

/* True for most of the texts that have none of the traits: one look at each byte tells. */
static bool is_harmless(struct sx_string text) {
    unsigned found = 0, last = 0;
    for (size_t at = 0; at < text.length; at++) {
        last = classes[(unsigned char)text.bytes[at]];
        found |= last;
    }
    bool may_have_key = (found & SPACE) && (found & COLON);
    return !(found & SUSPICIOUS) && !may_have_key && !(last & (SPACE | COLON));
}

static struct traits examine(struct sx_string text) {
    struct traits traits = {.has_newline = false};
    if (is_harmless(text))
        return traits;
    for (size_t at = 0; at < text.length;) {
        char byte = text.bytes[at];
        /* most of what there is, and none of it of interest */
        if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '-' && byte <= '9')) {
            at++;
        } else if ((unsigned char)byte >= 0x80) {
            traits.needs_escapes |= !sx_yaml_character_may_stand(text, &at);
        } else {
            char before = at > 0 ? text.bytes[at - 1] : '\n';
            char after = at + 1 < text.length ? text.bytes[at + 1] : '\n';
            examine_ascii(&traits, byte, before, after);
            at++;
        }
    }
    char last = text.length ? text.bytes[text.length - 1] : '\0';
    traits.has_blank_before_newline |= last == ' ' || last == '\t';
    return traits;
}

enum { LONGEST_RESERVED_WORD = sizeof "false" - 1 };

/** True for the words that YAML 1.1 or 1.2 gives another type than string. */
static bool is_reserved_word(struct sx_string text) {
    enum { MOST_OF_A_LENGTH = 4 };
    static const char words[LONGEST_RESERVED_WORD + 1][MOST_OF_A_LENGTH][LONGEST_RESERVED_WORD] = {
        [1] = {{"y"}, {"n"}},
        [2] = {{"no"}, {"on"}},
        [3] = {{"yes"}, {"off"}},
        [5] = {{'f', 'a', 'l', 's', 'e'}},
        [4] = {{"true"}, {"null"}, {".inf"}, {".nan"}},
    };
    if (text.length == 0 || text.length > LONGEST_RESERVED_WORD)
        return false;
    for (size_t i = 0; i < MOST_OF_A_LENGTH; i++) {
        const char *word = words[text.length][i];
        size_t same = 0;
        /* makes lower letters of capitals; what else it changes is never plain */
        while (same < text.length && (text.bytes[same] | 0x20) == word[same])
            same++;
        if (same == text.length)
            return true;
    }
    return false;
}

/**
 * True for everything that looks like a number, date or time in any version of YAML, and for some that does not:
 * after the digit or point that it begins with, nothing but the characters that these are made of.
 */
static bool resembles_number(struct sx_string text) {
    static const char characters[] = "0123456789abcdefABCDEFxXoOtTzZ_.,:+- ";
    for (size_t i = 1; i < text.length; i++)
        if (!memchr(characters, text.bytes[i], sizeof characters - 1))
            return false;
    return true;
}

static bool is_plain(struct sx_string text, const struct traits *traits) {
    unsigned first = text.length ? classes[(unsigned char)text.bytes[0]] : INDICATOR;
    if (first & INDICATOR)
        return false;
    if (traits->has_newline || traits->has_tab || traits->has_blank_before_newline || traits->needs_escapes ||
        traits->has_colon_before_space || traits->has_hash_after_space)
        return false;
    if (first & WORD && (sx_string_starts_with(text, "...") || is_reserved_word(text)))
        return false;
    return !(first & NUMBER) || !resembles_number(text);
}

bool sx_yaml_is_plain(struct sx_string text) {
    struct traits traits = examine(text);
    return is_plain(text, &traits);
}

/* ----------------------------------------------------------------------------------- texts as most of them are -- */

#define EACH_BYTE(byte) ((byte)*UINT64_C(0x0101010101010101))

/* The highest bit of a byte is set when one of the eight bytes is `byte`. */
static uint64_t has_byte(uint64_t word, uint64_t byte) {
    uint64_t difference = word ^ EACH_BYTE(byte);
    return (difference - EACH_BYTE(0x01)) & ~difference;
}

/* The highest bit of a byte is set when one of the eight bytes is none of $ to ~, or is a quote or a backslash. */
static uint64_t has_unusual(uint64_t word) {
    uint64_t above = word | (word + EACH_BYTE(0x01)), below = (word - EACH_BYTE('$')) & ~word;
    return above | below | has_byte(word, '\'') | has_byte(word, '\\');
}

/* Copies up to seven bytes, and gives eight that are among them. */
static uint64_t copy_short(char *to, struct sx_string text) {
    const char *bytes = text.bytes;
    size_t length = text.length, middle = length / 2, last = length - 1;
    if (length >= 4) {
        uint32_t start, end;
        memcpy(&start, bytes, 4);
        memcpy(&end, bytes + length - 4, 4);
        memcpy(to, &start, 4);
        memcpy(to + length - 4, &end, 4);
        return (uint64_t)end << 32 | start;
    }
    uint64_t first_byte = (unsigned char)bytes[0], middle_byte = (unsigned char)bytes[middle];
    uint64_t last_byte = (unsigned char)bytes[last];
    to[0] = bytes[0];
    to[middle] = bytes[middle];
    to[last] = bytes[last];
    return EACH_BYTE(UINT64_C(1)) * first_byte ^ (first_byte ^ middle_byte) << 8 ^ (first_byte ^ last_byte) << 16;
}

/*
 * Writes a text when a look at its first and its last byte, and one at eight of its bytes at a time, which are copied
 * at once, tells that it is plain. Most are; what has a space may be plain too. `before` and `after` are what stands
 * around it, or NUL for nothing.
 */
static inline bool write_usual(struct sx_buffer *buffer, char before, struct sx_string text, char after) {
    size_t length = text.length;
    unsigned first = length ? classes[(unsigned char)text.bytes[0]] : INDICATOR;
    if (first & (INDICATOR | NUMBER) || (first & WORD && is_reserved_word(text)) || text.bytes[length - 1] == ':')
        return false;
    char *start = sx_buffer_room(buffer, length + 2), *to = start;
    if (before)
        *to++ = before;
    uint64_t word, unusual = 0;
    if (length < sizeof word) {
        unusual = has_unusual(copy_short(to, text));
    } else {
        for (size_t at = 0; at < length - sizeof word; at += sizeof word) {
            memcpy(&word, text.bytes + at, sizeof word);
            memcpy(to + at, &word, sizeof word);
            unusual |= has_unusual(word);
        }
        memcpy(&word, text.bytes + length - sizeof word, sizeof word);
        memcpy(to + length - sizeof word, &word, sizeof word);
        unusual |= has_unusual(word);
    }
    if (unusual & EACH_BYTE(0x80))
        return false;
    to += length;
    if (after)
        *to++ = after;
    buffer->length += (size_t)(to - start);
    return true;
}

/* ------------------------------------------------------------------------------------------------------- styles -- */

static void write_single_quoted(struct sx_buffer *buffer, struct sx_string text) {
    sx_buffer_add_byte(buffer, '\'');
    size_t written = 0;
    for (size_t at; (at = sx_string_find_byte(text, '\'', written)) != SIZE_MAX; written = at + 1) {
        sx_buffer_add(buffer, sx_string_slice(text, written, at + 1));
        sx_buffer_add_byte(buffer, '\'');
    }
    sx_buffer_add(buffer, sx_string_slice(text, written, text.length));
    sx_buffer_add_byte(buffer, '\'');
}

static void add_escape(struct sx_buffer *buffer, uint32_t code_point) {
    if (code_point == '"' || code_point == '\\' || code_point == '\n' || code_point == '\r' || code_point == '\t')
        sx_write_json_escape(buffer, code_point);
    else
        sx_write_sized_escape(buffer, code_point);
}

static void write_double_quoted(struct sx_buffer *buffer, struct sx_string text) {
    sx_buffer_add_byte(buffer, '"');
    size_t written = 0;
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        char byte = text.bytes[at];
        if (sx_yaml_character_may_stand(text, &at) && byte != '"' && byte != '\\')
            continue;
        sx_buffer_add(buffer, sx_string_slice(text, written, start));
        at = start;
        add_escape(buffer, sx_decode_code_point(text, &at));
        written = at;
    }
    sx_buffer_add(buffer, sx_string_slice(text, written, text.length));
    sx_buffer_add_byte(buffer, '"');
}

static void write_inline(struct sx_buffer *buffer, struct sx_string text, const struct traits *traits) {
    if (is_plain(text, traits))
        sx_buffer_add(buffer, text);
    else if (traits->has_newline || traits->has_tab || traits->needs_escapes || traits->has_adjacent_quotes ||
             (traits->has_single_quote && !traits->has_double_quote))
        write_double_quoted(buffer, text);
    else
        write_single_quoted(buffer, text);
}

void sx_yaml_write_inline(struct sx_buffer *buffer, struct sx_string text) {
    struct traits traits = examine(text);
    write_inline(buffer, text, &traits);
}

void sx_yaml_write_key(struct sx_buffer *buffer, struct sx_string text) {
    if (write_usual(buffer, '\0', text, ':'))
        return;
    sx_yaml_write_inline(buffer, text);
    sx_buffer_add_byte(buffer, ':');
}

/**
 * What follows the bar: how deep the lines are, where the reader could not see it from the first line that is not
 * empty (libyaml stumbles over a tab there), and what becomes of the newlines at the end.
 */
static void write_block_header(struct sx_buffer *buffer, struct sx_string text) {
    size_t first = 0;
    while (text.bytes[first] == '\n')
        first++;
    sx_buffer_add_byte(buffer, '|');
    if (text.bytes[first] == ' ' || text.bytes[first] == '\t')
        sx_buffer_add_byte(buffer, '0' + SX_YAML_STEP);
    if (!sx_string_ends_with(text, "\n"))
        sx_buffer_add_byte(buffer, '-');
    else if (sx_string_ends_with(text, "\n\n"))
        sx_buffer_add_byte(buffer, '+');
}

static bool only_newlines(struct sx_string text) {
    size_t at = 0;
    while (at < text.length && text.bytes[at] == '\n')
        at++;
    return at == text.length;
}

/**
 * A text of several lines can be a literal block, unless that could not be read back or would be misread by people:
 * blanks at the end of a line, control characters.
 */
static bool may_be_block(struct sx_string text, const struct traits *traits) {
    return traits->has_newline && !traits->has_blank_before_newline && !traits->needs_escapes && !only_newlines(text);
}

static void write_block(struct sx_buffer *buffer, struct sx_string text, size_t indent) {
    write_block_header(buffer, text);
    size_t end = sx_string_ends_with(text, "\n") ? text.length - 1 : text.length;
    for (size_t start = 0, stop; start <= end; start = stop + 1) {
        stop = sx_string_find_byte(text, '\n', start);
        if (stop > end)
            stop = end;
        sx_buffer_add_byte(buffer, '\n');
        if (stop > start)
            sx_buffer_add_spaces(buffer, indent);
        sx_buffer_add(buffer, sx_string_slice(text, start, stop));
        sx_check_output_limit(buffer); /* many short lines, deep inside, grow by far more than the text */
    }
}

void sx_yaml_write_value(struct sx_buffer *buffer, struct sx_string text, size_t indent) {
    if (write_usual(buffer, ' ', text, '\n'))
        return;
    struct traits traits = examine(text);
    sx_buffer_add_byte(buffer, ' ');
    if (may_be_block(text, &traits))
        write_block(buffer, text, indent);
    else
        write_inline(buffer, text, &traits);
    sx_buffer_add_byte(buffer, '\n');
}
