/* SPDX-License-Identifier: Apache-2.0 */

/** The rows of the registry. A new event source adds one line here and one in registry.c. */
#ifndef SAMX_EVENT_SOURCES_H
#define SAMX_EVENT_SOURCES_H

#include "event/event.h"

extern const struct sx_event_source sx_event_alexa_skill;
extern const struct sx_event_source sx_event_api;
extern const struct sx_event_source sx_event_cloudwatch_event;
extern const struct sx_event_source sx_event_cloudwatch_logs;
extern const struct sx_event_source sx_event_cognito;
extern const struct sx_event_source sx_event_documentdb;
extern const struct sx_event_source sx_event_dynamodb;
extern const struct sx_event_source sx_event_eventbridge_rule;
extern const struct sx_event_source sx_event_http_api;
extern const struct sx_event_source sx_event_iot_rule;
extern const struct sx_event_source sx_event_kinesis;
extern const struct sx_event_source sx_event_mq;
extern const struct sx_event_source sx_event_msk;
extern const struct sx_event_source sx_event_s3;
extern const struct sx_event_source sx_event_schedule;
extern const struct sx_event_source sx_event_schedule_v2;
extern const struct sx_event_source sx_event_self_managed_kafka;
extern const struct sx_event_source sx_event_sns;
extern const struct sx_event_source sx_event_sqs;

/* of a StateMachine */
extern const struct sx_event_source sx_state_machine_event_api;
extern const struct sx_event_source sx_state_machine_event_cloudwatch_event;
extern const struct sx_event_source sx_state_machine_event_eventbridge_rule;
extern const struct sx_event_source sx_state_machine_event_schedule;

#endif
