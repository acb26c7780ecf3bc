/* SPDX-License-Identifier: Apache-2.0 */

/* samx-conformance: compares what the library makes of a folder of templates with what the reference makes of them. */

#define _POSIX_C_SOURCE 200809L

#include "compare.h"
#include "suite.h"

#include <fnmatch.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: samx-conformance [--filter GLOB] [--names FILE] [--jobs N] DIR\n"
    "\n"
    "Transforms the templates in DIR/input and compares the results with the expected outputs in DIR/output, once per\n"
    "partition that has one. Conditions are read from DIR/suite.json, if there is one.\n"
    "\n"
    "  --filter GLOB  only the cases whose name matches, such as 'event/*'\n"
    "  --names FILE   only the cases that a line of FILE names\n"
    "  --jobs N       work in N threads; default 1\n"
    "\n"
    "Exit status: 0 all passed, 1 a case failed, 2 nothing to run, or wrong usage.\n";

struct arguments {
    const char *filter, *names, *folder;
    size_t jobs;
};

/** One template in one partition. */
struct unit {
    const char *name;
    struct partition *partition;
    bool passed;
    char *report;
};

/** What the threads share: the units, and the number of those that were taken. */
struct work {
    const struct suite *suite;
    struct unit *units;
    size_t count, next;
    pthread_mutex_t lock;
};

/* --------------------------------------------------------------------------------------------------- one unit -- */

/** Integers of any size; those that jansson cannot hold make it read the numbers of the document as reals. */
static json_t *parse_json(const char *text, size_t length, json_error_t *error) {
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY;
    json_t *document = json_loadb(text, length, flags, error);
    if (!document && json_error_code(error) == json_error_numeric_overflow)
        document = json_loadb(text, length, flags | JSON_DECODE_INT_AS_REAL, error);
    return document;
}

static bool compare_output(json_t *expected, const samx_result *result, bool unordered, FILE *report) {
    size_t length = 0;
    json_error_t error;
    const char *text = samx_result_output(result, &length);
    json_t *actual = text ? parse_json(text, length, &error) : NULL;
    if (!actual) {
        fprintf(report, "the output is not JSON: %s\n", text ? error.text : "there is none");
        return false;
    }
    bool equal = compare_documents(expected, actual, unordered, report);
    json_decref(actual);
    return equal;
}

static bool compare_result(const struct work *work, const struct unit *unit, json_t *expected,
                           const samx_result *result, FILE *report) {
    samx_status status = samx_result_status(result);
    bool refused = json_object_get(expected, "errorMessage") != NULL;
    if (refused && status == SAMX_TEMPLATE_ERROR)
        return compare_refusal(expected, result, report);
    if (!refused && status == SAMX_OK)
        return compare_output(expected, result, suite_is_unordered(work->suite, unit->name), report);
    if (refused)
        fprintf(report, "not refused, status %d\n    expected: %s\n", (int)status,
                json_string_value(json_object_get(expected, "errorMessage")));
    else
        fprintf(report, "refused, status %d\n", (int)status);
    print_errors(result, report);
    return false;
}

static bool transform_and_compare(const struct work *work, const struct unit *unit, json_t *expected, FILE *report) {
    size_t length = 0;
    char *path = suite_input_path(work->suite, unit->name);
    char *text = read_file(path, &length);
    bool passed = false;
    if (!text) {
        fputs("the template cannot be read\n", report);
    } else {
        samx_result *result = NULL;
        samx_status status = samx_transform(unit->partition->options, path, text, length, &result);
        if (result)
            passed = compare_result(work, unit, expected, result, report);
        else
            fprintf(report, "no result, status %d\n", (int)status);
        samx_result_free(result);
    }
    free(text);
    free(path);
    return passed;
}

static void run_unit(const struct work *work, struct unit *unit) {
    size_t length = 0, report_length = 0;
    FILE *report = open_memstream(&unit->report, &report_length);
    if (!report)
        return; /* failed, without a report */
    json_error_t error;
    char *path = suite_output_path(work->suite, unit->partition, unit->name);
    char *text = read_file(path, &length);
    json_t *expected = text ? parse_json(text, length, &error) : NULL;
    if (expected)
        unit->passed = transform_and_compare(work, unit, expected, report);
    else
        fprintf(report, "the expected output cannot be read: %s\n", text ? error.text : path);
    json_decref(expected);
    free(text);
    free(path);
    fclose(report);
}

/* ------------------------------------------------------------------------------------------------------- work -- */

static void *run_units(void *argument) {
    struct work *work = argument;
    for (;;) {
        pthread_mutex_lock(&work->lock);
        size_t index = work->next < work->count ? work->next++ : work->count;
        pthread_mutex_unlock(&work->lock);
        if (index == work->count)
            return NULL;
        run_unit(work, &work->units[index]);
    }
}

