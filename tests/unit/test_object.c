/* SPDX-License-Identifier: Apache-2.0 */

/* Python objects that are edited: what is common to both kinds of dictionary, documents, and the texts of values. */

#include "python/object.h"

#include "base/options.h"
#include "base/sha1.h"

#include <criterion/criterion.h>

static struct sx_transform transform;
static struct sx_transform *const t = &transform;

static void set_up(void) {
    transform = (struct sx_transform){.options = &sx_default_options, .hash_seed = 42};
}

static void tear_down(void) {
    sx_arena_free(&transform.arena);
}

TestSuite(object, .init = set_up, .fini = tear_down);

#define PLAIN(literal) sx_object_text(t, STR(literal), false)
#define UNICODE(literal) sx_object_text(t, STR(literal), true)

static struct sx_object *whole(int64_t value) {
    return sx_object_scalar(t, sx_new_int(t, value), true);
}

static struct sx_object *big(const char *digits, bool unicode) {
    struct sx_node *node = SX_NEW(t, struct sx_node);
    *node = (struct sx_node){.kind = SX_INT, .big = true, .string = sx_string_from(digits)};
    return sx_object_scalar(t, node, unicode);
}

static struct sx_object *real(double value) {
    struct sx_node *node = SX_NEW(t, struct sx_node);
    *node = (struct sx_node){.kind = SX_FLOAT, .number = value};
    return sx_object_scalar(t, node, true);
}

static struct sx_object *list_of(struct sx_object *item) {
    struct sx_object *list = sx_object_list(t);
    sx_list_push(t, list, item);
    return list;
}

static void expect_text(struct sx_string actual, const char *expected) {
    cr_expect(sx_string_is(actual, expected), "got\n%.*s\ninstead of\n%s", (int)actual.length, actual.bytes, expected);
}

static void expect_str(const struct sx_object *object, const char *expected) {
    expect_text(sx_object_str(t, object), expected);
}

/* -------------------------------------------------------------------------------------------------- dictionaries -- */

Test(object, dictionaries_of_python_3_keep_the_order_of_insertion) {
    struct sx_object *dict = sx_object_dict(t);
    DICT_SET(dict, "b", whole(1));
    DICT_SET(dict, "a", whole(2));
    DICT_SET(dict, "c", whole(3));
    DICT_SET(dict, "b", whole(4));
    expect_str(dict, "{'b': 4, 'a': 2, 'c': 3}");
    sx_dict_remove(t, dict, STR("b"));
    expect_str(dict, "{'a': 2, 'c': 3}");
    DICT_SET(dict, "b", whole(5));
    expect_str(dict, "{'a': 2, 'c': 3, 'b': 5}");
    sx_dict_remove(t, dict, STR("nowhere"));
    cr_expect_eq(sx_object_count(dict), 3);
    expect_str(sx_dict_copy(t, dict), "{'a': 2, 'c': 3, 'b': 5}");
}

Test(object, keys_of_both_kinds_are_one_key_and_keep_their_first_kind) {
    struct sx_object *dict = sx_object_dict27(t);
    sx_dict_set(t, dict, STR("k"), true, whole(1));
    sx_dict_set(t, dict, STR("k"), false, whole(2));
    expect_str(dict, "{u'k': 2}");
    sx_dict_remove(t, dict, STR("k"));
    sx_dict_set(t, dict, STR("k"), false, whole(3));
    expect_str(dict, "{'k': 3}");
}

Test(object, set_default_sets_only_what_is_absent) {
    struct sx_object *dict = sx_object_dict27(t), *first = PLAIN("first");
    cr_expect_eq(sx_dict_set_default(t, dict, STR("k"), false, first), first);
    cr_expect_eq(sx_dict_set_default(t, dict, STR("k"), false, PLAIN("second")), first);
    cr_expect_eq(sx_object_count(dict), 1);
}

Test(object, null_is_none) {
    struct sx_object *dict = sx_object_dict27(t);
    DICT_SET(dict, "k", NULL);
    DICT_SET(dict, "list", list_of(NULL));
    cr_expect(sx_object_is_none(DICT_GET(dict, "k")));
    cr_expect(sx_object_is_none(DICT_GET(dict, "absent")));
    cr_expect_eq(sx_object_count(dict), 2);
    expect_str(DICT_GET(dict, "list"), "[None]");
    expect_str(NULL, "None");
}

