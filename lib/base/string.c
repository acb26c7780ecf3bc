/* SPDX-License-Identifier: Apache-2.0 */

#include "base/string.h"

#include <string.h>

struct sx_string sx_string_copy(struct sx_transform *t, struct sx_string string) {
    return (struct sx_string){sx_string_terminated(t, string), string.length};
}

const char *sx_string_terminated(struct sx_transform *t, struct sx_string string) {
    char *copy = sx_alloc(t, string.length + 1);
    if (string.length)
        memcpy(copy, string.bytes, string.length);
    copy[string.length] = '\0';
    return copy;
}

int sx_string_compare(struct sx_string a, struct sx_string b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.bytes, b.bytes, shorter) : 0;
    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

size_t sx_string_find_byte(struct sx_string string, char byte, size_t from) {
    if (from >= string.length)
        return SIZE_MAX;
    const char *found = memchr(string.bytes + from, byte, string.length - from);
    return found ? (size_t)(found - string.bytes) : SIZE_MAX;
}

size_t sx_string_find(struct sx_string string, struct sx_string needle, size_t from) {
    if (needle.length == 0)
        return from <= string.length ? from : SIZE_MAX;
    for (size_t at = sx_string_find_byte(string, needle.bytes[0], from); at != SIZE_MAX;
         at = sx_string_find_byte(string, needle.bytes[0], at + 1)) {
        if (string.length - at < needle.length)
            return SIZE_MAX;
        if (memcmp(string.bytes + at, needle.bytes, needle.length) == 0)
            return at;
    }
    return SIZE_MAX;
}

static bool is_alphanumeric(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool sx_string_is_alphanumeric(struct sx_string string) {
    for (size_t i = 0; i < string.length; i++)
        if (!is_alphanumeric(string.bytes[i]))
            return false;
    return string.length > 0;
}

struct sx_string sx_string_lower(struct sx_transform *t, struct sx_string string) {
    char *copy = sx_alloc(t, string.length + 1);
    for (size_t i = 0; i < string.length; i++) {
        char c = string.bytes[i];
        copy[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    copy[string.length] = '\0';
    return (struct sx_string){copy, string.length};
}

struct sx_string sx_string_replace(struct sx_transform *t, struct sx_string string, struct sx_string from,
                                   struct sx_string to) {
    size_t at = sx_string_find(string, from, 0);
    if (at == SIZE_MAX || from.length == 0)
        return string;
    struct sx_buffer buffer = {.t = t};
    size_t done = 0;
    for (; at != SIZE_MAX; at = sx_string_find(string, from, done)) {
        sx_buffer_add(&buffer, sx_string_slice(string, done, at));
        sx_buffer_add(&buffer, to);
        done = at + from.length;
    }
    sx_buffer_add(&buffer, sx_string_slice(string, done, string.length));
    return sx_buffer_string(&buffer);
}

struct sx_string sx_string_from_int(struct sx_transform *t, long long value) {
    char digits[24];
    size_t at = sizeof digits;
    unsigned long long magnitude = value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
    do {
        digits[--at] = (char)('0' + magnitude % 10);
        magnitude /= 10;
    } while (magnitude);
    if (value < 0)
        digits[--at] = '-';
    return sx_string_copy(t, (struct sx_string){digits + at, sizeof digits - at});
}

struct sx_string sx_string_concat(struct sx_transform *t, const struct sx_string *parts, size_t count) {
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += parts[i].length;
    char *bytes = sx_alloc(t, length + 1);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].length)
            memcpy(bytes + at, parts[i].bytes, parts[i].length);
        at += parts[i].length;
    }
    bytes[length] = '\0';
    return (struct sx_string){bytes, length};
}

void sx_buffer_reserve(struct sx_buffer *buffer, size_t more) {
    if (buffer->capacity - buffer->length >= more)
        return;
    if (more > SIZE_MAX / 4 || buffer->length > SIZE_MAX / 4)
        sx_leave(buffer->t, SAMX_OUT_OF_MEMORY);
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : 64;
    if (capacity < buffer->length + more)
        capacity = buffer->length + more;
    char *bytes = sx_alloc(buffer->t, capacity);
    if (buffer->length)
        memcpy(bytes, buffer->bytes, buffer->length);
    buffer->bytes = bytes;
    buffer->capacity = capacity;
}

void sx_buffer_add_repeated(struct sx_buffer *buffer, char byte, size_t count) {
    if (count == 0)
        return;
    sx_buffer_reserve(buffer, count);
    memset(buffer->bytes + buffer->length, byte, count);
    buffer->length += count;
}

void sx_buffer_add_code_point(struct sx_buffer *buffer, uint32_t code_point) {
    char bytes[4];
    size_t length;
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
        length = 1;
    } else if (code_point < 0x800) {
        bytes[0] = (char)(0xC0 | (code_point >> 6));
        bytes[1] = (char)(0x80 | (code_point & 0x3F));
        length = 2;
    } else if (code_point < 0x10000) {
        bytes[0] = (char)(0xE0 | (code_point >> 12));
        bytes[1] = (char)(0x80 | ((code_point >> 6) & 0x3F));
        bytes[2] = (char)(0x80 | (code_point & 0x3F));
        length = 3;
    } else {
        bytes[0] = (char)(0xF0 | (code_point >> 18));
        bytes[1] = (char)(0x80 | ((code_point >> 12) & 0x3F));
        bytes[2] = (char)(0x80 | ((code_point >> 6) & 0x3F));
        bytes[3] = (char)(0x80 | (code_point & 0x3F));
        length = 4;
    }
    sx_buffer_add(buffer, (struct sx_string){bytes, length});
}

struct sx_string sx_buffer_string(const struct sx_buffer *buffer) {
    return (struct sx_string){buffer->bytes ? buffer->bytes : "", buffer->length};
}

uint32_t sx_decode_code_point(struct sx_string string, size_t *position) {
    const unsigned char *bytes = (const unsigned char *)string.bytes + *position;
    size_t left = string.length - *position;
    size_t length = bytes[0] < 0x80 ? 1 : bytes[0] < 0xC2 ? 0 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (length == 0 || bytes[0] > 0xF4 || length > left) {
        *position += 1;
        return 0xFFFD;
    }
    uint32_t code_point = length == 1 ? bytes[0] : bytes[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            *position += 1;
            return 0xFFFD;
        }
        code_point = (code_point << 6) | (bytes[i] & 0x3F);
    }
    if (code_point < smallest[length] || code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        *position += 1;
        return 0xFFFD;
    }
    *position += length;
    return code_point;
}
