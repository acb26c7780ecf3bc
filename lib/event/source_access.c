/* SPDX-License-Identifier: Apache-2.0 */

/* SourceAccessConfigurations, and the statements that what is named there needs. */

#include "event/source_access.h"

#include "python/text.h"

#define CONFIGURATIONS "SourceAccessConfigurations"

static const struct sx_node *required_configurations(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *configurations = sx_event_get(t, event, CONFIGURATIONS);
    if (!sx_is_true(configurations))
        sx_refuse_event(t, event, CONFIGURATIONS, SX_RULE_MISSING_PROPERTY,
                        CAT(t, STR("No SourceAccessConfigurations for Amazon "), sx_string_from(event->source->type),
                            STR(" event provided.")));
    if (!sx_is_sequence(configurations)) /* an intrinsic */
        sx_refuse_event(t, event, CONFIGURATIONS, SX_RULE_INVALID_PROPERTY_TYPE,
                        STR("Provided SourceAccessConfigurations cannot be parsed into a list."));
    return configurations;
}

/* The type of the entry at `index`. */
static const struct sx_node *type_of(struct sx_transform *t, const struct sx_event *event,
                                     const struct sx_node *configurations, size_t index, const struct sx_node *types) {
    const struct sx_node *entry = sx_item(configurations, index);
    struct sx_string path = CAT(t, STR(CONFIGURATIONS "["), sx_string_from_int(t, (long long)index), STR("]"));
    sx_expect(t, event->subject, entry, sx_at(configurations), SX_EXPECT_MAP, path);
    const struct sx_node *type =
        sx_expect(t, event->subject, GET(entry, "Type"), sx_at(entry), SX_EXPECT_STRING, CAT(t, path, STR(".Type")));
    for (size_t i = 0; i < sx_count(types); i++)
        if (sx_equal(t, sx_item(types, i), type))
            return type;
    sx_refuse_subject(t, event->subject, sx_at(type), SX_RULE_INVALID_PROPERTY_VALUE,
                      CAT(t,
                          STR("Invalid property Type specified in SourceAccessConfigurations. "
                              "The supported values are: "),
                          sx_python_repr(t, types), STR(".")));
}

const struct sx_node *sx_basic_auth_secret(struct sx_transform *t, const struct sx_event *event,
                                           const struct sx_node *types) {
    const struct sx_node *configurations = required_configurations(t, event);
    const struct sx_node *secret = NULL;
    for (size_t i = 0; i < sx_count(configurations); i++) {
        const struct sx_node *entry = sx_item(configurations, i);
        const struct sx_node *type = type_of(t, event, configurations, i, types);
        if (!sx_text_is(type, "BASIC_AUTH"))
            continue;
        if (secret)
            sx_refuse_subject(t, event->subject, sx_at(type), SX_RULE_EVENT_CONFIGURATION,
                              STR("Multiple BASIC_AUTH properties specified in SourceAccessConfigurations."));
        secret = GET(entry, "URI");
        if (!sx_is_true(secret))
            sx_refuse_subject(t, event->subject, sx_at(secret ? secret : entry), SX_RULE_MISSING_PROPERTY,
                              STR("No BASIC_AUTH URI property specified in SourceAccessConfigurations."));
    }
    if (!secret)
        sx_refuse_event(t, event, CONFIGURATIONS, SX_RULE_EVENT_CONFIGURATION,
                        STR("No BASIC_AUTH property specified in SourceAccessConfigurations."));
    return secret;
}

const struct sx_node *sx_allow_statement(struct sx_transform *t, const char *action, const struct sx_node *resource) {
    if (!resource)
        resource = sx_new_null(t);
    return MAP({"Action", LIST(sx_new_literal(t, action))}, {"Effect", S("Allow")}, {"Resource", resource});
}

const struct sx_node *sx_read_secret_statement(struct sx_transform *t, const struct sx_node *secret) {
    return sx_allow_statement(t, "secretsmanager:GetSecretValue", secret);
}

const struct sx_node *sx_network_interface_statement(struct sx_transform *t) {
    return MAP({"Action", LIST(S("ec2:CreateNetworkInterface"), S("ec2:DescribeNetworkInterfaces"),
                               S("ec2:DeleteNetworkInterface"), S("ec2:DescribeVpcs"), S("ec2:DescribeSubnets"),
                               S("ec2:DescribeSecurityGroups"))},
               {"Effect", S("Allow")}, {"Resource", S("*")});
}

const struct sx_node *sx_secrets_key_arn(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *key = sx_event_get(t, event, "SecretsManagerKmsKeyId");
    if (!sx_is_true(key))
        return NULL;
    EXPECT_STRING(event->subject, key, sx_at(key), "SecretsManagerKmsKeyId");
    struct sx_string arn = CAT(t, STR("arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/"), sx_text(key));
    return sx_new_sub(t, arn, NULL);
}
