/* SPDX-License-Identifier: Apache-2.0 */

#include "diag/json.h"

#include "diag/render.h"

#include <stdlib.h>

/* jansson takes well-formed UTF-8 only; a file name or a message about broken encoding may hold anything. */
json_t *sx_json_text(const char *text) {
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

json_t *sx_json_count(size_t number) {
    return json_integer((json_int_t)number);
}

json_t *sx_json_object(const struct sx_member *members, size_t count) {
    json_t *object = json_object();
    bool complete = object != NULL;
    for (size_t i = 0; i < count; i++) {
        /* Takes the value over in any case, and refuses a NULL object or value. */
        if (members[i].name && json_object_set_new(object, members[i].name, members[i].value) != 0)
            complete = false;
    }
    if (complete)
        return object;
    json_decref(object);
    return NULL;
}

json_t *sx_json_append(json_t *list, json_t *item) {
    if (json_array_append_new(list, item) == 0)
        return list;
    json_decref(list);
    return NULL;
}

static int append(const char *bytes, size_t length, void *rendering) {
    sx_rendering_add(rendering, (struct sx_string){bytes, length});
    return ((struct sx_rendering *)rendering)->failed ? -1 : 0;
}

/*
 * The text is gathered in our own memory: a host may have given jansson other allocation functions than malloc, and
 * the caller releases with free().
 */
char *sx_json_print(json_t *root, size_t *length) {
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
