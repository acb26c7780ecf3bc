/* SPDX-License-Identifier: Apache-2.0 */

#include "base/sha1_x86.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)

#include <immintrin.h>

#define WITH_SHA __attribute__((target("sha,sse4.1")))

bool sx_sha1_x86_is_there(void) {
    return __builtin_cpu_supports("sha") && __builtin_cpu_supports("sse4.1");
}

/** Of the standard: a to d, and the a of four turns ago, which e is once it has been rotated. The first is on top. */
struct variables {
    __m128i abcd, e;
};

/** Four words of the schedule, which needs no more than the last sixteen. */
WITH_SHA static __m128i words(__m128i w[4], int i) {
    if (i >= 4) {
        __m128i sum = _mm_xor_si128(_mm_sha1msg1_epu32(w[i & 3], w[(i + 1) & 3]), w[(i + 2) & 3]);
        w[i & 3] = _mm_sha1msg2_epu32(sum, w[(i + 3) & 3]);
    }
    return w[i & 3];
}

/** e, rotated, and added to words. */
WITH_SHA static __m128i next(struct variables *v, __m128i w) {
    __m128i sum = _mm_sha1nexte_epu32(v->e, w);
    v->e = v->abcd;
    return sum;
}

/* The function of the turns, the last argument of the instruction, must be a constant. */
WITH_SHA void sx_sha1_x86_add_block(uint32_t state[5], const unsigned char *block) {
    const __m128i reversed = _mm_set_epi64x(0x0001020304050607, 0x08090A0B0C0D0E0F);
    const __m128i before = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0x1B);
    __m128i w[4];
    for (int i = 0; i < 4; i++)
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(block + i * 16)), reversed);
    struct variables v = {before, _mm_set_epi32((int)(state[4] << 2 | state[4] >> 30), 0, 0, 0)};
    for (int i = 0; i < 5; i++)
        v.abcd = _mm_sha1rnds4_epu32(v.abcd, next(&v, words(w, i)), 0);
    for (int i = 5; i < 10; i++)
        v.abcd = _mm_sha1rnds4_epu32(v.abcd, next(&v, words(w, i)), 1);
    for (int i = 10; i < 15; i++)
        v.abcd = _mm_sha1rnds4_epu32(v.abcd, next(&v, words(w, i)), 2);
    for (int i = 15; i < 20; i++)
        v.abcd = _mm_sha1rnds4_epu32(v.abcd, next(&v, words(w, i)), 3);
    const __m128i e = _mm_sha1nexte_epu32(v.e, _mm_set_epi32((int)state[4], 0, 0, 0));
    state[4] = (uint32_t)_mm_extract_epi32(e, 3);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_shuffle_epi32(_mm_add_epi32(v.abcd, before), 0x1B));
}

#else

bool sx_sha1_x86_is_there(void) {
    return false;
}

void sx_sha1_x86_add_block(uint32_t state[5], const unsigned char *block) {
    (void)state;
    (void)block;
}

#endif
