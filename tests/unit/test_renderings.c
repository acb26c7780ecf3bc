/* SPDX-License-Identifier: Apache-2.0 */

/* Findings as SARIF, JUnit's XML and workflow commands of GitHub: what hostile names and messages cannot break. */

#include "diag/render.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define REPLACED "\xef\xbf\xbd"

static const samx_diagnostic error_finding = {
    .file = "api/template.yaml",
    .line = 14,
    .column = 13,
    .end_line = 14,
    .end_column = 19,
    .path = "Resources.Resize.Properties",
    .rule = "event-source-target",
    .severity = SAMX_SEVERITY_ERROR,
    .message = "It leads nowhere.",
    .hint = "did you mean 'Uploads'?",
};
static const samx_diagnostic warning_finding = {
    .file = "api/template.yaml",
    .line = 20,
    .column = 1,
    .end_line = 22,
    .end_column = 4,
    .path = "Resources.Resize",
    .rule = "duplicate-key",
    .severity = SAMX_SEVERITY_WARNING,
    .message = "It is there twice.",
};
static const samx_diagnostic unplaced_finding = {
    .file = "api/template.yaml",
    .path = "",
    .rule = "limit",
    .severity = SAMX_SEVERITY_INFO,
    .message = "too large",
};
static const samx_diagnostic hostile_finding = {
    .file = "a b,c:d%\"'<&>]]>\n\x1b\xff.yaml",
    .line = 1,
    .column = 1,
    .end_line = 1,
    .end_column = 1,
    .path = "Resources.<&\">",
    .rule = "syntax",
    .severity = SAMX_SEVERITY_ERROR,
    .message = "one\r\n::error::two %0A <b>&\"'\x01\xef\xbf\xbe\t\xed\xa0\x80",
    .hint = "three\nfour",
};

typedef char *renderer(const struct sx_render_input *inputs, size_t count, size_t *length);

static char *render(renderer *rendering, const samx_diagnostic *diagnostic) {
    struct sx_render_input input = {&diagnostic, diagnostic != NULL, STR(""),
                                    diagnostic ? diagnostic->file : "empty.yaml"};
    size_t length = 0;
    char *text = rendering(&input, 1, &length);
    cr_assert(text != NULL);
    cr_expect(eq(sz, strlen(text), length));
    return text;
}

static void expect_rendered(renderer *rendering, const samx_diagnostic *diagnostic, const char *expected) {
    char *text = render(rendering, diagnostic);
    cr_expect(eq(str, text, (char *)expected));
    free(text);
}

/* ---------------------------------------------------------------------------------------------------------- GitHub */

Test(github, has_the_place_the_rule_and_the_message) {
    expect_rendered(sx_render_github, &error_finding,
                    "::error file=api/template.yaml,line=14,endLine=14,col=13,endColumn=18,title=event-source-target::"
                    "It leads nowhere.%0Ahint: did you mean 'Uploads'?\n");
}

Test(github, a_place_of_several_lines_has_no_columns) {
    expect_rendered(sx_render_github, &warning_finding,
                    "::warning file=api/template.yaml,line=20,endLine=22,title=duplicate-key::It is there twice.\n");
}

Test(github, a_finding_without_a_place_has_the_file_alone) {
    expect_rendered(sx_render_github, &unplaced_finding, "::notice file=api/template.yaml,title=limit::too large\n");
}

Test(github, nothing_ends_a_command_early) {
    expect_rendered(sx_render_github, &hostile_finding,
                    "::error file=a b%2Cc%3Ad%25\"'<&>]]>%0A" REPLACED REPLACED
                    ".yaml,line=1,endLine=1,col=1,endColumn=1,title=syntax::"
                    "one%0D%0A::error::two %250A <b>&\"'" REPLACED "\xef\xbf\xbe\t" REPLACED "%0Ahint: three%0Afour\n");
}

/* ----------------------------------------------------------------------------------------------------------- JUnit */

