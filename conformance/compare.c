/* SPDX-License-Identifier: Apache-2.0 */

#define _POSIX_C_SOURCE 200809L

#include "compare.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>

/* -------------------------------------------------------------------------------------------------- documents -- */

/** A place in both documents: the steps from the root, innermost first. */
struct place {
    const struct place *outer;
    const char *key; /* NULL: an index */
    size_t index;
};

/** A comparison that goes on in lists: whether their order counts, and where to report to, or NULL. */
struct comparison {
    bool unordered;
    FILE *report;
};

/** Prints a place as a JSON pointer (RFC 6901). */
static void print_place(FILE *report, const struct place *place) {
    if (!place)
        return;
    print_place(report, place->outer);
    fputc('/', report);
    if (!place->key)
        fprintf(report, "%zu", place->index);
    for (const char *next = place->key; next && *next; next++) {
        if (*next == '~')
            fputs("~0", report);
        else if (*next == '/')
            fputs("~1", report);
        else
            fputc(*next, report);
    }
}

/** Prints a value on one line, the beginning of it when it is long. NULL is a value that is absent. */
static void print_value(FILE *report, json_t *value) {
    const size_t longest = 200;
    char *text = value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS) : NULL;
    if (!text) {
        fputs("nothing", report);
        return;
    }
    size_t length = strlen(text);
    if (length <= longest) {
        fputs(text, report);
    } else {
        size_t end = longest;
        while (((unsigned char)text[end] & 0xc0) == 0x80) /* not inside a character */
            end--;
        fprintf(report, "%.*s...", (int)end, text);
    }
    free(text);
}

static bool differ(const struct comparison *comparison, const struct place *place, json_t *expected, json_t *actual) {
    if (comparison->report) {
        fputs("first difference at ", comparison->report);
        print_place(comparison->report, place);
        fputs(place ? ": expected " : "the root: expected ", comparison->report);
        print_value(comparison->report, expected);
        fputs(", got ", comparison->report);
        print_value(comparison->report, actual);
        fputc('\n', comparison->report);
    }
    return false;
}

static bool same(const struct comparison *comparison, const struct place *place, json_t *expected, json_t *actual);

static bool same_objects(const struct comparison *comparison, const struct place *place, json_t *expected,
                         json_t *actual) {
    const char *key;
    json_t *value;
    json_object_foreach(expected, key, value) {
        const struct place inner = {.outer = place, .key = key};
        json_t *other = json_object_get(actual, key);
        if (!other)
            return differ(comparison, &inner, value, NULL);
        if (!same(comparison, &inner, value, other))
            return false;
    }
    json_object_foreach(actual, key, value) {
        const struct place inner = {.outer = place, .key = key};
        if (!json_object_get(expected, key))
            return differ(comparison, &inner, NULL, value);
    }
    return true;
}

static bool same_lists(const struct comparison *comparison, const struct place *place, json_t *expected,
                       json_t *actual) {
    size_t expected_count = json_array_size(expected), actual_count = json_array_size(actual);
    for (size_t i = 0; i < expected_count || i < actual_count; i++) {
        const struct place inner = {.outer = place, .index = i};
        json_t *value = json_array_get(expected, i), *other = json_array_get(actual, i);
        if (!value || !other)
            return differ(comparison, &inner, value, other);
        if (!same(comparison, &inner, value, other))
            return false;
    }
    return true;
}

/** Each item of one list pairs with an item of the other. Being equal is transitive, so the first that fits will do. */
static bool same_sets(const struct comparison *comparison, const struct place *place, json_t *expected,
                      json_t *actual) {
    const struct comparison silent = {.unordered = true};
    size_t count = json_array_size(actual);
    bool *taken = allocate(count * sizeof(bool)), equal = json_array_size(expected) == count;
    for (size_t i = 0; equal && i < count; i++) {
        size_t partner = 0;
        while (partner < count &&
               (taken[partner] || !same(&silent, NULL, json_array_get(expected, i), json_array_get(actual, partner))))
            partner++;
        equal = partner < count;
        if (equal)
            taken[partner] = true;
    }
    free(taken);
    return equal || differ(comparison, place, expected, actual);
}

