/* SPDX-License-Identifier: Apache-2.0 */
/* Made by tools/train_clauses.py on human translations of news with clauses left out; not edited by hand. */
#ifndef APO__FIDELITY_CLAUSE_MODEL_H
#define APO__FIDELITY_CLAUSE_MODEL_H

#include "fidelity/evidence/clause_signs.h"

/* Log odds for each unit of a sign. */
static const double clause_weight[CLAUSE_SIGNS] = {
	[CLAUSE_MISSING] = 0.618,
	[CLAUSE_VAGUE] = -2.215,
	[CLAUSE_LENGTH] = 1.198,
	[CLAUSE_LEFT] = -1.346,
	[CLAUSE_SHARE] = 2.312,
	[CLAUSE_LONE] = 0.652,
};
#define CLAUSE_BIAS -1.959

#endif
