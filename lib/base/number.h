/* SPDX-License-Identifier: Apache-2.0 */

/** Decimal text to numbers, whatever the host's locale is. */
#ifndef SAMX_BASE_NUMBER_H
#define SAMX_BASE_NUMBER_H

#include "base/string.h"

/** [+-]digits[.digits][e[+-]digits] to the nearest double; ".5" and "5." too. False when the text is anything else. */
bool sx_parse_decimal(struct sx_transform *t, struct sx_string text, double *number);
/** [+-]digits to an integer. False when the text is anything else, or the number does not fit. */
bool sx_parse_int(struct sx_string text, int64_t *number);

#endif
