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

/* What is believed of a word pair that stands in a bead or in the prior. */
typedef struct {
	float p[2];  /* p(t|s), p(s|t) */
	float mean;  /* geometric, of both */
	float count; /* expected */
} belief;

typedef struct {
	uint32_t sources, targets;
	const uint32_t *source, *target; /* words */
	uint64_t first;			 /* of its sources x targets cell numbers */
} bag;

typedef struct {
	apo__arena *arena;
	const apo__vocabulary *side[2];
	float *unigram[2];
	bag *bags;
	uint32_t bag_count;
	uint32_t *numbers; /* cells of the word pairs of all bags */
	uint32_t *first;   /* source words + 1, into cells */
	uint32_t *target;  /* by cell; the cells of a source word begin with those of its prior */
	belief *beliefs;   /* by cell */
	const apo__prior *prior;
	float *known[2]; /* by entry of the prior: normalised by source word, by target word */
	uint32_t cell_count;
	float *sums[2]; /* expected counts by word: of source words, of target words */
} trainer;

static float *unigram(const apo__vocabulary *vocabulary, apo__arena *arena)
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
	uint64_t pairs_total = 0;
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
				(bag){n, m, s->words + a, g->words + b, pairs_total};
			pairs_total += (uint64_t)n * m;
		}
	}
	t->numbers = apo__alloc_array(t->arena, pairs_total, sizeof *t->numbers);
}

/* Places of every source word: bag and position in it, grouped by word. */
typedef struct {
	uint32_t bag, position;
} place;

static place *group_places(const trainer *t, uint32_t *first, apo__arena *arena)
{
	uint32_t n = t->side[APO__SOURCE]->names.count;
	for (uint32_t b = 0; b < t->bag_count; b++)
		for (uint32_t k = 0; k < t->bags[b].sources; k++)
			first[t->bags[b].source[k] + 1]++;
	for (uint32_t w = 0; w < n; w++)
		first[w + 1] += first[w];
	place *places = apo__alloc_array(arena, first[n], sizeof *places);
	uint32_t *next = apo__alloc_array(arena, n, sizeof *next);
	for (uint32_t b = 0; b < t->bag_count; b++)
		for (uint32_t k = 0; k < t->bags[b].sources; k++) {
			uint32_t w = t->bags[b].source[k];
			places[first[w] + next[w]++] = (place){b, k};
		}
	return places;
}

/* Number the word pairs, source word by source word; `mark` holds the cell of each target word for the word at hand. With
 * no cells yet, only counts them: the table is large, and made once. */
static uint32_t number_cells(trainer *t, const uint32_t *first, const place *places, uint32_t *mark)
{
	uint32_t n = t->side[APO__SOURCE]->names.count, used = 0;
	memset(mark, 0, t->side[APO__TARGET]->names.count * sizeof *mark);
	for (uint32_t w = 0; w < n; w++) {
		uint32_t begin = t->first[w] = used;
		for (uint32_t k = t->prior->first[w]; k < t->prior->first[w + 1]; k++) {
			uint32_t v = t->prior->entries[k].word;
			if (t->target)
				t->target[used] = v;
			mark[v] = ++used;
		}
		for (uint32_t k = first[w]; k < first[w + 1]; k++) {
			const bag *b = &t->bags[places[k].bag];
			uint32_t *numbers =
				t->numbers + b->first + (uint64_t)places[k].position * b->targets;
			for (uint32_t j = 0; j < b->targets; j++) {
				uint32_t v = b->target[j];
				if (mark[v] <= begin) {
					if (t->target)
						t->target[used] = v;
					mark[v] = ++used;
				}
				numbers[j] = mark[v] - 1;
			}
		}
	}
	return t->first[n] = used;
}

static void make_cells(trainer *t)
{
	apo__arena *scratch = apo__arena_child(t->arena);
	uint32_t n = t->side[APO__SOURCE]->names.count, m = t->side[APO__TARGET]->names.count;
	uint32_t *first = apo__alloc_array(scratch, (size_t)n + 1, sizeof *first);
	place *places = group_places(t, first, scratch);
	uint32_t *mark = apo__alloc_array(scratch, m, sizeof *mark);
	t->first = apo__alloc_array(t->arena, (size_t)n + 1, sizeof *t->first);
	t->cell_count = number_cells(t, first, places, mark);
	t->target = apo__alloc_array(t->arena, t->cell_count, sizeof *t->target);
	t->beliefs = apo__alloc_array(t->arena, t->cell_count, sizeof *t->beliefs);
	number_cells(t, first, places, mark);
	apo__arena_free(scratch);
}

