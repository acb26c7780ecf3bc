/* SPDX-License-Identifier: Apache-2.0 */

/* The Type of a resource. */

#include "lint/language.h"

enum { LEAST_PART = 2, MOST_PART = 64, MOST_CUSTOM = 60, MOST_EDITS = 2 };

static bool is_letter_or_digit(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

/** "Custom::AnyName": letters, digits, '_', '@' and '-'. */
static bool is_custom(struct sx_string type) {
    size_t start = sizeof "Custom::" - 1;
    if (!sx_string_starts_with(type, "Custom::"))
        return false;
    for (size_t i = start; i < type.length; i++)
        if (!is_letter_or_digit(type.bytes[i]) && !memchr("_@-:", type.bytes[i], sizeof "_@-:" - 1))
            return false;
    return type.length > start && type.length - start <= MOST_CUSTOM;
}

/** "Organization::Service::Resource", with "::MODULE" at the end for a module. */
static bool is_registered(struct sx_string type) {
    size_t parts = 0;
    for (size_t start = 0; start <= type.length; parts++) {
        size_t end = sx_string_find(type, STR("::"), start);
        struct sx_string part = sx_string_slice(type, start, end == SIZE_MAX ? type.length : end);
        if (!sx_string_is_alphanumeric(part) || part.length < LEAST_PART || part.length > MOST_PART)
            return false;
        if (parts == 3 && !sx_string_is(part, "MODULE"))
            return false;
        start = end == SIZE_MAX ? type.length + 1 : end + 2;
    }
    return parts == 3 || parts == 4;
}

/** The SAM type that was meant by one that is nearly it; the empty slice when none was. */
static struct sx_string nearly_sam(struct sx_string type) {
    size_t count;
    const struct sx_object_spec *resources = sx_spec_resources(&count);
    for (size_t i = 0; i < count; i++)
        if (sx_edits(type, resources[i].name, MOST_EDITS) != SIZE_MAX)
            return resources[i].name;
    return STR("");
}

/** What all SAM types begin with is no likeness: the last parts are compared. */
static struct sx_string sam_hint(struct sx_transform *t, struct sx_string type) {
    static const size_t prefix = sizeof "AWS::Serverless::" - 1;
    size_t count;
    const struct sx_object_spec *resources = sx_spec_resources(&count);
    struct sx_string *names = sx_alloc_array(t, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = sx_string_slice(resources[i].name, prefix, resources[i].name.length);
    struct sx_string near = sx_nearest(t, sx_string_slice(type, prefix, type.length), names, count);
    return near.length ? sx_lint_did_you_mean(t, CAT(t, STR("AWS::Serverless::"), near)) : STR("");
}

static void report_unknown(struct sx_transform *t, const struct sx_node *type, struct sx_string hint) {
    sx_lint_report(t, type->span, SX_RULE_UNKNOWN_RESOURCE_TYPE,
                   CAT(t, STR("There is no resource type '"), sx_text(type), STR("'.")))
        ->hint = hint;
}

void sx_lint_resource_type(struct sx_transform *t, const struct sx_lint_resource *resource) {
    const struct sx_node *type = GET(resource->node, "Type");
    if (resource->spec || sx_lint_has_expanded(resource->node) || sx_is_intrinsic(type))
        return;
    if (sx_is_none(type))
        sx_lint_report(t, resource->id_span, SX_RULE_RESOURCE_WITHOUT_TYPE,
                       CAT(t, STR("Resource '"), resource->id, STR("' has no Type.")));
    else if (!sx_is_string(type))
        sx_lint_report(t, type->span, SX_RULE_RESOURCE_TYPE_FORM, STR("The Type of a resource must be a string."));
    else if (sx_string_starts_with(resource->type, "AWS::Serverless::") &&
             !sx_string_ends_with(resource->type, "::MODULE"))
        report_unknown(t, type, sam_hint(t, resource->type));
    else if (nearly_sam(resource->type).length)
        report_unknown(t, type, sx_lint_did_you_mean(t, nearly_sam(resource->type)));
    else if (!is_custom(resource->type) && !is_registered(resource->type))
        sx_lint_report(t, type->span, SX_RULE_RESOURCE_TYPE_FORM,
                       CAT(t, STR("'"), resource->type,
                           STR("' is not the form of a resource type: AWS::Service::Resource or Custom::Name.")));
}
