/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Auth.UsagePlan: a usage plan with an API key, of one API (PER_API) or of all that say SHARED. Each of these emits the
 * shared resources anew, with what has been collected so far: the last one wins.
 */

#include "api/rest_api.h"

#include <stdlib.h>

#define SHARED_CONDITION "SharedUsagePlanCondition"

enum part { PLAN, KEY, PLAN_KEY, PARTS };

struct sx_shared_usage_plan {
    struct sx_emitted *emitted[PARTS];
    const struct sx_node *depends_on, *api_stages, *stage_keys; /* lists */
    struct sx_map conditions;                                   /* the names of those of the APIs */
    bool unconditional;                                         /* an API has no condition */
    const struct sx_node *cause;                                /* the last API that brought a condition */
    const struct sx_node *deletion_policy, *update_replace_policy;
};

/* --------------------------------------------------------------------------------------------- shared attributes -- */

/* Retain is the stronger policy. */
static void combine_deletion_policy(struct sx_shared_usage_plan *shared, const struct sx_node *policy) {
    if (sx_is_true(policy) && (!shared->deletion_policy || sx_text_is(policy, "Retain")))
        shared->deletion_policy = policy;
}

static void combine_update_replace_policy(struct sx_shared_usage_plan *shared, const struct sx_node *policy) {
    bool stronger = sx_text_is(policy, "Retain") ||
                    (sx_text_is(policy, "Snapshot") && sx_text_is(shared->update_replace_policy, "Delete"));
    if (sx_is_true(policy) && (!shared->update_replace_policy || stronger))
        shared->update_replace_policy = policy;
}

static void remove_shared_condition(struct sx_transform *t, struct sx_template *template) {
    struct sx_fields kept = {0};
    for (size_t i = 0; i < template->conditions.pairs.count; i++) {
        const struct sx_pair *pair = &template->conditions.pairs.items[i];
        if (!sx_string_is(pair->key, SHARED_CONDITION))
            sx_fields_set_at(t, &kept, pair->key, pair->key_span, pair->value);
    }
    template->conditions = kept;
}

/* The shared resources exist when any of the APIs does: sx_rest_finish_usage_plan() combines what is collected here. */
static void combine_condition(struct sx_transform *t, const struct sx_rest_api *api,
                              struct sx_shared_usage_plan *shared) {
    const struct sx_node *condition = api->attributes.condition, *section = api->template->conditions_section;
    if (shared->unconditional)
        return;
    if (sx_is_none(condition)) {
        shared->unconditional = true;
        remove_shared_condition(t, api->template);
        return;
    }
    if (!sx_is_true(condition) || sx_map_get(t, &shared->conditions, sx_text(condition)))
        return;
    sx_map_set(t, &shared->conditions, sx_text(condition), shared);
    shared->cause = t->cause;
    if (!sx_has_conditions(api->template))
        sx_refuse_template(t, sx_at(condition), SX_RULE_TEMPLATE_STRUCTURE,
                           STR("Can't have condition without having 'Conditions' section in the template"));
    if (!sx_is_none(section) && !sx_is_mapping(section))
        sx_refuse_own(t, sx_at(section), SX_RULE_TEMPLATE_STRUCTURE, STR("Conditions should be a map."));
    /* the first stands alone, as a text; which CloudFormation does not take, but the reference does so */
    if (shared->conditions.count == 1)
        sx_fields_set(t, &api->template->conditions, STR(SHARED_CONDITION), TEXT(sx_text(condition)));
}

static int compare_names(const void *left, const void *right) {
    return sx_string_compare(*(const struct sx_string *)left, *(const struct sx_string *)right);
}

