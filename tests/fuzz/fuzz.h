/* SPDX-License-Identifier: Apache-2.0 */

/** What the fuzz targets share: reading and writing with limits that keep a run short, and what must always hold. */
#ifndef SAMX_FUZZ_FUZZ_H
#define SAMX_FUZZ_FUZZ_H

#include "samx/samx.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What a target is called with: libFuzzer's interface. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Ends the program when something that must hold does not: libFuzzer then keeps the input. */
#define REQUIRE(condition, what)                            \
    do {                                                    \
        if (!(condition))                                   \
            fuzz_violation((what), __FILE__, __LINE__, ""); \
    } while (0)
_Noreturn void fuzz_violation(const char *what, const char *file, int line, const char *detail);

/**
 * Options with small limits. The input decides, by a hash of it, what a host may decide: the region, the treatment of
 * local artifacts, the values of parameters. Release with samx_options_free().
 */
samx_options *fuzz_options(const uint8_t *data, size_t size, samx_format format);

/**
 * Transforms in one notation and checks all that must hold: the result is sound; a second transform gives the same
 * bytes; the output reads back to the tree that it was written from; it transforms to itself; and when it is JSON,
 * jansson reads it too.
 */
void fuzz_transform(const uint8_t *data, size_t size, samx_format format);

/**
 * Validates and checks all that must hold: the result is sound; a second validation has the same findings; a template
 * that cannot be transformed is not valid.
 */
void fuzz_validate(const uint8_t *data, size_t size);

/** A template in another notation, its tree unchanged; NULL when it is not well-formed. The caller frees it. */
char *fuzz_rewrite(const uint8_t *data, size_t size, samx_format format, size_t *length);

#endif
