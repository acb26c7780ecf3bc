/* SPDX-License-Identifier: Apache-2.0 */

/*
 * AWS::Serverless::LayerVersion. Lambda never changes a version of a layer, so the logical id changes with whatever
 * makes the version, and CloudFormation makes a new one beside the old one.
 */

#include "cfn/s3_location.h"
#include "resource/resource.h"

#define OPTIONS "please use one of the following options: ['Retain', 'Delete']"

static const struct sx_object_spec *spec(void) {
    return sx_spec_resource(STR("AWS::Serverless::LayerVersion"));
}

/* `properties` with the parameters put into one of them; the result must still be a text, or an intrinsic function. */
static const struct sx_node *resolve(struct sx_transform *t, const struct sx_template *template, struct sx_string id,
                                     const struct sx_node *properties, const char *name) {
    struct sx_string key = sx_string_from(name);
    const struct sx_node *value = sx_get(t, properties, key);
    if (!sx_is_true(value))
        return properties;
    const struct sx_node *resolved = sx_resolve(t, &template->parameters, value);
    if (!sx_is_string(resolved) && !sx_is_mapping(resolved))
        sx_refuse_resource(
            t, id, sx_at(value), SX_RULE_INVALID_PROPERTY_TYPE,
            CAT(t, STR("Could not resolve parameter for '"), key, STR("' or parameter is not a String.")));
    return sx_with(t, properties, key, resolved);
}

/* RetentionPolicy as the DeletionPolicy that it is, or NULL. */
static const struct sx_node *retention_policy(struct sx_transform *t, struct sx_string id,
                                              const struct sx_node *properties) {
    const struct sx_node *policy = PROPERTY(properties, "RetentionPolicy");
    if (!policy)
        return NULL;
    if (sx_is_intrinsic(policy))
        sx_refuse_resource(t, id, sx_at(policy), SX_RULE_INTRINSIC,
                           STR("'RetentionPolicy' does not accept intrinsic functions, " OPTIONS));
    if (!sx_is_string(policy))
        sx_refuse_resource(t, id, sx_at(policy), SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("Invalid 'RetentionPolicy' type, " OPTIONS));
    struct sx_string lower = sx_string_lower(t, policy->string);
    if (sx_string_is(lower, "retain"))
        return S("Retain");
    if (sx_string_is(lower, "delete"))
        return S("Delete");
    sx_refuse_resource(t, id, sx_at(policy), SX_RULE_INVALID_PROPERTY_VALUE,
                       STR("'RetentionPolicy' must be one of the following options: ['Retain', 'Delete']."));
}

/*
 * The resource as the reference hashes it: with the parameters put in, as it refers to others by the ids of the
 * template, and without what changes nothing about the layer itself.
 */
static struct sx_string hashed_id(struct sx_transform *t, const struct sx_resource *resource,
                                  const struct sx_node *properties) {
    static const char *const attributes[] = {"UpdatePolicy", "Condition"};
    struct sx_fields hashed = {0}, known = {0};
    const struct sx_node *depends_on = GET(resource->node, "DependsOn");
    sx_fields_set(t, &hashed, STR("Type"), S("AWS::Serverless::LayerVersion"));
    if (sx_is_true(depends_on))
        sx_fields_set(t, &hashed, STR("DependsOn"), depends_on);
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        struct sx_string name = sx_string_from(attributes[i]);
        sx_fields_set(t, &hashed, name, sx_get(t, resource->node, name));
    }
    for (size_t i = 0; i < sx_count(properties); i++)
        if (!sx_is_none(properties->mapping.pairs[i].value))
            sx_fields_set(t, &known, properties->mapping.pairs[i].key, properties->mapping.pairs[i].value);
    sx_fields_set(t, &hashed, STR("Properties"), sx_fields_node(t, &known, properties));
    return sx_logical_id(t, resource->id, sx_new_entry(t, resource->id, sx_fields_node(t, &hashed, NULL)));
}

static bool is_architecture(const struct sx_node *node) {
    return sx_is_intrinsic(node) || sx_text_is(node, "x86_64") || sx_text_is(node, "arm64");
}

static void check_architectures(struct sx_transform *t, struct sx_string id, const struct sx_node *architectures) {
    if (sx_is_intrinsic(architectures))
        return;
    /* a mapping with one entry passes for an intrinsic function until here; Python then goes through its keys */
    for (size_t i = 0; i < sx_count(architectures); i++) {
        bool mapping = sx_is_mapping(architectures);
        const struct sx_node *item = sx_item(architectures, i);
        if (!is_architecture(mapping ? TEXT(architectures->mapping.pairs[i].key) : item))
            sx_refuse_resource(t, id, sx_at(mapping ? architectures : item), SX_RULE_INVALID_PROPERTY_VALUE,
                               STR("CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'"));
    }
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    static const char *const resolved[] = {"LayerName", "LicenseInfo", "Description", "RetentionPolicy"};
    const struct sx_node *properties = GET(resource->node, "Properties");
    sx_check_properties(t, spec(), resource->id, properties, resource->id_span);
    for (size_t i = 0; i < sizeof resolved / sizeof *resolved; i++)
        properties = resolve(t, template, resource->id, properties, resolved[i]);
    const struct sx_node *policy = retention_policy(t, resource->id, properties);
    /* the value of a parameter may have another type; the reference sees that when it makes the hash */
    sx_check_properties(t, spec(), resource->id, properties, resource->id_span);

    /* from here on the reference calls the resource by its new id, in messages too */
    struct sx_string id = hashed_id(t, resource, properties);
    const struct sx_node *name = PROPERTY(properties, "LayerName");
    const struct sx_node *architectures = PROPERTY(properties, "CompatibleArchitectures");
    struct sx_emitted *layer =
        sx_emit(t, template, id, "AWS::Lambda::LayerVersion",
                MAP({"LayerName", sx_is_true(name) ? name : TEXT(resource->id)},
                    {"Description", PROPERTY(properties, "Description")}, {"CompatibleArchitectures", architectures},
                    {"CompatibleRuntimes", PROPERTY(properties, "CompatibleRuntimes")},
                    {"LicenseInfo", PROPERTY(properties, "LicenseInfo")}));
    sx_set(t, layer, "Content", sx_s3_location(t, id, "ContentUri", PROPERTY(properties, "ContentUri")));
    check_architectures(t, id, architectures);

    struct sx_attributes attributes = sx_attributes_of(t, resource->node);
    if (policy || !attributes.deletion_policy)
        attributes.deletion_policy = policy ? policy : S("Retain");
    sx_set_attributes(t, layer, attributes);
    layer->depends_on = GET(resource->node, "DependsOn");
    sx_map_set(t, &template->renamed, resource->id, &layer->id);
}

const struct sx_resource_kind sx_resource_layer_version = {
    .type = "AWS::Serverless::LayerVersion",
    .order = 3,
    .expand = expand,
};
