/* SPDX-License-Identifier: Apache-2.0 */

/*
 * usage: samx-bench-floor FILE BYTES
 *
 * The least that a program that transforms FILE has to do: it reads the file through libfyaml's events, and writes
 * BYTES bytes to standard output.
 */
#define _POSIX_C_SOURCE 200809L

#include <libfyaml.h>

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *read_file(const char *path, size_t *length) {
    struct stat status;
    int file = open(path, O_RDONLY);
    if (file < 0)
        return NULL;
    bool known = fstat(file, &status) == 0;
    *length = known ? (size_t)status.st_size : 0;
    char *text = known ? malloc(*length + 1) : NULL;
    bool whole = text && read(file, text, *length) == (ssize_t)*length;
    close(file);
    if (whole)
        return text;
    free(text);
    return NULL;
}

static int read_events(const char *text, size_t length) {
    static const struct fy_parse_cfg configuration = {.flags = FYPCF_QUIET};
    struct fy_parser *parser = fy_parser_create(&configuration);
    if (!parser || fy_parser_set_string(parser, text, length) != 0)
        return 1;
    for (struct fy_event *event; (event = fy_parser_parse(parser)) != NULL;)
        fy_parser_event_free(parser, event);
    int failed = fy_parser_get_stream_error(parser);
    fy_parser_destroy(parser);
    return failed;
}

static int write_bytes(size_t length) {
    char *bytes = malloc(length + 1);
    if (!bytes)
        return 1;
    memset(bytes, 'x', length);
    size_t written = 0;
    for (ssize_t count = 1; count > 0 && written<length; written += count> 0 ? (size_t)count : 0)
        count = write(STDOUT_FILENO, bytes + written, length - written);
    free(bytes);
    return written < length;
}

int main(int argc, char **argv) {
    size_t length = 0;
    char *text = argc == 3 ? read_file(argv[1], &length) : NULL;
    if (!text || read_events(text, length) || write_bytes(strtoul(argv[2], NULL, 10)))
        return 1;
    free(text);
    return 0;
}
