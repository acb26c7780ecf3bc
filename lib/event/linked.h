/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The resource of the template that an event edits: the bucket of an S3 event, the user pool of a Cognito event. An
 * edit replaces event->linked->node, so that the next event that edits the resource sees it.
 */
#ifndef SAMX_EVENT_LINKED_H
#define SAMX_EVENT_LINKED_H

#include "event/event.h"

/** Sets a member of the resource, such as "Properties". */
void sx_edit_linked(struct sx_transform *t, const struct sx_event *event, const char *member,
                    const struct sx_node *value);

/** Where a member of the resource stands, else its logical id. */
struct sx_span sx_linked_at(const struct sx_transform *t, const struct sx_event *event, const char *member);

/** The resource as the subject of a refusal. */
struct sx_subject sx_linked_subject(const struct sx_event *event);

/** Refuses Properties that are not a map, where the reference fails without a message. */
noreturn void sx_refuse_linked_properties(struct sx_transform *t, const struct sx_event *event);

/** Emits the resource as it stands now. Refuses it unless it is a `type` and its properties are those of the type. */
void sx_emit_linked(struct sx_transform *t, const struct sx_event *event, const char *type);

/** Puts what the buckets must wait for into their DependsOn, once all events are expanded: s3.c. */
void sx_finish_buckets(struct sx_transform *t, struct sx_template *template);

#endif
