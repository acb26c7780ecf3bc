/* SPDX-License-Identifier: Apache-2.0 */

/* Trees that stand in spec/: the spec compiler writes them as texts (spec/tool/write_policies.c), and most are not
 * used. */

#include "spec/spec.h"

/** What is left of a text. */
struct reader {
    const char *next;
};

static size_t read_count(struct reader *reader) {
    return (unsigned char)*reader->next++;
}

static struct sx_string read_text(struct reader *reader) {
    size_t length = read_count(reader);
    reader->next += length;
    return (struct sx_string){reader->next - length, length};
}

static const struct sx_node *read_tree(struct sx_transform *t, struct reader *reader) {
    char kind = *reader->next++;
    if (kind == 's')
        return TEXT(read_text(reader));
    size_t count = read_count(reader);
    if (kind == 'l') {
        const struct sx_node **items = sx_alloc_array(t, count, sizeof *items);
        for (size_t i = 0; i < count; i++)
            items[i] = read_tree(t, reader);
        return sx_new_sequence_of(t, NULL, items, count);
    }
    struct sx_pair *pairs = sx_alloc_pairs(t, count);
    for (size_t i = 0; i < count; i++) {
        struct sx_string key = read_text(reader);
        pairs[i] = (struct sx_pair){.key = key, .value = read_tree(t, reader)};
    }
    return sx_adopt_pairs(t, NULL, pairs, count);
}

static const struct sx_node *make(struct sx_transform *t, struct sx_string definition) {
    struct reader reader = {definition.bytes};
    return read_tree(t, &reader);
}

const struct sx_node *sx_spec_tree(struct sx_transform *t, struct sx_string definition) {
    return sx_shared(t, make, definition);
}
