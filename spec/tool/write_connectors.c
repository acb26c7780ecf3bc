/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include <stdlib.h>
#include <string.h>

static void write_member(FILE *out, const char *before, const char *text) {
    fputs(before, out);
    fputs("STR_INIT(", out);
    write_literal(out, text);
    fputc(')', out);
}

/* --------------------------------------------------------------------------------------------------------- types -- */

static int compare_types(const void *a, const void *b) {
    const struct connector_type *left = a, *right = b;
    return strcmp(left->type, right->type);
}

/** "Ref", "GetAtt Arn", or a text that is the value itself. */
static void write_expression(FILE *out, const char *expression) {
    static const char get_att[] = "GetAtt ";
    if (!expression) {
        fputs("{SX_EXPRESSION_NONE, NULL}", out);
    } else if (!strcmp(expression, "Ref")) {
        fputs("{SX_EXPRESSION_REF, NULL}", out);
    } else {
        bool attribute = !strncmp(expression, get_att, sizeof(get_att) - 1);
        fprintf(out, "{SX_EXPRESSION_%s, ", attribute ? "GET_ATT" : "TEXT");
        write_literal(out, attribute ? expression + sizeof(get_att) - 1 : expression);
        fputc('}', out);
    }
}

static void write_type(FILE *out, const struct connector_type *type) {
    static const char targets[] = "Targets[].";
    write_member(out, "    {.type = ", type->type);
    if (type->sam) {
        fputs(", .sam = ", out);
        write_literal(out, type->sam);
    }
    if (type->role) {
        bool of_target = !strncmp(type->role, targets, sizeof(targets) - 1);
        fputs(", .role = ", out);
        write_literal(out, of_target ? type->role + sizeof(targets) - 1 : type->role);
        fprintf(out, ", .role_of_target = %s", of_target ? "true" : "false");
    }
    fputs(", .values = {", out);
    for (size_t i = 0; i < SX_CONNECTOR_VALUE_COUNT; i++) {
        fputs(i ? ", " : "", out);
        write_expression(out, type->values[i]);
    }
    fputs("}},\n", out);
}

static void write_types(struct compiler *c, FILE *out) {
    qsort(c->connector_types.items, c->connector_types.count, sizeof(*c->connector_types.items), compare_types);
    fputs("const struct sx_connector_type sx_table_connector_types[] = {\n", out);
    for (size_t i = 0; i < c->connector_types.count; i++)
        write_type(out, &c->connector_types.items[i]);
    fprintf(out, "};\nconst size_t sx_table_connector_type_count = %zu;\n\n", c->connector_types.count);
}

/* ------------------------------------------------------------------------------------------------------ profiles -- */

static void write_permissions(struct compiler *c, FILE *out, const struct connector_profile *profile, size_t number) {
    fprintf(out, "static const struct sx_connector_permission connector_permissions_%zu[] = {", number);
    for (size_t i = 0; i < profile->permissions.count; i++) {
        write_member(out, i ? ", {" : "{", profile->permissions.items[i].name);
        fputs(", STR_INIT(", out);
        write_tree(c, out, profile->permissions.items[i].definition);
        fputs(")}", out);
    }
    fputs("};\n", out);
}

static void write_choices(FILE *out, const struct connector_profile *profile, size_t number) {
    fprintf(out, "static const struct sx_connector_choice connector_choices_%zu[] = {", number);
    for (size_t i = 0; i < profile->choices.count; i++) {
        fprintf(out, "%s{%u, ", i ? ", " : "", profile->choices.items[i].permissions);
        write_member(out, "", profile->choices.items[i].text);
        fputc('}', out);
    }
    fputs("};\n", out);
}

static void write_profile(struct compiler *c, FILE *out, const struct connector_profile *profile, size_t number) {
    write_permissions(c, out, profile, number);
    if (profile->choices.count)
        write_choices(out, profile, number);
    fprintf(out,
            "static const struct sx_connector_profile connector_profile_%zu = {\n"
            "    .grants = %s, .at_source = %s, .depended_by = %s,\n"
            "    .permissions = connector_permissions_%zu, .permission_count = %zu",
            number, profile->grants, profile->at_source ? "true" : "false", profile->depended_by, number,
            profile->permissions.count);
    if (profile->choices.count)
        fprintf(out, ",\n    .choices = connector_choices_%zu, .choice_count = %zu", number, profile->choices.count);
    fputs("};\n", out);
}

static int compare_pairs(const void *a, const void *b) {
    const struct connector_pair *left = a, *right = b;
    int order = strcmp(left->source, right->source);
    return order ? order : strcmp(left->destination, right->destination);
}

void write_connectors(struct compiler *c, FILE *out) {
    size_t count = c->connector_pairs.count;
    const struct connector_pair *pairs = c->connector_pairs.items;
    write_types(c, out);
    for (size_t i = 0; i < c->connector_profiles.count; i++)
        write_profile(c, out, &c->connector_profiles.items[i], i);
    qsort(c->connector_pairs.items, count, sizeof(*pairs), compare_pairs);
    fputs("const struct sx_connector_pair sx_table_connector_pairs[] = {\n", out);
    for (size_t i = 0; i < count; i++) {
        if (i && !compare_pairs(&pairs[i - 1], &pairs[i]))
            complain(c, (struct place){"spec-compiler", 0}, "'%s' to '%s': two profiles", pairs[i].source,
                     pairs[i].destination);
        write_member(out, "    {", pairs[i].source);
        write_member(out, ", ", pairs[i].destination);
        fprintf(out, ", &connector_profile_%zu},\n", pairs[i].profile);
    }
    fprintf(out, "};\nconst size_t sx_table_connector_pair_count = %zu;\n\n", count);
}
