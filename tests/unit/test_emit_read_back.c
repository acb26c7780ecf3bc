/* SPDX-License-Identifier: Apache-2.0 */

#include "emit/emit.h"
#include "python/text.h"
#include "read/read.h"
#include "test_emit_support.h"

TestSuite(emit_read_back, .fini = close_tree);

/* Reads what was written; repr() tells apart all that can differ, the order of keys and the types of scalars too. */
static void expect_same(struct sx_string written, const struct sx_node *node) {
    diagnostics = (struct sx_diagnostics){.source = {.name = "written", .text = written}};
    const struct sx_node *read = sx_read(t);
    cr_assert_not_null(read, "cannot be read:\n%.*s", (int)written.length, written.bytes);
    expect_bytes(sx_python_repr(t, read), sx_python_repr(t, node));
}

static void expect_read_back(const struct sx_node *node) {
    expect_same(sx_emit_yaml(t, node), node);
    expect_same(sx_emit_json(t, node), node);
}

static const struct sx_string texts[] = {
    STR_INIT(""),
    STR_INIT("a"),
    STR_INIT("a: b"),
    STR_INIT("a #b"),
    STR_INIT("- a"),
    STR_INIT("? a"),
    STR_INIT("a:"),
    STR_INIT("yes"),
    STR_INIT("Off"),
    STR_INIT("y"),
    STR_INIT("null"),
    STR_INIT("~"),
    STR_INIT("017"),
    STR_INIT("0x1F"),
    STR_INIT("1_000"),
    STR_INIT("1:30"),
    STR_INIT("1e3"),
    STR_INIT(".inf"),
    STR_INIT("2012-10-17"),
    STR_INIT("<<"),
    STR_INIT("="),
    STR_INIT("---"),
    STR_INIT("--- a\t"),
    STR_INIT("..."),
    STR_INIT("!Ref a"),
    STR_INIT("&a"),
    STR_INIT("*a"),
    STR_INIT("%a"),
    STR_INIT("@a"),
    STR_INIT("{a}"),
    STR_INIT("it's"),
    STR_INIT("'' \"a\""),
    STR_INIT("a\\b: \"c\""),
    STR_INIT(" a"),
    STR_INIT("a "),
    STR_INIT("\n"),
    STR_INIT("\n\n"),
    STR_INIT("a\nb"),
    STR_INIT("a\nb\n"),
    STR_INIT("a\n\n\n"),
    STR_INIT("\na\n"),
    STR_INIT("  a\nb\n"),
    STR_INIT("\n a"),
    STR_INIT("\ta\n\tb"),
    STR_INIT("a\n\n  b: c\n# d\n---\n"),
    STR_INIT("a \nb"),
    STR_INIT("a\r\nb"),
    STR_INIT("\0\001\033\177"),
    STR_INIT("\302\200\302\205a\302\240"),
    STR_INIT("a\342\200\250b\342\200\251"),
    STR_INIT("\357\273\277a\357\277\276"),
    STR_INIT("\303\251 \346\227\245\346\234\254 \360\237\230\200"),
};

Test(emit_read_back, texts_in_every_place) {
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const struct sx_node *text = TEXT(texts[i]);
        expect_read_back(MAP({"K", text}, {"L", LIST(text, LIST(text))}, {"M", MAP({"Fn::Sub", text})}));
        expect_read_back(
            MAP({"K", MAP({"Fn::GetAtt", LIST(text, S("b"))})}, {"L", MAP({"Fn::Join", LIST(text, text)})}));
        expect_read_back(sx_new_entry(t, texts[i], LIST(sx_new_entry(t, texts[i], EMPTY_MAP()))));
    }
}

Test(emit_read_back, scalars_keep_their_types) {
    expect_read_back(MAP({"K", LIST(sx_new_null(t), BOOL(true), BOOL(false), INT(0), INT(INT64_MIN),
                                    new_big(STR("-9223372036854775809")), new_float(1.0), new_float(-0.0),
                                    new_float(1e16), new_float(5e-324))},
                         {"L", LIST(EMPTY_MAP(), EMPTY_LIST(), LIST(EMPTY_LIST()))}));
}

Test(emit_read_back, functions_of_every_form) {
    static const char *const names[] = {"Ref",        "Condition",     "Fn::Sub", "Fn::GetAtt",       "Fn::And",
                                        "Fn::Base64", "Fn::Transform", "Fn::Ref", "Fn::ForEach::Loop"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct sx_node *values[] = {
            sx_new_null(t),
            INT(1),
            S("a.b"),
            EMPTY_LIST(),
            EMPTY_MAP(),
            LIST(S("a"), S("b.c")),
            LIST(S("a.b"), S("c")),
            LIST(S("a"), S("b"), S("c")),
            MAP({"Ref", S("a")}),
            MAP({"Name", S("a")}),
            MAP({"Name", S("a")}, {"Parameters", EMPTY_MAP()}),
            LIST(MAP({"Condition", S("a")}), MAP({"Ref", S("b")})),
        };
        for (size_t j = 0; j < sizeof values / sizeof values[0]; j++) {
            const struct sx_node *function = sx_new_entry(t, sx_string_from(names[i]), values[j]);
            expect_read_back(MAP({"K", function}, {"L", LIST(function, LIST(function))}));
            expect_read_back(function);
        }
    }
}
