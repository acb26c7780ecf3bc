/* SPDX-License-Identifier: Apache-2.0 */

#include "base/map.h"
#include "base/options.h"
#include "diag/diag.h"
#include "diag/render.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* One transform with a source text, as the public entry sets it up. */
static struct sx_diagnostics diagnostics;
static struct sx_transform transform;
static struct sx_transform *const t = &transform;

static void open_source(const char *text, size_t length) {
    diagnostics = (struct sx_diagnostics){.source = {.name = "template.yaml", .text = {text, length}}};
    transform = (struct sx_transform){.diagnostics = &diagnostics, .options = &sx_default_options};
}

static void close_source(void) {
    sx_arena_free(&transform.arena);
}

#define SOURCE(text) open_source((text), sizeof(text) - 1)

/* The span of the first occurrence of `token` in the source. */
static struct sx_span at(const char *token) {
    size_t start = sx_string_find(diagnostics.source.text, sx_string_from(token), 0);
    cr_assert(start != SIZE_MAX, "no '%s' in the source", token);
    return (struct sx_span){(uint32_t)start, (uint32_t)(start + strlen(token))};
}

static void expect_position(uint32_t offset, size_t line, size_t column) {
    size_t actual_line, actual_column;
    sx_source_position(t, &diagnostics.source, offset, &actual_line, &actual_column);
    cr_expect(actual_line == line && actual_column == column, "offset %u: %zu:%zu instead of %zu:%zu", offset,
              actual_line, actual_column, line, column);
}

static char *text_of(bool colour) {
    sx_diagnostics_finish(t, NULL, NULL);
    struct sx_render_input input = {diagnostics.published, diagnostics.list.count, diagnostics.source.text,
                                    diagnostics.source.name};
    return sx_render_text(&input, 1, colour, NULL);
}

static void expect_text(const char *expected) {
    char *text = text_of(false);
    cr_expect(eq(str, text, (char *)expected));
    free(text);
}

/* ---------------------------------------------------------------------------------------------------- positions -- */

Test(diag_position, lines_end_with_lf_crlf_or_cr, .fini = close_source) {
    SOURCE("a\nb\r\nc\rd");
    expect_position(0, 1, 1);
    expect_position(1, 1, 2);
    expect_position(2, 2, 1);
    expect_position(4, 2, 3);
    expect_position(5, 3, 1);
    expect_position(7, 4, 1);
    expect_position(8, 4, 2);
    cr_expect(eq(sz, diagnostics.source.line_count, 4));
}

Test(diag_position, columns_count_characters, .fini = close_source) {
    SOURCE("\xc3\xa4: \xe2\x82\xac\xf0\x9f\x98\x80 b");
    expect_position(2, 1, 2);
    expect_position(4, 1, 4);
    expect_position(7, 1, 5);
    expect_position(11, 1, 6);
    expect_position(12, 1, 7);
}

Test(diag_position, a_byte_order_mark_has_no_column, .fini = close_source) {
    SOURCE("\xef\xbb\xbf"
           "a: b");
    expect_position(0, 1, 1);
    expect_position(3, 1, 1);
    expect_position(6, 1, 4);
}

Test(diag_position, past_the_end_is_the_end, .fini = close_source) {
    SOURCE("ab\n");
    expect_position(3, 2, 1);
    expect_position(100, 2, 1);
    close_source();
    SOURCE("");
    expect_position(0, 1, 1);
}

Test(diag_position, agrees_with_counting_in_a_long_line) {
    enum { COUNT = 5000 };
    char *text = malloc(2 * COUNT);
    for (size_t i = 0; i < COUNT; i++)
        memcpy(text + 2 * i, i % 3 == 0 ? "\xc3\xa4" : "ab", 2);
    open_source(text, 2 * COUNT);
    size_t column = 1;
    for (uint32_t i = 0; i < 2 * COUNT; i++) {
        if (((unsigned char)text[i] & 0xc0) != 0x80)
            expect_position(i, 1, column++);
    }
    expect_position(2 * COUNT, 1, column);
    close_source();
    free(text);
}

/* ------------------------------------------------------------------------------------------------------ reports -- */

Test(diag_report, severity_comes_from_the_catalogue, .fini = close_source) {
    SOURCE("a: b");
    cr_expect(not(sx_has_errors(t)));
    sx_report(t, at("a"), SX_RULE_DUPLICATE_KEY, STR("twice"));
    cr_expect(not(sx_has_errors(t)));
    sx_report(t, at("a"), SX_RULE_TEMPLATE_STRUCTURE, STR("not yet"));
    cr_expect(sx_has_errors(t));
    cr_expect(eq(str, (char *)sx_rule_name(SX_RULE_DUPLICATE_KEY), "duplicate-key"));
}

