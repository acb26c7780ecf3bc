/* SPDX-License-Identifier: Apache-2.0 */

/* Refs to parameters, and ${parameter} in Fn::Sub, replaced by the values of the parameters. */

#include "intrinsic/resolve.h"

#include "python/text.h"

#include <string.h>

static const struct sx_node *child_at(const struct sx_node *node, size_t index) {
    return sx_is_mapping(node) ? node->mapping.pairs[index].value : node->sequence.items[index];
}

/** The children from `first` on, which becomes `changed`. What stays the same is shared. */
static const struct sx_node *map_from(struct sx_transform *t, const struct sx_node *node, size_t first,
                                      const struct sx_node *changed, sx_node_function function, void *user) {
    size_t count = sx_count(node);
    if (sx_is_mapping(node)) {
        struct sx_pair *pairs = sx_alloc_pairs(t, count);
        memcpy(pairs, node->mapping.pairs, count * sizeof *pairs);
        pairs[first].value = changed;
        for (size_t i = first + 1; i < count; i++)
            pairs[i].value = function(t, user, pairs[i].value);
        return sx_adopt_pairs(t, node, pairs, count);
    }
    const struct sx_node **items = sx_alloc_array(t, count, sizeof *items);
    memcpy(items, node->sequence.items, count * sizeof *items);
    items[first] = changed;
    for (size_t i = first + 1; i < count; i++)
        items[i] = function(t, user, items[i]);
    return sx_new_sequence_of(t, node, items, count);
}

const struct sx_node *sx_map_children(struct sx_transform *t, const struct sx_node *node, sx_node_function function,
                                      void *user) {
    size_t count = sx_count(node);
    for (size_t i = 0; i < count; i++) {
        const struct sx_node *child = child_at(node, i), *changed = function(t, user, child);
        if (changed != child)
            return map_from(t, node, i, changed, function, user);
    }
    return node;
}

const struct sx_node *sx_map_collections(struct sx_transform *t, const struct sx_node *node, sx_node_function function,
                                         void *user) {
    size_t count = sx_count(node);
    for (size_t i = 0; i < count; i++) {
        const struct sx_node *child = child_at(node, i);
        if (child->kind < SX_SEQUENCE)
            continue;
        const struct sx_node *changed = function(t, user, child);
        if (changed != child)
            return map_from(t, node, i, changed, function, user);
    }
    return node;
}

const struct sx_node *sx_parameter(const struct sx_transform *t, const struct sx_parameters *parameters,
                                   struct sx_string name) {
    const struct sx_node *value = sx_map_get(t, &parameters->values, name);
    /* CloudFormation hands values that only the stack knows to the transform in this form */
    if (sx_is_string(value) && sx_string_starts_with(value->string, "{{IntrinsicFunction:"))
        return NULL;
    return value;
}

/** What a handler of Fn::Sub needs to know. */
struct sub_context {
    const struct sx_parameters *parameters;
    const struct sx_node *node;
};

static struct sx_string sub_parameter(struct sx_transform *t, void *user, struct sx_string name) {
    struct sub_context *context = user;
    const struct sx_node *value = sx_parameter(t, context->parameters, name);
    if (!value)
        return (struct sx_string){NULL, 0};
    if (!sx_is_string(value))
        sx_refuse_document(t, sx_at(context->node), SX_RULE_INTRINSIC,
                           CAT(t, STR("Structure of the SAM template is invalid. Invalid Fn::Sub variable value "),
                               sx_python_str(t, value), STR(". Fn::Sub expects all variables to be strings.")));
    return value->string;
}

const struct sx_node *sx_rewrite_sub_node(struct sx_transform *t, const struct sx_node *node, sx_sub_handler handler,
                                          void *user) {
    const struct sx_node *argument = sx_intrinsic(node, "Fn::Sub");
    const struct sx_node *text = sx_is_sequence(argument) ? sx_item(argument, 0) : argument;
    if (!sx_is_string(text))
        return node;
    struct sx_string rewritten = sx_rewrite_sub(t, text->string, handler, user);
    if (rewritten.bytes == text->string.bytes)
        return node;
    const struct sx_node *cause = t->cause;
    t->cause = text;
    const struct sx_node *new_text = TEXT(rewritten);
    t->cause = cause;
    if (argument == text)
        return sx_with(t, node, STR("Fn::Sub"), new_text);
    const struct sx_node **items = sx_alloc_array(t, argument->sequence.count, sizeof *items);
    for (size_t i = 0; i < argument->sequence.count; i++)
        items[i] = i == 0 ? new_text : argument->sequence.items[i];
    return sx_with(t, node, STR("Fn::Sub"), sx_new_sequence_of(t, argument, items, argument->sequence.count));
}

void sx_count_parameter(struct sx_transform *t, const struct sx_node *value, struct sx_span where, size_t depth) {
    if (depth > sx_limit(t, SAMX_LIMIT_NESTING_DEPTH))
        sx_refuse_limit(t, where, STR("The values of parameters are nested too deeply."));
    t->node_count += sx_count(value);
    if (t->node_count > sx_limit(t, SAMX_LIMIT_NODES))
        sx_refuse_limit(t, where, STR("The values of parameters make the template too large."));
}

/** What is resolved with, and how many parameters deep. */
struct resolution {
    const struct sx_parameters *parameters;
    size_t depth;
};

static const struct sx_node *resolve(struct sx_transform *t, void *user, const struct sx_node *node) {
    struct resolution *resolution = user;
    const struct sx_node *name = sx_intrinsic(node, "Ref");
    if (sx_is_string(name)) {
        const struct sx_node *value = sx_parameter(t, resolution->parameters, name->string);
        if (!value)
            return node;
        if (sx_count(value) == 0)
            return sx_placed(t, value, node);
        sx_count_parameter(t, value, sx_at(node), ++resolution->depth);
        const struct sx_node *resolved = sx_map_collections(t, value, resolve, resolution);
        resolution->depth--;
        return resolved;
    }
    if (sx_intrinsic(node, "Fn::Sub")) {
        struct sub_context context = {resolution->parameters, node};
        node = sx_rewrite_sub_node(t, node, sub_parameter, &context);
    }
    return sx_map_collections(t, node, resolve, resolution);
}

const struct sx_node *sx_resolve(struct sx_transform *t, const struct sx_parameters *parameters,
                                 const struct sx_node *node) {
    struct resolution resolution = {.parameters = parameters};
    return node ? resolve(t, &resolution, node) : NULL;
}

const struct sx_node *sx_resolve_inside(struct sx_transform *t, const struct sx_parameters *parameters,
                                        const struct sx_node *node) {
    const struct sx_node *name = sx_intrinsic(node, "Ref");
    if (sx_is_string(name) && sx_parameter(t, parameters, name->string))
        return node;
    return sx_resolve(t, parameters, node);
}
