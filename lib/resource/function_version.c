/* SPDX-License-Identifier: Apache-2.0 */

/* AutoPublishAlias: a version with a logical id that changes with the code, and an alias for it. */

#include "python/text.h"
#include "resource/function.h"

enum { HASH_DIGITS = 10 };

/* The first characters of a text, as Python counts them. */
static struct sx_string first_characters(struct sx_string text, size_t count) {
    size_t at = 0;
    while (count-- > 0 && at < text.length)
        sx_decode_code_point(text, &at);
    return sx_string_slice(text, 0, at);
}

/* Layers of this template that ask for it count as part of the function. */
static void add_layers(struct sx_transform *t, const struct sx_function *function, struct sx_fields *hashed) {
    const struct sx_node *layers = sx_emitted_get(t, function->lambda, "Layers");
    if (!sx_is_sequence(layers))
        return;
    for (size_t i = 0; i < layers->sequence.count; i++) {
        struct sx_string id = sx_logical_id_of(sx_item(layers, i));
        const struct sx_resource *layer = id.length ? sx_find_resource(t, function->template, id) : NULL;
        const struct sx_node *properties = layer ? GET(layer->node, "Properties") : NULL;
        if (sx_is_true(GET(properties, "PublishLambdaVersion")))
            sx_fields_set(t, hashed, id, properties);
    }
}

/* What the logical id of the version changes with. */
static const struct sx_node *hashed_data(struct sx_transform *t, const struct sx_function *function) {
    struct sx_fields hashed = {0};
    if (sx_is_true(FUNCTION_PROPERTY(function, "AutoPublishAliasAllProperties"))) {
        /* with what other functions have resolved in place of what Globals gives to all of them */
        const struct sx_node *properties = sx_emitted_properties(t, function->lambda);
        sx_fields_set_all(t, &hashed, sx_edited(t, &function->template->edits, properties));
        add_layers(t, function, &hashed);
        return sx_fields_node(t, &hashed, NULL);
    }
    const struct sx_node *code = sx_emitted_get(t, function->lambda, "Code");
    if (sx_is_mapping(code))
        sx_fields_set_all(t, &hashed, code);
    else /* a local path; the reference has nothing to compare with */
        sx_fields_set(t, &hashed, STR("Code"), code);
    sx_fields_set_all(t, &hashed, FUNCTION_PROPERTY(function, "Environment"));
    const struct sx_node *memory = FUNCTION_PROPERTY(function, "MemorySize");
    if (sx_is_true(memory))
        sx_fields_set(t, &hashed, STR("MemorySize"), memory);
    const struct sx_node *snap_start = FUNCTION_PROPERTY(function, "SnapStart");
    const struct sx_node *apply_on = GET(snap_start, "ApplyOn");
    if (sx_is_true(snap_start) && apply_on && !sx_text_is(apply_on, "None"))
        sx_fields_set(t, &hashed, STR("SnapStart"), snap_start);
    return sx_fields_node(t, &hashed, NULL);
}

static struct sx_string expand_version(struct sx_transform *t, struct sx_function *function, struct sx_string sha256) {
    /* resolved in place by the reference: the parameters' values come out in the function's own Code */
    sx_set(t, function->lambda, "Code", sx_function_resolve(t, function, sx_emitted_get(t, function->lambda, "Code")));
    struct sx_string prefix = CAT(t, function->id, STR("Version"));
    struct sx_string id = sha256.length ? CAT(t, prefix, first_characters(sha256, HASH_DIGITS))
                                        : sx_logical_id(t, prefix, hashed_data(t, function));
    const struct sx_node *provider = FUNCTION_PROPERTY(function, "CapacityProviderConfig");
    const struct sx_node *policy = FUNCTION_PROPERTY(function, "VersionDeletionPolicy");
    struct sx_attributes attributes = function->attributes;
    if (!attributes.deletion_policy)
        attributes.deletion_policy = policy ? policy : provider ? S("Delete") : S("Retain");

    struct sx_emitted *version = sx_emit(
        t, function->template, id, "AWS::Lambda::Version",
        MAP({"FunctionName", REF(function->id)}, {"Description", FUNCTION_PROPERTY(function, "VersionDescription")},
            {"FunctionScalingConfig", provider ? FUNCTION_PROPERTY(function, "FunctionScalingConfig") : NULL}));
    sx_set_attributes(t, version, attributes);
    return id;
}

