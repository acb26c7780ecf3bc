/* SPDX-License-Identifier: Apache-2.0 */

/** Reading files whole. */
#ifndef SAMX_CLI_INPUT_H
#define SAMX_CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

struct input {
    const char *name; /* what messages call it; borrowed */
    char *text;
    size_t length;
};

/** Reads a file, or standard input when `path` is "-". False after having complained; then there is no text. */
bool input_read(struct input *input, const char *path);
void input_free(struct input *input);

#endif
