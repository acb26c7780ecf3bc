/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What waits for connectors, and for what they generate. The reference goes through all resources for each connector;
 * here an index says which resources have an id in their DependsOn, and which are event source mappings.
 *
 * The reference takes an id out of a list in place. What one resource generates may share its DependsOn list: then the
 * first of them gets what is generated for the connector, and the others only lose the connector
 * (connector/depends_on_shared). So lists are kept here as the reference shares them.
 */

#include "resource/connector.h"

/** A DependsOn as a list, of one resource or of several that share it. Items that were taken out are NULL. */
struct dependencies {
    SX_VECTOR(const struct sx_node *) items;
    struct sx_map places; /* text -> 1 + the place of its first item, as a pointer-sized number; NULL: taken out */
    size_t sharers;
};

/** A resource that waits for something: generated, or one that stays as it is. */
struct dependent {
    struct sx_emitted *emitted; /* or */
    struct sx_resource *resource;
    struct dependencies *dependencies;
    bool changed;
};

struct dependents {
    SX_VECTOR(struct dependent *) list;
};

/** The event source mappings between a source and a function. */
struct mappings {
    size_t count;
    struct sx_string id; /* of the first */
};

struct sx_dependency_index {
    size_t seen;             /* of template->expanded */
    struct sx_map by_id;     /* logical id -> struct dependent * */
    struct sx_map waiting;   /* logical id -> struct dependents *: who has it in DependsOn */
    struct sx_map mappings;  /* source and function -> struct mappings * */
    struct sx_resource *odd; /* an event source mapping without a map of Properties; or NULL */
    struct sx_object *ids;   /* in a template with a REST API: the ids in the reference's order; else NULL */
    SX_VECTOR(struct dependent *) all;
};

/* -------------------------------------------------------------------------------------------------------- lists -- */

static void *as_value(size_t place) {
    return (void *)(uintptr_t)(place + 1);
}

static bool has(const struct sx_transform *t, const struct dependencies *dependencies, struct sx_string id) {
    return sx_map_get(t, &dependencies->places, id) != NULL;
}

static void append(struct sx_transform *t, struct dependencies *dependencies, const struct sx_node *item) {
    if (sx_is_string(item) && !has(t, dependencies, item->string))
        sx_map_set(t, &dependencies->places, item->string, as_value(dependencies->items.count));
    SX_PUSH(t, &dependencies->items, item);
}

static void append_once(struct sx_transform *t, struct dependencies *dependencies, struct sx_string id) {
    if (!has(t, dependencies, id))
        append(t, dependencies, TEXT(id));
}

/* Takes out the first item that is `id`. */
static void take_out(struct sx_transform *t, struct dependencies *dependencies, struct sx_string id) {
    size_t place = (size_t)(uintptr_t)sx_map_get(t, &dependencies->places, id) - 1;
    dependencies->items.items[place] = NULL;
    do
        place++;
    while (place < dependencies->items.count && !(sx_is_string(dependencies->items.items[place]) &&
                                                  sx_string_equal(dependencies->items.items[place]->string, id)));
    sx_map_set(t, &dependencies->places, id, place < dependencies->items.count ? as_value(place) : NULL);
}

static struct dependencies *new_dependencies(struct sx_transform *t, const struct sx_node *node) {
    struct dependencies *dependencies = SX_NEW(t, struct dependencies);
    dependencies->sharers = 1;
    if (sx_is_sequence(node))
        for (size_t i = 0; i < node->sequence.count; i++)
            append(t, dependencies, node->sequence.items[i]);
    else if (node)
        append(t, dependencies, node);
    return dependencies;
}

/* The list of `dependent`, for it alone: the reference adds to a copy. */
static struct dependencies *own_dependencies(struct sx_transform *t, struct dependent *dependent) {
    struct dependencies *shared = dependent->dependencies;
    dependent->changed = true;
    if (shared->sharers == 1)
        return shared;
    shared->sharers--;
    dependent->dependencies = new_dependencies(t, NULL);
    for (size_t i = 0; i < shared->items.count; i++)
        if (shared->items.items[i])
            append(t, dependent->dependencies, shared->items.items[i]);
    return dependent->dependencies;
}

/* -------------------------------------------------------------------------------------------------------- index -- */

static struct dependent *add_dependent(struct sx_transform *t, struct sx_dependency_index *index, struct sx_string id,
                                       struct dependent dependent) {
    struct dependent *copy = SX_NEW(t, struct dependent);
    *copy = dependent;
    sx_map_set(t, &index->by_id, id, copy);
    SX_PUSH(t, &index->all, copy);
    for (size_t i = 0; i < copy->dependencies->items.count; i++) {
        const struct sx_node *item = copy->dependencies->items.items[i];
        if (!sx_is_string(item))
            continue;
        struct dependents *dependents = sx_map_get(t, &index->waiting, item->string);
        if (!dependents) {
            dependents = SX_NEW(t, struct dependents);
            sx_map_set(t, &index->waiting, item->string, dependents);
        }
        /* an item may stand in the list twice */
        if (!dependents->list.count || dependents->list.items[dependents->list.count - 1] != copy)
            SX_PUSH(t, &dependents->list, copy);
    }
    return copy;
}

