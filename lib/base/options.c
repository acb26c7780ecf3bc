/* SPDX-License-Identifier: Apache-2.0 */

#include "base/options.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_REGION "us-east-1"
#define DEFAULT_LIMITS                                                                                         \
    {                                                                                                          \
        [SAMX_LIMIT_INPUT_BYTES] = 64u << 20, [SAMX_LIMIT_NESTING_DEPTH] = 256, [SAMX_LIMIT_NODES] = 10000000, \
        [SAMX_LIMIT_ALIAS_EXPANSIONS] = 1000000, [SAMX_LIMIT_OUTPUT_BYTES] = 256u << 20,                       \
        [SAMX_LIMIT_FINDINGS] = 10000,                                                                         \
    }

const struct samx_options sx_default_options = {.region = DEFAULT_REGION, .limits = DEFAULT_LIMITS};

size_t sx_limit(const struct sx_transform *t, samx_limit limit) {
    return (t->options ? t->options : &sx_default_options)->limits[limit];
}

static char *duplicate(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

samx_options *samx_options_new(void) {
    samx_options *options = malloc(sizeof *options);
    if (!options)
        return NULL;
    *options = sx_default_options;
    options->region = duplicate(DEFAULT_REGION);
    if (!options->region) {
        free(options);
        return NULL;
    }
    return options;
}

static void free_settings(struct sx_settings *settings) {
    for (size_t i = 0; i < settings->count; i++) {
        free(settings->items[i].name);
        free(settings->items[i].value);
    }
    free(settings->items);
}

void samx_options_free(samx_options *options) {
    if (!options)
        return;
    free_settings(&options->parameters);
    free_settings(&options->managed_policies);
    free_settings(&options->applications);
    free_settings(&options->ignored_rules);
    free((char *)options->region);
    free(options);
}

samx_status samx_options_set_region(samx_options *options, const char *region) {
    if (!options || !region || !*region)
        return SAMX_INVALID_ARGUMENT;
    char *copy = duplicate(region);
    if (!copy)
        return SAMX_OUT_OF_MEMORY;
    free((char *)options->region);
    options->region = copy;
    return SAMX_OK;
}

/* Appends; a later setting of the same name wins when the transform builds its map, so adding stays constant. */
static samx_status add_setting(struct sx_settings *settings, const char *name, const char *value) {
    if (!name || !value)
        return SAMX_INVALID_ARGUMENT;
    if (settings->count == settings->capacity) {
        size_t capacity = settings->capacity ? settings->capacity * 2 : 8;
        struct sx_setting *items = realloc(settings->items, capacity * sizeof *items);
        if (!items)
            return SAMX_OUT_OF_MEMORY;
        settings->items = items;
        settings->capacity = capacity;
    }
    struct sx_setting setting = {duplicate(name), duplicate(value)};
    if (!setting.name || !setting.value) {
        free(setting.name);
        free(setting.value);
        return SAMX_OUT_OF_MEMORY;
    }
    settings->items[settings->count++] = setting;
    return SAMX_OK;
}

samx_status samx_options_set_parameter(samx_options *options, const char *name, const char *value) {
    return options ? add_setting(&options->parameters, name, value) : SAMX_INVALID_ARGUMENT;
}

samx_status samx_options_set_managed_policy(samx_options *options, const char *name, const char *arn) {
    return options ? add_setting(&options->managed_policies, name, arn) : SAMX_INVALID_ARGUMENT;
}

void samx_options_set_managed_policy_lookup(samx_options *options, samx_managed_policy_lookup lookup, void *user) {
    if (!options)
        return;
    options->managed_policy_lookup = lookup;
    options->managed_policy_user = user;
}

samx_status samx_options_set_application(samx_options *options, const char *application_id, const char *template_url) {
    return options ? add_setting(&options->applications, application_id, template_url) : SAMX_INVALID_ARGUMENT;
}

void samx_options_set_application_lookup(samx_options *options, samx_application_lookup lookup, void *user) {
    if (!options)
        return;
    options->application_lookup = lookup;
    options->application_user = user;
}

samx_status samx_options_set_format(samx_options *options, samx_format format) {
    if (!options || (unsigned)format > SAMX_FORMAT_YAML)
        return SAMX_INVALID_ARGUMENT;
    options->format = format;
    return SAMX_OK;
}

samx_status samx_options_set_local_artifacts(samx_options *options, samx_local_artifacts treatment) {
    if (!options || (unsigned)treatment > SAMX_LOCAL_ARTIFACTS_KEEP)
        return SAMX_INVALID_ARGUMENT;
    options->local_artifacts = treatment;
    return SAMX_OK;
}

samx_status samx_options_set_timestamp(samx_options *options, long long seconds) {
    if (!options)
        return SAMX_INVALID_ARGUMENT;
    options->timestamp = seconds;
    return SAMX_OK;
}

samx_status samx_options_ignore_rule(samx_options *options, const char *rule) {
    return options ? add_setting(&options->ignored_rules, rule, "") : SAMX_INVALID_ARGUMENT;
}

samx_status samx_options_set_strict(samx_options *options, int strict) {
    if (!options)
        return SAMX_INVALID_ARGUMENT;
    options->strict = strict != 0;
    return SAMX_OK;
}

samx_status samx_options_set_limit(samx_options *options, samx_limit limit, size_t value) {
    if (!options || (unsigned)limit >= SAMX_LIMIT_COUNT)
        return SAMX_INVALID_ARGUMENT;
    if (limit == SAMX_LIMIT_INPUT_BYTES && value > UINT32_MAX)
        return SAMX_INVALID_ARGUMENT;
    options->limits[limit] = value;
    return SAMX_OK;
}

samx_status samx_options_set_dump_after(samx_options *options, const char *pass) {
    if (!options)
        return SAMX_INVALID_ARGUMENT;
    options->dump_after = NULL;
    if (!pass)
        return SAMX_OK;
    for (size_t i = 0; i < samx_pass_count(); i++)
        if (strcmp(samx_pass_name(i), pass) == 0)
            options->dump_after = samx_pass_name(i);
    return options->dump_after ? SAMX_OK : SAMX_INVALID_ARGUMENT;
}
