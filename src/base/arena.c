/* SPDX-License-Identifier: Apache-2.0 */
/* Chained blocks that double in size up to 1 MiB; an allocation is a bump of a pointer. Large requests get a block of
 * their own. Every malloc of the library is here, so a test that wraps malloc can make the n-th one fail. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/inputs.h"

#define ALIGNMENT   16u
#define FIRST_BLOCK 4096u
#define LAST_BLOCK  (1u << 20)

typedef struct block {
	struct block *next;
	size_t size; /* usable bytes behind the header */
} block;
#define HEADER ((sizeof(block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

typedef struct cleanup {
	struct cleanup *next;
	void (*release)(void *object);
	void *object;
} cleanup;

/* Where control returns when a job gives up. */
typedef struct {
	jmp_buf jump; /* returns an apo_status */
	apo_error *err;
} guard;

struct apo__arena {
	block *blocks;
	char *at, *end;
	size_t next_size;
	cleanup *cleanups;
	guard *guard;
	apo__arena *parent;
	apo__arena *children, *next_sibling, *previous_sibling;
	apo__inputs *inputs;
};

apo__arena *apo__arena_new(void)
{
	apo__arena *arena = calloc(1, sizeof *arena);
	if (arena)
		arena->next_size = FIRST_BLOCK;
	return arena;
}

apo__arena *apo__arena_child(apo__arena *parent)
{
	apo__arena *child = apo__arena_new();
	if (!child)
		apo__arena_exhausted(parent);
	child->parent = parent;
	child->inputs = parent->inputs;
	child->next_sibling = parent->children;
	if (parent->children)
		parent->children->previous_sibling = child;
	parent->children = child;
	return child;
}

void apo__arena_watch(apo__arena *arena, apo__inputs *inputs)
{
	arena->inputs = inputs;
}

apo__inputs *apo__arena_watched(const apo__arena *arena)
{
	return arena->inputs;
}

static void unlink_from_parent(apo__arena *arena)
{
	if (!arena->parent)
		return;
	if (arena->previous_sibling)
		arena->previous_sibling->next_sibling = arena->next_sibling;
	else
		arena->parent->children = arena->next_sibling;
	if (arena->next_sibling)
		arena->next_sibling->previous_sibling = arena->previous_sibling;
}

void apo__arena_detach(apo__arena *child)
{
	unlink_from_parent(child);
	child->parent = child->previous_sibling = child->next_sibling = NULL;
}

/* Free all but the arena itself and the block `kept` (may be NULL). */
static void empty(apo__arena *arena, const block *kept)
{
	while (arena->children)
		apo__arena_free(arena->children);
	for (cleanup *c = arena->cleanups, *next; c; c = next) {
		next = c->next;
		c->release(c->object);
		free(c);
	}
	arena->cleanups = NULL;
	for (block *b = arena->blocks, *next; b; b = next) {
		next = b->next;
		if (b != kept)
			free(b);
	}
}

void apo__arena_free(apo__arena *arena)
{
	if (!arena)
		return;
	unlink_from_parent(arena);
	empty(arena, NULL);
	free(arena);
}

void apo__arena_reset(apo__arena *arena)
{
	block *kept = arena->blocks; /* a large one that a rare long unit needed is not kept */
	if (kept && kept->size > LAST_BLOCK / 4)
		kept = NULL;
	empty(arena, kept);
	arena->blocks = kept;
	arena->at = kept ? (char *)kept + HEADER : NULL;
	arena->end = kept ? arena->at + kept->size : NULL;
	if (kept)
		kept->next = NULL;
	else
		arena->next_size = FIRST_BLOCK;
}

static guard *guard_of(const apo__arena *arena)
{
	while (!arena->guard && arena->parent)
		arena = arena->parent;
	if (!arena->guard)
		abort(); /* a job outside of apo__guarded: our own bug */
	return arena->guard;
}

_Noreturn void apo__arena_exhausted(apo__arena *arena)
{
	longjmp(guard_of(arena)->jump, APO_ENOMEM);
}

_Noreturn void apo__arena_fail(
	apo__arena *arena, const char *file, uint64_t offset, const char *message)
{
	guard *g = guard_of(arena);
	longjmp(g->jump, (int)apo__fail(g->err, APO_EINPUT, file, offset, 0, "%s", message));
}

static void add_block(apo__arena *arena, size_t size, int zero)
{
	if (size > SIZE_MAX - HEADER)
		apo__arena_exhausted(arena);
	block *b = zero ? calloc(1, HEADER + size) : malloc(HEADER + size);
	if (!b)
		apo__arena_exhausted(arena);
	b->size = size;
	b->next = arena->blocks;
	arena->blocks = b;
	arena->at = (char *)b + HEADER;
	arena->end = arena->at + size;
}

