/* SPDX-License-Identifier: Apache-2.0 */

/*
 * usage: samx-bench [FUNCTIONS...]
 *
 * What a transform costs, and how that grows: for templates of FUNCTIONS functions, time and peak memory against the
 * floor, which is reading the same bytes with libfyaml's event interface and writing as many bytes as samx does.
 * When SAMX_REFERENCE names a checkout of the reference translator, it runs on the smaller templates too, under the
 * Python that PYTHON names.
 */
#define _POSIX_C_SOURCE 200809L

#include "generate.h"

#include <libfyaml.h>
#include <samx/samx.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    MAX_REPETITIONS = 200,
    MIN_REPETITIONS = 3,
    REFERENCE_MAX_FUNCTIONS = 100, /* its time grows with the square: 1,000 functions take it minutes */
};
static const double seconds_per_series = 0.5;
static const size_t default_sizes[] = {1, 10, 100, 1000, 10000};

/* One template, and what was found out about it. */
struct measurement {
    const struct bench_variant *variant;
    size_t functions, input_bytes, output_bytes;
    double floor_best, samx_best, samx_median;
    long peak_kib;
};

struct series {
    double seconds[MAX_REPETITIONS];
    size_t count;
    double total;
};

static void fail(const char *what) {
    fprintf(stderr, "samx-bench: %s\n", what);
    exit(1);
}

/* The time of this process alone: both subjects run in one thread and wait for nothing, and machines are shared. */
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool series_wants_more(const struct series *series) {
    return series->count < MIN_REPETITIONS || (series->count < MAX_REPETITIONS && series->total < seconds_per_series);
}

static void series_add(struct series *series, double seconds) {
    series->seconds[series->count++] = seconds;
    series->total += seconds;
}

