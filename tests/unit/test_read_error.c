/* SPDX-License-Identifier: Apache-2.0 */

#include "test_read_support.h"

TestSuite(read_error, .init = open_reader, .fini = close_reader);

/* One finding, of this rule, at this place. */
static void expect_refusal(const char *text, enum sx_rule rule, uint32_t start, uint32_t end) {
    cr_expect_null(read_text(text), "%s", text);
    cr_expect_eq(diagnostics.list.count, 1, "%s: %zu findings", text, diagnostics.list.count);
    cr_expect(has_finding(rule, start, end), "%s: %s at %u-%u", text,
              diagnostics.list.count ? sx_rule_name(diagnostics.list.items[0]->rule) : "nothing",
              diagnostics.list.count ? diagnostics.list.items[0]->where.start : 0,
              diagnostics.list.count ? diagnostics.list.items[0]->where.end : 0);
}

Test(read_error, empty_templates_are_refused) {
    static const char *const texts[] = {"", "\n# comment\n", "---\n", "--- \n...\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect_refusal(texts[i], SX_RULE_TEMPLATE_STRUCTURE, 0, 0);
        cr_expect(says(0, "The template is empty."));
    }
}

Test(read_error, the_root_must_be_a_mapping) {
    expect_refusal("- a\n", SX_RULE_TEMPLATE_STRUCTURE, 0, 3);
    expect_refusal("text\n", SX_RULE_TEMPLATE_STRUCTURE, 0, 4);
    expect_refusal("[1]", SX_RULE_TEMPLATE_STRUCTURE, 0, 3);
    expect_refusal("12", SX_RULE_TEMPLATE_STRUCTURE, 0, 2);
}

Test(read_error, syntax_errors_are_one_finding_where_they_are) {
    expect_refusal("a: b: c\n", SX_RULE_SYNTAX, 4, 5);
    expect_refusal("a: [b, c\n", SX_RULE_SYNTAX, 9, 10);
    expect_refusal("a:\n  b: c\n d: e\n", SX_RULE_SYNTAX, 11, 12);
    expect_refusal("a: @b\n", SX_RULE_SYNTAX, 3, 4);
    expect_refusal("a:\n\t- b\n", SX_RULE_SYNTAX, 3, 4);
    expect_refusal("{\"a\": 1 \"b\": 2}", SX_RULE_SYNTAX, 11, 12);
    expect_refusal("a: |#b\n  c\n", SX_RULE_SYNTAX, 4, 5);
    expect_refusal("a:\n  b: c\n\td\n", SX_RULE_SYNTAX, 11, 12);
    expect_refusal("a: [b]#c\nd: [e]#f\ng: h: i\n", SX_RULE_SYNTAX, 22, 23);
    cr_expect_null(read_text("a: \"b\n"));
    cr_expect_eq(diagnostics.list.count, 1);
    cr_expect(says(0, "The text is not well-formed: double-quoted scalar without closing quote."));
    cr_expect_null(read_text("a: \"b\\"));
    cr_expect(says(0, "The text is not well-formed: double-quoted scalar without closing quote."));
}

Test(read_error, a_mapping_does_not_begin_behind_another_key) {
    expect_refusal("a: : b\n", SX_RULE_SYNTAX, 3, 4);
}

Test(read_error, a_template_is_one_document) {
    expect_refusal("a: b\n---\nc: d\n", SX_RULE_SYNTAX, 5, 6);
    expect_refusal("a: b\n...\nc: d\n", SX_RULE_SYNTAX, 9, 10);
}

static void expect_bad_encoding(struct sx_string text, uint32_t start, uint32_t end) {
    cr_expect_null(read_bytes(text));
    cr_expect_eq(diagnostics.list.count, 1);
    cr_expect(has_finding(SX_RULE_ENCODING, start, end), "%u-%u", diagnostics.list.items[0]->where.start,
              diagnostics.list.items[0]->where.end);
}

Test(read_error, texts_must_be_utf8) {
    expect_bad_encoding(STR("a: \xFF\n"), 3, 4);
    expect_bad_encoding(STR("a: b\xC3"), 4, 5);
    expect_bad_encoding(STR("a: \xC0\x80 b\n"), 3, 4);
    expect_bad_encoding(STR("abcdefgh: \xE0\x80\x80\n"), 10, 11);
    expect_bad_encoding(STR("a: \xED\xA0\x80\n"), 3, 4);
    expect_bad_encoding(STR("a: \xF4\x90\x80\x80\n"), 3, 4);
    expect_bad_encoding(STR("{\"a\": \"\x80\"}"), 7, 8);
}

Test(read_error, utf16_and_nul_bytes_are_named) {
    expect_bad_encoding(STR("\xFF\xFE"
                            "a\0:\0"),
                        0, 1);
    cr_expect(says(0, "The text is UTF-16 or UTF-32; a template must be UTF-8."));
    expect_bad_encoding(STR("a\0:\0"), 0, 1);
    expect_bad_encoding(STR("\0a\0:"), 0, 1);
    expect_bad_encoding(STR("abcdefghij: \0b\n"), 12, 13);
    cr_expect(says(0, "The text has a NUL byte."));
}

