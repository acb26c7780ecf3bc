/* SPDX-License-Identifier: Apache-2.0 */

/** The single things that must hold; a violation ends the program. */
#ifndef SAMX_FUZZ_CHECK_H
#define SAMX_FUZZ_CHECK_H

#include "fuzz.h"
#include "tree/node.h"

/** Equal bytes; NULL is equal to NULL alone. */
void check_same_bytes(const char *what, const char *expected, size_t expected_length, const char *actual,
                      size_t length);

/**
 * Status, output and findings of a result fit together; each finding lies inside of the text. A result that cannot have
 * an output has none.
 */
void check_result(samx_status status, const samx_result *result, bool has_output, const uint8_t *data, size_t size);

/** Equal findings, and equal renderings of them. */
void check_same_findings(const samx_result *first, const samx_result *second);

/** jansson reads it: one JSON value without duplicate keys. */
void check_json(const char *text, size_t length);

/** Equal trees, but for where nodes stand. What JSON has no number for was written as a text. */
void check_same_tree(const struct sx_node *written, const struct sx_node *read);

/** True when the errors of a template that was transformed before are those that may come at the second time. */
bool check_may_be_refused(const samx_result *again);

#endif
