/* SPDX-License-Identifier: Apache-2.0 */

/* What a template can refer to. */

#include "lint/names.h"

#include "base/nearest.h"
#include "resource/resource.h"

enum {
    MOST_LISTED = 12,
    LONGEST_NAME = 255,   /* of a logical id */
    MOST_COMPARED = 2000, /* keys of a mapping, to find the one that was meant */
};

/* It becomes resources whose ids begin with its own, and which CloudFormation alone knows. */
static bool is_module(const struct sx_transform *t, const struct sx_node *resource) {
    return sx_string_ends_with(sx_type_of(t, resource), "::MODULE");
}

struct sx_names *sx_find_names(struct sx_transform *t, const struct sx_lint *lint) {
    struct sx_names *names = SX_NEW(t, struct sx_names);
    const struct sx_node *expanded = lint->expanded ? lint->expanded : lint->source;
    names->lint = lint;
    names->parameters = GET(lint->source, "Parameters");
    names->mappings = GET(lint->source, "Mappings");
    names->declared = GET(lint->source, "Resources");
    names->conditions = GET(expanded, "Conditions");
    names->resources = GET(expanded, "Resources");
    for (size_t i = 0; sx_is_mapping(names->declared) && i < sx_count(names->declared) && !names->modules; i++)
        names->modules = is_module(t, names->declared->mapping.pairs[i].value);
    names->refused = !lint->expanded;
    for (size_t i = 0; i < lint->template->resources.count && !names->refused; i++)
        names->refused = lint->template->resources.items[i]->refused;
    return names;
}

static void find_refused_places(struct sx_transform *t, struct sx_names *names) {
    names->refused_places = SX_NEW(t, struct sx_map);
    for (size_t i = 0; i < t->diagnostics->list.count; i++) {
        const struct sx_diagnostic *found = t->diagnostics->list.items[i];
        if (!found->of_lint && found->severity == SAMX_SEVERITY_ERROR)
            sx_map_set(t, names->refused_places, sx_string_from_int(t, found->where.start), names);
    }
}

bool sx_is_refused(struct sx_transform *t, struct sx_names *names, const struct sx_function *function) {
    if (!names->refused_places)
        find_refused_places(t, names);
    return sx_map_get(t, names->refused_places, sx_string_from_int(t, sx_at(function->node).start)) != NULL;
}

/* ----------------------------------------------------------------------------------------------------- look-ups -- */

const struct sx_node *sx_named_resource(const struct sx_transform *t, const struct sx_names *names,
                                        struct sx_string name) {
    const struct sx_template *template = names->lint->template;
    const struct sx_string *renamed = sx_map_get(t, &template->renamed, name);
    const struct sx_string *generated = sx_map_get(t, &template->references, name);
    const struct sx_node *resource = sx_get(t, names->resources, name);
    if (renamed && !resource)
        resource = sx_get(t, names->resources, *renamed);
    if (generated && !resource)
        resource = sx_get(t, names->resources, *generated);
    return resource;
}

const struct sx_node *sx_attribute_owner(const struct sx_transform *t, const struct sx_names *names,
                                         const struct sx_attribute_reference *reference, struct sx_string *attribute) {
    const struct sx_string *generated = NULL;
    size_t end = sx_string_find_byte(reference->attribute, '.', 0);
    struct sx_string first =
        sx_string_slice(reference->attribute, 0, end == SIZE_MAX ? reference->attribute.length : end);
    char name[LONGEST_NAME + 1];
    *attribute = reference->attribute;
    if (reference->id.length + first.length < LONGEST_NAME) {
        memcpy(name, reference->id.bytes, reference->id.length);
        name[reference->id.length] = '.';
        memcpy(name + reference->id.length + 1, first.bytes, first.length);
        struct sx_string both = {name, reference->id.length + 1 + first.length};
        generated = sx_map_get(t, &names->lint->template->references, both);
    }
    if (!generated)
        return sx_named_resource(t, names, reference->id);
    *attribute =
        end == SIZE_MAX ? STR("") : sx_string_slice(reference->attribute, end + 1, reference->attribute.length);
    return sx_get(t, names->resources, *generated);
}

bool sx_is_referable_property(const struct sx_transform *t, const struct sx_names *names, struct sx_string id,
                              struct sx_string attribute) {
    const struct sx_resource_kind *kind = sx_resource_kind(sx_type_of(t, sx_get(t, names->declared, id)));
    for (const struct sx_referable *known = kind ? kind->referable : NULL; known && known->property; known++)
        if (sx_string_starts_with(attribute, known->property))
            return true;
    return false;
}

static bool is_sam(const struct sx_transform *t, const struct sx_node *resource) {
    return sx_resource_kind(sx_type_of(t, resource)) != NULL;
}

