/* SPDX-License-Identifier: Apache-2.0 */

#include "emit/emit.h"
#include "test_emit_support.h"

#include <math.h>
#include <string.h>

TestSuite(emit_yaml, .fini = close_tree);

static void expect_yaml(const struct sx_node *node, const char *expected) {
    expect_bytes(sx_emit_yaml(t, node), sx_string_from(expected));
}

/* The value of a key, which is where most scalars stand. */
static void expect_value(const struct sx_node *value, const char *expected) {
    struct sx_string text = sx_emit_yaml(t, MAP({"K", value}));
    cr_assert(text.length >= 3 && memcmp(text.bytes, "K: ", 3) == 0);
    expect_bytes(sx_string_slice(text, 3, text.length), CAT(t, sx_string_from(expected), STR("\n")));
}

/* ----------------------------------------------------------------------------------------------------- layout -- */

Test(emit_yaml, blocks_are_indented_by_two_blanks) {
    expect_yaml(MAP({"A", MAP({"B", LIST(S("x"), MAP({"C", INT(1)}, {"D", INT(2)}), LIST(S("v"), LIST(S("w"))))})}),
                "A:\n"
                "  B:\n"
                "    - x\n"
                "    - C: 1\n"
                "      D: 2\n"
                "    - - v\n"
                "      - - w\n");
}

Test(emit_yaml, what_is_empty_is_written_as_flow) {
    expect_yaml(EMPTY_MAP(), "{}\n");
    expect_yaml(LIST(EMPTY_LIST(), EMPTY_MAP()), "- []\n- {}\n");
    expect_value(EMPTY_MAP(), "{}");
}

Test(emit_yaml, keys_keep_their_order) {
    expect_yaml(MAP({"b", INT(1)}, {"a", INT(2)}), "b: 1\na: 2\n");
}

Test(emit_yaml, a_root_may_be_a_scalar) {
    expect_yaml(NULL, "null\n");
    expect_yaml(S("a: b"), "'a: b'\n");
    expect_yaml(S("a\nb"), "\"a\\nb\"\n");
}

Test(emit_yaml, a_node_that_is_shared_is_written_out_each_time) {
    const struct sx_node *shared = LIST(INT(1));
    expect_yaml(MAP({"A", shared}, {"B", shared}), "A:\n  - 1\nB:\n  - 1\n");
}

/* ---------------------------------------------------------------------------------------------------- scalars -- */

Test(emit_yaml, null_booleans_and_numbers) {
    expect_value(sx_new_null(t), "null");
    expect_value(BOOL(true), "true");
    expect_value(BOOL(false), "false");
    expect_value(INT(-5), "-5");
    expect_value(new_big(STR("9223372036854775808")), "9223372036854775808");
    expect_value(new_float(1.0), "1.0");
    expect_value(new_float(1.5e-7), "1.5e-07");
}

Test(emit_yaml, a_float_always_has_a_point_as_yaml_1_1_wants_it) {
    expect_value(new_float(1e16), "1.0e+16");
    expect_value(new_float(-1e-5), "-1.0e-05");
    expect_value(new_float(INFINITY), ".inf");
    expect_value(new_float(-INFINITY), "-.inf");
    expect_value(new_float(NAN), ".nan");
}

Test(emit_yaml, a_string_that_cannot_be_misread_is_plain) {
    static const char *const plain[] = {
        "abc",
        "a b",
        "a:b",
        "a#b",
        "a, b",
        "AWS::Lambda::Function",
        "arn:${AWS::Partition}:s3:::bucket",
        "rate(1 minute)",
        "0 12 * * ? *",
        "10.0.0.0/16",
        "./src",
        "../src",
        ".env",
        "python3.11",
        "128MB",
        "it's",
        "say \"hi\"",
        "a\\b",
        "/path/{id+}",
        "$util",
        "_1",
        "yesterday",
        "nothing",
        "\303\251 \346\227\245 \360\237\230\200",
    };
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        expect_value(TEXT(sx_string_from(plain[i])), plain[i]);
}

