/* SPDX-License-Identifier: Apache-2.0 */

/**
 * A JSON Schema (draft-07) of SAM templates, made of the tables of spec/: for editors, which complete and check with it
 * while a template is written. What samx_validate() finds is more; where a schema cannot say exactly what is accepted,
 * it accepts.
 */
#ifndef SAMX_SCHEMA_SCHEMA_H
#define SAMX_SCHEMA_SCHEMA_H

#include "spec/spec.h"

/** `short_tags`: for readers to which `!Ref X` is the text X, and `!If [...]` a list. */
const struct sx_node *sx_schema(struct sx_transform *t, bool short_tags);

/* ------------------------------------------------------------------------------------------- shared by the folder --
 */

/** What the schema of an object depends on. */
struct sx_schema_context {
    bool short_tags;
    bool in_parts; /* below a property that Globals can have: keys that are not there may stand in the other place */
    const struct sx_globals_spec *globals; /* of a resource type: what may be given there instead; or NULL */
};

/** value.c: the value of a property, or an intrinsic function in its place. */
const struct sx_node *sx_schema_of_property(struct sx_transform *t, const struct sx_schema_context *context,
                                            const struct sx_property_spec *property);
/** {"anyOf": [a function, `value`]} */
const struct sx_node *sx_schema_or_function(struct sx_transform *t, const struct sx_schema_context *context,
                                            const struct sx_node *value);
/** object.c: a mapping with these keys and no others. */
const struct sx_node *sx_schema_of_object(struct sx_transform *t, const struct sx_schema_context *context,
                                          const struct sx_object_spec *object);
/** True when Globals can give the key, or keys of the same mapping. */
bool sx_schema_is_shared(const struct sx_schema_context *context, struct sx_string name);
/** True when a value for `property` must stand in the mapping itself. */
bool sx_schema_requires(const struct sx_schema_context *context, const struct sx_property_spec *property);

/** {"$ref": "#/definitions/NAME"} */
const struct sx_node *sx_schema_ref(struct sx_transform *t, struct sx_string name);
/** The texts as a list. */
const struct sx_node *sx_schema_texts(struct sx_transform *t, const char *const *texts);

#endif
