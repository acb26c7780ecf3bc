/* SPDX-License-Identifier: Apache-2.0 */

#include "event/linked.h"

#include "python/text.h"

#include <assert.h>

void sx_edit_linked(struct sx_transform *t, const struct sx_event *event, const char *member,
                    const struct sx_node *value) {
    event->linked->node = sx_with(t, event->linked->node, sx_string_from(member), value);
}

struct sx_span sx_linked_at(const struct sx_transform *t, const struct sx_event *event, const char *member) {
    struct sx_string key = sx_string_from(member);
    return sx_has(t, event->linked->node, key) ? sx_at_entry(t, event->linked->node, key, SX_RULE_INVALID_PROPERTY_TYPE)
                                               : event->linked->id_span;
}

struct sx_subject sx_linked_subject(const struct sx_event *event) {
    return (struct sx_subject){.resource = event->linked->id};
}

noreturn void sx_refuse_linked_properties(struct sx_transform *t, const struct sx_event *event) {
    sx_refuse_own(
        t, sx_linked_at(t, event, "Properties"), SX_RULE_INVALID_PROPERTY_TYPE,
        CAT(t, STR("Resource with id ["), event->linked->id, STR("] is invalid. Properties should be a map.")));
}

static void check_type(struct sx_transform *t, const struct sx_resource *linked, const char *type) {
    const struct sx_node *actual = GET(linked->node, "Type");
    if (!actual)
        sx_refuse_resource(t, linked->id, linked->id_span, SX_RULE_TEMPLATE_STRUCTURE,
                           STR("Resource dict missing key 'Type'."));
    if (!sx_text_is(actual, type))
        sx_refuse_resource(t, linked->id, sx_at(actual), SX_RULE_EVENT_SOURCE_TARGET,
                           CAT(t, STR("Resource has incorrect Type; expected '"), sx_string_from(type), STR("', got '"),
                               sx_python_str(t, actual), STR("'")));
}

static void check_properties(struct sx_transform *t, const struct sx_resource *linked, const char *type) {
    const struct sx_cloudformation_spec *spec = sx_spec_cloudformation(sx_string_from(type));
    const struct sx_node *properties = GET(linked->node, "Properties");
    assert(spec && spec->object);
    for (size_t i = 0; i < sx_count(properties); i++) {
        const struct sx_pair *pair = &properties->mapping.pairs[i];
        if (sx_spec_property(spec->object, pair->key))
            continue;
        sx_suggest_property(t, pair->key, spec->object);
        sx_refuse_resource(
            t, linked->id, sx_at_key(t, properties, pair->key), SX_RULE_UNKNOWN_PROPERTY,
            CAT(t, STR("property "), pair->key, STR(" not defined for resource of type "), sx_string_from(type)));
    }
}

void sx_emit_linked(struct sx_transform *t, const struct sx_event *event, const char *type) {
    const struct sx_resource *linked = event->linked;
    if (!sx_string_is_alphanumeric(linked->id))
        sx_refuse_resource(t, linked->id, linked->id_span, SX_RULE_LOGICAL_ID,
                           STR("Logical ids must be alphanumeric."));
    check_type(t, linked, type);
    check_properties(t, linked, type);

    /* what is emitted stands in the template itself: the event is not what caused it */
    const struct sx_node *cause = t->cause;
    t->cause = linked->node;
    struct sx_emitted *emitted = sx_emit(t, event->template, linked->id, type, GET(linked->node, "Properties"));
    sx_set_all_attributes(t, emitted, linked->node);
    t->cause = cause;
}
