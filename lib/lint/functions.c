/* SPDX-License-Identifier: Apache-2.0 */

/* Finding the intrinsic functions of a template. */

#include "lint/functions.h"

/** Where the walk is. */
struct place {
    struct sx_functions *found;
    struct sx_function at; /* what a function that is found here has in common with its neighbours */
};

static bool is_transform(struct sx_string key) {
    return sx_string_is(key, "Fn::Transform");
}

static bool is_loop(struct sx_string key) {
    return sx_string_starts_with(key, "Fn::ForEach");
}

/* Beside other keys "Condition" is an attribute, or part of a policy. */
static bool is_function(const struct place *place, const struct sx_node *node, const struct sx_pair *pair) {
    if (sx_string_is(pair->key, "Ref") || sx_string_starts_with(pair->key, "Fn::"))
        return true;
    bool of_conditions = place->at.section == SX_SECTION_CONDITIONS || place->at.section == SX_SECTION_RULES;
    return of_conditions && sx_count(node) == 1 && sx_string_is(pair->key, "Condition");
}

static void walk(struct sx_transform *t, struct place place, const struct sx_node *node);

static void walk_function(struct sx_transform *t, struct place place, const struct sx_node *node,
                          const struct sx_pair *pair) {
    struct sx_function function = place.at;
    function.name = pair->key;
    function.pair = pair;
    function.node = node;
    function.beside = sx_count(node) > 1;
    SX_PUSH(t, &place.found->list, function);
    if (is_transform(pair->key))
        place.found->includes = true;
    if (is_loop(pair->key))
        place.found->includes = place.found->open = true;
    place.at.around = pair;
    if (!sx_string_is(pair->key, "Fn::If") || !sx_is_sequence(pair->value)) {
        walk(t, place, pair->value);
        return;
    }
    place.at.conditional = true;
    for (size_t i = 0; i < sx_count(pair->value); i++)
        walk(t, place, sx_item(pair->value, i));
}

static void walk(struct sx_transform *t, struct place place, const struct sx_node *node) {
    for (size_t i = 0; sx_is_sequence(node) && i < sx_count(node); i++)
        walk(t, place, sx_item(node, i));
    for (size_t i = 0; sx_is_mapping(node) && i < sx_count(node); i++) {
        const struct sx_pair *pair = &node->mapping.pairs[i];
        if (is_function(&place, node, pair))
            walk_function(t, place, node, pair);
        else
            walk(t, place, pair->value);
    }
}

/* A function in the place of sections, or of entries of them, makes sections and entries. */
static bool defines(struct sx_transform *t, struct place place, const struct sx_node *node,
                    const struct sx_pair *pair) {
    if (!is_transform(pair->key) && !is_loop(pair->key))
        return false;
    place.found->open = true;
    walk_function(t, place, node, pair);
    return true;
}

static void walk_entry(struct sx_transform *t, struct place place, const struct sx_pair *entry) {
    place.at.entry = entry;
    bool by_attribute = place.at.section == SX_SECTION_RESOURCES || place.at.section == SX_SECTION_OUTPUTS;
    if (!by_attribute || !sx_is_mapping(entry->value)) {
        walk(t, place, entry->value);
        return;
    }
    for (size_t i = 0; i < sx_count(entry->value); i++) {
        const struct sx_pair *pair = &entry->value->mapping.pairs[i];
        place.at.attribute = pair->key;
        if (is_function(&place, entry->value, pair))
            walk_function(t, place, entry->value, pair);
        else
            walk(t, place, pair->value);
    }
}

static enum sx_section section_named(struct sx_string name) {
    static const char *const names[] = {
        [SX_SECTION_PARAMETERS] = "Parameters", [SX_SECTION_MAPPINGS] = "Mappings",
        [SX_SECTION_CONDITIONS] = "Conditions", [SX_SECTION_RULES] = "Rules",
        [SX_SECTION_RESOURCES] = "Resources",   [SX_SECTION_OUTPUTS] = "Outputs",
        [SX_SECTION_GLOBALS] = "Globals",       [SX_SECTION_METADATA] = "Metadata",
    };
    for (size_t i = 1; i < sizeof names / sizeof *names; i++)
        if (sx_string_is(name, names[i]))
            return (enum sx_section)i;
    return SX_SECTION_OTHER;
}

