/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Serverless::CapacityProvider: the instances that Functions run on, and the role that manages them. */

#include "check/model.h"
#include "resource/resource.h"

static const struct sx_model_type anything[] = {{.kind = SX_MODEL_ANY}, {.kind = SX_MODEL_END}};
static const struct sx_model_type map[] = {{.kind = SX_MODEL_MAP}, {.kind = SX_MODEL_END}};
static const struct sx_model_type boolean[] = {{.kind = SX_MODEL_BOOLEAN}, {.kind = SX_MODEL_END}};
/* in what follows a map stands for an intrinsic function */
static const struct sx_model_type text[] = {{.kind = SX_MODEL_MAP}, {.kind = SX_MODEL_STRING}, {.kind = SX_MODEL_END}};
static const struct sx_model_type texts[] = {
    {.kind = SX_MODEL_MAP}, {.kind = SX_MODEL_LIST, .of = text}, {.kind = SX_MODEL_END}};
static const struct sx_model_type integer[] = {
    {.kind = SX_MODEL_MAP}, {.kind = SX_MODEL_INTEGER}, {.kind = SX_MODEL_END}};
static const struct sx_model_type number[] = {{.kind = SX_MODEL_MAP}, {.kind = SX_MODEL_FLOAT}, {.kind = SX_MODEL_END}};

#define MODEL(fields) \
    { NULL, (fields), sizeof(fields) / sizeof *(fields) }

static const struct sx_model_field network_fields[] = {{"SecurityGroupIds", false, texts}, {"SubnetIds", true, texts}};
static const struct sx_model_field instance_fields[] = {
    {"Architectures", false, texts}, {"AllowedTypes", false, texts}, {"ExcludedTypes", false, texts}};
static const struct sx_model_field scaling_fields[] = {{"MaxVCpuCount", false, integer},
                                                       {"AverageCPUUtilization", false, number}};
static const struct sx_model network_model = MODEL(network_fields);
static const struct sx_model instance_model = MODEL(instance_fields);
static const struct sx_model scaling_model = MODEL(scaling_fields);
static const struct sx_model_type network[] = {{.kind = SX_MODEL_OBJECT, .model = &network_model},
                                               {.kind = SX_MODEL_END}};
static const struct sx_model_type instances[] = {{.kind = SX_MODEL_OBJECT, .model = &instance_model},
                                                 {.kind = SX_MODEL_END}};
static const struct sx_model_type scaling[] = {{.kind = SX_MODEL_OBJECT, .model = &scaling_model},
                                               {.kind = SX_MODEL_END}};

static const struct sx_model_field property_fields[] = {
    {"CapacityProviderName", false, anything}, {"VpcConfig", true, network},
    {"OperatorRole", false, anything},         {"Tags", false, map},
    {"PropagateTags", false, boolean},         {"InstanceRequirements", false, instances},
    {"ScalingConfig", false, scaling},         {"KmsKeyArn", false, anything},
};
static const struct sx_model model = MODEL(property_fields);

/* The properties, converted as the reference converts them. */
static const struct sx_node *parse(struct sx_transform *t, const struct sx_resource *resource) {
    const struct sx_node *properties = GET(resource->node, "Properties");
    struct sx_model_errors errors;
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::CapacityProvider")), resource->id, properties,
                        resource->id_span);
    const struct sx_node *parsed = sx_model_parse(t, &model, properties, &errors);
    if (!parsed)
        sx_refuse_resource(t, resource->id, errors.list.items[0].where, sx_model_error_rule(&errors.list.items[0]),
                           sx_model_errors_told(t, &errors));
    const struct sx_node *types = GET(parsed, "InstanceRequirements");
    if (GET(types, "AllowedTypes") && GET(types, "ExcludedTypes"))
        sx_refuse_resource(
            t, resource->id,
            sx_later(sx_at_key(t, types, STR("AllowedTypes")), sx_at_key(t, types, STR("ExcludedTypes"))),
            SX_RULE_PROPERTY_CONFLICT,
            STR("Cannot specify 'InstanceRequirements.AllowedTypes' and "
                "'InstanceRequirements.ExcludedTypes' together."));
    return parsed;
}

