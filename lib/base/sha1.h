/* SPDX-License-Identifier: Apache-2.0 */

/** SHA-1 (FIPS 180-4): the reference makes logical ids from it. Not for security. */
#ifndef SAMX_BASE_SHA1_H
#define SAMX_BASE_SHA1_H

#include "base/string.h"

/** The 40 lower-case hexadecimal digits of the digest of `data`, in the arena. */
struct sx_string sx_sha1_hex(struct sx_transform *t, struct sx_string data);

#endif
