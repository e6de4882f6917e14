/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which target words may render a source word, before anything is learned: the lexicon's renderings (by form, else by
 * stem), equal strings and cognates. n log n in the number of different words.
 */
#include <stdlib.h>
#include <string.h>

#include "aligners/internal.h"
#include "lexicon/dictionary/stem.h"
#include "text/unicode/chars.h"

/* Set by hand. */
#define STEM_SHARE  .8f /* weight of a rendering that is met in another form */
#define FAMILY_MOST 64u /* words of one stem, or of one beginning, that are looked at */
#define PREFIX	    4u	/* letters that cognates share at least */
#define WEAKEST	    .2f /* lighter entries say nothing */

typedef struct {
	uint32_t source, target;
	float weight;
} triple;
typedef APO__VECTOR(triple) triples;

/* Words of one side by a key of theirs (stem, first letters): groups of word numbers. */
typedef struct {
	apo__interner keys;
	uint32_t *first, *words;
} families;

typedef const char *(*key_fn)(const char *form, void *user, apo__arena *arena);

static families make_families(
	const apo__vocabulary *vocabulary, key_fn key, void *user, apo__arena *arena)
{
	uint32_t n = vocabulary->names.count;
	families f;
	apo__interner_init(&f.keys, arena);
	uint32_t *of = apo__alloc_array(arena, n, sizeof *of);
	apo__arena *scratch = apo__arena_child(arena);
	for (uint32_t w = 0; w < n; w++) {
		const char *k = vocabulary->kinds.items[w] == APO_TOKEN_WORD
					? key(vocabulary->forms.items[w], user, scratch)
					: NULL;
		of[w] = k ? apo__intern(&f.keys, k, strlen(k)) : APO_NONE;
	}
	apo__arena_free(scratch);
	f.first = apo__alloc_array(arena, (size_t)f.keys.count + 2, sizeof *f.first);
	f.words = apo__alloc_array(arena, n, sizeof *f.words);
	for (uint32_t w = 0; w < n; w++)
		if (of[w] != APO_NONE)
			f.first[of[w] + 2]++;
	for (uint32_t k = 0; k < f.keys.count; k++)
		f.first[k + 2] += f.first[k + 1];
	for (uint32_t w = 0; w < n; w++)
		if (of[w] != APO_NONE)
			f.words[f.first[of[w] + 1]++] = w;
	return f;
}

static uint32_t find_family(const families *f, const char *key)
{
	return key ? apo__interned(&f->keys, key, strlen(key)) : APO_NONE;
}

/* Members of family `k`; returns their number. */
static uint32_t family(const families *f, uint32_t k, const uint32_t **words)
{
	if (k == APO_NONE)
		return 0;
	uint32_t n = f->first[k + 1] - f->first[k];
	*words = f->words + f->first[k];
	return n < FAMILY_MOST ? n : FAMILY_MOST;
}

static apo__stemmer *open_stemmer(const apo_lexicons *lexicons, apo__side side, apo__arena *arena)
{
	return apo__stemmer_new(apo__lexicon_language(lexicons, side), arena);
}

static const char *stem_key(const char *form, void *stemmer, apo__arena *arena)
{
	size_t size = strlen(form);
	const char *stem = stemmer ? apo__stemmer_stem(stemmer, form, &size) : form;
	return apo__strndup(arena, stem, size);
}

/* The first four letters, NULL for shorter words. */
static const char *prefix_key(const char *form, void *user, apo__arena *arena)
{
	(void)user;
	size_t bytes = 0, letters = 0;
	for (; form[bytes] && letters <= PREFIX; bytes++)
		letters += (size_t)apo__begins_char(form[bytes]);
	if (letters < PREFIX)
		return NULL;
	return apo__strndup(arena, form, letters > PREFIX ? bytes - 1 : bytes);
}

static void add(
	apo__arena *arena, triples *out, int turned, uint32_t from, uint32_t to, float weight)
{
	if (weight >= WEAKEST * .5f)
		*apo__push(arena, out) =
			turned ? (triple){to, from, weight} : (triple){from, to, weight};
}

