/* SPDX-License-Identifier: Apache-2.0 */

/** The intrinsic functions of a template, found once for all checks that look at them. */
#ifndef SAMX_LINT_FUNCTIONS_H
#define SAMX_LINT_FUNCTIONS_H

#include "lint/lint.h"

enum sx_section {
    SX_SECTION_OTHER,
    SX_SECTION_PARAMETERS,
    SX_SECTION_MAPPINGS,
    SX_SECTION_CONDITIONS,
    SX_SECTION_RULES,
    SX_SECTION_RESOURCES,
    SX_SECTION_OUTPUTS,
    SX_SECTION_GLOBALS,
    SX_SECTION_METADATA,
};

/** {"Ref": ...}, {"Fn::Sub": ...}; in Conditions and Rules also {"Condition": ...}. */
struct sx_function {
    struct sx_string name;        /* "Ref", "Fn::Sub" */
    const struct sx_pair *pair;   /* the key and the argument */
    const struct sx_node *node;   /* the mapping that it is */
    enum sx_section section;      /* where it stands: the section, */
    const struct sx_pair *entry;  /* the entry of it, or NULL, */
    struct sx_string attribute;   /* and below a resource or an output the key: "Properties" */
    const struct sx_pair *around; /* the function in whose argument it stands; or NULL */
    bool conditional;             /* a Fn::If decides whether it counts */
    bool beside;                  /* other keys stand beside it: CloudFormation does not take it for a function */
};

struct sx_functions {
    SX_VECTOR(struct sx_function) list; /* in the order of the text */
    bool macros;                        /* Transform names others than SAM, or functions do at the top */
    bool extensions;                    /* Transform names AWS::LanguageExtensions */
    bool includes;                      /* a Fn::Transform brings in text that may use anything of the template */
    bool open;                          /* what is not defined here may be defined by a macro or a loop */
};

/** Finds them in the template as it was written. */
struct sx_functions *sx_find_functions(struct sx_transform *t, const struct sx_node *source);

/** True when the text at the place of a function, or of a text, is that: what is generated has the place of its cause.
 */
bool sx_is_written(const struct sx_transform *t, const struct sx_node *node);

/** Fn::GetAtt in all its forms. */
struct sx_attribute_reference {
    struct sx_string id, attribute;
    struct sx_span id_span, attribute_span;
};
/** False when the argument has no id and attribute as texts. */
bool sx_read_get_att(struct sx_transform *t, const struct sx_node *argument, struct sx_attribute_reference *reference);

/** The text of Fn::Sub, and its variables: NULL in the short form. */
struct sx_substitution {
    const struct sx_node *text, *variables;
};
/** True for a mapping of variables, which is no function. */
bool sx_is_sub_mapping(const struct sx_node *node);
/** False when the argument has another form. */
bool sx_read_sub(const struct sx_node *argument, struct sx_substitution *substitution);
/** A walk through the ${name} of a text, and through its source beside it: so each has a place of its own. */
struct sx_sub_variables {
    struct sx_string text, source;
    size_t from, source_from;
    struct sx_span whole;
};
struct sx_sub_variables sx_sub_variables_of(const struct sx_transform *t, const struct sx_node *text);
/**
 * The next one, without spaces around its name; `*where` is the whole text when its own place cannot be told. Those
 * that stand for themselves, ${!name}, are passed over.
 */
bool sx_next_sub_variable(struct sx_sub_variables *variables, struct sx_string *name, struct sx_span *where);
/** The next one that is no variable of the function itself: `*id` is what it refers to, without the attribute. */
bool sx_next_sub_reference(const struct sx_transform *t, const struct sx_substitution *sub,
                           struct sx_sub_variables *variables, struct sx_string *id, struct sx_span *where);

/** True for AWS::Region and the like. */
bool sx_is_pseudo_parameter(struct sx_string name);
/** The names of all of them. */
const struct sx_string *sx_pseudo_parameters(size_t *count);

#endif