static struct sx_string between(struct sx_transform *t, struct sx_string source, struct sx_string function) {
    return CAT(t, source, STR("\0"), function);
}

static void see_mapping(struct sx_transform *t, struct sx_dependency_index *index, struct sx_string id,
                        const struct sx_node *source, const struct sx_node *function) {
    struct sx_string source_id = sx_logical_id_of(source), function_id = sx_logical_id_of(function);
    if (!source_id.length || !function_id.length)
        return;
    struct sx_string key = between(t, source_id, function_id);
    struct mappings *mappings = sx_map_get(t, &index->mappings, key);
    if (!mappings) {
        mappings = SX_NEW(t, struct mappings);
        mappings->id = id;
        sx_map_set(t, &index->mappings, key, mappings);
    }
    mappings->count++;
}

/* A resource that is not SAM's. */
static void see_resource(struct sx_transform *t, struct sx_dependency_index *index, struct sx_resource *resource) {
    const struct sx_node *depends_on = GET(resource->node, "DependsOn");
    if (depends_on)
        add_dependent(t, index, resource->id,
                      (struct dependent){.resource = resource, .dependencies = new_dependencies(t, depends_on)});
    if (!sx_string_is(resource->type, "AWS::Lambda::EventSourceMapping"))
        return;
    const struct sx_node *properties = GET(resource->node, "Properties");
    if (properties && !sx_is_mapping(properties))
        index->odd = resource;
    see_mapping(t, index, resource->id, GET(properties, "EventSourceArn"), GET(properties, "FunctionName"));
}

static void see_emitted(struct sx_transform *t, const struct sx_template *template, struct sx_dependency_index *index,
                        const struct sx_resource *resource) {
    const struct sx_node *given = GET(resource->node, "DependsOn");
    struct dependencies *shared = NULL;
    for (size_t i = 0; i < resource->emitted.count; i++) {
        struct sx_emitted *emitted = resource->emitted.items[i];
        if (sx_map_get(t, &template->emitted, emitted->id) != emitted)
            continue;
        if (sx_is_true(emitted->depends_on)) {
            bool is_shared = emitted->depends_on == given && sx_is_sequence(given);
            struct dependencies *own = is_shared && shared ? shared : new_dependencies(t, emitted->depends_on);
            if (is_shared && shared)
                shared->sharers++;
            else if (is_shared)
                shared = own;
            add_dependent(t, index, emitted->id, (struct dependent){.emitted = emitted, .dependencies = own});
        }
        if (sx_string_is(sx_string_from(emitted->type), "AWS::Lambda::EventSourceMapping"))
            see_mapping(t, index, emitted->id, sx_emitted_get(t, emitted, "EventSourceArn"),
                        sx_emitted_get(t, emitted, "FunctionName"));
    }
}

static struct sx_dependency_index *new_index(struct sx_transform *t, const struct sx_template *template) {
    struct sx_dependency_index *index = SX_NEW(t, struct sx_dependency_index);
    for (size_t i = 0; i < template->resources.count; i++) {
        struct sx_resource *resource = template->resources.items[i];
        /* what is SAM's shows nothing of its DependsOn until it is expanded, and then it is taken from the template */
        if (!resource->expanded && !sx_resource_kind(resource->type) &&
            !sx_map_get(t, &template->emitted, resource->id))
            see_resource(t, index, resource);
    }
    if (template->ids) {
        index->ids = sx_object_dict27(t);
        size_t count;
        const struct sx_dict_entry *entries = sx_dict_entries(t, template->ids, &count);
        for (size_t i = 0; i < count; i++)
            sx_dict_set(t, index->ids, entries[i].key, true, entries[i].value);
    }
    return index;
}

/* The reference deletes the id of the resource, and updates its dictionary with each resource that was generated. */
static void follow_ids(struct sx_transform *t, struct sx_dependency_index *index, const struct sx_resource *resource) {
    sx_dict_remove(t, index->ids, resource->id);
    for (size_t i = 0; i < resource->emitted.count; i++) {
        struct sx_object *one = sx_object_dict(t);
        sx_dict_set(t, one, resource->emitted.items[i]->id, false, sx_object_bool(t, true));
        sx_dict_update(t, index->ids, one);
    }
}

