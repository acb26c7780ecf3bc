/* SPDX-License-Identifier: Apache-2.0 */

/* Where things stand: byte offsets of values and keys. */

#include "test_read_support.h"

TestSuite(read_span, .init = open_reader, .fini = close_reader);

static const struct sx_node *at(const struct sx_node *node, const char *key) {
    return sx_get(t, node, sx_string_from(key));
}

/* The span is that of `expected`, which occurs once in the text. */
static void expect_at(struct sx_span span, const char *expected) {
    struct sx_string text = diagnostics.source.text, piece = sx_string_slice(text, span.start, span.end);
    cr_expect(sx_string_is(piece, expected), "%u-%u is\n%.*s\ninstead of\n%s", span.start, span.end, (int)piece.length,
              piece.bytes, expected);
}

Test(read_span, scalars_include_their_quotes) {
    const struct sx_node *root = read_text("a: plain\nb: 'single'\n\"c\": \"dou\\tble\"\nd: multi\n  line # comment\n");
    expect_at(at(root, "a")->span, "plain");
    expect_at(at(root, "b")->span, "'single'");
    expect_at(at(root, "c")->span, "\"dou\\tble\"");
    expect_at(at(root, "d")->span, "multi\n  line");
    expect_at(root->mapping.pairs[2].key_span, "\"c\"");
}

Test(read_span, block_scalars_go_from_the_indicator_to_their_last_text) {
    const struct sx_node *root = read_text("a: |2- # : | > -\n   x\n  y\n\n\nb:\n- >\n  z\n# comment\nc: |\nd: e\n");
    expect_at(at(root, "a")->span, "|2- # : | > -\n   x\n  y");
    expect_at(sx_item(at(root, "b"), 0)->span, ">\n  z");
    expect_at(at(root, "c")->span, "|");
    expect_at(at(root, "d")->span, "e");
}

Test(read_span, collections_end_with_their_last_child_or_bracket) {
    const struct sx_node *root = read_text("a:\n  b:\n  - c\n  - d: e\n\n# comment\nf: [g, {h: i } ] # comment\n"
                                           "j: [k: l, m]\nn:\n- o\n-   p: q\n    r:\n\n");
    expect_at(at(root, "a")->span, "b:\n  - c\n  - d: e");
    expect_at(at(at(root, "a"), "b")->span, "- c\n  - d: e");
    expect_at(at(root, "f")->span, "[g, {h: i } ]");
    expect_at(sx_item(at(root, "f"), 1)->span, "{h: i }");
    expect_at(sx_item(at(root, "j"), 0)->span, "k: l");
    expect_at(at(root, "n")->span, "- o\n-   p: q\n    r:");
    cr_expect_eq(root->span.start, 0);
    cr_expect_eq(root->span.end, at(root, "n")->span.end);
}

Test(read_span, functions_go_from_the_tag_to_the_end_of_the_value) {
    const struct sx_node *root = read_text("a: !Ref  x\nb: !Sub &y 'z'\nc: !If\n  - d\n  - !GetAtt E.F.G\nh: !Foo\n");
    expect_at(at(root, "a")->span, "!Ref  x");
    expect_at(at(root, "a")->mapping.pairs[0].key_span, "!Ref");
    expect_at(at(at(root, "a"), "Ref")->span, "x");
    expect_at(at(root, "b")->span, "!Sub &y 'z'");
    expect_at(at(root, "c")->span, "!If\n  - d\n  - !GetAtt E.F.G");
    const struct sx_node *attribute = at(sx_item(at(at(root, "c"), "Fn::If"), 1), "Fn::GetAtt");
    expect_at(attribute->span, "E.F.G");
    expect_at(sx_item(attribute, 0)->span, "E");
    expect_at(sx_item(attribute, 1)->span, "F.G");
    expect_at(at(root, "h")->span, "!Foo");
    cr_expect_eq(at(at(root, "h"), "Fn::Foo")->span.start, at(root, "h")->span.end);
}

Test(read_span, values_that_are_absent_stand_behind_their_indicator) {
    const struct sx_node *root = read_text("a: # comment\nb:\n  -\n  - # comment\n  - c\n? d\ne: &f\ng: {h: , i}\n");
    cr_expect_eq(at(root, "a")->span.start, 2);
    cr_expect_eq(at(root, "a")->span.end, 2);
    cr_expect_eq(sx_item(at(root, "b"), 0)->span.start, 19);
    cr_expect_eq(sx_item(at(root, "b"), 1)->span.start, 23);
    cr_expect_eq(at(root, "d")->span.start, 43);
    cr_expect_eq(at(root, "e")->span.start, 49);
    cr_expect_eq(at(at(root, "g"), "h")->span.start, 56);
    cr_expect_eq(at(at(root, "g"), "i")->span.start, 60);
}

Test(read_span, byte_order_mark_multi_byte_characters_and_crlf_count) {
    const struct sx_node *root =
        read_text("\xEF\xBB\xBF\u00e9\u65e5: '\U0001F600'\r\nb:\r\n  - c\r\n  - |2\r\n     d\r\n    e\r\n");
    cr_expect_eq(root->span.start, 3);
    expect_at(root->mapping.pairs[0].key_span, "\u00e9\u65e5");
    expect_at(root->mapping.pairs[0].value->span, "'\U0001F600'");
    expect_at(sx_item(at(root, "b"), 0)->span, "c");
    expect_at(sx_item(at(root, "b"), 1)->span, "|2\r\n     d\r\n    e");
    cr_expect(sx_text_is(sx_item(at(root, "b"), 1), " d\ne\n"));
}

Test(read_span, explicit_indentation_behind_a_byte_order_mark) {
    const struct sx_node *root = read_text("\xEF\xBB\xBF"
                                           "a: |1\n  b\n");
    cr_expect(sx_text_is(at(root, "a"), " b\n"));
}

Test(read_span, json_has_places_too) {
    const struct sx_node *root = read_text("{\n  \"a\" : [1, \"b\\n\" ,null],\n  \"c\": {}\n}\n");
    expect_at(root->mapping.pairs[0].key_span, "\"a\"");
    expect_at(at(root, "a")->span, "[1, \"b\\n\" ,null]");
    expect_at(sx_item(at(root, "a"), 0)->span, "1");
    expect_at(sx_item(at(root, "a"), 1)->span, "\"b\\n\"");
    expect_at(at(root, "c")->span, "{}");
    cr_expect_eq(root->span.end, diagnostics.source.text.length - 1);
}

Test(read_span, aliases_keep_the_place_of_what_they_repeat) {
    const struct sx_node *root = read_text("a: &x [b]\nc:\n  d: *x\n");
    expect_at(at(at(root, "c"), "d")->span, "[b]");
    expect_at(at(root, "c")->span, "d: *x");
}
