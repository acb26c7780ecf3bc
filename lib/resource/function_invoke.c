/* SPDX-License-Identifier: Apache-2.0 */

/* EventInvokeConfig: where the results of asynchronous calls go; queues and topics are made where none is named. */

#include "base/sha1.h"
#include "python/text.h"
#include "resource/function.h"

enum { LONGEST_CONDITION_NAME = 255 };

/** One destination, OnSuccess or OnFailure, while it is expanded. */
struct destination {
    struct sx_function *function;
    const struct sx_node *config; /* {"Type", "Destination"} with parameters put in */
    struct sx_string config_id;   /* of the AWS::Lambda::EventInvokeConfig */
    struct sx_string id;          /* that, with OnSuccess or OnFailure */
    struct sx_string type;
    const struct sx_node *given;     /* Destination, or NULL */
    const struct sx_node *condition; /* when what SAM makes is used; NULL: always, or never */
    const struct sx_node *otherwise; /* the destination else */
};

static struct sx_string hashed_condition_name(struct sx_transform *t, struct sx_string name, struct sx_string data) {
    struct sx_string whole = sx_logical_id_of_text(t, name, data);
    return sx_string_slice(whole, 0, LONGEST_CONDITION_NAME);
}

static const struct sx_node *text_of_condition(struct sx_transform *t, const struct destination *destination,
                                               const struct sx_node *condition) {
    if (!sx_is_string(condition))
        sx_refuse_own(
            t, sx_at(condition), SX_RULE_INTRINSIC,
            CAT(t, STR("Resource with id ["), destination->function->id,
                STR("] is invalid. The condition of Fn::If in 'Destination' must be the name of a condition.")));
    return condition;
}

/* A Destination that is an Fn::If with no value in one branch: that branch stands for what SAM makes. */
static void read_condition(struct sx_transform *t, struct destination *destination) {
    const struct sx_node *arguments = sx_intrinsic(destination->given, "Fn::If");
    if (!arguments)
        return;
    if (!sx_is_whole_if(destination->given))
        sx_refuse_resource(t, destination->config_id, sx_at(destination->given), SX_RULE_INTRINSIC,
                           STR("Malformed 'Destination' property: Fn::If requires 3 arguments."));
    const struct sx_node *yes = sx_item(arguments, 1), *no = sx_item(arguments, 2);
    if (sx_is_no_value(yes) == sx_is_no_value(no))
        return;
    const struct sx_node *condition = sx_item(arguments, 0);
    if (sx_is_no_value(yes)) {
        destination->condition = condition;
        destination->otherwise = no;
        return;
    }
    condition = text_of_condition(t, destination, condition);
    struct sx_string negated = hashed_condition_name(t, CAT(t, STR("NOT"), condition->string), destination->config_id);
    sx_fields_set(t, &destination->function->template->conditions, negated,
                  MAP({"Fn::Not", LIST(MAP({"Condition", condition}))}));
    destination->condition = TEXT(negated);
    destination->otherwise = yes;
}

/* The condition of the Function and that of the destination, both. */
static const struct sx_node *combined_condition(struct sx_transform *t, const struct destination *destination) {
    const struct sx_node *own = destination->function->attributes.condition;
    if (sx_is_none(own))
        return destination->condition;
    if (!destination->condition)
        return own;
    const struct sx_node *given = text_of_condition(t, destination, destination->condition);
    struct sx_string name =
        hashed_condition_name(t, CAT(t, sx_text(own), STR("AND"), given->string), destination->function->id);
    /* the reference wraps each condition twice: case function_with_event_dest_conditional shows it */
    const struct sx_node *both = LIST(MAP({"Condition", MAP({"Condition", own})}),
                                      MAP({"Condition", MAP({"Condition", destination->condition})}));
    sx_fields_set(t, &destination->function->template->conditions, name, MAP({"Fn::And", both}));
    return TEXT(name);
}

/* Makes the queue or topic, and returns the destination to use. */
static const struct sx_node *make_target(struct sx_transform *t, const struct destination *destination) {
    const struct sx_node *condition = combined_condition(t, destination);
    bool queue = sx_string_is(destination->type, "SQS");
    struct sx_string id = CAT(t, destination->id, queue ? STR("Queue") : STR("Topic"));
    struct sx_emitted *target =
        sx_emit(t, destination->function->template, id, queue ? "AWS::SQS::Queue" : "AWS::SNS::Topic", NULL);
    sx_set_attributes(t, target, destination->function->attributes);
    if (sx_is_true(condition))
        sx_set_attribute(t, target, "Condition", condition);
    const struct sx_node *arn = queue ? GET_ATT(id, "Arn") : REF(id);
    if (!destination->condition)
        return arn;
    return sx_new_if(t, destination->condition, arn, destination->otherwise);
}

static const struct sx_node *policy_of(struct sx_transform *t, const struct destination *destination,
                                       const struct sx_node *target) {
    if (sx_string_is(destination->type, "SQS"))
        return sx_sqs_send_message_policy(t, target, destination->id);
    if (sx_string_is(destination->type, "SNS"))
        return sx_sns_publish_policy(t, target, destination->id);
    if (sx_string_is(destination->type, "EventBridge"))
        return sx_event_bus_put_events_policy(t, target, destination->id);
    if (sx_string_is(destination->type, "Lambda"))
        return sx_lambda_invoke_policy(t, target, destination->id);
    return sx_s3_send_event_policy(t, target, destination->id);
}

