/* SPDX-License-Identifier: Apache-2.0 */

/** SchemaRegistryConfig of the two Kafka sources. */
#ifndef SAMX_EVENT_SCHEMA_REGISTRY_H
#define SAMX_EVENT_SCHEMA_REGISTRY_H

#include "event/event.h"

/** SchemaRegistryConfig as the event source mapping gets it; NULL when there is none, or it is empty. */
const struct sx_node *sx_schema_registry(struct sx_transform *t, const struct sx_event *event);
/** `statements` with those that the registry needs. Refuses a SchemaRegistryConfig that is not complete. */
const struct sx_node *sx_with_schema_registry_statements(struct sx_transform *t, const struct sx_event *event,
                                                         const struct sx_node *statements);

#endif
