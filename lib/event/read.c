/* SPDX-License-Identifier: Apache-2.0 */

/* The events of a resource: all are checked and linked before the first is expanded. */

#include "event/event.h"
#include "python/text.h"

static const struct sx_event_source *source_of(struct sx_transform *t, const struct sx_event *event,
                                               const struct sx_pair *pair) {
    /* Events with one entry looks like an intrinsic function and is not checked: Python's own words come out */
    if (!sx_is_mapping(pair->value))
        sx_refuse_subject(
            t, event->subject, pair->value->span.end ? pair->value->span : pair->key_span, SX_RULE_EVENT_TYPE,
            CAT(t, STR("'"), sx_string_from(sx_python_type_name(pair->value)), STR("' object has no attribute 'get'")));
    const struct sx_node *type = GET(pair->value, "Type");
    const struct sx_event_source *source = sx_event_source(sx_text(type), event->of_state_machine);
    if (source)
        return source;
    struct sx_span where = type && type->span.end ? type->span : pair->key_span;
    sx_suggest_event_type(t, sx_text(type), event->of_state_machine);
    sx_refuse_subject(t, event->subject, where, SX_RULE_EVENT_TYPE,
                      CAT(t, STR("Resource dict has missing or invalid value for key Type. Event Type is: "),
                          sx_python_str(t, type), STR(".")));
}

static void read_event(struct sx_transform *t, struct sx_event *event, const struct sx_pair *pair) {
    event->subject.event = pair->key;
    event->id = CAT(t, event->function, pair->key);
    event->name = pair->key;
    event->node = pair->value;
    event->source = source_of(t, event, pair);
    event->properties = GET(pair->value, "Properties");
    if (!sx_is_logical_id(event->id))
        sx_refuse_resource(t, event->id, pair->key_span, SX_RULE_LOGICAL_ID, STR("Logical ids must be alphanumeric."));
    struct sx_string type = sx_string_from(event->source->type);
    const struct sx_object_spec *spec =
        event->of_state_machine ? sx_spec_state_machine_event(type) : sx_spec_event(type);
    sx_check_properties(t, spec, event->id, event->properties, pair->key_span);
}

static void add_event(struct sx_transform *t, struct sx_events *events, const struct sx_event *like,
                      const struct sx_pair *pair, const struct sx_object *object) {
    struct sx_event *event = &events->items[events->count++];
    *event = *like;
    t->cause = pair->value;
    read_event(t, event, pair);
    event->object = DICT_GET(object, "Properties");
    if (event->source->link)
        event->source->link(t, event);
}

/* True when the order of a dictionary could be another one in Python 2.7. */
static bool has_order(const struct sx_node *node) {
    if (sx_is_mapping(node) && node->mapping.count > 1)
        return true;
    if (sx_is_mapping(node))
        return node->mapping.count && has_order(node->mapping.pairs[0].value);
    for (size_t i = 0; i < sx_count(node); i++)
        if (has_order(sx_item(node, i)))
            return true;
    return false;
}

/* An event that implicit APIs leave alone is still as it was written; the order shows where several keys are wrong. */
static const struct sx_node *event_node(struct sx_transform *t, const struct sx_event *like,
                                        const struct sx_object *object) {
    const struct sx_node *node = sx_object_node(t, object);
    bool written = !sx_object_is_dict(object) && sx_is_mapping(node);
    if (written && like->template->python27 && has_order(GET(node, "Properties")))
        return sx_object_node(t, sx_object_from_node(t, node, true));
    return node;
}

/* In a template with a REST API the events come in Python 2.7's order, and with what the implicit API added to them. */
static void add_objects(struct sx_transform *t, struct sx_events *events, const struct sx_event *like,
                        const struct sx_object *objects) {
    struct sx_dict_walk walk = sx_dict_begin(t, objects);
    for (const struct sx_dict_entry *entry = sx_dict_next(&walk); entry; entry = sx_dict_next(&walk)) {
        struct sx_pair pair = {entry->key, entry->key_span, event_node(t, like, entry->value)};
        add_event(t, events, like, &pair, entry->value);
    }
}

/* What one resource has used the next one can: large templates have many resources, and each has few events. */
static struct sx_events *begin(struct sx_transform *t, struct sx_template *template, size_t count) {
    if (!template->events)
        template->events = SX_NEW(t, struct sx_events);
    struct sx_events *events = template->events;
    events->count = 0;
    if (count > events->capacity) {
        events->capacity = count * 2;
        events->items = sx_alloc_array(t, events->capacity, sizeof *events->items);
        events->sorted = sx_alloc_array(t, events->capacity, sizeof *events->sorted);
    }
    return events;
}

struct sx_events *sx_read_events(struct sx_transform *t, const struct sx_event *like,
                                 const struct sx_resource *resource, const struct sx_node *node) {
    const struct sx_node *cause = t->cause;
    size_t count = resource->events ? sx_object_count(resource->events) : sx_count(node);
    struct sx_events *events = begin(t, like->template, count);
    if (resource->events)
        add_objects(t, events, like, resource->events);
    else
        for (size_t i = 0; i < count; i++)
            add_event(t, events, like, &node->mapping.pairs[i], NULL);
    t->cause = cause;
    return events;
}
