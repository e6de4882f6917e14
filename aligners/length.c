/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The baseline: Gale and Church, "A program for aligning sentences in bilingual corpora" (1993). Lengths in characters and
 * the prior of six shapes, nothing else. Dynamic programming over a broad band round the diagonal (all boundaries of short
 * texts).
 */
#include <math.h>

#include "aligners/internal.h"

#define HALF_BAND 300u	/* boundaries on either side of the diagonal */
#define NEVER	  -1e30 /* log of 0, by definition */
#define UNKNOWN	  .5f	/* confidence: lengths alone say none; set by hand */

static const struct {
	uint8_t sources, targets;
	double prior;
} shapes[] = {{1, 1, .89}, {1, 0, .0099}, {0, 1, .0099}, {2, 1, .089}, {1, 2, .089}, {2, 2, .011}};
#define SHAPES (sizeof shapes / sizeof *shapes)

typedef struct {
	const apo__features *features;
	apo__corridor corridor;
	uint32_t *characters[2]; /* running sums */
	size_t *first;		 /* cell of each row */
	float *score;
	uint8_t *back;
} search;

static size_t cell_at(const search *s, uint32_t i, uint32_t j)
{
	return s->first[i] + j - s->corridor.begin[i];
}

static void visit(search *s, uint32_t i, uint32_t j)
{
	double best = i || j ? NEVER : 0;
	for (uint8_t k = 0; k < SHAPES; k++) {
		uint32_t n = shapes[k].sources, m = shapes[k].targets;
		if (n > i || m > j || j - m < s->corridor.begin[i - n] ||
			j - m >= s->corridor.end[i - n])
			continue;
		double score = (double)s->score[cell_at(s, i - n, j - m)] + log(shapes[k].prior) +
			       (double)apo__features_length(s->features,
				       s->characters[0][i] - s->characters[0][i - n],
				       s->characters[1][j] - s->characters[1][j - m]);
		if (score > best) {
			best = score;
			s->back[cell_at(s, i, j)] = k;
		}
	}
	s->score[cell_at(s, i, j)] = (float)best;
}

static uint32_t *running_lengths(const apo__lines *lines, apo__arena *arena)
{
	uint32_t *sum = apo__alloc_array(arena, (size_t)lines->count + 1, sizeof *sum);
	for (uint32_t s = 0; s < lines->count; s++)
		sum[s + 1] = sum[s] + lines->length[s];
	return sum;
}

apo__path apo__length_search(
	const apo__features *features, const apo__pair *pair, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	uint32_t i = pair->side[0].count, j = pair->side[1].count, rows = i + 1;
	search s = {
		.features = features, .corridor = apo__corridor_diagonal(pair, HALF_BAND, scratch)};
	s.first = apo__alloc_array(scratch, (size_t)rows + 1, sizeof *s.first);
	for (uint32_t r = 0; r < rows; r++)
		s.first[r + 1] = s.first[r] + s.corridor.end[r] - s.corridor.begin[r];
	s.score = apo__alloc_array(scratch, s.first[rows], sizeof *s.score);
	s.back = apo__alloc_array(scratch, s.first[rows], 1);
	for (int d = 0; d < 2; d++)
		s.characters[d] = running_lengths(&pair->side[d], scratch);
	for (uint32_t r = 0; r < rows; r++)
		for (uint32_t c = s.corridor.begin[r]; c < s.corridor.end[r]; c++)
			visit(&s, r, c);
	apo__path path = {apo__alloc_array(arena, (size_t)i + j, sizeof *path.steps), 0,
		(double)s.score[cell_at(&s, i, j)]};
	while (i || j) {
		uint8_t k = s.back[cell_at(&s, i, j)];
		i -= shapes[k].sources;
		j -= shapes[k].targets;
		path.steps[path.count++] =
			(apo__step){i, j, shapes[k].sources, shapes[k].targets, UNKNOWN};
	}
	for (uint32_t a = 0, z = path.count; a + 1 < z; a++) {
		apo__step step = path.steps[a];
		path.steps[a] = path.steps[--z];
		path.steps[z] = step;
	}
	apo__arena_free(scratch);
	return path;
}
