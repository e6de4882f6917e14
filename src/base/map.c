/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing with linear probing, at most half full. */
#include "base/map.h"

#include <string.h>

#define FIRST_STRINGS 16u /* room of a new table: most hold a few things of a line */
#define FIRST_SLOTS   32u

uint64_t apo__hash(const char *data, size_t size)
{
	uint64_t h = 0xcbf29ce484222325u ^ size; /* FNV-1a with a final mix (splitmix64) */
	for (size_t i = 0; i < size; i++)
		h = (h ^ (unsigned char)data[i]) * 0x100000001b3u;
	h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
	h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
	return h ^ (h >> 31);
}

void apo__interner_init(apo__interner *interner, apo__arena *arena)
{
	*interner = (apo__interner){.arena = arena};
}

/* Eight bytes at a time. It decides where in memory a string is looked for, and nothing that is seen. */
static uint64_t quick_hash(const char *text, size_t size)
{
	uint64_t h = size * 0x9e3779b97f4a7c15u, piece = 0;
	for (; size >= sizeof piece; text += sizeof piece, size -= sizeof piece) {
		memcpy(&piece, text, sizeof piece);
		h = (h ^ piece) * 0xbf58476d1ce4e5b9u;
		h ^= h >> 29;
	}
	piece = 0;
	for (size_t i = 0; i < size; i++)
		piece = piece << 8 | (unsigned char)text[i];
	h = (h ^ piece) * 0x94d049bb133111ebu;
	return h ^ h >> 32;
}

static int is_string(const apo__interner *in, uint32_t id, const char *text, size_t size)
{
	return in->sizes[id] == size && !memcmp(in->strings[id], text, size);
}

/* Where the string is in `slots`, or the free place for it. */
static uint32_t *filed_slot(const apo__interner *in, const char *text, size_t size)
{
	uint32_t mask = in->slot_count - 1, slot = (uint32_t)apo__hash(text, size) & mask;
	while (in->slots[slot] && !is_string(in, in->slots[slot] - 1, text, size))
		slot = (slot + 1) & mask;
	return &in->slots[slot];
}

/* The same of slots with a hash behind each: most other strings differ in it, and need not be looked at. */
static uint32_t *hashed_slot(const apo__interner *in, const char *text, size_t size, uint32_t hash)
{
	uint32_t mask = in->slot_count - 1, slot = hash & mask;
	const uint32_t *at = in->slots + 2 * (size_t)slot;
	while (at[0] && (at[1] != hash || !is_string(in, at[0] - 1, text, size))) {
		slot = (slot + 1) & mask;
		at = in->slots + 2 * (size_t)slot;
	}
	return in->slots + 2 * (size_t)slot;
}

static uint32_t *string_slot(const apo__interner *in, const char *text, size_t size)
{
	return in->filed ? filed_slot(in, text, size)
			 : hashed_slot(in, text, size, (uint32_t)quick_hash(text, size));
}

static void fill_slot(const apo__interner *in, uint32_t *slot, uint32_t id)
{
	slot[0] = id + 1;
	if (!in->filed)
		slot[1] = (uint32_t)quick_hash(in->strings[id], in->sizes[id]);
}

static void grow_strings(apo__interner *in, uint32_t wider)
{
	const char **strings = apo__alloc_array(in->arena, wider, sizeof *strings);
	uint32_t *sizes = apo__alloc_array(in->arena, wider, sizeof *sizes);
	if (in->count) {
		memcpy(strings, in->strings, in->count * sizeof *strings);
		memcpy(sizes, in->sizes, in->count * sizeof *sizes);
	}
	in->strings = strings;
	in->sizes = sizes;
	in->capacity = wider;
	in->slot_count = wider * 2;
	in->slots = apo__alloc_array(
		in->arena, in->slot_count, (in->filed ? 1 : 2) * sizeof *in->slots);
	for (uint32_t id = 0; id < in->count; id++)
		fill_slot(in, string_slot(in, strings[id], sizes[id]), id);
}

