/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Credits of wires: the dateline "VELMOND, June 2 (Norpress) -", "MADRID, 5 may (EFE).-", "AFP, Paris -", "海东社岚川5月21日电",
 * and the line of agencies alone, "dpa/lno". What is in front of the agency may only be a place and a time, so that neither the
 * party of a politician nor the agency of a photograph credits the text. Bounded by a few tokens of each segment.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define DATELINE_TOKENS 16
#define BRACKET_TOKENS	7
#define LINE_TOKENS	10
#define SHORT_WORD	4 /* bytes of a desk's or writer's sign, "lno" */

static apo_span whole(const apo__voices *v)
{
	return (apo_span){0, v->d->size};
}

static int is_mark(const apo__voices *v, uint32_t t)
{
	return apo__voices_token(v, t)->kind == APO_TOKEN_PUNCTUATION;
}

static int is_one_of(const apo__voices *v, uint32_t t, const char *const *forms)
{
	for (; *forms; forms++)
		if (apo__token_is(v, t, *forms))
			return 1;
	return 0;
}

static const char *const opening[] = {"(", "[", "【", "（", NULL};
static const char *const closing[] = {")", "]", "】", "）", NULL};
static const char *const separators[] = {
	"/", "|", ",", ".", "-", "–", "—", "(", ")", "[", "]", NULL};

static int is_apart(const apo__voices *v, uint32_t t)
{
	return t + 1 >= v->d->token_count ||
	       apo__voices_token(v, t)->span.end < apo__voices_token(v, t + 1)->span.begin;
}

static uint32_t agency_at(const apo__voices *v, uint32_t t, uint32_t limit)
{
	uint32_t count = apo__phrase_at(v->d, v->agencies, t, limit, NULL);
	return count && (t == 0 ||
				apo__voices_token(v, t - 1)->span.end <
					apo__voices_token(v, t)->span.begin ||
				is_mark(v, t - 1))
		       ? count
		       : 0;
}

/* A word that the place or the time of a dateline may have. */
static int is_place_or_time(const apo__voices *v, uint32_t t)
{
	const apo_token *token = apo__voices_token(v, t);
	if (apo__token_in(v, v->months, t) || token->kind == APO_TOKEN_NUMBER ||
		(t && token[-1].kind == APO_TOKEN_NUMBER && strlen(token->form) <= SHORT_WORD))
		return 1; /* 5 may */
	if (is_mark(v, t))
		return is_one_of(v, t, separators);
	if (apo__noun_in(v, v->roles, t) || apo__noun_in(v, v->organizations, t) ||
		apo__phrase_at(v->d, v->bylines, t, t + 1, NULL))
		return token->flags & APO_TOKEN_UPPER && apo__is_named(v, t);
	return token->flags & (APO_TOKEN_CAPITAL | APO_TOKEN_UPPER) ||
	       apo__token_in(v, v->particles, t) || apo__token_in(v, v->articles, t);
}

/* Are the tokens no more than that? A person is no place, unless an agency and a dash say so: "ORLANDO, Fla. (AP) -". */
static int are_place_and_time(const apo__voices *v, uint32_t first, uint32_t end, int sure)
{
	for (uint32_t t = first; t < end; t++) {
		uint32_t n = v->name_of[t];
		if (!is_place_or_time(v, t) || agency_at(v, t, end) ||
			(!sure && n != APO_NONE && v->d->names[n].kind == APO_NAME_PERSON &&
				v->gender[v->d->names[n].entity]))
			return 0;
	}
	return 1;
}

/* A desk's or writer's sign beside a stroke: the lno of dpa/lno. */
static int is_sign(const apo__voices *v, uint32_t t, uint32_t first, uint32_t end)
{
	return strlen(apo__voices_token(v, t)->form) <= SHORT_WORD &&
	       ((t > first && apo__token_is(v, t - 1, "/")) ||
		       (t + 1 < end && apo__token_is(v, t + 1, "/")));
}

