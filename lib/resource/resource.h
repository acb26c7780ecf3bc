/* SPDX-License-Identifier: Apache-2.0 */

/** SAM resource types: one file and one row in kinds.def for each. */
#ifndef SAMX_RESOURCE_RESOURCE_H
#define SAMX_RESOURCE_RESOURCE_H

#include "cfn/cfn.h"

/** A property of a generated resource that users may refer to: !Ref MyFunction.Alias. */
struct sx_referable {
    const char *property; /* "Alias" */
    const char *type;     /* the type of the generated resource that it stands for */
};

struct sx_resource_kind {
    const char *type; /* "AWS::Serverless::Function" */
    /* The reference transforms resources by kind: those that change others come before them. */
    int order;
    const struct sx_referable *referable; /* ends with property NULL; or NULL */
    /* Checks and emits. The spec's rows have not been checked before. */
    void (*expand)(struct sx_transform *t, struct sx_template *template, struct sx_resource *resource);
};

/** The kind of a type; NULL for what is not SAM's. */
const struct sx_resource_kind *sx_resource_kind(struct sx_string type);
/** False when no node that was built so far refers to a property that some kind has as `referable`. */
bool sx_refers_to_generated(const struct sx_transform *t);

/** A property of a resource; null is read as absent. */
static inline const struct sx_node *sx_property(const struct sx_transform *t, const struct sx_node *properties,
                                                struct sx_string name) {
    const struct sx_node *value = sx_get(t, properties, name);
    return sx_is_none(value) ? NULL : value;
}
#define PROPERTY(properties, literal) sx_property(t, (properties), STR(literal))

#define SX_RESOURCE(name) extern const struct sx_resource_kind sx_resource_##name;
#include "resource/kinds.def"
#undef SX_RESOURCE

#endif