#define JUNIT(tests, failures, skipped, name, cases)                                                               \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                 \
    "<testsuites name=\"samx\" tests=\"" tests "\" failures=\"" failures "\" errors=\"0\" skipped=\"" skipped      \
    "\" time=\"0\">\n"                                                                                             \
    "  <testsuite name=\"" name "\" tests=\"" tests "\" failures=\"" failures "\" errors=\"0\" skipped=\"" skipped \
    "\" time=\"0\">\n" cases "  </testsuite>\n</testsuites>\n"

Test(junit, an_error_is_a_failure) {
    expect_rendered(sx_render_junit, &error_finding,
                    JUNIT("1", "1", "0", "api/template.yaml",
                          "    <testcase name=\"event-source-target at Resources.Resize.Properties (14:13)\" "
                          "classname=\"api/template.yaml\" file=\"api/template.yaml\" line=\"14\" time=\"0\">\n"
                          "      <failure message=\"It leads nowhere.\" type=\"event-source-target\">"
                          "api/template.yaml:14:13: error: It leads nowhere.&#10;hint: did you mean 'Uploads'?"
                          "</failure>\n"
                          "    </testcase>\n"));
}

Test(junit, a_warning_counts_as_skipped) {
    expect_rendered(sx_render_junit, &warning_finding,
                    JUNIT("1", "0", "1", "api/template.yaml",
                          "    <testcase name=\"duplicate-key at Resources.Resize (20:1)\" "
                          "classname=\"api/template.yaml\" file=\"api/template.yaml\" line=\"20\" time=\"0\">\n"
                          "      <skipped message=\"It is there twice.\">"
                          "api/template.yaml:20:1: warning: It is there twice.</skipped>\n"
                          "    </testcase>\n"));
}

Test(junit, what_is_for_information_passes_and_needs_no_place) {
    expect_rendered(sx_render_junit, &unplaced_finding,
                    JUNIT("1", "0", "0", "api/template.yaml",
                          "    <testcase name=\"limit\" classname=\"api/template.yaml\" "
                          "file=\"api/template.yaml\" time=\"0\">\n"
                          "      <system-out>api/template.yaml: info: too large</system-out>\n"
                          "    </testcase>\n"));
}

Test(junit, a_template_without_findings_is_a_test_that_passes) {
    expect_rendered(sx_render_junit, NULL,
                    JUNIT("1", "0", "0", "empty.yaml",
                          "    <testcase name=\"no findings\" classname=\"empty.yaml\" file=\"empty.yaml\" "
                          "time=\"0\"/>\n"));
}

Test(junit, markup_and_controls_are_text) {
#define HOSTILE_FILE "a b,c:d%&quot;'&lt;&amp;&gt;]]&gt;&#10;" REPLACED REPLACED ".yaml"
#define HOSTILE_MESSAGE \
    "one&#13;&#10;::error::two %0A &lt;b&gt;&amp;&quot;'" REPLACED REPLACED "&#9;" REPLACED REPLACED REPLACED
    expect_rendered(sx_render_junit, &hostile_finding,
                    JUNIT("1", "1", "0", HOSTILE_FILE,
                          "    <testcase name=\"syntax at Resources.&lt;&amp;&quot;&gt; (1:1)\" "
                          "classname=\"" HOSTILE_FILE "\" file=\"" HOSTILE_FILE "\" line=\"1\" time=\"0\">\n"
                          "      <failure message=\"" HOSTILE_MESSAGE "\" type=\"syntax\">" HOSTILE_FILE
                          ":1:1: error: " HOSTILE_MESSAGE "&#10;hint: three&#10;four</failure>\n"
                          "    </testcase>\n"));
}

Test(junit, suites_add_up) {
    const samx_diagnostic *first[] = {&error_finding, &warning_finding}, *second[] = {&unplaced_finding};
    const struct sx_render_input inputs[] = {
        {first, 2, STR(""), "a"}, {NULL, 0, STR(""), "b"}, {second, 1, STR(""), "c"}};
    char *text = sx_render_junit(inputs, 3, NULL);
    const char *totals = "<testsuites name=\"samx\" tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"1\" time=\"0\">";
    cr_expect(strstr(text, totals) != NULL, "%s", text);
    free(text);
}

