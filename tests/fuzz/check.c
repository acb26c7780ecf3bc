/* SPDX-License-Identifier: Apache-2.0 */

#include "check.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void check_same_bytes(const char *what, const char *expected, size_t expected_length, const char *actual,
                      size_t length) {
    bool same =
        !expected == !actual && expected_length == length && (length == 0 || memcmp(expected, actual, length) == 0);
    if (same)
        return;
    size_t position = 0;
    while (position < length && position < expected_length && expected[position] == actual[position])
        position++;
    char detail[400];
    snprintf(detail, sizeof detail, "%zu and %zu bytes, from byte %zu on:\n%.150s\n---\n%.150s\n", expected_length,
             length, position, expected ? expected + position : "", actual ? actual + position : "");
    fuzz_violation(what, __FILE__, __LINE__, detail);
}

/* ---------------------------------------------------------------------------------------------------- findings -- */

/** The characters of a line and of its end, counted anew: the library has an index for that. */
static size_t columns_of(const uint8_t *data, size_t size, size_t line, size_t *lines) {
    size_t columns = 1;
    *lines = 1;
    for (size_t i = 0; i < size; i++) {
        if (*lines == line && (data[i] & 0xC0) != 0x80)
            columns++;
        *lines += data[i] == '\n' || (data[i] == '\r' && (i + 1 == size || data[i + 1] != '\n'));
    }
    return columns;
}

static bool lies_inside(size_t line, size_t column, const uint8_t *data, size_t size) {
    size_t lines, columns = columns_of(data, size, line, &lines);
    return line >= 1 && line <= lines && column >= 1 && column <= columns;
}

/** What is said of the template as a whole, or of the options, has no place. */
static bool may_lack_place(const samx_diagnostic *finding) {
    static const char *const rules[] = {"limit", "parameter-not-declared", "template-size"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(finding->rule, rules[i]) == 0)
            return true;
    return strcmp(finding->message, "The template is empty.") == 0;
}

static void check_finding(const samx_diagnostic *finding, const uint8_t *data, size_t size) {
    REQUIRE(strcmp(finding->file, "template") == 0, "a finding names the file");
    REQUIRE(finding->rule && *finding->rule, "a finding has a rule");
    REQUIRE(finding->message && *finding->message, "a finding has a message");
    REQUIRE(finding->path, "a finding has a path");
    REQUIRE(!finding->hint || *finding->hint, "a hint says something");
    if (finding->line == 0 && may_lack_place(finding))
        return;
    if (finding->line == 0)
        fuzz_violation("a finding has a place", __FILE__, __LINE__, finding->message);
    if (!lies_inside(finding->line, finding->column, data, size) ||
        !lies_inside(finding->end_line, finding->end_column, data, size))
        fuzz_violation("a finding lies inside of the text", __FILE__, __LINE__, finding->message);
    if (finding->end_line < finding->line ||
        (finding->end_line == finding->line && finding->end_column < finding->column))
        fuzz_violation("a finding ends behind its beginning", __FILE__, __LINE__, finding->message);
}

static char *render(const samx_result *result, samx_rendering rendering, size_t *length) {
    char *text = NULL;
    samx_status status = samx_render(&result, 1, rendering, 0, &text, length);
    REQUIRE(status == SAMX_OK && text && strlen(text) == *length, "findings can be rendered");
    return text;
}

void check_result(samx_status status, const samx_result *result, bool has_output, const uint8_t *data, size_t size) {
    REQUIRE(status == SAMX_OK || status == SAMX_TEMPLATE_ERROR || status == SAMX_LIMIT_EXCEEDED, "the status is known");
    REQUIRE(result && samx_result_status(result) == status, "the result has the status");
    size_t length, errors = 0;
    const char *output = samx_result_output(result, &length);
    REQUIRE(!output == (status != SAMX_OK || !has_output), "there is an output when there are no errors");
    REQUIRE(!output || output[length] == '\0', "the output ends with NUL");
    for (size_t i = 0; i < samx_result_diagnostic_count(result); i++) {
        const samx_diagnostic *finding = samx_result_diagnostic(result, i);
        check_finding(finding, data, size);
        errors += finding->severity == SAMX_SEVERITY_ERROR;
    }
    REQUIRE((errors > 0) == (status != SAMX_OK), "the status says whether there are errors");
    samx_free(render(result, SAMX_RENDERING_TEXT, &length));
    char *json = render(result, SAMX_RENDERING_JSON, &length);
    check_json(json, length);
    samx_free(json);
}

