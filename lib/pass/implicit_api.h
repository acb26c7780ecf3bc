/* SPDX-License-Identifier: Apache-2.0 */

/** What the implicit REST and HTTP APIs share: API events of functions and state machines, and their conditions. */
#ifndef SAMX_PASS_IMPLICIT_API_H
#define SAMX_PASS_IMPLICIT_API_H

#include "cfn/condition.h"
#include "openapi/swagger.h"

/** One kind of implicit API. */
struct sx_implicit_kind {
    const char *event_type;    /* "Api" */
    const char *id_property;   /* "RestApiId" */
    const char *id;            /* "ServerlessRestApi" */
    const char *resource_type; /* "AWS::Serverless::Api" */
    const char *condition;     /* "ServerlessRestApiCondition" */
    bool http;                 /* its documents are those of HTTP APIs */
};

/** What the events of one API say about its resource attributes. */
struct sx_implicit_api {
    struct sx_map paths; /* path -> struct sx_map * of method -> struct sx_string *: a condition; NULL: none. Empty
                            when nothing has a condition */
    bool retain, remove, snapshot;                         /* DeletionPolicy of the resources with events */
    bool replace_retain, replace_remove, replace_snapshot; /* UpdateReplacePolicy */
};

/** The work of one kind over a template. */
struct sx_implicit {
    const struct sx_implicit_kind *kind;
    struct sx_template *template;
    struct sx_map apis;                    /* logical id of the API -> struct sx_implicit_api * */
    const struct sx_node *existing;        /* a resource of the template that has the implicit API's id; or NULL */
    struct sx_object *existing_properties; /* of that, as an object; or NULL */
    struct sx_object *reference;           /* to the implicit API, for all events that name none; NULL: none so far */
    bool failed;
};

/** An API event, with everything that the reference has checked of it. */
struct sx_api_event {
    struct sx_resource *owner; /* the Function or StateMachine */
    struct sx_string name;     /* the event's id */
    struct sx_object *properties;
    struct sx_string api;
    struct sx_maybe_unicode path, method;
};

/**
 * Makes owner->events of the Events of a Function or StateMachine, a mapping: a dictionary that may be edited. Only
 * events of APIs are. With `python27` the dictionaries are those of Python 2.7.
 */
void sx_implicit_convert_events(struct sx_transform *t, struct sx_resource *owner, const struct sx_node *events,
                                bool python27);
/**
 * The events of a resource that are of the kind. The reference puts them into a dictionary of their own, in the order
 * of which it goes on, and updates the events with that at the end: sx_implicit_finish_events().
 */
const struct sx_dict_entry *sx_implicit_events(struct sx_transform *t, const struct sx_implicit *implicit,
                                               const struct sx_resource *owner, size_t *count);
void sx_implicit_finish_events(struct sx_transform *t, const struct sx_resource *owner, size_t count);
/** Remembers the conditions and policies of an event's owner for the API that it is on. */
void sx_implicit_remember(struct sx_transform *t, struct sx_implicit *implicit, const struct sx_api_event *event);
/** Checks the id of the API, the path and the method of an event; refuses at the event. */
void sx_implicit_check(struct sx_transform *t, const struct sx_implicit *implicit, struct sx_api_event *event);
/** Gives the event the implicit API, when it names none, and the tags of its owner to the API. */
void sx_implicit_choose(struct sx_transform *t, struct sx_implicit *implicit, const struct sx_api_event *event);
/** Conditions and policies of the implicit API, and conditions of the paths of every API that SAM manages. */
void sx_implicit_apply(struct sx_transform *t, struct sx_implicit *implicit);
/** Takes the implicit API out again when no event uses it. */
void sx_implicit_remove_unused(struct sx_transform *t, struct sx_implicit *implicit);

/** Where a property of an event stands: its value, else the event; `property` may be NULL. */
struct sx_span sx_api_event_at(struct sx_transform *t, const struct sx_api_event *event, const char *property);
/** Refuses: "Resource with id [F] is invalid. Event with id [E] is invalid. MESSAGE" */
noreturn void sx_refuse_api_event(struct sx_transform *t, const struct sx_api_event *event, const char *property,
                                  enum sx_rule rule, struct sx_string message);

#endif
