/* SPDX-License-Identifier: Apache-2.0 */

/* One tree again. */

#include "pass/pass.h"

void sx_pass_assemble(struct sx_transform *t, struct sx_template *template) {
    const struct sx_node *root = sx_assemble(t, template);
    template->root = sx_has(t, root, STR("Transform")) ? sx_with(t, root, STR("Transform"), NULL) : root;
}
