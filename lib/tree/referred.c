/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Which properties of resources a template refers to, noted where the nodes are built, while they are at hand. Few
 * templates refer to what SAM generates: the others need not be walked once more to find that out.
 */

#include "tree/node.h"

enum { MOST_NAMES = 24 }; /* "Arn", "QueueUrl", ...: with more of them everything counts as referred to */

struct sx_referred {
    struct sx_string names[MOST_NAMES];
    size_t count;
    bool too_many;
};

static bool is_noted(const struct sx_referred *referred, struct sx_string name) {
    for (size_t i = 0; i < referred->count; i++)
        if (sx_string_equal(referred->names[i], name))
            return true;
    return referred->too_many;
}

static void note(struct sx_transform *t, struct sx_string name) {
    if (!t->referred)
        t->referred = SX_NEW(t, struct sx_referred);
    if (is_noted(t->referred, name))
        return;
    if (t->referred->count == MOST_NAMES)
        t->referred->too_many = true;
    else
        t->referred->names[t->referred->count++] = name;
}

/* "F.Alias.Arn" refers to Alias. */
static bool note_second_part(struct sx_transform *t, struct sx_string text) {
    size_t dot = sx_string_find_byte(text, '.', 0);
    if (dot == SIZE_MAX)
        return false;
    size_t end = sx_string_find_byte(text, '.', dot + 1);
    note(t, sx_string_slice(text, dot + 1, end == SIZE_MAX ? text.length : end));
    return true;
}

static void note_sub(struct sx_transform *t, const struct sx_node *argument) {
    struct sx_string text = sx_text(sx_is_sequence(argument) ? sx_item(argument, 0) : argument);
    if (text.length == 0 || sx_string_find_byte(text, '.', 0) == SIZE_MAX)
        return;
    for (size_t at = sx_string_find(text, STR("${"), 0); at != SIZE_MAX; at = sx_string_find(text, STR("${"), at + 2)) {
        size_t end = sx_string_find_byte(text, '}', at);
        if (end == SIZE_MAX)
            return;
        note_second_part(t, sx_string_slice(text, at + 2, end));
    }
}

static void note_get_att(struct sx_transform *t, const struct sx_node *argument) {
    const struct sx_node *attribute = sx_item(argument, 1);
    /* ["F.Alias", "Arn"] is "F.Alias.Arn" too */
    if (!sx_is_string(attribute) || note_second_part(t, sx_text(sx_item(argument, 0))))
        return;
    note(t, sx_string_slice(attribute->string, 0, sx_string_find_byte(attribute->string, '.', 0)));
}

void sx_note_reference(struct sx_transform *t, const struct sx_pair *pair) {
    if (sx_string_is(pair->key, "Ref"))
        note_second_part(t, sx_text(pair->value));
    else if (sx_string_is(pair->key, "Fn::Sub"))
        note_sub(t, pair->value);
    else if (sx_string_is(pair->key, "Fn::GetAtt"))
        note_get_att(t, pair->value);
}

bool sx_is_referred_to(const struct sx_transform *t, struct sx_string property) {
    return t->referred && is_noted(t->referred, property);
}
