/* SPDX-License-Identifier: Apache-2.0 */

/* data/positions.txt: the line, column, message and hint of what is wrong with small templates. */

#include "samx/samx.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** What is read of the file. */
struct reader {
    char *at; /* the rest */
};

static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    char *text = calloc(1, 1 << 20);
    size_t length = fread(text, 1, (1 << 20) - 1, file);
    cr_assert_lt(length, (1 << 20) - 1);
    fclose(file);
    return text;
}

/* The next line, without its end; NULL after the last. */
static char *next_line(struct reader *reader) {
    if (!*reader->at)
        return NULL;
    char *line = reader->at, *end = strchr(line, '\n');
    reader->at = end ? end + 1 : line + strlen(line);
    if (end)
        *end = '\0';
    return line;
}

static bool next_line_starts(const struct reader *reader, const char *prefix) {
    return strncmp(reader->at, prefix, strlen(prefix)) == 0;
}

/* The template ends where its first finding is stated. */
static samx_result *transform_next(struct reader *reader) {
    char *template = reader->at, *end = strstr(template, "\n--- ");
    cr_assert_not_null(end);
    reader->at = end + 1;
    samx_result *result = NULL;
    samx_transform(NULL, "template.yaml", template, (size_t)(end + 1 - template), &result);
    cr_assert_not_null(result);
    return result;
}

static bool says(const char *message, const char *expected) {
    size_t length = strlen(expected);
    if (length > 3 && strcmp(expected + length - 3, "...") == 0)
        return strncmp(message, expected, length - 3) == 0;
    return strcmp(message, expected) == 0;
}

static void expect_finding(const char *name, struct reader *reader, const samx_diagnostic *found) {
    char *rest = next_line(reader) + strlen("--- ");
    size_t line = strtoul(rest, &rest, 10), column = strtoul(rest + 1, &rest, 10);
    const char *message = rest + 1;
    const char *hint = next_line_starts(reader, "    ") ? next_line(reader) + strlen("    ") : "";
    cr_assert_not_null(found, "%s: nothing found at %zu:%zu", name, line, column);
    cr_expect(found->line == line && found->column == column, "%s: expected %zu:%zu, got %zu:%zu (%s)", name, line,
              column, found->line, found->column, found->path);
    cr_expect(says(found->message, message), "%s: expected %s, got %s", name, message, found->message);
    cr_expect_str_eq(found->hint ? found->hint : "", hint, "%s: expected the hint '%s', got '%s'", name, hint,
                     found->hint ? found->hint : "");
    cr_expect(found->from_reference, "%s", name);
}

Test(positions, are_at_the_key_or_value_that_is_wrong) {
    char *text = read_file(SAMX_TEST_DATA "/positions.txt");
    struct reader reader = {text};
    size_t cases = 0;
    for (const char *line; (line = next_line(&reader)) != NULL;) {
        if (strncmp(line, "=== ", 4) != 0)
            continue;
        const char *name = line + 4;
        samx_result *result = transform_next(&reader);
        size_t found = 0;
        for (; next_line_starts(&reader, "--- "); found++)
            expect_finding(name, &reader, samx_result_diagnostic(result, found));
        cr_expect_eq(samx_result_diagnostic_count(result), found, "%s: more findings than expected", name);
        samx_result_free(result);
        cases++;
    }
    cr_expect_geq(cases, 40);
    free(text);
}