Test(emit_yaml, a_string_that_some_reader_takes_for_something_else_is_quoted) {
    static const char *const quoted[] = {
        "",        "y",          "N",    "yes",    "No",    "ON",   "off",   "true",
        "False",   "null",       "NULL", "~",      ".inf",  ".NaN", "-.Inf", "0",
        "-1",      "+1",         "017",  "0o17",   "0x1F",  "0b1",  "1_000", "1,000",
        "1:30",    "190:20:30",  "3.11", ".5",     "1.",    "1e3",  "1E+3",  "-1.5e-3",
        "1.2.3.4", "2012-10-17", "1__0", "1e",     "<<",    "=",    "---",   "...",
        "-",       "- a",        "-a",   "? a",    ": a",   "a:",   "a: b",  "a #b",
        "#a",      "&a",         "*",    "!Ref a", "|",     ">",    "%a",    "@a",
        "`a",      "{a}",        "[a]",  ",a",     "\"a\"", " a",   "a ",    "2001-12-14 21:59:43.10 -5",
    };
    for (size_t i = 0; i < sizeof quoted / sizeof quoted[0]; i++) {
        struct sx_string text = sx_string_from(quoted[i]);
        expect_value(TEXT(text), sx_string_terminated(t, CAT(t, STR("'"), text, STR("'"))));
    }
}

Test(emit_yaml, quotes_are_those_that_need_fewer_escapes) {
    expect_value(S("'a'"), "\"'a'\"");
    expect_value(S("it's: \"b\""), "'it''s: \"b\"'");
    expect_value(S("'\\'"), "'''\\'''");
    expect_value(S("a: '' \"b\""), "\"a: '' \\\"b\\\"\"");
}

Test(emit_yaml, what_cannot_stand_in_yaml_is_escaped) {
    expect_value(S("a\tb"), "\"a\\tb\"");
    expect_value(S("a\rb"), "\"a\\rb\"");
    expect_value(TEXT(STR("\0\033\177\"\\")), "\"\\x00\\x1b\\x7f\\\"\\\\\"");
    expect_value(S("\302\205"), "\"\\x85\"");
    expect_value(S("\342\200\250"), "\"\\u2028\"");
    expect_value(S("\357\273\277a"), "\"\\ufeffa\"");
    expect_value(S("\364\217\277\277"), "\"\\U0010ffff\"");
}

Test(emit_yaml, a_stray_byte_becomes_the_replacement_character) {
    expect_value(S("a\377"), "\"a\\ufffd\"");
    expect_value(S("a\357\277\275"), "a\357\277\275");
}

Test(emit_yaml, keys_are_quoted_like_values) {
    expect_yaml(MAP({"200", INT(1)}, {"on", INT(2)}, {"a: b", INT(3)}, {"", INT(4)}, {"a\nb", INT(5)}),
                "'200': 1\n'on': 2\n'a: b': 3\n'': 4\n\"a\\nb\": 5\n");
}

Test(emit_yaml, a_key_of_more_than_a_thousand_bytes_has_a_question_mark) {
    char key[1102];
    memset(key, 'a', sizeof key - 1);
    key[sizeof key - 1] = '\0';
    struct sx_string name = sx_string_from(key);
    const struct sx_node *node = sx_new_entry(t, name, LIST(INT(1)));
    expect_bytes(sx_emit_yaml(t, LIST(node)), CAT(t, STR("- ? "), name, STR("\n  :\n    - 1\n")));
    expect_bytes(sx_emit_yaml(t, sx_new_entry(t, name, S("v"))), CAT(t, STR("? "), name, STR("\n: v\n")));
}

