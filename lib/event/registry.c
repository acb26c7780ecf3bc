/* SPDX-License-Identifier: Apache-2.0 */

/* Every event source, by its type. */

#include "event/sources.h"

/* Sorted by type, in byte order. */
static const struct sx_event_source *const sources[] = {
    &sx_event_alexa_skill,
    &sx_event_api,
    &sx_event_cloudwatch_event,
    &sx_event_cloudwatch_logs,
    &sx_event_cognito,
    &sx_event_documentdb,
    &sx_event_dynamodb,
    &sx_event_eventbridge_rule,
    &sx_event_http_api,
    &sx_event_iot_rule,
    &sx_event_kinesis,
    &sx_event_mq,
    &sx_event_msk,
    &sx_event_s3,
    &sx_event_sns,
    &sx_event_sqs,
    &sx_event_schedule,
    &sx_event_schedule_v2,
    &sx_event_self_managed_kafka,
};

static const struct sx_event_source *const state_machine_sources[] = {
    &sx_state_machine_event_api,
    &sx_state_machine_event_cloudwatch_event,
    &sx_state_machine_event_eventbridge_rule,
    &sx_state_machine_event_schedule,
    &sx_event_schedule_v2,
};

static const struct sx_event_source *find(const struct sx_event_source *const *rows, size_t count,
                                          struct sx_string type) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = sx_string_compare(type, sx_string_from(rows[middle]->type));
        if (order == 0)
            return rows[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
#define FIND(rows, type) find((rows), sizeof(rows) / sizeof *(rows), (type))

const struct sx_event_source *sx_event_source(struct sx_string type, bool of_state_machine) {
    return of_state_machine ? FIND(state_machine_sources, type) : FIND(sources, type);
}

void sx_suggest_event_type(struct sx_transform *t, struct sx_string type, bool of_state_machine) {
    const struct sx_event_source *const *rows = of_state_machine ? state_machine_sources : sources;
    const char *names[sizeof sources / sizeof *sources];
    size_t count = of_state_machine ? sizeof state_machine_sources / sizeof *state_machine_sources
                                    : sizeof sources / sizeof *sources;
    for (size_t i = 0; i < count; i++)
        names[i] = rows[i]->type;
    sx_suggest_name(t, type, names, count);
}
