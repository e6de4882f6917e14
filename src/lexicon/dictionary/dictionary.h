/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs of words with weights: what one dictionary says, for lookups from either side. */
#ifndef APO__LEXICON_DICTIONARY_DICTIONARY_H
#define APO__LEXICON_DICTIONARY_DICTIONARY_H

#include "base/map.h"
#include "text/language/language.h"

typedef struct {
	uint32_t word;
	float weight;
} apo__word_pair;

/* One side: its words, and the words of the other side that each stands with, best first. */
typedef struct {
	const apo__language *language;
	const apo__lang_section *function_words;
	apo__interner words;
	const uint32_t *first; /* words.count + 1 */
	const apo__word_pair *pairs;
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
/* The content words of a phrase, at most four. */
#define APO__ENTRY_WORDS 4
typedef struct {
	uint32_t ids[APO__ENTRY_WORDS];
	uint32_t count; /* 0 = nothing usable */
} apo__entry_words;

/* The words of a phrase as it is written (notes in brackets are dropped); a phrase of over four words is not usable. */
apo__entry_words apo__store_phrase(apo__store *store, int side, const char *text, size_t size);
/* Add that `a` of side 0 and `b` of side 1 render each other: each pair of their words weighs `weight`/(n m). */
void apo__store_link(
	apo__store *store, const apo__entry_words *a, const apo__entry_words *b, float weight);
/* Sort and index. `stems` 0 = no index of stems. */
void apo__store_seal(apo__store *store, int stems);

/* Id of a folded word on a side, or APO_NONE. */
uint32_t apo__store_find(const apo__store *store, int side, const char *form, size_t size);

#endif