Test(emit_yaml, a_long_line_is_not_folded) {
    char text[2001];
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 10 ? 'a' : 'b';
    for (size_t i = 5; i < sizeof text - 1; i += 10)
        text[i] = ' ';
    text[sizeof text - 1] = '\0';
    expect_value(TEXT(sx_string_from(text)), text);
}

/* ------------------------------------------------------------------------------------------------------ blocks -- */

Test(emit_yaml, several_lines_are_a_literal_block) {
    expect_value(S("a\nb"), "|-\n  a\n  b");
    expect_value(S("a\n  b: c\n\n# d\n"), "|\n  a\n    b: c\n\n  # d");
    expect_value(S("a\n\n"), "|+\n  a\n");
    expect_value(S("\na\n"), "|\n\n  a");
    expect_yaml(LIST(S("a\nb"), LIST(S("c\nd\n"))), "- |-\n  a\n  b\n- - |\n    c\n    d\n");
}

Test(emit_yaml, a_block_says_its_depth_when_its_first_line_hides_it) {
    expect_value(S("  a\nb"), "|2-\n    a\n  b");
    expect_value(S("\n a\n\n"), "|2+\n\n   a\n");
    expect_value(S("\ta\n"), "|2\n  \ta");
    expect_value(S("a\n\tb\n"), "|\n  a\n  \tb");
}

Test(emit_yaml, a_block_would_hide_blanks_at_the_end_of_a_line) {
    expect_value(S("a \nb"), "\"a \\nb\"");
    expect_value(S("a\t\nb"), "\"a\\t\\nb\"");
    expect_value(S("a\n "), "\"a\\n \"");
    expect_value(S("\n"), "\"\\n\"");
    expect_value(S("\n\n"), "\"\\n\\n\"");
    expect_value(S("a\r\nb"), "\"a\\r\\nb\"");
}

/* -------------------------------------------------------------------------------------------------- short tags -- */

Test(emit_yaml, functions_of_a_text_have_short_tags) {
    expect_value(MAP({"Ref", S("AWS::Region")}), "!Ref AWS::Region");
    expect_value(MAP({"Ref", S("123")}), "!Ref '123'");
    expect_value(MAP({"Fn::Sub", S("${A}-b")}), "!Sub ${A}-b");
    expect_value(MAP({"Fn::Sub", S("a\nb\n")}), "!Sub |\n  a\n  b");
    expect_value(MAP({"Fn::GetAZs", S("")}), "!GetAZs ''");
    expect_value(MAP({"Fn::ImportValue", S("X")}), "!ImportValue X");
}

Test(emit_yaml, functions_of_a_list_have_short_tags) {
    expect_yaml(MAP({"A", MAP({"Fn::If", LIST(S("C"), MAP({"Ref", S("X")}), MAP({"Ref", S("AWS::NoValue")}))})}),
                "A: !If\n"
                "  - C\n"
                "  - !Ref X\n"
                "  - !Ref AWS::NoValue\n");
    expect_yaml(
        LIST(MAP({"Fn::Join", LIST(S(","), LIST(S("a"), MAP({"Fn::Sub", LIST(S("${b}"), MAP({"b", S("c")}))})))})),
        "- !Join\n"
        "  - ','\n"
        "  - - a\n"
        "    - !Sub\n"
        "      - ${b}\n"
        "      - b: c\n");
    expect_value(MAP({"Fn::Join", EMPTY_LIST()}), "!Join []");
}

Test(emit_yaml, a_function_of_a_mapping_has_a_short_tag) {
    expect_yaml(MAP({"A", MAP({"Fn::Transform", MAP({"Name", S("AWS::Include")}, {"Parameters", EMPTY_MAP()})})}),
                "A: !Transform\n"
                "  Name: AWS::Include\n"
                "  Parameters: {}\n");
}

Test(emit_yaml, an_attribute_is_dotted) {
    expect_value(MAP({"Fn::GetAtt", LIST(S("F"), S("Arn"))}), "!GetAtt F.Arn");
    expect_value(MAP({"Fn::GetAtt", LIST(S("Nested"), S("Outputs.Url"))}), "!GetAtt Nested.Outputs.Url");
}

