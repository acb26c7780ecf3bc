/* SPDX-License-Identifier: Apache-2.0 */

/** Look-ups in the tables that the spec compiler makes of spec/: constant data, so that start-up costs nothing. */
#ifndef SAMX_SPEC_SPEC_H
#define SAMX_SPEC_SPEC_H

#include "tree/node.h"

/** Kinds that a value may have, as bits. The bit of SX_INT includes booleans where the reference's check does. */
enum {
    SX_TYPE_STRING = 1u << SX_STRING,
    SX_TYPE_MAP = 1u << SX_MAPPING,
    SX_TYPE_LIST = 1u << SX_SEQUENCE,
    SX_TYPE_INT = 1u << SX_INT,
    SX_TYPE_FLOAT = 1u << SX_FLOAT,
    SX_TYPE_BOOL = 1u << SX_BOOL,
    SX_TYPE_NULL = 1u << SX_NULL,
    SX_TYPE_ANY = 0x7f,
};

/**
 * A text, by its place in one that holds all. Thousands of pointers would have to be relocated, and so copied, at each
 * start of a program; this is read where it lies.
 */
struct sx_text {
    uint32_t at;
    uint16_t length;
};

extern const char sx_table_texts[]; /* each ends with NUL; the first is empty */

static inline struct sx_string sx_text_of(struct sx_text text) {
    return (struct sx_string){&sx_table_texts[text.at], text.length};
}

/** A type: the kinds of the value, of the items when it is a list, of the values when it is a map. */
struct sx_type {
    uint8_t self, items, values;
};

/** What a text must look like, beyond its type: lib/spec/formats.def lists them, lib/lint/format.c checks them. */
enum sx_format {
    SX_FORMAT_NONE,
#define SX_FORMAT(identifier, name) identifier,
#include "spec/formats.def"
#undef SX_FORMAT
    SX_FORMAT_COUNT
};

/** How large numbers may be, and how long texts and lists. */
struct sx_bounds {
    double minimum, maximum;       /* infinite: none */
    size_t min_length, max_length; /* characters of a text, items of a list; 0 and SIZE_MAX: none */
};

struct sx_object_spec;

/** A property. What it refers to are places in other tables, where the functions below look. */
struct sx_property_spec {
    struct sx_text name;
    /* what the reference checks before it transforms */
    struct sx_type check;
    bool required;
    bool intrinsics; /* any mapping with one entry passes unchecked */
    /* what the language is */
    struct sx_type type; /* where no intrinsic function stands for the value */
    bool type_required;
    bool unused;         /* the reference checks it, but here it means nothing; `type` is empty */
    bool values_checked; /* the reference checks its values as part of the type */
    bool values_open;    /* AWS adds to its values from time to time: another one is no error */
    uint8_t format;      /* an enum sx_format: of the value, or of each item of a list */
    /* 0: none */
    uint32_t expected_at, cloudformation_at;
    uint16_t object_at, bounds_at;
    uint16_t values_at, requires_at, excludes_at, useless_without_at, useless_with_at;
};

/** Properties of an object that say something together. */
struct sx_group_spec {
    enum sx_group_kind {
        SX_GROUP_EXACTLY_ONE,
        SX_GROUP_AT_LEAST_ONE,
        SX_GROUP_AT_MOST_ONE,
        SX_GROUP_TOGETHER, /* all of them or none */
    } kind;
    const char *const *names; /* NULL-terminated */
};

/**
 * The keys of a mapping, in the order in which the reference checks them. A property called "*" is every key that no
 * other property is.
 */
struct sx_object_spec {
    struct sx_string name; /* "AWS::Serverless::Function", "S3", "Function.VpcConfig" */
    const struct sx_property_spec *properties;
    size_t count;
    const uint16_t *sorted; /* indices by name */
    const struct sx_group_spec *groups;
    size_t group_count;
    bool whole; /* a key that is not known is refused, here or by CloudFormation; else it is left out without a word */
};

extern const char *const *const sx_table_lists[];
extern const struct sx_bounds sx_table_bounds[];
extern const struct sx_object_spec sx_table_objects[];

