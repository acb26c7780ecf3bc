/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Serverless::Connector: permissions of a source on its destinations, or of a destination on the source. */

#include "resource/connector.h"

/** One destination of a connector. */
struct connection {
    const struct sx_connector *connector;
    struct sx_template *template;
    struct sx_connector_end source, destination;
    const struct sx_connector_profile *profile;
    unsigned wanted;                    /* the permissions that were asked for, as bits */
    const struct sx_node **definitions; /* of the permissions of the profile */
    struct sx_string suffix;            /* "Destination0", or nothing when there is but one */
};

/** What is generated for a kind of grant, and the value of the end that it is for. */
struct grant {
    const char *type, *suffix;
    const char *property; /* that holds the value */
    const char *wording;  /* what is missing when there is no value */
};

static const struct grant grants[] = {
    [SX_GRANTS_ROLE_POLICY] = {"AWS::IAM::ManagedPolicy", "Policy", "Roles", "IAM role name"},
    [SX_GRANTS_QUEUE_POLICY] = {"AWS::SQS::QueuePolicy", "QueuePolicy", "Queues", "SQS queue URL"},
    [SX_GRANTS_TOPIC_POLICY] = {"AWS::SNS::TopicPolicy", "TopicPolicy", "Topics", "SNS topic ARN"},
    [SX_GRANTS_FUNCTION_PERMISSION] = {"AWS::Lambda::Permission", "LambdaPermission", "FunctionName",
                                       "Lambda function ARN"},
};

static noreturn void refuse(struct sx_transform *t, const struct connection *connection, struct sx_span where,
                            struct sx_string message) {
    struct sx_span fallback = connection->connector->where;
    sx_refuse_resource(t, connection->connector->id, where.end ? where : fallback, SX_RULE_CONNECTOR, message);
}

static noreturn void refuse_permissions(struct sx_transform *t, const struct connection *connection,
                                        const struct sx_node *wrong, const char *valid, struct sx_string names) {
    refuse(t, connection, sx_at(wrong),
           CAT(t, STR("Unsupported 'Permissions' provided for connector from "), connection->source.type, STR(" to "),
               connection->destination.type, STR("; valid "), sx_string_from(valid), STR(" are: "), names, STR(".")));
}

static struct sx_string with_comma(struct sx_transform *t, struct sx_string list, struct sx_string name) {
    return list.length ? CAT(t, list, STR(", "), name) : name;
}

/* -------------------------------------------------------------------------------------------------- permissions -- */

static struct sx_string valid_values(struct sx_transform *t, const struct sx_connector_profile *profile) {
    struct sx_string names = STR("");
    for (size_t i = 0; i < profile->permission_count; i++)
        names = with_comma(t, names, profile->permissions[i].name);
    return names;
}

static struct sx_string valid_choices(struct sx_transform *t, const struct sx_connector_profile *profile) {
    struct sx_string names = STR("");
    for (size_t i = 0; i < profile->choice_count; i++)
        names = with_comma(t, names, profile->choices[i].text);
    return names;
}

/* The bit of a permission; 0 when the profile does not have it. */
static unsigned permission_bit(const struct sx_connector_profile *profile, struct sx_string name) {
    for (size_t i = 0; i < profile->permission_count; i++)
        if (sx_string_equal(profile->permissions[i].name, name))
            return 1u << i;
    return 0;
}

static bool is_valid_choice(const struct sx_connector_profile *profile, unsigned wanted) {
    for (size_t i = 0; i < profile->choice_count; i++)
        if (profile->choices[i].permissions == wanted)
            return true;
    return profile->choice_count == 0;
}

/*
 * The reference makes a Python set of Permissions. A map with one entry passes for an intrinsic function, and as a set
 * it is its key: {Read: anything} asks for Read (connector/permissions_as_map).
 */
