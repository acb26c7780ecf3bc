/* SPDX-License-Identifier: Apache-2.0 */

/** Property rows applied to nodes, and refusals in the reference's words. */
#ifndef SAMX_CHECK_CHECK_H
#define SAMX_CHECK_CHECK_H

#include "python/object.h"
#include "spec/spec.h"

/**
 * True for what the reference takes for a logical id: letters and digits. Its pattern ends in `$`, which in Python also
 * matches before a line break at the end.
 */
bool sx_is_logical_id(struct sx_string id);

/** What a refusal is about: a resource, or an event of one. */
struct sx_subject {
    struct sx_string resource; /* logical id; {NULL, 0} where the reference names the event alone */
    struct sx_string event;    /* the event's own id; {NULL, 0} when it is about the resource */
};

/** "[Resource with id [F] is invalid. ][Event with id [E] is invalid. ]MESSAGE" */
noreturn void sx_refuse_subject(struct sx_transform *t, struct sx_subject subject, struct sx_span where,
                                enum sx_rule rule, struct sx_string message);
/** The same for a resource. */
noreturn void sx_refuse_resource(struct sx_transform *t, struct sx_string id, struct sx_span where, enum sx_rule rule,
                                 struct sx_string message);
/** "Structure of the SAM template is invalid. MESSAGE": leaves the resource at hand. */
noreturn void sx_refuse_template(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                 struct sx_string message);
/** The same, leaving the whole document. */
noreturn void sx_refuse_whole_template(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                       struct sx_string message);

/** Hints for the finding that comes next, about an unknown `word`: the nearest property of an object; key of a dict. */
void sx_suggest_property(struct sx_transform *t, struct sx_string word, const struct sx_object_spec *spec);
void sx_suggest_key(struct sx_transform *t, struct sx_string word, const struct sx_object *dict);

/**
 * Checks the properties of a resource or an event as the reference does before it transforms: that they are a mapping,
 * then unknown keys in the order of the template, then the rows in the order of spec/. NULL properties are none.
 */
void sx_check_properties(struct sx_transform *t, const struct sx_object_spec *spec, struct sx_string id,
                         const struct sx_node *properties, struct sx_span where);

/** The kinds that sx_expect() names. */
enum sx_expected {
    SX_EXPECT_MAP,
    SX_EXPECT_LIST,
    SX_EXPECT_STRING,
    SX_EXPECT_INTEGER,
    SX_EXPECT_BOOLEAN,
};

/**
 * Refuses with "Property 'PATH' should be a map." unless `node` (NULL or null included) has the kind. `where` is used
 * when there is no node. Returns `node`.
 */
const struct sx_node *sx_expect(struct sx_transform *t, struct sx_subject subject, const struct sx_node *node,
                                struct sx_span where, enum sx_expected expected, struct sx_string path);
#define EXPECT_MAP(subject, node, where, literal) sx_expect(t, (subject), (node), (where), SX_EXPECT_MAP, STR(literal))
#define EXPECT_LIST(subject, node, where, literal) \
    sx_expect(t, (subject), (node), (where), SX_EXPECT_LIST, STR(literal))
#define EXPECT_STRING(subject, node, where, literal) \
    sx_expect(t, (subject), (node), (where), SX_EXPECT_STRING, STR(literal))
/** Refuses with "Property 'PATH' is required." when there is none. Returns `node`. */
const struct sx_node *sx_expect_some(struct sx_transform *t, struct sx_subject subject, const struct sx_node *node,
                                     struct sx_span where, struct sx_string path);

#endif
