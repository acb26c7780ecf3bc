/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Makes the n-th allocation fail, for every n, while templates are transformed: there is a status, nothing leaks, and
 * nothing crashes. Once the n-th alone fails, once all from the n-th on.
 *
 * The linker's --wrap sends the library's allocations here. libfyaml is linked statically, with its allocations
 * renamed, so that they come here too and can be told from the library's own: libfyaml 0.7.12 crashes when the first
 * allocation of fy_parser_set_string() fails, which the library can only make unlikely. So libfyaml's fail in child
 * processes, of which one may crash. What the C library allocates for itself is out of reach. Leaks are
 * AddressSanitizer's to find, at the end.
 */

#define _XOPEN_SOURCE 700

#include "samx/samx.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* -------------------------------------------------------------------------------------------------- allocations -- */

enum origin { SAMX, LIBFYAML, ORIGINS };

static struct {
    bool counting;
    enum origin origin;    /* of those that fail */
    bool all_from;         /* all allocations from the chosen one on fail, not it alone */
    size_t chosen;         /* which fails; 0: none */
    size_t count[ORIGINS]; /* so far */
} allocations;

static bool fails(enum origin origin) {
    if (!allocations.counting)
        return false;
    size_t number = ++allocations.count[origin], chosen = allocations.chosen;
    return chosen && origin == allocations.origin && (number == chosen || (allocations.all_from && number > chosen));
}

/* The functions that --wrap names, and those that the copy of libfyaml was made to call. */
#define ALLOCATORS(X)                                                            \
    X(void *, malloc, (size_t size), (size))                                     \
    X(void *, calloc, (size_t count, size_t size), (count, size))                \
    X(void *, realloc, (void *memory, size_t size), (memory, size))              \
    X(void *, aligned_alloc, (size_t alignment, size_t size), (alignment, size)) \
    X(char *, strdup, (const char *text), (text))

#define DEFINE(type, name, parameters, arguments)                \
    type __real_##name parameters;                               \
    type __wrap_##name parameters;                               \
    type libfyaml_##name parameters;                             \
    type __wrap_##name parameters {                              \
        return fails(SAMX) ? NULL : __real_##name arguments;     \
    }                                                            \
    type libfyaml_##name parameters {                            \
        return fails(LIBFYAML) ? NULL : __real_##name arguments; \
    }
ALLOCATORS(DEFINE)

/* ------------------------------------------------------------------------------------------------------ the test -- */

enum { FAILED = 3 }; /* AddressSanitizer ends a program that crashes with 1 */

struct template {
    const char *path;
    char *text;
    size_t length;
};

static void fail(const struct template *template, const char *what) {
    printf("%s: allocation %zu%s fails: %s\n", template->path, allocations.chosen,
           allocations.all_from ? " and all behind it" : "", what);
    exit(FAILED);
}

/* All that a host does with one template. */
static samx_status use(const struct template *template) {
    samx_result *result = NULL;
    samx_options *options = samx_options_new();
    if (!options)
        return SAMX_OUT_OF_MEMORY;
    samx_status status = samx_options_set_region(options, "eu-central-1");
    for (int i = 0; i < 9 && status == SAMX_OK; i++)
        status = samx_options_set_parameter(options, "Stage", "live");
    if (status == SAMX_OK)
        status = samx_transform(options, template->path, template->text, template->length, &result);
    if (result && samx_result_status(result) != status)
        fail(template, "the result has another status");
    if (!result != (status == SAMX_OUT_OF_MEMORY))
        fail(template, "the status does not tell whether there is a result");
    for (int rendering = SAMX_RENDERING_TEXT; result && rendering <= SAMX_RENDERING_JSON; rendering++) {
        char *text;
        const samx_result *results[] = {result};
        samx_status rendered = samx_render(results, 1, (samx_rendering)rendering, 0, &text, NULL);
        if (rendered != (text ? SAMX_OK : SAMX_OUT_OF_MEMORY))
            fail(template, "the status does not tell whether there is a text");
        if (rendered != SAMX_OK)
            status = rendered;
        samx_free(text);
    }
    samx_result_free(result);
    samx_options_free(options);
    return status;
}

static samx_status run(const struct template *template, enum origin origin, size_t chosen, bool all_from) {
    memset(&allocations, 0, sizeof allocations);
    allocations.origin = origin;
    allocations.chosen = chosen;
    allocations.all_from = all_from;
    allocations.counting = true;
    samx_status status = use(template);
    allocations.counting = false;
    return status;
}

static void check_run(const struct template *template, enum origin origin, size_t chosen, bool all_from,
                      samx_status expected) {
    samx_status status = run(template, origin, chosen, all_from);
    if (status != expected && status != SAMX_OUT_OF_MEMORY)
        fail(template, "the status is neither that without a failure nor SAMX_OUT_OF_MEMORY");
}

/* In a child, which may crash silently but not return what it should not. */
static bool survives(const struct template *template, size_t chosen, bool all_from, samx_status expected) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO);
        check_run(template, LIBFYAML, chosen, all_from, expected);
        _exit(0);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child || (WIFEXITED(status) && WEXITSTATUS(status) == FAILED))
        exit(FAILED);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Each allocation of libfyaml's, but of a large template only so many. */
static void try_foreign(const struct template *template, size_t count, samx_status expected) {
    enum { MOST = 20 };
    size_t tried = count < MOST ? count : MOST, crashes = 0;
    for (size_t i = 0; i < tried; i++)
        for (int all_from = 0; all_from < 2; all_from++)
            crashes += !survives(template, 1 + i * count / tried, all_from, expected);
    printf("%s: %zu of libfyaml's %zu allocations failed, %zu crashes\n", template->path, tried, count, crashes);
    if (crashes > 2)
        exit(FAILED);
}

static size_t try_all(const struct template *template) {
    samx_status expected = run(template, SAMX, 0, false);
    size_t own = allocations.count[SAMX], foreign = allocations.count[LIBFYAML];
    for (size_t chosen = 1; chosen <= own; chosen++)
        for (int all_from = 0; all_from < 2; all_from++)
            check_run(template, SAMX, chosen, all_from, expected);
    printf("%s: %zu allocations failed\n", template->path, own);
    try_foreign(template, foreign, expected);
    return own;
}

static bool read_template(struct template *template, const char *path) {
    enum { LARGEST = 1 << 20 };
    *template = (struct template){.path = path, .text = malloc(LARGEST)};
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    if (!template->text) {
        fclose(file);
        return false;
    }
    template->length = fread(template->text, 1, LARGEST, file);
    fclose(file);
    return template->length > 0;
}

int main(int count, char **paths) {
    size_t tried = 0;
    for (int i = 1; i < count; i++) {
        struct template template;
        if (!read_template(&template, paths[i])) {
            free(template.text);
            fprintf(stderr, "%s: cannot be read\n", paths[i]);
            return 2;
        }
        tried += try_all(&template);
        free(template.text);
    }
    printf("%zu allocations of %d templates failed, each once alone and once with all behind it\n", tried, count - 1);
    return tried ? 0 : 2;
}
