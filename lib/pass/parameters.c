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

static void add_declared_defaults(struct sx_transform *t, struct sx_template *template) {
    const struct sx_node *declared = GET(template->root, "Parameters");
    if (!sx_is_mapping(declared))
        return;
    for (uint32_t i = 0; i < declared->mapping.count; i++) {
        const struct sx_pair *pair = &declared->mapping.pairs[i];
        const struct sx_node *value = GET(pair->value, "Default");
        if (value)
            set_default(t, template, pair->key, value);
    }
}

void sx_pass_parameters(struct sx_transform *t, struct sx_template *template) {
    const struct samx_options *options = t->options;
    for (size_t i = 0; i < options->parameters.count; i++)
        set_value(t, template, sx_string_from(options->parameters.items[i].name),
                  TEXT(sx_string_from(options->parameters.items[i].value)));
    add_declared_defaults(t, template);
    set_default(t, template, STR("AWS::Region"), TEXT(template->region));
    set_default(t, template, STR("AWS::Partition"), TEXT(template->partition));
    for (size_t i = 0; i < options->managed_policies.count; i++)
        sx_map_set(t, &template->managed_policies, sx_string_from(options->managed_policies.items[i].name),
                   options->managed_policies.items[i].value);
}
