/* SPDX-License-Identifier: Apache-2.0 */

/* AutoPublishAlias: a version of each revision of the state machine, and an alias that moves to it. */

#include "python/text.h"
#include "resource/state_machine.h"

static void check(struct sx_transform *t, const struct sx_state_machine *machine) {
    if (sx_is_true(STATE_MACHINE_PROPERTY(machine, "AutoPublishAlias")))
        return;
    if (sx_is_true(STATE_MACHINE_PROPERTY(machine, "UseAliasAsEventTarget")))
        sx_refuse_state_machine(t, machine, "UseAliasAsEventTarget", SX_RULE_PROPERTY_CONFLICT,
                                STR("'UseAliasAsEventTarget' requires 'AutoPublishAlias' property to be specified."));
    if (sx_is_true(STATE_MACHINE_PROPERTY(machine, "DeploymentPreference")))
        sx_refuse_state_machine(t, machine, "DeploymentPreference", SX_RULE_DEPLOYMENT_PREFERENCE,
                                STR("'DeploymentPreference' requires 'AutoPublishAlias' property to be specified."));
}

/* An earlier version stays: the alias goes back to it when a deployment fails. */
static struct sx_string emit_version(struct sx_transform *t, const struct sx_state_machine *machine) {
    struct sx_string id = CAT(t, machine->id, STR("Version"));
    struct sx_attributes attributes = machine->attributes;
    if (!attributes.deletion_policy)
        attributes.deletion_policy = S("Retain");
    if (!attributes.update_replace_policy)
        attributes.update_replace_policy = S("Retain");
    struct sx_emitted *version =
        sx_emit(t, machine->template, id, "AWS::StepFunctions::StateMachineVersion",
                MAP({"StateMachineArn", REF(machine->id)},
                    {"StateMachineRevisionId", GET_ATT(machine->id, "StateMachineRevisionId")}));
    sx_set_attributes(t, version, attributes);
    return id;
}

static const struct sx_node *deployment_preference(struct sx_transform *t, const struct sx_state_machine *machine,
                                                   const struct sx_node *version_arn) {
    const struct sx_node *given = STATE_MACHINE_PROPERTY(machine, "DeploymentPreference");
    if (!sx_is_true(given))
        return MAP({"Type", S("ALL_AT_ONCE")}, {"StateMachineVersionArn", version_arn});
    if (!sx_is_mapping(given)) /* the reference checks nothing here, and fails */
        sx_refuse_own(t, sx_at(given), SX_RULE_DEPLOYMENT_PREFERENCE,
                      CAT(t, STR("Resource with id ["), machine->id,
                          STR("] is invalid. Property 'DeploymentPreference' should be a map.")));
    return sx_with(t, given, STR("StateMachineVersionArn"), version_arn);
}

void sx_expand_state_machine_alias(struct sx_transform *t, struct sx_state_machine *machine) {
    check(t, machine);
    const struct sx_node *name = STATE_MACHINE_PROPERTY(machine, "AutoPublishAlias");
    if (!sx_is_true(name))
        return;
    struct sx_string version_id = emit_version(t, machine);
    /* what is no text is printed as Python prints it; a mapping is then refused as a logical id */
    struct sx_string id = CAT(t, machine->id, STR("Alias"), sx_python_str(t, name));
    machine->alias = sx_emit(t, machine->template, id, "AWS::StepFunctions::StateMachineAlias", MAP({"Name", name}));
    sx_set_attributes(t, machine->alias, machine->attributes);
    sx_set(t, machine->alias, "DeploymentPreference", deployment_preference(t, machine, REF(version_id)));
}