/* ----------------------------------------------------------------------------------------------------------- SARIF */

static json_t *sarif_of(const samx_diagnostic *diagnostic) {
    char *text = render(sx_render_sarif, diagnostic);
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    cr_assert(root != NULL, "%s", text);
    free(text);
    return root;
}

static json_t *run_of(const json_t *root) {
    return json_array_get(json_object_get(root, "runs"), 0);
}

static json_t *result_of(const json_t *root) {
    return json_array_get(json_object_get(run_of(root), "results"), 0);
}

static json_t *rules_of(const json_t *root) {
    return json_object_get(json_object_get(json_object_get(run_of(root), "tool"), "driver"), "rules");
}

/* The schema closes every object: each member is one that it names there, and has the type that it gives it. */
static void expect_members(json_t *object, const char *const *names, const json_type *types) {
    const char *key;
    json_t *value;
    bool is_object = json_is_object(object);
    cr_assert(is_object);
    json_object_foreach(object, key, value) {
        size_t i = 0;
        while (names[i] && strcmp(names[i], key) != 0)
            i++;
        cr_expect(names[i] && types[i] == json_typeof(value), "member %s", key);
    }
}
#define EXPECT_MEMBERS(object, names, ...) \
    expect_members((object), (const char *const[])names, (const json_type[]){__VA_ARGS__})
#define LIST(...) \
    { __VA_ARGS__, NULL }

static json_t *location_of(const json_t *root) {
    json_t *location = json_array_get(json_object_get(result_of(root), "locations"), 0);
    return json_object_get(location, "physicalLocation");
}

Test(sarif, has_what_the_standard_asks_for) {
    json_t *root = sarif_of(&error_finding), *run = run_of(root), *result = result_of(root);
    json_t *driver = json_object_get(json_object_get(run, "tool"), "driver"), *rule = json_array_get(rules_of(root), 0);
    EXPECT_MEMBERS(root, LIST("$schema", "version", "runs"), JSON_STRING, JSON_STRING, JSON_ARRAY);
    cr_expect(eq(str, (char *)json_string_value(json_object_get(root, "version")), "2.1.0"));
    EXPECT_MEMBERS(run, LIST("tool", "columnKind", "results"), JSON_OBJECT, JSON_STRING, JSON_ARRAY);
    cr_expect(eq(str, (char *)json_string_value(json_object_get(run, "columnKind")), "unicodeCodePoints"));
    EXPECT_MEMBERS(driver, LIST("name", "version", "semanticVersion", "rules"), JSON_STRING, JSON_STRING, JSON_STRING,
                   JSON_ARRAY);
    cr_expect(eq(str, (char *)json_string_value(json_object_get(driver, "name")), "samx"));
    EXPECT_MEMBERS(rule, LIST("id", "shortDescription", "fullDescription", "help", "defaultConfiguration"), JSON_STRING,
                   JSON_OBJECT, JSON_OBJECT, JSON_OBJECT, JSON_OBJECT);
    EXPECT_MEMBERS(json_object_get(rule, "help"), LIST("text", "markdown"), JSON_STRING, JSON_STRING);
    EXPECT_MEMBERS(result, LIST("ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"),
                   JSON_STRING, JSON_INTEGER, JSON_STRING, JSON_OBJECT, JSON_ARRAY, JSON_OBJECT);
    EXPECT_MEMBERS(location_of(root), LIST("artifactLocation", "region"), JSON_OBJECT, JSON_OBJECT);
    json_decref(root);
}

Test(sarif, has_the_place_and_the_message) {
    json_t *root = sarif_of(&error_finding), *result = result_of(root);
    json_t *expected = json_pack("{s:{s:s}, s:{s:i, s:i, s:i, s:i}}", "artifactLocation", "uri", "api/template.yaml",
                                 "region", "startLine", 14, "startColumn", 13, "endLine", 14, "endColumn", 19);
    cr_expect(json_equal(location_of(root), expected));
    json_decref(expected);
    const char *message = json_string_value(json_object_get(json_object_get(result, "message"), "text"));
    cr_expect(eq(str, (char *)message, "It leads nowhere.\nhint: did you mean 'Uploads'?"));
    cr_expect(eq(str, (char *)json_string_value(json_object_get(result, "level")), "error"));
    json_decref(root);
}

