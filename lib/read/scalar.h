/* SPDX-License-Identifier: Apache-2.0 */

/** What a scalar means: YAML 1.1 as PyYAML resolves it, and the numbers of JSON. */
#ifndef SAMX_READ_SCALAR_H
#define SAMX_READ_SCALAR_H

#include "tree/node.h"

/**
 * Sets the kind and the value of `node` to what an unquoted scalar means. False when the text has the form of a number
 * and yet is none that can be read (0x_, or more than 4300 digits): PyYAML fails on these.
 */
bool sx_resolve_plain(struct sx_transform *t, struct sx_string text, struct sx_node *node);

/** True for most of what sx_resolve_plain() takes for a string: its first byte and its length tell. */
static inline bool sx_is_plain_string(struct sx_string text) {
    enum { SELDOM = 1, IN_A_WORD = 2, LONGEST_WORD = sizeof "false" - 1 };
    static const unsigned char starts[256] = {
        ['~'] = SELDOM,    ['-'] = SELDOM,    ['+'] = SELDOM,    ['.'] = SELDOM,    ['0'] = SELDOM,
        ['1'] = SELDOM,    ['2'] = SELDOM,    ['3'] = SELDOM,    ['4'] = SELDOM,    ['5'] = SELDOM,
        ['6'] = SELDOM,    ['7'] = SELDOM,    ['8'] = SELDOM,    ['9'] = SELDOM,    ['n'] = IN_A_WORD,
        ['N'] = IN_A_WORD, ['y'] = IN_A_WORD, ['Y'] = IN_A_WORD, ['t'] = IN_A_WORD, ['T'] = IN_A_WORD,
        ['f'] = IN_A_WORD, ['F'] = IN_A_WORD, ['o'] = IN_A_WORD, ['O'] = IN_A_WORD,
    };
    unsigned char start = text.length ? starts[(unsigned char)text.bytes[0]] : SELDOM;
    return !start || (start == IN_A_WORD && text.length > LONGEST_WORD);
}

/** The same for the kind that a tag demands, SX_NULL to SX_STRING; false when the text does not have it. */
bool sx_resolve_as(struct sx_transform *t, enum sx_kind kind, struct sx_string text, struct sx_node *node);

/** A number of JSON, which is well-formed. False when it has too many digits. */
bool sx_resolve_json_number(struct sx_transform *t, struct sx_string text, struct sx_node *node);

#endif
