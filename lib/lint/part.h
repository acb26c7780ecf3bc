/* SPDX-License-Identifier: Apache-2.0 */

/** Texts looked at part by part, and where the parts stand. */
#ifndef SAMX_LINT_PART_H
#define SAMX_LINT_PART_H

#include "lint/language.h"

/** A part of a text that is looked at, from `from` up to and without `to`. */
struct sx_part {
    const struct sx_node *node; /* the text */
    size_t from, to;
};

/** The whole text of a node. */
struct sx_part sx_part_of(const struct sx_node *node);
/** What stands in it. */
struct sx_string sx_part_text(struct sx_part part);
/** Where it stands in the template: the whole value where its text is not written as it reads, as with escapes. */
struct sx_span sx_part_at(const struct sx_transform *t, struct sx_part part);
/** The part up to the next `separator`, or to the end; `*rest` begins after it. False when `rest` is used up. */
bool sx_part_next(struct sx_part *rest, char separator, struct sx_part *part);
/** Without the spaces around it. */
struct sx_part sx_part_trim(struct sx_part part);

/** An entry of a mapping; its value. */
static inline const struct sx_pair *sx_entry(const struct sx_node *mapping, size_t index) {
    return &mapping->mapping.pairs[index];
}
static inline const struct sx_node *sx_value(const struct sx_node *mapping, size_t index) {
    return sx_entry(mapping, index)->value;
}

/** Reports at a part; the hint may be the empty slice. */
void sx_part_report(struct sx_transform *t, struct sx_part part, enum sx_rule rule, struct sx_string message,
                    struct sx_string hint);

/** A text whose value is known before the stack is made: no dynamic reference, no ${...} that something replaces. */
bool sx_is_literal(const struct sx_node *node);
/** True when every byte is a letter, a digit or one of `others`, and there is at least one. */
bool sx_consists_of(struct sx_string text, const char *others);
bool sx_consists_of_digits(struct sx_string text);
/** format_time.c: yyyy-mm-ddThh:mm:ss */
bool sx_is_date_time(struct sx_string text);

#endif
