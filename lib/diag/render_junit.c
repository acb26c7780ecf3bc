/* SPDX-License-Identifier: Apache-2.0 */

/*
 * JUnit's XML as CodeBuild, Jenkins and GitLab read it: a suite per template, and in it a test case per finding. Errors
 * are failures. Warnings count as skipped, which is what these systems show apart from both other outcomes; what is
 * for information passes. A template without findings is one test case that passes.
 */

#include "diag/render.h"

/* ------------------------------------------------------------------------------------------------------------- XML */

/* XML 1.0, production [2] Char: there is no way to write the others. */
static bool is_character(uint32_t code_point) {
    return code_point == '\t' || code_point == '\n' || code_point == '\r' ||
           (code_point >= 0x20 && code_point != 0xfffe && code_point != 0xffff);
}

/* Line ends are written as references, because a reader makes spaces of them in attributes. */
static const char *entity_of(char byte) {
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

static void add_escaped(struct sx_rendering *out, const char *text) {
    struct sx_string string = sx_string_from(text);
    for (size_t i = 0; i < string.length;) {
        uint32_t code_point;
        size_t length = sx_well_formed(string, i, &code_point);
        const char *entity = entity_of(string.bytes[i]);
        if (entity)
            sx_rendering_add_text(out, entity);
        else
            sx_rendering_add(out, length > 0 && is_character(code_point) ? sx_string_slice(string, i, i + length)
                                                                         : SX_REPLACEMENT);
        i += length > 0 ? length : 1;
    }
}

static void add_attribute(struct sx_rendering *out, const char *name, const char *value) {
    sx_rendering_add(out, STR(" "));
    sx_rendering_add_text(out, name);
    sx_rendering_add(out, STR("=\""));
    add_escaped(out, value);
    sx_rendering_add(out, STR("\""));
}

static void add_number(struct sx_rendering *out, const char *name, size_t number) {
    sx_rendering_add(out, STR(" "));
    sx_rendering_add_text(out, name);
    sx_rendering_add(out, STR("=\""));
    sx_rendering_add_number(out, number);
    sx_rendering_add(out, STR("\""));
}

/* ------------------------------------------------------------------------------------------------------ test cases */

struct tally {
    size_t tests, failures, skipped;
};

static struct tally tally_of(const struct sx_render_input *input) {
    struct tally tally = {.tests = input->count ? input->count : 1};
    for (size_t i = 0; i < input->count; i++) {
        tally.failures += input->diagnostics[i]->severity == SAMX_SEVERITY_ERROR;
        tally.skipped += input->diagnostics[i]->severity == SAMX_SEVERITY_WARNING;
    }
    return tally;
}

static void add_tally(struct sx_rendering *out, struct tally tally) {
    add_number(out, "tests", tally.tests);
    add_number(out, "failures", tally.failures);
    sx_rendering_add(out, STR(" errors=\"0\""));
    add_number(out, "skipped", tally.skipped);
    sx_rendering_add(out, STR(" time=\"0\">\n"));
}

/* "missing-property at Resources.F (3:5)": some systems take test cases of one name for one */
static void add_name(struct sx_rendering *out, const samx_diagnostic *diagnostic) {
    sx_rendering_add(out, STR(" name=\""));
    add_escaped(out, diagnostic->rule);
    if (*diagnostic->path) {
        sx_rendering_add(out, STR(" at "));
        add_escaped(out, diagnostic->path);
    }
    if (diagnostic->line > 0) {
        sx_rendering_add(out, STR(" ("));
        sx_rendering_add_number(out, diagnostic->line);
        sx_rendering_add(out, STR(":"));
        sx_rendering_add_number(out, diagnostic->column);
        sx_rendering_add(out, STR(")"));
    }
    sx_rendering_add(out, STR("\""));
}

/* What a person reads: the finding as a line of the text rendering, without the rule. */
static void add_prose(struct sx_rendering *out, const samx_diagnostic *diagnostic) {
    add_escaped(out, diagnostic->file);
    if (diagnostic->line > 0) {
        sx_rendering_add(out, STR(":"));
        sx_rendering_add_number(out, diagnostic->line);
        sx_rendering_add(out, STR(":"));
        sx_rendering_add_number(out, diagnostic->column);
    }
    sx_rendering_add(out, STR(": "));
    sx_rendering_add_text(out, sx_severity_name(diagnostic->severity));
    sx_rendering_add(out, STR(": "));
    add_escaped(out, diagnostic->message);
    if (diagnostic->hint) {
        sx_rendering_add(out, STR("&#10;hint: "));
        add_escaped(out, diagnostic->hint);
    }
}

static void add_finding(struct sx_rendering *out, const samx_diagnostic *diagnostic) {
    static const char *const outcomes[] = {
        [SAMX_SEVERITY_INFO] = "system-out",
        [SAMX_SEVERITY_WARNING] = "skipped",
        [SAMX_SEVERITY_ERROR] = "failure",
    };
    const char *outcome = outcomes[diagnostic->severity];
    sx_rendering_add(out, STR("    <testcase"));
    add_name(out, diagnostic);
    add_attribute(out, "classname", diagnostic->file);
    add_attribute(out, "file", diagnostic->file);
    if (diagnostic->line > 0)
        add_number(out, "line", diagnostic->line);
    sx_rendering_add(out, STR(" time=\"0\">\n      <"));
    sx_rendering_add_text(out, outcome);
    if (diagnostic->severity != SAMX_SEVERITY_INFO)
        add_attribute(out, "message", diagnostic->message);
    if (diagnostic->severity == SAMX_SEVERITY_ERROR)
        add_attribute(out, "type", diagnostic->rule);
    sx_rendering_add(out, STR(">"));
    add_prose(out, diagnostic);
    sx_rendering_add(out, STR("</"));
    sx_rendering_add_text(out, outcome);
    sx_rendering_add(out, STR(">\n    </testcase>\n"));
}

static void add_suite(struct sx_rendering *out, const struct sx_render_input *input) {
    sx_rendering_add(out, STR("  <testsuite"));
    add_attribute(out, "name", input->file);
    add_tally(out, tally_of(input));
    for (size_t i = 0; i < input->count; i++)
        add_finding(out, input->diagnostics[i]);
    if (input->count == 0) {
        sx_rendering_add(out, STR("    <testcase name=\"no findings\""));
        add_attribute(out, "classname", input->file);
        add_attribute(out, "file", input->file);
        sx_rendering_add(out, STR(" time=\"0\"/>\n"));
    }
    sx_rendering_add(out, STR("  </testsuite>\n"));
}

char *sx_render_junit(const struct sx_render_input *inputs, size_t count, size_t *length) {
    struct sx_rendering out = {0};
    struct tally all = {0};
    for (size_t i = 0; i < count; i++) {
        struct tally tally = tally_of(&inputs[i]);
        all = (struct tally){all.tests + tally.tests, all.failures + tally.failures, all.skipped + tally.skipped};
    }
    sx_rendering_add(&out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"samx\""));
    add_tally(&out, all);
    for (size_t i = 0; i < count; i++)
        add_suite(&out, &inputs[i]);
    sx_rendering_add(&out, STR("</testsuites>\n"));
    return sx_rendering_take(&out, length);
}
