/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Negations, clause by clause. A translation says "not" in a hundred other ways (fail to, far from, unhappy, an opposite), so a
 * negation that has no counterpart is reported only where what it negates does have one: the words around it are in the
 * target, and nothing there can stand for the negation. Linear in the marks of a bead.
 */
#include <string.h>

#include "fidelity/families.h"

#define NEAR                                                                                       \
	4u /* words from a negation to another that it may be one with: "not rule out", "nicht ohne" */

static uint32_t marks_in(
	const apo__check *check, apo__side side, uint32_t first, uint32_t end, uint32_t kinds)
{
	const apo__check_side *s = &check->side[side];
	if (first >= end)
		return 0;
	uint32_t segment = s->words.words[first].segment, found = 0;
	uint32_t begin = s->words.words[first].span.begin, last = s->words.words[end - 1].span.end;
	for (uint32_t m = s->first_mark[segment]; m < s->first_mark[segment + 1]; m++)
		found += s->marks[m].kind & kinds && s->marks[m].span.begin >= begin &&
			 s->marks[m].span.end <= last;
	return found;
}

/* ---- what is negated ---- */

typedef struct {
	double next;	/* support of the word that is most likely negated */
	double around;	/* mean support of the content words beside the negation */
	uint32_t words; /* how many of these there are */
} scope;

#define UNKNOWN .5 /* support of a word that the lexicon does not know; set by hand */
#define BESIDE	3u /* content words on each side of the negation that belong to what it negates */

/* Support of a word; half where nobody can know whether it is rendered: an unknown word, a single Han character. */
static double support_of(const apo__check_side *s, uint32_t w)
{
	double support = s->support[w] >= APO__LICENSED ? 1 : 0;
	int vague = s->words.words[w].kind == APO_TOKEN_HAN && s->words.words[w].tokens == 1;
	return (!s->known[w] || vague) && support < 1 ? UNKNOWN : support;
}

static scope scope_of(const apo__check *check, apo__side side, const apo__mark *mark)
{
	const apo__check_side *s = &check->side[side];
	uint32_t first, end = apo__check_words(check, side, mark->segment, mark->span, &first);
	scope out = {-1, 0, 0};
	double before = -1;
	uint32_t most = s->words.first[mark->segment + 1], least = s->words.first[mark->segment];
	for (uint32_t w = end, n = 0; w < most && n < BESIDE; w++) {
		if (!(s->weight[w] > 0))
			continue;
		if (n++ == 0 && s->clause[w] == s->clause[first])
			out.next = support_of(s, w);
		out.around += support_of(s, w);
		out.words++;
	}
	for (uint32_t w = first, n = 0; w-- > least && n < BESIDE;) {
		if (!(s->weight[w] > 0))
			continue;
		if (n++ == 0)
			before = support_of(s, w);
		out.around += support_of(s, w);
		out.words++;
	}
	if (out.next < 0)
		out.next = before;
	out.around = out.words ? out.around / out.words : 0;
	return out;
}

/* ---- what can stand for it ---- */

/* Is a question asked? "Why not", "isn't it" are turned round as one likes. */
static int is_question(const apo__check_side *s, uint32_t segment)
{
	for (uint32_t w = s->words.first[segment]; w < s->words.first[segment + 1]; w++)
		if (!strcmp(s->words.words[w].form, "?") || !strcmp(s->words.words[w].form, "？"))
			return 1;
	return 0;
}

/* A word beside the negation that it is one with: "not impossible", "nicht ohne". */
static int is_doubled(const apo__check *check, apo__side side, const apo__mark *mark)
{
	const apo__check_side *s = &check->side[side];
	uint32_t first, end = apo__check_words(check, side, mark->segment, mark->span, &first);
	uint32_t least = s->words.first[mark->segment], most = s->words.first[mark->segment + 1];
	uint32_t from = first > least + NEAR ? first - NEAR : least;
	uint32_t to = end + NEAR < most ? end + NEAR : most;
	return marks_in(check, side, from, first, MARK_NEGATIVE) ||
	       marks_in(check, side, end, to, MARK_NEGATIVE);
}

static uint32_t count(const apo__check *check, uint32_t bead, apo__side side, uint32_t kinds)
{
	return apo__check_marks(check, bead, side, kinds, NULL);
}