static unsigned wanted_permissions(struct sx_transform *t, const struct connection *connection) {
    const struct sx_connector_profile *profile = connection->profile;
    const struct sx_node *permissions = connection->connector->permissions;
    unsigned wanted = 0;
    if (sx_count(permissions) == 0)
        refuse(t, connection, sx_at(permissions),
               CAT(t, STR("'Permissions' cannot be empty; valid values are: "), valid_values(t, profile), STR(".")));
    for (size_t i = 0; i < sx_count(permissions); i++) {
        struct sx_string name =
            sx_is_mapping(permissions) ? permissions->mapping.pairs[i].key : sx_text(sx_item(permissions, i));
        unsigned bit = permission_bit(profile, name);
        if (!bit)
            refuse_permissions(t, connection, sx_is_mapping(permissions) ? permissions : sx_item(permissions, i),
                               "values", valid_values(t, profile));
        wanted |= bit;
    }
    if (!is_valid_choice(profile, wanted))
        refuse_permissions(t, connection, permissions, "combinations", valid_choices(t, profile));
    return wanted;
}

/* ----------------------------------------------------------------------------------------------------- emitting -- */

/* Types as the template has them, and where it does not have the resource, as CloudFormation does. */
static const struct sx_node *described(struct sx_transform *t, const struct connection *connection,
                                       const struct sx_connector_end *end) {
    const struct sx_resource *written = end->id.length ? sx_find_resource(t, connection->template, end->id) : NULL;
    const struct sx_node *type = written ? GET(written->node, "Type") : NULL;
    return MAP({"Type", sx_is_true(type) ? type : TEXT(end->type)});
}

static const struct sx_node *metadata(struct sx_transform *t, const struct connection *connection) {
    const struct sx_connector *connector = connection->connector;
    const struct sx_node *own = GET(connector->resource, "Metadata");
    if (own && !sx_is_mapping(own))
        sx_refuse_own(t, sx_at(own), SX_RULE_CONNECTOR,
                      CAT(t, STR("Resource with id ["), connector->id, STR("] is invalid. Metadata should be a map.")));
    const struct sx_node *ends = MAP({"Source", described(t, connection, &connection->source)},
                                     {"Destination", described(t, connection, &connection->destination)});
    return sx_with(t, own, STR("aws:sam:connectors"), sx_new_entry(t, connector->id, ends));
}

static struct sx_emitted *emit(struct sx_transform *t, const struct connection *connection, struct sx_string name,
                               const struct sx_node *properties) {
    const struct grant *grant = &grants[connection->profile->grants];
    struct sx_string id = CAT(t, connection->connector->id, name, sx_string_from(grant->suffix), connection->suffix);
    struct sx_emitted *emitted = sx_emit(t, connection->template, id, grant->type, properties);
    sx_set_all_attributes(t, emitted, connection->connector->resource);
    sx_set_attribute(t, emitted, "Metadata", metadata(t, connection));
    return emitted;
}

/* The role, queue, topic or function. */
static const struct sx_node *granted_to(struct sx_transform *t, const struct connection *connection) {
    static const enum sx_connector_value values[] = {
        [SX_GRANTS_QUEUE_POLICY] = SX_CONNECTOR_QUEUE_URL,
        [SX_GRANTS_TOPIC_POLICY] = SX_CONNECTOR_ARN,
        [SX_GRANTS_FUNCTION_PERMISSION] = SX_CONNECTOR_ARN,
    };
    const struct sx_connector_profile *profile = connection->profile;
    const struct sx_connector_end *end = profile->at_source ? &connection->source : &connection->destination;
    bool of_role = profile->grants == SX_GRANTS_ROLE_POLICY;
    const struct sx_node *value = of_role ? end->role_name : end->values[values[profile->grants]];
    if (!sx_is_true(value))
        refuse(t, connection, end->where,
               CAT(t, STR("Unable to get "), sx_string_from(grants[profile->grants].wording), STR(" from '"),
                   profile->at_source ? STR("Source") : STR("Destination"), STR("' resource.")));
    return value;
}

static void emit_permissions(struct sx_transform *t, const struct connection *connection,
                             const struct sx_node *function) {
    for (size_t i = 0; i < connection->profile->permission_count; i++) {
        if (!(connection->wanted & 1u << i))
            continue;
        struct sx_emitted *permission =
            emit(t, connection, connection->profile->permissions[i].name, connection->definitions[i]);
        sx_set(t, permission, "FunctionName", function);
    }
}

static const struct sx_node *policy_document(struct sx_transform *t, const struct connection *connection) {
    const struct sx_node *statements = EMPTY_LIST();
    for (size_t i = 0; i < connection->profile->permission_count; i++)
        for (size_t j = 0; (connection->wanted & 1u << i) && j < sx_count(connection->definitions[i]); j++)
            statements = sx_append(t, statements, sx_item(connection->definitions[i], j));
    return MAP({"Version", S("2012-10-17")}, {"Statement", statements});
}

