/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The speakers of quotations. A quotation has the nearest attribution of its sentences. One without any goes on with what is before
 * it: the sentence that announces it, the quotation that it continues. Linear: a few attributions and two sentences beside each.
 */
#include <string.h>

#include "text/entities/attributions.h"

#define QUOTE_GAP   40	/* bytes between a short quotation and its cue */
#define MEDIUM_FAR  30	/* bytes by which a medium counts as farther than a person */
#define TOLD_FAR    400 /* the same for a medium that somebody told it */
#define CANDIDATES  24	/* attributions that are looked at for one quotation */
#define SHORT_REACH 4	/* bytes between a term in quotation marks and who used it */

static uint32_t gap(apo_span a, apo_span b)
{
	return a.end <= b.begin ? b.begin - a.end : b.end <= a.begin ? a.begin - b.end : 0;
}

static int is_medium(const apo_attribution *a)
{
	return a->type == APO_SOURCE_AGENCY || a->type == APO_SOURCE_OUTLET;
}

static int can_speak(const apo_attribution *a)
{
	return a->type != APO_SOURCE_BYLINE && a->type != APO_SOURCE_DATELINE &&
	       a->type != APO_SOURCE_URL && a->type != APO_SOURCE_PLATFORM;
}

/* Does the quotation fill its sentences: is nothing but marks beside it? */
static int stands_alone(const apo__voices *v, const apo_quote *quote)
{
	const apo_segment *first = &v->d->segments[quote->first_segment];
	const apo_segment *last = &v->d->segments[quote->last_segment];
	for (uint32_t t = first->first_token; t < last->first_token + last->tokens &&
					      v->d->tokens[t].span.begin < quote->span.begin;
		t++)
		if (v->d->tokens[t].kind != APO_TOKEN_PUNCTUATION)
			return 0;
	for (uint32_t t = last->first_token + last->tokens;
		t > first->first_token && v->d->tokens[t - 1].span.begin >= quote->span.end; t--)
		if (v->d->tokens[t - 1].kind != APO_TOKEN_PUNCTUATION)
			return 0;
	return 1;
}

/* The nearest attribution in the sentences of a quotation; `*first` moves on with the quotations. */
static uint32_t nearest(
	const apo__voices *v, const apo_quote *quote, uint32_t *first, uint32_t *distance)
{
	uint32_t best = APO_NONE;
	*distance = UINT32_MAX;
	while (*first < v->found.count && v->found.items[*first].segment < quote->first_segment)
		++*first;
	for (uint32_t i = *first; i < v->found.count && i < *first + CANDIDATES &&
				  v->found.items[i].segment <= quote->last_segment;
		i++) {
		const apo_attribution *a = &v->found.items[i];
		int told = is_medium(a) && a->cue.begin == a->source.begin;
		uint32_t d = gap(a->span, quote->span) + (told			? TOLD_FAR
								 : is_medium(a) ? MEDIUM_FAR
										: 0);
		if (!can_speak(a) || d >= *distance)
			continue;
		best = i;
		*distance = d;
	}
	return best;
}

/* The attribution of the sentence `segment` that a quotation behind it goes on with: its last one. `before` is the first
 * attribution of a later sentence. */
static uint32_t announcing(const apo__voices *v, uint32_t segment, uint32_t before)
{
	uint32_t medium = APO_NONE;
	while (before > 0 && v->found.items[before - 1].segment > segment)
		before--;
	for (uint32_t i = before; i > 0 && v->found.items[i - 1].segment == segment; i--) {
		const apo_attribution *a = &v->found.items[i - 1];
		if (!can_speak(a))
			continue;
		if (!is_medium(a))
			return i - 1;
		medium = i - 1;
	}
	return medium;
}

static int same_block(const apo__voices *v, uint32_t a, uint32_t b)
{
	return v->d->segments[a].block == v->d->segments[b].block;
}

/* "Why not?" Graham asked. The mark inside ends the sentence, what follows shows the speaker. */
static uint32_t told_behind(const apo__voices *v, const apo_quote *quote, uint32_t first)
{
	uint32_t next = quote->last_segment + 1;
	if (next >= v->d->segment_count || !same_block(v, next, quote->last_segment) ||
		!quote->inner.end || !strchr("?!.", v->d->text[quote->inner.end - 1]))
		return APO_NONE;
	while (first < v->found.count && v->found.items[first].segment < next)
		first++;
	const apo_segment *segment = &v->d->segments[next];
	if (first == v->found.count || v->found.items[first].segment != next ||
		v->found.items[first].span.begin != segment->span.begin ||
		!can_speak(&v->found.items[first]))
		return APO_NONE;
	uint32_t t = segment->first_token, limit = t + segment->tokens;
	while (t < limit && v->d->tokens[t].span.begin < v->found.items[first].span.end)
		t++;
	return t == limit || apo__token_is(v, t, ".") || apo__token_is(v, t, ",") ? first
										  : APO_NONE;
}

