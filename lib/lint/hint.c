/* SPDX-License-Identifier: Apache-2.0 */

/* What was probably meant. */

#include "lint/language.h"

struct sx_string sx_lint_did_you_mean(struct sx_transform *t, struct sx_string word) {
    return word.length ? CAT(t, STR("did you mean '"), word, STR("'?")) : STR("");
}

struct sx_string sx_lint_name_hint(struct sx_transform *t, struct sx_string word, const char *const *names) {
    size_t count = 0;
    while (names[count])
        count++;
    struct sx_string *candidates = sx_alloc_array(t, count, sizeof *candidates);
    for (size_t i = 0; i < count; i++)
        candidates[i] = sx_string_from(names[i]);
    return sx_lint_did_you_mean(t, sx_nearest(t, word, candidates, count));
}

struct sx_string sx_lint_object_hint(struct sx_transform *t, struct sx_string word,
                                     const struct sx_object_spec *objects, size_t count) {
    struct sx_string *candidates = sx_alloc_array(t, count, sizeof *candidates);
    for (size_t i = 0; i < count; i++)
        candidates[i] = objects[i].name;
    return sx_lint_did_you_mean(t, sx_nearest(t, word, candidates, count));
}

static struct sx_string nearest_property(struct sx_transform *t, const struct sx_object_spec *object,
                                         struct sx_string key) {
    struct sx_string *candidates = sx_alloc_array(t, object->count, sizeof *candidates);
    size_t count = 0;
    for (size_t i = 0; i < object->count; i++)
        if (!object->properties[i].unused && !sx_string_is(sx_property_name(&object->properties[i]), "*"))
            candidates[count++] = sx_property_name(&object->properties[i]);
    return sx_nearest(t, key, candidates, count);
}

/** Where the key stands inside of `object`: "VpcConfig", "Auth.UsagePlan"; the empty slice when nowhere. */
static struct sx_string find_inside(struct sx_transform *t, const struct sx_object_spec *object, struct sx_string key) {
    for (size_t i = 0; i < object->count; i++) {
        const struct sx_property_spec *property = &object->properties[i];
        if (sx_spec_property(sx_property_object(property), key))
            return sx_property_name(property);
    }
    for (size_t i = 0; i < object->count; i++) {
        const struct sx_property_spec *property = &object->properties[i];
        struct sx_string inside =
            sx_property_object(property) ? find_inside(t, sx_property_object(property), key) : STR("");
        if (inside.length)
            return CAT(t, sx_property_name(property), STR("."), inside);
    }
    return STR("");
}

static bool is_attribute(struct sx_string key) {
    static const char *const attributes[] = {"Condition",      "Connectors",          "CreationPolicy",
                                             "DeletionPolicy", "DependsOn",           "Metadata",
                                             "UpdatePolicy",   "UpdateReplacePolicy", "IgnoreGlobals"};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (sx_string_is(key, attributes[i]))
            return true;
    return false;
}

/** The SAM type that has such a property; the empty slice when none has. */
static struct sx_string type_with(struct sx_string key) {
    size_t count;
    const struct sx_object_spec *resources = sx_spec_resources(&count);
    for (size_t i = 0; i < count; i++) {
        const struct sx_property_spec *property = sx_spec_property(&resources[i], key);
        if (property && !property->unused)
            return resources[i].name;
    }
    return STR("");
}

/** The key is right, and stands at the wrong level. */
static struct sx_string level_hint(struct sx_transform *t, const struct sx_lint_scope *scope,
                                   const struct sx_object_spec *object, struct sx_string key) {
    const struct sx_property_spec *outside = object != scope->root ? sx_spec_property(scope->root, key) : NULL;
    if (outside && !outside->unused)
        return CAT(t, STR("'"), key, STR("' is a property of "), scope->subject, STR(" itself"));
    struct sx_string inside = find_inside(t, object, key);
    if (!inside.length && scope->root && scope->root != object)
        inside = find_inside(t, scope->root, key);
    if (inside.length)
        return CAT(t, STR("'"), key, STR("' belongs into '"), inside, STR("'"));
    if (object == scope->root && is_attribute(key))
        return CAT(t, STR("'"), key, STR("' stands beside Properties, not in it"));
    return STR("");
}

struct sx_string sx_lint_key_hint(struct sx_transform *t, const struct sx_lint_scope *scope,
                                  const struct sx_object_spec *object, struct sx_string key) {
    struct sx_string near = nearest_property(t, object, key);
    if (near.length && sx_edits(near, key, 0) == 0)
        return sx_lint_did_you_mean(t, near);
    struct sx_string level = level_hint(t, scope, object, key);
    if (level.length)
        return level;
    if (near.length)
        return sx_lint_did_you_mean(t, near);
    struct sx_string type = object == scope->root ? type_with(key) : STR("");
    return type.length ? CAT(t, STR("'"), key, STR("' is a property of "), type) : STR("");
}
