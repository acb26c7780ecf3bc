/* SPDX-License-Identifier: Apache-2.0 */

/** What the library made of a template against what the reference makes of it. */
#ifndef SAMX_CONFORMANCE_COMPARE_H
#define SAMX_CONFORMANCE_COMPARE_H

#include "samx/samx.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/**
 * True when the documents hold the same values. The order of keys does not count, that of lists only when `unordered`
 * is false, and 1 equals 1.0. Otherwise the place of the first difference goes to `report`.
 */
bool compare_documents(json_t *expected, json_t *actual, bool unordered, FILE *report);

/**
 * True when the reference's errors among the findings of `result` are those of `expected`, the document that has an
 * "errorMessage". Otherwise both go to `report`.
 */
bool compare_refusal(json_t *expected, const samx_result *result, FILE *report);

/** Prints the errors of a result, one per line. */
void print_errors(const samx_result *result, FILE *report);

#endif
