/* SPDX-License-Identifier: Apache-2.0 */

#include "base/options.h"
#include "python/alphanumeric.h"

#include <criterion/criterion.h>

static struct sx_transform transform;
static struct sx_transform *const t = &transform;

static void set_up(void) {
    transform = (struct sx_transform){.options = &sx_default_options, .hash_seed = 42};
}

static void tear_down(void) {
    sx_arena_free(&transform.arena);
}

TestSuite(python_alphanumeric, .init = set_up, .fini = tear_down);

Test(python_alphanumeric, letters_and_numbers_of_all_scripts_count) {
    cr_expect(sx_python_isalnum(STR("prod1")));
    cr_expect(sx_python_isalnum(STR("\u00e9t\u00e9")));
    cr_expect(sx_python_isalnum(STR("\u4e2d\u6587\u0663\u00bd\u2163\U0001d7d8")));
}

Test(python_alphanumeric, signs_spaces_and_marks_do_not_count) {
    cr_expect_not(sx_python_isalnum(STR("")));
    cr_expect_not(sx_python_isalnum(STR("my-stage")));
    cr_expect_not(sx_python_isalnum(STR("my_stage")));
    cr_expect_not(sx_python_isalnum(STR("a\u2014b")));
    cr_expect_not(sx_python_isalnum(STR("e\u0301")), "a combining mark is no letter");
    cr_expect_not(sx_python_isalnum(STR("\U0001f600")));
}

Test(python_alphanumeric, the_rest_of_a_text_goes) {
    struct sx_string rest = sx_python_only_alphanumeric(t, STR("/v1/\u00e9t\u00e9-2/{id}"));
    cr_expect(sx_string_is(rest, "v1\u00e9t\u00e92id"));
    cr_expect(sx_string_is(sx_python_only_alphanumeric(t, STR("/-/")), ""));
}
