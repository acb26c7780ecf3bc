/* SPDX-License-Identifier: Apache-2.0 */

#include "base/nearest.h"
#include "base/options.h"

#include <criterion/criterion.h>

static struct sx_transform transform = {.options = &sx_default_options};
static struct sx_transform *const t = &transform;

static const struct sx_string properties[] = {
    STR_INIT("Handler"), STR_INIT("Runtime"), STR_INIT("Timeout"),   STR_INIT("CodeUri"),  STR_INIT("MemorySize"),
    STR_INIT("Role"),    STR_INIT("Roles"),   STR_INIT("VpcConfig"), STR_INIT("ImageUri"),
};

static void expect_nearest(const char *word, const char *expected) {
    struct sx_string nearest =
        sx_nearest(t, sx_string_from(word), properties, sizeof(properties) / sizeof(*properties));
    cr_expect(sx_string_is(nearest, expected), "%s: expected '%s', got '%.*s'", word, expected, (int)nearest.length,
              nearest.length ? nearest.bytes : "");
}

Test(nearest, finds_letters_left_out_added_replaced_and_swapped) {
    expect_nearest("Handlr", "Handler");
    expect_nearest("Handle", "Handler");
    expect_nearest("Runtimes", "Runtime");
    expect_nearest("Tameout", "Timeout");
    expect_nearest("Hnadler", "Handler");
    expect_nearest("MemroySzie", "MemorySize");
}

Test(nearest, does_not_look_at_case) {
    expect_nearest("timeout", "Timeout");
    expect_nearest("VPCCONFIG", "VpcConfig");
    expect_nearest("codeURL", "CodeUri");
}

Test(nearest, prefers_fewer_edits_and_then_the_first) {
    expect_nearest("Roless", "Roles");
    expect_nearest("Role2", "Role");
    expect_nearest("XxxeUri", "");
    expect_nearest("eUri", "");
}

Test(nearest, gives_nothing_when_more_than_a_third_is_different) {
    expect_nearest("Hamster", "");
    expect_nearest("Hndlr", "");
    expect_nearest("", "");
    expect_nearest("Ro", "");
}

Test(nearest, finds_short_words_that_differ_by_case_alone) {
    const struct sx_string methods[] = {STR_INIT("On"), STR_INIT("Off")};
    cr_expect(sx_string_is(sx_nearest(t, STR("ON"), methods, 2), "On"));
    cr_expect_eq(sx_nearest(t, STR("Of"), methods, 2).length, 0);
}

Test(nearest, does_not_compare_words_that_nobody_writes) {
    struct sx_buffer letters = {.t = t};
    sx_buffer_add_repeated(&letters, 'a', 1000);
    struct sx_string word = sx_buffer_string(&letters);
    cr_expect_eq(sx_nearest(t, word, &word, 1).length, 0);
    sx_arena_free(&transform.arena);
}

Test(nearest, gives_up_before_it_costs_the_square_of_a_template) {
    const struct sx_string candidate = STR_INIT("Handler");
    size_t answers = 0;
    while (answers < 1000000 && sx_nearest(t, STR("Handlr"), &candidate, 1).length > 0)
        answers++;
    cr_expect_eq(answers, 200000);
}

Test(nearest, edits_are_counted_up_to_the_most) {
    cr_expect_eq(sx_edits(STR("abc"), STR("abc"), 0), 0);
    cr_expect_eq(sx_edits(STR("abcd"), STR("acbd"), 3), 1);
    cr_expect_eq(sx_edits(STR("kitten"), STR("sitting"), 3), 3);
    cr_expect_eq(sx_edits(STR("kitten"), STR("sitting"), 2), SIZE_MAX);
    cr_expect_eq(sx_edits(STR(""), STR("abc"), 3), 3);
}
