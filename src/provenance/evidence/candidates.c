/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which pairs of a corpus are compared. A few documents are compared each with each. Of many, every document is compared with
 * those before it in time that share sequences of five words with it, which are not shared by chance however many documents have
 * them; and with those that share far more words, numbers and names with it than texts of the corpus do: each counts for its
 * logarithmic share of the documents (Spärck Jones 1972), and their sum is compared with its expectation and deviation for
 * a document drawn at random, so that what is a frequent subject of the corpus shows nothing. A sequence that many documents have
 * is looked up in the first and in the last of them only, so a family of copies links to its beginning and the work stays
 * linear in the texts.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "provenance/evidence/tracing.h"
#include "text/document/tokens.h"
#include "text/language/context.h"

/* Set by hand: they bound the time. */
#define ALL_PAIRS_UP_TO 16u /* documents */
#define GRAM		5u  /* words */
#define SHARED_GRAMS	5u  /* sequences that make a pair in one language a candidate */
#define ENDS		8u  /* documents at either end of a long list that are looked at */
#define MOST_HOLDERS	64u /* documents that have a word, above which it shows nothing */
#define MOST_COPIES	16u /* others that a document is compared with for sequences of words */
#define MOST_TOLD	4u  /* and others in one language for words, numbers and names */
/* Deviations above the expectation. Of 45,000 pairs of 300 reports on one election (PolNeAR, the train part) 9 are above 10; of the
 * project's corpora, mixed into them, all that were made from another in one language. */
#define FAR_ABOVE	 10.
#define FAR_ABOVE_ACROSS 5. /* in two languages, where only names and numbers are shared */
/* Up to so many documents may all be about one event, where nothing is far above what they share: the nearest ones are
 * compared, too. */
#define ONE_EVENT_UP_TO 100u
#define NEAREST		2u

typedef APO__VECTOR(uint32_t) number_list;
typedef APO__VECTOR(apo__candidate) candidate_list;

/* What a document shares with one drawn at random. */
typedef struct {
	double mean, deviation;
} expectation;

typedef struct {
	const apo_corpus *corpus;
	apo__arena *arena; /* scratch */
	uint32_t *order;   /* documents, earliest first; those without a time last */
	apo__interner keys;
	number_list *of;		 /* by document: its keys, each once */
	number_list *holders;		 /* by key: places in `order` */
	APO__VECTOR(unsigned char) gram; /* by key: it is a sequence of words */
	uint32_t *holding;		 /* by key: documents that have it */
	uint32_t *words_of; /* by document: keys that are not sequences and show something */
	double mean_words;  /* of them a document */
	double *words;	    /* by place: what is shared with the document at hand */
	uint32_t *grams;
	number_list touched; /* places */
} search;

/* ---- keys ----------------------------------------------------------------------------------- */

/* Words that can show something: not too short, and not Chinese single characters. */
static int is_key(const apo_token *token)
{
	return (token->kind == APO_TOKEN_WORD && strlen(token->form) >= 5) ||
	       (token->kind == APO_TOKEN_NUMBER && strlen(token->form) >= 3);
}

static void add_key(
	search *s, uint32_t document, apo__map *own, const char *text, size_t size, int gram)
{
	uint32_t before = s->keys.count, known = own->count;
	uint32_t key = apo__intern(&s->keys, text, size);
	if (key == before)
		*apo__push(s->arena, &s->gram) = (unsigned char)gram;
	apo__map_add(own, key, 0);
	if (own->count > known)
		*apo__push(s->arena, &s->of[document]) = key;
}

static void read_keys(search *s, uint32_t document)
{
	const apo_document *d = s->corpus->documents[document];
	apo__arena *scratch = apo__arena_child(s->arena);
	uint64_t last[GRAM] = {0};
	uint32_t words = 0;
	apo__map own;
	apo__map_init(&own, scratch);
	for (uint32_t i = 0; i < d->token_count; i++) {
		const apo_token *token = &d->tokens[i];
		if (is_key(token))
			add_key(s, document, &own, token->form, strlen(token->form), 0);
		if (!apo__is_word_token(token))
			continue;
		last[words++ % GRAM] = apo__hash(token->form, strlen(token->form));
		char bytes[1 + sizeof(uint64_t)] = {1}; /* no word begins so */
		uint64_t hash = 0;
		for (uint32_t k = 0; k < GRAM; k++)
			hash = hash * 0x9e3779b97f4a7c15u + last[(words + k) % GRAM];
		memcpy(bytes + 1, &hash, sizeof hash);
		if (words >= GRAM)
			add_key(s, document, &own, bytes, sizeof bytes, 1);
	}
	for (uint32_t i = 0; i < d->name_count; i++)
		if (d->names[i].key)
			add_key(s, document, &own, d->names[i].key, strlen(d->names[i].key), 0);
	apo__arena_free(scratch);
}