Test(read_error, control_characters_cannot_stand_in_yaml) {
    expect_bad_encoding(STR("a: \x07\n"), 3, 4);
    cr_expect(says(0, "The character U+0007 cannot stand in YAML; write it as an escape between double quotes."));
    expect_bad_encoding(STR("a: \x7F\n"), 3, 4);
    expect_bad_encoding(STR("a: \xC2\x80\n"), 3, 5);
    expect_bad_encoding(STR("a: \xEF\xBF\xBE\n"), 3, 6);
    cr_expect(read_text("a: \xEF\xBF\xBD\xC2\x85\n"));
}

Test(read_error, half_a_surrogate_pair_is_no_character) {
    expect_bad_encoding(STR("{\"a\": \"x\\ud800y\"}"), 8, 14);
    expect_bad_encoding(STR("{\"a\": \"\\udc00\"}"), 7, 13);
    expect_bad_encoding(STR("{\"a\": \"\\ud800\\u0041\"}"), 7, 13);
    cr_expect_null(read_text("a: \"\\ud800\\u0041\"\n"));
    cr_expect_eq(diagnostics.list.items[0]->rule, SX_RULE_ENCODING);
    cr_expect_null(read_text("a: \"\\ud800\"\n"));
    cr_expect_eq(diagnostics.list.items[0]->rule, SX_RULE_ENCODING);
}

Test(read_error, unknown_tags_are_refused_at_the_tag) {
    expect_refusal("a: !!binary aGk=\n", SX_RULE_UNSUPPORTED_YAML, 3, 11);
    cr_expect(says(0, "The tag !!binary is not one that templates can use."));
    expect_refusal("a: !!set {b}\n", SX_RULE_UNSUPPORTED_YAML, 3, 8);
    expect_refusal("a: !!omap\n- b: c\n", SX_RULE_UNSUPPORTED_YAML, 3, 9);
    expect_refusal("a: !<tag:example.com,2000:x> b\n", SX_RULE_UNSUPPORTED_YAML, 3, 28);
    cr_expect_null(read_text("a: !e!x b\n"));
    cr_expect_eq(diagnostics.list.items[0]->rule, SX_RULE_SYNTAX);
}

Test(read_error, tags_must_fit_their_values) {
    static const char *const values[] = {"!!int x",      "!!int ''", "!!float x", "!!bool maybe", "!!str [a]",
                                         "!!int {a: b}", "!!seq {}", "!!map []",  "!!seq x",      "!!map"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct sx_transform scratch = {.diagnostics = &diagnostics};
        cr_expect_null(read_bytes(CAT(&scratch, STR("a: "), sx_string_from(values[i]), STR("\n"))), "%s", values[i]);
        cr_expect_eq(diagnostics.list.count, 1);
        cr_expect_eq(diagnostics.list.items[0]->rule, SX_RULE_UNSUPPORTED_YAML);
        cr_expect_eq(diagnostics.list.items[0]->where.start, 3);
        sx_arena_free(&scratch.arena);
    }
}

Test(read_error, keys_must_be_scalars) {
    expect_refusal("? [a]\n: b\n", SX_RULE_UNSUPPORTED_YAML, 2, 5);
    expect_refusal("{a: b}: c\n", SX_RULE_UNSUPPORTED_YAML, 0, 6);
    expect_refusal("!Ref a : c\nb: c\n", SX_RULE_UNSUPPORTED_YAML, 0, 6);
    expect_refusal("a: &x {}\n*x : c\n", SX_RULE_UNSUPPORTED_YAML, 9, 11);
}

Test(read_error, aliases_must_have_an_anchor_before_and_not_around_them) {
    expect_refusal("a: *x\n", SX_RULE_SYNTAX, 3, 5);
    cr_expect(says(0, "The alias *x has no anchor."));
    expect_refusal("a: &x [*x]\n", SX_RULE_UNSUPPORTED_YAML, 7, 9);
    expect_refusal("a: &x {b: {c: *x}}\n", SX_RULE_UNSUPPORTED_YAML, 14, 16);
    expect_refusal("a: &x 1\nb: &x 2\n", SX_RULE_UNSUPPORTED_YAML, 12, 13);
}

Test(read_error, merge_keys_take_mappings) {
    expect_refusal("a: {<<: b}\n", SX_RULE_UNSUPPORTED_YAML, 4, 6);
    expect_refusal("a: {<<: [{b: c}, d]}\n", SX_RULE_UNSUPPORTED_YAML, 4, 6);
    expect_refusal("a: {<<: !Ref b}\n", SX_RULE_UNSUPPORTED_YAML, 4, 6);
    expect_refusal("a: {<<: }\n", SX_RULE_UNSUPPORTED_YAML, 4, 6);
}

