/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include "spec/spec.h"

#include <string.h>

/** Where properties stand. */
struct context {
    const char *name;           /* of the object: "AWS::Serverless::Function", "Function.VpcConfig" */
    const char *cloudformation; /* the type that a `to` without a type means, or NULL */
    const char *passes_to;      /* where the object as a whole passes to, or NULL */
    bool checked;               /* properties of a resource or an event: the reference checks them */
    bool whole;                 /* as in struct sx_object_spec, unless the object says otherwise */
};

/* The keys of an object that are not its properties. */
#define OBJECT_KEYS "whole", "exactly_one", "at_least_one", "at_most_one", "together"

static struct object *read_object(struct compiler *c, const struct context *context, const struct yaml *source,
                                  const struct object *included);

/* ------------------------------------------------------------------------------------------ the keys of a property */

static void read_check(struct compiler *c, const struct context *context, const struct yaml *source,
                       struct property *property) {
    const struct yaml *check = yaml_get(source, "check");
    if (check && !context->checked) {
        complain(c, check->place, "the reference does not check the keys of nested objects");
    } else if (check) {
        property->check = parse_type(c, check, true);
        property->expected = expected_of(c, check, &property->values);
        property->values_checked = check->kind == YAML_SCALAR && !strcmp(check->text, "values");
    }
    property->intrinsics = yaml_bool(c, source, "intrinsics", check ? true : property->intrinsics);
    if (yaml_get(source, "intrinsics") && !check)
        complain(c, yaml_get(source, "intrinsics")->place, "intrinsics says something only beside check");
}

static void read_required(struct compiler *c, const struct context *context, const struct yaml *source,
                          struct property *property) {
    const char *required = yaml_text(c, source, "required");
    if (!required)
        return;
    bool both = !strcmp(required, "true");
    bool check = !strcmp(required, "check"), language = !strcmp(required, "language");
    if (!both && !(context->checked && (check || language)))
        complain(c, yaml_get(source, "required")->place, "required must be true%s",
                 context->checked ? ", check or language" : "");
    property->required = context->checked && (both || check);
    property->type_required = both || language;
}

static void read_target(struct compiler *c, const struct context *context, const struct yaml *source,
                        struct property *property) {
    const char *to = yaml_text(c, source, "to");
    if (to && strstr(to, "::"))
        property->cloudformation = to;
    else if (to && context->cloudformation)
        property->cloudformation = join(c, context->cloudformation, ".", to, NULL);
    else if (to)
        complain(c, yaml_get(source, "to")->place, "'%s' of which type? The file names no cloudformation", to);
    else if (context->passes_to && !property->cloudformation)
        property->cloudformation = join(c, context->passes_to, ".", property->name, NULL);
}

static struct common *find_common(struct compiler *c, const struct yaml *reference) {
    for (size_t i = 0; reference && i < c->common.count; i++) {
        if (!strcmp(c->common.items[i].name, reference->text))
            return &c->common.items[i];
    }
    if (reference)
        complain(c, reference->place, "there is no common set '%s'", reference->text);
    return NULL;
}

/** A common set, read at its first use in each of its two roles. */
static const struct object *common_object(struct compiler *c, const struct yaml *reference, bool nested) {
    static const char *const keys[] = {"cloudformation", "properties", OBJECT_KEYS, NULL};
    struct common *common = find_common(c, yaml_expect(c, reference, YAML_SCALAR, "the name of a common set"));
    if (!common)
        return NULL;
    const struct object **object = nested ? &common->nested : &common->included;
    if (common->busy) {
        complain(c, reference->place, "the common set '%s' contains itself", common->name);
    } else if (!*object && yaml_expect(c, common->source, YAML_MAPPING, "a common set")) {
        struct context context = {common->name, yaml_text(c, common->source, "cloudformation"), NULL, !nested, !nested};
        yaml_allow_keys(c, common->source, keys);
        common->busy = true;
        *object = read_object(c, &context, common->source, NULL);
        common->busy = false;
    }
    return *object;
}

static const char *nested_name(struct compiler *c, const struct context *context, const struct property *property) {
    static const char prefix[] = "AWS::Serverless::";
    const char *name = context->name;
    if (!strncmp(name, prefix, sizeof(prefix) - 1))
        name += sizeof(prefix) - 1;
    return join(c, name, ".", property->name, NULL);
}

