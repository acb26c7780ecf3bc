/* SPDX-License-Identifier: Apache-2.0 */

/** Parameters put into Python objects, in place. */
#ifndef SAMX_INTRINSIC_RESOLVE_OBJECT_H
#define SAMX_INTRINSIC_RESOLVE_OBJECT_H

#include "intrinsic/intrinsic.h"
#include "python/object.h"

/**
 * The object with each Ref to a parameter, and each ${parameter} in Fn::Sub, replaced by the value, at any depth. What
 * lies inside is changed in place; an object that is itself such a Ref stays, and its value is returned.
 * `from_template`: values are texts of Python 2.7, as sx_object_from_node() makes them. NULL gives NULL.
 */
struct sx_object *sx_resolve_object(struct sx_transform *t, const struct sx_parameters *parameters,
                                    struct sx_object *object, bool from_template);

#endif
