/* SPDX-License-Identifier: Apache-2.0 */

#include "compiler.h"

#include <string.h>

static const char *const value_names[] = {
#define VALUE_NAME(identifier, name) name,
    SX_CONNECTOR_VALUES(VALUE_NAME)
#undef VALUE_NAME
        NULL};

/** A word of the notation, and the enumerator that it stands for. */
struct word {
    const char *word, *enumerator;
};

static const struct word grants[] = {
    {"role policy", "SX_GRANTS_ROLE_POLICY"},
    {"queue policy", "SX_GRANTS_QUEUE_POLICY"},
    {"topic policy", "SX_GRANTS_TOPIC_POLICY"},
    {"function permission", "SX_GRANTS_FUNCTION_PERMISSION"},
    {NULL, NULL},
};

static const struct word dependents[] = {
    {"source", "SX_DEPENDED_BY_SOURCE"},
    {"event source mapping", "SX_DEPENDED_BY_EVENT_SOURCE_MAPPING"},
    {NULL, NULL},
};

static const struct word ends[] = {{"source", "source"}, {"destination", "destination"}, {NULL, NULL}};

static void complain_about_absence(struct compiler *c, const struct yaml *mapping, const char *key) {
    complain(c, mapping->place, "'%s' is missing", key);
}

/** The enumerator for the word under `key`; NULL when absent, or after a complaint. */
static const char *read_word(struct compiler *c, const struct yaml *mapping, const char *key,
                             const struct word *words) {
    const char *text = yaml_text(c, mapping, key);
    const char *known = "";
    for (const struct word *word = words; text && word->word; word++) {
        if (!strcmp(word->word, text))
            return word->enumerator;
        known = join(c, known, *known ? ", " : "", word->word, NULL);
    }
    if (text)
        complain(c, yaml_get(mapping, key)->place, "%s must be one of: %s", key, known);
    return NULL;
}

/* --------------------------------------------------------------------------------------------------------- types -- */

static void read_type(struct compiler *c, const struct yaml_entry *entry) {
    static const char *const keys[] = {"sam", "role", "Arn", "QueueUrl", "ResourceId", "Name", "Qualifier", NULL};
    if (!yaml_expect(c, entry->value, YAML_MAPPING, entry->key))
        return;
    yaml_allow_keys(c, entry->value, keys);
    struct connector_type type = {
        .type = entry->key, .sam = yaml_text(c, entry->value, "sam"), .role = yaml_text(c, entry->value, "role")};
    for (size_t i = 0; i < SX_CONNECTOR_VALUE_COUNT; i++)
        type.values[i] = yaml_text(c, entry->value, value_names[i]);
    PUSH(c, &c->connector_types, type);
}

