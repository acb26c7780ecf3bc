/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Serverless::StateMachine: the steps in order, the state machine itself, its role and its events. */

#include "resource/state_machine.h"

#include "cfn/policies.h"

noreturn void sx_refuse_state_machine(struct sx_transform *t, const struct sx_state_machine *machine,
                                      const char *property, enum sx_rule rule, struct sx_string message) {
    struct sx_span where =
        property ? sx_at_entry(t, machine->properties, sx_string_from(property), rule) : sx_at(machine->properties);
    sx_refuse_resource(t, machine->id, where.end ? where : machine->resource->id_span, rule, message);
}

noreturn void sx_refuse_state_machine_conflict(struct sx_transform *t, const struct sx_state_machine *machine,
                                               const char *one, const char *other, struct sx_string message) {
    struct sx_span where = sx_later(sx_at_key(t, machine->properties, sx_string_from(one)),
                                    sx_at_key(t, machine->properties, sx_string_from(other)));
    sx_refuse_resource(t, machine->id, where, SX_RULE_PROPERTY_CONFLICT, message);
}

/* The reference has made a list of a single policy, whatever it is, before it checks the properties. */
static const struct sx_node *with_policy_list(struct sx_transform *t, const struct sx_node *properties) {
    const struct sx_node *policies = GET(properties, "Policies");
    if (!sx_is_true(policies) || sx_is_sequence(policies))
        return properties;
    return sx_with(t, properties, STR("Policies"), LIST(policies));
}

/* --------------------------------------------------------------------------------------------------------- role -- */

static bool is_traced(struct sx_transform *t, const struct sx_state_machine *machine) {
    const struct sx_node *enabled = GET(STATE_MACHINE_PROPERTY(machine, "Tracing"), "Enabled");
    return sx_is(enabled, SX_BOOL) && enabled->boolean;
}

static const struct sx_node *emit_role(struct sx_transform *t, const struct sx_state_machine *machine) {
    struct sx_string id = CAT(t, machine->id, STR("Role"));
    struct sx_role_policies policies = {.managed_policy_arns = EMPTY_LIST()};
    const struct sx_node *expanded = machine->resource->policies;
    const struct sx_node *entries =
        sx_policy_entries(t, expanded ? expanded : STATE_MACHINE_PROPERTY(machine, "Policies"));
    if (is_traced(t, machine)) /* the policy has another name outside the partition aws */
        entries = sx_append(t, entries,
                            sx_string_is(machine->template->partition, "aws") ? S("AWSXrayWriteOnlyAccess")
                                                                              : S("AWSXRayDaemonWriteAccess"));
    sx_add_policies(t, machine->template, machine->id, id, entries, &policies);
    const struct sx_node *tags = sx_tag_list_of_state_machine(t, STATE_MACHINE_PROPERTY(machine, "Tags"));
    struct sx_emitted *role =
        sx_emit(t, machine->template, id, "AWS::IAM::Role",
                MAP({"AssumeRolePolicyDocument", sx_assume_role_policy(t, "states.amazonaws.com")},
                    {"ManagedPolicyArns", policies.managed_policy_arns},
                    {"Path", STATE_MACHINE_PROPERTY(machine, "RolePath")}, {"Policies", policies.documents},
                    {"PermissionsBoundary", STATE_MACHINE_PROPERTY(machine, "PermissionsBoundary")}, {"Tags", tags}));
    sx_set_attributes(t, role, machine->attributes);
    return GET_ATT(id, "Arn");
}

static const struct sx_node *role_arn(struct sx_transform *t, const struct sx_state_machine *machine) {
    const struct sx_node *role = STATE_MACHINE_PROPERTY(machine, "Role");
    if (!sx_is_true(role))
        return emit_role(t, machine);
    if (sx_is_true(STATE_MACHINE_PROPERTY(machine, "Policies")))
        sx_refuse_state_machine_conflict(
            t, machine, "Role", "Policies",
            STR("Specify either 'Role' or 'Policies' (but not both at the same time) or neither of "
                "them"));
    return role;
}

/* ------------------------------------------------------------------------------------------------------- events -- */

static void read_events(struct sx_transform *t, struct sx_state_machine *machine) {
    struct sx_event like = {
        .template = machine->template,
        .subject = {.resource = machine->id},
        .of_state_machine = true,
        .function = machine->id,
        .attributes = machine->attributes,
        .permissions_boundary = STATE_MACHINE_PROPERTY(machine, "PermissionsBoundary"),
    };
    machine->events = sx_read_events(t, &like, machine->resource, STATE_MACHINE_PROPERTY(machine, "Events"));
}

static void expand_events(struct sx_transform *t, struct sx_state_machine *machine) {
    const struct sx_node *cause = t->cause;
    bool to_alias = sx_is_true(STATE_MACHINE_PROPERTY(machine, "UseAliasAsEventTarget"));
    for (size_t i = 0; i < machine->events->count; i++) {
        struct sx_event *event = &machine->events->items[i];
        t->cause = event->node;
        /* from here on the reference names the event alone: case state_machine/refused_events */
        event->subject.resource = (struct sx_string){NULL, 0};
        event->target = to_alias ? machine->alias->id : machine->id;
        event->target_is_alias = to_alias;
        event->source->expand(t, event);
    }
    t->cause = cause;
}

/* -------------------------------------------------------------------------------------------------- all together -- */

static void expand_machine(struct sx_transform *t, struct sx_state_machine *machine) {
    machine->emitted = sx_emit(t, machine->template, machine->id, "AWS::StepFunctions::StateMachine", NULL);
    sx_set_all_attributes(t, machine->emitted, machine->node);
    sx_set_state_machine_definition(t, machine);
    sx_set(t, machine->emitted, "RoleArn", role_arn(t, machine));
    sx_set(t, machine->emitted, "StateMachineName", STATE_MACHINE_PROPERTY(machine, "Name"));
    sx_set(t, machine->emitted, "StateMachineType", STATE_MACHINE_PROPERTY(machine, "Type"));
    sx_set(t, machine->emitted, "LoggingConfiguration", STATE_MACHINE_PROPERTY(machine, "Logging"));
    sx_set(t, machine->emitted, "TracingConfiguration", STATE_MACHINE_PROPERTY(machine, "Tracing"));
    sx_set(t, machine->emitted, "Tags", sx_tag_list_of_state_machine(t, STATE_MACHINE_PROPERTY(machine, "Tags")));
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    struct sx_state_machine machine = {
        .template = template,
        .resource = resource,
        .id = resource->id,
        .node = resource->node,
        .properties = with_policy_list(t, GET(resource->node, "Properties")),
        .attributes = sx_attributes_of(t, resource->node),
    };
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::StateMachine")), machine.id, machine.properties,
                        resource->id_span);
    read_events(t, &machine);
    expand_machine(t, &machine);
    sx_expand_state_machine_alias(t, &machine);
    expand_events(t, &machine);
    const struct sx_node *tags = STATE_MACHINE_PROPERTY(&machine, "Tags");
    if (sx_is_true(STATE_MACHINE_PROPERTY(&machine, "PropagateTags")) && sx_is_true(tags))
        sx_propagate_tags(t, resource, tags);
}

const struct sx_resource_kind sx_resource_state_machine = {
    .type = "AWS::Serverless::StateMachine",
    .order = 1,
    .expand = expand,
};
