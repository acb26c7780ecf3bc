/* SPDX-License-Identifier: Apache-2.0 */

/* Loops of many resources are found without recursion, and in time that grows with the template alone. */

#include "samx/samx.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RESOURCES = 5000, LINE = 128 };

/* Topics, each of which refers to the one that `next` gives. */
static char *template_of(size_t (*next)(size_t)) {
    static const char head[] = "Resources:\n";
    char *text = malloc(sizeof head + (size_t)RESOURCES * LINE);
    cr_assert_not_null(text);
    memcpy(text, head, sizeof head);
    size_t length = sizeof head - 1;
    for (size_t i = 0; i < RESOURCES; i++)
        length += (size_t)snprintf(
            text + length, LINE, "  T%zu: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref T%zu}}\n", i, next(i));
    return text;
}

static size_t found(const samx_result *result, const char *rule) {
    size_t count = 0;
    for (size_t i = 0; i < samx_result_diagnostic_count(result); i++)
        count += strcmp(samx_result_diagnostic(result, i)->rule, rule) == 0;
    return count;
}

static void expect_loops(size_t (*next)(size_t), const char *rule, size_t count) {
    char *text = template_of(next);
    samx_result *result = NULL;
    samx_validate(NULL, "topics.yaml", text, strlen(text), &result);
    cr_assert_not_null(result);
    cr_expect_eq(found(result, rule), count, "%s: %zu found", rule, found(result, rule));
    samx_result_free(result);
    free(text);
}

static size_t around(size_t i) {
    return (i + 1) % RESOURCES;
}

static size_t in_pairs(size_t i) {
    return i ^ 1;
}

static size_t itself(size_t i) {
    return i;
}

static size_t back(size_t i) {
    return i ? i - 1 : RESOURCES; /* which is not there */
}

Test(cycles, one_of_all_resources_is_one_finding) {
    expect_loops(around, "resource-cycle", 1);
}

Test(cycles, many_are_found_each_once) {
    expect_loops(in_pairs, "resource-cycle", RESOURCES / 2);
}

Test(cycles, of_one_resource_are_self_references) {
    expect_loops(itself, "self-reference", RESOURCES);
    expect_loops(itself, "resource-cycle", 0);
}

Test(cycles, are_not_found_in_a_long_chain) {
    expect_loops(back, "resource-cycle", 0);
    expect_loops(back, "undefined-ref", 1);
}
