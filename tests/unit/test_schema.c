/* SPDX-License-Identifier: Apache-2.0 */

/* The schema as the library gives it; tests/schema holds templates against it. */

#include "samx/samx.h"
#include "spec/spec.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

static json_t *schema(unsigned flags) {
    char *text = NULL;
    size_t length = 0;
    cr_assert(eq(int, (int)samx_schema(flags, &text, &length), SAMX_OK));
    cr_expect(eq(sz, strlen(text), length));
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    samx_free(text);
    cr_assert(root != NULL);
    return root;
}

static json_t *at(json_t *value, const char *const *path) {
    for (; *path; path++)
        value = json_object_get(value, *path);
    return value;
}
#define AT(value, ...) at((value), (const char *const[]){__VA_ARGS__, NULL})

Test(schema, has_every_resource_type_and_event_of_the_spec) {
    json_t *root = schema(0);
    size_t count;
    const struct sx_object_spec *resources = sx_spec_resources(&count);
    for (size_t i = 0; i < count; i++) {
        char type[100];
        snprintf(type, sizeof type, "%.*s", (int)resources[i].name.length, resources[i].name.bytes);
        const json_t *properties = AT(root, "definitions", type, "properties");
        cr_expect(json_object_size(properties) > 0, "%s has no properties", type);
    }
    sx_spec_events(&count);
    cr_expect(eq(sz, json_array_size(AT(root, "definitions", "event", "properties", "Type", "enum")), count));
    json_decref(root);
}

/* {"$ref": "#/definitions/A/properties/B"} leads somewhere. */
static void expect_reference(json_t *root, const char *reference) {
    json_t *target = root;
    const char *name = reference + 1;
    cr_expect(eq(chr, reference[0], '#'));
    while (*name++ == '/') {
        size_t length = strcspn(name, "/");
        target = json_object_getn(target, name, length);
        name += length;
    }
    cr_expect(target != NULL, "%s leads nowhere", reference);
}

static size_t expect_references(json_t *root, json_t *value) {
    size_t count = 0, index;
    const char *key;
    json_t *inner;
    json_object_foreach(value, key, inner) {
        if (strcmp(key, "$ref") == 0) {
            expect_reference(root, json_string_value(inner));
            count++;
        }
        count += expect_references(root, inner);
    }
    json_array_foreach(value, index, inner) count += expect_references(root, inner);
    return count;
}

Test(schema, references_lead_to_definitions) {
    for (unsigned flags = 0; flags <= SAMX_SCHEMA_SHORT_TAGS; flags++) {
        json_t *root = schema(flags);
        cr_expect(gt(sz, expect_references(root, root), 500));
        json_decref(root);
    }
}

Test(schema, short_tags_are_texts_and_lists) {
    json_t *strict = schema(0), *lenient = schema(SAMX_SCHEMA_SHORT_TAGS);
    const char *const path[] = {"definitions", "AWS::Serverless::Function", "properties", "Timeout", "anyOf", NULL};
    json_t *last = json_array_get(at(lenient, path), 2), *expected = json_pack("{s:[s,s]}", "type", "string", "array");
    cr_expect(eq(sz, json_array_size(at(strict, path)), 2));
    cr_expect(json_equal(last, expected));
    json_decref(expected);
    json_decref(strict);
    json_decref(lenient);
}

Test(schema, needs_a_place_for_the_text) {
    cr_expect(eq(int, (int)samx_schema(0, NULL, NULL), SAMX_INVALID_ARGUMENT));
}
