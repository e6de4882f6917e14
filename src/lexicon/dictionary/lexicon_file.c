/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A head, then the arrays of both sides as a sealed store has them, each padded to eight bytes, in the byte order of the
 * machine that wrote it (the head says which, and the other one is refused). A checksum tells a file that was damaged by
 * chance; since it proves nothing of one that was made to mislead, every index is checked as well. Opening is linear, some
 * thirty milliseconds for half a million pairs: the arrays stay as they were read, only an array of string addresses is made.
 */
#include "lexicon/dictionary/lexicon_file.h"

#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"

#define FILE_LIMIT ((size_t)8 << 30) /* its pool of words has 4 GiB at most */
#define FORMAT	   3u		     /* raise when a reader or the layout changes */
#define OLD_FORMAT 2u		     /* with another checksum */
#define BYTE_ORDER 0x01020304u

typedef struct {
	uint32_t words, slots, pairs, stem_slots, longest, pool;
} side_header;

typedef struct {
	char magic[16];
	uint32_t byte_order, format, entries, bad, bad_line, reserved;
	uint64_t key, checksum;
	char tags[2][APO__SEALED_TAG];
	side_header sides[2];
} header;

static const char magic[16] = "apograph lexicon";

static size_t padded(size_t size)
{
	return (size + 7) / 8 * 8;
}

/* Four sums side by side, since each step waits for the one before; format 2 had one. Chance does not give the same twice. */
#define LANES 4u
typedef struct {
	uint64_t lanes[LANES];
	uint32_t count, next;
} checksum;

static uint64_t mix(uint64_t sum, uint64_t word)
{
	sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
	return sum ^ sum >> 32;
}

/* Eight bytes at a step, the last ones filled up with zeros. */
static void add_sum(checksum *sum, const void *data, size_t size)
{
	if (!size) /* an empty list may be a null pointer */
		return;
	const char *at = data, *end = at + size;
	uint64_t words[LANES];
	while (at < end) {
		for (; sum->count == LANES && !sum->next && end - at >= (long)sizeof words;
			at += sizeof words) {
			memcpy(words, at, sizeof words);
			sum->lanes[0] = mix(sum->lanes[0], words[0]);
			sum->lanes[1] = mix(sum->lanes[1], words[1]);
			sum->lanes[2] = mix(sum->lanes[2], words[2]);
			sum->lanes[3] = mix(sum->lanes[3], words[3]);
		}
		if (at == end)
			break;
		words[0] = 0;
		memcpy(words, at, end - at < 8 ? (size_t)(end - at) : 8);
		sum->lanes[sum->next] = mix(sum->lanes[sum->next], words[0]);
		sum->next = (sum->next + 1) % sum->count;
		at += end - at < 8 ? end - at : 8;
	}
}

/* The sum of a head; its own checksum counts as 0. */
static checksum sum_of(const header *head)
{
	header plain = *head;
	checksum sum = {.count = head->format < 3 ? 1 : LANES};
	plain.checksum = 0;
	add_sum(&sum, &plain, sizeof plain);
	return sum;
}

static uint64_t total(const checksum *sum)
{
	uint64_t all = sum->lanes[0];
	for (uint32_t i = 1; i < sum->count; i++)
		all = mix(all, sum->lanes[i]);
	return all;
}

uint64_t apo__sealed_sum(apo__bytes file)
{
	const header *head = (const header *)(const void *)file.data;
	checksum sum = sum_of(head);
	size_t at = padded(sizeof *head);
	if (file.size > at)
		add_sum(&sum, file.data + at, file.size - at);
	return total(&sum);
}

int apo__sealed_is(const char *data, size_t size)
{
	return size >= sizeof magic && !memcmp(data, magic, sizeof magic);
}

static apo_status damaged(const char *path, apo_error *err)
{
	return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
		"is a lexicon file that is damaged or cut short; copy it again, or make it anew "
		"with apograph lexicon");
}

static int is_tag(const char *tag)
{
	size_t size = 0;
	while (size < APO__SEALED_TAG && tag[size] &&
		((tag[size] >= '0' && tag[size] <= '9') || tag[size] == '-' ||
			((tag[size] | 32) >= 'a' && (tag[size] | 32) <= 'z')))
		size++;
	return size >= 2 && size < APO__SEALED_TAG && !tag[size];
}

apo_status apo__sealed_open_bytes(
	const char *path, apo__bytes bytes, apo__sealed *sealed, apo_error *err)
{
	const header *head = (const header *)(const void *)bytes.data;
	if (!apo__sealed_is(bytes.data, bytes.size))
		return apo__fail(err, APO_EINPUT, path, 0, 0,
			"is not a lexicon file; expected one that apograph lexicon made");
	if (bytes.size < sizeof *head)
		return damaged(path, err);
	if (head->byte_order != BYTE_ORDER)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is a lexicon file of a machine with another byte order; make it here from "
			"its source with apograph lexicon");
	if (head->format != FORMAT && head->format != OLD_FORMAT)
		return apo__fail(err, APO_EINPUT, path, APO_NO_OFFSET, 0,
			"is a lexicon file of another version (format %u, expected %u); make it "
			"anew from its source with apograph lexicon",
			head->format, FORMAT);
	if (!is_tag(head->tags[0]) || !is_tag(head->tags[1]))
		return damaged(path, err);
	*sealed = (apo__sealed){bytes, path, {head->tags[0], head->tags[1]}, head->key};
	return APO_OK;
}

