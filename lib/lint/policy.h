/* SPDX-License-Identifier: Apache-2.0 */

/** Policy documents. */
#ifndef SAMX_LINT_POLICY_H
#define SAMX_LINT_POLICY_H

#include "lint/language.h"

/** What a policy belongs to decides what its statements have. */
enum sx_policy_of {
    SX_POLICY_OF_IDENTITY, /* no Principal; a Resource */
    SX_POLICY_OF_TRUST,    /* a Principal; no Resource */
    SX_POLICY_OF_RESOURCE, /* both; services differ in what they take */
};

/** policy_document.c: a document as IAM takes it; `where` is the key that it stands under. */
void sx_lint_policy_document(struct sx_transform *t, enum sx_policy_of of, const struct sx_node *document,
                             struct sx_span where);
/** The documents that properties of the resource hold, of SAM and of raw resources. */
void sx_lint_policy_documents(struct sx_transform *t, const struct sx_lint_resource *resource);

#endif
