/* SPDX-License-Identifier: Apache-2.0 */

/*
 * rate(...), cron(...) and at(...): when EventBridge and EventBridge Scheduler call. EventBridge User Guide, "Setting a
 * schedule pattern for scheduled rules"; EventBridge Scheduler User Guide, "Schedule types".
 */

#include "base/number.h"
#include "lint/formats.h"

/* ---------------------------------------------------------------------------------------------------------- rate -- */

static const char *const units[] = {"minute", "minutes", "hour", "hours", "day", "days", NULL};

static bool is_unit(struct sx_string word) {
    for (size_t i = 0; units[i]; i++)
        if (sx_string_is(word, units[i]))
            return true;
    return false;
}

/* EventBridge wants `rate(1 day)` and `rate(2 days)`; Scheduler does not mind. */
static void check_plural(struct sx_transform *t, struct sx_part whole, struct sx_string number, struct sx_part unit) {
    struct sx_string word = sx_part_text(unit);
    bool plural = sx_string_ends_with(word, "s"), one = sx_string_is(number, "1");
    if (plural != one)
        return;
    struct sx_string right = one ? sx_string_slice(word, 0, word.length - 1) : CAT(t, word, STR("s"));
    sx_part_report(t, unit, SX_RULE_RATE_EXPRESSION,
                   one ? CAT(t, STR("The unit of one is '"), right, STR("', and not '"), word, STR("'."))
                       : CAT(t, STR("The unit of more than one is '"), right, STR("', and not '"), word, STR("'.")),
                   CAT(t, sx_string_slice(sx_text(whole.node), 0, whole.from), number, STR(" "), right, STR(")")));
}

static void check_rate(struct sx_transform *t, struct sx_part inside, bool scheduler) {
    struct sx_part rest = sx_part_trim(inside), number = rest;
    struct sx_string text = sx_text(inside.node);
    while (number.from < rest.to && (text.bytes[number.from] == ' '))
        number.from++;
    for (number.to = number.from; number.to < rest.to && text.bytes[number.to] != ' ';)
        number.to++;
    struct sx_part unit = sx_part_trim((struct sx_part){rest.node, number.to, rest.to});
    int64_t value;
    if (unit.from >= unit.to) {
        sx_part_report(t, inside, SX_RULE_RATE_EXPRESSION,
                       STR("A rate is a number and a unit with a space between them, such as 'rate(5 minutes)'."),
                       STR(""));
    } else if (!sx_consists_of_digits(sx_part_text(number))) {
        sx_part_report(t, number, SX_RULE_RATE_EXPRESSION,
                       CAT(t, STR("The number of a rate must be a whole number from 1 on, and not '"),
                           sx_part_text(number), STR("'.")),
                       STR(""));
    } else if (sx_parse_int(sx_part_text(number), &value) && value == 0) {
        sx_part_report(t, number, SX_RULE_RATE_EXPRESSION, STR("The number of a rate must be 1 at least."), STR(""));
    } else if (!is_unit(sx_part_text(unit))) {
        bool seconds = sx_string_starts_with(sx_part_text(unit), "second");
        sx_part_report(
            t, unit, SX_RULE_RATE_EXPRESSION,
            CAT(t, STR("The unit of a rate must be minutes, hours or days, and not '"), sx_part_text(unit), STR("'.")),
            seconds ? STR("a schedule cannot be finer than one minute")
                    : sx_lint_name_hint(t, sx_part_text(unit), units));
    } else if (!scheduler) {
        check_plural(t, inside, sx_part_text(number), unit);
    }
}

/* ---------------------------------------------------------------------------------------------------------- cron -- */

struct field {
    const char *name, *says;
    int64_t low, high;
    const char *const *words; /* for `low` and on; NULL: none */
    const char *signs;        /* what may stand in it beside numbers, words and , - * / */
};

enum { MINUTES, HOURS, DAY_OF_MONTH, MONTH, DAY_OF_WEEK, YEAR, FIELDS };

static const char *const months[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL",
                                     "AUG", "SEP", "OCT", "NOV", "DEC", NULL};
static const char *const days[] = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", NULL};

