/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One way to pair segments a file. Each takes the same job and fills the same beads; `align.c` chooses and finishes.
 */
#ifndef APO_ALIGNERS_H
#define APO_ALIGNERS_H

#include "lexicon/lexicon.h"

/* Word links of one bead, for reports and checks: which words render which. */
typedef struct {
	uint32_t source, target; /* indexes into the words of either document */
	float score;		 /* 0..1 */
} apo__link;

/* Links of the words of a bead (source words of its source segments, target words of its target segments), by source,
 * then target. */
uint32_t apo__align_words(apo_context *context, const apo_lexicons *lexicons,
	const apo__words *source, const apo__words *target, const apo_bead *bead, apo__arena *arena,
	const apo__link **links);

/* Similarity of two sets of segments by the same evidence, 0..1 (calibrated like bead scores); for retellings, quotations
 * and reused passages. */
double apo__segments_similarity(const apo_lexicons *lexicons, const apo__words *source,
	const uint32_t *source_segments, uint32_t source_count, const apo__words *target,
	const uint32_t *target_segments, uint32_t target_count, apo__arena *arena);

#endif
