/* SPDX-License-Identifier: Apache-2.0 */
/* An alignment seen from its target. Cost: sorting of the beads. */
#include <stdlib.h>

#include "aligners/aligners.h"

typedef struct {
	apo_bead bead;
	uint32_t
		key; /* its first source segment; without one, that of the bead before its target */
	uint32_t order;
} placed;

static int compare(const void *left, const void *right)
{
	const placed *a = left, *b = right;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (!a->bead.source_count != !b->bead.source_count)
		return a->bead.source_count ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

const apo_alignment *apo__alignment_reverse(apo__arena *arena, const apo_alignment *alignment)
{
	apo_alignment *out = apo__alloc(arena, sizeof *out);
	placed *all = apo__alloc_array(arena, alignment->count + 1, sizeof *all);
	apo_bead *beads = apo__alloc_array(arena, alignment->count + 1, sizeof *beads);
	uint32_t last = 0;
	for (size_t i = 0; i < alignment->count; i++) { /* in the order of the new targets */
		const apo_bead *b = &alignment->beads[i];
		apo_bead_kind kind = b->kind == APO_BEAD_ADDED	   ? APO_BEAD_OMITTED
				     : b->kind == APO_BEAD_OMITTED ? APO_BEAD_ADDED
								   : b->kind;
		last = b->target_count ? b->target[0] : last;
		all[i] = (placed){
			{b->target, b->source, b->target_count, b->source_count, b->score, kind},
			last, (uint32_t)i};
	}
	qsort(all, alignment->count, sizeof *all, compare);
	for (size_t i = 0; i < alignment->count; i++)
		beads[i] = all[i].bead;
	*out = *alignment;
	out->source = alignment->target;
	out->target = alignment->source;
	out->beads = beads;
	return out;
}
