/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include "spec/spec.h"

#include <stdlib.h>
#include <string.h>

static void write_kinds(FILE *out, unsigned kinds) {
    static const struct {
        unsigned kind;
        const char *name;
    } names[] = {
        {SX_TYPE_STRING, "STRING"}, {SX_TYPE_MAP, "MAP"},   {SX_TYPE_LIST, "LIST"}, {SX_TYPE_INT, "INT"},
        {SX_TYPE_FLOAT, "FLOAT"},   {SX_TYPE_BOOL, "BOOL"}, {SX_TYPE_NULL, "NULL"},
    };
    const char *separator = "";
    if (!kinds || kinds == SX_TYPE_ANY) {
        fputs(kinds ? "SX_TYPE_ANY" : "0", out);
        return;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (kinds & names[i].kind) {
            fprintf(out, "%sSX_TYPE_%s", separator, names[i].name);
            separator = " | ";
        }
    }
}

static void write_type(FILE *out, const char *member, const struct type *type) {
    fprintf(out, ", .%s = {", member);
    write_kinds(out, type->self);
    fputs(", ", out);
    write_kinds(out, type->items);
    fputs(", ", out);
    write_kinds(out, type->values);
    fputc('}', out);
}

static void write_flag(FILE *out, const char *member, bool value) {
    if (value)
        fprintf(out, ", .%s = true", member);
}

/** The place of a text, unless there is none. */
static void write_text(struct compiler *c, FILE *out, const char *member, const char *value) {
    if (value)
        fprintf(out, ", .%s = %zu", member, place_text(c, value));
}

/** The place of a list of the property at `index`; see write_list(). */
static void write_list_place(struct compiler *c, FILE *out, const char *what, const struct object *object, size_t index,
                             const struct names *names) {
    char name[64];
    snprintf(name, sizeof(name), "%s_%u_%zu", what, object->number, index);
    if (names->count)
        fprintf(out, ", .%s_at = %zu", what, place_list(c, copy_text(c, name, strlen(name))));
}

static void write_bounds(struct compiler *c, FILE *out, const struct property *property) {
    if (!property->minimum && !property->maximum && !property->min_length && !property->max_length)
        return;
    const char *bounds = join(c, property->minimum ? property->minimum : "-INFINITY", ", ",
                              property->maximum ? property->maximum : "INFINITY", ", ",
                              property->min_length ? property->min_length : "0", ", ",
                              property->max_length ? property->max_length : "SIZE_MAX", NULL);
    fprintf(out, ", .bounds_at = %zu", place_bounds(c, bounds));
}

static void write_property(struct compiler *c, FILE *out, const struct object *object, size_t index) {
    const struct property *property = &object->properties[index];
    fputs("    {.name = ", out);
    write_place(c, out, property->name);
    write_type(out, "check", &property->check);
    write_flag(out, "required", property->required);
    write_flag(out, "intrinsics", property->intrinsics);
    write_flag(out, "values_checked", property->values_checked);
    write_text(c, out, "expected_at", property->expected);
    write_type(out, "type", &property->type);
    write_flag(out, "type_required", property->type_required);
    write_flag(out, "unused", property->unused);
    write_list_place(c, out, "values", object, index, &property->values);
    if (property->object)
        fprintf(out, ", .object_at = %zu", property->object->at);
    write_text(c, out, "cloudformation_at", property->cloudformation);
    write_flag(out, "values_open", property->values_open);
    write_bounds(c, out, property);
    if (property->format)
        fprintf(out, ", .format = %s", property->format);
    write_list_place(c, out, "requires", object, index, &property->requires);
    write_list_place(c, out, "excludes", object, index, &property->excludes);
    write_list_place(c, out, "useless_without", object, index, &property->useless_without);
    write_list_place(c, out, "useless_with", object, index, &property->useless_with);
    fprintf(out, "}, /* %s */\n", property->name);
}

static int compare_properties(const void *a, const void *b) {
    const struct property *const *left = a, *const *right = b;
    return strcmp((*left)->name, (*right)->name);
}