void apo__interner_reserve(apo__interner *interner, uint32_t strings)
{
	uint32_t wider = 1;
	while (wider < strings)
		wider *= 2;
	if (wider > interner->capacity)
		grow_strings(interner, wider);
}

uint32_t apo__intern(apo__interner *interner, const char *text, size_t size)
{
	if (interner->count == interner->capacity) {
		if (interner->count > UINT32_MAX / 8)
			apo__arena_exhausted(interner->arena);
		grow_strings(interner, interner->capacity ? interner->capacity * 2 : FIRST_STRINGS);
	}
	uint32_t *slot = string_slot(interner, text, size);
	if (!*slot) {
		interner->strings[interner->count] =
			interner->borrowed ? text : apo__strndup(interner->arena, text, size);
		interner->sizes[interner->count] = (uint32_t)size;
		fill_slot(interner, slot, interner->count++);
	}
	return *slot - 1;
}

uint32_t apo__interned(const apo__interner *interner, const char *text, size_t size)
{
	if (!interner->count)
		return APO_NONE;
	uint32_t id = *string_slot(interner, text, size);
	return id ? id - 1 : APO_NONE;
}

void apo__map_init(apo__map *map, apo__arena *arena)
{
	*map = (apo__map){.arena = arena};
}

static uint32_t key_slot(const apo__map *map, uint64_t key)
{
	uint64_t h = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9u;
	h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
	uint32_t mask = map->slot_count - 1;
	uint32_t slot = (uint32_t)(h ^ (h >> 31)) & mask;
	while (map->used[slot] && map->keys[slot] != key)
		slot = (slot + 1) & mask;
	return slot;
}

static void grow_map(apo__map *map)
{
	apo__map old = *map;
	map->slot_count = old.slot_count ? old.slot_count * 2 : FIRST_SLOTS;
	map->keys = apo__alloc_array(map->arena, map->slot_count, sizeof *map->keys);
	map->values = apo__alloc_array(map->arena, map->slot_count, sizeof *map->values);
	map->used = apo__alloc(map->arena, map->slot_count);
	for (uint32_t i = 0; i < old.slot_count; i++) {
		if (!old.used[i])
			continue;
		uint32_t slot = key_slot(map, old.keys[i]);
		map->keys[slot] = old.keys[i];
		map->values[slot] = old.values[i];
		map->used[slot] = 1;
	}
}

uint32_t *apo__map_add(apo__map *map, uint64_t key, uint32_t initial)
{
	if (map->count * 2 >= map->slot_count) {
		if (map->slot_count > UINT32_MAX / 4)
			apo__arena_exhausted(map->arena);
		grow_map(map);
	}
	uint32_t slot = key_slot(map, key);
	if (!map->used[slot]) {
		map->used[slot] = 1;
		map->keys[slot] = key;
		map->values[slot] = initial;
		map->count++;
	}
	return &map->values[slot];
}

uint32_t *apo__map_find(const apo__map *map, uint64_t key)
{
	if (!map->count)
		return NULL;
	uint32_t slot = key_slot(map, key);
	return map->used[slot] ? &map->values[slot] : NULL;
}

apo__item_lists apo__item_lists_new(apo__arena *arena, size_t keys, size_t items)
{
	return (apo__item_lists){apo__alloc_array(arena, keys + 1, sizeof(uint32_t)),
		apo__alloc_array(arena, items + 1, sizeof(uint32_t))};
}

void apo__item_lists_put(apo__item_lists *lists, uint32_t key, uint32_t item)
{
	lists->next[item] = lists->first[key];
	lists->first[key] = item + 1;
}

uint32_t apo__root(uint32_t *group, uint32_t i)
{
	while (group[i] != i) {
		group[i] = group[group[i]];
		i = group[i];
	}
	return i;
}

void apo__unite(uint32_t *group, uint32_t a, uint32_t b)
{
	a = apo__root(group, a);
	b = apo__root(group, b);
	if (a < b)
		group[b] = a;
	else
		group[a] = b;
}
