/* SPDX-License-Identifier: Apache-2.0 */

/* SchemaRegistryConfig: its check, and the statements for the registry and the secrets that open it. */

#include "event/schema_registry.h"

#include "event/source_access.h"

/* -------------------------------------------------------------------------------------------- the configuration -- */

/*
 * The reference resolves parameters in a copy of SchemaRegistryURI, to learn the registry's name. The copy is shallow:
 * what lies deeper than the mapping itself is resolved in the template too. {"Fn::Sub": "arn:${Parameter}"} stays as it
 * was written, {"Fn::Sub": ["arn:${Parameter}", {...}]} and {"Fn::Join": ["", [{"Ref": Parameter}]]} do not.
 */
static const struct sx_node *uri_as_left(struct sx_transform *t, const struct sx_event *event,
                                         const struct sx_node *uri) {
    const struct sx_parameters *parameters = &event->template->parameters;
    if (sx_is_sequence(sx_intrinsic(uri, "Fn::Sub")))
        return sx_resolve(t, parameters, uri);
    for (size_t i = 0; sx_is_mapping(uri) && i < sx_count(uri); i++) {
        const struct sx_pair *pair = &uri->mapping.pairs[i];
        const struct sx_node *left = sx_resolve_inside(t, parameters, pair->value);
        if (left != pair->value)
            uri = sx_with(t, uri, pair->key, left);
    }
    return uri;
}

const struct sx_node *sx_schema_registry(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *registry = sx_event_get(t, event, "SchemaRegistryConfig");
    if (!sx_is_true(registry))
        return NULL;
    const struct sx_node *uri = GET(registry, "SchemaRegistryURI");
    const struct sx_node *left = uri_as_left(t, event, uri);
    return left == uri ? registry : sx_with(t, registry, STR("SchemaRegistryURI"), left);
}

/* -------------------------------------------------------------------------------------------------------- checks -- */

/* Refuses at the value of `key`, or at the whole when there is none. */
static noreturn void refuse(struct sx_transform *t, const struct sx_event *event, const struct sx_node *registry,
                            struct sx_string key, enum sx_rule rule, struct sx_string message) {
    const struct sx_node *value = sx_get(t, registry, key);
    sx_refuse_subject(t, event->subject, sx_at(value ? value : registry), rule, message);
}

static void check_access(struct sx_transform *t, const struct sx_event *event, const struct sx_node *registry) {
    const struct sx_node *access = GET(registry, "AccessConfigs");
    const bool iterable = sx_is_sequence(access) || sx_is_mapping(access) || sx_is_string(access);
    /* The reference checks only what is true, and then fails with an exception when it walks over null, false or 0. */
    if (access && !sx_is_true(access) && !iterable)
        sx_refuse_own(t, sx_at(access), SX_RULE_INVALID_PROPERTY_TYPE,
                      STR("AccessConfigs in SchemaRegistryConfig must be a list"));
    if (!sx_is_true(access))
        return;
    if (!sx_is_sequence(access))
        refuse(t, event, registry, STR("AccessConfigs"), SX_RULE_INVALID_PROPERTY_TYPE,
               STR("AccessConfigs in SchemaRegistryConfig must be a list"));
    for (size_t i = 0; i < sx_count(access); i++) {
        const struct sx_node *entry = sx_item(access, i);
        if (!sx_has(t, entry, STR("Type")) || !sx_has(t, entry, STR("URI")))
            sx_refuse_subject(t, event->subject, sx_at(entry), SX_RULE_MISSING_PROPERTY,
                              STR("Each AccessConfig must be a dict with 'Type' and 'URI' fields"));
    }
}

