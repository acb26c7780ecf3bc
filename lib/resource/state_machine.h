/* SPDX-License-Identifier: Apache-2.0 */

/** What the files of AWS::Serverless::StateMachine share. */
#ifndef SAMX_RESOURCE_STATE_MACHINE_H
#define SAMX_RESOURCE_STATE_MACHINE_H

#include "event/event.h"
#include "resource/resource.h"

/** A StateMachine while it is expanded. */
struct sx_state_machine {
    struct sx_template *template;
    struct sx_resource *resource;
    struct sx_string id;
    const struct sx_node *node, *properties;
    struct sx_attributes attributes;
    struct sx_emitted *emitted; /* the state machine itself */
    struct sx_emitted *alias;   /* NULL: none */
    struct sx_events *events;
};

/** A property of the StateMachine; null is read as absent. */
#define STATE_MACHINE_PROPERTY(machine, literal) sx_property(t, (machine)->properties, STR(literal))

/** Refuses at a property (NULL or absent: Properties). */
noreturn void sx_refuse_state_machine(struct sx_transform *t, const struct sx_state_machine *machine,
                                      const char *property, enum sx_rule rule, struct sx_string message);
/** Refuses two properties that exclude each other, at the later one. */
noreturn void sx_refuse_state_machine_conflict(struct sx_transform *t, const struct sx_state_machine *machine,
                                               const char *one, const char *other, struct sx_string message);

/** state_machine_definition.c: the definition, inline or in S3, and its substitutions. */
void sx_set_state_machine_definition(struct sx_transform *t, const struct sx_state_machine *machine);
/** state_machine_alias.c: AutoPublishAlias: the version and the alias. */
void sx_expand_state_machine_alias(struct sx_transform *t, struct sx_state_machine *machine);

#endif
