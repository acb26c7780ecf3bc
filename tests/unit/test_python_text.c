/* SPDX-License-Identifier: Apache-2.0 */

/* What is expected here is what Python 3.11 prints. */

#include "python/printable.h"
#include "python/text.h"
#include "test_emit_support.h"

#include <locale.h>
#include <math.h>

TestSuite(python_text, .fini = close_tree);

static void expect_text(struct sx_string actual, const char *expected) {
    expect_bytes(actual, sx_string_from(expected));
}

/* ----------------------------------------------------------------------------------------------------- floats -- */

static const struct {
    double number;
    const char *text;
} floats[] = {
    {0.0, "0.0"},
    {-0.0, "-0.0"},
    {1.0, "1.0"},
    {-1.5, "-1.5"},
    {0.1, "0.1"},
    {1.0 / 3.0, "0.3333333333333333"},
    {100.0, "100.0"},
    {123456.789, "123456.789"},
    {1e15, "1000000000000000.0"},
    {1e16, "1e+16"},
    {123456789012345680.0, "1.2345678901234568e+17"},
    {9007199254740993.0, "9007199254740992.0"},
    {1.5e16, "1.5e+16"},
    {1e22, "1e+22"},
    {1e23, "1e+23"},
    {1e100, "1e+100"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {0.0001, "0.0001"},
    {0.00012, "0.00012"},
    {1e-5, "1e-05"},
    {1.5e-7, "1.5e-07"},
    {5e-324, "5e-324"},
    {2.2250738585072014e-308, "2.2250738585072014e-308"},
    {5.684341886080801486968994140625e-14, "5.684341886080802e-14"},
    {0x1p-1023, "1.1125369292536007e-308"},
    {0x1p70, "1.1805916207174113e+21"},
    {4.35, "4.35"},
    {2.675, "2.675"},
    {1e-10, "1e-10"},
    {12345678.9, "12345678.9"},
    {0.30000000000000004, "0.30000000000000004"},
};

Test(python_text, a_float_has_the_shortest_digits_that_read_back) {
    for (size_t i = 0; i < sizeof floats / sizeof floats[0]; i++)
        expect_text(sx_python_float(t, floats[i].number), floats[i].text);
}

Test(python_text, a_float_that_is_no_number_has_a_name) {
    expect_text(sx_python_float(t, INFINITY), "inf");
    expect_text(sx_python_float(t, -INFINITY), "-inf");
    expect_text(sx_python_float(t, NAN), "nan");
    expect_text(sx_python_float(t, -NAN), "nan");
}

Test(python_text, a_float_has_a_point_whatever_the_locale_of_the_host) {
    static const char *const locales[] = {"de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8", "fr_FR.utf8"};
    for (size_t i = 0; i < sizeof locales / sizeof locales[0] && *localeconv()->decimal_point == '.'; i++)
        setlocale(LC_ALL, locales[i]);
    for (size_t i = 0; i < sizeof floats / sizeof floats[0]; i++)
        expect_text(sx_python_float(t, floats[i].number), floats[i].text);
    setlocale(LC_ALL, "C");
}

/* ---------------------------------------------------------------------------------------------------- strings -- */

struct quoted {
    struct sx_string string;
    const char *text;
};

static const struct quoted reprs[] = {
    {STR_INIT(""), "''"},
    {STR_INIT("abc"), "'abc'"},
    {STR_INIT("it's"), "\"it's\""},
    {STR_INIT("\"a\""), "'\"a\"'"},
    {STR_INIT("it's \"b\""), "'it\\'s \"b\"'"},
    {STR_INIT("a\\b"), "'a\\\\b'"},
    {STR_INIT("\n\t\r"), "'\\n\\t\\r'"},
    {STR_INIT("\000\033\177"), "'\\x00\\x1b\\x7f'"},
    {STR_INIT("\302\200\302\237"), "'\\x80\\x9f'"},
    {STR_INIT("\302\240\302\255"), "'\\xa0\\xad'"},
    {STR_INIT("\302\241\303\251"), "'\302\241\303\251'"},
    {STR_INIT("\346\227\245\346\234\254"), "'\346\227\245\346\234\254'"},
    {STR_INIT("\315\270"), "'\\u0378'"},
    {STR_INIT("\342\200\213\342\200\250\343\200\200"), "'\\u200b\\u2028\\u3000'"},
    {STR_INIT("\356\200\200"), "'\\ue000'"},
    {STR_INIT("\357\273\277\357\277\275\357\277\277"), "'\\ufeff\357\277\275\\uffff'"},
    {STR_INIT("\360\237\230\200"), "'\360\237\230\200'"},
    {STR_INIT("\360\237\253\250"), "'\\U0001fae8'"},
    {STR_INIT("\363\240\200\201"), "'\\U000e0001'"},
    {STR_INIT("\364\217\277\277"), "'\\U0010ffff'"},
    {STR_INIT("a\314\201"), "'a\314\201'"},
};

Test(python_text, repr_chooses_quotes_and_escapes_what_is_not_printable) {
    for (size_t i = 0; i < sizeof reprs / sizeof reprs[0]; i++)
        expect_text(sx_python_repr_string(t, reprs[i].string), reprs[i].text);
}

static const struct quoted json_strings[] = {
    {STR_INIT(""), "\"\""},
    {STR_INIT("abc"), "\"abc\""},
    {STR_INIT("it's"), "\"it's\""},
    {STR_INIT("\"a\""), "\"\\\"a\\\"\""},
    {STR_INIT("it's \"b\""), "\"it's \\\"b\\\"\""},
    {STR_INIT("a\\b"), "\"a\\\\b\""},
    {STR_INIT("\n\t\r"), "\"\\n\\t\\r\""},
    {STR_INIT("\000\033\177"), "\"\\u0000\\u001b\\u007f\""},
    {STR_INIT("\302\200\302\237"), "\"\\u0080\\u009f\""},
    {STR_INIT("\302\240\302\255"), "\"\\u00a0\\u00ad\""},
    {STR_INIT("\302\241\303\251"), "\"\\u00a1\\u00e9\""},
    {STR_INIT("\346\227\245\346\234\254"), "\"\\u65e5\\u672c\""},
    {STR_INIT("\315\270"), "\"\\u0378\""},
    {STR_INIT("\342\200\213\342\200\250\343\200\200"), "\"\\u200b\\u2028\\u3000\""},
    {STR_INIT("\356\200\200"), "\"\\ue000\""},
    {STR_INIT("\357\273\277\357\277\275\357\277\277"), "\"\\ufeff\\ufffd\\uffff\""},
    {STR_INIT("\360\237\230\200"), "\"\\ud83d\\ude00\""},
    {STR_INIT("\360\237\253\250"), "\"\\ud83e\\udee8\""},
    {STR_INIT("\363\240\200\201"), "\"\\udb40\\udc01\""},
    {STR_INIT("\364\217\277\277"), "\"\\udbff\\udfff\""},
    {STR_INIT("a\314\201"), "\"a\\u0301\""},
    {STR_INIT("/</script>"), "\"/</script>\""},
    {STR_INIT("\010\014"), "\"\\b\\f\""},
};

Test(python_text, json_escapes_what_is_not_ascii) {
    for (size_t i = 0; i < sizeof json_strings / sizeof json_strings[0]; i++)
        expect_text(sx_python_json_sorted(t, TEXT(json_strings[i].string)), json_strings[i].text);
}

Test(python_text, printable_is_what_unicode_14_knows_but_blanks_and_controls) {
    size_t count = 0;
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++)
        count += sx_python_is_printable(code_point);
    cr_expect_eq(count, 144516); /* sum(chr(c).isprintable() for c in range(0x110000)) */
    cr_expect(sx_python_is_printable(' ') && sx_python_is_printable('~') && sx_python_is_printable(0x1FAE7));
    cr_expect(!sx_python_is_printable(0x1FAE8) && !sx_python_is_printable(0x10FFFF));
}

