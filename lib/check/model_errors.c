/* SPDX-License-Identifier: Apache-2.0 */

/* What pydantic finds, in the words of the reference. */

#include "check/model.h"

#include <string.h>

static struct sx_string join_path(struct sx_transform *t, const struct sx_model_error *error, const char *separator) {
    struct sx_buffer path = {.t = t};
    for (size_t i = 0; i < error->path_count; i++) {
        if (i)
            sx_buffer_add_text(&path, separator);
        sx_buffer_add(&path, error->path[i]);
    }
    return sx_buffer_string(&path);
}

struct sx_string sx_model_error_path(struct sx_transform *t, const struct sx_model_error *error) {
    return join_path(t, error, ".");
}

enum sx_rule sx_model_error_rule(const struct sx_model_error *error) {
    if (strcmp(error->type, "value_error.missing") == 0)
        return SX_RULE_MISSING_PROPERTY;
    if (strcmp(error->type, "value_error.extra") == 0)
        return SX_RULE_UNKNOWN_PROPERTY;
    return strcmp(error->type, "value_error.const") == 0 ? SX_RULE_INVALID_PROPERTY_VALUE
                                                         : SX_RULE_INVALID_PROPERTY_TYPE;
}

struct sx_string sx_model_errors_listed(struct sx_transform *t, const struct sx_model *model,
                                        const struct sx_model_errors *errors) {
    struct sx_buffer text = {.t = t};
    sx_buffer_add(&text, sx_string_from_int(t, (long long)errors->list.count));
    sx_buffer_add_text(&text, errors->list.count == 1 ? " validation error for " : " validation errors for ");
    sx_buffer_add_text(&text, model->name);
    for (size_t i = 0; i < errors->list.count; i++) {
        const struct sx_model_error *error = &errors->list.items[i];
        sx_buffer_add_byte(&text, '\n');
        sx_buffer_add(&text, join_path(t, error, " -> "));
        sx_buffer_add(&text, CAT(t, STR("\n  "), sx_string_from(error->message), STR(" (type="),
                                 sx_string_from(error->type), STR(")")));
    }
    return sx_buffer_string(&text);
}

/* The type that a value should have, when that is what is wrong. A text is none of them: pydantic words that otherwise.
 */
static const char *expected_type(const struct sx_model_error *error) {
    static const struct {
        const char *type, *name;
    } types[] = {
        {"type_error.dict", "dictionary"},
        {"type_error.integer", "integer"},
        {"type_error.float", "number"},
        {"type_error.list", "list"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(error->type, types[i].type) == 0)
            return types[i].name;
    return NULL;
}

/** The findings at one place. */
struct told {
    struct sx_string path;
    const struct sx_model_error *first;
    SX_VECTOR(const char *) types; /* static storage: equal names have equal addresses */
};

static void add_type(struct sx_transform *t, struct told *told, const char *type) {
    for (size_t i = 0; i < told->types.count; i++)
        if (told->types.items[i] == type)
            return;
    if (type)
        SX_PUSH(t, &told->types, type);
}

static struct sx_string sentence(struct sx_transform *t, const struct told *told) {
    struct sx_string property = CAT(t, STR("Property '"), told->path, STR("' "));
    if (told->types.count > 1) {
        struct sx_string types = sx_string_from(told->types.items[0]);
        for (size_t i = 1; i < told->types.count; i++)
            types = CAT(t, types, STR(" or "), sx_string_from(told->types.items[i]));
        return CAT(t, property, STR("value must be "), types, STR("."));
    }
    if (strcmp(told->first->type, "value_error.missing") == 0)
        return CAT(t, property, STR("is required."));
    if (strcmp(told->first->type, "value_error.extra") == 0)
        return CAT(t, property, STR("is an invalid property."));
    return CAT(t, property, sx_string_from(told->first->message), STR("."));
}

struct sx_string sx_model_errors_told(struct sx_transform *t, const struct sx_model_errors *errors) {
    SX_VECTOR(struct told *) all = {0};
    struct sx_map by_path = {0};
    for (size_t i = 0; i < errors->list.count; i++) {
        const struct sx_model_error *error = &errors->list.items[i];
        struct sx_string path = sx_model_error_path(t, error);
        struct told *told = sx_map_get(t, &by_path, path);
        if (!told) {
            told = SX_NEW(t, struct told);
            told->path = path;
            told->first = error;
            sx_map_set(t, &by_path, path, told);
            SX_PUSH(t, &all, told);
        }
        add_type(t, told, expected_type(error));
    }
    struct sx_buffer text = {.t = t};
    for (size_t i = 0; i < all.count; i++) {
        if (i)
            sx_buffer_add_byte(&text, ' ');
        sx_buffer_add(&text, sentence(t, all.items[i]));
    }
    return sx_buffer_string(&text);
}
