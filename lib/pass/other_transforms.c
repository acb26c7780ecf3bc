/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Other transforms that a template asks for run before SAM's: loops of AWS::LanguageExtensions become resources, and
 * AWS::Include brings in the document of an API. When a template is validated, they have not run. So loops are taken
 * away, and a document that comes from elsewhere is taken for one that is right.
 */

#include "base/options.h"
#include "pass/pass.h"

/* -------------------------------------------------------------------------------------------------------- loops -- */

static bool is_loop(struct sx_string key) {
    return sx_string_starts_with(key, "Fn::ForEach::");
}

static bool has_extensions(const struct sx_node *transform) {
    for (size_t i = 0; sx_is_sequence(transform) && i < sx_count(transform); i++)
        if (has_extensions(sx_item(transform, i)))
            return true;
    return sx_text_is(transform, "AWS::LanguageExtensions");
}

static const struct sx_node *without_loops(struct sx_transform *t, const struct sx_node *node);

static const struct sx_node *mapping_without_loops(struct sx_transform *t, const struct sx_node *mapping) {
    struct sx_fields fields = {0};
    bool changed = false;
    for (size_t i = 0; i < sx_count(mapping); i++) {
        const struct sx_pair *pair = &mapping->mapping.pairs[i];
        const struct sx_node *value = is_loop(pair->key) ? NULL : without_loops(t, pair->value);
        if (value != pair->value && !changed) {
            changed = true;
            for (size_t j = 0; j < i; j++)
                sx_fields_set_at(t, &fields, mapping->mapping.pairs[j].key, mapping->mapping.pairs[j].key_span,
                                 mapping->mapping.pairs[j].value);
        }
        if (changed)
            sx_fields_set_at(t, &fields, pair->key, pair->key_span, value);
    }
    return changed ? sx_fields_node(t, &fields, mapping) : mapping;
}

static const struct sx_node *without_loops(struct sx_transform *t, const struct sx_node *node) {
    const struct sx_node **items = NULL;
    if (sx_is_mapping(node))
        return mapping_without_loops(t, node);
    for (size_t i = 0; sx_is_sequence(node) && i < sx_count(node); i++) {
        const struct sx_node *item = without_loops(t, sx_item(node, i));
        if (item != sx_item(node, i) && !items) {
            items = sx_alloc_array(t, sx_count(node), sizeof *items);
            for (size_t j = 0; j < sx_count(node); j++)
                items[j] = sx_item(node, j);
        }
        if (items)
            items[i] = item;
    }
    return items ? sx_new_sequence_of(t, node, items, sx_count(node)) : node;
}

/* A template of nothing but loops gets a resource that stands for theirs. */
static void remove_loops(struct sx_transform *t, struct sx_template *template) {
    const struct sx_node *written = GET(template->root, "Resources");
    template->root = without_loops(t, template->root);
    if (!sx_count(written) || sx_count(GET(template->root, "Resources")))
        return;
    t->cause = written;
    template->root = sx_with(t, template->root, STR("Resources"),
                             MAP({"Loops", MAP({"Type", S("AWS::CloudFormation::WaitConditionHandle")})}));
    t->cause = NULL;
}

/* ---------------------------------------------------------------------------------------------------- documents -- */

/* The function stays, for what it refers to. */
static const struct sx_node *document(struct sx_transform *t, bool rest, const struct sx_node *include) {
    return MAP({rest ? "swagger" : "openapi", rest ? S("2.0") : S("3.0.1")}, {"info", EMPTY_MAP()},
               {"paths", EMPTY_MAP()}, {"Fn::Transform", include});
}

static const struct sx_node *with_document(struct sx_transform *t, const struct sx_node *resource) {
    const struct sx_node *properties = GET(resource, "Properties"), *body = GET(properties, "DefinitionBody");
    const struct sx_node *include = sx_intrinsic(body, "Fn::Transform");
    bool rest = sx_text_is(GET(resource, "Type"), "AWS::Serverless::Api");
    if (!include || (!rest && !sx_text_is(GET(resource, "Type"), "AWS::Serverless::HttpApi")))
        return resource;
    t->cause = body;
    properties = sx_with(t, properties, STR("DefinitionBody"), document(t, rest, include));
    t->cause = NULL;
    return sx_with(t, resource, STR("Properties"), properties);
}

static void add_documents(struct sx_transform *t, struct sx_template *template) {
    const struct sx_node *written = GET(template->root, "Resources");
    struct sx_fields resources = {0};
    bool changed = false;
    if (!sx_is_mapping(written))
        return;
    sx_fields_begin(t, &resources, written);
    for (size_t i = 0; i < sx_count(written); i++) {
        const struct sx_pair *pair = &written->mapping.pairs[i];
        const struct sx_node *resource = with_document(t, pair->value);
        if (resource != pair->value)
            sx_fields_set_at(t, &resources, pair->key, pair->key_span, resource);
        changed |= resource != pair->value;
    }
    if (changed)
        template->root = sx_with(t, template->root, STR("Resources"), sx_fields_node(t, &resources, written));
}

void sx_pass_other_transforms(struct sx_transform *t, struct sx_template *template) {
    if (!t->options->validates)
        return;
    if (has_extensions(GET(template->root, "Transform")))
        remove_loops(t, template);
    add_documents(t, template);
}
