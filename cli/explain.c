/* SPDX-License-Identifier: Apache-2.0 */

/* `samx explain`: what a rule means, a template that breaks it with what is then found, and the same template mended.
 */

#define _DEFAULT_SOURCE /* struct winsize */

#include "cli.h"

#include "samx/samx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { USUAL_WIDTH = 80, LEAST_WIDTH = 40, MOST_WIDTH = 100 };

/* -------------------------------------------------------------------------------------------------------- wrapping --
 */

/* Lines longer than this are hard to read, however wide the terminal is. */
static size_t width_of_output(void) {
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return USUAL_WIDTH;
    return size.ws_col < LEAST_WIDTH ? LEAST_WIDTH : size.ws_col > MOST_WIDTH ? MOST_WIDTH : size.ws_col;
}

static size_t characters(const char *text, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xc0u) != 0x80u;
    return count;
}

/* What is between back quotes is not broken, since it is something to write as it stands. */
static size_t word_length(const char *text) {
    bool quoted = false;
    size_t length = 0;
    for (; text[length] && text[length] != '\n' && (quoted || text[length] != ' '); length++)
        quoted ^= text[length] == '`';
    return length;
}

/* A line of an example or of a list stays a line of its own. */
static bool is_paragraph(const char *line) {
    return *line && *line != '\n' && *line != ' ' && strncmp(line, "- ", 2) != 0;
}

/* Prints one paragraph, which may go over several lines of the text, and returns where it ends. */
static const char *print_paragraph(const char *text, size_t width) {
    size_t column = 0;
    do {
        while (*text && *text != '\n') {
            size_t length = word_length(text), wide = characters(text, length);
            if (column > 0 && column + 1 + wide > width) {
                putchar('\n');
                column = 0;
            }
            printf("%s%.*s", column > 0 ? " " : "", (int)length, text);
            column += wide + (column > 0);
            text += length;
            text += strspn(text, " ");
        }
        text += *text == '\n';
    } while (is_paragraph(text));
    putchar('\n');
    return text;
}

static void print_wrapped(const char *text, size_t width) {
    while (*text) {
        if (is_paragraph(text)) {
            text = print_paragraph(text, width);
            continue;
        }
        size_t length = strcspn(text, "\n");
        printf("%.*s\n", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

static void print_indented(const char *text) {
    while (*text) {
        size_t length = strcspn(text, "\n");
        printf("%s%.*s\n", length ? "    " : "", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

/* ------------------------------------------------------------------------------------------------------ explaining --
 */

static void print_findings(const char *template) {
    samx_result *result;
    char *text;
    samx_validate(NULL, "template.yaml", template, strlen(template), &result);
    const samx_result *const results[] = {result};
    if (!result || samx_render(results, 1, SAMX_RENDERING_TEXT, 0, &text, NULL) != SAMX_OK)
        out_of_memory();
    print_indented(text);
    samx_free(text);
    samx_result_free(result);
}

static void explain(const samx_rule *rule) {
    printf("%s (%s): %s\n\n", rule->name, severity_name(rule->severity), rule->summary);
    print_wrapped(rule->explanation, width_of_output());
    if (!rule->breaking)
        return;
    fputs("\nA template that breaks it:\n\n", stdout);
    print_indented(rule->breaking);
    fputs("\nWhat 'samx validate' finds in it:\n\n", stdout);
    print_findings(rule->breaking);
    fputs("\nThe same template mended:\n\n", stdout);
    print_indented(rule->mended);
}

static void complain_about_name(const char *name) {
    const char **names = allocate((samx_rule_count() + 1) * sizeof(*names));
    for (size_t i = 0; i < samx_rule_count(); i++)
        names[i] = samx_rule_at(i)->name;
    names[samx_rule_count()] = NULL;
    complain_with_suggestion("no rule is called", "", name, names);
    free(names);
}

static int run(int argc, char **argv) {
    int status = STATUS_OK;
    if (argc < 2) {
        complain("no rule given; 'samx rules' lists them");
        return STATUS_TROUBLE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        fputs(explain_command.help, stdout);
        return STATUS_OK;
    }
    for (int i = 1; i < argc; i++) {
        const samx_rule *rule = samx_rule_named(argv[i]);
        if (!rule) {
            complain_about_name(argv[i]);
            status = STATUS_TROUBLE;
            continue;
        }
        if (i > 1)
            putchar('\n');
        explain(rule);
    }
    return status;
}

const struct command explain_command = {
    .name = "explain",
    .summary = "tell what a rule means",
    .help = "usage: samx explain RULE...\n"
            "\n"
            "Tells what a rule means, with a template that breaks it and the same template mended.\n"
            "'samx rules' lists the rules; the name of the rule stands in [] after each finding.\n",
    .run = run,
};
