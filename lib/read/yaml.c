/* SPDX-License-Identifier: Apache-2.0 */

#include "read/yaml.h"

#include "read/patch.h"
#include "read/text.h"

#include <libfyaml.h>
#include <stdlib.h>
#include <string.h>

/* libfyaml's objects are not of the arena: release() runs however the reading ends. */
struct yaml {
    struct sx_builder *builder;
    struct sx_string text;
    const struct sx_patch *patch;
    bool has_directives;
    bool may_patch; /* the reading may end with `patchable` instead of an error */
    bool patchable;
    bool may_blank; /* the reading may end with a place to blank instead of an error */
    size_t to_blank;
    struct fy_diag *diag;
    struct fy_parser *parser;
    struct fy_event *event; /* the one at hand */
    size_t cursor;          /* where the last token ended */
    size_t documents;
    char complaint[200]; /* the first message of libfyaml that has no place in the text */
};

/* ------------------------------------------------------------------------------------------------------- places -- */

/* The place in the text of a place that libfyaml tells. */
static size_t place_of(const struct yaml *yaml, const struct fy_mark *mark) {
    size_t position = mark->input_pos;
    if (yaml->patch->places.count)
        position = sx_patch_original(yaml->patch, position);
    return position < yaml->text.length ? position : yaml->text.length;
}

static size_t start_of(const struct yaml *yaml, struct fy_token *token) {
    return place_of(yaml, fy_token_start_mark(token));
}

static size_t end_of(const struct yaml *yaml, struct fy_token *token) {
    return place_of(yaml, fy_token_end_mark(token));
}

static unsigned char byte_at(const struct yaml *yaml, size_t position) {
    return position < yaml->text.length ? (unsigned char)yaml->text.bytes[position] : 0;
}

static struct sx_string slice(const struct yaml *yaml, size_t start, size_t end) {
    return sx_string_slice(yaml->text, start, end < start ? start : end);
}

static struct sx_span span_of(size_t start, size_t end) {
    return (struct sx_span){(uint32_t)start, (uint32_t)end};
}

/* The first byte at or after `position` that is neither white space, nor a comment, nor one of `structure`. */
static size_t skip_space(const struct yaml *yaml, size_t position, const char *structure) {
    for (; position < yaml->text.length; position++) {
        unsigned char byte = byte_at(yaml, position);
        if (byte == '#') {
            while (position < yaml->text.length && !sx_line_break(yaml->text, position))
                position++;
        }
        size_t line_break = sx_line_break(yaml->text, position);
        if (line_break)
            position += line_break - 1;
        else if (byte != ' ' && byte != '\t' && !(byte && strchr(structure, byte)))
            break;
    }
    return position;
}

/* An empty value has no token. It stands behind the indicator that announces it. */
static void place_empty(struct yaml *yaml) {
    const struct sx_frame *frame = sx_builder_top(yaml->builder);
    if (!frame)
        return;
    unsigned char indicator = frame->state == SX_FRAME_SEQUENCE ? '-' : frame->state == SX_FRAME_KEY ? '?' : ':';
    size_t position = skip_space(yaml, yaml->cursor, ",");
    if (byte_at(yaml, position) == indicator)
        yaml->cursor = position + 1;
}

static void advance(struct yaml *yaml, size_t position) {
    if (yaml->cursor < position)
        yaml->cursor = position;
}

/* --------------------------------------------------------------------------------------------------- properties -- */

static struct sx_tag read_tag(struct yaml *yaml, struct fy_token *token) {
    if (!token)
        return (struct sx_tag){0};
    struct sx_transform *t = yaml->builder->t;
    size_t start = start_of(yaml, token), end = end_of(yaml, token), length;
    advance(yaml, end);
    if (!yaml->has_directives)
        return sx_tag_written(t, slice(yaml, start, end), span_of(start, end));
    const char *name = fy_token_get_text(token, &length);
    return sx_tag_named(t, sx_string_copy(t, (struct sx_string){name, length}), span_of(start, end));
}

