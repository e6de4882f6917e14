/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How likely a finding is right: a logistic model over what the finding rests on (probability_model.h, made by
 * tools/train_probability.py). Findings called critical keep that only when they are likely enough.
 */
#ifndef APO__FIDELITY_PROBABILITY_H
#define APO__FIDELITY_PROBABILITY_H

#include "fidelity/evidence/evidence.h"

/* What the model sees of a finding, each about -1 to 1 and 0 where it cannot be told. */
enum {
	EVIDENCE_PRIOR, /* log odds of the family's own precision, divided by 2 */
	EVIDENCE_SOURCE, /* how much of the bead's source, as far as the lexicon knows its words, the target has */
	EVIDENCE_TARGET,   /* how much of the target the source has */
	EVIDENCE_CLAUSE,   /* the same of the clauses that the finding is in, of the poorer side */
	EVIDENCE_COVERAGE, /* share of the bead's content words that the lexicon knows */
	EVIDENCE_LANGUAGE, /* one language on both sides */
	EVIDENCE_LENGTH,   /* content words of the bead, as a logarithm */
	EVIDENCE_COUNT
};

typedef struct apo__finding_evidence {
	double value[EVIDENCE_COUNT];
} apo__finding_evidence;

/* Give all findings, sorted, their probability, and those called critical that are not sure a lower severity. The evidence of
 * each, in the same order, in the check's arena. */
const apo__finding_evidence *apo__check_calibrate(apo__check *check);

#endif
