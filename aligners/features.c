/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What says that segments belong together besides their words: lengths (after Gale and Church 1993, with ratio and variance
 * estimated on the text at hand), how segments open and close, and the shape of the bead. All of it is learned again from
 * each round's paths.
 */
#include <math.h>
#include <string.h>

#include "aligners/internal.h"

/* Set on the development sets of docs/alignment.md, but for the variance. */
#define SHAPE_MASS    50.0   /* beads that the starting prior counts for */
#define BOUNDARY_MASS 3.0    /* smoothing of boundary classes, in beads */
#define BOUNDARY      .7     /* weight of their mutual information */
#define LENGTH_MOST   17.0   /* z^2 beyond this says no more */
#define VARIANCE      6.8    /* a character, Gale and Church 1993 */
#define FALL	      .25    /* of the prior, from one to k segments to one to k + 1 */
#define FINER	      2.0    /* times as many segments: the sides are cut differently */
#define TAIL	      7u     /* k from which the fall is learned for all such shapes together */
#define WIDE_LEAST    -11.0f /* log prior below which the widest shapes are not asked for */

/* Starting prior of shapes, near Gale and Church 1993 (.89, .0099, .089, .011), with room for wider beads; set by hand. */
#define ALONE	    .01 /* one segment without counterpart */
#define PAIR	    .75
#define ONE_TO_TWO  .07
#define TWO_TO_TWO  .01
#define RUN_ON	    .02 /* of segments without counterpart, how many are followed by another ... */
#define RUN_MASS    200.0 /* ... and such segments that this counts for */
#define SIDES	    2.0	  /* the next one may be of either */
#define FINER_PAIRS .9	  /* all shapes of one to k, where the sides are cut differently */

const apo__shape apo__shapes[APO__SHAPES] = {{1, 1}, {1, 0}, {0, 1}, {1, 2}, {2, 1}, {2, 2}, {1, 3},
	{3, 1}, {2, 3}, {3, 2}, {1, 4}, {4, 1}, {3, 3}, {2, 4}, {4, 2}, {1, 5}, {5, 1}, {3, 4},
	{4, 3}, {2, 5}, {5, 2}, {1, 6}, {6, 1}, {3, 5}, {5, 3}, {2, 6}, {6, 2}, {1, 7}, {7, 1},
	{1, 8}, {8, 1}, {1, 9}, {9, 1}, {1, 10}, {10, 1}, {1, 11}, {11, 1}, {1, 12}, {12, 1}};

/* `ratio`: segments of the target for one of the source. Texts cut alike have mostly pairs; where one side is cut much finer,
 * as sentences against paragraphs, the number of its segments in a bead falls geometrically from one to so many. */
static double starting_prior(apo__shape shape, double ratio)
{
	uint8_t less = shape.sources < shape.targets ? shape.sources : shape.targets;
	uint8_t more = shape.sources < shape.targets ? shape.targets : shape.sources;
	double finer = shape.sources < shape.targets ? ratio : 1 / ratio;
	if (!less)
		return ALONE;
	if (less == 1 && finer > FINER)
		return FINER_PAIRS / finer * pow(1 - 1 / finer, more - 1);
	if (less == 1)
		return more == 1 ? PAIR : ONE_TO_TWO * pow(FALL, more - 2);
	return TWO_TO_TWO * pow(FALL, less + more - 4);
}

static void set_lengths(apo__features *f, double source, double target)
{
	f->ratio = source > 0 && target > 0 ? target / source : 1;
	f->variance = VARIANCE * sqrt(f->ratio);
}

static void choose_shapes(apo__features *f)
{
	f->shapes = APO__SHAPES_NARROW;
	for (uint32_t k = APO__SHAPES_NARROW; k < APO__SHAPES; k++)
		if (f->shape[k] > WIDE_LEAST)
			f->shapes = APO__SHAPES;
	if (f->shapes_most && f->shapes > f->shapes_most)
		f->shapes = f->shapes_most;
}

static void set_runs(apo__features *f, double on, double all)
{
	double share = (on + RUN_ON * RUN_MASS) / (all + RUN_MASS);
	f->run_on = (float)log(share / SIDES);
	f->run_end = (float)log(1 - share);
}

void apo__features_start(apo__features *f, const apo__pair *pairs, size_t count)
{
	double length[2] = {0, 0}, segments[2] = {0, 0};
	for (size_t d = 0; d < count; d++)
		for (int side = 0; side < 2; side++) {
			segments[side] += pairs[d].side[side].count;
			for (uint32_t s = 0; s < pairs[d].side[side].count; s++)
				length[side] += pairs[d].side[side].length[s];
		}
	*f = (apo__features){.shapes_most = f->shapes_most};
	set_lengths(f, length[APO__SOURCE], length[APO__TARGET]);
	f->segments = segments[0] > 0 && segments[1] > 0 ? segments[1] / segments[0] : 1;
	for (uint32_t k = 0; k < APO__SHAPES; k++)
		f->shape[k] = (float)log(starting_prior(apo__shapes[k], f->segments));
	choose_shapes(f);
	set_runs(f, 0, 0);
}

float apo__features_length(const apo__features *f, uint32_t source, uint32_t target)
{
	double expected = f->ratio * source, off = target - expected;
	double z2 = off * off / (f->variance * (expected + target + 1) * .5);
	return (float)(-.5 * (z2 < LENGTH_MOST ? z2 : LENGTH_MOST));
}

static uint32_t step_length(const apo__lines *lines, uint32_t first, uint32_t count)
{
	uint32_t sum = 0;
	for (uint32_t s = first; s < first + count; s++)
		sum += lines->length[s];
	return sum;
}

