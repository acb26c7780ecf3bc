/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Patterns through PCRE2. CloudFormation matches with Java's engine, which nearly agrees with Perl's on what people
 * write into templates. Templates can come from strangers: the work and the memory of a match are bounded.
 */

#define PCRE2_CODE_UNIT_WIDTH 8

#include "lint/pattern.h"

#include <pcre2.h>

enum {
    MATCH_LIMIT = 200000,  /* steps of backtracking: some milliseconds */
    DEPTH_LIMIT = 20000,   /* nested backtracking points */
    HEAP_LIMIT_KIB = 2048, /* for them */
};

struct sx_pattern {
    pcre2_code *code;
    pcre2_match_context *limits;
    pcre2_match_data *data;
};

/* Memory comes from the arena: it leaves through the protected call when there is none, and PCRE2 holds nothing else.
 */
static void *take(size_t size, void *t) {
    return sx_alloc(t, size);
}

static void give_back(void *memory, void *t) {
    (void)memory;
    (void)t;
}

struct sx_pattern *sx_pattern_compile(struct sx_transform *t, struct sx_string text, struct sx_string *why) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_general_context *memory = pcre2_general_context_create(take, give_back, t);
    pcre2_compile_context *context = pcre2_compile_context_create(memory);
    struct sx_pattern *pattern = sx_alloc_zero(t, sizeof *pattern);
    pattern->code = pcre2_compile((PCRE2_SPTR)text.bytes, text.length, PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED,
                                  &error, &offset, context);
    if (!pattern->code) {
        PCRE2_UCHAR message[256];
        pcre2_get_error_message(error, message, sizeof message);
        *why = sx_string_copy(t, sx_string_from((const char *)message));
        return NULL;
    }
    pattern->limits = pcre2_match_context_create(memory);
    pcre2_set_match_limit(pattern->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(pattern->limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(pattern->limits, HEAP_LIMIT_KIB);
    pattern->data = pcre2_match_data_create_from_pattern(pattern->code, memory);
    return pattern;
}

enum sx_match sx_pattern_match(const struct sx_pattern *pattern, struct sx_string value) {
    int result =
        pcre2_match(pattern->code, (PCRE2_SPTR)value.bytes, value.length, 0, 0, pattern->data, pattern->limits);
    if (result >= 0)
        return SX_MATCHES;
    return result == PCRE2_ERROR_NOMATCH ? SX_MATCHES_NOT : SX_MATCHING_GAVE_UP;
}
