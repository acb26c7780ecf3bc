/* SPDX-License-Identifier: Apache-2.0 */

/* The template while it is transformed. */

#include "cfn/template.h"

#include "base/nearest.h"

/* ----------------------------------------------------------------------------------------------------- resources -- */

struct sx_resource *sx_find_resource(const struct sx_transform *t, const struct sx_template *template,
                                     struct sx_string id) {
    return sx_map_get(t, &template->by_id, id);
}

void sx_suggest_resource(struct sx_transform *t, const struct sx_template *template, struct sx_string id,
                         const char *type) {
    size_t count = 0;
    if (id.length == 0 || !sx_may_compare(t, template->resources.count))
        return;
    struct sx_string *ids = sx_alloc_array(t, template->resources.count, sizeof *ids);
    for (size_t i = 0; i < template->resources.count; i++) {
        const struct sx_resource *resource = template->resources.items[i];
        if (!type || sx_string_is(resource->type, type))
            ids[count++] = resource->id;
    }
    sx_suggest(t, id, ids, count);
}

struct sx_resource *sx_add_resource(struct sx_transform *t, struct sx_template *template, struct sx_string id,
                                    struct sx_span id_span, const struct sx_node *node) {
    uint64_t hash = sx_map_hash(t, id);
    void **place = sx_map_at_hashed(t, &template->by_id, hash, id);
    struct sx_resource *resource = *place;
    if (!resource) {
        *place = resource = SX_NEW(t, struct sx_resource);
        resource->id = id;
        resource->id_hash = hash;
        resource->id_span = id_span;
        SX_PUSH(t, &template->resources, resource);
    }
    resource->node = node;
    resource->type = sx_type_of(t, node);
    if (template->ids)
        sx_dict_set(t, template->ids, id, true, &resource->object);
    return resource;
}

void sx_remove_resource(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    size_t kept = 0;
    for (size_t i = 0; i < template->resources.count; i++)
        if (template->resources.items[i] != resource)
            template->resources.items[kept++] = template->resources.items[i];
    template->resources.count = kept;
    sx_map_set(t, &template->by_id, resource->id, NULL);
    if (template->ids)
        sx_dict_remove(t, template->ids, resource->id);
}

void sx_order_resources(struct sx_transform *t, struct sx_template *template) {
    template->order.count = 0;
    if (!template->ids) {
        for (size_t i = 0; i < template->resources.count; i++)
            SX_PUSH(t, &template->order, template->resources.items[i]);
        return;
    }
    struct sx_dict_walk walk = sx_dict_begin(t, template->ids);
    for (const struct sx_dict_entry *id = sx_dict_next(&walk); id; id = sx_dict_next(&walk))
        SX_PUSH(t, &template->order, (struct sx_resource *)id->value);
}

/** What was made for a node stands just before it. */
static void expect_node(const struct sx_node *node, size_t before) {
    if (node)
        sx_prefetch_all((const void *)((uintptr_t)node - before), before + sizeof *node);
}

/* What lies in Properties, of a resource whose own node is at hand. */
static void expect_values(const struct sx_resource *resource) {
    enum { MOST = 16, EVENTS = 608, POLICIES = 192 }; /* the last two in bytes */
    const struct sx_node *properties = sx_last_value(resource->node);
    size_t count = sx_is_mapping(properties) ? properties->mapping.count : 0;
    for (size_t i = 0; i < count && i < MOST; i++)
        sx_prefetch(properties->mapping.pairs[i].value);
    if (resource->events)
        expect_node(resource->events->node, EVENTS);
    expect_node(resource->policies, POLICIES);
}

/* How a resource is written, which is where most of its texts are. */
static void expect_text(const struct sx_resource *resource) {
    enum { MOST = 768 };
    size_t length = resource->node->span.end - resource->id_span.start;
    sx_prefetch_all(resource->id.bytes, length < MOST ? length : MOST);
}

void sx_expect_resources(struct sx_resource *const *resources, size_t count, size_t index) {
    enum { STEP = 4, BEFORE_NODE = 448, OBJECTS = 768 }; /* the last two in bytes */
    enum { FEW = 500 };                                  /* are still in the cache */
    if (count - index <= 3 * STEP || count <= FEW)
        return;
    sx_prefetch_all(resources[index + 3 * STEP], sizeof **resources);
    const struct sx_resource *near = resources[index + 2 * STEP];
    const void *objects = near->properties ? (void *)near->properties : (void *)near->events;
    expect_node(near->node, BEFORE_NODE);
    if (objects)
        sx_prefetch_all(objects, OBJECTS);
    near = resources[index + STEP];
    expect_values(near);
    expect_text(near);
}

