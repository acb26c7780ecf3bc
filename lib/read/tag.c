/* SPDX-License-Identifier: Apache-2.0 */

#include "read/tag.h"

static const char yaml_prefix[] = "tag:yaml.org,2002:";

/* A timestamp is a text for CloudFormation, with and without its tag. */
static const struct {
    const char *name;
    enum sx_tag_kind kind;
} yaml_tags[] = {
    {"str", SX_TAG_STRING}, {"int", SX_TAG_INT},      {"float", SX_TAG_FLOAT}, {"bool", SX_TAG_BOOL},
    {"null", SX_TAG_NULL},  {"seq", SX_TAG_SEQUENCE}, {"map", SX_TAG_MAPPING}, {"timestamp", SX_TAG_STRING},
};

/* The functions that templates use, so that their keys need no memory. */
static const struct {
    struct sx_string name, key;
} functions[] = {
    {STR_INIT("Ref"), STR_INIT("Ref")},
    {STR_INIT("Sub"), STR_INIT("Fn::Sub")},
    {STR_INIT("GetAtt"), STR_INIT("Fn::GetAtt")},
    {STR_INIT("If"), STR_INIT("Fn::If")},
    {STR_INIT("Join"), STR_INIT("Fn::Join")},
    {STR_INIT("Condition"), STR_INIT("Condition")},
    {STR_INIT("Equals"), STR_INIT("Fn::Equals")},
    {STR_INIT("FindInMap"), STR_INIT("Fn::FindInMap")},
    {STR_INIT("ImportValue"), STR_INIT("Fn::ImportValue")},
    {STR_INIT("Select"), STR_INIT("Fn::Select")},
    {STR_INIT("Split"), STR_INIT("Fn::Split")},
    {STR_INIT("Not"), STR_INIT("Fn::Not")},
    {STR_INIT("And"), STR_INIT("Fn::And")},
    {STR_INIT("Or"), STR_INIT("Fn::Or")},
};

static struct sx_tag yaml_tag(struct sx_string name, struct sx_span span) {
    for (size_t i = 0; i < sizeof yaml_tags / sizeof *yaml_tags; i++)
        if (sx_string_is(name, yaml_tags[i].name))
            return (struct sx_tag){yaml_tags[i].kind, name, span};
    return (struct sx_tag){SX_TAG_UNKNOWN, name, span};
}

static int hex_digit(char byte) {
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return -1;
}

/* A tag is a URI: %41 is A. */
static struct sx_string decode_percent(struct sx_transform *t, struct sx_string text) {
    if (sx_string_find_byte(text, '%', 0) == SIZE_MAX)
        return text;
    struct sx_buffer buffer = {.t = t};
    for (size_t i = 0; i < text.length; i++) {
        int high = -1, low = -1;
        if (text.bytes[i] == '%' && text.length - i > 2) {
            high = hex_digit(text.bytes[i + 1]);
            low = hex_digit(text.bytes[i + 2]);
        }
        if (high < 0 || low < 0) {
            sx_buffer_add_byte(&buffer, text.bytes[i]);
        } else {
            sx_buffer_add_byte(&buffer, (char)(high * 16 + low));
            i += 2;
        }
    }
    return sx_buffer_string(&buffer);
}

struct sx_tag sx_tag_named(struct sx_transform *t, struct sx_string name, struct sx_span span) {
    name = decode_percent(t, name);
    if (sx_string_is(name, "!"))
        return (struct sx_tag){SX_TAG_RESOLVE, name, span};
    if (name.length && name.bytes[0] == '!')
        return (struct sx_tag){SX_TAG_FUNCTION, sx_string_slice(name, 1, name.length), span};
    if (sx_string_starts_with(name, yaml_prefix))
        return yaml_tag(sx_string_slice(name, sizeof yaml_prefix - 1, name.length), span);
    return (struct sx_tag){SX_TAG_UNKNOWN, name, span};
}

struct sx_tag sx_tag_written(struct sx_transform *t, struct sx_string text, struct sx_span span) {
    if (sx_string_starts_with(text, "!!"))
        return yaml_tag(decode_percent(t, sx_string_slice(text, 2, text.length)), span);
    if (sx_string_starts_with(text, "!<") && sx_string_ends_with(text, ">"))
        text = sx_string_slice(text, 2, text.length - 1);
    return sx_tag_named(t, text, span);
}

struct sx_string sx_tag_function(struct sx_transform *t, const struct sx_tag *tag) {
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (sx_string_equal(tag->name, functions[i].name))
            return functions[i].key;
    return CAT(t, STR("Fn::"), tag->name);
}