static void write_sorted(struct compiler *c, FILE *out, const struct object *object) {
    const struct property **sorted = allocate(c, object->count * sizeof(*sorted));
    for (size_t i = 0; i < object->count; i++)
        sorted[i] = &object->properties[i];
    qsort(sorted, object->count, sizeof(*sorted), compare_properties);
    fprintf(out, "static const uint16_t sorted_%u[] = {", object->number);
    for (size_t i = 0; i < object->count; i++)
        fprintf(out, "%s%zu", i ? ", " : "", (size_t)(sorted[i] - object->properties));
    fputs("};\n", out);
}

/** A list of names of the property at `index`, under a name of its own. */
static void write_list(FILE *out, const char *what, const struct object *object, size_t index,
                       const struct names *names) {
    char name[32];
    snprintf(name, sizeof(name), "%s_%u", what, object->number);
    if (names->count)
        write_names(out, name, (unsigned)index, names);
}

static void write_groups(FILE *out, const struct object *object) {
    for (size_t i = 0; i < object->groups.count; i++)
        write_list(out, "group", object, i, &object->groups.items[i].names);
    if (!object->groups.count)
        return;
    fprintf(out, "static const struct sx_group_spec groups_%u[] = {\n", object->number);
    for (size_t i = 0; i < object->groups.count; i++)
        fprintf(out, "    {%s, group_%u_%zu},\n", object->groups.items[i].kind, object->number, i);
    fputs("};\n", out);
}

static void write_properties(struct compiler *c, FILE *out, const struct object *object) {
    for (size_t i = 0; i < object->count; i++) {
        write_list(out, "values", object, i, &object->properties[i].values);
        write_list(out, "requires", object, i, &object->properties[i].requires);
        write_list(out, "excludes", object, i, &object->properties[i].excludes);
        write_list(out, "useless_without", object, i, &object->properties[i].useless_without);
        write_list(out, "useless_with", object, i, &object->properties[i].useless_with);
    }
    write_groups(out, object);
    fprintf(out, "static const struct sx_property_spec properties_%u[] = {\n", object->number);
    for (size_t i = 0; i < object->count; i++)
        write_property(c, out, object, i);
    fputs("};\n", out);
    write_sorted(c, out, object);
}

/** {name, properties, count, sorted, groups, group_count, whole} */
static void write_object(FILE *out, const struct object *object) {
    fputs("{STR_INIT(", out);
    write_literal(out, object->name);
    fprintf(out, "), properties_%u, %zu, sorted_%u", object->number, object->count, object->number);
    if (object->groups.count)
        fprintf(out, ", groups_%u, %zu", object->number, object->groups.count);
    else
        fputs(", NULL, 0", out);
    fprintf(out, ", %s}", object->whole ? "true" : "false");
}

static void write_table(struct compiler *c, FILE *out, const char *name, struct object *const *objects, size_t count) {
    for (size_t i = 0; i < count; i++)
        write_properties(c, out, objects[i]);
    fprintf(out, "const struct sx_object_spec sx_table_%ss[] = {\n", name);
    for (size_t i = 0; i < count; i++) {
        fputs("    ", out);
        write_object(out, objects[i]);
        fputs(",\n", out);
    }
    fprintf(out, "};\nconst size_t sx_table_%s_count = %zu;\n\n", name, count);
}

void write_objects(struct compiler *c, FILE *out) {
    for (size_t i = 0; i < c->objects.count; i++)
        write_properties(c, out, c->objects.items[i]);
    fputs("const struct sx_object_spec sx_table_objects[] = {\n    {STR_INIT(\"\"), NULL, 0, NULL, NULL, 0, false},\n",
          out);
    for (size_t i = 0; i < c->objects.count; i++) {
        fputs("    ", out);
        write_object(out, c->objects.items[i]);
        fputs(",\n", out);
    }
    fputs("};\n\n", out);
    write_table(c, out, "resource", c->resources.items, c->resources.count);
    write_table(c, out, "event", c->events.items, c->events.count);
    write_table(c, out, "state_machine_event", c->state_machine_events.items, c->state_machine_events.count);
    write_table(c, out, "embedded_resource", c->embedded_resources.items, c->embedded_resources.count);
}