/* Prior of cell k, which is one of source word w. */
static inline float known(const trainer *t, int side, uint32_t w, uint32_t k)
{
	uint32_t entry = t->prior->first[w] + (k - t->first[w]);
	return entry < t->prior->first[w + 1] ? t->known[side][entry] : 0;
}

/* Make the priors of each word sum to at most 1 and start from prior and chance. */
static void start(trainer *t)
{
	uint32_t n = t->side[APO__SOURCE]->names.count;
	const uint32_t *first = t->prior->first;
	const apo__prior_entry *entries = t->prior->entries;
	for (int d = 0; d < 2; d++) {
		memset(t->sums[d], 0, t->side[d]->names.count * sizeof *t->sums[d]);
		t->known[d] = apo__alloc_array(t->arena, first[n], sizeof(float));
	}
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
	for (uint32_t w = 0; w < n; w++)
		for (uint32_t k = t->first[w]; k < t->first[w + 1]; k++) {
			belief *q = &t->beliefs[k];
			q->p[0] = START * known(t, 0, w, k) +
				  (1 - START) * t->unigram[APO__TARGET][t->target[k]];
			q->p[1] = START * known(t, 1, w, k) +
				  (1 - START) * t->unigram[APO__SOURCE][w];
			q->mean = sqrtf(q->p[0] * q->p[1]);
		}
}

/* By place in a bag's side, u in 0..1: exp(-SLOPE u), exp(SLOPE u), and the sum of a word's links; `near`: of one row. */
typedef struct {
	float *fall, *rise, *sum, *near;
} places;

static places new_places(uint32_t most, apo__arena *arena)
{
	return (places){apo__alloc_array(arena, most, sizeof(float)),
		apo__alloc_array(arena, most, sizeof(float)),
		apo__alloc_array(arena, most, sizeof(float)),
		apo__alloc_array(arena, most, sizeof(float))};
}

static void set_places(places *p, uint32_t n)
{
	float fall = expf(-(float)SLOPE / (float)n), u = expf(-(float)SLOPE * .5f / (float)n);
	for (uint32_t k = 0; k < n; k++, u *= fall) {
		p->fall[k] = u;
		p->rise[k] = 1 / u;
	}
}

/* Weights of the links of source place i: FLAT + (1 - FLAT) exp(-SLOPE |u - v|). */
static const float *nearness(const places *a, uint32_t i, const places *b, uint32_t n)
{
	const float fall = a->fall[i],
		    rise = a->rise[i], *restrict b_fall = b->fall, *restrict b_rise = b->rise;
	float *restrict near = b->near;
	for (uint32_t j = 0; j < n; j++) {
		float left = fall * b_rise[j], right = rise * b_fall[j];
		near[j] = FLAT + (1 - FLAT) * (left < right ? left : right);
	}
	return near;
}

/* Expected counts of one bag. */
static void expect(trainer *t, const bag *b, places *source, places *target)
{
	belief *cells = t->beliefs;
	const uint32_t *numbers = t->numbers + b->first;
	set_places(source, b->sources);
	set_places(target, b->targets);
	for (uint32_t j = 0; j < b->targets; j++)
		target->sum[j] = NULL_SHARE * t->unigram[APO__TARGET][b->target[j]];
	for (uint32_t i = 0; i < b->sources; i++) {
		const uint32_t *row = numbers + (uint64_t)i * b->targets;
		const float *near = nearness(source, i, target, b->targets);
		float sum = NULL_SHARE * t->unigram[APO__SOURCE][b->source[i]];
		for (uint32_t j = 0; j < b->targets; j++) {
			const belief *c = &cells[row[j]];
			target->sum[j] += near[j] * c->p[0];
			sum += near[j] * c->p[1];
		}
		source->sum[i] = 1 / sqrtf(sum);
	}
	for (uint32_t j = 0; j < b->targets; j++)
		target->sum[j] = 1 / sqrtf(target->sum[j]);
	for (uint32_t i = 0; i < b->sources; i++) {
		const uint32_t *row = numbers + (uint64_t)i * b->targets;
		const float *near = nearness(source, i, target, b->targets), own = source->sum[i];
		for (uint32_t j = 0; j < b->targets; j++) {
			belief *c = &cells[row[j]];
			c->count += near[j] * c->mean * target->sum[j] * own;
		}
	}
}

