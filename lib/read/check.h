/* SPDX-License-Identifier: Apache-2.0 */

/** What is looked at before a text is parsed. */
#ifndef SAMX_READ_CHECK_H
#define SAMX_READ_CHECK_H

#include "diag/diag.h"

/** True when the text is UTF-8 without NUL bytes; else the first place where it is not is reported. */
bool sx_check_encoding(struct sx_transform *t, struct sx_string text);

/**
 * True when every character may stand in YAML; else the first one that may not is reported. Leaves through the public
 * entry when the text is built to make libfyaml take more time, memory or stack than its size justifies.
 * `*has_directives` tells whether lines such as %TAG come before the document.
 */
bool sx_check_yaml(struct sx_transform *t, struct sx_string text, bool *has_directives);

#endif
