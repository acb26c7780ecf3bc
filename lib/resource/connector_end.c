/* SPDX-License-Identifier: Apache-2.0 */

/* The ends of a connector: what a logical id, or the properties in its place, say of a resource. */

#include "resource/connector.h"

static const struct sx_string value_names[] = {
#define VALUE_NAME(identifier, name) STR_INIT(name),
    SX_CONNECTOR_VALUES(VALUE_NAME)
#undef VALUE_NAME
};

/** What the logical id names: generated, or a resource that stays as it is. */
struct found {
    struct sx_string id;
    struct sx_emitted *emitted; /* or */
    const struct sx_node *node;
};

static noreturn void refuse(struct sx_transform *t, const struct sx_connector *connector, struct sx_span where,
                            struct sx_string message) {
    sx_refuse_resource(t, connector->id, where, SX_RULE_CONNECTOR, message);
}

/* Where the reference takes a value for a map or a list that is none, it fails without a message. */
static noreturn void refuse_form(struct sx_transform *t, const struct found *found, const char *what) {
    sx_refuse_own(t, sx_at(found->node), SX_RULE_CONNECTOR,
                  CAT(t, STR("Resource with id ["), found->id, STR("] cannot be connected. "), sx_string_from(what)));
}

static const struct sx_node *text_or_refuse(struct sx_transform *t, const struct sx_connector *connector,
                                            const struct sx_node *value, struct sx_span where, const char *name) {
    if (!sx_is_string(value) || !sx_is_true(value))
        refuse(t, connector, where, CAT(t, STR("'"), sx_string_from(name), STR("' is missing or not a string.")));
    return value;
}

/* Either an Id, which may have a Qualifier with it, or other properties. */
static bool is_reference(const struct sx_transform *t, const struct sx_node *reference) {
    bool by_id = sx_has(t, reference, STR("Id")), by_values = false;
    for (size_t i = 0; i < sx_count(reference); i++) {
        struct sx_string key = reference->mapping.pairs[i].key;
        by_values = by_values || !(sx_string_is(key, "Id") || sx_string_is(key, "Qualifier"));
    }
    return by_id != by_values;
}

/* ------------------------------------------------------------------------------------------------ by logical id -- */

static bool find(struct sx_transform *t, const struct sx_template *template, struct found *found) {
    found->emitted = sx_map_get(t, &template->emitted, found->id);
    if (found->emitted)
        return true;
    const struct sx_resource *resource = sx_find_resource(t, template, found->id);
    found->node = resource && !resource->expanded ? resource->node : NULL;
    return sx_is_true(found->node);
}

static const struct sx_node *property(struct sx_transform *t, const struct found *found, const char *name) {
    if (found->emitted)
        return sx_emitted_get(t, found->emitted, name);
    const struct sx_node *properties = GET(found->node, "Properties");
    if (properties && !sx_is_mapping(properties))
        refuse_form(t, found, "Its Properties should be a map.");
    return sx_get(t, properties, sx_string_from(name));
}

/* A rule has a role for each target: that of the target which is the other end. */
static const struct sx_node *role_of_target(struct sx_transform *t, const struct found *found, const char *role,
                                            const struct sx_node *other) {
    const struct sx_node *targets = property(t, found, "Targets");
    const struct sx_node *other_id = GET(other, "Id"), *other_arn = GET(other, "Arn");
    if (targets && !sx_is_sequence(targets) &&
        (sx_is_true(targets) || !(sx_is_mapping(targets) || sx_is_string(targets))))
        refuse_form(t, found, "Its Targets should be a list.");
    for (size_t i = 0; i < sx_count(targets); i++) {
        const struct sx_node *target = sx_item(targets, i);
        if (!sx_is_mapping(target))
            refuse_form(t, found, "Each of its Targets should be a map.");
        struct sx_string id = sx_logical_id_of(GET(target, "Arn"));
        bool same_id = id.length && sx_is_string(other_id) && sx_string_equal(id, other_id->string);
        if (same_id || (sx_is_true(other_arn) && sx_equal(t, GET(target, "Arn"), other_arn)))
            return sx_get(t, target, sx_string_from(role));
    }
    return NULL;
}

