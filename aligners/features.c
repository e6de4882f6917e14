/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What says that segments belong together besides their words: lengths (after Gale and Church 1993, with ratio and variance
 * estimated on the text at hand), how segments open and close, and the shape of the bead. All of it is learned again from
 * each round's paths.
 */
#include <math.h>
#include <string.h>

#include "aligners/internal.h"

#define SHAPE_MASS    50.0 /* beads that the starting prior counts for */
#define BOUNDARY_MASS 3.0  /* smoothing of boundary classes, in beads */
#define BOUNDARY      .7   /* weight of their mutual information */
#define LENGTH_MOST   17.0 /* z^2 beyond this says no more */
#define VARIANCE      6.8  /* a character, Gale and Church 1993 */

const apo__shape apo__shapes[APO__SHAPES] = {{1, 1}, {1, 0}, {0, 1}, {1, 2}, {2, 1}, {2, 2}, {1, 3},
	{3, 1}, {2, 3}, {3, 2}, {1, 4}, {4, 1}, {3, 3}, {2, 4}, {4, 2}, {1, 5}, {5, 1}, {3, 4},
	{4, 3}, {2, 5}, {5, 2}, {1, 6}, {6, 1}, {3, 5}, {5, 3}, {2, 6}, {6, 2}, {1, 7}, {7, 1}};

static double starting_prior(apo__shape shape)
{
	uint8_t less = shape.sources < shape.targets ? shape.sources : shape.targets;
	uint8_t more = shape.sources < shape.targets ? shape.targets : shape.sources;
	if (!less)
		return .01;
	if (less == 1)
		return more == 1 ? .75 : .07 * pow(.25, more - 2);
	return .01 * pow(.25, less + more - 4);
}

static void set_lengths(apo__features *f, double source, double target)
{
	f->ratio = source > 0 && target > 0 ? target / source : 1;
	f->variance = VARIANCE * sqrt(f->ratio);
}

void apo__features_start(apo__features *f, const apo__pair *pairs, size_t count)
{
	double length[2] = {0, 0};
	for (size_t d = 0; d < count; d++)
		for (int side = 0; side < 2; side++)
			for (uint32_t s = 0; s < pairs[d].side[side].count; s++)
				length[side] += pairs[d].side[side].length[s];
	*f = (apo__features){0};
	set_lengths(f, length[APO__SOURCE], length[APO__TARGET]);
	for (uint32_t k = 0; k < APO__SHAPES; k++)
		f->shape[k] = (float)log(starting_prior(apo__shapes[k]));
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

void apo__features_learn(
	apo__features *f, const apo__pair *pairs, const apo__path *paths, size_t count)
{
	table opening, closing;
	double shapes[APO__SHAPES] = {0}, total = 0;
	memset(opening, 0, sizeof opening);
	memset(closing, 0, sizeof closing);
	learn_lengths(f, pairs, paths, count);
	for (size_t d = 0; d < count; d++) {
		const apo__lines *s = &pairs[d].side[APO__SOURCE], *t = &pairs[d].side[APO__TARGET];
		for (uint32_t k = 0; k < paths[d].count; k++) {
			const apo__step *step = &paths[d].steps[k];
			if (!step->targets ? s->bare[step->source]
					   : !step->sources && t->bare[step->target])
				continue; /* has a prior of its own */
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
	for (uint32_t k = 0; k < APO__SHAPES; k++)
		f->shape[k] = (float)log((shapes[k] + SHAPE_MASS * starting_prior(apo__shapes[k])) /
					 (total + SHAPE_MASS));
}
