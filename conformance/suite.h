/* SPDX-License-Identifier: Apache-2.0 */

/**
 * A folder of cases, laid out as the reference's own suite: input/NAME.yaml, and what the reference makes of it in the
 * output folder of each partition, as NAME.json. Input folders nest, and a case is named by its path: "event/s3".
 *
 * An optional suite.json states the conditions under which the outputs were made:
 *
 *     "partitions": {NAME: {"region", "output": folder, "managedPolicies": {name: arn}}}
 *     "parameters": {name: value}, given to every case
 *     "applications": {id: {"templateUrl"}, or {"error": what the repository says}, or {"timeout": true}}, where the
 *                     id "*" stands for every other
 *     "unordered":  [name], cases in which the order of lists does not count
 */
#ifndef SAMX_CONFORMANCE_SUITE_H
#define SAMX_CONFORMANCE_SUITE_H

#include "samx/samx.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct partition {
    const char *name;
    const char *output; /* the folder of the expected outputs, below the root */
    samx_options *options;
    size_t passed, failed;
};

struct suite {
    const char *root;
    json_t *conditions; /* suite.json, or the defaults; partitions borrow their texts from it */
    struct partition *partitions;
    size_t partition_count;
};

/** Case names, sorted. */
struct name_list {
    char **names;
    size_t count;
};

/** Reads the conditions. On false, what is wrong was printed to standard error. */
bool suite_load(struct suite *suite, const char *root);
void suite_free(struct suite *suite);

/** True when the order of lists does not count in this case. */
bool suite_is_unordered(const struct suite *suite, const char *name);

/** All cases below input/. On false, what is wrong was printed to standard error. */
bool suite_find_cases(const struct suite *suite, struct name_list *cases);
/** The lines of a file that are not empty. On false, what is wrong was printed to standard error. */
bool names_from_file(const char *path, struct name_list *names);
bool names_contain(const struct name_list *names, const char *name);
void names_free(struct name_list *names);

/** The path of the template of a case, and of its expected output in a partition. The caller frees it. */
char *suite_input_path(const struct suite *suite, const char *name);
char *suite_output_path(const struct suite *suite, const struct partition *partition, const char *name);

/** The bytes of a file, NUL-terminated, or NULL when it cannot be read. The caller frees them. */
char *read_file(const char *path, size_t *length);

/** The parts in one new text, which the caller frees. The last argument is NULL. */
char *join_text(const char *first, ...);
/** Memory of the runner; running out of it ends the program. */
void *allocate(size_t size);

#endif
