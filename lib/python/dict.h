/* SPDX-License-Identifier: Apache-2.0 */

/** What the files that make up python/object.h say to each other. */
#ifndef SAMX_PYTHON_DICT_H
#define SAMX_PYTHON_DICT_H

#include "python/object.h"

struct sx_dict *sx_dict_new(struct sx_transform *t, bool python27);
size_t sx_dict_count(const struct sx_dict *dict);
/** The key of a dictionary that has one entry. */
struct sx_string sx_dict_only_key(const struct sx_dict *dict);

/** sx_object_clone() of a dictionary. */
struct sx_object *sx_dict_clone(struct sx_transform *t, const struct sx_object *object);

/** `object`, and all inside it, belongs to `document` from now on. Nothing happens when either is NULL. */
void sx_document_take(struct sx_document *document, struct sx_object *object);

#endif
