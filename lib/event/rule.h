/* SPDX-License-Identifier: Apache-2.0 */

/** What the events that make an EventBridge rule share. */
#ifndef SAMX_EVENT_RULE_H
#define SAMX_EVENT_RULE_H

#include "event/event.h"

/** The principal of every permission for a rule. */
#define SX_RULE_PRINCIPAL "events.amazonaws.com"

/** Emits the rule of an event, without properties. */
struct sx_emitted *sx_emit_rule(struct sx_transform *t, const struct sx_event *event);

/** State of a rule, from State or Enabled of the event. Refuses an event that has both. */
void sx_set_rule_state(struct sx_transform *t, const struct sx_event *event, struct sx_emitted *rule);

/**
 * Targets of a rule: a list with the function or state machine. `role_arn` is the role that starts the state machine,
 * NULL for a function; `dead_letter_queue_arn` may be NULL.
 */
const struct sx_node *sx_rule_targets(struct sx_transform *t, const struct sx_event *event,
                                      const struct sx_node *role_arn, const struct sx_node *dead_letter_queue_arn);

/**
 * Emits the rule of an event of a Function that has a pattern, and what belongs to it: CloudWatchEvent and
 * EventBridgeRule.
 */
void sx_expand_pattern_event(struct sx_transform *t, struct sx_event *event);

#endif
