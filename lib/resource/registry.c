/* SPDX-License-Identifier: Apache-2.0 */

/* The resource types that are transformed: kinds.def lists them. */

#include "resource/resource.h"

static const struct sx_resource_kind *const kinds[] = {
#define SX_RESOURCE(name) &sx_resource_##name,
#include "resource/kinds.def"
#undef SX_RESOURCE
};

const struct sx_resource_kind *sx_resource_kind(struct sx_string type) {
    if (!sx_string_starts_with(type, "AWS::Serverless::"))
        return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sx_string_is(type, kinds[i]->type))
            return kinds[i];
    return NULL;
}

bool sx_refers_to_generated(const struct sx_transform *t) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (const struct sx_referable *known = kinds[i]->referable; known && known->property; known++)
            if (sx_is_referred_to(t, sx_string_from(known->property)))
                return true;
    return false;
}