Test(sarif, lists_the_rules_that_were_found_once_and_in_the_order_of_the_catalogue) {
    const samx_diagnostic *found[] = {&warning_finding, &error_finding, &warning_finding};
    const struct sx_render_input input = {found, 3, STR(""), "template.yaml"};
    char *text = sx_render_sarif(&input, 1, NULL);
    json_t *root = json_loads(text, 0, NULL), *results = json_object_get(run_of(root), "results");
    cr_assert(eq(sz, json_array_size(rules_of(root)), 2));
    for (size_t i = 0; i < 3; i++) {
        const json_t *result = json_array_get(results, i);
        size_t index = (size_t)json_integer_value(json_object_get(result, "ruleIndex"));
        const json_t *rule = json_array_get(rules_of(root), index);
        cr_expect(json_equal(json_object_get(rule, "id"), json_object_get(result, "ruleId")));
        cr_expect(eq(str, (char *)json_string_value(json_object_get(rule, "id")), (char *)found[i]->rule));
    }
    json_decref(root);
    free(text);
}

Test(sarif, a_fingerprint_stays_when_lines_move) {
    samx_diagnostic moved = error_finding, other = error_finding;
    moved.line = moved.end_line = 99;
    other.path = "Resources.Other.Properties";
    json_t *root = sarif_of(&error_finding), *moved_root = sarif_of(&moved), *other_root = sarif_of(&other);
    const json_t *fingerprints = json_object_get(result_of(root), "partialFingerprints");
    cr_expect(json_equal(fingerprints, json_object_get(result_of(moved_root), "partialFingerprints")));
    cr_expect(not(json_equal(fingerprints, json_object_get(result_of(other_root), "partialFingerprints"))));
    json_decref(root);
    json_decref(moved_root);
    json_decref(other_root);
}

Test(sarif, a_finding_without_a_place_has_no_region) {
    json_t *root = sarif_of(&unplaced_finding);
    json_t *expected = json_pack("{s:{s:s}}", "artifactLocation", "uri", "api/template.yaml");
    cr_expect(json_equal(location_of(root), expected));
    cr_expect(eq(str, (char *)json_string_value(json_object_get(result_of(root), "level")), "note"));
    json_decref(expected);
    json_decref(root);
}

Test(sarif, no_findings_are_a_run_without_results) {
    json_t *root = sarif_of(NULL);
    bool are_lists = json_is_array(rules_of(root)) && json_is_array(json_object_get(run_of(root), "results"));
    cr_expect(are_lists);
    cr_expect(eq(sz, json_array_size(rules_of(root)), 0));
    json_decref(root);
}

static void expect_uri(const char *file, const char *expected) {
    samx_diagnostic diagnostic = unplaced_finding;
    diagnostic.file = file;
    json_t *root = sarif_of(&diagnostic);
    const json_t *uri = json_object_get(json_object_get(location_of(root), "artifactLocation"), "uri");
    cr_expect(eq(str, (char *)json_string_value(uri), (char *)expected));
    json_decref(root);
}

Test(sarif, names_are_uris) {
    expect_uri("template.yaml", "template.yaml");
    expect_uri("./a/./template.yaml", "a/./template.yaml");
    expect_uri(".//a.yaml", "a.yaml");
    expect_uri("../a b/t.yaml", "../a%20b/t.yaml");
    expect_uri("/srv/t.yaml", "file:///srv/t.yaml");
    expect_uri("<stdin>", "%3Cstdin%3E");
    expect_uri("a:b%20?c#d\\e\n\xc3\xa4\xff", "a%3Ab%2520%3Fc%23d%5Ce%0A%C3%A4%FF");
}

