/* SPDX-License-Identifier: Apache-2.0 */

/* The schema of a whole template. What is not SAM's is described as far as a template needs it. */

#include "schema/schema.h"

static const struct sx_node *object(struct sx_transform *t) {
    return MAP({"type", S("object")});
}

/* {"allOf": [{"if": Type is X, "then": the schema of X}, ...]}, which says what is wrong with X alone. */
static const struct sx_node *when_type_is(struct sx_transform *t, struct sx_string type, const struct sx_node *then) {
    const struct sx_node *is_type = MAP({"Type", MAP({"const", TEXT(type)})});
    const struct sx_node *condition = MAP({"properties", is_type}, {"required", LIST(S("Type"))});
    return MAP({"if", condition}, {"then", then});
}

static bool requires_anything(const struct sx_schema_context *context, const struct sx_object_spec *spec) {
    for (size_t i = 0; i < spec->count; i++)
        if (sx_schema_requires(context, &spec->properties[i]))
            return true;
    return false;
}

/* -------------------------------------------------------------------------------------------------------- functions */

/* {"Ref": ...}, {"Fn::...": ...}, a text with a dynamic reference, or null */
static const struct sx_node *function(struct sx_transform *t) {
    const struct sx_node *keys = MAP({"^(Ref|Condition|Fn::[A-Za-z0-9:]+)$", EMPTY_MAP()});
    const struct sx_node *map =
        MAP({"type", S("object")}, {"patternProperties", keys}, {"additionalProperties", BOOL(false)},
            {"minProperties", INT(1)}, {"maxProperties", INT(1)});
    const struct sx_node *reference = MAP({"type", S("string")}, {"pattern", S("\\{\\{resolve:")});
    const struct sx_node *absent = MAP({"type", S("null")});
    return MAP({"description", S("An intrinsic function, a dynamic reference, or no value.")},
               {"anyOf", LIST(map, reference, absent)});
}

/* ----------------------------------------------------------------------------------------------------------- events */

static const struct sx_node *event(struct sx_transform *t, const struct sx_schema_context *context,
                                   const struct sx_object_spec *events, size_t count) {
    const struct sx_node *types = EMPTY_LIST(), *cases = EMPTY_LIST();
    for (size_t i = 0; i < count; i++) {
        const struct sx_node *properties = sx_schema_of_object(t, context, &events[i]);
        const struct sx_node *needed = requires_anything(context, &events[i]) ? LIST(S("Properties")) : NULL;
        const struct sx_node *then = MAP({"properties", MAP({"Properties", properties})}, {"required", needed});
        types = sx_append(t, types, TEXT(events[i].name));
        cases = sx_append(t, cases, when_type_is(t, events[i].name, then));
    }
    const struct sx_node *properties = MAP({"Type", MAP({"enum", types})}, {"Properties", object(t)});
    return MAP({"type", S("object")}, {"properties", properties}, {"required", LIST(S("Type"))},
               {"additionalProperties", BOOL(false)}, {"allOf", cases});
}

/* The table says of Events that they are a map of maps; what is in these depends on their Type. */
static const struct sx_node *with_events(struct sx_transform *t, const struct sx_node *properties,
                                         struct sx_string type) {
    struct sx_string name = STR("event");
    if (sx_string_is(type, "AWS::Serverless::StateMachine"))
        name = STR("state-machine-event");
    else if (!sx_string_is(type, "AWS::Serverless::Function"))
        return properties;
    const struct sx_node *events =
        MAP({"type", LIST(S("object"), S("null"))}, {"additionalProperties", sx_schema_ref(t, name)});
    const struct sx_node *keys = sx_with(t, GET(properties, "properties"), STR("Events"), events);
    return sx_with(t, properties, STR("properties"), keys);
}

/* -------------------------------------------------------------------------------------------------------- resources */

static const char *const policies[] = {"Delete", "Retain", "RetainExceptOnCreate", "Snapshot", NULL};

