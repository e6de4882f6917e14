/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One way to pair segments a file. Each takes the same job and fills the same beads; `align.c` chooses and finishes.
 */
#ifndef APO__ALIGNERS_ALIGNERS_H
#define APO__ALIGNERS_ALIGNERS_H

#include "lexicon/lexicon_lookup.h"

/* Similarity of two sets of segments by the same evidence, 0..1 (calibrated like bead scores); for retellings, quotations
 * and reused passages. */
double apo__segments_similarity(const apo_lexicons *lexicons, const apo__words *source,
	const uint32_t *source_segments, uint32_t source_count, const apo__words *target,
	const uint32_t *target_segments, uint32_t target_count, apo__arena *arena);

/* Segments that are known to render each other; APO_NONE = no segment on this side. */
typedef struct {
	uint32_t source, target;
} apo__line_pair;

/* The alignment of two documents whose pairs are known: a bead each, in this order. Freed as any. */
apo_alignment *apo__alignment_of_lines(apo__arena *arena, const apo_document *source,
	const apo_document *target, const apo__line_pair *pairs, size_t count);

/* The same alignment with its target as source; shares the segments of the beads. */
const apo_alignment *apo__alignment_reverse(apo__arena *arena, const apo_alignment *alignment);

#endif
