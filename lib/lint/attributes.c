/* SPDX-License-Identifier: Apache-2.0 */

/* The keys of a resource. */

#include "lint/language.h"

/** An attribute, and the kinds that its value has. */
struct attribute {
    struct sx_string name;
    unsigned kinds;
    bool of_sam; /* of SAM resources alone */
};

static const struct attribute attributes[] = {
    {STR_INIT("Type"), SX_TYPE_ANY, false}, /* has a check of its own */
    {STR_INIT("Properties"), SX_TYPE_ANY, false},
    {STR_INIT("Condition"), SX_TYPE_STRING, false},
    {STR_INIT("CreationPolicy"), SX_TYPE_MAP, false},
    {STR_INIT("DeletionPolicy"), SX_TYPE_STRING, false},
    {STR_INIT("DependsOn"), SX_TYPE_STRING | SX_TYPE_LIST, false},
    {STR_INIT("Metadata"), SX_TYPE_MAP, false},
    {STR_INIT("UpdatePolicy"), SX_TYPE_MAP, false},
    {STR_INIT("UpdateReplacePolicy"), SX_TYPE_STRING, false},
    {STR_INIT("Connectors"), SX_TYPE_ANY, false}, /* of raw resources too; the transform takes it away */
    {STR_INIT("IgnoreGlobals"), SX_TYPE_STRING | SX_TYPE_LIST, true},
};
enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

static const struct attribute *find(struct sx_string name) {
    for (size_t i = 0; i < ATTRIBUTES; i++)
        if (sx_string_equal(attributes[i].name, name))
            return &attributes[i];
    return NULL;
}

static struct sx_string nearest_attribute(struct sx_transform *t, struct sx_string name) {
    struct sx_string names[ATTRIBUTES];
    for (size_t i = 0; i < ATTRIBUTES; i++)
        names[i] = attributes[i].name;
    return sx_nearest(t, name, names, ATTRIBUTES);
}

static struct sx_string hint_of(struct sx_transform *t, const struct sx_lint_resource *resource,
                                struct sx_string name) {
    if (sx_spec_property(resource->spec, name))
        return CAT(t, STR("'"), name, STR("' belongs under Properties"));
    struct sx_string near = nearest_attribute(t, name);
    if (near.length)
        return sx_lint_did_you_mean(t, near);
    for (size_t i = 0; resource->spec && i < resource->spec->count; i++)
        if (sx_edits(name, sx_property_name(&resource->spec->properties[i]), sx_most_edits(name)) != SIZE_MAX)
            return CAT(t, STR("did you mean '"), sx_property_name(&resource->spec->properties[i]),
                       STR("', under Properties?"));
    return STR("");
}

/* CloudFormation takes a Description beside the documented attributes, and a Version of custom resources. */
static bool is_undocumented(struct sx_string name) {
    return sx_string_is(name, "Description") || sx_string_is(name, "Version");
}

static void report_unknown(struct sx_transform *t, const struct sx_lint_resource *resource,
                           const struct sx_pair *pair) {
    enum sx_rule rule = resource->spec ? SX_RULE_IGNORED_ATTRIBUTE : SX_RULE_UNKNOWN_RESOURCE_ATTRIBUTE;
    struct sx_string message = CAT(t, STR("A resource has no attribute '"), pair->key,
                                   resource->spec ? STR("'. It is left out without a word.") : STR("'."));
    if (resource->spec || !is_undocumented(pair->key))
        sx_lint_report(t, pair->key_span, rule, message)->hint = hint_of(t, resource, pair->key);
}

/* ----------------------------------------------------------------------------------------------------- their values */

static bool is_one_of(struct sx_string text, const char *const *values) {
    for (; *values; values++)
        if (sx_string_is(text, *values))
            return true;
    return false;
}

static void check_policy(struct sx_transform *t, const struct sx_lint_resource *resource, const char *attribute,
                         const char *const *values, const char *listed) {
    const struct sx_node *policy = sx_get(t, resource->node, sx_string_from(attribute));
    if (!sx_is_string(policy) || sx_lint_is_dynamic(policy))
        return;
    if (!is_one_of(policy->string, values))
        sx_lint_report(t, policy->span, SX_RULE_RETENTION_ATTRIBUTE,
                       CAT(t, STR("'"), sx_string_from(attribute), STR("' must be "), sx_string_from(listed), STR(".")))
            ->hint = sx_lint_name_hint(t, policy->string, values);
    else if (resource->spec && sx_string_is(policy->string, "Snapshot"))
        sx_lint_report(t, policy->span, SX_RULE_SNAPSHOT_ATTRIBUTE,
                       CAT(t, STR("CloudFormation makes no snapshots of what "), resource->type, STR(" becomes.")));
}

