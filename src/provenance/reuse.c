/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What two documents share. Each candidate (candidates.c) is aligned in comparable mode, and within one language the runs of
 * identical words are found by hashed 5-grams. Cost: linear in the texts a pair.
 */
#include <string.h>

#include "base/error.h"
#include "base/parallel.h"
#include "provenance/trace.h"
#include "text/document/tokens.h"
#include "text/language/context.h"

#define SHORTEST_RUN                                                                               \
	6u /* words: shorter runs are idiom (design: at most 10 shared 5-grams between paraphrases) */
#define GRAM	   5u
#define LEAST_LINK .35 /* score of a link that counts; set on the project's own corpora */

typedef struct {
	char from[16], to[16];
	apo_lexicons *lexicons;
} lexicons_of_pair;

typedef struct {
	apo__tracing *t;
	const apo__candidate *candidates;
	apo__arena **arenas; /* one a candidate */
	apo__pair_evidence *results;
	apo_error *errors;
	APO__VECTOR(lexicons_of_pair) lexicons;
} comparison;

static void free_lexicons(void *object)
{
	apo_lexicons_free(object);
}

static const apo_lexicons *lexicons_for(
	comparison *c, const apo_document *a, const apo_document *b, apo_error *err)
{
	for (uint32_t i = 0; i < c->lexicons.count; i++)
		if (!strcmp(c->lexicons.items[i].from, a->lang) &&
			!strcmp(c->lexicons.items[i].to, b->lang))
			return c->lexicons.items[i].lexicons;
	if (!err) /* a lookup only */
		return NULL;
	apo_lexicons *lexicons =
		apo_lexicons_open(c->t->context, a->lang, b->lang, c->t->options->lexicons, err);
	if (!lexicons)
		return NULL;
	apo__arena_defer(c->t->arena, free_lexicons, lexicons);
	const char *line;
	/* those of the other direction are the same */
	for (size_t i = 0; !lexicons_for(c, b, a, NULL) && (line = apo_lexicons_used(lexicons, i));
		i++)
		apo__notice(c->t->context, "lexicon: %s", line);
	lexicons_of_pair *entry = apo__push(c->t->arena, &c->lexicons);
	entry->lexicons = lexicons;
	memcpy(entry->from, a->lang, strnlen(a->lang, sizeof entry->from - 1));
	memcpy(entry->to, b->lang, strnlen(b->lang, sizeof entry->to - 1));
	return lexicons;
}

/* ---- runs of identical words ---------------------------------------------------------------- */

typedef struct {
	const apo_document *document;
	uint32_t *tokens; /* the words, by their place */
	uint32_t count;
} word_list;

static word_list list_words(const apo_document *document, apo__arena *arena)
{
	word_list list = {document,
		apo__alloc_array(arena, document->token_count + 1, sizeof *list.tokens), 0};
	for (uint32_t i = 0; i < document->token_count; i++)
		if (apo__is_word_token(&document->tokens[i]))
			list.tokens[list.count++] = i;
	return list;
}

static const char *form_at(const word_list *list, uint32_t i)
{
	return list->document->tokens[list->tokens[i]].form;
}

static uint64_t gram_at(const word_list *list, uint32_t i)
{
	uint64_t hash = 0;
	for (uint32_t k = 0; k < GRAM; k++)
		hash = hash * 0x9e3779b97f4a7c15u +
		       apo__hash(form_at(list, i + k), strlen(form_at(list, i + k)));
	return hash;
}

static uint32_t common_length(const word_list *a, uint32_t i, const word_list *b, uint32_t j)
{
	uint32_t length = 0;
	while (i + length < a->count && j + length < b->count &&
		!strcmp(form_at(a, i + length), form_at(b, j + length)))
		length++;
	return length;
}

