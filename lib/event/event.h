/* SPDX-License-Identifier: Apache-2.0 */

/** Event sources: one file and one row in the registry for each. */
#ifndef SAMX_EVENT_EVENT_H
#define SAMX_EVENT_EVENT_H

#include "cfn/cfn.h"

/** The execution role that is being put together for a Function; events add to it. */
struct sx_role {
    struct sx_string id;
    const struct sx_node *managed_policy_arns; /* a list */
    const struct sx_node *policies;            /* a list, or NULL */
};

/** One event of a Function or a StateMachine, while it is expanded. */
struct sx_event {
    struct sx_template *template;
    const struct sx_event_source *source;
    struct sx_subject subject;        /* the owner, and the event's own id: for refusals in the event's name */
    struct sx_string id;              /* owner's id + event id: the logical id of what is generated */
    struct sx_string name;            /* the event's own id */
    const struct sx_node *node;       /* the whole event */
    const struct sx_node *properties; /* NULL: none */
    struct sx_object *object;         /* the properties as a Python object, in a template with a REST API; else NULL */
    bool unicode_function;            /* the id of the Function is one of Python 2.7's unicode texts */
    /* what it calls */
    bool of_state_machine;
    struct sx_string function; /* logical id of the owner: the Function, or the StateMachine */
    struct sx_string target;   /* logical id of the alias, or of the owner */
    bool target_is_alias;
    struct sx_attributes attributes; /* of the owner, for what is generated */
    struct sx_role *role;            /* where policies go, also when the Function brings its own role; else NULL */
    const struct sx_node *permissions_boundary; /* of the StateMachine, for the roles that start it; or NULL */
    struct sx_string sort_key;                  /* of Functions: by what they are expanded */
    struct sx_resource *linked;                 /* the bucket, user pool or API that link() found */
};

/**
 * The events of the resource that is being expanded, in the order of the template; of Python 2.7's in a template with a
 * REST API. The next resource uses the same memory.
 */
struct sx_events {
    struct sx_event *items;
    struct sx_event **sorted; /* room for going through them in another order */
    size_t count, capacity;
};

struct sx_event_source {
    const char *type;      /* "S3" */
    const char *principal; /* the service that gets permission to call, or NULL */
    /* Finds what the event refers to, before anything is expanded. NULL: nothing to find. */
    void (*link)(struct sx_transform *t, struct sx_event *event);
    /* Emits the resources of the event. */
    void (*expand)(struct sx_transform *t, struct sx_event *event);
};

/** The row of an event type, of Functions or of StateMachines; or NULL. */
const struct sx_event_source *sx_event_source(struct sx_string type, bool of_state_machine);
/** Suggests the nearest type for the finding that comes next. */
void sx_suggest_event_type(struct sx_transform *t, struct sx_string type, bool of_state_machine);

/**
 * Reads the events of a resource (`node`: its Events), checks their properties and links them: read.c. `like` has the
 * members that all of them share. Nothing has been expanded before.
 */
struct sx_events *sx_read_events(struct sx_transform *t, const struct sx_event *like,
                                 const struct sx_resource *resource, const struct sx_node *node);

/** A property; null is read as absent. */
const struct sx_node *sx_event_get(const struct sx_transform *t, const struct sx_event *event, const char *name);
/** Where a finding of `rule` about a property stands; else the properties, else the event. `name` may be NULL. */
struct sx_span sx_event_at(const struct sx_transform *t, const struct sx_event *event, const char *name,
                           enum sx_rule rule);
/** Refuses: "Resource with id [F] is invalid. Event with id [E] is invalid. MESSAGE" at a property (NULL: the event).
 */
noreturn void sx_refuse_event(struct sx_transform *t, const struct sx_event *event, const char *property,
                              enum sx_rule rule, struct sx_string message);
/**
 * The same, under the event's logical id (Function id + event id), which some refusals of the reference name.
 */
noreturn void sx_refuse_event_by_logical_id(struct sx_transform *t, const struct sx_event *event, const char *property,
                                            enum sx_rule rule, struct sx_string message);

/** Refuses `subject` for two properties that exclude each other, at the later one. */
noreturn void sx_refuse_event_conflict(struct sx_transform *t, const struct sx_event *event, struct sx_subject subject,
                                       const char *one, const char *other, struct sx_string message);

/** The ARN of what is called: {"Ref": alias or state machine} or {"Fn::GetAtt": [function, "Arn"]}. */
const struct sx_node *sx_event_target_arn(struct sx_transform *t, const struct sx_event *event);
/** The name of what is called: {"Ref": alias} (an alias has no name of its own) or {"Ref": function}. */
const struct sx_node *sx_event_target_name(struct sx_transform *t, const struct sx_event *event);

/** What a permission to call depends on. Absent members are left out of the resource. */
struct sx_permission {
    struct sx_string prefix; /* of the logical id; empty: the event's logical id */
    struct sx_string suffix;
    const struct sx_node *source_arn, *source_account, *event_source_token;
};
/** Emits the AWS::Lambda::Permission that lets the event's principal call the target: permission.c. */
struct sx_emitted *sx_emit_permission(struct sx_transform *t, const struct sx_event *event,
                                      struct sx_permission permission);

/**
 * Emits the AWS::Lambda::EventSourceMapping of an event source that Lambda polls, and adds to the role:
 * event_source_mapping.c. `arn` is EventSourceArn, or NULL. Policies are the business of each source.
 */
struct sx_emitted *sx_emit_event_source_mapping(struct sx_transform *t, const struct sx_event *event,
                                                const struct sx_node *arn);

#endif
