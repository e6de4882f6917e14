/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Candidates of terms. Phrases of the source of up to four words are counted by their stems; C-value ranks them (Frantzi,
 * Ananiadou and Mima 2000: a phrase that is mostly a part of longer ones is worth less), and only what is rendered alike counts.
 * Linear in the words, then sorting.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "aligners/words/term_phrases.h"
#include "base/buffer.h"
#include "base/error.h"

#define LEAST_AGREEMENT                                                                            \
	.5 /* share of a term's occurrences that its first rendering has to have: by definition, most of them */

typedef APO__VECTOR(uint32_t) numbers;

/* A phrase of the source, by its stems. */
typedef struct {
	uint32_t words, count, first;
	uint32_t inside; /* occurrences within longer candidates */
	uint32_t longer; /* how many of these there are */
	uint32_t hidden; /* the most that one of them has */
	uint32_t last;	 /* last occurrence; index + 1 */
} phrase;

typedef struct {
	uint32_t at, before; /* first word; the occurrence before, index + 1 */
} occurrence;

typedef struct {
	apo__arena *arena;
	apo__term_texts texts;
	apo_term_options options;
	apo__interner keys;
	apo__buffer key; /* at work */
	APO__VECTOR(phrase) phrases;
	APO__VECTOR(occurrence) occurrences;
	APO__VECTOR(apo_term) terms;
} term_search;

static uint32_t key_of(term_search *s, const apo__term_side *side, apo__interner *keys,
	uint32_t first, uint32_t count, int add)
{
	s->key.size = 0;
	for (uint32_t i = 0; i < count; i++) {
		apo__buffer_puts(&s->key, side->stems[first + i]);
		apo__buffer_putc(&s->key, '\n');
	}
	return add ? apo__intern(keys, apo__buffer_text(&s->key), s->key.size)
		   : apo__interned(keys, apo__buffer_text(&s->key), s->key.size);
}

static void count_phrases(term_search *s)
{
	const apo__term_side *source = &s->texts.side[0];
	for (uint32_t w = 0; w < source->words.count; w++)
		for (uint32_t n = 1; n <= APO__TERM_WORDS; n++) {
			if (!apo__term_is_phrase(source, w, n))
				continue;
			uint32_t id = key_of(s, source, &s->keys, w, n, 1);
			if (id == s->phrases.count)
				*apo__push(s->arena, &s->phrases) =
					(phrase){.words = n, .first = w};
			phrase *p = &s->phrases.items[id];
			*apo__push(s->arena, &s->occurrences) = (occurrence){w, p->last};
			p->last = s->occurrences.count;
			p->count++;
		}
}

/* What a frequent phrase takes from those inside of it. */
static void count_nested(term_search *s)
{
	const apo__term_side *source = &s->texts.side[0];
	for (uint32_t i = 0; i < s->phrases.count; i++) {
		phrase outer = s->phrases.items[i];
		if (outer.count < s->options.least)
			continue;
		for (uint32_t n = 1; n < outer.words; n++)
			for (uint32_t k = 0; k + n <= outer.words; k++) {
				uint32_t id =
					apo__term_is_phrase(source, outer.first + k, n)
						? key_of(s, source, &s->keys, outer.first + k, n, 0)
						: APO_NONE;
				if (id == APO_NONE)
					continue;
				phrase *inner = &s->phrases.items[id];
				inner->inside += outer.count;
				inner->longer++;
				if (outer.count > inner->hidden)
					inner->hidden = outer.count;
			}
	}
}

static double c_value(const phrase *p)
{
	double free = p->count;
	if (p->longer)
		free -= (double)p->inside / p->longer;
	return log2((double)p->words + 1) * (free > 0 ? free : 0);
}

/* A rendering of a term, by its stems. */
typedef struct {
	APO__VECTOR(apo__term_place) places;
	uint32_t number; /* in the order of the text */
} rendering;

