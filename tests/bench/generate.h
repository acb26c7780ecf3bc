/* SPDX-License-Identifier: Apache-2.0 */

/** Templates of any size, for measuring how cost grows with them. */
#ifndef SAMX_BENCH_GENERATE_H
#define SAMX_BENCH_GENERATE_H

#include <stdio.h>

/** One shape of template: what it writes for each function. */
struct bench_variant {
    const char *name;
    const char *description;
    void (*write_resources)(FILE *out, size_t index);
};

/** All shapes; the last has no name. */
extern const struct bench_variant bench_variants[];

/** A template of `functions` functions, NUL-terminated and allocated with malloc; NULL when out of memory. */
char *bench_generate(const struct bench_variant *variant, size_t functions, size_t *length);

#endif