Test(diag_report, every_rule_has_a_readable_name_of_its_own_and_a_summary) {
    for (enum sx_rule rule = 0; rule < SX_RULE_COUNT; rule++) {
        const char *name = sx_rule_name(rule);
        cr_expect(strspn(name, "abcdefghijklmnopqrstuvwxyz-") == strlen(name) && *name, "%s", name);
        cr_expect(sx_string_ends_with(sx_string_from(sx_rule_summary(rule)), "."), "%s", name);
        for (enum sx_rule other = 0; other < rule; other++)
            cr_expect(strcmp(name, sx_rule_name(other)) != 0, "%s is there twice", name);
        if (rule > 0)
            cr_expect(sx_rule_severity(rule) <= sx_rule_severity(rule - 1), "%s is not in its order", name);
    }
}

Test(diag_report, the_reference_says_each_message_once, .fini = close_source) {
    SOURCE("a: b");
    struct sx_diagnostic *first = sx_report_reference(t, at("a"), SX_RULE_POLICY, STR("same"));
    cr_expect(sx_report_reference(t, at("b"), SX_RULE_POLICY, STR("same")) == first);
    sx_report_reference(t, at("b"), SX_RULE_POLICY, STR("other"));
    sx_report(t, at("b"), SX_RULE_POLICY, STR("same"));
    cr_expect(eq(sz, diagnostics.list.count, 3));
    cr_expect(first->from_reference);
    cr_expect(not(diagnostics.list.items[2]->from_reference));
}

static void refuse_resource(struct sx_transform *transformed, void *message) {
    sx_refuse(transformed, at("a"), SX_RULE_POLICY, sx_string_from(message));
}

static void refuse_own(struct sx_transform *transformed, void *message) {
    sx_refuse_own(transformed, at("a"), SX_RULE_TEMPLATE_STRUCTURE, sx_string_from(message));
}

static void expand_two_resources(struct sx_transform *transformed, void *count) {
    for (size_t i = 0; i < 2; i++) {
        if (!sx_protect(transformed, &transformed->resource, i ? refuse_own : refuse_resource, i ? "two" : "one"))
            ++*(size_t *)count;
    }
}

Test(diag_refuse, leaves_the_resource_alone, .fini = close_source) {
    SOURCE("a: b");
    size_t refused = 0;
    cr_expect(sx_protect(t, &transform.document, expand_two_resources, &refused));
    cr_expect(eq(sz, refused, 2));
    cr_expect(eq(sz, diagnostics.list.count, 2));
    cr_expect(diagnostics.list.items[0]->from_reference);
    cr_expect(not(diagnostics.list.items[1]->from_reference));
}

Test(diag_refuse, leaves_the_document_between_resources, .fini = close_source) {
    SOURCE("a: b");
    cr_expect(not(sx_protect(t, &transform.document, refuse_resource, "one")));
    cr_expect(eq(sz, diagnostics.list.count, 1));
}

static void refuse_document(struct sx_transform *transformed, void *message) {
    sx_report_reference(transformed, at("a"), SX_RULE_POLICY, STR("dropped"));
    sx_report(transformed, at("b"), SX_RULE_DUPLICATE_KEY, STR("kept"));
    sx_refuse_document(transformed, at("a"), SX_RULE_GLOBALS, sx_string_from(message));
}

static void refuse_document_from_resource(struct sx_transform *transformed, void *message) {
    sx_protect(transformed, &transformed->resource, refuse_document, message);
    cr_assert(false, "the resource was left, not the document");
}

Test(diag_refuse, a_document_error_of_the_reference_stands_alone, .fini = close_source) {
    SOURCE("a: b");
    cr_expect(not(sx_protect(t, &transform.document, refuse_document_from_resource, "dropped")));
    cr_assert(eq(sz, diagnostics.list.count, 2));
    cr_expect(sx_string_is(diagnostics.list.items[0]->message, "kept"));
    cr_expect(sx_string_is(diagnostics.list.items[1]->message, "dropped"));
    cr_expect(eq(int, (int)diagnostics.list.items[1]->rule, SX_RULE_GLOBALS));
}

static void reach_limit(struct sx_transform *transformed, void *message) {
    sx_refuse_limit(transformed, (struct sx_span){0, 0}, sx_string_from(message));
}