/* What all functions and APIs of a template share. */
static bool may_be_shared(struct sx_string name) {
    return sx_string_starts_with(name, "ServerlessRestApi") || sx_string_starts_with(name, "ServerlessHttpApi") ||
           sx_string_starts_with(name, "ServerlessDeploymentApplication") ||
           sx_string_starts_with(name, "CodeDeployServiceRole");
}

/* The longest id of a resource of SAM or of a module, as it was declared, that the name begins with. */
static struct sx_string generator_of(const struct sx_transform *t, const struct sx_names *names,
                                     struct sx_string name) {
    size_t length = name.length < LONGEST_NAME ? name.length : LONGEST_NAME;
    for (; length > 0; length--) {
        struct sx_string id = sx_string_slice(name, 0, length);
        const struct sx_node *declared = sx_get(t, names->declared, id);
        if (declared && (is_sam(t, declared) || is_module(t, declared)))
            return id;
    }
    return STR("");
}

static bool may_be_generated(const struct sx_transform *t, const struct sx_names *names, struct sx_string name) {
    if (!names->refused && !names->modules)
        return false;
    struct sx_string generator = generator_of(t, names, name);
    if (is_module(t, sx_get(t, names->declared, generator)))
        return true;
    const struct sx_resource *resource = sx_find_resource(t, names->lint->template, generator);
    return names->refused &&
           (may_be_shared(name) || (generator.length && (!names->lint->expanded || (resource && resource->refused))));
}

enum sx_meaning sx_meaning_of(const struct sx_transform *t, const struct sx_names *names, struct sx_string name) {
    if (sx_is_pseudo_parameter(name) || sx_has(t, names->parameters, name))
        return SX_MEANS_PARAMETER;
    if (sx_named_resource(t, names, name))
        return SX_MEANS_RESOURCE;
    if (may_be_generated(t, names, name))
        return SX_MEANS_UNKNOWN;
    if (sx_has(t, names->declared, name))
        return SX_MEANS_LOST;
    if (sx_has(t, names->conditions, name))
        return SX_MEANS_CONDITION;
    return sx_has(t, names->mappings, name) ? SX_MEANS_MAPPING : SX_MEANS_NOTHING;
}

/* ---------------------------------------------------------------------------------------------- is it still there */

static void use(struct sx_transform *t, struct sx_names *names, struct sx_string name) {
    sx_map_set(t, &names->used, name, names);
}

static struct sx_string first_part(struct sx_string name) {
    size_t dot = sx_string_find_byte(name, '.', 0);
    return sx_string_slice(name, 0, dot == SIZE_MAX ? name.length : dot);
}

static void use_sub(struct sx_transform *t, struct sx_names *names, const struct sx_node *argument) {
    struct sx_substitution substitution;
    struct sx_string name;
    struct sx_span where;
    if (!sx_read_sub(argument, &substitution))
        return;
    struct sx_sub_variables variables = sx_sub_variables_of(t, substitution.text);
    while (sx_next_sub_variable(&variables, &name, &where)) {
        use(t, names, name);
        use(t, names, first_part(name));
    }
}

const struct sx_functions *sx_expanded_functions(struct sx_transform *t, struct sx_names *names) {
    if (!names->lint->expanded)
        return names->lint->functions;
    if (!names->expanded)
        names->expanded = sx_find_functions(t, names->lint->expanded);
    return names->expanded;
}

static void use_all(struct sx_transform *t, struct sx_names *names) {
    const struct sx_functions *found = sx_expanded_functions(t, names);
    struct sx_attribute_reference reference;
    for (size_t i = 0; i < found->list.count; i++) {
        const struct sx_function *function = &found->list.items[i];
        const struct sx_node *argument = function->pair->value;
        if (sx_string_is(function->name, "Ref"))
            use(t, names, sx_text(argument));
        else if (sx_string_is(function->name, "Fn::Sub"))
            use_sub(t, names, argument);
        else if (sx_string_is(function->name, "Fn::GetAtt") && sx_read_get_att(t, argument, &reference))
            use(t, names, reference.id);
    }
}

bool sx_name_is_used(struct sx_transform *t, struct sx_names *names, struct sx_string name) {
    if (!names->lint->expanded)
        return true;
    if (!names->used_known)
        use_all(t, names);
    names->used_known = true;
    return sx_map_get(t, &names->used, name) != NULL;
}

/* ------------------------------------------------------------------------------------------ what was generated -- */

static void find_owners(struct sx_transform *t, struct sx_names *names) {
    const struct sx_template *template = names->lint->template;
    names->owners = SX_NEW(t, struct sx_map);
    for (size_t i = 0; i < template->resources.count; i++) {
        struct sx_resource *resource = template->resources.items[i];
        for (size_t j = 0; j < resource->emitted.count; j++)
            sx_map_set(t, names->owners, resource->emitted.items[j]->id, resource);
    }
}

