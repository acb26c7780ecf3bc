/* SPDX-License-Identifier: Apache-2.0 */

/* CloudFormation User Guide, "Understand CloudFormation quotas": how much a template may hold, and its names. */

#include "lint/lint.h"
#include "resource/resource.h"

enum {
    MAX_RESOURCES = 500,
    MAX_PARAMETERS = 200,
    MAX_OUTPUTS = 200,
    MAX_MAPPINGS = 200,
    MAX_MAPPING_ATTRIBUTES = 200,
    MAX_NAME_CHARACTERS = 255,
    MAX_DESCRIPTION_BYTES = 1024,
    MAX_TEMPLATE_BYTES = 1 << 20,
};

static const struct sx_node *section(const struct sx_transform *t, const struct sx_node *root, const char *name) {
    const struct sx_node *node = sx_get(t, root, sx_string_from(name));
    return sx_is_mapping(node) ? node : NULL;
}

/* -------------------------------------------------------------------------------------------------------- counts -- */

/* Reported at the first entry that is too many. */
static void check_count(struct sx_transform *t, const struct sx_node *entries, size_t most, enum sx_rule rule,
                        const char *what) {
    size_t count = sx_count(entries);
    if (count > most)
        sx_lint_report(t, entries->mapping.pairs[most].key_span, rule,
                       CAT(t, STR("The template has "), sx_string_from_int(t, (long long)count), STR(" "),
                           sx_string_from(what), STR("; CloudFormation takes "), sx_string_from_int(t, (long long)most),
                           STR(" at most.")));
}

static void check_resource_count(struct sx_transform *t, const struct sx_lint *lint) {
    const struct sx_node *written = section(t, lint->source, "Resources");
    const struct sx_node *expanded = section(t, lint->expanded, "Resources");
    size_t count = sx_count(expanded ? expanded : written);
    if (count <= MAX_RESOURCES)
        return;
    struct sx_diagnostic *found =
        sx_lint_report(t, sx_at_key(t, lint->source, STR("Resources")), SX_RULE_TOO_MANY_RESOURCES,
                       CAT(t, STR("The template expands to "), sx_string_from_int(t, (long long)count),
                           STR(" resources; CloudFormation takes 500 at most.")));
    found->hint = CAT(t, STR("the template itself has "), sx_string_from_int(t, (long long)sx_count(written)),
                      STR("; move some of them to a nested AWS::Serverless::Application or to a stack of their own"));
}

/* ---------------------------------------------------------------------------------------------------------- names --
 */

static bool is_too_long(struct sx_string name) {
    size_t characters = 0;
    for (size_t position = 0; position < name.length; characters++)
        sx_decode_code_point(name, &position);
    return characters > MAX_NAME_CHARACTERS;
}

static void check_names(struct sx_transform *t, const struct sx_node *entries, enum sx_rule rule, const char *what) {
    for (size_t i = 0; i < sx_count(entries); i++) {
        const struct sx_pair *pair = &entries->mapping.pairs[i];
        if (sx_string_starts_with(pair->key, "Fn::")) /* a loop or an include stands where an entry could */
            continue;
        if (!sx_string_is_alphanumeric(pair->key))
            sx_lint_report(t, pair->key_span, rule,
                           CAT(t, STR("'"), pair->key, STR("' cannot be the name of "), sx_string_from(what),
                               STR(": it must be letters and digits alone.")));
        else if (is_too_long(pair->key))
            sx_lint_report(t, pair->key_span, rule,
                           CAT(t, STR("The name of "), sx_string_from(what), STR(" has 255 characters at most.")));
    }
}

/* Resources that are SAM's are checked by the transform, which refuses them in the reference's words. */
static void check_logical_ids(struct sx_transform *t, const struct sx_node *resources) {
    for (size_t i = 0; i < sx_count(resources); i++) {
        const struct sx_pair *pair = &resources->mapping.pairs[i];
        /* Fn::ForEach::Name, of the language extensions, stands where a resource could */
        if (sx_string_starts_with(pair->key, "Fn::"))
            continue;
        bool alphanumeric = sx_string_is_alphanumeric(pair->key);
        if (!alphanumeric && !sx_resource_kind(sx_type_of(t, pair->value)))
            sx_lint_report(
                t, pair->key_span, SX_RULE_LOGICAL_ID,
                CAT(t, STR("'"), pair->key, STR("' cannot be a logical id: it must be letters and digits alone.")));
        else if (is_too_long(pair->key))
            sx_lint_report(t, pair->key_span, SX_RULE_LOGICAL_ID, STR("A logical id has 255 characters at most."));
    }
}

