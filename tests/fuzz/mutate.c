/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The mutator that works on the tree. Bytes that libFuzzer changes rarely give a template again; a node that is moved,
 * swapped, copied, retyped, renamed or wrapped in an intrinsic function always does.
 *
 * The library reads the template and writes it as JSON, jansson holds the tree while it is edited, and the library
 * writes the result in the notation that it was read in. jansson, because its values may be edited in place, which
 * nodes of the library may not. What it cannot hold (integers of 30 digits, duplicate keys, comments, tags and anchors)
 * is left to the mutations of bytes, which one mutation in four is.
 */

#include "fuzz.h"
#include "words.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data, size_t size, const uint8_t *other, size_t other_size,
                                 uint8_t *output, size_t most, unsigned seed);

/* --------------------------------------------------------------------------------------------------- randomness -- */

struct chance {
    uint64_t state;
};

/** splitmix64 */
static size_t below(struct chance *chance, size_t limit) {
    uint64_t value = chance->state += 0x9E3779B97F4A7C15u;
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9u;
    value = (value ^ value >> 27) * 0x94D049BB133111EBu;
    return (size_t)((value ^ value >> 31) % limit);
}

static const char *any_word(struct chance *chance) {
    return words[below(chance, sizeof words / sizeof *words)];
}

/* ------------------------------------------------------------------------------------------------------- places -- */

/** Where a value stands: in an object under a key, or in an array at an index. Containers outlive their places. */
struct place {
    json_t *container;
    const char *key; /* NULL: an index */
    size_t index;
};

struct places {
    struct place list[4096];
    size_t count;
};

static void add_place(struct places *places, struct place place) {
    if (places->count == sizeof places->list / sizeof *places->list)
        return;
    json_incref(place.container);
    places->list[places->count++] = place;
}

static void forget_places(struct places *places) {
    while (places->count)
        json_decref(places->list[--places->count].container);
}

static void find_places(struct places *places, json_t *value) {
    const char *key;
    json_t *inner;
    size_t index;
    if (json_is_object(value)) {
        json_object_foreach(value, key, inner) {
            add_place(places, (struct place){value, key, 0});
            find_places(places, inner);
        }
    } else {
        json_array_foreach(value, index, inner) {
            add_place(places, (struct place){value, NULL, index});
            find_places(places, inner);
        }
    }
}

static struct place any_place(struct chance *chance, const struct places *places) {
    return places->list[below(chance, places->count)];
}

static json_t *value_at(struct place place) {
    return place.key ? json_object_get(place.container, place.key) : json_array_get(place.container, place.index);
}

/** Puts a value in the place of another; the container owns it from then on. */
static void put(struct place place, json_t *value) {
    if (place.key)
        json_object_set_new(place.container, place.key, value);
    else
        json_array_set_new(place.container, place.index, value);
}

/** The copy keeps the tree a tree: a value that stood inside of itself would have no end. */
static json_t *copy_at(struct place place) {
    return json_deep_copy(value_at(place));
}

/* -------------------------------------------------------------------------------------------------------- edits -- */

/** The name of a resource, parameter or condition of the template, or else a word. */
static const char *any_name(struct chance *chance, json_t *root) {
    static const char *const sections[] = {"Resources", "Resources", "Resources", "Parameters", "Conditions"};
    json_t *section = json_object_get(root, sections[below(chance, 5)]);
    size_t count = json_object_size(section);
    if (count == 0)
        return any_word(chance);
    void *iterator = json_object_iter(section);
    for (size_t skipped = below(chance, count); skipped; skipped--)
        iterator = json_object_iter_next(section, iterator);
    return json_object_iter_key(iterator);
}

static json_t *intrinsic(struct chance *chance, json_t *root, json_t *value) {
    const char *name = any_name(chance, root);
    switch (below(chance, 9)) {
    case 0:
        return json_pack("{s:s}", "Ref", name);
    case 1:
        return json_pack("{s:[ss]}", "Fn::GetAtt", name, "Arn");
    case 2:
        return json_pack("{s:s+}", "Fn::GetAtt", name, ".Arn");
    case 3:
        return json_pack("{s:s++}", "Fn::Sub", "${", name, "}");
    case 4:
        return json_pack("{s:[s,{s:O}]}", "Fn::Sub", "a-${Name}", "Name", value);
    case 5:
        return json_pack("{s:[sOO]}", "Fn::If", name, value, value);
    case 6:
        return json_pack("{s:[sOs]}", "Fn::FindInMap", name, value, "a");
    case 7:
        return json_pack("{s:[s[O]]}", "Fn::Join", "", value);
    default:
        return json_pack("{s:[sO{s:s}]}", "Fn::If", name, value, "Ref", "AWS::NoValue");
    }
}

static json_t *retyped(struct chance *chance, json_t *root, json_t *value) {
    static const char *const texts[] = {
        "",  "true", "0",        "-1", "${AWS::Region}",   "arn:aws:s3:::b", "s3://bucket/key", "a.b",
        "*", "/a",   "$default", "\n", "{{resolve:ssm:a}}"};
    switch (below(chance, 13)) {
    case 0:
        return json_null();
    case 1:
        return json_boolean(below(chance, 2));
    case 2:
        return json_integer((json_int_t)below(chance, 1000) - 10);
    case 3:
        return json_real((double)below(chance, 1000) / 8);
    case 4:
        return json_string(texts[below(chance, sizeof texts / sizeof *texts)]);
    case 5:
        return json_string(any_word(chance));
    case 6:
        return json_string(any_name(chance, root));
    case 7:
        return json_array();
    case 8:
        return json_object();
    case 9:
        return json_pack("[O]", value);
    case 10:
        return json_pack("{sO}", any_word(chance), value);
    case 11:
        return json_pack("{sO}", any_name(chance, root), value);
    default:
        return json_is_string(value) ? json_pack("{sO}", "Fn::Sub", value) : json_string("text");
    }
}

