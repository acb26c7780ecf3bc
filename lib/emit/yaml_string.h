/* SPDX-License-Identifier: Apache-2.0 */

/** Strings in YAML: plain where that is surely read back as the same string, else quoted, or as a literal block. */
#ifndef SAMX_EMIT_YAML_STRING_H
#define SAMX_EMIT_YAML_STRING_H

#include "base/string.h"

/** Columns per level of nesting. */
#define SX_YAML_STEP 2

/**
 * True when the character at `*at`, which is stepped over, may stand in a YAML text as it is. Control characters,
 * breaks of lines that are not ASCII, byte order marks and stray bytes may not.
 */
bool sx_yaml_character_may_stand(struct sx_string text, size_t *at);

/** True when every reader of YAML takes the bare text for the same string, where a value or a key may stand. */
bool sx_yaml_is_plain(struct sx_string text);

/** Appends the text on one line: plain, or in the quotes that leave it most readable. */
void sx_yaml_write_inline(struct sx_buffer *buffer, struct sx_string text);

/** The same, and a colon behind it. */
void sx_yaml_write_key(struct sx_buffer *buffer, struct sx_string text);

/**
 * The same between a space and a newline, where a text of several lines becomes a literal block when it can be one: its
 * lines at column `indent`, which is SX_YAML_STEP more than the column of the key or dash.
 */
void sx_yaml_write_value(struct sx_buffer *buffer, struct sx_string text, size_t indent);

#endif
