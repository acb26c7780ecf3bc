/* SPDX-License-Identifier: Apache-2.0 */

#include "pass/implicit_api.h"

#include "openapi/http.h"

struct sx_span sx_api_event_at(struct sx_transform *t, const struct sx_api_event *event, const char *property) {
    struct sx_object *value = property ? sx_dict_get(t, event->properties, sx_string_from(property)) : NULL;
    struct sx_span where = sx_object_at(value);
    if (!where.end)
        where = sx_object_at(event->properties);
    return where.end ? where : event->owner->id_span;
}

noreturn void sx_refuse_api_event(struct sx_transform *t, const struct sx_api_event *event, const char *property,
                                  enum sx_rule rule, struct sx_string message) {
    struct sx_subject subject = {event->owner->id, event->name};
    sx_refuse_subject(t, subject, sx_api_event_at(t, event, property), rule, message);
}

/* --------------------------------------------------------------------------------------------------- one event -- */

/* The tags of a Function with PropagateTags go to the implicit API that its events use. */
static void add_tags(struct sx_transform *t, const struct sx_implicit *implicit, const struct sx_api_event *event) {
    struct sx_string type = event->owner->type;
    const struct sx_node *properties = GET(event->owner->node, "Properties");
    const struct sx_node *globals = sx_get(t, GET(implicit->template->root, "Globals"),
                                           sx_string_slice(type, sizeof "AWS::Serverless::" - 1, type.length));
    const struct sx_node *propagate = GET(properties, "PropagateTags"), *tags = GET(properties, "Tags");
    if (!sx_is_true(propagate))
        propagate = GET(globals, "PropagateTags");
    if (!sx_is_true(tags))
        tags = GET(globals, "Tags");
    struct sx_resource *api = sx_find_resource(t, implicit->template, sx_string_from(implicit->kind->id));
    if (!api || !sx_is_true(tags) || !sx_is_true(propagate))
        return;
    struct sx_object *api_properties = sx_resource_properties(t, implicit->template, api);
    struct sx_object *api_tags = sx_dict_set_default(t, api_properties, STR("Tags"), false, sx_object_dict(t));
    sx_dict_update(t, api_tags, sx_object_from_node(t, tags, false));
    DICT_SET(api_properties, "PropagateTags", sx_object_bool(t, true));
}

void sx_implicit_choose(struct sx_transform *t, struct sx_implicit *implicit, const struct sx_api_event *event) {
    struct sx_string property = sx_string_from(implicit->kind->id_property);
    if (sx_dict_get(t, event->properties, property))
        return;
    add_tags(t, implicit, event);
    if (!implicit->reference) {
        implicit->reference = sx_object_dict_for(t, 1);
        DICT_SET(implicit->reference, "Ref", sx_object_text(t, sx_string_from(implicit->kind->id), false));
    }
    sx_dict_set(t, event->properties, property, false, implicit->reference);
}

/* An empty dictionary that is going to have what a mapping has. */
static struct sx_object *new_dict(struct sx_transform *t, const struct sx_node *mapping, bool python27) {
    const struct sx_node *cause = t->cause;
    t->cause = mapping;
    struct sx_object *dict =
        python27 ? sx_object_dict27_for(t, mapping->mapping.count) : sx_object_dict_for(t, mapping->mapping.count);
    t->cause = cause;
    return dict;
}

/* Properties of an event that names no API have room for that: see sx_implicit_choose(). */
static struct sx_object *convert_properties(struct sx_transform *t, const struct sx_node *properties, bool python27) {
    if (!sx_is_mapping(properties) || GET(properties, "RestApiId") || GET(properties, "ApiId"))
        return sx_object_from_node(t, properties, python27);
    return sx_object_from_mapping(t, properties, python27, 1);
}

