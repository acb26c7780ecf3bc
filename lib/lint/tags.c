/* SPDX-License-Identifier: Apache-2.0 */

/* Tags of SAM resources: what no tag of a user may be called. */

#include "lint/owner.h"

static void check_tags(struct sx_transform *t, const struct sx_node *tags) {
    for (size_t i = 0; sx_is_mapping(tags) && !sx_is_intrinsic(tags) && i < sx_count(tags); i++) {
        const struct sx_pair *pair = sx_entry(tags, i);
        struct sx_string key = pair->key;
        bool kept = key.length >= 4 && sx_string_is(sx_string_lower(t, sx_string_slice(key, 0, 4)), "aws:");
        if (kept)
            sx_lint_report(
                t, pair->key_span, SX_RULE_TAG_KEY,
                CAT(t, STR("AWS keeps the tags that begin with aws: for itself, and refuses '"), key, STR("'.")));
    }
}

void sx_lint_tags(struct sx_transform *t, struct sx_lint *lint) {
    const struct sx_node *resources = GET(lint->source, "Resources"), *globals = GET(lint->source, "Globals");
    for (size_t i = 0; sx_is_mapping(globals) && i < sx_count(globals); i++)
        check_tags(t, GET(sx_value(globals, i), "Tags"));
    for (size_t i = 0; sx_is_mapping(resources) && i < sx_count(resources); i++)
        if (sx_string_starts_with(sx_type_of(t, sx_value(resources, i)), "AWS::Serverless::"))
            check_tags(t, GET(GET(sx_value(resources, i), "Properties"), "Tags"));
}
