/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Feeds files to a fuzz target, without libFuzzer: every build runs the regression cases and the corpus with it. A
 * folder stands for all that is in it.
 */

#define _XOPEN_SOURCE 700

#include "fuzz.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t replayed;

/* A copy of the exact size, so that the sanitizers see a byte that is read behind its end. */
static bool replay(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    uint8_t *bytes = NULL;
    size_t length = 0;
    bool read = fseek(file, 0, SEEK_END) == 0;
    long size = read ? ftell(file) : -1;
    if (size >= 0 && fseek(file, 0, SEEK_SET) == 0) {
        bytes = malloc((size_t)size + !size);
        length = bytes ? fread(bytes, 1, (size_t)size, file) : 0;
    }
    fclose(file);
    read = bytes && length == (size_t)size;
    if (read) {
        printf("%s\n", path);
        fflush(stdout);
        LLVMFuzzerTestOneInput(bytes, length);
        replayed++;
    }
    free(bytes);
    return read;
}

static int visit(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)status;
    (void)place;
    return type != FTW_F || replay(path) ? 0 : -1;
}

int main(int count, char **paths) {
    for (int i = 1; i < count; i++) {
        if (nftw(paths[i], visit, 16, FTW_PHYS) != 0) {
            fprintf(stderr, "%s: cannot be read\n", paths[i]);
            return 2;
        }
    }
    printf("%zu passed, 0 failed\n", replayed);
    return replayed ? 0 : 2;
}
