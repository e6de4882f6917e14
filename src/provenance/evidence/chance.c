/* SPDX-License-Identifier: Apache-2.0 */
/* Counts of contexts by language: of a word, the words before it; of two words in a row, the words before them. */
#include "provenance/evidence/chance.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "text/document/tokens.h"

#define DISCOUNT                                                                                   \
	.75 /* of each count, for what was not seen (Kneser and Ney 1995: between .7 and .8 on any text) */
#define UNSEEN .5 /* contexts of a word that is nowhere in the counts; set by hand */

struct apo__chance {
	apo__map contexts; /* words, and pairs of words: different words before them */
	apo__map followed; /* words: different pairs that begin with them, and contexts of these */
	apo__map all;	   /* languages: pairs of words that differ */
};

enum { WORD = 1, PAIR, TRIPLE, PAIRS_OF, CONTEXTS_OF };

static uint64_t key_of(int kind, uint64_t language, uint64_t first, uint64_t second)
{
	uint64_t key = language * 0x9e3779b97f4a7c15u + (uint64_t)kind;
	key = (key ^ first) * 0xff51afd7ed558ccdu;
	key ^= key >> 33;
	return (key ^ second) * 0xc4ceb9fe1a85ec53u;
}

static uint64_t hash_of(const char *text)
{
	return text ? apo__hash(text, strlen(text)) : 0;
}

static int is_new(apo__map *seen, uint64_t key)
{
	uint32_t before = seen->count;
	apo__map_add(seen, key, 1);
	return seen->count > before;
}

static void count_document(apo__chance *c, apo__map *seen, const apo_document *d)
{
	uint64_t language = hash_of(d->lang), first = 0, second = 0; /* the words before */
	for (uint32_t i = 0; i < d->token_count; i++) {
		if (!apo__is_word_token(&d->tokens[i]))
			continue;
		uint64_t third = hash_of(d->tokens[i].form);
		if (is_new(seen, key_of(PAIR, language, second, third))) {
			++*apo__map_add(&c->contexts, key_of(WORD, language, third, 0), 0);
			++*apo__map_add(&c->followed, key_of(PAIRS_OF, language, second, 0), 0);
			++*apo__map_add(&c->all, language, 0);
		}
		if (is_new(seen, key_of(TRIPLE, language, first * 31 + second, third))) {
			++*apo__map_add(&c->contexts, key_of(PAIR, language, second, third), 0);
			++*apo__map_add(&c->followed, key_of(CONTEXTS_OF, language, second, 0), 0);
		}
		first = second;
		second = third;
	}
}

apo__chance *apo__chance_new(apo__arena *arena, apo_document *const *documents, size_t count)
{
	apo__chance *c = apo__alloc(arena, sizeof *c);
	apo__arena *scratch = apo__arena_child(arena);
	apo__map seen;
	apo__map_init(&c->contexts, arena);
	apo__map_init(&c->followed, arena);
	apo__map_init(&c->all, arena);
	apo__map_init(&seen, scratch);
	for (size_t i = 0; i < count; i++)
		count_document(c, &seen, documents[i]);
	apo__arena_free(scratch);
	return c;
}

/* How often it was counted, the place in question left out. */
static double others(const apo__map *map, uint64_t key)
{
	const uint32_t *count = apo__map_find(map, key);
	return count ? *count - 1. : 0;
}

double apo__chance_word(
	const apo__chance *c, const char *lang, const char *before, const char *form)
{
	uint64_t language = hash_of(lang), first = hash_of(before), word = hash_of(form);
	double all = others(&c->all, language),
	       alone = others(&c->contexts, key_of(WORD, language, word, 0));
	double p = (alone > 0 ? alone : UNSEEN) / (all + 1);
	double followed = others(&c->followed, key_of(CONTEXTS_OF, language, first, 0));
	if (followed > 0) {
		double pairs = others(&c->followed, key_of(PAIRS_OF, language, first, 0)),
		       together = others(&c->contexts, key_of(PAIR, language, first, word));
		double seen = together > DISCOUNT ? together - DISCOUNT : 0;
		p = (seen + DISCOUNT * pairs * p) / followed;
	}
	return p > 0 && p < 1 ? -log(p) : 0;
}
