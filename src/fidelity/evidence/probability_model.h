/* SPDX-License-Identifier: Apache-2.0 */
/* Made by tools/train_probability.py on corpora/planted and human translations of news; not edited by hand. */
#ifndef APO__FIDELITY_PROBABILITY_MODEL_H
#define APO__FIDELITY_PROBABILITY_MODEL_H

#include "fidelity/evidence/probability.h"

/* Log odds for each unit of evidence. */
static const double evidence_weight[EVIDENCE_COUNT] = {
	[EVIDENCE_PRIOR] = 1.157,
	[EVIDENCE_SOURCE] = 0.158,
	[EVIDENCE_TARGET] = 0.152,
	[EVIDENCE_CLAUSE] = 0.102,
	[EVIDENCE_COVERAGE] = -0.116,
	[EVIDENCE_LANGUAGE] = 0.000,
	[EVIDENCE_LENGTH] = -1.025,
};

/* Log odds of a type, without evidence. Types that were never found have the base alone. */
#define BASE_BIAS 1.425
static const double type_bias[APO_ISSUE_TYPE_COUNT] = {
	[APO_ISSUE_NUMBER] = -0.661,
	[APO_ISSUE_PERCENT_POINT] = 0.409,
	[APO_ISSUE_MAGNITUDE] = 0.341,
	[APO_ISSUE_UNIT] = -0.077,
	[APO_ISSUE_DATE] = -0.733,
	[APO_ISSUE_NAME] = -0.608,
	[APO_ISSUE_TITLE] = 1.097,
	[APO_ISSUE_PLACE] = 0.329,
	[APO_ISSUE_NEGATION] = -0.598,
	[APO_ISSUE_ANTONYM] = -2.150,
	[APO_ISSUE_DIRECTION_REVERSED] = 1.192,
	[APO_ISSUE_MODALITY] = 0.530,
	[APO_ISSUE_HEDGE_DROPPED] = -0.011,
	[APO_ISSUE_AGENT] = -0.213,
	[APO_ISSUE_MISTRANSLATION] = -0.058,
	[APO_ISSUE_OMISSION_SENTENCE] = 0.505,
	[APO_ISSUE_OMISSION_CLAUSE] = -0.828,
	[APO_ISSUE_ADDITION_SENTENCE] = -0.872,
	[APO_ISSUE_OPINION_ADDED] = 0.096,
	[APO_ISSUE_UNTRANSLATED] = -0.113,
	[APO_ISSUE_ATTRIBUTION_DROPPED] = -0.079,
	[APO_ISSUE_ATTRIBUTION_CHANGED] = 0.522,
	[APO_ISSUE_QUOTE_ALTERED] = 0.611,
	[APO_ISSUE_INDIRECT_TO_DIRECT] = -0.405,
	[APO_ISSUE_QUOTE_SPEAKER] = 0.634,
	[APO_ISSUE_DOUBLE_WORD] = 0.241,
	[APO_ISSUE_PUNCTUATION] = 0.991,
};

#endif
