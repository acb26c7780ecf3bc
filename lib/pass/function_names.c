/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A REST API is deployed anew when a Function that it calls changes its name: the FunctionNames are part of what the
 * logical id of the deployment is a hash of.
 */

#include "intrinsic/resolve_object.h"
#include "pass/pass.h"

/* The names of each API, joined without anything between them. */
static struct sx_buffer *names_of(struct sx_transform *t, struct sx_map *names, struct sx_string api) {
    struct sx_buffer *buffer = sx_map_get(t, names, api);
    if (!buffer) {
        buffer = SX_NEW(t, struct sx_buffer);
        buffer->t = t;
        sx_map_set(t, names, api, buffer);
    }
    return buffer;
}

static void add_names(struct sx_transform *t, const struct sx_template *template, const struct sx_resource *function,
                      struct sx_map *names) {
    const struct sx_node *given = GET(GET(function->node, "Properties"), "FunctionName");
    if (!sx_is_true(given))
        return;
    struct sx_object *name = sx_resolve_object(t, &template->parameters,
                                               sx_object_from_node(t, given, template->python27), template->python27);
    if (!sx_object_is_true(name))
        return;
    size_t count;
    const struct sx_dict_entry *events = sx_dict_entries(t, function->events, &count);
    for (size_t i = 0; i < count; i++) {
        if (!sx_object_text_is(DICT_GET(events[i].value, "Type"), "Api"))
            continue;
        const struct sx_object *id = DICT_GET(DICT_GET(events[i].value, "Properties"), "RestApiId");
        const struct sx_object *reference = DICT_GET(id, "Ref");
        struct sx_string api = sx_object_string(reference ? reference : id);
        if (api.length)
            sx_buffer_add(names_of(t, names, api), sx_object_str(t, name));
    }
}

void sx_pass_function_names(struct sx_transform *t, struct sx_template *template) {
    struct sx_map names = {0};
    for (size_t i = 0; i < template->order.count; i++) {
        const struct sx_resource *resource = template->order.items[i];
        if (resource->events && sx_string_is(resource->type, "AWS::Serverless::Function"))
            add_names(t, template, resource, &names);
    }
    for (size_t i = 0; i < names.count; i++) {
        struct sx_string *joined = SX_NEW(t, struct sx_string);
        *joined = sx_buffer_string(names.entries[i].value);
        sx_map_set(t, &template->function_names, names.entries[i].key, joined);
    }
}
