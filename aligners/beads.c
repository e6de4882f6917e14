/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The most probable row of beads: dynamic programming over boundaries (i, j) inside a corridor. A bead of n source and m
 * target segments scores W words + lengths + boundaries + log prior(n, m); a segment without counterpart its prior alone.
 * Time: cells x shapes; memory: a byte a cell, and for confidences the edges that come near the best of their cell
 * (forward-backward over those).
 */
#include <math.h>
#include <string.h>

#include "aligners/internal.h"

/* WORDS, BARE_ALONE: set on the development sets of docs/alignment.md; the others, which save time, by hand. */
#define WORDS	      .4f   /* weight of the words */
#define BARE_ALONE    -2.0f /* log prior of a segment without words and without counterpart */
#define RING	      16u   /* rows of scores that are kept */
#define NEVER	      -1e30f
#define LOG_ZERO      -1e30
#define LOG_HARDLY    -1e29  /* what is below it is 0 */
#define HOPELESS      -11.0f /* prior and length so bad that words are not asked ... */
#define HOPELESS_LAST -14.0f /* ... and in the last round */
#define WIDE	      64u    /* columns of a row; after ... */
#define LOST	      256u /* ... so many wide rows without an anchor words do not tell places apart ... */
#define BEAM	      40.0f /* ... and cells this far below their row's best start no beads of two sides */
#define TICK	      32u  /* rows after which progress is reported */
#define NEAR	      9.0f /* edges this far below a cell's best count for nothing in confidences */

typedef struct {
	uint32_t from, to; /* cells */
	float score;
} edge;

_Static_assert(RING > APO__SIDE_MOST, "the rows where a bead begins must be in the ring");

typedef struct {
	const apo__features *features;
	const apo__lines *source, *target;
	const apo__corridor *corridor;
	apo__bead_scorer *scorer;
	apo__arena *arena;
	size_t *first;	   /* first cell of each row; + 1 */
	uint8_t *back;	   /* shape that led to a cell */
	float *scores;	   /* of all cells when confidences are wanted, else of the last rows */
	size_t row_size;   /* 0: scores hold all cells */
	float floor[RING]; /* of the scores of cells that start beads of two sides, by row */
	uint32_t wide;	   /* rows since the last narrow one */
	uint32_t *characters[2]; /* running sums of lengths */
	APO__VECTOR(edge) edges;
	int confidence;
} search;

static float *score_at(const search *s, uint32_t i, uint32_t j)
{
	size_t x = j - s->corridor->begin[i];
	return s->row_size ? &s->scores[(i % RING) * s->row_size + x] : &s->scores[s->first[i] + x];
}

static int inside(const search *s, uint32_t i, uint32_t j)
{
	return j >= s->corridor->begin[i] && j < s->corridor->end[i];
}

/* Score of the bead of shape k that ends at (i, j); NEVER when it is not worth asking for. */
static float bead_score(const search *s, uint32_t k, uint32_t i, uint32_t j)
{
	const apo__features *f = s->features;
	uint32_t n = apo__shapes[k].sources, m = apo__shapes[k].targets, a = i - n, b = j - m;
	if (!n || !m) /* a page number needs no counterpart */
		return (n ? s->source->bare[a] : s->target->bare[b]) ? BARE_ALONE : f->shape[k];
	float score =
		f->shape[k] + apo__features_length(f, s->characters[0][i] - s->characters[0][a],
				      s->characters[1][j] - s->characters[1][b]);
	if (score < (s->confidence ? HOPELESS_LAST : HOPELESS))
		return NEVER;
	return score + f->opening[s->source->opening[a]][s->target->opening[b]] +
	       f->closing[s->source->closing[i - 1]][s->target->closing[j - 1]] +
	       WORDS * apo__scorer_words(s->scorer, a, n, b, m);
}

static void visit(search *s, uint32_t i, uint32_t j)
{
	float best = i || j ? NEVER : 0, scores[APO__SHAPES];
	uint8_t shape = 0;
	for (uint32_t k = 0; k < s->features->shapes; k++) {
		uint32_t n = apo__shapes[k].sources, m = apo__shapes[k].targets;
		scores[k] = NEVER;
		if (n > i || m > j || !inside(s, i - n, j - m))
			continue;
		float before = *score_at(s, i - n, j - m);
		if (n && m && before < s->floor[(i - n) % RING])
			continue;
		float bead = before > NEVER / 2 ? bead_score(s, k, i, j) : NEVER;
		if (bead <= NEVER / 2)
			continue;
		scores[k] = before + bead;
		if (scores[k] > best) {
			best = scores[k];
			shape = (uint8_t)k;
		}
	}
	size_t cell = s->first[i] + j - s->corridor->begin[i];
	s->back[cell] = shape;
	*score_at(s, i, j) = best;
	if (s->wide > LOST && best - BEAM > s->floor[i % RING])
		s->floor[i % RING] = best - BEAM;
	for (uint32_t k = 0; s->confidence && k < s->features->shapes; k++) {
		uint32_t n = apo__shapes[k].sources, m = apo__shapes[k].targets;
		if (scores[k] <= NEVER / 2 || scores[k] < best - NEAR)
			continue;
		size_t from = s->first[i - n] + (j - m) - s->corridor->begin[i - n];
		*apo__push(s->arena, &s->edges) = (edge){
			(uint32_t)from, (uint32_t)cell, scores[k] - *score_at(s, i - n, j - m)};
	}
}

