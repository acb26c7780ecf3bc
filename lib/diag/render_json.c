/* SPDX-License-Identifier: Apache-2.0 */

/* {"diagnostics": [...]} with the members of samx_diagnostic. */

#include "diag/render.h"

#include <jansson.h>
#include <stdlib.h>

/* jansson takes well-formed UTF-8 only; a file name or a message about broken encoding may hold anything. */
static json_t *json_text(const char *text) {
    struct sx_string string = sx_string_from(text);
    struct sx_rendering clean = {0};
    for (size_t i = 0; i < string.length;) {
        uint32_t code_point;
        size_t length = sx_well_formed(string, i, &code_point);
        sx_rendering_add(&clean, length > 0 ? sx_string_slice(string, i, i + length) : SX_REPLACEMENT);
        i += length > 0 ? length : 1;
    }
    char *bytes = sx_rendering_take(&clean, NULL);
    if (!bytes)
        return NULL;
    json_t *value = json_string(bytes);
    free(bytes);
    return value;
}

static json_t *json_count(size_t number) {
    return json_integer((json_int_t)number);
}

struct member {
    const char *name;
    json_t *value; /* NULL: there was no memory for it */
};

/* The values become the object's, or are released when it cannot be made. */
static json_t *json_object_of(const struct member *members, size_t count) {
    json_t *object = json_object();
    bool complete = object != NULL;
    for (size_t i = 0; i < count; i++) {
        /* Takes the value over in any case, and refuses a NULL object or value. */
        if (json_object_set_new(object, members[i].name, members[i].value) != 0)
            complete = false;
    }
    if (complete)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *json_diagnostic(const samx_diagnostic *diagnostic) {
    const struct member members[] = {
        {"file", json_text(diagnostic->file)},
        {"line", json_count(diagnostic->line)},
        {"column", json_count(diagnostic->column)},
        {"end_line", json_count(diagnostic->end_line)},
        {"end_column", json_count(diagnostic->end_column)},
        {"path", json_text(diagnostic->path)},
        {"rule", json_text(diagnostic->rule)},
        {"severity", json_text(sx_severity_name(diagnostic->severity))},
        {"message", json_text(diagnostic->message)},
        {"hint", diagnostic->hint ? json_text(diagnostic->hint) : json_null()},
        {"from_reference", json_boolean(diagnostic->from_reference)},
    };
    return json_object_of(members, sizeof(members) / sizeof(*members));
}

static json_t *json_diagnostics(const struct sx_render_input *inputs, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < inputs[i].count; j++) {
            if (json_array_append_new(list, json_diagnostic(inputs[i].diagnostics[j])) != 0) {
                json_decref(list);
                return NULL;
            }
        }
    }
    return json_object_of((const struct member[]){{"diagnostics", list}}, 1);
}

static int append(const char *bytes, size_t length, void *rendering) {
    sx_rendering_add(rendering, (struct sx_string){bytes, length});
    return ((struct sx_rendering *)rendering)->failed ? -1 : 0;
}

/*
 * The text is gathered in our own memory: a host may have given jansson other allocation functions than malloc, and
 * the caller releases with free().
 */
char *sx_render_json(const struct sx_render_input *inputs, size_t count, size_t *length) {
    json_t *root = json_diagnostics(inputs, count);
    if (!root)
        return NULL;

    struct sx_rendering rendering = {0};
    int failure = json_dump_callback(root, append, &rendering, JSON_INDENT(2));
    json_decref(root);
    sx_rendering_add(&rendering, STR("\n"));
    if (failure)
        rendering.failed = true;
    return sx_rendering_take(&rendering, length);
}
