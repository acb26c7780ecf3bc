/* SPDX-License-Identifier: Apache-2.0 */

/**
 * From how a scalar is written to its text: folded lines, quotes, escapes, block scalars. libfyaml finds where a scalar
 * begins and ends; its own way to the text takes quadratic time for runs of empty lines, and copies.
 */
#ifndef SAMX_READ_TEXT_H
#define SAMX_READ_TEXT_H

#include "base/string.h"

/** The number of bytes of the line break at `position`, 0 when there is none: CRLF, LF, CR, and YAML 1.1's NEL, LS, PS.
 */
size_t sx_line_break(struct sx_string text, size_t position);

/** The text of an unquoted scalar. Borrowed from `raw` when it stands on one line, as of all of these. */
struct sx_string sx_text_plain(struct sx_transform *t, struct sx_string raw);
/** The text between single quotes. */
struct sx_string sx_text_single(struct sx_transform *t, struct sx_string raw);
/**
 * The text between double quotes, of YAML or of JSON. An escape that stands for no character, half of a surrogate pair
 * above all, makes `*bad` its position in `raw`, which is else SIZE_MAX.
 */
struct sx_string sx_text_double(struct sx_transform *t, struct sx_string raw, bool json, size_t *bad);
/**
 * The text of a block scalar that begins at the indicator, | or >. `indent` is the column of the mapping or sequence
 * that it stands in, -1 for none. `*length` receives the length of what is not empty lines at its end.
 */
struct sx_string sx_text_block(struct sx_transform *t, struct sx_string raw, int indent, size_t *length);

/** The column of the first line of a block scalar without its own indentation, 0 when all its lines are empty. */
size_t sx_block_column(struct sx_string raw);

#endif