void check_same_findings(const samx_result *first, const samx_result *second) {
    size_t length, expected_length;
    char *expected = render(first, SAMX_RENDERING_JSON, &expected_length);
    char *actual = render(second, SAMX_RENDERING_JSON, &length);
    check_same_bytes("a second transform has the same findings", expected, expected_length, actual, length);
    samx_free(expected);
    samx_free(actual);
}

bool check_may_be_refused(const samx_result *again) {
    /* What the reference puts out and would not take: its output is ours, so the second refusal is right too. */
    static const char *const refusals[] = {
        /* the Condition of a role, taken from an Fn::If whose first item is no text: function/role_conditional_odd */
        "Structure of the SAM template is invalid. Every Condition member must be a string.",
    };
    if (samx_result_status(again) == SAMX_LIMIT_EXCEEDED)
        return true;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (strcmp(samx_result_diagnostic(again, 0)->message, refusals[i]) == 0)
            return true;
    return false;
}

/* -------------------------------------------------------------------------------------------------------- JSON -- */

void check_json(const char *text, size_t length) {
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL;
    json_error_t error;
    json_t *document = json_loadb(text, length, flags, &error);
    if (!document && json_error_code(&error) == json_error_numeric_overflow)
        document = json_loadb(text, length, flags | JSON_DECODE_INT_AS_REAL, &error);
    /* what jansson itself has no room for: integers beyond the largest double, and NUL in keys */
    bool may_fail = !document && (json_error_code(&error) == json_error_numeric_overflow ||
                                  json_error_code(&error) == json_error_null_byte_in_key);
    if (!document && !may_fail)
        fuzz_violation("jansson reads the output", __FILE__, __LINE__, error.text);
    json_decref(document);
}

/* ------------------------------------------------------------------------------------------------------- trees -- */

/** A place in both trees: the steps from the root, innermost first. */
struct step {
    const struct step *outer;
    struct sx_string key;
    size_t index;
};

static void print_step(const struct step *step) {
    if (!step)
        return;
    print_step(step->outer);
    if (step->key.bytes)
        fprintf(stderr, "/%.*s", (int)step->key.length, step->key.bytes);
    else
        fprintf(stderr, "/%zu", step->index);
}

static _Noreturn void differ(const struct step *place, const char *how) {
    fputs("at ", stderr);
    print_step(place);
    fputc('\n', stderr);
    fuzz_violation("the output reads back to the same tree", __FILE__, __LINE__, how);
}

static bool same_number(double written, double read) {
    return (written == read && signbit(written) == signbit(read)) || (isnan(written) && isnan(read));
}

static bool is_text_of(double number, const struct sx_node *read) {
    const char *text = isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    return isfinite(number) == 0 && sx_text_is(read, text);
}

static void same(const struct step *place, const struct sx_node *written, const struct sx_node *read);

static void same_mappings(const struct step *place, const struct sx_node *written, const struct sx_node *read) {
    if (written->mapping.count != read->mapping.count)
        differ(place, "the number of entries");
    for (uint32_t i = 0; i < written->mapping.count; i++) {
        const struct sx_pair *expected = &written->mapping.pairs[i], *actual = &read->mapping.pairs[i];
        struct step inner = {.outer = place, .key = expected->key};
        if (!sx_string_equal(expected->key, actual->key))
            differ(&inner, "a key");
        same(&inner, expected->value, actual->value);
    }
}

static void same(const struct step *place, const struct sx_node *written, const struct sx_node *read) {
    if (written->kind == SX_FLOAT && is_text_of(written->number, read))
        return;
    if (written->kind != read->kind)
        differ(place, "the kind");
    switch (written->kind) {
    case SX_NULL:
        break;
    case SX_BOOL:
        if (written->boolean != read->boolean)
            differ(place, "a boolean");
        break;
    case SX_INT:
        if (written->big != read->big ||
            (written->big ? !sx_string_equal(written->string, read->string) : written->integer != read->integer))
            differ(place, "an integer");
        break;
    case SX_FLOAT:
        if (!same_number(written->number, read->number))
            differ(place, "a number");
        break;
    case SX_STRING:
        if (!sx_string_equal(written->string, read->string))
            differ(place, "a text");
        break;
    case SX_SEQUENCE:
        if (written->sequence.count != read->sequence.count)
            differ(place, "the number of items");
        for (size_t i = 0; i < written->sequence.count; i++) {
            struct step inner = {.outer = place, .index = i};
            same(&inner, written->sequence.items[i], read->sequence.items[i]);
        }
        break;
    case SX_MAPPING:
        same_mappings(place, written, read);
        break;
    }
}

void check_same_tree(const struct sx_node *written, const struct sx_node *read) {
    same(NULL, written, read);
}
