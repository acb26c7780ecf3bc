/* SPDX-License-Identifier: Apache-2.0 */

/* From findings with byte offsets to the public form, in the order of the text. */

#include "diag/diag.h"

#include <stdlib.h>

static int compare(const void *left, const void *right) {
    const struct sx_diagnostic *a = *(struct sx_diagnostic *const *)left;
    const struct sx_diagnostic *b = *(struct sx_diagnostic *const *)right;
    bool a_placed = a->where.end > 0, b_placed = b->where.end > 0;
    if (a_placed != b_placed)
        return a_placed ? 1 : -1;
    if (a->where.start != b->where.start)
        return a->where.start < b->where.start ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* A C string ends at NUL, and a template can hold one ("\0"): the rest of the text must not be lost. */
static const char *published_text(struct sx_transform *t, struct sx_string text) {
    if (sx_string_find_byte(text, '\0', 0) != SIZE_MAX)
        text = sx_string_replace(t, text, STR("\0"), STR("\xef\xbf\xbd"));
    return sx_string_terminated(t, text);
}

static void publish(struct sx_transform *t, struct sx_diagnostic *diagnostic) {
    struct sx_source *source = &t->diagnostics->source;
    samx_diagnostic *public = &diagnostic->public;
    public->file = source->name ? source->name : "<template>";
    if (diagnostic->where.end > 0) {
        struct sx_span where = diagnostic->where;
        sx_source_position(t, source, where.start, &public->line, &public->column);
        sx_source_position(t, source, where.end > where.start ? where.end : where.start, &public->end_line,
                           &public->end_column);
    }
    public->rule = sx_rule_name(diagnostic->rule);
    public->severity = diagnostic->severity;
    public->message = published_text(t, diagnostic->message);
    public->hint = diagnostic->hint.length > 0 ? published_text(t, diagnostic->hint) : NULL;
    public->from_reference = diagnostic->from_reference;
}

void sx_diagnostics_place(struct sx_transform *t, sx_place_function *place, void *user) {
    for (size_t i = 0; i < t->diagnostics->list.count; i++) {
        struct sx_diagnostic *diagnostic = t->diagnostics->list.items[i];
        diagnostic->public.path = place && diagnostic->where.end > 0 ? place(t, user, diagnostic) : "";
    }
}

static void add_dropped(struct sx_transform *t, struct sx_diagnostics *diagnostics) {
    if (!diagnostics->dropped)
        return;
    struct sx_diagnostic *finding = SX_NEW(t, struct sx_diagnostic);
    finding->rule = SX_RULE_TOO_MANY_FINDINGS;
    finding->severity = diagnostics->dropped_error ? SAMX_SEVERITY_ERROR : sx_rule_severity(finding->rule);
    finding->message = CAT(t, sx_string_from_int(t, (long long)diagnostics->dropped),
                           STR(" more findings are not listed: there are too many."));
    SX_PUSH(t, &diagnostics->list, finding);
    diagnostics->dropped = 0;
}

void sx_diagnostics_finish(struct sx_transform *t, sx_place_function *place, void *user) {
    struct sx_diagnostics *diagnostics = t->diagnostics;
    add_dropped(t, diagnostics);
    size_t count = diagnostics->list.count;
    if (count == 0)
        return;

    sx_diagnostics_place(t, place, user);
    qsort(diagnostics->list.items, count, sizeof(*diagnostics->list.items), compare);
    diagnostics->published = sx_alloc_array(t, count, sizeof(*diagnostics->published));
    for (size_t i = 0; i < count; i++) {
        publish(t, diagnostics->list.items[i]);
        diagnostics->published[i] = &diagnostics->list.items[i]->public;
    }
}
