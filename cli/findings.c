/* SPDX-License-Identifier: Apache-2.0 */

#define _XOPEN_SOURCE 700

#include "findings.h"

#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int findings_status(samx_status status) {
    switch (status) {
    case SAMX_OK:
        return STATUS_OK;
    case SAMX_TEMPLATE_ERROR:
        return STATUS_TEMPLATE_ERROR;
    default:
        return STATUS_TROUBLE;
    }
}

unsigned findings_flags(int file) {
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool wanted = !(no_colour && *no_colour) && !(terminal && strcmp(terminal, "dumb") == 0);
    return wanted && isatty(file) ? SAMX_RENDER_COLOUR : 0;
}

void findings_print(const samx_result *const *results, size_t count, samx_rendering rendering, unsigned flags,
                    FILE *to) {
    char *text;
    size_t length;
    if (samx_render(results, count, rendering, flags, &text, &length) != SAMX_OK)
        out_of_memory();
    fwrite(text, 1, length, to);
    samx_free(text);
}
