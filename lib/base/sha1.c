/* SPDX-License-Identifier: Apache-2.0 */

#include "base/sha1.h"

#include "base/sha1_x86.h"

#include <string.h>

static uint32_t rotate(uint32_t value, int bits) {
    return (value << bits) | (value >> (32 - bits));
}

/** a, b, c, d and e of the standard. */
struct variables {
    uint32_t a, b, c, d, e;
};

static uint32_t choose(const struct variables *v) {
    return v->d ^ (v->b & (v->c ^ v->d));
}

static uint32_t parity(const struct variables *v) {
    return v->b ^ v->c ^ v->d;
}

static uint32_t majority(const struct variables *v) {
    return (v->b & v->c) | (v->d & (v->b | v->c));
}

static void turn(struct variables *v, uint32_t sum) {
    uint32_t a = rotate(v->a, 5) + v->e + sum;
    *v = (struct variables){a, v->a, rotate(v->b, 30), v->c, v->d};
}

/** A word of the schedule, which needs no more than the last 16. */
static uint32_t word(uint32_t w[16], int i) {
    if (i >= 16)
        w[i & 15] = rotate(w[(i - 3) & 15] ^ w[(i - 8) & 15] ^ w[(i - 14) & 15] ^ w[i & 15], 1);
    return w[i & 15];
}

/* A loop for each function: inside of one loop, choosing between them would take longer than the rest. */
void sx_sha1_add_block(uint32_t state[5], const unsigned char *block) {
    uint32_t w[16];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[i * 4] << 24 | (uint32_t)block[i * 4 + 1] << 16 | (uint32_t)block[i * 4 + 2] << 8 |
               (uint32_t)block[i * 4 + 3];
    struct variables v = {state[0], state[1], state[2], state[3], state[4]};
    for (int i = 0; i < 20; i++)
        turn(&v, choose(&v) + 0x5A827999 + word(w, i));
    for (int i = 20; i < 40; i++)
        turn(&v, parity(&v) + 0x6ED9EBA1 + word(w, i));
    for (int i = 40; i < 60; i++)
        turn(&v, majority(&v) + 0x8F1BBCDC + word(w, i));
    for (int i = 60; i < 80; i++)
        turn(&v, parity(&v) + 0xCA62C1D6 + word(w, i));
    state[0] += v.a;
    state[1] += v.b;
    state[2] += v.c;
    state[3] += v.d;
    state[4] += v.e;
}

static void add_block(uint32_t state[5], const unsigned char *block) {
    if (sx_sha1_x86_is_there())
        sx_sha1_x86_add_block(state, block);
    else
        sx_sha1_add_block(state, block);
}

void sx_sha1_begin(struct sx_sha1 *digest) {
    *digest = (struct sx_sha1){.state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}};
}

void sx_sha1_add(struct sx_sha1 *digest, struct sx_string data) {
    size_t at = 0, held = digest->length % sizeof digest->block;
    digest->length += data.length;
    while (data.length - at >= sizeof digest->block - held) {
        if (held) {
            memcpy(digest->block + held, data.bytes + at, sizeof digest->block - held);
            add_block(digest->state, digest->block);
        } else {
            add_block(digest->state, (const unsigned char *)data.bytes + at);
        }
        at += sizeof digest->block - held;
        held = 0;
    }
    if (at < data.length)
        memcpy(digest->block + held, data.bytes + at, data.length - at);
}

void sx_sha1_digits(struct sx_sha1 *digest, char digits[41]) {
    static const char padding[sizeof digest->block] = {'\x80'};
    uint64_t bits = digest->length * 8;
    size_t held = digest->length % sizeof padding, last = sizeof padding - sizeof bits;
    sx_sha1_add(digest, (struct sx_string){padding, (held < last ? last : last + sizeof padding) - held});
    char length[sizeof bits];
    for (size_t i = 0; i < sizeof length; i++)
        length[sizeof length - 1 - i] = (char)(unsigned char)(bits >> (8 * i));
    sx_sha1_add(digest, (struct sx_string){length, sizeof length});

    for (size_t i = 0; i < 40; i++)
        digits[i] = "0123456789abcdef"[digest->state[i / 8] >> (28 - 4 * (i % 8)) & 0xF];
    digits[40] = '\0';
}

struct sx_string sx_sha1_end(struct sx_transform *t, struct sx_sha1 *digest) {
    char *hex = sx_alloc(t, 41);
    sx_sha1_digits(digest, hex);
    return (struct sx_string){hex, 40};
}

struct sx_string sx_sha1_hex(struct sx_transform *t, struct sx_string data) {
    struct sx_sha1 digest;
    sx_sha1_begin(&digest);
    sx_sha1_add(&digest, data);
    return sx_sha1_end(t, &digest);
}
