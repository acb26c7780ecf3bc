/* SPDX-License-Identifier: Apache-2.0 */

/* CapacityProviderConfig of a Function: its keys, one level deeper and one of them renamed. */

#include "check/model.h"
#include "resource/function.h"

static const struct sx_model_type text[] = {{.kind = SX_MODEL_MAP}, {.kind = SX_MODEL_STRING}, {.kind = SX_MODEL_END}};
static const struct sx_model_type integer[] = {
    {.kind = SX_MODEL_MAP}, {.kind = SX_MODEL_INTEGER}, {.kind = SX_MODEL_END}};
static const struct sx_model_type number[] = {
    {.kind = SX_MODEL_MAP}, {.kind = SX_MODEL_INTEGER}, {.kind = SX_MODEL_FLOAT}, {.kind = SX_MODEL_END}};

static const struct sx_model_field fields[] = {
    {"Arn", true, text},
    {"PerExecutionEnvironmentMaxConcurrency", false, integer},
    {"ExecutionEnvironmentMemoryGiBPerVCpu", false, number},
};

static const struct sx_model model = {"CapacityProviderConfig", fields, sizeof fields / sizeof *fields};

const struct sx_node *sx_function_capacity_provider(struct sx_transform *t, const struct sx_function *function) {
    const struct sx_node *config = FUNCTION_PROPERTY(function, "CapacityProviderConfig");
    if (!sx_is_true(config))
        return NULL;
    struct sx_model_errors errors;
    const struct sx_node *parsed = sx_model_parse(t, &model, config, &errors);
    if (!parsed)
        sx_refuse_resource(t, function->id, errors.list.items[0].where, sx_model_error_rule(&errors.list.items[0]),
                           CAT(t, STR("Invalid CapacityProviderConfig: "), sx_model_errors_listed(t, &model, &errors)));
    return MAP({"LambdaManagedInstancesCapacityProviderConfig",
                MAP({"CapacityProviderArn", GET(parsed, "Arn")},
                    {"PerExecutionEnvironmentMaxConcurrency", GET(parsed, "PerExecutionEnvironmentMaxConcurrency")},
                    {"ExecutionEnvironmentMemoryGiBPerVCpu", GET(parsed, "ExecutionEnvironmentMemoryGiBPerVCpu")})});
}
