/* SPDX-License-Identifier: Apache-2.0 */

/* CloudFormation resources under construction. */

#include "cfn/template.h"

#include <string.h>

static bool has_null(const struct sx_node *mapping) {
    for (size_t i = 0; i < sx_count(mapping); i++)
        if (sx_is_none(mapping->mapping.pairs[i].value))
            return true;
    return false;
}

static void set_all_but_null(struct sx_transform *t, struct sx_fields *fields, const struct sx_node *mapping) {
    for (size_t i = 0; i < sx_count(mapping); i++) {
        const struct sx_pair *pair = &mapping->mapping.pairs[i];
        if (!sx_is_none(pair->value))
            sx_fields_set_at(t, fields, pair->key, pair->key_span, pair->value);
    }
}

static void begin(struct sx_transform *t, struct sx_template *template, struct sx_emitted *emitted,
                  const struct sx_node *properties) {
    emitted->cause = t->cause;
    if (!has_null(properties))
        sx_fields_begin(t, &emitted->properties, properties);
    else
        set_all_but_null(t, &emitted->properties, properties);
    SX_PUSH(t, &template->current->emitted, emitted);
}

struct sx_emitted *sx_emit(struct sx_transform *t, struct sx_template *template, struct sx_string id, const char *type,
                           const struct sx_node *properties) {
    if (!sx_is_logical_id(id))
        sx_refuse_resource(t, id, sx_at(t->cause), SX_RULE_LOGICAL_ID, STR("Logical ids must be alphanumeric."));
    struct sx_emitted *emitted = SX_NEW(t, struct sx_emitted);
    emitted->id = id;
    emitted->id_hash = sx_map_hash(t, id);
    sx_map_expect(&template->by_id, emitted->id_hash);
    sx_map_expect(&template->emitted, emitted->id_hash);
    emitted->type = type;
    emitted->spec = sx_spec_cloudformation(sx_string_from(type));
    begin(t, template, emitted, properties);
    return emitted;
}

void sx_emit_again(struct sx_transform *t, struct sx_template *template, struct sx_emitted *emitted,
                   const struct sx_node *properties) {
    emitted->depends_on = NULL;
    emitted->attributes = NULL;
    emitted->properties = (struct sx_fields){0};
    begin(t, template, emitted, properties);
}

void sx_accept_emitted(struct sx_transform *t, struct sx_template *template, struct sx_emitted *emitted,
                       const struct sx_resource *resource) {
    void **latest = sx_map_at_hashed(t, &template->emitted, emitted->id_hash, emitted->id);
    if (*latest && *latest != emitted)
        ((struct sx_emitted *)*latest)->successor = emitted;
    *latest = emitted;
    emitted->successor = NULL; /* several resources may generate one and the same */
    emitted->accepted = true;
    emitted->resource = resource;
}

void sx_set(struct sx_transform *t, struct sx_emitted *emitted, const char *property, const struct sx_node *value) {
    if (!sx_is_none(value))
        sx_fields_set(t, &emitted->properties, sx_string_from(property), value);
}

const struct sx_node *sx_emitted_get(const struct sx_transform *t, const struct sx_emitted *emitted,
                                     const char *property) {
    return sx_fields_get(t, &emitted->properties, sx_string_from(property));
}

const struct sx_node *sx_emitted_properties(struct sx_transform *t, struct sx_emitted *emitted) {
    return sx_fields_node(t, &emitted->properties, emitted->cause);
}

static size_t rank_of(const struct sx_emitted *emitted, const struct sx_emitted_rank *ranks) {
    while (ranks->type && strcmp(emitted->type, ranks->type) != 0)
        ranks++;
    return ranks->rank;
}

void sx_sort_emitted(struct sx_transform *t, struct sx_resource *resource, const struct sx_emitted_rank *ranks) {
    size_t count = resource->emitted.count, at = 0;
    struct sx_emitted **sorted = sx_alloc_array(t, count, sizeof *sorted);
    size_t *rank_at = sx_alloc_array(t, count, sizeof *rank_at);
    for (size_t i = 0; i < count; i++)
        rank_at[i] = rank_of(resource->emitted.items[i], ranks);
    for (size_t rank = 0; at < count; rank++)
        for (size_t i = 0; i < count; i++)
            if (rank_at[i] == rank)
                sorted[at++] = resource->emitted.items[i];
    for (size_t i = 0; i < count; i++)
        resource->emitted.items[i] = sorted[i];
}

struct sx_attributes sx_attributes_of(const struct sx_transform *t, const struct sx_node *resource) {
    return (struct sx_attributes){
        .condition = GET(resource, "Condition"),
        .deletion_policy = GET(resource, "DeletionPolicy"),
        .update_replace_policy = GET(resource, "UpdateReplacePolicy"),
    };
}

void sx_set_attribute(struct sx_transform *t, struct sx_emitted *emitted, const char *name,
                      const struct sx_node *value) {
    if (value && !emitted->attributes)
        emitted->attributes = SX_NEW(t, struct sx_fields);
    if (value)
        sx_fields_set(t, emitted->attributes, sx_string_from(name), value);
}

void sx_set_attributes(struct sx_transform *t, struct sx_emitted *emitted, struct sx_attributes attributes) {
    sx_set_attribute(t, emitted, "Condition", attributes.condition);
    sx_set_attribute(t, emitted, "DeletionPolicy", attributes.deletion_policy);
    sx_set_attribute(t, emitted, "UpdateReplacePolicy", attributes.update_replace_policy);
}

void sx_set_all_attributes(struct sx_transform *t, struct sx_emitted *emitted, const struct sx_node *resource) {
    static const char *const names[] = {"DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy",
                                        "Metadata"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        sx_set_attribute(t, emitted, names[i], sx_get(t, resource, sx_string_from(names[i])));
    emitted->depends_on = GET(resource, "DependsOn");
}
