/* SPDX-License-Identifier: Apache-2.0 */

/* From all that was reported to what is said: each mistake once, and nothing that was asked to be left out. */

#include "base/options.h"
#include "lint/lint.h"

#include <stdlib.h>

/* --------------------------------------------------------------------------------------------- left out by request */

/** A part of the template, and the rules that it asks to leave out there. */
struct scope {
    struct sx_span where;
    const struct sx_node *rules; /* a text or a list of texts */
};

struct scopes {
    struct scope whole;                /* of the template */
    SX_VECTOR(struct scope) resources; /* in the order of the template, so by place */
};

static const struct sx_node *ignored_in(const struct sx_transform *t, const struct sx_node *holder) {
    return GET(GET(GET(holder, "Metadata"), "samx"), "ignore");
}

static bool lists(const struct sx_node *rules, const char *rule) {
    if (sx_is_string(rules))
        return sx_text_is(rules, rule);
    for (size_t i = 0; i < sx_count(rules); i++)
        if (sx_text_is(sx_item(rules, i), rule))
            return true;
    return false;
}

static void check_name(struct sx_transform *t, struct sx_span where, struct sx_string name) {
    if (sx_rule_named(name) == SX_RULE_COUNT)
        sx_lint_report(t, where, SX_RULE_UNKNOWN_RULE,
                       CAT(t, STR("There is no rule '"), name, STR("', so nothing is ignored by it.")));
}

static void check_names(struct sx_transform *t, const struct sx_node *rules) {
    if (sx_is_string(rules))
        check_name(t, rules->span, rules->string);
    else if (rules && !sx_is_sequence(rules))
        sx_lint_report(t, rules->span, SX_RULE_UNKNOWN_RULE,
                       STR("'ignore' must be the name of a rule, or a list of them."));
    for (size_t i = 0; sx_is_sequence(rules) && i < sx_count(rules); i++)
        check_name(t, sx_at(sx_item(rules, i)), sx_text(sx_item(rules, i)));
}

static struct scopes *find_scopes(struct sx_transform *t, const struct sx_node *source) {
    struct scopes *scopes = SX_NEW(t, struct scopes);
    const struct sx_node *resources = GET(source, "Resources");
    scopes->whole.rules = ignored_in(t, source);
    check_names(t, scopes->whole.rules);
    for (size_t i = 0; sx_is_mapping(resources) && i < sx_count(resources); i++) {
        const struct sx_pair *pair = &resources->mapping.pairs[i];
        const struct sx_node *rules = ignored_in(t, pair->value);
        struct scope scope = {{pair->key_span.start, pair->value->span.end}, rules};
        check_names(t, rules);
        if (rules)
            SX_PUSH(t, &scopes->resources, scope);
    }
    for (size_t i = 0; i < t->options->ignored_rules.count; i++)
        check_name(t, (struct sx_span){0, 0}, sx_string_from(t->options->ignored_rules.items[i].name));
    return scopes;
}

static bool ignored_by_options(const struct sx_transform *t, const char *rule) {
    for (size_t i = 0; i < t->options->ignored_rules.count; i++)
        if (strcmp(t->options->ignored_rules.items[i].name, rule) == 0)
            return true;
    return false;
}

static bool ignored_by_resource(const struct scopes *scopes, uint32_t place, const char *rule) {
    size_t low = 0, high = scopes->resources.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct scope *scope = &scopes->resources.items[middle];
        if (place < scope->where.start)
            high = middle;
        else if (place >= scope->where.end)
            low = middle + 1;
        else
            return lists(scope->rules, rule);
    }
    return false;
}

/* What the transform says of its output, of which there is none here: nothing is wrong with the template. */
static bool is_about_output(enum sx_rule rule) {
    return rule == SX_RULE_LOCAL_ARTIFACT || rule == SX_RULE_APPLICATION_LOOKUP;
}

static bool is_ignored(const struct sx_transform *t, const struct scopes *scopes, const struct sx_diagnostic *found) {
    const char *rule = sx_rule_name(found->rule);
    return is_about_output(found->rule) || ignored_by_options(t, rule) || lists(scopes->whole.rules, rule) ||
           (found->where.end > 0 && ignored_by_resource(scopes, found->where.start, rule));
}

/* ----------------------------------------------------------------------------------------------------- said twice */

/* Findings at one place stand together, those of the reference before those of lint, in the order of recording. */
static int compare(const void *left, const void *right) {
    const struct sx_diagnostic *a = *(struct sx_diagnostic *const *)left;
    const struct sx_diagnostic *b = *(struct sx_diagnostic *const *)right;
    if (a->where.start != b->where.start)
        return a->where.start < b->where.start ? -1 : 1;
    if (a->of_lint != b->of_lint)
        return a->of_lint ? 1 : -1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static bool says_the_same(const struct sx_diagnostic *earlier, const struct sx_diagnostic *found) {
    if (earlier->rule == found->rule && sx_string_equal(earlier->message, found->message))
        return true;
    if (earlier->of_lint || earlier->severity != SAMX_SEVERITY_ERROR)
        return false;
    return !found->about.length || sx_string_find(earlier->message, found->about, 0) != SIZE_MAX;
}

/* What was said already stays, and gets the hint of what says it again. */
static bool was_said(struct sx_diagnostic *const *group, size_t count, const struct sx_diagnostic *found) {
    for (size_t i = 0; found->of_lint && found->where.end && i < count; i++) {
        if (!says_the_same(group[i], found))
            continue;
        if (!group[i]->hint.length)
            group[i]->hint = found->hint;
        return true;
    }
    return false;
}

void sx_lint_settle(struct sx_transform *t, const struct sx_node *source) {
    struct scopes *scopes = find_scopes(t, source);
    struct sx_diagnostic **list = t->diagnostics->list.items;
    size_t count = t->diagnostics->list.count, kept = 0, group = 0;
    if (!count)
        return;
    qsort(list, count, sizeof *list, compare);
    for (size_t i = 0; i < count; i++) {
        if (kept > group && list[group]->where.start != list[i]->where.start)
            group = kept;
        if (is_ignored(t, scopes, list[i]) || was_said(list + group, kept - group, list[i]))
            continue;
        if (t->options->strict && list[i]->severity == SAMX_SEVERITY_WARNING)
            list[i]->severity = SAMX_SEVERITY_ERROR;
        list[kept++] = list[i];
    }
    t->diagnostics->list.count = kept;
}
