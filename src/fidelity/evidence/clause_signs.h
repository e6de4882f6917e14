/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signs that a clause of one side is missing on the other: its words that a lexicon knows have no rendering there, the other
 * side is too short, and has nothing left over that could say the same in other words. `clause_model.h`, made by
 * tools/train_clauses.py, makes log odds of them.
 */
#ifndef APO__FIDELITY_CLAUSE_SIGNS_H
#define APO__FIDELITY_CLAUSE_SIGNS_H

#include "fidelity/evidence/evidence.h"

/* What is usual in the two texts: how long their paired segments are, and how much of their content is licensed. */
typedef struct {
	double letters[2];
	double known[2]; /* share of the words known to the lexicon that are licensed */
	double left[2];	 /* share of all content words that is not */
} apo__usual;

apo__usual apo__usual_of(const apo__check *check);
/* Bytes of a bead's side. */
double apo__bead_length(const apo__check *check, uint32_t bead, apo__side side);
/* Content words of a bead's side that nothing licenses, beyond those usual. */
double apo__left_over(
	const apo__check *check, const apo__usual *usual, uint32_t bead, apo__side side);
/* How much better the other side's length fits without `part` bytes of this side than with them, as log odds. */
double apo__length_odds(const apo__check *check, const apo__usual *usual, uint32_t bead,
	apo__side side, double part);
/* Log odds that a content word which nothing licenses is in a part that is missing, and one that is licensed. */
double apo__missing_odds(const apo__usual *usual, apo__side side, int licensed);

enum {
	CLAUSE_MISSING, /* log odds of its known words, none of which is licensed */
	CLAUSE_VAGUE, /* share of its content words that are single Han characters, whose glosses say little */
	CLAUSE_LENGTH, /* log odds of the lengths */
	CLAUSE_LEFT, /* what the other side has left over, for each of the clause's content words */
	CLAUSE_SHARE, /* of the length of its side of the bead */
	CLAUSE_LONE,  /* no clause of the other side renders most of it */
	CLAUSE_SIGNS
};

/* Whether the clause can be judged at all: not in quotation marks, not in brackets, not what an attribution says, with two
 * content words of which the lexicon knows one; then its signs. */
int apo__clause_signs(const apo__check *check, const apo__usual *usual, uint32_t bead,
	apo__side side, const apo__clause *clause, double signs[CLAUSE_SIGNS]);
double apo__clause_odds(const double signs[CLAUSE_SIGNS]);
apo_span apo__clause_span(const apo__check_side *side, const apo__clause *clause);

#endif
