/* SPDX-License-Identifier: Apache-2.0 */

/* What properties refer to by its place; lib/spec/spec.h says why. The first place is that of what is not there. */

#include "compiler.h"

#include <string.h>

/** The number of a text among those that differ, from 1 on. */
static size_t number_of(struct compiler *c, struct texts *texts, const char *text) {
    for (size_t i = 0; i < texts->count; i++)
        if (!strcmp(texts->items[i], text))
            return i + 1;
    PUSH(c, texts, text);
    return texts->count;
}

size_t place_text(struct compiler *c, const char *text) {
    size_t number = number_of(c, &c->texts, text), at = 1;
    for (size_t i = 0; i + 1 < number; i++)
        at += strlen(c->texts.items[i]) + 1;
    return at;
}

void write_place(struct compiler *c, FILE *out, const char *text) {
    fprintf(out, "{%zu, %zu}", place_text(c, text), strlen(text));
}

size_t place_list(struct compiler *c, const char *name) {
    return number_of(c, &c->lists, name);
}

size_t place_bounds(struct compiler *c, const char *bounds) {
    return number_of(c, &c->bounds, bounds);
}

void write_places(struct compiler *c, FILE *out) {
    fputs("const char sx_table_texts[] =\n    \"\\0\"\n", out);
    for (size_t i = 0; i < c->texts.count; i++) {
        fputs("    ", out);
        write_literal(out, c->texts.items[i]);
        fputs(" \"\\0\"\n", out);
    }
    fputs("    \"\";\n\nconst char *const *const sx_table_lists[] = {\n    NULL,\n", out);
    for (size_t i = 0; i < c->lists.count; i++)
        fprintf(out, "    %s,\n", c->lists.items[i]);
    fputs("};\n\nconst struct sx_bounds sx_table_bounds[] = {\n    {-INFINITY, INFINITY, 0, SIZE_MAX},\n", out);
    for (size_t i = 0; i < c->bounds.count; i++)
        fprintf(out, "    {%s},\n", c->bounds.items[i]);
    fputs("};\n", out);
}