static void read_nested(struct compiler *c, const struct context *context, const struct yaml *source,
                        struct property *property) {
    const struct yaml *properties = yaml_get(source, "properties"), *reference = yaml_get(source, "object");
    if (!properties && !reference)
        return;
    if (properties && reference)
        complain(c, reference->place, "'%s' has both properties and an object", property->name);
    if (!(property->type.self & (SX_TYPE_MAP | SX_TYPE_LIST)))
        complain(c, source->place, "'%s' has keys, but is not a map and does not hold maps", property->name);
    if (properties) {
        struct context inner = {nested_name(c, context, property), context->cloudformation, property->cloudformation,
                                false, !context->checked && context->whole};
        property->object = read_object(c, &inner, source, NULL);
    } else {
        property->object = common_object(c, reference, true);
    }
}

/** What `source` says about a property, over what is known of it already. */
static void read_property(struct compiler *c, const struct context *context, const struct yaml *source,
                          struct property *property) {
    static const char *const keys[] = {
        "check",  "intrinsics", "required",        "type",         "values",   "to",         "properties",
        "object", "unused",     "values_open",     "minimum",      "maximum",  "min_length", "max_length",
        "format", "requires",   "useless_without", "useless_with", "excludes", OBJECT_KEYS,  NULL};
    const struct yaml *type = source->kind == YAML_SCALAR ? source : yaml_get(source, "type");
    if (source->kind != YAML_SCALAR && !yaml_expect(c, source, YAML_MAPPING, "a property"))
        return;
    if (source->kind == YAML_MAPPING)
        yaml_allow_keys(c, source, keys);
    if (type)
        property->type = parse_type(c, type, false);
    if (yaml_get(source, "values"))
        property->values = yaml_names(c, yaml_get(source, "values"), "values");
    if (property->values.count && !((property->type.self | property->type.items) & SX_TYPE_STRING))
        complain(c, source->place, "'%s' has values, but is not a string", property->name);
    read_check(c, context, source, property);
    read_required(c, context, source, property);
    read_target(c, context, source, property);
    read_nested(c, context, source, property);
    read_constraints(c, source, property);
    property->unused = yaml_bool(c, source, "unused", property->unused);
    if (!property->type.self && !property->unused)
        complain(c, source->place, "'%s' has no type", property->name);
    if (property->unused && (type || property->type_required))
        complain(c, source->place, "'%s' is unused, so it has no type and nothing requires it", property->name);
}

/* ---------------------------------------------------------------------------------------------------- objects -- */

struct property *find_property(const struct object *object, const char *name) {
    for (size_t i = 0; i < object->count; i++) {
        if (!strcmp(object->properties[i].name, name))
            return &object->properties[i];
    }
    return NULL;
}

static struct object *new_object(struct compiler *c, const char *name, size_t capacity) {
    struct object *object = allocate(c, sizeof(*object));
    object->name = name;
    object->properties = allocate(c, capacity * sizeof(*object->properties));
    return object;
}

static struct property *add_property(struct object *object, const char *name) {
    static const struct type any = {SX_TYPE_ANY, SX_TYPE_ANY, SX_TYPE_ANY};
    struct property *property = &object->properties[object->count++];
    *property = (struct property){.name = name, .check = any};
    return property;
}

/** Nested objects get their tables here, each before the one that holds it. */
static void number_object(struct compiler *c, struct object *object, bool nested) {
    object->number = ++c->object_count;
    if (!nested)
        return;
    PUSH(c, &c->objects, object);
    object->at = c->objects.count; /* the first is none */
}

/**
 * The properties of `source` over those that it includes. As in the reference, what is included comes first; a property
 * of the same name changes it in its place, others follow at the end.
 */
static struct object *read_object(struct compiler *c, const struct context *context, const struct yaml *source,
                                  const struct object *included) {
    const struct yaml *properties = yaml_expect(c, yaml_get(source, "properties"), YAML_MAPPING, "properties");
    struct context inner = *context;
    inner.whole = yaml_bool(c, source, "whole", context->whole);
    context = &inner;
    size_t own = properties ? properties->count : 0, inherited = included ? included->count : 0;
    struct object *object = new_object(c, context->name, own + inherited);
    if (included) {
        memcpy(object->properties, included->properties, inherited * sizeof(*object->properties));
        object->count = inherited;
        for (size_t i = 0; i < included->groups.count; i++)
            PUSH(c, &object->groups, included->groups.items[i]);
    }
    for (size_t i = 0; i < own; i++) {
        const struct yaml_entry *entry = &properties->entry[i];
        struct property *property = find_property(object, entry->key);
        if (!property)
            property = add_property(object, entry->key);
        read_property(c, context, entry->value, property);
    }
    if (!object->count)
        complain(c, source->place, "'%s' has no properties", context->name);
    read_groups(c, source, object);
    object->place = source->place;
    object->whole = context->whole;
    if (!context->checked)
        check_constraints(c, object);
    number_object(c, object, !context->checked);
    return object;
}

