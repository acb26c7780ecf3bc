/* SPDX-License-Identifier: Apache-2.0 */

/* SARIF 2.1.0 (OASIS), for code scanning and editors: one run over all templates. */

#include "base/sha1.h"
#include "diag/diag.h"
#include "diag/json.h"
#include "diag/render.h"

#include <stdlib.h>

/* ----------------------------------------------------------------------------------------------------------- texts */

/* The text that was built, as a value. */
static json_t *take_text(struct sx_rendering *rendering) {
    char *text = sx_rendering_take(rendering, NULL);
    json_t *value = text ? sx_json_text(text) : NULL;
    free(text);
    return value;
}

static json_t *message_of(json_t *text) {
    return SX_JSON_OBJECT({"text", text});
}

static json_t *message_with_hint(const samx_diagnostic *diagnostic) {
    struct sx_rendering text = {0};
    sx_rendering_add_text(&text, diagnostic->message);
    if (diagnostic->hint) {
        sx_rendering_add(&text, STR("\nhint: "));
        sx_rendering_add_text(&text, diagnostic->hint);
    }
    return message_of(take_text(&text));
}

static bool is_unreserved(char byte) {
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           (byte && strchr("-._~/", byte));
}

/* RFC 3986: relative to where the program runs, or a file URI for an absolute path. Bytes need not be UTF-8. */
static json_t *uri_of(const char *file) {
    struct sx_rendering uri = {0};
    while (file[0] == '.' && file[1] == '/')
        for (file += 2; *file == '/';)
            file++;
    if (*file == '/')
        sx_rendering_add(&uri, STR("file://"));
    for (; *file; file++) {
        unsigned char byte = (unsigned char)*file;
        const char escaped[] = {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 0xf]};
        if (is_unreserved(*file))
            sx_rendering_add(&uri, (struct sx_string){file, 1});
        else
            sx_rendering_add(&uri, (struct sx_string){escaped, sizeof escaped});
    }
    return take_text(&uri);
}

/* ----------------------------------------------------------------------------------------------------------- rules */

static const char *level_of(samx_severity severity) {
    switch (severity) {
    case SAMX_SEVERITY_INFO:
        return "note";
    case SAMX_SEVERITY_WARNING:
        return "warning";
    case SAMX_SEVERITY_ERROR:
        break;
    }
    return "error";
}

static void add_example(struct sx_rendering *help, const char *title, const char *template, const char *fence) {
    sx_rendering_add(help, STR("\n"));
    sx_rendering_add_text(help, title);
    sx_rendering_add(help, STR("\n\n"));
    if (*fence) {
        sx_rendering_add_text(help, fence);
        sx_rendering_add(help, STR("yaml\n"));
    }
    sx_rendering_add_text(help, template);
    sx_rendering_add_text(help, fence);
    if (*fence)
        sx_rendering_add(help, STR("\n"));
}

static json_t *help_text(const samx_rule *rule, const char *fence) {
    struct sx_rendering help = {0};
    sx_rendering_add_text(&help, rule->explanation);
    if (rule->breaking) {
        add_example(&help, "This breaks it:", rule->breaking, fence);
        add_example(&help, "This does not:", rule->mended, fence);
    }
    return take_text(&help);
}

static json_t *json_of_rule(const samx_rule *rule) {
    return SX_JSON_OBJECT({"id", sx_json_text(rule->name)},
                          {"shortDescription", message_of(sx_json_text(rule->summary))},
                          {"fullDescription", message_of(sx_json_text(rule->explanation))},
                          {"help", SX_JSON_OBJECT({"text", help_text(rule, "")}, {"markdown", help_text(rule, "```")})},
                          {"defaultConfiguration", SX_JSON_OBJECT({"level", sx_json_text(level_of(rule->severity))})});
}

/* The rules that there are findings of, and the place of each in the list of them. */
struct used_rules {
    bool used[SX_RULE_COUNT];
    size_t index[SX_RULE_COUNT];
};

static void find_used_rules(struct used_rules *rules, const struct sx_render_input *inputs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < inputs[i].count; j++) {
            enum sx_rule rule = sx_rule_named(sx_string_from(inputs[i].diagnostics[j]->rule));
            if (rule < SX_RULE_COUNT)
                rules->used[rule] = true;
        }
    }
    size_t next = 0;
    for (size_t rule = 0; rule < SX_RULE_COUNT; rule++) {
        rules->index[rule] = next;
        next += rules->used[rule];
    }
}

