/* SPDX-License-Identifier: Apache-2.0 */

/* CapacityProviderConfig of a Function: its keys, one level deeper and one of them renamed. */

#include "check/model.h"
#include "resource/function.h"

static const struct sx_model_field fields[] = {
    {"Arn", true, {SX_MODEL_MAP, SX_MODEL_STRING, SX_MODEL_END}},
    {"PerExecutionEnvironmentMaxConcurrency", false, {SX_MODEL_MAP, SX_MODEL_INTEGER, SX_MODEL_END}},
    {"ExecutionEnvironmentMemoryGiBPerVCpu", false, {SX_MODEL_MAP, SX_MODEL_INTEGER, SX_MODEL_FLOAT, SX_MODEL_END}},
};

static const struct sx_model model = {"CapacityProviderConfig", fields, sizeof fields / sizeof *fields};

const struct sx_node *sx_function_capacity_provider(struct sx_transform *t, const struct sx_function *function) {
    const struct sx_node *config = FUNCTION_PROPERTY(function, "CapacityProviderConfig");
    if (!sx_is_true(config))
        return NULL;
    struct sx_string errors;
    struct sx_span where;
    const struct sx_node *parsed = sx_model_parse(t, &model, config, &errors, &where);
    if (!parsed)
        sx_refuse_resource(t, function->id, where, SX_RULE_INVALID_PROPERTY_VALUE,
                           CAT(t, STR("Invalid CapacityProviderConfig: "), errors));
    return MAP({"LambdaManagedInstancesCapacityProviderConfig",
                MAP({"CapacityProviderArn", GET(parsed, "Arn")},
                    {"PerExecutionEnvironmentMaxConcurrency", GET(parsed, "PerExecutionEnvironmentMaxConcurrency")},
                    {"ExecutionEnvironmentMemoryGiBPerVCpu", GET(parsed, "ExecutionEnvironmentMemoryGiBPerVCpu")})});
}
