/* SPDX-License-Identifier: Apache-2.0 */

/** What a text must look like, by the `format` of its property in spec/. */
#ifndef SAMX_LINT_FORMAT_H
#define SAMX_LINT_FORMAT_H

#include "lint/lint.h"

/**
 * Checks `node`, a literal scalar of any kind: the value of the property, or an item of its list. It holds no intrinsic
 * function, and neither `{{resolve:` nor `${`. A property without a format passes.
 */
void sx_lint_format(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                    const struct sx_node *node);

#endif
