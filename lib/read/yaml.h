/* SPDX-License-Identifier: Apache-2.0 */

/** Templates in YAML 1.1: libfyaml's events into the builder. */
#ifndef SAMX_READ_YAML_H
#define SAMX_READ_YAML_H

#include "read/builder.h"

/** Builds the tree. Errors are reported and counted in the builder. */
void sx_read_yaml(struct sx_builder *builder, bool has_directives);

#endif