static void run_in_threads(struct work *work, size_t jobs) {
    pthread_t *threads = allocate(jobs * sizeof(pthread_t));
    size_t started = 0;
    pthread_mutex_init(&work->lock, NULL);
    while (started + 1 < jobs && pthread_create(&threads[started], NULL, run_units, work) == 0)
        started++;
    run_units(work); /* the thread that is there works too */
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_mutex_destroy(&work->lock);
    free(threads);
}

/** Prints the reports of what failed, then the figures of each partition, then the total. True when all passed. */
static bool print_figures(const struct suite *suite, const struct work *work) {
    size_t passed = 0;
    for (size_t i = 0; i < work->count; i++) {
        struct unit *unit = &work->units[i];
        if (!unit->passed)
            printf("%s [%s]: %s", unit->name, unit->partition->name, unit->report ? unit->report : "out of memory\n");
        *(unit->passed ? &unit->partition->passed : &unit->partition->failed) += 1;
        passed += unit->passed;
    }
    for (size_t i = 0; i < suite->partition_count; i++)
        printf("%s: %zu passed, %zu failed\n", suite->partitions[i].name, suite->partitions[i].passed,
               suite->partitions[i].failed);
    printf("%zu passed, %zu failed\n", passed, work->count - passed);
    return passed == work->count;
}

/** Adds the case once for each partition that has an expected output of it. */
static void add_units(struct work *work, const char *name) {
    size_t before = work->count;
    for (size_t i = 0; i < work->suite->partition_count; i++) {
        struct partition *partition = &work->suite->partitions[i];
        char *path = suite_output_path(work->suite, partition, name);
        FILE *file = fopen(path, "rb");
        if (file) {
            fclose(file);
            work->units[work->count++] = (struct unit){.name = name, .partition = partition};
        }
        free(path);
    }
    if (work->count == before)
        fprintf(stderr, "samx-conformance: '%s' has no expected output and is not run\n", name);
}

static int run(const struct suite *suite, const struct arguments *arguments, const struct name_list *cases,
               const struct name_list *wanted) {
    struct work work = {.suite = suite};
    work.units = allocate(cases->count * suite->partition_count * sizeof(struct unit));
    for (size_t i = 0; i < cases->count; i++) {
        if ((!arguments->names || names_contain(wanted, cases->names[i])) &&
            (!arguments->filter || fnmatch(arguments->filter, cases->names[i], 0) == 0))
            add_units(&work, cases->names[i]);
    }
    int status = 2;
    if (work.count == 0) {
        fputs("samx-conformance: no case matches\n", stderr);
    } else {
        run_in_threads(&work, arguments->jobs);
        status = print_figures(suite, &work) ? 0 : 1;
    }
    for (size_t i = 0; i < work.count; i++)
        free(work.units[i].report);
    free(work.units);
    return status;
}

/* ----------------------------------------------------------------------------------------------- the command -- */

static bool parse_arguments(struct arguments *arguments, int count, char **values) {
    *arguments = (struct arguments){.jobs = 1};
    int i = 1;
    for (; i + 1 < count && strncmp(values[i], "--", 2) == 0; i += 2) {
        if (strcmp(values[i], "--filter") == 0)
            arguments->filter = values[i + 1];
        else if (strcmp(values[i], "--names") == 0)
            arguments->names = values[i + 1];
        else if (strcmp(values[i], "--jobs") == 0)
            arguments->jobs = strtoul(values[i + 1], NULL, 10);
        else
            return false;
    }
    if (i + 1 != count || arguments->jobs < 1 || arguments->jobs > 1024)
        return false;
    arguments->folder = values[i];
    return arguments->folder[0] != '-';
}

/** Names that no case has are a mistake in the file, not cases that passed. */
static bool all_exist(const struct name_list *wanted, const struct name_list *cases) {
    bool exist = true;
    for (size_t i = 0; i < wanted->count; i++) {
        if (!names_contain(cases, wanted->names[i])) {
            fprintf(stderr, "samx-conformance: there is no case '%s'\n", wanted->names[i]);
            exist = false;
        }
    }
    return exist;
}

int main(int count, char **values) {
    struct arguments arguments;
    struct suite suite;
    struct name_list cases = {0}, wanted = {0};
    if (!parse_arguments(&arguments, count, values)) {
        fputs(usage, stderr);
        return 2;
    }
    int status = 2;
    if (suite_load(&suite, arguments.folder) && suite_find_cases(&suite, &cases) &&
        (!arguments.names || (names_from_file(arguments.names, &wanted) && all_exist(&wanted, &cases))))
        status = run(&suite, &arguments, &cases, &wanted);
    names_free(&wanted);
    names_free(&cases);
    suite_free(&suite);
    return status;
}
