/* SPDX-License-Identifier: Apache-2.0 */

/* An API without a definition gets an empty one, marked as SAM's own: its events fill it. */

#include "openapi/http.h"
#include "pass/pass.h"

void sx_pass_default_definition_bodies(struct sx_transform *t, struct sx_template *template) {
    for (size_t i = 0; i < template->order.count; i++) {
        struct sx_resource *resource = template->order.items[i];
        bool rest = sx_string_is(resource->type, "AWS::Serverless::Api");
        if (!rest && !sx_string_is(resource->type, "AWS::Serverless::HttpApi"))
            continue;
        /* a REST API without Properties stays as it is: the reference puts the definition into a map that it then
           forgets; case refusal/api_without_properties */
        if (rest && !GET(resource->node, "Properties"))
            continue;
        t->cause = resource->node;
        struct sx_object *properties = sx_resource_properties(t, template, resource);
        if (sx_object_is_true(DICT_GET(properties, "DefinitionBody")) ||
            sx_object_is_true(DICT_GET(properties, "DefinitionUri")))
            continue;
        DICT_SET(properties, "DefinitionBody", rest ? sx_swagger_skeleton(t) : sx_http_skeleton(t));
        DICT_SET(properties, "__MANAGE_SWAGGER", sx_object_bool(t, true));
    }
    t->cause = NULL;
}
