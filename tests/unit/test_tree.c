/* SPDX-License-Identifier: Apache-2.0 */

#include "base/options.h"
#include "intrinsic/intrinsic.h"

#include <criterion/criterion.h>

static struct sx_transform transform;
static struct sx_transform *const t = &transform;

static void set_up(void) {
    transform = (struct sx_transform){.options = &sx_default_options, .hash_seed = 42};
}

static void tear_down(void) {
    sx_arena_free(&transform.arena);
}

TestSuite(tree, .init = set_up, .fini = tear_down);
TestSuite(intrinsic, .init = set_up, .fini = tear_down);

Test(tree, builders_leave_out_what_is_absent) {
    const struct sx_node *map = MAP({"A", INT(1)}, {"B", NULL}, {"C", LIST(S("x"), NULL, S("y"))});
    cr_expect_eq(sx_count(map), 2);
    cr_expect_eq(sx_count(GET(map, "C")), 2);
    cr_expect_null(GET(map, "B"));
}

Test(tree, with_replaces_in_place_appends_and_removes) {
    const struct sx_node *map = MAP({"A", INT(1)}, {"B", INT(2)});
    const struct sx_node *changed = sx_with(t, map, STR("A"), INT(3));
    cr_expect_eq(GET(map, "A")->integer, 1);
    cr_expect_eq(changed->mapping.pairs[0].value->integer, 3);
    cr_expect_eq(sx_count(sx_with(t, map, STR("C"), INT(3))), 3);
    cr_expect_eq(sx_count(sx_with(t, map, STR("A"), NULL)), 1);
    cr_expect_eq(sx_count(sx_with(t, NULL, STR("A"), INT(1))), 1);
}

Test(tree, large_mappings_are_found_by_hash) {
    struct sx_fields fields = {0};
    for (long long i = 0; i < 2000; i++)
        sx_fields_set(t, &fields, sx_string_from_int(t, i), INT(i));
    sx_fields_set(t, &fields, STR("7"), INT(-7));
    const struct sx_node *map = sx_fields_node(t, &fields, NULL);
    cr_expect_eq(sx_count(map), 2000);
    cr_expect(map->mapping.slot_count);
    cr_expect_eq(GET(map, "1999")->integer, 1999);
    cr_expect_eq(GET(map, "7")->integer, -7);
    cr_expect_null(GET(map, "2000"));
}

Test(tree, lists_that_share_a_start_do_not_see_each_other) {
    const struct sx_node *start = sx_append(t, sx_append(t, NULL, INT(1)), INT(2));
    const struct sx_node *left = sx_append(t, start, INT(3)), *right = sx_append(t, start, INT(4));
    cr_expect_eq(sx_count(start), 2);
    cr_expect_eq(sx_item(left, 2)->integer, 3);
    cr_expect_eq(sx_item(right, 2)->integer, 4);
    cr_expect_null(sx_item(start, 2));
}

static const struct sx_node *number(double value) {
    struct sx_node *node = SX_NEW(t, struct sx_node);
    node->kind = SX_FLOAT;
    node->number = value;
    return node;
}

Test(tree, equality_is_pythons) {
    cr_expect(sx_equal(t, INT(1), BOOL(true)));
    cr_expect(sx_equal(t, INT(1), number(1.0)));
    cr_expect_not(sx_equal(t, INT(1), S("1")));
    cr_expect_not(sx_equal(t, number(0.0 / 0.0), number(0.0 / 0.0)));
    cr_expect(sx_equal(t, MAP({"A", INT(1)}, {"B", INT(2)}), MAP({"B", INT(2)}, {"A", INT(1)})));
    cr_expect_not(sx_equal(t, LIST(INT(1), INT(2)), LIST(INT(2), INT(1))));
    cr_expect(sx_equal(t, NULL, sx_new_null(t)));
}

Test(tree, truth_is_pythons) {
    cr_expect_not(sx_is_true(NULL));
    cr_expect_not(sx_is_true(S("")));
    cr_expect_not(sx_is_true(EMPTY_MAP()));
    cr_expect_not(sx_is_true(INT(0)));
    cr_expect(sx_is_true(S("false")));
    cr_expect(sx_is_true(LIST(BOOL(false))));
}

Test(tree, generated_nodes_stand_where_their_cause_stands) {
    struct sx_node written = {.kind = SX_NULL, .span = {10, 20}};
    t->cause = &written;
    const struct sx_node *node = S("x");
    t->cause = node;
    cr_expect_eq(S("y")->span.start, 10);
    cr_expect_eq(node->span.start, 10);
    cr_expect_eq(node->span.end, 20);
}

Test(intrinsic, logical_ids_are_found_in_ref_and_get_att) {
    cr_expect(sx_string_is(sx_logical_id_of(REF(STR("A"))), "A"));
    cr_expect(sx_string_is(sx_logical_id_of(GET_ATT(STR("A"), "Arn")), "A"));
    cr_expect(sx_string_is(sx_logical_id_of(MAP({"Fn::GetAtt", S("A.Arn")})), "A"));
    cr_expect_eq(sx_logical_id_of(MAP({"Fn::GetAtt", S("A.B.C")})).length, 0);
    cr_expect_eq(sx_logical_id_of(S("A")).length, 0);
}

static const struct sx_node *resolved(const struct sx_node *node) {
    static struct sx_parameters parameters;
    parameters = (struct sx_parameters){0};
    sx_map_set(t, &parameters.values, STR("Name"), (void *)(uintptr_t)S("value"));
    sx_map_set(t, &parameters.values, STR("Loop"), (void *)(uintptr_t)S("${Name}"));
    sx_map_set(t, &parameters.values, STR("AWS::Region"), (void *)(uintptr_t)S("eu-west-1"));
    return sx_resolve(t, &parameters, node);
}

static struct sx_string resolved_sub(const char *text) {
    return sx_text(GET(resolved(MAP({"Fn::Sub", TEXT(sx_string_from(text))})), "Fn::Sub"));
}

Test(intrinsic, refs_to_parameters_are_replaced_at_any_depth) {
    const struct sx_node *node = resolved(MAP({"A", LIST(REF(STR("Name")), REF(STR("Other")))}));
    cr_expect(sx_text_is(sx_item(GET(node, "A"), 0), "value"));
    cr_expect(sx_text_is(GET(sx_item(GET(node, "A"), 1), "Ref"), "Other"));
}

Test(intrinsic, what_does_not_change_is_shared) {
    const struct sx_node *node = MAP({"A", LIST(S("x"))});
    cr_expect_eq(resolved(node), node);
}

Test(intrinsic, sub_replaces_names_and_pseudo_parameters_only) {
    cr_expect(sx_string_is(resolved_sub("${Name}-${AWS::Region}-${Other}"), "value-eu-west-1-${Other}"));
    cr_expect(sx_string_is(resolved_sub("${!Name}"), "${!Name}"));
    cr_expect(sx_string_is(resolved_sub("${ Name }${Name"), "${ Name }${Name"));
    cr_expect(sx_string_is(resolved_sub("$${Name}"), "$value"));
}

Test(intrinsic, sub_finds_a_value_that_is_itself_a_reference_as_the_reference_does) {
    /* Python: "${Loop} ${Name}" -> "${Name} ${Name}" -> first one: "value ${Name}" */
    cr_expect(sx_string_is(resolved_sub("${Loop} ${Name}"), "value ${Name}"));
    cr_expect(sx_string_is(resolved_sub("${Name} ${Loop}"), "value ${Name}"));
}
