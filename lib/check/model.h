/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Models: mappings that the reference parses with pydantic, which converts values ("10" to 10) and has words of its own
 * for what it refuses.
 */
#ifndef SAMX_CHECK_MODEL_H
#define SAMX_CHECK_MODEL_H

#include "check/check.h"

/** A type that a field may have; a union takes the first that the value can be converted to. */
enum sx_model_type {
    SX_MODEL_END,
    SX_MODEL_MAP,
    SX_MODEL_STRING,
    SX_MODEL_INTEGER,
    SX_MODEL_FLOAT,
};

struct sx_model_field {
    const char *name;
    bool required;
    enum sx_model_type types[4]; /* ends with SX_MODEL_END */
};

struct sx_model {
    const char *name;
    const struct sx_model_field *fields;
    size_t count;
};

/**
 * The mapping with its values converted. Null and absent fields are left out. On errors NULL, and their text, as
 * pydantic 1 prints it, in `*errors`; `*where` is the place of the first.
 */
const struct sx_node *sx_model_parse(struct sx_transform *t, const struct sx_model *model, const struct sx_node *node,
                                     struct sx_string *errors, struct sx_span *where);

#endif
