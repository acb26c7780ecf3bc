/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Tags, keys, anchors, merge keys. The expected values are what the reference's loader, PyYAML's SafeLoader with its
 * short tags, followed by json.dumps() gave for each of these texts.
 */

#include "test_read_support.h"

TestSuite(read, .init = open_reader, .fini = close_reader);

static const struct example tags[] = {
    {"!Ref A", "{\"Ref\": \"A\"}"},
    {"!Ref", "{\"Ref\": \"\"}"},
    {"!Ref 123", "{\"Ref\": \"123\"}"},
    {"!Ref 'a b'", "{\"Ref\": \"a b\"}"},
    {"!Ref yes", "{\"Ref\": \"yes\"}"},
    {"!Condition C", "{\"Condition\": \"C\"}"},
    {"!Sub a-${B}", "{\"Fn::Sub\": \"a-${B}\"}"},
    {"!Sub [a, {B: c}]", "{\"Fn::Sub\": [\"a\", {\"B\": \"c\"}]}"},
    {"!Sub\n  - a\n  - B: 1", "{\"Fn::Sub\": [\"a\", {\"B\": 1}]}"},
    {"!GetAtt A.B", "{\"Fn::GetAtt\": [\"A\", \"B\"]}"},
    {"!GetAtt A.B.C", "{\"Fn::GetAtt\": [\"A\", \"B.C\"]}"},
    {"!GetAtt A", "{\"Fn::GetAtt\": [\"A\"]}"},
    {"!GetAtt", "{\"Fn::GetAtt\": [\"\"]}"},
    {"!GetAtt [A, B]", "{\"Fn::GetAtt\": [\"A\", \"B\"]}"},
    {"!GetAtt\n  - A\n  - B", "{\"Fn::GetAtt\": [\"A\", \"B\"]}"},
    {"!If [C, !Ref A, !Ref 'AWS::NoValue']", "{\"Fn::If\": [\"C\", {\"Ref\": \"A\"}, {\"Ref\": \"AWS::NoValue\"}]}"},
    {"!Join ['', [a, !Sub b]]", "{\"Fn::Join\": [\"\", [\"a\", {\"Fn::Sub\": \"b\"}]]}"},
    {"!FindInMap [A, B, C]", "{\"Fn::FindInMap\": [\"A\", \"B\", \"C\"]}"},
    {"!Base64\n  Fn::Sub: x", "{\"Fn::Base64\": {\"Fn::Sub\": \"x\"}}"},
    {"!Transform {Name: AWS::Include, Parameters: {Location: x}}",
     "{\"Fn::Transform\": {\"Name\": \"AWS::Include\", \"Parameters\": {\"Location\": \"x\"}}}"},
    {"!Not [!Condition A]", "{\"Fn::Not\": [{\"Condition\": \"A\"}]}"},
    {"!Xyz a", "{\"Fn::Xyz\": \"a\"}"},
    {"!<!Ref> A", "{\"Ref\": \"A\"}"},
    {"!<!Foo> A", "{\"Fn::Foo\": \"A\"}"},
    {"!Re%66 A", "{\"Ref\": \"A\"}"},
    {"! 12", "12"},
    {"! '12'", "12"},
    {"! [1]", "[1]"},
    {"!!str 12", "\"12\""},
    {"!!str", "\"\""},
    {"!!str yes", "\"yes\""},
    {"!!str 2012-10-17", "\"2012-10-17\""},
    {"!!int '12'", "12"},
    {"!!int 0x1F", "31"},
    {"!!float 1", "1.0"},
    {"!!float '1e3'", "1000.0"},
    {"!!bool yes", "true"},
    {"!!bool 'OFF'", "false"},
    {"!!null x", "null"},
    {"!!seq [a]", "[\"a\"]"},
    {"!!map {a: b}", "{\"a\": \"b\"}"},
    {"!!timestamp 2012-10-17", "\"2012-10-17\""},
    {"!<tag:yaml.org,2002:str> 12", "\"12\""},
    {"!Ref &a A", "{\"Ref\": \"A\"}"},
    {"&a !Ref A", "{\"Ref\": \"A\"}"},
    {"!Sub |\n  a\n  b\n", "{\"Fn::Sub\": \"a\\nb\\n\"}"},
    {"!Sub >-\n  a\n  b\n", "{\"Fn::Sub\": \"a b\"}"},
    {"!Split [',', !ImportValue x]", "{\"Fn::Split\": [\",\", {\"Fn::ImportValue\": \"x\"}]}"},
    {"!Foo {a: !Bar {b: !Ref c}}", "{\"Fn::Foo\": {\"a\": {\"Fn::Bar\": {\"b\": {\"Ref\": \"c\"}}}}}"},
};