/* dpa/lno, Reuters Health: an agency, and beside it no more than a sign, a place, a day. */
static int is_wire(const apo__voices *v, uint32_t first, uint32_t end)
{
	uint32_t found = 0;
	for (uint32_t t = first, count; t < end; t += count ? count : 1) {
		uint32_t n = v->name_of[t];
		count = agency_at(v, t, end);
		found += count > 0;
		if (count || is_sign(v, t, first, end))
			continue;
		if (!is_place_or_time(v, t) || apo__token_in(v, v->articles, t))
			return 0;
		if (n != APO_NONE && v->d->names[n].kind != APO_NAME_PLACE &&
			strchr(v->d->names[n].key, ' '))
			return 0; /* (Karin Mohr/AFP): a photograph */
	}
	return found > 0;
}

/* The token behind a dash at `t`, or behind "|"; a full stop may be before it. 0 = none is there. */
static uint32_t behind_dash(const apo__voices *v, uint32_t t, uint32_t limit)
{
	if (t + 1 < limit && apo__token_is(v, t, ".") && apo__is_dash(v, t + 1))
		t++;
	while (t + 1 < limit && apo__is_dash(v, t) && apo__is_dash(v, t + 1))
		t++;
	return t < limit && (apo__is_dash(v, t) || apo__token_is(v, t, "|")) && is_apart(v, t)
		       ? t + 1
		       : 0;
}

static int begins_text(const apo__voices *v, uint32_t t, uint32_t limit)
{
	return t >= limit || apo__is_quotation_mark(v, t) || v->quote_of[t] != APO_NONE ||
	       apo__voices_token(v, t)->flags & APO_TOKEN_CAPITAL ||
	       apo__voices_token(v, t)->kind == APO_TOKEN_NUMBER;
}

static void add_dateline(apo__voices *v, uint32_t first, uint32_t end, uint32_t name,
	uint32_t name_end, uint32_t cue)
{
	apo__attribution_source source = {first, end, APO_SOURCE_DATELINE, APO_NONE, NULL, 0, 0};
	source.name = v->dateline = apo__tokens_text(v, name, name_end);
	uint32_t n = v->name_of[name];
	if (n != APO_NONE && !v->unspaced) {
		source.entity = v->d->names[n].entity;
		v->media[source.entity] = APO__MEDIUM_AGENCY;
		v->agency = source.entity;
	}
	v->rule = "dateline";
	apo__attribution_add(v, &source, cue, end, whole(v));
}

/* PLACE, date (agency) -; an agency that the data name needs no dash. */
static int bracket(apo__voices *v, uint32_t first, uint32_t limit)
{
	uint32_t open = first;
	while (open + 2 < limit && open < first + DATELINE_TOKENS && !is_one_of(v, open, opening))
		open++;
	if (open + 2 >= limit || open == first + DATELINE_TOKENS)
		return 0;
	uint32_t close = open + 1;
	while (close < limit && close < open + BRACKET_TOKENS && !is_one_of(v, close, closing))
		close++;
	if (close == open + 1 || close == limit || !is_one_of(v, close, closing))
		return 0;
	uint32_t text = behind_dash(v, close + 1, limit);
	int known = is_wire(v, open + 1, close);
	if (!are_place_and_time(v, first, open, known && text))
		return 0;
	if (!known && (!text || open == first || is_one_of(v, open, opening + 1)))
		return 0;
	if (!text && close + 1 < limit && apo__token_is(v, close + 1, "."))
		text = close + 2;
	if (known && !begins_text(v, text ? text : close + 1, limit) && !text)
		return 0;
	add_dateline(v, first, close + 1, open + 1, close, open);
	return 1;
}

/* AFP, Paris -; PARIS, 5 mai, AFP - */
static int bare(apo__voices *v, uint32_t first, uint32_t limit)
{
	for (uint32_t t = first; t < limit && t < first + DATELINE_TOKENS; t++) {
		uint32_t end = t + agency_at(v, t, limit), stop = end + BRACKET_TOKENS;
		if (end == t && !is_place_or_time(v, t))
			return 0;
		if (end == t)
			continue;
		uint32_t text = 0, at = end;
		for (; !text && at < limit && at < stop; at++) {
			text = behind_dash(v, at, limit);
			if (!text && !is_place_or_time(v, at) && !agency_at(v, at, limit))
				return 0;
		}
		if (!text || !begins_text(v, text, limit) || !are_place_and_time(v, first, t, 0))
			return 0;
		add_dateline(v, first, end, t, end, t);
		return 1;
	}
	return 0;
}

