/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which pairs of a large corpus are compared. A few documents are compared each with each. Of many, every document is compared
 * with those before it in time that share most with it: sequences of five words, which are not shared by chance however
 * many documents have them, and words, numbers and names, each of which counts for as much as it tells (its logarithmic
 * share of the documents; Spärck Jones 1972). A key that many documents have is looked up in the first and in the last of
 * them only, so a family of copies links to its beginning and the work stays linear in the texts.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "provenance/trace.h"
#include "text/document/tokens.h"
#include "text/language/context.h"

#define ALL_PAIRS_UP_TO 40u /* documents */
#define GRAM		5u  /* words */
#define SHARED_GRAMS	3u  /* sequences that make a pair in one language a candidate */
/* What words in common must tell for that, in nats: eight words that one document in five has. Set by hand. */
#define SHARED_WORDS 13.
#define ENDS	     8u	 /* documents at either end of a long list that are looked at */
#define MOST_SAME    16u /* others in the same language that a document is compared with */
#define MOST_OTHER   6u	 /* and in other languages, where fewer words are shared */

typedef APO__VECTOR(uint32_t) number_list;
typedef APO__VECTOR(apo__candidate) candidate_list;

typedef struct {
	const apo_corpus *corpus;
	apo__arena *arena; /* scratch */
	uint32_t *order;   /* documents, earliest first; those without a time last */
	apo__interner keys;
	number_list *of;		 /* by document: its keys, each once */
	number_list *holders;		 /* by key: places in `order` */
	APO__VECTOR(unsigned char) gram; /* by key: it is a sequence of words */
	double *words;			 /* by place: what is shared with the document at hand */
	uint32_t *grams;
	number_list touched; /* places */
} search;

/* ---- keys ----------------------------------------------------------------------------------- */

/* Words that can tell: not too short, and not Chinese single characters. */
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

static void touch(search *s, uint32_t place, int gram, double tells)
{
	if (s->words[place] <= 0 && !s->grams[place])
		*apo__push(s->arena, &s->touched) = place;
	if (gram)
		s->grams[place]++;
	else
		s->words[place] += tells;
}

/* What the document shares with those before it; then it is one of them. */
static void count_shared(search *s, uint32_t place, const uint32_t *holding)
{
	const number_list *keys = &s->of[s->order[place]];
	s->touched.count = 0;
	for (uint32_t i = 0; i < keys->count; i++) {
		uint32_t key = keys->items[i];
		number_list *holders = &s->holders[key];
		double tells = log((double)s->corpus->count / holding[key]);
		int shared = holding[key] > 1 && (s->gram.items[key] || tells > 0);
		for (uint32_t k = 0; shared && k < holders->count; k++) {
			if (k == ENDS && holders->count > 2 * ENDS)
				k = holders->count - ENDS;
			touch(s, holders->items[k], s->gram.items[key], tells);
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

/* Take those that share most, in the same language (or not). Returns how many more have enough in common. */
static uint32_t take(search *s, uint32_t place, int same, ranked *scratch, apo__arena *arena,
	candidate_list *out)
{
	apo_document *const *documents = s->corpus->documents;
	uint32_t count = 0, most = same ? MOST_SAME : MOST_OTHER, child = s->order[place];
	for (uint32_t i = 0; i < s->touched.count; i++) {
		uint32_t p = s->touched.items[i];
		int own = !strcmp(documents[s->order[p]]->lang, documents[child]->lang);
		int enough = !same || s->grams[p] >= SHARED_GRAMS || s->words[p] >= SHARED_WORDS;
		if (own == same && enough)
			scratch[count++] = (ranked){p, s->words[p] + (double)s->grams[p]};
	}
	if (count)
		qsort(scratch, count, sizeof *scratch, by_shared);
	for (uint32_t i = 0; i < count && i < most; i++) {
		uint32_t other = s->order[scratch[i].place];
		*apo__push(arena, out) = (apo__candidate){
			other < child ? other : child, other < child ? child : other};
	}
	return count > most ? count - most : 0;
}

static int by_pair(const void *x, const void *y)
{
	const apo__candidate *a = x, *b = y;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return a->b < b->b ? -1 : a->b > b->b;
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
	uint32_t *holding = apo__alloc_array(s.arena, s.keys.count + 1, sizeof *holding);
	for (uint32_t d = 0; d < count; d++)
		for (uint32_t i = 0; i < s.of[d].count; i++)
			holding[s.of[d].items[i]]++;
	s.holders = apo__alloc_array(s.arena, s.keys.count + 1, sizeof *s.holders);
	s.words = apo__alloc_array(s.arena, count, sizeof *s.words);
	s.grams = apo__alloc_array(s.arena, count, sizeof *s.grams);
	ranked *scratch = apo__alloc_array(s.arena, count, sizeof *scratch);
	for (uint32_t place = 0; place < count; place++) {
		count_shared(&s, place, holding);
		*left += take(&s, place, 1, scratch, arena, &out);
		take(&s, place, 0, scratch, arena, &out);
		for (uint32_t i = 0; i < s.touched.count; i++) {
			s.words[s.touched.items[i]] = 0;
			s.grams[s.touched.items[i]] = 0;
		}
	}
	apo__arena_free(s.arena);
	if (out.count)
		qsort(out.items, out.count, sizeof *out.items, by_pair);
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
				(unsigned long long)left, MOST_SAME);
		*candidates = found.items;
		return found.count;
	}
	apo__candidate *all =
		apo__alloc_array(t->arena, (size_t)documents * documents / 2 + 1, sizeof *all);
	for (uint32_t a = 0; a < documents; a++)
		for (uint32_t b = a + 1; b < documents; b++)
			all[count++] = (apo__candidate){a, b};
	*candidates = all;
	return count;
}
