/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The spec compiler: reads the YAML files of spec/, checks them strictly, and writes the constant tables of lib/spec as
 * one C file. spec/README.md describes the notation. It is a program of the build, so it prints and exits.
 */
#ifndef SAMX_SPEC_COMPILER_H
#define SAMX_SPEC_COMPILER_H

#include "spec/spec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* ------------------------------------------------------------------------------------------------------ reading -- */

struct place {
    const char *file;
    unsigned line;
};

enum yaml_kind {
    YAML_SCALAR,
    YAML_SEQUENCE,
    YAML_MAPPING,
};

/** A value of a spec file. Spec files need no anchors, tags or numbers: every scalar is a text. */
struct yaml {
    enum yaml_kind kind;
    struct place place;
    const char *text;         /* of a scalar */
    bool quoted;              /* the scalar stands in quotes */
    struct yaml_entry *entry; /* of a mapping or a sequence */
    size_t count;
};

struct yaml_entry {
    const char *key; /* NULL in a sequence */
    struct place place;
    struct yaml *value;
};

/* -------------------------------------------------------------------------------------------------------- model -- */

#define VECTOR(type)            \
    struct {                    \
        type *items;            \
        size_t count, capacity; \
    }

/** Names of the file, each with the place where it stands. */
struct names {
    const char **items;
    size_t count;
};

struct texts {
    const char **items;
    size_t count, capacity;
};

/** As struct sx_type. */
struct type {
    unsigned self, items, values;
};

struct object;

/** As struct sx_property_spec. */
struct property {
    const char *name;
    struct type check;
    bool required, intrinsics, values_checked;
    const char *expected;
    struct type type;
    bool type_required, unused;
    struct names values;
    const struct object *object;
    const char *cloudformation;
    bool values_open;
    const char *minimum, *maximum, *min_length, *max_length; /* numbers as they are written; NULL: none */
    const char *format;                                      /* the name of the enumerator, or NULL */
    struct names requires, excludes, useless_without, useless_with;
};

/** As struct sx_group_spec. */
struct group {
    const char *kind; /* the name of the enumerator */
    struct names names;
    struct place place;
};

/** As struct sx_object_spec. */
struct object {
    const char *name;
    struct property *properties;
    size_t count;
    struct place place;
    VECTOR(struct group) groups;
    bool whole;
    unsigned number; /* in the names of its tables */
    size_t at;       /* in sx_table_objects; 0: it is not nested */
};

struct globals {
    const char *section;
    struct names properties;
};

struct cloudformation {
    const char *type;
    bool tags;
    struct names replaces;
    const struct object *object;
};

/** As struct sx_attribute_list. */
struct attributes {
    const char *type;
    struct names names;
    bool open;
};

struct policy_template {
    const char *name;
    struct names parameters;
    const struct yaml *statement;
};

/** A type that connectors connect: as struct sx_connector_type, with the values as they are written. */
struct connector_type {
    const char *type, *sam, *role;
    const char *values[SX_CONNECTOR_VALUE_COUNT];
};

struct connector_permission {
    const char *name;
    const struct yaml *definition;
};

/** Permissions that may be asked for together. */
struct connector_choice {
    unsigned permissions; /* as bits */
    const char *text;     /* "Read + Write" */
};

/** As struct sx_connector_profile. */
struct connector_profile {
    const char *grants, *depended_by; /* the names of the enumerators */
    bool at_source;
    VECTOR(struct connector_permission) permissions;
    VECTOR(struct connector_choice) choices;
};

/** What connects a source to a destination. */
struct connector_pair {
    const char *source, *destination;
    size_t profile; /* its index */
};

struct managed_policies {
    const char *partition;
    struct names paths; /* "service-role/AWSLambdaRole" */
};

struct partition {
    const char *prefix, *partition;
};

/** As struct sx_runtime. */
struct runtime {
    const char *name;
    long long deprecated, no_create, no_update;
    bool snap_start, x86_64_only;
};

