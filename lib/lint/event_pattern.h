/* SPDX-License-Identifier: Apache-2.0 */

/** Patterns that events are compared with: of EventBridge, of Lambda's event filters and of SNS filter policies. */
#ifndef SAMX_LINT_EVENT_PATTERN_H
#define SAMX_LINT_EVENT_PATTERN_H

#include "lint/lint.h"

/**
 * Checks a pattern, a mapping. What is wrong in it is reported at `where`, or where it stands when that is {0, 0}.
 * `flat`: fields must not have fields.
 */
void sx_check_pattern(struct sx_transform *t, const struct sx_node *pattern, struct sx_span where, bool flat);

#endif
