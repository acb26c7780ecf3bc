/* SPDX-License-Identifier: Apache-2.0 */

/* The execution role of a Function. */

#include "python/text.h"
#include "resource/function.h"

static const struct sx_node *managed_policies(struct sx_transform *t, const struct sx_function *function) {
    const struct sx_template *template = function->template;
    bool durable = sx_is_true(FUNCTION_PROPERTY(function, "DurableConfig"));
    /* the policy for X-Ray has another name outside the partition aws */
    const char *tracing =
        sx_string_is(template->partition, "aws") ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess";
    return LIST(sx_aws_managed_policy(t, template,
                                      durable ? "service-role/AWSLambdaBasicDurableExecutionRolePolicy"
                                              : "service-role/AWSLambdaBasicExecutionRole"),
                sx_function_is_traced(t, function) ? sx_aws_managed_policy(t, template, tracing) : NULL,
                sx_is_true(FUNCTION_PROPERTY(function, "VpcConfig"))
                    ? sx_aws_managed_policy(t, template, "service-role/AWSLambdaVPCAccessExecutionRole")
                    : NULL);
}

static const struct sx_node *dead_letter_queue_policy(struct sx_transform *t, const struct sx_node *queue) {
    const struct sx_node *action = sx_text_is(GET(queue, "Type"), "SQS") ? S("sqs:SendMessage") : S("sns:Publish");
    const struct sx_node *statement =
        MAP({"Action", action}, {"Resource", GET(queue, "TargetArn")}, {"Effect", S("Allow")});
    return MAP({"PolicyName", S("DeadLetterQueuePolicy")},
               {"PolicyDocument", MAP({"Version", S("2012-10-17")}, {"Statement", LIST(statement)})});
}

static void collect_policies(struct sx_transform *t, struct sx_function *function) {
    struct sx_role_policies policies = {.managed_policy_arns = managed_policies(t, function)};
    const struct sx_node *queue = FUNCTION_PROPERTY(function, "DeadLetterQueue");
    if (sx_is_true(queue))
        policies.documents = sx_append(t, NULL, dead_letter_queue_policy(t, queue));
    for (size_t i = 0; i < sx_count(function->policies); i++)
        policies.documents = sx_append(t, policies.documents, sx_item(function->policies, i));
    function->role.id = CAT(t, function->id, STR("Role"));
    const struct sx_node *expanded = function->resource->policies;
    sx_add_policies(t, function->template, function->id, function->role.id,
                    expanded ? expanded : FUNCTION_PROPERTY(function, "Policies"), &policies);
    function->role.managed_policy_arns = policies.managed_policy_arns;
    function->role.policies = policies.documents;
}

static struct sx_emitted *emit_role(struct sx_transform *t, struct sx_function *function) {
    const struct sx_node *trust = FUNCTION_PROPERTY(function, "AssumeRolePolicyDocument");
    enum { USUAL_PROPERTIES = 4 }; /* with those that sx_finish_role() adds */
    struct sx_emitted *role = sx_emit(t, function->template, function->role.id, "AWS::IAM::Role", NULL);
    sx_fields_reserve(t, &role->properties, USUAL_PROPERTIES);
    sx_set(t, role, "AssumeRolePolicyDocument", trust ? trust : sx_assume_role_policy(t, "lambda.amazonaws.com"));
    sx_set(t, role, "Path", FUNCTION_PROPERTY(function, "RolePath"));
    sx_set(t, role, "PermissionsBoundary", FUNCTION_PROPERTY(function, "PermissionsBoundary"));
    sx_set(t, role, "Tags", sx_tag_list_of_sam(t, function->id, FUNCTION_PROPERTY(function, "Tags")));
    sx_set_attributes(t, role, function->attributes);
    function->role_emitted = role;
    return role;
}

/* A Role that is an Fn::If with no value in a branch: the role is made for the case that this branch is taken. */
static void expand_conditional_role(struct sx_transform *t, struct sx_function *function, const struct sx_node *role) {
    const struct sx_node *resolved = sx_resolve(t, &function->template->parameters, role);
    if (!sx_is_whole_if(resolved))
        sx_refuse_function(t, function, "Role", SX_RULE_INTRINSIC,
                           STR("Malformed 'Role' property: Fn::If requires 3 arguments."));
    const struct sx_node *arguments = sx_intrinsic(resolved, "Fn::If");
    const struct sx_node *condition = sx_item(arguments, 0), *yes = sx_item(arguments, 1), *no = sx_item(arguments, 2);
    const struct sx_node *arn = GET_ATT(function->role.id, "Arn");
    sx_set(t, function->lambda, "Role", resolved);
    if (sx_is_no_value(yes) && sx_is_no_value(no)) {
        sx_set(t, function->lambda, "Role", arn);
        emit_role(t, function);
    } else if (sx_is_no_value(yes)) {
        sx_set(t, function->lambda, "Role", sx_new_if(t, condition, arn, no));
        sx_set_attribute(t, emit_role(t, function), "Condition", condition);
    } else if (sx_is_no_value(no)) {
        /* what is no name of a condition is printed as Python prints it; case function/role_conditional_odd */
        struct sx_string negated = CAT(t, STR("NOT"), sx_python_str(t, condition));
        sx_set(t, function->lambda, "Role", sx_new_if(t, condition, yes, arn));
        sx_set_attribute(t, emit_role(t, function), "Condition", TEXT(negated));
        sx_fields_set(t, &function->template->conditions, negated,
                      MAP({"Fn::Not", LIST(MAP({"Condition", condition}))}));
    }
}

void sx_expand_role(struct sx_transform *t, struct sx_function *function) {
    collect_policies(t, function);
    const struct sx_node *role = FUNCTION_PROPERTY(function, "Role");
    if (!role) {
        sx_set(t, function->lambda, "Role", GET_ATT(function->role.id, "Arn"));
        emit_role(t, function);
    } else if (sx_intrinsic(role, "Fn::If")) {
        expand_conditional_role(t, function, role);
    }
}

void sx_finish_role(struct sx_transform *t, struct sx_function *function) {
    if (!function->role_emitted)
        return;
    sx_set(t, function->role_emitted, "ManagedPolicyArns", function->role.managed_policy_arns);
    sx_set(t, function->role_emitted, "Policies", function->role.policies);
}
