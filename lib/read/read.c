/* SPDX-License-Identifier: Apache-2.0 */

#include "read/read.h"

#include "read/builder.h"
#include "read/check.h"
#include "read/json.h"
#include "read/yaml.h"

/* What comes before the text itself: the mark that some editors put in front. */
static size_t skip_mark(struct sx_string text) {
    return sx_string_starts_with(text, "\xEF\xBB\xBF") ? 3 : 0;
}

bool sx_looks_like_json(struct sx_string text) {
    for (size_t i = skip_mark(text); i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r')
            return byte == '{' || byte == '[';
    }
    return false;
}

static bool is_empty(const struct sx_node *root) {
    return !root || (root->kind == SX_NULL && root->span.start == root->span.end);
}

static const struct sx_node *check_root(struct sx_transform *t, const struct sx_node *root) {
    if (is_empty(root)) {
        sx_report(t, (struct sx_span){0, 0}, SX_RULE_TEMPLATE_STRUCTURE, STR("The template is empty."));
        return NULL;
    }
    if (root->kind != SX_MAPPING) {
        /* what the reference says of a template that has no Resources */
        struct sx_diagnostic *refusal =
            sx_report_reference(t, root->span, SX_RULE_TEMPLATE_STRUCTURE,
                                STR("Structure of the SAM template is invalid. 'Resources' section is required"));
        refusal->hint = STR("the template must be a mapping");
        return NULL;
    }
    return root;
}

const struct sx_node *sx_read(struct sx_transform *t) {
    struct sx_string text = t->diagnostics->source.text;
    struct sx_builder builder = {.t = t, .text = text};
    bool has_directives;
    if (!sx_check_encoding(t, text))
        return NULL;
    if (sx_looks_like_json(text) && sx_is_json(t, text, skip_mark(text)))
        sx_read_json(&builder, skip_mark(text));
    else if (sx_check_yaml(t, text, &has_directives))
        sx_read_yaml(&builder, has_directives);
    else
        return NULL;
    return builder.errors ? NULL : check_root(t, builder.root);
}
