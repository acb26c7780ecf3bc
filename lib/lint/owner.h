/* SPDX-License-Identifier: Apache-2.0 */

/** Resources of a SAM type with what Globals adds to them: for checks that look at several values together. */
#ifndef SAMX_LINT_OWNER_H
#define SAMX_LINT_OWNER_H

#include "lint/part.h"

struct sx_owner {
    struct sx_string id, type;
    const struct sx_node *resource, *properties; /* as written; properties may be NULL, or no mapping */
    const struct sx_node *globals;               /* the section of Globals that counts for it; NULL: none */
};

typedef void sx_owner_check(struct sx_transform *t, struct sx_lint *lint, const struct sx_owner *owner);
/** Calls `check` for each resource of AWS::Serverless::TYPE, in the order of the template. */
void sx_each_owner(struct sx_transform *t, struct sx_lint *lint, const char *type, sx_owner_check *check);

/** A property of the resource, or else of Globals; NULL when neither has it. */
const struct sx_node *sx_owned(const struct sx_transform *t, const struct sx_owner *owner, const char *name);
/** Where it stands: its key; that of Properties when it is absent. */
struct sx_span sx_owned_at(const struct sx_transform *t, const struct sx_owner *owner, const char *name);

/** An event of a resource. */
struct sx_owned_event {
    const struct sx_owner *owner;
    struct sx_string id, type;
    const struct sx_node *properties; /* may be NULL */
    struct sx_span where;             /* of its key */
};
typedef void sx_event_check(struct sx_transform *t, struct sx_lint *lint, const struct sx_owned_event *event);
void sx_each_event(struct sx_transform *t, struct sx_lint *lint, const struct sx_owner *owner, sx_event_check *check);

/** True for a whole number that is written out, also in quotes. */
bool sx_literal_int(const struct sx_node *node, int64_t *number);
/** The type of the resource that a Ref or Fn::GetAtt leads to; empty when it leads to none. */
struct sx_string sx_type_behind(const struct sx_transform *t, const struct sx_lint *lint, const struct sx_node *node);
/** That resource, or NULL. */
const struct sx_node *sx_resource_behind(const struct sx_transform *t, const struct sx_lint *lint,
                                         const struct sx_node *node);

#endif
