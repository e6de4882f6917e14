/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How strongly it is said: "very", "clearly" put in where the source says it plainly, or left out. Only within one language, where a
 * word that is missing is missing; a translation may render a strong word by a plain one and an adverb. Linear in the marks.
 */
#include "fidelity/families.h"

/* Set by hand; the probability is learned (probability.h). */
#define CONFIDENCE .7
#define REST_LEAST .6 /* of the clause, licensed by the other side */

/* The marks of a side that the other side has none of. */
static void check_side(apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	if (apo__check_marks(check, bead, (apo__side)!side, MARK_INTENSIFIER, NULL))
		return;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t m = s->first_mark[segments[i]]; m < s->first_mark[segments[i] + 1];
			m++) {
			const apo__mark *mark = &s->marks[m];
			uint32_t w,
				end = apo__check_words(check, side, segments[i], mark->span, &w);
			if (!(mark->kind & MARK_INTENSIFIER) || w >= end || s->quoted[w] ||
				s->support[w] >= APO__LICENSED ||
				apo__clause_rest(s, s->clause[w], w, end) < REST_LEAST)
				continue;
			apo__check_flag(check, APO_ISSUE_INTENSIFIER, APO_SEVERITY_MINOR, bead,
				side == APO__SOURCE ? mark->span : APO_SPAN_NONE,
				side == APO__SOURCE ? APO_SPAN_NONE : mark->span, CONFIDENCE,
				side == APO__SOURCE ? "said less strongly, without “%s”"
						    : "said more strongly: “%s”",
				apo__check_text(check, side, mark->span));
		}
}

void apo__check_intensifiers(apo__check *check)
{
	if (!check->same_language || check->comparable)
		return;
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		check_side(check, b, APO__TARGET);
		check_side(check, b, APO__SOURCE);
	}
}
