/* SPDX-License-Identifier: Apache-2.0 */

/*
 * usage: samx-bench [FUNCTIONS...]
 *
 * What a transform costs, and how that grows: for templates of FUNCTIONS functions, time and peak memory against the
 * floor, which is reading the same bytes with libfyaml's event interface and writing as many bytes as samx does. First
 * within one process, then of whole processes: `samx transform` against the program floor.c. The subjects take turns,
 * and so do the sizes, so that what else the machine does is shared between them. The growth is that of the time per
 * function from GROWTH_FROM functions on.
 *
 * When SAMX_REFERENCE names a checkout of the reference translator, it runs on the smaller templates too, under the
 * Python that PYTHON names. BENCH_VARIANT names the one variant to measure.
 */
#define _POSIX_C_SOURCE 200809L

#include "generate.h"

#include <libfyaml.h>
#include <samx/samx.h>

#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    ROUNDS = 5,
    MAX_REPETITIONS = 40, /* in a round */
    MIN_REPETITIONS = 2,  /* in a round: the best of few would be compared with the best of many */
    MAX_SIZES = 64,
    GROWTH_FROM = 100,
    REFERENCE_MAX_FUNCTIONS = 100, /* its time grows with the square: 1,000 functions take it minutes */
};
static const double seconds_per_round = 0.2;
static const size_t default_sizes[] = {1, 10, 100, 1000, 10000};

struct series {
    double seconds[ROUNDS * MAX_REPETITIONS];
    size_t count;
};

struct summary {
    double best, median;
};

/* One template, and what was found out about it. */
struct measurement {
    const struct bench_variant *variant;
    size_t functions, input_bytes, output_bytes;
    struct series floor, samx;
    long peak_kib;
};

static void fail(const char *what) {
    fprintf(stderr, "samx-bench: %s\n", what);
    exit(1);
}

