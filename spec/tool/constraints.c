/* SPDX-License-Identifier: Apache-2.0 */

/* What a value must be beyond its type, and which properties go together: what the reference does not check. */

#include "compiler.h"

#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------------------------------------------------- of one property -- */

/** The number under `key` as it is written, or what it was before. */
static const char *read_number(struct compiler *c, const struct yaml *source, const char *key, const char *before) {
    const char *text = yaml_text(c, source, key);
    char *end = NULL;
    if (!text)
        return before;
    strtod(text, &end);
    if (*end || !strpbrk(text, "0123456789") || strspn(text, "+-.0123456789eE") != strlen(text))
        complain(c, yaml_get(source, key)->place, "%s must be a number", key);
    return text;
}

static const char *read_length(struct compiler *c, const struct yaml *source, const char *key, const char *before) {
    const char *text = read_number(c, source, key, before);
    if (text != before && strspn(text, "0123456789") != strlen(text))
        complain(c, yaml_get(source, key)->place, "%s must be a whole number", key);
    return text;
}

static const char *read_format(struct compiler *c, const struct yaml *source, const char *before) {
    static const struct {
        const char *name, *identifier;
    } formats[] = {
#define SX_FORMAT(identifier, name) {name, #identifier},
#include "spec/formats.def"
#undef SX_FORMAT
    };
    const char *format = yaml_text(c, source, "format");
    for (size_t i = 0; format && i < sizeof(formats) / sizeof(*formats); i++) {
        if (!strcmp(formats[i].name, format))
            return formats[i].identifier;
    }
    if (format)
        complain(c, yaml_get(source, "format")->place, "lib/spec/formats.def has no format '%s'", format);
    return before;
}

static void check_bounds(struct compiler *c, const struct yaml *source, const struct property *property) {
    unsigned kinds = property->type.self | property->type.items;
    if ((property->minimum || property->maximum) && !(kinds & (SX_TYPE_INT | SX_TYPE_FLOAT)))
        complain(c, source->place, "'%s' has a minimum or a maximum, but is not a number", property->name);
    if ((property->min_length || property->max_length) && !(kinds & (SX_TYPE_STRING | SX_TYPE_LIST)))
        complain(c, source->place, "'%s' has a length, but is neither a string nor a list", property->name);
    if (property->values_open && !property->values.count)
        complain(c, source->place, "'%s' has open values, but no values", property->name);
}

static void read_companions(struct compiler *c, const struct yaml *source, const char *key, struct names *names) {
    if (yaml_get(source, key))
        *names = yaml_names(c, yaml_get(source, key), key);
}

void read_constraints(struct compiler *c, const struct yaml *source, struct property *property) {
    if (source->kind != YAML_MAPPING)
        return;
    property->values_open = yaml_bool(c, source, "values_open", property->values_open);
    property->minimum = read_number(c, source, "minimum", property->minimum);
    property->maximum = read_number(c, source, "maximum", property->maximum);
    property->min_length = read_length(c, source, "min_length", property->min_length);
    property->max_length = read_length(c, source, "max_length", property->max_length);
    property->format = read_format(c, source, property->format);
    read_companions(c, source, "requires", &property->requires);
    read_companions(c, source, "excludes", &property->excludes);
    read_companions(c, source, "useless_without", &property->useless_without);
    read_companions(c, source, "useless_with", &property->useless_with);
    check_bounds(c, source, property);
}

/* ---------------------------------------------------------------------------------------------------- of objects -- */

void read_groups(struct compiler *c, const struct yaml *source, struct object *object) {
    static const struct {
        const char *key, *kind;
    } kinds[] = {
        {"exactly_one", "SX_GROUP_EXACTLY_ONE"},
        {"at_least_one", "SX_GROUP_AT_LEAST_ONE"},
        {"at_most_one", "SX_GROUP_AT_MOST_ONE"},
        {"together", "SX_GROUP_TOGETHER"},
    };
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        const struct yaml *list = yaml_expect(c, yaml_get(source, kinds[i].key), YAML_SEQUENCE, kinds[i].key);
        for (size_t j = 0; list && j < list->count; j++) {
            const struct yaml *names = list->entry[j].value;
            struct group group = {kinds[i].kind, yaml_names(c, names, kinds[i].key), names->place};
            if (group.names.count < 2)
                complain(c, names->place, "a group has two names or more");
            PUSH(c, &object->groups, group);
        }
    }
}

static void check_names(struct compiler *c, const struct object *object, const struct names *names,
                        struct place place) {
    for (size_t i = 0; i < names->count; i++) {
        const struct property *property = find_property(object, names->items[i]);
        if (!property || property->unused)
            complain(c, place, "'%s' has no property '%s'", object->name, names->items[i]);
    }
}

void check_constraints(struct compiler *c, const struct object *object) {
    for (size_t i = 0; i < object->groups.count; i++)
        check_names(c, object, &object->groups.items[i].names, object->groups.items[i].place);
    for (size_t i = 0; i < object->count; i++) {
        check_names(c, object, &object->properties[i].requires, object->place);
        check_names(c, object, &object->properties[i].excludes, object->place);
        check_names(c, object, &object->properties[i].useless_without, object->place);
        check_names(c, object, &object->properties[i].useless_with, object->place);
    }
}