/** A set of properties that several files share, read when it is first used. */
struct common {
    const char *name;
    const struct yaml *source;
    const struct object *included; /* as properties of a resource or an event, which the reference checks */
    const struct object *nested;   /* as the keys of a map */
    bool busy;                     /* being read: a set that meets itself is refused */
};

/** As samx_rule, without what lib/diag/rules.def says. */
struct rule {
    const char *explanation, *breaking, *mended;
    unsigned long line, column;
};

struct chunk;

struct compiler {
    struct chunk *memory;
    unsigned complaints;
    unsigned object_count;
    VECTOR(struct common) common;
    VECTOR(struct object *) objects; /* nested ones, each before those that use it */
    VECTOR(struct object *) resources;
    VECTOR(struct object *) events;
    VECTOR(struct object *) state_machine_events;
    VECTOR(struct object *) embedded_resources;
    VECTOR(struct globals) globals;
    VECTOR(struct cloudformation) cloudformation;
    VECTOR(struct attributes) attributes;
    VECTOR(struct policy_template) policy_templates;
    VECTOR(struct connector_type) connector_types;
    VECTOR(struct connector_profile) connector_profiles;
    VECTOR(struct connector_pair) connector_pairs;
    VECTOR(struct managed_policies) managed_policies;
    VECTOR(struct partition) partitions;
    VECTOR(struct runtime) runtimes;
    struct names time_zones;
    struct rule *rules; /* in the order of the catalogue; NULL until the first is read */
    /* while tables are written */
    struct texts texts, lists, bounds;
};

/* ------------------------------------------------------------------------------------------------------ support -- */

/** Zeroed memory that lives until compiler_free(). Ends the program when there is none. */
void *allocate(struct compiler *c, size_t size);
char *copy_text(struct compiler *c, const char *bytes, size_t length);
/** The parts, up to NULL, as one text. */
char *join(struct compiler *c, const char *first, ...);
void *grow(struct compiler *c, const void *items, size_t count, size_t *capacity, size_t size);
void compiler_free(struct compiler *c);

#define PUSH(c, vector, item)                                                                               \
    do {                                                                                                    \
        if ((vector)->count == (vector)->capacity)                                                          \
            (vector)->items =                                                                               \
                grow((c), (vector)->items, (vector)->count, &(vector)->capacity, sizeof(*(vector)->items)); \
        (vector)->items[(vector)->count++] = (item);                                                        \
    } while (0)

