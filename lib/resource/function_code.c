/* SPDX-License-Identifier: Apache-2.0 */

/* The code of a Function: inline, in S3, as an image, or still on this machine. */

#include "base/options.h"
#include "cfn/s3_location.h"
#include "python/text.h"
#include "resource/function.h"

static const struct sx_node *image(struct sx_transform *t, const struct sx_function *function) {
    const struct sx_node *uri = FUNCTION_PROPERTY(function, "ImageUri");
    if (!uri)
        sx_refuse_function(t, function, NULL, SX_RULE_MISSING_PROPERTY, STR("'ImageUri' must be set."));
    if (!sx_is_true(uri))
        sx_refuse_function(t, function, "ImageUri", SX_RULE_ARTIFACT,
                           STR("'ImageUri' requires that a image hosted at a registry be specified."));
    return MAP({"ImageUri", uri});
}

/* `aws cloudformation package` uploads the template's own folder for a Function that names no code. */
static const struct sx_node *own_folder(struct sx_transform *t, const struct sx_function *function) {
    struct sx_diagnostic *warning =
        sx_report(t, function->resource->id_span, SX_RULE_LOCAL_ARTIFACT,
                  STR("There is no 'CodeUri': the folder of the template is taken for the code."));
    warning->hint = STR("run `aws cloudformation package` on the output before it is deployed");
    return S(".");
}

static const struct sx_node *zip(struct sx_transform *t, const struct sx_function *function) {
    const struct sx_node *inline_code = FUNCTION_PROPERTY(function, "InlineCode");
    const struct sx_node *uri = FUNCTION_PROPERTY(function, "CodeUri");
    if (inline_code)
        return MAP({"ZipFile", inline_code});
    if (uri)
        return sx_s3_location(t, function->id, "CodeUri", uri);
    if (t->options->local_artifacts == SAMX_LOCAL_ARTIFACTS_KEEP)
        return own_folder(t, function);
    sx_refuse_function(t, function, NULL, SX_RULE_MISSING_PROPERTY,
                       STR("Only one of 'InlineCode' or 'CodeUri' can be set."));
}

const struct sx_node *sx_function_code(struct sx_transform *t, const struct sx_function *function) {
    const struct sx_node *type = FUNCTION_PROPERTY(function, "PackageType");
    if (sx_text_is(type, "Image"))
        return image(t, function);
    if (sx_is_true(type) && !sx_text_is(type, "Zip"))
        sx_refuse_resource(t, function->id, sx_at(type), SX_RULE_INVALID_PROPERTY_VALUE,
                           CAT(t, STR("invalid 'PackageType' : "), sx_python_str(t, type)));
    const struct sx_node *code = zip(t, function);
    const struct sx_node *key = FUNCTION_PROPERTY(function, "SourceKMSKeyArn");
    return sx_is_true(key) && sx_is_mapping(code) ? sx_with(t, code, STR("SourceKMSKeyArn"), key) : code;
}