Test(object, large_dictionaries_are_found_by_hash) {
    struct sx_object *both[] = {sx_object_dict(t), sx_object_dict27(t)};
    for (int kind = 0; kind < 2; kind++) {
        for (long long i = 0; i < 3000; i++)
            sx_dict_set(t, both[kind], sx_string_from_int(t, i), false, whole(i));
        for (long long i = 0; i < 3000; i += 3)
            sx_dict_remove(t, both[kind], sx_string_from_int(t, i));
        for (long long i = 0; i < 3000; i += 6)
            sx_dict_set(t, both[kind], sx_string_from_int(t, i), false, whole(-i));
        cr_expect_eq(sx_object_count(both[kind]), 2500);
        cr_expect_null(DICT_GET(both[kind], "3"));
        cr_expect_null(DICT_GET(both[kind], "3000"));
        cr_expect_eq(DICT_GET(both[kind], "6")->node->integer, -6);
        cr_expect_eq(DICT_GET(both[kind], "2999")->node->integer, 2999);
    }
    cr_expect(sx_object_equal(t, both[0], both[1]));
    size_t count;
    expect_text(sx_dict_entries(t, both[0], &count)[2499].key, "2994");
}

Test(object, entries_stay_as_they_were) {
    struct sx_object *dict = sx_object_dict27(t);
    DICT_SET(dict, "a", whole(1));
    size_t count, later;
    const struct sx_dict_entry *entries = sx_dict_entries(t, dict, &count);
    DICT_SET(dict, "a", whole(2));
    DICT_SET(dict, "b", whole(3));
    cr_expect_eq(count, 1);
    cr_expect_eq(entries[0].value->node->integer, 1);
    sx_dict_entries(t, dict, &later);
    cr_expect_eq(later, 2);
    cr_expect_null(sx_dict_entries(t, sx_object_dict(t), &count));
    cr_expect_eq(count, 0);
}

Test(object, entries_of_a_large_dictionary_are_copied_once) {
    struct sx_object *both[] = {sx_object_dict(t), sx_object_dict27(t)};
    for (int kind = 0; kind < 2; kind++) {
        for (long long i = 0; i < 100; i++)
            sx_dict_set(t, both[kind], sx_string_from_int(t, i), false, whole(i));
        size_t count, later;
        const struct sx_dict_entry *entries = sx_dict_entries(t, both[kind], &count);
        cr_expect_eq(sx_dict_entries(t, both[kind], &later), entries);
        sx_dict_remove(t, both[kind], STR("7"));
        cr_expect_neq(sx_dict_entries(t, both[kind], &later), entries);
        cr_expect_eq(count, 100);
        cr_expect_eq(later, 99);
    }
}

Test(object, a_copy_shares_its_values) {
    struct sx_object *dict = sx_object_dict27(t), *list = sx_object_list(t);
    DICT_SET(dict, "list", list);
    struct sx_object *copy = sx_dict_copy(t, dict);
    DICT_SET(copy, "more", whole(1));
    cr_expect_eq(DICT_GET(copy, "list"), list);
    cr_expect_eq(sx_object_count(dict), 1);
}

Test(object, a_clone_shares_nothing_that_changes) {
    struct sx_object *dict = sx_object_dict27(t);
    for (long long i = 0; i < 40; i++)
        sx_dict_set(t, dict, sx_string_from_int(t, i), true, list_of(whole(i)));
    sx_dict_remove(t, dict, STR("7"));
    struct sx_object *clone = sx_object_clone(t, dict);
    cr_expect(sx_string_equal(sx_object_str(t, clone), sx_object_str(t, dict)));
    sx_dict_remove(t, clone, STR("8"));
    sx_list_push(t, DICT_GET(clone, "9"), whole(1));
    cr_expect_eq(sx_object_count(dict), 39);
    cr_expect_eq(sx_object_count(clone), 38);
    cr_expect_eq(sx_object_count(DICT_GET(dict, "9")), 1);
    cr_expect_null(sx_object_clone(t, NULL));
}