static const struct field fields[FIELDS] = {
    [MINUTES] = {"minutes", "0-59", 0, 59, NULL, ""},
    [HOURS] = {"hours", "0-23", 0, 23, NULL, ""},
    [DAY_OF_MONTH] = {"day of the month", "1-31, L, W or ?", 1, 31, NULL, "?LW"},
    [MONTH] = {"month", "1-12 or JAN-DEC", 1, 12, months, ""},
    [DAY_OF_WEEK] = {"day of the week", "1-7 or SUN-SAT, L, # or ?", 1, 7, days, "?L#"},
    [YEAR] = {"year", "1970-2199", 1970, 2199, NULL, ""},
};

/** A field of an expression. */
struct cell {
    struct sx_transform *t;
    const struct field *field;
    struct sx_part part;
};

static bool has_sign(const struct cell *cell, char sign) {
    return strchr(cell->field->signs, sign) != NULL;
}

static void refuse_cell(const struct cell *cell, struct sx_part part) {
    struct sx_transform *t = cell->t;
    bool sunday = cell->field == &fields[DAY_OF_WEEK] && sx_string_is(sx_part_text(part), "0");
    sx_part_report(t, part, SX_RULE_CRON_EXPRESSION,
                   CAT(t, STR("The "), sx_string_from(cell->field->name), STR(" of a cron expression must be "),
                       sx_string_from(cell->field->says), STR(", with , - * and /, and not '"), sx_part_text(part),
                       STR("'.")),
                   sunday ? STR("Sunday is 1 or SUN here, and not 0") : STR(""));
}

static bool is_word(const struct field *field, struct sx_transform *t, struct sx_string text) {
    for (size_t i = 0; field->words && field->words[i]; i++)
        if (sx_string_equal(sx_string_lower(t, text), sx_string_lower(t, sx_string_from(field->words[i]))))
            return true;
    return false;
}

static bool is_value(const struct cell *cell, struct sx_string text) {
    int64_t value;
    if (sx_consists_of_digits(text) && sx_parse_int(text, &value))
        return value >= cell->field->low && value <= cell->field->high;
    return is_word(cell->field, cell->t, text);
}

/* 6L: the last Friday; 15W: the weekday next to the 15th; 6#3: the third Friday; L-3, LW. */
static bool is_special(const struct cell *cell, struct sx_string text) {
    size_t hash = sx_string_find_byte(text, '#', 0);
    struct sx_string last = sx_string_slice(text, text.length ? text.length - 1 : 0, text.length);
    struct sx_string before = sx_string_slice(text, 0, text.length ? text.length - 1 : 0);
    if (has_sign(cell, '#') && hash != SIZE_MAX)
        return is_value(cell, sx_string_slice(text, 0, hash)) && text.length == hash + 2 &&
               text.bytes[hash + 1] >= '1' && text.bytes[hash + 1] <= '5';
    if (has_sign(cell, 'L') && sx_string_starts_with(text, "L-"))
        return sx_consists_of_digits(sx_string_slice(text, 2, text.length));
    if (has_sign(cell, 'W') && (sx_string_is(text, "LW") || sx_string_is(text, "WL")))
        return true;
    if (has_sign(cell, 'L') && sx_string_is(last, "L"))
        return !before.length || is_value(cell, before);
    return has_sign(cell, 'W') && sx_string_is(last, "W") && is_value(cell, before);
}

/* A value, a range of two, or *. */
static bool is_range(const struct cell *cell, struct sx_string text) {
    size_t dash = sx_string_find_byte(text, '-', 0);
    if (sx_string_is(text, "*") || is_value(cell, text) || is_special(cell, text))
        return true;
    return dash != SIZE_MAX && is_value(cell, sx_string_slice(text, 0, dash)) &&
           is_value(cell, sx_string_slice(text, dash + 1, text.length));
}

static bool check_step(const struct cell *cell, struct sx_part step) {
    struct sx_transform *t = cell->t;
    int64_t value;
    if (sx_consists_of_digits(sx_part_text(step)) && (!sx_parse_int(sx_part_text(step), &value) || value > 0))
        return true;
    sx_part_report(t, step, SX_RULE_CRON_EXPRESSION,
                   CAT(t, STR("The step after / in the "), sx_string_from(cell->field->name),
                       STR(" of a cron expression must be a whole number from 1 on, and not '"), sx_part_text(step),
                       STR("'.")),
                   STR(""));
    return false;
}