bool sx_has_conditions(const struct sx_template *template) {
    return !sx_is_none(template->conditions_section) || template->conditions.pairs.count > 0;
}

/* ---------------------------------------------------------------------------------------------- objects of APIs -- */

struct sx_object *sx_resource_properties(struct sx_transform *t, const struct sx_template *template,
                                         struct sx_resource *resource) {
    enum { ADDED = 2 }; /* DefinitionBody, __MANAGE_SWAGGER */
    const struct sx_node *properties = resource->properties ? NULL : GET(resource->node, "Properties");
    if (sx_is_mapping(properties))
        resource->properties = sx_object_from_mapping(t, properties, template->python27, ADDED);
    else if (properties)
        resource->properties = sx_object_from_node(t, properties, template->python27);
    else if (!resource->properties)
        resource->properties = template->python27 ? sx_object_dict27(t) : sx_object_dict(t);
    return resource->properties;
}

struct sx_document *sx_resource_definition(struct sx_transform *t, const struct sx_template *template,
                                           struct sx_resource *resource) {
    struct sx_object *body = DICT_GET(sx_resource_properties(t, template, resource), "DefinitionBody");
    if (!sx_object_is_dict(body))
        return NULL;
    if (!resource->definition || sx_document_root(resource->definition) != body)
        resource->definition = sx_document_new(t, body);
    return resource->definition;
}

struct sx_document *sx_set_resource_definition(struct sx_transform *t, const struct sx_template *template,
                                               struct sx_resource *resource, struct sx_object *body) {
    DICT_SET(sx_resource_properties(t, template, resource), "DefinitionBody", body);
    return sx_resource_definition(t, template, resource);
}

/* ---------------------------------------------------------------------------------------------------- assembling -- */

/* A resource that was not expanded, as passes and events have left it. */
static const struct sx_node *current_node(struct sx_transform *t, const struct sx_resource *resource) {
    const struct sx_node *node = resource->node;
    /* an API that has none got an empty one where an event looked at it */
    if (resource->properties && (sx_object_count(resource->properties) || sx_has(t, node, STR("Properties"))))
        node = sx_with(t, node, STR("Properties"), sx_object_node(t, resource->properties));
    if (resource->events && sx_is_mapping(GET(node, "Properties"))) {
        const struct sx_node *properties =
            sx_with(t, GET(node, "Properties"), STR("Events"), sx_object_node(t, resource->events));
        node = sx_with(t, node, STR("Properties"), properties);
    }
    if (resource->policies)
        node = sx_with(t, node, STR("Properties"),
                       sx_with(t, GET(node, "Properties"), STR("Policies"), resource->policies));
    return node;
}

struct sx_string sx_type_of(const struct sx_transform *t, const struct sx_node *node) {
    return sx_text(GET(node, "Type"));
}

static const struct sx_node *emitted_node(struct sx_transform *t, struct sx_emitted *emitted) {
    size_t attribute_count = emitted->attributes ? emitted->attributes->pairs.count : 0, count = 0;
    /* an empty list of dependencies is dropped, as the reference drops whatever Python calls false */
    bool depends = sx_is_true(emitted->depends_on);
    struct sx_pair *pairs = sx_alloc_pairs(t, attribute_count + depends + 2);
    t->cause = emitted->cause;
    pairs[count++] = (struct sx_pair){.key = STR("Type"), .value = sx_new_literal(t, emitted->type)};
    if (depends)
        pairs[count++] = (struct sx_pair){.key = STR("DependsOn"), .value = emitted->depends_on};
    for (size_t i = 0; i < attribute_count; i++)
        pairs[count++] = emitted->attributes->pairs.items[i];
    pairs[count++] = (struct sx_pair){.key = STR("Properties"), .value = sx_emitted_properties(t, emitted)};
    return sx_adopt_pairs(t, emitted->cause, pairs, count);
}