const struct sx_resource *sx_owner_of(struct sx_transform *t, struct sx_names *names, struct sx_string id) {
    if (!names->owners)
        find_owners(t, names);
    return sx_map_get(t, names->owners, id);
}

struct sx_string sx_name_of_resource(struct sx_transform *t, struct sx_names *names, struct sx_string id) {
    const struct sx_resource *owner = sx_owner_of(t, names, id);
    if (!owner || sx_has(t, names->declared, id) || sx_string_equal(owner->id, id))
        return id;
    return CAT(t, id, STR(" (generated from "), owner->id, STR(")"));
}

/* -------------------------------------------------------------------------------------------------------- hints -- */

static struct sx_string did_you_mean(struct sx_transform *t, struct sx_names *names, struct sx_string nearest) {
    if (!nearest.length)
        return STR("");
    sx_map_set(t, &names->suggested, nearest, names);
    return CAT(t, STR("did you mean '"), nearest, STR("'?"));
}

static size_t add_keys(struct sx_string *candidates, size_t count, const struct sx_node *mapping) {
    for (size_t i = 0; sx_is_mapping(mapping) && i < sx_count(mapping); i++)
        candidates[count++] = mapping->mapping.pairs[i].key;
    return count;
}

static void find_candidates(struct sx_transform *t, struct sx_names *names) {
    const struct sx_map *references = &names->lint->template->references;
    const struct sx_map *renamed = &names->lint->template->renamed;
    size_t most = sx_count(names->resources) + renamed->count;
    names->resource_ids = sx_alloc_array(t, most, sizeof *names->resource_ids);
    size_t count = add_keys(names->resource_ids, 0, names->resources);
    for (size_t i = 0; i < renamed->count; i++)
        names->resource_ids[count++] = renamed->entries[i].key;
    names->resource_id_count = count;
    size_t pseudo_count;
    const struct sx_string *pseudo = sx_pseudo_parameters(&pseudo_count);
    most += sx_count(names->parameters) + references->count + pseudo_count;
    names->referable = sx_alloc_array(t, most, sizeof *names->referable);
    count = add_keys(names->referable, 0, names->parameters);
    for (size_t i = 0; i < pseudo_count; i++)
        names->referable[count++] = pseudo[i];
    for (size_t i = 0; i < names->resource_id_count; i++)
        names->referable[count++] = names->resource_ids[i];
    for (size_t i = 0; i < references->count; i++)
        names->referable[count++] = references->entries[i].key;
    names->referable_count = count;
}

/* "'F' generates FRole, FAliaslive": for a name that begins with the id of a resource of SAM. */
static struct sx_string generated_names(struct sx_transform *t, const struct sx_names *names, struct sx_string name) {
    struct sx_string id = generator_of(t, names, name);
    const struct sx_resource *resource = sx_find_resource(t, names->lint->template, id);
    if (!id.length || !resource || !resource->expanded)
        return STR("");
    struct sx_buffer text = {.t = t};
    size_t listed = 0;
    for (size_t i = 0; i < resource->emitted.count && listed < MOST_LISTED; i++) {
        struct sx_string emitted = resource->emitted.items[i]->id;
        if (sx_string_equal(emitted, id))
            continue;
        sx_buffer_add(&text, listed++ ? STR(", ") : STR(""));
        sx_buffer_add(&text, emitted);
    }
    struct sx_string list = listed ? sx_buffer_string(&text) : STR("no other resource");
    return CAT(t, STR("'"), id, STR("' generates "), list);
}

static struct sx_string hint(struct sx_transform *t, struct sx_names *names, struct sx_string name,
                             const struct sx_string *candidates, size_t count) {
    struct sx_string nearest = did_you_mean(t, names, sx_nearest(t, name, candidates, count));
    return nearest.length ? nearest : generated_names(t, names, name);
}

struct sx_string sx_hint_of_name(struct sx_transform *t, struct sx_names *names, struct sx_string name) {
    if (!names->referable)
        find_candidates(t, names);
    return hint(t, names, name, names->referable, names->referable_count);
}

struct sx_string sx_hint_of_resource(struct sx_transform *t, struct sx_names *names, struct sx_string name) {
    if (!names->referable)
        find_candidates(t, names);
    return hint(t, names, name, names->resource_ids, names->resource_id_count);
}

struct sx_string sx_hint_of_key(struct sx_transform *t, struct sx_names *names, const struct sx_node *mapping,
                                struct sx_string name) {
    if (sx_count(mapping) > MOST_COMPARED)
        return STR("");
    struct sx_string *keys = sx_alloc_array(t, sx_count(mapping), sizeof *keys);
    return did_you_mean(t, names, sx_nearest(t, name, keys, add_keys(keys, 0, mapping)));
}