static struct sx_string read_anchor(struct yaml *yaml, struct fy_token *token) {
    if (!token)
        return STR("");
    advance(yaml, end_of(yaml, token));
    return slice(yaml, start_of(yaml, token), end_of(yaml, token));
}

/* ------------------------------------------------------------------------------------------------------ scalars -- */

/* The column of the innermost block mapping or sequence: the indentation that |2 adds to. */
static int block_indent(const struct yaml *yaml) {
    const struct sx_frame *frame = sx_builder_top(yaml->builder);
    if (!frame)
        return -1;
    size_t line = frame->start;
    while (line > 0 && byte_at(yaml, line - 1) != '\n' && byte_at(yaml, line - 1) != '\r')
        line--;
    if (line == 0 && sx_string_starts_with(yaml->text, "\xEF\xBB\xBF"))
        line = 3;
    return (int)(frame->start - line);
}

/* What follows an empty block scalar was taken for its text. */
static void refuse_swallowed(struct yaml *yaml, struct sx_span where) {
    if (yaml->may_patch)
        yaml->patchable = true;
    else
        sx_builder_error(yaml->builder, where, SX_RULE_UNSUPPORTED_YAML,
                         STR("This text is empty. Write \"\" for it; samx cannot tell it from what follows."));
}

static struct sx_string read_block(struct yaml *yaml, struct fy_token *token, struct sx_span *span) {
    size_t start = skip_space(yaml, yaml->cursor, "-:?"), end = end_of(yaml, token), length;
    struct sx_string raw = slice(yaml, start, end);
    int indent = block_indent(yaml);
    struct sx_string text = sx_text_block(yaml->builder->t, raw, indent, &length);
    size_t column = sx_block_column(raw);
    if (column && indent > 0 && column <= (size_t)indent)
        refuse_swallowed(yaml, span_of(start, start + 1));
    advance(yaml, start + length);
    *span = span_of(start, start + length);
    return text;
}

static struct sx_string read_double(struct yaml *yaml, struct sx_string raw, size_t start) {
    size_t bad;
    struct sx_string text = sx_text_double(yaml->builder->t, raw, false, &bad);
    if (bad != SIZE_MAX)
        sx_builder_error(yaml->builder, span_of(start + bad, start + bad + 6), SX_RULE_ENCODING,
                         STR("The escape is half of a surrogate pair, which is no character."));
    return text;
}

/* The marks of libfyaml enclose what is between the quotes. */
static void read_value(struct yaml *yaml, struct fy_token *token, struct sx_scalar *scalar) {
    struct sx_transform *t = yaml->builder->t;
    size_t start = start_of(yaml, token), end = end_of(yaml, token);
    struct sx_string raw = slice(yaml, start, end);
    switch (fy_token_scalar_style(token)) {
    case FYSS_SINGLE_QUOTED:
        scalar->text = sx_text_single(t, raw);
        scalar->span = span_of(start - 1, end + 1);
        break;
    case FYSS_DOUBLE_QUOTED:
        scalar->text = read_double(yaml, raw, start);
        scalar->span = span_of(start - 1, end + 1);
        break;
    case FYSS_LITERAL:
    case FYSS_FOLDED:
        scalar->text = read_block(yaml, token, &scalar->span);
        break;
    default:
        scalar->plain = true;
        scalar->text = sx_text_plain(t, raw);
        scalar->span = span_of(start, end);
        break;
    }
    advance(yaml, scalar->span.end);
}

static void read_scalar(struct yaml *yaml, const struct fy_event_scalar_data *data) {
    struct sx_scalar scalar = {.tag = read_tag(yaml, data->tag), .anchor = read_anchor(yaml, data->anchor)};
    if (data->value) {
        read_value(yaml, data->value, &scalar);
    } else {
        if (!data->tag && !data->anchor)
            place_empty(yaml);
        scalar.plain = true;
        scalar.text = slice(yaml, yaml->cursor, yaml->cursor);
        scalar.span = span_of(yaml->cursor, yaml->cursor);
        /* an empty key at the very beginning: {0, 0} would be no place */
        if (yaml->cursor == 0 && sx_builder_top(yaml->builder))
            scalar.span.end = 1;
    }
    sx_build_scalar(yaml->builder, &scalar);
}