static void maximise(trainer *t, float discount)
{
	uint32_t n = t->side[APO__SOURCE]->names.count;
	for (int d = 0; d < 2; d++)
		memset(t->sums[d], 0, t->side[d]->names.count * sizeof *t->sums[d]);
	for (uint32_t w = 0; w < n; w++)
		for (uint32_t k = t->first[w]; k < t->first[w + 1]; k++) {
			t->sums[0][w] += t->beliefs[k].count;
			t->sums[1][t->target[k]] += t->beliefs[k].count;
		}
	for (uint32_t w = 0; w < n; w++)
		for (uint32_t k = t->first[w]; k < t->first[w + 1]; k++) {
			belief *q = &t->beliefs[k];
			float count = q->count > discount ? q->count - discount : 0;
			float total[2] = {t->sums[0][w], t->sums[1][t->target[k]]};
			for (int d = 0; d < 2; d++)
				q->p[d] = (count + PRIOR_MASS * known(t, d, w, k)) /
					  (total[d] + PRIOR_MASS);
			q->mean = sqrtf(q->p[0] * q->p[1]);
			q->count = 0;
		}
}

static void iterate(trainer *t, int iterations)
{
	uint32_t widest[2] = {0, 0};
	for (uint32_t b = 0; b < t->bag_count; b++) {
		widest[0] = t->bags[b].sources > widest[0] ? t->bags[b].sources : widest[0];
		widest[1] = t->bags[b].targets > widest[1] ? t->bags[b].targets : widest[1];
	}
	places source = new_places(widest[0], t->arena), target = new_places(widest[1], t->arena);
	for (int round = 1; round <= iterations; round++) {
		for (uint32_t b = 0; b < t->bag_count; b++)
			expect(t, &t->bags[b], &source, &target);
		maximise(t, round < iterations ? 0 : DISCOUNT);
	}
}

/* Likelihood ratios of the cells that matter. */
static apo__model finish(const trainer *t, apo__arena *arena)
{
	uint32_t n = t->side[APO__SOURCE]->names.count, m = t->side[APO__TARGET]->names.count,
		 used = 0;
	for (uint32_t k = 0; k < t->cell_count; k++)
		used += t->beliefs[k].p[0] >= PRUNE || t->beliefs[k].p[1] >= PRUNE;
	uint32_t *first = apo__alloc_array(arena, (size_t)n + 1, sizeof *first);
	apo__entry *entries = apo__alloc_array(arena, used, sizeof *entries);
	float *trust[2] = {apo__alloc_array(arena, n, sizeof(float)),
		apo__alloc_array(arena, m, sizeof(float))};
	for (uint32_t w = 0; w < n; w++)
		trust[0][w] = TRUST_BLIND;
	for (uint32_t w = 0; w < m; w++)
		trust[1][w] = TRUST_BLIND;
	used = 0;
	for (uint32_t w = 0; w < n; w++) {
		first[w] = used;
		for (uint32_t k = t->first[w]; k < t->first[w + 1]; k++) {
			const float *q = t->beliefs[k].p;
			float p[2] = {q[0] >= PRUNE ? q[0] : 0, q[1] >= PRUNE ? q[1] : 0};
			if (p[0] <= 0 && p[1] <= 0)
				continue;
			if (p[0] > 0)
				trust[1][t->target[k]] = TRUST;
			if (p[1] > 0)
				trust[0][w] = TRUST;
			if (q[0] < FAINT * t->unigram[APO__TARGET][t->target[k]] &&
				q[1] < FAINT * t->unigram[APO__SOURCE][w])
				continue;
			entries[used++] = (apo__entry){t->target[k],
				p[0] / t->unigram[APO__TARGET][t->target[k]],
				p[1] / t->unigram[APO__SOURCE][w]};
		}
	}
	first[n] = used;
	return (apo__model){first, entries, {trust[0], trust[1]}};
}

apo__model apo__model_train(const apo__prior *prior, const apo__vocabulary *source,
	const apo__vocabulary *target, const apo__pair *pairs, const apo__path *paths, size_t count,
	int iterations, apo__arena *arena)
{
	trainer t = {.arena = apo__arena_child(arena), .side = {source, target}, .prior = prior};
	for (int d = 0; d < 2; d++) {
		t.unigram[d] = unigram(t.side[d], t.arena);
		t.sums[d] = apo__alloc_array(t.arena, t.side[d]->names.count, sizeof *t.sums[d]);
	}
	collect_bags(&t, pairs, paths, count);
	make_cells(&t);
	start(&t);
	iterate(&t, iterations);
	apo__model model = finish(&t, arena);
	apo__arena_free(t.arena);
	return model;
}

apo__model apo__model_from_prior(const apo__prior *prior, const apo__vocabulary *source,
	const apo__vocabulary *target, apo__arena *arena)
{
	return apo__model_train(prior, source, target, NULL, NULL, 0, APO__ITERATIONS, arena);
}