/* -------------------------------------------------------------------------------------------------------- asking -- */

Test(object, truth_is_pythons) {
    cr_expect_not(sx_object_is_true(NULL));
    cr_expect_not(sx_object_is_true(PLAIN("")));
    cr_expect_not(sx_object_is_true(whole(0)));
    cr_expect_not(sx_object_is_true(sx_object_list(t)));
    cr_expect_not(sx_object_is_true(sx_object_dict27(t)));
    cr_expect(sx_object_is_true(PLAIN("no")));
    cr_expect(sx_object_is_true(list_of(NULL)));
    cr_expect(sx_object_is_true_value(sx_object_bool(t, true)));
    cr_expect(sx_object_is_false_value(sx_object_bool(t, false)));
    cr_expect_not(sx_object_is_true_value(whole(1)));
    cr_expect_not(sx_object_is_false_value(whole(0)));
    cr_expect_not(sx_object_is_false_value(NULL));
}

Test(object, equality_is_pythons) {
    struct sx_object *old = sx_object_dict27(t), *new = sx_object_dict(t);
    DICT_SET(old, "a", list_of(whole(1)));
    DICT_SET(old, "b", UNICODE("x"));
    sx_dict_set(t, new, STR("b"), true, PLAIN("x"));
    sx_dict_set(t, new, STR("a"), true, list_of(sx_object_bool(t, true)));
    cr_expect(sx_object_equal(t, old, new));
    DICT_SET(new, "b", PLAIN("y"));
    cr_expect_not(sx_object_equal(t, old, new));
    cr_expect_not(sx_object_equal(t, old, sx_object_list(t)));
    cr_expect_not(sx_object_equal(t, sx_object_dict(t), sx_object_list(t)));
    cr_expect_not(sx_object_equal(t, PLAIN("1"), whole(1)));
    cr_expect(sx_object_equal(t, NULL, sx_object_scalar(t, sx_new_null(t), false)));
}

Test(object, intrinsics_have_one_entry) {
    struct sx_object *reference = sx_object_dict27(t);
    DICT_SET(reference, "other", whole(1));
    sx_dict_remove(t, reference, STR("other"));
    DICT_SET(reference, "Ref", PLAIN("AWS::NoValue"));
    cr_expect(sx_object_is_intrinsic(t, reference));
    cr_expect(sx_object_is_no_value(t, reference));
    cr_expect(sx_object_text_is(sx_object_intrinsic(t, reference, "Ref"), "AWS::NoValue"));
    cr_expect_null(sx_object_intrinsic(t, reference, "Fn::If"));
    DICT_SET(reference, "Fn::If", sx_object_list(t));
    cr_expect_not(sx_object_is_intrinsic(t, reference));
    cr_expect_null(sx_object_intrinsic(t, reference, "Ref"));
    cr_expect_not(sx_object_is_intrinsic(t, PLAIN("Ref")));
}

Test(object, asking_takes_null_and_any_kind) {
    cr_expect_null(DICT_GET(NULL, "k"));
    cr_expect_null(DICT_GET(sx_object_list(t), "k"));
    cr_expect_null(sx_list_item(NULL, 0));
    cr_expect_null(sx_list_item(list_of(whole(1)), 1));
    cr_expect_eq(sx_object_count(PLAIN("text")), 0);
    cr_expect_eq(sx_object_string(sx_object_list(t)).length, 0);
    cr_expect_not(sx_object_is_text(NULL));
    cr_expect_null(sx_object_node(t, NULL));
    cr_expect_null(sx_object_from_node(t, NULL, true));
    cr_expect_eq(sx_object_at(NULL).end, 0);
}

/* ----------------------------------------------------------------------------------------------------- documents -- */

/* These keys collide so that each deep copy turns their order round. */
static struct sx_object *turning(void) {
    struct sx_object *dict = sx_object_dict27(t);
    DICT_SET(dict, "title", whole(1));
    DICT_SET(dict, "version", whole(1));
    DICT_SET(dict, "get", whole(1));
    return dict;
}
#define ONE_WAY "{'get': 1, 'version': 1, 'title': 1}"
#define OTHER_WAY "{'title': 1, 'version': 1, 'get': 1}"

