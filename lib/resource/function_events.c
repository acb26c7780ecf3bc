/* SPDX-License-Identifier: Apache-2.0 */

/* The events of a Function. */

#include "resource/function.h"

#include <stdlib.h>

void sx_link_events(struct sx_transform *t, struct sx_function *function) {
    struct sx_event like = {
        .template = function->template,
        .subject = function->subject,
        .function = function->id,
        .unicode_function = function->template->python27,
        .attributes = function->attributes,
        .role = &function->role,
    };
    function->events = sx_read_events(t, &like, function->resource, FUNCTION_PROPERTY(function, "Events"));
}

/* Equal keys keep the order of the template. */
static int compare(const void *left, const void *right) {
    const struct sx_event *a = *(struct sx_event *const *)left, *b = *(struct sx_event *const *)right;
    int order = sx_string_compare(a->sort_key, b->sort_key);
    return order ? order : (a > b) - (a < b);
}

/* Events are expanded by the order of their paths, which API events have, else of their ids. */
static void sort_events(struct sx_transform *t, struct sx_events *events) {
    for (size_t i = 0; i < events->count; i++) {
        struct sx_event *event = &events->items[i];
        const struct sx_node *path = GET(event->properties, "Path");
        event->sort_key = path ? sx_text(path) : event->name;
        events->sorted[i] = event;
    }
    if (events->count)
        qsort(events->sorted, events->count, sizeof(*events->sorted), compare);
}

void sx_expand_events(struct sx_transform *t, struct sx_function *function) {
    struct sx_events *events = function->events;
    const struct sx_node *cause = t->cause;
    sort_events(t, events);
    for (size_t i = 0; i < events->count; i++) {
        struct sx_event *event = events->sorted[i];
        t->cause = event->node;
        event->target = function->alias ? function->alias->id : function->id;
        event->target_is_alias = function->alias != NULL;
        event->source->expand(t, event);
    }
    t->cause = cause;
}