Test(diag_refuse, a_limit_leaves_the_entry, .fini = close_source) {
    SOURCE("a: b");
    cr_expect(not(sx_protect(t, &transform.entry, reach_limit, "too much")));
    cr_expect(eq(int, (int)transform.status, SAMX_LIMIT_EXCEEDED));
    cr_expect(eq(int, (int)diagnostics.list.items[0]->rule, SX_RULE_LIMIT));
}

/* ----------------------------------------------------------------------------------------------------- finishing -- */

static const char *place(struct sx_transform *transformed, void *user, struct sx_diagnostic *diagnostic) {
    (void)transformed;
    (void)diagnostic;
    return user;
}

Test(diag_finish, sorts_by_position_and_keeps_the_order_of_recording, .fini = close_source) {
    SOURCE("a: b\nc: d\n");
    static const char *const expected[] = {"whole", "first", "second", "third", "last"};
    sx_report(t, at("d"), SX_RULE_SYNTAX, STR("last"));
    sx_report(t, at("b"), SX_RULE_SYNTAX, STR("second"));
    sx_report(t, (struct sx_span){0, 0}, SX_RULE_SYNTAX, STR("whole"));
    sx_report(t, at("b\nc"), SX_RULE_DUPLICATE_KEY, STR("third"));
    sx_report(t, at("a"), SX_RULE_SYNTAX, STR("first"));
    sx_diagnostics_finish(t, place, "Resources.F");
    for (size_t i = 0; i < 5; i++)
        cr_expect(eq(str, (char *)diagnostics.published[i]->message, (char *)expected[i]));
}

Test(diag_finish, fills_the_public_form, .fini = close_source) {
    SOURCE("a: b\nc: d\n");
    sx_report_reference(t, at("b\nc"), SX_RULE_POLICY, STR("said"))->hint = STR("do it");
    sx_report(t, (struct sx_span){0, 0}, SX_RULE_LIMIT, STR("nowhere"));
    sx_diagnostics_finish(t, place, "Resources.F");

    const samx_diagnostic *nowhere = diagnostics.published[0], *said = diagnostics.published[1];
    cr_expect(eq(sz, said->line, 1));
    cr_expect(eq(sz, said->column, 4));
    cr_expect(eq(sz, said->end_line, 2));
    cr_expect(eq(sz, said->end_column, 2));
    cr_expect(eq(str, (char *)said->file, "template.yaml"));
    cr_expect(eq(str, (char *)said->path, "Resources.F"));
    cr_expect(eq(str, (char *)said->rule, "policy"));
    cr_expect(eq(str, (char *)said->hint, "do it"));
    cr_expect(eq(int, (int)said->severity, SAMX_SEVERITY_ERROR));
    cr_expect(eq(int, said->from_reference, 1));
    cr_expect(zero(sz, nowhere->line));
    cr_expect(zero(sz, nowhere->column));
    cr_expect(zero(sz, nowhere->end_line));
    cr_expect(eq(str, (char *)nowhere->path, ""));
    cr_expect(eq(ptr, (void *)nowhere->hint, NULL));
    cr_expect(eq(int, nowhere->from_reference, 0));
}

Test(diag_finish, a_nul_does_not_end_a_message, .fini = close_source) {
    SOURCE("a: b");
    sx_report(t, at("a"), SX_RULE_SYNTAX, STR("one\0two"));
    sx_diagnostics_finish(t, NULL, NULL);
    cr_expect(eq(str, (char *)diagnostics.published[0]->message, "one\xef\xbf\xbdtwo"));
}

/* ------------------------------------------------------------------------------------------------------- as text -- */

Test(diag_text, shows_the_line_a_caret_and_the_hint, .fini = close_source) {
    SOURCE("Events:\n            Bucket: !Ref Uploads\n");
    sx_report(t, at("Bucket"), SX_RULE_EVENT_SOURCE_TARGET, STR("'Bucket' must reference an S3 bucket"))->hint =
        STR("did you mean 'UploadsBucket'?");
    expect_text("template.yaml:2:13: error: 'Bucket' must reference an S3 bucket [event-source-target]\n"
                "    2 |             Bucket: !Ref Uploads\n"
                "      |             ^^^^^^\n"
                "   hint: did you mean 'UploadsBucket'?\n");
}

Test(diag_text, a_finding_without_a_place_shows_no_line, .fini = close_source) {
    SOURCE("a: b");
    sx_report(t, (struct sx_span){0, 0}, SX_RULE_LIMIT, STR("too large"));
    expect_text("template.yaml: error: too large [limit]\n");
}

