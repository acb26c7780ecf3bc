/* SPDX-License-Identifier: Apache-2.0 */

#include "fuzz.h"

#include "base/options.h"
#include "check.h"
#include "emit/emit.h"
#include "pipeline.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void fuzz_violation(const char *what, const char *file, int line, const char *detail) {
    fprintf(stderr, "%s:%d: VIOLATION: %s%s%s\n", file, line, what, *detail ? ": " : "", detail);
    abort();
}

/* ----------------------------------------------------------------------------------------------------- options -- */

samx_options *fuzz_options(const uint8_t *data, size_t size, samx_format format) {
    static const char *const regions[] = {"us-east-1", "us-east-1", "cn-north-1", "us-gov-west-1"};
    uint64_t choice = sx_hash(0, (struct sx_string){(const char *)data, size});
    samx_options *options = samx_options_new();
    REQUIRE(options, "options");
    samx_options_set_format(options, format);
    samx_options_set_region(options, regions[choice & 3]);
    samx_options_set_local_artifacts(options, (samx_local_artifacts)(choice / 4 % 3));
    if (choice & 16) {
        samx_options_set_parameter(options, "GivenText", "given");
        samx_options_set_parameter(options, "GivenList", "a,b");
        samx_options_set_parameter(options, "GivenNumber", "3");
    }
    samx_options_set_limit(options, SAMX_LIMIT_INPUT_BYTES, 256 * 1024);
    samx_options_set_limit(options, SAMX_LIMIT_NESTING_DEPTH, 64);
    samx_options_set_limit(options, SAMX_LIMIT_NODES, 20000);
    samx_options_set_limit(options, SAMX_LIMIT_ALIAS_EXPANSIONS, 5000);
    samx_options_set_limit(options, SAMX_LIMIT_OUTPUT_BYTES, 1 << 20);
    return options;
}

/* What is read back was written, and may be larger than what was read. */
static void allow_output(samx_options *options) {
    samx_options_set_limit(options, SAMX_LIMIT_INPUT_BYTES, 4 << 20);
    samx_options_set_limit(options, SAMX_LIMIT_NESTING_DEPTH, 1000);
    samx_options_set_limit(options, SAMX_LIMIT_NODES, 10000000);
    samx_options_set_limit(options, SAMX_LIMIT_OUTPUT_BYTES, 4 << 20);
}

/* ------------------------------------------------------------------------------------------- trees without bytes -- */

/** A transform that can be asked for its tree. */
struct bench {
    struct sx_diagnostics diagnostics;
    struct sx_transform transform;
    bool passes; /* run them on what was read */
    const struct sx_node *tree;
};

static void make_tree(struct sx_transform *t, void *argument) {
    struct bench *bench = argument;
    t->hash_seed = sx_hash(0, bench->diagnostics.source.text);
    bench->tree = sx_read(t);
    if (bench->tree && bench->passes)
        bench->tree = sx_run_passes(t, bench->tree);
}

/** Reads a text, and leaves the tree in `bench->tree`, or NULL. Release with close_bench(). */
static void open_bench(struct bench *bench, const samx_options *options, const char *text, size_t length, bool passes) {
    *bench = (struct bench){.passes = passes};
    bench->diagnostics.source = (struct sx_source){.name = "template", .text = {text, length}};
    bench->transform.options = options;
    bench->transform.diagnostics = &bench->diagnostics;
    if (!sx_protect(&bench->transform, &bench->transform.entry, make_tree, bench))
        bench->tree = NULL;
}

static void close_bench(struct bench *bench) {
    sx_arena_free(&bench->transform.arena);
}

/** The output reads back to the tree that it was written from. */
static void check_read_back(const samx_options *options, const uint8_t *data, size_t size, const char *output,
                            size_t length) {
    struct bench written, read;
    open_bench(&written, options, (const char *)data, size, true);
    REQUIRE(written.tree, "the passes give a tree again");
    open_bench(&read, options, output, length, false);
    if (!read.tree)
        fuzz_violation("the output reads back", __FILE__, __LINE__,
                       read.diagnostics.list.count ? read.diagnostics.list.items[0]->message.bytes : "");
    check_same_tree(written.tree, read.tree);
    close_bench(&read);
    close_bench(&written);
}

/* -------------------------------------------------------------------------------------------------- properties -- */

static const char *transform(const samx_options *options, const char *text, size_t length, samx_result **result,
                             size_t *output_length) {
    samx_status status = samx_transform(options, "template", text, length, result);
    check_result(status, *result, true, (const uint8_t *)text, length);
    return samx_result_output(*result, output_length);
}