/* True when nothing was found. */
static bool check_item(const struct cell *cell, struct sx_part item) {
    size_t slash = sx_string_find_byte(sx_part_text(item), '/', 0);
    struct sx_part start = item;
    if (slash != SIZE_MAX)
        start.to = item.from + slash;
    if (!is_range(cell, sx_part_text(start))) {
        refuse_cell(cell, start.from < start.to ? start : item);
        return false;
    }
    return slash == SIZE_MAX || check_step(cell, (struct sx_part){item.node, start.to + 1, item.to});
}

static bool check_cell(const struct cell *cell) {
    struct sx_part rest = cell->part, item;
    if (has_sign(cell, '?') && sx_string_is(sx_part_text(rest), "?"))
        return true;
    while (sx_part_next(&rest, ',', &item))
        if (!check_item(cell, item))
            return false;
    return true;
}

/* Exactly one of the two days must be ?. */
static void check_days(struct sx_transform *t, const struct sx_part *parts) {
    bool month_open = sx_string_is(sx_part_text(parts[DAY_OF_MONTH]), "?");
    bool week_open = sx_string_is(sx_part_text(parts[DAY_OF_WEEK]), "?");
    if (month_open && week_open)
        sx_part_report(t, parts[DAY_OF_WEEK], SX_RULE_CRON_EXPRESSION,
                       STR("The day of the month and the day of the week of a cron expression cannot both be ?."),
                       STR("use * in one of them for every day"));
    else if (!month_open && !week_open)
        sx_part_report(t, parts[DAY_OF_WEEK], SX_RULE_CRON_EXPRESSION,
                       STR("One of the day of the month and the day of the week of a cron expression must be ?."),
                       sx_string_is(sx_part_text(parts[DAY_OF_MONTH]), "*")
                           ? STR("use ? as the day of the month, the third field")
                           : STR("use ? as the day of the week, the fifth field"));
}

/* Unix counts the days of the week from Sunday, 0; EventBridge from Sunday, 1. */
static struct sx_string day_from_unix(struct sx_transform *t, struct sx_string day) {
    char *bytes = sx_alloc(t, day.length + 1);
    memcpy(bytes, day.bytes, day.length);
    for (size_t i = 0; i < day.length && sx_string_find_byte(day, '/', 0) == SIZE_MAX; i++)
        if (bytes[i] >= '0' && bytes[i] <= '6')
            bytes[i]++;
        else if (bytes[i] == '7')
            bytes[i] = '1';
    return (struct sx_string){bytes, day.length};
}

static void report_unix(struct sx_transform *t, struct sx_part whole, const struct sx_part *parts) {
    struct sx_string month = sx_part_text(parts[DAY_OF_MONTH]), week = sx_part_text(parts[DAY_OF_WEEK]);
    struct sx_string hint = STR("add a year, the sixth field, and use ? in one of the day fields");
    if (sx_string_is(week, "*") || sx_string_is(week, "?"))
        week = STR("?");
    else if (sx_string_is(month, "*"))
        month = STR("?"), week = day_from_unix(t, week);
    if (sx_string_is(month, "?") || sx_string_is(week, "?"))
        hint = CAT(t, STR("did you mean 'cron("), sx_part_text(parts[MINUTES]), STR(" "), sx_part_text(parts[HOURS]),
                   STR(" "), month, STR(" "), sx_part_text(parts[MONTH]), STR(" "), week, STR(" *)'?"));
    sx_part_report(t, whole, SX_RULE_CRON_EXPRESSION,
                   STR("A cron expression has six fields: minutes, hours, day of the month, month, day of the week, "
                       "year. This one has five."),
                   hint);
}

