/* SPDX-License-Identifier: Apache-2.0 */

/* Texts that must be JSON: what is sent to a target, and the patterns of event filters. */

#include "lint/event_pattern.h"
#include "lint/formats.h"

#include <jansson.h>

/* From jansson's values, of which a pattern has few, to nodes that the check of patterns reads. */
static const struct sx_node *node_from(struct sx_transform *t, const json_t *json, size_t depth) {
    struct sx_fields fields = {0};
    const struct sx_node *list = EMPTY_LIST();
    const char *key;
    json_t *value;
    size_t index;
    if (depth > 200 || json_is_null(json))
        return sx_new_null(t);
    if (json_is_string(json))
        return TEXT(sx_string_copy(t, ((struct sx_string){json_string_value(json), json_string_length(json)})));
    if (json_is_array(json)) {
        json_array_foreach((json_t *)json, index, value) list = sx_append(t, list, node_from(t, value, depth + 1));
        return list;
    }
    if (!json_is_object(json))
        return BOOL(true); /* numbers and booleans are all the same to the check */
    json_object_foreach((json_t *)json, key, value)
        sx_fields_set(t, &fields, sx_string_copy(t, sx_string_from(key)), node_from(t, value, depth + 1));
    return sx_fields_node(t, &fields, NULL);
}

struct conversion {
    const json_t *json;
    const struct sx_node *node;
};

/* Protected, so that jansson's values are freed when a limit is reached. */
static void convert(struct sx_transform *t, void *argument) {
    struct conversion *conversion = argument;
    conversion->node = node_from(t, conversion->json, 0);
}

/* The token that jansson stopped at: its message ends in "near 'TOKEN'", and its position is after that. */
static struct sx_part token_of(const struct sx_node *node, const json_error_t *error) {
    struct sx_part part = sx_part_of(node);
    struct sx_string says = sx_string_from(error->text);
    size_t near = sx_string_find(says, STR(" near '"), 0), end = error->position > 0 ? (size_t)error->position : 0;
    struct sx_string token = near == SIZE_MAX ? STR("") : sx_string_slice(says, near + 7, says.length - 1);
    bool there = token.length && end <= part.to && token.length <= end &&
                 sx_string_equal(sx_string_slice(sx_text(node), end - token.length, end), token);
    return there ? (struct sx_part){node, end - token.length, end} : part;
}

static void report_json(struct sx_transform *t, const struct sx_node *node, enum sx_rule rule, struct sx_string what,
                        const json_error_t *error) {
    struct sx_string says = sx_string_copy(t, sx_string_from(error->text));
    sx_part_report(t, token_of(node, error), rule, CAT(t, what, STR(" is not JSON: "), says, STR(".")),
                   sx_string_find_byte(sx_text(node), '\'', 0) != SIZE_MAX &&
                           sx_string_find_byte(sx_text(node), '"', 0) == SIZE_MAX
                       ? STR("JSON has double quotes alone")
                       : STR(""));
}

/** The text as JSON, or NULL. */
static json_t *load(struct sx_transform *t, const struct sx_node *node, size_t flags, json_error_t *error) {
    json_t *json = json_loadb(sx_text(node).bytes, sx_text(node).length, flags | JSON_DECODE_ANY, error);
    if (!json && (!error->text[0] || json_error_code(error) == json_error_out_of_memory))
        sx_leave(t, SAMX_OUT_OF_MEMORY);
    return json;
}

void sx_format_json(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                    const struct sx_node *node) {
    (void)lint;
    json_error_t error;
    if (!sx_is_string(node))
        return;
    json_t *json = load(t, node, JSON_ALLOW_NUL, &error);
    if (!json)
        report_json(t, node, SX_RULE_TARGET_INPUT, CAT(t, STR("'"), sx_property_name(property), STR("'")), &error);
    json_decref(json);
}

void sx_format_filter_pattern(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                              const struct sx_node *node) {
    (void)lint;
    (void)property;
    json_error_t error;
    if (!sx_is_string(node))
        return;
    json_t *json = load(t, node, 0, &error);
    if (!json) {
        report_json(t, node, SX_RULE_FILTER_PATTERN, STR("The pattern of a filter"), &error);
        return;
    }
    struct conversion conversion = {json, NULL};
    bool whole = sx_protect(t, &t->entry, convert, &conversion);
    json_decref(json);
    if (!whole)
        sx_leave(t, t->status);
    if (sx_is_mapping(conversion.node))
        sx_check_pattern(t, conversion.node, sx_at(node), false);
    else
        sx_lint_report(t, sx_at(node), SX_RULE_FILTER_PATTERN, STR("The pattern of a filter must be a JSON object."));
}

void sx_format_json_path(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                         const struct sx_node *node) {
    (void)lint;
    struct sx_string path = sx_text(node);
    if (sx_is_string(node) && !sx_string_starts_with(path, "$"))
        sx_lint_report(t, sx_at(node), SX_RULE_JSON_PATH,
                       CAT(t, STR("'"), sx_property_name(property), STR("' is a path that begins with '$', and not '"),
                           path, STR("'.")))
            ->hint = sx_string_starts_with(path, ".") ? CAT(t, STR("did you mean '$"), path, STR("'?")) : STR("");
}