Test(object, copies_of_a_document_change_the_order) {
    struct sx_object *dict = turning();
    struct sx_document *document = sx_document_new(t, dict);
    cr_expect_eq(sx_document_root(document), dict);
    expect_str(dict, ONE_WAY);
    sx_document_copied(document);
    expect_str(dict, OTHER_WAY);
    for (int times = 0; times < 1000; times++)
        sx_document_copied(document);
    expect_str(dict, OTHER_WAY);
    sx_document_copied(document);
    expect_str(dict, ONE_WAY);
}

Test(object, copies_of_a_document_reach_all_that_is_in_it) {
    struct sx_object *root = sx_object_dict27(t), *list = sx_object_list(t), *plain = sx_object_dict(t);
    struct sx_object *first = turning(), *second = turning(), *third = turning(), *outside = turning();
    DICT_SET(plain, "first", first);
    sx_list_push(t, list, plain);
    struct sx_document *document = sx_document_new(t, root);
    DICT_SET(root, "list", list);
    sx_list_push(t, list, second);
    DICT_SET(plain, "third", third);
    sx_document_copied(document);
    expect_str(first, OTHER_WAY);
    expect_str(second, OTHER_WAY);
    expect_str(third, OTHER_WAY);
    expect_str(outside, ONE_WAY);
}

Test(object, what_is_set_into_a_document_goes_through_later_copies_alone) {
    struct sx_object *root = sx_object_dict27(t), *dict = turning();
    struct sx_document *document = sx_document_new(t, root);
    sx_document_copied(document);
    DICT_SET(root, "dict", dict);
    DICT_SET(root, "again", dict);
    expect_str(dict, ONE_WAY);
    sx_document_copied(document);
    expect_str(dict, OTHER_WAY);
}

Test(object, what_goes_to_another_document_has_been_through_the_copies_of_the_first) {
    struct sx_object *root = sx_object_dict27(t), *dict = turning();
    struct sx_document *first = sx_document_new(t, dict), *second = sx_document_new(t, root);
    sx_document_copied(first);
    sx_document_copied(second);
    DICT_SET(root, "dict", dict);
    sx_document_copied(first);
    expect_str(dict, OTHER_WAY);
    sx_document_copied(second);
    expect_str(dict, ONE_WAY);
}

Test(object, copying_empties_the_table_of_what_was_removed) {
    struct sx_object *root = sx_object_dict27(t), *dict = sx_object_dict27(t);
    DICT_SET(root, "dict", dict);
    struct sx_document *document = sx_document_new(t, root);
    for (int i = 0; i < 5; i++) {
        DICT_SET(dict, "get", whole(1));
        sx_dict_remove(t, dict, STR("get"));
        sx_document_copied(document);
    }
    DICT_SET(dict, "title", whole(1));
    DICT_SET(dict, "version", whole(1));
    DICT_SET(dict, "get", whole(1));
    expect_str(dict, ONE_WAY);
}

/* -------------------------------------------------------------------------------------------- to and from nodes -- */

Test(object, nodes_keep_their_place) {
    struct sx_node *text = SX_NEW(t, struct sx_node);
    *text = (struct sx_node){.kind = SX_STRING, .span = {10, 14}, .string = STR_INIT("text")};
    struct sx_pair pair = {STR("key"), {5, 8}, sx_new_sequence_of(t, NULL, (const struct sx_node *[]){text}, 1)};
    const struct sx_node *mapping = sx_new_mapping_of(t, text, &pair, 1);
    for (int from_template = 0; from_template < 2; from_template++) {
        struct sx_object *object = sx_object_from_node(t, mapping, from_template);
        DICT_SET(object, "new", sx_object_bool(t, true));
        const struct sx_node *node = sx_object_node(t, object);
        cr_expect_eq(node->span.start, 10);
        cr_expect_eq(sx_get_pair(t, node, STR("key"))->key_span.start, 5);
        cr_expect_eq(sx_item(GET(node, "key"), 0), text);
        cr_expect_eq(sx_object_at(object).end, 14);
        cr_expect_eq(sx_count(mapping), 1);
    }
    expect_str(sx_object_from_node(t, mapping, true), "{u'key': [u'text']}");
    expect_str(sx_object_from_node(t, mapping, false), "{'key': ['text']}");
}