/* Whether the clause that renders this one negates too. */
static int is_negated_there(const apo__check *check, apo__side side, uint32_t clause)
{
	const apo__check_side *there = &check->side[!side];
	uint32_t partner = check->side[side].clauses[clause].partner;
	if (partner == APO_NONE)
		return 1; /* nobody knows */
	const apo__clause *c = &there->clauses[partner];
	return marks_in(check, (apo__side)!side, c->first, c->end, MARKS_NEGATION) > 0;
}

/* ---- report ---- */

/* Set by hand: what must be in the target of the words that are negated. */
#define NEXT_LEAST	.5
#define AROUND_LEAST	.5
#define TIME_CONFIDENCE .85
#define CONFIDENCE	.7

static void flag(apo__check *check, uint32_t bead, apo__side side, const apo__mark *mark)
{
	scope s = scope_of(check, side, mark);
	if (s.words < 1 || s.next < NEXT_LEAST || s.around < AROUND_LEAST ||
		is_doubled(check, side, mark) || is_question(&check->side[side], mark->segment))
		return;
	apo_span spans[2] = {APO_SPAN_NONE, APO_SPAN_NONE};
	spans[side] = mark->span;
	spans[!side] = apo__check_bead_span(check, bead, (apo__side)!side);
	apo__check_flag(check, APO_ISSUE_NEGATION, APO_SEVERITY_CRITICAL, bead, spans[0], spans[1],
		CONFIDENCE,
		side ? "“%s” negates what the source affirms" : "the negation “%s” is missing",
		apo__check_text(check, side, mark->span));
}

/* Does the negation share its verb with another: "no towel and no gel", "neither … nor"? "Not … or" says both at once. The language
 * data marks determiners ("noun") and second halves ("paired"). */
static int is_coordinated(const apo__check *check, apo__side side, const apo__mark *mark)
{
	const apo__check_side *s = &check->side[side];
	const char *value = mark->entry ? mark->entry->value : "";
	if (!*value || !strcmp(value, "paired"))
		return *value != 0;
	for (uint32_t m = s->first_mark[mark->segment]; m < s->first_mark[mark->segment + 1]; m++)
		if (&s->marks[m] != mark && s->marks[m].kind & MARK_NEGATION && s->marks[m].entry &&
			!strcmp(s->marks[m].entry->value, value))
			return 1;
	return 0;
}

/* Of several negations one is missing: the one whose clause is rendered without. */
static void flag_missing_one(apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t segments;
	const uint32_t *segment = apo__check_segments(check, bead, side, &segments);
	const apo__mark *missing = NULL;
	for (uint32_t i = 0; i < segments; i++)
		for (uint32_t m = s->first_mark[segment[i]]; m < s->first_mark[segment[i] + 1];
			m++) {
			uint32_t first;
			if (!(s->marks[m].kind & MARK_NEGATION))
				continue;
			apo__check_words(check, side, segment[i], s->marks[m].span, &first);
			if (is_negated_there(check, side, s->clause[first]))
				continue;
			if (missing)
				return; /* two at once: another way to say it */
			missing = &s->marks[m];
		}
	if (missing && !is_coordinated(check, side, missing))
		flag(check, bead, side, missing);
}

/* Does the word hold a negation? Words of time ("until", "erst") only stand for one with another. */
static int negates_by_itself(const apo__check *check, apo__side side, uint32_t w)
{
	const apo__check_side *s = &check->side[side];
	uint32_t segment = s->words.words[w].segment;
	for (uint32_t m = s->first_mark[segment]; m < s->first_mark[segment + 1]; m++)
		if (apo__span_overlaps(s->marks[m].span, s->words.words[w].span) &&
			s->marks[m].kind & MARK_NEGATIVE &&
			!(s->marks[m].entry && *s->marks[m].entry->value))
			return 1;
	return 0;
}

/* The other side's word that renders one beside the negation which negates by itself: "not rule out", APO_NONE = none. */
static uint32_t doubled_partner(const apo__check *check, apo__side side, const apo__mark *mark)
{
	const apo__check_side *s = &check->side[side];
	uint32_t first, end = apo__check_words(check, side, mark->segment, mark->span, &first);
	uint32_t most = s->words.first[mark->segment + 1];
	for (uint32_t w = end; w < most && w < end + NEAR; w++)
		if (s->support[w] >= APO__LICENSED && s->partner[w] != APO_NONE &&
			negates_by_itself(check, side, w))
			return s->partner[w];
	return APO_NONE;
}

