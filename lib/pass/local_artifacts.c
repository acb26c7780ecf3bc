/* SPDX-License-Identifier: Apache-2.0 */

/* Placeholders for artifacts that are paths on this machine, where `sam validate` puts them. */

#include "base/options.h"
#include "pass/pass.h"

#define PLACEHOLDER_URI "s3://bucket/value"
#define PLACEHOLDER_IMAGE "111111111111.dkr.ecr.region.amazonaws.com/repository"

static bool is_zip(const struct sx_transform *t, const struct sx_node *properties) {
    const struct sx_node *type = GET(properties, "PackageType");
    return !sx_is_mapping(properties) || !type || sx_text_is(type, "Zip");
}

static const struct sx_node *with_placeholder(struct sx_transform *t, const struct sx_node *properties,
                                              const char *name) {
    struct sx_string key = sx_string_from(name);
    const struct sx_node *value = sx_get(t, properties, key);
    if (sx_is_mapping(value) || (sx_is_string(value) && sx_string_starts_with(value->string, "s3://")))
        return properties;
    t->cause = value ? value : properties;
    return sx_with(t, properties, key, S(PLACEHOLDER_URI));
}

/* The image that `sam build` makes by the Dockerfile that Metadata names. */
static const struct sx_node *with_image(struct sx_transform *t, const struct sx_node *resource,
                                        const struct sx_node *properties) {
    bool built = sx_is_true(GET(GET(resource, "Metadata"), "Dockerfile"));
    if (!built || !sx_text_is(GET(properties, "PackageType"), "Image") || GET(properties, "ImageUri"))
        return properties;
    return sx_with(t, properties, STR("ImageUri"), S(PLACEHOLDER_IMAGE));
}

static const struct sx_node *replace(struct sx_transform *t, struct sx_string type, const struct sx_node *resource,
                                     const struct sx_node *properties) {
    bool function = sx_string_is(type, "AWS::Serverless::Function");
    if (t->options->local_artifacts != SAMX_LOCAL_ARTIFACTS_PLACEHOLDER)
        return function ? with_image(t, resource, properties) : properties;
    if (function)
        return is_zip(t, properties) ? with_placeholder(t, properties, "CodeUri") : with_image(t, resource, properties);
    if (sx_string_is(type, "AWS::Serverless::LayerVersion"))
        return with_placeholder(t, properties, "ContentUri");
    /* beside an inline definition a placeholder would be a conflict */
    bool defined = sx_string_is(type, "AWS::Serverless::Api") || sx_string_is(type, "AWS::Serverless::HttpApi") ||
                   sx_string_is(type, "AWS::Serverless::StateMachine");
    return defined && GET(properties, "DefinitionUri") ? with_placeholder(t, properties, "DefinitionUri") : properties;
}

/* Code for all Functions at once makes sense only where none of them is an image. */
static void replace_in_globals(struct sx_transform *t, struct sx_template *template) {
    const struct sx_node *globals = GET(template->root, "Globals");
    const struct sx_node *function = GET(globals, "Function");
    if (!sx_is_mapping(function) || !is_zip(t, function))
        return;
    for (size_t i = 0; i < template->resources.count; i++)
        if (!is_zip(t, GET(template->resources.items[i]->node, "Properties")))
            return;
    globals = sx_with(t, globals, STR("Function"), with_placeholder(t, function, "CodeUri"));
    template->root = sx_with(t, template->root, STR("Globals"), globals);
}

void sx_pass_local_artifacts(struct sx_transform *t, struct sx_template *template) {
    bool placeholders = t->options->local_artifacts == SAMX_LOCAL_ARTIFACTS_PLACEHOLDER;
    if (!placeholders && !t->options->validates)
        return;
    if (placeholders)
        replace_in_globals(t, template);
    for (size_t i = 0; i < template->resources.count; i++) {
        struct sx_resource *resource = template->resources.items[i];
        const struct sx_node *properties = GET(resource->node, "Properties");
        t->cause = resource->node;
        if (!properties)
            properties = EMPTY_MAP();
        if (!sx_is_mapping(properties))
            continue;
        const struct sx_node *replaced = replace(t, resource->type, resource->node, properties);
        /* a resource without Properties gets empty ones, as there */
        if (replaced != GET(resource->node, "Properties"))
            resource->node = sx_with(t, resource->node, STR("Properties"), replaced);
    }
    t->cause = NULL;
}
