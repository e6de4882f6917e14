/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Large dictionaries take a second to read, so their sealed form is kept in $XDG_CACHE_HOME/apograph (or ~/.cache/apograph)
 * and mapped the next time, in some milliseconds. A cache file is a header and the arrays of both sides, each padded to eight bytes, in
 * the machine's byte order. It is written whole or not at all, replaced when the dictionary, the language data or the
 * format change, and believed only after every index in it was checked. It may be deleted at any time.
 */
#include "lexicon/cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lexicon/sorted.h"
#include "text/context.h"

#define FORMAT 1u /* raise when a reader or the layout changes */

typedef struct {
	uint32_t words, slots, pairs, stem_slots, longest, pool;
} side_header;

typedef struct {
	char magic[16];
	uint32_t format, entries, bad, bad_line;
	uint64_t key;
	side_header sides[2];
} header;

static const char magic[16] = "apograph lexicon";

static uint64_t hash_language(const apo__language *language, uint64_t seed)
{
	char name[32];
	size_t size = (size_t)snprintf(name, sizeof name, "%s.lang", apo__language_tag(language));
	const apo__embedded *file = size < sizeof name ? apo__embedded_find(name) : NULL;
	return file ? seed * 31 + apo__hash((const char *)file->data, file->size) : seed;
}

apo__cache_place apo__cache_find(
	apo__arena *arena, const char *path, const apo__language *a, const apo__language *b)
{
	apo__cache_place place = {NULL, NULL, 0};
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	struct stat info;
	if (stat(path, &info) || !S_ISREG(info.st_mode))
		return place;
	if (cache && *cache == '/')
		place.folder = apo__sprintf(arena, "%s/apograph", cache);
	else if (home && *home == '/')
		place.folder = apo__sprintf(arena, "%s/.cache/apograph", home);
	else
		return place;
	const char *what = apo__sprintf(
		arena, "%s|%s|%s|" APO_VERSION, path, apo__language_tag(a), apo__language_tag(b));
	place.key = apo__hash(what, strlen(what));
	place.file = apo__sprintf(
		arena, "%s/lexicon-%016llx.bin", place.folder, (unsigned long long)place.key);
	const char *state = apo__sprintf(arena, "%llu|%lld|%ld|%llu",
		(unsigned long long)info.st_size, (long long)info.st_mtim.tv_sec,
		(long)info.st_mtim.tv_nsec, (unsigned long long)info.st_ino);
	place.key = place.key * 31 + apo__hash(state, strlen(state));
	place.key = hash_language(b, hash_language(a, place.key));
	return place;
}

static size_t padded(size_t size)
{
	return (size + 7) / 8 * 8;
}

/* The next array of the file, NULL when it does not fit. */
static void *take(const apo__mapped *file, size_t *at, size_t count, size_t size)
{
	size_t bytes = padded(count * size);
	if (bytes > file->size - *at)
		return NULL;
	void *array = (void *)(uintptr_t)(file->data + *at); /* nobody writes to a sealed store */
	*at += bytes;
	return array;
}

/* Every id in the arrays of a side is in range and every chain ends. */
static int is_sound(const apo__store_side *s, const side_header *h, uint32_t other_words)
{
	if (h->slots / 2 < h->words || !h->words || (h->slots & (h->slots - 1)) ||
		(h->stem_slots & (h->stem_slots - (h->stem_slots > 0))) || s->first[0] ||
		s->first[h->words] != h->pairs)
		return 0;
	for (uint32_t i = 0; i < h->words; i++)
		if (s->first[i] > s->first[i + 1])
			return 0;
	uint32_t taken = 0; /* a full table would let a search run for ever */
	for (uint32_t i = 0; i < h->slots; i++) {
		taken += s->words.slots[i] > 0;
		if (s->words.slots[i] > h->words)
			return 0;
	}
	if (taken > h->words)
		return 0;
	for (uint32_t i = 0; i < h->pairs; i++)
		if (s->pairs[i].word >= other_words ||
			!(s->pairs[i].weight > 0 && s->pairs[i].weight <= 1))
			return 0;
	for (uint32_t i = 0; i < h->stem_slots; i++)
		if (s->stem_slots[i] > h->words)
			return 0;
	for (uint32_t i = 0; h->stem_slots && i < h->words; i++)
		if (s->next_stem[i] && (s->next_stem[i] > h->words || s->next_stem[i] - 1 <= i))
			return 0;
	return 1;
}

