/* SPDX-License-Identifier: Apache-2.0 */

/* Recognising and building intrinsic functions. */

#include "intrinsic/intrinsic.h"

enum { IF_ARGUMENTS = 3 };

bool sx_is_intrinsic(const struct sx_node *node) {
    if (!sx_is_mapping(node) || node->mapping.count != 1)
        return false;
    struct sx_string key = node->mapping.pairs[0].key;
    return sx_string_is(key, "Ref") || sx_string_is(key, "Condition") || sx_string_starts_with(key, "Fn::");
}

const struct sx_node *sx_intrinsic(const struct sx_node *node, const char *name) {
    if (!sx_is_mapping(node) || node->mapping.count != 1 || !sx_string_is(node->mapping.pairs[0].key, name))
        return NULL;
    return node->mapping.pairs[0].value;
}

bool sx_is_no_value(const struct sx_node *node) {
    return sx_text_is(sx_intrinsic(node, "Ref"), "AWS::NoValue");
}

bool sx_is_whole_if(const struct sx_node *node) {
    const struct sx_node *arguments = sx_intrinsic(node, "Fn::If");
    return sx_is_sequence(arguments) && arguments->sequence.count == IF_ARGUMENTS;
}

struct sx_string sx_logical_id_of(const struct sx_node *node) {
    const struct sx_node *reference = sx_intrinsic(node, "Ref");
    if (reference)
        return sx_text(reference);
    const struct sx_node *attribute = sx_intrinsic(node, "Fn::GetAtt");
    if (sx_is_sequence(attribute))
        return attribute->sequence.count == 2 ? sx_text(sx_item(attribute, 0)) : STR("");
    /* "A.B" has exactly two parts; the reference does not look into "A.B.C" */
    struct sx_string text = sx_text(attribute);
    size_t dot = sx_string_find_byte(text, '.', 0);
    if (dot == SIZE_MAX || sx_string_find_byte(text, '.', dot + 1) != SIZE_MAX)
        return STR("");
    return sx_string_slice(text, 0, dot);
}

const struct sx_node *sx_new_ref(struct sx_transform *t, struct sx_string id) {
    return MAP({"Ref", TEXT(id)});
}

const struct sx_node *sx_new_get_att(struct sx_transform *t, struct sx_string id, const char *attribute) {
    return MAP({"Fn::GetAtt", LIST(TEXT(id), sx_new_literal(t, attribute))});
}

const struct sx_node *sx_new_sub(struct sx_transform *t, struct sx_string text, const struct sx_node *variables) {
    if (!sx_is_true(variables))
        return MAP({"Fn::Sub", TEXT(text)});
    return MAP({"Fn::Sub", LIST(TEXT(text), variables)});
}

const struct sx_node *sx_new_if(struct sx_transform *t, const struct sx_node *condition, const struct sx_node *yes,
                                const struct sx_node *no) {
    return MAP({"Fn::If", LIST(condition, yes, sx_is_none(no) ? REF(STR("AWS::NoValue")) : no)});
}
