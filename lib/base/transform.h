/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The one object that a call to the library owns, and the protected call through which it is left early.
 *
 * `struct sx_transform *t` is the first argument of every function that allocates. Its arena owns every node and
 * text; nothing in it is freed one by one. An allocation cannot fail where it is called: out of memory leaves through
 * the protected call at the public entry.
 */
#ifndef SAMX_BASE_TRANSFORM_H
#define SAMX_BASE_TRANSFORM_H

#include "samx/samx.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdnoreturn.h>
#include <string.h>

struct sx_arena_chunk;
struct sx_diagnostics;
struct sx_literals;
struct sx_node;
struct sx_referred;
struct sx_shared;
struct samx_options;

/** A bump allocator: chunks that grow, released together. */
struct sx_arena {
    struct sx_arena_chunk *chunk;
    char *next, *end;
};

/** One frame that sx_leave() can jump to. */
struct sx_protection {
    jmp_buf jump;
    struct sx_protection *outer;
};

struct sx_transform {
    struct sx_arena arena;
    const struct samx_options *options;
    struct sx_diagnostics *diagnostics;
    struct sx_protection *entry;    /* the public entry: out of memory, limits */
    struct sx_protection *document; /* the pipeline: a refusal of the whole template */
    struct sx_protection *resource; /* the resource that is being expanded, or NULL between resources */
    samx_status status;             /* why the entry was left */
    const struct sx_node *cause;    /* what generated nodes are attributed to at the moment: the source map */
    uint64_t hash_seed;             /* derived from the input, so that keys cannot be chosen to collide */
    size_t node_count;              /* against SAMX_LIMIT_NODES */
    size_t nearest_comparisons;     /* made so far to find words that were probably meant */
    struct sx_shared *shared;       /* what sx_shared() made; NULL: nothing */
    struct sx_literals *literals;   /* see sx_share_literals(); NULL: they are not */
    struct sx_referred *referred;   /* see sx_is_referred_to(); NULL: nothing */
};

enum { SX_ALIGNMENT = sizeof(void *) > sizeof(double) ? sizeof(void *) : sizeof(double) };

/** `size` rounded up, so that what is allocated next is aligned. */
static inline size_t sx_aligned(size_t size) {
    return (size + SX_ALIGNMENT - 1) / SX_ALIGNMENT * SX_ALIGNMENT;
}

/*
 * Under AddressSanitizer a gap that nobody may touch follows everything that is allocated, and what is still free may
 * not be touched either: an arena would hide from it what it is there to find.
 */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SX_ARENA_GAPS
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SX_ARENA_GAPS
#endif

/** The part of sx_alloc() that is seldom run: makes a chunk where the last one has no room. */
void *sx_alloc_more(struct sx_transform *t, size_t size);
/** Memory of the arena, aligned for any type, not initialised. Never NULL. */
static inline void *sx_alloc(struct sx_transform *t, size_t size) {
    size_t left = (size_t)(t->arena.end - t->arena.next);
#ifdef SX_ARENA_GAPS
    left = 0;
#endif
    if (size >= left || sx_aligned(size) > left)
        return sx_alloc_more(t, size);
    void *memory = t->arena.next;
    t->arena.next += sx_aligned(size);
    return memory;
}
/** The same, zeroed. */
static inline void *sx_alloc_zero(struct sx_transform *t, size_t size) {
    return memset(sx_alloc(t, size), 0, size);
}
/** count * size bytes; leaves through the entry when the product overflows. */
void *sx_alloc_array(struct sx_transform *t, size_t count, size_t size);
/** Releases all memory of the arena. */
void sx_arena_free(struct sx_arena *arena);

#define SX_NEW(t, type) ((type *)sx_alloc_zero((t), sizeof(type)))

/**
 * Says that the line of the cache that `memory` is in is going to be read. It may be any address: nothing is read that
 * cannot be.
 */
static inline void sx_prefetch(const void *memory) {
#if defined(__GNUC__)
    __builtin_prefetch(memory);
#else
    (void)memory;
#endif
}
/** The same of each line from `memory` on, up to `size` bytes. */
static inline void sx_prefetch_all(const void *memory, size_t size) {
    enum { LINE = 64 };
    for (size_t at = 0; at < size; at += LINE)
        sx_prefetch((const void *)((uintptr_t)memory + at));
}

/** Leaves the public entry with `status`. Limits are reported before. */
noreturn void sx_leave(struct sx_transform *t, samx_status status);

/** A limit of the options. */
size_t sx_limit(const struct sx_transform *t, samx_limit limit);

/** Jumps to a protected call. */
noreturn void sx_jump(struct sx_protection *protection);

/**
 * Runs `body(t, argument)` with `*slot` (t->entry, t->document or t->resource) as the frame to leave to. Returns true
 * when it ran to its end, false when it was left.
 */
bool sx_protect(struct sx_transform *t, struct sx_protection **slot, void (*body)(struct sx_transform *, void *),
                void *argument);

#endif
