/* SPDX-License-Identifier: Apache-2.0 */

/* The checks, in the order in which they run: read this file first. */

#include "lint/names.h"

static const sx_lint_check checks[] = {
    sx_lint_given_values,     /* is only the value of a parameter missing? */
    sx_lint_sections,         /* is each key of the template a section? */
    sx_lint_transform,        /* does it ask for SAM? */
    sx_lint_limits,           /* is there too much of anything, and has all a name? */
    sx_lint_parameters,       /* do values keep what parameters declare? */
    sx_lint_mappings,         /* are they of two levels? */
    sx_lint_outputs,          /* and outputs? */
    sx_lint_function_forms,   /* Fn::Foo, and arguments that functions do not take */
    sx_lint_references,       /* Ref, Fn::GetAtt, Fn::Sub and DependsOn that lead nowhere */
    sx_lint_conditions,       /* the same for conditions and mappings */
    sx_lint_unused,           /* parameters, conditions and mappings that nothing uses */
    sx_lint_cycles,           /* resources that wait for each other */
    sx_lint_condition_cycles, /* conditions that are made of each other */
    sx_lint_globals,          /* does Globals say what it can say? */
    sx_lint_language,         /* and the resources, down to the last key? */
    sx_lint_function_values,  /* do the values of functions go together? */
    sx_lint_event_values,     /* of their events? */
    sx_lint_api_values,       /* of APIs? */
    sx_lint_states,           /* do state machines start, and lead somewhere? */
    sx_lint_notifications,    /* do buckets tell of each event once? */
    sx_lint_tags,             /* may tags be called so? */
};

void sx_lint(struct sx_transform *t, struct sx_lint *lint) {
    lint->functions = sx_find_functions(t, lint->source);
    lint->names = sx_find_names(t, lint);
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