static void erase(struct place place) {
    if (place.key)
        json_object_del(place.container, place.key);
    else
        json_array_remove(place.container, place.index);
}

/** Adds a value to the container that a place is in: under a key that is there elsewhere, or before the index. */
static void add(struct chance *chance, const struct places *places, struct place place, json_t *value) {
    const char *key = any_place(chance, places).key;
    if (!key || below(chance, 3) == 0)
        key = any_word(chance);
    if (place.key)
        json_object_set_new(place.container, key, value);
    else
        json_array_insert_new(place.container, place.index, value);
}

/** Gives an entry another key and keeps its place among the others. */
static void rename_key(struct place place, const char *name) {
    json_t *copy = json_object(), *value;
    const char *key;
    json_object_foreach(place.container, key, value)
        json_object_set(copy, strcmp(key, place.key) == 0 ? name : key, value);
    json_object_clear(place.container);
    json_object_update(place.container, copy);
    json_decref(copy);
}

static void edit(struct chance *chance, json_t *root) {
    struct places *places = calloc(1, sizeof *places);
    REQUIRE(places, "memory");
    find_places(places, root);
    if (places->count == 0) {
        free(places);
        return;
    }
    struct place one = any_place(chance, places), other = any_place(chance, places);
    json_t *value;
    switch (below(chance, 8)) {
    case 0: /* move */
        value = copy_at(one);
        add(chance, places, other, value);
        if (value_at(one))
            erase(one);
        break;
    case 1: /* swap; one may stand inside of the other */
        value = copy_at(one);
        put(one, copy_at(other));
        put(other, value);
        break;
    case 2: /* duplicate beside, or elsewhere */
        add(chance, places, below(chance, 2) ? one : other, copy_at(one));
        break;
    case 3: /* replace by a copy */
        put(one, copy_at(other));
        break;
    case 4:
        put(one, retyped(chance, root, value_at(one)));
        break;
    case 5:
        put(one, intrinsic(chance, root, value_at(one)));
        break;
    case 6:
        if (one.key)
            rename_key(one, below(chance, 2) && other.key ? other.key : any_word(chance));
        else
            put(one, json_string(any_word(chance)));
        break;
    default:
        erase(one);
        break;
    }
    forget_places(places);
    free(places);
}

/* ---------------------------------------------------------------------------------------------- bytes and trees -- */

static json_t *tree_of(const uint8_t *data, size_t size) {
    size_t length;
    char *text = fuzz_rewrite(data, size, SAMX_FORMAT_JSON, &length);
    json_t *root = text ? json_loadb(text, length, JSON_ALLOW_NUL, NULL) : NULL;
    free(text);
    return root;
}

static bool is_json(const uint8_t *data, size_t size) {
    while (size && (*data == ' ' || *data == '\n')) {
        data++;
        size--;
    }
    return size && *data == '{';
}

/** The tree as text in the output; 0 when it has no room. */
static size_t write_tree(json_t *root, bool json, uint8_t *output, size_t most) {
    char *text = json_dumps(root, JSON_INDENT(1));
    size_t length = text ? strlen(text) : 0;
    if (text && !json) {
        char *yaml = fuzz_rewrite((const uint8_t *)text, length, SAMX_FORMAT_YAML, &length);
        free(text);
        text = yaml;
    }
    bool fits = text && length <= most;
    if (fits)
        memcpy(output, text, length);
    free(text);
    return fits ? length : 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed) {
    struct chance chance = {seed};
    json_t *root = below(&chance, 4) ? tree_of(data, size) : NULL;
    size_t length = 0;
    if (root) {
        for (size_t edits = 1 + below(&chance, 4); edits; edits--)
            edit(&chance, root);
        bool json = is_json(data, size) != (below(&chance, 16) == 0);
        length = write_tree(root, json, data, most);
        json_decref(root);
    }
    return length ? length : LLVMFuzzerMutate(data, size, most);
}

/** A part of the other template takes the place of a part of this one. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data, size_t size, const uint8_t *other, size_t other_size,
                                 uint8_t *output, size_t most, unsigned seed) {
    struct chance chance = {seed};
    json_t *root = tree_of(data, size), *donor = root ? tree_of(other, other_size) : NULL;
    struct places *places = calloc(2, sizeof *places);
    size_t length = 0;
    REQUIRE(places, "memory");
    if (donor) {
        find_places(&places[0], root);
        find_places(&places[1], donor);
        for (size_t grafts = 1 + below(&chance, 3); grafts && places[0].count && places[1].count; grafts--) {
            struct place from = any_place(&chance, &places[1]);
            forget_places(&places[0]);
            find_places(&places[0], root);
            if (below(&chance, 2))
                put(any_place(&chance, &places[0]), copy_at(from));
            else
                add(&chance, &places[1], any_place(&chance, &places[0]), copy_at(from));
        }
        length = write_tree(root, is_json(data, size), output, most);
    }
    forget_places(&places[0]);
    forget_places(&places[1]);
    free(places);
    json_decref(donor);
    json_decref(root);
    return length;
}
