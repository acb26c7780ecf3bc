/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Tree to NUL-terminated text. Both writers leave through the public entry when SAMX_LIMIT_OUTPUT_BYTES is reached. A
 * byte that is not part of valid UTF-8 (only a host can bring one, in a parameter value) becomes U+FFFD.
 */
#ifndef SAMX_EMIT_EMIT_H
#define SAMX_EMIT_EMIT_H

#include "tree/node.h"

/**
 * JSON in the layout of Python's json.dumps(indent=2), UTF-8, ends with a newline. Integers keep every digit. Only
 * what JSON requires is escaped, and the few characters that a reader of YAML would not take as they are. What YAML can
 * say and JSON cannot, infinity and not-a-number, becomes the string "Infinity", "-Infinity" or "NaN": CloudFormation
 * reads scalars from strings anyway, and every reader of JSON takes it.
 */
struct sx_string sx_emit_json(struct sx_transform *t, const struct sx_node *root);

/**
 * YAML: block style, short tags, literal blocks for texts of several lines, long lines not folded. Reads back to the
 * same tree, with readers of YAML 1.1 and of 1.2.
 */
struct sx_string sx_emit_yaml(struct sx_transform *t, const struct sx_node *root);

#endif