static void check_policies(struct sx_transform *t, const struct sx_lint_resource *resource) {
    static const char *const deletion[] = {"Delete", "Retain", "RetainExceptOnCreate", "Snapshot", NULL};
    static const char *const replace[] = {"Delete", "Retain", "Snapshot", NULL};
    check_policy(t, resource, "DeletionPolicy", deletion, "'Delete', 'Retain', 'RetainExceptOnCreate' or 'Snapshot'");
    check_policy(t, resource, "UpdateReplacePolicy", replace, "'Delete', 'Retain' or 'Snapshot'");
}

static void check_depends_on(struct sx_transform *t, const struct sx_node *depends_on) {
    for (size_t i = 0; sx_is_sequence(depends_on) && i < sx_count(depends_on); i++) {
        /* a function is found by the check of functions */
        if (sx_is_string(sx_item(depends_on, i)) || sx_is_intrinsic(sx_item(depends_on, i)))
            continue;
        sx_lint_report(t, sx_at(sx_item(depends_on, i)), SX_RULE_ATTRIBUTE_FORM,
                       STR("DependsOn takes logical ids, and nothing else."));
        return;
    }
}

static void check_ignore_globals(struct sx_transform *t, const struct sx_lint_resource *resource) {
    const struct sx_node *ignored = GET(resource->node, "IgnoreGlobals");
    if (sx_is_string(ignored) && !sx_text_is(ignored, "*"))
        sx_lint_report(t, ignored->span, SX_RULE_GLOBALS, STR("'IgnoreGlobals' must be '*' or a list of properties."));
    /* without a section of Globals nothing looks at the names */
    for (size_t i = 0; sx_is_sequence(ignored) && resource->spec && resource->globals && i < sx_count(ignored); i++) {
        const struct sx_node *name = sx_item(ignored, i);
        if (sx_is_string(name) && !sx_spec_property(resource->spec, name->string))
            sx_lint_report(t, name->span, SX_RULE_GLOBALS,
                           CAT(t, STR("'"), name->string, STR("' is not a property of "), resource->type, STR(".")));
    }
}

static void check_form(struct sx_transform *t, const struct attribute *attribute, const struct sx_pair *pair) {
    const struct sx_node *value = pair->value;
    bool fits = value->kind == SX_NULL || sx_is_intrinsic(value) || (attribute->kinds & (1u << value->kind));
    if (!fits)
        sx_lint_report(t, value->span, SX_RULE_ATTRIBUTE_FORM,
                       CAT(t, STR("'"), pair->key, STR("' must be "), sx_lint_kinds(t, attribute->kinds), STR(".")));
}

/* ------------------------------------------------------------------------------------------------------- Connectors */

static void check_connector(struct sx_transform *t, struct sx_lint *lint, const struct sx_pair *pair) {
    const struct sx_object_spec *spec = sx_spec_embedded(STR("Connectors"));
    struct sx_lint_scope scope = {lint, STR("a connector"), spec, false};
    struct sx_lint_level level = {pair->value, NULL, pair->key_span, STR("")};
    if (sx_is_mapping(pair->value) && !sx_lint_is_expanded(pair->key))
        sx_lint_object(t, &scope, spec, &level);
}

void sx_lint_attributes(struct sx_transform *t, struct sx_lint *lint, const struct sx_lint_resource *resource) {
    const struct sx_node *connectors = GET(resource->node, "Connectors");
    for (size_t i = 0; i < sx_count(resource->node); i++) {
        const struct sx_pair *pair = &resource->node->mapping.pairs[i];
        const struct attribute *attribute = find(pair->key);
        if (attribute && (resource->spec || !attribute->of_sam))
            check_form(t, attribute, pair);
        else if (!sx_lint_is_expanded(pair->key))
            report_unknown(t, resource, pair);
    }
    check_policies(t, resource);
    check_depends_on(t, GET(resource->node, "DependsOn"));
    check_ignore_globals(t, resource);
    for (size_t i = 0; sx_is_mapping(connectors) && i < sx_count(connectors); i++)
        check_connector(t, lint, &connectors->mapping.pairs[i]);
}
