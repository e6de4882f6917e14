/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the probability that the model gives a bead to the probability that it is right. The model takes its words for independent
 * and its paths for all there are, so it is too sure of itself, most of wide beads and of segments without counterpart
 * (Platt 1999: a logistic curve over the log odds, fitted on gold alignments by `tools/bench/confidence.py --fit`).
 */
#include <math.h>

#include "aligners/internal.h"

/* Development sets, each with the same weight but for the square root of its size: docs/alignment.md. */
#define BASE  .32
#define SLOPE .665
#define WIDE  .41 /* less for each segment beyond a pair */
#define ALONE 2.3 /* less without counterpart */
#define MOST  8.0 /* log odds beyond this say no more */

static float calibrated(const apo__step *step)
{
	double p = (double)step->confidence, odds = MOST;
	if (p <= 0)
		odds = -MOST;
	else if (p < 1)
		odds = fmax(-MOST, fmin(MOST, log(p / (1 - p))));
	double x = BASE + SLOPE * odds;
	if (step->sources && step->targets)
		x -= WIDE * (step->sources + step->targets - 2);
	else
		x -= ALONE;
	return (float)(1 / (1 + exp(-x)));
}

void apo__confidence_calibrate(apo__path *path)
{
	for (uint32_t k = 0; k < path->count; k++)
		path->steps[k].confidence = calibrated(&path->steps[k]);
}