static int load_side(
	apo__store *store, int side, const apo__mapped *file, size_t *at, const header *head)
{
	const side_header *h = &head->sides[side];
	apo__store_side s = store->sides[side];
	uint32_t *sizes = take(file, at, h->words, sizeof *sizes);
	uint32_t *slots = take(file, at, h->slots, sizeof *slots);
	s.first = take(file, at, (size_t)h->words + 1, sizeof *s.first);
	s.pairs = take(file, at, h->pairs, sizeof *s.pairs);
	s.stem_slots = take(file, at, h->stem_slots, sizeof *s.stem_slots);
	s.next_stem = take(file, at, h->stem_slots ? h->words : 0, sizeof *s.next_stem);
	const char *pool = take(file, at, h->pool, 1);
	if (!sizes || !slots || !s.first || !s.pairs || !s.stem_slots || !s.next_stem || !pool)
		return 0;
	s.words.sizes = sizes;
	s.words.slots = slots;
	s.words.count = s.words.capacity = h->words;
	s.words.slot_count = h->slots;
	s.stem_slot_count = h->stem_slots;
	s.longest = h->longest;
	if (!is_sound(&s, h, head->sides[!side].words))
		return 0;
	s.words.strings = apo__alloc_array(store->arena, h->words + 1, sizeof *s.words.strings);
	size_t offset = 0;
	for (uint32_t i = 0; i < h->words; i++) {
		if (sizes[i] >= h->pool - offset || pool[offset + sizes[i]])
			return 0;
		s.words.strings[i] = pool + offset;
		offset += (size_t)sizes[i] + 1;
	}
	store->sides[side] = s;
	return 1;
}

int apo__cache_load(apo__store *store, const apo__cache_place *place)
{
	if (!place->folder)
		return 0;
	apo__mapped file = apo__map_file(store->arena, place->file);
	const header *head = (const header *)(const void *)file.data;
	size_t at = padded(sizeof *head);
	if (file.size < at || memcmp(head->magic, magic, sizeof magic) || head->format != FORMAT ||
		head->key != place->key)
		return 0;
	apo__store_side kept[2] = {store->sides[0], store->sides[1]};
	for (int side = 0; side < 2; side++)
		if (!load_side(store, side, &file, &at, head)) {
			memcpy(store->sides, kept, sizeof kept);
			return 0;
		}
	store->entries = head->entries;
	store->bad = head->bad;
	store->bad_line = head->bad_line;
	apo__arena_free(store->scratch);
	store->scratch = NULL;
	return 1;
}

static void put(apo_output *output, const void *data, size_t count, size_t size)
{
	static const char zeros[8];
	apo_output_write(output, data, count * size);
	apo_output_write(output, zeros, padded(count * size) - count * size);
}

static void save_side(const apo__store_side *s, const side_header *h, apo_output *output)
{
	put(output, s->words.sizes, h->words, sizeof *s->words.sizes);
	put(output, s->words.slots, h->slots, sizeof *s->words.slots);
	put(output, s->first, (size_t)h->words + 1, sizeof *s->first);
	put(output, s->pairs, h->pairs, sizeof *s->pairs);
	put(output, s->stem_slots, h->stem_slots, sizeof *s->stem_slots);
	put(output, s->next_stem, h->stem_slots ? h->words : 0, sizeof *s->next_stem);
	for (uint32_t i = 0; i < h->words; i++)
		apo_output_write(output, s->words.strings[i], (size_t)s->words.sizes[i] + 1);
	apo_output_write(output, "\0\0\0\0\0\0\0", padded(h->pool) - h->pool);
}

/* The folder and the one above it, as the XDG Base Directory Specification asks for. */
static void make_folder(const char *folder)
{
	char above[1024];
	const char *slash = strrchr(folder, '/');
	size_t size = (size_t)(slash - folder);
	if (slash && size > 0 && size < sizeof above) {
		memcpy(above, folder, size);
		above[size] = '\0';
		mkdir(above, 0700);
	}
	mkdir(folder, 0700);
}

void apo__cache_save(const apo__store *store, const apo__cache_place *place)
{
	if (!place->folder)
		return;
	header head = {.format = FORMAT,
		.entries = store->entries,
		.bad = store->bad,
		.bad_line = store->bad_line,
		.key = place->key};
	memcpy(head.magic, magic, sizeof magic);
	for (int side = 0; side < 2; side++) {
		const apo__store_side *s = &store->sides[side];
		size_t pool = 0;
		for (uint32_t i = 0; i < s->words.count; i++)
			pool += (size_t)s->words.sizes[i] + 1;
		if (pool > UINT32_MAX || !s->words.count)
			return;
		head.sides[side] = (side_header){s->words.count, s->words.slot_count,
			s->first[s->words.count], s->stem_slot_count, s->longest, (uint32_t)pool};
	}
	make_folder(place->folder);
	apo_output *output = apo_output_open(place->file, NULL);
	if (!output)
		return;
	put(output, &head, sizeof head, 1);
	for (int side = 0; side < 2; side++)
		save_side(&store->sides[side], &head.sides[side], output);
	apo_output_commit(output, NULL);
	apo_output_free(output);
}