Test(diag_text, a_span_of_several_lines_is_marked_on_the_first, .fini = close_source) {
    SOURCE("a: b  \r\nc: d\r\n");
    sx_report(t, at("b  \r\nc"), SX_RULE_DUPLICATE_KEY, STR("here"));
    expect_text("template.yaml:1:4: warning: here [duplicate-key]\n"
                "    1 | a: b\n"
                "      |    ^\n");
}

Test(diag_text, the_end_of_the_text_has_a_caret, .fini = close_source) {
    SOURCE("a: [\n");
    sx_report(t, (struct sx_span){5, 5}, SX_RULE_SYNTAX, STR("unexpected end"));
    sx_report(t, (struct sx_span){4, 5}, SX_RULE_SYNTAX, STR("unexpected line end"));
    expect_text("template.yaml:1:5: error: unexpected line end [syntax]\n"
                "    1 | a: [\n"
                "      |     ^\n"
                "template.yaml:2:1: error: unexpected end [syntax]\n"
                "    2 | \n"
                "      | ^\n");
}

Test(diag_text, tabs_stay_aligned_and_characters_count_once, .fini = close_source) {
    SOURCE("\t\xe2\x82\xac\xf0\x9f\x98\x80: \xc3\xa4\xc3\xb6\n");
    sx_report(t, at("\xc3\xa4\xc3\xb6"), SX_RULE_SYNTAX, STR("here"));
    expect_text("template.yaml:1:6: error: here [syntax]\n"
                "    1 | \t\xe2\x82\xac\xf0\x9f\x98\x80: \xc3\xa4\xc3\xb6\n"
                "      | \t    ^^\n");
}

/* "token" with digits before and after it: what the shown line begins with, and how many spaces the mark has before. */
static void expect_window(size_t before, size_t after, const char *line, size_t spaces) {
    size_t length = before + 5 + after;
    char *text = malloc(length);
    for (size_t i = 0; i < length; i++)
        text[i] = (char)('0' + i % 10);
    memcpy(text + before, "token", 5);
    open_source(text, length);
    sx_report(t, at("token"), SX_RULE_SYNTAX, STR("here"));
    char *rendered = text_of(false);
    const char *first = strchr(rendered, '\n') + 1, *second = strchr(first, '\n') + 1;
    const char *mark = second + strlen("      |");
    cr_expect(strncmp(first, line, strlen(line)) == 0, "%s", rendered);
    cr_expect(strspn(mark, " ") == spaces, "%s", rendered);
    cr_expect(strcmp(mark + strspn(mark, " "), "^^^^^\n") == 0, "%s", rendered);
    cr_expect(second - first <= 140, "%s", rendered);
    free(rendered);
    close_source();
    free(text);
}

Test(diag_text, long_lines_are_shown_around_the_finding) {
    expect_window(3, 5000, "    1 | 012token89", 4);
    expect_window(5000, 5000, "    1 | ...0123456789012345678901234567890123456789token5678", 44);
    expect_window(5000, 0, "    1 | ...5678901234", 119);
    expect_window(115, 0, "    1 | 0123456789", 116);
}

Test(diag_text, the_gutter_grows_with_the_line_number) {
    enum { LINES = 123456 };
    char *text = malloc(LINES + 1);
    memset(text, '\n', LINES);
    text[LINES] = 'x';
    open_source(text, LINES + 1);
    sx_report(t, at("x"), SX_RULE_SYNTAX, STR("here"));
    expect_text("template.yaml:123457:1: error: here [syntax]\n"
                "123457 | x\n"
                "       | ^\n");
    close_source();
    free(text);
}

Test(diag_text, nothing_controls_the_terminal, .fini = close_source) {
    SOURCE("a\x1b[31m\xc2\x9b\xe2\x80\xae: \xff\n");
    sx_report(t, at("a"), SX_RULE_SYNTAX, STR("red \x1b[31m\nnext: \xed\xa0\x80"));
    expect_text("template.yaml:1:1: error: red \xef\xbf\xbd[31m\n       next: \xef\xbf\xbd [syntax]\n"
                "    1 | a\xef\xbf\xbd[31m\xef\xbf\xbd\xef\xbf\xbd: \xef\xbf\xbd\n"
                "      | ^\n");
}

