/* SPDX-License-Identifier: Apache-2.0 */

/* The forms of Transform, Mappings and Outputs. */

#include "lint/lint.h"
#include "resource/resource.h"

/* ----------------------------------------------------------------------------------------------------- Transform -- */

#define SAM "AWS::Serverless-2016-10-31"

/** True when the transform of SAM is named; a name that is nearly it is reported. */
static bool names_sam(struct sx_transform *t, const struct sx_node *transform) {
    if (sx_text_is(transform, SAM))
        return true;
    if (sx_string_starts_with(sx_text(transform), "AWS::Serverless")) {
        sx_lint_report(t, transform->span, SX_RULE_TRANSFORM,
                       CAT(t, STR("There is no transform '"), sx_text(transform), STR("'.")))
            ->hint = STR("the transform of SAM is '" SAM "'");
        return true;
    }
    bool named = false;
    for (size_t i = 0; sx_is_sequence(transform) && i < sx_count(transform); i++)
        named = names_sam(t, sx_item(transform, i)) || named;
    return named;
}

void sx_lint_transform(struct sx_transform *t, struct sx_lint *lint) {
    const struct sx_node *resources = GET(lint->source, "Resources");
    if (names_sam(t, GET(lint->source, "Transform")))
        return;
    for (size_t i = 0; sx_is_mapping(resources) && i < sx_count(resources); i++) {
        const struct sx_node *type = GET(resources->mapping.pairs[i].value, "Type");
        if (!sx_string_starts_with(sx_text(type), "AWS::Serverless::"))
            continue;
        sx_lint_report(t, type->span, SX_RULE_TRANSFORM,
                       STR("The template has resources of SAM, and no Transform: CloudFormation does not know them."))
            ->hint = STR("add 'Transform: " SAM "' to the template");
        return;
    }
}

/* ------------------------------------------------------------------------------------------------------ Mappings -- */

static bool is_mapping_value(const struct sx_node *value) {
    if (sx_is_sequence(value)) {
        for (size_t i = 0; i < sx_count(value); i++)
            if (sx_is_mapping(sx_item(value, i)) || sx_is_sequence(sx_item(value, i)))
                return false;
        return true;
    }
    return value && value->kind != SX_MAPPING && value->kind != SX_NULL;
}

static void check_values(struct sx_transform *t, const struct sx_pair *key) {
    if (!sx_is_mapping(key->value) || !sx_count(key->value)) {
        sx_lint_report(t, key->key_span, SX_RULE_MAPPING_FORM,
                       CAT(t, STR("The key '"), key->key, STR("' of a mapping must hold a map of names to values.")));
        return;
    }
    for (size_t i = 0; i < sx_count(key->value); i++) {
        const struct sx_pair *pair = &key->value->mapping.pairs[i];
        if (!is_mapping_value(pair->value))
            sx_lint_report(
                t, pair->key_span, SX_RULE_MAPPING_FORM,
                CAT(t, STR("The value of '"), pair->key,
                    STR("' must be a string, a number or a list of them: a mapping has two levels of keys, and "
                        "holds no intrinsic functions.")));
    }
}

/* A transform that is not SAM's may fill a mapping; it stands there as a key. */
static bool is_filled(struct sx_string key) {
    return sx_string_starts_with(key, "Fn::");
}

void sx_lint_mappings(struct sx_transform *t, struct sx_lint *lint) {
    const struct sx_node *mappings = GET(lint->source, "Mappings");
    for (size_t i = 0; sx_is_mapping(mappings) && i < sx_count(mappings); i++) {
        const struct sx_pair *mapping = &mappings->mapping.pairs[i];
        if (is_filled(mapping->key))
            continue;
        if (!sx_is_mapping(mapping->value) || !sx_count(mapping->value))
            sx_lint_report(t, mapping->key_span, SX_RULE_MAPPING_FORM,
                           CAT(t, STR("Mapping '"), mapping->key, STR("' must have two levels of keys.")));
        for (size_t j = 0; sx_is_mapping(mapping->value) && j < sx_count(mapping->value); j++)
            if (!is_filled(mapping->value->mapping.pairs[j].key))
                check_values(t, &mapping->value->mapping.pairs[j]);
    }
}

/* ------------------------------------------------------------------------------------------------------- Outputs -- */

