/* SPDX-License-Identifier: Apache-2.0 */

/* Functions: values that are right alone and wrong together. */

#include "lint/owner.h"

/* ------------------------------------------------------------------------------------------- with the runtime -- */

static bool is_of(struct sx_string runtime, const char *family) {
    size_t length = strlen(family);
    return sx_string_starts_with(runtime, family) && runtime.length > length && runtime.bytes[length] >= '0' &&
           runtime.bytes[length] <= '9';
}

/* MODULE.FUNCTION: what Python, Node.js and Ruby look for. */
static void check_handler(struct sx_transform *t, const struct sx_node *handler, struct sx_string runtime) {
    bool dotted = is_of(runtime, "python") || is_of(runtime, "nodejs") || is_of(runtime, "ruby");
    if (dotted && sx_is_literal(handler) && sx_string_find_byte(sx_text(handler), '.', 0) == SIZE_MAX)
        sx_lint_report(t, sx_at(handler), SX_RULE_HANDLER,
                       CAT(t, STR("The handler of a function with the runtime '"), runtime,
                           STR("' is MODULE.FUNCTION, and '"), sx_text(handler), STR("' names no function.")));
}

static void check_architectures(struct sx_transform *t, const struct sx_node *list, const struct sx_runtime *runtime) {
    for (size_t i = 0; runtime && runtime->x86_64_only && sx_is_sequence(list) && i < sx_count(list); i++)
        if (sx_text_is(sx_item(list, i), "arm64"))
            sx_lint_report(t, sx_at(sx_item(list, i)), SX_RULE_RUNTIME_ARCHITECTURE,
                           CAT(t, STR("The runtime '"), runtime->name, STR("' does not run on arm64.")));
}

/* ---------------------------------------------------------------------------------------------- with SnapStart -- */

static void report_snap_start(struct sx_transform *t, const struct sx_node *snap_start, struct sx_string message) {
    sx_lint_report(t, sx_at(GET(snap_start, "ApplyOn")), SX_RULE_SNAP_START, message);
}

static void check_snap_start(struct sx_transform *t, const struct sx_owner *owner, const struct sx_runtime *runtime) {
    const struct sx_node *snap_start = sx_owned(t, owner, "SnapStart");
    const struct sx_node *size = GET(sx_owned(t, owner, "EphemeralStorage"), "Size");
    int64_t megabytes;
    if (!sx_text_is(GET(snap_start, "ApplyOn"), "PublishedVersions"))
        return;
    if (runtime && !runtime->snap_start)
        report_snap_start(t, snap_start,
                          CAT(t, STR("The runtime '"), runtime->name, STR("' does not support SnapStart.")));
    else if (sx_is_mapping(sx_owned(t, owner, "ProvisionedConcurrencyConfig")))
        report_snap_start(t, snap_start, STR("SnapStart and provisioned concurrency exclude each other."));
    else if (sx_count(sx_owned(t, owner, "FileSystemConfigs")))
        report_snap_start(t, snap_start, STR("SnapStart does not support file systems."));
    else if (sx_literal_int(size, &megabytes) && megabytes > 512)
        report_snap_start(t, snap_start, STR("SnapStart does not support ephemeral storage of more than 512 MB."));
}

/* ------------------------------------------------------------------------------------------------ concurrency -- */

static void check_concurrency(struct sx_transform *t, const struct sx_owner *owner) {
    const struct sx_node *reserved = sx_owned(t, owner, "ReservedConcurrentExecutions");
    const struct sx_node *provisioned =
        GET(sx_owned(t, owner, "ProvisionedConcurrencyConfig"), "ProvisionedConcurrentExecutions");
    int64_t most, wanted;
    if (sx_literal_int(reserved, &most) && sx_literal_int(provisioned, &wanted) && wanted > most)
        sx_lint_report(t, sx_at(provisioned), SX_RULE_PROVISIONED_CONCURRENCY,
                       CAT(t, STR("The provisioned concurrency of "), sx_string_from_int(t, wanted),
                           STR(" is more than the "), sx_string_from_int(t, most), STR(" that are reserved.")));
}

/* --------------------------------------------------------------------------------------------------- targets -- */

