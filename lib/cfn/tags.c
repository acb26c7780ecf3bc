/* SPDX-License-Identifier: Apache-2.0 */

/* Tags: {key: value} in SAM, a list of {"Key", "Value"} in CloudFormation. */

#include "cfn/cfn.h"

static const struct sx_node *tag(struct sx_transform *t, struct sx_string key, const struct sx_node *value) {
    return MAP({"Key", TEXT(key)}, {"Value", sx_is_none(value) ? S("") : value});
}

static const struct sx_node *make_creator(struct sx_transform *t, struct sx_string key) {
    return tag(t, key, S("SAM"));
}

/* The tag that says that SAM made a resource. */
static const struct sx_node *creator(struct sx_transform *t, struct sx_string key) {
    return sx_shared(t, make_creator, key);
}

static const struct sx_node *make_creator_alone(struct sx_transform *t, struct sx_string key) {
    return LIST(creator(t, key));
}

static size_t add_tags(struct sx_transform *t, const struct sx_node **items, size_t at, const struct sx_node *tags) {
    for (size_t i = 0; i < sx_count(tags); i++)
        items[at++] = tag(t, tags->mapping.pairs[i].key, tags->mapping.pairs[i].value);
    return at;
}

const struct sx_node *sx_tag_list(struct sx_transform *t, const struct sx_node *tags) {
    const struct sx_node **items = sx_alloc_array(t, sx_count(tags), sizeof *items);
    return sx_new_sequence_of(t, NULL, items, add_tags(t, items, 0, tags));
}

const struct sx_node *sx_tag_list_with(struct sx_transform *t, struct sx_string id, const struct sx_node *additional,
                                       const struct sx_node *tags) {
    static const struct sx_string reserved[] = {
        STR_INIT("lambda:createdBy"),
        STR_INIT("serverlessrepo:applicationId"),
        STR_INIT("serverlessrepo:semanticVersion"),
    };
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (sx_has(t, tags, reserved[i]))
            sx_refuse_resource(t, id, sx_at_key(t, tags, reserved[i]), SX_RULE_INVALID_PROPERTY_VALUE,
                               CAT(t, reserved[i],
                                   STR(" is a reserved Tag key name and cannot be set on your resource. "
                                       "Please change the tag key in the input.")));
    if (sx_count(additional) + sx_count(tags) == 0)
        return sx_shared(t, make_creator_alone, reserved[0]);
    const struct sx_node **items = sx_alloc_array(t, 1 + sx_count(additional) + sx_count(tags), sizeof *items);
    items[0] = creator(t, reserved[0]);
    size_t count = add_tags(t, items, 1, additional);
    return sx_new_sequence_of(t, NULL, items, add_tags(t, items, count, tags));
}

const struct sx_node *sx_tag_list_of_sam(struct sx_transform *t, struct sx_string id, const struct sx_node *tags) {
    return sx_tag_list_with(t, id, NULL, tags);
}

const struct sx_node *sx_tag_list_of_state_machine(struct sx_transform *t, const struct sx_node *tags) {
    const struct sx_node **items = sx_alloc_array(t, 1 + sx_count(tags), sizeof *items);
    items[0] = creator(t, STR("stateMachine:createdBy"));
    return sx_new_sequence_of(t, NULL, items, add_tags(t, items, 1, tags));
}

void sx_propagate_tags(struct sx_transform *t, struct sx_resource *resource, const struct sx_node *tags) {
    const struct sx_node *list = sx_tag_list(t, tags);
    for (size_t i = 0; i < resource->emitted.count; i++) {
        struct sx_emitted *emitted = resource->emitted.items[i];
        if (emitted->spec && emitted->spec->tags)
            sx_set(t, emitted, "Tags", list);
    }
}