static uint32_t *running_lengths(const apo__lines *lines, apo__arena *arena)
{
	uint32_t *sum = apo__alloc_array(arena, (size_t)lines->count + 1, sizeof *sum);
	for (uint32_t s = 0; s < lines->count; s++)
		sum[s + 1] = sum[s] + lines->length[s];
	return sum;
}

static apo__path walk_back(const search *s, apo__arena *arena)
{
	uint32_t i = s->source->count, j = s->target->count;
	apo__path path = {apo__alloc_array(arena, (size_t)i + j, sizeof *path.steps), 0,
		(double)*score_at(s, i, j)};
	while (i || j) {
		apo__shape shape = apo__shapes[s->back[s->first[i] + j - s->corridor->begin[i]]];
		i -= shape.sources;
		j -= shape.targets;
		path.steps[path.count++] = (apo__step){i, j, shape.sources, shape.targets, 0};
	}
	for (uint32_t a = 0, b = path.count; a + 1 < b; a++) {
		apo__step step = path.steps[a];
		path.steps[a] = path.steps[--b];
		path.steps[b] = step;
	}
	return path;
}

static double log_add(double a, double b)
{
	if (a < b) {
		double c = a;
		a = b;
		b = c;
	}
	return b < LOG_HARDLY ? a : a + log1p(exp(b - a));
}

/* Probability of each step among all paths that were kept. */
static void give_confidence(const search *s, apo__path *path)
{
	size_t cells = s->first[s->source->count + 1];
	double *forward = apo__alloc_array(s->arena, cells, sizeof *forward);
	double *backward = apo__alloc_array(s->arena, cells, sizeof *backward);
	for (size_t k = 0; k < cells; k++)
		forward[k] = backward[k] = LOG_ZERO;
	forward[0] = 0;
	backward[cells - 1] = 0;
	for (uint32_t k = 0; k < s->edges.count; k++) {
		const edge *e = &s->edges.items[k];
		forward[e->to] = log_add(forward[e->to], forward[e->from] + (double)e->score);
	}
	for (uint32_t k = s->edges.count; k-- > 0;) {
		const edge *e = &s->edges.items[k];
		backward[e->from] = log_add(backward[e->from], backward[e->to] + (double)e->score);
	}
	uint32_t at = 0;
	for (uint32_t k = 0; k < path->count; k++) {
		apo__step *step = &path->steps[k];
		uint32_t i = step->source, j = step->target, ni = i + step->sources,
			 nj = j + step->targets;
		size_t from = s->first[i] + j - s->corridor->begin[i];
		size_t to = s->first[ni] + nj - s->corridor->begin[ni];
		for (; s->edges.items[at].to < to || s->edges.items[at].from != from; at++)
			;
		double p = forward[from] + (double)s->edges.items[at].score + backward[to] -
			   forward[cells - 1];
		step->confidence = (float)(p < 0 ? exp(p) : 1);
	}
}

apo__path apo__beads_search(const apo__model *model, const apo__features *features,
	const apo__pair *pair, const apo__corridor *corridor, uint32_t target_words, int confidence,
	apo__ticker ticker, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	search s = {features, &pair->side[APO__SOURCE], &pair->side[APO__TARGET], corridor,
		.arena = scratch, .confidence = confidence};
	uint32_t rows = s.source->count + 1;
	size_t widest = 0;
	s.first = apo__alloc_array(scratch, (size_t)rows + 1, sizeof *s.first);
	for (uint32_t i = 0; i < rows; i++) {
		size_t width = corridor->end[i] - corridor->begin[i];
		s.first[i + 1] = s.first[i] + width;
		widest = width > widest ? width : widest;
	}
	s.back = apo__alloc_array(scratch, s.first[rows], 1);
	s.row_size = widest;
	s.scores = apo__alloc_array(scratch, widest * RING, sizeof *s.scores);
	for (int d = 0; d < 2; d++)
		s.characters[d] = running_lengths(&pair->side[d], scratch);
	s.scorer = apo__scorer_new(model, pair, corridor, target_words,
		features->shapes > APO__SHAPES_NARROW ? APO__SIDE_MOST : APO__SIDE_NARROW, scratch);
	for (uint32_t i = 0; i < rows; i++) {
		if (i % TICK == 0)
			apo__tick(&ticker, i, rows);
		if (i)
			apo__scorer_enter(s.scorer, i - 1);
		s.floor[i % RING] = NEVER;
		s.wide = corridor->end[i] - corridor->begin[i] > WIDE ? s.wide + 1 : 0;
		for (uint32_t j = corridor->begin[i]; j < corridor->end[i]; j++)
			visit(&s, i, j);
	}
	apo__path path = walk_back(&s, arena);
	if (confidence)
		give_confidence(&s, &path);
	apo__arena_free(scratch);
	return path;
}
