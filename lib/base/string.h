/* SPDX-License-Identifier: Apache-2.0 */

/** Slices of text, and a buffer to build text in. Slices are not NUL-terminated and may hold NUL. */
#ifndef SAMX_BASE_STRING_H
#define SAMX_BASE_STRING_H

#include "base/transform.h"

#include <string.h>

struct sx_string {
    const char *bytes;
    size_t length;
};

/** The slice of a literal; also as a constant initialiser. */
#define STR(literal) ((struct sx_string){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal) \
    { "" literal, sizeof(literal) - 1 }

/** The text of a C string, borrowed; NULL gives the empty slice. */
static inline struct sx_string sx_string_from(const char *text) {
    return (struct sx_string){text ? text : "", text ? strlen(text) : 0};
}
struct sx_string sx_string_copy(struct sx_transform *t, struct sx_string string);
/** A NUL-terminated copy. A NUL inside the slice is kept, and ends the text for readers of C strings. */
const char *sx_string_terminated(struct sx_transform *t, struct sx_string string);

static inline bool sx_string_equal(struct sx_string a, struct sx_string b) {
    /* keys of one length mostly differ in their first byte, which costs less to see than to call memcmp() */
    return a.length == b.length &&
           (a.length == 0 || (a.bytes[0] == b.bytes[0] && memcmp(a.bytes, b.bytes, a.length) == 0));
}
/** Byte order, which for UTF-8 is the order of code points. */
int sx_string_compare(struct sx_string a, struct sx_string b);
static inline bool sx_string_is(struct sx_string string, const char *text) {
    size_t length = strlen(text);
    return string.length == length && (length == 0 || memcmp(string.bytes, text, length) == 0);
}
static inline bool sx_string_starts_with(struct sx_string string, const char *prefix) {
    size_t length = strlen(prefix);
    return string.length >= length && memcmp(string.bytes, prefix, length) == 0;
}
static inline bool sx_string_ends_with(struct sx_string string, const char *suffix) {
    size_t length = strlen(suffix);
    return string.length >= length && memcmp(string.bytes + string.length - length, suffix, length) == 0;
}
/** Position of the first `needle` at or after `from`, or SIZE_MAX. */
size_t sx_string_find(struct sx_string string, struct sx_string needle, size_t from);
size_t sx_string_find_byte(struct sx_string string, char byte, size_t from);
static inline struct sx_string sx_string_slice(struct sx_string string, size_t from, size_t to) {
    if (to > string.length)
        to = string.length;
    if (from > to)
        from = to;
    /* the bytes of an empty slice may be NULL, to which C lets nothing be added */
    return (struct sx_string){from ? string.bytes + from : string.bytes, to - from};
}
/** True when every character is one of A-Z a-z 0-9, and there is at least one. */
bool sx_string_is_alphanumeric(struct sx_string string);
struct sx_string sx_string_lower(struct sx_transform *t, struct sx_string string); /* ASCII letters only */
/** `string` with every `from` replaced by `to`, left to right. */
struct sx_string sx_string_replace(struct sx_transform *t, struct sx_string string, struct sx_string from,
                                   struct sx_string to);
struct sx_string sx_string_from_int(struct sx_transform *t, long long value);

struct sx_string sx_string_concat(struct sx_transform *t, const struct sx_string *parts, size_t count);
/** The parts in one new slice: CAT(t, id, STR("Role")). */
#define CAT(t, ...)                                                \
    sx_string_concat((t), (const struct sx_string[]){__VA_ARGS__}, \
                     sizeof((const struct sx_string[]){__VA_ARGS__}) / sizeof(struct sx_string))

/** A growing text in the arena. Zero-initialise, set `t`. */
struct sx_buffer {
    struct sx_transform *t;
    char *bytes;
    size_t length, capacity;
};

/** Makes room for `more` bytes; what is added without this makes its own room. */
void sx_buffer_reserve(struct sx_buffer *buffer, size_t more);

/** Where the next byte will stand, with room for `more` bytes. What is put there counts once `length` is raised. */
static inline char *sx_buffer_room(struct sx_buffer *buffer, size_t more) {
    if (buffer->capacity - buffer->length < more)
        sx_buffer_reserve(buffer, more);
    return buffer->bytes + buffer->length;
}

static inline void sx_buffer_add(struct sx_buffer *buffer, struct sx_string string) {
    if (string.length == 0)
        return;
    memcpy(sx_buffer_room(buffer, string.length), string.bytes, string.length);
    buffer->length += string.length;
}

static inline void sx_buffer_add_byte(struct sx_buffer *buffer, char byte) {
    *sx_buffer_room(buffer, 1) = byte;
    buffer->length++;
}

static inline void sx_buffer_add_text(struct sx_buffer *buffer, const char *text) {
    sx_buffer_add(buffer, (struct sx_string){text, strlen(text)});
}

void sx_buffer_add_repeated(struct sx_buffer *buffer, char byte, size_t count);
/** Spaces, of which a line seldom begins with more than one run of 32. */
static inline void sx_buffer_add_spaces(struct sx_buffer *buffer, size_t count) {
    enum { RUN = 32 };
    char *room = sx_buffer_room(buffer, count + RUN);
    for (size_t at = 0; at < count; at += RUN)
        memset(room + at, ' ', RUN);
    buffer->length += count;
}
/** A code point as UTF-8. */
void sx_buffer_add_code_point(struct sx_buffer *buffer, uint32_t code_point);
/** What was added so far, borrowed from the buffer until it next grows. */
struct sx_string sx_buffer_string(const struct sx_buffer *buffer);

/**
 * Decodes the UTF-8 sequence at `*position`, advances past it, and returns its code point. A byte that is not part of
 * a valid sequence is returned as U+FFFD and skipped alone.
 */
uint32_t sx_decode_code_point(struct sx_string string, size_t *position);

#endif