Test(diag_text, colour_changes_no_text, .fini = close_source) {
    SOURCE("a: b");
    sx_report(t, at("b"), SX_RULE_DUPLICATE_KEY, STR("here"))->hint = STR("so");
    char *coloured = text_of(true), *text = text_of(false), *to = coloured;
    cr_expect(strchr(coloured, '\x1b') != NULL);
    for (const char *from = coloured; *from;) {
        if (*from == '\x1b')
            from = strchr(from, 'm') + 1;
        else
            *to++ = *from++;
    }
    *to = '\0';
    cr_expect(eq(str, coloured, text));
    free(coloured);
    free(text);
}

Test(diag_text, many_findings_in_one_long_line_cost_one_walk) {
    enum { COUNT = 20000 };
    char *text = malloc(100 * COUNT);
    memset(text, 'x', 100 * COUNT);
    open_source(text, 100 * COUNT);
    for (uint32_t i = 0; i < COUNT; i++)
        sx_report(t, (struct sx_span){100 * i, 100 * i + 3}, SX_RULE_DUPLICATE_KEY, STR("here"));
    char *rendered = text_of(false); /* the time limit of the tests is the check */
    cr_expect(rendered != NULL);
    free(rendered);
    close_source();
    free(text);
}

/* ------------------------------------------------------------------------------------------------------- as JSON -- */

static json_t *json_of(void) {
    sx_diagnostics_finish(t, NULL, NULL);
    struct sx_render_input input = {diagnostics.published, diagnostics.list.count, diagnostics.source.text,
                                    diagnostics.source.name};
    size_t length;
    char *text = sx_render_json(&input, 1, &length);
    json_t *root = json_loadb(text, length, 0, NULL);
    free(text);
    cr_assert(root != NULL);
    return root;
}

Test(diag_json, has_the_members_of_the_public_form, .fini = close_source) {
    SOURCE("a: b");
    sx_report_reference(t, at("b"), SX_RULE_POLICY, STR("said \"so\"\n\xc3\xa4"));
    json_t *root = json_of();
    json_t *expected =
        json_pack("{s:[{s:s,s:i,s:i,s:i,s:i,s:s,s:s,s:s,s:s,s:n,s:b}]}", "diagnostics", "file", "template.yaml", "line",
                  1, "column", 4, "end_line", 1, "end_column", 5, "path", "", "rule", "policy", "severity", "error",
                  "message", "said \"so\"\n\xc3\xa4", "hint", "from_reference", 1);
    cr_expect(json_equal(root, expected));
    json_decref(expected);
    json_decref(root);
}

Test(diag_json, no_findings_are_an_empty_list, .fini = close_source) {
    SOURCE("a: b");
    json_t *root = json_of();
    cr_expect(eq(sz, json_array_size(json_object_get(root, "diagnostics")), 0));
    bool is_list = json_is_array(json_object_get(root, "diagnostics"));
    cr_expect(is_list);
    json_decref(root);
}

Test(diag_json, what_is_not_utf8_is_replaced, .fini = close_source) {
    SOURCE("a: b");
    diagnostics.source.name = "t\xff.yaml";
    sx_report(t, at("b"), SX_RULE_ENCODING, STR("\xed\xa0\x80 \xc0\xaf \xf4\x90\x80\x80 \xe2\x82"));
    json_t *root = json_of();
    const json_t *finding = json_array_get(json_object_get(root, "diagnostics"), 0);
    cr_expect(eq(str, (char *)json_string_value(json_object_get(finding, "file")), "t\xef\xbf\xbd.yaml"));
    cr_expect(json_string_value(json_object_get(finding, "message")) != NULL);
    json_decref(root);
}

static size_t allocations_left;

static void *allocate_a_few(size_t size) {
    return allocations_left > 0 && allocations_left-- ? malloc(size) : NULL;
}

Test(diag_json, out_of_memory_is_no_text, .fini = close_source) {
    SOURCE("a: b");
    sx_report(t, at("a"), SX_RULE_SYNTAX, STR("one"))->hint = STR("hint");
    sx_report(t, at("b"), SX_RULE_SYNTAX, STR("two"));
    sx_diagnostics_finish(t, NULL, NULL);
    struct sx_render_input input = {diagnostics.published, diagnostics.list.count, diagnostics.source.text,
                                    diagnostics.source.name};
    json_set_alloc_funcs(allocate_a_few, free);

    char *text = NULL;
    size_t failures = 0;
    for (size_t limit = 0; !text; limit++) {
        allocations_left = limit;
        text = sx_render_json(&input, 1, NULL);
        failures += !text;
    }
    cr_expect(gt(sz, failures, 20));
    free(text);
}
