/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include "spec/spec.h"

#include <string.h>

/** A name of the notation, and the kinds that it stands for. */
struct type_name {
    const char *name;
    unsigned kinds;
    unsigned checked_kinds; /* when it says what the reference checks */
};

static const struct type_name type_names[] = {
    {"string", SX_TYPE_STRING, SX_TYPE_STRING},
    {"map", SX_TYPE_MAP, SX_TYPE_MAP},
    {"list", SX_TYPE_LIST, SX_TYPE_LIST},
    /* Python's bool is an int, so isinstance(True, int) holds and a boolean passes where an integer is checked. */
    {"integer", SX_TYPE_INT, SX_TYPE_INT | SX_TYPE_BOOL},
    {"number", SX_TYPE_INT | SX_TYPE_FLOAT, SX_TYPE_INT | SX_TYPE_FLOAT | SX_TYPE_BOOL},
    {"boolean", SX_TYPE_BOOL, SX_TYPE_BOOL},
    {"any", SX_TYPE_ANY, SX_TYPE_ANY},
};

/** A text of the notation that is being read. */
struct notation {
    struct compiler *c;
    const struct yaml *source;
    const char *next;
    bool as_check, failed;
};

static void fail(struct notation *notation) {
    if (!notation->failed)
        complain(notation->c, notation->source->place,
                 "'%s' is not a type: string, map, list, integer, number, boolean, any, list<...>, map<...>, a|b",
                 notation->source->text);
    notation->failed = true;
}

static unsigned parse_name(struct notation *notation) {
    size_t length = strspn(notation->next, "abcdefghijklmnopqrstuvwxyz");
    for (size_t i = 0; i < sizeof(type_names) / sizeof(*type_names); i++) {
        const struct type_name *type = &type_names[i];
        if (strlen(type->name) == length && !strncmp(type->name, notation->next, length)) {
            notation->next += length;
            return notation->as_check ? type->checked_kinds : type->kinds;
        }
    }
    fail(notation);
    return 0;
}

/** The kinds between < and >, or any when there is no <. */
static unsigned parse_inner(struct notation *notation) {
    if (*notation->next != '<')
        return SX_TYPE_ANY;
    unsigned kinds = 0;
    do {
        notation->next++;
        kinds |= parse_name(notation);
    } while (!notation->failed && *notation->next == '|');
    if (*notation->next++ != '>')
        fail(notation);
    return kinds;
}

static void parse_alternative(struct notation *notation, struct type *type) {
    unsigned kinds = parse_name(notation);
    if (*notation->next == '<' && kinds != SX_TYPE_LIST && kinds != SX_TYPE_MAP) {
        fail(notation);
        return;
    }
    if (kinds == SX_TYPE_LIST)
        type->items = parse_inner(notation);
    else if (kinds == SX_TYPE_MAP)
        type->values = parse_inner(notation);
    type->self |= kinds;
}

static void parse_alternatives(struct compiler *c, const struct yaml *value, bool as_check, struct type *type) {
    struct notation notation = {c, value, value->text, as_check, false};
    parse_alternative(&notation, type);
    while (!notation.failed && *notation.next == '|') {
        notation.next++;
        parse_alternative(&notation, type);
    }
    if (!notation.failed && *notation.next)
        fail(&notation);
}

struct type parse_type(struct compiler *c, const struct yaml *value, bool as_check) {
    struct type type = {0, SX_TYPE_ANY, SX_TYPE_ANY};
    if (value->kind == YAML_SCALAR && as_check && !strcmp(value->text, "values")) {
        type.self = SX_TYPE_STRING;
    } else if (value->kind == YAML_SCALAR) {
        parse_alternatives(c, value, as_check, &type);
    } else if (value->kind == YAML_SEQUENCE && as_check && value->count) {
        for (size_t i = 0; i < value->count; i++) {
            if (yaml_expect(c, value->entry[i].value, YAML_SCALAR, "an alternative"))
                parse_alternatives(c, value->entry[i].value, as_check, &type);
        }
    } else {
        complain(c, value->place, "a type must be a text%s", as_check ? " or a list of texts" : "");
    }
    return type;
}

/** "the string 'A'"; "one of the strings: 'A' or 'B'"; "one of the strings: 'A', 'B', or 'C'". */
static const char *expected_value(struct compiler *c, const struct names *values) {
    if (values->count == 1)
        return join(c, "the string '", values->items[0], "'", NULL);
    char *text = "one of the strings: ";
    for (size_t i = 0; i < values->count; i++) {
        const char *separator = values->count == 2 ? " or " : i + 1 == values->count ? ", or " : ", ";
        text = join(c, text, i ? separator : "", "'", values->items[i], "'", NULL);
    }
    return text;
}

const char *expected_of(struct compiler *c, const struct yaml *check, const struct names *values) {
    /* The reference knows what to say for exactly these checks; a list of alternatives has none, even of one. */
    if (!check || check->kind != YAML_SCALAR)
        return NULL;
    if (!strcmp(check->text, "string") || !strcmp(check->text, "map"))
        return check->text;
    if (strcmp(check->text, "values") != 0)
        return NULL;
    if (!values->count)
        complain(c, check->place, "'check: values' needs values");
    return expected_value(c, values);
}
