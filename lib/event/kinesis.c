/* SPDX-License-Identifier: Apache-2.0 */

/* Kinesis: Lambda polls a stream. */

#include "event/event_source_mapping.h"
#include "event/sources.h"

static void expand(struct sx_transform *t, struct sx_event *event) {
    sx_emit_event_source_mapping(t, event, sx_event_get(t, event, "Stream"));
    sx_permit_polling(t, event, "service-role/AWSLambdaKinesisExecutionRole", NULL);
}

const struct sx_event_source sx_event_kinesis = {.type = "Kinesis", .expand = expand};
