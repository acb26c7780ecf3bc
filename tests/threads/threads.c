/* SPDX-License-Identifier: Apache-2.0 */

/*
 * usage: samx-threads FOLDER...
 *
 * Transforms and validates all templates below the folders in one thread, then in eight at the same time, each in an
 * order of its own: outputs and findings are the same bytes. ThreadSanitizer (the preset `tsan`) sees what they share.
 */

#define _XOPEN_SOURCE 700

#include "samx/samx.h"

#include <ftw.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, NOTATIONS = 2 };

/** What was made of a template: the output, if there is one, and the findings. */
struct made {
    char *output, *findings, *validation;
};

struct template {
    char *name, *text;
    size_t length;
    struct made made[NOTATIONS];
};

static struct {
    struct template *items;
    size_t count, capacity;
} templates;

/* One for each notation: threads share options. */
static samx_options *options[NOTATIONS];

static void *require(void *memory) {
    if (!memory) {
        fputs("samx-threads: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

/* ---------------------------------------------------------------------------------------------------- templates -- */

static void add(const char *name, char *text, size_t length) {
    if (templates.count == templates.capacity) {
        templates.capacity = templates.capacity ? templates.capacity * 2 : 64;
        templates.items = require(realloc(templates.items, templates.capacity * sizeof *templates.items));
    }
    templates.items[templates.count++] =
        (struct template){.name = require(strdup(name)), .text = text, .length = length};
}

static int visit(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)place;
    size_t length = strlen(path);
    if (type != FTW_F || length < 5 || strcmp(path + length - 5, ".yaml") != 0)
        return 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        return -1;
    size_t size = (size_t)status->st_size;
    char *text = require(malloc(size + 1));
    bool whole = fread(text, 1, size, file) == size;
    fclose(file);
    add(path, text, size);
    return whole ? 0 : -1;
}

/* --------------------------------------------------------------------------------------------------------- work -- */

static char *findings_of(const samx_result *result) {
    char *text = NULL;
    if (result)
        samx_render(&result, 1, SAMX_RENDERING_JSON, 0, &text, NULL);
    return require(text);
}

static struct made make(const struct template *template, size_t notation) {
    struct made made = {0};
    samx_result *result;
    samx_transform(options[notation], "template", template->text, template->length, &result);
    made.findings = findings_of(result);
    const char *output = samx_result_output(result, NULL);
    made.output = output ? require(strdup(output)) : NULL;
    samx_result_free(result);
    samx_validate(options[notation], "template", template->text, template->length, &result);
    made.validation = findings_of(result);
    samx_result_free(result);
    return made;
}

static void free_made(struct made *made) {
    free(made->output);
    samx_free(made->findings);
    samx_free(made->validation);
}

static bool is_same(const struct made *a, const struct made *b) {
    bool same_output = a->output && b->output ? strcmp(a->output, b->output) == 0 : a->output == b->output;
    return same_output && strcmp(a->findings, b->findings) == 0 && strcmp(a->validation, b->validation) == 0;
}

struct worker {
    pthread_t thread;
    uint64_t seed;
    size_t notation;
    size_t *order;
    size_t differences;
};

/* Fisher and Yates, with a linear congruential generator. */
static void shuffle(struct worker *worker) {
    for (size_t i = 0; i < templates.count; i++)
        worker->order[i] = i;
    for (size_t i = templates.count; i > 1; i--) {
        worker->seed = worker->seed * 6364136223846793005u + 1442695040888963407u;
        size_t other = (size_t)(worker->seed >> 33) % i, kept = worker->order[i - 1];
        worker->order[i - 1] = worker->order[other];
        worker->order[other] = kept;
    }
}

static void *work(void *argument) {
    struct worker *worker = argument;
    for (size_t i = 0; i < templates.count; i++) {
        const struct template *template = &templates.items[worker->order[i]];
        struct made made = make(template, worker->notation);
        if (!is_same(&made, &template->made[worker->notation])) {
            printf("%s: not the same in a thread\n", template->name);
            worker->differences++;
        }
        free_made(&made);
    }
    return NULL;
}

static size_t run_threads(void) {
    struct worker workers[THREADS];
    size_t differences = 0;
    for (size_t i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){.seed = i + 1, .notation = i % NOTATIONS};
        workers[i].order = require(calloc(templates.count + 1, sizeof *workers[i].order));
        shuffle(&workers[i]);
    }
    for (size_t i = 0; i < THREADS; i++) {
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) {
            fputs("samx-threads: a thread cannot be started\n", stderr);
            exit(2);
        }
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        differences += workers[i].differences;
        free(workers[i].order);
    }
    return differences;
}

/* -------------------------------------------------------------------------------------------------- the program -- */

static void make_options(void) {
    for (size_t i = 0; i < NOTATIONS; i++) {
        options[i] = require(samx_options_new());
        samx_options_set_format(options[i], i ? SAMX_FORMAT_YAML : SAMX_FORMAT_JSON);
        samx_options_set_local_artifacts(options[i], SAMX_LOCAL_ARTIFACTS_KEEP);
        samx_options_set_parameter(options[i], "GivenText", "given");
    }
}

static void free_all(void) {
    for (size_t i = 0; i < templates.count; i++) {
        for (size_t j = 0; j < NOTATIONS; j++)
            free_made(&templates.items[i].made[j]);
        free(templates.items[i].name);
        free(templates.items[i].text);
    }
    free(templates.items);
    for (size_t i = 0; i < NOTATIONS; i++)
        samx_options_free(options[i]);
}

int main(int count, char **folders) {
    for (int i = 1; i < count; i++) {
        if (nftw(folders[i], visit, 16, FTW_PHYS) != 0) {
            fprintf(stderr, "%s: cannot be read\n", folders[i]);
            return 2;
        }
    }
    if (templates.count == 0) {
        fputs("samx-threads: no templates\n", stderr);
        return 2;
    }
    make_options();
    for (size_t i = 0; i < templates.count; i++)
        for (size_t j = 0; j < NOTATIONS; j++)
            templates.items[i].made[j] = make(&templates.items[i], j);
    size_t differences = run_threads(), found = templates.count;
    free_all();
    printf("%zu templates in %d threads, %zu differences\n", found, (int)THREADS, differences);
    return differences ? 1 : 0;
}
