/* SPDX-License-Identifier: Apache-2.0 */

/* DeploymentPreference: the alias moves to a new version step by step. */

#include "cfn/deployment.h"
#include "resource/function.h"

static const struct sx_node *resolve(struct sx_transform *t, const struct sx_function *function,
                                     const struct sx_node *value) {
    const struct sx_template *template = function->template;
    return sx_resolve_mappings(t, template->mappings, sx_resolve(t, &template->parameters, value));
}

static bool is_one_of(const struct sx_node *value, bool boolean, const char *lower, const char *upper) {
    if (sx_text_is(value, lower) || sx_text_is(value, upper))
        return true;
    /* 1 == True in Python */
    bool is_one = sx_is(value, SX_INT) && !value->big && value->integer == boolean;
    bool is_one_float = sx_is(value, SX_FLOAT) && value->number == (double)boolean;
    return is_one || is_one_float || (sx_is(value, SX_BOOL) && value->boolean == boolean);
}

static bool passes_condition(struct sx_transform *t, const struct sx_function *function,
                             const struct sx_node *preference) {
    const struct sx_node *given = GET(preference, "PassthroughCondition");
    if (!given)
        return false;
    const struct sx_node *value = resolve(t, function, given);
    if (is_one_of(value, true, "true", "True"))
        return true;
    if (is_one_of(value, false, "false", "False"))
        return false;
    if (sx_is_intrinsic(value))
        sx_refuse_resource(t, function->id, sx_at(given), SX_RULE_DEPLOYMENT_PREFERENCE,
                           STR("Unsupported intrinsic: the only intrinsic functions supported for property "
                               "PassthroughCondition are FindInMap and parameter Refs."));
    sx_refuse_resource(t, function->id, sx_at(given), SX_RULE_DEPLOYMENT_PREFERENCE,
                       STR("Invalid value for property PassthroughCondition."));
}

static void read_hooks(struct sx_transform *t, const struct sx_function *function, const struct sx_node *preference,
                       struct sx_deployment *deployment) {
    const struct sx_node *hooks = GET(preference, "Hooks");
    if (!hooks)
        return;
    if (!sx_is_mapping(hooks))
        sx_refuse_resource(t, function->id, sx_at(hooks), SX_RULE_DEPLOYMENT_PREFERENCE,
                           STR("'Hooks' property of 'DeploymentPreference' must be a dictionary"));
    deployment->pre_traffic = GET(hooks, "PreTraffic");
    deployment->post_traffic = GET(hooks, "PostTraffic");
}

static struct sx_deployment *read_preference(struct sx_transform *t, const struct sx_function *function,
                                             const struct sx_node *preference) {
    struct sx_deployment *deployment = SX_NEW(t, struct sx_deployment);
    deployment->function = function->id;
    deployment->where = sx_function_at(t, function, "DeploymentPreference");
    deployment->cause = t->cause;
    const struct sx_node *enabled = GET(preference, "Enabled");
    if (enabled)
        enabled = resolve(t, function, enabled);
    deployment->enabled =
        !enabled || (sx_is_true(enabled) && !sx_text_is(enabled, "false") && !sx_text_is(enabled, "False"));
    /* resolved before anything else is looked at: an intrinsic that cannot be resolved is refused also when disabled */
    const struct sx_node *type = GET(preference, "Type");
    deployment->type = type ? resolve(t, function, type) : NULL;
    bool pass_condition = passes_condition(t, function, preference);
    if (!deployment->enabled)
        return deployment;
    if (!type)
        sx_refuse_resource(t, function->id, deployment->where, SX_RULE_DEPLOYMENT_PREFERENCE,
                           STR("'DeploymentPreference' is missing required Property 'Type'"));
    read_hooks(t, function, preference, deployment);
    deployment->alarms = GET(preference, "Alarms");
    deployment->role = GET(preference, "Role");
    deployment->triggers = GET(preference, "TriggerConfigurations");
    deployment->condition = pass_condition ? function->attributes.condition : NULL;
    const struct sx_node *tags = FUNCTION_PROPERTY(function, "Tags");
    if (sx_is_true(FUNCTION_PROPERTY(function, "PropagateTags")) && sx_is_true(tags))
        deployment->tags = tags;
    return deployment;
}

void sx_expand_deployment_preference(struct sx_transform *t, struct sx_function *function) {
    const struct sx_node *preference = FUNCTION_PROPERTY(function, "DeploymentPreference");
    if (!sx_is_true(preference))
        return;
    struct sx_deployment *deployment = read_preference(t, function, preference);
    SX_PUSH(t, &function->template->deployments, deployment);
    if (!deployment->enabled)
        return;
    const struct sx_node *alias = GET(function->properties, "AutoPublishAlias");
    if (!function->alias)
        sx_refuse_resource(t, function->id, alias ? sx_at(alias) : deployment->where, SX_RULE_DEPLOYMENT_PREFERENCE,
                           STR("'DeploymentPreference' requires AutoPublishAlias property to be specified."));
    sx_deployment_alarms(t, deployment); /* refused here, as the Function's error */
    sx_set_attribute(t, function->alias, "UpdatePolicy", sx_deployment_update_policy(t, deployment));
}
