/* SPDX-License-Identifier: Apache-2.0 */

/* Policy documents, as IAM reads them: "IAM JSON policy reference" in the IAM User Guide. */

#include "lint/policy.h"

static const char *const document_keys[] = {"Version", "Id", "Statement", NULL};
static const char *const statement_keys[] = {"Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
                                             "NotAction", "Resource", "NotResource", "Condition",    NULL};

/** A statement while it is checked. */
struct statement {
    enum sx_policy_of of;
    const struct sx_node *node;
    struct sx_span where;
};

static void check_keys(struct sx_transform *t, const struct sx_node *mapping, const char *const *keys,
                       const char *what) {
    for (size_t i = 0; i < sx_count(mapping); i++) {
        const struct sx_pair *pair = &mapping->mapping.pairs[i];
        size_t known = 0;
        /* the case of a key is left to the service */
        while (keys[known] && sx_edits(pair->key, sx_string_from(keys[known]), 0) == SIZE_MAX)
            known++;
        if (!keys[known] && !sx_lint_is_expanded(pair->key))
            sx_lint_report(t, pair->key_span, SX_RULE_POLICY_KEY,
                           CAT(t, sx_string_from(what), STR(" has no key '"), pair->key, STR("'.")))
                ->hint = sx_lint_name_hint(t, pair->key, keys);
    }
}

/** The value of the key in any case; a mapping with functions among its keys counts as having all. */
static const struct sx_node *find(const struct sx_node *mapping, const char *key) {
    for (size_t i = 0; i < sx_count(mapping); i++) {
        const struct sx_pair *pair = &mapping->mapping.pairs[i];
        if (sx_edits(pair->key, sx_string_from(key), 0) == 0 || sx_lint_is_expanded(pair->key))
            return pair->value;
    }
    return NULL;
}

static void report(struct sx_transform *t, const struct statement *statement, enum sx_rule rule,
                   struct sx_string message) {
    sx_lint_report(t, statement->where, rule, message);
}

/* ------------------------------------------------------------------------------------------- parts of a statement --
 */

static void check_effect(struct sx_transform *t, const struct statement *statement) {
    static const char *const effects[] = {"Allow", "Deny", NULL};
    const struct sx_node *effect = find(statement->node, "Effect");
    if (!effect)
        report(t, statement, SX_RULE_POLICY_EFFECT, STR("A statement needs an Effect: Allow or Deny."));
    else if (sx_is_string(effect) && !sx_lint_is_dynamic(effect) && !sx_text_is(effect, "Allow") &&
             !sx_text_is(effect, "Deny"))
        sx_lint_report(t, effect->span, SX_RULE_POLICY_EFFECT, STR("The Effect of a statement must be Allow or Deny."))
            ->hint = sx_lint_name_hint(t, effect->string, effects);
}

/** What a text in a list, or the text alone, is checked with. */
typedef void (*text_check)(struct sx_transform *t, const struct sx_node *text);

static void for_each_text(struct sx_transform *t, const struct sx_node *node, text_check check) {
    if (sx_is_string(node) && !sx_lint_is_dynamic(node))
        check(t, node);
    for (size_t i = 0; sx_is_sequence(node) && i < sx_count(node); i++)
        for_each_text(t, sx_item(node, i), check);
}

static void check_action_text(struct sx_transform *t, const struct sx_node *action) {
    if (!sx_text_is(action, "*") && sx_string_find_byte(action->string, ':', 0) == SIZE_MAX)
        sx_lint_report(
            t, action->span, SX_RULE_POLICY_ACTION,
            CAT(t, STR("'"), action->string, STR("' is not an action: it has the form 'service:Action', or is '*'.")));
}

static void check_resource_text(struct sx_transform *t, const struct sx_node *resource) {
    if (!sx_text_is(resource, "*") && !sx_string_starts_with(resource->string, "arn:"))
        sx_lint_report(
            t, resource->span, SX_RULE_POLICY_RESOURCE,
            CAT(t, STR("'"), resource->string, STR("' is not a resource of a policy: it is an ARN, or '*'.")));
}

