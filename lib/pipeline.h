/* SPDX-License-Identifier: Apache-2.0 */

/** The passes in order. */
#ifndef SAMX_PIPELINE_H
#define SAMX_PIPELINE_H

#include "lint/lint.h"
#include "pass/pass.h"

/**
 * Runs the passes over `root`, up to t->options->dump_after when that is set. The finished tree, or NULL when the
 * template has errors.
 */
const struct sx_node *sx_run_passes(struct sx_transform *t, const struct sx_node *root);

/**
 * Runs the passes for what they find, and goes on where an error leaves something to go on with: what was refused
 * stands in the finished tree as it was written. Then lib/lint looks at both trees.
 */
void sx_run_checks(struct sx_transform *t, const struct sx_node *root);

#endif
