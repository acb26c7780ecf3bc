/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Domain of a REST API: its own domain name, and the paths below that. A private one (EndpointConfiguration: PRIVATE)
 * is a resource of another type, with other properties.
 */

#include "api/rest_api.h"
#include "python/alphanumeric.h"

/** A domain name while it is emitted. */
struct domain {
    const struct sx_rest_api *api;
    struct sx_object *properties; /* Domain */
    bool is_private;
    struct sx_emitted *emitted;
};

static noreturn void refuse(struct sx_transform *t, const struct domain *domain, const char *key, enum sx_rule rule,
                            struct sx_string message) {
    sx_refuse_api(t, domain->api, domain->properties, key, rule, message);
}

static struct sx_object *required(struct sx_transform *t, const struct domain *domain, const char *key) {
    struct sx_object *value = sx_dict_some(t, domain->properties, key);
    if (!value)
        refuse(t, domain, key, SX_RULE_MISSING_PROPERTY,
               CAT(t, STR("Property 'Domain."), sx_string_from(key), STR("' is required.")));
    return value;
}

/* ------------------------------------------------------------------------------------------------- domain name -- */

/* The endpoint; the reference sets its default in Domain itself, which is part of the hash of the deployment. */
static const struct sx_node *endpoint_of(struct sx_transform *t, const struct domain *domain) {
    struct sx_object *endpoint = sx_dict_some(t, domain->properties, "EndpointConfiguration");
    if (!endpoint) {
        endpoint = sx_object_text(t, STR("REGIONAL"), false);
        DICT_SET(domain->properties, "EndpointConfiguration", endpoint);
    }
    if (!sx_object_text_is(endpoint, "EDGE") && !sx_object_text_is(endpoint, "REGIONAL") &&
        !sx_object_text_is(endpoint, "PRIVATE"))
        refuse(t, domain, "EndpointConfiguration", SX_RULE_INVALID_PROPERTY_VALUE,
               STR("EndpointConfiguration for Custom Domains must be one of ['EDGE', 'REGIONAL', 'PRIVATE']."));
    return sx_object_node(t, endpoint);
}

static void set_endpoint(struct sx_transform *t, const struct domain *domain, const struct sx_node *certificate) {
    const struct sx_node *endpoint = endpoint_of(t, domain);
    bool regional = sx_text_is(endpoint, "REGIONAL");
    sx_set(t, domain->emitted, regional ? "RegionalCertificateArn" : "CertificateArn", certificate);
    sx_set(t, domain->emitted, "EndpointConfiguration",
           MAP({"Types", LIST(endpoint)},
               {"IpAddressType", sx_object_node(t, sx_dict_true(t, domain->properties, "IpAddressType"))}));
}

static void set_mutual_tls(struct sx_transform *t, const struct domain *domain) {
    const struct sx_object *tls = sx_dict_true(t, domain->properties, "MutualTlsAuthentication");
    if (!tls)
        return;
    sx_api_expect(t, domain->api, domain->properties, STR("MutualTlsAuthentication"), SX_EXPECT_MAP,
                  STR("Domain.MutualTlsAuthentication"));
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, tls, &count);
    for (size_t i = 0; i < count; i++)
        if (!sx_string_is(entries[i].key, "TruststoreUri") && !sx_string_is(entries[i].key, "TruststoreVersion"))
            sx_refuse_api(t, domain->api, tls, sx_string_terminated(t, entries[i].key), SX_RULE_UNKNOWN_PROPERTY,
                          STR("Available Domain.MutualTlsAuthentication fields are "
                              "['TruststoreUri', 'TruststoreVersion']."));
    sx_set(t, domain->emitted, "MutualTlsAuthentication",
           MAP({"TruststoreUri", sx_object_node(t, sx_dict_true(t, tls, "TruststoreUri"))},
               {"TruststoreVersion", sx_object_node(t, sx_dict_true(t, tls, "TruststoreVersion"))}));
}

/* Each type has one of these properties that the other has not. */
static void set_optional(struct sx_transform *t, const struct domain *domain) {
    static const char *const names[] = {"SecurityPolicy", "EndpointAccessMode", "Policy",
                                        "OwnershipVerificationCertificateArn"};
    const char *foreign = domain->is_private ? "OwnershipVerificationCertificateArn" : "Policy";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct sx_object *value = sx_dict_true(t, domain->properties, names[i]);
        struct sx_string name = sx_string_from(names[i]);
        if (value && sx_string_is(name, foreign))
            sx_refuse_resource(t, domain->emitted->id,
                               sx_api_at(t, domain->api, domain->properties, names[i], SX_RULE_UNKNOWN_PROPERTY),
                               SX_RULE_UNKNOWN_PROPERTY,
                               CAT(t, STR("property "), name, STR(" not defined for resource of type "),
                                   sx_string_from(domain->emitted->type)));
        sx_set(t, domain->emitted, names[i], sx_object_node(t, value));
    }
}

