/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Findings for a person:
 *
 *     template.yaml:14:21: error: 'Bucket' must reference an S3 bucket of this template [event-source-target]
 *        14 |             Bucket: !Ref Uploads
 *           |                     ^^^^^^^^^^^^
 *        hint: did you mean 'UploadsBucket'?
 */

#include "diag/render.h"

#include <string.h>

enum {
    GUTTER = 5,       /* columns of the line number */
    WINDOW = 120,     /* characters of a source line that are shown */
    WINDOW_LEAD = 40, /* of which before the finding, when the line is longer */
};

/* The place in the text that was reached. Findings are sorted, so all of them together cost one walk. */
struct cursor {
    struct sx_string source;
    size_t offset, line, column;
};

struct paint {
    const char *place, *severity[3], *gutter, *caret, *hint, *end;
};

static const struct paint plain = {"", {"", "", ""}, "", "", "", ""};
static const struct paint coloured = {
    .place = "\x1b[1m",
    .severity = {"\x1b[1;36m", "\x1b[1;33m", "\x1b[1;31m"},
    .gutter = "\x1b[34m",
    .caret = "\x1b[1;32m",
    .hint = "\x1b[36m",
    .end = "\x1b[0m",
};

/* ----------------------------------------------------------------------------------------------- the source text -- */

static bool at_line_end(struct sx_string source, size_t at) {
    return at >= source.length || source.bytes[at] == '\n' || source.bytes[at] == '\r';
}

static size_t previous_character(struct sx_string source, size_t at) {
    do {
        at--;
    } while (at > 0 && ((unsigned char)source.bytes[at] & 0xc0u) == 0x80u);
    return at;
}

