/* SPDX-License-Identifier: Apache-2.0 */

/* The rows of spec/ applied to the properties of a resource or an event, as the reference checks them. */

#include "check/check.h"

static bool has_kind(uint8_t kinds, const struct sx_node *node) {
    /* isinstance(True, int) holds in Python, so what takes integers takes booleans */
    if (node->kind == SX_BOOL && (kinds & SX_TYPE_INT))
        return true;
    return (kinds & (1u << node->kind)) != 0;
}

static bool has_type(const struct sx_type *type, const struct sx_node *node) {
    if (!has_kind(type->self, node))
        return false;
    if (node->kind == SX_MAPPING)
        for (uint32_t i = 0; i < node->mapping.count; i++)
            if (!has_kind(type->values, node->mapping.pairs[i].value))
                return false;
    if (node->kind == SX_SEQUENCE)
        for (size_t i = 0; i < node->sequence.count; i++)
            if (!has_kind(type->items, node->sequence.items[i]))
                return false;
    return true;
}

/* An enumeration is checked on texts, and refused with the same words as a wrong type. */
static bool has_value(const struct sx_property_spec *row, const struct sx_node *node) {
    if (!row->values_checked)
        return true;
    for (const char *const *value = row->values; *value; value++)
        if (sx_text_is(node, *value))
            return true;
    return false;
}

static void refuse_unknown(struct sx_transform *t, const struct sx_object_spec *spec, struct sx_string id,
                           const struct sx_node *properties) {
    for (size_t i = 0; i < sx_count(properties); i++) {
        const struct sx_pair *pair = &properties->mapping.pairs[i];
        if (!sx_spec_property(spec, pair->key))
            sx_refuse_resource(
                t, id, pair->key_span.end ? pair->key_span : sx_at(pair->value), SX_RULE_UNKNOWN_PROPERTY,
                CAT(t, STR("property "), pair->key, STR(" not defined for resource of type "), spec->name));
    }
}

static noreturn void refuse_type(struct sx_transform *t, const struct sx_property_spec *row, struct sx_string id,
                                 const struct sx_node *value) {
    struct sx_string message = row->expected ? CAT(t, STR("Property '"), row->name, STR("' should be a "),
                                                   sx_string_from(row->expected), STR("."))
                                             : CAT(t, STR("Type of property '"), row->name, STR("' is invalid."));
    sx_refuse_resource(t, id, sx_at(value), SX_RULE_INVALID_PROPERTY_TYPE, message);
}

void sx_check_properties(struct sx_transform *t, const struct sx_object_spec *spec, struct sx_string id,
                         const struct sx_node *properties, struct sx_span where) {
    refuse_unknown(t, spec, id, properties);
    for (size_t i = 0; i < spec->count; i++) {
        const struct sx_property_spec *row = &spec->properties[i];
        const struct sx_node *value = sx_get(t, properties, row->name);
        if (sx_is_none(value)) {
            if (row->required)
                sx_refuse_resource(t, id, sx_at(properties).end ? sx_at(properties) : where, SX_RULE_MISSING_PROPERTY,
                                   CAT(t, STR("Missing required property '"), row->name, STR("'.")));
            continue;
        }
        if (row->intrinsics && sx_is_mapping(value) && value->mapping.count == 1)
            continue;
        if (!has_type(&row->check, value) || !has_value(row, value))
            refuse_type(t, row, id, value);
    }
}
