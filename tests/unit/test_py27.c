/* SPDX-License-Identifier: Apache-2.0 */

/* Dictionaries of Python 2.7. What is expected is what the reference does: see data/make_py27.py. */

#include "python/py27.h"

#include "base/options.h"
#include "base/sha1.h"
#include "python/object.h"
#include "read/read.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct sx_diagnostics diagnostics;
static struct sx_transform transform;
static struct sx_transform *const t = &transform;

static void set_up(void) {
    diagnostics = (struct sx_diagnostics){0};
    transform = (struct sx_transform){.options = &sx_default_options, .hash_seed = 42, .diagnostics = &diagnostics};
}

static void tear_down(void) {
    sx_arena_free(&transform.arena);
}

TestSuite(py27, .init = set_up, .fini = tear_down);

static struct sx_string numbered(long long number) {
    return CAT(t, STR("/items"), sx_string_from_int(t, number), STR("/{id}"));
}

/* -------------------------------------------------------------------------------------------------------- orders -- */

static const struct order {
    const char *script, *keys;
} orders[] = {
#include "data/py27_orders.inc"
};

/* The dictionary of a script is the entry "d" of a document, so that it can be replaced by its copy. */
static struct sx_document *document;

static struct sx_object *dictionary(void) {
    return DICT_GET(sx_document_root(document), "d");
}

static void set(struct sx_object *dict, struct sx_string key) {
    sx_dict_set(t, dict, key, true, sx_object_bool(t, true));
}

/* "A-B" as its two numbers. */
static void range_of(struct sx_string text, long long *first, long long *last) {
    const char *terminated = sx_string_terminated(t, text);
    *first = strtoll(terminated, NULL, 10);
    *last = strtoll(strchr(terminated, '-') + 1, NULL, 10);
}

static void set_range(struct sx_object *dict, struct sx_string text) {
    long long first, last;
    for (range_of(text, &first, &last); first <= last; first++)
        set(dict, numbered(first));
}

static void remove_range(struct sx_object *dict, struct sx_string text) {
    long long first, last;
    for (range_of(text, &first, &last); first <= last; first++)
        sx_dict_remove(t, dict, numbered(first));
}

static void update(struct sx_string keys) {
    struct sx_object *other = sx_object_dict(t);
    if (keys.bytes[0] == '*')
        set_range(other, sx_string_slice(keys, 1, keys.length));
    else
        for (size_t at = 0; at < keys.length;) {
            size_t comma = sx_string_find_byte(keys, ',', at), end = comma == SIZE_MAX ? keys.length : comma;
            set(other, sx_string_slice(keys, at, end));
            at = end + 1;
        }
    sx_dict_update(t, dictionary(), other);
}

static void copy_document(struct sx_string times) {
    for (long long left = strtoll(sx_string_terminated(t, times), NULL, 10); left > 0; left--)
        sx_document_copied(document);
}

static void take_step(struct sx_string step) {
    struct sx_string rest = sx_string_slice(step, 1, step.length);
    switch (step.bytes[0]) {
    case '+':
        set(dictionary(), rest);
        break;
    case '*':
        set_range(dictionary(), rest);
        break;
    case '-':
        sx_dict_remove(t, dictionary(), rest);
        break;
    case '!':
        remove_range(dictionary(), rest);
        break;
    case '>':
        update(rest);
        break;
    case '=':
        copy_document(rest);
        break;
    default:
        DICT_SET(sx_document_root(document), "d", sx_dict_copy(t, dictionary()));
    }
}

static struct sx_string keys_in_order(void) {
    struct sx_buffer text = {.t = t};
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, dictionary(), &count);
    for (size_t i = 0; i < count; i++) {
        sx_buffer_add_text(&text, i ? " " : "");
        sx_buffer_add(&text, entries[i].key);
    }
    if (count <= 12)
        return sx_buffer_string(&text);
    return CAT(t, sx_string_from_int(t, (long long)count), STR(" "), sx_sha1_hex(t, sx_buffer_string(&text)));
}

/* When it is looked at, a dictionary catches up with the copies; when it does so must not matter. */
static void expect_order(const struct order *order, bool look_after_each_step) {
    struct sx_string script = sx_string_from(order->script);
    struct sx_object *root = sx_object_dict27(t);
    DICT_SET(root, "d", sx_object_dict27(t));
    document = sx_document_new(t, root);
    for (size_t at = 0; at < script.length;) {
        size_t space = sx_string_find_byte(script, ' ', at), end = space == SIZE_MAX ? script.length : space;
        take_step(sx_string_slice(script, at, end));
        if (look_after_each_step)
            keys_in_order();
        at = end + 1;
    }
    struct sx_string keys = keys_in_order();
    cr_expect(sx_string_is(keys, order->keys), "%s\ngives\n%.*s\ninstead of\n%s", order->script, (int)keys.length,
              keys.bytes, order->keys);
    tear_down();
    set_up();
}

