/* SPDX-License-Identifier: Apache-2.0 */

/* Globals: what it says is checked where it stands, once, and not in the resources that get it. */

#include "lint/language.h"

#define PREFIX "AWS::Serverless::"

static void report_section(struct sx_transform *t, const struct sx_pair *section) {
    size_t count;
    const struct sx_globals_spec *sections = sx_spec_globals_sections(&count);
    struct sx_string *names = sx_alloc_array(t, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = sections[i].section;
    sx_lint_report(t, section->key_span, SX_RULE_GLOBALS,
                   CAT(t, STR("Globals has no section '"), section->key, STR("'.")))
        ->hint = sx_lint_did_you_mean(t, sx_nearest(t, section->key, names, count));
}

static bool accepts(const struct sx_globals_spec *globals, struct sx_string name) {
    for (size_t i = 0; i < globals->count; i++)
        if (sx_string_equal(globals->properties[i], name))
            return true;
    return false;
}

static void report_property(struct sx_transform *t, const struct sx_lint_scope *scope,
                            const struct sx_globals_spec *globals, const struct sx_pair *pair) {
    const struct sx_property_spec *property = sx_spec_property(scope->root, pair->key);
    struct sx_diagnostic *found =
        sx_lint_report(t, pair->key_span, SX_RULE_GLOBALS,
                       CAT(t, STR("Globals does not take '"), pair->key, STR("' for "), scope->subject, STR(".")));
    if (property && !property->unused) {
        found->hint = CAT(t, STR("write '"), pair->key, STR("' into each resource"));
        return;
    }
    found->hint = sx_lint_did_you_mean(t, sx_nearest(t, pair->key, globals->properties, globals->count));
    if (!found->hint.length)
        found->hint = sx_lint_key_hint(t, scope, scope->root, pair->key);
}

static void check_section(struct sx_transform *t, struct sx_lint *lint, const struct sx_pair *section) {
    const struct sx_globals_spec *globals = sx_spec_globals(section->key);
    struct sx_string type = CAT(t, STR(PREFIX), section->key);
    struct sx_lint_scope scope = {lint, type, sx_lint_spec_of(type), true};
    struct sx_lint_level level = {section->value, NULL, section->key_span, STR("")};
    if (!globals) {
        report_section(t, section);
        return;
    }
    if (!sx_is_mapping(section->value) && !sx_is_none(section->value))
        sx_lint_report(t, sx_at(section->value), SX_RULE_INVALID_PROPERTY_TYPE,
                       CAT(t, STR("'"), section->key, STR("' in Globals must be a map.")));
    for (size_t i = 0; sx_is_mapping(section->value) && i < sx_count(section->value); i++) {
        const struct sx_pair *pair = &section->value->mapping.pairs[i];
        if (accepts(globals, pair->key))
            sx_lint_entry(t, &scope, scope.root, &level, pair);
        else
            report_property(t, &scope, globals, pair);
    }
}

void sx_lint_globals(struct sx_transform *t, struct sx_lint *lint) {
    const struct sx_node *globals = GET(lint->source, "Globals");
    for (size_t i = 0; sx_is_mapping(globals) && i < sx_count(globals); i++)
        if (!sx_lint_is_expanded(globals->mapping.pairs[i].key))
            check_section(t, lint, &globals->mapping.pairs[i]);
}
