/* SPDX-License-Identifier: Apache-2.0 */

/** What Python's isalnum() takes for letters and digits: those of all scripts. */
#ifndef SAMX_PYTHON_ALPHANUMERIC_H
#define SAMX_PYTHON_ALPHANUMERIC_H

#include "base/string.h"

/** chr(code_point).isalnum() of Python 3.11, which knows Unicode 14. */
bool sx_python_is_alphanumeric(uint32_t code_point);
/** text.isalnum(): false for the empty text. */
bool sx_python_isalnum(struct sx_string text);
/** The text without what is not alphanumeric. */
struct sx_string sx_python_only_alphanumeric(struct sx_transform *t, struct sx_string text);

#endif
