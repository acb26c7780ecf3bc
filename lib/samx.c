/* SPDX-License-Identifier: Apache-2.0 */

/* The public entry points. */

#include "base/options.h"
#include "diag/render.h"
#include "emit/emit.h"
#include "pipeline.h"
#include "read/read.h"
#include "schema/schema.h"

#include <stdlib.h>

struct samx_result {
    struct sx_transform transform; /* its arena owns everything below */
    struct sx_diagnostics diagnostics;
    const samx_diagnostic **findings;
    size_t finding_count;
    struct sx_string source; /* the template; empty when there are no findings, which show lines of it */
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
    source->text = call->text; /* the caller's, until the call ends */
    t->hash_seed = sx_hash(0, source->text);
    return call->root = sx_read(t);
}

static void transform(struct sx_transform *t, void *argument) {
    struct call *call = argument;
    sx_share_literals(t);
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
    result->finding_count = result->diagnostics.list.count;
    if (result->finding_count)
        result->source = sx_string_copy(t, result->diagnostics.source.text);
    result->diagnostics.source.text = result->source;
    result->findings = result->diagnostics.published;
}

/* Memory that holds nothing but the findings of a result, and the text that renderings show. */
struct keeping {
    const struct samx_result *from;
    struct samx_result *kept;
};

static const char *copied(struct sx_transform *t, const char *text) {
    return text ? sx_string_terminated(t, sx_string_from(text)) : NULL;
}

static void keep(struct sx_transform *t, void *argument) {
    const struct samx_result *from = ((struct keeping *)argument)->from;
    struct samx_result *kept = ((struct keeping *)argument)->kept;
    const char *file = copied(t, from->diagnostics.source.name);
    kept->diagnostics.source.name = file;
    if (from->finding_count)
        kept->source = sx_string_copy(t, from->source);
    kept->finding_count = from->finding_count;
    kept->findings = sx_alloc_array(t, from->finding_count, sizeof *kept->findings);
    for (size_t i = 0; i < from->finding_count; i++) {
        samx_diagnostic *copy = SX_NEW(t, samx_diagnostic);
        *copy = *from->findings[i]; /* the rule is static */
        copy->file = file;
        copy->path = copied(t, copy->path);
        copy->message = copied(t, copy->message);
        copy->hint = copied(t, copy->hint);
        kept->findings[i] = copy;
    }
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

/* The findings of a result alone, in its place: those of many templates are often kept together. */
static samx_status keep_findings(samx_result **result) {
    struct keeping keeping = {*result, calloc(1, sizeof **result)};
    struct samx_result *kept = keeping.kept;
    bool complete = kept != NULL;
    if (kept) {
        kept->status = (*result)->status;
        kept->transform.diagnostics = &kept->diagnostics;
        complete = sx_protect(&kept->transform, &kept->transform.entry, keep, &keeping);
    }
    samx_result_free(*result);
    *result = complete ? kept : NULL;
    if (!complete)
        samx_result_free(kept);
    return complete ? kept->status : SAMX_OUT_OF_MEMORY;
}

samx_status samx_transform(const samx_options *options, const char *name, const char *text, size_t length,
                           samx_result **result) {
    return begin(options, name, (struct sx_string){text, length}, transform, result);
}

samx_status samx_validate(const samx_options *options, const char *name, const char *text, size_t length,
                          samx_result **result) {
    struct samx_options effective = *(options ? options : &sx_default_options);
    effective.local_artifacts = SAMX_LOCAL_ARTIFACTS_KEEP;
    effective.validates = true;
    samx_status status = begin(&effective, name, (struct sx_string){text, length}, validate, result);
    return result && *result ? keep_findings(result) : status;
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
    return result ? result->finding_count : 0;
}

const samx_diagnostic *samx_result_diagnostic(const samx_result *result, size_t index) {
    return index < samx_result_diagnostic_count(result) ? result->findings[index] : NULL;
}

static char *render(samx_rendering rendering, const struct sx_render_input *inputs, size_t count, unsigned flags,
                    size_t *length) {
    switch (rendering) {
    case SAMX_RENDERING_TEXT:
        return sx_render_text(inputs, count, flags & SAMX_RENDER_COLOUR, length);
    case SAMX_RENDERING_JSON:
        return sx_render_json(inputs, count, length);
    case SAMX_RENDERING_SARIF:
        return sx_render_sarif(inputs, count, length);
    case SAMX_RENDERING_JUNIT:
        return sx_render_junit(inputs, count, length);
    case SAMX_RENDERING_GITHUB:
        return sx_render_github(inputs, count, length);
    }
    return NULL;
}

samx_status samx_render(const samx_result *const *results, size_t count, samx_rendering rendering, unsigned flags,
                        char **text, size_t *length) {
    if (text)
        *text = NULL;
    if (!text || (!results && count) || (unsigned)rendering > SAMX_RENDERING_GITHUB)
        return SAMX_INVALID_ARGUMENT;
    struct sx_render_input *inputs = calloc(count ? count : 1, sizeof *inputs);
    if (!inputs)
        return SAMX_OUT_OF_MEMORY;
    size_t given = 0;
    for (size_t i = 0; i < count; i++) {
        const struct samx_result *result = results[i];
        if (result)
            inputs[given++] = (struct sx_render_input){result->findings, result->finding_count, result->source,
                                                       result->diagnostics.source.name};
    }
    *text = render(rendering, inputs, given, flags, length);
    free(inputs);
    return *text ? SAMX_OK : SAMX_OUT_OF_MEMORY;
}

struct schema_call {
    unsigned flags;
    struct sx_string text;
};

static void write_schema(struct sx_transform *t, void *argument) {
    struct schema_call *call = argument;
    call->text = sx_emit_json(t, sx_schema(t, call->flags & SAMX_SCHEMA_SHORT_TAGS));
}

samx_status samx_schema(unsigned flags, char **text, size_t *length) {
    if (!text)
        return SAMX_INVALID_ARGUMENT;
    *text = NULL;
    struct sx_diagnostics diagnostics = {0};
    struct sx_transform transform = {.options = &sx_default_options, .diagnostics = &diagnostics};
    struct schema_call call = {.flags = flags};
    if (sx_protect(&transform, &transform.entry, write_schema, &call))
        *text = malloc(call.text.length + 1);
    if (*text) {
        memcpy(*text, call.text.bytes, call.text.length);
        (*text)[call.text.length] = '\0';
        if (length)
            *length = call.text.length;
    }
    sx_arena_free(&transform.arena);
    return *text ? SAMX_OK : SAMX_OUT_OF_MEMORY;
}

void samx_free(void *memory) {
    free(memory);
}