static int compare_seconds(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void series_sort(struct series *series) {
    qsort(series->seconds, series->count, sizeof(series->seconds[0]), compare_seconds);
}

/* -------------------------------------------------------------------------------------------------- the subjects -- */

static samx_result *transform(const char *text, size_t length) {
    samx_result *result = NULL;
    if (samx_transform(NULL, "bench.yaml", text, length, &result) != SAMX_OK) {
        const samx_diagnostic *finding = result ? samx_result_diagnostic(result, 0) : NULL;
        fail(finding ? finding->message : "the transform failed without a diagnostic");
    }
    return result;
}

static void read_events(const char *text, size_t length) {
    static const struct fy_parse_cfg configuration = {.flags = FYPCF_QUIET};
    struct fy_parser *parser = fy_parser_create(&configuration);
    if (!parser || fy_parser_set_string(parser, text, length) != 0)
        fail("libfyaml could not be started");
    for (struct fy_event *event; (event = fy_parser_parse(parser)) != NULL;)
        fy_parser_event_free(parser, event);
    if (fy_parser_get_stream_error(parser))
        fail("libfyaml could not read the template");
    fy_parser_destroy(parser);
}

/* Copies the output to fresh memory, as a program that made it would have to. */
static void write_output(const char *output, size_t length) {
    char *volatile copy = malloc(length + 1);
    if (!copy)
        fail("out of memory");
    memcpy(copy, output, length + 1);
    free(copy);
}

/* -------------------------------------------------------------------------------------------------- measurements -- */

static void measure_time(struct measurement *m, const char *text) {
    struct series samx = {.count = 0}, floor = {.count = 0};
    samx_result *kept = transform(text, m->input_bytes);
    const char *output = samx_result_output(kept, &m->output_bytes);

    while (series_wants_more(&floor)) {
        double start = now();
        read_events(text, m->input_bytes);
        write_output(output, m->output_bytes);
        series_add(&floor, now() - start);
    }
    samx_result_free(kept);
    while (series_wants_more(&samx)) {
        double start = now();
        samx_result_free(transform(text, m->input_bytes));
        series_add(&samx, now() - start);
    }

    series_sort(&floor);
    series_sort(&samx);
    m->floor_best = floor.seconds[0];
    m->samx_best = samx.seconds[0];
    m->samx_median = samx.seconds[samx.count / 2];
}

/* The peak of a process that holds the template and transforms it once. */
static void measure_memory(struct measurement *m, const char *text) {
    struct rusage usage;
    samx_result *result = transform(text, m->input_bytes);
    getrusage(RUSAGE_SELF, &usage);
    m->peak_kib = usage.ru_maxrss;
    samx_result_free(result);
}

/*
 * Runs one measurement in a child of its own, which starts small: what an earlier one allocated is not in its peak,
 * and does not warm its allocator.
 */
static void measure_in_child(struct measurement *m, void (*measure)(struct measurement *, const char *)) {
    int ends[2];
    fflush(stdout);
    if (pipe(ends) != 0)
        fail("pipe");
    pid_t child = fork();
    if (child < 0)
        fail("fork");
    if (child == 0) {
        char *text = bench_generate(m->variant, m->functions, &m->input_bytes);
        if (!text)
            fail("out of memory");
        measure(m, text);
        free(text);
        _exit(write(ends[1], m, sizeof(*m)) == (ssize_t)sizeof(*m) ? 0 : 1);
    }

    int status = 0;
    close(ends[1]);
    bool received = read(ends[0], m, sizeof(*m)) == (ssize_t)sizeof(*m);
    close(ends[0]);
    if (waitpid(child, &status, 0) != child || status != 0 || !received)
        fail("a measurement failed");
}

/* -------------------------------------------------------------------------------------------------------- tables -- */

static void print_samx_table(const struct bench_variant *variant, const size_t *sizes, size_t count) {
    printf("%s: %s\n\n", variant->name, variant->description);
    printf("%9s %10s %10s %11s %11s %11s %6s %12s %10s\n", "functions", "input", "output", "floor", "samx", "samx",
           "ratio", "samx per", "peak");
    printf("%9s %10s %10s %11s %11s %11s %6s %12s %10s\n", "", "bytes", "bytes", "best ms", "best ms", "median ms", "",
           "function us", "memory MiB");
    for (size_t i = 0; i < count; i++) {
        struct measurement m = {.variant = variant, .functions = sizes[i]};
        measure_in_child(&m, measure_time);
        measure_in_child(&m, measure_memory);
        printf("%9zu %10zu %10zu %11.3f %11.3f %11.3f %6.2f %12.1f %10.1f\n", m.functions, m.input_bytes,
               m.output_bytes, m.floor_best * 1e3, m.samx_best * 1e3, m.samx_median * 1e3, m.samx_best / m.floor_best,
               m.samx_best * 1e6 / (double)m.functions, (double)m.peak_kib / 1024);
    }
    printf("\n");
}

/* The script reads the template from its standard input, and prints its row itself. */
static void print_reference_row(const struct bench_variant *variant, size_t functions) {
    char command[4096];
    const char *python = getenv("PYTHON");
    size_t length = 0;
    char *text = bench_generate(variant, functions, &length);
    int needed =
        snprintf(command, sizeof(command), "%s '%s/reference.py'", python ? python : "python3", SAMX_BENCH_DIR);
    if (!text || needed < 0 || (size_t)needed >= sizeof(command))
        fail("the reference could not be prepared");

    printf("%9zu ", functions);
    fflush(stdout);
    FILE *reference = popen(command, "w");
    if (!reference || fwrite(text, 1, length, reference) != length || pclose(reference) != 0)
        fail("the reference could not be run");
    free(text);
}

static void print_reference_table(const struct bench_variant *variant, const size_t *sizes, size_t count) {
    printf("%9s %21s %21s\n", "functions", "reference", "reference");
    printf("%9s %21s %21s\n", "", "in process ms", "with its start ms");
    for (size_t i = 0; i < count; i++) {
        if (sizes[i] <= REFERENCE_MAX_FUNCTIONS)
            print_reference_row(variant, sizes[i]);
    }
    printf("\n");
}

int main(int argc, char **argv) {
    size_t sizes[64] = {0}, count = 0;
    for (int i = 1; i < argc && count < sizeof(sizes) / sizeof(sizes[0]); i++) {
        sizes[count] = strtoul(argv[i], NULL, 10);
        if (sizes[count++] == 0)
            fail("usage: samx-bench [FUNCTIONS...]");
    }
    if (count == 0) {
        count = sizeof(default_sizes) / sizeof(default_sizes[0]);
        memcpy(sizes, default_sizes, sizeof(default_sizes));
    }

    printf("samx %s, libfyaml %s\n\n", samx_version(), fy_library_version());
    for (const struct bench_variant *variant = bench_variants; variant->name; variant++) {
        print_samx_table(variant, sizes, count);
        if (getenv("SAMX_REFERENCE"))
            print_reference_table(variant, sizes, count);
    }
    return 0;
}
