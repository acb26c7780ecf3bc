/* SPDX-License-Identifier: Apache-2.0 */

/* S3: notifications of a bucket of the same template, which get written into the bucket. */

#include "event/linked.h"
#include "event/sources.h"
#include "python/text.h"

#include <stdlib.h>

static void link(struct sx_transform *t, struct sx_event *event) {
    const struct sx_node *id = GET(sx_event_get(t, event, "Bucket"), "Ref");
    if (id && !sx_is_string(id))
        sx_refuse_event(t, event, "Bucket", SX_RULE_EVENT_SOURCE_TARGET,
                        STR("'Ref' value in S3 events is not a valid string."));
    event->linked = id ? sx_find_resource(t, event->template, sx_text(id)) : NULL;
    if (!event->linked) {
        sx_suggest_resource(t, event->template, sx_text(id), "AWS::S3::Bucket");
        sx_refuse_event(t, event, "Bucket", SX_RULE_EVENT_SOURCE_TARGET,
                        STR("S3 events must reference an S3 bucket in the same template."));
    }
}

/* ------------------------------------------------------------------------------------------------ the dependency -- */

static noreturn void refuse_depends_on(struct sx_transform *t, const struct sx_event *event, struct sx_span where) {
    /* as if the event were a resource: so the reference has it (refusal/s3_bucket_depends_on_null) */
    sx_refuse_resource(t, event->id, where.end ? where : event->linked->id_span, SX_RULE_INVALID_PROPERTY_TYPE,
                       STR("Invalid type for field 'DependsOn'. Expected a string or list of strings."));
}

static bool is_hashable(const struct sx_node *node) {
    return !sx_is_mapping(node) && !sx_is_sequence(node);
}

/*
 * What the DependsOn of the bucket names, as it was written. The reference makes a Python set of it: of a mapping, that
 * takes the keys (event/s3_depends_on_map).
 */
