/* SPDX-License-Identifier: Apache-2.0 */

#include "cli.h"

#include <stdio.h>

static void print_overview(void) {
    fputs("usage: samx COMMAND [ARGUMENT]...\n"
          "\n"
          "Turns AWS SAM templates into plain CloudFormation, offline.\n"
          "\n"
          "commands:\n",
          stdout);
    for (size_t i = 0; command_at(i); i++)
        printf("  %-11s %s\n", command_at(i)->name, command_at(i)->summary);
    fputs("\n"
          "'samx help COMMAND' tells about one of them.\n"
          "\n"
          "exit status: 0 no errors, 1 the template has errors, 2 usage, unreadable file or a limit\n",
          stdout);
}

static int run(int argc, char **argv) {
    if (argc > 2) {
        complain("help takes one command");
        return STATUS_TROUBLE;
    }
    if (argc < 2) {
        print_overview();
        return STATUS_OK;
    }
    const struct command *command = command_named(argv[1]);
    if (!command)
        return STATUS_TROUBLE;
    fputs(command->help, stdout);
    return STATUS_OK;
}

const struct command help_command = {
    .name = "help",
    .summary = "list the commands, or tell about one",
    .help = "usage: samx help [COMMAND]\n"
            "\n"
            "Lists the commands, or tells about one of them.\n",
    .run = run,
};
