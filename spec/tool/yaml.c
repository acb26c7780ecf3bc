/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include <libfyaml.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 32 };

/** libfyaml's events, one at a time. */
struct reader {
    struct compiler *c;
    const char *file;
    struct fy_parser *parser;
    struct fy_event *event;
    unsigned line; /* of the last event that had one: an absent value has none */
    bool failed;
};

static enum fy_event_type next(struct reader *reader) {
    fy_parser_event_free(reader->parser, reader->event);
    reader->event = fy_parser_parse(reader->parser);
    if (!reader->event) {
        reader->failed = true;
        return FYET_NONE;
    }
    return reader->event->type;
}

static struct place place_of(struct reader *reader) {
    const struct fy_mark *mark = fy_event_start_mark(reader->event);
    if (mark && mark->line >= 0)
        reader->line = (unsigned)mark->line + 1;
    return (struct place){reader->file, reader->line};
}

static void refuse(struct reader *reader, const char *why) {
    if (!reader->failed)
        complain(reader->c, place_of(reader), "%s", why);
    reader->failed = true;
}

static struct yaml *read_value(struct reader *reader, unsigned depth);

static void read_scalar(struct reader *reader, struct yaml *value) {
    struct fy_token *token = reader->event->scalar.value;
    size_t length = 0;
    const char *text = token ? fy_token_get_text(token, &length) : NULL;
    value->kind = YAML_SCALAR;
    value->text = copy_text(reader->c, text, text ? length : 0);
    value->quoted = token && fy_token_scalar_style(token) != FYSS_PLAIN;
    if (strlen(value->text) != length)
        refuse(reader, "a text with NUL");
}

static const char *read_key(struct reader *reader, const struct yaml *mapping, size_t count) {
    if (reader->event->type != FYET_SCALAR) {
        refuse(reader, "a key must be a text");
        return NULL;
    }
    struct yaml key = {0};
    read_scalar(reader, &key);
    for (size_t i = 0; i < count; i++) {
        if (!strcmp(mapping->entry[i].key, key.text))
            complain(reader->c, place_of(reader), "'%s' stands here twice; first in line %u", key.text,
                     mapping->entry[i].place.line);
    }
    return key.text;
}

static void read_entries(struct reader *reader, struct yaml *value, enum fy_event_type end, unsigned depth) {
    size_t capacity = 0;
    if (depth > DEEPEST) {
        refuse(reader, "nested too deeply");
        return;
    }
    while (!reader->failed && next(reader) != end && !reader->failed) {
        struct yaml_entry entry = {.place = place_of(reader)};
        if (value->kind == YAML_MAPPING) {
            entry.key = read_key(reader, value, value->count);
            if (reader->failed || next(reader) == FYET_NONE)
                return;
        }
        entry.value = read_value(reader, depth + 1);
        if (value->count == capacity)
            value->entry = grow(reader->c, value->entry, value->count, &capacity, sizeof(*value->entry));
        value->entry[value->count++] = entry;
    }
}

/** The value that begins with the event at hand. */
static struct yaml *read_value(struct reader *reader, unsigned depth) {
    struct yaml *value = allocate(reader->c, sizeof(*value));
    value->place = place_of(reader);
    switch (reader->event->type) {
    case FYET_SCALAR:
        read_scalar(reader, value);
        break;
    case FYET_SEQUENCE_START:
        value->kind = YAML_SEQUENCE;
        read_entries(reader, value, FYET_SEQUENCE_END, depth);
        break;
    case FYET_MAPPING_START:
        value->kind = YAML_MAPPING;
        read_entries(reader, value, FYET_MAPPING_END, depth);
        break;
    default:
        refuse(reader, "neither a text nor a list nor a map");
        break;
    }
    return value;
}

static struct yaml *read_document(struct reader *reader) {
    if (next(reader) != FYET_STREAM_START || next(reader) != FYET_DOCUMENT_START || next(reader) == FYET_NONE)
        return NULL;
    struct yaml *document = read_value(reader, 0);
    if (!reader->failed && next(reader) == FYET_DOCUMENT_END && next(reader) != FYET_STREAM_END)
        refuse(reader, "a spec file is one document");
    return reader->failed ? NULL : document;
}

struct yaml *yaml_read(struct compiler *c, const char *file) {
    const struct fy_parse_cfg configuration = {.flags = FYPCF_DEFAULT_PARSE};
    struct reader reader = {.c = c, .file = file, .line = 1, .parser = fy_parser_create(&configuration)};
    struct yaml *document = NULL;
    unsigned complaints = c->complaints;
    if (reader.parser && !fy_parser_set_input_file(reader.parser, file))
        document = read_document(&reader);
    fy_parser_event_free(reader.parser, reader.event);
    fy_parser_destroy(reader.parser);
    if (!document && c->complaints == complaints)
        complain(c, (struct place){file, 1}, "cannot be read, or is not well-formed YAML");
    return document;
}

/* ------------------------------------------------------------------------------------------------------- asking -- */

const struct yaml *yaml_expect(struct compiler *c, const struct yaml *value, enum yaml_kind kind, const char *what) {
    static const char *const names[] = {"a text", "a list", "a map"};
    if (!value || value->kind == kind)
        return value;
    complain(c, value->place, "%s must be %s", what, names[kind]);
    return NULL;
}

const struct yaml *yaml_get(const struct yaml *mapping, const char *key) {
    for (size_t i = 0; mapping && mapping->kind == YAML_MAPPING && i < mapping->count; i++) {
        if (!strcmp(mapping->entry[i].key, key))
            return mapping->entry[i].value;
    }
    return NULL;
}

void yaml_allow_keys(struct compiler *c, const struct yaml *mapping, const char *const *keys) {
    for (size_t i = 0; mapping && i < mapping->count; i++) {
        const char *const *key = keys;
        while (*key && strcmp(*key, mapping->entry[i].key) != 0)
            key++;
        if (!*key)
            complain(c, mapping->entry[i].place, "unknown key '%s'", mapping->entry[i].key);
    }
}

const char *yaml_text(struct compiler *c, const struct yaml *mapping, const char *key) {
    const struct yaml *value = yaml_expect(c, yaml_get(mapping, key), YAML_SCALAR, key);
    if (value && !*value->text)
        complain(c, value->place, "%s is empty", key);
    return value ? value->text : NULL;
}

bool yaml_bool(struct compiler *c, const struct yaml *mapping, const char *key, bool otherwise) {
    const char *text = yaml_text(c, mapping, key);
    if (!text)
        return otherwise;
    if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
        complain(c, yaml_get(mapping, key)->place, "%s must be true or false", key);
    return !strcmp(text, "true");
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct names yaml_names(struct compiler *c, const struct yaml *value, const char *what) {
    struct names names = {0};
    if (!yaml_expect(c, value, YAML_SEQUENCE, what))
        return names;
    names.items = allocate(c, value->count * sizeof(*names.items));
    const char **sorted = allocate(c, value->count * sizeof(*sorted));
    for (size_t i = 0; i < value->count; i++) {
        const struct yaml *item = yaml_expect(c, value->entry[i].value, YAML_SCALAR, what);
        if (item && *item->text)
            sorted[names.count] = names.items[names.count] = item->text, names.count++;
        else if (item)
            complain(c, item->place, "%s: an empty text", what);
    }
    qsort(sorted, names.count, sizeof(*sorted), compare_texts);
    for (size_t i = 1; i < names.count; i++) {
        if (!strcmp(sorted[i - 1], sorted[i]))
            complain(c, value->place, "%s: '%s' stands in the list twice", what, sorted[i]);
    }
    return names;
}