/* ------------------------------------------------------------------------------------------------------- events -- */

/* libfyaml takes "a: : b" for a mapping in a mapping; in YAML a mapping begins on a line of its own. */
static void check_nested_mapping(struct yaml *yaml, size_t start) {
    const struct sx_frame *frame = sx_builder_top(yaml->builder);
    if (!frame || frame->state != SX_FRAME_VALUE)
        return;
    size_t position = yaml->builder->entries.items[yaml->builder->entries.count - 1].pair.key_span.end;
    while (position < start && !sx_line_break(yaml->text, position))
        position++;
    if (position >= start)
        sx_builder_error(yaml->builder, span_of(start, start + 1), SX_RULE_SYNTAX,
                         STR("The text is not well-formed: a mapping inside of another begins on a line of its own."));
}

static void begin(struct yaml *yaml, bool mapping, struct fy_token *tag_token, struct fy_token *anchor_token,
                  struct fy_token *token) {
    struct sx_tag tag = read_tag(yaml, tag_token);
    struct sx_string anchor = read_anchor(yaml, anchor_token);
    size_t start = start_of(yaml, token), end = end_of(yaml, token);
    if (mapping && start == end)
        check_nested_mapping(yaml, start);
    advance(yaml, end);
    sx_build_begin(yaml->builder, mapping, tag, anchor, (uint32_t)start);
}

/* A bracket has an extent; what ends a block has none, and lies where the next token begins. */
static void end(struct yaml *yaml, struct fy_token *token) {
    size_t end = token && end_of(yaml, token) > start_of(yaml, token) ? end_of(yaml, token) : 0;
    if (end)
        advance(yaml, end);
    sx_build_end(yaml->builder, (uint32_t)end);
}

static void begin_document(struct yaml *yaml, struct fy_token *token) {
    if (yaml->documents++ == 0)
        return;
    size_t start = token ? start_of(yaml, token) : skip_space(yaml, yaml->cursor, ".");
    sx_builder_error(yaml->builder, span_of(start, start + 1), SX_RULE_SYNTAX,
                     STR("A second document begins here; a template is one document."));
}

/* Returns false when there is nothing more to read. */
static bool handle(struct yaml *yaml, struct fy_event *event) {
    switch (event->type) {
    case FYET_DOCUMENT_START:
        begin_document(yaml, event->document_start.document_start);
        return yaml->documents == 1;
    case FYET_SCALAR:
        read_scalar(yaml, &event->scalar);
        break;
    case FYET_ALIAS: {
        size_t start = start_of(yaml, event->alias.anchor), stop = end_of(yaml, event->alias.anchor);
        advance(yaml, stop);
        sx_build_alias(yaml->builder, slice(yaml, start, stop), span_of(start - 1, stop));
        break;
    }
    case FYET_SEQUENCE_START:
        begin(yaml, false, event->sequence_start.tag, event->sequence_start.anchor,
              event->sequence_start.sequence_start);
        break;
    case FYET_MAPPING_START:
        begin(yaml, true, event->mapping_start.tag, event->mapping_start.anchor, event->mapping_start.mapping_start);
        break;
    case FYET_SEQUENCE_END:
        end(yaml, event->sequence_end.sequence_end);
        break;
    case FYET_MAPPING_END:
        end(yaml, event->mapping_end.mapping_end);
        break;
    case FYET_STREAM_END:
        return false;
    default:
        break;
    }
    return !yaml->patchable && !sx_builder_has_enough(yaml->builder);
}

/* ------------------------------------------------------------------------------------------------------- errors -- */