static int in_quotes(const apo_document *document, apo_span span)
{
	uint32_t covered = 0;
	for (uint32_t i = 0; i < document->quote_count; i++) {
		apo_span quote = document->quotes[i].span;
		if (document->quotes[i].level || quote.end <= span.begin || quote.begin >= span.end)
			continue;
		uint32_t begin = quote.begin > span.begin ? quote.begin : span.begin;
		covered += (quote.end < span.end ? quote.end : span.end) - begin;
	}
	return covered * 2 > span.end - span.begin;
}

static apo_span run_span(const word_list *list, uint32_t first, uint32_t length)
{
	return (apo_span){list->document->tokens[list->tokens[first]].span.begin,
		list->document->tokens[list->tokens[first + length - 1]].span.end};
}

static void find_runs(
	apo__pair_evidence *pair, const apo_document *a, const apo_document *b, apo__arena *arena)
{
	enum {
		MOST_PLACES = 64
	}; /* of one 5-gram in b: bounds the work on texts that repeat themselves */
	apo__arena *scratch = apo__arena_child(arena);
	APO__VECTOR(apo__shared_run) runs = {0};
	word_list x = list_words(a, scratch), y = list_words(b, scratch);
	uint32_t *next = apo__alloc_array(scratch, y.count + 1, sizeof *next);
	apo__map grams;
	apo__map_init(&grams, scratch);
	for (uint32_t j = y.count >= GRAM ? y.count - GRAM + 1 : 0; j-- > 0;) {
		uint32_t *head = apo__map_add(&grams, gram_at(&y, j), APO_NONE);
		next[j] = *head;
		*head = j;
	}
	for (uint32_t i = 0; i + GRAM <= x.count;) {
		uint32_t best = 0, where = 0, tried = 0;
		uint32_t *head = apo__map_find(&grams, gram_at(&x, i));
		for (uint32_t j = head ? *head : APO_NONE; j != APO_NONE && tried < MOST_PLACES;
			j = next[j], tried++) {
			uint32_t length = common_length(&x, i, &y, j);
			if (length > best) {
				best = length;
				where = j;
			}
		}
		if (best < SHORTEST_RUN) {
			i++;
			continue;
		}
		apo__shared_run *run = apo__push(arena, &runs);
		run->a = run_span(&x, i, best);
		run->b = run_span(&y, where, best);
		run->words = best;
		run->quoted = in_quotes(a, run->a) && in_quotes(b, run->b);
		i += best;
	}
	pair->runs = runs.items;
	pair->run_count = runs.count;
	apo__arena_free(scratch);
}

/* ---- a pair --------------------------------------------------------------------------------- */

static uint32_t text_bytes(const apo_document *document)
{
	uint32_t bytes = 0;
	for (uint32_t i = 0; i < document->segment_count; i++)
		if (document->blocks[document->segments[i].block].kind != APO_BLOCK_BOILERPLATE)
			bytes += document->segments[i].span.end - document->segments[i].span.begin;
	return bytes;
}

static uint32_t linked_bytes(const apo_document *document, const unsigned char *linked)
{
	uint32_t bytes = 0;
	for (uint32_t i = 0; i < document->segment_count; i++)
		if (linked[i] &&
			document->blocks[document->segments[i].block].kind != APO_BLOCK_BOILERPLATE)
			bytes += document->segments[i].span.end - document->segments[i].span.begin;
	return bytes;
}

