/* SPDX-License-Identifier: Apache-2.0 */

/**
 * What is wrong with a template beyond what the reference refuses. Checks look at the template as it was written and at
 * what it expands to, and report; they change nothing. Each is one file, checks.c lists them.
 *
 * A check sees templates of any form: sections that are no mappings, resources that are texts. It reports what it is
 * about and passes over the rest, which another check reports.
 */
#ifndef SAMX_LINT_LINT_H
#define SAMX_LINT_LINT_H

#include "base/nearest.h"
#include "cfn/template.h"

struct sx_functions;
struct sx_names;

struct sx_lint {
    const struct sx_node *source;   /* the template as it was read: a mapping */
    struct sx_template *template;   /* parameters, mappings, resources, as far as the passes came */
    const struct sx_node *expanded; /* what it expands to; resources that were refused stand in it as they were written.
                                       NULL: the template was refused as a whole */
    struct sx_functions *functions; /* of the source: see functions.h */
    struct sx_names *names;         /* what can be referred to: see names.h */
    const struct sx_string *managed_policies; /* their names in the partition, once a hint needed them; else NULL */
    size_t managed_policy_count;
};

typedef void (*sx_lint_check)(struct sx_transform *t, struct sx_lint *lint);

/** Runs every check. */
void sx_lint(struct sx_transform *t, struct sx_lint *lint);

/**
 * settle.c: drops what was said twice, what the template or the options ask to leave out, and makes warnings errors
 * where the options are strict. After everything was reported; `source` may be NULL.
 */
void sx_lint_settle(struct sx_transform *t, const struct sx_node *source);

/* --------------------------------------------------------------------------------------------------- reporting -- */

/**
 * Records a finding, and returns it, so that a hint can be set. The severity is the rule's. It is dropped when another
 * finding with an error of the reference begins at the same place: that is the same mistake, in the reference's words.
 */
struct sx_diagnostic *sx_lint_report(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                     struct sx_string message);
/**
 * The same for a finding of which there can be several at one place, such as properties that are missing from one
 * mapping: it is dropped only when the message of the reference has `about` in it.
 */
struct sx_diagnostic *sx_lint_about(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                    struct sx_string about, struct sx_string message);

/* ------------------------------------------------------------------------------------------------- the checks -- */

/** given.c: takes back what the reference says of parameters that have no value yet. */
void sx_lint_given_values(struct sx_transform *t, struct sx_lint *lint);
/** sections.c: keys of the template that are no section. */
void sx_lint_sections(struct sx_transform *t, struct sx_lint *lint);
/** limits.c: what there is too much of, and names. */
void sx_lint_limits(struct sx_transform *t, struct sx_lint *lint);
/** forms.c: Transform, Mappings, Outputs. */
void sx_lint_transform(struct sx_transform *t, struct sx_lint *lint);
void sx_lint_mappings(struct sx_transform *t, struct sx_lint *lint);
void sx_lint_outputs(struct sx_transform *t, struct sx_lint *lint);
/** parameters.c: declarations, defaults and given values. */
void sx_lint_parameters(struct sx_transform *t, struct sx_lint *lint);
/** function_forms.c: which intrinsic functions there are, where they can stand, and what arguments they take. */
void sx_lint_function_forms(struct sx_transform *t, struct sx_lint *lint);
/** references.c: Ref, Fn::GetAtt, Fn::Sub and DependsOn that lead nowhere. */
void sx_lint_references(struct sx_transform *t, struct sx_lint *lint);
/** conditions.c: names of conditions and mappings that lead nowhere, and references to what may not be made. */
void sx_lint_conditions(struct sx_transform *t, struct sx_lint *lint);
/** unused.c: parameters, conditions and mappings that nothing uses. */
void sx_lint_unused(struct sx_transform *t, struct sx_lint *lint);
/** cycles.c: resources that wait for each other, and conditions that are made of each other. */
void sx_lint_cycles(struct sx_transform *t, struct sx_lint *lint);
void sx_lint_condition_cycles(struct sx_transform *t, struct sx_lint *lint);
/** language.c: resources, their properties and what they are made of, against spec/. */
void sx_lint_language(struct sx_transform *t, struct sx_lint *lint);
/** globals.c: Globals, the same. */
void sx_lint_globals(struct sx_transform *t, struct sx_lint *lint);

/** function_values.c: properties of functions that do not go together; environment variables. */
void sx_lint_function_values(struct sx_transform *t, struct sx_lint *lint);
/** event_values.c: the same of events; patterns. */
void sx_lint_event_values(struct sx_transform *t, struct sx_lint *lint);
/** api_values.c: the same of APIs; paths of one API that exclude each other. */
void sx_lint_api_values(struct sx_transform *t, struct sx_lint *lint);
/** states.c: definitions of state machines. */
void sx_lint_states(struct sx_transform *t, struct sx_lint *lint);
/** notifications.c: events of one bucket that overlap. */
void sx_lint_notifications(struct sx_transform *t, struct sx_lint *lint);
/** tags.c: keys of tags. */
void sx_lint_tags(struct sx_transform *t, struct sx_lint *lint);

#endif
