/* SPDX-License-Identifier: Apache-2.0 */

#include "cfn/dynamic_reference.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_name_byte(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '.' || c == '-' ||
           c == '/';
}

/* NAME}} or NAME:VERSION}} at the beginning of `rest`. */
static bool is_reference(struct sx_string rest, struct sx_string *name) {
    size_t end = 0;
    while (end < rest.length && is_name_byte(rest.bytes[end]))
        end++;
    *name = sx_string_slice(rest, 0, end);
    if (end + 1 < rest.length && rest.bytes[end] == ':' && is_digit(rest.bytes[end + 1]))
        for (end++; end < rest.length && is_digit(rest.bytes[end]);)
            end++;
    return name->length > 0 && sx_string_starts_with(sx_string_slice(rest, end, rest.length), "}}");
}

bool sx_find_dynamic_reference(struct sx_string text, const char *const *services, struct sx_string *name) {
    const struct sx_string start = STR("{{resolve:");
    for (size_t at = sx_string_find(text, start, 0); at != SIZE_MAX; at = sx_string_find(text, start, at + 1)) {
        struct sx_string rest = sx_string_slice(text, at + start.length, text.length);
        size_t colon = sx_string_find_byte(rest, ':', 0);
        if (colon == SIZE_MAX)
            continue;
        for (const char *const *service = services; *service; service++)
            if (sx_string_is(sx_string_slice(rest, 0, colon), *service) &&
                is_reference(sx_string_slice(rest, colon + 1, rest.length), name))
                return true;
    }
    return false;
}

/* The name may be anything without a line break; one may follow at the end, as Python's `$` lets it. */
bool sx_is_dynamic_reference(struct sx_string text) {
    const struct sx_string start = STR("{{resolve:");
    if (sx_string_ends_with(text, "\n"))
        text.length--;
    if (!sx_string_starts_with(text, start.bytes) || !sx_string_ends_with(text, "}}"))
        return false;
    size_t at = start.length;
    while (at < text.length && ((text.bytes[at] >= 'a' && text.bytes[at] <= 'z') || text.bytes[at] == '-'))
        at++;
    if (at == start.length || at >= text.length || text.bytes[at] != ':')
        return false;
    struct sx_string rest = sx_string_slice(text, at + 1, text.length);
    return rest.length > 2 && sx_string_find_byte(rest, '\n', 0) == SIZE_MAX;
}
