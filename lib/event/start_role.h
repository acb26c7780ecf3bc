/* SPDX-License-Identifier: Apache-2.0 */

/** The role with which the service behind an event starts executions of a state machine. */
#ifndef SAMX_EVENT_START_ROLE_H
#define SAMX_EVENT_START_ROLE_H

#include "event/event.h"

/** Emits the role, for the event's principal. Returns its ARN. */
const struct sx_node *sx_emit_start_role(struct sx_transform *t, const struct sx_event *event);

#endif
