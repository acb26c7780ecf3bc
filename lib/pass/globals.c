/* SPDX-License-Identifier: Apache-2.0 */

/* Globals: which sections and keys it accepts, and how it is merged into the resources. */

#include "base/options.h"
#include "openapi/swagger.h"
#include "pass/pass.h"
#include "python/text.h"

#define RESOURCE_PREFIX "AWS::Serverless::"

/* --------------------------------------------------------------------------------------------------- checking -- */

/* Python prints lists of names as ['A', 'B']. */
static struct sx_string list_of_names(struct sx_transform *t, const struct sx_string *names, size_t count) {
    struct sx_buffer buffer = {.t = t};
    sx_buffer_add_byte(&buffer, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            sx_buffer_add_text(&buffer, ", ");
        sx_buffer_add(&buffer, sx_python_repr_string(t, names[i]));
    }
    sx_buffer_add_byte(&buffer, ']');
    return sx_buffer_string(&buffer);
}

static const struct sx_string *names_of_sections(struct sx_transform *t, size_t *count) {
    const struct sx_globals_spec *sections = sx_spec_globals_sections(count);
    struct sx_string *names = sx_alloc_array(t, *count, sizeof *names);
    for (size_t i = 0; i < *count; i++)
        names[i] = sections[i].section;
    return names;
}

/* The reference ends here. Validation goes on without what is wrong: the resources have mistakes of their own. */
static void refuse(struct sx_transform *t, struct sx_span where, struct sx_string message) {
    message = CAT(t, STR("'Globals' section is invalid. "), message);
    if (!t->options->validates)
        sx_refuse_document(t, where, SX_RULE_GLOBALS, message);
    sx_report_reference(t, where, SX_RULE_GLOBALS, message);
}

static bool accepts(const struct sx_globals_spec *section, struct sx_string key) {
    for (size_t i = 0; i < section->count; i++)
        if (sx_string_equal(section->properties[i], key))
            return true;
    return false;
}

static void refuse_property(struct sx_transform *t, const struct sx_globals_spec *section,
                            const struct sx_pair *property) {
    sx_suggest(t, property->key, section->properties, section->count);
    refuse(t, property->key_span,
           CAT(t, STR("'"), property->key, STR("' is not a supported property of '"), section->section,
               STR("'. Must be one of the following values - "),
               list_of_names(t, section->properties, section->count)));
}

/*
 * The reference names the first property that is not accepted. In a template that has a REST API the section Api is a
 * dictionary of Python 2.7: the case globals_api_several_unknown_keys shows which one is first then.
 */
static void refuse_first_in_python27(struct sx_transform *t, const struct sx_globals_spec *section,
                                     const struct sx_node *properties) {
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, sx_object_from_node(t, properties, true), &count);
    for (size_t i = 0; i < count; i++)
        if (!accepts(section, entries[i].key)) {
            refuse_property(t, section, sx_get_pair(t, properties, entries[i].key));
            return;
        }
}

/** The value of the section with the properties that it accepts; NULL: it is no section. */
static const struct sx_node *check_section(struct sx_transform *t, const struct sx_template *template,
                                           const struct sx_pair *pair) {
    const struct sx_globals_spec *section = sx_spec_globals(pair->key);
    const struct sx_node *accepted = pair->value;
    if (!section) {
        size_t count;
        const struct sx_string *names = names_of_sections(t, &count);
        sx_suggest(t, pair->key, names, count);
        refuse(t, pair->key_span,
               CAT(t, STR("'"), pair->key, STR("' is not supported. Must be one of the following values - "),
                   list_of_names(t, names, count)));
        return NULL;
    }
    if (!sx_is_mapping(pair->value)) {
        refuse(t, sx_at(pair->value), STR("Value of ${section} must be a dictionary"));
        return NULL;
    }
    if (template->python27 && sx_string_is(section->section, "Api"))
        refuse_first_in_python27(t, section, pair->value);
    for (uint32_t i = 0; i < pair->value->mapping.count; i++) {
        const struct sx_pair *property = &pair->value->mapping.pairs[i];
        if (accepts(section, property->key))
            continue;
        refuse_property(t, section, property);
        accepted = sx_with(t, accepted, property->key, NULL);
    }
    return accepted;
}

/* ---------------------------------------------------------------------------------------------------- merging -- */

static const struct sx_node *merge(struct sx_transform *t, const struct sx_node *global, const struct sx_node *local);

/* What only one side has is shared, not copied: a Function sees by the address of a node that it came from Globals. */
static const struct sx_node *merge_mappings(struct sx_transform *t, const struct sx_node *global,
                                            const struct sx_node *local) {
    struct sx_fields fields = {0};
    sx_fields_reserve(t, &fields, sx_count(global) + sx_count(local));
    sx_fields_set_all(t, &fields, global);
    for (size_t i = 0; i < sx_count(local); i++) {
        const struct sx_pair *pair = &local->mapping.pairs[i];
        const struct sx_pair *other = sx_get_pair(t, global, pair->key);
        const struct sx_node *value = other ? merge(t, other->value, pair->value) : pair->value;
        sx_fields_set_at(t, &fields, pair->key, pair->key_span, value);
    }
    return sx_fields_node(t, &fields, local);
}