static json_t *json_of_rules(const struct used_rules *rules) {
    json_t *list = json_array();
    for (size_t rule = 0; rule < SX_RULE_COUNT; rule++) {
        if (rules->used[rule])
            list = sx_json_append(list, json_of_rule(samx_rule_at(rule)));
    }
    return list;
}

/* --------------------------------------------------------------------------------------------------------- results */

/* Ends are exclusive in both; columns are characters in both, as the run says with columnKind. */
static json_t *json_of_region(const samx_diagnostic *diagnostic) {
    return SX_JSON_OBJECT(
        {"startLine", sx_json_count(diagnostic->line)}, {"startColumn", sx_json_count(diagnostic->column)},
        {"endLine", sx_json_count(diagnostic->end_line)}, {"endColumn", sx_json_count(diagnostic->end_column)});
}

static json_t *json_of_locations(const samx_diagnostic *diagnostic) {
    const char *region = diagnostic->line > 0 ? "region" : NULL;
    const char *logical = *diagnostic->path ? "logicalLocations" : NULL;
    json_t *physical = SX_JSON_OBJECT({"artifactLocation", SX_JSON_OBJECT({"uri", uri_of(diagnostic->file)})},
                                      {region, region ? json_of_region(diagnostic) : NULL});
    json_t *path = NULL;
    if (logical)
        path = sx_json_append(json_array(), SX_JSON_OBJECT({"fullyQualifiedName", sx_json_text(diagnostic->path)}));
    return sx_json_append(json_array(), SX_JSON_OBJECT({"physicalLocation", physical}, {logical, path}));
}

/* What tells a finding from others when lines move: the rule, the place in the template, and the message. */
static json_t *json_of_fingerprints(const samx_diagnostic *diagnostic) {
    const char *const parts[] = {diagnostic->rule, "\n", diagnostic->path, "\n", diagnostic->message};
    struct sx_sha1 digest;
    char digits[41];
    sx_sha1_begin(&digest);
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        sx_sha1_add(&digest, sx_string_from(parts[i]));
    sx_sha1_digits(&digest, digits);
    return SX_JSON_OBJECT({"rulePathMessage/v1", sx_json_text(digits)});
}

static json_t *json_of_result(const samx_diagnostic *diagnostic, const struct used_rules *rules) {
    enum sx_rule rule = sx_rule_named(sx_string_from(diagnostic->rule));
    const char *index = rule < SX_RULE_COUNT ? "ruleIndex" : NULL;
    return SX_JSON_OBJECT(
        {"ruleId", sx_json_text(diagnostic->rule)}, {index, index ? sx_json_count(rules->index[rule]) : NULL},
        {"level", sx_json_text(level_of(diagnostic->severity))}, {"message", message_with_hint(diagnostic)},
        {"locations", json_of_locations(diagnostic)}, {"partialFingerprints", json_of_fingerprints(diagnostic)});
}

static json_t *json_of_results(const struct sx_render_input *inputs, size_t count, const struct used_rules *rules) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < inputs[i].count; j++)
            list = sx_json_append(list, json_of_result(inputs[i].diagnostics[j], rules));
    }
    return list;
}

char *sx_render_sarif(const struct sx_render_input *inputs, size_t count, size_t *length) {
    struct used_rules rules = {.used = {false}};
    find_used_rules(&rules, inputs, count);
    json_t *driver =
        SX_JSON_OBJECT({"name", sx_json_text("samx")}, {"version", sx_json_text(samx_version())},
                       {"semanticVersion", sx_json_text(samx_version())}, {"rules", json_of_rules(&rules)});
    json_t *run =
        SX_JSON_OBJECT({"tool", SX_JSON_OBJECT({"driver", driver})}, {"columnKind", sx_json_text("unicodeCodePoints")},
                       {"results", json_of_results(inputs, count, &rules)});
    json_t *root =
        SX_JSON_OBJECT({"$schema", sx_json_text("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                                                "sarif-schema-2.1.0.json")},
                       {"version", sx_json_text("2.1.0")}, {"runs", sx_json_append(json_array(), run)});
    return sx_json_print(root, length);
}