Test(read, tags_become_functions_or_say_what_a_scalar_is) {
    EXPECT_EXAMPLES(tags, "v: ", "\n", "{\"v\": ", "}");
}

static const struct example documents[] = {
    {"a: 1\na: 2\n", "{\"a\": 2}"},
    {"a: 1\nb: 2\na: 3\n", "{\"a\": 3, \"b\": 2}"},
    {"200: a\nx: 1\n'200': b\n", "{\"200\": \"b\", \"x\": 1}"},
    {"'200': b\n200: a\n", "{\"200\": \"a\"}"},
    {"200: a\n'200': b\n200: c\n", "{\"200\": \"b\"}"},
    {"1: a\ntrue: b\n", "{\"1\": \"b\"}"},
    {"yes: a\n'true': b\nx: 1\n", "{\"true\": \"b\", \"x\": 1}"},
    {"1: a\n1.0: b\n", "{\"1\": \"b\"}"},
    {"~: a\nnull: b\n", "{\"null\": \"b\"}"},
    {"0x10: a\n16: b\n", "{\"16\": \"b\"}"},
    {"{.nan: a, .NaN: b}", "{\"NaN\": \"b\"}"},
    {"base: &b {x: 1, y: 2}\nown:\n  y: 3\n  <<: *b\n  z: 4\n",
     "{\"base\": {\"x\": 1, \"y\": 2}, \"own\": {\"x\": 1, \"y\": 3, \"z\": 4}}"},
    {"a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc: {<<: [*a, *b], z: 4}\n",
     "{\"a\": {\"x\": 1}, \"b\": {\"x\": 2, \"y\": 3}, \"c\": {\"x\": 1, \"y\": 3, \"z\": 4}}"},
    {"a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc:\n  <<: *a\n  <<: *b\n",
     "{\"a\": {\"x\": 1}, \"b\": {\"x\": 2, \"y\": 3}, \"c\": {\"x\": 2, \"y\": 3}}"},
    {"a: {<<: {x: 1}, x: 2, y: 3}\n", "{\"a\": {\"x\": 2, \"y\": 3}}"},
    {"a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b}\n",
     "{\"a\": {\"x\": 1}, \"b\": {\"x\": 1, \"y\": 2}, \"c\": {\"x\": 1, \"y\": 2}}"},
    {"a: {'<<': {x: 1}}\n", "{\"a\": {\"<<\": {\"x\": 1}}}"},
    {"a: &a !Foo {x: 1}\nb: {<<: *a}\n", "{\"a\": {\"Fn::Foo\": {\"x\": 1}}, \"b\": {\"x\": 1}}"},
    {"a: {<<: !Foo [{x: 1}, {x: 2}]}\n", "{\"a\": {\"x\": 1}}"},
    {"a: {<<: []}\n", "{\"a\": {}}"},
    {"a: &x [1, {b: c}]\nd: *x\ne: [*x, *x]\n",
     "{\"a\": [1, {\"b\": \"c\"}], \"d\": [1, {\"b\": \"c\"}], \"e\": [[1, {\"b\": \"c\"}], [1, {\"b\": \"c\"}]]}"},
    {"a: &x b\n*x : c\n", "{\"a\": \"b\", \"b\": \"c\"}"},
    {"a: &x !Ref b\nc: *x\n", "{\"a\": {\"Ref\": \"b\"}, \"c\": {\"Ref\": \"b\"}}"},
    {"? a\n: b\n? c\n", "{\"a\": \"b\", \"c\": null}"},
    {"%TAG !e! !Foo\n---\na: !e!Bar b\n", "{\"a\": {\"Fn::FooBar\": \"b\"}}"},
    {"%TAG ! tag:yaml.org,2002:\n---\na: !int '1'\n", "{\"a\": 1}"},
    {"%YAML 1.1\n---\na: yes\n", "{\"a\": true}"},
    {"--- {a: b}\n...\n# end\n", "{\"a\": \"b\"}"},
    {"a:\n-\n- b\n-\nc:\n  d:\n  -\n", "{\"a\": [null, \"b\", null], \"c\": {\"d\": [null]}}"},
    {"a:\n  b: |\n  c: d\n", "{\"a\": {\"b\": \"\", \"c\": \"d\"}}"},
    {"a:\n  - |\n\n  - >- # empty\n  - x: |+\n\n    y: z\n", "{\"a\": [\"\", \"\", {\"x\": \"\\n\", \"y\": \"z\"}]}"},
    {"\357\273\277a: b\n", "{\"a\": \"b\"}"},
    {"a: b\r\nc:\r\n- d\r\n", "{\"a\": \"b\", \"c\": [\"d\"]}"},
    {"Tags:\n- a\n- b: c\n  d: e\nx: y\n", "{\"Tags\": [\"a\", {\"b\": \"c\", \"d\": \"e\"}], \"x\": \"y\"}"},
    {"a:\n- # comment\n- !Ref x\n-\n  b: c\n", "{\"a\": [null, {\"Ref\": \"x\"}, {\"b\": \"c\"}]}"},
};

