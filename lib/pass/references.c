/* SPDX-License-Identifier: Apache-2.0 */

/*
 * References to SAM resources: a logical id that changed (in DependsOn, Ref, Fn::GetAtt and Fn::Sub), and
 * "Function.Alias" and the like for what was generated.
 */

#include "base/options.h"
#include "intrinsic/resolve.h"
#include "pass/pass.h"
#include "resource/resource.h"

static const struct sx_string *renamed(const struct sx_transform *t, const struct sx_template *template,
                                       struct sx_string id) {
    return sx_map_get(t, &template->renamed, id);
}

/* ----------------------------------------------------------------------------------------------- changed ids -- */

static const struct sx_node *rename_item(struct sx_transform *t, void *user, const struct sx_node *item) {
    const struct sx_string *id = sx_is_string(item) ? renamed(t, user, item->string) : NULL;
    t->cause = item;
    return id ? TEXT(*id) : item;
}

static const struct sx_node *rename_depends_on(struct sx_transform *t, struct sx_template *template,
                                               const struct sx_node *node) {
    const struct sx_node *depends_on = GET(node, "DependsOn"), *changed = depends_on;
    if (sx_is_sequence(depends_on))
        changed = sx_map_children(t, depends_on, rename_item, template);
    else if (sx_is_string(depends_on))
        changed = rename_item(t, template, depends_on);
    return changed == depends_on ? node : sx_with(t, node, STR("DependsOn"), changed);
}

static struct sx_string rename_in_sub(struct sx_transform *t, void *user, struct sx_string reference) {
    struct sx_string id = sx_string_slice(reference, 0, sx_string_find_byte(reference, '.', 0));
    const struct sx_string *changed = renamed(t, user, id);
    if (!changed)
        return (struct sx_string){NULL, 0};
    return CAT(t, STR("${"), sx_string_replace(t, reference, id, *changed), STR("}"));
}

enum { USUAL_LENGTH = 256 };

/**
 * The parts of {"Fn::GetAtt": [...]}, joined and split at dots, when there are two texts at least. They are put into
 * `usual` if they fit: most of them are looked at once, and stay as they are.
 */
static bool get_att_text(struct sx_transform *t, const struct sx_node *node, char usual[USUAL_LENGTH],
                         struct sx_string *text) {
    const struct sx_node *parts = sx_intrinsic(node, "Fn::GetAtt");
    if (!sx_is_sequence(parts) || parts->sequence.count < 2)
        return false;
    struct sx_buffer buffer = {.t = t, .bytes = usual, .capacity = USUAL_LENGTH};
    for (size_t i = 0; i < parts->sequence.count; i++) {
        if (!sx_is_string(sx_item(parts, i)))
            return false;
        if (i)
            sx_buffer_add_byte(&buffer, '.');
        sx_buffer_add(&buffer, sx_text(sx_item(parts, i)));
    }
    *text = sx_buffer_string(&buffer);
    return true;
}

/* {"Fn::GetAtt": [first, and what is left of the text from `from`, split at dots]} */
static const struct sx_node *new_get_att(struct sx_transform *t, const struct sx_node *node, struct sx_string first,
                                         struct sx_string text, size_t from) {
    SX_VECTOR(const struct sx_node *) parts = {0};
    text = sx_string_copy(t, text);
    t->cause = node;
    SX_PUSH(t, &parts, TEXT(first));
    while (from <= text.length) {
        size_t dot = sx_string_find_byte(text, '.', from);
        if (dot == SIZE_MAX)
            dot = text.length;
        SX_PUSH(t, &parts, TEXT(sx_string_slice(text, from, dot)));
        from = dot + 1;
    }
    return MAP({"Fn::GetAtt", sx_new_sequence_of(t, NULL, parts.items, parts.count)});
}

/* NULL: it stays. */
static const struct sx_node *rename_get_att(struct sx_transform *t, const struct sx_template *template,
                                            const struct sx_node *node) {
    struct sx_string text;
    char usual[USUAL_LENGTH];
    if (!get_att_text(t, node, usual, &text))
        return NULL;
    size_t dot = sx_string_find_byte(text, '.', 0);
    const struct sx_string *id = renamed(t, template, sx_string_slice(text, 0, dot));
    return id ? new_get_att(t, node, *id, text, dot + 1) : NULL;
}

static const struct sx_node *rename_node(struct sx_transform *t, void *user, const struct sx_node *node) {
    struct sx_template *template = user;
    node = rename_depends_on(t, template, node);
    const struct sx_node *reference = sx_intrinsic(node, "Ref");
    if (sx_is_string(reference)) {
        const struct sx_string *id = renamed(t, template, reference->string);
        t->cause = node;
        return id ? MAP({"Ref", TEXT(*id)}) : node;
    }
    if (sx_intrinsic(node, "Fn::Sub")) {
        node = sx_rewrite_sub_node(t, node, rename_in_sub, template);
    } else {
        const struct sx_node *get_att = rename_get_att(t, template, node);
        if (get_att)
            return get_att;
    }
    return sx_map_collections(t, node, rename_node, template);
}

/* ------------------------------------------------------------------------------------------ generated resources -- */

/** What is resolved with. */
struct resolution {
    const struct sx_template *template;
    SX_VECTOR(struct sx_string) properties; /* "Alias", "Version": each that was generated and is referred to */
};