static const struct sx_node *merge_sequences(struct sx_transform *t, const struct sx_node *global,
                                             const struct sx_node *local) {
    size_t global_count = global->sequence.count, count = global_count + local->sequence.count;
    const struct sx_node **items = sx_alloc_array(t, count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = i < global_count ? global->sequence.items[i] : local->sequence.items[i - global_count];
    return sx_new_sequence_of(t, local, items, count);
}

/* Maps are merged and lists are joined; for all else, an intrinsic function included, the resource's own wins. */
static const struct sx_node *merge(struct sx_transform *t, const struct sx_node *global, const struct sx_node *local) {
    if (sx_is_mapping(global) && sx_is_mapping(local) && !sx_is_intrinsic(global) && !sx_is_intrinsic(local))
        return merge_mappings(t, global, local);
    if (sx_is_sequence(global) && sx_is_sequence(local))
        return merge_sequences(t, global, local);
    return local;
}

/* The same for the Properties of an API, which are edited in place; what only Globals has is shared between APIs. */
static struct sx_object *merge_objects(struct sx_transform *t, struct sx_object *global, struct sx_object *local) {
    if (sx_object_is_list(global) && sx_object_is_list(local)) {
        struct sx_object *joined = sx_object_list(t);
        joined->node = local->node; /* its place */
        for (size_t i = 0; i < sx_object_count(global); i++)
            sx_list_push(t, joined, sx_list_item(global, i));
        for (size_t i = 0; i < sx_object_count(local); i++)
            sx_list_push(t, joined, sx_list_item(local, i));
        return joined;
    }
    if (!sx_object_is_dict(global) || !sx_object_is_dict(local) || sx_object_is_intrinsic(t, global) ||
        sx_object_is_intrinsic(t, local))
        return local;
    struct sx_object *merged = sx_dict_copy(t, global);
    merged->node = local->node; /* its place */
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, local, &count);
    for (size_t i = 0; i < count; i++) {
        struct sx_object *other = sx_dict_get(t, global, entries[i].key);
        sx_dict_set_at(t, merged, entries[i].key, entries[i].unicode, entries[i].key_span,
                       other ? merge_objects(t, other, entries[i].value) : entries[i].value);
    }
    return merged;
}

/* ----------------------------------------------------------------------------------------------- IgnoreGlobals -- */

static noreturn void refuse_ignore(struct sx_transform *t, const struct sx_resource *resource, struct sx_span where,
                                   struct sx_string item) {
    sx_refuse_document(t, where, SX_RULE_GLOBALS,
                       CAT(t, STR("Resource with id ["), resource->id, STR("] is invalid. Resource "), resource->id,
                           STR(" has invalid resource attribute 'IgnoreGlobals'"), item, STR(".")));
}

/* The section without the keys that the resource's IgnoreGlobals names; "*" names all. */
static const struct sx_node *without_ignored(struct sx_transform *t, const struct sx_resource *resource,
                                             const struct sx_node *section) {
    const struct sx_node *ignored = GET(resource->node, "IgnoreGlobals");
    if (!sx_is_true(ignored))
        return section;
    if (sx_text_is(ignored, "*"))
        return NULL;
    if (!sx_is_sequence(ignored))
        refuse_ignore(t, resource, sx_at(ignored), STR(""));
    for (size_t i = 0; i < ignored->sequence.count; i++) {
        const struct sx_node *item = ignored->sequence.items[i];
        if (!sx_is_string(item) || !sx_has(t, section, item->string))
            refuse_ignore(t, resource, sx_at(item), CAT(t, STR(" on item '"), sx_python_str(t, item), STR("'")));
        section = sx_with(t, section, item->string, NULL);
    }
    return section;
}

/*
 * Nodes of their own for all that lies inside. The reference takes the keys out of a deep copy: a resource with
 * IgnoreGlobals shares nothing with those that take Globals whole (globals/shared_except_with_ignore_globals).
 */
static const struct sx_node *deep_copy(struct sx_transform *t, const struct sx_node *node) {
    size_t count = sx_count(node);
    if (sx_is_sequence(node)) {
        const struct sx_node **items = sx_alloc_array(t, count, sizeof *items);
        for (size_t i = 0; i < count; i++)
            items[i] = deep_copy(t, node->sequence.items[i]);
        return sx_new_sequence_of(t, node, items, count);
    }
    if (!sx_is_mapping(node))
        return node;
    struct sx_pair *pairs = sx_alloc_pairs(t, count);
    for (size_t i = 0; i < count; i++) {
        pairs[i] = node->mapping.pairs[i];
        pairs[i].value = deep_copy(t, pairs[i].value);
    }
    return sx_adopt_pairs(t, node, pairs, count);
}