/* ---- order ---------------------------------------------------------------------------------- */

typedef struct {
	int64_t begin;
	uint32_t document;
} dated;

static int by_time(const void *x, const void *y)
{
	const dated *a = x, *b = y;
	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	return a->document < b->document ? -1 : a->document > b->document;
}

static void order_documents(search *s)
{
	uint32_t count = (uint32_t)s->corpus->count;
	dated *all = apo__alloc_array(s->arena, count + 1, sizeof *all);
	s->order = apo__alloc_array(s->arena, count + 1, sizeof *s->order);
	for (uint32_t d = 0; d < count; d++) {
		const apo_instant *time = &s->corpus->documents[d]->time;
		all[d] = (dated){time->precision ? time->begin : INT64_MAX, d};
	}
	qsort(all, count, sizeof *all, by_time);
	for (uint32_t i = 0; i < count; i++)
		s->order[i] = all[i].document;
}

/* ---- candidates ----------------------------------------------------------------------------- */

static void touch(search *s, uint32_t place, int gram, double told)
{
	if (s->words[place] <= 0 && !s->grams[place])
		*apo__push(s->arena, &s->touched) = place;
	if (gram)
		s->grams[place]++;
	else
		s->words[place] += told;
}

/* Nats that a key is worth; 0 for one that too many documents have. */
static double tells(const search *s, uint32_t key)
{
	uint32_t holding = s->holding[key];
	return s->gram.items[key] || holding > MOST_HOLDERS
		       ? 0
		       : log((double)s->corpus->count / holding);
}

static expectation expected(const search *s, uint32_t document)
{
	const number_list *keys = &s->of[document];
	double mean = 0, variance = 0, others = (double)s->corpus->count - 1;
	for (uint32_t i = 0; i < keys->count; i++) {
		double t = tells(s, keys->items[i]), p = (s->holding[keys->items[i]] - 1) / others;
		mean += p * t;
		variance += p * (1 - p) * t * t;
	}
	return (expectation){mean, sqrt(variance)};
}

/* What the document shares with those before it; then it is one of them. */
static void count_shared(search *s, uint32_t place)
{
	const number_list *keys = &s->of[s->order[place]];
	s->touched.count = 0;
	for (uint32_t i = 0; i < keys->count; i++) {
		uint32_t key = keys->items[i];
		number_list *holders = &s->holders[key];
		double told = tells(s, key);
		int shared = s->holding[key] > 1 && (s->gram.items[key] || told > 0);
		for (uint32_t k = 0; shared && k < holders->count; k++) {
			if (k == ENDS && holders->count > 2 * ENDS && s->gram.items[key])
				k = holders->count - ENDS;
			touch(s, holders->items[k], s->gram.items[key], told);
		}
		*apo__push(s->arena, holders) = place;
	}
}

typedef struct {
	uint32_t place;
	double shared;
} ranked;

static int by_shared(const void *x, const void *y)
{
	const ranked *a = x, *b = y;
	if (a->shared != b->shared)
		return a->shared < b->shared ? 1 : -1;
	return a->place < b->place ? -1 : a->place > b->place;
}

static int same_language(const search *s, uint32_t x, uint32_t y)
{
	return !strcmp(s->corpus->documents[x]->lang, s->corpus->documents[y]->lang);
}

/* Rank those that share sequences of words with the document at a place. */
static uint32_t rank_copies(const search *s, uint32_t place, ranked *out)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < s->touched.count; i++) {
		uint32_t p = s->touched.items[i];
		if (s->grams[p] >= SHARED_GRAMS && same_language(s, s->order[p], s->order[place]))
			out[count++] = (ranked){p, s->grams[p]};
	}
	if (count)
		qsort(out, count, sizeof *out, by_shared);
	return count;
}

/* Rank those that share more words than is expected, in the language of the document at a place or in others. */
static uint32_t rank_told(const search *s, uint32_t place, int same, ranked *out)
{
	expectation random = expected(s, s->order[place]);
	uint32_t count = 0;
	for (uint32_t i = 0; i < s->touched.count && random.deviation > 0; i++) {
		uint32_t p = s->touched.items[i];
		double mean = random.mean * s->words_of[s->order[p]] / s->mean_words;
		double above = (s->words[p] - mean) / random.deviation;
		if (same_language(s, s->order[p], s->order[place]) == same && above > 0)
			out[count++] = (ranked){p, above};
	}
	if (count)
		qsort(out, count, sizeof *out, by_shared);
	return count;
}

static void add_candidate(
	search *s, uint32_t place, uint32_t other, int told, apo__arena *arena, candidate_list *out)
{
	uint32_t a = s->order[place], b = s->order[other];
	*apo__push(arena, out) = (apo__candidate){a < b ? a : b, a < b ? b : a, told};
}