Test(object, a_tree_and_a_digest_are_made_in_one_walk) {
    struct sx_object *dict = sx_object_dict27(t), *inner = sx_object_dict(t);
    for (long long i = 0; i < 1000; i++)
        sx_dict_set(t, dict, sx_string_from_int(t, i), i % 2, whole(i));
    DICT_SET(inner, "list", list_of(UNICODE("it's")));
    DICT_SET(dict, "inner", inner);
    struct sx_object *objects[] = {dict, list_of(dict), UNICODE("it's"), whole(7)};
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        struct sx_sha1 digest;
        sx_sha1_begin(&digest);
        const struct sx_node *node = sx_object_node_digest(t, objects[i], &digest);
        cr_expect(sx_equal(t, node, sx_object_node(t, objects[i])));
        cr_expect(sx_string_equal(sx_sha1_end(t, &digest), sx_sha1_hex(t, sx_object_str(t, objects[i]))));
    }
}

/* --------------------------------------------------------------------------------------------------------- texts -- */

Test(object, unicode_texts_choose_their_quotes_as_repr_does) {
    expect_str(list_of(UNICODE("plain")), "[u'plain']");
    expect_str(list_of(UNICODE("it's")), "[u\"it's\"]");
    expect_str(list_of(UNICODE("say \"hi\"")), "[u'say \"hi\"']");
    expect_str(list_of(UNICODE("it's \"both\"")), "[u'it\\'s \"both\"']");
    expect_str(list_of(UNICODE("\\'\"\\")), "[u'\\\\\\'\"\\\\']");
    expect_str(list_of(UNICODE("\t\n\r\b\177")), "[u'\\t\\n\\r\\x08\\x7f']");
    expect_str(list_of(UNICODE("\303\251\342\202\254\360\235\204\236")), "[u'\\xe9\\u20ac\\U0001d11e']");
    expect_str(list_of(PLAIN("\303\251'\\\360\235\204\236")), "[\"\303\251'\\\\\360\235\204\236\"]");
}

Test(object, a_text_alone_is_itself) {
    expect_str(UNICODE("it's"), "it's");
    expect_str(PLAIN("\\"), "\\");
}

Test(object, numbers_of_the_template_beyond_64_bits_are_long) {
    expect_str(big("9223372036854775808", true), "9223372036854775808L");
    expect_str(list_of(big("9223372036854775808", true)), "[9223372036854775808L]");
    expect_str(big("-9223372036854775809", true), "-9223372036854775809");
    expect_str(big("9223372036854775808", false), "9223372036854775808");
    expect_str(whole(INT64_MAX), "9223372036854775807");
    expect_text(sx_object_json(t, big("9223372036854775808", true)), "9223372036854775808");
}

Test(object, other_values_are_printed_as_python_3_does) {
    struct sx_object *list = list_of(NULL);
    sx_list_push(t, list, sx_object_bool(t, true));
    sx_list_push(t, list, sx_object_bool(t, false));
    sx_list_push(t, list, real(0.5));
    sx_list_push(t, list, real(1e16));
    sx_list_push(t, list, real(3.0));
    sx_list_push(t, list, sx_object_dict27(t));
    sx_list_push(t, list, sx_object_list(t));
    expect_str(list, "[None, True, False, 0.5, 1e+16, 3.0, {}, []]");
    expect_text(sx_object_json(t, list), "[null, true, false, 0.5, 1e+16, 3.0, {}, []]");
}

Test(object, both_kinds_of_dictionary_nest) {
    struct sx_object *outer = sx_object_dict(t), *middle = sx_object_dict27(t), *inner = sx_object_dict(t);
    sx_dict_set(t, inner, STR("in'"), true, UNICODE("\303\251"));
    sx_dict_set(t, middle, STR("mid"), false, inner);
    sx_dict_set(t, outer, STR("out"), true, middle);
    expect_str(outer, "{u'out': {'mid': {u\"in'\": u'\\xe9'}}}");
    expect_text(sx_object_json(t, outer), "{\"out\": {\"mid\": {\"in'\": \"\\u00e9\"}}}");
}
