/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include <string.h>

const struct yaml *only_section(struct compiler *c, const struct yaml *document, const char *key) {
    const char *const keys[] = {key, NULL};
    yaml_allow_keys(c, document, keys);
    return yaml_expect(c, yaml_get(document, key), YAML_MAPPING, key);
}

void read_globals(struct compiler *c, const struct yaml *document) {
    const struct yaml *sections = only_section(c, document, "globals");
    for (size_t i = 0; sections && i < sections->count; i++) {
        const struct yaml_entry *entry = &sections->entry[i];
        struct globals globals = {entry->key, yaml_names(c, entry->value, entry->key)};
        if (!globals.properties.count)
            complain(c, entry->place, "Globals of '%s' has no properties", entry->key);
        PUSH(c, &c->globals, globals);
    }
}

void read_cloudformation(struct compiler *c, const struct yaml *document) {
    static const char *const keys[] = {"tags", "replaces", "properties", NULL};
    const struct yaml *types = only_section(c, document, "cloudformation");
    for (size_t i = 0; types && i < types->count; i++) {
        const struct yaml_entry *entry = &types->entry[i];
        if (!yaml_expect(c, entry->value, YAML_MAPPING, entry->key))
            continue;
        yaml_allow_keys(c, entry->value, keys);
        struct cloudformation type = {.type = entry->key, .tags = yaml_bool(c, entry->value, "tags", false)};
        type.replaces = yaml_names(c, yaml_get(entry->value, "replaces"), "replaces");
        struct names properties = yaml_names(c, yaml_get(entry->value, "properties"), "properties");
        if (properties.count)
            type.object = object_of_names(c, entry->key, &properties);
        PUSH(c, &c->cloudformation, type);
    }
}

void read_attributes(struct compiler *c, const struct yaml *document) {
    static const char *const keys[] = {"names", "open", NULL};
    const struct yaml *types = only_section(c, document, "attributes");
    for (size_t i = 0; types && i < types->count; i++) {
        const struct yaml_entry *entry = &types->entry[i];
        struct attributes attributes = {.type = entry->key};
        const struct yaml *names = entry->value;
        if (names->kind == YAML_MAPPING) {
            yaml_allow_keys(c, names, keys);
            attributes.open = yaml_bool(c, names, "open", false);
            names = yaml_get(names, "names");
        }
        attributes.names = yaml_names(c, names, entry->key);
        PUSH(c, &c->attributes, attributes);
    }
}

/* -------------------------------------------------------------------------------------------- policy templates -- */

void refuse_untyped(struct compiler *c, const struct yaml *value) {
    static const char *const words[] = {"true", "false", "null", "yes", "no", "on", "off", "~", "", NULL};
    if (value->quoted)
        return;
    bool number = strspn(value->text, "+-.0123456789") == strlen(value->text);
    for (size_t i = 0; words[i]; i++) {
        if (number || !strcmp(value->text, words[i])) {
            complain(c, value->place, "'%s' needs quotes: it is a text here", value->text);
            return;
        }
    }
}

/** Checks the values of a definition, and that {"Ref": name} means a parameter of the template; marks those in `used`.
 */
static void check_definition(struct compiler *c, const struct yaml *value, const struct names *parameters, bool *used) {
    const struct yaml *reference = value->count == 1 ? yaml_get(value, "Ref") : NULL;
    if (value->kind == YAML_SCALAR)
        refuse_untyped(c, value);
    for (size_t i = 0; i < value->count; i++)
        check_definition(c, value->entry[i].value, parameters, used);
    if (!reference || reference->kind != YAML_SCALAR || !strncmp(reference->text, "AWS::", 5))
        return;
    for (size_t i = 0; i < parameters->count; i++) {
        if (!strcmp(parameters->items[i], reference->text)) {
            used[i] = true;
            return;
        }
    }
    complain(c, reference->place, "'%s' is not a parameter of the template", reference->text);
}