/** The Resources of the whole, which are put together. */
struct assembly {
    const struct sx_map *edits; /* of what SAM expands; the reference copies the rest before it edits anything */
    struct sx_pair *pairs;
    uint32_t *hashes; /* of their keys */
    size_t count;
    size_t number; /* counted from 1 */
};

static void add(struct assembly *assembly, uint64_t hash, struct sx_pair pair) {
    assembly->hashes[assembly->count] = (uint32_t)hash;
    assembly->pairs[assembly->count++] = pair;
}

/*
 * What replaced it at last. A domain name is replaced by each API that has the same: each then gets the end of the
 * chain for its successor, so that none is walked twice.
 */
static struct sx_emitted *last_successor(struct sx_emitted *emitted) {
    struct sx_emitted *last = emitted;
    while (last->successor)
        last = last->successor;
    while (emitted->successor) {
        struct sx_emitted *next = emitted->successor;
        emitted->successor = last;
        emitted = next;
    }
    return last;
}

static void place(struct sx_transform *t, struct assembly *assembly, struct sx_emitted *emitted,
                  struct sx_span id_span) {
    emitted = last_successor(emitted);
    if (emitted->placed == assembly->number)
        return;
    emitted->placed = assembly->number;
    const struct sx_node *node = sx_edited(t, assembly->edits, emitted_node(t, emitted));
    add(assembly, emitted->id_hash, (struct sx_pair){emitted->id, id_span, node});
}

/*
 * Says what the loop over the resources is going to need: by now it is in no cache, and each part tells where the next
 * one is.
 */
static void look_ahead(const struct sx_template *template, size_t index) {
    enum { STEP = 4 };
    const struct sx_resource *const *ahead = (const struct sx_resource *const *)template->resources.items + index;
    size_t left = template->resources.count - index;
    if (left <= 3 * STEP)
        return;
    sx_prefetch_all(ahead[3 * STEP], sizeof *ahead[0]);
    sx_prefetch(ahead[2 * STEP]->emitted.items);
    for (size_t i = 0; i < ahead[STEP]->emitted.count; i++)
        sx_prefetch_all(ahead[STEP]->emitted.items[i], sizeof(struct sx_emitted));
}

/*
 * What was generated stands where the resource stood that it comes from; an edited resource stays in its place. No id
 * comes twice: each is that of one resource or of one that was generated, and what was generated is placed once.
 */
static const struct sx_node *assemble_resources(struct sx_transform *t, struct sx_template *template) {
    size_t most = template->resources.count + template->emitted.count;
    struct assembly assembly = {
        .edits = &template->edits,
        .pairs = sx_alloc_pairs(t, most),
        .hashes = sx_alloc_array(t, most, sizeof *assembly.hashes),
        .number = ++template->assemblies,
    };
    for (size_t i = 0; i < template->resources.count; i++) {
        const struct sx_resource *resource = template->resources.items[i];
        look_ahead(template, i);
        if (!resource->expanded) {
            struct sx_emitted *own = sx_map_get_hashed(&template->emitted, resource->id_hash, resource->id);
            if (own)
                place(t, &assembly, own, resource->id_span);
            else
                add(&assembly, resource->id_hash,
                    (struct sx_pair){resource->id, resource->id_span, current_node(t, resource)});
            continue;
        }
        for (size_t j = 0; j < resource->emitted.count; j++) {
            struct sx_emitted *emitted = resource->emitted.items[j];
            if (emitted->accepted && (!emitted->resource || emitted->resource->expanded))
                place(t, &assembly, emitted, (struct sx_span){0, 0});
        }
    }
    return sx_adopt_hashed_pairs(t, GET(template->root, "Resources"), assembly.pairs, assembly.hashes, assembly.count);
}

const struct sx_node *sx_assemble(struct sx_transform *t, struct sx_template *template) {
    struct sx_fields sections = {0};
    const struct sx_node *root = template->root;
    sx_fields_set_all(t, &sections, root);
    /* a Conditions section that was not there is made only when a condition was generated */
    if (sx_is_mapping(template->conditions_section) || template->conditions.pairs.count > 0)
        sx_fields_set(t, &sections, STR("Conditions"),
                      sx_fields_node(t, &template->conditions, template->conditions_section));
    sx_fields_set(t, &sections, STR("Resources"), assemble_resources(t, template));
    t->cause = NULL;
    return sx_fields_node(t, &sections, root);
}
