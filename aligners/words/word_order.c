/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which source word each target word comes from, given how likely each pair of words is on its own: a hidden Markov model
 * over places (Vogel, Ney and Tillmann 1996). Neighbours come from neighbours: a jump of d places weighs LAMBDA^|d - 1|, plus
 * a little for any jump. A word that comes from nowhere leaves the place as it was (Och and Ney 2003). Sums over all jumps are
 * two running sums, so a bead costs source x target words, not its cube.
 */
#include "aligners/words/word_links.h"

/* Set on the project's own corpora (word-alignment), docs/alignment.md. */
#define LOST	.15f /* share of words that come from nowhere ... */
#define NOWHERE .01f /* ... and how likely nowhere is rendered by any word */
#define LAMBDA	.7f  /* how fast jumps get rarer */
#define ANY	.2f  /* share of jumps to anywhere */
#define TINY	1e-30f

/* Sum over places of x, each weighed by a jump from (or, turned, to) it. Places are 0 (before the first word) to n. */
static void jump(const float *x, float *y, uint32_t n, int turned)
{
	float run = 0, sum = 0, even = (1 - LAMBDA) / (1 + LAMBDA) * (1 - ANY);
	for (uint32_t k = 0; k <= n; k++)
		sum += x[k];
	sum *= ANY / (float)n;
	/* y[k] = sum + even * sum over k' of x[k'] * LAMBDA^|k - k' - 1|; turned: |k' - k - 1| */
	for (uint32_t step = 0; step <= n; step++) {
		uint32_t k = turned ? n - step : step;
		y[k] = run; /* from places before the one before it */
		run = run * LAMBDA + x[k];
	}
	run = 0;
	for (uint32_t step = 0; step <= n; step++) {
		uint32_t k = turned ? step : n - step;
		run = run * LAMBDA + LAMBDA * x[k];
		y[k] = sum + even * (y[k] + run);
	}
}

/* Makes the values sum to 1. */
static void scale(float *x, uint32_t n)
{
	float sum = 0;
	for (uint32_t k = 0; k <= n; k++)
		sum += x[k];
	for (uint32_t k = 0; k <= n; k++)
		x[k] = sum > TINY ? x[k] / sum : 1 / (float)(n + 1);
}

void apo__word_order(const float *likely, uint32_t n, uint32_t m, float *share, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	uint32_t width = n + 1;
	float *before = apo__alloc_array(scratch, (size_t)(m + 1) * width, sizeof *before);
	float *come = apo__alloc_array(scratch, width, sizeof *come);
	float *after = apo__alloc_array(scratch, width, sizeof *after);
	float *here = apo__alloc_array(scratch, width, sizeof *here);
	before[0] = 1;
	for (uint32_t j = 0; j < m; j++) {
		const float *last = before + (size_t)j * width, *e = likely + (size_t)j * n;
		float *now = before + (size_t)(j + 1) * width;
		jump(last, come, n, 0);
		for (uint32_t k = 0; k <= n; k++)
			now[k] = LOST * NOWHERE * last[k] +
				 (k ? (1 - LOST) * e[k - 1] * come[k] : 0);
		scale(now, n);
	}
	for (uint32_t k = 0; k <= n; k++)
		after[k] = 1;
	for (uint32_t j = m; j-- > 0;) {
		const float *last = before + (size_t)j * width, *e = likely + (size_t)j * n;
		float sum = 0;
		jump(last, come, n, 0);
		here[0] = 0;
		for (uint32_t k = 0; k <= n; k++) {
			sum += LOST * NOWHERE * last[k] * after[k];
			if (k) {
				float value = (1 - LOST) * e[k - 1] * come[k] * after[k];
				share[(size_t)j * n + k - 1] = value;
				sum += value;
				here[k] = (1 - LOST) * e[k - 1] * after[k];
			}
		}
		for (uint32_t i = 0; i < n; i++)
			share[(size_t)j * n + i] /= sum > TINY ? sum : TINY;
		jump(here, come, n, 1);
		for (uint32_t k = 0; k <= n; k++)
			after[k] = come[k] + LOST * NOWHERE * after[k];
		scale(after, n);
	}
	apo__arena_free(scratch);
}