static bool is_type(const struct compiler *c, const char *name) {
    for (size_t i = 0; i < c->connector_types.count; i++) {
        if (!strcmp(c->connector_types.items[i].type, name))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------------ profiles -- */

/** True when `text` begins with "Source.Arn}" and the like. */
static bool is_value(const char *text) {
    static const char *const prefixes[] = {"Source.", "Destination."};
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
        size_t length = strlen(prefixes[i]);
        for (size_t j = 0; !strncmp(text, prefixes[i], length) && value_names[j]; j++) {
            size_t name_length = strlen(value_names[j]);
            if (!strncmp(text + length, value_names[j], name_length) && text[length + name_length] == '}')
                return true;
        }
    }
    return false;
}

static void check_texts(struct compiler *c, const struct yaml *value) {
    if (value->kind == YAML_SCALAR) {
        refuse_untyped(c, value);
        for (const char *found = value->text; (found = strstr(found, "%{")) != NULL; found++) {
            if (!is_value(found + 2))
                complain(c, value->place, "'%s' is neither of the source nor of the destination", found);
        }
    }
    for (size_t i = 0; i < value->count; i++)
        check_texts(c, value->entry[i].value);
}

static void read_permissions(struct compiler *c, const struct yaml *source, struct connector_profile *profile) {
    static const char *const properties[] = {"Action", "Principal", "SourceArn", "SourceAccount", NULL};
    bool of_function = profile->grants && !strcmp(profile->grants, "SX_GRANTS_FUNCTION_PERMISSION");
    for (size_t i = 0; source && i < source->count; i++) {
        const struct yaml_entry *entry = &source->entry[i];
        if (!yaml_expect(c, entry->value, of_function ? YAML_MAPPING : YAML_SEQUENCE, entry->key))
            continue;
        if (of_function)
            yaml_allow_keys(c, entry->value, properties);
        check_texts(c, entry->value);
        struct connector_permission permission = {entry->key, entry->value};
        PUSH(c, &profile->permissions, permission);
    }
}

/** The bits of the permissions, and their names in alphabetical order, which is that of the reference's message. */
static void read_choice(struct compiler *c, const struct yaml *source, struct connector_profile *profile) {
    struct names names = yaml_names(c, source, "together");
    struct connector_choice choice = {0, ""};
    const char *last = "";
    for (size_t i = 0; i < names.count; i++) {
        const char *next = NULL;
        for (size_t j = 0; j < names.count; j++) {
            if (strcmp(names.items[j], last) > 0 && (!next || strcmp(names.items[j], next) < 0))
                next = names.items[j];
        }
        size_t index = 0;
        while (index < profile->permissions.count && strcmp(profile->permissions.items[index].name, next) != 0)
            index++;
        if (index == profile->permissions.count)
            complain(c, source->place, "'%s' is not a permission of this profile", next);
        choice.permissions |= 1u << index;
        choice.text = join(c, choice.text, i ? " + " : "", next, NULL);
        last = next;
    }
    PUSH(c, &profile->choices, choice);
}

static void add_pairs(struct compiler *c, const struct yaml *source) {
    struct names from = yaml_names(c, yaml_get(source, "from"), "from");
    struct names to = yaml_names(c, yaml_get(source, "to"), "to");
    for (size_t i = 0; i < from.count; i++) {
        for (size_t j = 0; j < to.count; j++) {
            struct connector_pair pair = {from.items[i], to.items[j], c->connector_profiles.count - 1};
            if (!is_type(c, pair.source) || !is_type(c, pair.destination))
                complain(c, source->place, "'%s' to '%s': not among the types", pair.source, pair.destination);
            PUSH(c, &c->connector_pairs, pair);
        }
    }
    if (!from.count || !to.count)
        complain(c, source->place, "a profile needs 'from' and 'to'");
}

static void read_profile(struct compiler *c, const struct yaml *source) {
    static const char *const keys[] = {"from", "to", "grants", "at", "depended_by", "permissions", "together", NULL};
    if (!yaml_expect(c, source, YAML_MAPPING, "a profile"))
        return;
    yaml_allow_keys(c, source, keys);
    const char *at = read_word(c, source, "at", ends), *depended_by = read_word(c, source, "depended_by", dependents);
    struct connector_profile profile = {.grants = read_word(c, source, "grants", grants)};
    profile.at_source = at && !strcmp(at, "source");
    profile.depended_by = depended_by ? depended_by : "SX_DEPENDED_BY_NOTHING";
    read_permissions(c, yaml_expect(c, yaml_get(source, "permissions"), YAML_MAPPING, "permissions"), &profile);
    const struct yaml *together = yaml_expect(c, yaml_get(source, "together"), YAML_SEQUENCE, "together");
    for (size_t i = 0; together && i < together->count; i++)
        read_choice(c, together->entry[i].value, &profile);
    if (!yaml_get(source, "grants"))
        complain_about_absence(c, source, "grants");
    if (!yaml_get(source, "at"))
        complain_about_absence(c, source, "at");
    if (!profile.permissions.count)
        complain_about_absence(c, source, "permissions");
    PUSH(c, &c->connector_profiles, profile);
    add_pairs(c, source);
}

void read_connectors(struct compiler *c, const struct yaml *document) {
    static const char *const keys[] = {"types", "profiles", NULL};
    const struct yaml *section = only_section(c, document, "connectors");
    yaml_allow_keys(c, section, keys);
    const struct yaml *types = yaml_expect(c, yaml_get(section, "types"), YAML_MAPPING, "types");
    for (size_t i = 0; types && i < types->count; i++)
        read_type(c, &types->entry[i]);
    const struct yaml *profiles = yaml_expect(c, yaml_get(section, "profiles"), YAML_SEQUENCE, "profiles");
    for (size_t i = 0; profiles && i < profiles->count; i++)
        read_profile(c, profiles->entry[i].value);
}
