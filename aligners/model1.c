/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lexicon that the texts themselves teach: IBM Model 1 (Brown et al. 1993) in both directions on the current beads. Links
 * count by the geometric mean of what both directions think of them (after Liang, Taskar and Klein 2006, "Alignment by
 * agreement"), and words at like places in the bead meet more easily. Maximum a posteriori with the dictionary as prior, less
 * an absolute discount that stands for leave-one-out (without it the lexicon memorises the errors of the alignment it was
 * learned from). Linear in the sum over beads of source x target words.
 */
#include <math.h>
#include <string.h>

#include "aligners/internal.h"

/* Constants tuned on development sets: docs/alignment.md. */
#define PRIOR_MASS  10.0f /* observations that the dictionary counts for */
#define NULL_SHARE  .2f	  /* of the unigram, for words that nothing renders */
#define DISCOUNT    .95f
#define START	    .8f /* share of the dictionary in the first probabilities, the rest is chance */
#define FLAT	    .7f /* share of a link's weight that does not depend on places ... */
#define SLOPE	    6.0 /* ... and how fast the rest falls with the distance of relative places */
#define PRUNE	    .01f
#define FAINT	    1.0f /* pairs that meet less often, against chance, cost time and say little */
#define TRUST	    .3f	 /* words that have an entry */
#define TRUST_BLIND .06f /* words that have none */

typedef struct {
	uint32_t sources, targets;
	const uint32_t *source, *target; /* words */
	uint32_t first;			 /* of its targets among those of all bags */
} bag;

/* Where a word is among the source words of the bags. */
typedef struct {
	uint32_t bag, position;
} place;

/* By place in a side of so many words, u in 0..1: exp(-SLOPE u), exp(SLOPE u). */
typedef struct {
	float *fall, *rise;
} grid;

/* Word pairs that are in a bead or in the prior are the cells, source word by source word; those of the prior come first.
 * Each has an expected count; what is believed of the pairs of one source word is worked out from the counts when the word's
 * turn comes, so that large texts need eight bytes a cell and none for each time that two words meet. */
typedef struct {
	apo__arena *arena;
	const apo__vocabulary *side[2];
	const apo__prior *prior;
	float *unigram[2];
	float *known[2]; /* by entry of the prior: normalised by source word, by target word */
	bag *bags;
	uint32_t bag_count, target_count;
	uint32_t *first_place; /* source words + 1, into places */
	place *places;
	grid *grids;	  /* by number of words; made when first asked for */
	float *near;	  /* of one row */
	uint32_t *first;  /* source words + 1, into cells */
	uint32_t *target; /* by cell */
	float *count;	  /* by cell: expected; all 0 before the first round */
	int started;	  /* whether there are counts */
	float *sums[2];	  /* expected counts by word: of source words, of target words */
	/* of the source word at hand, by its cells: p(t|s), p(s|t), their geometric mean, new counts */
	float *p[2], *mean, *fresh;
	uint32_t *mark;			/* by target word: its cell, from the word's first */
	float *source_sum, *target_sum; /* by place, by target of all bags: the sums of links */
} trainer;

float *apo__unigram(const apo__vocabulary *vocabulary, apo__arena *arena)
{
	uint32_t n = vocabulary->names.count;
	float *p = apo__alloc_array(arena, n, sizeof *p);
	double total = (double)vocabulary->total + .5 * n;
	for (uint32_t w = 0; w < n; w++)
		p[w] = (float)((vocabulary->tokens.items[w] + .5) / total);
	return p;
}

static void collect_bags(trainer *t, const apo__pair *pairs, const apo__path *paths, size_t count)
{
	size_t steps = 0;
	for (size_t d = 0; d < count; d++)
		steps += paths[d].count;
	t->bags = apo__alloc_array(t->arena, steps, sizeof *t->bags);
	for (size_t d = 0; d < count; d++) {
		const apo__lines *s = &pairs[d].side[APO__SOURCE], *g = &pairs[d].side[APO__TARGET];
		for (uint32_t k = 0; k < paths[d].count; k++) {
			const apo__step *step = &paths[d].steps[k];
			uint32_t a = s->first[step->source], b = g->first[step->target];
			uint32_t n = s->first[step->source + step->sources] - a;
			uint32_t m = g->first[step->target + step->targets] - b;
			if (!n || !m)
				continue;
			t->bags[t->bag_count++] =
				(bag){n, m, s->words + a, g->words + b, t->target_count};
			t->target_count += m;
		}
	}
}

/* Places of every source word, grouped by word. */
static void group_places(trainer *t)
{
	uint32_t n = t->side[APO__SOURCE]->names.count;
	uint32_t *first = apo__alloc_array(t->arena, (size_t)n + 2, sizeof *first);
	for (uint32_t b = 0; b < t->bag_count; b++)
		for (uint32_t k = 0; k < t->bags[b].sources; k++)
			first[t->bags[b].source[k] + 2]++;
	for (uint32_t w = 0; w < n; w++)
		first[w + 2] += first[w + 1];
	t->places = apo__alloc_array(t->arena, first[n + 1], sizeof *t->places);
	for (uint32_t b = 0; b < t->bag_count; b++)
		for (uint32_t k = 0; k < t->bags[b].sources; k++)
			t->places[first[t->bags[b].source[k] + 1]++] = (place){b, k};
	t->first_place = first;
}

/* List the cells. Without `target` only counts them: the list is large, and made once. */
static uint32_t list_cells(trainer *t)
{
	uint32_t n = t->side[APO__SOURCE]->names.count, used = 0, *mark = t->mark;
	memset(mark, 0, t->side[APO__TARGET]->names.count * sizeof *mark);
	for (uint32_t w = 0; w < n; w++) {
		uint32_t begin = t->first[w] = used;
		for (uint32_t k = t->prior->first[w]; k < t->prior->first[w + 1]; k++) {
			uint32_t v = t->prior->entries[k].word;
			if (t->target)
				t->target[used] = v;
			mark[v] = ++used;
		}
		for (uint32_t k = t->first_place[w]; k < t->first_place[w + 1]; k++) {
			const bag *b = &t->bags[t->places[k].bag];
			for (uint32_t j = 0; j < b->targets; j++) {
				uint32_t v = b->target[j];
				if (mark[v] > begin)
					continue;
				if (t->target)
					t->target[used] = v;
				mark[v] = ++used;
			}
		}
	}
	return t->first[n] = used;
}

static void make_cells(trainer *t)
{
	uint32_t n = t->side[APO__SOURCE]->names.count, m = t->side[APO__TARGET]->names.count;
	t->mark = apo__alloc_array(t->arena, m, sizeof *t->mark);
	t->first = apo__alloc_array(t->arena, (size_t)n + 1, sizeof *t->first);
	uint32_t cells = list_cells(t), widest = 0;
	t->target = apo__alloc_array(t->arena, cells, sizeof *t->target);
	list_cells(t);
	t->count = apo__alloc_array(t->arena, cells, sizeof *t->count);
	for (uint32_t w = 0; w < n; w++)
		if (t->first[w + 1] - t->first[w] > widest)
			widest = t->first[w + 1] - t->first[w];
	for (int d = 0; d < 2; d++)
		t->p[d] = apo__alloc_array(t->arena, widest, sizeof(float));
	t->mean = apo__alloc_array(t->arena, widest, sizeof(float));
	t->fresh = apo__alloc_array(t->arena, widest, sizeof(float));
}

static void make_room(trainer *t)
{
	uint32_t widest = 0;
	for (uint32_t b = 0; b < t->bag_count; b++) {
		widest = t->bags[b].sources > widest ? t->bags[b].sources : widest;
		widest = t->bags[b].targets > widest ? t->bags[b].targets : widest;
	}
	uint32_t places = t->first_place[t->side[APO__SOURCE]->names.count];
	t->grids = apo__alloc_array(t->arena, (size_t)widest + 1, sizeof *t->grids);
	t->near = apo__alloc_array(t->arena, widest, sizeof *t->near);
	t->source_sum = apo__alloc_array(t->arena, places, sizeof *t->source_sum);
	t->target_sum = apo__alloc_array(t->arena, t->target_count, sizeof *t->target_sum);
}

/* Make the priors of each word sum to at most 1. */
static void normalise_prior(trainer *t)
{
	uint32_t n = t->side[APO__SOURCE]->names.count;
	const uint32_t *first = t->prior->first;
	const apo__prior_entry *entries = t->prior->entries;
	for (int d = 0; d < 2; d++)
		t->known[d] = apo__alloc_array(t->arena, first[n], sizeof(float));
	for (uint32_t w = 0; w < n; w++)
		for (uint32_t e = first[w]; e < first[w + 1]; e++) {
			t->sums[0][w] += entries[e].weight;
			t->sums[1][entries[e].word] += entries[e].weight;
		}
	for (uint32_t w = 0; w < n; w++)
		for (uint32_t e = first[w]; e < first[w + 1]; e++) {
			float a = t->sums[0][w], b = t->sums[1][entries[e].word];
			t->known[0][e] = entries[e].weight / (a > 1 ? a : 1);
			t->known[1][e] = entries[e].weight / (b > 1 ? b : 1);
		}
}

/* What is believed of the pairs of source word w: p(t|s) and p(s|t) by its cells. The maximum a posteriori of the counts;
 * before there are any, prior and chance. */
static void believe(trainer *t, uint32_t w, float discount)
{
	uint32_t cells = t->first[w + 1] - t->first[w];
	uint32_t entries = t->prior->first[w + 1] - t->prior->first[w];
	const uint32_t *target = t->target + t->first[w];
	for (uint32_t k = 0; k < cells; k++)
		for (int d = 0; d < 2; d++) {
			float known = k < entries ? t->known[d][t->prior->first[w] + k] : 0;
			float count = t->count[t->first[w] + k] - discount;
			float total = d ? t->sums[1][target[k]] : t->sums[0][w];
			float chance =
				d ? t->unigram[APO__SOURCE][w] : t->unigram[APO__TARGET][target[k]];
			t->p[d][k] = t->started ? ((count > 0 ? count : 0) + PRIOR_MASS * known) /
							  (total + PRIOR_MASS)
						: START * known + (1 - START) * chance;
		}
}

static void enter(trainer *t, uint32_t w)
{
	believe(t, w, 0);
	for (uint32_t k = 0; k < t->first[w + 1] - t->first[w]; k++) {
		t->mark[t->target[t->first[w] + k]] = k;
		t->mean[k] = sqrtf(t->p[0][k] * t->p[1][k]);
		t->fresh[k] = 0;
	}
}

static const grid *grid_of(trainer *t, uint32_t n)
{
	grid *g = &t->grids[n];
	if (g->fall)
		return g;
	float fall = expf(-(float)SLOPE / (float)n), u = expf(-(float)SLOPE * .5f / (float)n);
	g->rise = apo__alloc_array(t->arena, n, sizeof *g->rise);
	g->fall = apo__alloc_array(t->arena, n, sizeof *g->fall);
	for (uint32_t k = 0; k < n; k++, u *= fall) {
		g->fall[k] = u;
		g->rise[k] = 1 / u;
	}
	return g;
}

/* Weights of the links of place i in a bag: FLAT + (1 - FLAT) exp(-SLOPE |u - v|). */
static const float *nearness(trainer *t, const bag *b, uint32_t i)
{
	const grid *a = grid_of(t, b->sources), *c = grid_of(t, b->targets);
	const float fall = a->fall[i], rise = a->rise[i];
	const float *restrict falls = c->fall, *restrict rises = c->rise;
	float *restrict near = t->near;
	for (uint32_t j = 0; j < b->targets; j++) {
		float left = fall * rises[j], right = rise * falls[j];
		near[j] = FLAT + (1 - FLAT) * (left < right ? left : right);
	}
	return near;
}

/* Add what the links of a word's places promise to the sums of both sides. */
static void promise(trainer *t, uint32_t w)
{
	for (uint32_t k = t->first_place[w]; k < t->first_place[w + 1]; k++) {
		const bag *b = &t->bags[t->places[k].bag];
		const float *near = nearness(t, b, t->places[k].position);
		float *sums = t->target_sum + b->first,
		      sum = NULL_SHARE * t->unigram[APO__SOURCE][w];
		for (uint32_t j = 0; j < b->targets; j++) {
			uint32_t cell = t->mark[b->target[j]];
			sums[j] += near[j] * t->p[0][cell];
			sum += near[j] * t->p[1][cell];
		}
		t->source_sum[k] = 1 / sqrtf(sum);
	}
}

/* Count the links of a word's places. */
static void settle(trainer *t, uint32_t w)
{
	for (uint32_t k = t->first_place[w]; k < t->first_place[w + 1]; k++) {
		const bag *b = &t->bags[t->places[k].bag];
		const float *near = nearness(t, b, t->places[k].position);
		const float *sums = t->target_sum + b->first, own = t->source_sum[k];
		for (uint32_t j = 0; j < b->targets; j++) {
			uint32_t cell = t->mark[b->target[j]];
			t->fresh[cell] += near[j] * t->mean[cell] * sums[j] * own;
		}
	}
	memcpy(t->count + t->first[w], t->fresh,
		(t->first[w + 1] - t->first[w]) * sizeof *t->fresh);
}

static void sum_counts(trainer *t)
{
	for (int d = 0; d < 2; d++)
		memset(t->sums[d], 0, t->side[d]->names.count * sizeof *t->sums[d]);
	for (uint32_t w = 0; w < t->side[APO__SOURCE]->names.count; w++)
		for (uint32_t k = t->first[w]; k < t->first[w + 1]; k++) {
			t->sums[0][w] += t->count[k];
			t->sums[1][t->target[k]] += t->count[k];
		}
	t->started = 1;
}

static void iterate(trainer *t)
{
	uint32_t n = t->side[APO__SOURCE]->names.count;
	for (uint32_t b = 0; b < t->bag_count; b++)
		for (uint32_t j = 0; j < t->bags[b].targets; j++)
			t->target_sum[t->bags[b].first + j] =
				NULL_SHARE * t->unigram[APO__TARGET][t->bags[b].target[j]];
	for (uint32_t w = 0; w < n; w++) {
		enter(t, w);
		promise(t, w);
	}
	for (uint32_t j = 0; j < t->target_count; j++)
		t->target_sum[j] = 1 / sqrtf(t->target_sum[j]);
	for (uint32_t w = 0; w < n; w++) {
		enter(t, w);
		settle(t, w);
	}
	sum_counts(t);
}

/* Likelihood ratios of the cells that matter. */
static apo__model finish(trainer *t, apo__arena *arena)
{
	uint32_t n = t->side[APO__SOURCE]->names.count, m = t->side[APO__TARGET]->names.count;
	APO__VECTOR(apo__model_entry) entries = {0};
	uint32_t *first = apo__alloc_array(arena, (size_t)n + 1, sizeof *first);
	float *trust[2] = {apo__alloc_array(arena, n, sizeof(float)),
		apo__alloc_array(arena, m, sizeof(float))};
	for (uint32_t w = 0; w < n; w++)
		trust[0][w] = TRUST_BLIND;
	for (uint32_t w = 0; w < m; w++)
		trust[1][w] = TRUST_BLIND;
	for (uint32_t w = 0; w < n; w++) {
		first[w] = entries.count;
		believe(t, w, DISCOUNT);
		for (uint32_t k = 0; k < t->first[w + 1] - t->first[w]; k++) {
			uint32_t v = t->target[t->first[w] + k];
			float chance[2] = {t->unigram[APO__TARGET][v], t->unigram[APO__SOURCE][w]};
			float p[2] = {t->p[0][k] >= PRUNE ? t->p[0][k] : 0,
				t->p[1][k] >= PRUNE ? t->p[1][k] : 0};
			if (p[0] > 0)
				trust[1][v] = TRUST;
			if (p[1] > 0)
				trust[0][w] = TRUST;
			if ((p[0] <= 0 && p[1] <= 0) ||
				(t->p[0][k] < FAINT * chance[0] && t->p[1][k] < FAINT * chance[1]))
				continue;
			*apo__push(arena, &entries) =
				(apo__model_entry){v, p[0] / chance[0], p[1] / chance[1]};
		}
	}
	first[n] = entries.count;
	return (apo__model){first, entries.items, {trust[0], trust[1]}};
}

apo__model apo__model_train(const apo__prior *prior, const apo__vocabulary *source,
	const apo__vocabulary *target, const apo__pair *pairs, const apo__path *paths, size_t count,
	int iterations, apo__ticker ticker, apo__arena *arena)
{
	trainer t = {.arena = apo__arena_child(arena), .side = {source, target}, .prior = prior};
	for (int d = 0; d < 2; d++) {
		t.unigram[d] = apo__unigram(t.side[d], t.arena);
		t.sums[d] = apo__alloc_array(t.arena, t.side[d]->names.count, sizeof *t.sums[d]);
	}
	normalise_prior(&t);
	collect_bags(&t, pairs, paths, count);
	group_places(&t);
	make_cells(&t);
	make_room(&t);
	for (int round = 0; round < iterations; round++) {
		iterate(&t);
		apo__tick(&ticker, (uint64_t)round + 1, (uint64_t)iterations);
	}
	apo__model model = finish(&t, arena);
	apo__arena_free(t.arena);
	return model;
}

apo__model apo__model_from_prior(const apo__prior *prior, const apo__vocabulary *source,
	const apo__vocabulary *target, apo__arena *arena)
{
	return apo__model_train(
		prior, source, target, NULL, NULL, 0, APO__ITERATIONS, (apo__ticker){0}, arena);
}
