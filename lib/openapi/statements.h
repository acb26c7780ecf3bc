/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The statements of a resource policy. Each path of an API adds some of its own, and a statement that is there already
 * is not added again: they are looked up by a hash of what they say.
 */
#ifndef SAMX_OPENAPI_STATEMENTS_H
#define SAMX_OPENAPI_STATEMENTS_H

#include "python/object.h"

/** Python's `statement in list`. The look-up stays with the list, which may grow meanwhile. */
bool sx_statements_have(struct sx_transform *t, struct sx_object *list, const struct sx_object *statement);

#endif
