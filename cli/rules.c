/* SPDX-License-Identifier: Apache-2.0 */

/* `samx rules`: the catalogue. */

#include "cli.h"

#include "samx/samx.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *severity_name(samx_severity severity) {
    switch (severity) {
    case SAMX_SEVERITY_INFO:
        return "info";
    case SAMX_SEVERITY_WARNING:
        return "warning";
    case SAMX_SEVERITY_ERROR:
        break;
    }
    return "error";
}

/* One line for each, for people and for grep. */
static void print_text(void) {
    size_t longest = 0;
    for (size_t i = 0; samx_rule_at(i); i++) {
        size_t length = strlen(samx_rule_at(i)->name);
        longest = length > longest ? length : longest;
    }
    for (size_t i = 0; samx_rule_at(i); i++) {
        const samx_rule *rule = samx_rule_at(i);
        printf("%-7s  %-*s  %s\n", severity_name(rule->severity), (int)longest, rule->name, rule->summary);
    }
}

static json_t *json_of_rule(const samx_rule *rule) {
    return json_pack("{s:s, s:s, s:s, s:s, s:s?, s:o, s:o, s:s?}", "name", rule->name, "severity",
                     severity_name(rule->severity), "summary", rule->summary, "explanation", rule->explanation,
                     "breaking", rule->breaking, "line", json_integer((json_int_t)rule->line), "column",
                     json_integer((json_int_t)rule->column), "mended", rule->mended);
}

static void print_json(void) {
    json_t *list = json_array();
    for (size_t i = 0; samx_rule_at(i); i++) {
        if (json_array_append_new(list, json_of_rule(samx_rule_at(i))) != 0)
            out_of_memory();
    }
    json_t *root = json_pack("{s:o}", "rules", list);
    char *text = root ? json_dumps(root, JSON_INDENT(2)) : NULL;
    if (!text)
        out_of_memory();
    puts(text);
    free(text);
    json_decref(root);
}

static bool take_option(int option, char **argv, bool *as_json) {
    if (option == 'f' && (strcmp(optarg, "json") == 0 || strcmp(optarg, "text") == 0)) {
        *as_json = strcmp(optarg, "json") == 0;
        return true;
    }
    if (option == 'f')
        complain("--format must be text or json, not '%s'", optarg);
    else if (option == ':')
        complain("option '%s' needs a value", argv[optind - 1]);
    else
        complain("unknown option '%s'", argv[optind - 1]);
    return false;
}

static int run(int argc, char **argv) {
    static const struct option options[] = {
        {"format", required_argument, NULL, 'f'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    bool as_json = false;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":f:h", options, NULL)) != -1;) {
        if (option == 'h') {
            fputs(rules_command.help, stdout);
            return STATUS_OK;
        }
        if (!take_option(option, argv, &as_json))
            return STATUS_TROUBLE;
    }
    if (optind < argc) {
        complain("rules takes no arguments; 'samx explain %s' tells about one rule", argv[optind]);
        return STATUS_TROUBLE;
    }
    if (as_json)
        print_json();
    else
        print_text();
    return STATUS_OK;
}

const struct command rules_command = {
    .name = "rules",
    .summary = "list what samx finds",
    .help = "usage: samx rules [OPTION]...\n"
            "\n"
            "Lists the rules that findings are about, worst first: severity, name and one sentence each.\n"
            "'samx explain RULE' tells more about one of them.\n"
            "\n"
            "  -f, --format text|json         json has the explanations and examples too; default: text\n"
            "  -h, --help                     print this help\n",
    .run = run,
};
