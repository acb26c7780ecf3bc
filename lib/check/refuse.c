/* SPDX-License-Identifier: Apache-2.0 */

/* Refusals in the reference's words. */

#include "check/check.h"

bool sx_is_logical_id(struct sx_string id) {
    if (sx_string_ends_with(id, "\n"))
        id.length--;
    return sx_string_is_alphanumeric(id);
}

noreturn void sx_refuse_subject(struct sx_transform *t, struct sx_subject subject, struct sx_span where,
                                enum sx_rule rule, struct sx_string message) {
    if (subject.event.bytes)
        message = CAT(t, STR("Event with id ["), subject.event, STR("] is invalid. "), message);
    if (subject.resource.bytes || !subject.event.bytes)
        message = CAT(t, STR("Resource with id ["), subject.resource, STR("] is invalid. "), message);
    sx_refuse(t, where, rule, message);
}

noreturn void sx_refuse_resource(struct sx_transform *t, struct sx_string id, struct sx_span where, enum sx_rule rule,
                                 struct sx_string message) {
    sx_refuse_subject(t, (struct sx_subject){.resource = id}, where, rule, message);
}

noreturn void sx_refuse_template(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                 struct sx_string message) {
    sx_refuse(t, where, rule, CAT(t, STR("Structure of the SAM template is invalid. "), message));
}

noreturn void sx_refuse_whole_template(struct sx_transform *t, struct sx_span where, enum sx_rule rule,
                                       struct sx_string message) {
    sx_refuse_document(t, where, rule, CAT(t, STR("Structure of the SAM template is invalid. "), message));
}

static const struct {
    enum sx_kind kind;
    struct sx_string name;
} expectations[] = {
    [SX_EXPECT_MAP] = {SX_MAPPING, STR_INIT("map")},      [SX_EXPECT_LIST] = {SX_SEQUENCE, STR_INIT("list")},
    [SX_EXPECT_STRING] = {SX_STRING, STR_INIT("string")}, [SX_EXPECT_INTEGER] = {SX_INT, STR_INIT("integer")},
    [SX_EXPECT_BOOLEAN] = {SX_BOOL, STR_INIT("boolean")},
};

const struct sx_node *sx_expect(struct sx_transform *t, struct sx_subject subject, const struct sx_node *node,
                                struct sx_span where, enum sx_expected expected, struct sx_string path) {
    /* a boolean is an integer in Python */
    bool as_integer = expected == SX_EXPECT_INTEGER && sx_is(node, SX_BOOL);
    if (!sx_is(node, expectations[expected].kind) && !as_integer)
        sx_refuse_subject(
            t, subject, node && node->span.end ? node->span : where, SX_RULE_INVALID_PROPERTY_TYPE,
            CAT(t, STR("Property '"), path, STR("' should be a "), expectations[expected].name, STR(".")));
    return node;
}

const struct sx_node *sx_expect_some(struct sx_transform *t, struct sx_subject subject, const struct sx_node *node,
                                     struct sx_span where, struct sx_string path) {
    if (sx_is_none(node))
        sx_refuse_subject(t, subject, where, SX_RULE_MISSING_PROPERTY,
                          CAT(t, STR("Property '"), path, STR("' is required.")));
    return node;
}
