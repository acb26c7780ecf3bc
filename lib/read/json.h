/* SPDX-License-Identifier: Apache-2.0 */

/** Templates in JSON, read as Python's json reads them. */
#ifndef SAMX_READ_JSON_H
#define SAMX_READ_JSON_H

#include "read/builder.h"

/** True when the text from `start` on is one value of JSON. */
bool sx_is_json(struct sx_transform *t, struct sx_string text, size_t start);
/** Builds the tree of a text for which sx_is_json() is true. */
void sx_read_json(struct sx_builder *builder, size_t start);

#endif
