/* SPDX-License-Identifier: Apache-2.0 */
/* Made by tools/train_probability.py on corpora/planted and human translations of news; not edited by hand. */
#ifndef APO__FIDELITY_PROBABILITY_MODEL_H
#define APO__FIDELITY_PROBABILITY_MODEL_H

#include "fidelity/evidence/probability.h"

/* Log odds for each unit of evidence. */
static const double evidence_weight[EVIDENCE_COUNT] = {
	[EVIDENCE_PRIOR] = 1.202,
	[EVIDENCE_SOURCE] = 0.249,
	[EVIDENCE_TARGET] = 0.094,
	[EVIDENCE_CLAUSE] = 0.350,
	[EVIDENCE_COVERAGE] = -0.186,
	[EVIDENCE_LANGUAGE] = 0.000,
	[EVIDENCE_LENGTH] = -0.922,
};

/* Log odds of a type, without evidence. Types that were never found have the base alone. */
#define BASE_BIAS 1.086
static const double type_bias[APO_ISSUE_TYPE_COUNT] = {
	[APO_ISSUE_NUMBER] = -0.419,
	[APO_ISSUE_PERCENT_POINT] = 0.459,
	[APO_ISSUE_MAGNITUDE] = 0.427,
	[APO_ISSUE_UNIT] = 0.041,
	[APO_ISSUE_DATE] = -0.575,
	[APO_ISSUE_NAME] = -0.648,
	[APO_ISSUE_TITLE] = 1.267,
	[APO_ISSUE_PLACE] = 0.109,
	[APO_ISSUE_NEGATION] = -0.285,
	[APO_ISSUE_ANTONYM] = -1.859,
	[APO_ISSUE_DIRECTION_REVERSED] = 1.382,
	[APO_ISSUE_MODALITY] = 0.564,
	[APO_ISSUE_HEDGE_DROPPED] = 0.269,
	[APO_ISSUE_AGENT] = -0.187,
	[APO_ISSUE_OMISSION_SENTENCE] = 0.599,
	[APO_ISSUE_OMISSION_CLAUSE] = -1.429,
	[APO_ISSUE_ADDITION_SENTENCE] = -0.581,
	[APO_ISSUE_OPINION_ADDED] = -0.168,
	[APO_ISSUE_UNTRANSLATED] = -0.011,
	[APO_ISSUE_ATTRIBUTION_DROPPED] = 0.863,
	[APO_ISSUE_ATTRIBUTION_CHANGED] = -1.925,
	[APO_ISSUE_INDIRECT_TO_DIRECT] = -0.250,
	[APO_ISSUE_QUOTE_SPEAKER] = 0.813,
	[APO_ISSUE_DOUBLE_WORD] = 0.430,
	[APO_ISSUE_PUNCTUATION] = 1.164,
};

#endif
