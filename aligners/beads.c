/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The most probable row of beads: dynamic programming over boundaries (i, j) inside a corridor. A bead of n source and m
 * target segments scores W words + lengths + boundaries + log prior(n, m); a segment without counterpart its prior alone,
 * which is less for the first of a run than for those that follow: what is missing is missing in stretches. So each boundary
 * has two scores: of the best path, and of the best path whose run may go on.
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
	uint32_t from, to; /* nodes: 2 x cell + whether a run may go on */
	float score;
} edge;

/* How a cell was reached, in one byte: the shape that led to its best path, or RUN where that is the end of a run; whether the
 * run's last segment is of the target; whether it is the run's first. */
#define SHAPE_BITS 0x3Fu
#define RUN	   0x3Fu
#define RUN_TARGET 0x40u
#define RUN_FIRST  0x80u

_Static_assert(RING > APO__SIDE_MOST, "the rows where a bead begins must be in the ring");

typedef struct {
	const apo__features *features;
	const apo__lines *source, *target;
	const apo__corridor *corridor;
	apo__bead_scorer *scorer;
	apo__arena *arena;
	size_t *first; /* first cell of each row; + 1 */
	uint8_t *back; /* shape that led to a cell */
	float *scores; /* of the cells of the last rows: best ... */
	float *runs;   /* ... and of a path whose run may go on */
	size_t row_size;
	float floor[RING];	 /* of the scores of cells that start beads of two sides, by row */
	uint32_t wide;		 /* rows since the last narrow one */
	uint32_t *characters[2]; /* running sums of lengths */
	APO__VECTOR(edge) edges;
	int confidence;
} search;

static size_t place(const search *s, uint32_t i, uint32_t j)
{
	return (i % RING) * s->row_size + (j - s->corridor->begin[i]);
}

static float *score_at(const search *s, uint32_t i, uint32_t j)
{
	return &s->scores[place(s, i, j)];
}

static float *run_at(const search *s, uint32_t i, uint32_t j)
{
	return &s->runs[place(s, i, j)];
}

static uint32_t node(const search *s, uint32_t i, uint32_t j, int run)
{
	return (uint32_t)(2 * (s->first[i] + j - s->corridor->begin[i])) + (uint32_t)run;
}

static int inside(const search *s, uint32_t i, uint32_t j)
{
	return j >= s->corridor->begin[i] && j < s->corridor->end[i];
}

/* Score of the bead of shape k, with two sides, that ends at (i, j); NEVER when it is not worth asking for. */
static float bead_score(const search *s, uint32_t k, uint32_t i, uint32_t j)
{
	const apo__features *f = s->features;
	uint32_t n = apo__shapes[k].sources, m = apo__shapes[k].targets, a = i - n, b = j - m;
	float score =
		f->shape[k] + apo__features_length(f, s->characters[0][i] - s->characters[0][a],
				      s->characters[1][j] - s->characters[1][b]);
	if (score < (s->confidence ? HOPELESS_LAST : HOPELESS))
		return NEVER;
	return score + f->opening[s->source->opening[a]][s->target->opening[b]] +
	       f->closing[s->source->closing[i - 1]][s->target->closing[j - 1]] +
	       WORDS * apo__scorer_words(s->scorer, a, n, b, m);
}

static void push_edge(search *s, uint32_t from, uint32_t to, float score)
{
	*apo__push(s->arena, &s->edges) = (edge){from, to, score};
}

/* A cell while it is visited. */
typedef struct {
	uint32_t i, j;
	float best, scores[APO__SHAPES]; /* of paths whose last bead has two sides, or is bare */
	uint8_t shape;
	float run, first[2],
		next[2]; /* of paths that end in a run: by side, its first or a later segment */
	uint8_t run_back;
} cell;

/* Segment (i, j) without counterpart, of the source or the target. */
static void leave_alone(search *s, cell *c, int target)
{
	uint32_t i = c->i - !target, j = c->j - (uint32_t)target, shape = target ? 2 : 1;
	c->first[target] = c->next[target] = NEVER;
	if ((target ? !c->j : !c->i) || !inside(s, i, j))
		return;
	const apo__features *f = s->features;
	float before = *score_at(s, i, j), run = *run_at(s, i, j);
	int bare = target ? s->target->bare[j] : s->source->bare[i];
	if (bare) { /* a page number needs no counterpart */
		c->scores[shape] = before + BARE_ALONE;
		if (c->scores[shape] > c->best) {
			c->best = c->scores[shape];
			c->shape = (uint8_t)shape;
		}
	} else
		c->first[target] = before + f->shape[shape];
	c->next[target] = run + (bare && f->run_on < BARE_ALONE ? BARE_ALONE : f->run_on);
	for (int later = 0; later < 2; later++) {
		float score = later ? c->next[target] : c->first[target];
		if (score > c->run) {
			c->run = score;
			c->run_back =
				(uint8_t)((target ? RUN_TARGET : 0) | (later ? 0 : RUN_FIRST));
		}
	}
}

