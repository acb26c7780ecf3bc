/* SPDX-License-Identifier: Apache-2.0 */

/* The events of Functions and StateMachines. */

#include "lint/language.h"

/** The events that a type of resource can have. */
struct event_kinds {
    const struct sx_object_spec *(*find)(struct sx_string type);
    const struct sx_object_spec *(*all)(size_t *count);
    const char *of;
};

static const struct event_kinds of_function = {sx_spec_event, sx_spec_events, "a function"};
static const struct event_kinds of_state_machine = {sx_spec_state_machine_event, sx_spec_state_machine_events,
                                                    "a state machine"};

/** The place of a key: "a property of the event stands beside Properties". Hints for the keys of an event itself. */
static void check_key(struct sx_transform *t, const struct sx_object_spec *spec, const struct sx_pair *pair) {
    static const char *const keys[] = {"Type", "Properties", NULL};
    if (sx_string_is(pair->key, "Type") || sx_string_is(pair->key, "Properties") || sx_lint_is_expanded(pair->key))
        return;
    sx_lint_report(t, pair->key_span, SX_RULE_IGNORED_EVENT_KEY,
                   CAT(t, STR("An event has no key '"), pair->key, STR("'. It is left out without a word.")))
        ->hint = sx_spec_property(spec, pair->key) ? CAT(t, STR("'"), pair->key, STR("' belongs under Properties"))
                                                   : sx_lint_name_hint(t, pair->key, keys);
}

static struct sx_string subject_of(struct sx_transform *t, struct sx_string type) {
    bool vowel = sx_string_starts_with(type, "A") || sx_string_starts_with(type, "E") ||
                 sx_string_starts_with(type, "I") || sx_string_starts_with(type, "S") ||
                 sx_string_starts_with(type, "M") || sx_string_starts_with(type, "H");
    bool word =
        sx_string_starts_with(type, "Sc") || sx_string_starts_with(type, "Se") || sx_string_starts_with(type, "Ht");
    return CAT(t, vowel && !word ? STR("an ") : STR("a "), type, STR(" event"));
}

static void check_type(struct sx_transform *t, const struct event_kinds *kinds, const struct sx_pair *event,
                       const struct sx_node *type) {
    size_t count;
    const struct sx_object_spec *all = kinds->all(&count);
    if (sx_is_none(type)) {
        sx_lint_report(t, event->key_span, SX_RULE_EVENT_TYPE,
                       CAT(t, STR("The event '"), event->key, STR("' has no Type.")));
        return;
    }
    struct sx_diagnostic *found = sx_lint_report(
        t, sx_at(type), SX_RULE_EVENT_TYPE,
        CAT(t, STR("'"), sx_text(type), STR("' is not an event of "), sx_string_from(kinds->of), STR(".")));
    found->hint = sx_lint_object_hint(t, sx_text(type), all, count);
    if (!found->hint.length && kinds == &of_state_machine && sx_spec_event(sx_text(type)))
        found->hint = STR("only a function can have it");
}

static void check_event(struct sx_transform *t, struct sx_lint *lint, const struct event_kinds *kinds,
                        const struct sx_pair *event) {
    const struct sx_node *type = GET(event->value, "Type");
    const struct sx_pair *properties = sx_get_pair(t, event->value, STR("Properties"));
    const struct sx_object_spec *spec = kinds->find(sx_text(type));
    struct sx_lint_scope scope = {lint, subject_of(t, sx_text(type)), spec, false};
    /* a property that stands beside Properties was found there, and is not missing */
    struct sx_lint_level level = {.node = properties ? properties->value : NULL,
                                  .inherited = event->value,
                                  .where = properties ? properties->key_span : event->key_span};
    if (!sx_is_mapping(event->value) || sx_lint_is_expanded(event->key) || sx_is_intrinsic(event->value))
        return;
    for (size_t i = 0; i < sx_count(event->value); i++)
        check_key(t, spec, &event->value->mapping.pairs[i]);
    if (!spec && !sx_is_intrinsic(type))
        check_type(t, kinds, event, type);
    if (spec && (!level.node || level.node->kind == SX_NULL || sx_is_mapping(level.node)) &&
        !sx_is_intrinsic(level.node))
        sx_lint_object(t, &scope, spec, &level);
}

void sx_lint_events(struct sx_transform *t, struct sx_lint *lint, const struct sx_lint_resource *resource) {
    const struct sx_node *events = GET(GET(resource->node, "Properties"), "Events");
    const struct event_kinds *kinds = NULL;
    if (sx_string_is(resource->type, "AWS::Serverless::Function"))
        kinds = &of_function;
    else if (sx_string_is(resource->type, "AWS::Serverless::StateMachine"))
        kinds = &of_state_machine;
    for (size_t i = 0; kinds && sx_is_mapping(events) && i < sx_count(events); i++)
        check_event(t, lint, kinds, &events->mapping.pairs[i]);
}
