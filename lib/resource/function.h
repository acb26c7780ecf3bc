/* SPDX-License-Identifier: Apache-2.0 */

/** What the files of AWS::Serverless::Function share. */
#ifndef SAMX_RESOURCE_FUNCTION_H
#define SAMX_RESOURCE_FUNCTION_H

#include "cfn/policies.h"
#include "event/event.h"
#include "resource/resource.h"

/** A Function while it is expanded. */
struct sx_function {
    struct sx_template *template;
    struct sx_resource *resource;
    struct sx_string id;
    struct sx_subject subject;
    const struct sx_node *node, *properties;
    struct sx_attributes attributes;
    struct sx_emitted *lambda;
    struct sx_emitted *alias;       /* NULL: none */
    struct sx_string alias_name;    /* empty: none */
    const struct sx_node *policies; /* what EventInvokeConfig adds to the role: a list, or NULL */
    struct sx_role role;
    struct sx_emitted *role_emitted; /* NULL: the Function brings its own */
    struct sx_events *events;
};

/** A property of the Function; null is read as absent. */
#define FUNCTION_PROPERTY(function, literal) sx_property(t, (function)->properties, STR(literal))

/** Where a property stands. */
static inline struct sx_span sx_function_at(const struct sx_transform *t, const struct sx_function *function,
                                            const char *name) {
    return sx_at_key(t, function->properties, sx_string_from(name));
}

/** Refuses at a property (NULL or absent: Properties). */
noreturn void sx_refuse_function(struct sx_transform *t, const struct sx_function *function, const char *property,
                                 enum sx_rule rule, struct sx_string message);

/** function_code.c: the Code property, from InlineCode, CodeUri or ImageUri. */
const struct sx_node *sx_function_code(struct sx_transform *t, const struct sx_function *function);
/** function_check.c: rules between properties, dead-letter queue, tenancy, package type. */
void sx_check_function(struct sx_transform *t, const struct sx_function *function);
void sx_check_package_type(struct sx_transform *t, const struct sx_function *function);
/** capacity_provider_config.c: CapacityProviderConfig in CloudFormation's form. */
const struct sx_node *sx_function_capacity_provider(struct sx_transform *t, const struct sx_function *function);
/** function_version.c: AutoPublishAlias: the version and the alias. */
void sx_expand_alias(struct sx_transform *t, struct sx_function *function);
/** function_url.c: FunctionUrlConfig. */
void sx_expand_url(struct sx_transform *t, struct sx_function *function);
/** function_deployment.c: DeploymentPreference. */
void sx_expand_deployment_preference(struct sx_transform *t, struct sx_function *function);
/** function_invoke.c: EventInvokeConfig. */
void sx_expand_event_invoke_config(struct sx_transform *t, struct sx_function *function);
/** function_role.c: the execution role; its policies are complete only after the events. */
void sx_expand_role(struct sx_transform *t, struct sx_function *function);
void sx_finish_role(struct sx_transform *t, struct sx_function *function);
/** function_events.c: checks and links all events, then expands them. */
void sx_link_events(struct sx_transform *t, struct sx_function *function);
void sx_expand_events(struct sx_transform *t, struct sx_function *function);

/**
 * A property of the Function, or a part of one, with its parameters put in; the reference does that in place, and
 * whoever shares the property sees it.
 */
const struct sx_node *sx_function_resolve(struct sx_transform *t, const struct sx_function *function,
                                          const struct sx_node *value);
/** True when Tracing is set, and not to Disabled. */
bool sx_function_is_traced(struct sx_transform *t, const struct sx_function *function);
/** {"Ref": alias} when there is one, else {"Ref": function}. */
const struct sx_node *sx_function_reference(struct sx_transform *t, const struct sx_function *function);

#endif