static int by_count(const void *left, const void *right)
{
	const rendering *a = left, *b = right;
	if (a->places.count != b->places.count)
		return a->places.count > b->places.count ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static void add_term(term_search *s, const phrase *p)
{
	const apo__term_side *source = &s->texts.side[0], *target = &s->texts.side[1];
	apo__interner keys;
	APO__VECTOR(rendering) found = {0};
	APO__VECTOR(apo__term_place) places = {0};
	apo__interner_init(&keys, s->arena);
	for (uint32_t i = p->last; i; i = s->occurrences.items[i - 1].before) {
		uint32_t at = s->occurrences.items[i - 1].at, begin;
		*apo__push(s->arena, &places) = (apo__term_place){at, p->words};
		uint32_t count = apo__term_rendering(&s->texts, at, p->words, &begin);
		if (!count)
			continue;
		uint32_t id = key_of(s, target, &keys, begin, count, 1);
		if (id == found.count)
			*apo__push(s->arena, &found) = (rendering){.number = id};
		*apo__push(s->arena, &found.items[id].places) = (apo__term_place){begin, count};
	}
	qsort(found.items, found.count, sizeof *found.items, by_count);
	if (!found.count || found.items[0].places.count < LEAST_AGREEMENT * p->count)
		return;
	apo_term_rendering *renderings =
		apo__alloc_array(s->arena, found.count, sizeof *renderings);
	for (uint32_t r = 0; r < found.count; r++)
		renderings[r] =
			(apo_term_rendering){apo__term_form(target, found.items[r].places.items,
						     found.items[r].places.count, s->arena),
				found.items[r].places.count};
	*apo__push(s->arena, &s->terms) = (apo_term){
		apo__term_form(source, places.items, places.count, s->arena), p->count, renderings,
		found.count, c_value(p) * (double)renderings[0].count / p->count};
}

static int by_score(const void *left, const void *right)
{
	const apo_term *a = left, *b = right;
	if (a->score < b->score || a->score > b->score)
		return a->score > b->score ? -1 : 1;
	return strcmp(a->source, b->source);
}

/* ---- the whole ---- */

typedef struct {
	apo_term_list public;
	apo__arena *arena;
} result;

typedef struct {
	const apo_alignment *alignment;
	const apo_lexicons *lexicons;
	const apo_word_links *links;
	apo_term_options options;
	result *made;
} extraction;

static apo_status extract(apo__arena *arena, void *user, apo_error *err)
{
	extraction *x = user;
	(void)err;
	apo__arena *own = apo__arena_child(arena);
	result *r = apo__alloc(own, sizeof *r);
	term_search s = {.arena = own, .options = x->options, .key = {.arena = own}};
	apo__interner_init(&s.keys, own);
	apo__term_texts_make(&s.texts, x->alignment, x->lexicons, x->links, own);
	count_phrases(&s);
	count_nested(&s);
	for (uint32_t i = 0; i < s.phrases.count; i++) {
		const phrase *p = &s.phrases.items[i];
		if (p->count >= x->options.least && p->hidden < p->count)
			add_term(&s, p);
	}
	if (s.terms.count)
		qsort(s.terms.items, s.terms.count, sizeof *s.terms.items, by_score);
	r->arena = own;
	r->public = (apo_term_list){apo__strdup(own, x->alignment->source->lang),
		apo__strdup(own, x->alignment->target->lang), s.terms.items, s.terms.count};
	if (x->options.most && r->public.count > x->options.most)
		r->public.count = x->options.most;
	x->made = r;
	return APO_OK;
}

apo_term_list *apo_terms_extract(apo_context *context, const apo_alignment *alignment,
	const apo_lexicons *lexicons, const apo_term_options *options, apo_error *err)
{
	extraction x = {alignment, lexicons, NULL, APO_TERM_OPTIONS_INIT, NULL};
	apo_word_links *links = NULL;
	if (apo__options(&x.options, options, err) ||
		apo_link_words(context, &alignment, 1, lexicons, &links, err))
		return NULL;
	x.links = links;
	apo__arena *arena = apo__arena_new();
	apo_status status =
		arena ? apo__guarded(arena, extract, &x, err)
		      : apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	apo_word_links_free(links);
	if (!status)
		apo__arena_detach(x.made->arena);
	apo__arena_free(arena);
	return status ? NULL : &x.made->public;
}

void apo_term_list_free(apo_term_list *public)
{
	if (public)
		apo__arena_free(((result *)public)->arena);
}
