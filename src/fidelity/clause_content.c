/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clauses left out of a sentence that is rendered, or put into it. A clause none of whose content the other side has, where the
 * lexicon knows its words, is missing when the other side has nothing left over that could render it in other words, and is
 * shorter than the texts' own ratio lets expect. Linear.
 */
#include <math.h>
#include <string.h>

#include "fidelity/evidence/clause_signs.h"
#include "fidelity/families.h"

#define LEAST_CLAUSE                                                                               \
	3.0 /* log odds from which a clause is reported; set on news with clauses left out, docs/fidelity.md */
/* Set by hand. */
#define MOST_LEFT                                                                                  \
	.5 /* unlicensed content words of the other side beyond those usual, for each of the clause's */
#define BETTER_FIT                                                                                 \
	.05 /* by which the lengths' ratio must be nearer to the texts' own without the clause, as a logarithm */
#define CONFIDENCE .7

/* Does the other side's length fit better without the clause than with it? `ratio`: letters there for a letter here. */
static int fits_without(
	const apo__check *check, uint32_t bead, apo__side side, apo_span clause, double ratio)
{
	double here = apo__bead_length(check, bead, side),
	       there = apo__bead_length(check, bead, (apo__side)!side);
	double rest = here - (clause.end - clause.begin);
	if (rest <= 0 || there <= 0)
		return 0;
	return fabs(log(there / (rest * ratio))) + BETTER_FIT < fabs(log(there / (here * ratio)));
}

#define MOST_OF_SIDE                                                                               \
	.6 /* of the letters of a bead's side; a larger part is rendered freely, or nothing is; set by hand */

/* A clause that is missing, and how many there are. */
typedef struct {
	const apo__clause *clause;
	uint32_t segment, count;
} missing_clause;

static missing_clause find_missing(
	const apo__check *check, const apo__usual *u, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	missing_clause found = {NULL, 0, 0};
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	double most = apo__bead_length(check, bead, side) * MOST_OF_SIDE;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t first = s->words.first[segments[i]], end = s->words.first[segments[i] + 1];
		if (first == end)
			continue;
		for (uint32_t c = s->clause[first]; c <= s->clause[end - 1]; c++) {
			double signs[CLAUSE_SIGNS];
			if (!apo__clause_signs(check, u, bead, side, &s->clauses[c], signs) ||
				apo__clause_odds(signs) < LEAST_CLAUSE)
				continue;
			apo_span span = apo__clause_span(s, &s->clauses[c]);
			found.count += 1 + (count == 1 && span.end - span.begin > most);
			found.clause = &s->clauses[c];
			found.segment = segments[i];
		}
	}
	return found;
}

static void flag_clause(
	apo__check *check, uint32_t bead, apo__side side, const missing_clause *found)
{
	const apo__check_side *s = &check->side[side];
	apo_span span = apo__clause_span(s, found->clause), none = APO_SPAN_NONE;
	int whole = s->words.first[found->segment] == found->clause->first &&
		    s->words.first[found->segment + 1] == found->clause->end;
	apo__check_flag(check,
		side	? APO_ISSUE_ADDITION_SENTENCE
		: whole ? APO_ISSUE_OMISSION_SENTENCE
			: APO_ISSUE_OMISSION_CLAUSE,
		APO_SEVERITY_MAJOR, bead, side ? none : span, side ? span : none, CONFIDENCE,
		side ? "a clause that the source does not have: “%s”"
		     : "a clause is left out: “%s”",
		apo__check_text(check, side, span));
}

/* One clause of one side: where several seem missing at once, or one on each side, the bead says it in other words. */
static void check_clauses(apo__check *check, const apo__usual *u, uint32_t bead)
{
	missing_clause found[2];
	for (int side = 0; side < 2; side++)
		found[side] = find_missing(check, u, bead, (apo__side)side);
	for (int side = 0; side < 2; side++)
		if (found[side].count == 1 && !found[!side].count)
			flag_clause(check, bead, (apo__side)side, &found[side]);
}

/* ---- reasons ---- */

#define LONGEST_REASON 8u /* words from "because of" to the end of what it governs */

/* The words that a mark of [causes] governs: up to a mark or the end of the clause; a language that puts it behind its words
 * (miatt) is passed over. */
static uint32_t reason_end(const apo__check_side *s, uint32_t segment, uint32_t first)
{
	uint32_t end = first, last = s->words.first[segment + 1];
	while (end < last && end - first < LONGEST_REASON &&
		s->words.words[end].kind != APO_TOKEN_PUNCTUATION)
		end++;
	return end;
}

/* Words of content from `first` to `end` and those of them that the lexicon knows; 0 when the other side licenses one. */
static uint32_t unlicensed_words(
	const apo__check_side *s, uint32_t first, uint32_t end, uint32_t *known)
{
	uint32_t content = 0;
	*known = 0;
	for (uint32_t w = first; w < end; w++) {
		if (!(s->weight[w] > 0))
			continue;
		if (s->support[w] >= APO__LICENSED)
			return 0;
		content++;
		*known += s->known[w];
	}
	return content;
}

