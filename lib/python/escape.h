/* SPDX-License-Identifier: Apache-2.0 */

/** Characters behind a backslash. */
#ifndef SAMX_PYTHON_ESCAPE_H
#define SAMX_PYTHON_ESCAPE_H

#include "base/string.h"

/** True when the text has printable ASCII alone, and neither quotes nor backslashes: nothing escapes any of it. */
bool sx_needs_no_escape(struct sx_string string);

/** Appends a backslash, `letter`, and the lowest `digits` hexadecimal digits of `value`; at most 8. */
void sx_write_escape(struct sx_buffer *buffer, char letter, uint32_t value, unsigned digits);

/** Appends a code point as JSON escapes it: \n and its like, else \uXXXX, in two halves above U+FFFF. */
void sx_write_json_escape(struct sx_buffer *buffer, uint32_t code_point);

/** Appends a code point as \xXX, \uXXXX or \UXXXXXXXX, whichever is the shortest that holds it. */
void sx_write_sized_escape(struct sx_buffer *buffer, uint32_t code_point);

#endif