static void take_complaint(struct fy_diag *diag, void *user, const char *message, size_t length) {
    struct yaml *yaml = user;
    (void)diag;
    if (yaml->complaint[0] || length == 0)
        return;
    while (length && message[length - 1] == '\n')
        length--;
    if (length >= sizeof yaml->complaint)
        length = sizeof yaml->complaint - 1;
    memcpy(yaml->complaint, message, length);
    yaml->complaint[length] = '\0';
}

/* Messages quote single characters of the text, which may be anything. */
static struct sx_string clean(struct sx_transform *t, struct sx_string message) {
    struct sx_buffer buffer = {.t = t};
    for (size_t i = 0; i < message.length;) {
        uint32_t code_point = sx_decode_code_point(message, &i);
        sx_buffer_add_code_point(&buffer, code_point < 0x20 || code_point == 0x7F ? ' ' : code_point);
    }
    return sx_buffer_string(&buffer);
}

static void report_syntax(struct yaml *yaml, struct sx_span where, const char *message) {
    struct sx_transform *t = yaml->builder->t;
    if (where.end <= where.start)
        where.end = where.start + 1;
    /* what libfyaml says of \ud800, and of \ud800 before another escape */
    if (strstr(message, "invalid UTF8 escape") || strstr(message, "surrogate")) {
        sx_builder_error(yaml->builder, where, SX_RULE_ENCODING,
                         STR("An escape in this text stands for no character, such as half of a surrogate pair."));
        return;
    }
    sx_builder_error(yaml->builder, where, SX_RULE_SYNTAX,
                     CAT(t, STR("The text is not well-formed: "), clean(t, sx_string_from(message)), STR(".")));
}

/*
 * What fails in a function of libfyaml that reads nothing is an allocation: it says "fy_token_queue() failed", where it
 * has words for what is wrong with a text.
 */
static bool is_failed_allocation(const char *message) {
    return strncmp(message, "fy_", 3) == 0 || strstr(message, "alloc");
}

/* The place that sx_patch_blank() has something to blank at, where that is all that is wrong; else SIZE_MAX. */
static size_t place_to_blank(const struct yaml *yaml, const struct fy_diag_error *error) {
    size_t place = error && error->fyt ? start_of(yaml, error->fyt) : 0;
    if (place == 0)
        return SIZE_MAX;
    unsigned char byte = byte_at(yaml, place), before = byte_at(yaml, place - 1);
    if (byte == '#' && strchr("\"'[]{},", before) && strstr(error->msg, "invalid comment"))
        return place;
    /* in a plain text, where PyYAML takes no tab either, libfyaml tells the place behind it */
    if (byte == '\t' && strstr(error->msg, "invalid tab used as indentation"))
        return place;
    return SIZE_MAX;
}

/* libfyaml gave no event. Its first error is the cause, the others follow from it. */
static void report_failure(struct yaml *yaml) {
    struct sx_transform *t = yaml->builder->t;
    void *iterator = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(yaml->diag, &iterator);
    if (yaml->may_blank)
        yaml->to_blank = place_to_blank(yaml, error);
    if (yaml->to_blank != SIZE_MAX)
        return;
    if (error && yaml->may_patch && strstr(error->msg, "did not find expected node content")) {
        yaml->patchable = true;
    } else if (error && !is_failed_allocation(error->msg)) {
        struct sx_span where = error->fyt ? span_of(start_of(yaml, error->fyt), end_of(yaml, error->fyt))
                                          : span_of(yaml->cursor, yaml->cursor);
        report_syntax(yaml, where, error->msg);
    } else if (!error && yaml->complaint[0] && !is_failed_allocation(yaml->complaint)) {
        report_syntax(yaml, span_of(yaml->cursor, yaml->cursor), yaml->complaint);
    } else {
        sx_leave(t, SAMX_OUT_OF_MEMORY);
    }
}

/* ----------------------------------------------------------------------------------------------------- life time -- */

/*
 * fy_parser_set_string() of libfyaml 0.7.12 uses what its first allocation returns without a look, the one place where
 * libfyaml does not survive that one fails. So memory for it is asked for, and given back, right before.
 */
