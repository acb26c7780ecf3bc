/* SPDX-License-Identifier: Apache-2.0 */

/* The Policies property, and the role that is made from it. */

#include "cfn/policies.h"

#include "base/nearest.h"

#include "base/options.h"

const struct sx_node *sx_policy_entries(struct sx_transform *t, const struct sx_node *policies) {
    if (!sx_is_true(policies))
        return EMPTY_LIST();
    return sx_is_sequence(policies) ? policies : LIST(policies);
}

static enum sx_policy_kind kind_of_if(struct sx_transform *t, const struct sx_node *policy, bool templates) {
    if (!sx_is_whole_if(policy))
        sx_refuse_template(t, sx_at(policy), SX_RULE_INTRINSIC, STR("Fn::If requires 3 arguments"));
    const struct sx_node *arguments = sx_intrinsic(policy, "Fn::If");
    const struct sx_node *yes = sx_item(arguments, 1), *no = sx_item(arguments, 2);
    enum sx_policy_kind yes_kind = sx_policy_kind_of(t, yes, templates);
    enum sx_policy_kind no_kind = sx_policy_kind_of(t, no, templates);
    if (yes_kind == no_kind)
        return yes_kind;
    if (sx_is_no_value(yes))
        return no_kind;
    if (sx_is_no_value(no))
        return yes_kind;
    sx_refuse_template(t, sx_at(policy), SX_RULE_POLICY,
                       STR("Different policy types within the same Fn::If statement is unsupported. "
                           "Separate different policy types into different Fn::If statements"));
}

enum sx_policy_kind sx_policy_kind_of(struct sx_transform *t, const struct sx_node *policy, bool templates) {
    if (sx_is_string(policy))
        return SX_POLICY_MANAGED;
    if (sx_intrinsic(policy, "Fn::If"))
        return kind_of_if(t, policy, templates);
    if (sx_is_intrinsic(policy))
        return SX_POLICY_MANAGED;
    if (sx_has(t, policy, STR("Statement")))
        return SX_POLICY_STATEMENT;
    if (templates && sx_is_mapping(policy) && policy->mapping.count == 1 &&
        sx_spec_policy_template(policy->mapping.pairs[0].key))
        return SX_POLICY_TEMPLATE;
    return SX_POLICY_UNKNOWN;
}

/* The host's own map, the bundled one, the host's look-up; a name that nobody knows stays as it is. */
static const struct sx_node *managed_policy_arn(struct sx_transform *t, const struct sx_template *template,
                                                const struct sx_node *policy) {
    const char *given = sx_map_get(t, &template->managed_policies, policy->string);
    if (given)
        return TEXT(sx_string_from(given));
    struct sx_string bundled = sx_spec_managed_policy(template->partition, policy->string);
    if (bundled.length)
        return TEXT(bundled);
    samx_managed_policy_lookup lookup = t->options->managed_policy_lookup;
    if (!lookup || sx_string_starts_with(policy->string, "arn:"))
        return policy;
    const char *found = lookup(t->options->managed_policy_user, sx_string_terminated(t, policy->string));
    return found && *found ? TEXT(sx_string_copy(t, sx_string_from(found))) : policy;
}

/** What an Fn::If of policies is converted with. */
struct conversion {
    const struct sx_template *template;
    struct sx_string policy_name; /* of a document; unused for managed policies */
};

static const struct sx_node *named_document(struct sx_transform *t, struct sx_string name,
                                            const struct sx_node *document) {
    return MAP({"PolicyName", TEXT(name)}, {"PolicyDocument", document});
}

static const struct sx_node *convert(struct sx_transform *t, const struct conversion *conversion, bool managed,
                                     const struct sx_node *policy) {
    if (!managed)
        return sx_is_no_value(policy) ? policy : named_document(t, conversion->policy_name, policy);
    return sx_is_string(policy) ? managed_policy_arn(t, conversion->template, policy) : policy;
}

/* A plain entry, or both branches of an Fn::If. */
static const struct sx_node *convert_entry(struct sx_transform *t, const struct conversion *conversion, bool managed,
                                           const struct sx_node *policy) {
    const struct sx_node *arguments = sx_intrinsic(policy, "Fn::If");
    if (!arguments)
        return convert(t, conversion, managed, policy);
    return MAP({"Fn::If", LIST(sx_item(arguments, 0), convert(t, conversion, managed, sx_item(arguments, 1)),
                               convert(t, conversion, managed, sx_item(arguments, 2)))});
}

static bool contains(const struct sx_transform *t, const struct sx_node *list, const struct sx_node *item) {
    for (size_t i = 0; i < sx_count(list); i++)
        if (sx_equal(t, sx_item(list, i), item))
            return true;
    return false;
}

/* A mapping with one key was meant for a policy template: it stands at its name. */
static struct sx_span unknown_policy_at(struct sx_transform *t, const struct sx_node *policy) {
    if (!sx_is_mapping(policy) || policy->mapping.count != 1 || !policy->mapping.pairs[0].key_span.end)
        return sx_at(policy);
    size_t count;
    const struct sx_policy_template *templates = sx_spec_policy_templates(&count);
    if (sx_may_compare(t, count)) {
        struct sx_string *names = sx_alloc_array(t, count, sizeof *names);
        for (size_t i = 0; i < count; i++)
            names[i] = templates[i].name;
        sx_suggest(t, policy->mapping.pairs[0].key, names, count);
    }
    return policy->mapping.pairs[0].key_span;
}

void sx_add_policies(struct sx_transform *t, const struct sx_template *template, struct sx_string id,
                     struct sx_string role_id, const struct sx_node *policies, struct sx_role_policies *role) {
    const struct sx_node *entries = sx_policy_entries(t, policies);
    size_t count = sx_count(entries);
    enum sx_policy_kind *kinds = sx_alloc_array(t, count, sizeof *kinds);
    /* the reference classifies all before it uses the first */
    for (size_t i = 0; i < count; i++)
        kinds[i] = sx_policy_kind_of(t, sx_item(entries, i), false);
    for (size_t i = 0; i < count; i++) {
        const struct sx_node *policy = sx_item(entries, i);
        struct sx_string index = sx_string_from_int(t, (long long)i);
        struct conversion conversion = {template, CAT(t, role_id, STR("Policy"), index)};
        const struct sx_node *cause = t->cause;
        t->cause = policy;
        if (kinds[i] == SX_POLICY_STATEMENT) {
            role->documents = sx_append(t, role->documents, convert_entry(t, &conversion, false, policy));
        } else if (kinds[i] == SX_POLICY_MANAGED) {
            const struct sx_node *arn = convert_entry(t, &conversion, true, policy);
            if (!contains(t, role->managed_policy_arns, arn))
                role->managed_policy_arns = sx_append(t, role->managed_policy_arns, arn);
        } else {
            sx_refuse_resource(t, id, unknown_policy_at(t, policy), SX_RULE_POLICY,
                               CAT(t, STR("Policy at index "), index, STR(" in the 'Policies' property is not valid")));
        }
        t->cause = cause;
    }
}
