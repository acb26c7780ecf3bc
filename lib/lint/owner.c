/* SPDX-License-Identifier: Apache-2.0 */

/* Resources with what Globals adds to them. */

#include "lint/owner.h"

#include "base/number.h"

static bool leaves_out(const struct sx_node *ignored, const char *name) {
    if (sx_text_is(ignored, "*"))
        return true;
    for (size_t i = 0; sx_is_sequence(ignored) && i < sx_count(ignored); i++)
        if (sx_text_is(sx_item(ignored, i), name))
            return true;
    return false;
}

void sx_each_owner(struct sx_transform *t, struct sx_lint *lint, const char *type, sx_owner_check *check) {
    static const size_t prefix = sizeof "AWS::Serverless::" - 1;
    const struct sx_node *resources = GET(lint->source, "Resources");
    const struct sx_node *globals = sx_get(t, GET(lint->source, "Globals"), sx_string_from(type + prefix));
    for (size_t i = 0; sx_is_mapping(resources) && i < sx_count(resources); i++) {
        const struct sx_node *resource = sx_value(resources, i);
        if (!sx_text_is(GET(resource, "Type"), type))
            continue;
        struct sx_owner owner = {sx_entry(resources, i)->key, sx_string_from(type), resource,
                                 GET(resource, "Properties"), globals};
        check(t, lint, &owner);
    }
}

static bool has_own(const struct sx_transform *t, const struct sx_owner *owner, const char *name) {
    return sx_has(t, owner->properties, sx_string_from(name)) ||
           leaves_out(GET(owner->resource, "IgnoreGlobals"), name);
}

const struct sx_node *sx_owned(const struct sx_transform *t, const struct sx_owner *owner, const char *name) {
    return sx_get(t, has_own(t, owner, name) ? owner->properties : owner->globals, sx_string_from(name));
}

struct sx_span sx_owned_at(const struct sx_transform *t, const struct sx_owner *owner, const char *name) {
    const struct sx_node *holder = has_own(t, owner, name) ? owner->properties : owner->globals;
    const struct sx_pair *pair = sx_get_pair(t, holder, sx_string_from(name));
    return pair ? pair->key_span : sx_at_key(t, owner->resource, STR("Properties"));
}

void sx_each_event(struct sx_transform *t, struct sx_lint *lint, const struct sx_owner *owner, sx_event_check *check) {
    const struct sx_node *events = GET(owner->properties, "Events");
    for (size_t i = 0; sx_is_mapping(events) && i < sx_count(events); i++) {
        const struct sx_pair *pair = sx_entry(events, i);
        struct sx_owned_event event = {owner, pair->key, sx_type_of(t, pair->value), GET(pair->value, "Properties"),
                                       pair->key_span};
        if (sx_is_mapping(pair->value))
            check(t, lint, &event);
    }
}

bool sx_literal_int(const struct sx_node *node, int64_t *number) {
    if (sx_is_string(node))
        return sx_parse_int(sx_text(node), number);
    if (!sx_is(node, SX_INT) || node->big)
        return false;
    *number = node->integer;
    return true;
}

const struct sx_node *sx_resource_behind(const struct sx_transform *t, const struct sx_lint *lint,
                                         const struct sx_node *node) {
    struct sx_string id = sx_logical_id_of(node);
    return id.length ? sx_get(t, GET(lint->source, "Resources"), id) : NULL;
}

struct sx_string sx_type_behind(const struct sx_transform *t, const struct sx_lint *lint, const struct sx_node *node) {
    return sx_type_of(t, sx_resource_behind(t, lint, node));
}