Test(py27, order_is_the_references) {
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        expect_order(&orders[i], false);
}

Test(py27, order_does_not_depend_on_when_it_is_looked_at) {
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        expect_order(&orders[i], true);
}

/* --------------------------------------------------------------------------------------------------------- texts -- */

static const struct text {
    const char *json;
    int copies;
    const char *printed;
} texts[] = {
#include "data/py27_texts.inc"
};

/* What is read has to be a mapping, so the value is put into one. */
static struct sx_object *from_template(const char *json) {
    diagnostics.source =
        (struct sx_source){.name = "test", .text = CAT(t, STR("{\"value\": "), sx_string_from(json), STR("}"))};
    return sx_object_from_node(t, GET(sx_read(t), "value"), true);
}

Test(py27, text_is_the_references) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sx_object *value = from_template(texts[i].json);
        struct sx_document *copied = sx_document_new(t, value);
        for (int times = 0; times < texts[i].copies; times++)
            sx_document_copied(copied);
        struct sx_string printed = sx_object_str(t, value);
        cr_expect(sx_string_is(printed, texts[i].printed), "%s\nis printed\n%.*s\ninstead of\n%s", texts[i].json,
                  (int)printed.length, printed.bytes, texts[i].printed);
        tear_down();
        set_up();
    }
}

/* --------------------------------------------------------------------------------------------------------- hashes --
 */

Test(py27, hash_is_over_code_points) {
    cr_expect_eq(sx_py27_hash(STR("")), 0);
    cr_expect_eq(sx_py27_hash(STR("a")), 12416037344ULL);
    cr_expect_eq((int64_t)sx_py27_hash(STR("/items123/{id}")), -7032611665008528507);
    cr_expect_eq(sx_py27_hash(STR("\303\251\360\235\204\236")), 29824178921157991ULL); /* U+E9, U+1D11E */
}

/* ---------------------------------------------------------------------------------------- the replay of deep copies --
 */

/* What sx_py27_deep_copy() must amount to, done plainly. */
struct plain {
    uint32_t *slots;
    size_t slot_count, used, filled;
};

static void plain_put(struct plain *plain, const struct sx_py27_keys *keys, uint32_t key);

static void plain_resize(struct plain *plain, const struct sx_py27_keys *keys, size_t slot_count) {
    struct plain old = *plain;
    *plain = (struct plain){calloc(slot_count, sizeof *plain->slots), slot_count, 0, 0};
    for (size_t i = 0; i < old.slot_count; i++)
        if (old.slots[i] >= SX_PY27_FIRST_KEY)
            plain_put(plain, keys, old.slots[i] - SX_PY27_FIRST_KEY);
    free(old.slots);
}

static void plain_put(struct plain *plain, const struct sx_py27_keys *keys, uint32_t key) {
    uint64_t walker = keys->hashes.items[key] & (plain->slot_count - 1), perturb = keys->hashes.items[key];
    size_t slot = walker, dummy = SIZE_MAX;
    for (; plain->slots[slot]; perturb >>= 5) {
        if (plain->slots[slot] == SX_PY27_DUMMY && dummy == SIZE_MAX)
            dummy = slot;
        walker = walker * 5 + perturb + 1;
        slot = walker & (plain->slot_count - 1);
    }
    plain->filled += dummy == SIZE_MAX;
    plain->slots[dummy == SIZE_MAX ? slot : dummy] = SX_PY27_FIRST_KEY + key;
    plain->used++;
    if (plain->filled * 3 < plain->slot_count * 2)
        return;
    size_t wanted = plain->used * 4, slot_count = 8;
    while (slot_count <= wanted)
        slot_count *= 2;
    plain_resize(plain, keys, slot_count);
}

static void plain_copy(struct plain *plain, const struct sx_py27_keys *keys) {
    struct plain old = *plain;
    *plain = (struct plain){calloc(8, sizeof *plain->slots), 8, 0, 0};
    for (size_t i = 0; i < old.slot_count; i++)
        if (old.slots[i] >= SX_PY27_FIRST_KEY)
            plain_put(plain, keys, old.slots[i] - SX_PY27_FIRST_KEY);
    free(old.slots);
}

static uint32_t draw(uint32_t *state, uint32_t below) {
    *state = *state * 1664525 + 1013904223;
    return (uint32_t)(((uint64_t)*state * below) >> 32);
}