/* A parameter and a resource share one space of names, in which Ref looks. */
static void check_conflicts(struct sx_transform *t, const struct sx_lint *lint) {
    const struct sx_node *parameters = section(t, lint->source, "Parameters");
    const struct sx_node *written = section(t, lint->source, "Resources");
    const struct sx_node *expanded = section(t, lint->expanded, "Resources");
    for (size_t i = 0; i < sx_count(parameters); i++) {
        const struct sx_pair *pair = &parameters->mapping.pairs[i];
        bool generated = sx_has(t, expanded, pair->key) && !sx_has(t, written, pair->key);
        if (!generated && !sx_has(t, written, pair->key))
            continue;
        struct sx_diagnostic *found =
            sx_lint_report(t, pair->key_span, SX_RULE_NAME_CONFLICT,
                           CAT(t, STR("'"), pair->key, STR("' is the name of a parameter and of a resource.")));
        if (generated)
            found->hint = STR("the transform generates the resource; give the parameter another name");
    }
}

/* ------------------------------------------------------------------------------------------------- the whole text --
 */

static void check_head(struct sx_transform *t, const struct sx_lint *lint) {
    const struct sx_node *version = GET(lint->source, "AWSTemplateFormatVersion");
    if (version && !sx_text_is(version, "2010-09-09"))
        sx_lint_report(t, version->span, SX_RULE_FORMAT_VERSION,
                       STR("AWSTemplateFormatVersion must be '2010-09-09': there is no other version."));
    const struct sx_node *description = GET(lint->source, "Description");
    if (description && !sx_is_string(description))
        sx_lint_report(t, sx_at(description), SX_RULE_DESCRIPTION,
                       STR("The Description of a template must be a string."));
    else if (sx_text(description).length > MAX_DESCRIPTION_BYTES)
        sx_lint_report(t, description->span, SX_RULE_DESCRIPTION,
                       STR("The Description of a template must have 1024 bytes at most."));
    if (t->diagnostics->source.text.length > MAX_TEMPLATE_BYTES)
        sx_lint_report(t, (struct sx_span){0, 0}, SX_RULE_TEMPLATE_SIZE,
                       CAT(t, STR("The template has "),
                           sx_string_from_int(t, (long long)t->diagnostics->source.text.length),
                           STR(" bytes; CloudFormation takes 1 MiB at most.")));
}

void sx_lint_limits(struct sx_transform *t, struct sx_lint *lint) {
    const struct sx_node *parameters = section(t, lint->source, "Parameters");
    const struct sx_node *outputs = section(t, lint->source, "Outputs");
    const struct sx_node *mappings = section(t, lint->source, "Mappings");
    check_head(t, lint);
    check_resource_count(t, lint);
    check_count(t, parameters, MAX_PARAMETERS, SX_RULE_TOO_MANY_PARAMETERS, "parameters");
    check_count(t, outputs, MAX_OUTPUTS, SX_RULE_TOO_MANY_OUTPUTS, "outputs");
    check_count(t, mappings, MAX_MAPPINGS, SX_RULE_TOO_MANY_MAPPINGS, "mappings");
    for (size_t i = 0; i < sx_count(mappings); i++)
        check_count(t, sx_is_mapping(mappings->mapping.pairs[i].value) ? mappings->mapping.pairs[i].value : NULL,
                    MAX_MAPPING_ATTRIBUTES, SX_RULE_TOO_MANY_MAPPINGS, "keys in one mapping");
    check_names(t, parameters, SX_RULE_PARAMETER_NAME, "a parameter");
    check_names(t, outputs, SX_RULE_OUTPUT_NAME, "an output");
    check_names(t, mappings, SX_RULE_MAPPING_NAME, "a mapping");
    check_logical_ids(t, section(t, lint->source, "Resources"));
    check_conflicts(t, lint);
}
