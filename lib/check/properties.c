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
    for (const char *const *value = sx_property_values(row); *value; value++)
        if (sx_text_is(node, *value))
            return true;
    return false;
}

static noreturn void refuse_unknown(struct sx_transform *t, const struct sx_object_spec *spec, struct sx_string id,
                                    const struct sx_pair *pair) {
    sx_suggest_property(t, pair->key, spec);
    sx_refuse_resource(t, id, pair->key_span.end ? pair->key_span : sx_at(pair->value), SX_RULE_UNKNOWN_PROPERTY,
                       CAT(t, STR("property "), pair->key, STR(" not defined for resource of type "), spec->name));
}

static noreturn void refuse_type(struct sx_transform *t, const struct sx_property_spec *row, struct sx_string id,
                                 const struct sx_node *value) {
    struct sx_string message = sx_property_expected(row)
                                   ? CAT(t, STR("Property '"), sx_property_name(row), STR("' should be a "),
                                         sx_string_from(sx_property_expected(row)), STR("."))
                                   : CAT(t, STR("Type of property '"), sx_property_name(row), STR("' is invalid."));
    sx_refuse_resource(t, id, sx_at(value), SX_RULE_INVALID_PROPERTY_TYPE, message);
}

static bool is_right(const struct sx_property_spec *row, const struct sx_node *value) {
    if (sx_is_none(value) || (row->intrinsics && sx_is_mapping(value) && value->mapping.count == 1))
        return true;
    return has_type(&row->check, value) && has_value(row, value);
}

/*
 * Rows are many and properties few: each property looks for its row, and of the rows that are not satisfied the first
 * is named, as if they were gone through in their order.
 */
void sx_check_properties(struct sx_transform *t, const struct sx_object_spec *spec, struct sx_string id,
                         const struct sx_node *properties, struct sx_span where) {
    if (properties && !sx_is_mapping(properties))
        sx_refuse_resource(t, id, sx_at(properties).end ? sx_at(properties) : where, SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("Properties of a resource must be an object."));
    const struct sx_property_spec *end = spec->properties + spec->count, *wrong = end;
    const struct sx_node *wrong_value = NULL;
    for (size_t i = 0; i < sx_count(properties); i++) {
        const struct sx_pair *pair = &properties->mapping.pairs[i];
        const struct sx_property_spec *row = sx_spec_property(spec, pair->key);
        if (!row)
            refuse_unknown(t, spec, id, pair);
        if (row < wrong && !is_right(row, pair->value)) {
            wrong = row;
            wrong_value = pair->value;
        }
    }
    for (const struct sx_property_spec *row = spec->properties; row < wrong; row++) {
        if (!row->required || !sx_is_none(sx_get(t, properties, sx_property_name(row))))
            continue;
        struct sx_span at = sx_at_key(t, properties, sx_property_name(row));
        sx_refuse_resource(t, id, at.end ? at : where, SX_RULE_MISSING_PROPERTY,
                           CAT(t, STR("Missing required property '"), sx_property_name(row), STR("'.")));
    }
    if (wrong < end)
        refuse_type(t, wrong, id, wrong_value);
}