static bool has_memory_for_input(void) {
    enum { MORE_THAN_AN_INPUT = 4096 };
    void *volatile memory = malloc(MORE_THAN_AN_INPUT); /* volatile: compilers leave out what has no use */
    bool has_memory = memory != NULL;
    free(memory);
    return has_memory;
}

/* Runs protected, since a limit or the lack of memory leaves through the entry. */
static void run(struct sx_transform *t, void *argument) {
    struct yaml *yaml = argument;
    struct fy_diag_cfg diag_options = {.output_fn = take_complaint, .user = yaml, .level = FYET_ERROR};
    diag_options.module_mask = ~0u;
    yaml->diag = fy_diag_create(&diag_options);
    if (!yaml->diag)
        sx_leave(t, SAMX_OUT_OF_MEMORY);
    fy_diag_set_collect_errors(yaml->diag, true);

    /* PyYAML cares for neither the indentation of flow collections and quoted texts, nor for duplicate keys. */
    struct fy_parse_cfg options = {
        .flags = FYPCF_QUIET | FYPCF_DISABLE_DEPTH_LIMIT | FYPCF_SLOPPY_FLOW_INDENTATION | FYPCF_ALLOW_DUPLICATE_KEYS |
                 FYPCF_DEFAULT_VERSION_1_1 | FYPCF_JSON_NONE,
        .diag = yaml->diag,
    };
    yaml->parser = fy_parser_create(&options);
    if (!yaml->parser || !has_memory_for_input() ||
        fy_parser_set_string(yaml->parser, yaml->patch->text.bytes, yaml->patch->text.length) != 0)
        sx_leave(t, SAMX_OUT_OF_MEMORY);

    for (bool more = true; more;) {
        yaml->event = fy_parser_parse(yaml->parser);
        if (!yaml->event) {
            report_failure(yaml);
            return;
        }
        more = handle(yaml, yaml->event);
        fy_parser_event_free(yaml->parser, yaml->event);
        yaml->event = NULL;
    }
}

static void release(struct yaml *yaml) {
    if (yaml->event)
        fy_parser_event_free(yaml->parser, yaml->event);
    if (yaml->parser)
        fy_parser_destroy(yaml->parser);
    if (yaml->diag)
        fy_diag_destroy(yaml->diag);
}

static void read_text(struct yaml *yaml) {
    struct sx_transform *t = yaml->builder->t;
    bool whole = sx_protect(t, &t->entry, run, yaml);
    release(yaml);
    if (!whole)
        sx_leave(t, t->status);
}

/*
 * Each thing that has to be blanked takes a reading of its own, up to there. A template of usual size may have
 * hundreds; a text that is full of them must not cost more than a large one.
 */
enum { MOST_BYTES_READ_AGAIN = 4 << 20 };

void sx_read_yaml(struct sx_builder *builder, bool has_directives) {
    struct sx_transform *t = builder->t;
    size_t findings = t->diagnostics->list.count, nodes = t->node_count, read_again = 0;
    struct sx_string text = sx_patch_hazards(t, builder->text);
    bool patched = false;
    for (;;) {
        struct sx_patch patch = {.text = text};
        /* When there is nothing to patch, it ends where the reading before ended, with an error. */
        if (patched)
            sx_patch_text(t, text, &patch);
        struct yaml yaml = {.builder = builder,
                            .text = builder->text,
                            .patch = &patch,
                            .has_directives = has_directives,
                            .may_patch = !patched,
                            .may_blank = read_again < MOST_BYTES_READ_AGAIN,
                            .to_blank = SIZE_MAX};
        read_text(&yaml);
        if (yaml.to_blank != SIZE_MAX)
            text = sx_patch_blank(t, text, builder->text, yaml.to_blank);
        else if (yaml.patchable)
            patched = true;
        else
            return;
        /* From the start. */
        read_again += patched ? text.length : yaml.to_blank;
        t->diagnostics->list.count = findings;
        t->node_count = nodes;
        *builder = (struct sx_builder){.t = t, .text = builder->text};
    }
}
