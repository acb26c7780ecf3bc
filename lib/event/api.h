/* SPDX-License-Identifier: Apache-2.0 */

/** What the files of Api events share. */
#ifndef SAMX_EVENT_API_H
#define SAMX_EVENT_API_H

#include "event/event.h"
#include "openapi/swagger.h"

/** An Api event while it is expanded. */
struct sx_api_method {
    const struct sx_event *event;
    struct sx_object *api; /* the Properties of the API */
    struct sx_maybe_unicode path, method;
    const struct sx_object *auth; /* Auth of the event, or NULL */
    struct sx_object *stage;      /* what the resource policy calls the stage */
};

/** Finds the API of an Api event, of a Function or a StateMachine. */
void sx_link_api_event(struct sx_transform *t, struct sx_event *event);
/** The method of an event, but for `stage`. */
struct sx_api_method sx_api_method_of(struct sx_transform *t, const struct sx_event *event);
/** Refuses a method that another event has taken. */
void sx_check_api_method(struct sx_transform *t, const struct sx_api_method *method, struct sx_swagger *swagger);

/** Refuses the event at `value`; at its property when that stands nowhere. */
noreturn void sx_refuse_api_value(struct sx_transform *t, const struct sx_api_method *method,
                                  const struct sx_object *value, const char *property, enum sx_rule rule,
                                  struct sx_string message);
/** " on API method [get] for path [/x]": a part of many messages. */
struct sx_string sx_api_method_place(struct sx_transform *t, const struct sx_api_method *method);
/** A property of the event as an object; null is read as absent. */
struct sx_object *sx_api_property(const struct sx_transform *t, const struct sx_api_method *method, const char *name);

/*
 * All checks come before the first edit: the reference edits a copy, and drops it when it refuses the event.
 */

/** api_auth.c: the event's Auth, checked, and put into the document. */
void sx_check_api_auth(struct sx_transform *t, const struct sx_api_method *method);
void sx_add_api_auth(struct sx_transform *t, const struct sx_api_method *method, struct sx_swagger *swagger);

/** RequestParameters, once they are checked. */
struct sx_api_parameters {
    struct sx_request_parameter *items;
    size_t count;
};
/** api_request.c: RequestModel and RequestParameters, checked, and put into the document. */
struct sx_api_parameters sx_check_api_request(struct sx_transform *t, const struct sx_api_method *method);
void sx_add_api_request(struct sx_transform *t, const struct sx_api_method *method, struct sx_swagger *swagger,
                        struct sx_api_parameters parameters);

#endif