/* "because of fog": no word of it is rendered, the other side gives no reason, and has nothing left over that could be one. */
static void check_reasons(apo__check *check, const apo__usual *u, uint32_t bead)
{
	const apo__check_side *s = &check->side[APO__SOURCE];
	double ratio = u->letters[1] / u->letters[0];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, APO__SOURCE, &count);
	if (apo__check_marks(check, bead, APO__SOURCE, MARK_CAUSE, NULL) != 1 ||
		apo__check_marks(check, bead, APO__TARGET, MARKS_CAUSE, NULL))
		return;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t m = s->first_mark[segments[i]]; m < s->first_mark[segments[i] + 1];
			m++) {
			uint32_t first, known;
			if (!(s->marks[m].kind & MARK_CAUSE))
				continue;
			uint32_t behind = apo__check_words(
				check, APO__SOURCE, segments[i], s->marks[m].span, &first);
			uint32_t end = reason_end(s, segments[i], behind);
			uint32_t content = unlicensed_words(s, behind, end, &known);
			apo_span span = {s->marks[m].span.begin,
				s->words.words[end > behind ? end - 1 : first].span.end};
			if (!content || !known || end == behind || s->quoted[first] ||
				apo__left_over(check, u, bead, APO__TARGET) > MOST_LEFT * content ||
				!fits_without(check, bead, APO__SOURCE, span, ratio))
				continue;
			apo__check_flag(check, APO_ISSUE_OMISSION_CLAUSE, APO_SEVERITY_MAJOR, bead,
				span, APO_SPAN_NONE, CONFIDENCE, "the reason is left out: “%s”",
				apo__check_text(check, APO__SOURCE, span));
		}
}

/* ---- whole sentences of a bead of several ---- */

/* A sentence is missing or it is rendered: log odds of what is seen of it, by the words that the lexicon knows and by length. */
#define LEAST_ODDS                                                                                 \
	2.0 /* from which it is reported; set on sentences left out of news by program (docs/fidelity.md) */
#define SENTENCE_REST .35 /* of the content of the bead's others that is licensed; set by hand */

typedef struct {
	double odds, have, all;
	uint32_t content;
} sentence;

static sentence sentence_of(
	const apo__check *check, const apo__usual *u, apo__side side, uint32_t segment)
{
	const apo__check_side *s = &check->side[side];
	double here = apo__missing_odds(u, side, 1), gone = apo__missing_odds(u, side, 0);
	sentence out = {0, 0, 0, 0};
	for (uint32_t w = s->words.first[segment]; w < s->words.first[segment + 1]; w++) {
		const apo__word *word = &s->words.words[w];
		int licensed = s->support[w] >= APO__LICENSED,
		    vague = word->kind == APO_TOKEN_HAN && word->tokens == 1;
		if (!(s->weight[w] > 0))
			continue;
		out.content++;
		out.all += (double)s->weight[w];
		out.have += licensed ? (double)s->weight[w] : 0;
		if (licensed)
			out.odds += here;
		else if (s->known[w])
			out.odds += vague ? gone / 2 : gone;
	}
	return out;
}

/* The sentence of a bead of several that nothing on the other side renders. */
static void check_sentences(apo__check *check, const apo__usual *u, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count, missing = APO_NONE;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	double most = LEAST_ODDS, have = 0, all = 0;
	sentence found = {0, 0, 0, 0};
	if (count < 2)
		return;
	for (uint32_t i = 0; i < count; i++) {
		sentence one = sentence_of(check, u, side, segments[i]);
		apo_span span = s->document->segments[segments[i]].span;
		have += one.have;
		all += one.all;
		if (one.content && one.odds > 0)
			one.odds += apo__length_odds(check, u, bead, side, span.end - span.begin);
		if (!one.content || one.odds < most)
			continue;
		most = one.odds;
		missing = segments[i];
		found = one;
	}
	if (missing == APO_NONE || have - found.have < SENTENCE_REST * (all - found.all) ||
		apo__left_over(check, u, bead, (apo__side)!side) > MOST_LEFT * found.content)
		return;
	apo_span span = s->document->segments[missing].span, none = APO_SPAN_NONE;
	apo__check_flag(check, side ? APO_ISSUE_ADDITION_SENTENCE : APO_ISSUE_OMISSION_SENTENCE,
		APO_SEVERITY_MAJOR, bead, side ? none : span, side ? span : none, CONFIDENCE,
		side ? "not in the source: “%s”" : "left out: “%s”",
		apo__check_text(check, side, span));
}

void apo__check_clause_content(apo__check *check)
{
	apo__usual u = apo__usual_of(check);
	int runs = u.letters[0] > 0 && u.letters[1] > 0 && !check->comparable;
	for (uint32_t b = 0; runs && b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		check_sentences(check, &u, b, APO__SOURCE);
		check_sentences(check, &u, b, APO__TARGET);
		check_clauses(check, &u, b);
		check_reasons(check, &u, b);
	}
}