static void emit_name(struct sx_transform *t, struct domain *domain) {
    sx_api_expect_object(t, domain->api, domain->properties,
                         sx_api_at(t, domain->api, domain->api->properties, "Domain", SX_RULE_INVALID_PROPERTY_TYPE),
                         SX_EXPECT_MAP, STR("Domain"));
    const struct sx_node *name = sx_object_node(t, required(t, domain, "DomainName"));
    const struct sx_node *certificate = sx_object_node(t, required(t, domain, "CertificateArn"));
    if (domain->is_private) {
        domain->emitted = sx_api_emit(t, domain->api, sx_logical_id(t, STR("ApiGatewayDomainNameV2"), name),
                                      "AWS::ApiGateway::DomainNameV2", MAP({"DomainName", name}));
        set_endpoint(t, domain, certificate);
    } else {
        domain->emitted = sx_api_emit(t, domain->api, sx_logical_id(t, STR("ApiGatewayDomainName"), name),
                                      "AWS::ApiGateway::DomainName", MAP({"DomainName", name}));
        DICT_SET(domain->properties, "ApiDomainName", sx_object_text(t, domain->emitted->id, false));
        set_endpoint(t, domain, certificate);
        set_mutual_tls(t, domain);
    }
    set_optional(t, domain);
}

/* -------------------------------------------------------------------------------------------------- base paths -- */

static void emit_mapping(struct sx_transform *t, const struct domain *domain, struct sx_string path,
                         const struct sx_node *base_path) {
    struct sx_string id = domain->api->id, stage = CAT(t, id, STR(".Stage"));
    const struct sx_node *name = REF(domain->emitted->id);
    sx_api_emit(t, domain->api, CAT(t, id, path, STR("BasePathMapping")),
                domain->is_private ? "AWS::ApiGateway::BasePathMappingV2" : "AWS::ApiGateway::BasePathMapping",
                MAP({domain->is_private ? "DomainNameArn" : "DomainName", name}, {"RestApiId", REF(id)},
                    {"Stage", REF(stage)}, {"BasePath", base_path}));
}

/* BasePath is a text or a list of texts; anything else, such as an intrinsic function, counts as none. */
static void emit_mappings(struct sx_transform *t, const struct domain *domain) {
    struct sx_object *paths = sx_dict_true(t, domain->properties, "BasePath");
    const struct sx_object *normalize = DICT_GET(domain->properties, "NormalizeBasePath");
    bool as_is = normalize && !sx_object_is_true(normalize);
    size_t count = sx_object_is_list(paths) ? sx_object_count(paths) : sx_object_is_text(paths) ? 1 : 0;
    for (size_t i = 0; sx_object_is_list(paths) && i < count; i++)
        sx_api_expect_object(t, domain->api, sx_list_item(paths, i), sx_object_at(paths), SX_EXPECT_STRING,
                             CAT(t, STR("Domain.BasePath["), sx_string_from_int(t, (long long)i), STR("]")));
    for (size_t i = 0; i < count; i++) {
        const struct sx_object *item = sx_object_is_list(paths) ? sx_list_item(paths, i) : paths;
        struct sx_string path = sx_python_only_alphanumeric(t, sx_object_string(item));
        emit_mapping(t, domain, path, as_is ? sx_object_node(t, item) : TEXT(path));
    }
    if (count == 0)
        emit_mapping(t, domain, STR(""), NULL);
}

/* A private domain name is reached through a VPC endpoint. */
static void emit_access_association(struct sx_transform *t, const struct domain *domain) {
    const struct sx_object *association = sx_dict_some(t, domain->properties, "AccessAssociation");
    if (!association || !domain->is_private)
        return;
    sx_api_expect(t, domain->api, domain->properties, STR("AccessAssociation"), SX_EXPECT_MAP,
                  STR("Domain.AccessAssociation"));
    const struct sx_object *endpoint = DICT_GET(association, "VpcEndpointId");
    const struct sx_node *source = endpoint ? sx_object_node(t, endpoint) : sx_new_null(t);
    struct sx_string domain_id = domain->emitted->id;
    struct sx_string id = sx_logical_id(t, STR("DomainNameAccessAssociation"), LIST(source, TEXT(domain_id)));
    sx_api_emit(t, domain->api, id, "AWS::ApiGateway::DomainNameAccessAssociation",
                MAP({"DomainNameArn", REF(domain_id)}, {"AccessAssociationSourceType", S("VPCE")},
                    {"AccessAssociationSource", source}));
}

void sx_rest_emit_domain(struct sx_transform *t, const struct sx_rest_api *api) {
    if (!api->domain)
        return;
    struct domain domain = {
        .api = api,
        .properties = api->domain,
        .is_private = sx_object_text_is(DICT_GET(api->domain, "EndpointConfiguration"), "PRIVATE"),
    };
    emit_name(t, &domain);
    emit_mappings(t, &domain);
    emit_access_association(t, &domain);
    sx_rest_emit_record_sets(t, api, domain.emitted->id);
}
