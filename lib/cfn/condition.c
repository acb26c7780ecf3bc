/* SPDX-License-Identifier: Apache-2.0 */

#include "cfn/condition.h"

#include <string.h>

enum { MOST_OPERANDS = 10 };

void sx_add_condition(struct sx_transform *t, struct sx_condition_set *set, struct sx_string name) {
    size_t low = 0, high = set->names.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sx_string_compare(set->names.items[middle], name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < set->names.count && sx_string_equal(set->names.items[low], name))
        return;
    SX_PUSH(t, &set->names, name);
    struct sx_string *place = &set->names.items[low];
    memmove(place + 1, place, (set->names.count - 1 - low) * sizeof *place);
    *place = name;
}

/* The first ten make NAME<n>, the next nine or ten and that make NAME<n-1>, and so on down to NAME itself. */
void sx_combine_conditions(struct sx_transform *t, struct sx_template *template, struct sx_string name,
                           const struct sx_condition_set *set) {
    if (set->names.count < 2)
        return;
    SX_VECTOR(struct sx_string) queue = {0};
    for (size_t i = 0; i < set->names.count; i++)
        SX_PUSH(t, &queue, set->names.items[i]);
    size_t first = 0, chained = (set->names.count - 2) / (MOST_OPERANDS - 1);
    while (queue.count - first > 1) {
        struct sx_string next = name;
        if (chained > 0)
            next = CAT(t, name, sx_string_from_int(t, (long long)chained--));
        const struct sx_node *operands[MOST_OPERANDS + 1];
        size_t count = 0;
        for (; count < MOST_OPERANDS && first < queue.count; count++)
            operands[count] = MAP({"Condition", TEXT(queue.items[first++])});
        operands[count] = &sx_list_end;
        SX_PUSH(t, &queue, next);
        sx_fields_set(t, &template->conditions, next, MAP({"Fn::Or", sx_new_sequence(t, operands)}));
    }
}
