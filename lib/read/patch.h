/* SPDX-License-Identifier: Apache-2.0 */

/**
 * A way round two errors of libfyaml 0.7.12. It refuses empty items of a list that is not indented, and for an empty
 * block scalar in an indented mapping it takes the next key for its text:
 *
 *     Tags:                Parameters:
 *     -                      Description: |
 *     - Key: a               Default: b
 *
 * The text is given to it a second time, with a ~ as the empty item and with an indentation for the empty text, and the
 * places that it tells are converted back. Texts are always read from the original.
 */
#ifndef SAMX_READ_PATCH_H
#define SAMX_READ_PATCH_H

#include "base/vector.h"
#include "diag/diag.h"

struct sx_patch {
    struct sx_string text;    /* what libfyaml is given: the original, or with what was put in */
    SX_VECTOR(size_t) places; /* where in the original something was put in, ascending */
};

/**
 * The text without what makes libfyaml 0.7.12 free memory twice or fail an assertion: a tab between a colon and an
 * indicator, and a backslash at the very end. And without what it does not read, a block scalar whose tag or anchor
 * stands on a line of its own:
 *
 *     UserData:
 *       !Sub |
 *         text
 *
 * All places stay as they are. A text that has nothing of it is returned itself.
 */
struct sx_string sx_patch_hazards(struct sx_transform *t, struct sx_string text);

/**
 * The text with blanks in place of what stands at `place`, which PyYAML takes and libfyaml refuses: a comment right
 * behind a quoted text, a bracket or a comma, or the tabs that a line inside of a quoted text begins with.
 *
 *     Runtime: "python3.13"#latest
 *
 * Which of them it is only libfyaml can tell: "]#" may stand in a text too. All places stay as they are. `text` is
 * edited in place when it is not `original`.
 */
struct sx_string sx_patch_blank(struct sx_transform *t, struct sx_string text, struct sx_string original, size_t place);

/** Puts in what libfyaml needs. */
void sx_patch_text(struct sx_transform *t, struct sx_string text, struct sx_patch *patch);
/** The place in the original text of a place in the patched one. */
size_t sx_patch_original(const struct sx_patch *patch, size_t position);

#endif
