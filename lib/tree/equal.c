/* SPDX-License-Identifier: Apache-2.0 */

#include "tree/node.h"

static bool is_number(const struct sx_node *node) {
    return node->kind == SX_BOOL || node->kind == SX_INT || node->kind == SX_FLOAT;
}

static double as_double(const struct sx_node *node) {
    return node->kind == SX_FLOAT ? node->number : node->kind == SX_INT ? (double)node->integer : (double)node->boolean;
}

/* Python compares numbers across types: True == 1 == 1.0. */
static bool equal_numbers(const struct sx_node *a, const struct sx_node *b) {
    bool a_big = a->kind == SX_INT && a->big, b_big = b->kind == SX_INT && b->big;
    if (a_big || b_big)
        return a_big && b_big && sx_string_equal(a->string, b->string);
    if (a->kind != SX_FLOAT && b->kind != SX_FLOAT) {
        int64_t a_integer = a->kind == SX_INT ? a->integer : a->boolean;
        int64_t b_integer = b->kind == SX_INT ? b->integer : b->boolean;
        return a_integer == b_integer;
    }
    double a_double = as_double(a), b_double = as_double(b);
    return !(a_double < b_double) && !(a_double > b_double) && a_double == a_double && b_double == b_double;
}

static bool equal_sequences(const struct sx_transform *t, const struct sx_node *a, const struct sx_node *b) {
    if (a->sequence.count != b->sequence.count)
        return false;
    for (size_t i = 0; i < a->sequence.count; i++)
        if (!sx_equal(t, a->sequence.items[i], b->sequence.items[i]))
            return false;
    return true;
}

static bool equal_mappings(const struct sx_transform *t, const struct sx_node *a, const struct sx_node *b) {
    if (a->mapping.count != b->mapping.count)
        return false;
    for (uint32_t i = 0; i < a->mapping.count; i++) {
        const struct sx_pair *pair = &a->mapping.pairs[i];
        const struct sx_node *other = sx_get(t, b, pair->key);
        if (!other || !sx_equal(t, pair->value, other))
            return false;
    }
    return true;
}

bool sx_equal(const struct sx_transform *t, const struct sx_node *a, const struct sx_node *b) {
    if (a == b)
        return true;
    if (!a || !b)
        return sx_is_none(a) && sx_is_none(b);
    if (is_number(a) && is_number(b))
        return equal_numbers(a, b);
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case SX_STRING:
        return sx_string_equal(a->string, b->string);
    case SX_SEQUENCE:
        return equal_sequences(t, a, b);
    case SX_MAPPING:
        return equal_mappings(t, a, b);
    default:
        return true;
    }
}
