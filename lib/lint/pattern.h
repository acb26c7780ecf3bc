/* SPDX-License-Identifier: Apache-2.0 */

/** AllowedPattern of a parameter: a regular expression that a whole value must match. */
#ifndef SAMX_LINT_PATTERN_H
#define SAMX_LINT_PATTERN_H

#include "base/string.h"

/** A compiled pattern; it lives in the arena. */
struct sx_pattern;

enum sx_match {
    SX_MATCHES,
    SX_MATCHES_NOT,
    SX_MATCHING_GAVE_UP, /* it needs more steps, or memory, than a template may cost; or a text is no UTF-8 */
};

/** The pattern, or NULL with `*why` set: CloudFormation's Java, or PCRE2, does not take it. */
struct sx_pattern *sx_pattern_compile(struct sx_transform *t, struct sx_string text, struct sx_string *why);
enum sx_match sx_pattern_match(const struct sx_pattern *pattern, struct sx_string value);

#endif
