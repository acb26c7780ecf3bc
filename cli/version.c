/* SPDX-License-Identifier: Apache-2.0 */

#include "cli.h"

#include "samx/samx.h"

#include <stdio.h>

static int run(int argc, char **argv) {
    (void)argv;
    if (argc > 1) {
        complain("version takes no arguments");
        return STATUS_TROUBLE;
    }
    printf("samx %s (as samtranslator %s)\n", samx_version(), samx_reference_version());
    return STATUS_OK;
}

const struct command version_command = {
    .name = "version",
    .summary = "print the version, and that of the translator it equals",
    .help = "usage: samx version\n"
            "\n"
            "Prints the version of samx, and the release of samtranslator whose behaviour it has.\n",
    .run = run,
};
