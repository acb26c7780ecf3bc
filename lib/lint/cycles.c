/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Resources that wait for each other, in the expanded template: the commonest reason why a deployment of SAM fails,
 * since what is generated refers to what it was generated from. And conditions that are made of each other.
 */

#include "lint/cycle_text.h"
#include "lint/graph.h"

struct build {
    struct sx_lint *lint;
    const struct sx_node *resources;
    struct sx_graph graph;
    uint32_t *referred; /* of each resource: 1 + the last that certainly refers to it by a property */
};

/* ------------------------------------------------------------------------------------------------- the edges -- */

static void add_edge(struct sx_transform *t, struct build *build, uint32_t from, struct sx_edge edge) {
    const struct sx_pair *target = sx_get_pair(t, build->resources, edge.name);
    /* of a parameter and a resource of one name, which is a mistake of its own, the parameter is meant */
    if (!target || (!edge.depends_on && sx_has(t, build->lint->names->parameters, edge.name)))
        return;
    edge.from = from;
    edge.to = (uint32_t)(target - build->resources->mapping.pairs);
    if (edge.certain && !edge.depends_on)
        build->referred[edge.to] = from + 1;
    SX_PUSH(t, &build->graph.edges, edge);
}

static void add_sub_edges(struct sx_transform *t, struct build *build, uint32_t from,
                          const struct sx_function *function) {
    struct sx_substitution sub;
    struct sx_span where;
    struct sx_edge edge = {.node = function->node, .certain = !function->conditional};
    if (!sx_read_sub(function->pair->value, &sub))
        return;
    struct sx_sub_variables variables = sx_sub_variables_of(t, sub.text);
    while (sx_next_sub_reference(t, &sub, &variables, &edge.name, &where))
        add_edge(t, build, from, edge);
}

static void add_function_edges(struct sx_transform *t, struct build *build, uint32_t from,
                               const struct sx_function *function) {
    const struct sx_node *argument = function->pair->value;
    struct sx_attribute_reference get_att;
    struct sx_edge edge = {.node = function->node, .name = sx_text(argument), .certain = !function->conditional};
    if (sx_string_is(function->name, "Fn::Sub")) {
        add_sub_edges(t, build, from, function);
    } else if (sx_string_is(function->name, "Ref")) {
        add_edge(t, build, from, edge);
    } else if (sx_string_is(function->name, "Fn::GetAtt") && sx_read_get_att(t, argument, &get_att)) {
        edge.name = get_att.id;
        add_edge(t, build, from, edge);
    }
}

static bool holds(const struct sx_node *outer, const struct sx_node *inner) {
    return outer && sx_at(outer).start <= sx_at(inner).start && sx_at(inner).end <= sx_at(outer).end;
}

/*
 * Of a resource of SAM that was refused it is not known which of the resources that it would become has a property; but
 * these stay with it.
 */
static bool stays(const struct sx_transform *t, const struct sx_function *function) {
    static const char *const properties[] = {"Environment", "Role", "Layers", "VpcConfig"};
    const struct sx_node *resource = function->entry->value;
    if (!sx_string_starts_with(sx_type_of(t, resource), "AWS::Serverless::"))
        return true;
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (holds(sx_get(t, GET(resource, "Properties"), sx_string_from(properties[i])), function->node))
            return true;
    return false;
}

static void add_depends_on(struct sx_transform *t, struct build *build, uint32_t from, const struct sx_node *item) {
    if (!sx_is_string(item))
        return;
    struct sx_edge edge = {.node = item, .name = sx_text(item), .certain = true, .depends_on = true};
    size_t before = build->graph.edges.count;
    add_edge(t, build, from, edge);
    bool implied =
        build->graph.edges.count > before && build->referred[build->graph.edges.items[before].to] == from + 1;
    if (implied && sx_is_written(t, item))
        sx_lint_report(t, sx_at(item), SX_RULE_IMPLIED_DEPENDS_ON,
                       CAT(t, STR("DependsOn '"), edge.name,
                           STR("' says nothing new: a property refers to it, so that "
                               "CloudFormation waits for it anyway.")));
}

