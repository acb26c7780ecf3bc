/* SPDX-License-Identifier: Apache-2.0 */

/* The AWS::ApiGateway::Stage of a REST API. */

#include "api/rest_api.h"
#include "python/alphanumeric.h"

/* A name that is no part of a logical id is hashed; an intrinsic function leaves none. */
static struct sx_string stage_id(struct sx_transform *t, const struct sx_rest_api *api) {
    struct sx_string name = sx_object_string(API_PROPERTY(api, "StageName"));
    if (sx_python_isalnum(name))
        return CAT(t, api->id, name, STR("Stage"));
    return sx_logical_id_of_text(t, CAT(t, api->id, STR("Stage")), name);
}

void sx_rest_emit_stage(struct sx_transform *t, struct sx_rest_api *api) {
    static const char *const passed_through[] = {
        "CacheClusterEnabled", "CacheClusterSize", "Variables",      "MethodSettings",
        "AccessLogSetting",    "CanarySetting",    "TracingEnabled",
    };
    const struct sx_object *tags = API_PROPERTY(api, "Tags");
    api->stage = sx_api_emit(t, api, stage_id(t, api), "AWS::ApiGateway::Stage",
                             MAP({"RestApiId", REF(api->id)}, {"DeploymentId", REF(api->deployment->id)},
                                 {"StageName", sx_object_node(t, API_PROPERTY(api, "StageName"))}));
    for (size_t i = 0; i < sizeof passed_through / sizeof *passed_through; i++)
        sx_set(t, api->stage, passed_through[i],
               sx_object_node(t, sx_dict_some(t, api->properties, passed_through[i])));
    if (tags)
        sx_set(t, api->stage, "Tags", sx_tag_list(t, sx_object_node(t, tags)));
}
