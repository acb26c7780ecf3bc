/* SPDX-License-Identifier: Apache-2.0 */

/* Policies of Functions and StateMachines: names of managed policies, policy templates, documents. */

#include "base/options.h"
#include "lint/policy.h"
#include "spec/tables.h"

/* ---------------------------------------------------------------------------------------------- managed policies -- */

static bool is_known(struct sx_transform *t, const struct sx_lint *lint, const struct sx_node *name) {
    samx_managed_policy_lookup lookup = t->options->managed_policy_lookup;
    if (sx_map_get(t, &lint->template->managed_policies, name->string) ||
        sx_spec_managed_policy(lint->template->partition, name->string).length)
        return true;
    const char *found = lookup ? lookup(t->options->managed_policy_user, sx_string_terminated(t, name->string)) : NULL;
    return found && *found;
}

/** "service-role/AWSLambdaRole" is the path of the policy that is named after the '/'. */
static struct sx_string last_part(struct sx_string name) {
    size_t start = 0;
    for (size_t i = 0; i < name.length; i++)
        if (name.bytes[i] == '/')
            start = i + 1;
    return sx_string_slice(name, start, name.length);
}

static struct sx_string managed_policy_hint(struct sx_transform *t, struct sx_lint *lint, struct sx_string name) {
    struct sx_string partition = lint->template->partition, last = last_part(name);
    if (sx_spec_policy_template(name))
        return CAT(t, STR("a policy template is a map, with its parameters: {"), name, STR(": {...}}"));
    if (last.length < name.length && sx_spec_managed_policy(partition, last).length)
        return CAT(t, STR("the name alone is enough: '"), last, STR("'"));
    if (!sx_string_is(partition, "aws") && sx_spec_managed_policy(STR("aws"), name).length)
        return CAT(t, STR("the partition 'aws' has it, and '"), partition, STR("' has not"));
    if (!lint->managed_policies)
        lint->managed_policies = sx_spec_managed_policy_names(t, partition, &lint->managed_policy_count);
    return sx_lint_did_you_mean(t, sx_nearest(t, name, lint->managed_policies, lint->managed_policy_count));
}

enum { MOST_SLIPS = 2 };

/* AWS adds policies, and calls them so. What is all but a known name is a slip. */
static bool may_be_newer(const struct sx_lint *lint, struct sx_string name) {
    if (!sx_string_starts_with(name, "AWS") && !sx_string_starts_with(name, "Amazon"))
        return false;
    for (size_t i = 0; i < lint->managed_policy_count; i++)
        if (sx_edits(name, lint->managed_policies[i], MOST_SLIPS) != SIZE_MAX)
            return false;
    return !sx_spec_policy_template(name) && !sx_spec_managed_policy(STR("aws"), name).length;
}

static void check_managed_policy(struct sx_transform *t, struct sx_lint *lint, const struct sx_node *name) {
    if (!name->string.length || sx_string_starts_with(name->string, "arn:") || sx_lint_is_dynamic(name) ||
        is_known(t, lint, name))
        return;
    struct sx_string hint = managed_policy_hint(t, lint, name->string);
    if (may_be_newer(lint, name->string))
        sx_lint_report(t, name->span, SX_RULE_UNLISTED_MANAGED_POLICY,
                       CAT(t, STR("'"), name->string,
                           STR("' is not one of the managed policies that are known in the "), STR("partition '"),
                           lint->template->partition, STR("'.")));
    else
        sx_lint_report(t, name->span, SX_RULE_UNKNOWN_MANAGED_POLICY,
                       CAT(t, STR("There is no managed policy '"), name->string, STR("' in the partition '"),
                           lint->template->partition, STR("'.")))
            ->hint = hint;
}

/* ----------------------------------------------------------------------------------------------- policy templates --
 */

static bool is_parameter(const struct sx_policy_template *template, struct sx_string name) {
    for (const char *const *parameter = template->parameters; *parameter; parameter++)
        if (sx_string_is(name, *parameter))
            return true;
    return false;
}

static void check_unknown(struct sx_transform *t, const struct sx_policy_template *template,
                          const struct sx_node *values) {
    for (size_t i = 0; i < sx_count(values); i++) {
        const struct sx_pair *pair = &values->mapping.pairs[i];
        if (!is_parameter(template, pair->key))
            sx_lint_report(t, pair->key_span, SX_RULE_IGNORED_POLICY_PARAMETER,
                           CAT(t, STR("'"), template->name, STR("' has no parameter '"), pair->key,
                               STR("'. It is left out without a word.")))
                ->hint = sx_lint_name_hint(t, pair->key, template->parameters);
    }
}

