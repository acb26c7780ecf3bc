/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include <stdlib.h>
#include <string.h>

void write_literal(FILE *out, const char *text) {
    fputc('"', out);
    for (const unsigned char *byte = (const unsigned char *)text; *byte; byte++) {
        if (*byte == '"' || *byte == '\\')
            fprintf(out, "\\%c", *byte);
        else if (*byte < 0x20 || *byte >= 0x7f || *byte == '?') /* no trigraphs */
            fprintf(out, "\\%03o", *byte);
        else
            fputc(*byte, out);
    }
    fputc('"', out);
}

void write_names(FILE *out, const char *name, unsigned number, const struct names *names) {
    fprintf(out, "static const char *const %s_%u[] = {", name, number);
    for (size_t i = 0; i < names->count; i++) {
        write_literal(out, names->items[i]);
        fputs(", ", out);
    }
    fputs("NULL};\n", out);
}

static int compare_first_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** Sorts entries that begin with their name; complains when a name stands twice. */
static void sort(struct compiler *c, void *table, size_t count, size_t size) {
    if (count < 2)
        return;
    qsort(table, count, size, compare_first_text);
    for (size_t i = 1; i < count; i++) {
        char *entry = (char *)table + i * size;
        if (!compare_first_text(entry - size, entry))
            complain(c, (struct place){"spec-compiler", 0}, "'%s' stands in two files", *(const char *const *)entry);
    }
}

static int compare_objects(const void *a, const void *b) {
    const struct object *const *left = a, *const *right = b;
    return strcmp((*left)->name, (*right)->name);
}

static void sort_objects(struct compiler *c, struct object **objects, size_t count) {
    if (count < 2)
        return;
    qsort(objects, count, sizeof(*objects), compare_objects);
    for (size_t i = 1; i < count; i++) {
        if (!strcmp(objects[i - 1]->name, objects[i]->name))
            complain(c, (struct place){"spec-compiler", 0}, "'%s' stands in two files", objects[i]->name);
    }
}

static void write_globals(struct compiler *c, FILE *out) {
    for (size_t i = 0; i < c->globals.count; i++) {
        const struct names *names = &c->globals.items[i].properties;
        fprintf(out, "static const struct sx_string globals_%zu[] = {\n", i);
        for (size_t j = 0; j < names->count; j++) {
            fputs("    STR_INIT(", out);
            write_literal(out, names->items[j]);
            fputs("),\n", out);
        }
        fputs("};\n", out);
    }
    fputs("const struct sx_globals_spec sx_table_globals[] = {\n", out);
    for (size_t i = 0; i < c->globals.count; i++) {
        fputs("    {STR_INIT(", out);
        write_literal(out, c->globals.items[i].section);
        fprintf(out, "), globals_%zu, %zu},\n", i, c->globals.items[i].properties.count);
    }
    fprintf(out, "};\nconst size_t sx_table_globals_count = %zu;\n\n", c->globals.count);
}

static void write_cloudformation(struct compiler *c, FILE *out) {
    for (size_t i = 0; i < c->cloudformation.count; i++) {
        if (c->cloudformation.items[i].replaces.count)
            write_names(out, "replaces", (unsigned)i, &c->cloudformation.items[i].replaces);
    }
    fputs("const struct sx_cloudformation_spec sx_table_cloudformation[] = {\n", out);
    for (size_t i = 0; i < c->cloudformation.count; i++) {
        const struct cloudformation *type = &c->cloudformation.items[i];
        fputs("    {.type = STR_INIT(", out);
        write_literal(out, type->type);
        fprintf(out, "), .tags = %s", type->tags ? "true" : "false");
        if (type->replaces.count)
            fprintf(out, ", .replaces = replaces_%zu", i);
        if (type->object)
            fprintf(out, ", .object = &sx_table_objects[%zu]", type->object->at);
        fputs("},\n", out);
    }
    fprintf(out, "};\nconst size_t sx_table_cloudformation_count = %zu;\n\n", c->cloudformation.count);
}

