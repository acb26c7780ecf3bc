/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The AWS::ApiGateway::Deployment of a REST API. API Gateway deploys only when a deployment is made, so its logical id
 * is a hash of the document, and a changed API gets a new one.
 */

#include "api/rest_api.h"
#include "base/options.h"

enum { ID_DIGITS = 10 };

static void add_part(struct sx_sha1 *digest, struct sx_string text) {
    sx_sha1_add(digest, STR("||"));
    sx_sha1_add(digest, text);
}

/* Of what the id depends on; the texts are those that the reference, in the ways of Python 2.7, would print. */
static struct sx_string digest_of(struct sx_transform *t, struct sx_rest_api *api) {
    if (sx_dict_true(t, api->properties, "AlwaysDeploy"))
        return sx_sha1_hex(t, sx_string_from_int(t, t->options->timestamp));
    const struct sx_object *version = sx_dict_true(t, api->properties, "OpenApiVersion");
    if (version)
        add_part(&api->digest, sx_object_str(t, version));
    if (sx_object_is_true(api->domain))
        add_part(&api->digest, sx_object_json(t, api->domain));
    const struct sx_string *names = sx_map_get(t, &api->template->function_names, api->id);
    if (names && names->length)
        add_part(&api->digest, *names);
    return sx_sha1_end(t, &api->digest);
}

void sx_rest_emit_deployment(struct sx_transform *t, struct sx_rest_api *api, bool has_document) {
    struct sx_string id = CAT(t, api->id, STR("Deployment"));
    const struct sx_node *description = NULL;
    if (has_document) {
        struct sx_string digest = digest_of(t, api);
        id = CAT(t, id, sx_string_slice(digest, 0, ID_DIGITS));
        description = TEXT(CAT(t, STR("RestApi deployment id: "), digest));
    }
    /* a deployment with a StageName makes a stage of its own, which nobody asked for: OpenApiVersion leaves it out */
    bool own_stage = !sx_dict_true(t, api->properties, "OpenApiVersion");
    api->deployment = sx_api_emit(
        t, api, id, "AWS::ApiGateway::Deployment",
        MAP({"Description", description}, {"RestApiId", REF(api->id)}, {"StageName", own_stage ? S("Stage") : NULL}));
}