/* ---------------------------------------------------------------------------------------------------- values -- */

/* {'b': [None, True, False, -7, 2**63, 1.0], 'a': {}, 'é': 'it\'s', 'B': []} */
static const struct sx_node *values(void) {
    return MAP({"b", LIST(sx_new_null(t), BOOL(true), BOOL(false), INT(-7), new_big(STR("9223372036854775808")),
                          new_float(1.0))},
               {"a", EMPTY_MAP()}, {"\303\251", S("it's")}, {"B", EMPTY_LIST()});
}

Test(python_text, str_and_repr_print_nested_values) {
    const char *expected =
        "{'b': [None, True, False, -7, 9223372036854775808, 1.0], 'a': {}, '\303\251': \"it's\", 'B': []}";
    expect_text(sx_python_str(t, values()), expected);
    expect_text(sx_python_repr(t, values()), expected);
}

Test(python_text, str_of_a_string_is_the_string) {
    expect_text(sx_python_str(t, S("it's\n")), "it's\n");
    expect_text(sx_python_repr(t, S("it's\n")), "\"it's\\n\"");
}

Test(python_text, str_of_scalars) {
    expect_text(sx_python_str(t, NULL), "None");
    expect_text(sx_python_str(t, sx_new_null(t)), "None");
    expect_text(sx_python_str(t, BOOL(true)), "True");
    expect_text(sx_python_str(t, BOOL(false)), "False");
    expect_text(sx_python_str(t, INT(INT64_MIN)), "-9223372036854775808");
    expect_text(sx_python_str(t, new_float(1e16)), "1e+16");
    expect_text(sx_python_str(t, new_float(-INFINITY)), "-inf");
}

