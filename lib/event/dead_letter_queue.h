/* SPDX-License-Identifier: Apache-2.0 */

/** DeadLetterConfig of an event: where EventBridge puts what it could not deliver. */
#ifndef SAMX_EVENT_DEAD_LETTER_QUEUE_H
#define SAMX_EVENT_DEAD_LETTER_QUEUE_H

#include "event/event.h"

/**
 * Checks DeadLetterConfig and returns the ARN of its queue, which is emitted when the template does not name one, with
 * a policy for the rule `rule_arn` (NULL: without a policy). NULL when the event has no DeadLetterConfig.
 */
const struct sx_node *sx_dead_letter_queue_arn(struct sx_transform *t, const struct sx_event *event,
                                               const struct sx_node *rule_arn);

#endif
