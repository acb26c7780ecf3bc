/* SPDX-License-Identifier: Apache-2.0 */

/* SelfManagedKafka: Lambda polls a topic of a Kafka cluster that it reaches by its bootstrap servers. */

#include "event/event_source_mapping.h"
#include "event/schema_registry.h"
#include "event/source_access.h"
#include "event/sources.h"

#define CONFIGURATIONS "SourceAccessConfigurations"

/* What the entries of SourceAccessConfigurations say. */
struct access {
    const struct sx_node *secret;      /* of the one way to authenticate, or NULL */
    const struct sx_node *certificate; /* of the authority that signed the brokers' certificates, or NULL */
    bool subnet, security_group;
};

/* ------------------------------------------------------------------------------------------ what the event needs -- */

static void require_topic(struct sx_transform *t, const struct sx_event *event) {
    if (!sx_is_true(sx_event_get(t, event, "KafkaBootstrapServers")))
        sx_refuse_event(t, event, "KafkaBootstrapServers", SX_RULE_MISSING_PROPERTY,
                        STR("No KafkaBootstrapServers provided for self managed kafka as an event source"));
    const struct sx_node *topics = sx_event_get(t, event, "Topics");
    if (!sx_is_true(topics))
        sx_refuse_event(t, event, "Topics", SX_RULE_MISSING_PROPERTY,
                        STR("No Topics provided for self managed kafka as an event source"));
    if (sx_count(topics) != 1) /* an intrinsic has one entry too */
        sx_refuse_event(t, event, "Topics", SX_RULE_EVENT_CONFIGURATION,
                        STR("Topics for self managed kafka only supports single configuration entry."));
    const struct sx_node *configurations = sx_event_get(t, event, CONFIGURATIONS);
    if (!sx_is_true(configurations))
        sx_refuse_event(t, event, CONFIGURATIONS, SX_RULE_MISSING_PROPERTY,
                        STR("No SourceAccessConfigurations for self managed kafka event provided."));
    if (!sx_is_sequence(configurations))
        sx_refuse_event(t, event, CONFIGURATIONS, SX_RULE_INVALID_PROPERTY_TYPE,
                        STR("SourceAccessConfigurations for self managed kafka event should be a list."));
}

static bool is_authentication(const struct sx_node *type) {
    return sx_text_is(type, "SASL_SCRAM_256_AUTH") || sx_text_is(type, "SASL_SCRAM_512_AUTH") ||
           sx_text_is(type, "BASIC_AUTH") || sx_text_is(type, "CLIENT_CERTIFICATE_TLS_AUTH");
}

static const struct sx_node *require_uri(struct sx_transform *t, const struct sx_event *event,
                                         const struct sx_node *entry, const char *what) {
    const struct sx_node *uri = GET(entry, "URI");
    if (!sx_is_true(uri))
        sx_refuse_subject(t, event->subject, sx_at(uri ? uri : entry), SX_RULE_MISSING_PROPERTY,
                          CAT(t, STR("No "), sx_string_from(what),
                              STR(" URI property specified in SourceAccessConfigurations for self managed kafka "
                                  "event.")));
    if (!sx_is_string(uri) && !sx_is_intrinsic(uri))
        sx_refuse_subject(t, event->subject, sx_at(uri), SX_RULE_INVALID_PROPERTY_TYPE,
                          CAT(t, STR("Wrong Type for "), sx_string_from(what),
                              STR(" URI property specified in SourceAccessConfigurations for self managed kafka "
                                  "event.")));
    return uri;
}

static void read_entry(struct sx_transform *t, const struct sx_event *event, const struct sx_node *entry,
                       struct access *access) {
    const struct sx_node *type = GET(entry, "Type");
    if (sx_text_is(type, "VPC_SUBNET")) {
        require_uri(t, event, entry, "VPC_SUBNET");
        access->subnet = true;
    } else if (sx_text_is(type, "VPC_SECURITY_GROUP")) {
        require_uri(t, event, entry, "VPC_SECURITY_GROUP");
        access->security_group = true;
    } else if (is_authentication(type)) {
        if (access->secret)
            sx_refuse_subject(t, event->subject, sx_at(type), SX_RULE_EVENT_CONFIGURATION,
                              STR("Multiple auth mechanism properties specified in SourceAccessConfigurations for self "
                                  "managed kafka event."));
        access->secret = require_uri(t, event, entry, "auth mechanism");
    } else if (sx_text_is(type, "SERVER_ROOT_CA_CERTIFICATE")) {
        access->certificate = require_uri(t, event, entry, "SERVER_ROOT_CA_CERTIFICATE");
    } else {
        sx_refuse_subject(t, event->subject, sx_at(type ? type : entry), SX_RULE_INVALID_PROPERTY_VALUE,
                          STR("Invalid SourceAccessConfigurations Type provided for self managed kafka event."));
    }
}

static struct access read_access(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *configurations = sx_event_get(t, event, CONFIGURATIONS);
    /* The reference calls the event a resource in this one refusal. */
    const struct sx_subject event_as_resource = {.resource = event->name};
    struct access access = {0};
    for (size_t i = 0; i < sx_count(configurations); i++) {
        const struct sx_node *entry = sx_item(configurations, i);
        EXPECT_MAP(event_as_resource, entry, sx_at(configurations), CONFIGURATIONS);
        read_entry(t, event, entry, &access);
    }
    if (access.subnet != access.security_group)
        sx_refuse_event(t, event, CONFIGURATIONS, SX_RULE_EVENT_CONFIGURATION,
                        STR("VPC_SUBNET and VPC_SECURITY_GROUP in SourceAccessConfigurations for SelfManagedKafka must "
                            "be both provided."));
    return access;
}

/* ---------------------------------------------------------------------------------------------------- the policy -- */

static const struct sx_node *policy(struct sx_transform *t, const struct sx_event *event) {
    require_topic(t, event);
    const struct access access = read_access(t, event);
    const struct sx_node *statements = EMPTY_LIST();
    if (access.secret)
        statements = sx_append(t, statements, sx_read_secret_statement(t, access.secret));
    /*
     * The certificate is a secret of its own, but the reference repeats the statement for the first secret, and says
     * null when there is no first one.
     */
    if (access.certificate)
        statements = sx_append(t, statements, sx_read_secret_statement(t, access.secret));
    if (access.subnet)
        statements = sx_append(t, statements, sx_network_interface_statement(t));
    const struct sx_node *key = sx_secrets_key_arn(t, event);
    if (key)
        statements = sx_append(t, statements, sx_allow_statement(t, "kms:Decrypt", key));
    statements = sx_with_schema_registry_statements(t, event, statements);
    return MAP({"PolicyDocument", MAP({"Statement", statements}, {"Version", S("2012-10-17")})},
               {"PolicyName", S("SelfManagedKafkaExecutionRolePolicy")});
}

static void expand(struct sx_transform *t, struct sx_event *event) {
    sx_emit_event_source_mapping(t, event, NULL);
    sx_permit_polling(t, event, NULL, policy(t, event));
}

const struct sx_event_source sx_event_self_managed_kafka = {.type = "SelfManagedKafka", .expand = expand};