static void rewind_cursor(struct cursor *cursor) {
    cursor->line = cursor->column = 1;
    cursor->offset = cursor->source.length >= 3 && memcmp(cursor->source.bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* Moves past the end of the line; false when it is the last. */
static bool next_line(struct cursor *cursor) {
    struct sx_string source = cursor->source;
    while (!at_line_end(source, cursor->offset))
        cursor->offset++;
    if (cursor->offset >= source.length)
        return false;
    bool two = source.bytes[cursor->offset] == '\r' && cursor->offset + 1 < source.length &&
               source.bytes[cursor->offset + 1] == '\n';
    cursor->offset += two ? 2 : 1;
    cursor->line++;
    cursor->column = 1;
    return true;
}

/* Moves to a place, or to the end of its line when the line is shorter. False when there is no such line. */
static bool move_cursor(struct cursor *cursor, size_t line, size_t column) {
    if (line < cursor->line || (line == cursor->line && column < cursor->column))
        rewind_cursor(cursor);
    while (cursor->line < line) {
        if (!next_line(cursor))
            return false;
    }
    while (cursor->column < column && !at_line_end(cursor->source, cursor->offset)) {
        cursor->offset = sx_next_character(cursor->source, cursor->offset);
        cursor->column++;
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------- what is shown -- */

/* A message or a name. Lines after the first are indented, so that they cannot pass for a finding of their own. */
static void add_prose(struct sx_rendering *out, const char *prose) {
    struct sx_string string = sx_string_from(prose);
    for (size_t i = 0; i < string.length;) {
        size_t next = sx_next_character(string, i);
        if (string.bytes[i] == '\n')
            sx_rendering_add(out, STR("\n       "));
        else
            sx_rendering_add_shown(out, sx_string_slice(string, i, next));
        i = next;
    }
}

/* The part of a source line that is shown, in byte offsets, and the marked part of it. */
struct excerpt {
    size_t start, end, mark, mark_end;
    bool cut_before, cut_after;
};

static size_t trimmed_end(struct sx_string source, size_t start, size_t end) {
    while (end > start && (source.bytes[end - 1] == ' ' || source.bytes[end - 1] == '\t'))
        end--;
    return end;
}

/* Where the mark ends: it is clipped to the line, and to what is shown of it. */
static size_t mark_end(const struct cursor *cursor, const samx_diagnostic *diagnostic, size_t limit) {
    if (diagnostic->end_line > diagnostic->line) /* goes on below: what comes after the text of this line is no token */
        return trimmed_end(cursor->source, cursor->offset, limit);
    size_t end = cursor->offset;
    for (size_t column = cursor->column; column < diagnostic->end_column && end < limit; column++)
        end = sx_next_character(cursor->source, end);
    return end;
}

static struct excerpt excerpt_at(const struct cursor *cursor, const samx_diagnostic *diagnostic) {
    struct sx_string source = cursor->source;
    struct excerpt excerpt = {.start = cursor->offset, .end = cursor->offset, .mark = cursor->offset};

    size_t after = 0;
    for (; after < WINDOW && !at_line_end(source, excerpt.end); after++)
        excerpt.end = sx_next_character(source, excerpt.end);
    bool more_after = !at_line_end(source, excerpt.end);

    /* The whole line when it fits, else some of what stands before, and as much after as the window still holds. */
    size_t before = cursor->column - 1;
    if (before + after > WINDOW || more_after) {
        size_t lead = after + WINDOW_LEAD < WINDOW ? WINDOW - after : WINDOW_LEAD;
        before = before < lead ? before : lead;
    }
    for (size_t i = 0; i < before; i++)
        excerpt.start = previous_character(source, excerpt.start);
    for (; before + after > WINDOW; after--)
        excerpt.end = previous_character(source, excerpt.end);

    excerpt.cut_before = before < cursor->column - 1;
    excerpt.cut_after = !at_line_end(source, excerpt.end);
    excerpt.mark_end = mark_end(cursor, diagnostic, excerpt.end);
    return excerpt;
}

/* --------------------------------------------------------------------------------------------------- the finding -- */

static size_t digits(size_t number) {
    size_t count = 1;
    for (; number >= 10; number /= 10)
        count++;
    return count;
}

static void add_source_line(struct sx_rendering *out, const struct paint *paint, size_t line, struct sx_string source,
                            const struct excerpt *excerpt) {
    size_t width = digits(line);
    sx_rendering_add_text(out, paint->gutter);
    sx_rendering_add_repeated(out, ' ', width < GUTTER ? GUTTER - width : 0);
    sx_rendering_add_number(out, line);
    sx_rendering_add(out, STR(" |"));
    sx_rendering_add_text(out, paint->end);
    sx_rendering_add_text(out, excerpt->cut_before ? " ..." : " ");
    size_t end = excerpt->cut_after ? excerpt->end : trimmed_end(source, excerpt->start, excerpt->end);
    for (size_t i = excerpt->start; i < end;) {
        size_t next = sx_next_character(source, i);
        sx_rendering_add_shown(out, sx_string_slice(source, i, next));
        i = next;
    }
    sx_rendering_add_text(out, excerpt->cut_after ? "...\n" : "\n");
}

static void add_mark_line(struct sx_rendering *out, const struct paint *paint, size_t line, struct sx_string source,
                          const struct excerpt *excerpt) {
    size_t width = digits(line);
    sx_rendering_add_text(out, paint->gutter);
    sx_rendering_add_repeated(out, ' ', width < GUTTER ? GUTTER : width);
    sx_rendering_add(out, STR(" |"));
    sx_rendering_add_text(out, paint->end);
    sx_rendering_add_text(out, excerpt->cut_before ? "    " : " ");
    for (size_t i = excerpt->start; i < excerpt->mark; i = sx_next_character(source, i))
        sx_rendering_add_repeated(out, source.bytes[i] == '\t' ? '\t' : ' ', 1); /* a tab is as wide as the one above */

    size_t marked = 0;
    for (size_t i = excerpt->mark; i < excerpt->mark_end; i = sx_next_character(source, i))
        marked++;
    sx_rendering_add_text(out, paint->caret);
    sx_rendering_add_repeated(out, '^', marked > 0 ? marked : 1);
    sx_rendering_add_text(out, paint->end);
    sx_rendering_add(out, STR("\n"));
}

static void add_headline(struct sx_rendering *out, const struct paint *paint, const samx_diagnostic *diagnostic) {
    sx_rendering_add_text(out, paint->place);
    add_prose(out, diagnostic->file);
    if (diagnostic->line > 0) {
        sx_rendering_add(out, STR(":"));
        sx_rendering_add_number(out, diagnostic->line);
        sx_rendering_add(out, STR(":"));
        sx_rendering_add_number(out, diagnostic->column);
    }
    sx_rendering_add(out, STR(":"));
    sx_rendering_add_text(out, paint->end);
    sx_rendering_add(out, STR(" "));
    sx_rendering_add_text(out, paint->severity[diagnostic->severity]);
    sx_rendering_add_text(out, sx_severity_name(diagnostic->severity));
    sx_rendering_add(out, STR(":"));
    sx_rendering_add_text(out, paint->end);
    sx_rendering_add(out, STR(" "));
    add_prose(out, diagnostic->message);
    sx_rendering_add(out, STR(" ["));
    sx_rendering_add_text(out, diagnostic->rule);
    sx_rendering_add(out, STR("]\n"));
}

static void add_finding(struct sx_rendering *out, const struct paint *paint, struct cursor *cursor,
                        const samx_diagnostic *diagnostic) {
    add_headline(out, paint, diagnostic);
    if (diagnostic->line > 0 && move_cursor(cursor, diagnostic->line, diagnostic->column)) {
        struct excerpt excerpt = excerpt_at(cursor, diagnostic);
        add_source_line(out, paint, diagnostic->line, cursor->source, &excerpt);
        add_mark_line(out, paint, diagnostic->line, cursor->source, &excerpt);
    }
    if (diagnostic->hint) {
        sx_rendering_add(out, STR("   "));
        sx_rendering_add_text(out, paint->hint);
        sx_rendering_add(out, STR("hint:"));
        sx_rendering_add_text(out, paint->end);
        sx_rendering_add(out, STR(" "));
        add_prose(out, diagnostic->hint);
        sx_rendering_add(out, STR("\n"));
    }
}

char *sx_render_text(const struct sx_render_input *inputs, size_t count, bool colour, size_t *length) {
    struct sx_rendering out = {0};
    for (size_t i = 0; i < count; i++) {
        struct cursor cursor = {.source = inputs[i].source};
        rewind_cursor(&cursor);
        for (size_t j = 0; j < inputs[i].count; j++)
            add_finding(&out, colour ? &coloured : &plain, &cursor, inputs[i].diagnostics[j]);
    }
    return sx_rendering_take(&out, length);
}
