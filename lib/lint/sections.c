/* SPDX-License-Identifier: Apache-2.0 */

/* The keys of a template that are no section: CloudFormation refuses a template that has others. */

#include "lint/lint.h"

/* CloudFormation User Guide, "Template sections", and Globals of SAM. */
static const char *const sections[] = {
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Rules",
    "Mappings",
    "Conditions",
    "Transform",
    "Globals",
    "Resources",
    "Outputs",
    "Hooks",
};

static bool is_section(struct sx_string name) {
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (sx_string_is(name, sections[i]))
            return true;
    return false;
}

void sx_lint_sections(struct sx_transform *t, struct sx_lint *lint) {
    for (size_t i = 0; i < sx_count(lint->source); i++) {
        const struct sx_pair *pair = &lint->source->mapping.pairs[i];
        if (!is_section(pair->key))
            sx_lint_report(t, pair->key_span, SX_RULE_UNKNOWN_SECTION,
                           CAT(t, STR("A template has no section '"), pair->key, STR("'.")));
    }
}
