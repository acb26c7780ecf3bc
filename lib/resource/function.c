/* SPDX-License-Identifier: Apache-2.0 */

/* AWS::Serverless::Function: the steps in order, and the Lambda function itself. */

#include "resource/function.h"

noreturn void sx_refuse_function(struct sx_transform *t, const struct sx_function *function, const char *property,
                                 enum sx_rule rule, struct sx_string message) {
    struct sx_span where =
        property ? sx_at_entry(t, function->properties, sx_string_from(property), rule) : sx_at(function->properties);
    sx_refuse_resource(t, function->id, where.end ? where : function->resource->id_span, rule, message);
}

const struct sx_node *sx_function_resolve(struct sx_transform *t, const struct sx_function *function,
                                          const struct sx_node *value) {
    const struct sx_node *resolved = sx_resolve(t, &function->template->parameters, value);
    sx_remember_edits(t, &function->template->edits, value, resolved);
    return resolved;
}

bool sx_function_is_traced(struct sx_transform *t, const struct sx_function *function) {
    const struct sx_node *tracing = FUNCTION_PROPERTY(function, "Tracing");
    return sx_is_true(tracing) && !sx_text_is(sx_function_resolve(t, function, tracing), "Disabled");
}

const struct sx_node *sx_function_reference(struct sx_transform *t, const struct sx_function *function) {
    return REF(function->alias ? function->alias->id : function->id);
}

/* Properties that go to AWS::Lambda::Function under their own name. */
static const char *const passed_on[] = {
    "Handler",
    "Runtime",
    "Description",
    "MemorySize",
    "Timeout",
    "VpcConfig",
    "Role",
    "Environment",
    "KmsKeyArn",
    "Layers",
    "FileSystemConfigs",
    "ReservedConcurrentExecutions",
    "ImageConfig",
    "PackageType",
    "Architectures",
    "SnapStart",
    "EphemeralStorage",
    "CodeSigningConfigArn",
    "RuntimeManagementConfig",
    "LoggingConfig",
    "TenancyConfig",
    "RecursiveLoop",
    "DurableConfig",
    "PublishToLatestPublished",
};

/* Properties that the reference leaves out when Python calls them false. */
static const char *const passed_on_if_true[] = {"FunctionName", "FunctionScalingConfig"};

enum { PASSED_ON = sizeof passed_on / sizeof *passed_on };

/* Code, Tags and Role, which nearly every function has beside what is passed on. */
enum { USUAL_OTHERS = 3 };

static void pass_on(struct sx_transform *t, const struct sx_function *function, struct sx_emitted *lambda) {
    const struct sx_node *values[PASSED_ON];
    size_t count = 0;
    for (size_t i = 0; i < PASSED_ON; i++) {
        values[i] = sx_get(t, function->properties, sx_string_from(passed_on[i]));
        count += !sx_is_none(values[i]);
    }
    sx_fields_reserve(t, &lambda->properties, count + USUAL_OTHERS);
    sx_set(t, lambda, "Code", sx_function_code(t, function));
    for (size_t i = 0; i < PASSED_ON; i++)
        sx_set(t, lambda, passed_on[i], values[i]);
}

static void expand_lambda(struct sx_transform *t, struct sx_function *function) {
    struct sx_emitted *lambda = sx_emit(t, function->template, function->id, "AWS::Lambda::Function", NULL);
    function->lambda = lambda;
    sx_set_all_attributes(t, lambda, function->node);
    pass_on(t, function, lambda);
    for (size_t i = 0; i < sizeof passed_on_if_true / sizeof *passed_on_if_true; i++) {
        const struct sx_node *value = sx_get(t, function->properties, sx_string_from(passed_on_if_true[i]));
        sx_set(t, lambda, passed_on_if_true[i], sx_is_true(value) ? value : NULL);
    }
    sx_set(t, lambda, "Tags", sx_tag_list_of_sam(t, function->id, FUNCTION_PROPERTY(function, "Tags")));
    /* the reference resolves in place what lies inside Tracing: Fn::Sub comes out with its parameters put in */
    if (sx_function_is_traced(t, function))
        sx_set(t, lambda, "TracingConfig",
               MAP({"Mode",
                    sx_resolve_inside(t, &function->template->parameters, FUNCTION_PROPERTY(function, "Tracing"))}));
    const struct sx_node *queue = FUNCTION_PROPERTY(function, "DeadLetterQueue");
    if (sx_is_true(queue))
        sx_set(t, lambda, "DeadLetterConfig", MAP({"TargetArn", GET(queue, "TargetArn")}));
    sx_set(t, lambda, "CapacityProviderConfig", sx_function_capacity_provider(t, function));
    sx_check_package_type(t, function);
}

static void expand(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource) {
    struct sx_function function = {
        .template = template,
        .resource = resource,
        .id = resource->id,
        .subject = {.resource = resource->id},
        .node = resource->node,
        .properties = GET(resource->node, "Properties"),
        .attributes = sx_attributes_of(t, resource->node),
    };
    sx_check_properties(t, sx_spec_resource(STR("AWS::Serverless::Function")), function.id, function.properties,
                        resource->id_span);
    sx_link_events(t, &function);
    sx_check_function(t, &function);
    expand_lambda(t, &function);
    if (sx_is_true(PROPERTY(function.properties, "ProvisionedConcurrencyConfig")) &&
        !sx_is_true(PROPERTY(function.properties, "AutoPublishAlias")))
        sx_refuse_function(t, &function, "ProvisionedConcurrencyConfig", SX_RULE_PROPERTY_CONFLICT,
                           STR("To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function"));
    sx_expand_alias(t, &function);
    sx_expand_url(t, &function);
    sx_expand_deployment_preference(t, &function);
    sx_expand_event_invoke_config(t, &function);
    sx_expand_role(t, &function);
    sx_expand_events(t, &function);
    sx_finish_role(t, &function);
    const struct sx_node *tags = PROPERTY(function.properties, "Tags");
    if (sx_is_true(PROPERTY(function.properties, "PropagateTags")) && sx_is_true(tags))
        sx_propagate_tags(t, resource, tags);
}

static const struct sx_referable referable[] = {
    {"Alias", "AWS::Lambda::Alias"},
    {"Version", "AWS::Lambda::Version"},
    {"DestinationTopic", "AWS::SNS::Topic"},
    {"DestinationQueue", "AWS::SQS::Queue"},
    {NULL, NULL},
};

const struct sx_resource_kind sx_resource_function = {
    .type = "AWS::Serverless::Function",
    .order = 0,
    .referable = referable,
    .expand = expand,
};
