/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Building JSON for the renderings that are made of it. A value that there was no memory for is NULL, and what it was
 * to be part of becomes NULL too, so that it is enough to look at the end.
 */
#ifndef SAMX_DIAG_JSON_H
#define SAMX_DIAG_JSON_H

#include <jansson.h>

/** A text in any encoding: what is not well-formed UTF-8 is replaced. */
json_t *sx_json_text(const char *text);
json_t *sx_json_count(size_t number);

struct sx_member {
    const char *name; /* NULL: the member is left out */
    json_t *value;
};

/** The values become the object's, or are released when it cannot be made. */
json_t *sx_json_object(const struct sx_member *members, size_t count);
#define SX_JSON_OBJECT(...)                                 \
    sx_json_object((const struct sx_member[]){__VA_ARGS__}, \
                   sizeof((const struct sx_member[]){__VA_ARGS__}) / sizeof(struct sx_member))

/** The list with one more item, which becomes the list's; both are released when it cannot be made. */
json_t *sx_json_append(json_t *list, json_t *item);

/** Releases `root` and returns its text, as the renderings do. */
char *sx_json_print(json_t *root, size_t *length);

#endif
