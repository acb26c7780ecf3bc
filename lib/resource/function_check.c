/* SPDX-License-Identifier: Apache-2.0 */

/* What the reference checks of a Function beyond single properties. */

#include "python/text.h"
#include "resource/function.h"

/** A rule between two properties. */
struct pair_rule {
    const char *first, *second;
    bool excludes; /* else: the first requires the second */
};

static const struct pair_rule pair_rules[] = {
    {"CapacityProviderConfig", "ProvisionedConcurrencyConfig", true},
    {"CapacityProviderConfig", "VpcConfig", true},
    {"FunctionScalingConfig", "CapacityProviderConfig", false},
    {"VersionDeletionPolicy", "AutoPublishAlias", false},
};

static void check_pairs(struct sx_transform *t, const struct sx_function *function) {
    struct sx_string message = STR("");
    struct sx_span where = {0, 0};
    for (size_t i = 0; i < sizeof pair_rules / sizeof *pair_rules; i++) {
        const struct pair_rule *rule = &pair_rules[i];
        struct sx_string first = sx_string_from(rule->first), second = sx_string_from(rule->second);
        bool has_first = sx_property(t, function->properties, first) != NULL;
        bool has_second = sx_property(t, function->properties, second) != NULL;
        if (!has_first || has_second != rule->excludes)
            continue;
        struct sx_string text = rule->excludes
                                    ? CAT(t, STR("Cannot specify '"), first, STR("' and '"), second, STR("' together."))
                                    : CAT(t, STR("'"), first, STR("' requires '"), second, STR("'."));
        message = message.length ? CAT(t, message, STR("\n"), text) : text;
        if (!where.end)
            where = rule->excludes
                        ? sx_later(sx_function_at(t, function, rule->first), sx_function_at(t, function, rule->second))
                        : sx_function_at(t, function, rule->first);
    }
    if (message.length)
        sx_refuse_resource(t, function->id, where, SX_RULE_PROPERTY_CONFLICT, message);
}

static void check_dead_letter_queue(struct sx_transform *t, const struct sx_function *function) {
    const struct sx_node *queue = FUNCTION_PROPERTY(function, "DeadLetterQueue");
    if (!sx_is_true(queue))
        return;
    const struct sx_node *type = GET(queue, "Type");
    if (!sx_is_true(type) || !sx_is_true(GET(queue, "TargetArn")))
        sx_refuse_function(t, function, "DeadLetterQueue", SX_RULE_MISSING_PROPERTY,
                           STR("'DeadLetterQueue' requires Type and TargetArn properties to be specified."));
    EXPECT_STRING(function->subject, type, sx_at(queue), "DeadLetterQueue.Type");
    if (!sx_text_is(type, "SQS") && !sx_text_is(type, "SNS"))
        sx_refuse_resource(t, function->id, sx_at(type), SX_RULE_INVALID_PROPERTY_VALUE,
                           STR("'DeadLetterQueue' requires Type of ['SQS', 'SNS']"));
}

static void check_tenancy_events(struct sx_transform *t, const struct sx_function *function) {
    for (size_t i = 0; i < function->events->count; i++) {
        const struct sx_node *type = GET(function->events->items[i].node, "Type");
        if (!sx_text_is(type, "Api") && !sx_text_is(type, "HttpApi"))
            sx_refuse_resource(t, function->id, sx_at(type), SX_RULE_PROPERTY_CONFLICT,
                               CAT(t, STR("Event source '"), sx_python_str(t, type),
                                   STR("' is not supported for functions enabled with tenancy configuration. "
                                       "Only Api and HttpApi event sources are supported.")));
    }
}

static void check_tenancy(struct sx_transform *t, const struct sx_function *function) {
    static const struct {
        const char *property;
        struct sx_string message;
    } excluded[] = {
        {"ProvisionedConcurrencyConfig",
         STR_INIT("Provisioned concurrency is not supported for functions enabled with tenancy configuration.")},
        {"FunctionUrlConfig",
         STR_INIT("Function URL is not supported for functions enabled with tenancy configuration.")},
        {"SnapStart", STR_INIT("SnapStart is not supported for functions enabled with tenancy configuration.")},
    };
    if (!sx_is_true(FUNCTION_PROPERTY(function, "TenancyConfig")))
        return;
    for (size_t i = 0; i < sizeof excluded / sizeof *excluded; i++)
        if (sx_is_true(sx_get(t, function->properties, sx_string_from(excluded[i].property))))
            sx_refuse_function(t, function, excluded[i].property, SX_RULE_PROPERTY_CONFLICT, excluded[i].message);
    check_tenancy_events(t, function);
}

void sx_check_function(struct sx_transform *t, const struct sx_function *function) {
    check_pairs(t, function);
    check_dead_letter_queue(t, function);
    check_tenancy(t, function);
}

/* Whether one of the properties is there, and which: the place to show. */
static const char *first_true(const struct sx_transform *t, const struct sx_function *function,
                              const char *const *names) {
    for (; *names; names++)
        if (sx_is_true(sx_get(t, function->properties, sx_string_from(*names))))
            return *names;
    return NULL;
}

/* The one of Runtime and Handler that is written with nothing behind it, if any. */
static const char *empty_one(const struct sx_transform *t, const struct sx_function *function) {
    static const char *const names[] = {"Runtime", "Handler"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct sx_pair *pair = sx_get_pair(t, function->properties, sx_string_from(names[i]));
        if (pair && !sx_is_true(pair->value))
            return names[i];
    }
    return NULL;
}

void sx_check_package_type(struct sx_transform *t, const struct sx_function *function) {
    static const char *const of_zip[] = {"Handler", "Runtime", "Layers", NULL};
    if (sx_text_is(FUNCTION_PROPERTY(function, "PackageType"), "Image")) {
        const char *wrong = first_true(t, function, of_zip);
        if (wrong)
            sx_refuse_function(t, function, wrong, SX_RULE_PROPERTY_CONFLICT,
                               STR("Runtime, Handler, Layers cannot be present when PackageType is of type `Image`"));
        return;
    }
    if (!sx_is_true(FUNCTION_PROPERTY(function, "Runtime")) || !sx_is_true(FUNCTION_PROPERTY(function, "Handler")))
        sx_refuse_function(t, function, empty_one(t, function), SX_RULE_MISSING_PROPERTY,
                           STR("Runtime and Handler needs to be present when PackageType is of type `Zip`"));
    if (sx_is_true(FUNCTION_PROPERTY(function, "ImageConfig")))
        sx_refuse_function(t, function, "ImageConfig", SX_RULE_PROPERTY_CONFLICT,
                           STR("ImageUri or ImageConfig cannot be present when PackageType is of type `Zip`"));
}
