/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Credits that are in a place of their own: the dateline "VELMOND, June 2 (Norpress) -", "海东社岚川5月21日电", the byline
 * "By Hanna Quill", the sign-off "hd jbk/tos", the line "Original: example.org/story". They credit the whole document and
 * are looked for only where they belong (in the first 200 characters an attribution in brackets is one in 94 % of cases, anywhere in
 * 56 %, measured on PolNeAR).
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define HEAD_SEGMENTS 5 /* headline, standfirst, crawler's lines, byline, dateline */
#define BYLINE_TOKENS 10
#define CREDIT_TOKENS 12
#define AUTHOR_WORDS  5

static apo_span whole(const apo__voices *v)
{
	return (apo_span){0, v->d->size};
}

static void mark_medium(apo__voices *v, uint32_t t, apo__attribution_source *source)
{
	uint32_t n = v->name_of[t];
	if (n == APO_NONE)
		return;
	source->entity = v->d->names[n].entity;
	v->media[source->entity] = APO__MEDIUM_AGENCY;
	v->agency = source->entity;
}

/* "Foto: AFP": what such a line credits is not the text. */
static int is_of_picture(const apo__voices *v, const apo_segment *segment)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	for (uint32_t t = first; t < limit; t++)
		if (apo__phrase_at(v->d, v->picture_words, t, limit, NULL))
			return 1;
	return 0;
}

/* "By Hanna Quill, Associated Press", "Von Dora Quist (mit dpa)": agencies beside or in the place of the author. */
static int agencies_in(apo__voices *v, uint32_t t, uint32_t limit, uint32_t cue, uint32_t cue_end)
{
	int found = 0;
	for (uint32_t count; t < limit; t += count ? count : 1) {
		count = apo__phrase_at(v->d, v->agencies, t, limit, NULL);
		if (!count || !(t == cue_end || apo__voices_break(v, t - 1) ||
				      apo__token_in(v, v->articles, t - 1) ||
				      apo__token_in(v, v->conjunctions, t - 1) ||
				      apo__phrase_before(v->d, v->credits, t, cue_end, NULL)))
			continue;
		apo__attribution_source source = {
			t, t + count, APO_SOURCE_AGENCY, APO_NONE, NULL, 0, 0};
		source.name = apo__tokens_text(v, t, t + count);
		mark_medium(v, t, &source);
		apo__attribution_add(v, &source, cue, cue_end, whole(v));
		found = 1;
	}
	return found;
}

/* "By Hanna Quill", "(Reporting by Eoin Marsh; editing by Priya Dall)": short, and all in the line. */
static int byline(apo__voices *v, const apo_segment *segment, int head)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	uint32_t t = first + (segment->tokens > 2 && apo__token_is(v, first, "("));
	uint32_t count = apo__phrase_at(v->d, v->bylines, t, limit, NULL);
	if (!count || segment->tokens > BYLINE_TOKENS + 6 || (count == 1 && !head && t == first))
		return 0;
	apo__attribution_source source = {first, limit, APO_SOURCE_BYLINE, APO_NONE, NULL, 0, 0};
	for (uint32_t i = t + count; i < limit && !source.name; i++) {
		uint32_t n = v->name_of[i];
		if (n == APO_NONE || v->d->names[n].kind == APO_NAME_PLACE ||
			v->d->names[n].kind == APO_NAME_ORGANIZATION ||
			(v->d->names[n].kind == APO_NAME_OTHER && !strchr(v->d->names[n].key, ' ')))
			continue;
		source.entity = v->d->names[n].entity;
		source.name = v->fullest[source.entity];
	}
	uint32_t author = t + count;
	while (author < limit && apo__voices_token(v, author)->flags & APO_TOKEN_CAPITAL)
		author++;
	int named = author > t + count + 1 && author < t + count + AUTHOR_WORDS && author < limit &&
		    apo__token_is(v, author, ",");
	if (!source.name && named) /* By Hanna Quill, Associated Press */
		source.name = apo__tokens_text(v, t + count, author);
	v->rule = "byline";
	int agencies = segment->tokens <= CREDIT_TOKENS && !v->dateline && !v->unspaced &&
		       agencies_in(v, t + count, limit, t, t + count);
	if (!source.name || (t == first && segment->tokens > BYLINE_TOKENS && !agencies))
		return agencies;
	if (t > first && v->dateline) /* an agency's line for its own people */
		source.name = v->dateline;
	apo__attribution_add(v, &source, t, t + count, whole(v));
	return 1;
}

/* The last line begins with the agency of the dateline: "hd jbk/tos". */
static void sign_off(apo__voices *v, const apo_segment *segment)
{
	if (!v->dateline || !segment->tokens || segment->tokens > 6)
		return;
	size_t size = strlen(v->dateline);
	if (size > segment->span.end - segment->span.begin ||
		strncmp(v->d->text + segment->span.begin, v->dateline, size))
		return;
	uint32_t first = segment->first_token;
	apo__attribution_source source = {
		first, first + segment->tokens, APO_SOURCE_BYLINE, APO_NONE, v->dateline, 0, 0};
	v->rule = "sign-off";
	apo__attribution_add(v, &source, first, first + segment->tokens, whole(v));
}

static int is_separator(const apo__voices *v, uint32_t t)
{
	return v->name_of[t] == APO_NONE && (v->d->tokens[t].kind == APO_TOKEN_PUNCTUATION ||
						    apo__token_in(v, v->conjunctions, t));
}

