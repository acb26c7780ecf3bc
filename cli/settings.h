/* SPDX-License-Identifier: Apache-2.0 */

/** JSON files that hold names and values: parameters and managed policies. */
#ifndef SAMX_CLI_SETTINGS_H
#define SAMX_CLI_SETTINGS_H

#include "samx/samx.h"

#include <stdbool.h>

/** Both return false after having complained. */
bool settings_read_parameters(samx_options *options, const char *path);
bool settings_read_managed_policies(samx_options *options, const char *path);

#endif
