/* SPDX-License-Identifier: Apache-2.0 */

/* Fn::FindInMap with the mappings of the template. */

#include "intrinsic/resolve.h"

#include "python/text.h"

enum { ARGUMENTS = 3 };

static noreturn void refuse(struct sx_transform *t, const struct sx_node *node, struct sx_string message) {
    sx_refuse_document(t, sx_at(node), SX_RULE_INTRINSIC,
                       CAT(t, STR("Structure of the SAM template is invalid. "), message));
}

static noreturn void refuse_level(struct sx_transform *t, const struct sx_node *node, struct sx_string map_name) {
    refuse(t, node,
           CAT(t, STR("Cannot use Fn::FindInMap on Mapping '"), map_name, STR("' which is not a a two-level map.")));
}

/* The value that {"Fn::FindInMap": [map, key, key]} stands for; `node` itself when it cannot be told. */
static const struct sx_node *find(struct sx_transform *t, const struct sx_node *mappings, const struct sx_node *node) {
    const struct sx_node *arguments = sx_intrinsic(node, "Fn::FindInMap");
    if (!arguments)
        return node;
    if (!sx_is_sequence(arguments) || arguments->sequence.count != ARGUMENTS)
        refuse(t, node,
               CAT(t, STR("Invalid FindInMap value "), sx_python_str(t, arguments),
                   STR(". FindInMap expects an array with 3 values.")));
    const struct sx_node *names[ARGUMENTS];
    for (size_t i = 0; i < ARGUMENTS; i++)
        names[i] = find(t, mappings, arguments->sequence.items[i]);
    for (size_t i = 0; i < ARGUMENTS; i++)
        if (!sx_is_string(names[i]))
            return node;

    const struct sx_node *level = sx_get(t, mappings, names[0]->string);
    if (!level)
        return node;
    for (size_t i = 1; i < ARGUMENTS; i++) {
        if (!sx_is_mapping(level))
            refuse_level(t, node, names[0]->string);
        level = sx_get(t, level, names[i]->string);
        if (!level)
            return node;
    }
    return sx_count(level) == 0 ? sx_placed(t, level, node) : level;
}

static const struct sx_node *resolve(struct sx_transform *t, void *user, const struct sx_node *node) {
    return sx_map_collections(t, find(t, user, node), resolve, user);
}

const struct sx_node *sx_resolve_mappings(struct sx_transform *t, const struct sx_node *mappings,
                                          const struct sx_node *node) {
    if (!node || sx_count(mappings) == 0)
        return node;
    return resolve(t, (void *)(uintptr_t)mappings, node);
}