/* An item of such a line, [first, end): a site, an agency or a name that is credited for the whole text. */
static void add_origin(
	apo__voices *v, uint32_t first, uint32_t end, uint32_t cue, uint32_t cue_end, int any_name)
{
	apo__attribution_source source = {first, end, APO_SOURCE_AGENCY, APO_NONE, NULL, 0, 0};
	const char *text = apo__tokens_text(v, first, end);
	const char *host = strstr(text, "://");
	host = host ? host + 3 : text;
	size_t size = strcspn(host, "/ \t\r\n");
	const char *stop = memchr(host, '.', size);
	int known = apo__phrase_at(v->d, v->agencies, first, end, NULL) == end - first;
	if (stop && stop > host && stop[1] && !known) {
		source.type = APO_SOURCE_URL;
		source.name = apo__strndup(v->arena, host, size);
	} else {
		for (uint32_t t = first; t < end && !known; t++)
			known = apo__phrase_at(v->d, v->agency_words, t, end, NULL) ||
				(v->name_of[t] != APO_NONE &&
					v->media[v->d->names[v->name_of[t]].entity]);
		int outlet = 0;
		for (uint32_t t = first; t < end && !known && !outlet; t++)
			outlet = apo__phrase_at(v->d, v->outlet_words, t, end, NULL) > 0;
		if (outlet)
			source.type = APO_SOURCE_OUTLET;
		if (!known && !outlet &&
			!(any_name && end - first <= 3 &&
				v->d->tokens[first].flags & APO_TOKEN_CAPITAL))
			return;
		source.name = text;
		mark_medium(v, first, &source);
	}
	apo__attribution_add(v, &source, cue, cue_end, whole(v));
}

static void add_origins(
	apo__voices *v, uint32_t t, uint32_t limit, uint32_t cue, uint32_t cue_end, int any_name)
{
	while (t < limit) {
		uint32_t end = t;
		if (v->unspaced && apo__phrase_at(v->d, v->bylines, t, limit, NULL))
			return; /* the next line's words */
		while (end < limit && !is_separator(v, end) &&
			!(v->unspaced && apo__phrase_at(v->d, v->bylines, end, limit, NULL)))
			end++;
		/* example.org/story and kmo/dpa */
		if (end > t && end < limit && apo__token_is(v, end, "/") &&
			memchr(apo__tokens_text(v, t, end), '.',
				v->d->tokens[end - 1].span.end - v->d->tokens[t].span.begin)) {
			add_origin(v, t, end, cue, cue_end, any_name);
			while (end < limit && !apo__token_is(v, end, ","))
				end++;
		} else if (end > t) {
			add_origin(v, t, end, cue, cue_end, any_name);
		}
		t = end + 1;
	}
}

/* "Original: example.org/story", "Quelle: seekurier.de, kmo/dpa", 来源：澜海社; a time may come before it. */
static int source_line(apo__voices *v, const apo_segment *segment)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	while (first < limit && (apo__voices_token(v, first)->kind == APO_TOKEN_PUNCTUATION ||
					apo__voices_token(v, first)->kind == APO_TOKEN_NUMBER))
		first++;
	uint32_t count = apo__phrase_at(v->d, v->lines, first, limit, NULL), t = first + count;
	if (!count || t + 1 >= limit || !(apo__token_is(v, t, ":") || apo__token_is(v, t, "：")))
		return 0;
	v->rule = "source line";
	add_origins(v, t + 1, limit, first, t + 1, 0);
	return 1;
}

/* Are the tokens [t, limit) known agencies, and nothing else? */
static int are_agencies(const apo__voices *v, uint32_t t, uint32_t limit)
{
	uint32_t count = 0, first = t;
	for (; t < limit; t += count) {
		count = apo__phrase_at(v->d, v->agencies, t, limit, NULL);
		if (!count)
			count = is_separator(v, t);
		if (!count)
			return 0;
	}
	return t > first;
}

/* "Mit Material von dpa und Reuters", "(avec Nordkontor)"; in the head of a text, behind the newsroom's name and behind a mere
 * preposition only known agencies: "Le Courrier avec AFP" */
static int credit_line(apo__voices *v, const apo_segment *segment, int tail)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens, count = 0;
	uint32_t begin = first + (segment->tokens > 2 && apo__token_is(v, first, "("));
	if (segment->tokens > CREDIT_TOKENS)
		return 0;
	for (uint32_t t = begin; t < limit; t++) {
		const apo__lang_entry *entry;
		count = apo__phrase_at(v->d, v->credits, t, limit, &entry);
		if (!count)
			continue;
		int any = tail && t == begin && !apo__entry_says(entry, "agencies");
		if (!any && !are_agencies(v, t + count, limit))
			continue;
		v->rule = "credit line";
		add_origins(v, t + count, limit, t, t + count, any);
		return 1;
	}
	return 0;
}

void apo__attributions_of_lines(apo__voices *v)
{
	uint32_t count = v->d->segment_count;
	int dated = 0;
	for (uint32_t i = 0; i < count; i++) {
		const apo_segment *segment = &v->d->segments[i];
		int head = i < HEAD_SEGMENTS, tail = i + HEAD_SEGMENTS >= count;
		if ((!head && !tail) || !segment->tokens)
			continue;
		if (head && !dated)
			dated = apo__attributions_dateline(v, segment);
		if (is_of_picture(v, segment))
			continue;
		if (!byline(v, segment, head) && !source_line(v, segment) &&
			!credit_line(v, segment, tail))
			apo__attributions_wire_line(v, segment);
		if (i + 2 >= count)
			sign_off(v, segment);
	}
	v->focus = APO_NONE;
}