/* Functions and resources stand in the same order. */
static void build_edges(struct sx_transform *t, struct build *build) {
    const struct sx_functions *functions = sx_expanded_functions(t, build->lint->names);
    const struct sx_pair *pairs = build->resources->mapping.pairs;
    size_t next = 0;
    for (uint32_t i = 0; i < build->graph.node_count; i++) {
        for (; next < functions->list.count; next++) {
            const struct sx_function *function = &functions->list.items[next];
            if (function->section != SX_SECTION_RESOURCES || !function->entry)
                continue;
            if (function->entry != &pairs[i])
                break;
            if (!function->beside && sx_string_is(function->attribute, "Properties") && stays(t, function))
                add_function_edges(t, build, i, function);
        }
        const struct sx_node *depends_on = GET(pairs[i].value, "DependsOn");
        add_depends_on(t, build, i, depends_on);
        for (size_t j = 0; sx_is_sequence(depends_on) && j < sx_count(depends_on); j++)
            add_depends_on(t, build, i, sx_item(depends_on, j));
    }
}

/* ------------------------------------------------------------------------------------------------- reporting -- */

static void report_loop(struct sx_transform *t, const struct build *build, struct sx_loop loop, bool certain) {
    loop = sx_begin_at_users_step(t, loop);
    struct sx_span where = sx_at(loop.edges[0]->node);
    struct sx_string way = sx_describe_loop(t, build->lint->names, build->resources, loop);
    enum sx_rule rule = certain ? SX_RULE_RESOURCE_CYCLE : SX_RULE_CONDITIONAL_CYCLE;
    struct sx_string message =
        CAT(t, STR("Resources wait for each other, so that none of them can be made: "), way, STR("."));
    if (!certain)
        message =
            CAT(t, STR("Resources may wait for each other, when conditions choose these values: "), way, STR("."));
    if (loop.count == 1) {
        rule = SX_RULE_SELF_REFERENCE;
        message = CAT(t, STR("A resource cannot refer to itself: "), way, STR("."));
    }
    sx_lint_report(t, where, rule, message)->hint = sx_way_out(t, build->resources, loop);
}

/* A loop where one is without any condition has been said with that. */
static bool has_said(const bool *said, const struct sx_loop *loop) {
    for (size_t i = 0; i < loop->count; i++)
        if (said[loop->edges[i]->from])
            return true;
    return loop->count == 1;
}

void sx_lint_cycles(struct sx_transform *t, struct sx_lint *lint) {
    struct build build = {.lint = lint, .resources = lint->names->resources};
    if (!sx_is_mapping(build.resources) || lint->functions->open)
        return;
    build.graph.node_count = sx_count(build.resources);
    build.referred = sx_alloc_zero(t, (build.graph.node_count + 1) * sizeof *build.referred);
    build_edges(t, &build);
    bool *certainly, *possibly;
    sx_loops certain = sx_find_loops(t, &build.graph, true, &certainly);
    sx_loops possible = sx_find_loops(t, &build.graph, false, &possibly);
    for (size_t i = 0; i < certain.count; i++)
        report_loop(t, &build, certain.items[i], true);
    for (size_t i = 0; i < possible.count; i++)
        if (!has_said(certainly, &possible.items[i]))
            report_loop(t, &build, possible.items[i], false);
}

/* -------------------------------------------------------------------------------------- conditions of conditions -- */

void sx_lint_condition_cycles(struct sx_transform *t, struct sx_lint *lint) {
    const struct sx_node *conditions = GET(lint->source, "Conditions");
    if (!sx_is_mapping(conditions))
        return;
    struct sx_graph graph = {.node_count = sx_count(conditions)};
    for (size_t i = 0; i < lint->functions->list.count; i++) {
        const struct sx_function *function = &lint->functions->list.items[i];
        const struct sx_pair *target = sx_get_pair(t, conditions, sx_text(function->pair->value));
        if (function->section != SX_SECTION_CONDITIONS || !sx_string_is(function->name, "Condition") || !target ||
            !function->entry)
            continue;
        struct sx_edge edge = {.from = (uint32_t)(function->entry - conditions->mapping.pairs),
                               .to = (uint32_t)(target - conditions->mapping.pairs),
                               .node = function->pair->value,
                               .name = target->key,
                               .certain = true};
        SX_PUSH(t, &graph.edges, edge);
    }
    bool *parts;
    sx_loops loops = sx_find_loops(t, &graph, true, &parts);
    for (size_t i = 0; i < loops.count; i++) {
        struct sx_buffer way = {.t = t};
        sx_buffer_add(&way, conditions->mapping.pairs[loops.items[i].edges[0]->from].key);
        for (size_t j = 0; j < loops.items[i].count; j++) {
            sx_buffer_add(&way, STR(" -> "));
            sx_buffer_add(&way, loops.items[i].edges[j]->name);
        }
        sx_lint_report(t, sx_at(loops.items[i].edges[0]->node), SX_RULE_CONDITION_CYCLE,
                       CAT(t, STR("Conditions depend on each other: "), sx_buffer_string(&way), STR(".")));
    }
}
