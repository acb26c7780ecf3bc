/* SPDX-License-Identifier: Apache-2.0 */

/** One walk over a tree for every notation that looks like JSON: JSON itself, json.dumps(), repr(). */
#ifndef SAMX_PYTHON_NOTATION_H
#define SAMX_PYTHON_NOTATION_H

#include "tree/node.h"

/** How a notation writes what the notations write differently. */
struct sx_notation {
    const char *null_word, *true_word, *false_word;
    const char *infinity, *minus_infinity, *not_a_number;
    const char *item_separator, *key_separator;
    size_t indent; /* spaces per level; 0: all on one line */
    bool sorted;   /* keys in the order of their code points */
    void (*write_string)(struct sx_buffer *buffer, struct sx_string string);
};

/** json.dumps() as it is by default, and repr(). */
extern const struct sx_notation sx_notation_json, sx_notation_repr;

/** Appends `node` to the buffer; NULL is written as null. The depth of the tree costs memory of the arena, not stack.
 */
void sx_notation_write(struct sx_buffer *buffer, const struct sx_node *node, const struct sx_notation *notation);

/** Leaves the public entry when the buffer holds more than SAMX_LIMIT_OUTPUT_BYTES. */
void sx_check_output_limit(const struct sx_buffer *buffer);

/** Appends the digits of an SX_INT. */
void sx_write_int(struct sx_buffer *buffer, const struct sx_node *node);

#endif
