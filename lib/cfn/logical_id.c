/* SPDX-License-Identifier: Apache-2.0 */

/* Logical ids that change with what they stand for, so that CloudFormation makes a new resource. */

#include "base/sha1.h"
#include "cfn/cfn.h"
#include "python/text.h"

enum { HASH_DIGITS = 10 };

struct sx_string sx_logical_id_of_text(struct sx_transform *t, struct sx_string prefix, struct sx_string data) {
    if (data.length == 0)
        return prefix;
    return CAT(t, prefix, sx_string_slice(sx_sha1_hex(t, data), 0, HASH_DIGITS));
}

struct sx_string sx_logical_id(struct sx_transform *t, struct sx_string prefix, const struct sx_node *data) {
    if (!sx_is_true(data))
        return prefix;
    struct sx_string text = sx_is_string(data) ? data->string : sx_python_json_sorted(t, data);
    return sx_logical_id_of_text(t, prefix, text);
}