static void check_action(struct sx_transform *t, const struct statement *statement) {
    const struct sx_node *action = find(statement->node, "Action"), *other = find(statement->node, "NotAction");
    if (!action && !other)
        report(t, statement, SX_RULE_POLICY_ACTION, STR("A statement needs an Action or a NotAction."));
    else if (action && other && action != other)
        report(t, statement, SX_RULE_POLICY_ACTION, STR("A statement has an Action or a NotAction, and not both."));
    for_each_text(t, action, check_action_text);
    if (other != action)
        for_each_text(t, other, check_action_text);
}

static void check_resource(struct sx_transform *t, const struct statement *statement) {
    const struct sx_node *resource = find(statement->node, "Resource");
    const struct sx_node *other = find(statement->node, "NotResource");
    if (statement->of == SX_POLICY_OF_TRUST) {
        if (GET(statement->node, "Resource"))
            sx_lint_report(t, sx_at_key(t, statement->node, STR("Resource")), SX_RULE_POLICY_RESOURCE,
                           STR("The statements of a trust policy have no Resource: it is the role itself."));
        return;
    }
    if (!resource && !other)
        report(t, statement, SX_RULE_POLICY_RESOURCE, STR("A statement needs a Resource or a NotResource."));
    else if (resource && other && resource != other)
        report(t, statement, SX_RULE_POLICY_RESOURCE,
               STR("A statement has a Resource or a NotResource, and not both."));
    if (statement->of == SX_POLICY_OF_IDENTITY)
        for_each_text(t, resource, check_resource_text);
}

static void check_principal(struct sx_transform *t, const struct statement *statement) {
    bool has = find(statement->node, "Principal") || find(statement->node, "NotPrincipal");
    if (statement->of != SX_POLICY_OF_IDENTITY && !has)
        report(t, statement, SX_RULE_POLICY_PRINCIPAL, STR("A statement of this policy needs a Principal."));
    else if (statement->of == SX_POLICY_OF_IDENTITY && GET(statement->node, "Principal"))
        sx_lint_report(t, sx_at_key(t, statement->node, STR("Principal")), SX_RULE_POLICY_PRINCIPAL,
                       STR("The statements of a role's policies have no Principal: it is the role itself."));
}

static void check_sid(struct sx_transform *t, const struct statement *statement) {
    const struct sx_node *sid = GET(statement->node, "Sid");
    if (statement->of == SX_POLICY_OF_IDENTITY && sx_is_string(sid) && sid->string.length && !sx_lint_is_dynamic(sid) &&
        !sx_string_is_alphanumeric(sid->string))
        sx_lint_report(t, sid->span, SX_RULE_POLICY_SID, STR("A Sid has letters and digits alone."));
}

static void check_condition(struct sx_transform *t, const struct statement *statement) {
    const struct sx_node *condition = GET(statement->node, "Condition");
    bool is_form = !condition || sx_is_mapping(condition);
    for (size_t i = 0; sx_is_mapping(condition) && !sx_is_intrinsic(condition) && i < sx_count(condition); i++)
        is_form = is_form && sx_is_mapping(condition->mapping.pairs[i].value);
    if (!is_form)
        sx_lint_report(t, sx_at_key(t, statement->node, STR("Condition")), SX_RULE_POLICY_CONDITION,
                       STR("The Condition of a statement is a map of operators, each with a map of keys: "
                           "{StringEquals: {\"aws:SourceAccount\": ...}}."));
}

static void check_statement(struct sx_transform *t, enum sx_policy_of of, const struct sx_node *node) {
    struct statement statement = {of, node, sx_at(node)};
    if (sx_is_whole_if(node)) {
        check_statement(t, of, sx_item(sx_intrinsic(node, "Fn::If"), 1));
        check_statement(t, of, sx_item(sx_intrinsic(node, "Fn::If"), 2));
        return;
    }
    if (sx_is_none(node) || sx_is_intrinsic(node))
        return;
    if (!sx_is_mapping(node)) {
        sx_lint_report(t, sx_at(node), SX_RULE_POLICY_STATEMENT, STR("A statement of a policy must be a map."));
        return;
    }
    check_keys(t, node, statement_keys, "A statement");
    check_effect(t, &statement);
    check_action(t, &statement);
    check_resource(t, &statement);
    check_principal(t, &statement);
    check_sid(t, &statement);
    check_condition(t, &statement);
}

