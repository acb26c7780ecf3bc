/* SPDX-License-Identifier: Apache-2.0 */

#include "samx/samx.h"

#include <criterion/criterion.h>
#include <string.h>

static const char template_text[] =
    "Resources:\n"
    "  A: {Type: AWS::Serverless::Application, Properties: {Location: {ApplicationId: one, SemanticVersion: '1'}}}\n"
    "  B: {Type: AWS::Serverless::Application, Properties: {Location: {ApplicationId: one, SemanticVersion: '1'}}}\n"
    "  C: {Type: AWS::Serverless::Application, Properties: {Location: {ApplicationId: one, SemanticVersion: '2'}}}\n";

/** What a look-up answers, and how often it was asked. */
struct answer {
    samx_application_status status;
    const char *text;
    size_t count;
    char versions[8];
};

static samx_application_status look_up(void *user, const char *id, const char *version, const char **text) {
    struct answer *answer = user;
    cr_expect_str_eq(id, "one");
    answer->versions[answer->count++] = version[0];
    *text = answer->text;
    return answer->status;
}

static samx_result *transform(samx_options *options, samx_status expected) {
    samx_result *result = NULL;
    samx_status status = samx_transform(options, NULL, template_text, sizeof(template_text) - 1, &result);
    samx_options_free(options);
    cr_assert_eq(status, expected);
    return result;
}

static samx_result *transform_with(struct answer *answer, samx_status expected) {
    samx_options *options = samx_options_new();
    samx_options_set_application_lookup(options, look_up, answer);
    return transform(options, expected);
}

static void expect_placeholders(const samx_result *result) {
    cr_expect_not_null(strstr(samx_result_output(result, NULL), ".invalid/"));
    cr_expect_eq(samx_result_diagnostic_count(result), 3);
    cr_expect_str_eq(samx_result_diagnostic(result, 0)->rule, "application-lookup");
    cr_expect_eq(samx_result_diagnostic(result, 0)->severity, SAMX_SEVERITY_WARNING);
}

Test(applications, are_looked_up_once_for_each_version) {
    struct answer answer = {.status = SAMX_APPLICATION_FOUND, .text = "https://example.com/found"};
    samx_result *result = transform_with(&answer, SAMX_OK);
    cr_expect_not_null(strstr(samx_result_output(result, NULL), "https://example.com/found"));
    cr_expect_eq(samx_result_diagnostic_count(result), 0);
    cr_expect_eq(answer.count, 2);
    cr_expect_str_eq(answer.versions, "12");
    samx_result_free(result);
}

Test(applications, that_are_named_are_not_looked_up_and_the_last_url_counts) {
    struct answer answer = {.status = SAMX_APPLICATION_REFUSED, .text = "not asked"};
    samx_options *options = samx_options_new();
    samx_options_set_application_lookup(options, look_up, &answer);
    cr_expect_eq(samx_options_set_application(options, "one", "https://example.com/first"), SAMX_OK);
    cr_expect_eq(samx_options_set_application(options, "one", "https://example.com/last"), SAMX_OK);
    cr_expect_eq(samx_options_set_application(options, "one", NULL), SAMX_INVALID_ARGUMENT);
    cr_expect_eq(samx_options_set_application(NULL, "one", "url"), SAMX_INVALID_ARGUMENT);
    samx_result *result = transform(options, SAMX_OK);
    cr_expect_not_null(strstr(samx_result_output(result, NULL), "https://example.com/last"));
    cr_expect_null(strstr(samx_result_output(result, NULL), "https://example.com/first"));
    cr_expect_eq(answer.count, 0);
    samx_result_free(result);
}

Test(applications, that_nobody_knows_get_a_placeholder_and_a_warning) {
    samx_result *result = transform(samx_options_new(), SAMX_OK);
    expect_placeholders(result);
    samx_result_free(result);
}

Test(applications, without_a_text_are_unknown) {
    struct answer found = {.status = SAMX_APPLICATION_FOUND}, refused = {.status = SAMX_APPLICATION_REFUSED};
    samx_result *result = transform_with(&found, SAMX_OK);
    expect_placeholders(result);
    samx_result_free(result);
    result = transform_with(&refused, SAMX_OK);
    expect_placeholders(result);
    samx_result_free(result);
}

Test(applications, that_are_refused_are_an_error_with_the_reason) {
    struct answer answer = {.status = SAMX_APPLICATION_REFUSED, .text = "Ask the owner."};
    samx_result *result = transform_with(&answer, SAMX_TEMPLATE_ERROR);
    cr_expect_eq(samx_result_diagnostic_count(result), 2);
    const samx_diagnostic *found = samx_result_diagnostic(result, 0);
    cr_expect_str_eq(found->message, "Resource with id [A] is invalid. Ask the owner.");
    cr_expect_str_eq(found->rule, "application");
    cr_expect_eq(found->from_reference, 1);
    samx_result_free(result);
}

Test(applications, that_are_not_ready_are_one_error) {
    struct answer answer = {.status = SAMX_APPLICATION_NOT_READY};
    samx_result *result = transform_with(&answer, SAMX_TEMPLATE_ERROR);
    cr_expect_eq(samx_result_diagnostic_count(result), 1);
    cr_expect_str_eq(samx_result_diagnostic(result, 0)->message,
                     "Resource with id [['one', 'one']] is invalid. Timed out waiting for nested stack templates to "
                     "reach ACTIVE status.");
    samx_result_free(result);
}
