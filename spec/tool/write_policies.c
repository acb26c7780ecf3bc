/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------------------------------------ trees as text -- */

/** A count or a length, as one byte. */
static void write_count(struct compiler *c, FILE *out, struct place place, size_t count) {
    if (count > 255)
        complain(c, place, "more than 255 entries, or a text of more than 255 bytes");
    fprintf(out, "\"\\%03o\"", (unsigned)(count & 255));
}

static void write_counted(struct compiler *c, FILE *out, struct place place, const char *text) {
    write_count(c, out, place, strlen(text));
    write_literal(out, text);
}

/*
 * What lib/spec/tree.c reads: a text is "s" and its length and bytes, a list "l" and its count and items, a map "m" and
 * its count and entries, each the length and the bytes of the key, and the value. Trees of pointers would have to be
 * relocated at each start of a program, whether they are used or not.
 */
void write_tree(struct compiler *c, FILE *out, const struct yaml *value) {
    if (value->kind == YAML_SCALAR) {
        fputs("\"s\"", out);
        write_counted(c, out, value->place, value->text);
        return;
    }
    if (!value->count)
        complain(c, value->place, "an empty list or map");
    fputs(value->kind == YAML_SEQUENCE ? "\"l\"" : "\"m\"", out);
    write_count(c, out, value->place, value->count);
    for (size_t i = 0; i < value->count; i++) {
        if (value->kind == YAML_MAPPING)
            write_counted(c, out, value->place, value->entry[i].key);
        write_tree(c, out, value->entry[i].value);
    }
}

/* -------------------------------------------------------------------------------------------- policy templates -- */

/** The definition of a template as {"Statement": [...]}. */
static void write_definition(struct compiler *c, FILE *out, const struct policy_template *template) {
    struct yaml_entry entry = {"Statement", template->statement->place, (struct yaml *)template->statement};
    struct yaml definition = {.kind = YAML_MAPPING, .place = template->statement->place, .entry = &entry, .count = 1};
    write_tree(c, out, &definition);
}

void write_policy_templates(struct compiler *c, FILE *out) {
    size_t count = c->policy_templates.count;
    for (size_t i = 0; i < count; i++)
        write_names(out, "parameters", (unsigned)i, &c->policy_templates.items[i].parameters);
    fputs("\nconst struct sx_policy_template sx_table_policy_templates[] = {\n", out);
    for (size_t i = 0; i < count; i++) {
        fputs("    {STR_INIT(", out);
        write_literal(out, c->policy_templates.items[i].name);
        fprintf(out, "), parameters_%zu, STR_INIT(", i);
        write_definition(c, out, &c->policy_templates.items[i]);
        fputs(")},\n", out);
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
