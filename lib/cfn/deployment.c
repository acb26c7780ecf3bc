/* SPDX-License-Identifier: Apache-2.0 */

#include "cfn/deployment.h"

#include "cfn/condition.h"
#include "intrinsic/resolve.h"

#define APPLICATION_ID "ServerlessDeploymentApplication"
#define SERVICE_ROLE_ID "CodeDeployServiceRole"
#define CONDITION_NAME "ServerlessCodeDeployCondition"

struct sx_string sx_deployment_group_id(struct sx_transform *t, const struct sx_deployment *deployment) {
    return CAT(t, deployment->function, STR("DeploymentGroup"));
}

/* ------------------------------------------------------------------------------------------------------ alarms -- */

static const struct sx_node *alarm_configuration(struct sx_transform *t, const struct sx_deployment *deployment,
                                                 const struct sx_node *alarms) {
    if (!sx_is_sequence(alarms))
        sx_refuse_resource(t, deployment->function, alarms && alarms->span.end ? alarms->span : deployment->where,
                           SX_RULE_DEPLOYMENT_PREFERENCE, STR("Alarms must be a list"));
    size_t count = alarms->sequence.count;
    if (count == 0 || sx_is_no_value(sx_item(alarms, 0)))
        return EMPTY_MAP();
    const struct sx_node **items = sx_alloc_array(t, count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = MAP({"Name", sx_item(alarms, i)});
    return MAP({"Enabled", BOOL(true)}, {"Alarms", sx_new_sequence_of(t, NULL, items, count)});
}

const struct sx_node *sx_deployment_alarms(struct sx_transform *t, const struct sx_deployment *deployment) {
    const struct sx_node *alarms = deployment->alarms;
    if (!sx_is_true(alarms) || sx_is_no_value(alarms))
        return NULL;
    const struct sx_node *arguments = sx_intrinsic(alarms, "Fn::If");
    if (!arguments)
        return alarm_configuration(t, deployment, alarms);
    if (!sx_is_whole_if(alarms))
        sx_refuse_resource(t, deployment->function, sx_at(alarms), SX_RULE_INTRINSIC,
                           STR("Fn::If requires 3 arguments"));
    const struct sx_node *yes = alarm_configuration(t, deployment, sx_item(arguments, 1));
    const struct sx_node *no = alarm_configuration(t, deployment, sx_item(arguments, 2));
    return MAP({"Fn::If", LIST(sx_item(arguments, 0), yes, no)});
}

/* ------------------------------------------------------------------------------------------------ configuration -- */

static bool is_predefined(const struct sx_node *type) {
    static const char *const names[] = {
        "Canary10Percent5Minutes",      "Canary10Percent10Minutes",      "Canary10Percent15Minutes",
        "Canary10Percent30Minutes",     "Linear10PercentEvery1Minute",   "Linear10PercentEvery2Minutes",
        "Linear10PercentEvery3Minutes", "Linear10PercentEvery10Minutes", "AllAtOnce",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sx_text_is(type, names[i]))
            return true;
    return false;
}

static const struct sx_node *configuration(struct sx_transform *t, const struct sx_node *type, bool inside_sub);

static const struct sx_node *configuration_item(struct sx_transform *t, void *user, const struct sx_node *item) {
    (void)user;
    return configuration(t, item, false);
}

/* The names of CodeDeploy's own configurations get their prefix, also inside intrinsics. */
static const struct sx_node *configuration(struct sx_transform *t, const struct sx_node *type, bool inside_sub) {
    if (sx_is_sequence(type))
        return sx_map_children(t, type, configuration_item, NULL);
    if (sx_is_intrinsic(type)) {
        const struct sx_pair *pair = &type->mapping.pairs[0];
        bool sub = sx_string_is(pair->key, "Fn::Sub");
        return sx_with(t, type, pair->key, configuration(t, pair->value, sub));
    }
    if (!is_predefined(type))
        return type;
    const struct sx_node *arguments = LIST(S("CodeDeployDefault.Lambda${ConfigName}"), MAP({"ConfigName", type}));
    return inside_sub ? arguments : MAP({"Fn::Sub", arguments});
}

/* ------------------------------------------------------------------------------------------------ update policy -- */

/* A hook that is {"Ref": null} counts as none. */
static const struct sx_node *hook(const struct sx_node *hook) {
    const struct sx_node *name = sx_intrinsic(hook, "Ref");
    return sx_is_none(hook) || (name && sx_is_none(name)) ? NULL : hook;
}

const struct sx_node *sx_deployment_update_policy(struct sx_transform *t, const struct sx_deployment *deployment) {
    return MAP({"CodeDeployLambdaAliasUpdate", MAP({"ApplicationName", REF(STR(APPLICATION_ID))},
                                                   {"DeploymentGroupName", REF(sx_deployment_group_id(t, deployment))},
                                                   {"BeforeAllowTrafficHook", hook(deployment->pre_traffic)},
                                                   {"AfterAllowTrafficHook", hook(deployment->post_traffic)})});
}

/* ----------------------------------------------------------------------------------------------- shared resources --
 */

/** What all enabled deployments have in common. */
struct shared {
    struct sx_condition_set conditions;
    bool conditional;           /* every enabled deployment has a condition */
    const struct sx_node *tags; /* a list, or NULL */
    bool own_roles;             /* every enabled deployment brings its role */
    bool any;
};

static struct shared collect(struct sx_transform *t, const struct sx_template *template) {
    struct shared shared = {.conditional = true, .own_roles = true};
    struct sx_fields tags = {0};
    for (size_t i = 0; i < template->deployments.count; i++) {
        const struct sx_deployment *deployment = template->deployments.items[i];
        if (!deployment->enabled)
            continue;
        shared.any = true;
        shared.own_roles = shared.own_roles && sx_is_true(deployment->role);
        shared.conditional = shared.conditional && sx_is_true(deployment->condition);
        if (sx_is_string(deployment->condition))
            sx_add_condition(t, &shared.conditions, deployment->condition->string);
        sx_fields_set_all(t, &tags, deployment->tags);
    }
    shared.tags = tags.pairs.count ? sx_tag_list(t, sx_fields_node(t, &tags, NULL)) : NULL;
    return shared;
}

/* The one condition, or the name of the one that is true when any of them is. */
static void set_condition(struct sx_transform *t, const struct shared *shared, struct sx_emitted *emitted) {
    if (!shared->conditional)
        return;
    bool one = shared->conditions.names.count == 1;
    sx_set_attribute(t, emitted, "Condition", TEXT(one ? shared->conditions.names.items[0] : STR(CONDITION_NAME)));
}

static void emit_application(struct sx_transform *t, struct sx_template *template, const struct shared *shared) {
    struct sx_emitted *application = sx_emit(t, template, STR(APPLICATION_ID), "AWS::CodeDeploy::Application",
                                             MAP({"ComputePlatform", S("Lambda")}, {"Tags", shared->tags}));
    set_condition(t, shared, application);
}

static void emit_service_role(struct sx_transform *t, struct sx_template *template, const struct shared *shared) {
    bool limited = sx_string_is(template->partition, "aws-iso") || sx_string_is(template->partition, "aws-iso-b");
    const struct sx_node *policy = sx_aws_managed_policy(t, template,
                                                         limited ? "service-role/AWSCodeDeployRoleForLambdaLimited"
                                                                 : "service-role/AWSCodeDeployRoleForLambda");
    struct sx_emitted *role =
        sx_emit(t, template, STR(SERVICE_ROLE_ID), "AWS::IAM::Role",
                MAP({"AssumeRolePolicyDocument", sx_assume_role_policy(t, "codedeploy.amazonaws.com")},
                    {"ManagedPolicyArns", LIST(policy)}, {"Tags", shared->tags}));
    set_condition(t, shared, role);
}

static void emit_group(struct sx_transform *t, struct sx_template *template, const struct sx_deployment *deployment) {
    const struct sx_node *rollback =
        MAP({"Enabled", BOOL(true)},
            {"Events", LIST(S("DEPLOYMENT_FAILURE"), S("DEPLOYMENT_STOP_ON_ALARM"), S("DEPLOYMENT_STOP_ON_REQUEST"))});
    const struct sx_node *style =
        MAP({"DeploymentType", S("BLUE_GREEN")}, {"DeploymentOption", S("WITH_TRAFFIC_CONTROL")});
    const struct sx_node *alarms = sx_deployment_alarms(t, deployment);
    bool own_role = sx_is_true(deployment->role);
    struct sx_emitted *group =
        sx_emit(t, template, sx_deployment_group_id(t, deployment), "AWS::CodeDeploy::DeploymentGroup",
                MAP({"AlarmConfiguration", alarms}, {"ApplicationName", REF(STR(APPLICATION_ID))},
                    {"AutoRollbackConfiguration", rollback},
                    {"DeploymentConfigName", configuration(t, deployment->type, false)}, {"DeploymentStyle", style},
                    {"ServiceRoleArn", own_role ? deployment->role : GET_ATT(STR(SERVICE_ROLE_ID), "Arn")},
                    {"TriggerConfigurations", sx_is_true(deployment->triggers) ? deployment->triggers : NULL},
                    {"Tags", sx_is_true(deployment->tags) ? sx_tag_list(t, deployment->tags) : NULL}));
    if (sx_is_true(deployment->condition))
        sx_set_attribute(t, group, "Condition", deployment->condition);
}

void sx_emit_deployments(struct sx_transform *t, struct sx_template *template) {
    struct shared shared = collect(t, template);
    if (!shared.any)
        return;
    emit_application(t, template, &shared);
    /*
     * The reference's set of conditions has no order; sorted here. It adds the condition to a section that must be
     * there: case function/deployment_conditions_without_section shows what comes out else.
     */
    if (shared.conditional && sx_has_conditions(template))
        sx_combine_conditions(t, template, STR(CONDITION_NAME), &shared.conditions);
    if (!shared.own_roles)
        emit_service_role(t, template, &shared);
    for (size_t i = 0; i < template->deployments.count; i++) {
        const struct sx_deployment *deployment = template->deployments.items[i];
        t->cause = deployment->cause;
        if (deployment->enabled)
            emit_group(t, template, deployment);
    }
}
