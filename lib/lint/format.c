/* SPDX-License-Identifier: Apache-2.0 */

#include "lint/format.h"

typedef void (*format_check)(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                             const struct sx_node *node);

/* A logical id that samx gives to what it generates. */
static void check_logical_id(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                             const struct sx_node *node) {
    (void)lint;
    if (sx_is_string(node) && !sx_string_is_alphanumeric(sx_text(node)))
        sx_lint_report(t, sx_at(node), SX_RULE_LOGICAL_ID,
                       CAT(t, STR("'"), property->name, STR("' is a logical id: letters and digits alone.")));
}

static const format_check checks[SX_FORMAT_COUNT] = {
    [SX_FORMAT_LOGICAL_ID] = check_logical_id,
};

void sx_lint_format(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                    const struct sx_node *node) {
    if (checks[property->format])
        checks[property->format](t, lint, property, node);
}
