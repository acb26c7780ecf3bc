/* SPDX-License-Identifier: Apache-2.0 */

/* The values of parameters, and what else the host said. */

#include "base/options.h"
#include "pass/pass.h"

static void set_value(struct sx_transform *t, struct sx_template *template, struct sx_string name,
                      const struct sx_node *value) {
    sx_map_set(t, &template->parameters.values, name, (void *)(uintptr_t)value);
}

static void set_default(struct sx_transform *t, struct sx_template *template, struct sx_string name,
                        const struct sx_node *value) {
    if (!sx_map_get(t, &template->parameters.values, name))
        set_value(t, template, name, value);
}

/* A value that names what CloudFormation takes from the Parameter Store. When a template is validated, it is not known.
 */
static bool is_looked_up(const struct sx_transform *t, const struct sx_node *declaration) {
    return t->options->validates &&
           sx_string_starts_with(sx_text(GET(declaration, "Type")), "AWS::SSM::Parameter::Value<");
}

static void add_given_values(struct sx_transform *t, struct sx_template *template) {
    const struct sx_node *declared = GET(template->root, "Parameters");
    for (size_t i = 0; i < t->options->parameters.count; i++) {
        struct sx_string name = sx_string_from(t->options->parameters.items[i].name);
        if (!is_looked_up(t, sx_get(t, declared, name)))
            set_value(t, template, name, TEXT(sx_string_from(t->options->parameters.items[i].value)));
    }
}

static void add_declared_defaults(struct sx_transform *t, struct sx_template *template) {
    const struct sx_node *declared = GET(template->root, "Parameters");
    if (!sx_is_mapping(declared))
        return;
    for (uint32_t i = 0; i < declared->mapping.count; i++) {
        const struct sx_pair *pair = &declared->mapping.pairs[i];
        const struct sx_node *value = GET(pair->value, "Default");
        if (value && !is_looked_up(t, pair->value))
            set_default(t, template, pair->key, value);
    }
}

void sx_pass_parameters(struct sx_transform *t, struct sx_template *template) {
    const struct samx_options *options = t->options;
    add_given_values(t, template);
    add_declared_defaults(t, template);
    set_default(t, template, STR("AWS::Region"), TEXT(template->region));
    set_default(t, template, STR("AWS::Partition"), TEXT(template->partition));
    for (size_t i = 0; i < options->managed_policies.count; i++)
        sx_map_set(t, &template->managed_policies, sx_string_from(options->managed_policies.items[i].name),
                   options->managed_policies.items[i].value);
}
