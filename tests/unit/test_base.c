/* SPDX-License-Identifier: Apache-2.0 */

#include "base/map.h"
#include "base/number.h"
#include "base/options.h"
#include "base/sha1.h"
#include "base/sha1_x86.h"
#include "base/vector.h"

#include <criterion/criterion.h>
#include <string.h>

static struct sx_transform transform;
static struct sx_transform *const t = &transform;

static void set_up(void) {
    transform = (struct sx_transform){.options = &sx_default_options, .hash_seed = 42};
}

static void tear_down(void) {
    sx_arena_free(&transform.arena);
}

TestSuite(base, .init = set_up, .fini = tear_down);

static void expect_text(struct sx_string actual, const char *expected) {
    cr_expect(sx_string_is(actual, expected), "expected %s, got %.*s", expected, (int)actual.length, actual.bytes);
}

Test(base, sha1_agrees_with_the_examples_of_fips_180) {
    expect_text(sx_sha1_hex(t, STR("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
    expect_text(sx_sha1_hex(t, STR("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    expect_text(sx_sha1_hex(t, STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
                "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    struct sx_buffer million = {.t = t};
    sx_buffer_add_repeated(&million, 'a', 1000000);
    expect_text(sx_sha1_hex(t, sx_buffer_string(&million)), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

/* Where the processor has instructions for SHA-1, the test above has seen those. */
Test(base, sha1_without_instructions_of_the_processor) {
    static const unsigned char padded_abc[64] = {'a', 'b', 'c', 0x80, [63] = 24};
    uint32_t state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    static const uint32_t digest[5] = {0xA9993E36, 0x4706816A, 0xBA3E2571, 0x7850C26C, 0x9CD0D89D};
    sx_sha1_add_block(state, padded_abc);
    cr_expect_arr_eq(state, digest, sizeof digest);

    uint32_t by_instructions[5];
    memcpy(by_instructions, state, sizeof state);
    for (int i = 0; i < 1000 && sx_sha1_x86_is_there(); i++) {
        unsigned char block[64];
        for (size_t at = 0; at < sizeof block; at++)
            block[at] = (unsigned char)(state[at % 5] >> at % 24);
        sx_sha1_add_block(state, block);
        sx_sha1_x86_add_block(by_instructions, block);
        cr_assert_arr_eq(state, by_instructions, sizeof state);
    }
}

Test(base, map_finds_what_was_set_and_keeps_the_order) {
    struct sx_map map = {0};
    for (long long i = 0; i < 1000; i++)
        sx_map_set(t, &map, sx_string_from_int(t, i), (void *)(uintptr_t)(i + 1));
    sx_map_set(t, &map, STR("500"), t);
    cr_expect_eq(map.count, 1000);
    cr_expect_eq(sx_map_get(t, &map, STR("500")), t);
    cr_expect_eq(sx_map_get(t, &map, STR("999")), (void *)1000);
    cr_expect_null(sx_map_get(t, &map, STR("1000")));
    expect_text(map.entries[500].key, "500");
}

Test(base, hash_depends_on_the_seed) {
    cr_expect_neq(sx_hash(1, STR("Resources")), sx_hash(2, STR("Resources")));
    cr_expect_eq(sx_hash(1, STR("Resources")), sx_hash(1, STR("Resources")));
}

Test(base, replace_takes_every_occurrence_from_left_to_right) {
    expect_text(sx_string_replace(t, STR("a-b--c"), STR("-"), STR("D")), "aDbDDc");
    expect_text(sx_string_replace(t, STR("aaa"), STR("aa"), STR("b")), "ba");
    expect_text(sx_string_replace(t, STR("none"), STR("x"), STR("y")), "none");
}

Test(base, strings_compare_by_bytes_and_then_length) {
    cr_expect_lt(sx_string_compare(STR("a"), STR("ab")), 0);
    cr_expect_gt(sx_string_compare(STR("b"), STR("ab")), 0);
    cr_expect_lt(sx_string_compare(STR("z"), STR("\xc3\xa4")), 0);
    cr_expect_eq(sx_string_compare(STR(""), STR("")), 0);
}

Test(base, logical_ids_are_alphanumeric) {
    cr_expect(sx_string_is_alphanumeric(STR("Function1")));
    cr_expect_not(sx_string_is_alphanumeric(STR("My-Function")));
    cr_expect_not(sx_string_is_alphanumeric(STR("")));
    cr_expect_not(sx_string_is_alphanumeric(STR("F\xc3\xbcnf")));
}

Test(base, integers_become_text_at_both_ends_of_their_range) {
    expect_text(sx_string_from_int(t, INT64_MIN), "-9223372036854775808");
    expect_text(sx_string_from_int(t, INT64_MAX), "9223372036854775807");
    expect_text(sx_string_from_int(t, 0), "0");
}

Test(base, integers_are_read_at_both_ends_of_their_range) {
    int64_t number = 0;
    cr_expect(sx_parse_int(STR("-9223372036854775808"), &number) && number == INT64_MIN);
    cr_expect(sx_parse_int(STR("+9223372036854775807"), &number) && number == INT64_MAX);
    cr_expect_not(sx_parse_int(STR("9223372036854775808"), &number));
    cr_expect_not(sx_parse_int(STR("-"), &number));
    cr_expect_not(sx_parse_int(STR("1 "), &number));
}

Test(base, decimals_are_read_without_the_locale) {
    double number = 0;
    cr_expect(sx_parse_decimal(t, STR("2.5"), &number) && number == 2.5);
    cr_expect(sx_parse_decimal(t, STR("-.5e1"), &number) && number == -5);
    cr_expect(sx_parse_decimal(t, STR("1e-3"), &number) && number == 0.001);
    cr_expect(sx_parse_decimal(t, STR("1e99999999999999999999"), &number) && number > 1e308);
    cr_expect_not(sx_parse_decimal(t, STR("."), &number));
    cr_expect_not(sx_parse_decimal(t, STR("1e"), &number));
    cr_expect_not(sx_parse_decimal(t, STR("1,5"), &number));
}

Test(base, code_points_survive_a_round_trip) {
    static const uint32_t points[] = {0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        struct sx_buffer buffer = {.t = t};
        sx_buffer_add_code_point(&buffer, points[i]);
        size_t at = 0;
        cr_expect_eq(sx_decode_code_point(sx_buffer_string(&buffer), &at), points[i]);
        cr_expect_eq(at, buffer.length);
    }
}

Test(base, bytes_that_are_no_utf8_are_replaced_one_by_one) {
    struct sx_string overlong = STR("\xC0\x80");
    size_t at = 0;
    cr_expect_eq(sx_decode_code_point(overlong, &at), 0xFFFD);
    cr_expect_eq(at, 1);
    struct sx_string cut = STR("\xE2\x82");
    at = 0;
    cr_expect_eq(sx_decode_code_point(cut, &at), 0xFFFD);
    cr_expect_eq(at, 1);
}

static void leave_at_once(struct sx_transform *transform_to_leave, void *argument) {
    *(bool *)argument = true;
    sx_leave(transform_to_leave, SAMX_LIMIT_EXCEEDED);
}

Test(base, a_protected_call_is_left_with_a_status) {
    bool ran = false;
    cr_expect_not(sx_protect(t, &t->entry, leave_at_once, &ran));
    cr_expect(ran);
    cr_expect_eq(t->status, SAMX_LIMIT_EXCEEDED);
    cr_expect_null(t->entry);
}

static void allocate_too_much(struct sx_transform *owner, void *argument) {
    (void)argument;
    sx_alloc_array(owner, SIZE_MAX / 2, 16);
}

Test(base, a_product_that_overflows_is_out_of_memory) {
    cr_expect_not(sx_protect(t, &t->entry, allocate_too_much, NULL));
    cr_expect_eq(t->status, SAMX_OUT_OF_MEMORY);
}

/* Of all sizes, so that they end at the ends of pages, of what is ready, and of chunks, and behind what was large. */
Test(base, what_is_allocated_is_ones_own) {
    enum { COUNT = 4000 };
    static unsigned char *memory[COUNT];
    static size_t sizes[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        sizes[i] = i % 97 == 0 ? i * 61 : i % 500;
        memory[i] = sx_alloc(t, sizes[i]);
        cr_assert_eq((uintptr_t)memory[i] % SX_ALIGNMENT, 0);
        memset(memory[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t at = 0; at < sizes[i]; at++)
            cr_assert_eq(memory[i][at], i % 251, "byte %zu of %zu in allocation %zu", at, sizes[i], i);
}

Test(base, vectors_grow) {
    SX_VECTOR(int) numbers = {0};
    for (int i = 0; i < 100; i++)
        SX_PUSH(t, &numbers, i);
    cr_expect_eq(numbers.count, 100);
    cr_expect_eq(numbers.items[99], 99);
}

Test(base, options_refuse_what_is_out_of_range) {
    samx_options *options = samx_options_new();
    cr_expect_eq(samx_options_set_region(options, ""), SAMX_INVALID_ARGUMENT);
    cr_expect_eq(samx_options_set_parameter(options, NULL, "x"), SAMX_INVALID_ARGUMENT);
    cr_expect_eq(samx_options_set_format(options, (samx_format)7), SAMX_INVALID_ARGUMENT);
    cr_expect_eq(samx_options_set_limit(options, SAMX_LIMIT_COUNT, 1), SAMX_INVALID_ARGUMENT);
    cr_expect_eq(samx_options_set_dump_after(options, "no-such-pass"), SAMX_INVALID_ARGUMENT);
    cr_expect_eq(samx_options_set_dump_after(options, "globals"), SAMX_OK);
    cr_expect_eq(samx_options_set_limit(options, SAMX_LIMIT_NODES, 5), SAMX_OK);
    cr_expect_eq(options->limits[SAMX_LIMIT_NODES], 5);
    samx_options_free(options);
}