static void expand_alias(struct sx_transform *t, struct sx_function *function, struct sx_string version_id) {
    struct sx_string alias_id =
        CAT(t, function->id, STR("Alias"),
            sx_string_replace(t, sx_string_replace(t, function->alias_name, STR("-"), STR("D")), STR("_"), STR("U")));
    const struct sx_node *concurrency = FUNCTION_PROPERTY(function, "ProvisionedConcurrencyConfig");
    function->alias = sx_emit(t, function->template, alias_id, "AWS::Lambda::Alias",
                              MAP({"Name", TEXT(function->alias_name)}, {"FunctionName", REF(function->id)},
                                  {"FunctionVersion", GET_ATT(version_id, "Version")},
                                  {"ProvisionedConcurrencyConfig", sx_is_true(concurrency) ? concurrency : NULL}));
    sx_set_attributes(t, function->alias, function->attributes);
}

/*
 * Lambda takes letters, digits, hyphens and underscores, and not digits alone. The reference also lets a line break at
 * the end through; case function/alias_with_line_break shows it.
 */
static bool is_alias_name(struct sx_string name) {
    bool digits_only = true;
    if (sx_string_ends_with(name, "\n"))
        name.length--;
    for (size_t i = 0; i < name.length; i++) {
        char c = name.bytes[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && c != '-' && c != '_')
            return false;
        digits_only = digits_only && digit;
    }
    return !digits_only;
}

static void check_alias_name(struct sx_transform *t, const struct sx_function *function) {
    struct sx_string name = function->alias_name;
    if (name.length == 0)
        sx_refuse_function(t, function, "AutoPublishAlias", SX_RULE_INVALID_PROPERTY_VALUE,
                           STR("Alias name is required to create an alias"));
    if (!is_alias_name(name))
        sx_refuse_function(t, function, "AutoPublishAlias", SX_RULE_INVALID_PROPERTY_VALUE,
                           CAT(t, STR("AutoPublishAlias name ('"), name,
                               STR("') must contain only alphanumeric characters, hyphens, or underscores matching "
                                   "(?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.")));
}

/* Lambda makes no new version of code that did not change, so the description has to change with the checksum. */
static struct sx_string describe_checksum(struct sx_transform *t, const struct sx_function *function) {
    const struct sx_parameters *parameters = &function->template->parameters;
    const struct sx_node *given = FUNCTION_PROPERTY(function, "AutoPublishCodeSha256");
    if (!sx_is_true(given))
        return STR("");
    const struct sx_node *checksum = sx_resolve(t, parameters, given);
    if (!sx_is_string(checksum))
        sx_refuse_function(t, function, "AutoPublishCodeSha256", SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("AutoPublishCodeSha256 must be a string"));
    const struct sx_node *description = sx_function_resolve(t, function, FUNCTION_PROPERTY(function, "Description"));
    if (!sx_is_true(description))
        sx_set(t, function->lambda, "Description", checksum);
    else if (sx_is_string(description))
        sx_set(t, function->lambda, "Description", TEXT(CAT(t, description->string, STR(" "), checksum->string)));
    else
        sx_set(t, function->lambda, "Description", MAP({"Fn::Join", LIST(S(" "), LIST(description, checksum))}));
    return checksum->string;
}

void sx_expand_alias(struct sx_transform *t, struct sx_function *function) {
    const struct sx_node *given = FUNCTION_PROPERTY(function, "AutoPublishAlias");
    if (!sx_is_true(given))
        return;
    const struct sx_node *name = sx_resolve(t, &function->template->parameters, given);
    if (!sx_is_string(name))
        sx_refuse_function(t, function, "AutoPublishAlias", SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("'AutoPublishAlias' must be a string or a Ref to a template parameter"));
    function->alias_name = name->string;
    struct sx_string checksum = describe_checksum(t, function);
    struct sx_string version_id = expand_version(t, function, checksum);
    check_alias_name(t, function);
    expand_alias(t, function, version_id);
}
