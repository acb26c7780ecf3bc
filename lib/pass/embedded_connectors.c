/* SPDX-License-Identifier: Apache-2.0 */

/* Connectors inside of resources become Connector resources whose source is the resource. */

#include "pass/pass.h"

/** One entry of the Connectors of a resource. */
struct entry {
    struct sx_template *template;
    const struct sx_resource *source;
    const struct sx_pair *pair;
    struct sx_string id;        /* of the Connector */
    const struct sx_node *node; /* the Connector */
};

/** The connectors that were found. */
struct found {
    SX_VECTOR(struct entry) list;
};

static noreturn void refuse_type(struct sx_transform *t, const struct entry *entry, const struct sx_node *value,
                                 const char *what, const char *path) {
    struct sx_span where = value && value->span.end ? value->span : entry->pair->key_span;
    sx_refuse_resource(t, entry->source->id, where, SX_RULE_INVALID_PROPERTY_TYPE,
                       CAT(t, sx_string_from(what), STR(" 'Connectors."), entry->pair->key, STR("."),
                           sx_string_from(path), STR("' should be a map.")));
}

/* The resource itself, and what SourceReference says of it beside its id. */
static const struct sx_node *source_of(struct sx_transform *t, const struct entry *entry,
                                       const struct sx_node *properties) {
    struct sx_fields source = {0};
    sx_fields_set(t, &source, STR("Id"), TEXT(entry->source->id));
    const struct sx_node *reference = GET(properties, "SourceReference");
    if (reference && !sx_is_mapping(reference))
        refuse_type(t, entry, reference, "Property", "Properties.SourceReference");
    if (sx_has(t, reference, STR("Id")))
        /* the reference names the connector as it is written here, not its whole id */
        sx_refuse_resource(t, entry->pair->key, sx_at_key(t, reference, STR("Id")), SX_RULE_CONNECTOR,
                           STR("'Id' shouldn't be defined in 'SourceReference'."));
    sx_fields_set_all(t, &source, reference);
    return sx_fields_node(t, &source, reference);
}

/* Of what a Connector may have, the rest is dropped. */
static const struct sx_node *connector_of(struct sx_transform *t, const struct entry *entry,
                                          const struct sx_node *properties) {
    static const char *const attributes[] = {"DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy",
                                             "Metadata"};
    struct sx_fields fields = {0};
    sx_fields_set(t, &fields, STR("Type"), S("AWS::Serverless::Connector"));
    const struct sx_node *depends_on = GET(entry->pair->value, "DependsOn");
    if (sx_is_true(depends_on))
        sx_fields_set(t, &fields, STR("DependsOn"), depends_on);
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        sx_fields_set(t, &fields, sx_string_from(attributes[i]),
                      sx_get(t, entry->pair->value, sx_string_from(attributes[i])));
    sx_fields_set(t, &fields, STR("Properties"), properties);
    return sx_fields_node(t, &fields, entry->pair->value);
}

static void read_entry(struct sx_transform *t, void *argument) {
    struct entry *entry = argument;
    t->cause = entry->pair->value;
    entry->id = CAT(t, entry->source->id, entry->pair->key);
    if (!sx_is_mapping(entry->pair->value))
        sx_refuse_resource(t, entry->id, sx_at(entry->pair->value), SX_RULE_INVALID_PROPERTY_TYPE,
                           CAT(t, entry->source->id, STR("."), entry->id, STR(" should be a map.")));
    const struct sx_node *properties = GET(entry->pair->value, "Properties");
    if (!sx_is_mapping(properties))
        refuse_type(t, entry, properties, "Attribute", "Properties");
    properties = sx_with(t, properties, STR("Source"), source_of(t, entry, properties));
    properties = sx_with(t, properties, STR("SourceReference"), NULL);
    if (!sx_is_logical_id(entry->id))
        sx_refuse_resource(t, entry->id, entry->pair->key_span, SX_RULE_LOGICAL_ID,
                           STR("Logical ids must be alphanumeric."));
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::Connector")), entry->id, properties,
                        entry->pair->key_span);
    const struct sx_resource *existing = sx_find_resource(t, entry->template, entry->id);
    if (existing) {
        sx_report_duplicate_id(t, existing->id_span, entry->source->id, entry->id, "AWS::Serverless::Connector");
        return;
    }
    entry->node = connector_of(t, entry, properties);
}

static void read_connectors(struct sx_transform *t, struct sx_template *template, const struct sx_resource *source,
                            struct found *found) {
    const struct sx_pair *connectors = sx_get_pair(t, source->node, STR("Connectors"));
    if (!sx_is_mapping(connectors->value)) {
        sx_report_reference(t, sx_at(connectors->value), SX_RULE_INVALID_PROPERTY_TYPE,
                            CAT(t, STR("Resource with id ["), source->id, STR("] is invalid. Attribute '"), source->id,
                                STR(".Connectors' should be a map.")));
        return;
    }
    for (size_t i = 0; i < sx_count(connectors->value); i++) {
        struct entry *entry = SX_NEW(t, struct entry);
        *entry = (struct entry){.template = template, .source = source, .pair = &connectors->value->mapping.pairs[i]};
        if (sx_protect(t, &t->resource, read_entry, entry) && entry->node)
            SX_PUSH(t, &found->list, *entry);
    }
}

/* Of two connectors with the same id the last one counts, as in a Python dictionary. */
static void add_connectors(struct sx_transform *t, struct sx_template *template, const struct found *found) {
    if (template->ids) {
        struct sx_object *ids = sx_object_dict(t);
        for (size_t i = 0; i < found->list.count; i++)
            sx_dict_set(t, ids, found->list.items[i].id, false, NULL);
        sx_dict_update(t, template->ids, ids); /* sx_add_resource() sets the values */
    }
    for (size_t i = 0; i < found->list.count; i++) {
        const struct entry *entry = &found->list.items[i];
        sx_add_resource(t, template, entry->id, entry->pair->key_span, entry->node)->embedded = true;
    }
    sx_order_resources(t, template);
}

void sx_pass_embedded_connectors(struct sx_transform *t, struct sx_template *template) {
    struct found found = {0};
    SX_VECTOR(struct sx_resource *) holders = {0};
    for (size_t i = 0; i < template->order.count; i++)
        if (sx_has(t, template->order.items[i]->node, STR("Connectors"))) {
            read_connectors(t, template, template->order.items[i], &found);
            SX_PUSH(t, &holders, template->order.items[i]);
        }
    for (size_t i = 0; i < holders.count; i++)
        holders.items[i]->node = sx_with(t, holders.items[i]->node, STR("Connectors"), NULL);
    t->cause = NULL;
    if (found.list.count)
        add_connectors(t, template, &found);
}
