/* SPDX-License-Identifier: Apache-2.0 */

/* spec/rules/NAME.yaml: what a rule means, and the template that shows it. The catalogue is lib/diag/rules.def. */

#include "compiler.h"

#include "diag/diag.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *severity, *summary;
} catalogue[] = {
#define SX_RULE(identifier, name, severity, summary) {name, #severity, summary},
#include "diag/rules.def"
#undef SX_RULE
};

static struct rule *rule_named(struct compiler *c, const char *name) {
    if (!c->rules)
        c->rules = allocate(c, SX_RULE_COUNT * sizeof(*c->rules));
    for (size_t i = 0; i < SX_RULE_COUNT; i++) {
        if (!strcmp(catalogue[i].name, name))
            return &c->rules[i];
    }
    return NULL;
}

/** "8:23" */
static void read_position(struct compiler *c, const struct yaml *source, struct rule *rule) {
    const char *text = yaml_text(c, source, "at");
    char *end = NULL;
    rule->line = text ? strtoul(text, &end, 10) : 0;
    rule->column = end && *end == ':' ? strtoul(end + 1, &end, 10) : 0;
    if (text && (*end || !rule->line || !rule->column))
        complain(c, yaml_get(source, "at")->place, "a position is LINE:COLUMN");
}

void read_rule(struct compiler *c, const struct yaml *document) {
    static const char *const keys[] = {"rule", "explanation", "breaking", "at", "mended", "not_shown", NULL};
    yaml_allow_keys(c, document, keys);
    const char *name = yaml_text(c, document, "rule");
    struct rule *rule = name ? rule_named(c, name) : NULL;
    if (!rule) {
        complain(c, document->place, "lib/diag/rules.def has no such rule");
        return;
    }
    if (rule->explanation)
        complain(c, document->place, "'%s' is explained in another file too", name);
    rule->explanation = yaml_text(c, document, "explanation");
    rule->breaking = yaml_text(c, document, "breaking");
    rule->mended = yaml_text(c, document, "mended");
    read_position(c, document, rule);
    bool shown = rule->breaking && rule->mended && rule->line;
    if (!rule->explanation || shown == (yaml_text(c, document, "not_shown") != NULL))
        complain(c, document->place, "a rule has an explanation, and breaking, at and mended, or else not_shown");
}

void check_rules(struct compiler *c) {
    for (size_t i = 0; c->rules && i < SX_RULE_COUNT; i++) {
        if (!c->rules[i].explanation)
            complain(c, (struct place){"lib/diag/rules.def", 0}, "no file of spec/rules explains the rule '%s'",
                     catalogue[i].name);
    }
}

static void write_member(FILE *out, const char *text) {
    fputs(", ", out);
    if (text)
        write_literal(out, text);
    else
        fputs("NULL", out);
}

void write_rules(struct compiler *c, FILE *out) {
    fputs("const samx_rule sx_table_rules[] = {\n", out);
    for (size_t i = 0; i < SX_RULE_COUNT; i++) {
        const struct rule *rule = rule_named(c, catalogue[i].name);
        fputs("    {", out);
        write_literal(out, catalogue[i].name);
        fprintf(out, ", %s", catalogue[i].severity);
        write_member(out, catalogue[i].summary);
        write_member(out, rule->explanation);
        write_member(out, rule->breaking);
        fprintf(out, ", %lu, %lu", rule->line, rule->column);
        write_member(out, rule->mended);
        fputs("},\n", out);
    }
    fprintf(out, "};\nconst size_t sx_table_rule_count = %d;\n\n", SX_RULE_COUNT);
}
