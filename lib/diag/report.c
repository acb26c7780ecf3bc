/* SPDX-License-Identifier: Apache-2.0 */

/* Recording findings, and leaving what cannot go on. */

#include "base/map.h"
#include "base/options.h"
#include "diag/diag.h"

#include <assert.h>

/* Findings are for people to read: a template with a million mistakes costs no more than one with thousands. */
static struct sx_diagnostic *drop(struct sx_diagnostics *diagnostics, enum sx_rule rule) {
    diagnostics->dropped++;
    diagnostics->dropped_error |= sx_rule_severity(rule) == SAMX_SEVERITY_ERROR;
    return &diagnostics->lost;
}

static struct sx_diagnostic *record(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                    struct sx_string message) {
    struct sx_diagnostics *diagnostics = t->diagnostics;
    if (diagnostics->list.count >= sx_limit(t, SAMX_LIMIT_FINDINGS))
        return drop(diagnostics, rule);
    struct sx_diagnostic *diagnostic = SX_NEW(t, struct sx_diagnostic);
    diagnostic->where = where;
    diagnostic->rule = rule;
    diagnostic->severity = sx_rule_severity(rule);
    diagnostic->message = message;
    diagnostic->hint = diagnostics->suggestion;
    diagnostics->suggestion = (struct sx_string){0};
    diagnostic->order = diagnostics->list.count;
    SX_PUSH(t, &diagnostics->list, diagnostic);
    return diagnostic;
}

struct sx_diagnostic *sx_report(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                struct sx_string message) {
    return record(t, where, rule, message);
}

struct sx_diagnostic *sx_report_reference(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                          struct sx_string message) {
    assert(sx_rule_severity(rule) == SAMX_SEVERITY_ERROR);
    struct sx_diagnostics *diagnostics = t->diagnostics;
    if (!diagnostics->reference_messages)
        diagnostics->reference_messages = SX_NEW(t, struct sx_map);

    struct sx_diagnostic *same = sx_map_get(t, diagnostics->reference_messages, message);
    if (same) {
        diagnostics->suggestion = (struct sx_string){0};
        return same;
    }

    struct sx_diagnostic *diagnostic = record(t, where, rule, message);
    diagnostic->from_reference = true;
    sx_map_set(t, diagnostics->reference_messages, message, diagnostic);
    return diagnostic;
}

/* Leaves the innermost part of the template that can fail alone. Outside of both frames there is nothing to go on with.
 */
static noreturn void leave_resource(struct sx_transform *t) {
    if (t->resource)
        sx_jump(t->resource);
    if (t->document)
        sx_jump(t->document);
    sx_leave(t, SAMX_TEMPLATE_ERROR);
}

void sx_refuse(struct sx_transform *t, struct sx_span where, enum sx_rule rule, struct sx_string message) {
    sx_report_reference(t, where, rule, message);
    leave_resource(t);
}

void sx_refuse_own(struct sx_transform *t, struct sx_span where, enum sx_rule rule, struct sx_string message) {
    assert(sx_rule_severity(rule) == SAMX_SEVERITY_ERROR);
    record(t, where, rule, message);
    leave_resource(t);
}

static void drop_reference_errors(struct sx_diagnostics *diagnostics) {
    size_t kept = 0;
    for (size_t i = 0; i < diagnostics->list.count; i++) {
        struct sx_diagnostic *diagnostic = diagnostics->list.items[i];
        if (!diagnostic->from_reference) {
            diagnostic->order = kept;
            diagnostics->list.items[kept++] = diagnostic;
        }
    }
    diagnostics->list.count = kept;
    diagnostics->reference_messages = NULL;
}

void sx_refuse_document(struct sx_transform *t, struct sx_span where, enum sx_rule rule, struct sx_string message) {
    if (!t->options->validates)
        drop_reference_errors(t->diagnostics);
    sx_report_reference(t, where, rule, message);
    sx_leave_document(t);
}

void sx_leave_document(struct sx_transform *t) {
    if (t->document)
        sx_jump(t->document);
    sx_leave(t, SAMX_TEMPLATE_ERROR);
}

void sx_refuse_limit(struct sx_transform *t, struct sx_span where, struct sx_string message) {
    record(t, where, SX_RULE_LIMIT, message);
    sx_leave(t, SAMX_LIMIT_EXCEEDED);
}

bool sx_has_errors(const struct sx_transform *t) {
    for (size_t i = 0; i < t->diagnostics->list.count; i++) {
        if (t->diagnostics->list.items[i]->severity == SAMX_SEVERITY_ERROR)
            return true;
    }
    return t->diagnostics->dropped_error;
}
