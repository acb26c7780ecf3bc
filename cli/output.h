/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Writing files whole or not at all. output_prepare() writes a temporary file next to the place, output_commit() gives
 * it its name: when several files belong together, prepare all before any is committed.
 */
#ifndef SAMX_CLI_OUTPUT_H
#define SAMX_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct output {
    const char *path; /* as the user wrote it; "-" is standard output. Borrowed */
    const char *text; /* borrowed */
    size_t length;
    char *target;    /* where the temporary file goes: the path with symbolic links followed */
    char *temporary; /* NULL: the place takes no other file (a pipe, a device), and is written to directly */
    struct output *next;
};

/** True when both paths lead to one regular file: an output must not overwrite a template. */
bool output_is_file(const char *path, const char *other);

/** All of these return false after having complained. */
bool output_prepare(struct output *output, const char *path, const char *text, size_t length);
bool output_commit(struct output *output);
/** Removes what was prepared and not committed. */
void output_discard(struct output *output);

#endif