static void learn_lengths(
	apo__features *f, const apo__pair *pairs, const apo__path *paths, size_t count)
{
	double length[2] = {0, 0}, squares = 0, beads = 0;
	for (int pass = 0; pass < 2; pass++) {
		for (size_t d = 0; d < count; d++)
			for (uint32_t k = 0; k < paths[d].count; k++) {
				const apo__step *step = &paths[d].steps[k];
				if (!step->sources || !step->targets)
					continue;
				double a = step_length(
					&pairs[d].side[APO__SOURCE], step->source, step->sources);
				double b = step_length(
					&pairs[d].side[APO__TARGET], step->target, step->targets);
				if (!pass) {
					length[APO__SOURCE] += a;
					length[APO__TARGET] += b;
					continue;
				}
				double off = b - f->ratio * a, unit = (f->ratio * a + b + 1) * .5,
				       most = LENGTH_MOST * VARIANCE * sqrt(f->ratio);
				squares += off * off / unit < most ? off * off / unit : most;
				beads++;
			}
		if (!pass)
			set_lengths(f, length[APO__SOURCE], length[APO__TARGET]);
	}
	/* ten beads' worth of the published variance keeps short texts sane */
	f->variance = (squares + 10 * f->variance) / (beads + 10);
}

typedef double table[APO__BOUNDARIES][APO__BOUNDARIES];

static void learn_boundaries(float out[APO__BOUNDARIES][APO__BOUNDARIES], table seen)
{
	double source[APO__BOUNDARIES] = {0}, target[APO__BOUNDARIES] = {0}, total = 0;
	for (int a = 0; a < (int)APO__BOUNDARIES; a++)
		for (int b = 0; b < (int)APO__BOUNDARIES; b++) {
			source[a] += seen[a][b];
			target[b] += seen[a][b];
			total += seen[a][b];
		}
	for (int a = 0; a < (int)APO__BOUNDARIES; a++)
		for (int b = 0; b < (int)APO__BOUNDARIES; b++) {
			double chance = total > 0 ? source[a] * target[b] / total : 0;
			out[a][b] = (float)(BOUNDARY * log((seen[a][b] + BOUNDARY_MASS) /
							       (chance + BOUNDARY_MASS)));
		}
}

/* Beads of one to TAIL and more segments are rare: they share one count and one rate of fall, so that a text whose paragraphs
 * stand against sentences gets beads as wide as it needs. */
static void learn_tail(apo__features *f, const double *seen, double total, int side)
{
	double beads = 0, beyond = 0, start = 0;
	for (uint32_t k = 0; k < APO__SHAPES; k++) {
		uint32_t one = side ? apo__shapes[k].sources : apo__shapes[k].targets;
		uint32_t many = side ? apo__shapes[k].targets : apo__shapes[k].sources;
		if (one != 1 || many < TAIL)
			continue;
		beads += seen[k];
		beyond += seen[k] * (many - TAIL);
		start += starting_prior(apo__shapes[k], f->segments);
	}
	double mass = SHAPE_MASS * start, base = (beads + mass) / (total + SHAPE_MASS);
	/* a geometric distribution, with as many beads at the usual fall as the start counts for, and one more */
	double fall = (beyond + (mass + 1) * FALL / (1 - FALL)) /
		      (beads + mass + 1 + beyond + (mass + 1) * FALL / (1 - FALL));
	for (uint32_t k = 0; k < APO__SHAPES; k++) {
		uint32_t one = side ? apo__shapes[k].sources : apo__shapes[k].targets;
		uint32_t many = side ? apo__shapes[k].targets : apo__shapes[k].sources;
		if (one == 1 && many >= TAIL)
			f->shape[k] = (float)log(base * (1 - fall) * pow(fall, many - TAIL));
	}
}

static void learn_shapes(apo__features *f, const double *seen, double total)
{
	for (uint32_t k = 0; k < APO__SHAPES; k++)
		f->shape[k] = (float)log(
			(seen[k] + SHAPE_MASS * starting_prior(apo__shapes[k], f->segments)) /
			(total + SHAPE_MASS));
	for (int side = 0; side < 2; side++)
		learn_tail(f, seen, total, side);
	choose_shapes(f);
}

void apo__features_learn(
	apo__features *f, const apo__pair *pairs, const apo__path *paths, size_t count)
{
	table opening, closing;
	double shapes[APO__SHAPES] = {0}, total = 0, alone = 0, on = 0;
	memset(opening, 0, sizeof opening);
	memset(closing, 0, sizeof closing);
	learn_lengths(f, pairs, paths, count);
	for (size_t d = 0; d < count; d++) {
		const apo__lines *s = &pairs[d].side[APO__SOURCE], *t = &pairs[d].side[APO__TARGET];
		int run = 0;
		for (uint32_t k = 0; k < paths[d].count; k++) {
			const apo__step *step = &paths[d].steps[k];
			if (!step->targets ? s->bare[step->source]
					   : !step->sources && t->bare[step->target])
				continue; /* has a prior of its own */
			int before = run;
			run = !step->sources || !step->targets;
			alone += run;
			on += run && before;
			if (run && before)
				continue;
			for (uint32_t x = 0; x < APO__SHAPES; x++)
				shapes[x] += apo__shapes[x].sources == step->sources &&
					     apo__shapes[x].targets == step->targets;
			total++;
			if (!step->sources || !step->targets)
				continue;
			opening[s->opening[step->source]][t->opening[step->target]]++;
			closing[s->closing[step->source + step->sources - 1]]
			       [t->closing[step->target + step->targets - 1]]++;
		}
	}
	learn_boundaries(f->opening, opening);
	learn_boundaries(f->closing, closing);
	learn_shapes(f, shapes, total);
	set_runs(f, on, alone);
}
