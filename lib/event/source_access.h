/* SPDX-License-Identifier: Apache-2.0 */

/** SourceAccessConfigurations: the secrets and the network through which a broker or a cluster is reached. */
#ifndef SAMX_EVENT_SOURCE_ACCESS_H
#define SAMX_EVENT_SOURCE_ACCESS_H

#include "event/event.h"

/**
 * The URI of the one entry of SourceAccessConfigurations that has the type BASIC_AUTH. Refuses when there is none, or
 * an entry whose type is not in the list `types`.
 */
const struct sx_node *sx_basic_auth_secret(struct sx_transform *t, const struct sx_event *event,
                                           const struct sx_node *types);

/** {"Action": [ACTION], "Effect": "Allow", "Resource": RESOURCE}; a resource of NULL is null. */
const struct sx_node *sx_allow_statement(struct sx_transform *t, const char *action, const struct sx_node *resource);
/** The statement that lets the function read a secret. */
const struct sx_node *sx_read_secret_statement(struct sx_transform *t, const struct sx_node *secret);
/** The statement that lets the function make network interfaces in a VPC. */
const struct sx_node *sx_network_interface_statement(struct sx_transform *t);
/**
 * The ARN of the key in SecretsManagerKmsKeyId, with which the secrets are encrypted, or NULL. Refuses what is not
 * a string.
 */
const struct sx_node *sx_secrets_key_arn(struct sx_transform *t, const struct sx_event *event);

#endif
