/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Equivalent, paraphrase or partial: how much of either side's content the other renders, against what is usual in these
 * two texts (a dictionary never knows all words). One side that says clearly more than the other makes a partial bead; less
 * agreement than usual makes a paraphrase. Linear.
 */
#include <stdlib.h>

#include "aligners/internal.h"

/* Set on the project's own corpora. */
#define USUAL_LEAST	.35f /* agreement that is taken for usual at least */
#define USUAL_SAME	.9f  /* within a language all words are known */
#define PARTIAL		.5f /* of the usual: a side with less of it rendered says more than the other ... */
#define LOPSIDED	1.5f /* ... when the other has that many times as much rendered */
#define PARAPHRASE_SAME .8f  /* of the usual, both sides together, within a language ... */
#define PARAPHRASE	.65f /* ... and between two, where dictionaries have gaps */

static int ascending(const void *left, const void *right)
{
	const float *a = left, *b = right;
	return *a < *b ? -1 : *a > *b;
}

static float share(float found, float all)
{
	return all > 0 ? found / all : 1;
}

void apo__kinds_judge(const apo__evidence *evidence, int same_language, const apo__pair *pair,
	apo_bead *beads, size_t count, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	float *memory = apo__evidence_scratch(evidence, scratch);
	apo__overlap *overlaps = apo__alloc_array(scratch, count, sizeof *overlaps);
	float *sorted = apo__alloc_array(scratch, count, sizeof *sorted);
	size_t paired = 0;
	for (size_t k = 0; k < count; k++) {
		const apo_bead *b = &beads[k];
		if (!b->source_count || !b->target_count)
			continue;
		overlaps[k] = apo__evidence_overlap(evidence, pair, b->source, b->source_count,
			b->target, b->target_count, memory);
		const apo__overlap *o = &overlaps[k];
		sorted[paired++] = share(o->found[0] + o->found[1], o->all[0] + o->all[1]);
	}
	if (paired)
		qsort(sorted, paired, sizeof *sorted, ascending);
	float usual = paired ? sorted[paired * 3 / 4] : 0;
	usual = same_language ? USUAL_SAME : usual > USUAL_LEAST ? usual : USUAL_LEAST;
	for (size_t k = 0; k < count; k++) {
		if (!beads[k].source_count || !beads[k].target_count)
			continue;
		const apo__overlap *o = &overlaps[k];
		float a = share(o->found[0], o->all[0]), b = share(o->found[1], o->all[1]);
		float less = a < b ? a : b, more = a < b ? b : a;
		float both = share(o->found[0] + o->found[1], o->all[0] + o->all[1]);
		beads[k].kind = APO_BEAD_EQUIVALENT;
		if (less < PARTIAL * usual && more > LOPSIDED * less)
			beads[k].kind = APO_BEAD_PARTIAL;
		else if (both < (same_language ? PARAPHRASE_SAME : PARAPHRASE) * usual)
			beads[k].kind = APO_BEAD_PARAPHRASE;
	}
	apo__arena_free(scratch);
}
