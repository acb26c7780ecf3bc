/* SPDX-License-Identifier: Apache-2.0 */

/* Domain of an API of API Gateway v2: its own domain name, the paths below that, and DNS records. */

#include "api/http_api.h"

#include <stdlib.h>

/** A domain name while it is emitted. */
struct domain {
    const struct sx_rest_api *api;
    const struct sx_domain_v2 *kind;
    struct sx_object *properties; /* Domain */
    struct sx_emitted *emitted;
};

static noreturn void refuse(struct sx_transform *t, const struct domain *domain, const char *key, enum sx_rule rule,
                            struct sx_string message) {
    sx_refuse_api(t, domain->api, domain->properties, key, rule, message);
}

/* ------------------------------------------------------------------------------------------------- domain name -- */

static int compare(const void *a, const void *b) {
    return sx_string_compare(*(const struct sx_string *)a, *(const struct sx_string *)b);
}

/* Refuses keys that are not known; the reference gives them, sorted, for the id of the resource. */
static void check_mutual_tls_keys(struct sx_transform *t, const struct domain *domain, const struct sx_object *tls) {
    size_t count, unknown = 0, first = 0;
    const struct sx_dict_entry *entries = sx_dict_entries(t, tls, &count);
    struct sx_string *names = sx_alloc_array(t, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        if (sx_string_is(entries[i].key, "TruststoreUri") || sx_string_is(entries[i].key, "TruststoreVersion"))
            continue;
        if (unknown == 0 || entries[i].key_span.start < entries[first].key_span.start)
            first = i;
        names[unknown++] = entries[i].key;
    }
    if (unknown == 0)
        return;
    qsort(names, unknown, sizeof *names, compare);
    struct sx_buffer joined = {.t = t};
    for (size_t i = 0; i < unknown; i++) {
        if (i)
            sx_buffer_add_byte(&joined, ',');
        sx_buffer_add(&joined, names[i]);
    }
    sx_refuse_resource(
        t, sx_buffer_string(&joined),
        sx_api_at(t, domain->api, tls, sx_string_terminated(t, entries[first].key), SX_RULE_UNKNOWN_PROPERTY),
        SX_RULE_UNKNOWN_PROPERTY,
        STR("Available MutualTlsAuthentication fields are ['TruststoreUri', 'TruststoreVersion']."));
}

static const struct sx_node *mutual_tls(struct sx_transform *t, const struct domain *domain) {
    const struct sx_object *tls = sx_dict_true(t, domain->properties, "MutualTlsAuthentication");
    if (!tls)
        return NULL;
    if (!sx_object_is_dict(tls))
        refuse(t, domain, "MutualTlsAuthentication", SX_RULE_INVALID_PROPERTY_TYPE,
               STR("MutualTlsAuthentication must be a map with at least one of the following fields "
                   "['TruststoreUri', 'TruststoreVersion']."));
    check_mutual_tls_keys(t, domain, tls);
    return MAP({"TruststoreUri", sx_object_node(t, sx_dict_true(t, tls, "TruststoreUri"))},
               {"TruststoreVersion", sx_object_node(t, sx_dict_true(t, tls, "TruststoreVersion"))});
}

static const struct sx_node *configuration_of(struct sx_transform *t, const struct domain *domain,
                                              const struct sx_object *certificate) {
    const struct sx_object *endpoint = sx_dict_some(t, domain->properties, "EndpointConfiguration");
    if (endpoint && !sx_object_text_is(endpoint, "REGIONAL"))
        refuse(t, domain, "EndpointConfiguration", SX_RULE_INVALID_PROPERTY_VALUE,
               STR("EndpointConfiguration for Custom Domains must be one of ['REGIONAL']."));
    const struct sx_object *ownership = sx_dict_true(t, domain->properties, "OwnershipVerificationCertificateArn");
    const struct sx_object *policy = sx_dict_true(t, domain->properties, "SecurityPolicy");
    return MAP({"CertificateArn", sx_object_node(t, certificate)},
               {"EndpointType", endpoint ? sx_object_node(t, endpoint) : S("REGIONAL")},
               {"OwnershipVerificationCertificateArn", sx_object_node(t, ownership)},
               {"SecurityPolicy", sx_object_node(t, policy)});
}

