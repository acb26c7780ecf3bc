/* SPDX-License-Identifier: Apache-2.0 */

/* What a template can have too much of: cases that are too large to be written down. */

#define _POSIX_C_SOURCE 200809L

#include "samx/samx.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char tables[] = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
                             "  Users:\n    Type: AWS::Serverless::SimpleTable\n";

/* The rule of the one finding of a template, or "" for none; its line goes to `*line`. */
static char found_rule[64];
static const char *validate(const char *head, const char *format, size_t count, size_t *line) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    fputs(head, out);
    for (size_t i = 0; i < count; i++)
        fprintf(out, format, i);
    fclose(out);
    samx_result *result = NULL;
    samx_validate(NULL, "limits.yaml", text, length, &result);
    cr_assert_not_null(result);
    size_t findings = samx_result_diagnostic_count(result);
    cr_expect_leq(findings, 1);
    found_rule[0] = '\0';
    *line = 0;
    if (findings) {
        const samx_diagnostic *found = samx_result_diagnostic(result, 0);
        snprintf(found_rule, sizeof found_rule, "%s", found->rule);
        *line = found->line;
    }
    samx_result_free(result);
    free(text);
    return found_rule;
}

Test(lint_limits, takes_500_resources_and_no_more) {
    size_t line;
    cr_expect_str_eq(validate(tables, "  Table%zu:\n    Type: AWS::Serverless::SimpleTable\n", 499, &line), "");
    cr_expect_str_eq(validate(tables, "  Table%zu:\n    Type: AWS::Serverless::SimpleTable\n", 500, &line),
                     "too-many-resources");
    cr_expect_eq(line, 2);
}

Test(lint_limits, counts_resources_after_the_transform) {
    size_t line;
    const char *function = "  F%zu:\n    Type: AWS::Serverless::Function\n    Properties: {Runtime: python3.12, "
                           "Handler: app.handler, CodeUri: src/}\n";
    cr_expect_str_eq(validate(tables, function, 249, &line), "");
    cr_expect_str_eq(validate(tables, function, 250, &line), "too-many-resources");
}

Test(lint_limits, takes_200_parameters_and_no_more) {
    size_t line;
    char head[256];
    snprintf(head, sizeof head, "%sMetadata: {Fn::Transform: {Name: Other}}\nParameters:\n", tables);
    const char *parameter = "  Parameter%zu: {Type: String}\n";
    /* nothing uses them, which is another finding: a macro might */
    cr_expect_str_eq(validate(head, parameter, 200, &line), "");
    cr_expect_str_eq(validate(head, parameter, 201, &line), "too-many-parameters");
    cr_expect_eq(line, 207);
}

Test(lint_limits, takes_200_outputs_and_no_more) {
    size_t line;
    char head[256];
    snprintf(head, sizeof head, "%sOutputs:\n", tables);
    const char *output = "  Output%zu: {Value: !Ref Users}\n";
    cr_expect_str_eq(validate(head, output, 200, &line), "");
    cr_expect_str_eq(validate(head, output, 201, &line), "too-many-outputs");
    cr_expect_eq(line, 206);
}

Test(lint_limits, takes_1_MiB_and_no_more) {
    size_t line;
    const char *comment =
        "# 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890\n";
    size_t most = ((1u << 20) - strlen(tables)) / strlen(comment);
    cr_expect_str_eq(validate(tables, comment, most, &line), "");
    cr_expect_str_eq(validate(tables, comment, most + 1, &line), "template-size");
    cr_expect_eq(line, 0);
}

Test(lint_limits, finds_a_value_for_a_parameter_that_is_not_declared) {
    samx_options *options = samx_options_new();
    samx_result *result = NULL;
    samx_options_set_parameter(options, "Nobody", "knows");
    samx_validate(options, "limits.yaml", tables, strlen(tables), &result);
    cr_assert_eq(samx_result_diagnostic_count(result), 1);
    cr_expect_str_eq(samx_result_diagnostic(result, 0)->rule, "parameter-not-declared");
    samx_result_free(result);
    samx_options_free(options);
}
