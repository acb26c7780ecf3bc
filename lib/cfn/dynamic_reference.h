/* SPDX-License-Identifier: Apache-2.0 */

/** {{resolve:SERVICE:NAME[:VERSION]}}: a value that CloudFormation reads from Parameter Store or Secrets Manager. */
#ifndef SAMX_CFN_DYNAMIC_REFERENCE_H
#define SAMX_CFN_DYNAMIC_REFERENCE_H

#include "base/string.h"

/**
 * Finds the first whole reference to one of `services` ("ssm", ..., ends with NULL) in a text. Its name goes to
 * `*name`. False when there is none.
 */
bool sx_find_dynamic_reference(struct sx_string text, const char *const *services, struct sx_string *name);
/** True for a text that is a dynamic reference as a whole, to any service. */
bool sx_is_dynamic_reference(struct sx_string text);

#endif