apo_status apo__sealed_open(
	apo__arena *arena, const char *path, apo__sealed *sealed, apo_error *err)
{
	apo__bytes bytes;
	apo_status status = apo__file_read(arena, path, FILE_LIMIT, &bytes.data, &bytes.size, err);
	return status ? status : apo__sealed_open_bytes(path, bytes, sealed, err);
}

apo_status apo__sealed_open_head(
	apo__arena *arena, const char *path, apo__sealed *sealed, apo_error *err)
{
	int fd;
	char *head = apo__alloc(arena, sizeof(header));
	apo_status status = apo__file_descriptor(arena, path, &fd, err);
	if (status)
		return status;
	ssize_t size = apo__file_next(fd, head, sizeof(header));
	close(fd);
	return apo__sealed_open_bytes(
		path, (apo__bytes){head, size > 0 ? (size_t)size : 0}, sealed, err);
}

/* The next array of the file, NULL when it does not fit. */
static void *take(const apo__bytes *file, size_t *at, size_t count, size_t size)
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
	apo__store *store, int side, const apo__bytes *file, size_t *at, const header *head)
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

apo_status apo__sealed_load(const apo__sealed *sealed, apo__store *store, apo_error *err)
{
	const apo__bytes *file = &sealed->file;
	const header *head = (const header *)(const void *)file->data;
	size_t at = padded(sizeof *head);
	if (file->size < at || apo__sealed_sum(*file) != head->checksum)
		return damaged(sealed->path, err);
	apo__store_side kept[2] = {store->sides[0], store->sides[1]};
	for (int side = 0; side < 2; side++)
		if (!load_side(store, side, file, &at, head)) {
			memcpy(store->sides, kept, sizeof kept);
			return damaged(sealed->path, err);
		}
	store->entries = head->entries;
	store->bad = head->bad;
	store->bad_line = head->bad_line;
	apo__arena_free(store->scratch);
	store->scratch = NULL;
	return APO_OK;
}

/* Where the arrays go: to the checksum first, then to the output. */
typedef struct {
	apo_output *output; /* NULL: only sum */
	checksum sum;
} sink;

static void put(sink *to, const void *data, size_t count, size_t size)
{
	static const char zeros[8];
	size_t bytes = count * size;
	if (!to->output) {
		add_sum(&to->sum, data, bytes);
		return;
	}
	apo_output_write(to->output, data, bytes);
	apo_output_write(to->output, zeros, padded(bytes) - bytes);
}

static void put_sides(sink *to, const apo__store *store, const header *head, char *const pools[2])
{
	for (int side = 0; side < 2; side++) {
		const apo__store_side *s = &store->sides[side];
		const side_header *h = &head->sides[side];
		put(to, s->words.sizes, h->words, sizeof *s->words.sizes);
		put(to, s->words.slots, h->slots, sizeof *s->words.slots);
		put(to, s->first, (size_t)h->words + 1, sizeof *s->first);
		put(to, s->pairs, h->pairs, sizeof *s->pairs);
		put(to, s->stem_slots, h->stem_slots, sizeof *s->stem_slots);
		put(to, s->next_stem, h->stem_slots ? h->words : 0, sizeof *s->next_stem);
		put(to, pools[side], h->pool, 1);
	}
}

apo_status apo__sealed_write(
	const apo__store *store, uint64_t key, apo_output *output, apo_error *err)
{
	header head = {.byte_order = BYTE_ORDER,
		.format = FORMAT,
		.entries = store->entries,
		.bad = store->bad,
		.bad_line = store->bad_line,
		.key = key};
	char *pools[2];
	memcpy(head.magic, magic, sizeof magic);
	apo__arena *scratch = apo__arena_child(store->arena);
	for (int side = 0; side < 2; side++) {
		const apo__store_side *s = &store->sides[side];
		const char *tag = apo__language_tag(s->language);
		size_t pool = 0, used = 0;
		for (uint32_t i = 0; i < s->words.count; i++)
			pool += (size_t)s->words.sizes[i] + 1;
		if (pool > UINT32_MAX || strlen(tag) >= APO__SEALED_TAG)
			return apo__fail(err, APO_ELIMIT, NULL, APO_NO_OFFSET, 0,
				"the words of the lexicon exceed 4 GiB; split it");
		pools[side] = apo__alloc(scratch, pool);
		for (uint32_t i = 0; i < s->words.count; i++) {
			memcpy(pools[side] + used, s->words.strings[i], s->words.sizes[i]);
			used += (size_t)s->words.sizes[i] + 1;
		}
		memcpy(head.tags[side], tag, strlen(tag));
		head.sides[side] = (side_header){s->words.count, s->words.slot_count,
			s->first[s->words.count], s->stem_slot_count, s->longest, (uint32_t)pool};
	}
	sink to = {NULL, sum_of(&head)};
	put_sides(&to, store, &head, pools);
	head.checksum = total(&to.sum);
	to.output = output;
	put(&to, &head, sizeof head, 1);
	put_sides(&to, store, &head, pools);
	apo__arena_free(scratch);
	return APO_OK;
}
