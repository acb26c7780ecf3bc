/* SPDX-License-Identifier: Apache-2.0 */

#define _XOPEN_SOURCE 700

#include "input.h"

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* As much as the library takes by default; it keeps /dev/zero and its like from filling the memory. */
enum { LARGEST_MIB = 64, LARGEST = LARGEST_MIB << 20 };

/* Room for one byte more than the file is said to have, so that its end is seen without growing. */
static size_t first_capacity(int file) {
    struct stat status;
    bool known = fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
    return known && status.st_size < LARGEST ? (size_t)status.st_size + 1 : 64 * 1024;
}

static void grow(struct input *input, size_t *capacity) {
    size_t larger = *capacity < LARGEST / 2 ? *capacity * 2 : LARGEST + 1;
    char *text = realloc(input->text, larger);
    if (!text)
        out_of_memory();
    input->text = text;
    *capacity = larger;
}

static bool read_all(struct input *input, int file) {
    size_t capacity = first_capacity(file);
    input->text = allocate(capacity);
    for (;;) {
        ssize_t count = read(file, input->text + input->length, capacity - input->length);
        if (count == 0)
            return true;
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            complain("%s: %s", input->name, strerror(errno));
            return false;
        }
        input->length += (size_t)count;
        if (input->length > LARGEST) {
            complain("%s: larger than %d MiB", input->name, LARGEST_MIB);
            return false;
        }
        if (input->length == capacity)
            grow(input, &capacity);
    }
}

bool input_read(struct input *input, const char *path) {
    bool standard = strcmp(path, "-") == 0;
    *input = (struct input){.name = standard ? "<stdin>" : path};
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0) {
        complain("%s: %s", input->name, strerror(errno));
        return false;
    }
    bool complete = read_all(input, file);
    if (!standard)
        close(file);
    if (!complete)
        input_free(input);
    return complete;
}

void input_free(struct input *input) {
    free(input->text);
    input->text = NULL;
    input->length = 0;
}
