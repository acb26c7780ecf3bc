/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Diagnostics: where in the source text, which rule, what to say. This folder takes positions and knows no nodes.
 *
 * A template error is never a return code. sx_report() records and returns; sx_refuse() records and leaves the
 * expansion of the resource at hand, as the reference's exceptions do; sx_refuse_document() leaves the whole template.
 */
#ifndef SAMX_DIAG_DIAG_H
#define SAMX_DIAG_DIAG_H

#include "base/string.h"
#include "base/vector.h"

/** A piece of the source text, in byte offsets; end is one past. {0, 0} means nowhere. */
struct sx_span {
    uint32_t start, end;
};

/** The one that comes later in the text: of two properties that exclude each other, the one to take away. */
static inline struct sx_span sx_later(struct sx_span a, struct sx_span b) {
    return b.start > a.start ? b : a;
}

/**
 * The source text and the index that finds lines and columns in it, built once, when the first diagnostic needs it.
 * Set `name` and `text`, zero the rest.
 */
struct sx_source {
    const char *name;
    struct sx_string text;
    uint32_t *lines; /* where each line starts */
    size_t line_count;
    uint32_t *characters; /* how many characters start before each block of the text: a template may be one long line */
};

/** Every rule: the catalogue of lib/diag/rules.def. */
enum sx_rule {
#define SX_RULE(identifier, name, severity, summary) identifier,
#include "diag/rules.def"
#undef SX_RULE
    SX_RULE_COUNT
};

/** The rule of this name, or SX_RULE_COUNT. */
enum sx_rule sx_rule_named(struct sx_string name);
const char *sx_rule_name(enum sx_rule rule);
samx_severity sx_rule_severity(enum sx_rule rule);
const char *sx_rule_summary(enum sx_rule rule);
/** True for rules whose findings stand at the key of a property, false for those that stand at its value. */
bool sx_rule_is_about_key(enum sx_rule rule);

struct sx_diagnostic {
    struct sx_span where;
    enum sx_rule rule;
    samx_severity severity;
    struct sx_string message;
    struct sx_string hint;  /* empty: none */
    struct sx_string about; /* what a finding of lib/lint is about: see sx_lint_about() */
    bool of_lint;           /* found by a check of lib/lint */
    bool from_reference;    /* the reference refuses the template with this text */
    size_t order;           /* the how-manieth it was recorded; keeps the sort stable */
    samx_diagnostic public; /* filled by sx_diagnostics_finish() */
};

struct sx_diagnostics {
    struct sx_source source;
    SX_VECTOR(struct sx_diagnostic *) list;
    size_t dropped;                    /* how many were not kept, since SAMX_LIMIT_FINDINGS was reached */
    bool dropped_error;                /* one of them was an error */
    struct sx_diagnostic lost;         /* what is written to in the place of one that is not kept */
    struct sx_map *reference_messages; /* the reference says each message once; NULL until it says one */
    struct sx_string suggestion;       /* the hint of the finding that comes next */
    const samx_diagnostic **published; /* the public form of each, sorted: filled by sx_diagnostics_finish() */
};

/** Line and column, both counted from 1, columns in characters, of a byte offset. Builds the line index. */
void sx_source_position(struct sx_transform *t, struct sx_source *source, uint32_t offset, size_t *line,
                        size_t *column);

/**
 * Gives the finding that is recorded next, which follows at once, the hint "did you mean 'X'?", when one of the
 * candidates is near to `word`: suggest.c. A refusal does not return, so it cannot be given one afterwards.
 */
void sx_suggest(struct sx_transform *t, struct sx_string word, const struct sx_string *candidates, size_t count);
void sx_suggest_name(struct sx_transform *t, struct sx_string word, const char *const *names, size_t count);

/** Records a finding of samx's own, and returns it, so that a hint can be set. */
struct sx_diagnostic *sx_report(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                struct sx_string message);
/**
 * Records an error that the reference has too, with its text. A text that was recorded already is not repeated: the
 * finding that has it is returned.
 */
struct sx_diagnostic *sx_report_reference(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                          struct sx_string message);
/** Records an error of the reference and leaves the resource at hand (t->resource), or else the document. */
noreturn void sx_refuse(struct sx_transform *t, struct sx_span where, enum sx_rule rule, struct sx_string message);
/** Records an error of samx's own and leaves the resource at hand, or else the document. */
noreturn void sx_refuse_own(struct sx_transform *t, struct sx_span where, enum sx_rule rule, struct sx_string message);
/**
 * Records an error of the reference and leaves the whole template. The reference then says this error alone, so the
 * errors of the reference that were recorded before are dropped; validation keeps them.
 */
noreturn void sx_refuse_document(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                 struct sx_string message);
/** Leaves the whole template with the errors that were recorded. */
noreturn void sx_leave_document(struct sx_transform *t);
/** Records that a limit was reached and leaves the public entry. */
noreturn void sx_refuse_limit(struct sx_transform *t, struct sx_span where, struct sx_string message);

/** True when a finding of severity error was recorded. */
bool sx_has_errors(const struct sx_transform *t);

/**
 * Names the place inside the template of a finding, NUL-terminated, and may move the finding to where it is better
 * read; for one that was moved already it changes nothing.
 */
typedef const char *sx_place_function(struct sx_transform *t, void *user, struct sx_diagnostic *diagnostic);
/** Moves all findings to where they are better read. `place` may be NULL. */
void sx_diagnostics_place(struct sx_transform *t, sx_place_function *place, void *user);
/**
 * Moves the findings, sorts them by where they begin and fills their public form. Those without a place, {0, 0}, come
 * first: they speak of the template as a whole. Findings that begin at the same place stay in the order in which they
 * were recorded.
 */
void sx_diagnostics_finish(struct sx_transform *t, sx_place_function *place, void *user);

#endif
