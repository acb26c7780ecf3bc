/* SPDX-License-Identifier: Apache-2.0 */

/** The buffer that both writers fill. */
#ifndef SAMX_EMIT_OUTPUT_H
#define SAMX_EMIT_OUTPUT_H

#include "base/string.h"

/** Makes room for what a template usually grows to; memory that is not written to costs nothing. */
void sx_emit_reserve(struct sx_buffer *buffer);
/** What was written, NUL-terminated. */
struct sx_string sx_emit_finish(struct sx_buffer *buffer);

#endif
