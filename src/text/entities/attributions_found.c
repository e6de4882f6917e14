/* SPDX-License-Identifier: Apache-2.0 */
/* What the readers of attributions share: whom a sentence is about, what a cue governs, and what is kept of a find. */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define OFFICE_WORDS 8 /* tokens between an office and the comma before its name */

void apo__attribution_add(apo__voices *v, const apo__attribution_source *found, uint32_t first,
	uint32_t end, apo_span scope)
{
	apo__attribution_source settled = *found, *source = &settled;
	if (!apo__source_settle(v, source, first))
		return;
	apo_attribution a = {.cue = {apo__voices_token(v, first)->span.begin,
				     apo__voices_token(v, end - 1)->span.end},
		.source = APO_SPAN_NONE,
		.scope = scope,
		.type = source->type,
		.name = source->name,
		.quote = APO_NONE,
		.segment = apo__voices_token(v, first)->segment,
		.flags = (source->unsure ? APO_ATTRIBUTION_UNSURE : 0u) |
			 (v->attitude ? APO_ATTRIBUTION_ATTITUDE : 0u),
		.rule = v->rule};
	a.span = a.cue;
	if (source->first < source->end) {
		a.source = (apo_span){apo__voices_token(v, source->first)->span.begin,
			apo__voices_token(v, source->end - 1)->span.end};
		if (a.source.begin < a.span.begin)
			a.span.begin = a.source.begin;
		if (a.source.end > a.span.end)
			a.span.end = a.source.end;
	}
	*apo__push(v->arena, &v->found) = a;
	*apo__push(v->arena, &v->sources) = *source;
	if (source->type == APO_SOURCE_PERSON && source->entity != APO_NONE) {
		v->focus = source->entity;
	} else if (source->type == APO_SOURCE_PERSON && source->first < source->end) {
		v->focus = APO_NONE; /* "the director": whoever comes next is no longer he */
		v->focus_name = source->name;
	}
}

/* The last attribution in this sentence, for a verb whose subject is understood. */
int apo__source_understood(
	apo__voices *v, const apo_segment *segment, uint32_t t, apo__attribution_source *source)
{
	uint32_t count = v->found.count;
	*source = (apo__attribution_source){t, t, APO_SOURCE_PERSON, APO_NONE, NULL, 0, 0};
	for (uint32_t i = count; i > 0 && i + 4 > count; i--) {
		const apo__attribution_source *last = &v->sources.items[i - 1];
		if (apo__voices_token(v, last->first)->segment != apo__voices_token(v, t)->segment)
			break;
		if (last->type == APO_SOURCE_AGENCY || last->type == APO_SOURCE_OUTLET)
			continue;
		source->type = last->type;
		source->entity = last->entity;
		source->name = last->name;
		return 1;
	}
	/* no attribution yet: the name or pronoun that the sentence begins with is its subject */
	apo__attribution_source subject;
	uint32_t first = segment->first_token;
	while (first < t && apo__token_in(v, v->conjunctions, first))
		first++;
	if (first < t && !apo__token_in(v, v->prepositions, first) &&
		apo__source_at(v, first, t, &subject) && subject.name && !subject.unsure &&
		!apo__phrase_goes_on(v, subject.end, t)) {
		apo__source_name_behind(v, t, &subject);
		apo__source_call(v, &subject);
		source->type = subject.type;
		source->entity = subject.entity;
		source->name = subject.name;
		source->unsure = subject.type != APO_SOURCE_PERSON;
		return 1;
	}
	if (apo__voices_break(v, t ? t - 1 : t) && t > segment->first_token + 1 &&
		!v->subjects_dropped && v->quote_of[t - 1] == APO_NONE &&
		v->quote_of[segment->first_token] == APO_NONE)
		return 0; /* somebody else is the subject, "Officials met in Berlin, saying" */
	if (v->focus == APO_NONE) {
		source->name = v->focus_name;
		return source->name != NULL;
	}
	source->entity = v->focus;
	source->name = v->fullest[v->focus];
	return 1;
}

