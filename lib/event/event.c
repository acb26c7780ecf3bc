/* SPDX-License-Identifier: Apache-2.0 */

/* What every event source asks of an event. */

#include "event/event.h"

const struct sx_node *sx_event_get(const struct sx_transform *t, const struct sx_event *event, const char *name) {
    const struct sx_node *value = sx_get(t, event->properties, sx_string_from(name));
    return sx_is_none(value) ? NULL : value;
}

struct sx_span sx_event_at(const struct sx_transform *t, const struct sx_event *event, const char *name,
                           enum sx_rule rule) {
    struct sx_span where =
        name ? sx_at_entry(t, event->properties, sx_string_from(name), rule) : sx_at(event->properties);
    return where.end ? where : sx_at(event->node);
}

noreturn void sx_refuse_event(struct sx_transform *t, const struct sx_event *event, const char *property,
                              enum sx_rule rule, struct sx_string message) {
    sx_refuse_subject(t, event->subject, sx_event_at(t, event, property, rule), rule, message);
}

noreturn void sx_refuse_event_by_logical_id(struct sx_transform *t, const struct sx_event *event, const char *property,
                                            enum sx_rule rule, struct sx_string message) {
    struct sx_subject subject = {.resource = event->subject.resource, .event = event->id};
    sx_refuse_subject(t, subject, sx_event_at(t, event, property, rule), rule, message);
}

noreturn void sx_refuse_event_conflict(struct sx_transform *t, const struct sx_event *event, struct sx_subject subject,
                                       const char *one, const char *other, struct sx_string message) {
    enum sx_rule rule = SX_RULE_PROPERTY_CONFLICT;
    sx_refuse_subject(t, subject, sx_later(sx_event_at(t, event, one, rule), sx_event_at(t, event, other, rule)), rule,
                      message);
}

const struct sx_node *sx_event_target_arn(struct sx_transform *t, const struct sx_event *event) {
    bool reference = event->target_is_alias || event->of_state_machine;
    return reference ? REF(event->target) : GET_ATT(event->target, "Arn");
}

const struct sx_node *sx_event_target_name(struct sx_transform *t, const struct sx_event *event) {
    return REF(event->target);
}