/** The service that a target belongs to: "sqs", "sns", "lambda" ...; empty when it is not known. */
static struct sx_string service_of(struct sx_transform *t, const struct sx_lint *lint, const struct sx_node *target) {
    static const char *const types[][2] = {{"AWS::SQS::Queue", "sqs"},          {"AWS::SNS::Topic", "sns"},
                                           {"AWS::Lambda::Function", "lambda"}, {"AWS::Serverless::Function", "lambda"},
                                           {"AWS::Events::EventBus", "events"}, {"AWS::S3::Bucket", "s3"}};
    struct sx_string type = sx_type_behind(t, lint, target);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (sx_string_is(type, types[i][0]))
            return sx_string_from(types[i][1]);
    struct sx_part rest = sx_part_of(target), part = rest;
    for (size_t i = 0; sx_is_literal(target) && i < 3; i++)
        if (!sx_part_next(&rest, ':', &part) || (i == 0 && !sx_string_is(sx_part_text(part), "arn")))
            return STR("");
    return sx_is_literal(target) ? sx_part_text(part) : STR("");
}

/* The type of a target decides which permission the role gets. */
static void check_target(struct sx_transform *t, const struct sx_lint *lint, const struct sx_node *type,
                         const struct sx_node *target) {
    static const char *const services[][2] = {
        {"SQS", "sqs"}, {"SNS", "sns"}, {"Lambda", "lambda"}, {"EventBridge", "events"}, {"S3Bucket", "s3"}};
    struct sx_string service = target ? service_of(t, lint, target) : STR("");
    for (size_t i = 0; service.length && i < sizeof services / sizeof *services; i++)
        if (sx_text_is(type, services[i][0]) && !sx_string_is(service, services[i][1]))
            sx_lint_report(t, sx_at(type), SX_RULE_TARGET_TYPE,
                           CAT(t, STR("The Type is '"), sx_text(type), STR("', but the target belongs to '"), service,
                               STR("': the role of the function will not have the permission that it needs.")));
}

static void check_targets(struct sx_transform *t, const struct sx_lint *lint, const struct sx_owner *owner) {
    const struct sx_node *queue = sx_owned(t, owner, "DeadLetterQueue");
    const struct sx_node *destinations = GET(sx_owned(t, owner, "EventInvokeConfig"), "DestinationConfig");
    const struct sx_node *success = GET(destinations, "OnSuccess"), *failure = GET(destinations, "OnFailure");
    check_target(t, lint, GET(queue, "Type"), GET(queue, "TargetArn"));
    check_target(t, lint, GET(success, "Type"), GET(success, "Destination"));
    check_target(t, lint, GET(failure, "Type"), GET(failure, "Destination"));
}

/* --------------------------------------------------------------------------------------------- deployments -- */

/* CodeDeploy's own configurations; Type may be any other, which somebody made. */
static const char *const configurations[] = {"AllAtOnce",
                                             "Canary10Percent5Minutes",
                                             "Canary10Percent10Minutes",
                                             "Canary10Percent15Minutes",
                                             "Canary10Percent30Minutes",
                                             "Linear10PercentEvery1Minute",
                                             "Linear10PercentEvery2Minutes",
                                             "Linear10PercentEvery3Minutes",
                                             "Linear10PercentEvery10Minutes",
                                             NULL};

static void check_deployment(struct sx_transform *t, const struct sx_owner *owner) {
    const struct sx_node *type = GET(sx_owned(t, owner, "DeploymentPreference"), "Type");
    if (!sx_is_literal(type))
        return;
    for (size_t i = 0; configurations[i]; i++)
        if (sx_text_is(type, configurations[i]))
            return;
    struct sx_string hint = sx_lint_name_hint(t, sx_text(type), configurations);
    if (hint.length)
        sx_lint_report(t, sx_at(type), SX_RULE_DEPLOYMENT_CONFIGURATION,
                       CAT(t, STR("CodeDeploy has no configuration '"), sx_text(type), STR("' of its own.")))
            ->hint = hint;
}

/* ------------------------------------------------------------------------------------------------------ memory -- */

enum { MOST_MEMORY = 10240 };