static const struct sx_node *resource_attributes(struct sx_transform *t, const struct sx_schema_context *context) {
    const struct sx_node *policy = sx_schema_or_function(t, context, MAP({"enum", sx_schema_texts(t, policies)}));
    const struct sx_node *depends = MAP({"type", LIST(S("string"), S("array"))}, {"items", MAP({"type", S("string")})});
    const struct sx_node *connectors = MAP({"type", S("object")}, {"additionalProperties", object(t)});
    return MAP({"Type", MAP({"type", S("string")})}, {"Properties", object(t)},
               {"Condition", MAP({"type", LIST(S("string"), S("null"))})}, {"DependsOn", depends},
               {"Metadata", object(t)}, {"DeletionPolicy", policy}, {"UpdateReplacePolicy", policy},
               {"UpdatePolicy", object(t)}, {"CreationPolicy", object(t)}, {"Connectors", connectors},
               {"IgnoreGlobals", EMPTY_MAP()});
}

static struct sx_string section_of(struct sx_string type) {
    return sx_string_slice(type, sizeof("AWS::Serverless::") - 1, type.length);
}

/* The properties of a SAM type, by the name of the type. */
static void define_resources(struct sx_transform *t, const struct sx_schema_context *context,
                             struct sx_fields *definitions) {
    size_t count;
    const struct sx_object_spec *resources = sx_spec_resources(&count);
    for (size_t i = 0; i < count; i++) {
        struct sx_schema_context of_type = *context;
        of_type.globals = sx_spec_globals(section_of(resources[i].name));
        const struct sx_node *properties = sx_schema_of_object(t, &of_type, &resources[i]);
        sx_fields_set(t, definitions, resources[i].name, with_events(t, properties, resources[i].name));
    }
}

static const struct sx_node *resource(struct sx_transform *t, const struct sx_schema_context *context) {
    size_t count;
    const struct sx_object_spec *resources = sx_spec_resources(&count);
    const struct sx_node *types = EMPTY_LIST(), *cases = EMPTY_LIST();
    const struct sx_node *attributes = resource_attributes(t, context);
    for (size_t i = 0; i < count; i++) {
        struct sx_schema_context of_type = *context;
        of_type.globals = sx_spec_globals(section_of(resources[i].name));
        const struct sx_node *properties =
            sx_with(t, attributes, STR("Properties"), sx_schema_ref(t, resources[i].name));
        const struct sx_node *needed = requires_anything(&of_type, &resources[i]) ? LIST(S("Properties")) : NULL;
        const struct sx_node *then =
            MAP({"properties", properties}, {"required", needed}, {"additionalProperties", BOOL(false)});
        types = sx_append(t, types, TEXT(resources[i].name));
        cases = sx_append(t, cases, when_type_is(t, resources[i].name, then));
    }
    const struct sx_node *other = MAP({"type", S("string")}, {"pattern", S("^(?!AWS::Serverless::).+")});
    const struct sx_node *type = MAP({"anyOf", LIST(MAP({"enum", types}), other)});
    return MAP({"type", S("object")}, {"properties", MAP({"Type", type})}, {"required", LIST(S("Type"))},
               {"allOf", cases});
}

/* ---------------------------------------------------------------------------------------------------------- Globals */

/* '~' and '/' stand in no name, so that a JSON Pointer needs no escapes. */
static const struct sx_node *property_of(struct sx_transform *t, struct sx_string type, struct sx_string name) {
    return sx_schema_ref(t, CAT(t, type, STR("/properties/"), name));
}

static const struct sx_node *globals(struct sx_transform *t) {
    size_t count;
    const struct sx_globals_spec *sections = sx_spec_globals_sections(&count);
    struct sx_fields fields = {0};
    for (size_t i = 0; i < count; i++) {
        struct sx_string type = CAT(t, STR("AWS::Serverless::"), sections[i].section);
        const struct sx_object_spec *spec = sx_spec_resource(type);
        struct sx_fields properties = {0};
        for (size_t j = 0; j < sections[i].count; j++) {
            const struct sx_property_spec *property = sx_spec_property(spec, sections[i].properties[j]);
            bool known = property && !property->unused;
            sx_fields_set(t, &properties, sections[i].properties[j],
                          known ? property_of(t, type, sx_property_name(property)) : EMPTY_MAP());
        }
        sx_fields_set(t, &fields, sections[i].section,
                      MAP({"type", S("object")}, {"properties", sx_fields_node(t, &properties, NULL)},
                          {"additionalProperties", BOOL(false)}));
    }
    return MAP({"type", S("object")}, {"properties", sx_fields_node(t, &fields, NULL)},
               {"additionalProperties", BOOL(false)});
}

