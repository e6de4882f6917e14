/* SPDX-License-Identifier: Apache-2.0 */
/* Hash maps in an arena: strings to dense ids (interning), and 64-bit keys to 32-bit values. */
#ifndef APO__BASE_MAP_H
#define APO__BASE_MAP_H

#include "base/arena.h"

/* Strings with dense ids 0, 1, 2 ... in order of first appearance. */
typedef struct {
	apo__arena *arena;
	const char **strings; /* by id, NUL-terminated */
	uint32_t *sizes;      /* by id */
	uint32_t count;
	uint32_t capacity; /* of strings, sizes */
	uint32_t
		*slots; /* id + 1, 0 = free; unless they are filed, 32 bits of a hash behind each */
	uint32_t slot_count;
	int filed; /* slots are parts of files: by apo__hash, which never changes, and ids alone */
	int borrowed; /* the strings outlive this and end in NUL: they are not copied */
} apo__interner;

void apo__interner_init(apo__interner *interner, apo__arena *arena);
/* Room for so many strings at once, so that none is moved on the way there. */
void apo__interner_reserve(apo__interner *interner, uint32_t strings);
/* Id of `text`; a copy of it is kept, unless strings are borrowed. */
uint32_t apo__intern(apo__interner *interner, const char *text, size_t size);
/* Id of `text`, or APO_NONE when it was never interned. */
uint32_t apo__interned(const apo__interner *interner, const char *text, size_t size);

/* 64-bit keys to 32-bit values. */
typedef struct {
	apo__arena *arena;
	uint64_t *keys;
	uint32_t *values;
	unsigned char *used;
	uint32_t count, slot_count;
} apo__map;

void apo__map_init(apo__map *map, apo__arena *arena);
/* The value of `key`, added as `initial` when absent. The address is good until the next call. */
uint32_t *apo__map_add(apo__map *map, uint64_t key, uint32_t initial);
/* NULL when absent. */
uint32_t *apo__map_find(const apo__map *map, uint64_t key);

/* Numbers of items by the number of a key: first[key] and next[item] are numbers plus one, 0 = none. */
typedef struct {
	uint32_t *first, *next;
} apo__item_lists;

apo__item_lists apo__item_lists_new(apo__arena *arena, size_t keys, size_t items);
/* Put an item, which is in no list yet, before the others of its key. */
void apo__item_lists_put(apo__item_lists *lists, uint32_t key, uint32_t item);

/* Sets of numbers (union-find): `group[i]` begins as i. The root of a set is its least number. */
uint32_t apo__root(uint32_t *group, uint32_t i);
void apo__unite(uint32_t *group, uint32_t a, uint32_t b);

/* 64-bit hash of bytes; the same on every machine. */
uint64_t apo__hash(const char *data, size_t size);

#endif
