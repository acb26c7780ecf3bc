/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Python values as text, wherever the reference lets them reach an output, a message or a hash: json.dumps(), str(),
 * repr() and the formatting of floats.
 *
 * The text is Python's, so a float that JSON cannot say is written as Python's json writes it: NaN, Infinity. None of
 * this depends on the locale of the host. A text longer than SAMX_LIMIT_OUTPUT_BYTES leaves the public entry.
 */
#ifndef SAMX_PYTHON_TEXT_H
#define SAMX_PYTHON_TEXT_H

#include "tree/node.h"

/** json.dumps(node, separators=(',', ':'), sort_keys=True), ASCII only: what the reference hashes. */
struct sx_string sx_python_json_sorted(struct sx_transform *t, const struct sx_node *node);
/** json.dumps(node): one line, ", " and ": " between, keys as they come. */
struct sx_string sx_python_json(struct sx_transform *t, const struct sx_node *node);
/** json.dumps(node, sort_keys=True, indent=4, separators=(',', ': ')): several lines, no newline at the end. */
struct sx_string sx_python_json_indented(struct sx_transform *t, const struct sx_node *node);
/** str(node): a string as it is; None, True, 1.5, {'a': [1]} as Python 3 prints them. NULL is None. */
struct sx_string sx_python_str(struct sx_transform *t, const struct sx_node *node);
/** repr(node): the same, with strings quoted as Python 3 quotes them. */
struct sx_string sx_python_repr(struct sx_transform *t, const struct sx_node *node);
/** repr() of a text. */
struct sx_string sx_python_repr_string(struct sx_transform *t, struct sx_string string);
/** repr() of a float: the shortest digits that read back, 1e+16 and 1e-05 as Python writes them, inf, nan. */
struct sx_string sx_python_float(struct sx_transform *t, double number);
/** The name of the Python type of a node: 'str', 'dict', 'list', 'int', 'float', 'bool', 'NoneType'. */
const char *sx_python_type_name(const struct sx_node *node);

#endif
