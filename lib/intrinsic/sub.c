/* SPDX-License-Identifier: Apache-2.0 */

/* The ${...} references in the text of Fn::Sub. */

#include "intrinsic/intrinsic.h"

enum { USUAL_REFERENCES = 4 }; /* that many need no memory: most texts stay as they are */

static bool is_name_byte(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
}

static bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/*
 * The end of the name at `from`: letters, digits and dots, or a pseudo parameter (AWS::Name). SIZE_MAX when there is
 * none, or what follows it is not a closing brace.
 */
static size_t name_end(struct sx_string text, size_t from) {
    size_t at = from;
    while (at < text.length && is_name_byte(text.bytes[at]))
        at++;
    struct sx_string rest = sx_string_slice(text, from, text.length);
    if (sx_string_starts_with(rest, "AWS::") && rest.length > 5 && rest.bytes[5] >= 'A' && rest.bytes[5] <= 'Z') {
        at = from + 6;
        while (at < text.length && is_letter(text.bytes[at]))
            at++;
    }
    return at > from && at < text.length && text.bytes[at] == '}' ? at : SIZE_MAX;
}

/** One ${...} of a text: [start, end) with the braces. */
struct reference {
    size_t start, end;
    struct sx_string name, replacement; /* replacement.bytes NULL: left as it is */
};

typedef SX_VECTOR(struct reference) references;

static void find_references(struct sx_transform *t, struct sx_string text, references *found) {
    size_t at = sx_string_find(text, STR("${"), 0);
    while (at != SIZE_MAX) {
        size_t end = name_end(text, at + 2);
        if (end == SIZE_MAX) {
            at = sx_string_find(text, STR("${"), at + 1);
            continue;
        }
        struct reference reference = {at, end + 1, sx_string_slice(text, at + 2, end), {NULL, 0}};
        SX_PUSH(t, found, reference);
        at = sx_string_find(text, STR("${"), end + 1);
    }
}

/* True when replacing from left to right cannot make a new "${...}" that a later replacement would hit first. */
static bool is_plain(struct sx_string text, const struct reference *items, size_t count) {
    size_t done = 0;
    for (size_t i = 0; i < count; i++) {
        struct sx_string between = sx_string_slice(text, done, items[i].start);
        if (sx_string_find(between, STR("${"), 0) != SIZE_MAX)
            return false;
        struct sx_string value = items[i].replacement;
        for (size_t byte = 0; value.bytes && byte < value.length; byte++)
            if (value.bytes[byte] == '$' || value.bytes[byte] == '{' || value.bytes[byte] == '}')
                return false;
        done = items[i].end;
    }
    return true;
}

static struct sx_string replace_in_order(struct sx_transform *t, struct sx_string text, const references *found) {
    struct sx_buffer buffer = {.t = t};
    size_t done = 0;
    for (size_t i = 0; i < found->count; i++) {
        const struct reference *reference = &found->items[i];
        sx_buffer_add(&buffer, sx_string_slice(text, done, reference->start));
        sx_buffer_add(&buffer, reference->replacement.bytes ? reference->replacement
                                                            : sx_string_slice(text, reference->start, reference->end));
        done = reference->end;
    }
    sx_buffer_add(&buffer, sx_string_slice(text, done, text.length));
    return sx_buffer_string(&buffer);
}

/*
 * The reference replaces, for one match after the other, the first occurrence of "${name}" in the text as it stands by
 * then: a value that itself holds "${...}" is found by a later match. Only texts that need it take this way, since
 * each step copies the text.
 */
static struct sx_string replace_first_each_time(struct sx_transform *t, struct sx_string text,
                                                const references *found) {
    for (size_t i = 0; i < found->count; i++) {
        const struct reference *reference = &found->items[i];
        if (!reference->replacement.bytes)
            continue;
        struct sx_string whole = CAT(t, STR("${"), reference->name, STR("}"));
        size_t at = sx_string_find(text, whole, 0);
        if (at == SIZE_MAX)
            continue;
        text = CAT(t, sx_string_slice(text, 0, at), reference->replacement,
                   sx_string_slice(text, at + whole.length, text.length));
    }
    return text;
}

struct sx_string sx_rewrite_sub(struct sx_transform *t, struct sx_string text, sx_sub_handler handler, void *user) {
    struct reference usual[USUAL_REFERENCES];
    references found = {usual, 0, USUAL_REFERENCES};
    find_references(t, text, &found);
    bool changed = false;
    for (size_t i = 0; i < found.count; i++) {
        found.items[i].replacement = handler(t, user, found.items[i].name);
        changed = changed || found.items[i].replacement.bytes;
    }
    if (!changed)
        return text;
    return is_plain(text, found.items, found.count) ? replace_in_order(t, text, &found)
                                                    : replace_first_each_time(t, text, &found);
}
