/* SPDX-License-Identifier: Apache-2.0 */

/** What the commands that read templates do with what was found. */
#ifndef SAMX_CLI_FINDINGS_H
#define SAMX_CLI_FINDINGS_H

#include "samx/samx.h"

#include <stdio.h>

/** The exit status that a call of the library asks for. */
int findings_status(samx_status status);

/** The flags of samx_render() for this file: colour on a terminal that takes it, unless NO_COLOR is set. */
unsigned findings_flags(int file);

/** Writes the findings of all results as one text. */
void findings_print(const samx_result *const *results, size_t count, samx_rendering rendering, unsigned flags,
                    FILE *to);

#endif
