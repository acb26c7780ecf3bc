/* SPDX-License-Identifier: Apache-2.0 */

#include "emit/emit.h"
#include "emit/output.h"
#include "emit/yaml_string.h"
#include "python/notation.h"
#include "python/text.h"

#include <math.h>

/** YAML promises that a key of up to 1024 characters is found without a question mark before it. */
#define LONGEST_SIMPLE_KEY 1000

/** A mapping or sequence that is being written. */
struct frame {
    const struct sx_node *node;
    size_t next;
    size_t indent;         /* the column of its keys or dashes */
    bool continues_line;   /* its first entry stands behind the dash of the sequence around it */
    bool lists_conditions; /* the operands of Fn::And, Fn::Or, Fn::Not: {"Condition": name} is a function there */
};

struct writer {
    struct sx_buffer buffer;
    size_t limit; /* of the output: it is looked at for each entry */
    SX_VECTOR(struct frame) open;
};

/** Where a value stands. */
struct place {
    enum { AT_ROOT, AFTER_KEY, AFTER_DASH } kind;
    size_t indent;        /* the column of the key or dash */
    struct sx_string key; /* empty after a dash */
    bool is_condition_operand;
};

/* ------------------------------------------------------------------------------------------------- short tags -- */

/**
 * The functions that CloudFormation documents a short tag for. Any other Fn:: stays a key, which is always right:
 * a tag that CloudFormation does not know makes it refuse the template.
 */
static bool has_short_tag(struct sx_string function) {
    static const struct sx_string names[] = {
        STR_INIT("Fn::Sub"),       STR_INIT("Fn::GetAtt"),       STR_INIT("Fn::If"),     STR_INIT("Fn::Join"),
        STR_INIT("Fn::Select"),    STR_INIT("Fn::Equals"),       STR_INIT("Fn::And"),    STR_INIT("Fn::FindInMap"),
        STR_INIT("Fn::Or"),        STR_INIT("Fn::Not"),          STR_INIT("Fn::Base64"), STR_INIT("Fn::Split"),
        STR_INIT("Fn::GetAZs"),    STR_INIT("Fn::ImportValue"),  STR_INIT("Fn::Cidr"),   STR_INIT("Fn::Length"),
        STR_INIT("Fn::Transform"), STR_INIT("Fn::ToJsonString"),
    };
    if (!sx_string_starts_with(function, "Fn::"))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (sx_string_equal(function, names[i]))
            return true;
    return false;
}

static bool is_function_name(struct sx_string key) {
    return sx_string_is(key, "Ref") || sx_string_is(key, "Condition") || sx_string_starts_with(key, "Fn::");
}

static bool is_condition_function(struct sx_string key) {
    return sx_string_is(key, "Fn::And") || sx_string_is(key, "Fn::Or") || sx_string_is(key, "Fn::Not");
}

/**
 * True when `value` may stand behind a short tag. A scalar there is always read as a string. Functions written short
 * cannot be nested directly, so a function in a function makes the outer one long.
 */
static bool may_follow_tag(const struct sx_node *value) {
    switch (value->kind) {
    case SX_STRING:
    case SX_SEQUENCE:
        return true;
    case SX_MAPPING:
        return sx_count(value) != 1 || !is_function_name(value->mapping.pairs[0].key);
    default:
        return false;
    }
}

/**
 * True when the pair is Fn::GetAtt: [resource, attribute] and !GetAtt resource.attribute reads back as the same:
 * the reader splits at the first point.
 */
static bool is_dotted_attribute(const struct sx_pair *pair) {
    const struct sx_node *resource = sx_item(pair->value, 0), *attribute = sx_item(pair->value, 1);
    return sx_is_sequence(pair->value) && sx_count(pair->value) == 2 && sx_is_string(resource) &&
           sx_is_string(attribute) && sx_yaml_is_plain(resource->string) && sx_yaml_is_plain(attribute->string) &&
           sx_string_find_byte(resource->string, '.', 0) == SIZE_MAX;
}

