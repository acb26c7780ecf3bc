/* SPDX-License-Identifier: Apache-2.0 */

/* The permission that lets the service behind an event call the function. */

#include "event/event.h"
#include "python/alphanumeric.h"

/* A suffix that a logical id cannot hold is replaced by its hash. */
static struct sx_string permission_id(struct sx_transform *t, const struct sx_event *event,
                                      struct sx_permission permission) {
    struct sx_string prefix = CAT(t, permission.prefix.length ? permission.prefix : event->id, STR("Permission"));
    if (sx_python_isalnum(permission.suffix))
        return CAT(t, prefix, permission.suffix);
    return sx_logical_id_of_text(t, prefix, permission.suffix);
}

struct sx_emitted *sx_emit_permission(struct sx_transform *t, const struct sx_event *event,
                                      struct sx_permission permission) {
    const struct sx_node *properties =
        MAP({"Action", S("lambda:InvokeFunction")}, {"FunctionName", sx_event_target_name(t, event)},
            {"Principal", sx_new_literal(t, event->source->principal)}, {"SourceArn", permission.source_arn},
            {"SourceAccount", permission.source_account}, {"EventSourceToken", permission.event_source_token});
    struct sx_emitted *emitted =
        sx_emit(t, event->template, permission_id(t, event, permission), "AWS::Lambda::Permission", properties);
    sx_set_attributes(t, emitted, event->attributes);
    return emitted;
}