/* The end of the medium that begins at `first`, where words stand without spaces; `first` = there is none. */
static uint32_t medium_end(const apo__voices *v, uint32_t first, uint32_t limit, int *agency)
{
	for (uint32_t t = first; t < limit && t < first + DATELINE_TOKENS && !is_mark(v, t); t++) {
		uint32_t count = apo__phrase_at(v->d, v->agency_words, t, limit, NULL);
		*agency = count > 0;
		if (!count)
			count = apo__phrase_at(v->d, v->outlet_words, t, limit, NULL);
		if (count && t > first)
			return t + count;
	}
	return first;
}

static int is_dated(const apo__voices *v, uint32_t t, uint32_t first)
{
	return t > first + 1 && apo__token_in(v, v->day_signs, t - 1) &&
	       apo__voices_token(v, t - 2)->kind == APO_TOKEN_NUMBER;
}

/* 海东社岚川5月21日电, 澜海网消息：, 【环球网报道】: a medium, a place, a day, and a word that says it is news. */
static int unspaced_wire(apo__voices *v, uint32_t first, uint32_t limit)
{
	int framed = first < limit && is_one_of(v, first, opening), agency = 0;
	first += (uint32_t)framed;
	uint32_t end = medium_end(v, first, limit, &agency);
	if (end == first || apo__phrase_at(v->d, v->own_words, first, limit, NULL))
		return 0;
	for (uint32_t t = end; t < limit && t < first + DATELINE_TOKENS; t++) {
		const apo__lang_entry *word;
		if (is_mark(v, t))
			return 0;
		uint32_t count = apo__phrase_at(v->d, v->wire_words, t, limit, &word);
		if (!count)
			continue;
		uint32_t next = t + count;
		int ends = next >= limit || is_mark(v, next) || is_apart(v, next - 1);
		int right = is_dated(v, t, first) ||
			    (ends && ((agency && !word->value[0]) || framed ||
					     (t == end && apo__entry_says(word, "beside"))));
		if (!right)
			return 0;
		v->wire_end = next;
		add_dateline(v, first, next, first, end, t);
		return 1;
	}
	return 0;
}

int apo__attributions_dateline(apo__voices *v, const apo_segment *segment)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	if (segment->span.begin != v->d->blocks[segment->block].span.begin) {
		/* "RENO, Nev." may have been taken for a sentence */
		if (segment == v->d->segments || segment[-1].tokens >= BRACKET_TOKENS ||
			segment[-1].span.begin != v->d->blocks[segment->block].span.begin ||
			!is_one_of(v, first, opening))
			return 0;
		first = segment[-1].first_token;
	}
	if (v->unspaced)
		return unspaced_wire(v, first, limit);
	return bracket(v, first, limit) || bare(v, first, limit);
}

/* A line of agencies alone, "dpa/lno", "AFP, Reuters"; behind the full stop of the last sentence, too. */
void apo__attributions_wire_line(apo__voices *v, const apo_segment *segment)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	if (limit == v->d->token_count && segment->tokens > LINE_TOKENS &&
		apo__token_is(v, limit - 2, ".") && !is_mark(v, limit - 1))
		first = limit - 1;
	if (!segment->tokens || limit - first > LINE_TOKENS || v->unspaced ||
		!is_wire(v, first, limit) ||
		(v->found.count && v->found.items[v->found.count - 1].segment ==
					   apo__voices_token(v, first)->segment))
		return;
	v->rule = "line of agencies";
	for (uint32_t t = first, count; t < limit; t += count ? count : 1) {
		count = agency_at(v, t, limit);
		if (!count)
			continue;
		apo__attribution_source source = {
			t, t + count, APO_SOURCE_AGENCY, APO_NONE, NULL, 0, 0};
		source.name = apo__tokens_text(v, t, t + count);
		apo__attribution_add(v, &source, t, t + count, whole(v));
	}
}