/** The pair of a mapping that can be written as a short tag and its value, else NULL. */
static const struct sx_pair *short_form(const struct sx_node *node, bool is_condition_operand) {
    if (!sx_is_mapping(node) || sx_count(node) != 1)
        return NULL;
    const struct sx_pair *pair = &node->mapping.pairs[0];
    if (sx_string_is(pair->key, "Ref"))
        return sx_is_string(pair->value) ? pair : NULL;
    if (sx_string_is(pair->key, "Condition"))
        return is_condition_operand && sx_is_string(pair->value) ? pair : NULL;
    if (sx_string_is(pair->key, "Fn::GetAtt"))
        return is_dotted_attribute(pair) ? pair : NULL;
    return has_short_tag(pair->key) && may_follow_tag(pair->value) ? pair : NULL;
}

/** "!Sub" for "Fn::Sub". */
static void write_tag(struct sx_buffer *buffer, struct sx_string function) {
    size_t prefix = sx_string_starts_with(function, "Fn::") ? 4 : 0;
    sx_buffer_add_byte(buffer, '!');
    sx_buffer_add(buffer, sx_string_slice(function, prefix, function.length));
}

/* ---------------------------------------------------------------------------------------------------- scalars -- */

static void write_float(struct sx_buffer *buffer, double number) {
    if (isnan(number)) {
        sx_buffer_add_text(buffer, ".nan");
        return;
    }
    if (isinf(number)) {
        sx_buffer_add_text(buffer, number < 0 ? "-.inf" : ".inf");
        return;
    }
    struct sx_string text = sx_python_float(buffer->t, number);
    size_t exponent = sx_string_find_byte(text, 'e', 0);
    if (exponent == SIZE_MAX || sx_string_find_byte(text, '.', 0) != SIZE_MAX) {
        sx_buffer_add(buffer, text);
        return;
    }
    /* 1e+16 is a string in YAML 1.1, which wants a point */
    sx_buffer_add(buffer, sx_string_slice(text, 0, exponent));
    sx_buffer_add_text(buffer, ".0");
    sx_buffer_add(buffer, sx_string_slice(text, exponent, text.length));
}

/** A scalar or an empty collection; of texts only those at the root. */
static void write_leaf(struct sx_buffer *buffer, const struct sx_node *node) {
    switch (node ? node->kind : SX_NULL) {
    case SX_NULL:
        sx_buffer_add_text(buffer, "null");
        break;
    case SX_BOOL:
        sx_buffer_add_text(buffer, node->boolean ? "true" : "false");
        break;
    case SX_INT:
        sx_write_int(buffer, node);
        break;
    case SX_FLOAT:
        write_float(buffer, node->number);
        break;
    case SX_STRING:
        /* here is no column that the lines of a block could be deeper than */
        sx_yaml_write_inline(buffer, node->string);
        break;
    case SX_SEQUENCE:
        sx_buffer_add_text(buffer, "[]");
        break;
    case SX_MAPPING:
        sx_buffer_add_text(buffer, "{}");
        break;
    }
}

/** A key and what separates it from its value. */
static void write_key(struct sx_buffer *buffer, struct sx_string key, size_t indent) {
    if (key.length > LONGEST_SIMPLE_KEY / 4) { /* an escape is at most four times as long as what it stands for */
        struct sx_buffer written = {.t = buffer->t};
        sx_yaml_write_inline(&written, key);
        if (written.length > LONGEST_SIMPLE_KEY) {
            sx_buffer_add_text(buffer, "? ");
            sx_buffer_add(buffer, sx_buffer_string(&written));
            sx_buffer_add_byte(buffer, '\n');
            sx_buffer_add_spaces(buffer, indent);
            sx_buffer_add_byte(buffer, ':');
            return;
        }
    }
    sx_yaml_write_key(buffer, key);
}

/* ------------------------------------------------------------------------------------------------ collections -- */

