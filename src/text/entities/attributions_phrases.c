/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attributions by a phrase: "according to Rutte", "laut dpa", "nach ersten Angaben der Polizei", "demnach", "hieß es". The values of
 * [attribution-phrases] say where the source is. Cost: bounded by the tokens beside the phrase.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define REPORT_GAP 5 /* tokens from "nach" to "Angaben" */
#define ODD_MEDIUM 8 /* bytes of "n-tv" */

/* "according to n-tv": a medium whose name is not a name for the rules of names. */
static int odd_medium(apo__voices *v, uint32_t t, uint32_t limit, apo__attribution_source *source)
{
	if (t >= limit || apo__voices_token(v, t)->kind != APO_TOKEN_WORD)
		return 0;
	apo_span span = apo__voices_token(v, t)->span;
	const char *text = v->d->text + span.begin;
	size_t size = span.end - span.begin;
	if (size < 3 || text[size - 1] == '.' || memchr(text, '.', 2))
		return 0; /* F.A.A. */
	if (!memchr(text, '.', size) && !(memchr(text, '-', size) && size < ODD_MEDIUM))
		return 0;
	*source = (apo__attribution_source){t, t + 1, APO_SOURCE_OUTLET, APO_NONE, NULL, 0, 0};
	source->name = apo__strndup(v->arena, text, size);
	return 1;
}

static void add(apo__voices *v, const apo_segment *segment, const apo__attribution_source *source,
	uint32_t t, uint32_t end)
{
	uint32_t next = source->end > end ? source->end : end;
	apo__attribution_add(v, source, t, end, apo__attribution_scope(v, segment, t, next));
}

static int is_report_noun(const apo__voices *v, uint32_t t)
{
	const apo_token *token = apo__voices_token(v, t);
	if (token->kind != APO_TOKEN_WORD)
		return 0;
	return apo__token_in(v, v->report_nouns, t) ||
	       (v->nouns_capitalised && token->flags & APO_TOKEN_CAPITAL &&
		       apo__phrase_ending(v->report_nouns, token->form));
}

static int any_source_at(
	apo__voices *v, uint32_t at, uint32_t limit, apo__attribution_source *source)
{
	if (odd_medium(v, at, limit, source))
		return 1;
	if (!apo__source_at(v, at, limit, source) && !apo__noun_phrase_at(v, at, limit, source))
		return 0;
	/* "laut einem Bericht des Seekuriers": whose report it is */
	apo__attribution_source owner;
	uint32_t end = source->end;
	if (source->entity != APO_NONE || end >= limit || !is_report_noun(v, end - 1) ||
		apo__is_named(v, end - 1))
		return 1;
	int link = apo__token_in(v, v->links, end);
	if ((link || apo__token_in(v, v->genitives, end)) &&
		apo__source_at(v, end + (uint32_t)link, limit, &owner)) {
		owner.first = source->first;
		*source = owner;
	}
	return 1;
}

/* "dpa and Reuters": the second medium. Returns where reading goes on. */
static uint32_t read_second_medium(apo__voices *v, const apo_segment *segment, uint32_t next)
{
	uint32_t limit = segment->first_token + segment->tokens;
	apo__attribution_source source;
	if (next + 1 >= limit || !apo__token_in(v, v->conjunctions, next) ||
		!apo__source_at(v, next + 1, limit, &source) || !apo__source_is_medium(&source))
		return next;
	apo__attribution_add(v, &source, source.first, source.end,
		apo__attribution_scope(v, segment, source.first, source.end));
	return source.end;
}

/* "nach ersten Angaben der Polizei", "nach seiner Ansicht", "nach Webers Worten": the noun says that it is a report. */
static uint32_t read_report(apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end)
{
	uint32_t limit = segment->first_token + segment->tokens, noun = end;
	apo__attribution_source source;
	while (noun < limit && noun < end + REPORT_GAP && !is_report_noun(v, noun)) {
		if (apo__ends_phrase(v, noun))
			return end;
		noun++;
	}
	if (noun >= limit || noun >= end + REPORT_GAP)
		return end;
	uint32_t after = noun + 1;
	v->rule = "report of a source";
	if (after < limit && apo__token_in(v, v->links, after))
		after++;
	int genitive = after < limit && (after > noun + 1 || v->name_of[after] != APO_NONE ||
						apo__token_in(v, v->genitives, after));
	if (genitive && any_source_at(v, after, limit, &source)) {
		add(v, segment, &source, t, noun + 1);
		return source.end > noun ? source.end : noun + 1;
	}
	for (uint32_t i = end; i < noun; i++)
		if (apo__source_of_possessive(v, i, &source) ||
			(v->name_of[i] != APO_NONE && apo__source_within(v, i, noun, &source))) {
			add(v, segment, &source, t, noun + 1);
			return noun + 1;
		}
	source = (apo__attribution_source){t, t, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 1};
	add(v, segment, &source, t, noun + 1);
	return noun + 1;
}

