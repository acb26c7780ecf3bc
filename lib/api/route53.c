/* SPDX-License-Identifier: Apache-2.0 */

/* Domain.Route53: DNS records for the domain name of a REST API, in one group of records for each hosted zone. */

#include "api/rest_api.h"

/* The hosted zone of CloudFront, which serves edge-optimised domain names. */
#define CLOUDFRONT_ZONE "Z2FDTNDATAQYW2"

/** What the records are made from. */
struct records {
    const struct sx_rest_api *api;
    struct sx_object *route53;
    struct sx_string domain_id;
};

static const struct sx_node *node_or_null(struct sx_transform *t, const struct sx_object *object) {
    return object ? sx_object_node(t, object) : sx_new_null(t);
}

/* {"Fn::GetAtt": [domain, "DistributionDomainName"]}, set in Domain itself: so it is part of the deployment's hash. */
static void set_distribution(struct sx_transform *t, const struct records *records) {
    if (sx_dict_some(t, records->route53, "DistributionDomainName"))
        return;
    struct sx_object *attribute = sx_object_dict(t), *arguments = sx_object_list(t);
    sx_list_push(t, arguments, sx_object_text(t, records->domain_id, false));
    sx_list_push(t, arguments, sx_object_text(t, STR("DistributionDomainName"), false));
    DICT_SET(attribute, "Fn::GetAtt", arguments);
    DICT_SET(records->route53, "DistributionDomainName", attribute);
}

static const struct sx_node *alias_target(struct sx_transform *t, const struct records *records) {
    const struct sx_object *endpoint = DICT_GET(records->api->domain, "EndpointConfiguration");
    const struct sx_node *zone, *name;
    if (sx_object_text_is(endpoint, "REGIONAL")) {
        zone = GET_ATT(records->domain_id, "RegionalHostedZoneId");
        name = GET_ATT(records->domain_id, "RegionalDomainName");
    } else if (sx_object_text_is(endpoint, "EDGE")) {
        set_distribution(t, records);
        zone = S(CLOUDFRONT_ZONE);
        name = sx_object_node(t, DICT_GET(records->route53, "DistributionDomainName"));
    } else {
        zone = node_or_null(t, DICT_GET(records->route53, "VpcEndpointHostedZoneId"));
        name = node_or_null(t, DICT_GET(records->route53, "VpcEndpointDomainName"));
    }
    return MAP({"EvaluateTargetHealth", sx_object_node(t, sx_dict_some(t, records->route53, "EvaluateTargetHealth"))},
               {"HostedZoneId", zone}, {"DNSName", name});
}

static const struct sx_node *record(struct sx_transform *t, const struct records *records, const char *type,
                                    const struct sx_node *target) {
    return MAP({"Name", sx_object_node(t, DICT_GET(records->api->domain, "DomainName"))},
               {"Type", sx_new_literal(t, type)}, {"AliasTarget", target},
               {"Region", sx_object_node(t, sx_dict_some(t, records->route53, "Region"))},
               {"SetIdentifier", sx_object_node(t, sx_dict_some(t, records->route53, "SetIdentifier"))});
}

static void add_records(struct sx_transform *t, const struct records *records, struct sx_emitted *group) {
    const struct sx_node *target = alias_target(t, records);
    const struct sx_node *sets = sx_append(t, sx_emitted_get(t, group, "RecordSets"), record(t, records, "A", target));
    if (sx_object_is_true_value(DICT_GET(records->route53, "IpV6")))
        sets = sx_append(t, sets, record(t, records, "AAAA", target));
    sx_set(t, group, "RecordSets", sets);
}

/* ------------------------------------------------------------------------------------------------------ groups -- */

static const struct sx_object *zone_of(struct sx_transform *t, const struct records *records) {
    const struct sx_object *id = sx_dict_true(t, records->route53, "HostedZoneId");
    return id ? id : DICT_GET(records->route53, "HostedZoneName");
}

static struct sx_emitted *emit_group(struct sx_transform *t, const struct records *records, struct sx_string id,
                                     const struct sx_object *zone_id, const struct sx_object *zone_name) {
    return sx_api_emit(t, records->api, id, "AWS::Route53::RecordSetGroup",
                       MAP({"HostedZoneId", sx_object_node(t, zone_id)},
                           {"HostedZoneName", sx_object_node(t, zone_name)}, {"RecordSets", EMPTY_LIST()}));
}

/* A group for this API alone, though others have records in the same zone. */
static void emit_separate_group(struct sx_transform *t, const struct records *records) {
    const struct sx_object *domain_name = DICT_GET(records->api->domain, "DomainName");
    const struct sx_node *data = LIST(node_or_null(t, zone_of(t, records)), sx_object_node(t, domain_name));
    struct sx_string id = sx_logical_id(t, STR("RecordSetGroup"), data);
    add_records(t, records,
                emit_group(t, records, id, sx_dict_true(t, records->route53, "HostedZoneId"),
                           sx_dict_true(t, records->route53, "HostedZoneName")));
}

/* The group of a zone has the attributes of the API that comes first; each API that adds to it emits it again. */
static void emit_shared_group(struct sx_transform *t, const struct records *records) {
    struct sx_template *template = records->api->template;
    struct sx_string id = sx_logical_id(t, STR("RecordSetGroup"), sx_object_node(t, zone_of(t, records)));
    struct sx_emitted *group = sx_map_get(t, &template->record_set_groups, id);
    if (group) {
        SX_PUSH(t, &template->current->emitted, group);
    } else {
        group = emit_group(t, records, id, DICT_GET(records->route53, "HostedZoneId"),
                           DICT_GET(records->route53, "HostedZoneName"));
        sx_map_set(t, &template->record_set_groups, id, group);
    }
    add_records(t, records, group);
}

void sx_rest_emit_record_sets(struct sx_transform *t, const struct sx_rest_api *api, struct sx_string domain_id) {
    struct sx_object *route53 = sx_dict_some(t, api->domain, "Route53");
    if (!route53)
        return;
    sx_api_expect(t, api, api->domain, STR("Route53"), SX_EXPECT_MAP, STR("Domain.Route53"));
    if (!sx_dict_some(t, route53, "HostedZoneId") && !sx_dict_some(t, route53, "HostedZoneName"))
        sx_refuse_api(t, api, api->domain, "Route53", SX_RULE_MISSING_PROPERTY,
                      STR("HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains."));
    struct records records = {api, route53, domain_id};
    if (!sx_dict_true(t, route53, "SeparateRecordSetGroup")) {
        emit_shared_group(t, &records);
        return;
    }
    sx_api_expect(t, api, route53, STR("SeparateRecordSetGroup"), SX_EXPECT_BOOLEAN,
                  STR("Domain.Route53.SeparateRecordSetGroup"));
    emit_separate_group(t, &records);
}