static void walk_section(struct sx_transform *t, struct place place, const struct sx_pair *section) {
    place.at.section = section_named(section->key);
    if (!sx_is_mapping(section->value)) {
        walk(t, place, section->value);
        return;
    }
    for (size_t i = 0; i < sx_count(section->value); i++) {
        const struct sx_pair *entry = &section->value->mapping.pairs[i];
        if (!defines(t, place, section->value, entry))
            walk_entry(t, place, entry);
    }
}

static void read_transform(struct sx_functions *found, const struct sx_node *name) {
    if (sx_text_is(name, "AWS::LanguageExtensions"))
        found->extensions = true;
    else if (!sx_is_none(name) && !sx_text_is(name, "AWS::Serverless-2016-10-31"))
        found->macros = found->includes = found->open = true;
}

struct sx_functions *sx_find_functions(struct sx_transform *t, const struct sx_node *source) {
    struct sx_functions *found = SX_NEW(t, struct sx_functions);
    const struct sx_node *transform = GET(source, "Transform");
    if (!sx_is_sequence(transform))
        read_transform(found, transform);
    for (size_t i = 0; sx_is_sequence(transform) && i < sx_count(transform); i++)
        read_transform(found, sx_item(transform, i));
    struct place place = {.found = found};
    for (size_t i = 0; sx_is_mapping(source) && i < sx_count(source); i++) {
        const struct sx_pair *section = &source->mapping.pairs[i];
        if (defines(t, place, source, section))
            found->macros = true;
        else
            walk_section(t, place, section);
    }
    return found;
}

/* -------------------------------------------------------------------------------------------- reading arguments -- */

bool sx_is_written(const struct sx_transform *t, const struct sx_node *node) {
    struct sx_span where = sx_at(node);
    struct sx_string text = sx_string_slice(t->diagnostics->source.text, where.start, where.end);
    while (text.length && memchr("{[\"' \t\r\n", text.bytes[0], strlen("{[\"' \t\r\n")))
        text = sx_string_slice(text, 1, text.length);
    if (sx_is_string(node))
        return text.length >= sx_text(node).length &&
               sx_string_equal(sx_string_slice(text, 0, sx_text(node).length), sx_text(node));
    return sx_string_starts_with(text, "!") || sx_string_starts_with(text, "Ref") ||
           sx_string_starts_with(text, "Fn::");
}

static bool read_joined(struct sx_transform *t, const struct sx_node *parts, struct sx_attribute_reference *reference) {
    struct sx_buffer buffer = {.t = t};
    for (size_t i = 1; i < sx_count(parts); i++) {
        if (!sx_is_string(sx_item(parts, i)))
            return false;
        if (i > 1)
            sx_buffer_add_byte(&buffer, '.');
        sx_buffer_add(&buffer, sx_text(sx_item(parts, i)));
    }
    reference->attribute = sx_buffer_string(&buffer);
    return sx_count(parts) > 1;
}

bool sx_read_get_att(struct sx_transform *t, const struct sx_node *argument, struct sx_attribute_reference *reference) {
    if (sx_is_sequence(argument)) {
        const struct sx_node *id = sx_item(argument, 0);
        *reference = (struct sx_attribute_reference){sx_text(id), STR(""), sx_at(id), sx_at(sx_item(argument, 1))};
        return sx_is_string(id) && read_joined(t, argument, reference);
    }
    struct sx_string text = sx_text(argument);
    size_t dot = sx_string_find_byte(text, '.', 0);
    if (dot == SIZE_MAX)
        return false;
    *reference = (struct sx_attribute_reference){
        sx_string_slice(text, 0, dot), sx_string_slice(text, dot + 1, text.length), sx_at(argument), sx_at(argument)};
    return true;
}