static void emit_name(struct sx_transform *t, struct domain *domain) {
    if (!sx_object_is_dict(domain->properties))
        sx_refuse_own(t, sx_api_at(t, domain->api, domain->api->properties, "Domain", SX_RULE_INVALID_PROPERTY_TYPE),
                      SX_RULE_INVALID_PROPERTY_TYPE,
                      CAT(t, STR("Resource with id ["), domain->api->id, STR("] has a Domain that is no map.")));
    const struct sx_object *name = sx_dict_some(t, domain->properties, "DomainName");
    const struct sx_object *certificate = sx_dict_some(t, domain->properties, "CertificateArn");
    if (!name || !certificate)
        refuse(t, domain, name ? "CertificateArn" : "DomainName", SX_RULE_MISSING_PROPERTY,
               STR("Custom Domains only works if both DomainName and CertificateArn are provided."));
    domain->emitted =
        sx_api_emit(t, domain->api, sx_logical_id(t, STR("ApiGatewayDomainNameV2"), sx_object_node(t, name)),
                    "AWS::ApiGatewayV2::DomainName", MAP({"DomainName", sx_object_node(t, name)}));
    if (domain->kind->created_by)
        sx_set(t, domain->emitted, "Tags", sx_new_entry(t, sx_string_from(domain->kind->created_by), S("SAM")));
    const struct sx_node *configuration = configuration_of(t, domain, certificate);
    sx_set(t, domain->emitted, "DomainNameConfigurations", LIST(configuration));
    sx_set(t, domain->emitted, "MutualTlsAuthentication", mutual_tls(t, domain));
}

/* -------------------------------------------------------------------------------------------------- base paths -- */

static bool is_base_path_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '-' ||
           c == '_';
}

static void check_base_path(struct sx_transform *t, const struct domain *domain, const struct sx_object *path) {
    if (!sx_object_is_text(path))
        sx_refuse_api(t, domain->api, path, NULL, SX_RULE_INVALID_PROPERTY_TYPE, STR("Basepath must be a string."));
    struct sx_string text = sx_object_string(path);
    for (size_t i = 0; i < text.length; i++)
        if (!is_base_path_byte(text.bytes[i]))
            sx_refuse_api(t, domain->api, path, NULL, SX_RULE_INVALID_PROPERTY_VALUE,
                          STR("Invalid Basepath name provided."));
}

static struct sx_string only_alphanumeric(struct sx_transform *t, struct sx_string path) {
    struct sx_buffer buffer = {.t = t};
    for (size_t i = 0; i < path.length; i++)
        if (path.bytes[i] != '/' && path.bytes[i] != '-' && path.bytes[i] != '_')
            sx_buffer_add_byte(&buffer, path.bytes[i]);
    return sx_buffer_string(&buffer);
}

static struct sx_string without_outer_slashes(struct sx_string path) {
    size_t from = 0, to = path.length;
    while (from < to && path.bytes[from] == '/')
        from++;
    while (to > from && path.bytes[to - 1] == '/')
        to--;
    return sx_string_slice(path, from, to);
}

static void emit_mapping(struct sx_transform *t, const struct domain *domain, struct sx_string name,
                         const struct sx_node *key) {
    struct sx_string id = domain->api->id, stage = CAT(t, id, STR(".Stage"));
    sx_api_emit(t, domain->api, CAT(t, id, name, STR("ApiMapping")), "AWS::ApiGatewayV2::ApiMapping",
                MAP({"ApiId", REF(id)}, {"ApiMappingKey", key}, {"DomainName", REF(domain->emitted->id)},
                    {"Stage", REF(stage)}));
}

