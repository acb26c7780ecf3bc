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
    sx_read_events(t, &function->events, &like, function->resource, FUNCTION_PROPERTY(function, "Events"));
}

/** An event and what it is sorted by. */
struct ordered {
    struct sx_string key;
    size_t position; /* keeps the order of the template between equal keys */
    struct sx_event *event;
};

static int compare(const void *left, const void *right) {
    const struct ordered *a = left, *b = right;
    int order = sx_string_compare(a->key, b->key);
    return order ? order : (a->position > b->position) - (a->position < b->position);
}

/* Events are expanded by the order of their paths, which API events have, else of their ids. */
static struct ordered *sort_events(struct sx_transform *t, const struct sx_function *function) {
    size_t count = function->events.count;
    struct ordered *ordered = sx_alloc_array(t, count, sizeof *ordered);
    for (size_t i = 0; i < count; i++) {
        struct sx_event *event = function->events.items[i];
        const struct sx_node *path = GET(event->properties, "Path");
        ordered[i] = (struct ordered){path ? sx_text(path) : event->name, i, event};
    }
    if (count)
        qsort(ordered, count, sizeof *ordered, compare);
    return ordered;
}

void sx_expand_events(struct sx_transform *t, struct sx_function *function) {
    struct ordered *ordered = sort_events(t, function);
    const struct sx_node *cause = t->cause;
    for (size_t i = 0; i < function->events.count; i++) {
        struct sx_event *event = ordered[i].event;
        t->cause = event->node;
        event->target = function->alias ? function->alias->id : function->id;
        event->target_is_alias = function->alias != NULL;
        event->source->expand(t, event);
    }
    t->cause = cause;
}