static void check(struct sx_transform *t, const struct sx_event *event, const struct sx_node *registry) {
    static const struct sx_string required[] = {STR_INIT("SchemaRegistryURI"), STR_INIT("EventRecordFormat"),
                                                STR_INIT("SchemaValidationConfigs")};
    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        if (!sx_has(t, registry, required[i]))
            refuse(t, event, registry, required[i], SX_RULE_MISSING_PROPERTY,
                   CAT(t, STR("Missing required field "), required[i], STR(" in SchemaRegistryConfig")));
    const struct sx_node *format = GET(registry, "EventRecordFormat");
    if (!sx_text_is(format, "JSON") && !sx_text_is(format, "SOURCE"))
        refuse(t, event, registry, STR("EventRecordFormat"), SX_RULE_INVALID_PROPERTY_VALUE,
               STR("EventRecordFormat in SchemaRegistryConfig must be either 'JSON' or 'SOURCE'"));
    if (!sx_is_sequence(GET(registry, "SchemaValidationConfigs")))
        refuse(t, event, registry, STR("SchemaValidationConfigs"), SX_RULE_INVALID_PROPERTY_TYPE,
               STR("SchemaValidationConfigs must be a list"));
    check_access(t, event, registry);
}

/* ---------------------------------------------------------------------------------------------------- statements -- */

/* The ARN of a Glue registry as text, as far as parameters tell it; empty when it is something else. */
static struct sx_string registry_arn(struct sx_transform *t, const struct sx_event *event, const struct sx_node *uri) {
    if (!sx_is_mapping(uri))
        return sx_text(uri);
    const struct sx_node *resolved = sx_resolve(t, &event->template->parameters, uri);
    /* A Ref to a parameter that has a value: the reference takes the value for a mapping, and fails. */
    if (!sx_is_mapping(resolved))
        sx_refuse_own(t, sx_at(uri), SX_RULE_INTRINSIC,
                      STR("SchemaRegistryURI in SchemaRegistryConfig cannot be a Ref to a parameter; use Fn::Sub"));
    return sx_text(GET(resolved, "Fn::Sub"));
}

/* NAME in arn:PARTITION:glue:REGION:ACCOUNT:registry/NAME; {NULL, 0} when the text has another form. */
static struct sx_string registry_name(struct sx_string arn) {
    enum { COLONS_BEFORE_RESOURCE = 5 };
    const struct sx_string nothing = {NULL, 0};
    if (!sx_string_starts_with(arn, "arn"))
        return nothing;
    size_t from = 0;
    for (int i = 0; i < COLONS_BEFORE_RESOURCE; i++) {
        size_t colon = sx_string_find_byte(arn, ':', from);
        if (colon == SIZE_MAX)
            return nothing;
        from = colon + 1;
    }
    size_t end = sx_string_find_byte(arn, ':', from);
    struct sx_string resource = sx_string_slice(arn, from, end == SIZE_MAX ? arn.length : end);
    if (!sx_string_starts_with(resource, "registry/"))
        return nothing;
    return sx_string_slice(resource, sizeof "registry/" - 1, resource.length);
}

const struct sx_node *sx_with_schema_registry_statements(struct sx_transform *t, const struct sx_event *event,
                                                         const struct sx_node *statements) {
    const struct sx_node *registry = sx_event_get(t, event, "SchemaRegistryConfig");
    if (!sx_is_true(registry))
        return statements;
    check(t, event, registry);
    const struct sx_node *access = GET(registry, "AccessConfigs");
    for (size_t i = 0; i < sx_count(access); i++)
        statements = sx_append(t, statements, sx_read_secret_statement(t, GET(sx_item(access, i), "URI")));
    const struct sx_node *uri = GET(registry, "SchemaRegistryURI");
    struct sx_string name = registry_name(registry_arn(t, event, uri));
    if (!name.bytes)
        return statements;
    statements = sx_append(t, statements, sx_allow_statement(t, "glue:GetRegistry", uri_as_left(t, event, uri)));
    struct sx_string schemas =
        CAT(t, STR("arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:schema/"), name, STR("/*"));
    const struct sx_node *resource = sx_new_sub(t, schemas, NULL);
    return sx_append(t, statements, sx_allow_statement(t, "glue:GetSchemaVersion", LIST(resource)));
}
