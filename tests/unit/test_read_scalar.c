/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What scalars mean. The expected values are what PyYAML's SafeLoader (dates left as texts), or Python's json, followed
 * by json.dumps() gave for each of these texts.
 */

#include "test_read_support.h"

#include <locale.h>
#include <stdio.h>

TestSuite(read_scalar, .init = open_reader, .fini = close_reader);

static const struct example plain[] = {
    {"yes", "true"},
    {"Yes", "true"},
    {"YES", "true"},
    {"yEs", "\"yEs\""},
    {"y", "\"y\""},
    {"Y", "\"Y\""},
    {"no", "false"},
    {"No", "false"},
    {"NO", "false"},
    {"n", "\"n\""},
    {"N", "\"N\""},
    {"true", "true"},
    {"True", "true"},
    {"TRUE", "true"},
    {"tRUE", "\"tRUE\""},
    {"false", "false"},
    {"False", "false"},
    {"FALSE", "false"},
    {"on", "true"},
    {"On", "true"},
    {"ON", "true"},
    {"oN", "\"oN\""},
    {"off", "false"},
    {"Off", "false"},
    {"OFF", "false"},
    {"~", "null"},
    {"null", "null"},
    {"Null", "null"},
    {"NULL", "null"},
    {"nUll", "\"nUll\""},
    {"0", "0"},
    {"-0", "0"},
    {"+0", "0"},
    {"00", "0"},
    {"0_", "0"},
    {"007", "7"},
    {"0777", "511"},
    {"-017", "-15"},
    {"08", "\"08\""},
    {"09", "\"09\""},
    {"0o17", "\"0o17\""},
    {"0_7", "7"},
    {"1", "1"},
    {"-1", "-1"},
    {"+1", "1"},
    {"42", "42"},
    {"1_000", "1000"},
    {"1__0", "10"},
    {"1_", "1"},
    {"_1", "\"_1\""},
    {"--1", "\"--1\""},
    {"0x1F", "31"},
    {"0xff", "255"},
    {"0xFF_FF", "65535"},
    {"-0x1f", "-31"},
    {"0X1F", "\"0X1F\""},
    {"0xg", "\"0xg\""},
    {"0b101", "5"},
    {"0b1_0", "2"},
    {"0b102", "\"0b102\""},
    {"-0b11", "-3"},
    {"1:30", "90"},
    {"1:60", "\"1:60\""},
    {"01:30", "\"01:30\""},
    {"-1:30", "-90"},
    {"1:30:45", "5445"},
    {"190:20:30", "685230"},
    {"12:3", "723"},
    {"1:2:3:4:5:6:7:8:9:10:11:12:13", "2251196900201091640333"},
    {"9223372036854775807", "9223372036854775807"},
    {"9223372036854775808", "9223372036854775808"},
    {"-9223372036854775808", "-9223372036854775808"},
    {"-9223372036854775809", "-9223372036854775809"},
    {"123456789012345678901234567890", "123456789012345678901234567890"},
    {"0xFFFFFFFFFFFFFFFFFF", "4722366482869645213695"},
    {"02000000000000000000000", "18446744073709551616"},
    {"1.0", "1.0"},
    {"1.", "1.0"},
    {"1.5", "1.5"},
    {"-1.5", "-1.5"},
    {"+1.5", "1.5"},
    {".5", "0.5"},
    {"-.5", "\"-.5\""},
    {"+.5", "\"+.5\""},
    {"._5", "\"._5\""},
    {".5_", "0.5"},
    {"1_0.5_0", "10.5"},
    {"1e3", "\"1e3\""},
    {"1E3", "\"1E3\""},
    {"1.e3", "\"1.e3\""},
    {"1.0e3", "\"1.0e3\""},
    {"1.0e+3", "1000.0"},
    {"1.5E-3", "0.0015"},
    {"1.0e+", "\"1.0e+\""},
    {"1.2.3", "\"1.2.3\""},
    {"0.1", "0.1"},
    {"1.0e+16", "1e+16"},
    {"123456789012345680.0", "1.2345678901234568e+17"},
    {"1.0e-5", "1e-05"},
    {"0.0001", "0.0001"},
    {"-0.0", "-0.0"},
    {"1.0e+400", "Infinity"},
    {"-1.0e+400", "-Infinity"},
    {"1.0e-400", "0.0"},
    {".inf", "Infinity"},
    {".Inf", "Infinity"},
    {".INF", "Infinity"},
    {".iNf", "\".iNf\""},
    {"-.inf", "-Infinity"},
    {"+.inf", "Infinity"},
    {".nan", "NaN"},
    {".NaN", "NaN"},
    {".NAN", "NaN"},
    {"-.nan", "\"-.nan\""},
    {"inf", "\"inf\""},
    {"nan", "\"nan\""},
    {"1:30.5", "90.5"},
    {"190:20:30.15", "685230.15"},
    {"-1:30.5", "-90.5"},
    {"1:30.5e+3", "\"1:30.5e+3\""},
    {"2012-10-17", "\"2012-10-17\""},
    {"2001-12-14t21:59:43.10-05:00", "\"2001-12-14t21:59:43.10-05:00\""},
    {"20121017", "20121017"},
    {"0x", "\"0x\""},
    {"0b", "\"0b\""},
    {"a", "\"a\""},
    {"-a", "\"-a\""},
    {".a", "\".a\""},
    {"1a", "\"1a\""},
    {"+a", "\"+a\""},
    {"3.8", "3.8"},
    {"3.10", "3.1"},
    {"python3.8", "\"python3.8\""},
    {"v1", "\"v1\""},
    {"1-2", "\"1-2\""},
    {"1_2_3", "123"},
    {"0.0.0.0/0", "\"0.0.0.0/0\""},
    {"10.0.0.0/16", "\"10.0.0.0/16\""},
    {"12345678901", "12345678901"},
};

