/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which words of a bead render which. Two hidden Markov models, one a direction, say where each word comes from
 * (word_order.c) by what words mean (word_pairs.c); pairs that both directions believe in are linked (word_choice.c; alignment by
 * agreement: Liang, Taskar and Klein 2006). Costs source x target words of a bead.
 */
#include <math.h>

#include "aligners/words/word_links.h"
#include "base/error.h"

/* Set on the project's own corpora (word-alignment), docs/alignment.md. */
#define ROUNDS 2    /* in the second each direction knows what the other believes */
#define OPEN   .03f /* left of a pair's likelihood when the other direction does not believe in it */

/* Likeness of passages; set by hand. */
#define DAMPING 1.0f  /* weight of words that nobody has */
#define EVEN	.4f   /* value at which two passages are as likely as not to say the same */
#define STEEP	12.0f /* slope of likeness over value */

static void init_vocabulary(apo__vocabulary vocabulary[2], apo__arena *arena)
{
	for (int d = 0; d < 2; d++) {
		vocabulary[d] = (apo__vocabulary){0};
		apo__interner_init(&vocabulary[d].names, arena);
	}
}

/* ---- what links rest on ---- */

/* Beads of a pair of documents, each a line a side. */
typedef struct {
	uint32_t source, target; /* indexes into the words of either document */
	float score;		 /* 0..1 */
} word_link;

typedef struct {
	const apo_bead *beads;
	size_t count;
	apo__words words[2];
	apo__pair pair;
	uint32_t *index[2]; /* by side: where the words of the lines are in `words` */
	apo__mentions_at mentions[2];
	int mentioned;
} passages;

static uint8_t *classes(const apo_lexicons *lexicons, apo__side side,
	const apo__vocabulary *vocabulary, apo__arena *arena)
{
	uint32_t n = vocabulary->names.count;
	uint8_t *class = apo__alloc_array(arena, n, 1);
	for (uint32_t w = 0; w < n; w++) {
		uint8_t kind = vocabulary->kinds.items[w];
		if (kind == APO_TOKEN_PUNCTUATION)
			class[w] = APO__CLASS_MARK;
		else if (kind == APO_TOKEN_NUMBER || kind == APO_TOKEN_SYMBOL)
			class[w] = APO__CLASS_VALUE;
		else if (vocabulary->function.items[w] ||
			 (kind == APO_TOKEN_HAN && apo__lexicon_is_function_word(lexicons, side,
							   vocabulary->forms.items[w])))
			class[w] = APO__CLASS_FUNCTION;
	}
	return class;
}

/* Beads are taken for true: a path from each to itself. */
static apo__path straight_path(const passages *p, apo__arena *arena)
{
	apo__path path = {apo__alloc_array(arena, p->count, sizeof *path.steps), 0, 0};
	for (size_t b = 0; b < p->count; b++)
		path.steps[path.count++] = (apo__step){(uint32_t)b, (uint32_t)b, 1, 1, 1};
	return path;
}

static apo__linker make_linker(const apo_lexicons *lexicons, const apo__vocabulary vocabulary[2],
	const passages *p, size_t count, apo__arena *arena)
{
	apo__prior *prior = apo__alloc(arena, sizeof *prior);
	apo__model *models = apo__alloc_array(arena, 2, sizeof *models);
	apo__pair *pairs = apo__alloc_array(arena, count, sizeof *pairs);
	apo__path *paths = apo__alloc_array(arena, count, sizeof *paths);
	for (size_t i = 0; i < count; i++) {
		pairs[i] = p[i].pair;
		paths[i] = straight_path(&p[i], arena);
	}
	*prior = apo__prior_make(lexicons, &vocabulary[0], &vocabulary[1], arena);
	models[0] = apo__model_from_prior(prior, &vocabulary[0], &vocabulary[1], arena);
	models[1] = apo__model_train(prior, &vocabulary[0], &vocabulary[1], pairs, paths, count,
		APO__ITERATIONS, (apo__ticker){0}, arena);
	return (apo__linker){lexicons,
		{classes(lexicons, APO__SOURCE, &vocabulary[0], arena),
			classes(lexicons, APO__TARGET, &vocabulary[1], arena)},
		models, {apo__unigram(&vocabulary[0], arena), apo__unigram(&vocabulary[1], arena)},
		apo__alloc_array(arena, vocabulary[1].names.count, sizeof(uint32_t))};
}

/* ---- links of a bead ---- */

typedef APO__VECTOR(word_link) link_list;

/* What one direction believes counts for the other. */
static void agree(const apo__word_pairs *w, float *const share[2], uint32_t n, uint32_t m)
{
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < m; j++) {
			size_t a = (size_t)j * n + i, b = (size_t)i * m + j;
			w->likely[0][a] *= OPEN + (1 - OPEN) * share[1][b];
			w->likely[1][b] *= OPEN + (1 - OPEN) * share[0][a];
		}
}