static struct sx_object *convert_event(struct sx_transform *t, const struct sx_node *event, bool python27) {
    struct sx_object *dict = new_dict(t, event, python27);
    for (uint32_t i = 0; i < event->mapping.count; i++) {
        const struct sx_pair *pair = &event->mapping.pairs[i];
        sx_dict_set_at(t, dict, pair->key, python27, pair->key_span,
                       sx_string_is(pair->key, "Properties") ? convert_properties(t, pair->value, python27)
                                                             : sx_object_from_node(t, pair->value, python27));
    }
    return dict;
}

void sx_implicit_convert_events(struct sx_transform *t, struct sx_resource *owner, const struct sx_node *events,
                                bool python27) {
    owner->events = new_dict(t, events, python27);
    for (uint32_t i = 0; i < events->mapping.count; i++) {
        const struct sx_pair *pair = &events->mapping.pairs[i];
        const struct sx_node *type = GET(pair->value, "Type");
        bool of_api = sx_text_is(type, "Api") || sx_text_is(type, "HttpApi");
        sx_dict_set_at(t, owner->events, pair->key, python27, pair->key_span,
                       of_api ? convert_event(t, pair->value, python27) : sx_object_sealed(t, pair->value));
    }
}

const struct sx_dict_entry *sx_implicit_events(struct sx_transform *t, const struct sx_implicit *implicit,
                                               const struct sx_resource *owner, size_t *count) {
    const struct sx_dict_entry *first = NULL; /* most resources have one: that needs no dictionary */
    struct sx_object *events = NULL;
    struct sx_dict_walk walk = sx_dict_begin(t, owner->events);
    for (const struct sx_dict_entry *event = sx_dict_next(&walk); event; event = sx_dict_next(&walk)) {
        if (!sx_object_text_is(DICT_GET(event->value, "Type"), implicit->kind->event_type))
            continue;
        if (!first) {
            first = event;
            continue;
        }
        if (!events) {
            events = sx_object_dict27(t);
            sx_dict_set_at(t, events, first->key, first->unicode, first->key_span, first->value);
        }
        sx_dict_set_at(t, events, event->key, event->unicode, event->key_span, event->value);
    }
    if (events)
        return sx_dict_entries(t, events, count);
    *count = first ? 1 : 0;
    return first;
}

void sx_implicit_finish_events(struct sx_transform *t, const struct sx_resource *owner, size_t count) {
    if (count)
        sx_dict_make_room(t, owner->events, count);
}

static const struct sx_object *require(struct sx_transform *t, const struct sx_api_event *event, const char *property) {
    struct sx_object *value = sx_dict_get(t, event->properties, sx_string_from(property));
    if (sx_object_is_none(value))
        sx_refuse_api_event(t, event, property, SX_RULE_MISSING_PROPERTY,
                            CAT(t, STR("Property '"), sx_string_from(property), STR("' is required.")));
    return value;
}

static void require_text(struct sx_transform *t, const struct sx_api_event *event, const struct sx_object *value,
                         const char *property) {
    if (!sx_object_is_text(value))
        sx_refuse_api_event(t, event, property, SX_RULE_INVALID_PROPERTY_TYPE,
                            CAT(t, STR("Property '"), sx_string_from(property), STR("' should be a string.")));
}

void sx_implicit_check(struct sx_transform *t, const struct sx_implicit *implicit, struct sx_api_event *event) {
    const char *id_property = implicit->kind->id_property;
    const struct sx_object *id = sx_dict_get(t, event->properties, sx_string_from(id_property));
    const struct sx_object *reference = DICT_GET(id, "Ref");
    const struct sx_object *path = require(t, event, "Path"), *method = require(t, event, "Method");
    id = reference ? reference : id;
    require_text(t, event, id, id_property);
    require_text(t, event, path, "Path");
    require_text(t, event, method, "Method");
    event->api = sx_object_string(id);
    event->path = (struct sx_maybe_unicode){sx_object_string(path), path->unicode};
    event->method = (struct sx_maybe_unicode){sx_object_string(method), method->unicode};
}

