/* SPDX-License-Identifier: Apache-2.0 */

/* The resource types that are transformed. A new one is a file, and a row here. */

#include "resource/resource.h"

static const struct sx_resource_kind *const kinds[] = {
    &sx_resource_api,      &sx_resource_application,   &sx_resource_capacity_provider, &sx_resource_connector,
    &sx_resource_function, &sx_resource_simple_table,      &sx_resource_state_machine,
    &sx_resource_websocket_api,
};

/* Types of the reference that have no file here yet: passing them through would look like a result. */
static const char *const unsupported[] = {
    "AWS::Serverless::GraphQLApi",
    "AWS::Serverless::HttpApi",
};

const struct sx_resource_kind *sx_resource_kind(struct sx_string type) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sx_string_is(type, kinds[i]->type))
            return kinds[i];
    return NULL;
}

bool sx_is_unsupported_type(struct sx_string type) {
    for (size_t i = 0; i < sizeof unsupported / sizeof *unsupported; i++)
        if (sx_string_is(type, unsupported[i]))
            return true;
    return false;
}
