/* SPDX-License-Identifier: Apache-2.0 */

/* SAM resources become CloudFormation resources, in the reference's order of kinds. */

#include "api/rest_api.h"
#include "event/linked.h"
#include "pass/pass.h"
#include "read/scalar.h"
#include "resource/connector.h"

enum { ORDERS = 5 };

/** A resource, and what it is expanded with. */
struct job {
    struct sx_template *template;
    struct sx_resource *resource;
    const struct sx_resource_kind *kind;
};

static bool may_take_over(const struct sx_emitted *emitted, const struct sx_resource *existing) {
    if (!emitted->spec || !emitted->spec->replaces)
        return false;
    for (const char *const *type = emitted->spec->replaces; *type; type++)
        if (sx_string_is(existing->type, *type))
            return true;
    return false;
}

void sx_report_duplicate_id(struct sx_transform *t, struct sx_span where, struct sx_string of, struct sx_string id,
                            const char *type) {
    sx_report_reference(t, where, SX_RULE_DUPLICATE_LOGICAL_ID,
                        CAT(t, STR("Transforming resource with id ["), of,
                            STR("] attempts to create a new resource with id ["), id, STR("] and type \""),
                            sx_string_from(type),
                            STR("\". A resource with that id already exists within this template. "
                                "Please use a different id for that resource.")));
}

/* Makes what was emitted part of the template, unless its id is taken. */
static void accept(struct sx_transform *t, struct sx_template *template, const struct sx_resource *resource) {
    for (size_t i = 0; i < resource->emitted.count; i++) {
        struct sx_emitted *emitted = resource->emitted.items[i];
        const struct sx_resource *existing = sx_map_get_hashed(&template->by_id, emitted->id_hash, emitted->id);
        if (!existing || may_take_over(emitted, existing)) {
            sx_accept_emitted(t, template, emitted, existing);
            continue;
        }
        sx_report_duplicate_id(t, existing->id_span, resource->id, emitted->id, emitted->type);
    }
}

/*
 * An unquoted 0 is a number in YAML, and the reference takes no number for a logical id, though it would take "0". The
 * tree has only texts for keys: how it was written tells.
 */
static bool is_number(struct sx_transform *t, const struct sx_resource *resource) {
    struct sx_string written =
        sx_string_slice(t->diagnostics->source.text, resource->id_span.start, resource->id_span.end);
    struct sx_node value = {0};
    if (resource->embedded || written.length == 0 || written.bytes[0] == '"' || written.bytes[0] == '\'')
        return false;
    return !sx_resolve_plain(t, written, &value) || value.kind == SX_INT || value.kind == SX_FLOAT;
}

static void expand(struct sx_transform *t, void *argument) {
    const struct job *job = argument;
    struct sx_resource *resource = job->resource;
    job->template->current = resource;
    t->cause = resource->node;
    if (!sx_is_logical_id(resource->id) || is_number(t, resource))
        sx_refuse_resource(t, resource->id, resource->id_span, SX_RULE_LOGICAL_ID,
                           STR("Logical ids must be alphanumeric."));
    job->kind->expand(t, job->template, resource);
    resource->expanded = true;
    accept(t, job->template, resource);
    SX_PUSH(t, &job->template->expanded, resource);
}

/** The resources that one point of the order is for; the array is used by one after the other. */
struct turn {
    struct sx_resource **resources;
    const struct sx_resource_kind **kinds;
    size_t count;
};

static void collect(const struct sx_template *template, const struct sx_resource_kind *const *kinds, size_t count,
                    int order, struct turn *turn) {
    turn->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!kinds[i] || kinds[i]->order != order)
            continue;
        turn->resources[turn->count] = template->order.items[i];
        turn->kinds[turn->count++] = kinds[i];
    }
}

void sx_pass_expand(struct sx_transform *t, struct sx_template *template) {
    /* events may not add entries, but later kinds will: the count is that of the start */
    size_t count = template->order.count;
    const struct sx_resource_kind **kinds = sx_alloc_array(t, count, sizeof *kinds);
    /* walked by themselves, for otherwise what is expected soon would mostly be another turn's */
    struct turn turn = {.resources = sx_alloc_array(t, count, sizeof *turn.resources),
                        .kinds = sx_alloc_array(t, count, sizeof *turn.kinds)};
    sx_map_reserve(t, &template->emitted, count * 2); /* a Function becomes four or five, a table one */
    for (size_t i = 0; i < count; i++)
        kinds[i] = sx_resource_kind(template->order.items[i]->type);
    for (int order = 0; order < ORDERS; order++) {
        collect(template, kinds, count, order, &turn);
        for (size_t i = 0; i < turn.count; i++) {
            struct sx_resource *resource = turn.resources[i];
            sx_expect_resources(turn.resources, turn.count, i);
            struct job job = {template, resource, turn.kinds[i]};
            if (!resource->refused)
                resource->refused = !sx_protect(t, &t->resource, expand, &job);
        }
    }
    sx_rest_finish_usage_plan(t, template);
    sx_finish_buckets(t, template);
    sx_apply_dependencies(t, template);
    t->cause = NULL;
}
