/* SPDX-License-Identifier: Apache-2.0 */

/** What Python's repr() shows as it is. */
#ifndef SAMX_PYTHON_PRINTABLE_H
#define SAMX_PYTHON_PRINTABLE_H

#include <stdbool.h>
#include <stdint.h>

/** chr(code_point).isprintable() of Python 3.11, which knows Unicode 14. */
bool sx_python_is_printable(uint32_t code_point);

#endif
