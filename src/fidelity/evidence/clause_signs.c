/* SPDX-License-Identifier: Apache-2.0 */
/* Signs of a clause that is missing. Linear in the words of the clause and of its bead. */
#include "fidelity/evidence/clause_signs.h"

#include <math.h>
#include <string.h>

#include "fidelity/evidence/clause_model.h"

apo__usual apo__usual_of(const apo__check *check)
{
	apo__usual u = {{0, 0}, {0, 0}, {0, 0}};
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

double apo__bead_length(const apo__check *check, uint32_t bead, apo__side side)
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

double apo__left_over(const apo__check *check, const apo__usual *u, uint32_t bead, apo__side side)
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

/* Set by hand. */
#define BY_CHANCE     .12 /* of a missing part's words that the renderings of its neighbours license */
#define MOST_RENDERED .9  /* of a rendered part's words that are licensed */
#define SPREAD	      .2  /* deviation of the logarithm of the lengths' ratio */
#define MOST_ODDS     3.0 /* that lengths say */

double apo__missing_odds(const apo__usual *usual, apo__side side, int licensed)
{
	double rendered = usual->known[side] < MOST_RENDERED ? usual->known[side] : MOST_RENDERED;
	if (rendered <= BY_CHANCE)
		return 0; /* nobody knows what is rendered */
	return licensed ? log(BY_CHANCE / rendered) : log((1 - BY_CHANCE) / (1 - rendered));
}

double apo__length_odds(
	const apo__check *check, const apo__usual *u, uint32_t bead, apo__side side, double part)
{
	double here = apo__bead_length(check, bead, side),
	       ratio = u->letters[!side] / u->letters[side],
	       there = apo__bead_length(check, bead, (apo__side)!side) / ratio;
	if (here - part < 1 || there < 1)
		return 0;
	double with = log(there / here) / SPREAD, without = log(there / (here - part)) / SPREAD;
	double odds = (with * with - without * without) / 2;
	return odds < -MOST_ODDS ? -MOST_ODDS : odds > MOST_ODDS ? MOST_ODDS : odds;
}

apo_span apo__clause_span(const apo__check_side *s, const apo__clause *c)
{
	uint32_t end = c->end;
	while (end > c->first + 1 && s->words.words[end - 1].kind == APO_TOKEN_PUNCTUATION)
		end--;
	return (apo_span){s->words.words[c->first].span.begin, s->words.words[end - 1].span.end};
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

#define ASCRIBED 3u /* content words of a clause that is no more than "he added" */

static int is_ascription(const apo__check_side *s, const apo__clause *c)
{
	uint32_t segment = s->words.words[c->first].segment;
	apo_span span = apo__clause_span(s, c);
	if (c->content > ASCRIBED)
		return 0;
	for (uint32_t a = s->first_attribution[segment]; a < s->first_attribution[segment + 1]; a++)
		if (apo__span_overlaps(s->document->attributions[a].span, span))
			return 1;
	return 0;
}

#define LEAST_CONTENT 2u /* content words of a clause that is judged; set by hand */
#define MOST_HAVE     .4 /* of their weight, licensed; set by hand */

int apo__clause_signs(const apo__check *check, const apo__usual *usual, uint32_t bead,
	apo__side side, const apo__clause *c, double signs[CLAUSE_SIGNS])
{
	const apo__check_side *s = &check->side[side];
	if (c->content < LEAST_CONTENT || (double)c->have > MOST_HAVE * (double)c->all ||
		s->quoted[c->first] || is_at_bracket(s, c) || is_ascription(s, c))
		return 0;
	uint32_t missing = 0, vague = 0;
	for (uint32_t w = c->first; w < c->end; w++) {
		const apo__word *word = &s->words.words[w];
		int han = word->kind == APO_TOKEN_HAN && word->tokens == 1,
		    name = word->flags & APO_TOKEN_CAPITAL && !(word->flags & APO_TOKEN_INITIAL);
		if (!(s->weight[w] > 0) || s->support[w] >= APO__LICENSED)
			continue;
		vague += (uint32_t)han;
		missing += s->known[w] && !han && !name;
	}
	if (!missing)
		return 0;
	apo_span span = apo__clause_span(s, c);
	double part = span.end - span.begin,
	       left = apo__left_over(check, usual, bead, (apo__side)!side);
	signs[CLAUSE_MISSING] = missing * apo__missing_odds(usual, side, 0);
	signs[CLAUSE_VAGUE] = (double)vague / c->content;
	signs[CLAUSE_LENGTH] = apo__length_odds(check, usual, bead, side, part);
	signs[CLAUSE_LEFT] = left > 0 ? left / c->content : 0;
	signs[CLAUSE_SHARE] = part / apo__bead_length(check, bead, side);
	signs[CLAUSE_LONE] = c->partner == APO_NONE;
	return 1;
}

double apo__clause_odds(const double signs[CLAUSE_SIGNS])
{
	double odds = CLAUSE_BIAS;
	for (int i = 0; i < CLAUSE_SIGNS; i++)
		odds += clause_weight[i] * signs[i];
	return odds;
}
