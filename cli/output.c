/* SPDX-License-Identifier: Apache-2.0 */

#define _XOPEN_SOURCE 700

#include "output.h"

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* -------------------------------------------------------------------------------- temporary files and signals -- */

static const int fatal_signals[] = {SIGINT, SIGTERM, SIGHUP};
static struct output *prepared; /* those with a temporary file; changed only while the signals are blocked */

static void remove_temporaries(int signal_number) {
    for (struct output *output = prepared; output; output = output->next)
        unlink(output->temporary);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void block_signals(sigset_t *before) {
    sigset_t blocked;
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof(fatal_signals) / sizeof(*fatal_signals); i++)
        sigaddset(&blocked, fatal_signals[i]);
    sigprocmask(SIG_BLOCK, &blocked, before);
}

static void catch_signals(void) {
    for (size_t i = 0; i < sizeof(fatal_signals) / sizeof(*fatal_signals); i++) {
        struct sigaction action;
        /* What the caller has us ignore (nohup) stays ignored. */
        if (sigaction(fatal_signals[i], NULL, &action) == 0 && action.sa_handler == SIG_DFL)
            signal(fatal_signals[i], remove_temporaries);
    }
}

/* The file descriptor of a new file of the name that `output->temporary` is made to hold, or -1. */
static int create_temporary(struct output *output) {
    sigset_t before;
    block_signals(&before);
    int file = mkstemp(output->temporary);
    int error = errno;
    if (file >= 0) {
        output->next = prepared;
        prepared = output;
        catch_signals();
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return file;
}

/* Renames or removes the temporary file, which then is nobody's. */
static bool settle_temporary(struct output *output, const char *target) {
    sigset_t before;
    block_signals(&before);
    bool settled = (target ? rename(output->temporary, target) : unlink(output->temporary)) == 0;
    int error = errno;
    if (settled || !target) {
        struct output **link = &prepared;
        while (*link && *link != output)
            link = &(*link)->next;
        if (*link)
            *link = output->next;
        free(output->temporary);
        output->temporary = NULL;
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return settled;
}

/* ----------------------------------------------------------------------------------------------------- writing -- */

static bool write_all(int file, const char *text, size_t length) {
    while (length > 0) {
        ssize_t count = write(file, text, length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        text += count;
        length -= (size_t)count;
    }
    return true;
}

static bool is_standard_output(const struct output *output) {
    return strcmp(output->path, "-") == 0;
}

static bool fail(const struct output *output) {
    complain("%s: %s", is_standard_output(output) ? "standard output" : output->path, strerror(errno));
    return false;
}

/* A new file gets the mode that the user wants for new files, an existing one keeps its own. */
static mode_t wanted_mode(const struct stat *existing) {
    if (existing)
        return existing->st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static bool fill_temporary(const struct output *output, int file, const struct stat *existing) {
    /* Only root can give a file away; for anybody else it becomes their own, as with any editor. */
    if (existing && (existing->st_uid != geteuid() || existing->st_gid != getegid()))
        (void)!fchown(file, existing->st_uid, existing->st_gid);
    return fchmod(file, wanted_mode(existing)) == 0 && write_all(file, output->text, output->length) &&
           fsync(file) == 0;
}

static char *temporary_beside(const char *target) {
    static const char name[] = ".samx-XXXXXX";
    const char *slash = strrchr(target, '/');
    size_t directory = slash ? (size_t)(slash - target) + 1 : 0;
    char *path = allocate(directory + sizeof(name));
    memcpy(path, target, directory);
    memcpy(path + directory, name, sizeof(name));
    return path;
}

/* A symbolic link stays one, and the file that it leads to is replaced; one that leads nowhere is replaced itself. */
static char *resolved(const char *path) {
    char *target = realpath(path, NULL);
    if (target)
        return target;
    target = allocate(strlen(path) + 1);
    memcpy(target, path, strlen(path) + 1);
    return target;
}

bool output_is_file(const char *a, const char *b) {
    struct stat a_status, b_status;
    return stat(a, &a_status) == 0 && stat(b, &b_status) == 0 && S_ISREG(a_status.st_mode) &&
           a_status.st_dev == b_status.st_dev && a_status.st_ino == b_status.st_ino;
}

bool output_prepare(struct output *output, const char *path, const char *text, size_t length) {
    *output = (struct output){.path = path, .text = text, .length = length};
    if (is_standard_output(output))
        return true;

    struct stat existing;
    bool exists = stat(path, &existing) == 0;
    if (!exists && errno != ENOENT)
        return fail(output);
    if (exists && S_ISDIR(existing.st_mode)) {
        errno = EISDIR;
        return fail(output);
    }
    if (exists && access(path, W_OK) != 0) /* rename() would not ask */
        return fail(output);
    if (exists && !S_ISREG(existing.st_mode))
        return true;

    output->target = resolved(path);
    output->temporary = temporary_beside(output->target);
    int file = create_temporary(output);
    if (file < 0) {
        free(output->temporary);
        output->temporary = NULL;
        return fail(output);
    }
    bool complete = fill_temporary(output, file, exists ? &existing : NULL);
    int error = errno;
    if (close(file) != 0 && complete) {
        complete = false;
        error = errno;
    }
    errno = error;
    return complete || fail(output);
}

static bool write_directly(struct output *output) {
    int file = is_standard_output(output) ? STDOUT_FILENO : open(output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return fail(output);
    bool complete = write_all(file, output->text, output->length);
    int error = errno;
    if (file != STDOUT_FILENO && close(file) != 0 && complete) {
        complete = false;
        error = errno;
    }
    errno = error;
    return complete || fail(output);
}

bool output_commit(struct output *output) {
    if (!output->temporary)
        return write_directly(output);
    return settle_temporary(output, output->target) || fail(output);
}

void output_discard(struct output *output) {
    if (output->temporary)
        settle_temporary(output, NULL);
    free(output->target);
    output->target = NULL;
}
