/* SPDX-License-Identifier: Apache-2.0 */
/* Scores of pairs of lines. */
#ifndef APOGRAPH_SCORE_H
#define APOGRAPH_SCORE_H

#include "apograph/check.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Scores for one pair of lines. `issues` is a bit set over apo_issue_type. */
typedef struct {
	double score, adequacy, fluency; /* 0..1 */
	uint64_t issues;
} apo_line_score;

/* Scorer of line pairs: loads once, then scores any number. */
typedef struct apo_scorer apo_scorer;
/* A scorer of lines in the languages of `lexicons`, which it borrows. `reference`: the left side is
 * in the target's language. NULL on failure. Free with apo_scorer_free. */
APO_API apo_scorer *apo_scorer_open(
	apo_context *context, const apo_lexicons *lexicons, int reference, apo_error *err);
/* The checks that do not run for this pair of languages: `*count` of them, owned by the scorer. */
APO_API const apo_abstention *apo_scorer_abstentions(const apo_scorer *scorer, size_t *count);
/* Fill `score` for two lines of UTF-8; two blank ones score 1, one 0. Threads may share a scorer. */
APO_API apo_status apo_scorer_score(apo_scorer *scorer, const char *source, const char *target,
	apo_line_score *score, apo_error *err);
/* Free a scorer. NULL is fine. */
APO_API void apo_scorer_free(apo_scorer *scorer);

#ifdef __cplusplus
}
#endif

#endif
