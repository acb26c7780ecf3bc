/* SPDX-License-Identifier: Apache-2.0 */

/* The AWS::ApiGatewayV2::Stage of an HTTP API. */

#include "api/http_api.h"
#include "python/alphanumeric.h"

#define DEFAULT_STAGE "$default"

/* A name that is no part of a logical id is hashed; an intrinsic function leaves none. */
static struct sx_string stage_id(struct sx_transform *t, struct sx_string api, struct sx_string name) {
    if (sx_python_isalnum(name))
        return CAT(t, api, name, STR("Stage"));
    if (sx_string_is(name, DEFAULT_STAGE))
        return CAT(t, api, STR("ApiGatewayDefaultStage"));
    return sx_logical_id_of_text(t, CAT(t, api, STR("Stage")), name);
}

void sx_http_api_emit_stage(struct sx_transform *t, const struct sx_http_api *api) {
    static const char *const passed_through[] = {
        "StageVariables",
        "AccessLogSettings",
        "DefaultRouteSettings",
        "RouteSettings",
    };
    const struct sx_object *properties = api->base.properties, *given = sx_dict_true(t, properties, "StageName");
    const struct sx_node *name = given ? sx_object_node(t, given) : S(DEFAULT_STAGE);
    struct sx_emitted *stage =
        sx_api_emit(t, &api->base, stage_id(t, api->base.id, sx_text(name)), "AWS::ApiGatewayV2::Stage",
                    MAP({"ApiId", REF(api->base.id)}, {"StageName", name}, {"AutoDeploy", BOOL(true)},
                        {"Tags", sx_object_node(t, api->tags)}));
    for (size_t i = 0; i < sizeof passed_through / sizeof *passed_through; i++)
        sx_set(t, stage, passed_through[i], sx_object_node(t, sx_dict_some(t, properties, passed_through[i])));
}
