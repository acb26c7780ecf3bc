/* SPDX-License-Identifier: Apache-2.0 */

/** JSON files that hold names and values: parameters, managed policies and applications. */
#ifndef SAMX_CLI_SETTINGS_H
#define SAMX_CLI_SETTINGS_H

#include "samx/samx.h"

#include <stdbool.h>

/** All of these return false after having complained. */
bool settings_read_parameters(samx_options *options, const char *path);
bool settings_read_managed_policies(samx_options *options, const char *path);
bool settings_read_applications(samx_options *options, const char *path);

#endif