static void add_drawn(struct plain *plain, struct sx_py27_keys *keys, uint32_t *state, bool alike) {
    uint32_t key = (uint32_t)keys->hashes.count;
    struct sx_string number = sx_string_from_int(t, draw(state, UINT32_MAX));
    sx_py27_add(t, keys, alike ? numbered(key) : CAT(t, number, STR("/"), numbered(key)));
    plain_put(plain, keys, key);
}

/* Keys come and go one at a time, with some copies after most of them. */
static void compare_with_plain(uint32_t state, uint32_t most) {
    struct sx_py27_keys keys = {0};
    struct plain plain = {calloc(8, sizeof *plain.slots), 8, 0, 0};
    bool alike = draw(&state, 2), removing = draw(&state, 3) == 0;
    uint32_t at_once = draw(&state, most);
    for (uint32_t step = 0; step < most; step++) {
        add_drawn(&plain, &keys, &state, alike);
        if (removing && draw(&state, 40) == 0) {
            size_t slot = draw(&state, (uint32_t)keys.slot_count);
            if (plain.slots[slot] >= SX_PY27_FIRST_KEY) {
                sx_py27_remove(&keys, plain.slots[slot] - SX_PY27_FIRST_KEY);
                plain.slots[slot] = SX_PY27_DUMMY;
                plain.used--;
            }
        }
        uint32_t copies = step < at_once || draw(&state, 8) == 0 ? 0 : draw(&state, 16) == 0 ? 30 : draw(&state, 5);
        sx_py27_deep_copy(t, &keys, copies);
        while (copies-- > 0)
            plain_copy(&plain, &keys);
        cr_assert_eq(keys.slot_count, plain.slot_count);
        cr_assert_eq(keys.filled, plain.filled);
        sx_py27_show(&keys);
        cr_assert_eq(memcmp(keys.slots, plain.slots, plain.slot_count * sizeof *plain.slots), 0, "after step %u", step);
    }
    free(plain.slots);
    tear_down();
    set_up();
}

Test(py27, copies_are_exact_whatever_way_they_are_made) {
    for (uint32_t i = 0; i < 60; i++)
        compare_with_plain(i, 200 + i * 5);
    compare_with_plain(100, 1600);
    compare_with_plain(101, 1600);
}

/* These keys all try the same slots in the same sequence. */
Test(py27, colliding_keys_are_copied_too) {
    struct sx_py27_keys keys = {0};
    struct plain plain = {calloc(8, sizeof *plain.slots), 8, 0, 0};
    for (uint32_t key = 0; key < 300; key++) {
        sx_py27_add(t, &keys, STR("the same"));
        plain_put(&plain, &keys, key);
        sx_py27_deep_copy(t, &keys, 4);
        for (int i = 0; i < 4; i++)
            plain_copy(&plain, &keys);
        sx_py27_show(&keys);
        cr_assert_eq(memcmp(keys.slots, plain.slots, plain.slot_count * sizeof *plain.slots), 0, "at key %u", key);
    }
    free(plain.slots);
}

/* Adding them must not take the square of their number. */
Test(py27, many_colliding_keys_are_no_burden) {
    enum { COUNT = 200000 };
    struct sx_py27_keys keys = {0};
    for (int i = 0; i < COUNT; i++)
        sx_py27_add(t, &keys, STR("the same"));
    sx_py27_deep_copy(t, &keys, 2);
    cr_expect_eq(keys.used, COUNT);
    cr_expect_eq(keys.slot_count, 524288);
}

/* One copy after each key, as the paths of an API have it: through all sizes, and several tables. */
static void compare_each_size(const char *before, uint32_t most) {
    struct sx_py27_keys keys = {0};
    struct plain plain = {calloc(8, sizeof *plain.slots), 8, 0, 0};
    for (uint32_t key = 0; key < most; key++) {
        sx_py27_add(t, &keys, CAT(t, sx_string_from(before), numbered(key)));
        plain_put(&plain, &keys, key);
        sx_py27_deep_copy(t, &keys, 1);
        plain_copy(&plain, &keys);
        sx_py27_show(&keys);
        cr_assert_eq(memcmp(keys.slots, plain.slots, plain.slot_count * sizeof *plain.slots), 0, "at key %u", key);
    }
    sx_py27_deep_copy(t, &keys, most);
    for (uint32_t i = 0; i < most; i++)
        plain_copy(&plain, &keys);
    sx_py27_show(&keys);
    cr_expect_eq(memcmp(keys.slots, plain.slots, plain.slot_count * sizeof *plain.slots), 0, "after all");
    free(plain.slots);
    tear_down();
    set_up();
}

Test(py27, copies_are_exact_at_every_size) {
    compare_each_size("", 3000);
    compare_each_size("/v1", 1500);
    compare_each_size("/some/where", 700);
}