/* ------------------------------------------------------------------------------------------------------- documents */

static void check_version(struct sx_transform *t, const struct sx_node *version) {
    if (!version || version->kind == SX_NULL || sx_is_mapping(version) || sx_lint_is_dynamic(version) ||
        sx_text_is(version, "2012-10-17") || sx_text_is(version, "2008-10-17"))
        return;
    sx_lint_report(t, version->span, SX_RULE_POLICY_VERSION,
                   STR("The Version of a policy is the version of its language: '2012-10-17' or '2008-10-17'."));
}

void sx_lint_policy_document(struct sx_transform *t, enum sx_policy_of of, const struct sx_node *document,
                             struct sx_span where) {
    if (!sx_is_mapping(document) || sx_is_intrinsic(document))
        return; /* a text may be the document as JSON */
    const struct sx_node *statements = find(document, "Statement");
    check_keys(t, document, document_keys, "A policy");
    check_version(t, find(document, "Version"));
    if (!statements)
        sx_lint_report(t, where, SX_RULE_POLICY_STATEMENT, STR("A policy needs a Statement."));
    else if (sx_is_sequence(statements))
        for (size_t i = 0; i < sx_count(statements); i++)
            check_statement(t, of, sx_item(statements, i));
    else
        check_statement(t, of, statements);
}

/** A property that holds a document, or the documents of a list of {PolicyName, PolicyDocument}. */
static const struct {
    const char *type, *property;
    enum sx_policy_of of;
} holders[] = {
    {"AWS::Serverless::Function", "AssumeRolePolicyDocument", SX_POLICY_OF_TRUST},
    {"AWS::IAM::Role", "AssumeRolePolicyDocument", SX_POLICY_OF_TRUST},
    {"AWS::IAM::Role", "Policies", SX_POLICY_OF_IDENTITY},
    {"AWS::IAM::User", "Policies", SX_POLICY_OF_IDENTITY},
    {"AWS::IAM::Group", "Policies", SX_POLICY_OF_IDENTITY},
    {"AWS::IAM::Policy", "PolicyDocument", SX_POLICY_OF_IDENTITY},
    {"AWS::IAM::ManagedPolicy", "PolicyDocument", SX_POLICY_OF_IDENTITY},
    {"AWS::S3::BucketPolicy", "PolicyDocument", SX_POLICY_OF_RESOURCE},
    {"AWS::SNS::TopicPolicy", "PolicyDocument", SX_POLICY_OF_RESOURCE},
    {"AWS::SQS::QueuePolicy", "PolicyDocument", SX_POLICY_OF_RESOURCE},
};

void sx_lint_policy_documents(struct sx_transform *t, const struct sx_lint_resource *resource) {
    const struct sx_node *properties = GET(resource->node, "Properties");
    for (size_t i = 0; i < sizeof holders / sizeof *holders; i++) {
        struct sx_string name = sx_string_from(holders[i].property);
        if (!sx_string_is(resource->type, holders[i].type))
            continue;
        const struct sx_node *value = sx_get(t, properties, name);
        if (resource->spec && !sx_is_true(value))
            continue; /* SAM takes what is empty for absent */
        for (size_t j = 0; sx_is_sequence(value) && j < sx_count(value); j++)
            sx_lint_policy_document(t, holders[i].of, GET(sx_item(value, j), "PolicyDocument"),
                                    sx_at_key(t, sx_item(value, j), STR("PolicyDocument")));
        if (sx_is_mapping(value))
            sx_lint_policy_document(t, holders[i].of, value, sx_at_key(t, properties, name));
    }
}