static void read_policy_template(struct compiler *c, const struct yaml_entry *entry) {
    static const char *const keys[] = {"parameters", "statement", NULL};
    if (!yaml_expect(c, entry->value, YAML_MAPPING, entry->key))
        return;
    yaml_allow_keys(c, entry->value, keys);
    struct policy_template template = {.name = entry->key};
    template.parameters = yaml_names(c, yaml_get(entry->value, "parameters"), "parameters");
    template.statement = yaml_expect(c, yaml_get(entry->value, "statement"), YAML_SEQUENCE, "statement");
    if (!template.statement) {
        complain(c, entry->place, "'%s' has no statement", entry->key);
        return;
    }
    bool *used = allocate(c, template.parameters.count + 1);
    check_definition(c, template.statement, &template.parameters, used);
    for (size_t i = 0; i < template.parameters.count; i++) {
        if (!used[i])
            complain(c, entry->place, "'%s' does not use its parameter '%s'", entry->key, template.parameters.items[i]);
    }
    PUSH(c, &c->policy_templates, template);
}

void read_policy_templates(struct compiler *c, const struct yaml *document) {
    const struct yaml *templates = only_section(c, document, "policy_templates");
    for (size_t i = 0; templates && i < templates->count; i++)
        read_policy_template(c, &templates->entry[i]);
}

/* -------------------------------------------------------------------------------- managed policies, partitions -- */

static void add_managed_policy(struct compiler *c, size_t partition, size_t capacity, const char *path) {
    struct names *paths = &c->managed_policies.items[partition].paths;
    if (!paths->items)
        paths->items = allocate(c, capacity * sizeof(*paths->items));
    paths->items[paths->count++] = path;
}

static void read_managed_policy(struct compiler *c, const struct yaml_entry *entry, size_t capacity) {
    const struct yaml *value = entry->value;
    bool all = value->kind == YAML_SCALAR && !strcmp(value->text, "all");
    if (!all && !yaml_expect(c, value, YAML_SEQUENCE, "the partitions of a policy that is not in all of them"))
        return;
    struct names partitions = all ? (struct names){0} : yaml_names(c, value, entry->key);
    size_t found = 0;
    for (size_t i = 0; i < c->managed_policies.count; i++) {
        bool has = all;
        for (size_t j = 0; j < partitions.count && !has; j++)
            has = !strcmp(partitions.items[j], c->managed_policies.items[i].partition);
        if (has)
            add_managed_policy(c, i, capacity, entry->key);
        found += has;
    }
    if (!all && (!found || found != partitions.count))
        complain(c, entry->place, "'%s' is in a partition that is not listed under partitions", entry->key);
}

void read_managed_policies(struct compiler *c, const struct yaml *document) {
    static const char *const keys[] = {"partitions", "policies", NULL};
    const struct yaml *section = only_section(c, document, "managed_policies");
    if (!section)
        return;
    yaml_allow_keys(c, section, keys);
    struct names partitions = yaml_names(c, yaml_get(section, "partitions"), "partitions");
    for (size_t i = 0; i < partitions.count; i++) {
        struct managed_policies policies = {.partition = partitions.items[i]};
        PUSH(c, &c->managed_policies, policies);
    }
    const struct yaml *policies = yaml_expect(c, yaml_get(section, "policies"), YAML_MAPPING, "policies");
    for (size_t i = 0; policies && i < policies->count; i++)
        read_managed_policy(c, &policies->entry[i], policies->count);
}

void read_partitions(struct compiler *c, const struct yaml *document) {
    const struct yaml *prefixes = only_section(c, document, "partitions");
    for (size_t i = 0; prefixes && i < prefixes->count; i++) {
        struct partition partition = {prefixes->entry[i].key, yaml_text(c, prefixes, prefixes->entry[i].key)};
        if (strspn(partition.prefix, "abcdefghijklmnopqrstuvwxyz-") != strlen(partition.prefix))
            complain(c, prefixes->entry[i].place, "a prefix of regions is written in small letters");
        if (partition.partition)
            PUSH(c, &c->partitions, partition);
    }
}
