/* SPDX-License-Identifier: Apache-2.0 */

/* usage: spec-compiler OUTPUT.c FILE.yaml... */

#include "compiler.h"

#include <string.h>

/** What a file may be: its first key says it. */
struct file_kind {
    const char *key;
    void (*read)(struct compiler *c, const struct yaml *document);
};

/* In the order in which they are read: common sets before those that use them. */
static const struct file_kind file_kinds[] = {
    {"common", read_common},         {"resource", read_resource},
    {"event", read_event},           {"embedded", read_embedded},
    {"globals", read_globals},       {"cloudformation", read_cloudformation},
    {"attributes", read_attributes}, {"policy_templates", read_policy_templates},
    {"connectors", read_connectors}, {"managed_policies", read_managed_policies},
    {"partitions", read_partitions}, {"runtimes", read_runtimes},
    {"time_zones", read_time_zones}, {"rule", read_rule},
};
enum { FILE_KIND_COUNT = sizeof(file_kinds) / sizeof(*file_kinds) };

static bool is_of_kind(const struct yaml *document, const struct file_kind *kind) {
    return document && document->kind == YAML_MAPPING && document->count && !strcmp(document->entry[0].key, kind->key);
}

static void read_files(struct compiler *c, char **files, size_t count) {
    const struct yaml **documents = allocate(c, count * sizeof(*documents));
    for (size_t i = 0; i < count; i++) {
        documents[i] = yaml_read(c, files[i]);
        size_t kind = 0;
        while (kind < FILE_KIND_COUNT && !is_of_kind(documents[i], &file_kinds[kind]))
            kind++;
        if (documents[i] && kind == FILE_KIND_COUNT)
            complain(c, documents[i]->place, "the first key must say what the file is: resource, event, common ...");
    }
    for (size_t kind = 0; kind < FILE_KIND_COUNT; kind++) {
        for (size_t i = 0; i < count; i++) {
            if (is_of_kind(documents[i], &file_kinds[kind]))
                file_kinds[kind].read(c, documents[i]);
        }
    }
    check_common(c);
    check_rules(c);
}

static bool write_output(struct compiler *c, const char *file) {
    FILE *out = fopen(file, "w");
    if (!out) {
        perror(file);
        return false;
    }
    write_tables(c, out);
    bool written = !ferror(out) && !c->complaints;
    if (fclose(out) || !written) {
        fprintf(stderr, "%s: not written\n", file);
        remove(file);
        return false;
    }
    return true;
}

int main(int count, char **arguments) {
    if (count < 3) {
        fputs("usage: spec-compiler OUTPUT.c FILE.yaml...\n", stderr);
        return 2;
    }
    struct compiler c = {0};
    read_files(&c, arguments + 2, (size_t)count - 2);
    bool done = !c.complaints && write_output(&c, arguments[1]);
    compiler_free(&c);
    return done ? 0 : 1;
}
