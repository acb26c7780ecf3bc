/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include <stdlib.h>
#include <string.h>

/* --------------------------------------------------------------------------------------------- trees as constants */

static void begin_node(FILE *out, unsigned number, const char *kind) {
    fprintf(out, "static const struct sx_node node_%u = {.kind = SX_%s, ", number, kind);
}

static void write_text_node(FILE *out, unsigned number, const char *text) {
    begin_node(out, number, "STRING");
    fputs(".string = STR_INIT(", out);
    write_literal(out, text);
    fputs(")};\n", out);
}

/* The tree points to items that are not constant, though nothing changes them: hence the cast. */
static void write_sequence_node(FILE *out, unsigned number, const unsigned *items, size_t count) {
    fprintf(out, "static const struct sx_node *const items_%u[] = {", number);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s&node_%u", i ? ", " : "", items[i]);
    fputs("};\n", out);
    begin_node(out, number, "SEQUENCE");
    fprintf(out, ".sequence = {(const struct sx_node **)items_%u, %zu, false}};\n", number, count);
}

static void write_mapping_node(FILE *out, unsigned number, const struct yaml *value, const unsigned *values) {
    fprintf(out, "static const struct sx_pair pairs_%u[] = {", number);
    for (size_t i = 0; i < value->count; i++) {
        fprintf(out, "%s{.key = STR_INIT(", i ? ", " : "");
        write_literal(out, value->entry[i].key);
        fprintf(out, "), .value = &node_%u}", values[i]);
    }
    fputs("};\n", out);
    begin_node(out, number, "MAPPING");
    fprintf(out, ".mapping = {.pairs = pairs_%u, .count = %zu}};\n", number, value->count);
}

unsigned write_node(struct compiler *c, FILE *out, const struct yaml *value) {
    unsigned *children = allocate(c, value->count * sizeof(*children));
    for (size_t i = 0; i < value->count; i++)
        children[i] = write_node(c, out, value->entry[i].value);
    unsigned number = ++c->node_count;
    if (value->kind == YAML_SCALAR)
        write_text_node(out, number, value->text);
    else if (!value->count)
        complain(c, value->place, "an empty list or map");
    else if (value->kind == YAML_SEQUENCE)
        write_sequence_node(out, number, children, value->count);
    else
        write_mapping_node(out, number, value, children);
    return number;
}

/* -------------------------------------------------------------------------------------------- policy templates -- */

/** The tables of one template: its parameters, and its definition as {"Statement": [...]}. Returns its node. */
static unsigned write_definition(struct compiler *c, FILE *out, const struct policy_template *template, size_t index) {
    struct yaml_entry entry = {"Statement", template->statement->place, (struct yaml *)template->statement};
    struct yaml definition = {.kind = YAML_MAPPING, .place = template->statement->place, .entry = &entry, .count = 1};
    fprintf(out, "/* %s */\n", template->name);
    write_names(out, "parameters", (unsigned)index, &template->parameters);
    return write_node(c, out, &definition);
}

void write_policy_templates(struct compiler *c, FILE *out) {
    size_t count = c->policy_templates.count;
    unsigned *definitions = allocate(c, count * sizeof(*definitions));
    for (size_t i = 0; i < count; i++)
        definitions[i] = write_definition(c, out, &c->policy_templates.items[i], i);
    fputs("\nconst struct sx_policy_template sx_table_policy_templates[] = {\n", out);
    for (size_t i = 0; i < count; i++) {
        fputs("    {STR_INIT(", out);
        write_literal(out, c->policy_templates.items[i].name);
        fprintf(out, "), parameters_%zu, &node_%u},\n", i, definitions[i]);
    }
    fprintf(out, "};\nconst size_t sx_table_policy_template_count = %zu;\n\n", count);
}

/* -------------------------------------------------------------------------------------------- managed policies -- */

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int compare_policies(const void *a, const void *b) {
    return strcmp(name_of(*(const char *const *)a), name_of(*(const char *const *)b));
}

static void write_partition(struct compiler *c, FILE *out, struct managed_policies *policies, size_t index) {
    struct names *paths = &policies->paths;
    const char *prefix = join(c, "arn:", policies->partition, ":iam::aws:policy/", NULL);
    size_t offset = 0;
    if (paths->count)
        qsort(paths->items, paths->count, sizeof(*paths->items), compare_policies);
    fprintf(out, "static const char managed_text_%zu[] =\n", index);
    for (size_t i = 0; i < paths->count; i++) {
        fputs("    ", out);
        write_literal(out, join(c, prefix, paths->items[i], NULL));
        fputc('\n', out);
    }
    fprintf(out, "    \"\";\nstatic const struct sx_managed_policy managed_%zu[] = {\n", index);
    for (size_t i = 0; i < paths->count; i++) {
        const char *name = name_of(paths->items[i]);
        size_t length = strlen(prefix) + strlen(paths->items[i]);
        if (length > 255 || !*name || (i && !compare_policies(&paths->items[i - 1], &paths->items[i])))
            complain(c, (struct place){"spec-compiler", 0}, "managed policy '%s': empty, too long, or twice in %s",
                     paths->items[i], policies->partition);
        fprintf(out, "    {%zu, %zu, %zu},\n", offset, length, strlen(name));
        offset += length;
    }
    fprintf(out, "    {%zu, 0, 0}, /* the end; C has no empty tables */\n};\n", offset);
}

void write_managed_policies(struct compiler *c, FILE *out) {
    /* The text of a partition is longer than what the C standard guarantees for a literal; gcc and clang take it. */
    fputs("#if defined(__GNUC__)\n#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n#endif\n", out);
    for (size_t i = 0; i < c->managed_policies.count; i++)
        write_partition(c, out, &c->managed_policies.items[i], i);
    fputs("const struct sx_managed_policies sx_table_managed_policies[] = {\n", out);
    for (size_t i = 0; i < c->managed_policies.count; i++) {
        const struct managed_policies *policies = &c->managed_policies.items[i];
        fputs("    {STR_INIT(", out);
        write_literal(out, policies->partition);
        fprintf(out, "), managed_text_%zu, managed_%zu, %zu},\n", i, i, policies->paths.count);
    }
    fprintf(out, "};\nconst size_t sx_table_managed_policies_count = %zu;\n\n", c->managed_policies.count);
}
