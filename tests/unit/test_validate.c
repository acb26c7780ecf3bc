/* SPDX-License-Identifier: Apache-2.0 */

/* Every rule finds what its example in spec/rules shows, and the cases of tests/validate/cases find what they state. */

#define _POSIX_C_SOURCE 200809L

#include "samx/samx.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <libfyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FINDINGS = 100, MAX_LINE = 200 };

static void print_findings(const char *name, const samx_result *result) {
    for (size_t i = 0; i < samx_result_diagnostic_count(result); i++) {
        const samx_diagnostic *found = samx_result_diagnostic(result, i);
        cr_log_error("%s: found %s %zu:%zu (%s)", name, found->rule, found->line, found->column, found->message);
    }
}

static samx_result *validate(const samx_options *options, const char *name, const char *text) {
    samx_result *result = NULL;
    samx_validate(options, name, text, strlen(text), &result);
    cr_assert_not_null(result);
    cr_expect_null(samx_result_output(result, NULL));
    return result;
}

/* Exactly the findings "RULE LINE:COLUMN" that are listed, in that order. */
static void expect_findings(const samx_options *options, const char *name, const char *text, char findings[][MAX_LINE],
                            size_t count) {
    samx_result *result = validate(options, name, text);
    bool same = samx_result_diagnostic_count(result) == count;
    for (size_t i = 0; same && i < count; i++) {
        const samx_diagnostic *found = samx_result_diagnostic(result, i);
        char line[MAX_LINE];
        snprintf(line, sizeof line, "%s %zu:%zu", found->rule, found->line, found->column);
        same = strcmp(line, findings[i]) == 0;
    }
    for (size_t i = 0; !same && i < count; i++)
        cr_log_error("%s: expected %s", name, findings[i]);
    if (!same)
        print_findings(name, result);
    cr_expect(same, "%s: not the findings that are stated", name);
    samx_result_free(result);
}

Test(rules, find_what_their_examples_show) {
    size_t shown = 0;
    for (size_t i = 0; i < samx_rule_count(); i++) {
        const samx_rule *rule = samx_rule_at(i);
        char finding[1][MAX_LINE];
        if (!rule->breaking)
            continue;
        snprintf(finding[0], sizeof finding[0], "%s %zu:%zu", rule->name, rule->line, rule->column);
        expect_findings(NULL, rule->name, rule->breaking, finding, 1);
        expect_findings(NULL, rule->name, rule->mended, NULL, 0);
        shown++;
    }
    cr_expect_gt(shown, 1);
}

Test(rules, are_ordered_by_severity_and_found_by_name) {
    for (size_t i = 0; i < samx_rule_count(); i++) {
        const samx_rule *rule = samx_rule_at(i), *next = samx_rule_at(i + 1);
        cr_expect(!next || rule->severity >= next->severity, "%s is less severe than %s", rule->name,
                  next ? next->name : "");
        cr_expect_eq(samx_rule_named(rule->name), rule);
    }
    cr_expect_null(samx_rule_named("no-such-rule"));
}

/* ------------------------------------------------------------------------------------------------------ the cases --
 */

/** A file of tests/validate/cases; its README says what stands in it. */
struct example {
    const char *name;
    struct fy_document *document;
    char findings[MAX_FINDINGS][MAX_LINE];
    size_t count;
};

static char *text_at(const struct example *example, const char *path) {
    struct fy_node *node = fy_node_by_path(fy_document_root(example->document), path, FY_NT, FYNWF_DONT_FOLLOW);
    size_t length = 0;
    const char *text = node ? fy_node_get_scalar(node, &length) : NULL;
    return text ? strndup(text, length) : NULL;
}

static void read_findings(struct example *example) {
    struct fy_node *list = fy_node_by_path(fy_document_root(example->document), "/finds", FY_NT, FYNWF_DONT_FOLLOW);
    void *position = NULL;
    for (struct fy_node *item; list && (item = fy_node_sequence_iterate(list, &position)) != NULL;) {
        cr_assert_lt(example->count, MAX_FINDINGS);
        snprintf(example->findings[example->count++], MAX_LINE, "%s", fy_node_get_scalar0(item));
    }
    cr_expect_gt(example->count, 0, "%s: finds nothing", example->name);
}