Test(python_text, json_sorted_has_no_blanks_and_keys_in_the_order_of_code_points) {
    expect_text(sx_python_json_sorted(t, values()),
                "{\"B\":[],\"a\":{},\"b\":[null,true,false,-7,9223372036854775808,1.0],\"\\u00e9\":\"it's\"}");
}

Test(python_text, json_sorted_compares_code_points_and_not_utf_16) {
    const struct sx_node *node = MAP({"\360\237\230\200", INT(1)}, {"\357\277\275", INT(2)}, {"a", INT(3)},
                                     {"B", INT(4)}, {"", INT(5)}, {"aa", INT(6)});
    expect_text(sx_python_json_sorted(t, node), "{\"\":5,\"B\":4,\"a\":3,\"aa\":6,\"\\ufffd\":2,\"\\ud83d\\ude00\":1}");
}

Test(python_text, json_keeps_the_order_of_keys) {
    expect_text(sx_python_json(t, values()), "{\"b\": [null, true, false, -7, 9223372036854775808, 1.0], \"a\": {}, "
                                             "\"\\u00e9\": \"it's\", \"B\": []}");
}

Test(python_text, json_indented_breaks_lines_and_sorts) {
    const struct sx_node *node = MAP({"b", LIST(INT(1), EMPTY_LIST())}, {"a", MAP({"k", S("v")})});
    expect_text(sx_python_json_indented(t, node), "{\n    \"a\": {\n        \"k\": \"v\"\n    },\n    \"b\": [\n"
                                                  "        1,\n        []\n    ]\n}");
}

Test(python_text, json_names_what_is_no_number_as_python_does) {
    expect_text(sx_python_json_sorted(t, LIST(new_float(NAN), new_float(INFINITY), new_float(-INFINITY))),
                "[NaN,Infinity,-Infinity]");
}

Test(python_text, every_kind_has_the_name_of_its_python_type) {
    cr_expect_str_eq(sx_python_type_name(NULL), "NoneType");
    cr_expect_str_eq(sx_python_type_name(sx_new_null(t)), "NoneType");
    cr_expect_str_eq(sx_python_type_name(BOOL(true)), "bool");
    cr_expect_str_eq(sx_python_type_name(INT(1)), "int");
    cr_expect_str_eq(sx_python_type_name(new_float(1)), "float");
    cr_expect_str_eq(sx_python_type_name(S("")), "str");
    cr_expect_str_eq(sx_python_type_name(EMPTY_LIST()), "list");
    cr_expect_str_eq(sx_python_type_name(EMPTY_MAP()), "dict");
}

Test(python_text, a_deep_tree_does_not_exhaust_the_stack) {
    cr_expect_eq(sx_python_json_sorted(t, new_nested(500000)).length, 1000004);
}

static void write_repr(struct sx_transform *target, void *node) {
    sx_python_repr(target, node);
}

Test(python_text, a_text_stops_at_the_limit_of_the_output) {
    cr_expect_not(stops_at(6, write_repr, LIST(INT(1), INT(2))));
    cr_expect(stops_at(5, write_repr, LIST(INT(1), INT(2))));
}
