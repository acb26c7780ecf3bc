/* SPDX-License-Identifier: Apache-2.0 */

/* EndpointConfiguration: from where a REST API can be called. */

#include "api/rest_api.h"

/* Edge-optimised endpoints, the default of API Gateway, exist in the partition aws alone. */
static bool has_edge_endpoints(struct sx_string partition) {
    return !sx_string_starts_with(partition, "aws-iso") && !sx_string_is(partition, "aws-us-gov") &&
           !sx_string_is(partition, "aws-cn") && !sx_string_is(partition, "aws-eusc");
}

static void set(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_node *type,
                const struct sx_node *vpc_endpoints, const struct sx_node *ip_address_type) {
    sx_set(t, api->rest_api, "Parameters", MAP({"endpointConfigurationTypes", type}));
    sx_set(t, api->rest_api, "EndpointConfiguration",
           MAP({"Types", LIST(type)}, {"VpcEndpointIds", vpc_endpoints}, {"IpAddressType", ip_address_type}));
}

/* SAM's own spelling, and CloudFormation's. A list that is empty gives way to the other. */
static const struct sx_node *vpc_endpoints_of(struct sx_transform *t, const struct sx_rest_api *api,
                                              const struct sx_object *configuration) {
    const struct sx_object *sam = DICT_GET(configuration, "VPCEndpointIds");
    const struct sx_object *cloudformation = DICT_GET(configuration, "VpcEndpointIds");
    if (sam && cloudformation)
        sx_refuse_conflict(
            t, api, configuration, "VPCEndpointIds", "VpcEndpointIds",
            STR("'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration."));
    if (!sam && !cloudformation)
        return NULL;
    if (sx_object_is_true(sam))
        return sx_object_node(t, sam);
    return cloudformation ? sx_object_node(t, cloudformation) : sx_new_null(t);
}

void sx_rest_set_endpoint_configuration(struct sx_transform *t, const struct sx_rest_api *api) {
    const struct sx_object *configuration = sx_dict_true(t, api->properties, "EndpointConfiguration");
    if (!configuration) {
        if (!has_edge_endpoints(api->template->partition))
            set(t, api, S("REGIONAL"), NULL, NULL);
        return;
    }
    const struct sx_object *type = sx_dict_true(t, configuration, "Type");
    if (!type) {
        set(t, api, sx_object_node(t, configuration), NULL, NULL);
        return;
    }
    const struct sx_node *vpc_endpoints = vpc_endpoints_of(t, api, configuration);
    set(t, api, sx_object_node(t, type), vpc_endpoints, sx_object_node(t, DICT_GET(configuration, "IpAddressType")));
}
