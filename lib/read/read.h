/* SPDX-License-Identifier: Apache-2.0 */

/** libfyaml events to tree. libfyaml itself prints nothing; its complaints become diagnostics. */
#ifndef SAMX_READ_READ_H
#define SAMX_READ_READ_H

#include "tree/node.h"

/**
 * The tree of the source text (t->diagnostics->source), or NULL when it is not well-formed, which is then reported.
 * The whole text must be one document. Short tags are written out ({"Ref": ...}, {"Fn::Sub": ...}), aliases and merge
 * keys expanded, keys made text as JSON would have them.
 */
const struct sx_node *sx_read(struct sx_transform *t);

/** True when the text is JSON, as far as its first character tells: that decides the notation of the output. */
bool sx_looks_like_json(struct sx_string text);

#endif
