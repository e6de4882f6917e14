/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clauses left out of a sentence that is rendered, or put into it. A clause none of whose content the other side has, where the
 * lexicon knows its words, is missing when the other side has nothing left over that could render it in other words, and is
 * shorter than the texts' own ratio lets expect. Linear.
 */
#include <math.h>
#include <string.h>

#include "fidelity/families.h"

/* Set by hand. */
#define LEAST_CONTENT 2u  /* content words of a clause that is reported */
#define MOST_HAVE     .15 /* of their weight, licensed */
#define MOST_CHANCE                                                                                \
	.06 /* that none of its known words is licensed, were it rendered as well as the texts are */
#define MOST_LEFT                                                                                  \
	.5 /* unlicensed content words of the other side beyond those usual, for each of the clause's */
#define BETTER_FIT                                                                                 \
	.05 /* by which the lengths' ratio must be nearer to the texts' own without the clause, as a logarithm */
#define CONFIDENCE .7

/* What is usual in the two texts: how long their paired segments are, and how much of their content is licensed. */
typedef struct {
	double letters[2];
	double known[2]; /* share of the words known to the lexicon that are licensed */
	double left[2];	 /* share of all content words that is not */
} usual;

static usual usual_of(const apo__check *check)
{
	usual u = {{0, 0}, {0, 0}, {0, 0}};
	for (int i = 0; i < 2; i++) {
		const apo__check_side *s = &check->side[i];
		double content = 0, known = 0, licensed = 0, left = 0;
		for (uint32_t w = 0; w < s->words.count; w++) {
			const apo_bead *b =
				&check->alignment->beads[s->bead[s->words.words[w].segment]];
			if (!(s->weight[w] > 0) || !b->source_count || !b->target_count)
				continue;
			int have = s->support[w] >= APO__LICENSED;
			content++;
			left += !have;
			known += s->known[w];
			licensed += s->known[w] && have;
		}
		for (uint32_t b = 0; b < check->alignment->count; b++) {
			const apo_bead *bead = &check->alignment->beads[b];
			apo_span span = apo__check_bead_span(check, b, (apo__side)i);
			if (bead->source_count && bead->target_count)
				u.letters[i] += span.end - span.begin;
		}
		u.known[i] = known > 0 ? licensed / known : 0;
		u.left[i] = content > 0 ? left / content : 1;
	}
	return u;
}

static double length_of(const apo__check *check, uint32_t bead, apo__side side)
{
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	double sum = 0;
	for (uint32_t i = 0; i < count; i++) {
		apo_span span = check->side[side].document->segments[segments[i]].span;
		sum += span.end - span.begin;
	}
	return sum;
}

/* Content words of a bead's side that nothing licenses, beyond those usual. */
static double left_over(const apo__check *check, const usual *u, uint32_t bead, apo__side side)
{
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	const apo__check_side *s = &check->side[side];
	double left = 0, content = 0;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			content += s->weight[w] > 0;
			left += s->weight[w] > 0 && s->support[w] < APO__LICENSED;
		}
	return left - u->left[side] * content;
}

static apo_span span_of(const apo__check_side *s, const apo__clause *c)
{
	uint32_t end = c->end;
	while (end > c->first + 1 && s->words.words[end - 1].kind == APO_TOKEN_PUNCTUATION)
		end--;
	return (apo_span){s->words.words[c->first].span.begin, s->words.words[end - 1].span.end};
}

/* Does the other side's length fit better without the clause than with it? `ratio`: letters there for a letter here. */
static int fits_without(
	const apo__check *check, uint32_t bead, apo__side side, apo_span clause, double ratio)
{
	double here = length_of(check, bead, side),
	       there = length_of(check, bead, (apo__side)!side);
	double rest = here - (clause.end - clause.begin);
	if (rest <= 0 || there <= 0)
		return 0;
	return fabs(log(there / (rest * ratio))) + BETTER_FIT < fabs(log(there / (here * ratio)));
}

/* Words that the lexicon knows and nothing licenses; a single Han character's glosses say little. */
static uint32_t missing_words(const apo__check_side *s, const apo__clause *c)
{
	uint32_t missing = 0;
	for (uint32_t w = c->first; w < c->end; w++) {
		const apo__word *word = &s->words.words[w];
		int vague = word->kind == APO_TOKEN_HAN && word->tokens == 1;
		missing += s->weight[w] > 0 && s->known[w] && !vague &&
			   s->support[w] < APO__LICENSED &&
			   !(word->flags & APO_TOKEN_CAPITAL && !(word->flags & APO_TOKEN_INITIAL));
	}
	return missing;
}

/* What is in brackets, and what they explain, is put in and left out by habit. */
static int is_at_bracket(const apo__check_side *s, const apo__clause *c)
{
	static const char *const brackets[] = {"(", ")", "（", "）", "[", "]", "《", "》"};
	uint32_t segment = s->words.words[c->first].segment;
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
		if ((c->first > s->words.first[segment] &&
			    !strcmp(s->words.words[c->first - 1].form, brackets[i])) ||
			!strcmp(s->words.words[c->end - 1].form, brackets[i]))
			return 1;
	return 0;
}