/* BasePath is a text or a list of texts; anything else, such as an intrinsic function, counts as none. */
static void emit_mappings(struct sx_transform *t, const struct domain *domain) {
    const struct sx_object *paths = sx_dict_true(t, domain->properties, "BasePath");
    size_t count = sx_object_is_list(paths) ? sx_object_count(paths) : sx_object_is_text(paths) ? 1 : 0;
    for (size_t i = 0; i < count; i++) {
        const struct sx_object *path = sx_object_is_list(paths) ? sx_list_item(paths, i) : paths;
        check_base_path(t, domain, path);
        struct sx_string text = sx_object_string(path);
        emit_mapping(t, domain, only_alphanumeric(t, text), TEXT(without_outer_slashes(text)));
    }
    if (count == 0)
        emit_mapping(t, domain, STR(""), NULL);
}

/* -------------------------------------------------------------------------------------------------- DNS records -- */

static const struct sx_node *record(struct sx_transform *t, const struct domain *domain,
                                    const struct sx_object *route53, const char *type) {
    struct sx_string id = domain->emitted->id;
    const struct sx_node *target =
        MAP({"EvaluateTargetHealth", sx_object_node(t, sx_dict_some(t, route53, "EvaluateTargetHealth"))},
            {"HostedZoneId", GET_ATT(id, "RegionalHostedZoneId")}, {"DNSName", GET_ATT(id, "RegionalDomainName")});
    return MAP({"Name", sx_object_node(t, DICT_GET(domain->properties, "DomainName"))},
               {"Type", sx_new_literal(t, type)}, {"AliasTarget", target},
               {"Region", sx_object_node(t, sx_dict_some(t, route53, "Region"))},
               {"SetIdentifier", sx_object_node(t, sx_dict_some(t, route53, "SetIdentifier"))});
}

/* The group of a hosted zone, which has the attributes of the API that comes first; each that adds to it emits it. */
static struct sx_emitted *group_of(struct sx_transform *t, const struct domain *domain,
                                   const struct sx_object *route53) {
    struct sx_template *template = domain->api->template;
    const struct sx_object *zone_id = DICT_GET(route53, "HostedZoneId"), *zone = zone_id;
    const struct sx_object *zone_name = DICT_GET(route53, "HostedZoneName");
    if (!sx_object_is_true(zone))
        zone = zone_name;
    struct sx_string id = sx_logical_id(t, STR("RecordSetGroup"), sx_object_node(t, zone));
    struct sx_emitted *group =
        domain->kind->shares_record_sets ? sx_map_get(t, &template->record_set_groups, id) : NULL;
    if (group) {
        SX_PUSH(t, &template->current->emitted, group);
        return group;
    }
    group = sx_api_emit(t, domain->api, id, "AWS::Route53::RecordSetGroup", MAP({"RecordSets", EMPTY_LIST()}));
    sx_set(t, group, zone_id ? "HostedZoneId" : "HostedZoneName", sx_object_node(t, zone_id ? zone_id : zone_name));
    if (domain->kind->shares_record_sets)
        sx_map_set(t, &template->record_set_groups, id, group);
    return group;
}

static void emit_record_sets(struct sx_transform *t, const struct domain *domain) {
    const struct sx_object *route53 = sx_dict_some(t, domain->properties, "Route53");
    if (!route53)
        return;
    sx_api_expect(t, domain->api, domain->properties, STR("Route53"), SX_EXPECT_MAP, STR("Domain.Route53"));
    if (!sx_dict_some(t, route53, "HostedZoneId") && !sx_dict_some(t, route53, "HostedZoneName"))
        refuse(t, domain, "Route53", SX_RULE_MISSING_PROPERTY,
               STR("HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains."));
    struct sx_emitted *group = group_of(t, domain, route53);
    const struct sx_node *sets = sx_append(t, sx_emitted_get(t, group, "RecordSets"), record(t, domain, route53, "A"));
    if (sx_object_is_true_value(DICT_GET(route53, "IpV6")))
        sets = sx_append(t, sets, record(t, domain, route53, "AAAA"));
    sx_set(t, group, "RecordSets", sets);
}

void sx_emit_domain_v2(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_domain_v2 *kind) {
    if (!api->domain)
        return;
    struct domain domain = {.api = api, .kind = kind, .properties = api->domain};
    emit_name(t, &domain);
    emit_mappings(t, &domain);
    emit_record_sets(t, &domain);
}
