/* SPDX-License-Identifier: Apache-2.0 */

/* The events of a Function: all are checked before the first is expanded. */

#include "python/text.h"
#include "resource/function.h"

#include <stdlib.h>

/* Events that a later release transforms. */
static bool is_unsupported(struct sx_string type) {
    return sx_string_is(type, "HttpApi");
}

static const struct sx_event_source *source_of(struct sx_transform *t, const struct sx_function *function,
                                               const struct sx_pair *pair) {
    struct sx_subject subject = {function->id, pair->key};
    /* Events with one entry looks like an intrinsic function and is not checked: Python's own words come out */
    if (!sx_is_mapping(pair->value))
        sx_refuse_subject(
            t, subject, pair->key_span, SX_RULE_EVENT_TYPE,
            CAT(t, STR("'"), sx_string_from(sx_python_type_name(pair->value)), STR("' object has no attribute 'get'")));
    const struct sx_node *type = GET(pair->value, "Type");
    const struct sx_event_source *source = sx_event_source(sx_text(type));
    if (source)
        return source;
    struct sx_span where = sx_is_none(type) ? pair->key_span : sx_at(type);
    if (is_unsupported(sx_text(type)))
        sx_refuse_own(t, where, SX_RULE_UNSUPPORTED,
                      CAT(t, STR("Resource with id ["), function->id, STR("] has an event of type "), type->string,
                          STR(", which samx does not transform yet.")));
    sx_refuse_subject(t, subject, where, SX_RULE_EVENT_TYPE,
                      CAT(t, STR("Resource dict has missing or invalid value for key Type. Event Type is: "),
                          sx_python_str(t, type), STR(".")));
}

static struct sx_event *read_event(struct sx_transform *t, struct sx_function *function, const struct sx_pair *pair) {
    const struct sx_event_source *source = source_of(t, function, pair);
    struct sx_event *event = SX_NEW(t, struct sx_event);
    event->template = function->template;
    event->source = source;
    event->subject = (struct sx_subject){function->id, pair->key};
    event->id = CAT(t, function->id, pair->key);
    event->name = pair->key;
    event->node = pair->value;
    event->properties = GET(pair->value, "Properties");
    event->function = function->id;
    event->unicode_function = function->template->python27;
    event->attributes = function->attributes;
    event->role = &function->role;
    if (!sx_is_logical_id(event->id))
        sx_refuse_resource(t, event->id, pair->key_span, SX_RULE_LOGICAL_ID, STR("Logical ids must be alphanumeric."));
    if (event->properties && !sx_is_mapping(event->properties))
        sx_refuse_resource(t, event->id, sx_at_key(t, pair->value, STR("Properties")), SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("Properties of a resource must be an object."));
    sx_check_properties(t, sx_spec_event(sx_string_from(source->type)), event->id, event->properties, pair->key_span);
    return event;
}

static void link_event(struct sx_transform *t, struct sx_function *function, const struct sx_pair *pair,
                       const struct sx_object *object) {
    t->cause = pair->value;
    struct sx_event *event = read_event(t, function, pair);
    event->object = DICT_GET(object, "Properties");
    if (event->source->link)
        event->source->link(t, event);
    SX_PUSH(t, &function->events, event);
}

/* In a template with a REST API the events come in Python 2.7's order, and with what the implicit API added to them. */
static void link_objects(struct sx_transform *t, struct sx_function *function, const struct sx_object *events) {
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, events, &count);
    for (size_t i = 0; i < count; i++) {
        struct sx_pair pair = {entries[i].key, entries[i].key_span, sx_object_node(t, entries[i].value)};
        link_event(t, function, &pair, entries[i].value);
    }
}

void sx_link_events(struct sx_transform *t, struct sx_function *function) {
    const struct sx_node *events = FUNCTION_PROPERTY(function, "Events");
    const struct sx_node *cause = t->cause;
    if (function->resource->events)
        link_objects(t, function, function->resource->events);
    else
        for (size_t i = 0; i < sx_count(events); i++)
            link_event(t, function, &events->mapping.pairs[i], NULL);
    t->cause = cause;
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