static struct sx_implicit_api *api_of(struct sx_transform *t, struct sx_implicit *implicit, struct sx_string id) {
    struct sx_implicit_api *api = sx_map_get(t, &implicit->apis, id);
    if (!api) {
        api = SX_NEW(t, struct sx_implicit_api);
        sx_map_set(t, &implicit->apis, id, api);
    }
    return api;
}

static void remember_condition(struct sx_transform *t, struct sx_implicit_api *api, const struct sx_api_event *event) {
    struct sx_map *methods = sx_map_get(t, &api->paths, event->path.text);
    if (!methods) {
        methods = SX_NEW(t, struct sx_map);
        sx_map_set(t, &api->paths, event->path.text, methods);
    }
    const struct sx_node *condition = GET(event->owner->node, "Condition");
    struct sx_string *name = sx_is_none(condition) ? NULL : SX_NEW(t, struct sx_string);
    if (name)
        *name = sx_text(condition);
    sx_map_set(t, methods, event->method.text, name);
}

void sx_implicit_remember(struct sx_transform *t, struct sx_implicit *implicit, const struct sx_api_event *event) {
    struct sx_implicit_api *api = api_of(t, implicit, event->api);
    if (implicit->template->conditional)
        remember_condition(t, api, event);
    const struct sx_node *deletion = GET(event->owner->node, "DeletionPolicy");
    const struct sx_node *replacement = GET(event->owner->node, "UpdateReplacePolicy");
    api->retain = api->retain || sx_text_is(deletion, "Retain");
    api->remove = api->remove || sx_text_is(deletion, "Delete");
    api->replace_retain = api->replace_retain || sx_text_is(replacement, "Retain");
    api->replace_snapshot = api->replace_snapshot || sx_text_is(replacement, "Snapshot");
    api->replace_remove = api->replace_remove || sx_text_is(replacement, "Delete");
}

/* --------------------------------------------------------------------------------------------------- conditions -- */

/* Adds the conditions of the methods of one path; false when one of them has none. */
static bool add_conditions(struct sx_transform *t, const struct sx_map *methods, struct sx_condition_set *set) {
    for (size_t i = 0; i < methods->count; i++) {
        const struct sx_string *condition = methods->entries[i].value;
        if (!condition)
            return false;
        sx_add_condition(t, set, *condition);
    }
    return true;
}

static void set_attribute(struct sx_transform *t, struct sx_resource *resource, const char *name,
                          struct sx_string value) {
    resource->node = sx_with(t, resource->node, sx_string_from(name), TEXT(value));
}

/* The implicit API is there when any of its methods is. */
static void apply_condition(struct sx_transform *t, const struct sx_implicit *implicit,
                            const struct sx_implicit_api *api, struct sx_resource *resource) {
    struct sx_condition_set set = {0};
    if (!implicit->template->conditional)
        return;
    for (size_t i = 0; i < api->paths.count; i++)
        if (!add_conditions(t, api->paths.entries[i].value, &set))
            return;
    struct sx_string name = sx_string_from(implicit->kind->condition);
    if (set.names.count == 1)
        name = set.names.items[0];
    else
        sx_combine_conditions(t, implicit->template, name, &set);
    set_attribute(t, resource, "Condition", name);
}

/* Of several policies the one that keeps most counts. */
static void apply_policies(struct sx_transform *t, const struct sx_implicit_api *api, struct sx_resource *resource) {
    if (api->retain || api->remove)
        set_attribute(t, resource, "DeletionPolicy", api->retain ? STR("Retain") : STR("Delete"));
    if (api->replace_retain || api->replace_snapshot || api->replace_remove)
        set_attribute(t, resource, "UpdateReplacePolicy",
                      api->replace_retain     ? STR("Retain")
                      : api->replace_snapshot ? STR("Snapshot")
                                              : STR("Delete"));
}

static struct sx_string path_condition_name(struct sx_transform *t, struct sx_string api, struct sx_string path) {
    path = sx_string_replace(t, path, STR("/"), STR("SLASH"));
    path = sx_string_replace(t, path, STR("{"), STR("OB"));
    path = sx_string_replace(t, path, STR("}"), STR("CB"));
    return CAT(t, api, path, STR("PathCondition"));
}