static void write_attributes(struct compiler *c, FILE *out) {
    size_t first = 0;
    fputs("const struct sx_text sx_table_attribute_names[] = {\n", out);
    for (size_t i = 0; i < c->attributes.count; i++)
        for (size_t j = 0; j < c->attributes.items[i].names.count; j++) {
            fputs("    ", out);
            write_place(c, out, c->attributes.items[i].names.items[j]);
            fputs(",\n", out);
        }
    fputs("    {0, 0}, /* the end; C has no empty tables */\n};\n", out);
    fputs("const struct sx_attribute_list sx_table_attributes[] = {\n", out);
    for (size_t i = 0; i < c->attributes.count; i++) {
        const struct attributes *attributes = &c->attributes.items[i];
        fputs("    {", out);
        write_place(c, out, attributes->type);
        fprintf(out, ", %zu, %zu, %s}, /* %s */\n", first, attributes->names.count, attributes->open ? "true" : "false",
                attributes->type);
        first += attributes->names.count;
    }
    fprintf(out, "};\nconst size_t sx_table_attributes_count = %zu;\n\n", c->attributes.count);
}

static void write_partitions(struct compiler *c, FILE *out) {
    fputs("const struct sx_partition sx_table_partitions[] = {\n", out);
    for (size_t i = 0; i < c->partitions.count; i++) {
        fputs("    {STR_INIT(", out);
        write_literal(out, c->partitions.items[i].prefix);
        fputs("), STR_INIT(", out);
        write_literal(out, c->partitions.items[i].partition);
        fputs(")},\n", out);
    }
    fprintf(out, "};\nconst size_t sx_table_partition_count = %zu;\n", c->partitions.count);
}

/** C has no empty tables, and an installation without one of these would be broken. */
static bool is_complete(struct compiler *c) {
    const struct {
        const char *name;
        size_t count;
    } parts[] = {
        {"resource", c->resources.count},
        {"event", c->events.count},
        {"event (of: StateMachine)", c->state_machine_events.count},
        {"embedded", c->embedded_resources.count},
        {"globals", c->globals.count},
        {"cloudformation", c->cloudformation.count},
        {"attributes", c->attributes.count},
        {"policy_templates", c->policy_templates.count},
        {"connectors", c->connector_pairs.count},
        {"managed_policies", c->managed_policies.count},
        {"partitions", c->partitions.count},
        {"runtimes", c->runtimes.count},
        {"time_zones", c->time_zones.count},
        {"rule", c->rules != NULL},
    };
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        if (!parts[i].count)
            complain(c, (struct place){"spec-compiler", 0}, "no file with '%s' was given", parts[i].name);
    }
    return !c->complaints;
}

void write_tables(struct compiler *c, FILE *out) {
    sort_objects(c, c->resources.items, c->resources.count);
    sort_objects(c, c->events.items, c->events.count);
    sort_objects(c, c->state_machine_events.items, c->state_machine_events.count);
    sort_objects(c, c->embedded_resources.items, c->embedded_resources.count);
    sort(c, c->globals.items, c->globals.count, sizeof(*c->globals.items));
    sort(c, c->cloudformation.items, c->cloudformation.count, sizeof(*c->cloudformation.items));
    sort(c, c->attributes.items, c->attributes.count, sizeof(*c->attributes.items));
    sort(c, c->policy_templates.items, c->policy_templates.count, sizeof(*c->policy_templates.items));
    sort(c, c->runtimes.items, c->runtimes.count, sizeof(*c->runtimes.items));
    sort(c, c->managed_policies.items, c->managed_policies.count, sizeof(*c->managed_policies.items));
    if (!is_complete(c))
        return;
    fputs("/* Written by the spec compiler from the files of spec/. */\n\n#include \"spec/tables.h\"\n\n#include "
          "<math.h>\n\n",
          out);
    /* Some texts are longer than what the C standard guarantees for a literal; gcc and clang take them. */
    fputs("#if defined(__GNUC__)\n#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n#endif\n\n", out);
    write_objects(c, out);
    write_globals(c, out);
    write_cloudformation(c, out);
    write_attributes(c, out);
    write_policy_templates(c, out);
    write_connectors(c, out);
    write_managed_policies(c, out);
    write_partitions(c, out);
    write_runtimes(c, out);
    write_time_zones(c, out);
    write_rules(c, out);
    write_places(c, out);
}
