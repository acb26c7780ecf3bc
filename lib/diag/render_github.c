/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Workflow commands of GitHub Actions, which make annotations of a log:
 *
 *     ::error file=template.yaml,line=14,endLine=14,col=13,endColumn=18,title=event-source-target::'Bucket' must ...
 */

#include "diag/render.h"

/* GitHub Docs, "Workflow commands": the runner decodes these in texts, and those of `more` in properties. */
static void add_escaped(struct sx_rendering *out, const char *text, const char *more) {
    static const char digits[] = "0123456789ABCDEF";
    struct sx_string string = sx_string_from(text);
    for (size_t i = 0; i < string.length;) {
        size_t next = sx_next_character(string, i);
        char byte = string.bytes[i];
        if (byte == '%' || byte == '\r' || byte == '\n' || strchr(more, byte)) {
            const char escaped[] = {'%', digits[(unsigned char)byte >> 4], digits[byte & 0xf]};
            sx_rendering_add(out, (struct sx_string){escaped, sizeof escaped});
        } else {
            sx_rendering_add_shown(out, sx_string_slice(string, i, next));
        }
        i = next;
    }
}

static void add_property(struct sx_rendering *out, const char *name, const char *value) {
    sx_rendering_add_text(out, name);
    add_escaped(out, value, ":,");
}

static void add_number(struct sx_rendering *out, const char *name, size_t number) {
    sx_rendering_add_text(out, name);
    sx_rendering_add_number(out, number);
}

/* The last column is the last that is marked, and columns are for what stands in one line. */
static void add_place(struct sx_rendering *out, const samx_diagnostic *diagnostic) {
    add_number(out, ",line=", diagnostic->line);
    add_number(out, ",endLine=", diagnostic->end_line);
    if (diagnostic->line != diagnostic->end_line)
        return;
    add_number(out, ",col=", diagnostic->column);
    add_number(out, ",endColumn=",
               diagnostic->end_column > diagnostic->column ? diagnostic->end_column - 1 : diagnostic->column);
}

static void add_finding(struct sx_rendering *out, const samx_diagnostic *diagnostic) {
    static const char *const commands[] = {
        [SAMX_SEVERITY_INFO] = "::notice",
        [SAMX_SEVERITY_WARNING] = "::warning",
        [SAMX_SEVERITY_ERROR] = "::error",
    };
    sx_rendering_add_text(out, commands[diagnostic->severity]);
    add_property(out, " file=", diagnostic->file);
    if (diagnostic->line > 0)
        add_place(out, diagnostic);
    add_property(out, ",title=", diagnostic->rule);
    sx_rendering_add(out, STR("::"));
    add_escaped(out, diagnostic->message, "");
    if (diagnostic->hint) {
        sx_rendering_add(out, STR("%0Ahint: "));
        add_escaped(out, diagnostic->hint, "");
    }
    sx_rendering_add(out, STR("\n"));
}

char *sx_render_github(const struct sx_render_input *inputs, size_t count, size_t *length) {
    struct sx_rendering out = {0};
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < inputs[i].count; j++)
            add_finding(&out, inputs[i].diagnostics[j]);
    }
    return sx_rendering_take(&out, length);
}