bool sx_is_sub_mapping(const struct sx_node *node) {
    bool condition = sx_intrinsic(node, "Condition") != NULL; /* a variable that is called so */
    return sx_is_mapping(node) && (condition || !sx_is_intrinsic(node));
}

bool sx_read_sub(const struct sx_node *argument, struct sx_substitution *substitution) {
    *substitution = (struct sx_substitution){argument, NULL};
    if (sx_is_sequence(argument))
        *substitution = (struct sx_substitution){sx_item(argument, 0), sx_item(argument, 1)};
    bool form = !sx_is_sequence(argument) || (sx_count(argument) == 2 && sx_is_sub_mapping(substitution->variables));
    return form && sx_is_string(substitution->text);
}

static struct sx_string trimmed(struct sx_string text) {
    while (text.length && text.bytes[0] == ' ')
        text = sx_string_slice(text, 1, text.length);
    while (text.length && text.bytes[text.length - 1] == ' ')
        text.length--;
    return text;
}

/* The name in the next "${name}" at or after `*from`, which is moved past it. */
static bool next_variable(struct sx_string text, size_t *from, struct sx_string *name) {
    for (size_t at = sx_string_find(text, STR("${"), *from); at != SIZE_MAX;) {
        size_t end = sx_string_find_byte(text, '}', at + 2);
        if (end == SIZE_MAX)
            return false;
        struct sx_string inside = sx_string_slice(text, at + 2, end);
        size_t inner = sx_string_find(inside, STR("${"), 0);
        *from = inner == SIZE_MAX ? end + 1 : at + 2 + inner;
        *name = trimmed(inside);
        if (inner == SIZE_MAX && !sx_string_starts_with(*name, "!"))
            return true;
        at = sx_string_find(text, STR("${"), *from);
    }
    return false;
}

struct sx_sub_variables sx_sub_variables_of(const struct sx_transform *t, const struct sx_node *text) {
    struct sx_span whole = sx_at(text);
    return (struct sx_sub_variables){.text = sx_text(text),
                                     .source = sx_string_slice(t->diagnostics->source.text, 0, whole.end),
                                     .source_from = whole.start,
                                     .whole = whole};
}

bool sx_next_sub_variable(struct sx_sub_variables *variables, struct sx_string *name, struct sx_span *where) {
    struct sx_string written;
    *where = variables->whole;
    if (!next_variable(variables->text, &variables->from, name))
        return false;
    if (next_variable(variables->source, &variables->source_from, &written) && sx_string_equal(written, *name)) {
        where->start = (uint32_t)(written.bytes - variables->source.bytes);
        where->end = where->start + (uint32_t)written.length;
    }
    return true;
}

/* -------------------------------------------------------------------------------------------- pseudo parameters -- */

static const struct sx_string pseudo_parameters[] = {
    STR_INIT("AWS::AccountId"), STR_INIT("AWS::NotificationARNs"), STR_INIT("AWS::NoValue"),
    STR_INIT("AWS::Partition"), STR_INIT("AWS::Region"),           STR_INIT("AWS::StackId"),
    STR_INIT("AWS::StackName"), STR_INIT("AWS::URLSuffix"),
};

const struct sx_string *sx_pseudo_parameters(size_t *count) {
    *count = sizeof pseudo_parameters / sizeof *pseudo_parameters;
    return pseudo_parameters;
}

bool sx_is_pseudo_parameter(struct sx_string name) {
    for (size_t i = 0; i < sizeof pseudo_parameters / sizeof *pseudo_parameters; i++)
        if (sx_string_equal(name, pseudo_parameters[i]))
            return true;
    return false;
}

bool sx_next_sub_reference(const struct sx_transform *t, const struct sx_substitution *sub,
                           struct sx_sub_variables *variables, struct sx_string *id, struct sx_span *where) {
    struct sx_string name;
    while (sx_next_sub_variable(variables, &name, where)) {
        *id = sx_string_slice(name, 0, sx_string_find_byte(name, '.', 0));
        if (!sx_has(t, sub->variables, name))
            return true;
    }
    return false;
}