static double seconds_of(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The time of this process alone: both subjects run in one thread and wait for nothing, and machines are shared. */
static double now(void) {
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

/* True while a round that began at `start` should go on after so many repetitions. */
static bool wants_more(int repetitions, double start) {
    if (repetitions < MIN_REPETITIONS)
        return true;
    return repetitions < MAX_REPETITIONS && seconds_of(CLOCK_MONOTONIC) - start < seconds_per_round;
}

static void series_add(struct series *series, double seconds) {
    series->seconds[series->count++] = seconds;
}

static int compare_seconds(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static struct summary summarize(const struct series *series) {
    struct series sorted = *series;
    qsort(sorted.seconds, sorted.count, sizeof(sorted.seconds[0]), compare_seconds);
    return (struct summary){sorted.seconds[0], sorted.seconds[sorted.count / 2]};
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
    samx_result *kept = transform(text, m->input_bytes);
    const char *output = samx_result_output(kept, &m->output_bytes);
    char *copy = malloc(m->output_bytes + 1);
    if (!copy)
        fail("out of memory");
    memcpy(copy, output, m->output_bytes + 1);
    samx_result_free(kept);

    double begin = seconds_of(CLOCK_MONOTONIC);
    for (int repetitions = 0; wants_more(repetitions, begin); repetitions++) {
        double start = now();
        read_events(text, m->input_bytes);
        write_output(copy, m->output_bytes);
        double middle = now();
        samx_result_free(transform(text, m->input_bytes));
        series_add(&m->floor, middle - start);
        series_add(&m->samx, now() - middle);
    }
    free(copy);
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

/* ---------------------------------------------------------------------------------------------- whole processes -- */

static char template_path[] = "/tmp/samx-bench-XXXXXX";

static void write_template(struct measurement *m, const char *text) {
    FILE *file = fopen(template_path, "w");
    if (!file || fwrite(text, 1, m->input_bytes, file) != m->input_bytes || fclose(file) != 0)
        fail("the template could not be written");
}

static double seconds_of_children(void) {
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* Runs a program, whose output goes nowhere, and gives the time of the processor from its start to its end. */
static double run_program(char *const *arguments) {
    extern char **environ;
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = 0;
    if (posix_spawn_file_actions_init(&actions) != 0 ||
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) != 0)
        fail("out of memory");
    double start = seconds_of_children();
    if (posix_spawn(&child, arguments[0], &actions, NULL, arguments, environ) != 0)
        fail("a program could not be run");
    if (waitpid(child, &status, 0) != child || status != 0)
        fail("a program failed");
    double seconds = seconds_of_children() - start;
    posix_spawn_file_actions_destroy(&actions);
    return seconds;
}

/* In this process, which is small: what a child inherits of its peak is small, too. */
static void measure_processes(struct measurement *m) {
    char bytes[32];
    snprintf(bytes, sizeof(bytes), "%zu", m->output_bytes);
    char *const samx_arguments[] = {SAMX_BENCH_PROGRAM, "transform", template_path, NULL};
    char *const floor_arguments[] = {SAMX_BENCH_FLOOR, template_path, bytes, NULL};
    double start = seconds_of(CLOCK_MONOTONIC);
    for (int repetitions = 0; wants_more(repetitions, start); repetitions++) {
        series_add(&m->floor, run_program(floor_arguments));
        series_add(&m->samx, run_program(samx_arguments));
    }
}

/* -------------------------------------------------------------------------------------------------------- tables -- */

static void print_header(const char *peak) {
    printf("%9s %10s %10s %19s %19s %13s %12s %13s %12s\n", "functions", "input", "output", "floor ms", "samx ms",
           "ratio", "samx per", "growth", peak);
    printf("%9s %10s %10s %9s %9s %9s %9s %6s %6s %12s %6s %6s\n", "", "bytes", "bytes", "best", "median", "best",
           "median", "best", "median", "function us", "best", "median");
}

/* `from` is what the growth is counted from; NULL: it is not. */
static void print_row(const struct measurement *m, const struct measurement *from) {
    struct summary floor = summarize(&m->floor), samx = summarize(&m->samx);
    printf("%9zu %10zu %10zu %9.3f %9.3f %9.3f %9.3f %6.2f %6.2f %12.1f", m->functions, m->input_bytes, m->output_bytes,
           floor.best * 1e3, floor.median * 1e3, samx.best * 1e3, samx.median * 1e3, samx.best / floor.best,
           samx.median / floor.median, samx.best * 1e6 / (double)m->functions);
    if (from) {
        struct summary first = summarize(&from->samx);
        double scale = (double)from->functions / (double)m->functions;
        printf(" %6.2f %6.2f", samx.best / first.best * scale, samx.median / first.median * scale);
    } else {
        printf(" %6s %6s", "", "");
    }
}

static void print_rows(const struct measurement *measurements, size_t count, bool with_peak) {
    const struct measurement *from = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct measurement *m = &measurements[i];
        print_row(m, from);
        double peak = (double)m->peak_kib * 1024;
        if (with_peak)
            printf(" %6.1f %5.1fx", peak / (1 << 20), peak / (double)(m->input_bytes + m->output_bytes));
        printf("\n");
        if (m->functions == GROWTH_FROM)
            from = m;
    }
}

static void print_samx_table(const struct bench_variant *variant, const size_t *sizes, size_t count) {
    static struct measurement within[MAX_SIZES], processes[MAX_SIZES];
    for (size_t i = 0; i < count; i++) {
        within[i] = processes[i] = (struct measurement){.variant = variant, .functions = sizes[i]};
        measure_in_child(&within[i], measure_memory);
    }
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < count; i++) {
            measure_in_child(&within[i], measure_time);
            measure_in_child(&processes[i], write_template);
            processes[i].output_bytes = within[i].output_bytes;
            measure_processes(&processes[i]);
        }
    printf("%s: %s\n\nwithin one process:\n", variant->name, variant->description);
    print_header("peak MiB");
    print_rows(within, count, true);
    printf("\nwhole processes (the peak in times of input and output is in the table above):\n");
    print_header("");
    print_rows(processes, count, false);
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
    size_t sizes[MAX_SIZES] = {0}, count = 0;
    for (int i = 1; i < argc && count < MAX_SIZES; i++) {
        sizes[count] = strtoul(argv[i], NULL, 10);
        if (sizes[count++] == 0)
            fail("usage: samx-bench [FUNCTIONS...]");
    }
    if (count == 0) {
        count = sizeof(default_sizes) / sizeof(default_sizes[0]);
        memcpy(sizes, default_sizes, sizeof(default_sizes));
    }

    int file = mkstemp(template_path);
    if (file < 0 || close(file) != 0)
        fail("the template could not be written");
    const char *only = getenv("BENCH_VARIANT");
    printf("samx %s, libfyaml %s\n\n", samx_version(), fy_library_version());
    for (const struct bench_variant *variant = bench_variants; variant->name; variant++) {
        if (only && strcmp(only, variant->name) != 0)
            continue;
        print_samx_table(variant, sizes, count);
        if (getenv("SAMX_REFERENCE"))
            print_reference_table(variant, sizes, count);
    }
    unlink(template_path);
    return 0;
}
