/* SPDX-License-Identifier: Apache-2.0 */

/** Where code, layers and documents are: s3://bucket/key, {"Bucket", "Key"}, or a path on this machine. */
#ifndef SAMX_CFN_S3_LOCATION_H
#define SAMX_CFN_S3_LOCATION_H

#include "cfn/cfn.h"

/** The parts of s3://bucket/key?versionId=version. */
struct sx_s3_location {
    struct sx_string bucket, key, version;
    bool has_version;
};

/** Reads an S3 URI as Python's urllib does. False when it is not one. */
bool sx_parse_s3_uri(struct sx_transform *t, struct sx_string uri, struct sx_s3_location *location);

/**
 * {"S3Bucket", "S3Key", "S3ObjectVersion"} of the property `property` of the resource `id`; refuses what is no place
 * in S3. With SAMX_LOCAL_ARTIFACTS_KEEP a local path comes back as it is, as text, with a warning.
 */
const struct sx_node *sx_s3_location(struct sx_transform *t, struct sx_string id, const char *property,
                                     const struct sx_node *uri);

/** The same for a document: {"Bucket", "Key", "Version"}. */
const struct sx_node *sx_s3_document(struct sx_transform *t, struct sx_string id, const char *property,
                                     const struct sx_node *uri);

/** True for a text that is a path on this machine: no URI, no reference that CloudFormation resolves. */
bool sx_is_local_path(const struct sx_node *uri);

#endif