Test(emit_yaml, an_attribute_that_would_be_split_elsewhere_is_a_list) {
    expect_yaml(MAP({"Fn::GetAtt", LIST(S("A.B"), S("Arn"))}), "Fn::GetAtt:\n  - A.B\n  - Arn\n");
    expect_yaml(MAP({"Fn::GetAtt", LIST(S("A"), S(""))}), "Fn::GetAtt:\n  - A\n  - ''\n");
    expect_yaml(MAP({"Fn::GetAtt", LIST(S("A"), MAP({"Ref", S("B")}))}), "Fn::GetAtt:\n  - A\n  - !Ref B\n");
    expect_yaml(MAP({"Fn::GetAtt", S("A.B")}), "Fn::GetAtt: A.B\n");
}

Test(emit_yaml, functions_written_short_are_not_nested_directly) {
    expect_yaml(MAP({"A", MAP({"Fn::Base64", MAP({"Fn::Sub", S("x")})})}), "A:\n  Fn::Base64: !Sub x\n");
    expect_yaml(MAP({"A", MAP({"Fn::GetAZs", MAP({"Ref", S("AWS::Region")})})}),
                "A:\n  Fn::GetAZs: !Ref AWS::Region\n");
}

Test(emit_yaml, what_a_tag_would_turn_into_a_string_stays_long) {
    expect_yaml(MAP({"Ref", INT(1)}), "Ref: 1\n");
    expect_yaml(MAP({"Fn::Sub", sx_new_null(t)}), "Fn::Sub: null\n");
    expect_yaml(MAP({"Ref", LIST(S("a"))}), "Ref:\n  - a\n");
}

Test(emit_yaml, a_function_that_has_no_documented_tag_stays_long) {
    expect_yaml(MAP({"Fn::ForEach::Loop", LIST(S("a"))}), "Fn::ForEach::Loop:\n  - a\n");
    expect_yaml(MAP({"Fn::Ref", S("a")}), "Fn::Ref: a\n");
    expect_yaml(MAP({"Ref", S("a")}, {"B", S("c")}), "Ref: a\nB: c\n");
}

Test(emit_yaml, condition_is_a_tag_only_where_conditions_are_combined) {
    const struct sx_node *condition = MAP({"Condition", S("C")});
    expect_yaml(MAP({"Fn::And", LIST(condition, MAP({"Fn::Not", LIST(condition)}))}),
                "!And\n- !Condition C\n- !Not\n  - !Condition C\n");
    expect_yaml(MAP({"A", condition}), "A:\n  Condition: C\n");
    expect_yaml(LIST(condition), "- Condition: C\n");
}

/* ------------------------------------------------------------------------------------------------------ limits -- */

Test(emit_yaml, a_deep_tree_does_not_exhaust_the_stack) {
    cr_expect_eq(sx_emit_yaml(t, new_nested(100000)).length, 2 * 100000 + 5);
}

static void write_yaml(struct sx_transform *target, void *node) {
    sx_emit_yaml(target, node);
}

Test(emit_yaml, output_stops_at_its_limit) {
    cr_expect_not(stops_at(11, write_yaml, LIST(S("abc"), INT(12))));
    cr_expect(stops_at(11, write_yaml, LIST(S("abc"), INT(123))));
    cr_expect(stops_at(10, write_yaml, S("abcdefghij")));
}

Test(emit_yaml, short_lines_deep_inside_stop_at_the_limit) {
    struct sx_buffer lines = {.t = t};
    for (int i = 0; i < 1000; i++)
        sx_buffer_add_text(&lines, "a\n");
    const struct sx_node *node = TEXT(sx_buffer_string(&lines));
    for (int i = 0; i < 200; i++)
        node = MAP({"K", node});
    cr_expect(stops_at(100000, write_yaml, node));
}
