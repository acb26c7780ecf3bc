/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/** One allocation; all are released together at the end. */
struct chunk {
    struct chunk *older;
    max_align_t memory[];
};

void *allocate(struct compiler *c, size_t size) {
    struct chunk *chunk = calloc(1, sizeof(struct chunk) + size);
    if (!chunk) {
        fputs("spec-compiler: out of memory\n", stderr);
        exit(2);
    }
    chunk->older = c->memory;
    c->memory = chunk;
    return chunk->memory;
}

void compiler_free(struct compiler *c) {
    while (c->memory) {
        struct chunk *chunk = c->memory;
        c->memory = chunk->older;
        free(chunk);
    }
}

char *copy_text(struct compiler *c, const char *bytes, size_t length) {
    char *copy = allocate(c, length + 1);
    if (length)
        memcpy(copy, bytes, length);
    return copy;
}

char *join(struct compiler *c, const char *first, ...) {
    va_list parts;
    size_t length = 0;
    va_start(parts, first);
    for (const char *part = first; part; part = va_arg(parts, const char *))
        length += strlen(part);
    va_end(parts);

    char *text = allocate(c, length + 1), *end = text;
    va_start(parts, first);
    for (const char *part = first; part; part = va_arg(parts, const char *)) {
        size_t part_length = strlen(part);
        memcpy(end, part, part_length);
        end += part_length;
    }
    va_end(parts);
    return text;
}

void *grow(struct compiler *c, const void *items, size_t count, size_t *capacity, size_t size) {
    *capacity = *capacity ? 2 * *capacity : 8;
    void *grown = allocate(c, *capacity * size);
    if (count)
        memcpy(grown, items, count * size);
    return grown;
}

void complain(struct compiler *c, struct place place, const char *format, ...) {
    va_list arguments;
    c->complaints++;
    if (place.line)
        fprintf(stderr, "%s:%u: ", place.file, place.line);
    else
        fprintf(stderr, "%s: ", place.file);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}
