/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Definitions of state machines that stand in the template: where the machine starts, and where each state leads.
 * Amazon States Language Specification, "Transitions" and "State Types".
 */

#include "lint/owner.h"

#include "base/nearest.h"

enum { DEEPEST = 100 };

struct states {
    struct sx_transform *t;
    const struct sx_node *states; /* of the machine, or of the branch of a Parallel or Map state */
    struct sx_map reached;        /* names that something leads to */
    bool open;                    /* something leads where is not known: nothing is said to be unreachable */
    size_t depth;
};

static void check_machine(struct sx_transform *t, const struct sx_node *machine, struct sx_span where, size_t depth);

/* A mapping that is written out, and not what an intrinsic function gives. */
static bool is_known(const struct sx_node *node) {
    return sx_is_mapping(node) && !sx_is_intrinsic(node);
}

/* ------------------------------------------------------------------------------------------------- transitions -- */

static struct sx_string nearest_state(const struct states *machine, struct sx_string name) {
    struct sx_transform *t = machine->t;
    size_t count = sx_count(machine->states);
    struct sx_string *names = sx_alloc_array(t, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = sx_entry(machine->states, i)->key;
    return sx_lint_did_you_mean(t, sx_nearest(t, name, names, count));
}

static void lead_to(struct states *machine, const struct sx_node *target) {
    struct sx_transform *t = machine->t;
    if (!target)
        return;
    if (!sx_is_literal(target)) {
        machine->open = true;
        return;
    }
    sx_map_set(t, &machine->reached, sx_text(target), machine);
    if (!sx_has(t, machine->states, sx_text(target)))
        sx_lint_report(t, sx_at(target), SX_RULE_UNKNOWN_STATE,
                       CAT(t, STR("There is no state '"), sx_text(target), STR("' beside this one.")))
            ->hint = nearest_state(machine, sx_text(target));
}

/* Next of each entry of Choices or Catch. */
static void lead_from_list(struct states *machine, const struct sx_node *list) {
    struct sx_transform *t = machine->t;
    if (list && !sx_is_sequence(list))
        machine->open = true;
    for (size_t i = 0; sx_is_sequence(list) && i < sx_count(list); i++) {
        const struct sx_node *entry = sx_item(list, i);
        if (is_known(entry))
            lead_to(machine, GET(entry, "Next"));
        else
            machine->open = true;
    }
}

/* ------------------------------------------------------------------------------------------------------ states -- */

static const char *const types[] = {"Task", "Pass", "Wait", "Choice", "Parallel", "Map", "Succeed", "Fail", NULL};

static bool is_type(struct sx_string type) {
    for (size_t i = 0; types[i]; i++)
        if (sx_string_is(type, types[i]))
            return true;
    return false;
}

static void check_end(struct sx_transform *t, const struct sx_node *state, struct sx_string type,
                      const struct sx_pair *pair) {
    bool ends = sx_string_is(type, "Choice") || sx_string_is(type, "Succeed") || sx_string_is(type, "Fail");
    bool next = sx_has(t, state, STR("Next")), end = sx_has(t, state, STR("End"));
    if (!ends && !next && !end)
        sx_lint_report(t, pair->key_span, SX_RULE_STATE_TRANSITION,
                       CAT(t, STR("The state '"), pair->key, STR("' has neither Next nor End.")));
    else if (ends && (next || end))
        sx_lint_report(t, sx_at_key(t, state, next ? STR("Next") : STR("End")), SX_RULE_STATE_TRANSITION,
                       CAT(t, STR("A "), type, STR(" state has no "), next ? STR("Next.") : STR("End.")));
    else if (next && sx_is(GET(state, "End"), SX_BOOL) && sx_is_true(GET(state, "End")))
        sx_lint_report(t, sx_at_key(t, state, STR("End")), SX_RULE_STATE_TRANSITION,
                       STR("A state has Next or End, and not both."));
}

static void check_inside(struct states *machine, const struct sx_node *state) {
    struct sx_transform *t = machine->t;
    const struct sx_node *branches = GET(state, "Branches");
    const struct sx_node *processor = GET(state, "ItemProcessor");
    for (size_t i = 0; sx_is_sequence(branches) && i < sx_count(branches); i++)
        check_machine(t, sx_item(branches, i), sx_at(sx_item(branches, i)), machine->depth + 1);
    const struct sx_node *iterator = GET(state, "Iterator"); /* what ItemProcessor was called before */
    if (processor)
        check_machine(t, processor, sx_at_key(t, state, STR("ItemProcessor")), machine->depth + 1);
    if (iterator)
        check_machine(t, iterator, sx_at_key(t, state, STR("Iterator")), machine->depth + 1);
}

static void check_state(struct states *machine, const struct sx_pair *pair) {
    struct sx_transform *t = machine->t;
    const struct sx_node *state = pair->value, *type = GET(state, "Type");
    if (!is_known(state) || (type && !sx_is_literal(type)) || sx_has(t, state, STR("Fn::Transform"))) {
        machine->open = true;
        return;
    }
    if (!type || !is_type(sx_text(type))) {
        machine->open = true;
        sx_lint_report(t, type ? sx_at(type) : pair->key_span, SX_RULE_STATE_TYPE,
                       type ? CAT(t, STR("There is no type of state '"), sx_text(type), STR("'."))
                            : CAT(t, STR("The state '"), pair->key, STR("' has no Type.")))
            ->hint = type ? sx_lint_name_hint(t, sx_text(type), types) : STR("");
        return;
    }
    check_end(t, state, sx_text(type), pair);
    lead_to(machine, GET(state, "Next"));
    lead_to(machine, GET(state, "Default"));
    lead_from_list(machine, GET(state, "Choices"));
    lead_from_list(machine, GET(state, "Catch"));
    check_inside(machine, state);
}

static void check_reached(struct states *machine) {
    struct sx_transform *t = machine->t;
    for (size_t i = 0; !machine->open && i < sx_count(machine->states); i++) {
        const struct sx_pair *pair = sx_entry(machine->states, i);
        if (!sx_map_get(t, &machine->reached, pair->key))
            sx_lint_report(t, pair->key_span, SX_RULE_UNREACHABLE_STATE,
                           CAT(t, STR("Nothing leads to the state '"), pair->key, STR("'.")));
    }
}

/* `where`: for what the machine lacks. */
static void check_machine(struct sx_transform *t, const struct sx_node *machine, struct sx_span where, size_t depth) {
    struct states states = {.t = t, .states = GET(machine, "States"), .depth = depth};
    const struct sx_node *start = GET(machine, "StartAt");
    if (depth > DEEPEST || !is_known(machine) || sx_has(t, machine, STR("Fn::Transform")))
        return;
    if (!start || !states.states) {
        sx_lint_report(t, where, SX_RULE_STATE_MACHINE_DEFINITION,
                       CAT(t, STR("A definition has StartAt and States, and this one has no "),
                           start ? STR("States.") : STR("StartAt.")));
        return;
    }
    if (!is_known(states.states) || sx_has(t, states.states, STR("Fn::Transform")))
        return;
    lead_to(&states, start);
    for (size_t i = 0; i < sx_count(states.states); i++)
        check_state(&states, &states.states->mapping.pairs[i]);
    check_reached(&states);
}

/* ----------------------------------------------------------------------------------------------- substitutions -- */

struct substitutions {
    struct sx_transform *t;
    const struct sx_node *given;
    struct sx_map used;
};

static void note_uses(struct substitutions *substitutions, const struct sx_node *text) {
    struct sx_transform *t = substitutions->t;
    struct sx_string value = sx_text(text);
    size_t open, from = 0;
    while ((open = sx_string_find(value, STR("${"), from)) != SIZE_MAX) {
        size_t close = sx_string_find_byte(value, '}', open);
        if (close == SIZE_MAX)
            return;
        struct sx_string name = sx_string_slice(value, open + 2, close);
        from = close + 1;
        sx_map_set(t, &substitutions->used, name, substitutions);
        if (sx_string_is_alphanumeric(name) && !sx_has(t, substitutions->given, name))
            sx_part_report(
                t, (struct sx_part){text, open, close + 1}, SX_RULE_UNDEFINED_SUBSTITUTION,
                CAT(t, STR("DefinitionSubstitutions has no '"), name, STR("', so the text stays as it stands here.")),
                STR(""));
    }
}

/* What intrinsic functions give is no text of the definition: ${...} in Fn::Sub is CloudFormation's. */
static void find_uses(struct substitutions *substitutions, const struct sx_node *node, size_t depth) {
    if (depth > DEEPEST || sx_is_intrinsic(node))
        return;
    if (sx_is_string(node))
        note_uses(substitutions, node);
    for (size_t i = 0; i < sx_count(node); i++)
        find_uses(substitutions, sx_is_mapping(node) ? sx_value(node, i) : sx_item(node, i), depth + 1);
}

static void check_substitutions(struct sx_transform *t, const struct sx_node *definition, const struct sx_node *given) {
    struct substitutions substitutions = {.t = t, .given = given};
    if (given && !is_known(given))
        return;
    find_uses(&substitutions, definition, 0);
    for (size_t i = 0; i < sx_count(given); i++) {
        const struct sx_pair *pair = sx_entry(given, i);
        if (!sx_map_get(t, &substitutions.used, pair->key) && !sx_string_starts_with(pair->key, "Fn::"))
            sx_lint_report(t, pair->key_span, SX_RULE_UNUSED_SUBSTITUTION,
                           CAT(t, STR("Nothing in the Definition uses the substitution '"), pair->key, STR("'.")));
    }
}

static void check_state_machine(struct sx_transform *t, struct sx_lint *lint, const struct sx_owner *owner) {
    (void)lint;
    const struct sx_node *definition = GET(owner->properties, "Definition");
    if (!is_known(definition))
        return;
    check_machine(t, definition, sx_at_key(t, owner->properties, STR("Definition")), 0);
    check_substitutions(t, definition, GET(owner->properties, "DefinitionSubstitutions"));
}

void sx_lint_states(struct sx_transform *t, struct sx_lint *lint) {
    sx_each_owner(t, lint, "AWS::Serverless::StateMachine", check_state_machine);
}
