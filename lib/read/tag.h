/* SPDX-License-Identifier: Apache-2.0 */

/** Tags: the short forms of functions (!Sub), and those of YAML itself (!!str). */
#ifndef SAMX_READ_TAG_H
#define SAMX_READ_TAG_H

#include "diag/diag.h"

enum sx_tag_kind {
    SX_TAG_NONE,
    SX_TAG_RESOLVE,  /* a bare "!": the text decides, even when it is quoted */
    SX_TAG_FUNCTION, /* !Ref, !Sub: any tag with one "!" */
    SX_TAG_STRING,
    SX_TAG_INT,
    SX_TAG_FLOAT,
    SX_TAG_BOOL,
    SX_TAG_NULL,
    SX_TAG_SEQUENCE,
    SX_TAG_MAPPING,
    SX_TAG_UNKNOWN,
};

struct sx_tag {
    enum sx_tag_kind kind;
    struct sx_string name; /* of a function: what follows the "!" */
    struct sx_span span;
};

/** The tag whose full name is `name`: "!Ref", "tag:yaml.org,2002:str". */
struct sx_tag sx_tag_named(struct sx_transform *t, struct sx_string name, struct sx_span span);
/** The tag written as `text` in a document without %TAG directives: "!Ref", "!!str", "!<tag:yaml.org,2002:str>". */
struct sx_tag sx_tag_written(struct sx_transform *t, struct sx_string text, struct sx_span span);
/** The key that a function has in a template: "Ref", "Fn::Sub". */
struct sx_string sx_tag_function(struct sx_transform *t, const struct sx_tag *tag);

#endif