void sx_see_dependencies(struct sx_transform *t, struct sx_template *template) {
    if (!template->dependencies)
        template->dependencies = new_index(t, template);
    struct sx_dependency_index *index = template->dependencies;
    for (; index->seen < template->expanded.count; index->seen++) {
        const struct sx_resource *resource = template->expanded.items[index->seen];
        see_emitted(t, template, index, resource);
        if (index->ids)
            follow_ids(t, index, resource);
    }
}

/* ----------------------------------------------------------------------------------------------------- changing -- */

void sx_add_dependency(struct sx_transform *t, struct sx_template *template, struct sx_string id,
                       struct sx_string dependency) {
    struct sx_dependency_index *index = template->dependencies;
    struct dependent *dependent = sx_map_get(t, &index->by_id, id);
    if (!dependent) {
        struct dependent none = {.emitted = sx_map_get(t, &template->emitted, id),
                                 .resource = sx_find_resource(t, template, id),
                                 .dependencies = new_dependencies(t, NULL)};
        dependent = add_dependent(t, index, id, none);
    }
    append_once(t, own_dependencies(t, dependent), dependency);
}

static struct sx_string id_of(const struct dependent *dependent) {
    return dependent->emitted ? dependent->emitted->id : dependent->resource->id;
}

/* Python 2.7's order decides who is first, where resources share a list. */
static void put_in_order(struct sx_transform *t, const struct sx_dependency_index *index,
                         struct dependents *dependents) {
    struct sx_map positions = {0};
    bool shared = false;
    for (size_t i = 0; i < dependents->list.count; i++)
        shared = shared || dependents->list.items[i]->dependencies->sharers > 1;
    if (!index->ids || !shared)
        return;
    for (size_t i = 0; i < dependents->list.count; i++)
        sx_map_set(t, &positions, id_of(dependents->list.items[i]), dependents->list.items[i]);
    size_t count, placed = 0;
    const struct sx_dict_entry *entries = sx_dict_entries(t, index->ids, &count);
    for (size_t i = 0; i < count; i++) {
        struct dependent *dependent = sx_map_get(t, &positions, entries[i].key);
        if (dependent)
            dependents->list.items[placed++] = dependent;
    }
    dependents->list.count = placed;
}

void sx_replace_dependency(struct sx_transform *t, struct sx_template *template, struct sx_string id,
                           struct sx_emitted *const *generated, size_t count) {
    struct dependents *dependents = sx_map_get(t, &template->dependencies->waiting, id);
    if (!dependents)
        return;
    put_in_order(t, template->dependencies, dependents);
    for (size_t i = 0; i < dependents->list.count; i++) {
        struct dependent *dependent = dependents->list.items[i];
        dependent->changed = true;
        if (!has(t, dependent->dependencies, id))
            continue;
        take_out(t, dependent->dependencies, id);
        struct dependencies *own = own_dependencies(t, dependent);
        for (size_t j = 0; j < count; j++)
            append_once(t, own, generated[j]->id);
    }
}

struct sx_string sx_event_source_mapping(struct sx_transform *t, const struct sx_template *template,
                                         struct sx_string source, struct sx_string function) {
    const struct sx_dependency_index *index = template->dependencies;
    if (index->odd)
        sx_refuse_own(t, sx_at_entry(t, index->odd->node, STR("Properties"), SX_RULE_CONNECTOR), SX_RULE_CONNECTOR,
                      CAT(t, STR("Resource with id ["), index->odd->id,
                          STR("] cannot be connected. Its Properties should be a map.")));
    const struct mappings *mappings = sx_map_get(t, &index->mappings, between(t, source, function));
    return mappings && mappings->count == 1 ? mappings->id : STR("");
}

/* ----------------------------------------------------------------------------------------------------- applying -- */

static void apply(struct sx_transform *t, const struct dependent *dependent) {
    const struct dependencies *dependencies = dependent->dependencies;
    struct sx_emitted *emitted = dependent->emitted;
    t->cause = emitted ? emitted->cause : dependent->resource->node;
    const struct sx_node *list = EMPTY_LIST();
    for (size_t i = 0; i < dependencies->items.count; i++)
        if (dependencies->items.items[i])
            list = sx_append(t, list, dependencies->items.items[i]);
    if (!emitted) {
        struct sx_resource *resource = dependent->resource;
        resource->node = sx_with(t, resource->node, STR("DependsOn"), list);
    } else if (sx_count(list)) {
        emitted->depends_on = list;
    } else {
        /* an empty list is dropped when a resource is generated; the reference has emptied this one later, and shows it
         */
        emitted->depends_on = NULL;
        sx_set_attribute(t, emitted, "DependsOn", list);
    }
}

void sx_apply_dependencies(struct sx_transform *t, struct sx_template *template) {
    const struct sx_dependency_index *index = template->dependencies;
    for (size_t i = 0; index && i < index->all.count; i++)
        if (index->all.items[i]->changed)
            apply(t, index->all.items[i]);
}