static inline struct sx_string sx_property_name(const struct sx_property_spec *property) {
    return sx_text_of(property->name);
}
/** "map", "string", ...: "Property 'X' should be a <expected>."; NULL: "Type of property" */
static inline const char *sx_property_expected(const struct sx_property_spec *property) {
    return property->expected_at ? &sx_table_texts[property->expected_at] : NULL;
}
/** "AWS::Lambda::Function.Code.S3Bucket": what it passes to; or NULL. */
static inline const char *sx_property_cloudformation(const struct sx_property_spec *property) {
    return property->cloudformation_at ? &sx_table_texts[property->cloudformation_at] : NULL;
}
/** The keys of the map; of the maps in a list<map> or map<map>; or NULL. */
static inline const struct sx_object_spec *sx_property_object(const struct sx_property_spec *property) {
    return property->object_at ? &sx_table_objects[property->object_at] : NULL;
}
/** NULL: none. */
static inline const struct sx_bounds *sx_property_bounds(const struct sx_property_spec *property) {
    return property->bounds_at ? &sx_table_bounds[property->bounds_at] : NULL;
}
/* The following are NULL-terminated; NULL: there are none. */
/** The strings that it, or an item of it, may be. */
static inline const char *const *sx_property_values(const struct sx_property_spec *property) {
    return sx_table_lists[property->values_at];
}
/** Properties that must stand beside it. */
static inline const char *const *sx_property_requires(const struct sx_property_spec *property) {
    return sx_table_lists[property->requires_at];
}
/** Properties that must not stand beside it. */
static inline const char *const *sx_property_excludes(const struct sx_property_spec *property) {
    return sx_table_lists[property->excludes_at];
}
/** Without one of these it has no effect. */
static inline const char *const *sx_property_useless_without(const struct sx_property_spec *property) {
    return sx_table_lists[property->useless_without_at];
}
/** Beside one of these it has no effect. */
static inline const char *const *sx_property_useless_with(const struct sx_property_spec *property) {
    return sx_table_lists[property->useless_with_at];
}

/** What a Globals section accepts, in the order in which the reference lists it. */
struct sx_globals_spec {
    struct sx_string section; /* "Function" */
    const struct sx_string *properties;
    size_t count;
};

/** A CloudFormation type that samx emits or edits. */
struct sx_cloudformation_spec {
    struct sx_string type;
    bool tags;                           /* it has Tags that PropagateTags fills */
    const char *const *replaces;         /* types whose logical id it may take over; NULL-terminated, or NULL */
    const struct sx_object_spec *object; /* the properties of a type that events edit; or NULL */
};

/** What Fn::GetAtt can name of a CloudFormation type. */
struct sx_attribute_list {
    struct sx_text type;
    uint16_t first, count; /* in sx_table_attribute_names */
    bool open;             /* there are more */
};

extern const struct sx_text sx_table_attribute_names[];

/** One of its `count` names; "Outputs.*" stands for all that begin so. */
static inline struct sx_string sx_attribute_name(const struct sx_attribute_list *list, size_t index) {
    return sx_text_of(sx_table_attribute_names[list->first + index]);
}

struct sx_policy_template {
    struct sx_string name;
    const char *const *parameters; /* NULL-terminated, in the order of the reference's file */
    struct sx_string definition;   /* for sx_spec_tree(): {"Statement": [...]} with {"Ref": parameter} inside */
};

/** What may stand for an end of a connector in its profile: %{Source.Arn}. Connectors give them by these names too. */
#define SX_CONNECTOR_VALUES(X)                \
    X(SX_CONNECTOR_ARN, "Arn")                \
    X(SX_CONNECTOR_QUEUE_URL, "QueueUrl")     \
    X(SX_CONNECTOR_RESOURCE_ID, "ResourceId") \
    X(SX_CONNECTOR_NAME, "Name")              \
    X(SX_CONNECTOR_QUALIFIER, "Qualifier")

enum sx_connector_value {
#define SX_CONNECTOR_VALUE(identifier, name) identifier,
    SX_CONNECTOR_VALUES(SX_CONNECTOR_VALUE)
#undef SX_CONNECTOR_VALUE
        SX_CONNECTOR_VALUE_COUNT
};

/** How such a value is made of a logical id. */
struct sx_connector_expression {
    enum { SX_EXPRESSION_NONE, SX_EXPRESSION_REF, SX_EXPRESSION_GET_ATT, SX_EXPRESSION_TEXT } kind;
    const char *text; /* the attribute, or the text */
};

/** A type that connectors connect. */
struct sx_connector_type {
    struct sx_string type;
    const char *sam;     /* the SAM type that becomes it; or NULL */
    const char *role;    /* the property that holds its role; or NULL */
    bool role_of_target; /* a property of those of its Targets that is at the other end */
    struct sx_connector_expression values[SX_CONNECTOR_VALUE_COUNT];
};