Test(read_scalar, plain_scalars_resolve_as_in_yaml_1_1) {
    EXPECT_EXAMPLES(plain, "v: ", "\n", "{\"v\": ", "}");
}

Test(read_scalar, plain_scalars_resolve_in_flow_collections) {
    EXPECT_EXAMPLES(plain, "v: [a, ", " ]\n", "{\"v\": [\"a\", ", "]}");
}

Test(read_scalar, quoted_scalars_are_texts) {
    static const struct example examples[] = {
        {"'12'", "\"12\""}, {"\"yes\"", "\"yes\""}, {"''", "\"\""},
        {"'~'", "\"~\""},   {"'1.5'", "\"1.5\""},   {"\"<<\"", "\"<<\""},
    };
    EXPECT_EXAMPLES(examples, "v: ", "\n", "{\"v\": ", "}");
}

/* The reference fails on these, which have a meaning of their own in YAML 1.1. */
Test(read_scalar, equals_sign_and_merge_sign_are_texts_as_values) {
    static const struct example examples[] = {{"=", "\"=\""}, {"<<", "\"<<\""}};
    EXPECT_EXAMPLES(examples, "v: ", "\n", "{\"v\": ", "}");
}

static const struct example json_numbers[] = {
    {"0", "0"},
    {"-0", "0"},
    {"1", "1"},
    {"-1", "-1"},
    {"1e3", "1000.0"},
    {"1E3", "1000.0"},
    {"1e+3", "1000.0"},
    {"1E-3", "0.001"},
    {"1.0", "1.0"},
    {"-0.0", "-0.0"},
    {"1.5e3", "1500.0"},
    {"1E400", "Infinity"},
    {"-1E400", "-Infinity"},
    {"1e-400", "0.0"},
    {"9223372036854775807", "9223372036854775807"},
    {"9223372036854775808", "9223372036854775808"},
    {"-9223372036854775808", "-9223372036854775808"},
    {"-9223372036854775809", "-9223372036854775809"},
    {"123456789012345678901234567890", "123456789012345678901234567890"},
    {"0.1", "0.1"},
    {"100000000000000000000.0", "1e+20"},
    {"1e16", "1e+16"},
    {"1e15", "1000000000000000.0"},
    {"true", "true"},
    {"false", "false"},
    {"null", "null"},
    {"NaN", "NaN"},
    {"Infinity", "Infinity"},
    {"-Infinity", "-Infinity"},
};

Test(read_scalar, json_has_its_own_numbers) {
    EXPECT_EXAMPLES(json_numbers, "{\"v\": ", "}", "{\"v\": ", "}");
}

static const struct example keys[] = {
    {"200", "{\"200\": \"v\"}"},
    {"yes", "{\"true\": \"v\"}"},
    {"on", "{\"true\": \"v\"}"},
    {"Off", "{\"false\": \"v\"}"},
    {"null", "{\"null\": \"v\"}"},
    {"~", "{\"null\": \"v\"}"},
    {"1.5", "{\"1.5\": \"v\"}"},
    {"1e3", "{\"1e3\": \"v\"}"},
    {"0x10", "{\"16\": \"v\"}"},
    {"010", "{\"8\": \"v\"}"},
    {"1:30", "{\"90\": \"v\"}"},
    {".inf", "{\"Infinity\": \"v\"}"},
    {"-.inf", "{\"-Infinity\": \"v\"}"},
    {".nan", "{\"NaN\": \"v\"}"},
    {"1.0e+16", "{\"1e+16\": \"v\"}"},
    {"123456789012345678901234567890", "{\"123456789012345678901234567890\": \"v\"}"},
    {"2012-10-17", "{\"2012-10-17\": \"v\"}"},
    {"\"yes\"", "{\"yes\": \"v\"}"},
    {"'1'", "{\"1\": \"v\"}"},
    {"=", "{\"=\": \"v\"}"},
};

Test(read_scalar, keys_become_the_text_that_json_makes_of_them) {
    EXPECT_EXAMPLES(keys, "", ": v\n", "", "");
}

