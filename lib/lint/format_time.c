/* SPDX-License-Identifier: Apache-2.0 */

/* Time zones and points in time of EventBridge Scheduler. */

#include "base/nearest.h"
#include "lint/formats.h"

/* Europe, America and the like: what stands before the first / of a known zone. */
static bool is_area(struct sx_string area) {
    size_t count;
    const struct sx_text *zones = sx_spec_time_zones(&count);
    for (size_t i = 0; i < count; i++) {
        struct sx_string zone = sx_text_of(zones[i]);
        if (zone.length > area.length && zone.bytes[area.length] == '/' &&
            memcmp(zone.bytes, area.bytes, area.length) == 0)
            return true;
    }
    return false;
}

static struct sx_string nearest_zone(struct sx_transform *t, struct sx_string name) {
    size_t count;
    const struct sx_text *zones = sx_spec_time_zones(&count);
    struct sx_string *names = sx_alloc_array(t, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = sx_text_of(zones[i]);
    return sx_nearest(t, name, names, count);
}

/* UTC+2 and GMT-03:00 may be understood. */
static bool is_offset(struct sx_string name) {
    return sx_string_starts_with(name, "UTC") || sx_string_starts_with(name, "GMT") || sx_string_is(name, "Z");
}

void sx_format_time_zone(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                         const struct sx_node *node) {
    (void)lint;
    (void)property;
    struct sx_string name = sx_text(node);
    size_t slash = sx_string_find_byte(name, '/', 0);
    if (!sx_is_string(node) || sx_spec_is_time_zone(name) || is_offset(name))
        return;
    struct sx_string nearest = nearest_zone(t, name);
    struct sx_diagnostic *found;
    if (slash != SIZE_MAX && slash > 0 && is_area(sx_string_slice(name, 0, slash)))
        found = sx_lint_report(t, sx_at(node), SX_RULE_UNKNOWN_TIME_ZONE,
                               CAT(t, STR("There is no time zone '"), name, STR("' that is known.")));
    else
        found = sx_lint_report(
            t, sx_at(node), SX_RULE_TIME_ZONE_FORM,
            CAT(t, STR("A time zone is called like 'Europe/Berlin' or 'UTC', and not '"), name, STR("'.")));
    found->hint = sx_lint_did_you_mean(t, nearest);
}

/* Digits where the form has 0, and what the form has elsewhere. */
static bool has_form(struct sx_string text, const char *form) {
    if (text.length != strlen(form))
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (form[i] == '0' ? text.bytes[i] < '0' || text.bytes[i] > '9' : text.bytes[i] != form[i])
            return false;
    return true;
}

static bool is_between(struct sx_string text, size_t at, int low, int high) {
    int number = (text.bytes[at] - '0') * 10 + text.bytes[at + 1] - '0';
    return number >= low && number <= high;
}

static bool is_day(struct sx_string text) {
    return has_form(text, "0000-00-00") && is_between(text, 5, 1, 12) && is_between(text, 8, 1, 31);
}

bool sx_is_date_time(struct sx_string text) {
    struct sx_string time = sx_string_slice(text, 10, text.length);
    return is_day(sx_string_slice(text, 0, 10)) && has_form(time, "T00:00:00") && is_between(time, 1, 0, 23) &&
           is_between(time, 4, 0, 59) && is_between(time, 7, 0, 59);
}

void sx_format_date(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                    const struct sx_node *node) {
    (void)lint;
    struct sx_string text = sx_text(node);
    if (sx_is_string(node) && !is_day(text) && !sx_is_date_time(sx_string_slice(text, 0, 19)))
        sx_lint_report(t, sx_at(node), SX_RULE_SCHEDULE_DATE,
                       CAT(t, STR("'"), sx_property_name(property),
                           STR("' is a time in UTC, yyyy-mm-ddThh:mm:ssZ, and not '"), text, STR("'.")));
}
