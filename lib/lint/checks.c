/* SPDX-License-Identifier: Apache-2.0 */

/* The checks, in the order in which they run: read this file first. */

#include "lint/lint.h"

static const sx_lint_check checks[] = {
    sx_lint_sections,   /* is each key of the template a section? */
    sx_lint_transform,  /* does it ask for SAM? */
    sx_lint_limits,     /* is there too much of anything, and has all a name? */
    sx_lint_parameters, /* do values keep what parameters declare? */
    sx_lint_mappings,   /* are they of two levels? */
    sx_lint_outputs,    /* and outputs? */
};

void sx_lint(struct sx_transform *t, struct sx_lint *lint) {
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        checks[i](t, lint);
}

struct sx_diagnostic *sx_lint_about(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                    struct sx_string about, struct sx_string message) {
    struct sx_diagnostic *diagnostic = sx_report(t, where, rule, message);
    diagnostic->of_lint = true;
    diagnostic->about = about;
    return diagnostic;
}

struct sx_diagnostic *sx_lint_report(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                     struct sx_string message) {
    return sx_lint_about(t, where, rule, STR(""), message);
}