static samx_options *read_options(const struct example *example) {
    samx_options *options = samx_options_new();
    struct fy_node *parameters =
        fy_node_by_path(fy_document_root(example->document), "/parameters", FY_NT, FYNWF_DONT_FOLLOW);
    void *position = NULL;
    for (struct fy_node_pair *pair; parameters && (pair = fy_node_mapping_iterate(parameters, &position)) != NULL;)
        samx_options_set_parameter(options, fy_node_get_scalar0(fy_node_pair_key(pair)),
                                   fy_node_get_scalar0(fy_node_pair_value(pair)));
    char *region = text_at(example, "/region"), *strict = text_at(example, "/strict");
    char *timestamp = text_at(example, "/timestamp");
    if (region)
        samx_options_set_region(options, region);
    samx_options_set_strict(options, strict && strcmp(strict, "true") == 0);
    samx_options_set_timestamp(options, timestamp ? strtoll(timestamp, NULL, 10) : 0);
    free(timestamp);
    free(region);
    free(strict);
    return options;
}

static void run_case(const char *file) {
    static const struct fy_parse_cfg configuration = {.flags = FYPCF_DEFAULT_PARSE};
    struct example example = {.name = strrchr(file, '/') + 1};
    example.document = fy_document_build_from_file(&configuration, file);
    cr_assert_not_null(example.document, "%s cannot be read", file);
    samx_options *options = read_options(&example);
    char *template = text_at(&example, "/template"), *mended = text_at(&example, "/mended");
    cr_assert_not_null(template, "%s has no template", file);
    read_findings(&example);
    expect_findings(options, example.name, template, example.findings, example.count);
    if (mended)
        expect_findings(options, example.name, mended, NULL, 0);
    free(template);
    free(mended);
    samx_options_free(options);
    fy_document_destroy(example.document);
}

Test(validate, cases_find_what_they_state) {
    glob_t files;
    cr_assert_eq(glob(VALIDATE_CASES "/*.yaml", 0, NULL, &files), 0, "no cases in " VALIDATE_CASES);
    for (size_t i = 0; i < files.gl_pathc; i++)
        run_case(files.gl_pathv[i]);
    globfree(&files);
}

/* ------------------------------------------------------------------------------------------- nothing to be found -- */

static char *read_file(const char *name) {
    FILE *file = fopen(name, "rb");
    cr_assert_not_null(file, "%s cannot be read", name);
    cr_assert_eq(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    cr_assert_geq(size, 0);
    rewind(file);
    char *text = calloc((size_t)size + 1, 1);
    cr_assert_not_null(text);
    cr_assert_eq(fread(text, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    return text;
}

Test(validate, finds_nothing_in_templates_that_are_right) {
    glob_t files;
    cr_assert_eq(glob(VALIDATE_SILENT "/*", 0, NULL, &files), 0, "no templates in " VALIDATE_SILENT);
    cr_expect_gt(files.gl_pathc, 14);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        char *text = read_file(files.gl_pathv[i]);
        expect_findings(NULL, strrchr(files.gl_pathv[i], '/') + 1, text, NULL, 0);
        free(text);
    }
    globfree(&files);
}

/* -------------------------------------------------------------------------------------------------------- options --
 */

static const char misspelt[] = "Transform: AWS::Serverless-2016-10-31\n"
                               "Resources:\n"
                               "  Users:\n"
                               "    Type: AWS::Serverless::SimpleTable\n"
                               "    Type: AWS::Serverless::SimpleTable\n"
                               "Outptus: {}\n";

Test(validate, leaves_out_what_the_options_ignore) {
    samx_options *options = samx_options_new();
    cr_expect_eq(samx_options_ignore_rule(options, "unknown-section"), SAMX_OK);
    char finding[][MAX_LINE] = {"duplicate-key 5:5"};
    expect_findings(options, "ignored", misspelt, finding, 1);
    samx_options_free(options);
}

Test(validate, finds_an_ignored_rule_that_does_not_exist) {
    samx_options *options = samx_options_new();
    samx_options_ignore_rule(options, "unknown-sektion");
    samx_options_ignore_rule(options, "unknown-section");
    samx_options_ignore_rule(options, "duplicate-key");
    char finding[][MAX_LINE] = {"unknown-rule 0:0"};
    expect_findings(options, "ignored", misspelt, finding, 1);
    samx_options_free(options);
}

Test(validate, makes_warnings_errors_when_strict) {
    samx_options *options = samx_options_new();
    samx_options_ignore_rule(options, "unknown-section");
    samx_result *result = validate(options, "strict", misspelt);
    cr_expect_eq(samx_result_status(result), SAMX_OK);
    samx_result_free(result);
    samx_options_set_strict(options, 1);
    result = validate(options, "strict", misspelt);
    cr_expect_eq(samx_result_status(result), SAMX_TEMPLATE_ERROR);
    cr_expect_eq(samx_result_diagnostic(result, 0)->severity, SAMX_SEVERITY_ERROR);
    samx_result_free(result);
    samx_options_free(options);
}
