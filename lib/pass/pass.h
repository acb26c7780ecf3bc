/* SPDX-License-Identifier: Apache-2.0 */

/** Whole-template passes. Each is one file; lib/pipeline.c runs them in order. */
#ifndef SAMX_PASS_PASS_H
#define SAMX_PASS_PASS_H

#include "cfn/template.h"

typedef void (*sx_pass)(struct sx_transform *t, struct sx_template *template);

/** other_transforms.c: what transforms that run before SAM's would do, as far as validation wants it. */
void sx_pass_other_transforms(struct sx_transform *t, struct sx_template *template);
/** structure.c: the sections and resources have the form that everything after relies on. */
void sx_pass_structure(struct sx_transform *t, struct sx_template *template);
/** local_artifacts.c: puts placeholders where the host asked for them. */
void sx_pass_local_artifacts(struct sx_transform *t, struct sx_template *template);
/** parameters.c: given values, defaults, pseudo parameters. */
void sx_pass_parameters(struct sx_transform *t, struct sx_template *template);
/** python27.c: whether the template has a REST API, and with it the order of Python 2.7. */
void sx_pass_python27(struct sx_transform *t, struct sx_template *template);
/** mappings.c: Mappings, for Fn::FindInMap. */
void sx_pass_mappings(struct sx_transform *t, struct sx_template *template);
/** applications.c: where the templates of applications are. */
void sx_pass_applications(struct sx_transform *t, struct sx_template *template);
/** default_definition_bodies.c: an API without a definition gets an empty one, which its events fill. */
void sx_pass_default_definition_bodies(struct sx_transform *t, struct sx_template *template);
/** implicit_http_api.c: the same for HttpApi events and ServerlessHttpApi. */
void sx_pass_implicit_http_api(struct sx_transform *t, struct sx_template *template);
/** implicit_rest_api.c: the API of Api events that name none; paths and conditions of all events. */
void sx_pass_implicit_rest_api(struct sx_transform *t, struct sx_template *template);
/** globals.c: what Globals says goes into each resource. */
void sx_pass_globals(struct sx_transform *t, struct sx_template *template);
/** embedded_connectors.c: Connectors of a resource become resources. */
void sx_pass_embedded_connectors(struct sx_transform *t, struct sx_template *template);
/** policy_templates.c: policy templates become statements. */
void sx_pass_policy_templates(struct sx_transform *t, struct sx_template *template);
/** function_names.c: the names of Functions that count for the deployment of a REST API. */
void sx_pass_function_names(struct sx_transform *t, struct sx_template *template);
/** expand.c: SAM resources become CloudFormation resources. */
void sx_pass_expand(struct sx_transform *t, struct sx_template *template);
/** deployments.c: the resources of CodeDeploy, once for all Functions. */
void sx_pass_deployments(struct sx_transform *t, struct sx_template *template);
/** assemble.c: one tree again; sections that only SAM knows go. */
void sx_pass_assemble(struct sx_transform *t, struct sx_template *template);
/** references.c: references to SAM resources become references to what was generated. */
void sx_pass_references(struct sx_transform *t, struct sx_template *template);

/** expand.c: a resource that is made of another has an id that is taken. */
void sx_report_duplicate_id(struct sx_transform *t, struct sx_span where, struct sx_string of, struct sx_string id,
                            const char *type);

#endif
