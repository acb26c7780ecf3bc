/* SPDX-License-Identifier: Apache-2.0 */

/* Parts of texts, and where they stand. */

#include "lint/part.h"

struct sx_part sx_part_of(const struct sx_node *node) {
    return (struct sx_part){node, 0, sx_text(node).length};
}

struct sx_string sx_part_text(struct sx_part part) {
    return sx_string_slice(sx_text(part.node), part.from, part.to);
}

/* A plain text is written as it reads, a quoted one after its quote; but not with escapes or over several lines. */
struct sx_span sx_part_at(const struct sx_transform *t, struct sx_part part) {
    struct sx_span whole = sx_at(part.node);
    struct sx_string text = sx_text(part.node);
    struct sx_string written = sx_string_slice(t->diagnostics->source.text, whole.start, whole.end);
    size_t quote = written.length == text.length + 2 ? 1 : 0;
    bool same = written.length == text.length + 2 * quote &&
                sx_string_equal(sx_string_slice(written, quote, quote + text.length), text);
    if (!same || (part.from == 0 && part.to == text.length) || part.from >= part.to)
        return whole;
    return (struct sx_span){whole.start + (uint32_t)(quote + part.from), whole.start + (uint32_t)(quote + part.to)};
}

bool sx_part_next(struct sx_part *rest, char separator, struct sx_part *part) {
    if (rest->from > rest->to)
        return false;
    size_t end = sx_string_find_byte(sx_text(rest->node), separator, rest->from);
    if (end > rest->to)
        end = rest->to;
    *part = (struct sx_part){rest->node, rest->from, end};
    rest->from = end + 1;
    return true;
}

struct sx_part sx_part_trim(struct sx_part part) {
    struct sx_string text = sx_text(part.node);
    while (part.from < part.to && text.bytes[part.from] == ' ')
        part.from++;
    while (part.from < part.to && text.bytes[part.to - 1] == ' ')
        part.to--;
    return part;
}

void sx_part_report(struct sx_transform *t, struct sx_part part, enum sx_rule rule, struct sx_string message,
                    struct sx_string hint) {
    sx_lint_report(t, sx_part_at(t, part), rule, message)->hint = hint;
}

bool sx_is_literal(const struct sx_node *node) {
    return sx_is_string(node) && sx_string_find(sx_text(node), STR("${"), 0) == SIZE_MAX &&
           sx_string_find(sx_text(node), STR("{{resolve:"), 0) == SIZE_MAX;
}

static bool is_alphanumeric(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

bool sx_consists_of(struct sx_string text, const char *others) {
    for (size_t i = 0; i < text.length; i++)
        if (!is_alphanumeric(text.bytes[i]) && (!text.bytes[i] || !strchr(others, text.bytes[i])))
            return false;
    return text.length > 0;
}

bool sx_consists_of_digits(struct sx_string text) {
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return false;
    return text.length > 0;
}