static const struct example written[] = {
    {"1,000", "\"1,000\""},
    {"'it''s'", "\"it's\""},
    {"\"a\\tb\\n\\\"\\\\\\/\"", "\"a\\tb\\n\\\"\\\\/\""},
    {"\"\\x41\\u00e9\\U0001F600\\N\\_\\L\\P\\e\\0\\a\\b\\v\\f\\r\"",
     "\"A\\u00e9\\ud83d\\ude00\\u0085\\u00a0\\u2028\\u2029\\u001b\\u0000\\u0007\\b\\u000b\\f\\r\""},
    {"\"\\ud83d\\ude00\"", "\"\\ud83d\\ude00\""},
    {"\"a\n\n  b\n  c\"", "\"a\\nb c\""},
    {"\"a \\\n  b\"", "\"a b\""},
    {"\"a\\\n  \\ b\"", "\"a b\""},
    {"'a\n\n\n  b'", "\"a\\n\\nb\""},
    {"a b\n  c\n\n  d", "\"a b c\\nd\""},
    {"|\n  a\n  b\n", "\"a\\nb\\n\""},
    {"|-\n  a\n   b\n\n", "\"a\\n b\""},
    {"|+\n  a\n\n\n", "\"a\\n\\n\\n\\n\""},
    {"|\n\n  a\n\n  b\n\n", "\"\\na\\n\\nb\\n\""},
    {"|2\n    a\n   b\n", "\"  a\\n b\\n\""},
    {"|1-\n  a\n", "\" a\""},
    {"> # comment\n  a\n  b\n\n  c\n   d\n   e\n  f\n", "\"a b\\nc\\n d\\n e\\nf\\n\""},
    {"|\n", "\"\""},
    {"|+\n\n\n", "\"\\n\\n\\n\""},
    {">-\n  a\n\n\n  b\n", "\"a\\n\\nb\""},
    {">+\n  a\n\n", "\"a\\n\\n\\n\""},
    {"|\n  a\n # comment\n", "\"a\\n\""},
    {"|\n  # text\n", "\"# text\\n\""},
    {"'a\r\n  b'", "\"a b\""},
    {"|\r\n  a\r\n  b\r\n", "\"a\\nb\\n\""},
    {"a # comment", "\"a\""},
    {"a#b", "\"a#b\""},
    {"a:b", "\"a:b\""},
    {"http://a/b?c#d", "\"http://a/b?c#d\""},
    {"\303\251\346\227\245\346\234\254\360\237\230\200", "\"\\u00e9\\u65e5\\u672c\\ud83d\\ude00\""},
    {"|\n  \303\251\n", "\"\\u00e9\\n\""},
    {"{a: [b, {c: d}], e: , f}", "{\"a\": [\"b\", {\"c\": \"d\"}], \"e\": null, \"f\": null}"},
    {"[a: b, 'c': d, e]", "[{\"a\": \"b\"}, {\"c\": \"d\"}, \"e\"]"},
    {"{\n  a: b\n}", "{\"a\": \"b\"}"},
    {"\"a\nb\"", "\"a b\""},
    {"[\n1,\n]", "[1]"},
    {"{'a':1, \"b\":2}", "{\"a\": 1, \"b\": 2}"},
    {"\"\\ \\\t\"", "\" \\t\""},
    {"\342\200\224 dash", "\"\\u2014 dash\""},
};

Test(read_scalar, texts_are_unfolded_unquoted_and_unescaped) {
    EXPECT_EXAMPLES(written, "v: ", "\n", "{\"v\": ", "}");
}

Test(read_scalar, numbers_do_not_depend_on_the_locale) {
    static const char *const locales[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE"};
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
        if (setlocale(LC_ALL, locales[i]))
            break;
    cr_expect(sx_string_is(read_as_json(STR("v: 1.5\nw: {x: -2.5e+3}\n")), "{\"v\": 1.5, \"w\": {\"x\": -2500.0}}"));
    setlocale(LC_ALL, "C");
}

Test(read_scalar, texts_of_one_line_are_not_copied) {
    static const char text[] = "a: plain\nb: 'single'\nc: \"double\"\nd: \u00e9\u2014 x\n\"e\": [f]\n";
    const struct sx_node *root = read_text(text);
    for (uint32_t i = 0; i < 4; i++) {
        struct sx_string value = root->mapping.pairs[i].value->string;
        cr_expect(value.bytes > text && value.bytes < text + sizeof text);
    }
    struct sx_string key = root->mapping.pairs[4].key;
    cr_expect(key.bytes > text && key.bytes < text + sizeof text);
}

Test(read_scalar, integers_of_more_than_4300_digits_are_refused_as_by_python) {
    char text[4400];
    size_t length = (size_t)snprintf(text, sizeof text, "v: %04300d\n", 7);
    text[3] = '1';
    cr_expect(read_bytes((struct sx_string){text, length}));
    for (size_t i = length - 1; i < length + 3; i++)
        text[i] = '1';
    cr_expect_null(read_bytes((struct sx_string){text, length + 3}));
    cr_expect(has_finding(SX_RULE_UNSUPPORTED_YAML, 3, (uint32_t)length + 3));
    cr_expect_null(read_text("v: 0x_\n"));
}
