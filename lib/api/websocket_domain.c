/* SPDX-License-Identifier: Apache-2.0 */

/* Domain of a WebSocket API: its own domain name, the paths below that, and DNS records. */

#include "api/websocket_api.h"

/** A domain name while it is emitted. */
struct domain {
    const struct sx_websocket_api *api;
    const struct sx_node *properties;
    struct sx_string id;
};

static const struct sx_node *if_true(const struct sx_node *value) {
    return sx_is_true(value) ? value : NULL;
}

/* The defaults of the reference are written out: EndpointType is REGIONAL, and nothing else can be. */
static void emit_name(struct sx_transform *t, struct domain *domain) {
    const struct sx_node *properties = domain->properties, *name = GET(properties, "DomainName");
    const struct sx_node *certificate = GET(properties, "CertificateArn");
    if (sx_is_none(name) || sx_is_none(certificate))
        sx_refuse_websocket_api(t, domain->api, sx_at(properties), SX_RULE_MISSING_PROPERTY,
                                STR("Custom Domains only works if both DomainName and CertificateArn are provided."));
    domain->id = sx_logical_id(t, STR("ApiGatewayDomainNameV2"), name);
    const struct sx_node *tags = sx_websocket_tags(t, NULL), *endpoint = GET(properties, "EndpointConfiguration");
    if (!sx_is_none(endpoint) && !sx_text_is(endpoint, "REGIONAL"))
        sx_refuse_websocket_api(t, domain->api, sx_at(endpoint), SX_RULE_INVALID_PROPERTY_VALUE,
                                STR("EndpointConfiguration for Custom Domains must be one of ['REGIONAL']."));
    const struct sx_node *configuration =
        MAP({"CertificateArn", certificate}, {"EndpointType", S("REGIONAL")},
            {"OwnershipVerificationCertificateArn", if_true(GET(properties, "OwnershipVerificationCertificateArn"))},
            {"SecurityPolicy", if_true(GET(properties, "SecurityPolicy"))});
    sx_emit(t, domain->api->template, domain->id, "AWS::ApiGatewayV2::DomainName",
            MAP({"DomainName", name}, {"DomainNameConfigurations", LIST(configuration)}, {"Tags", tags}));
}

/* -------------------------------------------------------------------------------------------------- base paths -- */

static void emit_mapping(struct sx_transform *t, const struct domain *domain, struct sx_string name,
                         const struct sx_node *key) {
    struct sx_string id = domain->api->id, stage = CAT(t, id, STR(".Stage"));
    sx_emit(t, domain->api->template, CAT(t, id, name, STR("ApiMapping")), "AWS::ApiGatewayV2::ApiMapping",
            MAP({"ApiId", REF(id)}, {"ApiMappingKey", key}, {"DomainName", REF(domain->id)}, {"Stage", REF(stage)}));
}

static bool is_alphanumeric(char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* What the logical id has of a path; refuses a character that no path can have. */
static struct sx_string name_of_path(struct sx_transform *t, const struct domain *domain, const struct sx_node *path) {
    struct sx_buffer name = {.t = t};
    struct sx_string text = sx_text(path);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (is_alphanumeric(byte))
            sx_buffer_add_byte(&name, byte);
        else if (byte != '/' && byte != '-' && byte != '_')
            sx_refuse_websocket_api(t, domain->api, sx_at(path), SX_RULE_INVALID_PROPERTY_VALUE,
                                    STR("Invalid Basepath name provided."));
    }
    return sx_buffer_string(&name);
}

static struct sx_string without_outer_slashes(struct sx_string text) {
    size_t from = 0, to = text.length;
    while (from < to && text.bytes[from] == '/')
        from++;
    while (to > from && text.bytes[to - 1] == '/')
        to--;
    return sx_string_slice(text, from, to);
}