/* Add the candidates of the document at a place. Returns how many more share sequences of words with it. */
static uint32_t take(
	search *s, uint32_t place, ranked *ranks, apo__arena *arena, candidate_list *out)
{
	uint32_t copies = rank_copies(s, place, ranks);
	for (uint32_t i = 0; i < copies && i < MOST_COPIES; i++)
		add_candidate(s, place, ranks[i].place, 0, arena, out);
	for (int same = 0; same < 2; same++) {
		uint32_t told = rank_told(s, place, same, ranks);
		for (uint32_t i = 0; i < told && i < MOST_TOLD; i++)
			if (ranks[i].shared >= (same ? FAR_ABOVE : FAR_ABOVE_ACROSS) ||
				(i < NEAREST && s->corpus->count <= ONE_EVENT_UP_TO))
				add_candidate(s, place, ranks[i].place, 1, arena, out);
	}
	return copies > MOST_COPIES ? copies - MOST_COPIES : 0;
}

static int by_pair(const void *x, const void *y)
{
	const apo__candidate *a = x, *b = y;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	if (a->b != b->b)
		return a->b < b->b ? -1 : 1;
	return b->told - a->told;
}

/* Each pair once; what one of its places says of words counts. */
static uint32_t unite(apo__candidate *pairs, uint32_t count)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < count; i++)
		if (!kept || pairs[kept - 1].a != pairs[i].a || pairs[kept - 1].b != pairs[i].b)
			pairs[kept++] = pairs[i];
	return kept;
}

static void count_holders(search *s)
{
	uint32_t count = (uint32_t)s->corpus->count;
	s->holding = apo__alloc_array(s->arena, s->keys.count + 1, sizeof *s->holding);
	s->words_of = apo__alloc_array(s->arena, count + 1, sizeof *s->words_of);
	for (uint32_t d = 0; d < count; d++)
		for (uint32_t i = 0; i < s->of[d].count; i++)
			s->holding[s->of[d].items[i]]++;
	double words = 0;
	for (uint32_t d = 0; d < count; d++) {
		for (uint32_t i = 0; i < s->of[d].count; i++)
			s->words_of[d] += tells(s, s->of[d].items[i]) > 0;
		words += s->words_of[d];
	}
	s->mean_words = words / count;
}

/* Candidates of a large corpus; `*left` counts pairs with enough in common that are left out. */
static candidate_list search_candidates(const apo_corpus *corpus, apo__arena *arena, uint64_t *left)
{
	uint32_t count = (uint32_t)corpus->count;
	candidate_list out = {0};
	search s = {.corpus = corpus, .arena = apo__arena_child(arena)};
	apo__interner_init(&s.keys, s.arena);
	order_documents(&s);
	s.of = apo__alloc_array(s.arena, count, sizeof *s.of);
	for (uint32_t d = 0; d < count; d++)
		read_keys(&s, d);
	count_holders(&s);
	s.holders = apo__alloc_array(s.arena, s.keys.count + 1, sizeof *s.holders);
	s.words = apo__alloc_array(s.arena, count, sizeof *s.words);
	s.grams = apo__alloc_array(s.arena, count, sizeof *s.grams);
	ranked *scratch = apo__alloc_array(s.arena, count, sizeof *scratch);
	for (uint32_t place = 0; place < count; place++) {
		count_shared(&s, place);
		*left += take(&s, place, scratch, arena, &out);
		for (uint32_t i = 0; i < s.touched.count; i++) {
			s.words[s.touched.items[i]] = 0;
			s.grams[s.touched.items[i]] = 0;
		}
	}
	apo__arena_free(s.arena);
	if (out.count) {
		qsort(out.items, out.count, sizeof *out.items, by_pair);
		out.count = unite(out.items, out.count);
	}
	return out;
}

uint32_t apo__candidates_find(apo__tracing *t, apo__candidate **candidates)
{
	uint32_t count = 0, documents = (uint32_t)t->corpus->count;
	if (documents > ALL_PAIRS_UP_TO) {
		uint64_t left = 0;
		candidate_list found = search_candidates(t->corpus, t->arena, &left);
		if (left)
			apo__notice(t->context,
				"%llu pairs of documents that share wordings are not compared: "
				"each "
				"document is compared with the %u before it that share most with "
				"it",
				(unsigned long long)left, MOST_COPIES);
		*candidates = found.items;
		return found.count;
	}
	apo__candidate *all =
		apo__alloc_array(t->arena, (size_t)documents * documents / 2 + 1, sizeof *all);
	for (uint32_t a = 0; a < documents; a++)
		for (uint32_t b = a + 1; b < documents; b++)
			all[count++] = (apo__candidate){a, b, 1};
	*candidates = all;
	return count;
}