/* "did not rule out" became "ruled out": of the two the negation is missing. */
static void check_doubled(apo__check *check, uint32_t bead, apo__side side, const apo__mark *mark)
{
	const apo__check_side *there = &check->side[!side];
	uint32_t partner = doubled_partner(check, side, mark);
	if (partner == APO_NONE || is_question(&check->side[side], mark->segment) ||
		!negates_by_itself(check, (apo__side)!side, partner))
		return;
	apo_span spans[2] = {APO_SPAN_NONE, APO_SPAN_NONE};
	spans[side] = mark->span;
	spans[!side] = there->words.words[partner].span;
	apo__check_flag(check, APO_ISSUE_NEGATION, APO_SEVERITY_CRITICAL, bead, spans[0], spans[1],
		CONFIDENCE,
		side ? "“%s” negates what the source affirms" : "the negation “%s” is missing",
		apo__check_text(check, side, mark->span));
}

/* "not yet" became "already", or the other way; returns whether it did. */
static int check_time(apo__check *check, uint32_t bead)
{
	for (int s = 0; s < 2; s++) {
		apo__side side = (apo__side)s, other = s ? APO__SOURCE : APO__TARGET;
		const apo__mark *marks[2] = {NULL, NULL};
		if (apo__check_marks(check, bead, side, MARK_NOT_YET, &marks[s]) != 1 ||
			!apo__check_marks(check, bead, other, MARK_ALREADY, &marks[!s]) ||
			count(check, bead, side, MARK_ALREADY) ||
			count(check, bead, other, MARKS_NEGATION) ||
			is_question(&check->side[side], marks[s]->segment))
			continue;
		apo__check_flag(check, APO_ISSUE_NEGATION, APO_SEVERITY_CRITICAL, bead,
			marks[0]->span, marks[1]->span, TIME_CONFIDENCE, "“%s” became “%s”",
			apo__check_text(check, APO__SOURCE, marks[0]->span),
			apo__check_text(check, APO__TARGET, marks[1]->span));
		return 1;
	}
	return 0;
}

#define SHORT 5u /* words of what was cut off a sentence; set by hand */

static int is_short(const apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t segments, words = 0;
	const uint32_t *segment = apo__check_segments(check, bead, side, &segments);
	for (uint32_t i = 0; i < segments; i++)
		words += s->words.first[segment[i] + 1] - s->words.first[segment[i]];
	return words <= SHORT;
}

/* Does a bead beside this one have more negations on the other side? The sentence was cut elsewhere, or told in another order. */
static int is_moved(const apo__check *check, uint32_t bead, apo__side side)
{
	apo__side other = side == APO__SOURCE ? APO__TARGET : APO__SOURCE;
	for (uint32_t b = bead ? bead - 1 : 0; b <= bead + 1 && b < check->alignment->count; b++)
		if (b != bead && (is_short(check, b, side) || is_short(check, bead, side)) &&
			count(check, b, other, MARK_NEGATION) >
				count(check, b, side, MARKS_NEGATION))
			return 1;
	return 0;
}

static void check_bead(apo__check *check, uint32_t bead)
{
	if (check_time(check, bead))
		return;
	for (int s = 0; s < 2; s++) {
		const apo__mark *mark = NULL;
		apo__side side = (apo__side)s, other = s ? APO__SOURCE : APO__TARGET;
		uint32_t here = apo__check_marks(check, bead, side, MARK_NEGATION, &mark);
		uint32_t there = count(check, bead, other, MARKS_NEGATION);
		if (here > there && is_moved(check, bead, side))
			continue;
		if (here == 1 && !there)
			flag(check, bead, side, mark);
		else if (here == 1 && there == 1 && count(check, bead, other, MARK_NEGATIVE) == 1)
			check_doubled(check, bead, side, mark);
		else if (here > 1 && there == here - 1 && !count(check, bead, side, MARK_NEGATIVE))
			flag_missing_one(check, bead, side);
	}
}

void apo__check_negation(apo__check *check)
{
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (bead->source_count && bead->target_count && apo__check_is_close(check, b))
			check_bead(check, b);
	}
}
