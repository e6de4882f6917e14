/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digest.h"

#include <sodium.h>
#include <string.h>

#define FIRST_SLOTS 256u

static uint64_t little_endian(const unsigned char *bytes)
{
	uint64_t value = 0;
	for (int i = 7; i >= 0; i--)
		value = value << 8 | bytes[i];
	return value;
}

apo__digest apo__digest_of(const char *data, size_t size)
{
	static const unsigned char key[crypto_shorthash_siphashx24_KEYBYTES] = {0};
	unsigned char out[crypto_shorthash_siphashx24_BYTES];
	crypto_shorthash_siphashx24(out, (const unsigned char *)data, size, key);
	apo__digest digest = {little_endian(out), little_endian(out + 8)};
	if (!digest.a && !digest.b)
		digest.a = 1;
	return digest;
}

void apo__digest_map_init(apo__digest_map *map, apo__arena *arena)
{
	*map = (apo__digest_map){.parent = arena};
}

/* The slot that holds `key`, or the free one where it belongs. */
static apo__digest_entry *slot_of(const apo__digest_map *map, apo__digest key)
{
	for (uint64_t i = key.a & (map->slots - 1);; i = (i + 1) & (map->slots - 1)) {
		apo__digest_entry *e = &map->entries[i];
		if ((!e->key.a && !e->key.b) || (e->key.a == key.a && e->key.b == key.b))
			return e;
	}
}

static void grow(apo__digest_map *map)
{
	apo__digest_map old = *map;
	map->slots = old.slots ? old.slots * 2 : FIRST_SLOTS;
	map->arena = apo__arena_child(map->parent);
	map->entries = apo__alloc_array(map->arena, map->slots, sizeof *map->entries);
	for (uint64_t i = 0; i < old.slots; i++)
		if (old.entries[i].key.a || old.entries[i].key.b)
			*slot_of(map, old.entries[i].key) = old.entries[i];
	apo__arena_free(old.arena);
}

uint64_t *apo__digest_map_add(apo__digest_map *map, apo__digest key, uint64_t initial)
{
	if (map->count >= map->slots / 4 * 3)
		grow(map);
	apo__digest_entry *e = slot_of(map, key);
	if (!e->key.a && !e->key.b) {
		*e = (apo__digest_entry){key, initial};
		map->count++;
	}
	return &e->value;
}

uint64_t *apo__digest_map_find(const apo__digest_map *map, apo__digest key)
{
	if (!map->slots)
		return NULL;
	apo__digest_entry *e = slot_of(map, key);
	return e->key.a || e->key.b ? &e->value : NULL;
}
