/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory of a job. Everything a document, lexicon or alignment owns lives in one arena and is freed at once.
 * Allocation never returns NULL: when memory runs out, control returns to the `apo__guarded` call that the job runs
 * under, which fails with APO_ENOMEM. What third-party libraries own is registered with `apo__arena_defer`, so nothing
 * leaks on that way. An arena is used by one thread at a time.
 */
#ifndef APO__BASE_ARENA_H
#define APO__BASE_ARENA_H

#include "apograph.h"

typedef struct apo__arena apo__arena;

/* A new arena, or NULL when memory runs out. */
apo__arena *apo__arena_new(void);
/* An arena for scratch: freed on its own or, at the latest, with its parent; shares the parent's guard. */
apo__arena *apo__arena_child(apo__arena *parent);
/* Make a child an arena of its own, which outlives its parent (a result that came to be). */
void apo__arena_detach(apo__arena *child);
/* Run the deferred calls, last first, and free all. NULL is fine. */
void apo__arena_free(apo__arena *arena);
/* Forget all that was allocated, keep the arena and a block of memory for what comes: cheap once a unit of a stream. */
void apo__arena_reset(apo__arena *arena);

/* `size` zeroed bytes, aligned for any type. */
void *apo__alloc(apo__arena *arena, size_t size);
/* `count * size` zeroed bytes; overflow counts as memory running out. */
void *apo__alloc_array(apo__arena *arena, size_t count, size_t size);
char *apo__strdup(apo__arena *arena, const char *text);
char *apo__strndup(apo__arena *arena, const char *text, size_t size);
/* Formats without %f, %g, %e (they depend on the locale; see buffer.h). */
char *apo__sprintf(apo__arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Call `release(object)` when the arena is freed, or at once when there is no memory to remember it. */
void apo__arena_defer(apo__arena *arena, void (*release)(void *object), void *object);

/* Give up the job because memory ran out (for libraries that tell it by NULL). */
_Noreturn void apo__arena_exhausted(apo__arena *arena);
/* Give up the job because an input that was good when it was opened no longer is: APO_EINPUT with this file, offset and
 * message. */
_Noreturn void apo__arena_fail(
	apo__arena *arena, const char *file, uint64_t offset, const char *message);

typedef apo_status (*apo__guarded_fn)(apo__arena *arena, void *user, apo_error *err);
/* Run `job`; APO_ENOMEM in `err` when it runs out of memory, APO_EINPUT after apo__arena_fail. The arena stays the caller's in any case. */
apo_status apo__guarded(apo__arena *arena, apo__guarded_fn job, void *user, apo_error *err);

/* An allocation of `size` bytes made `wanted` bytes long; what is added is not zeroed, and the old address is gone. Large ones
 * do not stand twice. */
void *apo__arena_grow(apo__arena *arena, void *old, size_t size, size_t wanted);

/* Growing array: `APO__VECTOR(apo_token) tokens = {0};`, `*apo__push(arena, &tokens) = token;`. The address of an item
 * is good until the next push. */
#define APO__VECTOR(type)                                                                          \
	struct {                                                                                   \
		type *items;                                                                       \
		uint32_t count, capacity;                                                          \
	}
#define apo__push(arena, vector)                                                                   \
	(apo__vector_grow((arena), (void **)&(vector)->items, &(vector)->count,                    \
		 &(vector)->capacity, sizeof *(vector)->items),                                    \
		(vector)->items + (vector)->count - 1)
void apo__vector_grow(
	apo__arena *arena, void **items, uint32_t *count, uint32_t *capacity, size_t size);

#endif
