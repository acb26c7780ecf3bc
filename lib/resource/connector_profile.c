/* SPDX-License-Identifier: Apache-2.0 */

/* The definitions of a profile, with what stands for source and destination put in. */

#include "intrinsic/resolve.h"
#include "python/text.h"
#include "resource/connector.h"

/** What %{Source.Arn} and the like become. */
struct values {
    const struct sx_connector *connector;
    const struct sx_connector_end *source, *destination;
};

static const struct sx_string value_names[] = {
#define VALUE_NAME(identifier, name) STR_INIT(name),
    SX_CONNECTOR_VALUES(VALUE_NAME)
#undef VALUE_NAME
};

/* The reference looks for what it has not replaced in all of the result, and fails when a value looks like it. */
static void check_value(struct sx_transform *t, const struct values *values, const struct sx_connector_end *end,
                        const struct sx_node *value) {
    struct sx_string text = sx_python_json(t, value);
    for (size_t at = sx_string_find(text, STR("%{"), 0); at != SIZE_MAX; at = sx_string_find(text, STR("%{"), at + 1)) {
        size_t close = at + 2;
        while (close < text.length && (sx_string_is_alphanumeric(sx_string_slice(text, close, close + 1)) ||
                                       text.bytes[close] == '_' || text.bytes[close] == '.'))
            close++;
        if (close > at + 2 && close < text.length && text.bytes[close] == '}')
            sx_refuse_own(t, end->where, SX_RULE_CONNECTOR,
                          CAT(t, STR("Resource with id ["), values->connector->id, STR("] is invalid. "),
                              sx_string_slice(text, at, close + 1), STR(" cannot stand in a connector.")));
    }
}

/* The value of "Source.Arn". */
static const struct sx_node *value_of(struct sx_transform *t, const struct values *values, struct sx_string variable) {
    const struct sx_connector_end *end =
        sx_string_starts_with(variable, "Source.") ? values->source : values->destination;
    struct sx_string name = sx_string_slice(variable, sx_string_find_byte(variable, '.', 0) + 1, variable.length);
    const struct sx_node *value = NULL;
    for (size_t i = 0; i < SX_CONNECTOR_VALUE_COUNT; i++)
        if (sx_string_equal(name, value_names[i]))
            value = end->values[i];
    if (!value)
        sx_refuse_resource(t, values->connector->id, end->where, SX_RULE_CONNECTOR,
                           CAT(t, variable, STR(" is missing.")));
    check_value(t, values, end, value);
    return value;
}

/* A text is the value itself, or text around values: a Fn::Sub with ${SourceArn}. */
static const struct sx_node *substitute_text(struct sx_transform *t, const struct values *values,
                                             const struct sx_node *node) {
    struct sx_string text = node->string;
    struct sx_buffer buffer = {.t = t};
    struct sx_fields variables = {0};
    size_t from = 0;
    for (size_t at; (at = sx_string_find(text, STR("%{"), from)) != SIZE_MAX;) {
        size_t close = sx_string_find_byte(text, '}', at);
        struct sx_string variable = sx_string_slice(text, at + 2, close);
        const struct sx_node *value = value_of(t, values, variable);
        if (at == 0 && close + 1 == text.length)
            return value;
        struct sx_string name = sx_string_replace(t, variable, STR("."), STR(""));
        sx_buffer_add(&buffer, sx_string_slice(text, from, at));
        sx_buffer_add(&buffer, CAT(t, STR("${"), name, STR("}")));
        sx_fields_set(t, &variables, name, value);
        from = close + 1;
    }
    if (sx_string_find(text, STR("${"), 0) == SIZE_MAX && !variables.pairs.count)
        return node;
    sx_buffer_add(&buffer, sx_string_slice(text, from, text.length));
    return sx_new_sub(t, sx_buffer_string(&buffer), sx_fields_node(t, &variables, NULL));
}

static const struct sx_node *substitute(struct sx_transform *t, void *user, const struct sx_node *node) {
    if (sx_is_string(node))
        return substitute_text(t, user, node);
    return sx_map_children(t, node, substitute, user);
}

const struct sx_node **sx_connector_definitions(struct sx_transform *t, const struct sx_connector *connector,
                                                const struct sx_connector_profile *profile,
                                                const struct sx_connector_end *source,
                                                const struct sx_connector_end *destination) {
    struct values values = {connector, source, destination};
    const struct sx_node **definitions = sx_alloc_array(t, profile->permission_count, sizeof *definitions);
    /* a value that is missing is an error also when no permission that was asked for needs it */
    for (size_t i = 0; i < profile->permission_count; i++)
        definitions[i] = substitute(t, &values, sx_spec_tree(t, profile->permissions[i].definition));
    return definitions;
}
