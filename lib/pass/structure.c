/* SPDX-License-Identifier: Apache-2.0 */

/* The form of the template: Resources, each resource, Condition and Properties of each. */

#include "pass/pass.h"

/* SAM types whose Properties the reference wants to be a map; others may have none, or are not SAM's business. */
static bool has_checked_properties(struct sx_string type) {
    static const char *const types[] = {
        "AWS::Serverless::Api",          "AWS::Serverless::Function",     "AWS::Serverless::SimpleTable",
        "AWS::Serverless::Application",  "AWS::Serverless::LayerVersion", "AWS::Serverless::HttpApi",
        "AWS::Serverless::WebSocketApi", "AWS::Serverless::StateMachine", "AWS::Serverless::CapacityProvider",
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (sx_string_is(type, types[i]))
            return true;
    return false;
}

static void check_resource(struct sx_transform *t, const struct sx_resource *resource) {
    const struct sx_node *condition = GET(resource->node, "Condition");
    if (sx_is_true(condition) && !sx_is_string(condition))
        sx_refuse_whole_template(t, sx_at(condition), SX_RULE_TEMPLATE_STRUCTURE,
                                 STR("Every Condition member must be a string."));
    const struct sx_node *properties = GET(resource->node, "Properties");
    if (properties && !sx_is_mapping(properties) && has_checked_properties(resource->type))
        sx_refuse_document(t, sx_at(properties), SX_RULE_TEMPLATE_STRUCTURE,
                           CAT(t, STR("Resource with id ["), resource->id,
                               STR("] is invalid. Attribute 'Properties' should be a map.")));
}

/* At the section that was probably meant, or else at the whole. */
static noreturn void refuse_missing_resources(struct sx_transform *t, const struct sx_node *root) {
    static const char *const name = "Resources";
    struct sx_span where = sx_at_entry(t, root, sx_string_from(name), SX_RULE_TEMPLATE_STRUCTURE);
    for (size_t i = 0; i < sx_count(root) && !sx_has(t, root, sx_string_from(name)); i++) {
        sx_suggest_name(t, root->mapping.pairs[i].key, &name, 1);
        if (t->diagnostics->suggestion.length) {
            where = root->mapping.pairs[i].key_span;
            break;
        }
    }
    sx_refuse_whole_template(t, where, SX_RULE_TEMPLATE_STRUCTURE, STR("'Resources' section is required"));
}

void sx_pass_structure(struct sx_transform *t, struct sx_template *template) {
    const struct sx_node *resources = GET(template->root, "Resources");
    if (!sx_is_mapping(resources) || resources->mapping.count == 0)
        refuse_missing_resources(t, template->root);
    sx_map_reserve(t, &template->by_id, resources->mapping.count);
    for (uint32_t i = 0; i < resources->mapping.count; i++) {
        const struct sx_pair *pair = &resources->mapping.pairs[i];
        if (!sx_is_mapping(pair->value))
            sx_refuse_whole_template(t, sx_at(pair->value), SX_RULE_TEMPLATE_STRUCTURE,
                                     STR("All 'Resources' must be Objects. If you're using YAML, this may be an "
                                         "indentation issue."));
        sx_add_resource(t, template, pair->key, pair->key_span, pair->value);
    }
    for (size_t i = 0; i < template->resources.count; i++)
        check_resource(t, template->resources.items[i]);
    template->conditions_section = GET(template->root, "Conditions");
    if (sx_is_mapping(template->conditions_section))
        sx_fields_set_all(t, &template->conditions, template->conditions_section);
}
