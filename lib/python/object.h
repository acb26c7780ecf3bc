/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Python objects that the reference edits, for the documents whose dictionary order it shows: the OpenAPI document of a
 * REST API, which it prints as Python 2.7 would have and hashes, and the resources and events of a template that has
 * one.
 *
 * Unlike nodes, objects change. A document is edited in place, once, by its one owner; sx_object_node() makes a tree of
 * what has become of it. Two kinds of dictionary exist: the reference's imitation of Python 2.7's, in hash order, which
 * depends on every insertion, deletion, resize and copy; and Python 3's, in the order of insertion.
 */
#ifndef SAMX_PYTHON_OBJECT_H
#define SAMX_PYTHON_OBJECT_H

#include "tree/node.h"

enum sx_object_kind {
    SX_OBJECT_SCALAR, /* text, number, boolean, null */
    SX_OBJECT_LIST,
    SX_OBJECT_DICT,
};

struct sx_dict;
struct sx_document;
struct sx_sha1;

/** What all objects begin with. Read the members, but change an object by the functions below. */
struct sx_object {
    enum sx_object_kind kind;
    bool unicode; /* came from the template: a text is u'...' in Python 2.7, an integer beyond 64 bits ends in L */
    bool checked; /* of a dictionary, for its editor: all that is in it was looked at. See lib/openapi */
    /* scalar: its value. List, dictionary: the node that it was made from or that caused it, for its place; or NULL */
    const struct sx_node *node;
};

/** One entry of a dictionary. */
struct sx_dict_entry {
    struct sx_string key;
    bool unicode; /* the key came from the template */
    struct sx_span key_span;
    struct sx_object *value;
};

/* ------------------------------------------------------------------------------------------- to and from nodes -- */

/**
 * A deep copy of a node. `from_template` makes what the reference converts: dictionaries of Python 2.7, filled in the
 * order of the template, and unicode texts. Otherwise dictionaries of Python 3 and plain texts. NULL gives NULL.
 */
struct sx_object *sx_object_from_node(struct sx_transform *t, const struct sx_node *node, bool from_template);
/** The same of a mapping, to which the caller is going to add so many entries. */
struct sx_object *sx_object_from_mapping(struct sx_transform *t, const struct sx_node *mapping, bool from_template,
                                         size_t more);
/** The object as a tree: what it was made from keeps its place. Dictionaries in their order. NULL gives NULL. */
const struct sx_node *sx_object_node(struct sx_transform *t, const struct sx_object *object);

/** The same of the outermost levels alone: collections that lie deeper are empty. What a check of the top looks at. */
const struct sx_node *sx_object_outline(struct sx_transform *t, const struct sx_object *object, size_t levels);

struct sx_object *sx_object_text(struct sx_transform *t, struct sx_string text, bool unicode);
/** A scalar of any node that is no mapping or sequence. */
struct sx_object *sx_object_scalar(struct sx_transform *t, const struct sx_node *node, bool unicode);
/** A value of any kind that nobody looks into: sx_object_node() gives the node back. */
struct sx_object *sx_object_sealed(struct sx_transform *t, const struct sx_node *node);
struct sx_object *sx_object_bool(struct sx_transform *t, bool value);
struct sx_object *sx_object_list(struct sx_transform *t);
/** An empty dictionary of Python 2.7, as the reference makes with Py27Dict(). */
struct sx_object *sx_object_dict27(struct sx_transform *t);
/** An empty dictionary of Python 3. */
struct sx_object *sx_object_dict(struct sx_transform *t);
/** The same with room for so many entries, where there are as many dictionaries as methods; they may get more. */
struct sx_object *sx_object_dict27_for(struct sx_transform *t, size_t count);
struct sx_object *sx_object_dict_for(struct sx_transform *t, size_t count);

/* ------------------------------------------------------------------------------------------------------ asking -- */
/* These take NULL for "absent". */

bool sx_object_is_dict(const struct sx_object *object);
bool sx_object_is_list(const struct sx_object *object);
/** A text; `sx_object_string()` gives it, the empty slice for anything else. */
bool sx_object_is_text(const struct sx_object *object);
struct sx_string sx_object_string(const struct sx_object *object);
bool sx_object_text_is(const struct sx_object *object, const char *text);
bool sx_object_is_none(const struct sx_object *object);        /* NULL or null */
bool sx_object_is_true(const struct sx_object *object);        /* Python's truth */
bool sx_object_is_false_value(const struct sx_object *object); /* the boolean false */
bool sx_object_is_true_value(const struct sx_object *object);  /* the boolean true: Python's `is True` */
/** Equality of Python values. */
bool sx_object_equal(struct sx_transform *t, const struct sx_object *a, const struct sx_object *b);
/** One entry with a key Ref, Condition or Fn::...: the argument of the intrinsic `name` or NULL; and any intrinsic. */
struct sx_object *sx_object_intrinsic(const struct sx_transform *t, const struct sx_object *object, const char *name);
bool sx_object_is_intrinsic(const struct sx_transform *t, const struct sx_object *object);
bool sx_object_is_no_value(const struct sx_transform *t, const struct sx_object *object);
/** Where it stands. */
struct sx_span sx_object_at(const struct sx_object *object);
/** Of a list: what its editor found out about the content, NULL at first. See lib/openapi. */
void **sx_list_notes(struct sx_object *list);

