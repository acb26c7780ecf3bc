/* SPDX-License-Identifier: Apache-2.0 */

#define _DEFAULT_SOURCE /* madvise() */

#include "base/transform.h"

#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

#ifdef SX_ARENA_GAPS
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
enum { GAP = 0 };
#define ASAN_POISON_MEMORY_REGION(start, size) ((void)0)
#define ASAN_UNPOISON_MEMORY_REGION(start, size) ((void)0)
#endif

struct sx_arena_chunk {
    struct sx_arena_chunk *previous;
    size_t size;
    max_align_t data[];
};

enum {
    SMALLEST_CHUNK = 1024, /* under AddressSanitizer, so that there are many allocations that can fail */
    FIRST_CHUNK = 16 * 1024,
    LARGEST_SMALL_CHUNK = 512 * 1024,
    READY = 32 * 1024,
    PAGE = 4096,
    HUGE_PAGE = 2 * 1024 * 1024,
};

/*
 * Large chunks are made of huge pages where the system has them: what a transform allocates it touches once, so that
 * most of the time that memory costs is the faults on its pages. The system clears a huge page as a whole, which costs
 * as much as faults on a megabyte of small pages: those serve what needs less.
 */
static struct sx_arena_chunk *allocate_huge(size_t size) {
    if (size > SIZE_MAX - HUGE_PAGE)
        return NULL;
    size = (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    struct sx_arena_chunk *chunk = aligned_alloc(HUGE_PAGE, size);
    if (!chunk)
        return NULL;
#if defined(MADV_HUGEPAGE)
    madvise(chunk, size, MADV_HUGEPAGE); /* advice: without it the pages are small */
#endif
    chunk->size = size - sizeof *chunk;
    return chunk;
}

static struct sx_arena_chunk *allocate_small(size_t size) {
    struct sx_arena_chunk *chunk = malloc(sizeof *chunk + size);
    if (chunk)
        chunk->size = size;
    return chunk;
}

static char *end_of(const struct sx_arena_chunk *chunk) {
    return (char *)chunk->data + chunk->size;
}

/*
 * Makes `size` bytes ready that the chunk still has, and some more. The small pages of a chunk are asked for several at
 * a time: a fault on each took a twentieth of the time of a small template. What is large is left to faults, for it may
 * be room that stays empty, such as that for the output.
 */
static void make_ready(struct sx_arena *arena, size_t size) {
    char *end = end_of(arena->chunk);
    if (arena->chunk->size > LARGEST_SMALL_CHUNK) {
        arena->end = end; /* of huge pages */
    } else if (size > READY) {
        arena->end = arena->next + size;
    } else {
        size_t begun = (uintptr_t)arena->end % PAGE; /* of the first page that is not ready */
        size_t left = (size_t)(end - arena->end) + begun, length = READY + size / PAGE * PAGE;
        if (length > left)
            length = left;
#if defined(MADV_POPULATE_WRITE)
        madvise((void *)((uintptr_t)arena->end - begun), length / PAGE * PAGE, MADV_POPULATE_WRITE);
#endif
        arena->end += length - begun;
    }
}

/* Chunks double until they are large, so that a small template costs one malloc and a large one few. */
static void add_chunk(struct sx_transform *t, size_t size) {
    struct sx_arena *arena = &t->arena;
    size_t chunk_size = GAP ? SMALLEST_CHUNK : arena->chunk ? arena->chunk->size * 2 : FIRST_CHUNK;
    if (chunk_size < size)
        chunk_size = size;
    if (size > SIZE_MAX - sizeof(struct sx_arena_chunk))
        sx_leave(t, SAMX_OUT_OF_MEMORY);
    bool huge = chunk_size > LARGEST_SMALL_CHUNK;
    struct sx_arena_chunk *chunk = huge ? allocate_huge(size + sizeof *chunk) : allocate_small(chunk_size);
    if (!chunk)
        sx_leave(t, SAMX_OUT_OF_MEMORY);
    chunk->previous = arena->chunk;
    arena->chunk = chunk;
    arena->next = (char *)chunk->data;
    arena->end = arena->next;
    ASAN_POISON_MEMORY_REGION(arena->next, chunk->size);
}

void *sx_alloc_more(struct sx_transform *t, size_t size) {
    if (size > SIZE_MAX - SX_ALIGNMENT - GAP)
        sx_leave(t, SAMX_OUT_OF_MEMORY);
    size_t needed = sx_aligned(size) + GAP;
    if (!t->arena.chunk || needed > (size_t)(end_of(t->arena.chunk) - t->arena.next))
        add_chunk(t, needed);
    if (needed > (size_t)(t->arena.end - t->arena.next))
        make_ready(&t->arena, needed);
    void *memory = t->arena.next;
    t->arena.next += needed;
    ASAN_UNPOISON_MEMORY_REGION(memory, size);
    return memory;
}

void *sx_alloc_array(struct sx_transform *t, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        sx_leave(t, SAMX_OUT_OF_MEMORY);
    return sx_alloc(t, count * size);
}

void sx_arena_free(struct sx_arena *arena) {
    struct sx_arena_chunk *chunk = arena->chunk;
    while (chunk) {
        struct sx_arena_chunk *previous = chunk->previous;
        ASAN_UNPOISON_MEMORY_REGION(chunk->data, chunk->size);
        free(chunk);
        chunk = previous;
    }
    *arena = (struct sx_arena){0};
}

noreturn void sx_jump(struct sx_protection *protection) {
    longjmp(protection->jump, 1);
}

noreturn void sx_leave(struct sx_transform *t, samx_status status) {
    t->status = status;
    sx_jump(t->entry);
}

/* setjmp stands alone in a function that changes no local afterwards: nothing can be clobbered. */
bool sx_protect(struct sx_transform *t, struct sx_protection **slot, void (*body)(struct sx_transform *, void *),
                void *argument) {
    struct sx_protection protection = {.outer = *slot};
    *slot = &protection;
    if (setjmp(protection.jump) == 0) {
        body(t, argument);
        *slot = protection.outer;
        return true;
    }
    *slot = protection.outer;
    return false;
}