Test(read_error, errors_that_leave_the_structure_clear_are_all_reported) {
    cr_expect_null(read_text("a: !!binary b\nc: *d\n? [e]\n: f\n"));
    cr_expect_eq(diagnostics.list.count, 3);
}

/* ------------------------------------------------------------------------------------------------------- limits -- */

static void expect_limit(struct sx_string text, uint32_t start) {
    cr_expect_null(read_bytes(text));
    cr_expect_eq(t->status, SAMX_LIMIT_EXCEEDED);
    cr_assert_eq(diagnostics.list.count, 1);
    cr_expect_eq(diagnostics.list.items[0]->rule, SX_RULE_LIMIT);
    cr_expect_eq(diagnostics.list.items[0]->where.start, start, "at %u", diagnostics.list.items[0]->where.start);
}

Test(read_error, nesting_is_limited) {
    options.limits[SAMX_LIMIT_NESTING_DEPTH] = 3;
    cr_expect(read_text("a: [[b]]\n"));
    cr_expect(read_text("a:\n  b:\n    c: d\n"));
    expect_limit(STR("a: [[[b]]]\n"), 5);
    expect_limit(STR("{\"a\": [[[1]]]}"), 8);
    expect_limit(STR("a: [!Foo [b]]\n"), 9);
    expect_limit(STR("a: [[!Ref b]]\n"), 10);
    cr_expect(says(0, "The template is nested deeper than 3 levels."));
    /* an alias nests as deep as what it repeats */
    expect_limit(STR("a: &x [[b]]\nc: [*x]\n"), 16);
}

Test(read_error, a_hostile_depth_is_refused_without_reading_to_its_end) {
    static char text[4000000];
    memset(text, '[', sizeof text);
    cr_expect_null(read_bytes((struct sx_string){text, sizeof text}));
    cr_expect_eq(t->status, SAMX_LIMIT_EXCEEDED);
}

Test(read_error, values_are_limited) {
    options.limits[SAMX_LIMIT_NODES] = 3;
    cr_expect(read_text("a: [b]\n"));
    expect_limit(STR("a: [b, c, d]\n"), 3);
    expect_limit(STR("{\"a\": [1, 2, 3]}"), 6);
    expect_limit(STR("a: &x b\nc: [*x, *x, *x]\n"), 20);
    cr_expect(says(0, "The template has more than 3 values."));
}

Test(read_error, alias_expansions_are_limited) {
    options.limits[SAMX_LIMIT_ALIAS_EXPANSIONS] = 6;
    cr_expect(read_text("a: &x [1, 2]\nb: [*x, *x]\n"));
    expect_limit(STR("a: &x [1, 2]\nb: [*x, *x, *x]\n"), 25);
    cr_expect(says(0, "Aliases repeat more than 6 values."));
    expect_limit(STR("a: &x {b: 1}\nc: {<<: [*x, *x, *x, *x]}\n"), 34);
}

Test(read_error, a_billion_laughs_end_early) {
    struct sx_transform scratch = {.diagnostics = &diagnostics};
    struct sx_buffer text = {.t = &scratch};
    sx_buffer_add_text(&text, "a0: &a0 ha\n");
    for (int i = 1; i < 40; i++) {
        struct sx_string number = sx_string_from_int(&scratch, i), before = sx_string_from_int(&scratch, i - 1);
        sx_buffer_add(&text, CAT(&scratch, STR("a"), number, STR(": &a"), number, STR(" [*a"), before, STR(", *a"),
                                 before, STR("]\n")));
    }
    cr_expect_null(read_bytes(sx_buffer_string(&text)));
    cr_expect_eq(t->status, SAMX_LIMIT_EXCEEDED);
    cr_expect_lt(t->node_count, 2000000);
    sx_arena_free(&scratch.arena);
}

/* Each of these takes quadratic time, or the whole stack, inside of libfyaml. */
Test(read_error, texts_that_libfyaml_cannot_take_are_refused) {
    static char text[1100000];
    memset(text, '1', sizeof text);
    memcpy(text, "%YAML 1.", 8);
    expect_limit((struct sx_string){text, sizeof text}, 0);
    memset(text, ' ', sizeof text);
    memcpy(text, "a:\n-", 4);
    expect_limit((struct sx_string){text, sizeof text}, 4);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "%TAG !a! b\n"[i % 11];
    expect_limit((struct sx_string){text, sizeof text}, 1100);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "%41"[i % 3];
    text[0] = '!';
    expect_limit((struct sx_string){text, sizeof text}, 0);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 ? ',' : 'a';
    text[0] = '[';
    cr_expect(sx_looks_like_json((struct sx_string){text, sizeof text}));
    cr_expect_null(read_bytes((struct sx_string){text, sizeof text}));
    cr_expect_null(read_text("? a:\t>"));
}
