/* SPDX-License-Identifier: Apache-2.0 */

#include "emit/emit.h"
#include "test_emit_support.h"

#include <jansson.h>
#include <math.h>

TestSuite(emit_json, .fini = close_tree);

static void expect_json(const struct sx_node *node, const char *expected) {
    expect_bytes(sx_emit_json(t, node), sx_string_from(expected));
}

/* ----------------------------------------------------------------------------------------------------- layout -- */

Test(emit_json, an_entry_has_a_line_and_a_level_two_blanks) {
    const struct sx_node *node = MAP({"A", LIST(INT(1), MAP({"B", S("c")}))}, {"D", BOOL(true)});
    expect_json(node, "{\n"
                      "  \"A\": [\n"
                      "    1,\n"
                      "    {\n"
                      "      \"B\": \"c\"\n"
                      "    }\n"
                      "  ],\n"
                      "  \"D\": true\n"
                      "}\n");
}

Test(emit_json, what_is_empty_stays_on_the_line) {
    expect_json(EMPTY_MAP(), "{}\n");
    expect_json(EMPTY_LIST(), "[]\n");
    expect_json(MAP({"A", EMPTY_MAP()}, {"B", EMPTY_LIST()}), "{\n  \"A\": {},\n  \"B\": []\n}\n");
}

Test(emit_json, keys_keep_their_order) {
    expect_json(MAP({"b", INT(1)}, {"a", INT(2)}), "{\n  \"b\": 1,\n  \"a\": 2\n}\n");
}

/* ---------------------------------------------------------------------------------------------------- scalars -- */

Test(emit_json, null_and_booleans) {
    expect_json(NULL, "null\n");
    expect_json(sx_new_null(t), "null\n");
    expect_json(BOOL(true), "true\n");
    expect_json(BOOL(false), "false\n");
}

Test(emit_json, integers_keep_every_digit) {
    expect_json(INT(INT64_MAX), "9223372036854775807\n");
    expect_json(INT(INT64_MIN), "-9223372036854775808\n");
    expect_json(new_big(STR("-123456789012345678901234567890")), "-123456789012345678901234567890\n");
}

Test(emit_json, floats_are_the_shortest_that_read_back) {
    expect_json(new_float(1.0), "1.0\n");
    expect_json(new_float(0.1), "0.1\n");
    expect_json(new_float(1e16), "1e+16\n");
    expect_json(new_float(-0.0), "-0.0\n");
}

Test(emit_json, what_json_cannot_say_is_a_string) {
    expect_json(new_float(NAN), "\"NaN\"\n");
    expect_json(new_float(INFINITY), "\"Infinity\"\n");
    expect_json(new_float(-INFINITY), "\"-Infinity\"\n");
}

Test(emit_json, strings_escape_what_json_requires) {
    expect_json(S("a/b 'c' \303\251 \346\227\245 \360\237\230\200"),
                "\"a/b 'c' \303\251 \346\227\245 \360\237\230\200\"\n");
    expect_json(S("\"\\\b\f\n\r\t\001\037"), "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\"\n");
    expect_json(TEXT(STR("a\0b")), "\"a\\u0000b\"\n");
    expect_json(MAP({"a\"\n", INT(1)}), "{\n  \"a\\\"\\n\": 1\n}\n");
}

Test(emit_json, strings_escape_what_readers_of_yaml_stumble_over) {
    expect_json(S("\177\302\200\302\205\342\200\250\342\200\251\357\273\277"),
                "\"\\u007f\\u0080\\u0085\\u2028\\u2029\\ufeff\"\n");
    expect_json(S("\364\217\277\277"), "\"\\udbff\\udfff\"\n");
}

Test(emit_json, a_stray_byte_becomes_the_replacement_character) {
    expect_json(S("a\377b"), "\"a\\ufffdb\"\n");
    expect_json(S("\303"), "\"\\ufffd\"\n");
    expect_json(S("\355\240\200"), "\"\\ufffd\\ufffd\\ufffd\"\n");
    expect_json(S("\357\277\275"), "\"\357\277\275\"\n");
}

/* ----------------------------------------------------------------------------------------------------- reading -- */

Test(emit_json, another_reader_gets_the_same_values) {
    const struct sx_node *node =
        MAP({"s", TEXT(STR("\"\\/\b\f\n\r\t\001\177\303\251\360\237\230\200"))}, {"f", new_float(1.5e-7)},
            {"i", INT(INT64_MIN)}, {"n", sx_new_null(t)}, {"x", new_float(INFINITY)}, {"l", LIST(BOOL(false))});
    struct sx_string text = sx_emit_json(t, node);
    json_error_t error;
    json_t *json = json_loadb(text.bytes, text.length, 0, &error);
    cr_assert_not_null(json, "%s", error.text);
    const char *string, *infinite;
    double number;
    json_int_t integer;
    int boolean;
    int failed = json_unpack(json, "{s:s, s:f, s:I, s:n, s:s, s:[b]}", "s", &string, "f", &number, "i", &integer, "n",
                             "x", &infinite, "l", &boolean);
    cr_assert_not(failed);
    cr_expect_str_eq(string, "\"\\/\b\f\n\r\t\001\177\303\251\360\237\230\200");
    cr_expect(number == 1.5e-7 && integer == INT64_MIN && !boolean);
    cr_expect_str_eq(infinite, "Infinity");
    json_decref(json);
}

/* ----------------------------------------------------------------------------------------------------- limits -- */

Test(emit_json, a_deep_tree_does_not_exhaust_the_stack) {
    size_t depth = 5000; /* each level has two lines, indented by twice its depth */
    cr_expect_eq(sx_emit_json(t, new_nested(depth)).length, 2 * depth * depth + 4 * depth + 5);
}

static void write_json(struct sx_transform *target, void *node) {
    sx_emit_json(target, node);
}

Test(emit_json, output_stops_at_its_limit) {
    cr_expect_not(stops_at(12, write_json, LIST(S("abc"))));
    cr_expect(stops_at(11, write_json, LIST(S("abc"))));
    cr_expect(stops_at(1000000, write_json, new_nested(5000)));
}