/* Renderings of all words of `side`, found among the words of the other. */
static void add_renderings(const apo_lexicons *lexicons, apo__side side, const apo__vocabulary *own,
	const apo__vocabulary *other, apo__arena *arena, triples *out)
{
	apo__stemmer *stemmer =
		open_stemmer(lexicons, side == APO__SOURCE ? APO__TARGET : APO__SOURCE, arena);
	families stems = make_families(other, stem_key, stemmer, arena);
	apo__interner forms; /* of renderings, and their families */
	APO__VECTOR(uint32_t) family_of = {0};
	apo__interner_init(&forms, arena);
	for (uint32_t w = 0; w < own->names.count; w++) {
		if (own->kinds.items[w] == APO_TOKEN_PUNCTUATION)
			continue;
		apo__arena *scratch = apo__arena_child(arena);
		const apo__rendering *renderings;
		uint32_t n = apo__lexicon_renderings(
			lexicons, side, own->forms.items[w], scratch, &renderings);
		for (uint32_t r = 0; r < n; r++) {
			const char *form = renderings[r].form;
			uint32_t t = apo__interned(&other->names, form, strlen(form));
			if (t != APO_NONE)
				add(arena, out, side == APO__TARGET, w, t, renderings[r].weight);
			uint32_t f = apo__intern(&forms, form, strlen(form));
			if (f == family_of.count)
				*apo__push(arena, &family_of) =
					find_family(&stems, stem_key(form, stemmer, scratch));
			const uint32_t *words;
			uint32_t members = family(&stems, family_of.items[f], &words);
			for (uint32_t k = 0; k < members; k++)
				if (words[k] != t)
					add(arena, out, side == APO__TARGET, w, words[k],
						renderings[r].weight * STEM_SHARE);
		}
		apo__arena_free(scratch);
	}
}

/* Equal strings and cognates. */
static void add_similar(const apo__vocabulary *source, const apo__vocabulary *target,
	apo__arena *arena, triples *out)
{
	families beginnings = make_families(target, prefix_key, NULL, arena);
	for (uint32_t w = 0; w < source->names.count; w++) {
		const char *form = source->forms.items[w];
		uint32_t t = apo__interned(
			&target->names, source->names.strings[w], source->names.sizes[w]);
		/* marks are used differently from language to language: they are left to learning */
		if (t != APO_NONE && source->kinds.items[w] != APO_TOKEN_PUNCTUATION)
			add(arena, out, 0, w, t, (float)apo__similarity(form, form));
		if (source->kinds.items[w] != APO_TOKEN_WORD)
			continue;
		apo__arena *scratch = apo__arena_child(arena);
		const uint32_t *words;
		uint32_t members = family(&beginnings,
			find_family(&beginnings, prefix_key(form, NULL, scratch)), &words);
		for (uint32_t k = 0; k < members; k++) {
			float weight = (float)apo__similarity(form, target->forms.items[words[k]]);
			if (words[k] != t && weight >= WEAKEST)
				add(arena, out, 0, w, words[k], weight);
		}
		apo__arena_free(scratch);
	}
}

static int by_pair(const void *left, const void *right)
{
	const triple *a = left, *b = right;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (a->target != b->target)
		return a->target < b->target ? -1 : 1;
	return a->weight > b->weight ? -1 : a->weight < b->weight;
}

static double covered(const apo__vocabulary *vocabulary, const uint8_t *has)
{
	uint64_t tokens = 0, all = 0;
	for (uint32_t w = 0; w < vocabulary->names.count; w++) {
		if (vocabulary->kinds.items[w] == APO_TOKEN_PUNCTUATION)
			continue;
		all += vocabulary->tokens.items[w];
		tokens += has[w] ? vocabulary->tokens.items[w] : 0;
	}
	return all ? (double)tokens / (double)all : 0;
}

apo__prior apo__prior_make(const apo_lexicons *lexicons, const apo__vocabulary *source,
	const apo__vocabulary *target, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	triples all = {0};
	add_renderings(lexicons, APO__SOURCE, source, target, scratch, &all);
	add_renderings(lexicons, APO__TARGET, target, source, scratch, &all);
	add_similar(source, target, scratch, &all);
	if (all.count)
		qsort(all.items, all.count, sizeof *all.items, by_pair);
	uint32_t n = source->names.count;
	uint32_t *first = apo__alloc_array(arena, (size_t)n + 1, sizeof *first);
	apo__prior_entry *entries = apo__alloc_array(arena, all.count, sizeof *entries);
	uint8_t *has_source = apo__alloc_array(scratch, n, 1);
	uint8_t *has_target = apo__alloc_array(scratch, target->names.count, 1);
	uint32_t used = 0, k = 0;
	for (uint32_t w = 0; w < n; w++) {
		first[w] = used;
		for (; k < all.count && all.items[k].source == w; k++) {
			const triple *t = &all.items[k];
			if (used > first[w] && entries[used - 1].word == t->target)
				continue; /* the heaviest of a pair came first */
			entries[used++] = (apo__prior_entry){t->target, t->weight};
			has_source[w] = has_target[t->target] = 1;
		}
	}
	first[n] = used;
	double a = covered(source, has_source), b = covered(target, has_target);
	apo__arena_free(scratch);
	return (apo__prior){first, entries, a < b ? a : b};
}
