/* SPDX-License-Identifier: Apache-2.0 */

/** The checks of single values, one family per format_*.c. Each gets a literal scalar: see sx_lint_format(). */
#ifndef SAMX_LINT_FORMATS_H
#define SAMX_LINT_FORMATS_H

#include "lint/part.h"

typedef void sx_format_check(struct sx_transform *t, struct sx_lint *lint, const struct sx_property_spec *property,
                             const struct sx_node *node);

/* format_schedule.c */
sx_format_check sx_format_rule_schedule; /* rate() and cron() of an EventBridge rule */
sx_format_check sx_format_schedule;      /* rate(), cron() and at() of EventBridge Scheduler */
/* format_time.c */
sx_format_check sx_format_time_zone;
sx_format_check sx_format_date;
/* format_arn.c: which ARN is wanted says the format of the property */
sx_format_check sx_format_arn;
sx_format_check sx_format_account_id;
/* format_name.c: whose name it is says the format of the property */
sx_format_check sx_format_name;
sx_format_check sx_format_state_machine_name;
/* format_http.c */
sx_format_check sx_format_http_method;
sx_format_check sx_format_rest_path;
sx_format_check sx_format_http_path;
sx_format_check sx_format_domain_name;
sx_format_check sx_format_cidr;
sx_format_check sx_format_identity_source;
/* format_json.c */
sx_format_check sx_format_json;
sx_format_check sx_format_filter_pattern;
sx_format_check sx_format_json_path;
/* format_runtime.c */
sx_format_check sx_format_runtime;
sx_format_check sx_format_layer_runtime; /* known, of whatever age */
/* format_name.c */
sx_format_check sx_format_semantic_version;

#endif