Test(read, documents_are_read_as_by_the_reference) {
    EXPECT_EXAMPLES(documents, "", "", "", "");
}

/* PyYAML does not ask for a blank before a comment, nor for spaces before the lines of a quoted text. */
static const struct example untidy_documents[] = {
    {"a: \"b\"#c\nd: 'e'#f\n", "{\"a\": \"b\", \"d\": \"e\"}"},
    {"a: [#x\n  b,#y\n  \"c\"#z\n  ]#\nd: {#x\n  e: {f: g}#y\n  }#z",
     "{\"a\": [\"b\", \"c\"], \"d\": {\"e\": {\"f\": \"g\"}}}"},
    {"r:\n- a: !Ref \"b\"#c: {d\n  e: [f]#g#h\r\n- \"i#j\"#\"\n",
     "{\"r\": [{\"a\": {\"Ref\": \"b\"}, \"e\": [\"f\"]}, \"i#j\"]}"},
    {"a: http://b/{c}#d\ne: f\"#g\nh: 'i]#j'#k\nl: |\n  {m}#n\n",
     "{\"a\": \"http://b/{c}#d\", \"e\": \"f\\\"#g\", \"h\": \"i]#j\", \"l\": \"{m}#n\\n\"}"},
    {"a: \"b\n\t\tc\n\n\td\\\n\t e\"\nf: 'g\n\th'\n", "{\"a\": \"b c\\nde\", \"f\": \"g h\"}"},
    {"a: [b,#c\n  d]\ne:\n-\n- \"f\"#g\nh: |\ni: \"j\"#k\n",
     "{\"a\": [\"b\", \"d\"], \"e\": [null, \"f\"], \"h\": \"\", \"i\": \"j\"}"},
};

Test(read, untidy_documents_are_read_as_by_the_reference) {
    EXPECT_EXAMPLES(untidy_documents, "", "", "", "");
}

static const struct example json_documents[] = {
    {"{\"a\": \"\\u00e9\\ud83d\\ude00\\/\\b\"}", "{\"a\": \"\\u00e9\\ud83d\\ude00/\\b\"}"},
    {"\t{\"a\"\n:\t1\t}\r\n", "{\"a\": 1}"},
    {"{\"a\": 1, \"b\": {\"c\": []}, \"a\": {}}", "{\"a\": {}, \"b\": {\"c\": []}}"},
    {"{\"2012-10-17\": \"yes\", \"<<\": {\"x\": 1}}", "{\"2012-10-17\": \"yes\", \"<<\": {\"x\": 1}}"},
    {"{\"a\": [1e3, \"1e3\", true]}", "{\"a\": [1000.0, \"1e3\", true]}"},
    {"{\"a\": [1e3], b: c}", "{\"a\": [\"1e3\"], \"b\": \"c\"}"},
    {"{\"a\": 1e3,}", "{\"a\": \"1e3\"}"},
    {"{\"a\": \"x\177y\"}", "{\"a\": \"x\\u007fy\"}"},
    {"{\"a\342\200\250b\": \"c\302\205d\"}", "{\"a\\u2028b\": \"c\\u0085d\"}"},
    {"{a: yes}", "{\"a\": true}"},
    {"{\"k\": \"v\"} # comment\n", "{\"k\": \"v\"}"},
};

Test(read, json_is_read_as_json_and_other_texts_as_yaml) {
    EXPECT_EXAMPLES(json_documents, "", "", "", "");
}

