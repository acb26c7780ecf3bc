/* SPDX-License-Identifier: Apache-2.0 */

/* The OpenAPI document of a REST API: inline, where its other properties edit it, or in S3. */

#include "api/rest_api.h"
#include "base/options.h"
#include "cfn/s3_location.h"

void sx_rest_check_definition(struct sx_transform *t, const struct sx_rest_api *api) {
    const struct sx_object *properties = api->properties;
    bool uri = sx_dict_true(t, properties, "DefinitionUri");
    if (uri && api->definition)
        sx_refuse_conflict(t, api, properties, "DefinitionUri", "DefinitionBody",
                           STR("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both."));
    if (uri && sx_dict_true(t, properties, "MergeDefinitions"))
        sx_refuse_conflict(t, api, properties, "MergeDefinitions", "DefinitionUri",
                           STR("Cannot set 'MergeDefinitions' to True when using `DefinitionUri`."));
    const struct sx_object *version = sx_dict_true(t, properties, "OpenApiVersion");
    if (version && !sx_is_openapi_version(t, version))
        sx_refuse_api(t, api, properties, "OpenApiVersion", SX_RULE_INVALID_PROPERTY_VALUE,
                      STR("The OpenApiVersion value must be of the format '3.0.0'."));
}

void sx_rest_expect_swagger(struct sx_transform *t, const struct sx_rest_api *api, struct sx_string message) {
    if (!sx_swagger_is_valid(t, sx_document_root(api->definition)))
        sx_refuse_api(t, api, api->properties, "DefinitionBody", SX_RULE_ARTIFACT,
                      CAT(t, message, STR(" because 'DefinitionBody' does not contain a valid Swagger definition.")));
}

void sx_rest_open_definition(struct sx_transform *t, const struct sx_rest_api *api, struct sx_swagger *swagger) {
    sx_swagger_open(t, swagger, api->definition, api->template->partition,
                    sx_api_at(t, api, api->properties, "DefinitionBody", SX_RULE_INVALID_PROPERTY_VALUE));
}

void sx_rest_postprocess_definition(struct sx_transform *t, const struct sx_rest_api *api) {
    sx_openapi_postprocess(t, sx_document_root(api->definition), API_PROPERTY(api, "OpenApiVersion"),
                           sx_api_at(t, api, api->properties, "DefinitionBody", SX_RULE_INVALID_PROPERTY_VALUE));
}

/* ---------------------------------------------------------------------------------------------- small additions -- */

void sx_rest_add_binary_media_types(struct sx_transform *t, const struct sx_rest_api *api) {
    if (!sx_object_is_true(api->binary_media_types) || !api->definition)
        return;
    struct sx_swagger swagger;
    sx_rest_open_definition(t, api, &swagger);
    sx_swagger_add_binary_media_types(t, &swagger, api->binary_media_types);
    sx_swagger_close(t, &swagger);
}

static void check_models(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *models) {
    size_t count;
    const struct sx_dict_entry *entries = sx_dict_entries(t, models, &count);
    for (size_t i = 0; i < count; i++)
        if (!sx_object_is_dict(entries[i].value))
            sx_refuse_api(t, api, entries[i].value, NULL, SX_RULE_INVALID_PROPERTY_TYPE,
                          STR("Invalid value for 'Models' property"));
}

void sx_rest_add_models(struct sx_transform *t, const struct sx_rest_api *api) {
    const struct sx_object *models = sx_dict_true(t, api->properties, "Models");
    if (!models)
        return;
    if (!api->definition)
        sx_refuse_api(t, api, api->properties, "Models", SX_RULE_PROPERTY_CONFLICT,
                      STR("Models works only with inline Swagger specified in 'DefinitionBody' property."));
    sx_rest_expect_swagger(t, api, STR("Unable to add Models definitions"));
    check_models(t, api, models);
    struct sx_swagger swagger;
    sx_rest_open_definition(t, api, &swagger);
    sx_swagger_add_models(t, &swagger, models);
    sx_swagger_close(t, &swagger);
    sx_rest_postprocess_definition(t, api);
}

void sx_rest_disable_execute_api_endpoint(struct sx_transform *t, const struct sx_rest_api *api) {
    struct sx_object *disable = API_PROPERTY(api, "DisableExecuteApiEndpoint");
    if (!disable)
        return;
    if (!api->definition)
        sx_refuse_api(t, api, api->properties, "DisableExecuteApiEndpoint", SX_RULE_PROPERTY_CONFLICT,
                      STR("DisableExecuteApiEndpoint works only within 'DefinitionBody' property."));
    struct sx_swagger swagger;
    sx_rest_open_definition(t, api, &swagger);
    sx_swagger_disable_execute_api_endpoint(t, &swagger, disable);
    sx_swagger_close(t, &swagger);
}

/* -------------------------------------------------------------------------------------------------------- in S3 -- */

/* The dictionary is hashed for the id of the deployment, so the order of its keys and the kind of its texts count. */
static struct sx_object *location(struct sx_transform *t, struct sx_object *bucket, struct sx_object *key,
                                  struct sx_object *version) {
    struct sx_object *dict = sx_object_dict27(t);
    DICT_SET(dict, "Bucket", bucket);
    DICT_SET(dict, "Key", key);
    if (version)
        DICT_SET(dict, "Version", version);
    return dict;
}

static struct sx_object *location_of_uri(struct sx_transform *t, const struct sx_rest_api *api, struct sx_object *uri) {
    struct sx_string text = sx_object_string(uri);
    if (t->options->local_artifacts == SAMX_LOCAL_ARTIFACTS_KEEP && sx_object_is_text(uri) &&
        sx_is_local_path(uri->node)) {
        struct sx_diagnostic *warning = sx_report(t, sx_object_at(uri), SX_RULE_LOCAL_ARTIFACT,
                                                  CAT(t, STR("'DefinitionUri' is a path on this machine: "), text));
        warning->hint = STR("run `aws cloudformation package` before the transform: else the API is not deployed anew "
                            "when the file changes");
        return uri;
    }
    struct sx_s3_location s3;
    if (!sx_object_is_text(uri) || !sx_parse_s3_uri(t, text, &s3))
        sx_refuse_api(t, api, api->properties, "DefinitionUri", SX_RULE_ARTIFACT,
                      STR("'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional "
                          "versionId query parameter."));
    return location(t, sx_object_text(t, s3.bucket, uri->unicode), sx_object_text(t, s3.key, uri->unicode),
                    s3.has_version ? sx_object_text(t, s3.version, uri->unicode) : NULL);
}

struct sx_object *sx_rest_definition_location(struct sx_transform *t, const struct sx_rest_api *api) {
    struct sx_object *uri = sx_dict_true(t, api->properties, "DefinitionUri");
    if (!sx_object_is_dict(uri))
        return uri ? location_of_uri(t, api, uri) : NULL;
    struct sx_object *bucket = sx_dict_true(t, uri, "Bucket"), *key = sx_dict_true(t, uri, "Key");
    if (!bucket || !key)
        sx_refuse_api(t, api, api->properties, "DefinitionUri", SX_RULE_ARTIFACT,
                      STR("'DefinitionUri' requires Bucket and Key properties to be specified."));
    return location(t, bucket, key, DICT_GET(uri, "Version"));
}