static void link_bead(
	const apo__linker *l, const passages *p, size_t bead, apo__arena *arena, link_list *links)
{
	const apo_bead *b = &p->beads[bead];
	apo__passage side[2];
	const apo__mentions_at *mentions[2] = {&p->mentions[0], &p->mentions[1]};
	for (int d = 0; d < 2; d++) {
		const apo__lines *lines = &p->pair.side[d];
		uint32_t begin = lines->first[bead];
		side[d] = (apo__passage){p->words[d].words, lines->words + begin,
			p->index[d] + begin, lines->first[bead + 1] - begin,
			d ? b->target : b->source, d ? b->target_count : b->source_count};
	}
	uint32_t n = side[0].count, m = side[1].count;
	if (!n || !m)
		return;
	apo__arena *scratch = apo__arena_child(arena);
	apo__word_pairs w = apo__word_pairs_make(l, side, p->mentioned ? mentions : NULL, scratch);
	float *share[2];
	for (int d = 0; d < 2; d++)
		share[d] = apo__alloc_array(scratch, (size_t)n * m, sizeof(float));
	for (int round = 0; round < ROUNDS; round++) {
		if (round)
			agree(&w, share, n, m);
		for (int d = 0; d < 2; d++)
			apo__word_order(
				w.likely[d], side[d].count, side[!d].count, share[d], scratch);
	}
	const float *scores = apo__word_choice(l, &w, share[0], share[1], scratch);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < m; j++) {
			float score = scores[(size_t)i * m + j];
			if (score > 0)
				*apo__push(arena, links) =
					(word_link){side[0].index[i], side[1].index[j], score};
		}
	apo__arena_free(scratch);
}

/* ---- links of alignments ---- */

typedef struct {
	apo_word_links public;
	apo__arena *arena;
} result;

typedef struct {
	const apo_alignment *const *alignments;
	size_t count;
	const apo_lexicons *lexicons;
	result **results;
} word_links_job;

static void fill_result(const apo__linker *l, const passages *p, result *r, apo__arena *arena)
{
	APO__VECTOR(apo_word_link) all = {0};
	for (size_t b = 0; b < p->count; b++) {
		apo__arena *scratch = apo__arena_child(arena);
		link_list links = {0};
		link_bead(l, p, b, scratch, &links);
		for (uint32_t k = 0; k < links.count; k++)
			*apo__push(r->arena, &all) = (apo_word_link){(uint32_t)b,
				p->words[0].words[links.items[k].source].span,
				p->words[1].words[links.items[k].target].span,
				(double)links.items[k].score};
		apo__arena_free(scratch);
	}
	r->public.links = all.items;
	r->public.count = all.count;
}

static apo_status link_all(apo__arena *arena, void *user, apo_error *err)
{
	(void)err;
	word_links_job *j = user;
	apo__vocabulary vocabulary[2];
	init_vocabulary(vocabulary, arena);
	passages *p = apo__alloc_array(arena, j->count, sizeof *p);
	j->results = apo__alloc_array(arena, j->count, sizeof(result *));
	for (size_t i = 0; i < j->count; i++) {
		const apo_alignment *a = j->alignments[i];
		const apo_document *documents[2] = {a->source, a->target};
		p[i].beads = a->beads;
		p[i].count = a->count;
		p[i].mentioned = 1;
		for (int d = 0; d < 2; d++) {
			p[i].words[d] =
				apo__lexicon_words(j->lexicons, (apo__side)d, documents[d], arena);
			p[i].pair.side[d] = apo__lines_of(j->lexicons, (apo__side)d,
				documents[d]->text, &p[i].words[d], a->beads, a->count,
				APO__PASSAGE_WORDS, &vocabulary[d], &p[i].index[d], arena);
			p[i].mentions[d] = apo__mentions_of(documents[d], arena);
		}
	}
	apo__linker linker = make_linker(j->lexicons, vocabulary, p, j->count, arena);
	for (size_t i = 0; i < j->count; i++) {
		apo__arena *own = apo__arena_child(arena);
		result *r = j->results[i] = apo__alloc(own, sizeof *r);
		r->arena = own;
		r->public.alignment = j->alignments[i];
		fill_result(&linker, &p[i], r, arena);
	}
	return APO_OK;
}

apo_status apo_link_words(apo_context *context, const apo_alignment *const *alignments,
	size_t count, const apo_lexicons *lexicons, apo_word_links **links, apo_error *err)
{
	(void)context;
	word_links_job j = {alignments, count, lexicons, NULL};
	apo__arena *arena = apo__arena_new();
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	apo_status status = apo__guarded(arena, link_all, &j, err);
	for (size_t i = 0; !status && i < count; i++) {
		apo__arena_detach(j.results[i]->arena);
		links[i] = &j.results[i]->public;
	}
	apo__arena_free(arena);
	return status;
}

void apo_word_links_free(apo_word_links *public)
{
	if (public)
		apo__arena_free(((result *)public)->arena);
}

/* ---- likeness of passages ---- */

double apo__segments_similarity(const apo_lexicons *lexicons, const apo__words *source,
	const uint32_t *source_segments, uint32_t source_count, const apo__words *target,
	const uint32_t *target_segments, uint32_t target_count, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	apo__vocabulary vocabulary[2];
	apo__pair pair;
	apo_bead bead = {source_segments, target_segments, source_count, target_count, 1,
		APO_BEAD_EQUIVALENT};
	init_vocabulary(vocabulary, scratch);
	for (int d = 0; d < 2; d++)
		pair.side[d] = apo__lines_of(lexicons, (apo__side)d, NULL, d ? target : source,
			&bead, 1, UINT32_MAX, &vocabulary[d], NULL, scratch);
	apo__prior prior = apo__prior_make(lexicons, &vocabulary[0], &vocabulary[1], scratch);
	apo__evidence *e =
		apo__evidence_new(&prior, &vocabulary[0], &vocabulary[1], &pair, 0, scratch);
	uint32_t line = 0;
	apo__overlap o = apo__evidence_overlap(
		e, &pair, &line, 1, &line, 1, apo__evidence_scratch(e, scratch));
	float value = apo__overlap_value(&o, DAMPING);
	apo__arena_free(scratch);
	return 1 / (1 + exp(-(double)STEEP * (double)(value - EVEN)));
}
