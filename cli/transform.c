/* SPDX-License-Identifier: Apache-2.0 */

#define _XOPEN_SOURCE 700

#include "cli.h"
#include "findings.h"
#include "input.h"
#include "options.h"
#include "output.h"

#include "samx/samx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One template on its way. */
struct job {
    struct input input;
    samx_result *result;
    char *path; /* where the output goes; "-" is standard output */
    struct output output;
};

struct run {
    struct options options;
    struct job *jobs;
    size_t count;
};

/* ------------------------------------------------------------------------------------------- where outputs go -- */

static char *copy_of(const char *text) {
    char *copy = allocate(strlen(text) + 1);
    memcpy(copy, text, strlen(text) + 1);
    return copy;
}

/* DIR/NAME, where an extension that names a notation is made to name that of --format: template.yaml, template.json. */
static char *path_in_directory(const char *directory, const char *template, samx_format format) {
    const char *slash = strrchr(template, '/');
    const char *name = slash ? slash + 1 : template;
    samx_format named = options_format_of_extension(name);
    bool renamed = format != SAMX_FORMAT_SOURCE && named != SAMX_FORMAT_SOURCE && named != format;
    size_t stem = renamed ? (size_t)(strrchr(name, '.') - name) : strlen(name);
    const char *extension = !renamed ? "" : format == SAMX_FORMAT_JSON ? ".json" : ".yaml";

    size_t size = strlen(directory) + 1 + stem + strlen(extension) + 1;
    char *path = allocate(size);
    snprintf(path, size, "%s/%.*s%s", directory, (int)stem, name, extension);
    return path;
}

/* A template is nobody's output, and no two templates have the same one. */
static bool check_path(const struct run *run, size_t index) {
    const char *path = run->jobs[index].path;
    for (size_t i = 0; i < run->count; i++) {
        if (output_is_file(path, run->options.templates[i])) {
            complain("%s: is a template, and would be overwritten", path);
            return false;
        }
        if (i < index && strcmp(path, run->jobs[i].path) == 0) {
            complain("%s: would be the output of two templates", path);
            return false;
        }
    }
    return true;
}

static bool plan_outputs(struct run *run) {
    const struct options *options = &run->options;
    for (size_t i = 0; i < run->count; i++) {
        if (options->output_directory)
            run->jobs[i].path = path_in_directory(options->output_directory, options->templates[i], options->format);
        else
            run->jobs[i].path = copy_of(options->output ? options->output : "-");
        if (!check_path(run, i))
            return false;
    }
    return true;
}

/* ---------------------------------------------------------------------------------------------------- the steps -- */

static bool read_templates(struct run *run) {
    for (size_t i = 0; i < run->count; i++) {
        if (!input_read(&run->jobs[i].input, run->options.templates[i]))
            return false;
    }
    return true;
}

static int transform_job(const struct options *options, struct job *job) {
    samx_format format = options->format;
    if (format == SAMX_FORMAT_SOURCE)
        format = options_format_of_extension(job->path);
    samx_options_set_format(options->library, format);

    samx_status status =
        samx_transform(options->library, job->input.name, job->input.text, job->input.length, &job->result);
    if (!job->result)
        out_of_memory();
    input_free(&job->input);
    return findings_status(status);
}

static int transform_all(struct run *run) {
    int worst = STATUS_OK;
    for (size_t i = 0; i < run->count; i++) {
        int status = transform_job(&run->options, &run->jobs[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}

static void print_diagnostics(const struct run *run) {
    const samx_result **results = allocate(run->count * sizeof(*results));
    for (size_t i = 0; i < run->count; i++)
        results[i] = run->jobs[i].result;
    findings_print(results, run->count, run->options.rendering, findings_flags(STDERR_FILENO), stderr);
    free(results);
}

static bool make_directory(const char *path) {
    if (!path || mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    complain("%s: %s", path, strerror(errno));
    return false;
}

/* All outputs are complete before the first gets its name: when one cannot be written, none is. */
static bool write_outputs(struct run *run) {
    if (!make_directory(run->options.output_directory))
        return false;
    for (size_t i = 0; i < run->count; i++) {
        struct job *job = &run->jobs[i];
        size_t length = 0;
        const char *text = samx_result_output(job->result, &length);
        if (!output_prepare(&job->output, job->path, text ? text : "", length))
            return false;
    }
    for (size_t i = 0; i < run->count; i++) {
        if (!output_commit(&run->jobs[i].output))
            return false;
    }
    return true;
}

static void free_jobs(struct run *run) {
    for (size_t i = 0; i < run->count; i++) {
        output_discard(&run->jobs[i].output);
        samx_result_free(run->jobs[i].result);
        input_free(&run->jobs[i].input);
        free(run->jobs[i].path);
    }
    free(run->jobs);
}

static int transform_templates(struct run *run) {
    if (!plan_outputs(run) || !read_templates(run))
        return STATUS_TROUBLE;
    int status = transform_all(run);
    print_diagnostics(run);
    if (status == STATUS_OK && !write_outputs(run))
        status = STATUS_TROUBLE;
    return status;
}

static int run_transform(int argc, char **argv) {
    struct run run = {.count = 0};
    int status = STATUS_TROUBLE;
    if (!options_parse(&run.options, OPTIONS_OF_TRANSFORM, argc, argv)) {
        fputs("see 'samx help transform'\n", stderr);
    } else if (run.options.help) {
        fputs(transform_command.help, stdout);
        status = STATUS_OK;
    } else {
        run.count = run.options.template_count;
        run.jobs = allocate(run.count * sizeof(*run.jobs));
        for (size_t i = 0; i < run.count; i++)
            run.jobs[i] = (struct job){.path = NULL};
        status = transform_templates(&run);
        free_jobs(&run);
    }
    options_free(&run.options);
    return status;
}

const struct command transform_command = {
    .name = "transform",
    .summary = "turn templates into plain CloudFormation",
    .help = "usage: samx transform [OPTION]... TEMPLATE...\n"
            "\n"
            "Turns AWS SAM templates (YAML or JSON) into plain CloudFormation. TEMPLATE - is standard input.\n"
            "Findings go to standard error. When a template has errors, nothing is written.\n"
            "\n"
            "output:\n"
            "  -o, --output FILE              write to FILE, whole or not at all; default: standard output\n"
            "      --output-dir DIR           write one file per template, of the same name, to DIR\n"
            "  -f, --format json|yaml         default: by the extension of the output, else the template's own\n"
            "\n" HELP_OF_DEPLOYMENT "      --local-artifacts keep|placeholder|error\n"
            "                                 what to do with paths such as CodeUri: src/. keep (default): carry\n"
            "                                 them over for 'aws cloudformation package'; placeholder: put\n"
            "                                 s3://bucket/value in their place; error: refuse them\n"
            "\n"
            "what is said:\n"
            "      --diagnostics text|json|sarif|junit|github\n"
            "                                 the notation of findings; default: text\n"
            "      --dump-after PASS          print the template as it stands after a pass\n"
            "  -h, --help                     print this help\n"
            "\n"
            "exit status: 0 no errors, 1 the template has errors, 2 usage, unreadable file or a limit\n",
    .run = run_transform,
};
