/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Notifications of buckets: S3 refuses two of one bucket that would tell of the same event. Amazon S3 User Guide,
 * "Configuring notifications with object key name filtering".
 */

#include "lint/owner.h"

/** What one event asks a bucket to tell. */
struct notification {
    const struct sx_node *events;    /* a text or a list of texts */
    struct sx_string prefix, suffix; /* of the keys; empty: any */
    struct sx_string function;
};

/** Those of one bucket. */
struct notifications {
    SX_VECTOR(struct notification) list;
};

enum { MOST_NOTIFICATIONS = 100 }; /* that a bucket can have */

/* -------------------------------------------------------------------------------------------------- overlapping -- */

/* The part of "s3:ObjectCreated:*" before the *. */
static bool covers(struct sx_string wild, struct sx_string event) {
    struct sx_string kind = sx_string_slice(wild, 0, wild.length - 1);
    return sx_string_ends_with(wild, ":*") && event.length >= kind.length &&
           sx_string_equal(sx_string_slice(event, 0, kind.length), kind);
}

static bool same_event(struct sx_string a, struct sx_string b) {
    return a.length && b.length && (sx_string_equal(a, b) || covers(a, b) || covers(b, a));
}

static struct sx_string event_at(const struct sx_node *events, size_t index) {
    const struct sx_node *event = sx_is_sequence(events) ? sx_item(events, index) : index ? NULL : events;
    return sx_is_literal(event) ? sx_text(event) : STR("");
}

static size_t event_count(const struct sx_node *events) {
    return sx_is_sequence(events) ? sx_count(events) : 1;
}

/** The first event that both tell of; empty: none. */
static struct sx_string common_event(const struct notification *a, const struct notification *b) {
    for (size_t i = 0; i < event_count(a->events); i++)
        for (size_t j = 0; j < event_count(b->events); j++)
            if (same_event(event_at(a->events, i), event_at(b->events, j)))
                return event_at(a->events, i);
    return STR("");
}

/* True when one is the beginning of the other: there are keys that begin with both. */
static bool prefixes_overlap(struct sx_string a, struct sx_string b) {
    size_t length = a.length < b.length ? a.length : b.length;
    return sx_string_equal(sx_string_slice(a, 0, length), sx_string_slice(b, 0, length));
}

static bool suffixes_overlap(struct sx_string a, struct sx_string b) {
    size_t length = a.length < b.length ? a.length : b.length;
    return sx_string_equal(sx_string_slice(a, a.length - length, a.length),
                           sx_string_slice(b, b.length - length, b.length));
}

static bool overlap(const struct notification *a, const struct notification *b) {
    return prefixes_overlap(a->prefix, b->prefix) && suffixes_overlap(a->suffix, b->suffix);
}

/* ---------------------------------------------------------------------------------------------------- gathering -- */

/* False when it is not known which keys the filter lets through. */
static bool read_filter(const struct sx_transform *t, const struct sx_node *filter, struct notification *notification) {
    const struct sx_node *rules = GET(GET(filter, "S3Key"), "Rules");
    if (filter && !sx_is_sequence(rules))
        return false;
    for (size_t i = 0; i < sx_count(rules); i++) {
        const struct sx_node *name = GET(sx_item(rules, i), "Name"), *value = GET(sx_item(rules, i), "Value");
        if (!sx_is_literal(name) || !sx_is_literal(value))
            return false;
        if (sx_text_is(name, "prefix") || sx_text_is(name, "Prefix"))
            notification->prefix = sx_text(value);
        else if (sx_text_is(name, "suffix") || sx_text_is(name, "Suffix"))
            notification->suffix = sx_text(value);
    }
    return true;
}

static void report(struct sx_transform *t, const struct notification *notification, const struct notification *earlier,
                   struct sx_string event) {
    sx_lint_report(t, sx_at(notification->events), SX_RULE_NOTIFICATION_OVERLAP,
                   CAT(t, STR("The bucket tells '"), earlier->function, STR("' of '"), event,
                       STR("' already, for keys that this event is about too, and S3 refuses that.")))
        ->hint =
        STR("let a topic or EventBridge tell both, or filter by prefixes and suffixes that exclude each other");
}

static void add(struct sx_transform *t, struct notifications *bucket, const struct notification *notification) {
    for (size_t i = 0; i < bucket->list.count; i++) {
        struct sx_string event = common_event(&bucket->list.items[i], notification);
        if (event.length && overlap(&bucket->list.items[i], notification)) {
            report(t, notification, &bucket->list.items[i], event);
            return;
        }
    }
    if (bucket->list.count < MOST_NOTIFICATIONS)
        SX_PUSH(t, &bucket->list, *notification);
}

static void gather(struct sx_transform *t, struct sx_map *buckets, const struct sx_pair *function) {
    const struct sx_node *events = GET(GET(function->value, "Properties"), "Events");
    for (size_t i = 0; sx_is_mapping(events) && i < sx_count(events); i++) {
        const struct sx_node *event = sx_value(events, i), *properties = GET(event, "Properties");
        struct sx_string bucket = sx_logical_id_of(GET(properties, "Bucket"));
        struct notification notification = {.events = GET(properties, "Events"), .function = function->key};
        if (!sx_text_is(GET(event, "Type"), "S3") || !bucket.length || !notification.events ||
            !read_filter(t, GET(properties, "Filter"), &notification))
            continue;
        struct notifications *list = sx_map_get(t, buckets, bucket);
        if (!list) {
            list = SX_NEW(t, struct notifications);
            sx_map_set(t, buckets, bucket, list);
        }
        add(t, list, &notification);
    }
}

void sx_lint_notifications(struct sx_transform *t, struct sx_lint *lint) {
    struct sx_map buckets = {0};
    const struct sx_node *resources = GET(lint->source, "Resources");
    for (size_t i = 0; sx_is_mapping(resources) && i < sx_count(resources); i++) {
        const struct sx_node *resource = sx_value(resources, i);
        if (sx_text_is(GET(resource, "Type"), "AWS::Serverless::Function") && !GET(resource, "Condition"))
            gather(t, &buckets, sx_entry(resources, i));
    }
}