/* --------------------------------------------------------------------------------------------------- other sections */

static const struct sx_node *by_logical_id(struct sx_transform *t, const struct sx_node *value) {
    const struct sx_node *keys = MAP({"^[A-Za-z0-9]+$", value}, {"^Fn::", EMPTY_MAP()});
    return MAP({"type", S("object")}, {"patternProperties", keys}, {"additionalProperties", BOOL(false)});
}

static const struct sx_node *parameter(struct sx_transform *t) {
    const struct sx_node *scalar = MAP({"type", LIST(S("string"), S("number"), S("boolean"))});
    const struct sx_node *count = MAP({"type", LIST(S("integer"), S("string"))});
    const struct sx_node *properties =
        MAP({"Type", MAP({"type", S("string")})}, {"Default", scalar}, {"Description", scalar},
            {"AllowedValues", MAP({"type", S("array")}, {"items", scalar})}, {"AllowedPattern", scalar},
            {"ConstraintDescription", scalar}, {"MinLength", count}, {"MaxLength", count}, {"MinValue", scalar},
            {"MaxValue", scalar}, {"NoEcho", scalar});
    return MAP({"type", S("object")}, {"properties", properties}, {"required", LIST(S("Type"))},
               {"additionalProperties", BOOL(false)});
}

static const struct sx_node *output(struct sx_transform *t) {
    const struct sx_node *export = MAP({"type", S("object")}, {"required", LIST(S("Name"))});
    const struct sx_node *properties = MAP({"Value", EMPTY_MAP()}, {"Description", EMPTY_MAP()},
                                           {"Condition", MAP({"type", S("string")})}, {"Export", export});
    return MAP({"type", S("object")}, {"properties", properties}, {"required", LIST(S("Value"))},
               {"additionalProperties", BOOL(false)});
}

static const struct sx_node *definitions(struct sx_transform *t, const struct sx_schema_context *context) {
    struct sx_fields fields = {0};
    size_t count;
    const struct sx_object_spec *events = sx_spec_events(&count);
    sx_fields_set(t, &fields, STR("function"), function(t));
    sx_fields_set(t, &fields, STR("parameter"), parameter(t));
    sx_fields_set(t, &fields, STR("output"), output(t));
    sx_fields_set(t, &fields, STR("resource"), resource(t, context));
    sx_fields_set(t, &fields, STR("event"), event(t, context, events, count));
    events = sx_spec_state_machine_events(&count);
    sx_fields_set(t, &fields, STR("state-machine-event"), event(t, context, events, count));
    define_resources(t, context, &fields);
    return sx_fields_node(t, &fields, NULL);
}

const struct sx_node *sx_schema(struct sx_transform *t, bool short_tags) {
    const struct sx_schema_context context = {.short_tags = short_tags};
    const struct sx_node *transform = MAP({"type", LIST(S("string"), S("array"), S("object"))});
    const struct sx_node *sections =
        MAP({"AWSTemplateFormatVersion", MAP({"type", S("string")})}, {"Description", MAP({"type", S("string")})},
            {"Metadata", object(t)}, {"Parameters", by_logical_id(t, sx_schema_ref(t, STR("parameter")))},
            {"Rules", object(t)}, {"Mappings", object(t)}, {"Conditions", object(t)}, {"Transform", transform},
            {"Globals", globals(t)}, {"Resources", by_logical_id(t, sx_schema_ref(t, STR("resource")))},
            {"Outputs", by_logical_id(t, sx_schema_ref(t, STR("output")))}, {"Hooks", object(t)});
    return MAP({"$schema", S("http://json-schema.org/draft-07/schema#")},
               {"title", S("AWS Serverless Application Model")},
               {"description", S("A template of AWS SAM. 'samx validate' finds more than a schema can say.")},
               {"type", S("object")}, {"properties", sections}, {"required", LIST(S("Resources"))},
               {"additionalProperties", BOOL(false)}, {"definitions", definitions(t, &context)});
}
