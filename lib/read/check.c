/* SPDX-License-Identifier: Apache-2.0 */

#include "read/check.h"

#include "read/text.h"

#include <string.h>

static struct sx_span span_of(size_t start, size_t length) {
    return (struct sx_span){(uint32_t)start, (uint32_t)(start + length)};
}

static unsigned char byte_at(struct sx_string text, size_t position) {
    return position < text.length ? (unsigned char)text.bytes[position] : 0;
}

/* ---------------------------------------------------------------------------------------------------- encoding -- */

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/* The length of the UTF-8 sequence of more than one byte at `position`, 0 when it is not valid. */
static size_t sequence_length(struct sx_string text, size_t position) {
    unsigned char first = byte_at(text, position), second = byte_at(text, position + 1);
    unsigned char lowest = 0x80, highest = 0xBF;
    size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    /* neither longer than needed, nor a surrogate, nor past U+10FFFF */
    if (first == 0xE0)
        lowest = 0xA0;
    else if (first == 0xED)
        highest = 0x9F;
    else if (first == 0xF0)
        lowest = 0x90;
    else if (first == 0xF4)
        highest = 0x8F;
    if (second < lowest || second > highest)
        return 0;
    for (size_t i = 2; i < length; i++)
        if (!is_continuation(byte_at(text, position + i)))
            return 0;
    return length;
}

static bool looks_like_utf16(struct sx_string text) {
    unsigned char first = byte_at(text, 0), second = byte_at(text, 1);
    if (text.length < 2)
        return false;
    return (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF) || (!first != !second);
}

/* The end of the whole words of eight bytes from `position` on that are ASCII without NUL. */
static size_t skip_ascii(struct sx_string text, size_t position) {
    for (uint64_t word; text.length - position >= sizeof word; position += sizeof word) {
        memcpy(&word, text.bytes + position, sizeof word);
        /* a byte of zero borrows from its highest bit */
        if ((word | (word - 0x0101010101010101ULL)) & 0x8080808080808080ULL)
            break;
    }
    return position;
}

bool sx_check_encoding(struct sx_transform *t, struct sx_string text) {
    if (looks_like_utf16(text)) {
        sx_report(t, span_of(0, 1), SX_RULE_ENCODING, STR("The text is UTF-16 or UTF-32; a template must be UTF-8."));
        return false;
    }
    for (size_t i = skip_ascii(text, 0); i < text.length; i = skip_ascii(text, i)) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == 0) {
            sx_report(t, span_of(i, 1), SX_RULE_ENCODING, STR("The text has a NUL byte."));
            return false;
        }
        size_t length = byte < 0x80 ? 1 : sequence_length(text, i);
        if (length == 0) {
            sx_report(t, span_of(i, 1), SX_RULE_ENCODING, STR("The text is not valid UTF-8."));
            return false;
        }
        i += length;
    }
    return true;
}

/* -------------------------------------------------------------------------------------------------- characters -- */

/* True for what PyYAML's reader refuses: control characters but tab, line breaks and NEL, and U+FFFE, U+FFFF. */
static bool is_forbidden(struct sx_string text, size_t position, size_t *length, uint32_t *code_point) {
    unsigned char byte = (unsigned char)text.bytes[position], second = byte_at(text, position + 1);
    *length = 1;
    *code_point = byte;
    if (byte < 0x20)
        return byte != '\t' && byte != '\n' && byte != '\r';
    if (byte == 0xC2) {
        *length = 2;
        *code_point = second;
        return second < 0xA0 && second != 0x85;
    }
    if (byte == 0xEF && second == 0xBF) {
        *length = 3;
        *code_point = 0xFFC0u + byte_at(text, position + 2) - 0x80u;
        return *code_point >= 0xFFFE;
    }
    return byte == 0x7F;
}

static void report_forbidden(struct sx_transform *t, struct sx_span where, uint32_t code_point) {
    static const char digits[] = "0123456789ABCDEF";
    char number[4];
    for (int i = 0; i < 4; i++)
        number[i] = digits[code_point >> (12 - 4 * i) & 15];
    sx_report(t, where, SX_RULE_ENCODING,
              CAT(t, STR("The character U+"), ((struct sx_string){number, sizeof number}),
                  STR(" cannot stand in YAML; write it as an escape between double quotes.")));
}