/* A path is there when any of its methods is. */
static void apply_path(struct sx_transform *t, const struct sx_implicit *implicit, const struct sx_resource *resource,
                       struct sx_swagger *swagger, struct sx_string path) {
    const struct sx_implicit_api *api = sx_map_get(t, &implicit->apis, resource->id);
    const struct sx_map *methods = api ? sx_map_get(t, &api->paths, path) : NULL;
    struct sx_condition_set set = {0};
    if (!methods || !add_conditions(t, methods, &set) || set.names.count == 0)
        return;
    if (set.names.count == 1) {
        sx_swagger_make_path_conditional(t, swagger, path, (struct sx_maybe_unicode){set.names.items[0], true});
        return;
    }
    struct sx_string name = path_condition_name(t, resource->id, path);
    sx_combine_conditions(t, implicit->template, name, &set);
    sx_swagger_make_path_conditional(t, swagger, path, (struct sx_maybe_unicode){name, false});
}

static void apply_all(struct sx_transform *t, const struct sx_implicit *implicit, const struct sx_resource *resource,
                      struct sx_swagger *swagger) {
    size_t count = 0;
    const struct sx_dict_entry *paths =
        implicit->template->conditional ? sx_dict_entries(t, swagger->paths, &count) : NULL;
    for (size_t i = 0; i < count; i++)
        apply_path(t, implicit, resource, swagger, paths[i].key);
}

static void apply_paths(struct sx_transform *t, const struct sx_implicit *implicit, struct sx_resource *resource) {
    struct sx_object *properties = sx_resource_properties(t, implicit->template, resource);
    if (!sx_object_is_true(DICT_GET(properties, "__MANAGE_SWAGGER")))
        return;
    /* a mark that the user has set on an API without a definition is refused: there is nothing to manage */
    struct sx_document *document = sx_resource_definition(t, implicit->template, resource);
    if (implicit->kind->http) {
        struct sx_http_editor editor;
        sx_http_open(t, &editor, document ? sx_document_root(document) : NULL, STR(""), resource->id_span);
        apply_all(t, implicit, resource, &editor.paths);
        sx_http_close(t, &editor);
        return;
    }
    struct sx_swagger swagger;
    sx_swagger_open(t, &swagger, document, implicit->template->partition, resource->id_span);
    apply_all(t, implicit, resource, &swagger);
    sx_swagger_close(t, &swagger);
}

void sx_implicit_apply(struct sx_transform *t, struct sx_implicit *implicit) {
    struct sx_template *template = implicit->template;
    struct sx_string id = sx_string_from(implicit->kind->id);
    const struct sx_implicit_api *api = sx_map_get(t, &implicit->apis, id);
    if (api) {
        struct sx_resource *resource = sx_find_resource(t, template, id);
        apply_condition(t, implicit, api, resource);
        apply_policies(t, api, resource);
    }
    for (size_t i = 0; i < template->order.count; i++)
        if (sx_string_is(template->order.items[i]->type, implicit->kind->resource_type))
            apply_paths(t, implicit, template->order.items[i]);
}

void sx_implicit_remove_unused(struct sx_transform *t, struct sx_implicit *implicit) {
    struct sx_template *template = implicit->template;
    struct sx_resource *resource = sx_find_resource(t, template, sx_string_from(implicit->kind->id));
    struct sx_document *document = sx_resource_definition(t, template, resource);
    if (document && sx_object_count(DICT_GET(sx_document_root(document), "paths")) > 0)
        return;
    if (implicit->existing) {
        sx_add_resource(t, template, resource->id, resource->id_span, implicit->existing);
        resource->properties = implicit->existing_properties;
        resource->definition = NULL;
    } else {
        sx_remove_resource(t, template, resource);
    }
    sx_order_resources(t, template);
}
