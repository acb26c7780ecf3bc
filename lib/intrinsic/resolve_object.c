/* SPDX-License-Identifier: Apache-2.0 */

#include "intrinsic/resolve_object.h"

#include "intrinsic/resolve.h"
#include "python/text.h"

/** What is resolved with, and how deep. */
struct resolution {
    const struct sx_parameters *parameters;
    bool from_template;
    size_t depth;
    const struct sx_object *sub; /* the Fn::Sub at hand */
};

/*
 * The value of the parameter that `reference` names; pseudo parameters are the reference's own texts and come from no
 * template.
 */
static struct sx_object *value_of(struct sx_transform *t, const struct resolution *resolution,
                                  const struct sx_object *reference, struct sx_string name) {
    const struct sx_node *value = sx_parameter(t, resolution->parameters, name);
    bool pseudo = sx_string_starts_with(name, "AWS::");
    if (value)
        sx_count_parameter(t, value, sx_at(value), resolution->depth);
    if (value && sx_count(value) == 0)
        value = sx_placed(t, value, reference->node);
    return value ? sx_object_from_node(t, value, resolution->from_template && !pseudo) : NULL;
}

static struct sx_string sub_parameter(struct sx_transform *t, void *user, struct sx_string name) {
    const struct resolution *resolution = user;
    const struct sx_node *value = sx_parameter(t, resolution->parameters, name);
    if (!value)
        return (struct sx_string){NULL, 0};
    if (!sx_is_string(value))
        sx_refuse_document(t, sx_object_at(resolution->sub), SX_RULE_INTRINSIC,
                           CAT(t, STR("Structure of the SAM template is invalid. Invalid Fn::Sub variable value "),
                               sx_python_str(t, value), STR(". Fn::Sub expects all variables to be strings.")));
    return value->string;
}

/* The text of Fn::Sub, alone or before its variables, changes in place. */
static void resolve_sub(struct sx_transform *t, struct resolution *resolution, struct sx_object *sub,
                        struct sx_object *argument) {
    struct sx_object *text = sx_object_is_list(argument) ? sx_list_item(argument, 0) : argument;
    if (!sx_object_is_text(text))
        return;
    resolution->sub = sub;
    struct sx_string before = sx_object_string(text);
    struct sx_string after = sx_rewrite_sub(t, before, sub_parameter, resolution);
    if (after.bytes == before.bytes)
        return;
    struct sx_object *resolved = sx_object_text(t, after, text->unicode);
    if (text == argument)
        DICT_SET(sub, "Fn::Sub", resolved);
    else
        sx_list_set(argument, 0, resolved);
}

static struct sx_object *resolve(struct sx_transform *t, struct resolution *resolution, struct sx_object *object);

static void resolve_inside(struct sx_transform *t, struct resolution *resolution, struct sx_object *object) {
    resolution->depth++;
    if (sx_object_is_list(object)) {
        for (size_t i = 0; i < sx_object_count(object); i++)
            sx_list_set(object, i, resolve(t, resolution, sx_list_item(object, i)));
    } else {
        size_t count;
        const struct sx_dict_entry *entries = sx_dict_entries(t, object, &count);
        for (size_t i = 0; i < count; i++) {
            struct sx_object *resolved = resolve(t, resolution, entries[i].value);
            if (resolved != entries[i].value)
                sx_dict_set(t, object, entries[i].key, entries[i].unicode, resolved);
        }
    }
    resolution->depth--;
}

static struct sx_object *resolve(struct sx_transform *t, struct resolution *resolution, struct sx_object *object) {
    struct sx_object *name = sx_object_intrinsic(t, object, "Ref");
    struct sx_object *sub = name ? NULL : sx_object_intrinsic(t, object, "Fn::Sub");
    if (sx_object_is_text(name)) {
        struct sx_object *value = value_of(t, resolution, object, sx_object_string(name));
        object = value ? value : object;
    } else if (sub) {
        resolve_sub(t, resolution, object, sub);
    }
    if (sx_object_is_list(object) || sx_object_is_dict(object))
        resolve_inside(t, resolution, object);
    return object;
}

struct sx_object *sx_resolve_object(struct sx_transform *t, const struct sx_parameters *parameters,
                                    struct sx_object *object, bool from_template) {
    struct resolution resolution = {.parameters = parameters, .from_template = from_template};
    return object ? resolve(t, &resolution, object) : NULL;
}
