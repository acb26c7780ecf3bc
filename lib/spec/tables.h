/* SPDX-License-Identifier: Apache-2.0 */

/** The tables that the spec compiler writes. Every table is sorted by the first member of its entries. */
#ifndef SAMX_SPEC_TABLES_H
#define SAMX_SPEC_TABLES_H

#include "spec/spec.h"

/** An ARN in the text of its partition; the name of the policy is the end of it. */
struct sx_managed_policy {
    uint32_t offset;
    uint8_t length, name_length;
};

/**
 * The AWS managed policies of a partition, sorted by name. The ARNs are one text and the policies know offsets, not
 * pointers: thousands of pointers would have to be relocated at each start of a program.
 */
struct sx_managed_policies {
    struct sx_string partition;
    const char *text;
    const struct sx_managed_policy *policies;
    size_t count;
};

/** The table is sorted by source, then by destination. */
struct sx_connector_pair {
    struct sx_string source, destination;
    const struct sx_connector_profile *profile;
};

struct sx_partition {
    struct sx_string prefix; /* of the name of a region */
    struct sx_string name;
};

extern const struct sx_object_spec sx_table_resources[];
extern const size_t sx_table_resource_count;
extern const struct sx_object_spec sx_table_events[];
extern const size_t sx_table_event_count;
extern const struct sx_object_spec sx_table_state_machine_events[];
extern const size_t sx_table_state_machine_event_count;
extern const struct sx_object_spec sx_table_embedded_resources[];
extern const size_t sx_table_embedded_resource_count;
extern const struct sx_globals_spec sx_table_globals[];
extern const size_t sx_table_globals_count;
extern const struct sx_cloudformation_spec sx_table_cloudformation[];
extern const size_t sx_table_cloudformation_count;
extern const struct sx_attribute_list sx_table_attributes[];
extern const size_t sx_table_attributes_count;
extern const struct sx_policy_template sx_table_policy_templates[];
extern const size_t sx_table_policy_template_count;
extern const struct sx_connector_type sx_table_connector_types[];
extern const size_t sx_table_connector_type_count;
extern const struct sx_connector_pair sx_table_connector_pairs[];
extern const size_t sx_table_connector_pair_count;
extern const struct sx_managed_policies sx_table_managed_policies[];
extern const size_t sx_table_managed_policies_count;
/** In the order in which the prefixes are tried. */
extern const struct sx_partition sx_table_partitions[];
extern const size_t sx_table_partition_count;
extern const struct sx_runtime sx_table_runtimes[];
extern const size_t sx_table_runtime_count;
extern const struct sx_text sx_table_time_zones[];
extern const size_t sx_table_time_zone_count;
/** In the order of lib/diag/rules.def. */
extern const samx_rule sx_table_rules[];
extern const size_t sx_table_rule_count;

#endif
