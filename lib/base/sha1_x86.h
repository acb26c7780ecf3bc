/* SPDX-License-Identifier: Apache-2.0 */

/** SHA-1 by the instructions that processors of the x86 family have for it. */
#ifndef SAMX_BASE_SHA1_X86_H
#define SAMX_BASE_SHA1_X86_H

#include <stdbool.h>
#include <stdint.h>

/** True when this processor has them, and the compiler could ask. */
bool sx_sha1_x86_is_there(void);
/** Adds a block of 64 bytes. Only when they are there. */
void sx_sha1_x86_add_block(uint32_t state[5], const unsigned char *block);

#endif