/** The sections of the kinds of API, once one was made an object. */
struct shared_sections {
    struct sx_object *api, *http_api;
};

/*
 * The section Api or HttpApi as an object, for one API; it is kept for those that take it whole. The reference makes
 * Python 2.7's dictionaries of the section Api alone: case http_api/globals.
 */
static struct sx_object *api_section(struct sx_transform *t, const struct sx_template *template, bool rest,
                                     const struct sx_node *whole, const struct sx_node *section,
                                     struct shared_sections *shared) {
    struct sx_object **kept = rest ? &shared->api : &shared->http_api;
    bool from_template = rest && template->python27;
    if (!*kept)
        *kept = sx_object_from_node(t, whole, from_template);
    if (section == whole)
        return *kept;
    /* keys are taken out of a deep copy */
    struct sx_object *copy = sx_object_from_node(t, whole, from_template);
    sx_document_copied(sx_document_new(t, copy));
    for (size_t i = 0; i < sx_count(whole); i++)
        if (!sx_has(t, section, whole->mapping.pairs[i].key))
            sx_dict_remove(t, copy, whole->mapping.pairs[i].key);
    return copy;
}

static void merge_into(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource,
                       const struct sx_node *globals, struct shared_sections *shared) {
    struct sx_string type = resource->type;
    if (!sx_string_starts_with(type, RESOURCE_PREFIX))
        return;
    const struct sx_node *whole = sx_get(t, globals, sx_string_slice(type, sizeof RESOURCE_PREFIX - 1, type.length));
    const struct sx_node *section = whole ? without_ignored(t, resource, whole) : NULL;
    if (sx_count(section) == 0)
        return;
    t->cause = resource->node;
    if (resource->properties) {
        bool rest = sx_string_is(type, RESOURCE_PREFIX "Api");
        struct sx_object *global = api_section(t, template, rest, whole, section, shared);
        resource->properties = merge_objects(t, global, resource->properties);
        return;
    }
    if (section != whole)
        section = deep_copy(t, section);
    const struct sx_node *properties = GET(resource->node, "Properties");
    const struct sx_node *merged = merge(t, section, properties ? properties : EMPTY_MAP());
    resource->node = sx_with(t, resource->node, STR("Properties"), merged);
}

/*
 * OpenApiVersion 3 makes the document of an API whose definition is SAM's own an OpenAPI document; Globals may say so,
 * and so it is done here.
 */
static void set_openapi_version(struct sx_transform *t, const struct sx_resource *resource) {
    struct sx_object *properties = resource->properties;
    struct sx_object *version = DICT_GET(properties, "OpenApiVersion");
    if (!version || !DICT_GET(properties, "__MANAGE_SWAGGER") || !sx_is_openapi3(t, version))
        return;
    if (!sx_object_is_text(version)) {
        version = sx_object_text(t, sx_object_str(t, version), false);
        DICT_SET(properties, "OpenApiVersion", version);
    }
    struct sx_object *body = DICT_GET(properties, "DefinitionBody");
    if (!sx_object_is_dict(body))
        return;
    DICT_SET(body, "openapi", version);
    if (sx_object_is_true(DICT_GET(body, "swagger")))
        sx_dict_remove(t, body, STR("swagger"));
}

/** The sections that there are, with what they accept. */
static const struct sx_node *check_sections(struct sx_transform *t, const struct sx_template *template,
                                            const struct sx_node *globals) {
    const struct sx_node *accepted = globals;
    if (!sx_is_mapping(globals)) {
        refuse(t, sx_at(globals), STR("It must be a non-empty dictionary"));
        return NULL;
    }
    for (uint32_t i = 0; i < globals->mapping.count; i++) {
        const struct sx_pair *pair = &globals->mapping.pairs[i];
        const struct sx_node *section = check_section(t, template, pair);
        if (section != pair->value)
            accepted = sx_with(t, accepted, pair->key, section);
    }
    return accepted;
}

void sx_pass_globals(struct sx_transform *t, struct sx_template *template) {
    const struct sx_pair *globals = sx_get_pair(t, template->root, STR("Globals"));
    struct shared_sections shared = {NULL, NULL};
    const struct sx_node *sections = globals ? check_sections(t, template, globals->value) : NULL;
    for (size_t i = 0; i < template->order.count; i++) {
        struct sx_resource *resource = template->order.items[i];
        sx_expect_resources(template->order.items, template->order.count, i);
        if (sections)
            merge_into(t, template, resource, sections, &shared);
        t->cause = NULL;
        if (resource->properties && sx_string_is(resource->type, RESOURCE_PREFIX "Api"))
            set_openapi_version(t, resource);
    }
    if (globals)
        template->root = sx_with(t, template->root, STR("Globals"), NULL);
}
