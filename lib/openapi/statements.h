/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The statements of a resource policy. Each path of an API adds some of its own, and a statement that is there already
 * is not added again: they are looked up by a hash of what they say.
 */
#ifndef SAMX_OPENAPI_STATEMENTS_H
#define SAMX_OPENAPI_STATEMENTS_H

#include "python/object.h"

struct sx_statements {
    struct sx_object *list;
    size_t indexed;        /* how many of the list are in `by_hash` */
    struct sx_map by_hash; /* hash -> struct sx_same_hash * */
};

/** Python's `statement in list`. */
bool sx_statements_have(struct sx_transform *t, struct sx_statements *statements, const struct sx_object *statement);

#endif