/* ------------------------------------------------------------------------------------------------ dictionaries -- */
/* A value or item NULL is None. */

size_t sx_object_count(const struct sx_object *object); /* of entries or items; 0 for anything else */
/** The value of a key; NULL when absent or when `object` is no dictionary. */
struct sx_object *sx_dict_get(const struct sx_transform *t, const struct sx_object *object, struct sx_string key);
#define DICT_GET(object, literal) sx_dict_get(t, (object), STR(literal))
/** The entries in Python's order, as an array of `*count` that stays as it is when the dictionary changes afterwards.
 */
const struct sx_dict_entry *sx_dict_entries(struct sx_transform *t, const struct sx_object *object, size_t *count);
/** Going through the entries of a dictionary that does not change meanwhile, in Python's order; without a copy. */
struct sx_dict_walk {
    const struct sx_dict *dict;
    size_t next;
};
struct sx_dict_walk sx_dict_begin(struct sx_transform *t, const struct sx_object *object);
/** NULL at the end. */
const struct sx_dict_entry *sx_dict_next(struct sx_dict_walk *walk);
/** d[key] = value. The place, and the kind of the key, of an entry that exists stay. */
void sx_dict_set(struct sx_transform *t, struct sx_object *object, struct sx_string key, bool unicode_key,
                 struct sx_object *value);
#define DICT_SET(object, literal, value) sx_dict_set(t, (object), STR(literal), false, (value))
/** The same, with the place of the key in the template. */
void sx_dict_set_at(struct sx_transform *t, struct sx_object *object, struct sx_string key, bool unicode_key,
                    struct sx_span key_span, struct sx_object *value);
/** d.setdefault(key, value): the value that is there, or else the new one, set. */
struct sx_object *sx_dict_set_default(struct sx_transform *t, struct sx_object *object, struct sx_string key,
                                      bool unicode_key, struct sx_object *value);
/** del d[key]; nothing when it is absent. */
void sx_dict_remove(struct sx_transform *t, struct sx_object *object, struct sx_string key);
/** d.update(other): makes room for all of `other` first, which may change the order of a dictionary of Python 2.7. */
void sx_dict_update(struct sx_transform *t, struct sx_object *object, const struct sx_object *other);
/** d.update(other) where all `count` entries of `other` are there already, and the same: what is left is the room. */
void sx_dict_make_room(struct sx_transform *t, struct sx_object *object, size_t count);
/** d.copy(): the entries are shared, the order is as the reference's copy has it. */
struct sx_object *sx_dict_copy(struct sx_transform *t, const struct sx_object *object);

/**
 * A deep copy that keeps the order of each dictionary, and belongs to no document: for what is put into more than one.
 * NULL gives NULL.
 */
struct sx_object *sx_object_clone(struct sx_transform *t, struct sx_object *object);

void sx_list_push(struct sx_transform *t, struct sx_object *list, struct sx_object *item);
struct sx_object *sx_list_item(const struct sx_object *list, size_t index);
/** Puts another item in the place of one that is there. */
void sx_list_set(struct sx_object *list, size_t index, struct sx_object *item);

/* ---------------------------------------------------------------------------------------------------- documents -- */

/**
 * Makes `object` the root of a document. sx_document_copied() then says that the reference has made a deep copy of the
 * document and goes on with that: each dictionary of Python 2.7 in it is filled anew in its order, which can change it.
 * This costs nothing at once: a dictionary catches up when it is next looked at, and stops as soon as nothing changes
 * any more. What is set into a dictionary of the document belongs to the document from then on.
 */
struct sx_document *sx_document_new(struct sx_transform *t, struct sx_object *root);
struct sx_object *sx_document_root(const struct sx_document *document);
void sx_document_copied(struct sx_document *document);

/* ----------------------------------------------------------------------------------------------------- as text -- */

/** str(object) as the reference prints it for the hash of a deployment. */
struct sx_string sx_object_str(struct sx_transform *t, const struct sx_object *object);
/**
 * sx_object_node(), and adds str(object) to a digest on the way: a large document is in no cache, so it is gone through
 * once. The text is long, and nothing else needs it. NULL gives NULL, and adds nothing.
 */
const struct sx_node *sx_object_node_digest(struct sx_transform *t, const struct sx_object *object,
                                            struct sx_sha1 *digest);
/** json.dumps(object), with the default separators and in the order of the dictionaries. */
struct sx_string sx_object_json(struct sx_transform *t, const struct sx_object *object);

#endif
