/* SPDX-License-Identifier: Apache-2.0 */

/* Facts about AWS that values are checked against: runtimes, time zones. */

#include "compiler.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------------------------------------------- runtimes -- */

/* Days from 1970-01-01, in the proleptic Gregorian calendar, with years that begin in March. */
static long days_from(long year, long month, long day) {
    year -= month <= 2;
    long era = year / 400, of_era = year % 400;
    long of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/** The seconds from 1970 to the day under `key`. */
static long long read_day(struct compiler *c, const struct yaml *source, const char *key) {
    const char *text = yaml_text(c, source, key);
    long parts[3];
    const char *next = text;
    for (size_t i = 0; text && i < 3; i++) {
        char *end;
        parts[i] = strtol(next, &end, 10);
        if (end == next || *end != (i < 2 ? '-' : '\0')) {
            complain(c, source->place, "'%s' is not a day, YYYY-MM-DD", text);
            return 0;
        }
        next = end + 1;
    }
    if (!text)
        complain(c, source->place, "%s is missing", key);
    return text ? days_from(parts[0], parts[1], parts[2]) * 86400LL : 0;
}

void read_runtimes(struct compiler *c, const struct yaml *document) {
    static const char *const keys[] = {"deprecated", "no_create", "no_update", "snap_start", "x86_64_only", NULL};
    const struct yaml *runtimes = only_section(c, document, "runtimes");
    for (size_t i = 0; runtimes && i < runtimes->count; i++) {
        const struct yaml_entry *entry = &runtimes->entry[i];
        if (!yaml_expect(c, entry->value, YAML_MAPPING, entry->key))
            continue;
        yaml_allow_keys(c, entry->value, keys);
        struct runtime runtime = {.name = entry->key};
        runtime.deprecated = read_day(c, entry->value, "deprecated");
        runtime.no_create = read_day(c, entry->value, "no_create");
        runtime.no_update = read_day(c, entry->value, "no_update");
        runtime.snap_start = yaml_bool(c, entry->value, "snap_start", false);
        runtime.x86_64_only = yaml_bool(c, entry->value, "x86_64_only", false);
        PUSH(c, &c->runtimes, runtime);
    }
}

void write_runtimes(struct compiler *c, FILE *out) {
    fputs("const struct sx_runtime sx_table_runtimes[] = {\n", out);
    for (size_t i = 0; i < c->runtimes.count; i++) {
        const struct runtime *runtime = &c->runtimes.items[i];
        fputs("    {STR_INIT(", out);
        write_literal(out, runtime->name);
        fprintf(out, "), %lld, %lld, %lld, %s, %s},\n", runtime->deprecated, runtime->no_create, runtime->no_update,
                runtime->snap_start ? "true" : "false", runtime->x86_64_only ? "true" : "false");
    }
    fprintf(out, "};\nconst size_t sx_table_runtime_count = %zu;\n\n", c->runtimes.count);
}

/* -------------------------------------------------------------------------------------------------- time zones -- */

void read_time_zones(struct compiler *c, const struct yaml *document) {
    static const char *const keys[] = {"time_zones", NULL};
    yaml_allow_keys(c, document, keys);
    c->time_zones = yaml_names(c, yaml_get(document, "time_zones"), "time_zones");
    for (size_t i = 1; i < c->time_zones.count; i++)
        if (strcmp(c->time_zones.items[i - 1], c->time_zones.items[i]) >= 0)
            complain(c, document->place, "'%s' is not in the order of the alphabet", c->time_zones.items[i]);
}

void write_time_zones(struct compiler *c, FILE *out) {
    fputs("const struct sx_text sx_table_time_zones[] = {\n", out);
    for (size_t i = 0; i < c->time_zones.count; i++) {
        fputs("    ", out);
        write_place(c, out, c->time_zones.items[i]);
        fputs(",\n", out);
    }
    fprintf(out, "};\nconst size_t sx_table_time_zone_count = %zu;\n\n", c->time_zones.count);
}