/* "hieß es aus Berlin", "In der Erklärung heißt es": nobody, or where it is said. */
static uint32_t read_impersonal(
	apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	apo__attribution_source source;
	v->rule = "impersonal";
	int found = end + 1 < limit && apo__token_in(v, v->links, end) &&
		    apo__source_at(v, end + 1, limit, &source);
	if (!found && t > first + 1 && apo__token_in(v, v->prepositions, first))
		found = apo__source_at(v, first + 1, t, &source) && source.end <= t &&
			!source.title;
	if (found && source.type == APO_SOURCE_INSTITUTION && source.entity != APO_NONE &&
		v->kinds[source.entity] != APO_NAME_PLACE)
		source.unsure = 1; /* "hieß es bei Russland Aktuell": what it is, is not known */
	if (!found)
		source = (apo__attribution_source){t, t, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 1};
	add(v, segment, &source, t, end);
	return source.end > end ? source.end : end;
}

static int source_of_phrase(apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end,
	const apo__lang_entry *phrase, apo__attribution_source *source)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	int narrow = apo__entry_says(phrase, "medium") || apo__entry_says(phrase, "document");
	if (apo__entry_says(phrase, "self"))
		return apo__source_understood(v, segment, t, source);
	if (apo__entry_says(phrase, "earlier"))
		return apo__source_earlier(v, segment, t, source);
	if (apo__entry_says(phrase, "possessive"))
		return t > first && apo__source_of_possessive(v, t - 1, source);
	if (apo__entry_says(phrase, "after") && t > first + 1 && is_report_noun(v, t - 1) &&
		!apo__is_named(v, t - 1) && !apo__is_determiner(v, t - 2) &&
		v->d->tokens[t - 2].flags & APO_TOKEN_CAPITAL) {
		*source = (apo__attribution_source){/* die Organisation Schätzungen zufolge */
			t - 1, t, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 1};
		return 1;
	}
	if (apo__entry_says(phrase, "after"))
		return apo__source_before(v, t, first, source) ||
		       apo__noun_phrase_before(v, t, first, source);
	if (apo__entry_says(phrase, "known") || narrow)
		return odd_medium(v, end, limit, source) || apo__source_at(v, end, limit, source);
	return any_source_at(v, end, limit, source);
}

/* "Pour le ministre, ...": only what begins a sentence, before a comma, is somebody's view. */
static int is_opening(const apo__voices *v, const apo_segment *segment, uint32_t t,
	const apo__attribution_source *source)
{
	return t == segment->first_token && source->end < t + segment->tokens &&
	       apo__token_is(v, source->end, ",");
}

uint32_t apo__attribution_read_phrase(apo__voices *v, const apo_segment *segment, uint32_t t,
	uint32_t end, const apo__lang_entry *phrase)
{
	apo__attribution_source source;
	if (apo__entry_says(phrase, "report"))
		return read_report(v, segment, t, end);
	if (apo__entry_says(phrase, "impersonal"))
		return read_impersonal(v, segment, t, end);
	v->rule = "phrase";
	if (!source_of_phrase(v, segment, t, end, phrase, &source) ||
		(apo__entry_says(phrase, "people") && source.type != APO_SOURCE_PERSON &&
			source.type != APO_SOURCE_UNNAMED) ||
		(apo__entry_says(phrase, "opening") && !is_opening(v, segment, t, &source)) ||
		(apo__entry_says(phrase, "medium") && !apo__source_is_medium(&source)) ||
		(apo__entry_says(phrase, "document") && source.type != APO_SOURCE_DOCUMENT &&
			source.type != APO_SOURCE_UNNAMED))
		return end;
	/* "Pour l'Allemagne, ...": what a body is the topic of is hardly its view */
	if (apo__entry_says(phrase, "opening") && source.type != APO_SOURCE_PERSON)
		source.unsure = 1;
	add(v, segment, &source, t, end);
	return read_second_medium(v, segment, source.end > end ? source.end : end);
}