static const struct sx_node *if_true(const struct sx_node *value) {
    return sx_is_true(value) ? value : NULL;
}

static const struct sx_node *instance_requirements(struct sx_transform *t, const struct sx_node *requirements) {
    if (!sx_is_true(requirements))
        return NULL;
    return MAP({"Architectures", GET(requirements, "Architectures")},
               {"AllowedInstanceTypes", GET(requirements, "AllowedTypes")},
               {"ExcludedInstanceTypes", GET(requirements, "ExcludedTypes")});
}

static const struct sx_node *scaling_config(struct sx_transform *t, const struct sx_node *config) {
    if (!sx_is_true(config))
        return NULL;
    const struct sx_node *target = GET(config, "AverageCPUUtilization"), *policies = NULL;
    if (target)
        policies = LIST(
            MAP({"PredefinedMetricType", S("LambdaCapacityProviderAverageCPUUtilization")}, {"TargetValue", target}));
    return MAP({"MaxVCpuCount", GET(config, "MaxVCpuCount")}, {"ScalingMode", target ? S("Manual") : S("Auto")},
               {"ScalingPolicies", policies});
}

static const struct sx_node *with_all(struct sx_transform *t, const struct sx_node *tags, const struct sx_node *more) {
    struct sx_fields fields = {0};
    sx_fields_set_all(t, &fields, tags);
    sx_fields_set_all(t, &fields, more);
    return sx_fields_node(t, &fields, tags);
}

/* SAM's own tag may be given here, and is overwritten; tags that are propagated overwrite it in turn. */
static const struct sx_node *tag_list(struct sx_transform *t, const struct sx_node *tags,
                                      const struct sx_node *propagated) {
    tags = sx_with(t, tags, STR("lambda:createdBy"), S("SAM"));
    return sx_tag_list(t, with_all(t, tags, propagated));
}

static struct sx_emitted *emit_role(struct sx_transform *t, struct sx_template *template,
                                    const struct sx_resource *resource, const struct sx_node *propagated) {
    struct sx_emitted *role = sx_emit(
        t, template, CAT(t, resource->id, STR("OperatorRole")), "AWS::IAM::Role",
        MAP({"AssumeRolePolicyDocument", sx_assume_role_policy(t, "lambda.amazonaws.com")},
            {"ManagedPolicyArns", LIST(sx_aws_managed_policy(t, template, "AWSLambdaManagedEC2ResourceOperator"))},
            {"Tags", tag_list(t, NULL, propagated)}));
    sx_set_attributes(t, role, sx_attributes_of(t, resource->node));
    return role;
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    const struct sx_node *properties = parse(t, resource);
    const struct sx_node *tags = GET(properties, "Tags");
    const struct sx_node *propagated = sx_is_true(GET(properties, "PropagateTags")) ? tags : NULL;
    const struct sx_node *role = if_true(GET(properties, "OperatorRole"));
    if (!role)
        role = GET_ATT(emit_role(t, template, resource, propagated)->id, "Arn");
    struct sx_emitted *provider =
        sx_emit(t, template, resource->id, "AWS::Lambda::CapacityProvider",
                MAP({"CapacityProviderName", if_true(GET(properties, "CapacityProviderName"))},
                    {"VpcConfig", GET(properties, "VpcConfig")},
                    {"PermissionsConfig", MAP({"CapacityProviderOperatorRoleArn", role})},
                    {"Tags", tag_list(t, tags, propagated)},
                    {"InstanceRequirements", instance_requirements(t, GET(properties, "InstanceRequirements"))},
                    {"CapacityProviderScalingConfig", scaling_config(t, GET(properties, "ScalingConfig"))},
                    {"KmsKeyArn", if_true(GET(properties, "KmsKeyArn"))}));
    sx_set_all_attributes(t, provider, resource->node);
}

const struct sx_resource_kind sx_resource_capacity_provider = {
    .type = "AWS::Serverless::CapacityProvider",
    .order = 3,
    .expand = expand,
};
