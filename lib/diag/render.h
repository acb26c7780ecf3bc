/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Findings as text, JSON and other notations. Rendering works on public findings and the text that they are about,
 * after the transform has ended, so it uses no arena: memory is malloc's, and what cannot be had makes the result NULL.
 */
#ifndef SAMX_DIAG_RENDER_H
#define SAMX_DIAG_RENDER_H

#include "base/string.h"

/** The findings of one transform, sorted by position, and the text of its template. */
struct sx_render_input {
    const samx_diagnostic *const *diagnostics;
    size_t count;
    struct sx_string source;
    const char *file;
};

/**
 * One text of all findings: NUL-terminated, `*length` bytes long without the NUL, released with free(). NULL when out
 * of memory. All are valid UTF-8 whatever the findings hold, and nothing in a template can bring controls into what a
 * terminal shows.
 */
char *sx_render_text(const struct sx_render_input *inputs, size_t count, bool colour, size_t *length);
char *sx_render_json(const struct sx_render_input *inputs, size_t count, size_t *length);
char *sx_render_sarif(const struct sx_render_input *inputs, size_t count, size_t *length);
char *sx_render_junit(const struct sx_render_input *inputs, size_t count, size_t *length);
char *sx_render_github(const struct sx_render_input *inputs, size_t count, size_t *length);

/* ---------------------------------------------------------------------------------------- shared by the renderings --
 */

/** A growing text of malloc's. Once memory was refused, `failed` stays set and additions do nothing. */
struct sx_rendering {
    char *bytes;
    size_t length, capacity;
    bool failed;
};

void sx_rendering_add(struct sx_rendering *rendering, struct sx_string string);
void sx_rendering_add_text(struct sx_rendering *rendering, const char *text);
void sx_rendering_add_number(struct sx_rendering *rendering, size_t number);
void sx_rendering_add_repeated(struct sx_rendering *rendering, char byte, size_t count);
/** The finished text, or NULL when memory was refused. */
char *sx_rendering_take(struct sx_rendering *rendering, size_t *length);

/**
 * The length of the well-formed UTF-8 sequence at `at`, and its code point; 0 when there is none. An encoded surrogate
 * is not well-formed.
 */
size_t sx_well_formed(struct sx_string string, size_t at, uint32_t *code_point);

/** Where the character at `at` ends: the bytes that columns count as one, well-formed or not. */
size_t sx_next_character(struct sx_string string, size_t at);
/** One such character as a terminal can show it: in place of controls, but for a tab, stands U+FFFD. */
void sx_rendering_add_shown(struct sx_rendering *rendering, struct sx_string character);

/** What is shown in place of what cannot be: U+FFFD. */
#define SX_REPLACEMENT STR("\xef\xbf\xbd")

const char *sx_severity_name(samx_severity severity);

#endif
