/* SPDX-License-Identifier: Apache-2.0 */

/** What the event sources that Lambda polls have in common; see also sx_emit_event_source_mapping() in event.h. */
#ifndef SAMX_EVENT_EVENT_SOURCE_MAPPING_H
#define SAMX_EVENT_EVENT_SOURCE_MAPPING_H

#include "event/event.h"

/**
 * Adds to the role what Lambda needs to poll the source: an AWS managed policy (NULL: none), an inline policy (NULL:
 * none), and then what DestinationConfig needs. A policy that the role has already is not added again.
 */
void sx_permit_polling(struct sx_transform *t, const struct sx_event *event, const char *managed_policy,
                       const struct sx_node *policy);

#endif
