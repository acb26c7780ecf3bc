/* SPDX-License-Identifier: Apache-2.0 */

#define _POSIX_C_SOURCE 200809L

#include "suite.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char default_conditions[] = "{\"partitions\": {"
                                         "\"aws\": {\"region\": \"us-east-1\", \"output\": \"output\"},"
                                         "\"aws-cn\": {\"region\": \"cn-north-1\", \"output\": \"output/aws-cn\"},"
                                         "\"aws-us-gov\": {\"region\": \"us-gov-west-1\","
                                         "                 \"output\": \"output/aws-us-gov\"}}}";

void *allocate(size_t size) {
    void *memory = calloc(1, size ? size : 1);
    if (!memory) {
        fputs("samx-conformance: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

char *join_text(const char *first, ...) {
    size_t length = 0;
    va_list parts;
    va_start(parts, first);
    for (const char *part = first; part; part = va_arg(parts, const char *))
        length += strlen(part);
    va_end(parts);

    char *text = allocate(length + 1), *end = text;
    va_start(parts, first);
    for (const char *part = first; part; part = va_arg(parts, const char *)) {
        size_t size = strlen(part);
        memcpy(end, part, size);
        end += size;
    }
    va_end(parts);
    return text;
}

char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    size_t capacity = 65536, count = 0;
    char *bytes = allocate(capacity);
    for (size_t got; (got = fread(bytes + count, 1, capacity - count - 1, file)) > 0;) {
        count += got;
        if (count == capacity - 1) {
            char *larger = allocate(capacity * 2);
            memcpy(larger, bytes, count);
            free(bytes);
            bytes = larger;
            capacity *= 2;
        }
    }
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed) {
        free(bytes);
        return NULL;
    }
    bytes[count] = '\0';
    *length = count;
    return bytes;
}

/* ------------------------------------------------------------------------------------------------- conditions -- */

/** Hands every text of an object to a setter of the options. */
static bool set_each(samx_options *options, json_t *texts,
                     samx_status (*set)(samx_options *, const char *, const char *)) {
    const char *name;
    json_t *value;
    json_object_foreach(texts, name, value) {
        if (!json_is_string(value) || set(options, name, json_string_value(value)) != SAMX_OK) {
            fprintf(stderr, "samx-conformance: suite.json: the value of '%s' is not a text\n", name);
            return false;
        }
    }
    return true;
}

/** Answers what the conditions say of an application, or of "*". They are only read, so threads may share them. */
static samx_application_status find_application(void *applications, const char *id, const char *version,
                                                const char **text) {
    (void)version;
    json_t *entry = json_object_get(applications, id);
    if (!entry)
        entry = json_object_get(applications, "*");
    if (json_is_true(json_object_get(entry, "timeout")))
        return SAMX_APPLICATION_NOT_READY;
    *text = json_string_value(json_object_get(entry, "error"));
    if (*text)
        return SAMX_APPLICATION_REFUSED;
    *text = json_string_value(json_object_get(entry, "templateUrl"));
    return *text ? SAMX_APPLICATION_FOUND : SAMX_APPLICATION_UNKNOWN;
}

static bool load_partition(struct partition *partition, const char *name, json_t *facts, json_t *conditions) {
    const char *region = json_string_value(json_object_get(facts, "region"));
    partition->name = name;
    partition->output = json_string_value(json_object_get(facts, "output"));
    if (!region || !partition->output) {
        fprintf(stderr, "samx-conformance: suite.json: the partition '%s' needs a region and an output\n", name);
        return false;
    }
    partition->options = samx_options_new();
    samx_options_set_application_lookup(partition->options, find_application,
                                        json_object_get(conditions, "applications"));
    return partition->options && samx_options_set_region(partition->options, region) == SAMX_OK &&
           samx_options_set_format(partition->options, SAMX_FORMAT_JSON) == SAMX_OK &&
           samx_options_set_local_artifacts(partition->options, SAMX_LOCAL_ARTIFACTS_ERROR) == SAMX_OK &&
           set_each(partition->options, json_object_get(conditions, "parameters"), samx_options_set_parameter) &&
           set_each(partition->options, json_object_get(facts, "managedPolicies"), samx_options_set_managed_policy);
}

static json_t *load_conditions(const char *root) {
    size_t length;
    json_error_t error;
    char *path = join_text(root, "/suite.json", (char *)NULL);
    char *text = read_file(path, &length);
    free(path);
    if (!text)
        return json_loads(default_conditions, 0, &error);
    json_t *conditions = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
    free(text);
    if (!conditions) {
        fprintf(stderr, "samx-conformance: suite.json:%d: %s\n", error.line, error.text);
        return NULL;
    }
    if (!json_is_object(json_object_get(conditions, "partitions"))) {
        json_t *defaults = json_loads(default_conditions, 0, &error);
        json_object_set(conditions, "partitions", json_object_get(defaults, "partitions"));
        json_decref(defaults);
    }
    return conditions;
}

bool suite_load(struct suite *suite, const char *root) {
    *suite = (struct suite){.root = root, .conditions = load_conditions(root)};
    if (!suite->conditions)
        return false;
    json_t *partitions = json_object_get(suite->conditions, "partitions");
    suite->partitions = allocate(json_object_size(partitions) * sizeof(struct partition));
    const char *name;
    json_t *facts;
    json_object_foreach(partitions, name, facts) {
        if (!load_partition(&suite->partitions[suite->partition_count++], name, facts, suite->conditions))
            return false;
    }
    return true;
}

void suite_free(struct suite *suite) {
    for (size_t i = 0; i < suite->partition_count; i++)
        samx_options_free(suite->partitions[i].options);
    free(suite->partitions);
    json_decref(suite->conditions);
}

bool suite_is_unordered(const struct suite *suite, const char *name) {
    size_t index;
    json_t *unordered;
    json_array_foreach(json_object_get(suite->conditions, "unordered"), index, unordered) {
        if (json_is_string(unordered) && strcmp(json_string_value(unordered), name) == 0)
            return true;
    }
    return false;
}

char *suite_input_path(const struct suite *suite, const char *name) {
    return join_text(suite->root, "/input/", name, ".yaml", (char *)NULL);
}

char *suite_output_path(const struct suite *suite, const struct partition *partition, const char *name) {
    return join_text(suite->root, "/", partition->output, "/", name, ".json", (char *)NULL);
}

/* ------------------------------------------------------------------------------------------------------ names -- */

static int compare_names(const void *left, const void *right) {
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void names_sort(struct name_list *names) {
    if (names->count > 0)
        qsort(names->names, names->count, sizeof(char *), compare_names);
}

/** Adds a name, which the list owns from then on. The capacity is the count, rounded up to a power of two. */
static void names_add(struct name_list *names, char *name) {
    if ((names->count & (names->count - 1)) == 0) {
        char **larger = allocate((names->count ? names->count * 2 : 1) * sizeof(char *));
        if (names->count > 0)
            memcpy(larger, names->names, names->count * sizeof(char *));
        free(names->names);
        names->names = larger;
    }
    names->names[names->count++] = name;
}

/** Adds the cases below input/`prefix`; the prefix is empty or ends in a slash. */
static bool find_below(const struct suite *suite, const char *prefix, struct name_list *cases) {
    static const char suffix[] = ".yaml";
    char *folder = join_text(suite->root, "/input/", prefix, (char *)NULL);
    DIR *directory = opendir(folder);
    if (!directory) {
        fprintf(stderr, "samx-conformance: %s: %s\n", folder, strerror(errno));
        free(folder);
        return false;
    }
    bool readable = true;
    for (struct dirent *entry; readable && (entry = readdir(directory)) != NULL;) {
        size_t length = strlen(entry->d_name);
        struct stat facts;
        if (entry->d_name[0] == '.')
            continue;
        char *path = join_text(folder, entry->d_name, (char *)NULL);
        if (stat(path, &facts) == 0 && S_ISDIR(facts.st_mode)) {
            char *nested = join_text(prefix, entry->d_name, "/", (char *)NULL);
            readable = find_below(suite, nested, cases);
            free(nested);
        } else if (length > strlen(suffix) && strcmp(entry->d_name + length - strlen(suffix), suffix) == 0) {
            char *name = join_text(prefix, entry->d_name, (char *)NULL);
            name[strlen(name) - strlen(suffix)] = '\0';
            names_add(cases, name);
        }
        free(path);
    }
    closedir(directory);
    free(folder);
    return readable;
}

bool suite_find_cases(const struct suite *suite, struct name_list *cases) {
    *cases = (struct name_list){0};
    if (!find_below(suite, "", cases))
        return false;
    names_sort(cases);
    return true;
}

bool names_from_file(const char *path, struct name_list *names) {
    *names = (struct name_list){0};
    size_t length;
    char *text = read_file(path, &length);
    if (!text) {
        fprintf(stderr, "samx-conformance: %s: %s\n", path, strerror(errno));
        return false;
    }
    for (char *line = text; *line;) {
        size_t size = strcspn(line, "\r\n");
        char *next = line + size + strspn(line + size, "\r\n");
        line[size] = '\0';
        if (size > 0)
            names_add(names, join_text(line, (char *)NULL));
        line = next;
    }
    free(text);
    names_sort(names);
    return true;
}

bool names_contain(const struct name_list *names, const char *name) {
    return names->count > 0 && bsearch(&name, names->names, names->count, sizeof(char *), compare_names) != NULL;
}

void names_free(struct name_list *names) {
    for (size_t i = 0; i < names->count; i++)
        free(names->names[i]);
    free(names->names);
}
