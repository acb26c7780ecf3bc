/* SPDX-License-Identifier: Apache-2.0 */

/* The resource types that are transformed. A new one is a file, and a row here. */

#include "resource/resource.h"

static const struct sx_resource_kind *const kinds[] = {
    &sx_resource_api,          &sx_resource_application,   &sx_resource_capacity_provider, &sx_resource_connector,
    &sx_resource_function,     &sx_resource_graphql_api,   &sx_resource_http_api,
    &sx_resource_simple_table, &sx_resource_state_machine, &sx_resource_websocket_api,
};

const struct sx_resource_kind *sx_resource_kind(struct sx_string type) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sx_string_is(type, kinds[i]->type))
            return kinds[i];
    return NULL;
}
