/* SPDX-License-Identifier: Apache-2.0 */

#include "spec/tables.h"

#include <string.h>

static struct sx_string plain_name(const void *entry) {
    struct sx_string name;
    memcpy(&name, entry, sizeof name);
    return name;
}

static struct sx_string placed_name(const void *entry) {
    struct sx_text name;
    memcpy(&name, entry, sizeof name);
    return sx_text_of(name);
}

/** The entry called `name` in a table of entries of `size` bytes that begin with their name and are sorted by it. */
static const void *find(const void *table, size_t count, size_t size, struct sx_string (*name_of)(const void *),
                        struct sx_string name) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *entry = (const char *)table + middle * size;
        int order = sx_string_compare(name, name_of(entry));
        if (!order)
            return entry;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
#define FIND(table, count, name) find((table), (count), sizeof(*(table)), plain_name, (name))
#define FIND_PLACED(table, count, name) find((table), (count), sizeof(*(table)), placed_name, (name))

const struct sx_object_spec *sx_spec_resource(struct sx_string type) {
    return FIND(sx_table_resources, sx_table_resource_count, type);
}

const struct sx_object_spec *sx_spec_event(struct sx_string type) {
    return FIND(sx_table_events, sx_table_event_count, type);
}

const struct sx_object_spec *sx_spec_state_machine_event(struct sx_string type) {
    return FIND(sx_table_state_machine_events, sx_table_state_machine_event_count, type);
}

const struct sx_object_spec *sx_spec_resources(size_t *count) {
    *count = sx_table_resource_count;
    return sx_table_resources;
}

const struct sx_object_spec *sx_spec_events(size_t *count) {
    *count = sx_table_event_count;
    return sx_table_events;
}

const struct sx_object_spec *sx_spec_state_machine_events(size_t *count) {
    *count = sx_table_state_machine_event_count;
    return sx_table_state_machine_events;
}

const struct sx_object_spec *sx_spec_embedded(struct sx_string name) {
    return FIND(sx_table_embedded_resources, sx_table_embedded_resource_count, name);
}

const struct sx_property_spec *sx_spec_property(const struct sx_object_spec *object, struct sx_string name) {
    size_t low = 0, high = object ? object->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct sx_property_spec *property = &object->properties[object->sorted[middle]];
        int order = sx_string_compare(name, sx_property_name(property));
        if (!order)
            return property;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct sx_globals_spec *sx_spec_globals(struct sx_string section) {
    return FIND(sx_table_globals, sx_table_globals_count, section);
}

const struct sx_globals_spec *sx_spec_globals_sections(size_t *count) {
    *count = sx_table_globals_count;
    return sx_table_globals;
}

const struct sx_cloudformation_spec *sx_spec_cloudformation(struct sx_string type) {
    return FIND(sx_table_cloudformation, sx_table_cloudformation_count, type);
}

static bool replaces(const struct sx_cloudformation_spec *spec, struct sx_string type) {
    for (const char *const *replaced = spec->replaces; replaced && *replaced; replaced++)
        if (sx_string_is(type, *replaced))
            return true;
    return false;
}

struct sx_string sx_spec_expanded_type(struct sx_string type) {
    if (sx_string_starts_with(type, "AWS::Serverless::"))
        for (size_t i = 0; i < sx_table_cloudformation_count; i++)
            if (replaces(&sx_table_cloudformation[i], type))
                return sx_table_cloudformation[i].type;
    return type;
}

const struct sx_attribute_list *sx_spec_attributes(struct sx_string type) {
    return FIND_PLACED(sx_table_attributes, sx_table_attributes_count, type);
}

const struct sx_policy_template *sx_spec_policy_template(struct sx_string name) {
    return FIND(sx_table_policy_templates, sx_table_policy_template_count, name);
}

const struct sx_policy_template *sx_spec_policy_templates(size_t *count) {
    *count = sx_table_policy_template_count;
    return sx_table_policy_templates;
}

const struct sx_connector_type *sx_spec_connector_type(struct sx_string type) {
    return FIND(sx_table_connector_types, sx_table_connector_type_count, type);
}

struct sx_string sx_spec_connector_type_of(struct sx_string type) {
    for (size_t i = 0; i < sx_table_connector_type_count; i++)
        if (sx_table_connector_types[i].sam && sx_string_is(type, sx_table_connector_types[i].sam))
            return sx_table_connector_types[i].type;
    return type;
}

const struct sx_connector_profile *sx_spec_connector_profile(struct sx_string source, struct sx_string destination) {
    size_t low = 0, high = sx_table_connector_pair_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct sx_connector_pair *pair = &sx_table_connector_pairs[middle];
        int order = sx_string_compare(source, pair->source);
        if (!order)
            order = sx_string_compare(destination, pair->destination);
        if (!order)
            return pair->profile;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static struct sx_string managed_policy_name(const struct sx_managed_policies *partition,
                                            const struct sx_managed_policy *policy) {
    size_t end = policy->offset + policy->length;
    return (struct sx_string){partition->text + end - policy->name_length, policy->name_length};
}

struct sx_string sx_spec_managed_policy(struct sx_string partition, struct sx_string name) {
    const struct sx_managed_policies *policies =
        FIND(sx_table_managed_policies, sx_table_managed_policies_count, partition);
    size_t low = 0, high = policies ? policies->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct sx_managed_policy *policy = &policies->policies[middle];
        int order = sx_string_compare(name, managed_policy_name(policies, policy));
        if (!order)
            return (struct sx_string){policies->text + policy->offset, policy->length};
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return STR("");
}

const struct sx_string *sx_spec_managed_policy_names(struct sx_transform *t, struct sx_string partition,
                                                     size_t *count) {
    const struct sx_managed_policies *policies =
        FIND(sx_table_managed_policies, sx_table_managed_policies_count, partition);
    *count = policies ? policies->count : 0;
    struct sx_string *names = sx_alloc_array(t, *count, sizeof *names);
    for (size_t i = 0; i < *count; i++)
        names[i] = managed_policy_name(policies, &policies->policies[i]);
    return names;
}

/** The reference compares the region in small letters with prefixes that are written in them. */
static bool begins_with(struct sx_string region, struct sx_string prefix) {
    if (region.length < prefix.length)
        return false;
    for (size_t i = 0; i < prefix.length; i++) {
        char letter = region.bytes[i];
        if (letter >= 'A' && letter <= 'Z')
            letter = (char)(letter - 'A' + 'a');
        if (letter != prefix.bytes[i])
            return false;
    }
    return true;
}

struct sx_string sx_spec_partition(struct sx_string region) {
    for (size_t i = 0; i < sx_table_partition_count; i++) {
        if (begins_with(region, sx_table_partitions[i].prefix))
            return sx_table_partitions[i].name;
    }
    return STR("aws");
}

const struct sx_runtime *sx_spec_runtime(struct sx_string name) {
    return FIND(sx_table_runtimes, sx_table_runtime_count, name);
}

const struct sx_runtime *sx_spec_runtimes(size_t *count) {
    *count = sx_table_runtime_count;
    return sx_table_runtimes;
}

const struct sx_text *sx_spec_time_zones(size_t *count) {
    *count = sx_table_time_zone_count;
    return sx_table_time_zones;
}

bool sx_spec_is_time_zone(struct sx_string name) {
    return FIND_PLACED(sx_table_time_zones, sx_table_time_zone_count, name);
}