static const struct sx_node *dependencies(struct sx_transform *t, const struct sx_resource *bucket) {
    const struct sx_node *depends_on = GET(bucket->node, "DependsOn");
    if (!depends_on)
        return NULL;
    if (sx_is_string(depends_on))
        return LIST(depends_on);
    size_t count = sx_count(depends_on);
    const struct sx_node **items = sx_alloc_array(t, count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = sx_is_mapping(depends_on) ? TEXT(depends_on->mapping.pairs[i].key) : depends_on->sequence.items[i];
    return sx_new_sequence_of(t, depends_on, items, count);
}

static void check_dependencies(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *depends_on = GET(event->linked->node, "DependsOn");
    if (depends_on && !sx_is_string(depends_on) && !sx_is_sequence(depends_on) && !sx_is_mapping(depends_on))
        refuse_depends_on(t, event, sx_at(depends_on));
    if (sx_is_sequence(depends_on))
        for (size_t i = 0; i < depends_on->sequence.count; i++)
            if (!is_hashable(depends_on->sequence.items[i]))
                refuse_depends_on(t, event, sx_at(depends_on->sequence.items[i]));
}

/* Texts in byte order, after everything else. */
static int compare(const void *left, const void *right) {
    const struct sx_node *a = *(const struct sx_node *const *)left, *b = *(const struct sx_node *const *)right;
    if (!sx_is_string(a) || !sx_is_string(b))
        return sx_is_string(a) - sx_is_string(b);
    return sx_string_compare(a->string, b->string);
}

/*
 * S3 asks whether it may call the function when it gets the notification: the permission must be there before. The
 * permissions are collected, and put into DependsOn once all events are expanded.
 */
static void depend_on(struct sx_transform *t, const struct sx_event *event, struct sx_string permission) {
    check_dependencies(t, event);
    event->linked->permissions = sx_append(t, event->linked->permissions, TEXT(permission));
}

/* The reference leaves the order of DependsOn to Python's set; here it is sorted. */
static const struct sx_node *sorted_set(struct sx_transform *t, const struct sx_node *first,
                                        const struct sx_node *second) {
    size_t first_count = sx_count(first), count = first_count + sx_count(second), kept = 0;
    const struct sx_node **items = sx_alloc_array(t, count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = i < first_count ? sx_item(first, i) : sx_item(second, i - first_count);
    qsort(items, count, sizeof *items, compare);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !sx_equal(t, items[kept - 1], items[i]))
            items[kept++] = items[i];
    return sx_new_sequence_of(t, first, items, kept);
}

void sx_finish_buckets(struct sx_transform *t, struct sx_template *template) {
    for (size_t i = 0; i < template->resources.count; i++) {
        struct sx_resource *bucket = template->resources.items[i];
        struct sx_emitted *emitted = bucket->permissions ? sx_map_get(t, &template->emitted, bucket->id) : NULL;
        t->cause = bucket->node;
        if (emitted)
            emitted->depends_on = sorted_set(t, dependencies(t, bucket), bucket->permissions);
    }
    t->cause = NULL;
}

/*
 * A permission that exists under a condition cannot stand in DependsOn. A tag of the bucket refers to it instead, and
 * so makes CloudFormation wait for it.
 */
static void depend_by_tag(struct sx_transform *t, const struct sx_event *event, struct sx_string permission) {
    const struct sx_node *properties = GET(event->linked->node, "Properties");
    if (sx_is_none(properties))
        properties = NULL;
    else if (!sx_is_mapping(properties))
        sx_refuse_linked_properties(t, event);

    const struct sx_node *tags = GET(properties, "Tags");
    if (sx_is_none(tags))
        tags = NULL;
    else
        EXPECT_LIST(sx_linked_subject(event), tags, sx_at_key(t, properties, STR("Tags")), "Tags");

    struct sx_string key = CAT(t, STR("sam:ConditionalDependsOn:"), permission);
    const struct sx_node *value =
        MAP({"Fn::If", LIST(event->attributes.condition, REF(permission), S("no dependency"))});
    tags = sx_append(t, tags, MAP({"Key", TEXT(key)}, {"Value", value}));
    sx_edit_linked(t, event, "Properties", sx_with(t, properties, STR("Tags"), tags));
}

/* ---------------------------------------------------------------------------------------------- the notification -- */

static const struct sx_node *notification(struct sx_transform *t, const struct sx_event *event,
                                          const struct sx_node *type) {
    const struct sx_node *configuration =
        MAP({"Function", sx_event_target_arn(t, event)}, {"Filter", sx_event_get(t, event, "Filter")}, {"Event", type});
    if (!event->attributes.condition)
        return configuration;
    return sx_new_if(t, event->attributes.condition, configuration, NULL);
}

/* The configurations that the bucket has, by their text, so that finding one does not mean going through all. */
static struct sx_map *notified(struct sx_transform *t, const struct sx_event *event, const struct sx_node *before) {
    struct sx_resource *bucket = event->linked;
    if (bucket->notified)
        return bucket->notified;
    bucket->notified = SX_NEW(t, struct sx_map);
    for (size_t i = 0; i < sx_count(before); i++)
        sx_map_set(t, bucket->notified, sx_python_json_sorted(t, sx_item(before, i)), bucket);
    return bucket->notified;
}

/* The list `before` (NULL: none) with a configuration for each of the event's Events that it does not have. */
static const struct sx_node *with_notifications(struct sx_transform *t, const struct sx_event *event,
                                                const struct sx_node *before) {
    const struct sx_node *types = sx_event_get(t, event, "Events");
    if (sx_is_string(types))
        types = LIST(types);
    struct sx_map *seen = notified(t, event, before);
    const struct sx_node *all = before ? before : EMPTY_LIST();
    for (size_t i = 0; i < sx_count(types); i++) {
        const struct sx_node *configuration = notification(t, event, sx_item(types, i));
        struct sx_string text = sx_python_json_sorted(t, configuration);
        if (sx_map_get(t, seen, text))
            continue;
        sx_map_set(t, seen, text, event->linked);
        all = sx_append(t, all, configuration);
    }
    return all;
}

static void notify(struct sx_transform *t, const struct sx_event *event) {
    const struct sx_node *properties = GET(event->linked->node, "Properties");
    if (properties && !sx_is_mapping(properties)) /* null too */
        sx_refuse_resource(t, event->linked->id, sx_linked_at(t, event, "Properties"), SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("Properties should be a map."));

    const struct sx_node *notifications = GET(properties, "NotificationConfiguration");
    if (sx_is_none(notifications))
        notifications = NULL;
    else
        EXPECT_MAP(sx_linked_subject(event), notifications, sx_at_key(t, properties, STR("NotificationConfiguration")),
                   "NotificationConfiguration");

    const struct sx_node *configurations = GET(notifications, "LambdaConfigurations");
    if (sx_is_none(configurations))
        configurations = NULL;
    else if (!sx_is_sequence(configurations))
        sx_refuse_resource(t, event->linked->id, sx_at(configurations), SX_RULE_INVALID_PROPERTY_TYPE,
                           STR("Invalid type for LambdaConfigurations. Must be a list."));

    configurations = with_notifications(t, event, configurations);
    notifications = sx_with(t, notifications, STR("LambdaConfigurations"), configurations);
    sx_edit_linked(t, event, "Properties", sx_with(t, properties, STR("NotificationConfiguration"), notifications));
}

static void expand(struct sx_transform *t, struct sx_event *event) {
    struct sx_emitted *permission =
        sx_emit_permission(t, event, (struct sx_permission){.source_account = REF(STR("AWS::AccountId"))});
    if (event->attributes.condition)
        depend_by_tag(t, event, permission->id);
    else
        depend_on(t, event, permission->id);
    notify(t, event);
    sx_emit_linked(t, event, "AWS::S3::Bucket");
}

const struct sx_event_source sx_event_s3 = {
    .type = "S3",
    .principal = "s3.amazonaws.com",
    .link = link,
    .expand = expand,
};