/* In the order of names: in the reference the order changes from run to run. */
void sx_rest_finish_usage_plan(struct sx_transform *t, struct sx_template *template) {
    const struct sx_shared_usage_plan *shared = template->shared_usage_plan;
    size_t count = shared ? shared->conditions.count : 0;
    if (count < 2 || shared->unconditional || !sx_fields_get(t, &template->conditions, STR(SHARED_CONDITION)))
        return;
    struct sx_string *names = sx_alloc_array(t, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = shared->conditions.entries[i].key;
    qsort(names, count, sizeof *names, compare_names);
    t->cause = shared->cause;
    const struct sx_node *any = EMPTY_LIST();
    for (size_t i = 0; i < count; i++)
        any = sx_append(t, any, MAP({"Condition", TEXT(names[i])}));
    sx_fields_set(t, &template->conditions, STR(SHARED_CONDITION), MAP({"Fn::Or", any}));
    t->cause = NULL;
}

static struct sx_attributes shared_attributes(struct sx_transform *t, const struct sx_rest_api *api,
                                              struct sx_shared_usage_plan *shared) {
    combine_deletion_policy(shared, api->attributes.deletion_policy);
    combine_update_replace_policy(shared, api->attributes.update_replace_policy);
    combine_condition(t, api, shared);
    bool conditional = shared->conditions.count > 0 && !shared->unconditional;
    return (struct sx_attributes){
        .condition = conditional ? S(SHARED_CONDITION) : NULL,
        .deletion_policy = shared->deletion_policy,
        .update_replace_policy = shared->update_replace_policy,
    };
}

/* ---------------------------------------------------------------------------------------------------- resources -- */

/** What is emitted for one API. */
struct plan {
    struct sx_shared_usage_plan *shared; /* NULL: the plan is of this API alone */
    const struct sx_object *properties;  /* UsagePlan */
    struct sx_string plan_id, key_id, plan_key_id;
    struct sx_attributes attributes;
    const struct sx_node *depends_on, *api_stages, *stage_keys; /* lists */
};

/** One item each of the lists of a plan. */
struct items {
    const struct sx_node *depends_on, *api_stage, *stage_key;
};

static struct items items_of_api(struct sx_transform *t, const struct sx_rest_api *api) {
    const struct sx_node *id = REF(api->id), *stage = REF(api->stage->id);
    return (struct items){
        .depends_on = TEXT(api->id),
        .api_stage = MAP({"ApiId", id}, {"Stage", stage}),
        .stage_key = MAP({"RestApiId", id}, {"StageName", stage}),
    };
}

static struct plan plan_of_api(struct sx_transform *t, const struct sx_rest_api *api) {
    struct items items = items_of_api(t, api);
    return (struct plan){
        .plan_id = CAT(t, api->id, STR("UsagePlan")),
        .key_id = CAT(t, api->id, STR("ApiKey")),
        .plan_key_id = CAT(t, api->id, STR("UsagePlanKey")),
        .attributes = api->attributes,
        .depends_on = LIST(items.depends_on),
        .api_stages = LIST(items.api_stage),
        .stage_keys = LIST(items.stage_key),
    };
}

static struct plan shared_plan(struct sx_transform *t, const struct sx_rest_api *api) {
    struct sx_template *template = api->template;
    if (!template->shared_usage_plan)
        template->shared_usage_plan = SX_NEW(t, struct sx_shared_usage_plan);
    struct sx_shared_usage_plan *shared = template->shared_usage_plan;
    struct items items = items_of_api(t, api);
    shared->depends_on = sx_append(t, shared->depends_on, items.depends_on);
    shared->api_stages = sx_append(t, shared->api_stages, items.api_stage);
    shared->stage_keys = sx_append(t, shared->stage_keys, items.stage_key);
    return (struct plan){
        .shared = shared,
        .plan_id = STR("ServerlessUsagePlan"),
        .key_id = STR("ServerlessApiKey"),
        .plan_key_id = STR("ServerlessUsagePlanKey"),
        .attributes = shared_attributes(t, api, shared),
        .depends_on = shared->depends_on,
        .api_stages = shared->api_stages,
        .stage_keys = shared->stage_keys,
    };
}

static void emit(struct sx_transform *t, const struct sx_rest_api *api, const struct plan *plan, enum part part,
                 const struct sx_node *depends_on, const struct sx_node *properties) {
    static const char *const types[PARTS] = {
        "AWS::ApiGateway::UsagePlan",
        "AWS::ApiGateway::ApiKey",
        "AWS::ApiGateway::UsagePlanKey",
    };
    const struct sx_string ids[PARTS] = {plan->plan_id, plan->key_id, plan->plan_key_id};
    struct sx_emitted *emitted = plan->shared ? plan->shared->emitted[part] : NULL;
    if (emitted)
        sx_emit_again(t, api->template, emitted, properties);
    else
        emitted = sx_emit(t, api->template, ids[part], types[part], properties);
    if (plan->shared)
        plan->shared->emitted[part] = emitted;
    emitted->depends_on = depends_on;
    sx_set_attributes(t, emitted, plan->attributes);
}

static void emit_plan(struct sx_transform *t, const struct sx_rest_api *api, const struct plan *plan) {
    emit(t, api, plan, PLAN, plan->depends_on,
         MAP({"ApiStages", plan->api_stages},
             {"UsagePlanName", sx_object_node(t, sx_dict_true(t, plan->properties, "UsagePlanName"))},
             {"Description", sx_object_node(t, sx_dict_true(t, plan->properties, "Description"))},
             {"Quota", sx_object_node(t, sx_dict_true(t, plan->properties, "Quota"))},
             {"Tags", sx_object_node(t, sx_dict_true(t, plan->properties, "Tags"))},
             {"Throttle", sx_object_node(t, sx_dict_true(t, plan->properties, "Throttle"))}));
    emit(t, api, plan, KEY, LIST(TEXT(plan->plan_id)), MAP({"Enabled", BOOL(true)}, {"StageKeys", plan->stage_keys}));
    emit(t, api, plan, PLAN_KEY, LIST(TEXT(plan->key_id)),
         MAP({"KeyId", REF(plan->key_id)}, {"KeyType", S("API_KEY")}, {"UsagePlanId", REF(plan->plan_id)}));
}

/* ----------------------------------------------------------------------------------------------------- UsagePlan -- */

static void check_keys(struct sx_transform *t, const struct sx_rest_api *api, const struct sx_object *properties) {
    static const char *const keys[] = {"CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"};
    struct sx_dict_walk walk = sx_dict_begin(t, properties);
    for (const struct sx_dict_entry *entry = sx_dict_next(&walk); entry; entry = sx_dict_next(&walk)) {
        bool known = false;
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            known = known || sx_string_is(entry->key, keys[i]);
        if (known)
            continue;
        sx_suggest_name(t, entry->key, keys, sizeof keys / sizeof *keys);
        sx_refuse_api(t, api, properties, sx_string_terminated(t, entry->key), SX_RULE_UNKNOWN_PROPERTY,
                      STR("Invalid property for 'UsagePlan'"));
    }
}

void sx_rest_emit_usage_plan(struct sx_transform *t, const struct sx_rest_api *api) {
    const struct sx_object *properties = sx_dict_some(t, api->auth, "UsagePlan");
    if (!properties)
        return;
    if (!sx_object_is_dict(properties))
        sx_refuse_api(t, api, api->auth, "UsagePlan", SX_RULE_INVALID_PROPERTY_TYPE,
                      STR("'UsagePlan' must be a dictionary"));
    check_keys(t, api, properties);
    const struct sx_object *create = sx_dict_some(t, properties, "CreateUsagePlan");
    if (!create)
        sx_refuse_api(t, api, properties, NULL, SX_RULE_MISSING_PROPERTY,
                      STR("'CreateUsagePlan' is a required field for UsagePlan."));
    if (sx_object_text_is(create, "NONE"))
        return;
    bool shared = sx_object_text_is(create, "SHARED");
    if (!shared && !sx_object_text_is(create, "PER_API"))
        sx_refuse_api(t, api, properties, "CreateUsagePlan", SX_RULE_INVALID_PROPERTY_VALUE,
                      STR("'CreateUsagePlan' accepts one of ['SHARED', 'PER_API', 'NONE']."));
    struct plan plan = shared ? shared_plan(t, api) : plan_of_api(t, api);
    plan.properties = properties;
    emit_plan(t, api, &plan);
}