Test(read, json_behind_a_byte_order_mark_is_json) {
    cr_expect(sx_string_is(read_as_json(STR("\xEF\xBB\xBF{\"v\": 1e3}")), "{\"v\": 1000.0}"));
    cr_expect(sx_looks_like_json(STR("\xEF\xBB\xBF \n{")));
    cr_expect(sx_looks_like_json(STR("\t[")));
    cr_expect_not(sx_looks_like_json(STR("a: {}")));
    cr_expect_not(sx_looks_like_json(STR("")));
}

Test(read, duplicate_keys_warn_at_the_later_key) {
    cr_expect(read_text("a: 1\nb: 2\na: 3\n"));
    cr_expect_eq(diagnostics.list.count, 1);
    cr_expect(has_finding(SX_RULE_DUPLICATE_KEY, 10, 11));
    cr_expect(says(0, "The key 'a' is already in this mapping; the last one wins."));
    cr_expect(read_text("200: a\n'200': b\n"));
    cr_expect(has_finding(SX_RULE_DUPLICATE_KEY, 7, 12));
    cr_expect(read_text("{\"a\": 1, \"a\": 2}"));
    cr_expect(has_finding(SX_RULE_DUPLICATE_KEY, 9, 12));
}

Test(read, keys_over_merged_ones_do_not_warn) {
    cr_expect(read_text("a: &a {x: 1}\nb: {<<: *a, x: 2}\n"));
    cr_expect_eq(diagnostics.list.count, 0);
}

Test(read, large_mappings_are_hashed_and_keep_order_and_last_values) {
    struct sx_transform scratch = {.diagnostics = &diagnostics};
    struct sx_buffer text = {.t = &scratch};
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 100; i++) {
            sx_buffer_add_text(&text, "k");
            sx_buffer_add(&text, sx_string_from_int(&scratch, i));
            sx_buffer_add_text(&text, round ? ": b\n" : ": a\n");
        }
    }
    const struct sx_node *root = read_bytes(sx_buffer_string(&text));
    cr_assert_eq(sx_count(root), 100);
    cr_expect(root->mapping.slot_count);
    cr_expect(sx_text_is(GET(root, "k77"), "b"));
    cr_expect(sx_string_is(root->mapping.pairs[99].key, "k99"));
    cr_expect_eq(diagnostics.list.count, 100);
    sx_arena_free(&scratch.arena);
}

Test(read, aliases_share_the_node) {
    const struct sx_node *root = read_text("a: &x [1, {b: c}]\nd: *x\n");
    cr_expect_eq(GET(root, "a"), GET(root, "d"));
    /* root, the list, 1, the mapping and c; and once more what is repeated */
    cr_expect_eq(t->node_count, 9);
}

/* "- " with nothing behind, in a list as far left as its key, and an empty block scalar before another key. */
Test(read, empty_items_and_empty_blocks_do_not_disturb_their_neighbours) {
    const struct sx_node *root = read_text("a:\n- b\n-\nc: |\n  -\n  x\nd:\n  e: >-\n  f: g\n");
    cr_assert(root);
    cr_expect(sx_string_is(sx_python_json(t, root),
                           "{\"a\": [\"b\", null], \"c\": \"-\\nx\\n\", \"d\": {\"e\": \"\", \"f\": \"g\"}}"));
    const struct sx_node *item = sx_item(GET(root, "a"), 1);
    cr_expect_eq(item->span.start, 8);
    cr_expect_eq(item->span.end, 8);
    cr_expect_eq(GET(GET(root, "d"), "f")->span.start, 38);
}

/* "!Sub |" below its key; comments and empty lines may stand between. */
Test(read, block_scalars_may_have_their_tag_on_a_line_of_its_own) {
    const struct sx_node *root =
        read_text("a:\n  b: # c\n\n    !Sub |\n      {x: y\n       # z\n  d:\r\n    &e >-\n     f\n"
                  "  g:\n  -\n    !Base64 |+\n    h\n  i: |\n    j:\n      !k |\n  l: *e\n");
    cr_assert(root);
    cr_expect(sx_string_is(sx_python_json(t, root),
                           "{\"a\": {\"b\": {\"Fn::Sub\": \"{x: y\\n # z\\n\"}, \"d\": \"f\", "
                           "\"g\": [{\"Fn::Base64\": \"h\\n\"}], \"i\": \"j:\\n  !k |\\n\", \"l\": \"f\"}}"));
    const struct sx_node *text = GET(GET(GET(root, "a"), "b"), "Fn::Sub");
    cr_expect_eq(text->span.start, 22);
}
