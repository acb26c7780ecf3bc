/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Runtimes of Lambda. What can no longer be created or updated depends on the day, which the host gives; without it
 * only those are errors that were gone long ago.
 */

#include "base/nearest.h"
#include "base/options.h"
#include "lint/formats.h"

/* 2025-01-01: a runtime that could not be updated then does not come back. */
static const int64_t long_ago = 1735689600;

/* "python" of "python3.12", "dotnetcore" of "dotnetcore2.1". */
static struct sx_string family_of(struct sx_string name) {
    size_t length = 0;
    while (length < name.length && name.bytes[length] >= 'a' && name.bytes[length] <= 'z')
        length++;
    return sx_string_slice(name, 0, length);
}

/* Compares texts with the numbers in them as numbers: 3.9 comes before 3.10. */
static bool is_later(struct sx_string a, struct sx_string b) {
    size_t i = 0, j = 0;
    while (i < a.length && j < b.length) {
        unsigned long left = 0, right = 0;
        size_t start = i;
        for (; i < a.length && i < start + 8 && a.bytes[i] >= '0' && a.bytes[i] <= '9'; i++)
            left = left * 10 + (unsigned long)(a.bytes[i] - '0');
        for (size_t from = j; j < b.length && j < from + 8 && b.bytes[j] >= '0' && b.bytes[j] <= '9'; j++)
            right = right * 10 + (unsigned long)(b.bytes[j] - '0');
        if (left != right)
            return left > right;
        if (i < a.length && j < b.length && a.bytes[i] != b.bytes[j])
            return false;
        i++, j++;
    }
    return i < a.length;
}

/** The newest runtime of a family, or NULL. */
static const struct sx_runtime *newest_of(struct sx_string family) {
    size_t count;
    const struct sx_runtime *runtimes = sx_spec_runtimes(&count), *newest = NULL;
    for (size_t i = 0; i < count; i++)
        if (sx_string_equal(family_of(runtimes[i].name), family) &&
            (!newest || is_later(runtimes[i].name, newest->name)))
            newest = &runtimes[i];
    return newest;
}

static bool is_past(const struct sx_transform *t, int64_t day) {
    return t->options->timestamp ? t->options->timestamp >= day : day <= long_ago;
}

static struct sx_string hint_of(struct sx_transform *t, const struct sx_runtime *runtime) {
    const struct sx_runtime *newest = newest_of(family_of(runtime->name));
    return newest != runtime && !is_past(t, newest->deprecated)
               ? CAT(t, STR("the newest of its kind is '"), newest->name, STR("'"))
               : STR("");
}

static void check_age(struct sx_transform *t, const struct sx_runtime *runtime, struct sx_span where) {
    struct sx_string name = CAT(t, STR("'"), runtime->name, STR("'"));
    struct sx_diagnostic *found = NULL;
    if (is_past(t, runtime->no_update))
        found = sx_lint_report(
            t, where, SX_RULE_RETIRED_RUNTIME,
            CAT(t, STR("Functions with the runtime "), name, STR(" can no longer be created or updated.")));
    else if (is_past(t, runtime->no_create))
        found = sx_lint_report(t, where, SX_RULE_CLOSED_RUNTIME,
                               CAT(t, STR("Functions with the runtime "), name, STR(" can no longer be created.")));
    else if (t->options->timestamp && is_past(t, runtime->deprecated))
        found = sx_lint_report(t, where, SX_RULE_DEPRECATED_RUNTIME,
                               CAT(t, STR("The runtime "), name, STR(" is deprecated: it gets no more patches.")));
    if (found)
        found->hint = hint_of(t, runtime);
}

/** The runtime that was probably meant, among those that are in use. */
static struct sx_string nearest_runtime(struct sx_transform *t, struct sx_string name) {
    size_t count, usable = 0;
    const struct sx_runtime *runtimes = sx_spec_runtimes(&count);
    struct sx_string *names = sx_alloc_array(t, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        if (!is_past(t, runtimes[i].no_update))
            names[usable++] = runtimes[i].name;
    return sx_lint_did_you_mean(t, sx_nearest(t, name, names, usable));
}

static void report_unknown(struct sx_transform *t, const struct sx_node *node) {
    struct sx_string name = sx_text(node), family = family_of(name);
    const struct sx_runtime *newest = newest_of(family);
    if (newest && family.length < name.length && is_later(name, newest->name))
        sx_lint_report(t, sx_at(node), SX_RULE_NEWER_RUNTIME,
                       CAT(t, STR("The runtime '"), name,
                           STR("' is newer than any that is known here, the last of which is '"), newest->name,
                           STR("'.")));
    else
        sx_lint_report(t, sx_at(node), SX_RULE_UNKNOWN_RUNTIME, CAT(t, STR("Lambda has no runtime '"), name, STR("'.")))
            ->hint = nearest_runtime(t, name);
}

void sx_format_runtime(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                       const struct sx_node *node) {
    (void)lint;
    (void)property;
    const struct sx_runtime *runtime = sx_spec_runtime(sx_text(node));
    if (runtime)
        check_age(t, runtime, sx_at(node));
    else if (sx_text(node).length)
        report_unknown(t, node);
}

void sx_format_layer_runtime(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                             const struct sx_node *node) {
    (void)lint;
    (void)property;
    if (sx_text(node).length && !sx_spec_runtime(sx_text(node)))
        report_unknown(t, node);
}
