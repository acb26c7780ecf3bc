/* SPDX-License-Identifier: Apache-2.0 */

/* The passes in order, and nothing else: read this file first. */

#include "pipeline.h"

#include "base/options.h"

#include <string.h>

static const struct {
    const char *name;
    sx_pass run;
} passes[] = {
    {"other-transforms", sx_pass_other_transforms},                   /* loops and includes, where it is validated */
    {"structure", sx_pass_structure},                                 /* is it a template at all? */
    {"local-artifacts", sx_pass_local_artifacts},                     /* placeholders, where the host wants them */
    {"parameters", sx_pass_parameters},                               /* what !Ref Parameter stands for */
    {"python27", sx_pass_python27},                                   /* a REST API? then the order is Python 2.7's */
    {"mappings", sx_pass_mappings},                                   /* what Fn::FindInMap looks into */
    {"applications", sx_pass_applications},                           /* the URLs of their templates */
    {"default-definition-bodies", sx_pass_default_definition_bodies}, /* what events will fill */
    {"implicit-rest-api", sx_pass_implicit_rest_api},                 /* ServerlessRestApi, and paths of all events */
    {"implicit-http-api", sx_pass_implicit_http_api},                 /* ServerlessHttpApi, the same */
    {"globals", sx_pass_globals},                                     /* Globals goes into each resource */
    {"embedded-connectors", sx_pass_embedded_connectors},             /* Connectors of resources become resources */
    {"policy-templates", sx_pass_policy_templates},                   /* S3ReadPolicy becomes statements */
    {"function-names", sx_pass_function_names},                       /* what a deployment of a REST API depends on */
    {"expand", sx_pass_expand},           /* SAM resources become CloudFormation resources */
    {"deployments", sx_pass_deployments}, /* CodeDeploy, once for all Functions */
    {"assemble", sx_pass_assemble},       /* one tree again */
    {"references", sx_pass_references},   /* !Ref Function.Alias becomes !Ref FunctionAliaslive */
};

enum { PASSES = sizeof passes / sizeof *passes };

size_t samx_pass_count(void) {
    return PASSES;
}

const char *samx_pass_name(size_t index) {
    return index < PASSES ? passes[index].name : NULL;
}

/* A template that has errors is not put together: from here on they only add up to a refusal. */
static bool ends_with_errors(const struct sx_transform *t, size_t pass) {
    return passes[pass].run == sx_pass_deployments && sx_has_errors(t);
}

static bool ends_for_dump(struct sx_transform *t, struct sx_template *template, size_t pass) {
    if (!t->options->dump_after || strcmp(passes[pass].name, t->options->dump_after) != 0)
        return false;
    if (passes[pass].run != sx_pass_assemble && passes[pass].run != sx_pass_references)
        template->root = sx_assemble(t, template);
    return true;
}

static void run(struct sx_transform *t, void *argument) {
    struct sx_template *template = argument;
    for (size_t i = 0; i < PASSES; i++) {
        passes[i].run(t, template);
        if (ends_with_errors(t, i) || ends_for_dump(t, template, i))
            return;
    }
}

static void run_through(struct sx_transform *t, void *argument) {
    for (size_t i = 0; i < PASSES; i++)
        passes[i].run(t, argument);
}

static struct sx_template *new_template(struct sx_transform *t, const struct sx_node *root) {
    struct sx_template *template = SX_NEW(t, struct sx_template);
    template->root = root;
    template->region = sx_string_from(t->options->region);
    template->partition = sx_spec_partition(sx_string_lower(t, template->region));
    return template;
}

const struct sx_node *sx_run_passes(struct sx_transform *t, const struct sx_node *root) {
    struct sx_template *template = new_template(t, root);
    bool finished = sx_protect(t, &t->document, run, template);
    return finished && !sx_has_errors(t) ? template->root : NULL;
}

void sx_run_checks(struct sx_transform *t, const struct sx_node *root) {
    struct sx_lint lint = {.source = root, .template = new_template(t, root)};
    if (sx_protect(t, &t->document, run_through, lint.template))
        lint.expanded = lint.template->root;
    t->cause = NULL;
    sx_lint(t, &lint);
}
