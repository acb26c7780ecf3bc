/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Models: mappings that the reference parses with pydantic, which converts values ("10" to 10) and has words of its own
 * for what it refuses.
 */
#ifndef SAMX_CHECK_MODEL_H
#define SAMX_CHECK_MODEL_H

#include "check/check.h"

enum sx_model_kind {
    SX_MODEL_END,
    SX_MODEL_ANY,  /* but null */
    SX_MODEL_MAP,  /* of values that are `of` */
    SX_MODEL_LIST, /* of items that are `of` */
    SX_MODEL_STRING,
    SX_MODEL_INTEGER,
    SX_MODEL_FLOAT,
    SX_MODEL_BOOLEAN,
    SX_MODEL_LITERAL, /* one of `values` */
    SX_MODEL_OBJECT,  /* a `model` */
};

/** A type that a value may have. Alternatives are an array that ends with SX_MODEL_END: the first that fits is taken.
 */
struct sx_model_type {
    enum sx_model_kind kind;
    const struct sx_model_type *of; /* alternatives; NULL: anything */
    const struct sx_model *model;
    const char *const *values; /* NULL-terminated */
};

struct sx_model_field {
    const char *name;
    bool required;
    const struct sx_model_type *types; /* alternatives */
};

struct sx_model {
    const char *name;
    const struct sx_model_field *fields;
    size_t count;
};

/** One finding of pydantic. Alternatives that all fail have findings of their own, at the same place. */
struct sx_model_error {
    const struct sx_string *path; /* {"VpcConfig", "SubnetIds", "0"} */
    size_t path_count;
    const char *message; /* "value is not a valid dict" */
    const char *type;    /* "type_error.dict" */
    struct sx_span where;
};

struct sx_model_errors {
    SX_VECTOR(struct sx_model_error) list;
};

/** The mapping with its values converted; null and absent fields are left out. On errors NULL, and `*errors` has them.
 */
const struct sx_node *sx_model_parse(struct sx_transform *t, const struct sx_model *model, const struct sx_node *node,
                                     struct sx_model_errors *errors);

/* model_errors.c: the same findings as the reference says them, which it does in three ways. */

/** "VpcConfig.SubnetIds.0" */
struct sx_string sx_model_error_path(struct sx_transform *t, const struct sx_model_error *error);
/** The rule that says what is wrong there. */
enum sx_rule sx_model_error_rule(const struct sx_model_error *error);
/** "2 validation errors for MODEL", and two lines for each: as pydantic prints them. */
struct sx_string sx_model_errors_listed(struct sx_transform *t, const struct sx_model *model,
                                        const struct sx_model_errors *errors);
/** "Property 'VpcConfig.SubnetIds' value must be dictionary or list.": a sentence for each place. */
struct sx_string sx_model_errors_told(struct sx_transform *t, const struct sx_model_errors *errors);

#endif
