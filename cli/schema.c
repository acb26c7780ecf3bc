/* SPDX-License-Identifier: Apache-2.0 */

/* `samx schema`: the JSON Schema of templates. */

#include "cli.h"

#include <getopt.h>
#include <stdio.h>

static int print_schema(unsigned flags) {
    char *text;
    size_t length;
    if (samx_schema(flags, &text, &length) != SAMX_OK)
        out_of_memory();
    fwrite(text, 1, length, stdout);
    samx_free(text);
    return STATUS_OK;
}

static int run(int argc, char **argv) {
    static const struct option options[] = {
        {"short-tags", no_argument, NULL, 's'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    unsigned flags = 0;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (option == 'h') {
            fputs(schema_command.help, stdout);
            return STATUS_OK;
        }
        if (option != 's') {
            complain("unknown option '%s'", argv[optind - 1]);
            return STATUS_TROUBLE;
        }
        flags |= SAMX_SCHEMA_SHORT_TAGS;
    }
    if (optind < argc) {
        complain("schema takes no arguments");
        return STATUS_TROUBLE;
    }
    return print_schema(flags);
}

const struct command schema_command = {
    .name = "schema",
    .summary = "print a JSON Schema of templates, for editors",
    .help = "usage: samx schema [OPTION]\n"
            "\n"
            "Prints a JSON Schema (draft-07) of AWS SAM templates, with which editors complete and check.\n"
            "\n"
            "      --short-tags               accept a text or a list for any value: that is what !Ref X and\n"
            "                                 !If [...] are to YAML language servers\n"
            "  -h, --help                     print this help\n",
    .run = run,
};
