/* SPDX-License-Identifier: Apache-2.0 */

/* Mappings: there they must be a map, for the reference looks into them for every Function. */

#include "pass/pass.h"

void sx_pass_mappings(struct sx_transform *t, struct sx_template *template) {
    const struct sx_node *mappings = GET(template->root, "Mappings");
    if (mappings && !sx_is_mapping(mappings))
        sx_refuse_whole_template(t, sx_at(mappings), SX_RULE_TEMPLATE_STRUCTURE,
                                 STR("'Mappings' or 'Parameters' is either null or not a valid dictionary."));
    template->mappings = mappings;
}