/* Room of a size, of which nothing is known but that a block of its own is zero; `*is_zero` says so. */
static char *room(apo__arena *arena, size_t size, int *is_zero)
{
	*is_zero = 0;
	if (size > SIZE_MAX - ALIGNMENT)
		apo__arena_exhausted(arena);
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (size > (size_t)(arena->end - arena->at) || !arena->at) {
		if (size > LAST_BLOCK || (size > arena->next_size / 4 && arena->at)) {
			/* keep filling the block at hand */
			char *at = arena->at, *end = arena->end;
			add_block(arena, size, 1); /* pages that are never used cost nothing */
			char *result = arena->at;
			arena->at = at;
			arena->end = end;
			*is_zero = 1;
			return result;
		}
		add_block(arena, size > arena->next_size ? size : arena->next_size, 0);
		if (arena->next_size < LAST_BLOCK)
			arena->next_size *= 2;
	}
	char *result = arena->at;
	arena->at += size;
	return result;
}

void *apo__alloc(apo__arena *arena, size_t size)
{
	int is_zero;
	char *result = room(arena, size, &is_zero);
	return is_zero ? result : memset(result, 0, size);
}

void *apo__alloc_array(apo__arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		apo__arena_exhausted(arena);
	return apo__alloc(arena, count * size);
}

char *apo__strndup(apo__arena *arena, const char *text, size_t size)
{
	int is_zero;
	if (size == SIZE_MAX)
		apo__arena_exhausted(arena);
	char *copy = room(arena, size + 1, &is_zero);
	if (size)
		memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

char *apo__strdup(apo__arena *arena, const char *text)
{
	return apo__strndup(arena, text, strlen(text));
}

char *apo__sprintf(apo__arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int size = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (size < 0)
		apo__arena_exhausted(arena);
	char *text = apo__alloc(arena, (size_t)size + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)size + 1, format, args);
	va_end(args);
	return text;
}

void apo__arena_defer(apo__arena *arena, void (*release)(void *object), void *object)
{
	cleanup *c = malloc(sizeof *c);
	if (!c) {
		release(object);
		apo__arena_exhausted(arena);
	}
	c->release = release;
	c->object = object;
	c->next = arena->cleanups;
	arena->cleanups = c;
}

apo_status apo__guarded(apo__arena *arena, apo__guarded_fn job, void *user, apo_error *err)
{
	guard own = {.err = err};
	guard *const outer = arena->guard;
	apo_status status;
	switch (setjmp(own.jump)) {
	case APO_OK:
		arena->guard = &own;
		status = job(arena, user, err);
		break;
	case APO_EINPUT: status = APO_EINPUT; break;
	default:
		status = apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0,
			"out of memory; free some, or work on smaller files");
	}
	arena->guard = outer;
	return status;
}

/* The block that holds nothing but `items`, found by its size; NULL when they share one. */
static block **own_block(apo__arena *arena, const void *items, size_t size)
{
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	for (block **b = &arena->blocks; *b; b = &(*b)->next)
		if ((const char *)*b + HEADER == (const char *)items)
			return (*b)->size == size ? b : NULL;
	return NULL;
}

void *apo__arena_grow(apo__arena *arena, void *old, size_t size, size_t wanted)
{
	block **own = size >= LAST_BLOCK / 4 ? own_block(arena, old, size) : NULL;
	if (!own) {
		void *copy = apo__alloc(arena, wanted);
		if (size)
			memcpy(copy, old, size);
		return copy;
	}
	if (wanted > SIZE_MAX - HEADER - ALIGNMENT)
		apo__arena_exhausted(arena);
	wanted = (wanted + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	int filling = arena->end == (char *)*own + HEADER + (*own)->size;
	block *moved = realloc(*own, HEADER + wanted);
	if (!moved)
		apo__arena_exhausted(arena);
	moved->size = wanted;
	*own = moved;
	if (filling) /* it was the block at hand, and full */
		arena->at = arena->end = (char *)moved + HEADER + wanted;
	return (char *)moved + HEADER;
}

void apo__vector_grow(
	apo__arena *arena, void **items, uint32_t *count, uint32_t *capacity, size_t size)
{
	if (*count == *capacity) {
		if (*capacity > UINT32_MAX / 2)
			apo__arena_exhausted(arena);
		uint32_t wider = *capacity ? *capacity * 2 : 8;
		if (size > SIZE_MAX / wider)
			apo__arena_exhausted(arena);
		*items = apo__arena_grow(arena, *items, *capacity * size, wider * size);
		*capacity = wider;
	}
	memset((char *)*items + *count * size, 0, size);
	++*count;
}