static int is_missing(const apo__check *check, const usual *u, uint32_t bead, apo__side side,
	const apo__clause *c)
{
	const apo__check_side *s = &check->side[side];
	double ratio = u->letters[!side] / u->letters[side];
	if (c->content < LEAST_CONTENT || (double)c->have > MOST_HAVE * (double)c->all ||
		s->quoted[c->first] || is_at_bracket(s, c))
		return 0;
	if (pow(1 - u->known[side], missing_words(s, c)) > MOST_CHANCE ||
		left_over(check, u, bead, (apo__side)!side) > MOST_LEFT * c->content)
		return 0;
	return fits_without(check, bead, side, span_of(s, c), ratio);
}

static void check_side(apo__check *check, const usual *u, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t first = s->words.first[segments[i]], end = s->words.first[segments[i] + 1];
		if (first == end)
			continue;
		for (uint32_t c = s->clause[first]; c <= s->clause[end - 1]; c++) {
			if (!is_missing(check, u, bead, side, &s->clauses[c]))
				continue;
			apo_span span = span_of(s, &s->clauses[c]), none = APO_SPAN_NONE;
			apo__check_flag(check,
				side ? APO_ISSUE_ADDITION_SENTENCE : APO_ISSUE_OMISSION_CLAUSE,
				APO_SEVERITY_MAJOR, bead, side ? none : span, side ? span : none,
				CONFIDENCE,
				side ? "a clause that the source does not have: “%s”"
				     : "a clause is left out: “%s”",
				apo__check_text(check, side, span));
		}
	}
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
static void check_reasons(apo__check *check, const usual *u, uint32_t bead)
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
				left_over(check, u, bead, APO__TARGET) > MOST_LEFT * content ||
				!fits_without(check, bead, APO__SOURCE, span, ratio))
				continue;
			apo__check_flag(check, APO_ISSUE_OMISSION_CLAUSE, APO_SEVERITY_MAJOR, bead,
				span, APO_SPAN_NONE, CONFIDENCE, "the reason is left out: “%s”",
				apo__check_text(check, APO__SOURCE, span));
		}
}

/* ---- whole sentences of a bead of several ---- */

#define SENTENCE_HAVE                                                                              \
	.12 /* share of the content of a sentence that is licensed, when it is missing; set by hand */
#define SENTENCE_REST .35 /* and of the bead's others */
#define SENTENCE_FIT  .15 /* as BETTER_FIT */

static void add_segment(
	const apo__check_side *s, uint32_t segment, double *have, double *all, uint32_t *content)
{
	for (uint32_t w = s->words.first[segment]; w < s->words.first[segment + 1]; w++) {
		*all += (double)s->weight[w];
		*have += s->support[w] >= APO__LICENSED ? (double)s->weight[w] : 0;
		*content += s->weight[w] > 0;
	}
}

/* The sentence of a bead of several that nothing on the other side renders. */
static void check_sentences(apo__check *check, const usual *u, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	uint32_t count, missing = APO_NONE;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	double rest_have = 0, rest_all = 0;
	uint32_t rest_content = 0;
	for (uint32_t i = 0; i < count && count > 1; i++) {
		double have = 0, all = 0;
		uint32_t content = 0;
		add_segment(s, segments[i], &have, &all, &content);
		if (missing == APO_NONE && content >= LEAST_CONTENT && have <= SENTENCE_HAVE * all)
			missing = segments[i];
		else
			add_segment(s, segments[i], &rest_have, &rest_all, &rest_content);
	}
	if (missing == APO_NONE || rest_have < SENTENCE_REST * rest_all)
		return;
	apo_span span = s->document->segments[missing].span, none = APO_SPAN_NONE;
	double here = length_of(check, bead, side),
	       there = length_of(check, bead, (apo__side)!side),
	       ratio = u->letters[!side] / u->letters[side], rest = here - (span.end - span.begin);
	if (rest <= 0 || there <= 0 ||
		fabs(log(there / (rest * ratio))) + SENTENCE_FIT >=
			fabs(log(there / (here * ratio))))
		return;
	apo__check_flag(check, side ? APO_ISSUE_ADDITION_SENTENCE : APO_ISSUE_OMISSION_SENTENCE,
		APO_SEVERITY_MAJOR, bead, side ? none : span, side ? span : none, CONFIDENCE,
		side ? "not in the source: “%s”" : "left out: “%s”",
		apo__check_text(check, side, span));
}

void apo__check_clause_content(apo__check *check)
{
	usual u = usual_of(check);
	int runs = u.letters[0] > 0 && u.letters[1] > 0 && !check->comparable;
	for (uint32_t b = 0; runs && b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		check_sentences(check, &u, b, APO__SOURCE);
		check_sentences(check, &u, b, APO__TARGET);
		check_side(check, &u, b, APO__SOURCE);
		check_side(check, &u, b, APO__TARGET);
		check_reasons(check, &u, b);
	}
}