static void check_cron(struct sx_transform *t, struct sx_part inside) {
    struct sx_part parts[FIELDS], rest = sx_part_trim(inside), part;
    size_t count = 0;
    while (sx_part_next(&rest, ' ', &part)) {
        if (part.from < part.to && count < FIELDS)
            parts[count] = part;
        count += part.from < part.to;
    }
    if (count == FIELDS - 1) {
        report_unix(t, inside, parts);
        return;
    }
    if (count != FIELDS) {
        sx_part_report(t, inside, SX_RULE_CRON_EXPRESSION,
                       CAT(t,
                           STR("A cron expression has six fields: minutes, hours, day of the month, month, day of "
                               "the week, year. This one has "),
                           sx_string_from_int(t, (long long)count), STR(".")),
                       STR(""));
        return;
    }
    bool right = true;
    for (size_t i = 0; i < FIELDS; i++) {
        struct cell cell = {t, &fields[i], parts[i]};
        right &= check_cell(&cell);
    }
    if (right)
        check_days(t, parts);
}

/* ------------------------------------------------------------------------------------------------------------ at -- */

static void check_at(struct sx_transform *t, struct sx_part whole, struct sx_part inside, bool scheduler) {
    if (!scheduler)
        sx_part_report(t, whole, SX_RULE_SCHEDULE_EXPRESSION,
                       STR("A Schedule event is rate(...) or cron(...); at(...) belongs to EventBridge Scheduler."),
                       STR("use an event of type ScheduleV2, with ScheduleExpression"));
    else if (!sx_is_date_time(sx_part_text(inside)))
        sx_part_report(
            t, inside, SX_RULE_AT_EXPRESSION,
            CAT(t, STR("A one-time schedule is at(yyyy-mm-ddThh:mm:ss), and not '"), sx_part_text(inside), STR("'.")),
            sx_string_ends_with(sx_part_text(inside), "Z") ||
                    sx_string_find_byte(sx_part_text(inside), '+', 0) != SIZE_MAX
                ? STR("the time zone stands in ScheduleExpressionTimezone")
                : STR(""));
}

/* --------------------------------------------------------------------------------------------------- expressions -- */

static const char *const functions[] = {"rate", "cron", "at", NULL};

/* Five or six fields without cron(): what people know from Unix. */
static bool looks_like_cron(struct sx_string text) {
    size_t spaces = 0;
    for (size_t i = 0; i < text.length; i++)
        spaces += text.bytes[i] == ' ';
    return spaces >= 4 && spaces <= 5 && (text.bytes[0] == '*' || (text.bytes[0] >= '0' && text.bytes[0] <= '9'));
}

static struct sx_string hint_of(struct sx_transform *t, struct sx_string text, struct sx_string function) {
    if (looks_like_cron(text))
        return CAT(t, STR("did you mean 'cron("), text, STR(")'?"));
    return sx_lint_name_hint(t, function, functions);
}

static void check_expression(struct sx_transform *t, const struct sx_node *node, bool scheduler) {
    struct sx_part whole = sx_part_of(node), inside = whole;
    struct sx_string text = sx_text(node);
    size_t open = sx_string_find_byte(text, '(', 0);
    struct sx_string function = sx_string_slice(text, 0, open == SIZE_MAX ? text.length : open);
    inside.from = open == SIZE_MAX ? text.length : open + 1;
    inside.to = text.length ? text.length - 1 : 0;
    if (open == SIZE_MAX || !sx_string_ends_with(text, ")") ||
        (!sx_string_is(function, "rate") && !sx_string_is(function, "cron") && !sx_string_is(function, "at")))
        sx_part_report(t, whole, SX_RULE_SCHEDULE_EXPRESSION,
                       scheduler
                           ? CAT(t, STR("A schedule is rate(...), cron(...) or at(...), and not '"), text, STR("'."))
                           : CAT(t, STR("A schedule is rate(...) or cron(...), and not '"), text, STR("'.")),
                       hint_of(t, text, function));
    else if (sx_string_is(function, "rate"))
        check_rate(t, inside, scheduler);
    else if (sx_string_is(function, "cron"))
        check_cron(t, inside);
    else
        check_at(t, whole, inside, scheduler);
}

void sx_format_rule_schedule(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                             const struct sx_node *node) {
    (void)lint;
    (void)property;
    if (sx_is_string(node))
        check_expression(t, node, false);
}

void sx_format_schedule(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                        const struct sx_node *node) {
    (void)lint;
    (void)property;
    if (sx_is_string(node))
        check_expression(t, node, true);
}