const struct object *object_of_names(struct compiler *c, const char *name, const struct names *names) {
    static const struct type any = {SX_TYPE_ANY, SX_TYPE_ANY, SX_TYPE_ANY};
    struct object *object = new_object(c, name, names->count);
    for (size_t i = 0; i < names->count; i++)
        add_property(object, names->items[i])->type = any;
    number_object(c, object, true);
    return object;
}

/* ------------------------------------------------------------------------------------------------------- files -- */

/** The included properties that the reference checks and that mean nothing here. */
static void mark_unused(struct compiler *c, const struct object *object, const struct yaml *source) {
    const struct yaml *list = yaml_get(source, "unused");
    struct names names = yaml_names(c, list, "unused");
    for (size_t i = 0; i < names.count; i++) {
        struct property *property = find_property(object, names.items[i]);
        if (!property) {
            complain(c, list->place, "unused: '%s' has no property '%s'", object->name, names.items[i]);
            continue;
        }
        property->unused = true;
        property->type = (struct type){0};
        property->values = (struct names){0};
        property->object = NULL;
        property->values_open = false;
        property->minimum = property->maximum = property->min_length = property->max_length = NULL;
        property->format = NULL;
        property->requires = property->excludes = property->useless_without = property->useless_with =
            (struct names){0};
    }
}

/** The object of a file of one resource or event; NULL after a complaint. */
static struct object *read_file(struct compiler *c, const struct yaml *document, const char *kind) {
    const char *const keys[] = {kind, "of", "cloudformation", "include", "unused", "properties", OBJECT_KEYS, NULL};
    struct context context = {yaml_text(c, document, kind), yaml_text(c, document, "cloudformation"), NULL, true, true};
    const struct yaml *include = yaml_get(document, "include");
    yaml_allow_keys(c, document, keys);
    if (!context.name)
        return NULL;
    const struct object *included = include ? common_object(c, include, false) : NULL;
    struct object *object = read_object(c, &context, document, included);
    mark_unused(c, object, document);
    check_constraints(c, object);
    return object;
}

void read_resource(struct compiler *c, const struct yaml *document) {
    struct object *object = read_file(c, document, "resource");
    if (yaml_get(document, "of"))
        complain(c, yaml_get(document, "of")->place, "only events are of something");
    if (object)
        PUSH(c, &c->resources, object);
}

/** Events are those of functions, unless the file says `of: StateMachine`. */
void read_event(struct compiler *c, const struct yaml *document) {
    struct object *object = read_file(c, document, "event");
    const char *of = yaml_text(c, document, "of");
    if (of && strcmp(of, "StateMachine"))
        complain(c, yaml_get(document, "of")->place, "events are of functions, or of: StateMachine");
    if (object && of)
        PUSH(c, &c->state_machine_events, object);
    else if (object)
        PUSH(c, &c->events, object);
}

/** What each entry of an attribute of resources is that holds resources. */
void read_embedded(struct compiler *c, const struct yaml *document) {
    struct object *object = read_file(c, document, "embedded");
    if (object)
        PUSH(c, &c->embedded_resources, object);
}

void read_common(struct compiler *c, const struct yaml *document) {
    static const char *const keys[] = {"common", NULL};
    const struct yaml *sets = yaml_expect(c, yaml_get(document, "common"), YAML_MAPPING, "common");
    yaml_allow_keys(c, document, keys);
    for (size_t i = 0; sets && i < sets->count; i++) {
        struct common common = {.name = sets->entry[i].key, .source = sets->entry[i].value};
        for (size_t j = 0; j < c->common.count; j++) {
            if (!strcmp(c->common.items[j].name, common.name))
                complain(c, sets->entry[i].place, "the common set '%s' stands in another file too", common.name);
        }
        PUSH(c, &c->common, common);
    }
}

void check_common(struct compiler *c) {
    for (size_t i = 0; i < c->common.count; i++) {
        const struct common *common = &c->common.items[i];
        if (!common->included && !common->nested)
            complain(c, common->source->place, "nothing uses the common set '%s'", common->name);
    }
}