/* The first two parts of "F.Alias.Arn": where they end, or SIZE_MAX when there are not two. */
static size_t two_parts(struct sx_string text) {
    size_t dot = sx_string_find_byte(text, '.', 0);
    if (dot == SIZE_MAX)
        return SIZE_MAX;
    size_t second = sx_string_find_byte(text, '.', dot + 1);
    return second == SIZE_MAX ? text.length : second;
}

static bool knows(const struct resolution *resolution, struct sx_string property) {
    for (size_t i = 0; i < resolution->properties.count; i++)
        if (sx_string_equal(resolution->properties.items[i], property))
            return true;
    return false;
}

static struct sx_string property_of(struct sx_string two_parts) {
    return sx_string_slice(two_parts, sx_string_find_byte(two_parts, '.', 0) + 1, two_parts.length);
}

/* There are few properties and many resources: most texts are told by their property, "Arn". */
static const struct sx_string *generated(const struct sx_transform *t, const struct resolution *resolution,
                                         struct sx_string text, size_t end) {
    if (end == SIZE_MAX)
        return NULL;
    text.length = end;
    return knows(resolution, property_of(text)) ? sx_map_get(t, &resolution->template->references, text) : NULL;
}

static struct sx_string resolve_in_sub(struct sx_transform *t, void *user, struct sx_string reference) {
    size_t end = two_parts(reference);
    const struct sx_string *id = generated(t, user, reference, end);
    if (!id)
        return (struct sx_string){NULL, 0};
    struct sx_string property = sx_string_slice(reference, 0, end);
    return CAT(t, STR("${"), sx_string_replace(t, reference, property, *id), STR("}"));
}

/* Most texts name pseudo parameters alone, without a dot, and need not be taken apart. */
static const struct sx_node *resolve_sub(struct sx_transform *t, struct resolution *resolution,
                                         const struct sx_node *node) {
    const struct sx_node *argument = sx_intrinsic(node, "Fn::Sub");
    struct sx_string text = sx_text(sx_is_sequence(argument) ? sx_item(argument, 0) : argument);
    bool has_dot = text.length && sx_string_find_byte(text, '.', 0) != SIZE_MAX;
    return has_dot ? sx_rewrite_sub_node(t, node, resolve_in_sub, resolution) : node;
}

/* NULL: it stays. */
static const struct sx_node *resolve_get_att(struct sx_transform *t, const struct resolution *resolution,
                                             const struct sx_node *node) {
    struct sx_string text;
    char usual[USUAL_LENGTH];
    if (!get_att_text(t, node, usual, &text))
        return NULL;
    size_t end = two_parts(text);
    const struct sx_string *id = generated(t, resolution, text, end);
    return id ? new_get_att(t, node, *id, text, end + 1) : NULL;
}

static const struct sx_node *resolve_node(struct sx_transform *t, void *user, const struct sx_node *node) {
    struct resolution *resolution = user;
    if (!sx_is_intrinsic(node))
        return sx_map_collections(t, node, resolve_node, resolution);
    const struct sx_node *reference = sx_intrinsic(node, "Ref");
    if (sx_is_string(reference)) {
        /* a Ref names the whole: "F.Alias", and nothing below it */
        size_t end = two_parts(reference->string);
        const struct sx_string *id =
            end == reference->string.length ? generated(t, resolution, reference->string, end) : NULL;
        t->cause = node;
        return id ? MAP({"Ref", TEXT(*id)}) : node;
    }
    if (sx_intrinsic(node, "Fn::Sub")) {
        node = resolve_sub(t, resolution, node);
    } else {
        const struct sx_node *get_att = resolve_get_att(t, resolution, node);
        if (get_att)
            return get_att;
    }
    return sx_map_collections(t, node, resolve_node, resolution);
}

/* Users may refer to "F.Alias"; of several resources of a type the last one counts. */
static void add_reference(struct sx_transform *t, struct sx_template *template, const struct sx_resource *resource,
                          const struct sx_referable *referable) {
    for (size_t i = resource->emitted.count; i-- > 0;) {
        struct sx_emitted *emitted = resource->emitted.items[i];
        if (!sx_string_is(sx_string_from(emitted->type), referable->type))
            continue;
        struct sx_string name = CAT(t, resource->id, STR("."), sx_string_from(referable->property));
        sx_map_set(t, &template->references, name, &emitted->id);
        return;
    }
}

/* Few templates refer to any; validation goes through all of them to suggest a name. */
static void add_references(struct sx_transform *t, struct sx_template *template) {
    bool all = t->options->validates;
    if (!all && !sx_refers_to_generated(t))
        return;
    for (size_t i = 0; i < template->expanded.count; i++) {
        const struct sx_resource *resource = template->expanded.items[i];
        const struct sx_resource_kind *kind = sx_resource_kind(resource->type);
        for (const struct sx_referable *known = kind ? kind->referable : NULL; known && known->property; known++)
            if (all || sx_is_referred_to(t, sx_string_from(known->property)))
                add_reference(t, template, resource, known);
    }
}

static void resolve_generated(struct sx_transform *t, struct sx_template *template) {
    struct resolution resolution = {.template = template};
    for (size_t i = 0; i < template->references.count; i++) {
        struct sx_string property = property_of(template->references.entries[i].key);
        if (!knows(&resolution, property) && sx_is_referred_to(t, property))
            SX_PUSH(t, &resolution.properties, property);
    }
    if (resolution.properties.count)
        template->root = resolve_node(t, &resolution, template->root);
}

void sx_pass_references(struct sx_transform *t, struct sx_template *template) {
    if (template->renamed.count)
        template->root = rename_node(t, template, template->root);
    add_references(t, template);
    resolve_generated(t, template);
    t->cause = NULL;
}