static void take_links(apo__pair_evidence *pair, const apo_alignment *alignment, apo__arena *arena)
{
	APO__VECTOR(apo__segment_link) links = {0};
	unsigned char *linked[2] = {apo__alloc(arena, alignment->source->segment_count + 1),
		apo__alloc(arena, alignment->target->segment_count + 1)};
	for (size_t i = 0; i < alignment->count; i++) {
		const apo_bead *bead = &alignment->beads[i];
		if (bead->score < LEAST_LINK)
			continue;
		for (uint32_t s = 0; s < bead->source_count; s++)
			for (uint32_t k = 0; k < bead->target_count; k++) {
				*apo__push(arena, &links) = (apo__segment_link){
					bead->source[s], bead->target[k], bead->score};
				linked[0][bead->source[s]] = linked[1][bead->target[k]] = 1;
			}
	}
	uint32_t bytes[2] = {linked_bytes(alignment->source, linked[0]),
		linked_bytes(alignment->target, linked[1])};
	uint32_t whole[2] = {text_bytes(alignment->source), text_bytes(alignment->target)};
	for (int side = 0; side < 2; side++)
		pair->shared[side] = whole[side] ? (double)bytes[side] / whole[side] : 0;
	uint32_t verbatim = 0, fewer = bytes[0] < bytes[1] ? bytes[0] : bytes[1];
	for (uint32_t i = 0; i < pair->run_count; i++)
		verbatim += pair->runs[i].a.end - pair->runs[i].a.begin;
	pair->verbatim = fewer ? (double)(verbatim < fewer ? verbatim : fewer) / fewer : 0;
	pair->links = links.items;
	pair->link_count = links.count;
}

typedef struct {
	comparison *c;
	size_t i;
} one;

static void free_alignment(void *alignment)
{
	apo_alignment_free(alignment);
}

static apo_status compare_one(apo__arena *arena, void *user, apo_error *err)
{
	one *o = user;
	comparison *c = o->c;
	apo__candidate pair = c->candidates[o->i];
	apo__pair_evidence *result = &c->results[o->i];
	const apo_document *a = c->t->corpus->documents[pair.a],
			   *b = c->t->corpus->documents[pair.b];
	const apo_lexicons *lexicons = lexicons_for(c, a, b, NULL);
	apo_align_options options = APO_ALIGN_OPTIONS_INIT;
	options.mode = APO_MODE_COMPARABLE;
	apo_alignment *alignment = apo_align(c->t->context, a, b, lexicons, &options, err);
	if (!alignment)
		return err->status;
	apo__arena_defer(arena, free_alignment, alignment);
	result->a = pair.a;
	result->b = pair.b;
	result->alignment = alignment;
	if (apo__lexicon_same_language(lexicons))
		find_runs(result, a, b, arena);
	take_links(result, alignment, arena);
	return APO_OK;
}

static void compare(size_t i, unsigned thread, void *user)
{
	(void)thread;
	comparison *c = user;
	one o = {c, i};
	apo__guarded(c->arenas[i], compare_one, &o, &c->errors[i]);
}

apo_status apo__reuse_find(apo__tracing *t, apo_error *err)
{
	apo__candidate *candidates;
	uint32_t count = apo__candidates_find(t, &candidates);
	comparison c = {.t = t, .candidates = candidates};
	c.arenas = apo__alloc_array(t->arena, count + 1, sizeof *c.arenas);
	c.results = apo__alloc_array(t->arena, count + 1, sizeof *c.results);
	c.errors = apo__alloc_array(t->arena, count + 1, sizeof *c.errors);
	for (uint32_t i = 0; i < count; i++) {
		apo_error ignored;
		apo_document *const *documents = t->corpus->documents;
		if (!lexicons_for(&c, documents[candidates[i].a], documents[candidates[i].b],
			    err ? err : &ignored))
			return err ? err->status : ignored.status;
		c.arenas[i] = apo__arena_child(t->arena);
	}
	apo__parallel(t->options->jobs, count, compare, &c, t->options->progress, t->options->user);
	t->pairs = apo__alloc_array(t->arena, count + 1, sizeof *t->pairs);
	apo__map_init(&t->pair_at, t->arena);
	for (uint32_t i = 0; i < count; i++) {
		if (c.errors[i].status) {
			if (err)
				*err = c.errors[i];
			return c.errors[i].status;
		}
		if (c.results[i].link_count || c.results[i].run_count)
			apo__pair_add(t, &c.results[i]);
	}
	return APO_OK;
}
