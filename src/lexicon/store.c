/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dictionary as a table of word pairs. Adding is a hash lookup a word; sealing is two counting sorts and a stem a word;
 * a lookup is one hash probe. What an entry of several words says of its words is 1/(n m) each (Varga et al. 2005);
 * articles, particles and the like inside a longer phrase do not count.
 */
#include "lexicon/store.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon/phrase.h"
#include "lexicon/stem.h"

#define MOST_WORDS 4u /* an entry of more says too little of each */

apo__store *apo__store_new(
	apo__arena *arena, const char *name, const apo__language *a, const apo__language *b)
{
	apo__store *store = apo__alloc(arena, sizeof *store);
	store->arena = arena;
	store->scratch = apo__arena_child(arena);
	store->name = name;
	store->sides[0].language = a;
	store->sides[1].language = b;
	for (int side = 0; side < 2; side++)
		apo__interner_init(&store->sides[side].words, arena);
	return store;
}

static int is_function_word(const apo__store_side *side, const char *word, size_t size)
{
	const apo__lang_section *section = apo__language_section(side->language, "function-words");
	return apo__lang_find(section, word, size) != NULL;
}

/* Keep the content words of a phrase of several words; all of them when there is no content word. */
static void drop_function_words(const apo__store_side *side, apo__phrase *phrase)
{
	uint32_t kept = 0;
	if (phrase->count < 2 || phrase->count > APO__PHRASE_WORDS)
		return;
	uint32_t begin[APO__PHRASE_WORDS], size[APO__PHRASE_WORDS];
	for (uint32_t i = 0; i < phrase->count; i++) {
		if (is_function_word(side, phrase->bytes + phrase->begin[i], phrase->size[i]))
			continue;
		begin[kept] = phrase->begin[i];
		size[kept++] = phrase->size[i];
	}
	if (!kept)
		return;
	memcpy(phrase->begin, begin, sizeof begin);
	memcpy(phrase->size, size, sizeof size);
	phrase->count = kept;
}

int apo__store_add(
	apo__store *store, const char *a, size_t a_size, const char *b, size_t b_size, float weight)
{
	apo__phrase phrases[2];
	uint32_t ids[2][MOST_WORDS];
	apo__phrase_split(a, a_size, store->scratch, &phrases[0]);
	apo__phrase_split(b, b_size, store->scratch, &phrases[1]);
	for (int side = 0; side < 2; side++) {
		drop_function_words(&store->sides[side], &phrases[side]);
		if (!phrases[side].count || phrases[side].count > MOST_WORDS)
			return 0;
	}
	for (int side = 0; side < 2; side++)
		for (uint32_t i = 0; i < phrases[side].count; i++)
			ids[side][i] = apo__intern(&store->sides[side].words,
				phrases[side].bytes + phrases[side].begin[i],
				phrases[side].size[i]);
	weight /= (float)(phrases[0].count * phrases[1].count);
	for (uint32_t i = 0; i < phrases[0].count; i++)
		for (uint32_t j = 0; j < phrases[1].count; j++)
			*apo__push(store->scratch, &store->added) =
				(apo__store_pair){{ids[0][i], ids[1][j]}, weight};
	store->entries++;
	return 1;
}

/* Best first, then by id, so that equal ids of one list meet when sorted by id; see `keep_best`. */
static int by_word(const void *a, const void *b)
{
	const apo__pair *x = a, *y = b;
	if (x->word != y->word)
		return x->word < y->word ? -1 : 1;
	return (x->weight < y->weight) - (x->weight > y->weight);
}

static int by_weight(const void *a, const void *b)
{
	const apo__pair *x = a, *y = b;
	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return (x->word > y->word) - (x->word < y->word);
}

/* Lists of one side out of the pairs added: counting sort by its words, each list without repeats and best first. */
static void seal_pairs(apo__store *store, int side)
{
	apo__store_side *s = &store->sides[side];
	uint32_t *first = apo__alloc_array(store->arena, s->words.count + 2, sizeof *first);
	apo__pair *pairs = apo__alloc_array(store->arena, store->added.count + 1, sizeof *pairs);
	for (uint32_t i = 0; i < store->added.count; i++)
		first[store->added.items[i].words[side] + 2]++;
	for (uint32_t id = 0; id < s->words.count; id++)
		first[id + 2] += first[id + 1];
	for (uint32_t i = 0; i < store->added.count; i++) {
		const apo__store_pair *pair = &store->added.items[i];
		pairs[first[pair->words[side] + 1]++] =
			(apo__pair){pair->words[!side], pair->weight};
	}
	uint32_t kept = 0;
	for (uint32_t id = 0; id < s->words.count; id++) {
		uint32_t begin = first[id], end = first[id + 1], list = kept;
		if (end - begin > 1)
			qsort(pairs + begin, end - begin, sizeof *pairs, by_word);
		for (uint32_t i = begin; i < end; i++)
			if (i == begin || pairs[i].word != pairs[kept - 1].word)
				pairs[kept++] = pairs[i];
		if (kept - list > 1)
			qsort(pairs + list, kept - list, sizeof *pairs, by_weight);
		first[id] = list;
	}
	first[s->words.count] = kept;
	s->first = first;
	s->pairs = pairs;
}

static void seal_stems(apo__store *store, int side)
{
	apo__store_side *s = &store->sides[side];
	apo__stemmer *stemmer = apo__stemmer_new(s->language);
	if (!stemmer)
		return;
	apo__arena_defer(store->scratch, apo__stemmer_free, stemmer);
	s->stem_slot_count = 64;
	while (s->stem_slot_count < s->words.count * 2)
		s->stem_slot_count *= 2;
	s->stem_slots = apo__alloc_array(store->arena, s->stem_slot_count, sizeof *s->stem_slots);
	s->next_stem = apo__alloc_array(store->arena, s->words.count + 1, sizeof *s->next_stem);
	for (uint32_t id = s->words.count; id-- > 0;) {
		size_t size = s->words.sizes[id];
		const char *stem = apo__stemmer_stem(stemmer, s->words.strings[id], &size);
		uint32_t slot = (uint32_t)apo__hash(stem, size) & (s->stem_slot_count - 1);
		s->next_stem[id] = s->stem_slots[slot];
		s->stem_slots[slot] = id + 1;
	}
}

void apo__store_seal(apo__store *store, int stems)
{
	for (int side = 0; side < 2; side++) {
		apo__store_side *s = &store->sides[side];
		seal_pairs(store, side);
		for (uint32_t id = 0; id < s->words.count; id++)
			if (s->words.sizes[id] > s->longest)
				s->longest = s->words.sizes[id];
		if (stems)
			seal_stems(store, side);
	}
	store->added.items = NULL;
	store->added.count = store->added.capacity = 0;
	apo__arena_free(store->scratch);
	store->scratch = NULL;
}

uint32_t apo__store_find(const apo__store *store, int side, const char *form, size_t size)
{
	const apo__store_side *s = &store->sides[side];
	return size > s->longest ? APO_NONE : apo__interned(&s->words, form, size);
}