/* ----------------------------------------------------------------------------------------------- hostile texts -- */

/*
 * What libfyaml 0.7.12 cannot take in any amount. It reads ahead to the end of a line, or of a nested flow collection,
 * before it gives the first event, and keeps 200 bytes per token; it goes through all %TAG directives for each new one,
 * and copies the version of a %YAML directive to the stack; it decodes %41 in a tag in quadratic time. The bounds are
 * far above what a template has.
 */
enum {
    MOST_INDICATORS_PER_LINE = 1000000,
    MOST_OPEN_BRACKETS = 100000,
    MOST_DIRECTIVES = 100,
    LONGEST_DIRECTIVE = 1000,
    MOST_ESCAPES_IN_TAG = 32,
    MOST_BLANKS_SQUARED = 1000000000,
    LONG_LINE = 64, /* what shorter lines can do is bounded by the size of the text */
};

struct hostility {
    size_t brackets; /* opened and not closed, as far as one can tell without parsing */
    size_t directives;
    size_t tag_end; /* the end of the word that was last looked at as a tag */
    uint64_t blanks_squared;
    bool before_document;
};

static void check_bracket(struct sx_transform *t, struct hostility *hostility, char byte, size_t position) {
    if (byte == '[' || byte == '{')
        hostility->brackets++;
    else if (hostility->brackets)
        hostility->brackets--;
    if (hostility->brackets > MOST_OPEN_BRACKETS)
        sx_refuse_limit(t, span_of(position, 1), STR("More than 100000 brackets are open."));
}

/* A run of blanks behind the indicator of a block. */
static void check_blanks(struct sx_transform *t, struct hostility *hostility, size_t count, size_t position) {
    hostility->blanks_squared += (uint64_t)count * count;
    if (hostility->blanks_squared > MOST_BLANKS_SQUARED)
        sx_refuse_limit(t, span_of(position, 1), STR("Too many blanks follow dashes, question marks and colons."));
}

/* A line that is long enough to be hostile. */
static void check_long_line(struct sx_transform *t, struct hostility *hostility, struct sx_string text, size_t start,
                            size_t end) {
    static const bool is_indicator[256] = {
        [':'] = true, ['-'] = true, ['?'] = true, [','] = true, ['['] = true, [']'] = true, ['{'] = true, ['}'] = true};
    size_t indicators = 0;
    for (size_t i = start; i < end; i++) {
        char byte = text.bytes[i];
        if (!is_indicator[(unsigned char)byte])
            continue;
        if (++indicators > MOST_INDICATORS_PER_LINE)
            sx_refuse_limit(t, span_of(i, 1), STR("One line has more than 1000000 indicators; break it into lines."));
        size_t first = i + 1;
        while (i + 1 < end && (text.bytes[i + 1] == ' ' || text.bytes[i + 1] == '\t'))
            i++;
        if (i >= first && (byte == ':' || byte == '-' || byte == '?'))
            check_blanks(t, hostility, i + 1 - first, first);
    }
}

/* The word that begins with a "!" may be a tag. */
static void check_tag(struct sx_transform *t, struct hostility *hostility, struct sx_string text, size_t position) {
    size_t escapes = 0, end = position;
    if (position < hostility->tag_end || (position > 0 && !strchr(" \t\r\n[{,:", text.bytes[position - 1])))
        return;
    for (; end < text.length && !strchr(" \t\r\n", text.bytes[end]); end++) {
        escapes += text.bytes[end] == '%';
        if (escapes > MOST_ESCAPES_IN_TAG)
            sx_refuse_limit(t, span_of(position, 1), STR("A tag has more than 32 escapes."));
    }
    hostility->tag_end = end;
}