static void read_type(struct sx_transform *t, struct destination *destination) {
    static const char *const types[] = {"SQS", "SNS", "EventBridge", "Lambda", "S3Bucket"};
    const struct sx_node *type = GET(destination->config, "Type");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (sx_text_is(type, types[i])) {
            destination->type = type->string;
            return;
        }
    sx_refuse_resource(t, destination->function->id, sx_is_none(type) ? sx_at(destination->config) : sx_at(type),
                       SX_RULE_INVALID_PROPERTY_VALUE,
                       CAT(t, STR("'Type: "), sx_python_str(t, type),
                           STR("' must be one of ['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']")));
}

/*
 * Expands one destination and returns what goes to Destination.
 *
 * The reference writes the result back into the template's own mapping. One that comes from Globals is shared by the
 * Functions that do not override it, so a later Function finds the queue of the first one as its Destination. The map
 * template->destinations remembers by node what was written back; case function/event-invoke-shared-globals shows it.
 */
static const struct sx_node *expand_destination(struct sx_transform *t, struct destination *destination,
                                                const struct sx_node *written) {
    struct sx_map *shared = &destination->function->template->destinations;
    struct sx_string key = {(const char *)&written, sizeof written};
    const struct sx_node *earlier = sx_map_get(t, shared, key);
    read_type(t, destination);
    const struct sx_node *given = earlier ? earlier : GET(destination->config, "Destination");
    destination->given = sx_is_none(given) ? NULL : given;
    read_condition(t, destination);
    const struct sx_node *target = destination->given;
    if (!destination->given || destination->condition) {
        if (!sx_string_is(destination->type, "SQS") && !sx_string_is(destination->type, "SNS"))
            sx_refuse_resource(t, destination->function->id, sx_at(destination->config), SX_RULE_MISSING_PROPERTY,
                               STR("Destination is required if Type is not ['SQS', 'SNS']"));
        target = make_target(t, destination);
    }
    destination->function->policies = sx_append(t, destination->function->policies, policy_of(t, destination, target));
    sx_map_set(t, shared, sx_string_copy(t, key), (void *)(uintptr_t)target);
    return target;
}

/* DestinationConfig of the resource: only the targets, without the types that SAM adds. */
static const struct sx_node *expand_destinations(struct sx_transform *t, struct sx_function *function,
                                                 struct sx_string config_id, const struct sx_node *resolved) {
    static const char *const names[] = {"OnSuccess", "OnFailure"};
    const struct sx_node *given = GET(resolved, "DestinationConfig");
    struct sx_fields config = {0};
    if (!sx_is_true(given))
        return EMPTY_MAP();
    EXPECT_MAP(function->subject, given, sx_at(resolved), "EventInvokeConfig.DestinationConfig");
    const struct sx_node *written = GET(FUNCTION_PROPERTY(function, "EventInvokeConfig"), "DestinationConfig");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct sx_string name = sx_string_from(names[i]);
        const struct sx_node *value = sx_get(t, given, name);
        if (sx_is_none(value))
            continue;
        sx_expect(t, function->subject, value, sx_at(given), SX_EXPECT_MAP,
                  CAT(t, STR("EventInvokeConfig.DestinationConfig."), name));
        struct destination destination = {
            .function = function, .config = value, .config_id = config_id, .id = CAT(t, config_id, name)};
        const struct sx_node *shared = sx_get(t, written, name);
        sx_fields_set(t, &config, name,
                      MAP({"Destination", expand_destination(t, &destination, shared ? shared : value)}));
    }
    return sx_fields_node(t, &config, NULL);
}

void sx_expand_event_invoke_config(struct sx_transform *t, struct sx_function *function) {
    const struct sx_node *given = FUNCTION_PROPERTY(function, "EventInvokeConfig");
    if (!sx_is_true(given))
        return;
    const struct sx_node *resolved = sx_resolve(t, &function->template->parameters, given);
    if (!sx_is_mapping(resolved))
        sx_refuse_own(t, sx_at(given), SX_RULE_INVALID_PROPERTY_TYPE,
                      CAT(t, STR("Resource with id ["), function->id,
                          STR("] is invalid. Property 'EventInvokeConfig' should be a map.")));
    struct sx_string id = CAT(t, function->id, STR("EventInvokeConfig"));
    const struct sx_node *destinations = expand_destinations(t, function, id, resolved);
    struct sx_emitted *config =
        sx_emit(t, function->template, id, "AWS::Lambda::EventInvokeConfig",
                MAP({"FunctionName", REF(function->id)},
                    {"Qualifier", function->alias_name.length ? TEXT(function->alias_name) : S("$LATEST")},
                    {"DestinationConfig", destinations},
                    {"MaximumEventAgeInSeconds", GET(resolved, "MaximumEventAgeInSeconds")},
                    {"MaximumRetryAttempts", GET(resolved, "MaximumRetryAttempts")}));
    sx_set_all_attributes(t, config, function->node);
    config->depends_on = function->alias ? LIST(TEXT(function->alias->id)) : NULL;
}