enum sx_connector_grant {
    SX_GRANTS_ROLE_POLICY,
    SX_GRANTS_QUEUE_POLICY,
    SX_GRANTS_TOPIC_POLICY,
    SX_GRANTS_FUNCTION_PERMISSION,
};

/** What waits for what a connector generates. */
enum sx_connector_dependent {
    SX_DEPENDED_BY_NOTHING,
    SX_DEPENDED_BY_SOURCE,
    SX_DEPENDED_BY_EVENT_SOURCE_MAPPING,
};

struct sx_connector_permission {
    struct sx_string name;       /* "Read" */
    struct sx_string definition; /* for sx_spec_tree(): statements of a policy, or properties of a Lambda permission */
};

/** Permissions that may be asked for together. */
struct sx_connector_choice {
    unsigned permissions;  /* bits: 1 << the index of the permission */
    struct sx_string text; /* "Read + Write" */
};

struct sx_connector_profile {
    enum sx_connector_grant grants;
    bool at_source; /* the role, queue, topic or function is the source's; else the destination's */
    enum sx_connector_dependent depended_by;
    const struct sx_connector_permission *permissions; /* in the order of messages and outputs */
    size_t permission_count;
    const struct sx_connector_choice *choices; /* NULL: permissions may be chosen freely */
    size_t choice_count;
};

/** A runtime of Lambda. Days are seconds from 1970 on. */
struct sx_runtime {
    struct sx_string name;
    int64_t deprecated, no_create, no_update; /* from when on functions cannot be created, or not even updated */
    bool snap_start, x86_64_only;
};

/** NULL for a type that is not known. */
const struct sx_object_spec *sx_spec_resource(struct sx_string type);
/** An event of a Function; of a StateMachine, whose events have properties of their own. */
const struct sx_object_spec *sx_spec_event(struct sx_string type);
const struct sx_object_spec *sx_spec_state_machine_event(struct sx_string type);
/** All of each, sorted by name. */
const struct sx_object_spec *sx_spec_resources(size_t *count);
const struct sx_object_spec *sx_spec_events(size_t *count);
const struct sx_object_spec *sx_spec_state_machine_events(size_t *count);
/** What each entry is of an attribute of resources that holds resources: Connectors. NULL for others. */
const struct sx_object_spec *sx_spec_embedded(struct sx_string name);
/** NULL for a key that the object does not have. */
const struct sx_property_spec *sx_spec_property(const struct sx_object_spec *object, struct sx_string name);

/** NULL for a section that Globals does not have. */
const struct sx_globals_spec *sx_spec_globals(struct sx_string section);
/** All sections, sorted by name. */
const struct sx_globals_spec *sx_spec_globals_sections(size_t *count);

const struct sx_cloudformation_spec *sx_spec_cloudformation(struct sx_string type);
/** The type that takes the place of a SAM type under its logical id; the type itself when it is none of SAM's. */
struct sx_string sx_spec_expanded_type(struct sx_string type);
/** NULL for a type of which nothing is known. */
const struct sx_attribute_list *sx_spec_attributes(struct sx_string type);
const struct sx_policy_template *sx_spec_policy_template(struct sx_string name);
/** A definition as a tree, which is made once and stands nowhere in the template. */
const struct sx_node *sx_spec_tree(struct sx_transform *t, struct sx_string definition);
/** All of them, sorted by name. */
const struct sx_policy_template *sx_spec_policy_templates(size_t *count);
const struct sx_connector_type *sx_spec_connector_type(struct sx_string type);
/** The type that a SAM type becomes; the type itself when it is none that connectors know. */
struct sx_string sx_spec_connector_type_of(struct sx_string type);
/** NULL when nothing connects them. */
const struct sx_connector_profile *sx_spec_connector_profile(struct sx_string source, struct sx_string destination);
/** The ARN of an AWS managed policy in a partition; the empty slice when it is not bundled. */
struct sx_string sx_spec_managed_policy(struct sx_string partition, struct sx_string name);
/** The names of all managed policies of a partition, sorted: an array of the arena. */
const struct sx_string *sx_spec_managed_policy_names(struct sx_transform *t, struct sx_string partition, size_t *count);
/** The partition of a region: "aws" unless a prefix says otherwise. */
struct sx_string sx_spec_partition(struct sx_string region);

/** NULL for a runtime that is not known. */
const struct sx_runtime *sx_spec_runtime(struct sx_string name);
/** All of each, sorted by name. */
const struct sx_runtime *sx_spec_runtimes(size_t *count);
const struct sx_text *sx_spec_time_zones(size_t *count);
bool sx_spec_is_time_zone(struct sx_string name);

#endif
