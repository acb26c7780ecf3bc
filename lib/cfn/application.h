/* SPDX-License-Identifier: Apache-2.0 */

/** Applications of the Serverless Application Repository, as the pass `applications` found them. */
#ifndef SAMX_CFN_APPLICATION_H
#define SAMX_CFN_APPLICATION_H

#include "cfn/template.h"

/** What is known of one version of an application. */
struct sx_application {
    const struct sx_node *url; /* of its template; NULL: not known */
    struct sx_string refusal;  /* the whole message; empty: not refused */
    enum sx_rule rule;         /* of the refusal */
    bool about_version;        /* the refusal is, else about the id */
};

#endif
