/* SPDX-License-Identifier: Apache-2.0 */

/* The definition of a StateMachine. What CloudFormation has to compute inside of it becomes a substitution. */

#include "cfn/dynamic_reference.h"
#include "cfn/s3_location.h"
#include "python/text.h"
#include "resource/state_machine.h"

#include <stdlib.h>

/* ------------------------------------------------------------------------------------------------- substitutions -- */

/** Substitutions while they are collected: definition_substitution_1, definition_substitution_2, ... */
struct substitutions {
    struct sx_fields values;
    size_t count;
};

static const struct sx_node *substitute(struct sx_transform *t, struct substitutions *substitutions,
                                        const struct sx_node *node);

static const struct sx_node *replace(struct sx_transform *t, struct substitutions *substitutions,
                                     const struct sx_node *value) {
    if (!sx_is_intrinsic(value) && !(sx_is_string(value) && sx_is_dynamic_reference(value->string)))
        return substitute(t, substitutions, value);
    struct sx_string number = sx_string_from_int(t, (long long)++substitutions->count);
    struct sx_string name = CAT(t, STR("definition_substitution_"), number);
    sx_fields_set(t, &substitutions->values, name, value);
    return TEXT(CAT(t, STR("${"), name, STR("}")));
}

static int compare_keys(const void *left, const void *right) {
    const struct sx_pair *a = left, *b = right;
    return sx_string_compare(a->key, b->key);
}

/* Numbered in the order of the keys, which is that of the text. */
static const struct sx_node *substitute_in_mapping(struct sx_transform *t, struct substitutions *substitutions,
                                                   const struct sx_node *node) {
    uint32_t count = node->mapping.count;
    struct sx_pair *pairs = sx_alloc_array(t, count, sizeof *pairs);
    for (uint32_t i = 0; i < count; i++)
        pairs[i] = node->mapping.pairs[i];
    if (count)
        qsort(pairs, count, sizeof *pairs, compare_keys);
    for (uint32_t i = 0; i < count; i++)
        pairs[i].value = replace(t, substitutions, pairs[i].value);
    return sx_new_mapping_of(t, node, pairs, count);
}

/* `node` with what lies inside replaced; it itself is what the definition needs it to be. */
static const struct sx_node *substitute(struct sx_transform *t, struct substitutions *substitutions,
                                        const struct sx_node *node) {
    if (sx_is_mapping(node))
        return substitute_in_mapping(t, substitutions, node);
    if (!sx_is_sequence(node))
        return node;
    const struct sx_node **items = sx_alloc_array(t, node->sequence.count, sizeof *items);
    for (size_t i = 0; i < node->sequence.count; i++)
        items[i] = replace(t, substitutions, node->sequence.items[i]);
    return sx_new_sequence_of(t, node, items, node->sequence.count);
}

/* ---------------------------------------------------------------------------------------------------- as a text -- */

/* {"Fn::Join": ["\n", lines]} of the text: the template stays readable. */
static const struct sx_node *join_lines(struct sx_transform *t, struct sx_string text) {
    SX_VECTOR(const struct sx_node *) lines = {0};
    for (size_t from = 0; from <= text.length;) {
        size_t end = sx_string_find_byte(text, '\n', from);
        if (end == SIZE_MAX)
            end = text.length;
        SX_PUSH(t, &lines, TEXT(sx_string_slice(text, from, end)));
        from = end + 1;
    }
    return MAP({"Fn::Join", LIST(S("\n"), sx_new_sequence_of(t, NULL, lines.items, lines.count))});
}

static void set_inline(struct sx_transform *t, const struct sx_state_machine *machine,
                       const struct sx_node *definition) {
    struct substitutions substitutions = {0};
    const struct sx_node *given = STATE_MACHINE_PROPERTY(machine, "DefinitionSubstitutions"), *cause = t->cause;
    t->cause = definition;
    sx_fields_set_all(t, &substitutions.values, given);
    const struct sx_node *text = join_lines(t, sx_python_json_indented(t, substitute(t, &substitutions, definition)));
    sx_set(t, machine->emitted, "DefinitionString", text);
    if (substitutions.count)
        sx_set(t, machine->emitted, "DefinitionSubstitutions", sx_fields_node(t, &substitutions.values, given));
    t->cause = cause;
}

void sx_set_state_machine_definition(struct sx_transform *t, const struct sx_state_machine *machine) {
    const struct sx_node *definition = STATE_MACHINE_PROPERTY(machine, "Definition");
    const struct sx_node *uri = STATE_MACHINE_PROPERTY(machine, "DefinitionUri");
    const struct sx_node *given = STATE_MACHINE_PROPERTY(machine, "DefinitionSubstitutions");
    if (sx_is_true(given))
        sx_set(t, machine->emitted, "DefinitionSubstitutions", given);
    if (sx_is_true(definition) && sx_is_true(uri))
        sx_refuse_state_machine_conflict(t, machine, "Definition", "DefinitionUri",
                                         STR("Specify either 'Definition' or 'DefinitionUri' property and not both."));
    if (sx_is_true(definition))
        set_inline(t, machine, definition);
    else if (sx_is_true(uri))
        sx_set(t, machine->emitted, "DefinitionS3Location", sx_s3_document(t, machine->id, "DefinitionUri", uri));
    else
        sx_refuse_state_machine(t, machine, NULL, SX_RULE_MISSING_PROPERTY,
                                STR("Either 'Definition' or 'DefinitionUri' property must be specified."));
}