static void check_same_again(const samx_options *options, const uint8_t *data, size_t size, const samx_result *first) {
    samx_result *second;
    size_t length, expected_length;
    const char *output = transform(options, (const char *)data, size, &second, &length);
    const char *expected = samx_result_output(first, &expected_length);
    check_same_bytes("a second transform gives the same bytes", expected, expected_length, output, length);
    check_same_findings(first, second);
    samx_result_free(second);
}

/** A transformed template is a template, and there is nothing left to transform in it. */
static void check_fixed_point(const samx_options *options, const char *output, size_t length) {
    samx_result *again;
    size_t again_length;
    const char *text = transform(options, output, length, &again, &again_length);
    if (!text && !check_may_be_refused(again))
        fuzz_violation("the output transforms", __FILE__, __LINE__, samx_result_diagnostic(again, 0)->message);
    if (text)
        check_same_bytes("the output transforms to itself", output, length, text, again_length);
    samx_result_free(again);
}

void fuzz_transform(const uint8_t *data, size_t size, samx_format format) {
    samx_options *options = fuzz_options(data, size, format);
    samx_result *result;
    size_t length;
    const char *output = transform(options, (const char *)data, size, &result, &length);
    check_same_again(options, data, size, result);
    if (output) {
        if (format == SAMX_FORMAT_JSON)
            check_json(output, length);
        allow_output(options);
        check_read_back(options, data, size, output, length);
        check_fixed_point(options, output, length);
    }
    samx_result_free(result);
    samx_options_free(options);
}

static samx_result *validate(const samx_options *options, const uint8_t *data, size_t size) {
    samx_result *result;
    samx_status status = samx_validate(options, "template", (const char *)data, size, &result);
    check_result(status, result, false, data, size);
    return result;
}

static bool has(struct sx_string text, const char *word, size_t from) {
    return sx_string_find(text, sx_string_from(word), from) != SIZE_MAX;
}

/** True for a template that names the transform of SAM and no other: another may make right what is wrong now. */
static bool is_of_sam_alone(struct sx_string text) {
    size_t at = sx_string_find(text, STR("Transform: AWS::Serverless-2016-10-31\n"), 0);
    return at == sx_string_find(text, STR("Transform"), 0) && (at == SIZE_MAX || !has(text, "Transform", at + 1));
}

/**
 * What is refused without being invalid: findings can be asked to be left out, with Metadata, and the values of
 * parameters are known when the template is deployed.
 */
static bool may_be_valid_all_the_same(const uint8_t *data, size_t size) {
    struct sx_string text = {(const char *)data, size};
    return has(text, "Metadata", 0) || has(text, "Parameters", 0) || has(text, "\\", 0) || !is_of_sam_alone(text);
}

void fuzz_validate(const uint8_t *data, size_t size) {
    samx_options *options = fuzz_options(data, size, SAMX_FORMAT_JSON);
    samx_options_set_strict(options, size & 1);
    samx_result *first = validate(options, data, size), *second = validate(options, data, size), *transformed;
    check_same_findings(first, second);
    samx_options_set_local_artifacts(options, SAMX_LOCAL_ARTIFACTS_PLACEHOLDER);
    size_t length;
    const char *output = transform(options, (const char *)data, size, &transformed, &length);
    if (!output && !may_be_valid_all_the_same(data, size) && samx_result_status(first) == SAMX_OK)
        fuzz_violation("what cannot be transformed is not valid", __FILE__, __LINE__,
                       samx_result_diagnostic(transformed, 0)->message);
    samx_result_free(transformed);
    samx_result_free(second);
    samx_result_free(first);
    samx_options_free(options);
}

/* ----------------------------------------------------------------------------------------------------- notation -- */

struct rewriting {
    const struct sx_node *tree;
    samx_format format;
    struct sx_string text;
};

static void write_tree(struct sx_transform *t, void *argument) {
    struct rewriting *rewriting = argument;
    rewriting->text =
        rewriting->format == SAMX_FORMAT_JSON ? sx_emit_json(t, rewriting->tree) : sx_emit_yaml(t, rewriting->tree);
}

char *fuzz_rewrite(const uint8_t *data, size_t size, samx_format format, size_t *length) {
    samx_options *options = fuzz_options(NULL, 0, format);
    struct bench bench;
    char *text = NULL;
    open_bench(&bench, options, (const char *)data, size, false);
    struct rewriting rewriting = {.tree = bench.tree, .format = format};
    if (bench.tree && sx_protect(&bench.transform, &bench.transform.entry, write_tree, &rewriting)) {
        *length = rewriting.text.length;
        text = malloc(*length + 1);
        REQUIRE(text, "memory");
        memcpy(text, rewriting.text.bytes, *length);
        text[*length] = '\0';
    }
    close_bench(&bench);
    samx_options_free(options);
    return text;
}