/* What is there instead of one that is missing is the same mistake. */
static struct sx_string instead(struct sx_transform *t, const struct sx_policy_template *template,
                                const struct sx_node *values) {
    for (size_t i = 0; i < sx_count(values); i++)
        if (!is_parameter(template, values->mapping.pairs[i].key))
            return CAT(t, STR("'"), values->mapping.pairs[i].key, STR("' is not a parameter of it"));
    return STR("");
}

static bool check_missing(struct sx_transform *t, const struct sx_policy_template *template,
                          const struct sx_pair *entry) {
    bool missing = false;
    for (const char *const *parameter = template->parameters; *parameter; parameter++) {
        if (sx_has(t, entry->value, sx_string_from(*parameter)))
            continue;
        missing = true;
        sx_lint_report(t, entry->key_span, SX_RULE_POLICY_TEMPLATE,
                       CAT(t, STR("The parameter '"), sx_string_from(*parameter), STR("' of '"), template->name,
                           STR("' is missing.")))
            ->hint = instead(t, template, entry->value);
    }
    return missing;
}

static void check_parameters(struct sx_transform *t, const struct sx_policy_template *template,
                             const struct sx_pair *entry) {
    const struct sx_node *values = entry->value;
    if (!sx_is_mapping(values) || sx_is_intrinsic(values)) {
        sx_lint_report(t, sx_at(values), SX_RULE_POLICY_TEMPLATE,
                       CAT(t, STR("The value of '"), template->name, STR("' must be a map with its parameters.")));
        return;
    }
    if (!check_missing(t, template, entry))
        check_unknown(t, template, values);
}

static struct sx_string template_hint(struct sx_transform *t, struct sx_string name) {
    size_t count;
    const struct sx_policy_template *templates = sx_spec_policy_templates(&count);
    struct sx_string *names = sx_alloc_array(t, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = templates[i].name;
    return sx_lint_did_you_mean(t, sx_nearest(t, name, names, count));
}

static void check_mapping(struct sx_transform *t, struct sx_lint *lint, const struct sx_node *policy) {
    const struct sx_pair *first = sx_count(policy) ? &policy->mapping.pairs[0] : NULL;
    const struct sx_policy_template *template = first ? sx_spec_policy_template(first->key) : NULL;
    (void)lint;
    if (sx_has(t, policy, STR("Statement")))
        sx_lint_policy_document(t, SX_POLICY_OF_IDENTITY, policy, first->key_span);
    else if (template && sx_count(policy) == 1)
        check_parameters(t, template, first);
    else if (template)
        sx_lint_report(t, sx_at(policy), SX_RULE_POLICY,
                       CAT(t, STR("'"), first->key,
                           STR("' must stand alone: each policy template is an item of its own "
                               "in the list of Policies.")));
    else if (first && sx_count(policy) == 1)
        sx_lint_report(t, sx_at(policy), SX_RULE_POLICY,
                       CAT(t, STR("There is no policy template '"), first->key, STR("'.")))
            ->hint = template_hint(t, first->key);
    else
        sx_lint_report(t, sx_at(policy), SX_RULE_POLICY,
                       STR("A policy is the name or ARN of a managed policy, a policy template with its parameters, or "
                           "a document with a Statement."));
}

static void check_policy(struct sx_transform *t, struct sx_lint *lint, const struct sx_node *policy) {
    if (sx_is_whole_if(policy)) {
        check_policy(t, lint, sx_item(sx_intrinsic(policy, "Fn::If"), 1));
        check_policy(t, lint, sx_item(sx_intrinsic(policy, "Fn::If"), 2));
    } else if (sx_is_string(policy)) {
        check_managed_policy(t, lint, policy);
    } else if (sx_is_mapping(policy) && !sx_lint_has_expanded(policy) && !sx_is_intrinsic(policy)) {
        check_mapping(t, lint, policy);
    }
}

void sx_lint_policies(struct sx_transform *t, struct sx_lint *lint, const struct sx_lint_resource *resource) {
    const struct sx_node *policies = GET(GET(resource->node, "Properties"), "Policies");
    if (sx_string_is(resource->type, "AWS::Serverless::Function") ||
        sx_string_is(resource->type, "AWS::Serverless::StateMachine")) {
        if (sx_is_sequence(policies))
            for (size_t i = 0; i < sx_count(policies); i++)
                check_policy(t, lint, sx_item(policies, i));
        else if (policies)
            check_policy(t, lint, policies);
    }
    sx_lint_policy_documents(t, resource);
}
