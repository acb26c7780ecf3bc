/* SPDX-License-Identifier: Apache-2.0 */

/** What the tests of the reader share: reading a text, and the tree as json.dumps() writes it. */
#ifndef SAMX_TEST_READ_SUPPORT_H
#define SAMX_TEST_READ_SUPPORT_H

#include "base/options.h"
#include "python/text.h"
#include "read/read.h"

#include <criterion/criterion.h>

static struct sx_diagnostics diagnostics;
static struct sx_transform transform;
static struct sx_transform *const t = &transform;
static struct samx_options options;

static inline void open_reader(void) {
    options = sx_default_options;
    diagnostics = (struct sx_diagnostics){.source = {.name = "template.yaml"}};
    transform = (struct sx_transform){.options = &options, .diagnostics = &diagnostics, .hash_seed = 42};
}

static inline void close_reader(void) {
    sx_arena_free(&transform.arena);
}

static inline void read_into(struct sx_transform *reading, void *root) {
    *(const struct sx_node **)root = sx_read(reading);
}

/** The tree, or NULL; what was read before is gone. A limit leaves its status in transform.status. */
static inline const struct sx_node *read_bytes(struct sx_string text) {
    struct samx_options kept = options;
    const struct sx_node *root = NULL;
    close_reader();
    open_reader();
    options = kept;
    diagnostics.source.text = text;
    sx_protect(t, &t->entry, read_into, &root);
    return root;
}

static inline const struct sx_node *read_text(const char *text) {
    return read_bytes(sx_string_from(text));
}

/** json.dumps() of what was read; "" when it was refused. */
static inline struct sx_string read_as_json(struct sx_string text) {
    const struct sx_node *root = read_bytes(text);
    return root ? sx_python_json(t, root) : STR("");
}

/** Reads each text, put between `before` and `after`, and compares the tree. */
struct example {
    const char *text, *json;
};

static inline void expect_examples(const struct example *examples, size_t count, const char *before, const char *after,
                                   const char *json_before, const char *json_after) {
    for (size_t i = 0; i < count; i++) {
        struct sx_transform scratch = {.diagnostics = &diagnostics};
        const struct example *example = &examples[i];
        struct sx_string text =
            CAT(&scratch, sx_string_from(before), sx_string_from(example->text), sx_string_from(after));
        struct sx_string expected =
            CAT(&scratch, sx_string_from(json_before), sx_string_from(example->json), sx_string_from(json_after));
        struct sx_string actual = read_as_json(text);
        cr_expect(sx_string_equal(actual, expected), "%.*s\nis read as\n%.*s\ninstead of\n%.*s", (int)text.length,
                  text.bytes, (int)actual.length, actual.bytes, (int)expected.length, expected.bytes);
        close_reader();
        open_reader();
        sx_arena_free(&scratch.arena);
    }
}

#define EXPECT_EXAMPLES(examples, ...) expect_examples((examples), sizeof(examples) / sizeof *(examples), __VA_ARGS__)

static inline bool has_finding(enum sx_rule rule, uint32_t start, uint32_t end) {
    for (size_t i = 0; i < diagnostics.list.count; i++) {
        const struct sx_diagnostic *finding = diagnostics.list.items[i];
        if (finding->rule == rule && finding->where.start == start && finding->where.end == end)
            return true;
    }
    return false;
}

static inline bool says(size_t index, const char *message) {
    return index < diagnostics.list.count && sx_string_is(diagnostics.list.items[index]->message, message);
}

#endif