static bool same(const struct comparison *comparison, const struct place *place, json_t *expected, json_t *actual) {
    bool equal;
    if (json_is_object(expected) && json_is_object(actual))
        return same_objects(comparison, place, expected, actual);
    if (json_is_array(expected) && json_is_array(actual))
        return comparison->unordered ? same_sets(comparison, place, expected, actual)
                                     : same_lists(comparison, place, expected, actual);
    if (json_is_integer(expected) && json_is_integer(actual))
        equal = json_integer_value(expected) == json_integer_value(actual);
    else if (json_is_number(expected) && json_is_number(actual))
        equal = json_number_value(expected) == json_number_value(actual);
    else
        equal = json_equal(expected, actual);
    return equal || differ(comparison, place, expected, actual);
}

bool compare_documents(json_t *expected, json_t *actual, bool unordered, FILE *report) {
    const struct comparison comparison = {.unordered = unordered, .report = report};
    return same(&comparison, NULL, expected, actual);
}

/* --------------------------------------------------------------------------------------------------- refusals -- */

static const char summary[] = "Invalid Serverless Application Specification document. Number of errors found: ";

static bool is_error_of_reference(const samx_diagnostic *finding) {
    return finding->from_reference && finding->severity == SAMX_SEVERITY_ERROR;
}

void print_errors(const samx_result *result, FILE *report) {
    for (size_t i = 0; i < samx_result_diagnostic_count(result); i++) {
        const samx_diagnostic *finding = samx_result_diagnostic(result, i);
        if (finding->severity == SAMX_SEVERITY_ERROR)
            fprintf(report, "    got:      %s%s [%s]\n", finding->message,
                    finding->from_reference ? "" : " (not the reference's)", finding->rule);
    }
}

static int longer_first(const void *left, const void *right) {
    size_t a = strlen(*(const char *const *)left), b = strlen(*(const char *const *)right);
    return a < b ? 1 : a > b ? -1 : 0;
}

/** The messages of the reference's errors in a result, the longest first. The caller frees the array. */
static const char **reference_messages(const samx_result *result, size_t *count) {
    size_t findings = samx_result_diagnostic_count(result);
    const char **messages = allocate(findings * sizeof(char *));
    *count = 0;
    for (size_t i = 0; i < findings; i++) {
        const samx_diagnostic *finding = samx_result_diagnostic(result, i);
        if (is_error_of_reference(finding))
            messages[(*count)++] = finding->message;
    }
    if (*count > 0)
        qsort(messages, *count, sizeof(char *), longer_first);
    return messages;
}

/**
 * Cuts the messages out of the expected text: all must occur in it and leave nothing but separators. The longest goes
 * first, so that a message which is part of another does not tear it; what is cut becomes a character that no message
 * has.
 */
static bool use_up(char *text, const char *const *messages, size_t count) {
    static const char cut = '\1';
    for (size_t i = 0; i < count; i++) {
        char *found = strstr(text, messages[i]);
        if (!found)
            return false;
        memset(found, cut, strlen(messages[i]));
    }
    return text[strspn(text, " \1")] == '\0';
}

/** The causes in the text of a refusal, and how many the reference says there are; NULL when there is no summary. */
static const char *after_summary(const char *text, size_t *count) {
    if (strncmp(text, summary, strlen(summary)) != 0)
        return NULL;
    char *end;
    *count = strtoul(text + strlen(summary), &end, 10);
    return *end == '.' ? end + 1 : NULL;
}

bool compare_refusal(json_t *expected, const samx_result *result, FILE *report) {
    const char *text = json_string_value(json_object_get(expected, "errorMessage"));
    size_t expected_count = 0, count;
    const char *causes = text ? after_summary(text, &expected_count) : NULL;
    const char **messages = reference_messages(result, &count);
    bool equal = false;
    if (causes && count == expected_count) {
        char *rest = join_text(causes, (char *)NULL);
        equal = use_up(rest, messages, count);
        free(rest);
    }
    free(messages);
    if (!equal) {
        fprintf(report, "refused with other errors\n    expected: %s\n",
                text ? text : "an errorMessage that is a text");
        print_errors(result, report);
    }
    return equal;
}