/* What needs the policy as soon as it is made waits for it. */
static void add_dependency(struct sx_transform *t, const struct connection *connection, struct sx_string policy) {
    struct sx_template *template = connection->template;
    struct sx_string source = connection->source.id, destination = connection->destination.id;
    struct sx_string dependent = STR("");
    if (connection->profile->depended_by == SX_DEPENDED_BY_SOURCE)
        dependent = source;
    else if (connection->profile->depended_by == SX_DEPENDED_BY_EVENT_SOURCE_MAPPING && source.length &&
             destination.length)
        dependent = sx_event_source_mapping(t, template, source, destination);
    if (dependent.length)
        sx_add_dependency(t, template, dependent, policy);
}

static void emit_policy(struct sx_transform *t, const struct connection *connection, const struct sx_node *holder) {
    struct sx_emitted *policy = emit(t, connection, STR(""), MAP({"PolicyDocument", policy_document(t, connection)}));
    sx_set(t, policy, grants[connection->profile->grants].property, LIST(holder));
    add_dependency(t, connection, policy->id);
}

/* --------------------------------------------------------------------------------------------------- connecting -- */

/* The type that nothing connects, when that is the source's; else that of the destination. */
static struct sx_span unconnectable_type_at(const struct connection *connection) {
    bool source =
        !sx_spec_connector_type(connection->source.type) && sx_spec_connector_type(connection->destination.type);
    return source ? connection->source.type_at : connection->destination.type_at;
}

static void connect(struct sx_transform *t, struct connection *connection, const struct sx_node *destination) {
    const struct sx_connector *connector = connection->connector;
    struct sx_template *template = connection->template;
    connection->destination = sx_connector_end(t, template, connector, destination, connector->source);
    connection->source = sx_connector_end(t, template, connector, connector->source, destination);
    connection->profile = sx_spec_connector_profile(connection->source.type, connection->destination.type);
    if (!connection->profile)
        refuse(t, connection, unconnectable_type_at(connection),
               CAT(t, STR("Unable to create connector from "), connection->source.type, STR(" to "),
                   connection->destination.type, STR("; it's not supported or the template is invalid.")));
    connection->wanted = wanted_permissions(t, connection);
    connection->definitions =
        sx_connector_definitions(t, connector, connection->profile, &connection->source, &connection->destination);
    const struct sx_node *holder = granted_to(t, connection);
    if (connection->profile->grants == SX_GRANTS_FUNCTION_PERMISSION)
        emit_permissions(t, connection, holder);
    else
        emit_policy(t, connection, holder);
}

void sx_connect(struct sx_transform *t, struct sx_template *template, const struct sx_connector *connector) {
    struct connection connection = {.connector = connector, .template = template, .suffix = STR("")};
    const struct sx_resource *current = template->current;
    size_t first = current->emitted.count;
    sx_see_dependencies(t, template);
    if (sx_is_mapping(connector->destination)) {
        connect(t, &connection, connector->destination);
    } else {
        for (size_t i = 0; i < sx_count(connector->destination); i++) {
            connection.suffix = CAT(t, STR("Destination"), sx_string_from_int(t, (long long)i));
            connect(t, &connection, sx_item(connector->destination, i));
        }
    }
    if (current->emitted.count == first)
        refuse(t, &connection, sx_at(connector->destination), STR("'Destination' is an empty list"));
    sx_replace_dependency(t, template, connector->id, current->emitted.items + first, current->emitted.count - first);
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    const struct sx_node *properties = GET(resource->node, "Properties");
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::Connector")), resource->id, properties,
                        resource->id_span);
    struct sx_connector connector = {
        .id = resource->id,
        .where = resource->id_span,
        .resource = resource->node,
        .source = GET(properties, "Source"),
        .destination = GET(properties, "Destination"),
        .permissions = GET(properties, "Permissions"),
    };
    sx_connect(t, template, &connector);
}

const struct sx_resource_kind sx_resource_connector = {
    .type = "AWS::Serverless::Connector",
    .order = 4,
    .expand = expand,
};