/* More is for functions that run on instances of their own. */
static void check_memory(struct sx_transform *t, const struct sx_owner *owner) {
    const struct sx_node *memory = sx_owned(t, owner, "MemorySize");
    int64_t megabytes;
    if (!sx_owned(t, owner, "CapacityProviderConfig") && sx_literal_int(memory, &megabytes) &&
        megabytes > MOST_MEMORY && megabytes <= 32768)
        sx_lint_report(t, sx_at(memory), SX_RULE_MEMORY_SIZE,
                       STR("A function has 10240 MB of memory at most, unless it runs on a capacity provider."));
}

/* ----------------------------------------------------------------------------------------------- environment -- */

/* Lambda Developer Guide, "Defined runtime environment variables": those that are reserved. */
static bool is_reserved(struct sx_string name) {
    static const char *const reserved[] = {
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_DEFAULT_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_LAMBDA_RUNTIME_API",
        "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
    };
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (sx_string_is(name, reserved[i]))
            return true;
    return false;
}

/* A letter, then letters, digits and _; two characters at least. */
static bool is_variable_name(struct sx_string name) {
    char first = name.length ? name.bytes[0] : '0';
    return name.length >= 2 && sx_consists_of(name, "_") && first != '_' && (first < '0' || first > '9');
}

static void check_variables(struct sx_transform *t, const struct sx_node *variables) {
    for (size_t i = 0; sx_is_mapping(variables) && !sx_is_intrinsic(variables) && i < sx_count(variables); i++) {
        const struct sx_pair *pair = sx_entry(variables, i);
        if (sx_string_starts_with(pair->key, "Fn::"))
            continue;
        if (is_reserved(pair->key))
            sx_lint_report(t, pair->key_span, SX_RULE_RESERVED_VARIABLE,
                           CAT(t, STR("Lambda sets the environment variable '"), pair->key,
                               STR("' itself, and refuses functions that set it.")));
        else if (!is_variable_name(pair->key))
            sx_lint_report(t, pair->key_span, SX_RULE_VARIABLE_NAME,
                           CAT(t,
                               STR("The name of an environment variable is a letter and then letters, digits and "
                                   "_, two characters at least, and not '"),
                               pair->key, STR("'.")));
    }
}

static size_t size_of(const struct sx_transform *t, const struct sx_node *variables, const struct sx_node *over) {
    size_t size = 0;
    for (size_t i = 0; sx_is_mapping(variables) && i < sx_count(variables); i++) {
        const struct sx_pair *pair = sx_entry(variables, i);
        if (!sx_has(t, over, pair->key))
            size += pair->key.length + (sx_is_literal(pair->value) ? sx_text(pair->value).length : 0);
    }
    return size;
}

enum { MOST_ENVIRONMENT_BYTES = 4096 };

static void check_environment(struct sx_transform *t, const struct sx_owner *owner) {
    const struct sx_node *own = GET(GET(owner->properties, "Environment"), "Variables");
    const struct sx_node *global = GET(GET(owner->globals, "Environment"), "Variables");
    size_t size = size_of(t, own, NULL) + size_of(t, global, own);
    check_variables(t, own);
    if (size > MOST_ENVIRONMENT_BYTES)
        sx_lint_report(t, sx_at_key(t, GET(own ? owner->properties : owner->globals, "Environment"), STR("Variables")),
                       SX_RULE_ENVIRONMENT_SIZE,
                       CAT(t, STR("The environment variables have "), sx_string_from_int(t, (long long)size),
                           STR(" bytes in their names and values, and Lambda takes no more than 4096.")));
}

/* ----------------------------------------------------------------------------------------------------- all of it -- */

static void check_function(struct sx_transform *t, struct sx_lint *lint, const struct sx_owner *owner) {
    const struct sx_node *runtime = sx_owned(t, owner, "Runtime");
    const struct sx_runtime *known = sx_spec_runtime(sx_text(runtime));
    check_handler(t, sx_owned(t, owner, "Handler"), sx_text(runtime));
    check_architectures(t, sx_owned(t, owner, "Architectures"), known);
    check_snap_start(t, owner, known);
    check_concurrency(t, owner);
    check_targets(t, lint, owner);
    check_environment(t, owner);
    check_deployment(t, owner);
    check_memory(t, owner);
}

void sx_lint_function_values(struct sx_transform *t, struct sx_lint *lint) {
    check_variables(t, GET(GET(GET(GET(lint->source, "Globals"), "Function"), "Environment"), "Variables"));
    sx_each_owner(t, lint, "AWS::Serverless::Function", check_function);
}
