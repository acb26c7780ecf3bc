/* SPDX-License-Identifier: Apache-2.0 */

/* SQS: Lambda polls a queue. */

#include "event/event_source_mapping.h"
#include "event/sources.h"

static void expand(struct sx_transform *t, struct sx_event *event) {
    sx_emit_event_source_mapping(t, event, sx_event_get(t, event, "Queue"));
    sx_permit_polling(t, event, "service-role/AWSLambdaSQSQueueExecutionRole", NULL);
}

const struct sx_event_source sx_event_sqs = {.type = "SQS", .expand = expand};
