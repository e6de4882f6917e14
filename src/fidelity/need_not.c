/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Need not" against "must not": what nobody has to do became what nobody may or can do, or the other way round. Both are phrases of
 * the language data ([need-not], [must-not]); a side that has both, or neither in the clause that renders the other's, says
 * nothing. Linear in the marks.
 */
#include "fidelity/families.h"

#define CONFIDENCE .75 /* set by hand; the probability is learned (probability.h) */

static void compare(apo__check *check, uint32_t bead, uint32_t here, uint32_t there)
{
	const apo__mark *source = NULL, *target = NULL;
	uint32_t a, b;
	if (!apo__check_marks(check, bead, APO__SOURCE, here, &source) ||
		apo__check_marks(check, bead, APO__SOURCE, there, NULL) ||
		!apo__check_marks(check, bead, APO__TARGET, there, &target) ||
		apo__check_marks(check, bead, APO__TARGET, here, NULL))
		return;
	apo__check_words(check, APO__SOURCE, source->segment, source->span, &a);
	apo__check_words(check, APO__TARGET, target->segment, target->span, &b);
	if (!apo__check_alike(check, a, b))
		return;
	apo__check_flag(check, APO_ISSUE_MODALITY, APO_SEVERITY_MAJOR, bead, source->span,
		target->span, CONFIDENCE, "“%s” became “%s”: what need not be is not what must not",
		apo__check_text(check, APO__SOURCE, source->span),
		apo__check_text(check, APO__TARGET, target->span));
}

void apo__check_need_not(apo__check *check)
{
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		compare(check, b, MARK_NEED_NOT, MARK_MUST_NOT);
		compare(check, b, MARK_MUST_NOT, MARK_NEED_NOT);
	}
}
