/* SPDX-License-Identifier: Apache-2.0 */

/** The program: its commands, and how it says that something is wrong. */
#ifndef SAMX_CLI_H
#define SAMX_CLI_H

#include "samx/samx.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdnoreturn.h>

/** Exit statuses. */
enum {
    STATUS_OK = 0,             /* no errors */
    STATUS_TEMPLATE_ERROR = 1, /* the template has errors */
    STATUS_TROUBLE = 2,        /* usage, a file that cannot be read or written, a limit */
};

struct command {
    const char *name;
    const char *summary; /* one line for the list of commands */
    const char *help;    /* the whole text of `samx help NAME` */
    /** `argv[0]` is the name of the command. Returns the exit status. */
    int (*run)(int argc, char **argv);
};

extern const struct command transform_command, validate_command, rules_command, explain_command, schema_command,
    version_command, help_command;

/** The commands in the order in which they are listed; NULL past the end. */
const struct command *command_at(size_t index);
/** The command of that name, or NULL after having complained. */
const struct command *command_named(const char *name);

/** "samx: ..." and a newline, to standard error. */
__attribute__((format(printf, 1, 2))) void complain(const char *format, ...);
/**
 * "samx: MESSAGE 'WORD'", with "; did you mean 'X'?" when one of the candidates (NULL-terminated) is near to the word.
 * `dashes` is put before both.
 */
void complain_with_suggestion(const char *message, const char *dashes, const char *word, const char *const *candidates);

const char *severity_name(samx_severity severity);

/** Memory, or the end of the program. */
void *allocate(size_t size);
noreturn void out_of_memory(void);

#endif