enum { MAX_EXPORT_NAME = 255, MAX_OUTPUT_DESCRIPTION = 1024 };

static const struct sx_string output_keys[] = {STR_INIT("Description"), STR_INIT("Value"), STR_INIT("Export"),
                                               STR_INIT("Condition")};

static bool is_export_name(struct sx_string name) {
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.bytes[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (!letter && !(byte >= '0' && byte <= '9') && byte != ':' && byte != '-')
            return false;
    }
    return name.length > 0 && name.length <= MAX_EXPORT_NAME;
}

static void check_export(struct sx_transform *t, const struct sx_pair *export, struct sx_map *names) {
    const struct sx_node *name = GET(export->value, "Name");
    if (!sx_is_mapping(export->value) || sx_count(export->value) != 1 || !name) {
        sx_lint_report(t, export->key_span, SX_RULE_EXPORT_NAME,
                       STR("Export must be a map with a Name, and nothing else."));
        return;
    }
    if (!sx_is_string(name))
        return; /* an intrinsic function, or what the checks of those report */
    if (!is_export_name(name->string))
        sx_lint_report(
            t, name->span, SX_RULE_EXPORT_NAME,
            CAT(t, STR("'"), name->string,
                STR("' cannot be the name of an export: it has letters, digits, ':' and '-', 255 at most.")));
    if (sx_map_get(t, names, name->string))
        sx_lint_report(t, name->span, SX_RULE_DUPLICATE_EXPORT,
                       CAT(t, STR("Another output exports '"), name->string, STR("' already.")));
    sx_map_set(t, names, name->string, (void *)(uintptr_t)name);
}

static void check_output_keys(struct sx_transform *t, const struct sx_node *output) {
    enum { KEYS = sizeof output_keys / sizeof *output_keys };
    for (size_t i = 0; i < sx_count(output); i++) {
        const struct sx_pair *pair = &output->mapping.pairs[i];
        size_t known = 0;
        while (known < KEYS && !sx_string_equal(pair->key, output_keys[known]))
            known++;
        if (known < KEYS || sx_string_starts_with(pair->key, "Fn::"))
            continue;
        struct sx_diagnostic *found = sx_lint_report(t, pair->key_span, SX_RULE_OUTPUT_FORM,
                                                     CAT(t, STR("An output has no key '"), pair->key, STR("'.")));
        struct sx_string near = sx_nearest(t, pair->key, output_keys, KEYS);
        if (near.length)
            found->hint = CAT(t, STR("did you mean '"), near, STR("'?"));
    }
}

static void check_output(struct sx_transform *t, const struct sx_pair *output, struct sx_map *names) {
    if (sx_string_starts_with(output->key, "Fn::"))
        return;
    if (!sx_is_mapping(output->value)) {
        sx_lint_report(t, output->key_span, SX_RULE_OUTPUT_FORM,
                       CAT(t, STR("Output '"), output->key, STR("' must be a map with a Value.")));
        return;
    }
    check_output_keys(t, output->value);
    if (!GET(output->value, "Value"))
        sx_lint_about(t, output->key_span, SX_RULE_OUTPUT_FORM, STR("Value"),
                      CAT(t, STR("Output '"), output->key, STR("' has no Value.")));
    const struct sx_node *description = GET(output->value, "Description");
    if (description && (!sx_is_string(description) || description->string.length > MAX_OUTPUT_DESCRIPTION))
        sx_lint_report(t, description->span, SX_RULE_DESCRIPTION,
                       STR("The Description of an output must be a string of 1024 bytes at most."));
    const struct sx_pair *export = sx_get_pair(t, output->value, STR("Export"));
    if (export)
        check_export(t, export, names);
}

void sx_lint_outputs(struct sx_transform *t, struct sx_lint *lint) {
    const struct sx_node *outputs = GET(lint->source, "Outputs");
    struct sx_map names = {0};
    if (outputs && !sx_is_none(outputs) && !sx_is_mapping(outputs))
        sx_lint_report(t, sx_at_key(t, lint->source, STR("Outputs")), SX_RULE_OUTPUT_FORM,
                       STR("Outputs must be a map of names to outputs."));
    for (size_t i = 0; sx_is_mapping(outputs) && i < sx_count(outputs); i++)
        check_output(t, &outputs->mapping.pairs[i], &names);
}