/* The name of a role is known when its property refers to a resource. */
static const struct sx_node *role_name(struct sx_transform *t, const struct found *found,
                                       const struct sx_connector_type *type, const struct sx_node *other) {
    if (!type || !type->role)
        return NULL;
    const struct sx_node *role =
        type->role_of_target ? role_of_target(t, found, type->role, other) : property(t, found, type->role);
    struct sx_string id = sx_logical_id_of(role);
    return id.length ? REF(id) : NULL;
}

static const struct sx_node *evaluate(struct sx_transform *t, struct sx_string id,
                                      const struct sx_connector_expression *expression) {
    switch (expression->kind) {
    case SX_EXPRESSION_REF:
        return REF(id);
    case SX_EXPRESSION_GET_ATT:
        return GET_ATT(id, expression->text);
    case SX_EXPRESSION_TEXT:
        return sx_new_literal(t, expression->text);
    case SX_EXPRESSION_NONE:
        break;
    }
    return NULL;
}

static struct sx_connector_end end_by_id(struct sx_transform *t, const struct sx_template *template,
                                         const struct sx_connector *connector, const struct sx_node *reference,
                                         const struct sx_node *other) {
    struct sx_span where = sx_at(GET(reference, "Id"));
    struct found found = {.id = text_or_refuse(t, connector, GET(reference, "Id"), where, "Id")->string};
    if (!find(t, template, &found)) {
        sx_suggest_resource(t, template, found.id, NULL);
        refuse(t, connector, where, CAT(t, STR("Unable to find resource with logical ID '"), found.id, STR("'.")));
    }
    struct sx_connector_end end = {.id = found.id, .where = where, .type_at = where};
    end.type = found.emitted ? sx_string_from(found.emitted->type)
                             : text_or_refuse(t, connector, GET(found.node, "Type"), where, "Type")->string;
    const struct sx_connector_type *type = sx_spec_connector_type(end.type);
    end.role_name = role_name(t, &found, type, other);
    for (size_t i = 0; type && i < SX_CONNECTOR_VALUE_COUNT; i++)
        end.values[i] = evaluate(t, end.id, &type->values[i]);
    if (sx_has(t, reference, STR("Qualifier")))
        end.values[SX_CONNECTOR_QUALIFIER] = PROPERTY(reference, "Qualifier");
    return end;
}

/* ---------------------------------------------------------------------------------------------------- by values -- */

static struct sx_connector_end end_by_values(struct sx_transform *t, const struct sx_connector *connector,
                                             const struct sx_node *reference) {
    const struct sx_node *type = text_or_refuse(t, connector, GET(reference, "Type"),
                                                sx_at_entry(t, reference, STR("Type"), SX_RULE_CONNECTOR), "Type");
    struct sx_connector_end end = {
        .type = sx_spec_connector_type_of(type->string),
        .where = sx_at(reference),
        .type_at = sx_at(type),
        .role_name = PROPERTY(reference, "RoleName"),
    };
    for (size_t i = 0; i < SX_CONNECTOR_VALUE_COUNT; i++)
        end.values[i] = sx_property(t, reference, value_names[i]);
    return end;
}

struct sx_connector_end sx_connector_end(struct sx_transform *t, const struct sx_template *template,
                                         const struct sx_connector *connector, const struct sx_node *reference,
                                         const struct sx_node *other) {
    if (!is_reference(t, reference))
        refuse(t, connector, sx_at(reference),
               STR("Must provide 'Id' (with optional 'Qualifier') or a supported combination of other properties."));
    /* an Id that Python calls false counts as none, and then the type is missing */
    if (sx_is_true(GET(reference, "Id")))
        return end_by_id(t, template, connector, reference, other);
    return end_by_values(t, connector, reference);
}
