/* SPDX-License-Identifier: Apache-2.0 */

/** A loop of resources in words: in terms of what the user wrote. */
#ifndef SAMX_LINT_CYCLE_TEXT_H
#define SAMX_LINT_CYCLE_TEXT_H

#include "lint/graph.h"
#include "lint/names.h"

/** The same loop, beginning with a step that the user's own text makes; with one that has a place, if there is none. */
struct sx_loop sx_begin_at_users_step(struct sx_transform *t, struct sx_loop loop);
/** "Function -> Api (Environment.Variables.URL, line 12) -> Function (Events.Get of Function, line 20)" */
struct sx_string sx_describe_loop(struct sx_transform *t, struct sx_names *names, const struct sx_node *resources,
                                  struct sx_loop loop);
/** What is usually done about a loop of such resources. */
struct sx_string sx_way_out(struct sx_transform *t, const struct sx_node *resources, struct sx_loop loop);

#endif
