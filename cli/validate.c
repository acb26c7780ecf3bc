/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `samx validate`: templates are read and validated one after the other. Where the rendering is lines, each is reported
 * before the next is read; where it is one document, the results are kept until all are known.
 */

#define _XOPEN_SOURCE 700

#include "cli.h"
#include "findings.h"
#include "input.h"
#include "options.h"
#include "output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct run {
    struct options options;
    samx_result **results; /* those that wait for the others */
    size_t result_count;
    FILE *report; /* standard output, or the text that goes to --output when it is complete */
    char *text;
    size_t length;
    unsigned flags;
    size_t severities[SAMX_SEVERITY_ERROR + 1]; /* how many findings of each */
    size_t validated, unread;
    int status;
};

/* ----------------------------------------------------------------------------------------------------- validating --
 */

static bool is_lines(samx_rendering rendering) {
    return rendering == SAMX_RENDERING_TEXT || rendering == SAMX_RENDERING_GITHUB;
}

static void note_status(struct run *run, int status) {
    run->status = status > run->status ? status : run->status;
}

static void count_findings(struct run *run, const samx_result *result) {
    for (size_t i = 0; i < samx_result_diagnostic_count(result); i++)
        run->severities[samx_result_diagnostic(result, i)->severity]++;
}

static void report(struct run *run, samx_result *result) {
    if (!is_lines(run->options.rendering)) {
        run->results[run->result_count++] = result;
        return;
    }
    findings_print((const samx_result *const *)&result, 1, run->options.rendering, run->flags, run->report);
    samx_result_free(result);
}

static void validate(struct run *run, const char *path) {
    struct input input;
    if (!input_read(&input, path)) {
        run->unread++;
        note_status(run, STATUS_TROUBLE);
        return;
    }
    samx_result *result;
    samx_status status = samx_validate(run->options.library, input.name, input.text, input.length, &result);
    if (!result)
        out_of_memory();
    input_free(&input);
    run->validated++;
    note_status(run, findings_status(status));
    count_findings(run, result);
    report(run, result);
}

/* -------------------------------------------------------------------------------------------------------- summary --
 */

static void print_count(size_t count, const char *one, const char *several) {
    printf("%zu %s", count, count == 1 ? one : several);
}

/* "3 templates: 2 errors, 1 warning" */
static void print_summary(const struct run *run) {
    static const struct {
        samx_severity severity;
        const char *one, *several;
    } kinds[] = {
        {SAMX_SEVERITY_ERROR, "error", "errors"},
        {SAMX_SEVERITY_WARNING, "warning", "warnings"},
        {SAMX_SEVERITY_INFO, "info", "infos"},
    };
    print_count(run->validated, "template", "templates");
    const char *separator = ": ";
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        size_t count = run->severities[kinds[i].severity];
        if (count == 0)
            continue;
        fputs(separator, stdout);
        print_count(count, kinds[i].one, kinds[i].several);
        separator = ", ";
    }
    if (*separator == ':')
        fputs(": no findings", stdout);
    if (run->unread > 0)
        printf("; %zu could not be read", run->unread);
    putchar('\n');
}

/* ----------------------------------------------------------------------------------------------------- the report --
 */

static bool begin_report(struct run *run) {
    const char *output = run->options.output;
    run->report = stdout;
    run->flags = findings_flags(STDOUT_FILENO);
    if (!output || strcmp(output, "-") == 0)
        return true;
    for (size_t i = 0; i < run->options.template_count; i++) {
        if (output_is_file(output, run->options.templates[i])) {
            complain("%s: is a template, and would be overwritten", output);
            return false;
        }
    }
    run->report = open_memstream(&run->text, &run->length);
    if (!run->report)
        out_of_memory();
    run->flags = 0;
    return true;
}

static bool write_report(struct run *run) {
    struct output output;
    bool written = output_prepare(&output, run->options.output, run->text, run->length) && output_commit(&output);
    output_discard(&output);
    return written;
}

/* The summary is for people: it does not follow a document on standard output. */
static void end_report(struct run *run) {
    bool to_file = run->report != stdout;
    if (!is_lines(run->options.rendering))
        findings_print((const samx_result *const *)run->results, run->result_count, run->options.rendering, run->flags,
                       run->report);
    if (to_file) {
        if (fclose(run->report) != 0)
            out_of_memory();
        if (!write_report(run))
            note_status(run, STATUS_TROUBLE);
    }
    if (to_file || is_lines(run->options.rendering))
        print_summary(run);
}

static void validate_templates(struct run *run) {
    if (!begin_report(run)) {
        note_status(run, STATUS_TROUBLE);
        return;
    }
    run->results = allocate(run->options.template_count * sizeof(*run->results));
    for (size_t i = 0; i < run->options.template_count; i++)
        validate(run, run->options.templates[i]);
    end_report(run);
}

static void free_run(struct run *run) {
    for (size_t i = 0; i < run->result_count; i++)
        samx_result_free(run->results[i]);
    free(run->results);
    free(run->text);
    options_free(&run->options);
}

static int run_validate(int argc, char **argv) {
    struct run run = {.status = STATUS_OK};
    if (!options_parse(&run.options, OPTIONS_OF_VALIDATE, argc, argv)) {
        fputs("see 'samx help validate'\n", stderr);
        run.status = STATUS_TROUBLE;
    } else if (run.options.help) {
        fputs(validate_command.help, stdout);
    } else {
        validate_templates(&run);
    }
    free_run(&run);
    return run.status;
}

const struct command validate_command = {
    .name = "validate",
    .summary = "find what is wrong with templates",
    .help = "usage: samx validate [OPTION]... TEMPLATE...\n"
            "\n"
            "Finds what is wrong with AWS SAM templates (YAML or JSON): what a deployment would refuse, and what it\n"
            "would do otherwise than meant. TEMPLATE - is standard input. Findings go to standard output.\n"
            "\n" HELP_OF_DEPLOYMENT "\n"
            "what is said:\n"
            "      --strict                   warnings are errors\n"
            "      --ignore RULE              leave out what this rule finds; may be repeated. A template asks for\n"
            "                                 the same with Metadata: {samx: {ignore: [RULE]}}, at its top or in a\n"
            "                                 resource\n"
            "      --diagnostics text|json|sarif|junit|github\n"
            "                                 the notation of findings; default: text. sarif is for code scanning,\n"
            "                                 junit for the test reports of CI systems, github makes annotations in\n"
            "                                 GitHub Actions\n"
            "  -o, --output FILE              write the findings to FILE, whole or not at all\n"
            "  -h, --help                     print this help\n"
            "\n"
            "exit status: 0 no errors, 1 a template has errors, 2 usage, unreadable file or a limit\n",
    .run = run_validate,
};
