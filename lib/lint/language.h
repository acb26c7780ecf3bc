/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The language: mappings of the template held against the objects of spec/, all the way down. A scope says what kind of
 * mapping it began with; the object of that comes from a table by type, so further tables need no other walker.
 */
#ifndef SAMX_LINT_LANGUAGE_H
#define SAMX_LINT_LANGUAGE_H

#include "lint/format.h"
#include "lint/lint.h"

/** What the properties are of. */
struct sx_lint_scope {
    struct sx_lint *lint;
    struct sx_string subject;          /* for messages: "AWS::Serverless::Function", "an S3 event" */
    const struct sx_object_spec *root; /* of which object it is a part; NULL: unknown */
    bool partial;                      /* in Globals: what is missing may stand in the resources */
};

/** A mapping with its place in the template. */
struct sx_lint_level {
    const struct sx_node *node;      /* as it stands in the template; NULL: absent */
    const struct sx_node *inherited; /* what Globals adds to it; NULL: nothing */
    struct sx_span where;            /* the key that it stands under: what is missing is reported there */
    struct sx_string name;           /* the property that it is the value of; empty: the root */
};

/** object.c: keys, what is missing, and values, down to the last. What is no mapping is passed over. */
void sx_lint_object(struct sx_transform *t, const struct sx_lint_scope *scope, const struct sx_object_spec *object,
                    const struct sx_lint_level *level);
/** One key of such a mapping. */
void sx_lint_entry(struct sx_transform *t, const struct sx_lint_scope *scope, const struct sx_object_spec *object,
                   const struct sx_lint_level *level, const struct sx_pair *pair);

/** value.c: true when a value of this kind can become one of `kinds`, as CloudFormation converts values. */
bool sx_lint_fits(struct sx_transform *t, const struct sx_node *node, unsigned kinds);
/** "an integer", "a string or a list" */
struct sx_string sx_lint_kinds(struct sx_transform *t, unsigned kinds);
/** True for a text whose value is known only when the stack is made: a dynamic reference, or what Fn::Sub puts in. */
bool sx_lint_is_dynamic(const struct sx_node *node);
/** Reports a text that is the name of a pseudo parameter; false for any other node. */
bool sx_lint_is_pseudo_parameter(struct sx_transform *t, const struct sx_node *node);
/** Enumeration, bounds and format of a scalar that has the right type: the value of the property, or an item of it. */
void sx_lint_scalar(struct sx_transform *t, const struct sx_lint_scope *scope, const struct sx_property_spec *property,
                    const struct sx_node *node);

/** hint.c: what was probably meant by a key that `object` does not have; the empty slice when nothing is near. */
struct sx_string sx_lint_key_hint(struct sx_transform *t, const struct sx_lint_scope *scope,
                                  const struct sx_object_spec *object, struct sx_string key);
/** "did you mean 'X'?", of names that end with NULL; or the empty slice. */
struct sx_string sx_lint_name_hint(struct sx_transform *t, struct sx_string word, const char *const *names);
/** The same, of the names of objects. */
struct sx_string sx_lint_object_hint(struct sx_transform *t, struct sx_string word,
                                     const struct sx_object_spec *objects, size_t count);
struct sx_string sx_lint_did_you_mean(struct sx_transform *t, struct sx_string word);

/** True for a key that a macro or a loop replaces, so that nothing is known of what will stand there: Fn::Transform. */
static inline bool sx_lint_is_expanded(struct sx_string key) {
    return sx_string_starts_with(key, "Fn::");
}
/** True when the mapping has such a key: it may have any others. */
bool sx_lint_has_expanded(const struct sx_node *mapping);

/* ----------------------------------------------------------------------------------------- parts of a resource -- */

/** A resource of the template. */
struct sx_lint_resource {
    struct sx_string id;
    struct sx_span id_span;
    const struct sx_node *node;
    struct sx_string type;
    const struct sx_object_spec *spec; /* of its properties; NULL for a type that no table has */
    const struct sx_node *globals;     /* the section of Globals for its type; or NULL */
};

/** The object that describes the properties of a type; NULL when no table has it. */
const struct sx_object_spec *sx_lint_spec_of(struct sx_string type);

/** resource_type.c */
void sx_lint_resource_type(struct sx_transform *t, const struct sx_lint_resource *resource);
/** attributes.c: the keys of a resource beside Properties. */
void sx_lint_attributes(struct sx_transform *t, struct sx_lint *lint, const struct sx_lint_resource *resource);
/** events.c: the events of a Function or a StateMachine. */
void sx_lint_events(struct sx_transform *t, struct sx_lint *lint, const struct sx_lint_resource *resource);
/** policies.c: Policies of a Function or a StateMachine, and the policy documents of the others. */
void sx_lint_policies(struct sx_transform *t, struct sx_lint *lint, const struct sx_lint_resource *resource);

#endif
