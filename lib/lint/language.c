/* SPDX-License-Identifier: Apache-2.0 */

/* The resources of the template as it was written, each with what it is made of. */

#include "lint/language.h"

const struct sx_object_spec *sx_lint_spec_of(struct sx_string type) {
    return sx_spec_resource(type);
}

/* ---------------------------------------------------------------------------------------------------- from Globals */

/** "Function" for "AWS::Serverless::Function"; empty for others. */
static struct sx_string section_of(struct sx_string type) {
    static const char prefix[] = "AWS::Serverless::";
    if (!sx_string_starts_with(type, prefix))
        return STR("");
    return sx_string_slice(type, sizeof prefix - 1, type.length);
}

static bool ignores(const struct sx_node *ignored, struct sx_string property) {
    for (size_t i = 0; sx_is_sequence(ignored) && i < sx_count(ignored); i++)
        if (sx_string_equal(sx_text(sx_item(ignored, i)), property))
            return true;
    return false;
}

static bool accepts(const struct sx_globals_spec *globals, struct sx_string property) {
    for (size_t i = 0; globals && i < globals->count; i++)
        if (sx_string_equal(globals->properties[i], property))
            return true;
    return false;
}

/** What Globals gives the resource: the section of its type, without what IgnoreGlobals names. */
static const struct sx_node *globals_of(struct sx_transform *t, const struct sx_lint *lint, struct sx_string type,
                                        const struct sx_node *node) {
    const struct sx_node *section = sx_get(t, GET(lint->source, "Globals"), section_of(type));
    const struct sx_node *ignored = GET(node, "IgnoreGlobals");
    const struct sx_globals_spec *globals = sx_spec_globals(section_of(type));
    if (!sx_is_mapping(section) || sx_text_is(ignored, "*"))
        return NULL;
    const struct sx_node *left = section;
    for (size_t i = 0; i < sx_count(section); i++)
        if (ignores(ignored, section->mapping.pairs[i].key) || !accepts(globals, section->mapping.pairs[i].key))
            left = sx_with(t, left, section->mapping.pairs[i].key, NULL);
    return left;
}

/* ------------------------------------------------------------------------------------------------------- resources */

static void check_properties(struct sx_transform *t, struct sx_lint *lint, const struct sx_lint_resource *resource) {
    const struct sx_pair *properties = sx_get_pair(t, resource->node, STR("Properties"));
    struct sx_lint_scope scope = {lint, resource->type, resource->spec, false};
    struct sx_lint_level level = {
        .node = properties ? properties->value : NULL,
        .inherited = resource->globals,
        .where = properties ? properties->key_span : resource->id_span,
    };
    if (!resource->spec)
        return;
    if (!properties || sx_is_none(properties->value) ||
        (sx_is_mapping(properties->value) && !sx_is_intrinsic(properties->value)))
        sx_lint_object(t, &scope, resource->spec, &level);
    else if (!sx_is_mapping(properties->value))
        sx_lint_report(t, sx_at(properties->value), SX_RULE_INVALID_PROPERTY_TYPE, STR("'Properties' must be a map."));
}

static void check_resource(struct sx_transform *t, struct sx_lint *lint, const struct sx_pair *pair) {
    struct sx_lint_resource resource = {.id = pair->key, .id_span = pair->key_span, .node = pair->value};
    if (!sx_is_mapping(pair->value) || sx_lint_is_expanded(pair->key))
        return;
    resource.type = sx_type_of(t, pair->value);
    resource.spec = sx_lint_spec_of(resource.type);
    resource.globals = globals_of(t, lint, resource.type, pair->value);
    sx_lint_resource_type(t, &resource);
    sx_lint_attributes(t, lint, &resource);
    check_properties(t, lint, &resource);
    sx_lint_events(t, lint, &resource);
    sx_lint_policies(t, lint, &resource);
}

void sx_lint_language(struct sx_transform *t, struct sx_lint *lint) {
    const struct sx_node *resources = GET(lint->source, "Resources");
    for (size_t i = 0; sx_is_mapping(resources) && i < sx_count(resources); i++)
        check_resource(t, lint, &resources->mapping.pairs[i]);
}
