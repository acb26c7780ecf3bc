/* SPDX-License-Identifier: Apache-2.0 */

/** What a scalar means: YAML 1.1 as PyYAML resolves it, and the numbers of JSON. */
#ifndef SAMX_READ_SCALAR_H
#define SAMX_READ_SCALAR_H

#include "tree/node.h"

/**
 * Sets the kind and the value of `node` to what an unquoted scalar means. False when the text has the form of a number
 * and yet is none that can be read (0x_, or more than 4300 digits): PyYAML fails on these.
 */
bool sx_resolve_plain(struct sx_transform *t, struct sx_string text, struct sx_node *node);

/** The same for the kind that a tag demands, SX_NULL to SX_STRING; false when the text does not have it. */
bool sx_resolve_as(struct sx_transform *t, enum sx_kind kind, struct sx_string text, struct sx_node *node);

/** A number of JSON, which is well-formed. False when it has too many digits. */
bool sx_resolve_json_number(struct sx_transform *t, struct sx_string text, struct sx_node *node);

#endif