/* BasePath is a text or a list of texts; anything else, such as an intrinsic function, counts as none. */
static void emit_mappings(struct sx_transform *t, const struct domain *domain) {
    const struct sx_node *paths = GET(domain->properties, "BasePath");
    if (!sx_is_true(paths) || (!sx_is_string(paths) && !sx_is_sequence(paths))) {
        emit_mapping(t, domain, STR(""), NULL);
        return;
    }
    if (sx_is_string(paths))
        paths = LIST(paths);
    for (size_t i = 0; i < sx_count(paths); i++) {
        const struct sx_node *path = sx_item(paths, i);
        if (!sx_is_string(path))
            sx_refuse_websocket_api(t, domain->api, sx_at(path), SX_RULE_INVALID_PROPERTY_TYPE,
                                    STR("Basepath must be a string."));
        struct sx_string name = name_of_path(t, domain, path);
        emit_mapping(t, domain, name, TEXT(without_outer_slashes(path->string)));
    }
}

/* ------------------------------------------------------------------------------------------------- DNS records -- */

static const struct sx_node *if_some(const struct sx_node *value) {
    return sx_is_none(value) ? NULL : value;
}

static const struct sx_node *record(struct sx_transform *t, const struct domain *domain, const struct sx_node *route53,
                                    const char *type) {
    const struct sx_node *target = MAP({"EvaluateTargetHealth", if_some(GET(route53, "EvaluateTargetHealth"))},
                                       {"HostedZoneId", GET_ATT(domain->id, "RegionalHostedZoneId")},
                                       {"DNSName", GET_ATT(domain->id, "RegionalDomainName")});
    return MAP({"Name", GET(domain->properties, "DomainName")}, {"Type", sx_new_literal(t, type)},
               {"AliasTarget", target}, {"Region", if_some(GET(route53, "Region"))},
               {"SetIdentifier", if_some(GET(route53, "SetIdentifier"))});
}

/*
 * The groups of other APIs in the same zone are not added to: the reference looks for them under a name that nobody
 * gives, so the group of the API that comes last replaces those before it
 * (websocket_api/route53_same_zone).
 */
static void emit_record_sets(struct sx_transform *t, const struct domain *domain) {
    const struct sx_node *route53 = GET(domain->properties, "Route53");
    if (sx_is_none(route53))
        return;
    EXPECT_MAP((struct sx_subject){.resource = domain->api->id}, route53,
               sx_at_key(t, domain->properties, STR("Route53")), "Domain.Route53");
    const struct sx_node *zone_id = GET(route53, "HostedZoneId"), *zone_name = GET(route53, "HostedZoneName");
    if (sx_is_none(zone_id) && sx_is_none(zone_name))
        sx_refuse_websocket_api(
            t, domain->api, sx_at(route53), SX_RULE_MISSING_PROPERTY,
            STR("HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains."));
    struct sx_string id = sx_logical_id(t, STR("RecordSetGroup"), sx_is_true(zone_id) ? zone_id : zone_name);
    const struct sx_node *sets = LIST(record(t, domain, route53, "A"));
    if (sx_is(GET(route53, "IpV6"), SX_BOOL) && GET(route53, "IpV6")->boolean)
        sets = sx_append(t, sets, record(t, domain, route53, "AAAA"));
    /* HostedZoneName only when HostedZoneId is not even null */
    sx_emit(t, domain->api->template, id, "AWS::Route53::RecordSetGroup",
            MAP({"HostedZoneId", zone_id}, {"HostedZoneName", zone_id ? NULL : zone_name}, {"RecordSets", sets}));
}

void sx_websocket_emit_domain(struct sx_transform *t, const struct sx_websocket_api *api) {
    if (sx_is_none(api->domain))
        return;
    if (!sx_is_mapping(api->domain))
        sx_refuse_websocket_type(t, api, api->domain, "Domain", "map");
    struct domain domain = {.api = api, .properties = api->domain};
    emit_name(t, &domain);
    emit_mappings(t, &domain);
    emit_record_sets(t, &domain);
}
