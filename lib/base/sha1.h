/* SPDX-License-Identifier: Apache-2.0 */

/** SHA-1 (FIPS 180-4): the reference makes logical ids from it. Not for security. */
#ifndef SAMX_BASE_SHA1_H
#define SAMX_BASE_SHA1_H

#include "base/string.h"

/** A digest of a text that comes in parts. */
struct sx_sha1 {
    uint32_t state[5];
    uint64_t length;
    unsigned char block[64]; /* the last length % 64 bytes */
};
void sx_sha1_begin(struct sx_sha1 *digest);
void sx_sha1_add(struct sx_sha1 *digest, struct sx_string data);
/** The 40 lower-case hexadecimal digits of what was added, in the arena. Nothing may be added afterwards. */
struct sx_string sx_sha1_end(struct sx_transform *t, struct sx_sha1 *digest);
/** The same where there is no arena, with a NUL. */
void sx_sha1_digits(struct sx_sha1 *digest, char digits[41]);

/** The 40 lower-case hexadecimal digits of the digest of `data`, in the arena. */
struct sx_string sx_sha1_hex(struct sx_transform *t, struct sx_string data);

/** Adds a block of 64 bytes without the instructions of a processor; for those that have none, and for tests. */
void sx_sha1_add_block(uint32_t state[5], const unsigned char *block);

#endif