Test(sarif, a_message_is_text_whatever_it_holds) {
    json_t *root = sarif_of(&hostile_finding);
    const json_t *message = json_object_get(json_object_get(result_of(root), "message"), "text");
    cr_expect(eq(str, (char *)json_string_value(message),
                 "one\r\n::error::two %0A <b>&\"'\x01\xef\xbf\xbe\t" REPLACED REPLACED REPLACED "\nhint: three\nfour"));
    json_decref(root);
}

/* ---------------------------------------------------------------------------------------------------- the public API
 */

static samx_result *validate(const char *text) {
    samx_result *result = NULL;
    samx_validate(NULL, "template.yaml", text, strlen(text), &result);
    cr_assert(result != NULL);
    return result;
}

Test(renderings, a_result_keeps_its_findings_and_their_lines) {
    samx_result *result = validate("Transform: AWS::Serverless-2016-10-31\nOutptus: {}\n"
                                   "Resources: {T: {Type: AWS::Serverless::SimpleTable}}\n");
    char *text = NULL;
    const samx_result *results[] = {result, NULL};
    cr_expect(eq(int, (int)samx_render(results, 2, SAMX_RENDERING_TEXT, 0, &text, NULL), SAMX_OK));
    cr_expect(strstr(text, "    2 | Outptus: {}\n      | ^^^^^^^\n") != NULL, "%s", text);
    samx_free(text);
    samx_result_free(result);
}

Test(renderings, the_template_is_not_needed_after_the_call) {
    static const char written[] =
        "Resources: {T: {Type: AWS::Serverless::SimpleTable, Properties: {SSESpecification: 1}}}";
    char *template = malloc(sizeof written - 1); /* not terminated either */
    samx_result *result = NULL;
    cr_assert(template != NULL);
    memcpy(template, written, sizeof written - 1);
    cr_expect(eq(int, (int)samx_transform(NULL, "template.yaml", template, sizeof written - 1, &result),
                 SAMX_TEMPLATE_ERROR));
    memset(template, 'x', sizeof written - 1);
    free(template);
    char *text = NULL;
    const samx_result *results[] = {result};
    cr_expect(eq(int, (int)samx_render(results, 1, SAMX_RENDERING_TEXT, 0, &text, NULL), SAMX_OK));
    cr_expect(strstr(text, "    1 | Resources: {T: ") != NULL, "%s", text);
    samx_free(text);
    samx_result_free(result);
}

Test(renderings, each_is_one_text_of_all_results) {
    samx_result *bad = validate("Resources: [\n"), *good = validate("Resources: {T: {Type: AWS::SNS::Topic}}\n");
    const samx_result *results[] = {good, NULL, bad};
    for (int rendering = SAMX_RENDERING_TEXT; rendering <= SAMX_RENDERING_GITHUB; rendering++) {
        char *text = NULL;
        size_t length = 0;
        cr_expect(eq(int, (int)samx_render(results, 3, (samx_rendering)rendering, 0, &text, &length), SAMX_OK));
        cr_expect(length > 0 && strstr(text, "template.yaml") != NULL, "rendering %d", rendering);
        samx_free(text);
    }
    char *text = NULL;
    cr_expect(eq(int, (int)samx_render(results, 3, (samx_rendering)(SAMX_RENDERING_GITHUB + 1), 0, &text, NULL),
                 SAMX_INVALID_ARGUMENT));
    samx_result_free(bad);
    samx_result_free(good);
}

static size_t allocations_left;

static void *allocate_a_few(size_t size) {
    return allocations_left > 0 && allocations_left-- ? malloc(size) : NULL;
}

Test(sarif, out_of_memory_is_no_text) {
    const samx_diagnostic *found[] = {&error_finding, &unplaced_finding};
    const struct sx_render_input input = {found, 2, STR(""), "template.yaml"};
    json_set_alloc_funcs(allocate_a_few, free);
    char *text = NULL;
    size_t failures = 0;
    for (size_t limit = 0; !text; limit++) {
        allocations_left = limit;
        text = sx_render_sarif(&input, 1, NULL);
        failures += !text;
    }
    cr_expect(gt(sz, failures, 50));
    free(text);
}