static void check_directive(struct sx_transform *t, struct hostility *hostility, struct sx_string text, size_t start) {
    size_t end = start;
    while (end < text.length && end - start <= LONGEST_DIRECTIVE && !sx_line_break(text, end))
        end++;
    if (end - start > LONGEST_DIRECTIVE)
        sx_refuse_limit(t, span_of(start, 1), STR("A directive has more than 1000 characters."));
    if (++hostility->directives > MOST_DIRECTIVES)
        sx_refuse_limit(t, span_of(start, 1), STR("There are more than 100 directives."));
}

/* Directives stand before the document, among comments and empty lines, and again behind a line "...". */
static void check_line_start(struct sx_transform *t, struct hostility *hostility, struct sx_string text, size_t start) {
    unsigned char byte = byte_at(text, start);
    if (byte == '.' && byte_at(text, start + 1) == '.' && byte_at(text, start + 2) == '.')
        hostility->before_document = true;
    else if (byte == '%' && hostility->before_document)
        check_directive(t, hostility, text, start);
    else if (byte != '#' && byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r')
        hostility->before_document = false;
}

/* LF and CR end lines for this purpose; what else does only makes them longer. */
enum { CONTROL = 1, LINE_END, BRACKET, BANG };

static const unsigned char classes[256] = {
    [0] = CONTROL,    [1] = CONTROL,    [2] = CONTROL,     [3] = CONTROL,     [4] = CONTROL,   [5] = CONTROL,
    [6] = CONTROL,    [7] = CONTROL,    [8] = CONTROL,     ['\n'] = LINE_END, [11] = CONTROL,  [12] = CONTROL,
    [14] = CONTROL,   [15] = CONTROL,   ['\r'] = LINE_END, [16] = CONTROL,    [17] = CONTROL,  [18] = CONTROL,
    [19] = CONTROL,   [20] = CONTROL,   [21] = CONTROL,    [22] = CONTROL,    [23] = CONTROL,  [24] = CONTROL,
    [25] = CONTROL,   [26] = CONTROL,   [27] = CONTROL,    [28] = CONTROL,    [29] = CONTROL,  [30] = CONTROL,
    [31] = CONTROL,   ['!'] = BANG,     ['['] = BRACKET,   [']'] = BRACKET,   ['{'] = BRACKET, ['}'] = BRACKET,
    [0x7F] = CONTROL, [0xC2] = CONTROL, [0xEF] = CONTROL,
};

/* Eight bytes at a time, without a branch for each: lines have 20 to 30 of them, and are ordinary up to their end. */
static size_t skip_ordinary(struct sx_string text, size_t position) {
    enum { AT_ONCE = 8 };
    for (; text.length - position >= AT_ONCE; position += AT_ONCE) {
        const unsigned char *bytes = (const unsigned char *)text.bytes + position;
        unsigned found = 0;
        for (size_t i = 0; i < AT_ONCE; i++)
            found |= classes[bytes[i]];
        if (found)
            break;
    }
    while (position < text.length && !classes[(unsigned char)text.bytes[position]])
        position++;
    return position;
}

bool sx_check_yaml(struct sx_transform *t, struct sx_string text, bool *has_directives) {
    struct hostility hostility = {.before_document = true};
    size_t line = sx_string_starts_with(text, "\xEF\xBB\xBF") ? 3 : 0, length;
    uint32_t code_point;
    check_line_start(t, &hostility, text, line);
    for (size_t i = skip_ordinary(text, line); i < text.length; i = skip_ordinary(text, i + 1)) {
        switch (classes[(unsigned char)text.bytes[i]]) {
        case CONTROL:
            if (is_forbidden(text, i, &length, &code_point)) {
                report_forbidden(t, span_of(i, length), code_point);
                return false;
            }
            break;
        case LINE_END:
            if (i - line > LONG_LINE)
                check_long_line(t, &hostility, text, line, i);
            line = i + 1;
            if (hostility.before_document || byte_at(text, line) == '.')
                check_line_start(t, &hostility, text, line);
            break;
        case BRACKET:
            check_bracket(t, &hostility, text.bytes[i], i);
            break;
        case BANG:
            check_tag(t, &hostility, text, i);
            break;
        default:
            break;
        }
    }
    if (text.length - line > LONG_LINE)
        check_long_line(t, &hostility, text, line, text.length);
    *has_directives = hostility.directives > 0;
    return true;
}
