/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs of words with weights: what one dictionary says, for lookups from either side. */
#ifndef APO_LEXICON_STORE_H
#define APO_LEXICON_STORE_H

#include "base/map.h"
#include "text/language.h"

typedef struct {
	uint32_t word;
	float weight;
} apo__pair;

/* One side: its words, and the words of the other side that each stands with, best first. */
typedef struct {
	const apo__language *language;
	apo__interner words;
	const uint32_t *first; /* words.count + 1 */
	const apo__pair *pairs;
	/* words by stem: a chain through `next_stem` (id + 1, 0 = end) that starts in `stem_slots` */
	uint32_t *stem_slots, *next_stem;
	uint32_t stem_slot_count;
	uint32_t longest; /* bytes of the longest word */
} apo__store_side;

typedef struct {
	uint32_t words[2];
	float weight;
} apo__store_pair;

/* A dictionary. Filled by apo__store_add, sealed once, then read by any number of threads. */
typedef struct {
	apo__arena *arena;
	apo__arena *scratch; /* freed by sealing */
	apo__store_side sides[2];
	APO__VECTOR(apo__store_pair) added;
	uint32_t entries;  /* accepted */
	uint32_t bad;	   /* lines that could not be understood */
	uint32_t bad_line; /* the first of them */
	int is_dictionary; /* not the core lexicon, not names */
	const char *name;
} apo__store;

apo__store *apo__store_new(
	apo__arena *arena, const char *name, const apo__language *a, const apo__language *b);
/* Add an entry: two phrases as they are written (notes in brackets are dropped). Each pair of content words weighs
 * `weight`/(n m); an entry of over four words is not kept. Returns 1 when it was kept. */
int apo__store_add(apo__store *store, const char *a, size_t a_size, const char *b, size_t b_size,
	float weight);
/* Sort and index. `stems` 0 = no index of stems. */
void apo__store_seal(apo__store *store, int stems);

/* Id of a folded word on a side, or APO_NONE. */
uint32_t apo__store_find(const apo__store *store, int side, const char *form, size_t size);

#endif
