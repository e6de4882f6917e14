/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dictionary as a table of word pairs. Adding is a hash lookup a word; sealing is two counting sorts and a stem a word;
 * a lookup is one hash probe. What an entry of several words says of its words is 1/(n m) each (Varga et al. 2005);
 * articles, particles and the like inside a longer phrase do not count.
 */
#include "lexicon/dictionary/dictionary.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon/dictionary/phrase.h"
#include "lexicon/dictionary/stem.h"

apo__store *apo__store_new(
	apo__arena *arena, const char *name, const apo__language *a, const apo__language *b)
{
	apo__store *store = apo__alloc(arena, sizeof *store);
	store->arena = arena;
	store->scratch = apo__arena_child(arena);
	store->name = name;
	store->sides[0].language = a;
	store->sides[1].language = b;
	for (int side = 0; side < 2; side++) {
		apo__store_side *s = &store->sides[side];
		s->function_words = apo__language_section(s->language, "function-words");
		apo__interner_init(&s->words, arena);
		s->words.filed = 1;
	}
	return store;
}

/* Keep the content words of a phrase of several words; all of them when there is no content word. */
static void drop_function_words(const apo__store_side *side, apo__split_phrase *phrase)
{
	uint32_t kept = 0;
	if (phrase->count < 2 || phrase->count > APO__PHRASE_WORDS)
		return;
	uint32_t begin[APO__PHRASE_WORDS], size[APO__PHRASE_WORDS];
	for (uint32_t i = 0; i < phrase->count; i++) {
		if (apo__lang_find(side->function_words, phrase->bytes + phrase->begin[i],
			    phrase->size[i]))
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

apo__entry_words apo__store_phrase(apo__store *store, int side, const char *text, size_t size)
{
	apo__entry_words entry = {.count = 0};
	apo__split_phrase phrase;
	apo__phrase_split(text, size, store->scratch, &phrase);
	drop_function_words(&store->sides[side], &phrase);
	if (phrase.count <= APO__ENTRY_WORDS)
		for (; entry.count < phrase.count; entry.count++)
			entry.ids[entry.count] = apo__intern(&store->sides[side].words,
				phrase.bytes + phrase.begin[entry.count], phrase.size[entry.count]);
	return entry;
}

void apo__store_link(
	apo__store *store, const apo__entry_words *a, const apo__entry_words *b, float weight)
{
	if (!a->count || !b->count)
		return;
	weight /= (float)(a->count * b->count);
	for (uint32_t i = 0; i < a->count; i++)
		for (uint32_t j = 0; j < b->count; j++)
			*apo__push(store->scratch, &store->added) =
				(apo__store_pair){{a->ids[i], b->ids[j]}, weight};
	store->entries++;
}

static int by_word(const void *a, const void *b)
{
	const apo__word_pair *x = a, *y = b;
	if (x->word != y->word)
		return x->word < y->word ? -1 : 1;
	return (x->weight < y->weight) - (x->weight > y->weight);
}

static int by_weight(const void *a, const void *b)
{
	const apo__word_pair *x = a, *y = b;
	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return (x->word > y->word) - (x->word < y->word);
}

/* Most lists are short, and most of those nearly in order. */
static void sort_list(
	apo__word_pair *pairs, uint32_t count, int (*compare)(const void *, const void *))
{
	if (count > 16) {
		qsort(pairs, count, sizeof *pairs, compare);
		return;
	}
	for (uint32_t i = 1; i < count; i++) {
		apo__word_pair pair = pairs[i];
		uint32_t at = i;
		for (; at && compare(&pairs[at - 1], &pair) > 0; at--)
			pairs[at] = pairs[at - 1];
		pairs[at] = pair;
	}
}

/* Lists of one side out of the pairs added: counting sort by its words, each list without repeats and best first. */
static void seal_pairs(apo__store *store, int side)
{
	apo__store_side *s = &store->sides[side];
	uint32_t *first = apo__alloc_array(store->arena, s->words.count + 2, sizeof *first);
	apo__word_pair *pairs =
		apo__alloc_array(store->arena, store->added.count + 1, sizeof *pairs);
	for (uint32_t i = 0; i < store->added.count; i++)
		first[store->added.items[i].words[side] + 2]++;
	for (uint32_t id = 0; id < s->words.count; id++)
		first[id + 2] += first[id + 1];
	for (uint32_t i = 0; i < store->added.count; i++) {
		const apo__store_pair *pair = &store->added.items[i];
		pairs[first[pair->words[side] + 1]++] =
			(apo__word_pair){pair->words[!side], pair->weight};
	}
	uint32_t kept = 0;
	for (uint32_t id = 0; id < s->words.count; id++) {
		uint32_t begin = first[id], end = first[id + 1], list = kept;
		sort_list(pairs + begin, end - begin, by_word);
		for (uint32_t i = begin; i < end; i++)
			if (i == begin || pairs[i].word != pairs[kept - 1].word)
				pairs[kept++] = pairs[i];
		sort_list(pairs + list, kept - list, by_weight);
		first[id] = list;
	}
	first[s->words.count] = kept;
	s->first = first;
	s->pairs = pairs;
}

static void seal_stems(apo__store *store, int side)
{
	apo__store_side *s = &store->sides[side];
	apo__stemmer *stemmer = apo__stemmer_new(s->language, store->scratch);
	if (!stemmer)
		return;
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
