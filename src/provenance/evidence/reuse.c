/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What two documents share. Within one language, runs of identical words are found by hashed 5-grams, and the segments that they
 * link are compared word for word. A candidate (candidates.c) that may retell the other in other words, as copies do not, is
 * aligned in comparable mode. Cost: linear in the texts a pair, but for the alignment.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/parallel.h"
#include "provenance/evidence/tracing.h"
#include "text/document/tokens.h"
#include "text/language/context.h"

/* Runs: set by hand. */
#define SHORTEST_RUN                                                                               \
	6u /* words: shorter runs are idiom (design: at most 10 shared 5-grams between paraphrases) */
#define GRAM 5u
/* By definition: half of the words of the shorter of two segments; most of the shorter document, which leaves nothing to retell. */
#define HALF_OF_WORDS .5
#define MOST_OF_TEXT  .6

typedef struct {
	char from[16], to[16];
	apo_lexicons *lexicons;
} lexicons_of_pair;

typedef struct apo__comparison {
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

const apo_lexicons *apo__reuse_lexicons(
	const apo__tracing *t, const apo_document *a, const apo_document *b, apo_error *err)
{
	return lexicons_for(t->comparison, a, b, err);
}

/* ---- runs of identical words ---------------------------------------------------------------- */

typedef struct {
	const apo_document *document;
	uint32_t *tokens; /* the words, by their place */
	uint32_t count;
	uint32_t *in_segment; /* by segment: how many of them, and how many are in links */
	uint32_t *linked;
} word_list;

/* Words of two segments that are in runs. */
typedef struct {
	uint32_t a, b, words;
} common_words;
typedef APO__VECTOR(common_words) common_list;

static word_list list_words(const apo_document *document, apo__arena *arena)
{
	word_list list = {document,
		apo__alloc_array(arena, document->token_count + 1, sizeof *list.tokens), 0,
		apo__alloc_array(arena, document->segment_count + 1, sizeof *list.in_segment),
		apo__alloc_array(arena, document->segment_count + 1, sizeof *list.linked)};
	for (uint32_t i = 0; i < document->token_count; i++)
		if (apo__is_word_token(&document->tokens[i])) {
			list.in_segment[document->tokens[i].segment]++;
			list.tokens[list.count++] = i;
		}
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

/* Bytes of a span that are in quotation marks. */
static uint32_t quoted_bytes(const apo_document *document, apo_span span)
{
	uint32_t covered = 0;
	for (uint32_t i = 0; i < document->quote_count; i++) {
		apo_span quote = document->quotes[i].span;
		if (document->quotes[i].level || quote.end <= span.begin || quote.begin >= span.end)
			continue;
		uint32_t begin = quote.begin > span.begin ? quote.begin : span.begin;
		covered += (quote.end < span.end ? quote.end : span.end) - begin;
	}
	return covered;
}

/* Words of a run that are narration in one of the documents. */
static uint32_t narrated_words(
	const apo__shared_run *run, const apo_document *a, const apo_document *b)
{
	double in_a = (double)quoted_bytes(a, run->a) / (run->a.end - run->a.begin),
	       in_b = (double)quoted_bytes(b, run->b) / (run->b.end - run->b.begin);
	return (uint32_t)(run->words * (1 - (in_a < in_b ? in_a : in_b)));
}

static apo_span run_span(const word_list *list, uint32_t first, uint32_t length)
{
	return (apo_span){list->document->tokens[list->tokens[first]].span.begin,
		list->document->tokens[list->tokens[first + length - 1]].span.end};
}

static uint32_t segment_of(const word_list *list, uint32_t word)
{
	return list->document->tokens[list->tokens[word]].segment;
}

/* Count the words of a run for the segments that they are in. */
static void count_common(const word_list *x, uint32_t i, const word_list *y, uint32_t j,
	uint32_t words, apo__map *places, common_list *common)
{
	for (uint32_t k = 0; k < words; k++) {
		uint32_t a = segment_of(x, i + k), b = segment_of(y, j + k), known = places->count;
		uint32_t at = *apo__map_add(places, (uint64_t)a << 32 | b, common->count);
		if (places->count > known)
			*apo__push(places->arena, common) = (common_words){a, b, 0};
		common->items[at].words++;
	}
}

static int by_words(const void *x, const void *y)
{
	const common_words *a = x, *b = y;
	if (a->words != b->words)
		return a->words < b->words ? 1 : -1;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return a->b < b->b ? -1 : a->b > b->b;
}

static int by_segments(const void *x, const void *y)
{
	const apo__segment_link *a = x, *b = y;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return a->b < b->b ? -1 : a->b > b->b;
}

/* Link segments whose words are in runs, those with most of them first: each word of a segment counts for one link. */
static void link_by_wording(apo__pair_evidence *pair, word_list *x, word_list *y,
	common_list *common, apo__arena *arena, apo__arena *scratch)
{
	APO__VECTOR(apo__segment_link) links = {0};
	if (common->count)
		qsort(common->items, common->count, sizeof *common->items, by_words);
	for (uint32_t i = 0; i < common->count; i++) {
		const common_words *c = &common->items[i];
		double shared[2];
		if (x->linked[c->a] + c->words > x->in_segment[c->a] ||
			y->linked[c->b] + c->words > y->in_segment[c->b])
			continue;
		apo__wording_shared(x->document, x->document->segments[c->a].span, y->document,
			y->document->segments[c->b].span, scratch, shared);
		double more = shared[0] > shared[1] ? shared[0] : shared[1];
		apo__arena_reset(scratch);
		if (more < HALF_OF_WORDS)
			continue;
		x->linked[c->a] += c->words;
		y->linked[c->b] += c->words;
		*apo__push(arena, &links) = (apo__segment_link){c->a, c->b, more, more};
	}
	if (links.count)
		qsort(links.items, links.count, sizeof *links.items, by_segments);
	pair->links = links.items;
	pair->link_count = links.count;
}

static void find_runs(
	apo__pair_evidence *pair, const apo_document *a, const apo_document *b, apo__arena *arena)
{
	enum {
		MOST_PLACES = 64
	}; /* of one 5-gram in b: bounds the work on texts that repeat themselves */
	apo__arena *scratch = apo__arena_child(arena);
	APO__VECTOR(apo__shared_run) runs = {0};
	common_list common = {0};
	word_list x = list_words(a, scratch), y = list_words(b, scratch);
	uint32_t *next = apo__alloc_array(scratch, y.count + 1, sizeof *next);
	apo__map grams, places;
	apo__map_init(&grams, scratch);
	apo__map_init(&places, scratch);
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
		run->narrated = narrated_words(run, a, b);
		count_common(&x, i, &y, where, best, &places, &common);
		i += best;
	}
	pair->runs = runs.items;
	pair->run_count = runs.count;
	link_by_wording(pair, &x, &y, &common, arena, apo__arena_child(scratch));
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

/* How alike one segment of a bead is to all of the other side, where `segment` of that side says a part of it: without it they are less
 * alike. 0 where it does not. */
static double likeness_of_part(const apo_bead *bead, int one_is_target, uint32_t one,
	uint32_t segment, const apo_lexicons *lexicons, const apo__words words[2],
	apo__arena *scratch)
{
	const uint32_t *all = one_is_target ? bead->source : bead->target;
	uint32_t count = one_is_target ? bead->source_count : bead->target_count, rest = 0;
	uint32_t *others = apo__alloc_array(scratch, count + 1, sizeof *others);
	double whole, without;
	for (uint32_t i = 0; i < count; i++)
		if (all[i] != segment)
			others[rest++] = all[i];
	if (!rest)
		return 0;
	if (one_is_target) {
		whole = apo__segments_similarity(
			lexicons, &words[0], all, count, &words[1], &one, 1, scratch);
		without = apo__segments_similarity(
			lexicons, &words[0], others, rest, &words[1], &one, 1, scratch);
	} else {
		whole = apo__segments_similarity(
			lexicons, &words[0], &one, 1, &words[1], all, count, scratch);
		without = apo__segments_similarity(
			lexicons, &words[0], &one, 1, &words[1], others, rest, scratch);
	}
	return without < whole ? whole : 0;
}

/* How alike two segments of a bead are. What one tells in several is as alike as these together. */
static double likeness_in(const apo_bead *bead, uint32_t s, uint32_t k,
	const apo_lexicons *lexicons, const apo__words words[2], apo__arena *scratch)
{
	uint32_t source = bead->source[s], target = bead->target[k];
	if (bead->source_count * bead->target_count == 1)
		return bead->score;
	double alike = apo__segments_similarity(
		lexicons, &words[0], &source, 1, &words[1], &target, 1, scratch);
	for (int side = 0; side < 2; side++) {
		double part = likeness_of_part(bead, side, side ? target : source,
			side ? source : target, lexicons, words, scratch);
		alike = part > alike ? part : alike;
	}
	return alike;
}

/* Add the links of an alignment to those by wording. */
static void take_links(apo__pair_evidence *pair, const apo_alignment *alignment,
	const apo_lexicons *lexicons, const apo__words words[2], apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	APO__VECTOR(apo__segment_link) links = {0};
	apo__map known;
	apo__map_init(&known, arena);
	for (uint32_t i = 0; i < pair->link_count; i++) {
		apo__map_add(
			&known, (uint64_t)pair->links[i].a << 32 | pair->links[i].b, links.count);
		*apo__push(arena, &links) = pair->links[i];
	}
	for (size_t i = 0; i < alignment->count; i++) {
		const apo_bead *bead = &alignment->beads[i];
		if (bead->score < APO__LEAST_LINK)
			continue;
		for (uint32_t s = 0; s < bead->source_count; s++)
			for (uint32_t k = 0; k < bead->target_count; k++) {
				uint64_t key = (uint64_t)bead->source[s] << 32 | bead->target[k];
				uint32_t before = known.count;
				apo__map_add(&known, key, 0);
				if (known.count == before)
					continue;
				double alike = likeness_in(bead, s, k, lexicons, words, scratch);
				apo__arena_reset(scratch);
				*apo__push(arena, &links) = (apo__segment_link){
					bead->source[s], bead->target[k], bead->score, alike};
			}
	}
	apo__arena_free(scratch);
	if (links.count)
		qsort(links.items, links.count, sizeof *links.items, by_segments);
	pair->links = links.items;
	pair->link_count = links.count;
}

/* Bytes of linked segments outside of quotation marks. */
static uint32_t narrated_bytes(const apo_document *document, const unsigned char *linked)
{
	uint32_t bytes = linked_bytes(document, linked), quoted = 0;
	for (uint32_t i = 0; i < document->quote_count; i++) {
		const apo_quote *q = &document->quotes[i];
		for (uint32_t s = q->first_segment; !q->level && s <= q->last_segment; s++) {
			apo_span in = document->segments[s].span;
			uint32_t begin = q->span.begin > in.begin ? q->span.begin : in.begin,
				 end = q->span.end < in.end ? q->span.end : in.end;
			quoted += linked[s] && begin < end ? end - begin : 0;
		}
	}
	return quoted < bytes ? bytes - quoted : 0;
}

static void measure(
	apo__pair_evidence *pair, const apo_document *a, const apo_document *b, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	unsigned char *linked[2] = {apo__alloc(scratch, a->segment_count + 1),
		apo__alloc(scratch, b->segment_count + 1)};
	for (uint32_t i = 0; i < pair->link_count; i++)
		linked[0][pair->links[i].a] = linked[1][pair->links[i].b] = 1;
	const apo_document *sides[2] = {a, b};
	uint32_t narrated[2];
	for (int side = 0; side < 2; side++) {
		uint32_t whole = text_bytes(sides[side]);
		pair->shared[side] =
			whole ? (double)linked_bytes(sides[side], linked[side]) / whole : 0;
		narrated[side] = narrated_bytes(sides[side], linked[side]);
	}
	double verbatim = 0, fewer = narrated[0] < narrated[1] ? narrated[0] : narrated[1];
	for (uint32_t i = 0; i < pair->run_count; i++)
		verbatim += (double)(pair->runs[i].a.end - pair->runs[i].a.begin) *
			    pair->runs[i].narrated / pair->runs[i].words;
	pair->anchors = apo__anchors(pair, a, b, scratch);
	pair->verbatim = fewer > 0 ? (verbatim < fewer ? verbatim : fewer) / fewer : 0;
	apo__arena_free(scratch);
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
	result->a = pair.a;
	result->b = pair.b;
	result->guessed =
		!apo__lexicon_same_language(lexicons) && !apo__lexicon_has_dictionary(lexicons);
	if (apo__lexicon_same_language(lexicons))
		find_runs(result, a, b, arena);
	measure(result, a, b, arena);
	if (!pair.told || (result->shared[0] >= MOST_OF_TEXT || result->shared[1] >= MOST_OF_TEXT))
		return APO_OK;
	apo_align_options options = APO_ALIGN_OPTIONS_INIT;
	options.mode = APO_MODE_COMPARABLE;
	apo_alignment *alignment = apo_align(c->t->context, a, b, lexicons, &options, err);
	if (!alignment)
		return err->status;
	apo__arena_defer(arena, free_alignment, alignment);
	result->alignment = alignment;
	const apo__words words[2] = {apo__lexicon_words(lexicons, APO__SOURCE, a, arena),
		apo__lexicon_words(lexicons, APO__TARGET, b, arena)};
	take_links(result, alignment, lexicons, words, arena);
	measure(result, a, b, arena);
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
	comparison *c = apo__alloc(t->arena, sizeof *c);
	*c = (comparison){.t = t, .candidates = candidates};
	t->comparison = c;
	c->arenas = apo__alloc_array(t->arena, count + 1, sizeof *c->arenas);
	c->results = apo__alloc_array(t->arena, count + 1, sizeof *c->results);
	c->errors = apo__alloc_array(t->arena, count + 1, sizeof *c->errors);
	for (uint32_t i = 0; i < count; i++) {
		apo_document *const *documents = t->corpus->documents;
		if (!lexicons_for(c, documents[candidates[i].a], documents[candidates[i].b], err))
			return err->status;
		c->arenas[i] = apo__arena_child(t->arena);
	}
	apo__parallel(t->options->jobs, count, compare, c, t->options->progress, t->options->user);
	t->pairs = apo__alloc_array(t->arena, count + 1, sizeof *t->pairs);
	apo__map_init(&t->pair_at, t->arena);
	for (uint32_t i = 0; i < count; i++) {
		if (c->errors[i].status) {
			*err = c->errors[i];
			return c->errors[i].status;
		}
		if (c->results[i].link_count || c->results[i].run_count)
			apo__pair_add(t, &c->results[i]);
	}
	apo__pairs_index(t);
	return APO_OK;
}

/* ---- edges ---------------------------------------------------------------------------------- */

typedef struct {
	comparison *c;
	apo_edge *edges;
	const uint32_t *without; /* edges without an alignment */
	apo__arena **arenas;	 /* one each */
	apo_error *errors;
} edge_alignments;

typedef struct {
	edge_alignments *all;
	apo_edge *edge;
} one_edge;

static apo_status align_one(apo__arena *arena, void *user, apo_error *err)
{
	one_edge *o = user;
	comparison *c = o->all->c;
	const apo_document *source = c->t->corpus->documents[o->edge->parent],
			   *target = c->t->corpus->documents[o->edge->child];
	apo_alignment *alignment = apo_align(
		c->t->context, source, target, lexicons_for(c, source, target, NULL), NULL, err);
	if (!alignment)
		return err->status;
	apo__arena_defer(arena, free_alignment, alignment);
	o->edge->alignment = alignment;
	return APO_OK;
}

static void align_edge(size_t i, unsigned thread, void *user)
{
	(void)thread;
	edge_alignments *all = user;
	one_edge o = {all, &all->edges[all->without[i]]};
	apo__guarded(all->arenas[i], align_one, &o, &all->errors[i]);
}

apo_status apo__reuse_align(apo__tracing *t, apo_error *err)
{
	size_t count = t->trace->edge_count, without = 0;
	edge_alignments all = {.c = t->comparison};
	uint32_t *which = apo__alloc_array(t->arena, count + 1, sizeof *which);
	all.edges = apo__alloc_array(t->arena, count + 1, sizeof *all.edges);
	all.arenas = apo__alloc_array(t->arena, count + 1, sizeof *all.arenas);
	all.errors = apo__alloc_array(t->arena, count + 1, sizeof *all.errors);
	all.without = which;
	for (uint32_t i = 0; i < count; i++) {
		all.edges[i] = t->trace->edges[i];
		if (all.edges[i].alignment)
			continue;
		all.arenas[without] = apo__arena_child(t->arena);
		which[without++] = i;
	}
	apo__parallel(t->options->jobs, without, align_edge, &all, NULL, NULL);
	for (size_t i = 0; i < without; i++)
		if (all.errors[i].status) {
			*err = all.errors[i];
			return all.errors[i].status;
		}
	t->trace->edges = all.edges;
	return APO_OK;
}