/* Who goes on speaking in a quotation that is alone. */
static uint32_t speaker_before(const apo__voices *v, const apo_quote *quotes, uint32_t q,
	uint32_t previous, uint32_t first)
{
	const apo_quote *quote = &quotes[q];
	if (!quote->first_segment)
		return APO_NONE;
	uint32_t before = quote->first_segment - 1;
	int close = same_block(v, before, quote->first_segment);
	const apo_segment *last = &v->d->segments[before];
	int colon = last->tokens && apo__token_is(v, last->first_token + last->tokens - 1, ":");
	if (!colon && !stands_alone(v, quote))
		return APO_NONE;
	if (close || colon) {
		uint32_t by = announcing(v, before, first);
		if (by != APO_NONE)
			return by;
	}
	if (previous == APO_NONE || quotes[previous].last_segment < before ||
		v->d->segments[before].block + 1 < v->d->segments[quote->first_segment].block)
		return APO_NONE;
	return quotes[previous].attribution;
}

static int begins_small(const apo__voices *v, const apo_quote *quote)
{
	const apo_segment *segment = &v->d->segments[quote->first_segment];
	for (uint32_t t = segment->first_token; t < segment->first_token + segment->tokens; t++)
		if (v->d->tokens[t].span.begin == quote->inner.begin)
			return v->d->tokens[t].kind == APO_TOKEN_WORD &&
			       !(v->d->tokens[t].flags & APO_TOKEN_CAPITAL);
	return 0;
}

/* What is said in a quotation and beside it: the clause when the quotation is a small part of it ("said he has had "doubts" but"). */
static apo_span with_quote(apo_span scope, apo_span inner)
{
	int within = scope.begin <= inner.begin && inner.end <= scope.end;
	return within && 2 * (inner.end - inner.begin) < scope.end - scope.begin ? scope : inner;
}

/* Does the quotation go on with what the attribution has: "...", he said. "..."? */
static int continues(const apo__voices *v, const apo_attribution *a, const apo_quote *quote)
{
	return a->scope.end <= quote->span.begin && a->scope.begin < a->cue.begin &&
	       quote->first_segment <= a->segment + 1 &&
	       same_block(v, quote->first_segment, a->segment);
}

static void give(apo__voices *v, apo_quote *quotes, uint32_t q, uint32_t by, uint32_t distance)
{
	apo_quote *quote = &quotes[q];
	quote->attribution = by;
	quote->flags &= ~APO_QUOTE_SCARE;
	apo_attribution *a = &v->found.items[by];
	if (a->quote == APO_NONE && distance <= QUOTE_GAP) {
		a->quote = q;
		a->scope = with_quote(a->scope, quote->inner);
	} else if (continues(v, a, quote)) {
		a->scope.end = quote->inner.end;
	}
}

void apo__attributions_to_quotes(apo__voices *v, apo_quote *quotes)
{
	uint32_t first = 0, previous = APO_NONE;
	for (uint32_t q = 0; q < v->d->quote_count; q++)
		quotes[q].attribution = APO_NONE;
	for (uint32_t q = 0; q < v->d->quote_count; q++) {
		apo_quote *quote = &quotes[q];
		if (quote->level)
			continue;
		uint32_t distance, best = nearest(v, quote, &first, &distance);
		int is_short = (quote->flags & APO_QUOTE_SCARE) != 0;
		if (best != APO_NONE && is_short &&
			v->found.items[best].span.end > quote->span.begin &&
			v->found.items[best].span.begin < quote->span.end)
			continue; /* laut „Chronik“: it is the source's own name */
		if (is_short && (best == APO_NONE || distance > SHORT_REACH ||
					v->found.items[best].span.begin > quote->span.begin)) {
			if (best != APO_NONE && begins_small(v, quote))
				quote->attribution = best; /* calls it "incredible" */
			continue;
		}
		if (best == APO_NONE) {
			best = told_behind(v, quote, first);
			distance = 0;
		}
		if (best == APO_NONE) {
			best = speaker_before(v, quotes, q, previous, first);
			distance = UINT32_MAX;
		}
		if (best == APO_NONE && apo__quote_is_name(v, quote)) {
			quote->flags |= APO_QUOTE_SCARE;
			continue;
		}
		if (best != APO_NONE)
			give(v, quotes, q, best, distance);
		previous = q;
	}
}
