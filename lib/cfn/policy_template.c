/* SPDX-License-Identifier: Apache-2.0 */

/* Policy templates: {"S3ReadPolicy": {"BucketName": ...}} to the statements that they stand for. */

#include "cfn/policies.h"
#include "intrinsic/resolve.h"
#include "python/text.h"

/** The values that a policy template gets. */
struct values {
    const struct sx_policy_template *template;
    const struct sx_node *parameters;
};

static bool is_parameter(const struct sx_policy_template *template, struct sx_string name) {
    for (const char *const *parameter = template->parameters; *parameter; parameter++)
        if (sx_string_is(name, *parameter))
            return true;
    return false;
}

/* The values themselves are not looked into: a Ref in them is the template's, also when it has a parameter's name. */
static const struct sx_node *substitute(struct sx_transform *t, void *user, const struct sx_node *node) {
    const struct values *values = user;
    const struct sx_node *name = sx_intrinsic(node, "Ref");
    if (sx_is_string(name) && is_parameter(values->template, name->string)) {
        const struct sx_node *value = sx_get(t, values->parameters, name->string);
        return value ? value : node;
    }
    return sx_map_collections(t, node, substitute, user);
}

/* The key that was probably meant for a missing parameter; {0, 0} when there is none. */
static struct sx_span misspelt_parameter(struct sx_transform *t, const struct sx_policy_template *template,
                                         const struct sx_node *parameters, const char *missing) {
    for (size_t i = 0; i < sx_count(parameters); i++) {
        const struct sx_pair *pair = &parameters->mapping.pairs[i];
        if (is_parameter(template, pair->key))
            continue;
        sx_suggest_name(t, pair->key, &missing, 1);
        if (t->diagnostics->suggestion.length)
            return pair->key_span;
    }
    return (struct sx_span){0, 0};
}

/* The reference prints a Python set, in random order; these stand in the order of the template. */
static void refuse_missing(struct sx_transform *t, struct sx_string id, const struct sx_policy_template *template,
                           const struct sx_pair *entry) {
    struct sx_string missing = STR("");
    const char *first = NULL;
    for (const char *const *parameter = template->parameters; *parameter; parameter++) {
        if (sx_has(t, entry->value, sx_string_from(*parameter)))
            continue;
        struct sx_string quoted = sx_python_repr_string(t, sx_string_from(*parameter));
        missing = missing.length ? CAT(t, missing, STR(", "), quoted) : quoted;
        first = first ? first : *parameter;
    }
    if (!first)
        return;
    struct sx_span misspelt = misspelt_parameter(t, template, entry->value, first);
    sx_refuse_resource(t, id, misspelt.end ? misspelt : entry->key_span, SX_RULE_POLICY_TEMPLATE,
                       CAT(t, STR("Following required parameters of template '"), template->name,
                           STR("' don't have values: ["), missing, STR("]")));
}

static const struct sx_node *expand(struct sx_transform *t, struct sx_string id, const struct sx_node *policy) {
    const struct sx_pair *entry = &policy->mapping.pairs[0];
    const struct sx_policy_template *template = sx_spec_policy_template(entry->key);
    /* the kind of a nested Fn::If is that of its branches; the reference then looks for a template of that name */
    if (!template)
        sx_refuse_own(t, sx_at(policy), SX_RULE_POLICY_TEMPLATE,
                      CAT(t, STR("Resource with id ["), id,
                          STR("] is invalid. A policy template cannot stand in a nested Fn::If.")));
    if (!sx_is_mapping(entry->value))
        sx_refuse_resource(
            t, id, sx_at(entry->value), SX_RULE_POLICY_TEMPLATE,
            CAT(t, STR("Must specify valid parameter values for policy template '"), template->name, STR("'")));
    refuse_missing(t, id, template, entry);
    struct values values = {template, entry->value};
    const struct sx_node *cause = t->cause;
    t->cause = policy;
    const struct sx_node *statements = substitute(t, &values, sx_spec_tree(t, template->definition));
    t->cause = cause;
    return statements;
}

static const struct sx_node *expand_branch(struct sx_transform *t, struct sx_string id, const struct sx_node *policy) {
    return sx_is_no_value(policy) ? policy : expand(t, id, policy);
}

static const struct sx_node *expand_entry(struct sx_transform *t, struct sx_string id, const struct sx_node *policy) {
    const struct sx_node *arguments = sx_intrinsic(policy, "Fn::If");
    if (!arguments)
        return expand(t, id, policy);
    const struct sx_node *yes = expand_branch(t, id, sx_item(arguments, 1));
    const struct sx_node *no = expand_branch(t, id, sx_item(arguments, 2));
    return MAP({"Fn::If", LIST(sx_item(arguments, 0), yes, no)});
}

const struct sx_node *sx_expand_policy_templates(struct sx_transform *t, struct sx_string id,
                                                 const struct sx_node *policies) {
    const struct sx_node *entries = sx_policy_entries(t, policies);
    size_t count = sx_count(entries);
    const struct sx_node **items = sx_alloc_array(t, count, sizeof *items);
    enum sx_policy_kind *kinds = sx_alloc_array(t, count, sizeof *kinds);
    for (size_t i = 0; i < count; i++)
        kinds[i] = sx_policy_kind_of(t, sx_item(entries, i), true);
    bool changed = false;
    for (size_t i = 0; i < count; i++) {
        const struct sx_node *entry = sx_item(entries, i);
        items[i] = kinds[i] == SX_POLICY_TEMPLATE ? expand_entry(t, id, entry) : entry;
        changed = changed || kinds[i] == SX_POLICY_TEMPLATE;
    }
    return changed ? sx_new_sequence_of(t, entries, items, count) : policies;
}
