/* SPDX-License-Identifier: Apache-2.0 */

#define _XOPEN_SOURCE 700

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct command *const commands[] = {&transform_command, &validate_command, &rules_command,
                                                 &explain_command,   &schema_command,   &version_command,
                                                 &help_command};

const struct command *command_at(size_t index) {
    return index < sizeof(commands) / sizeof(*commands) ? commands[index] : NULL;
}

const struct command *command_named(const char *name) {
    const char *names[sizeof(commands) / sizeof(*commands) + 1] = {NULL};
    for (size_t i = 0; command_at(i); i++) {
        if (strcmp(command_at(i)->name, name) == 0)
            return command_at(i);
        names[i] = command_at(i)->name;
    }
    complain_with_suggestion("unknown command", "", name, names);
    return NULL;
}

void complain(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("samx: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

void out_of_memory(void) {
    complain("out of memory");
    exit(STATUS_TROUBLE);
}

void *allocate(size_t size) {
    void *memory = malloc(size ? size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

/*
 * A file that is opened while a standard stream is closed would take its place, and what is said on the stream would
 * end up in the file. The stand-ins fail when they are used, as the closed stream would.
 */
static void occupy_standard_streams(void) {
    for (int stream = 0; stream <= 2; stream++) {
        if (fcntl(stream, F_GETFD) == -1 && errno == EBADF)
            (void)!open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
    }
}

static int run(int argc, char **argv) {
    if (argc < 2) {
        complain("no command; see 'samx help'");
        return STATUS_TROUBLE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
        name = version_command.name;
    else if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = help_command.name;

    const struct command *command = command_named(name);
    return command ? command->run(argc - 1, argv + 1) : STATUS_TROUBLE;
}

int main(int argc, char **argv) {
    occupy_standard_streams();
    /* A reader that went away and a file that may not grow are errors of the write, with a message, not a death. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);

    int status = run(argc, argv);
    if ((fflush(stdout) != 0 || ferror(stdout)) && status != STATUS_TROUBLE) {
        complain("standard output: %s", strerror(errno));
        status = STATUS_TROUBLE;
    }
    return status;
}
