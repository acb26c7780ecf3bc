/* SPDX-License-Identifier: Apache-2.0 */

/** The values of numbers that are written in a template. */
#ifndef SAMX_READ_NUMBER_H
#define SAMX_READ_NUMBER_H

#include "tree/node.h"

/**
 * Sets `node` to the integer of the digits in `text`, in base 2, 8, 10, 16, or 60. Underscores are skipped. In base 60
 * the text is decimal numbers with colons between. False when there is no digit, or when the decimal form has more than
 * 4300 digits: Python then refuses to convert it.
 */
bool sx_integer(struct sx_transform *t, bool negative, struct sx_string text, unsigned base, struct sx_node *node);

/** The value of [0-9_]* ["." [0-9_]*] [("e" | "E") ["-" | "+"] [0-9]+] with a digit before the exponent. */
double sx_decimal(struct sx_transform *t, struct sx_string text);

#endif