static void pair_up(search *s, cell *c)
{
	for (uint32_t k = 0; k < s->features->shapes; k++) {
		uint32_t n = apo__shapes[k].sources, m = apo__shapes[k].targets;
		if (!n || !m || n > c->i || m > c->j || !inside(s, c->i - n, c->j - m))
			continue;
		float before = *score_at(s, c->i - n, c->j - m);
		if (before < s->floor[(c->i - n) % RING])
			continue;
		float bead = before > NEVER / 2 ? bead_score(s, k, c->i, c->j) : NEVER;
		if (bead <= NEVER / 2)
			continue;
		c->scores[k] = before + bead;
		if (c->scores[k] > c->best) {
			c->best = c->scores[k];
			c->shape = (uint8_t)k;
		}
	}
}

/* The steps that come near the best of their cell. The best path of all is never further below than a run begins. */
static void keep_edges(search *s, const cell *c)
{
	const apo__features *f = s->features;
	float open = f->shape[1] < f->shape[2] ? f->shape[1] : f->shape[2];
	float least = (c->run > c->best + open ? c->run : c->best + open) - NEAR;
	for (int t = 0; t < 2; t++) {
		uint32_t i = c->i - !t, j = c->j - (uint32_t)t;
		if (c->first[t] > NEVER / 2 && c->first[t] >= least)
			push_edge(s, node(s, i, j, 0), node(s, c->i, c->j, 1),
				c->first[t] - *score_at(s, i, j));
		if (c->next[t] > NEVER / 2 && c->next[t] >= least)
			push_edge(s, node(s, i, j, 1), node(s, c->i, c->j, 1),
				c->next[t] - *run_at(s, i, j));
	}
	for (uint32_t k = 0; k < f->shapes; k++) {
		uint32_t i = c->i - apo__shapes[k].sources, j = c->j - apo__shapes[k].targets;
		if (c->scores[k] > NEVER / 2 && c->scores[k] >= c->best - NEAR)
			push_edge(s, node(s, i, j, 0), node(s, c->i, c->j, 0),
				c->scores[k] - *score_at(s, i, j));
	}
	if (c->run > NEVER / 2 && c->run + f->run_end >= c->best - NEAR)
		push_edge(s, node(s, c->i, c->j, 1), node(s, c->i, c->j, 0), f->run_end);
}

static void visit(search *s, uint32_t i, uint32_t j)
{
	cell c = {.i = i, .j = j, .best = i || j ? NEVER : 0, .run = NEVER};
	for (uint32_t k = 0; k < s->features->shapes; k++)
		c.scores[k] = NEVER;
	for (int target = 0; target < 2; target++)
		leave_alone(s, &c, target);
	pair_up(s, &c);
	uint8_t back = c.shape;
	if (c.run + s->features->run_end > c.best) {
		c.best = c.run + s->features->run_end;
		back = RUN;
	}
	s->back[s->first[i] + j - s->corridor->begin[i]] = (uint8_t)(back | c.run_back);
	*score_at(s, i, j) = c.best;
	*run_at(s, i, j) = c.run;
	if (s->wide > LOST && c.best - BEAM > s->floor[i % RING])
		s->floor[i % RING] = c.best - BEAM;
	if (s->confidence)
		keep_edges(s, &c);
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
	int run = 0;
	while (i || j) {
		uint8_t back = s->back[s->first[i] + j - s->corridor->begin[i]];
		if (!run && (back & SHAPE_BITS) == RUN)
			run = 1;
		uint32_t k = !run ? back & SHAPE_BITS : back & RUN_TARGET ? 2 : 1;
		run = run && !(back & RUN_FIRST);
		apo__shape shape = apo__shapes[k];
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
	size_t cells = 2 * s->first[s->source->count + 1]; /* nodes */
	double *forward = apo__alloc_array(s->arena, cells, sizeof *forward);
	double *backward = apo__alloc_array(s->arena, cells, sizeof *backward);
	for (size_t k = 0; k < cells; k++)
		forward[k] = backward[k] = LOG_ZERO;
	forward[0] = 0;
	backward[cells - 2] = 0;
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
		uint32_t from = node(s, step->source, step->target, 0) / 2;
		uint32_t to =
			node(s, step->source + step->sources, step->target + step->targets, 0) / 2;
		double p = 0;
		while (at < s->edges.count && s->edges.items[at].to / 2 < to)
			at++;
		for (uint32_t x = at; x < s->edges.count && s->edges.items[x].to / 2 == to; x++) {
			const edge *e = &s->edges.items[x];
			if (e->from / 2 == from)
				p += exp(forward[e->from] + (double)e->score + backward[e->to] -
					 forward[cells - 2]);
		}
		step->confidence = (float)(p < 1 ? p : 1);
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
	s.runs = apo__alloc_array(scratch, widest * RING, sizeof *s.runs);
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