int apo__source_earlier(
	apo__voices *v, const apo_segment *segment, uint32_t t, apo__attribution_source *source)
{
	uint32_t before = (uint32_t)(segment - v->d->segments);
	*source = (apo__attribution_source){t, t, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 1};
	for (uint32_t i = v->found.count; i > 0; i--) {
		const apo_attribution *last = &v->found.items[i - 1];
		if (last->segment + 1 < before || last->scope.end - last->scope.begin == v->d->size)
			break;
		if (last->segment > before)
			continue;
		source->type = last->type;
		source->name = last->name;
		source->entity = v->sources.items[i - 1].entity;
		break;
	}
	return 1;
}

/* An attitude is believed of a person or body that has a name, a word in its base form of a plural. */
int apo__cue_fits(
	const apo__voices *v, const apo__lang_entry *verb, const apo__attribution_source *s)
{
	if (apo__entry_says(verb, "stance") && s->type == APO_SOURCE_INSTITUTION &&
		s->first < s->end && apo__token_in(v, v->indefinite, s->first))
		return 0; /* "a group called Ginbot" */
	if (apo__entry_says(verb, "stance"))
		return s->name && s->type != APO_SOURCE_UNNAMED && s->type != APO_SOURCE_DOCUMENT;
	int body = s->type == APO_SOURCE_INSTITUTION || s->type == APO_SOURCE_AGENCY ||
		   s->type == APO_SOURCE_OUTLET;
	if (apo__entry_says(verb, "base") && body && s->first >= s->end)
		return 0; /* "call sheets" */
	if (apo__entry_says(verb, "base") && s->type != APO_SOURCE_UNNAMED && s->first < s->end)
		return apo__is_plural(v, s);
	return 1;
}

/* A person that is a subject is what "he" means from here on. */
void apo__voices_move_focus(apo__voices *v, const apo_segment *segment, uint32_t t)
{
	uint32_t n = v->name_of[t], first = segment->first_token, begin = t;
	if (n == APO_NONE || (t > first && v->name_of[t - 1] == n) || v->quote_of[t] != APO_NONE ||
		v->d->blocks[segment->block].kind == APO_BLOCK_HEADING ||
		v->kinds[v->d->names[n].entity] != APO_NAME_PERSON)
		return;
	uint32_t end = t + 1, limit = first + segment->tokens;
	while (end < limit && v->name_of[end] == n)
		end++;
	if (end < limit && apo__is_possessive(v, end) && t > first)
		return; /* "Rutte's approach" is a subject only where a sentence begins */
	while (begin > first && t - begin < 6 && !apo__voices_break(v, begin - 1) &&
		!apo__token_in(v, v->prepositions, begin - 1) &&
		!apo__token_in(v, v->articles, begin - 1))
		begin--;
	if (begin > first && apo__token_in(v, v->articles, begin - 1))
		begin--;
	if (begin == first || !apo__token_in(v, v->prepositions, begin - 1))
		v->focus = v->d->names[n].entity;
}

/* "said its chairwoman, Odile Brandt.": the name that explains the office. */
void apo__source_name_behind(apo__voices *v, uint32_t limit, apo__attribution_source *source)
{
	uint32_t comma = source->end;
	while (source->type == APO_SOURCE_PERSON && comma < limit &&
		comma < source->end + OFFICE_WORDS && !apo__ends_phrase(v, comma))
		comma++; /* la cheffe de projet de l'institut, Gesa Sandmann */
	uint32_t t = comma + 1;
	if (source->entity != APO_NONE || source->type == APO_SOURCE_OUTLET || t >= limit ||
		!apo__token_is(v, comma, ",") || v->name_of[t] == APO_NONE)
		return;
	const apo_name *name = &v->d->names[v->name_of[t]];
	if (name->kind == APO_NAME_PLACE ||
		(name->kind == APO_NAME_OTHER && !strchr(name->key, ' ')))
		return;
	while (t < limit && v->name_of[t] == v->name_of[comma + 1])
		t++;
	if (t < limit && apo__voices_token(v, t)->kind != APO_TOKEN_PUNCTUATION)
		return;
	source->end = t;
	source->entity = name->entity;
	source->name = v->fullest[name->entity];
	source->unsure = 0;
	source->type =
		name->kind == APO_NAME_ORGANIZATION ? APO_SOURCE_INSTITUTION : APO_SOURCE_PERSON;
}