/** Prints "file:line: message" and counts it: a run with complaints writes nothing. */
void complain(struct compiler *c, struct place place, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* ---------------------------------------------------------------------------------------------------- yaml.c -- */

/** The document of a file, or NULL after a complaint. */
struct yaml *yaml_read(struct compiler *c, const char *file);

/** Complains unless `value` (NULL: absent, which is no reason to) is of the kind; returns it if it is, else NULL. */
const struct yaml *yaml_expect(struct compiler *c, const struct yaml *value, enum yaml_kind kind, const char *what);
const struct yaml *yaml_get(const struct yaml *mapping, const char *key);
/** Complains about every key of `mapping` that is not in the NULL-terminated list. */
void yaml_allow_keys(struct compiler *c, const struct yaml *mapping, const char *const *keys);
/** The text of the scalar under `key`; NULL when absent, or after a complaint. */
const char *yaml_text(struct compiler *c, const struct yaml *mapping, const char *key);
/** The "true" or "false" under `key`; `otherwise` when absent. */
bool yaml_bool(struct compiler *c, const struct yaml *mapping, const char *key, bool otherwise);
/** The scalars of a sequence, which must differ from each other; none when `value` is NULL. */
struct names yaml_names(struct compiler *c, const struct yaml *value, const char *what);

/* ---------------------------------------------------------------------------------------------- reading the parts */

/** types.c: "string", "list<string|map>", [string, map]. */
struct type parse_type(struct compiler *c, const struct yaml *value, bool as_check);
/** constraints.c: what the value of a property must be beyond its type, and what must or must not stand beside it. */
void read_constraints(struct compiler *c, const struct yaml *source, struct property *property);
/** The groups of properties of an object, after those that it has. */
void read_groups(struct compiler *c, const struct yaml *source, struct object *object);
/** Complains about names in groups, requires and excludes that no property of the object has. */
void check_constraints(struct compiler *c, const struct object *object);
/** properties.c: NULL when there is none. */
struct property *find_property(const struct object *object, const char *name);
/** types.c: what the reference says that the value should be, or NULL. */
const char *expected_of(struct compiler *c, const struct yaml *check, const struct names *values);

/** properties.c: a file that begins with "common", "resource", "event" or "embedded". */
void read_common(struct compiler *c, const struct yaml *document);
void read_resource(struct compiler *c, const struct yaml *document);
void read_event(struct compiler *c, const struct yaml *document);
void read_embedded(struct compiler *c, const struct yaml *document);
/** Complains about common sets that no file uses: they were never read, so never checked. */
void check_common(struct compiler *c);
/** An object with properties of which only the names are known. */
const struct object *object_of_names(struct compiler *c, const char *name, const struct names *names);

/** sections.c: the map under `key`, the one key of a document; NULL after a complaint. */
const struct yaml *only_section(struct compiler *c, const struct yaml *document, const char *key);
/** A text that YAML readers take for something else must stand in quotes: definitions hold texts alone. */
void refuse_untyped(struct compiler *c, const struct yaml *value);

/** sections.c: a file that begins with the key of the same name. */
void read_globals(struct compiler *c, const struct yaml *document);
void read_cloudformation(struct compiler *c, const struct yaml *document);
void read_attributes(struct compiler *c, const struct yaml *document);
void read_policy_templates(struct compiler *c, const struct yaml *document);
void read_managed_policies(struct compiler *c, const struct yaml *document);
/** connectors.c. */
void read_connectors(struct compiler *c, const struct yaml *document);
void read_partitions(struct compiler *c, const struct yaml *document);
/** facts.c. */
void read_runtimes(struct compiler *c, const struct yaml *document);
void read_time_zones(struct compiler *c, const struct yaml *document);
/** rules.c. */
void read_rule(struct compiler *c, const struct yaml *document);
/** Every rule of the catalogue has a file. */
void check_rules(struct compiler *c);

/* ------------------------------------------------------------------------------------------------------ writing -- */

/** write.c: all tables. */
void write_tables(struct compiler *c, FILE *out);
/** The text as a C literal, quotes included. */
void write_literal(FILE *out, const char *text);
/** `static const char *const NAME[] = {..., NULL};`, or nothing when there are none. */
void write_names(FILE *out, const char *name, unsigned number, const struct names *names);

/**
 * write_places.c: the place, among those that are written last, of a text, of a list given by the name of its array,
 * and of bounds as they are written in C.
 */
size_t place_text(struct compiler *c, const char *text);
/** The same as an initialiser of struct sx_text. */
void write_place(struct compiler *c, FILE *out, const char *text);
size_t place_list(struct compiler *c, const char *name);
size_t place_bounds(struct compiler *c, const char *bounds);
void write_places(struct compiler *c, FILE *out);

/** write_objects.c: nested objects, resources, events. */
void write_objects(struct compiler *c, FILE *out);
/** write_connectors.c: types, and profiles with their trees. */
void write_connectors(struct compiler *c, FILE *out);
/** facts.c. */
void write_runtimes(struct compiler *c, FILE *out);
void write_time_zones(struct compiler *c, FILE *out);
/** rules.c: the catalogue with its explanations. */
void write_rules(struct compiler *c, FILE *out);
/** write_policies.c: a tree as a literal, which lib/spec/tree.c reads. */
void write_tree(struct compiler *c, FILE *out, const struct yaml *value);
/** Policy templates with their trees, managed policies. */
void write_policy_templates(struct compiler *c, FILE *out);
void write_managed_policies(struct compiler *c, FILE *out);

#endif
