/* SPDX-License-Identifier: Apache-2.0 */

/* The public entry points. */

#include "base/options.h"
#include "diag/render.h"
#include "emit/emit.h"
#include "pipeline.h"
#include "read/read.h"

#include <stdlib.h>

struct samx_result {
    struct sx_transform transform; /* its arena owns everything below */
    struct sx_diagnostics diagnostics;
    const samx_diagnostic **findings;
    struct sx_string output;
    bool has_output;
    samx_status status;
};

const char *samx_version(void) {
    return SAMX_VERSION;
}

const char *samx_reference_version(void) {
    return "1.110.0";
}

/** One call of samx_transform(), for its protected body. */
struct call {
    struct samx_result *result;
    const char *name;
    struct sx_string text;
    const struct sx_node *root; /* as read: places are named after it */
};

static struct sx_string emit(struct sx_transform *t, const struct sx_node *root) {
    samx_format format = t->options->format;
    if (format == SAMX_FORMAT_SOURCE)
        format = sx_looks_like_json(t->diagnostics->source.text) ? SAMX_FORMAT_JSON : SAMX_FORMAT_YAML;
    return format == SAMX_FORMAT_JSON ? sx_emit_json(t, root) : sx_emit_yaml(t, root);
}

static const struct sx_node *read(struct sx_transform *t, struct call *call) {
    struct sx_source *source = &t->diagnostics->source;
    source->name = call->name ? sx_string_terminated(t, sx_string_from(call->name)) : "<template>";
    if (call->text.length > sx_limit(t, SAMX_LIMIT_INPUT_BYTES))
        sx_refuse_limit(t, (struct sx_span){0, 0},
                        CAT(t, STR("The template has more than "),
                            sx_string_from_int(t, (long long)sx_limit(t, SAMX_LIMIT_INPUT_BYTES)), STR(" bytes.")));
    source->text = sx_string_copy(t, call->text);
    t->hash_seed = sx_hash(0, source->text);
    return call->root = sx_read(t);
}

static void transform(struct sx_transform *t, void *argument) {
    struct call *call = argument;
    const struct sx_node *root = read(t, call);
    root = root ? sx_run_passes(t, root) : NULL;
    if (!root)
        return;
    call->result->output = emit(t, root);
    call->result->has_output = true;
}

/* What lacks a property is shown at its key, whichever way it is written. */
static const char *place(struct sx_transform *t, void *root, struct sx_diagnostic *diagnostic) {
    return sx_place_of(t, root, diagnostic->rule == SX_RULE_MISSING_PROPERTY, &diagnostic->where);
}

static void validate(struct sx_transform *t, void *argument) {
    const struct sx_node *root = read(t, argument);
    if (root)
        sx_run_checks(t, root);
    /* what is said twice is told by its place */
    sx_diagnostics_place(t, place, (void *)(uintptr_t)root);
    sx_lint_settle(t, root);
}

static void finish(struct sx_transform *t, void *argument) {
    struct call *call = argument;
    struct samx_result *result = call->result;
    sx_diagnostics_finish(t, place, (void *)(uintptr_t)call->root);
    size_t count = result->diagnostics.list.count;
    result->findings = sx_alloc_array(t, count, sizeof *result->findings);
    for (size_t i = 0; i < count; i++)
        result->findings[i] = &result->diagnostics.list.items[i]->public;
}

/* Runs `body` behind the protected call that out of memory and limits leave through. */
static samx_status run(struct samx_result *result, void (*body)(struct sx_transform *, void *), struct call *call) {
    struct sx_transform *t = &result->transform;
    if (!sx_protect(t, &t->entry, body, call))
        return t->status;
    return sx_has_errors(t) ? SAMX_TEMPLATE_ERROR : SAMX_OK;
}

static samx_status begin(const samx_options *options, const char *name, struct sx_string text,
                         void (*body)(struct sx_transform *, void *), samx_result **result) {
    if (result)
        *result = NULL;
    if (!result || (!text.bytes && text.length))
        return SAMX_INVALID_ARGUMENT;
    struct samx_result *made = calloc(1, sizeof *made);
    if (!made)
        return SAMX_OUT_OF_MEMORY;
    made->transform.options = options ? options : &sx_default_options;
    made->transform.diagnostics = &made->diagnostics;
    struct call call = {.result = made, .name = name, .text = text};
    made->status = run(made, body, &call);
    if (made->status == SAMX_OUT_OF_MEMORY || run(made, finish, &call) == SAMX_OUT_OF_MEMORY) {
        samx_result_free(made);
        return SAMX_OUT_OF_MEMORY;
    }
    made->has_output = made->has_output && made->status == SAMX_OK;
    made->transform.options = NULL; /* the host may release them now */
    *result = made;
    return made->status;
}

samx_status samx_transform(const samx_options *options, const char *name, const char *text, size_t length,
                           samx_result **result) {
    return begin(options, name, (struct sx_string){text, length}, transform, result);
}

samx_status samx_validate(const samx_options *options, const char *name, const char *text, size_t length,
                          samx_result **result) {
    struct samx_options effective = *(options ? options : &sx_default_options);
    effective.local_artifacts = SAMX_LOCAL_ARTIFACTS_KEEP;
    return begin(&effective, name, (struct sx_string){text, length}, validate, result);
}

void samx_result_free(samx_result *result) {
    if (!result)
        return;
    sx_arena_free(&result->transform.arena);
    free(result);
}

samx_status samx_result_status(const samx_result *result) {
    return result ? result->status : SAMX_INVALID_ARGUMENT;
}

const char *samx_result_output(const samx_result *result, size_t *length) {
    bool has_output = result && result->has_output;
    if (length)
        *length = has_output ? result->output.length : 0;
    return has_output ? result->output.bytes : NULL;
}

size_t samx_result_diagnostic_count(const samx_result *result) {
    return result ? result->diagnostics.list.count : 0;
}

const samx_diagnostic *samx_result_diagnostic(const samx_result *result, size_t index) {
    return index < samx_result_diagnostic_count(result) ? result->findings[index] : NULL;
}

samx_status samx_render(const samx_result *const *results, size_t count, samx_rendering rendering, unsigned flags,
                        char **text, size_t *length) {
    if (text)
        *text = NULL;
    if (!text || (!results && count) || (unsigned)rendering > SAMX_RENDERING_JSON)
        return SAMX_INVALID_ARGUMENT;
    struct sx_render_input *inputs = calloc(count ? count : 1, sizeof *inputs);
    if (!inputs)
        return SAMX_OUT_OF_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const struct samx_result *result = results[i];
        if (result)
            inputs[i] = (struct sx_render_input){result->findings, samx_result_diagnostic_count(result),
                                                 result->diagnostics.source.text};
    }
    *text = rendering == SAMX_RENDERING_JSON ? sx_render_json(inputs, count, length)
                                             : sx_render_text(inputs, count, flags & SAMX_RENDER_COLOUR, length);
    free(inputs);
    return *text ? SAMX_OK : SAMX_OUT_OF_MEMORY;
}

void samx_free(void *memory) {
    free(memory);
}