static void open_collection(struct writer *writer, const struct sx_node *node, const struct place *place,
                            bool is_tagged) {
    struct frame frame = {
        .node = node,
        .indent = place->kind == AT_ROOT ? 0 : place->indent + SX_YAML_STEP,
        .continues_line = place->kind == AFTER_DASH && !is_tagged,
        .lists_conditions = is_condition_function(place->key),
    };
    if (frame.continues_line)
        sx_buffer_add_byte(&writer->buffer, ' ');
    else if (place->kind != AT_ROOT || is_tagged)
        sx_buffer_add_byte(&writer->buffer, '\n');
    SX_PUSH(writer->buffer.t, &writer->open, frame);
}

static void write_attribute(struct sx_buffer *buffer, const struct sx_node *names) {
    sx_buffer_add(buffer, names->sequence.items[0]->string);
    sx_buffer_add_byte(buffer, '.');
    sx_buffer_add(buffer, names->sequence.items[1]->string);
    sx_buffer_add_byte(buffer, '\n');
}

/** Writes a value that ends here whole; opens any other. */
static void begin(struct writer *writer, const struct sx_node *node, struct place *place) {
    struct sx_buffer *buffer = &writer->buffer;
    const struct sx_pair *function = short_form(node, place->is_condition_operand);
    if (function) {
        if (place->kind != AT_ROOT)
            sx_buffer_add_byte(buffer, ' ');
        write_tag(buffer, function->key);
        place->key = function->key;
        node = function->value;
    }
    bool is_attribute = function && sx_string_is(function->key, "Fn::GetAtt");
    if (sx_count(node) > 0 && !is_attribute) {
        open_collection(writer, node, place, function != NULL);
        return;
    }
    if (sx_is_string(node) && place->kind != AT_ROOT) {
        sx_yaml_write_value(buffer, node->string, place->indent + SX_YAML_STEP);
        return;
    }
    if (place->kind != AT_ROOT || function)
        sx_buffer_add_byte(buffer, ' ');
    if (is_attribute) {
        write_attribute(buffer, node);
        return;
    }
    write_leaf(buffer, node);
    sx_buffer_add_byte(buffer, '\n');
}

/** The next entry of the innermost open collection. Most values are texts, which need no more than their column. */
static void advance(struct writer *writer) {
    struct frame *frame = &writer->open.items[writer->open.count - 1];
    struct sx_buffer *buffer = &writer->buffer;
    const struct sx_node *node = frame->node, *value;
    const struct sx_pair *pair = NULL;
    size_t index = frame->next++, indent = frame->indent;
    bool is_condition_operand = frame->lists_conditions;
    if (buffer->length > writer->limit)
        sx_check_output_limit(buffer);
    if (index > 0 || !frame->continues_line)
        sx_buffer_add_spaces(buffer, indent);
    if (node->kind == SX_SEQUENCE) {
        value = node->sequence.items[index];
        sx_buffer_add_byte(buffer, '-');
    } else {
        pair = &node->mapping.pairs[index];
        value = pair->value;
        sx_prefetch_behind(pair);
        sx_prefetch_entries(pair, node->mapping.count - index);
        write_key(buffer, pair->key, indent);
    }
    sx_prefetch_behind(value);
    if (sx_is_string(value)) {
        sx_yaml_write_value(buffer, value->string, indent + SX_YAML_STEP);
        return;
    }
    struct place place = {.kind = pair ? AFTER_KEY : AFTER_DASH, .indent = indent, .key = pair ? pair->key : STR("")};
    place.is_condition_operand = !pair && is_condition_operand;
    begin(writer, value, &place);
}

struct sx_string sx_emit_yaml(struct sx_transform *t, const struct sx_node *root) {
    struct writer writer = {.buffer = {.t = t}, .limit = sx_limit(t, SAMX_LIMIT_OUTPUT_BYTES)};
    sx_emit_reserve(&writer.buffer);
    begin(&writer, root, &(struct place){.kind = AT_ROOT, .key = STR("")});
    while (writer.open.count > 0) {
        const struct frame *frame = &writer.open.items[writer.open.count - 1];
        if (frame->next < sx_count(frame->node))
            advance(&writer);
        else
            writer.open.count--;
    }
    sx_check_output_limit(&writer.buffer);
    return sx_emit_finish(&writer.buffer);
}
