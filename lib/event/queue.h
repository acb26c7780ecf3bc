/* SPDX-License-Identifier: Apache-2.0 */

/** The queues that events bring along: dead-letter queues, and the queue between an SNS topic and a function. */
#ifndef SAMX_EVENT_QUEUE_H
#define SAMX_EVENT_QUEUE_H

#include "event/event.h"

/** The logical id that the template chose, or `otherwise` when it chose none. Refuses what cannot be a logical id. */
struct sx_string sx_chosen_id(struct sx_transform *t, const struct sx_node *chosen, struct sx_string otherwise);

struct sx_emitted *sx_emit_queue(struct sx_transform *t, const struct sx_event *event, struct sx_string id);

/** Emits the policy that lets `principal` send messages to a queue on behalf of `source_arn`. */
struct sx_queue_policy {
    struct sx_string id;
    const struct sx_node *principal, *queue_arn, *queue_url, *source_arn;
};
struct sx_emitted *sx_emit_queue_policy(struct sx_transform *t, const struct sx_event *event,
                                        struct sx_queue_policy policy);

#endif
