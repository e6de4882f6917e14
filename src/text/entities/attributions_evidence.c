/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is an agency, an outlet or a body believed as a source, and what is it called? A wrong name costs more than a missing one, so
 * each find is looked at once more before it is kept: the noun that a phrase is about decides ("a party activist" is not the
 * party, "the plans of the ministry" are not the ministry); who has a first name is a person; a place or its adjective inside
 * a longer phrase is not its name. Cost: bounded by the tokens of the phrase.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"
#include "text/unicode/fold.h"

#define LONGEST_PERSON 3 /* words of a name that a first name makes a person's */
#define LONGEST_TAIL   6 /* tokens by which a name goes on behind its noun */

static int is_body_or_medium(const apo__attribution_source *s)
{
	return s->type == APO_SOURCE_AGENCY || s->type == APO_SOURCE_OUTLET ||
	       s->type == APO_SOURCE_INSTITUTION;
}

static int unname(apo__attribution_source *s)
{
	s->type = APO_SOURCE_UNNAMED;
	s->entity = APO_NONE;
	s->name = NULL;
	s->unsure = 1;
	return 1;
}

static int is_body_noun(const apo__voices *v, uint32_t t)
{
	return apo__noun_in(v, v->organizations, t) || apo__noun_in(v, v->agency_words, t) ||
	       apo__noun_in(v, v->outlet_words, t);
}

static int is_report(const apo__voices *v, uint32_t t)
{
	return apo__noun_in(v, v->report_nouns, t) || apo__noun_in(v, v->documents, t);
}

/* ---- who has a first name is a person ---------------------------------------------------------- */

/* Bytes of the name that are a person's; 0 = it is none's. */
static size_t persons_name(apo__voices *v, const char *name)
{
	int words = 0, first = 0;
	const char *link = NULL;
	for (const char *at = name + strspn(name, " "); *at; at += strspn(at, " ")) {
		size_t size = strcspn(at, " ");
		const char *form = apo__fold(v->arena, at, size);
		size_t length = strlen(form);
		if (words > 1 && first && apo__lang_find(v->prepositions, form, length)) {
			link = at - 1; /* Patrick Kamanda von der Umweltbehörde */
			break;
		}
		if (apo__lang_find(v->organizations, form, length) ||
			apo__lang_find(v->outlet_words, form, length) || !strcmp(form, "&"))
			return 0;
		if (!words)
			first = apo__lang_find(v->firsts, form, length) != NULL;
		words++;
		at += size;
	}
	if (!first || words < 2 || (!link && words > LONGEST_PERSON))
		return 0;
	return link ? (size_t)(link - name) : strlen(name);
}

static int settle_person(apo__voices *v, apo__attribution_source *s)
{
	if (s->entity == APO_NONE || v->unspaced)
		return 0;
	int known = v->kinds[s->entity] == APO_NAME_PERSON && !v->media[s->entity];
	int surname = s->end == s->first + 1 && (!v->media[s->entity] || strchr(s->name, ' ')) &&
		      (v->kinds[s->entity] != APO_NAME_PLACE || strchr(s->name, ' ')) &&
		      apo__is_surname(v, s->first);
	size_t size = persons_name(v, s->name);
	if (!known && !surname && !size)
		return 0;
	if (surname && (v->kinds[s->entity] == APO_NAME_PLACE ||
			       v->media[s->entity])) { /* "in Wisconsin Trump said" */
		s->entity = APO_NONE;
		s->name = apo__tokens_text(v, s->first, s->end);
	}
	if (!known && size && size < strlen(s->name))
		s->name = apo__strndup(v->arena, s->name, size);
	s->type = APO_SOURCE_PERSON;
	return 1;
}

/* ---- the noun that a phrase is about ----------------------------------------------------------- */

/* "a court filing", "a Fox News analyst, Andrew Napolitano": the words behind the source that belong to its phrase. */
static uint32_t tail_end(const apo__voices *v, uint32_t t, uint32_t limit)
{
	if (!apo__phrase_goes_on(v, t, limit) ||
		apo__ends_in(v->participle_endings, v->d->tokens[t].form))
		return t; /* "a poll released on Monday" */
	while (t < limit && !apo__token_in(v, v->time_words, t) &&
		(v->name_of[t] != APO_NONE || apo__phrase_goes_on(v, t, limit)))
		t++;
	return t;
}

/* Where the last noun shows what a phrase is about. 0 = the source is not what is there. */
static int settle_tail(
	apo__voices *v, apo__attribution_source *s, uint32_t cue, uint32_t limit, int by_verb)
{
	uint32_t end = tail_end(v, s->end, limit);
	if (end == s->end || end - s->end > LONGEST_TAIL)
		return end == s->end;
	for (uint32_t t = s->end; t < end; t++) {
		uint32_t n = v->name_of[t];
		if (n != APO_NONE && v->kinds[v->d->names[n].entity] == APO_NAME_PERSON) {
			s->type = APO_SOURCE_PERSON;
			s->entity = v->d->names[n].entity;
			s->name = v->fullest[s->entity];
			s->end = end;
			return 1;
		}
	}
	s->end = end;
	if (is_report(v, end - 1)) {
		if (s->entity != APO_NONE && v->kinds[s->entity] != APO_NAME_PLACE) {
			if (s->type == APO_SOURCE_OUTLET && !v->media[s->entity])
				s->type = APO_SOURCE_INSTITUTION;
			return 1;
		}
		s->type = APO_SOURCE_DOCUMENT;
		s->entity = APO_NONE;
		s->name = apo__source_description(v, s->first, end);
		return 1;
	}
	/* "said one party activist": who said what is quoted is somebody */
	int quoted =
		cue > 1 && (v->quote_of[cue - 1] != APO_NONE || v->quote_of[cue - 2] != APO_NONE);
	return (!by_verb || quoted) && unname(s);
}

/* What the words before the first preposition or genitive are about. */
typedef struct {
	uint32_t first, end; /* tokens */
	int body, speaker, person, report;
} core;

static core core_of(const apo__voices *v, uint32_t first, uint32_t end)
{
	core c = {first, first, 0, 0, 0, 0};
	while (c.end < end && apo__is_determiner(v, c.end))
		c.end++;
	for (; c.end < end; c.end++) {
		uint32_t t = c.end;
		const apo__lang_entry *role = apo__noun_in(v, v->roles, t);
		if (!apo__is_named(v, t) && ((apo__token_in(v, v->genitives, t) && t > first) ||
						    apo__token_in(v, v->prepositions, t)))
			break;
		c.body |= apo__is_named(v, t) || is_body_noun(v, t);
		c.speaker |= role && apo__entry_says(role, "speaker");
		c.person |= role || apo__noun_in(v, v->unnamed, t);
		c.report |= is_report(v, t);
	}
	return c;
}

static int holds_body(const apo__voices *v, uint32_t t, uint32_t end)
{
	while (t < end && !is_body_noun(v, t))
		t++;
	return t < end;
}

/* "eine Sprecherin der Staatsanwaltschaft" talks for it, "ein Beamter der Polizei" for himself, and plans of the government are not
 * the government. Where nouns follow each other the first is what a phrase is about. */
static int settle_head(apo__voices *v, apo__attribution_source *s, int by_verb)
{
	core c = core_of(v, s->first, s->end);
	uint32_t head = s->first;
	while (head < c.end && apo__is_determiner(v, head))
		head++;
	if (!v->nouns_capitalised && head > s->first && head < c.end && !apo__is_named(v, head) &&
		!apo__is_source_noun(v, head) && !is_report(v, head) &&
		!(v->d->tokens[head].flags & APO_TOKEN_CAPITAL))
		return unname(s); /* el convencional UDI */
	uint32_t n = v->name_of[c.end > s->first ? c.end - 1 : s->first];
	if (c.end < s->end && n != APO_NONE && v->nouns_capitalised &&
		persons_name(v, v->fullest[v->d->names[n].entity])) {
		s->type = APO_SOURCE_PERSON; /* Patrick Kamanda von der Umweltbehörde */
		s->entity = v->d->names[n].entity;
		s->name = v->fullest[s->entity];
		return 1;
	}
	if (c.end >= s->end || c.body)
		return 1;
	if (c.speaker || (c.report && !by_verb)) {
		uint32_t owner = c.end + (uint32_t)(apo__is_preposition(v, c.end) != 0);
		uint32_t first = s->first, end = s->end;
		int named =
			s->entity != APO_NONE || v->title_of[s->end - 1] != APO_NONE ||
			(owner < s->end && !c.speaker && !apo__source_words(v, s, &first, &end));
		if (owner < s->end && !named && (!c.speaker || holds_body(v, owner, s->end)))
			s->name = apo__source_description(v, owner, s->end);
		return 1;
	}
	return unname(s);
}

/* ---- names that go on ----------------------------------------------------------------------------- */

static int is_large(const apo__voices *v, uint32_t t)
{
	const apo_token *token = &v->d->tokens[t];
	return token->kind == APO_TOKEN_WORD && token->flags & APO_TOKEN_CAPITAL &&
	       !(token->flags & APO_TOKEN_INITIAL) && !apo__noun_in(v, v->roles, t);
}

/* Where a name goes on behind its noun: "Presseagentur Novosti", "Bundesamt für Umwelt", "Brennan Center for Justice". */
static uint32_t name_end(const apo__voices *v, const apo__attribution_source *s, uint32_t limit)
{
	uint32_t end = s->end, t = end;
	int named = v->name_of[end - 1] != APO_NONE;
	while (v->nouns_capitalised && (named || apo__is_determiner(v, s->first)) && t < limit &&
		t < s->end + 3 && is_large(v, t) &&
		!apo__phrase_ending(v->endings, v->d->tokens[t].form))
		end = ++t;
	if (t + 1 >= limit || !apo__token_in(v, v->name_links, t) ||
		!(named || apo__noun_in(v, v->organizations, end - 1)))
		return end;
	for (t++; t < limit && t < s->end + LONGEST_TAIL; t++) {
		if (is_large(v, t) || v->name_of[t] != APO_NONE)
			end = t + 1;
		else if (apo__ends_phrase(v, t) || !v->nouns_capitalised ||
			 apo__is_determiner(v, t) || apo__is_preposition(v, t) || end > s->end + 1)
			break;
	}
	return end;
}

static void settle_end(apo__voices *v, apo__attribution_source *s, uint32_t limit)
{
	uint32_t end = name_end(v, s, limit), first = s->end - 1;
	if (end == s->end)
		return;
	int noun = v->name_of[first] == APO_NONE, linked = apo__token_in(v, v->name_links, s->end);
	while (first > s->first && v->name_of[first] != APO_NONE &&
		v->name_of[first - 1] == v->name_of[first])
		first--;
	s->name = noun && s->type != APO_SOURCE_INSTITUTION && !linked
			  ? apo__tokens_text(v, s->end, end)
		  : noun ? apo__source_description(v, s->first, end)
			 : apo__tokens_text(v, first, end);
	s->entity = APO_NONE;
	s->end = end;
}

/* ---- places ------------------------------------------------------------------------------------ */

/* "the German government", "Das Rote Kreuz Haitis", "some Americans": a territory or its adjective is the source only when it
 * is alone. */
static int settle_place(apo__voices *v, apo__attribution_source *s)
{
	if (s->entity == APO_NONE || v->kinds[s->entity] != APO_NAME_PLACE || v->unspaced)
		return 1;
	uint32_t first = s->first, other = 0, demonym = 0, noun = 0;
	while (first < s->end && apo__is_determiner(v, first))
		first++;
	for (uint32_t t = first; t < s->end; t++) {
		uint32_t n = v->name_of[t];
		if (n != APO_NONE && v->d->names[n].entity == s->entity) {
			demonym |= apo__token_in(v, v->demonyms, t);
			continue;
		}
		other |= v->d->tokens[t].kind == APO_TOKEN_WORD;
		noun |= is_body_noun(v, t) || (v->d->tokens[t].flags & APO_TOKEN_CAPITAL &&
						      !apo__noun_in(v, v->roles, t));
	}
	if (!other && !demonym)
		return 1;
	uint32_t head = s->end - 1;
	while (head > first &&
		(v->name_of[head] != APO_NONE || !(v->d->tokens[head].flags & APO_TOKEN_CAPITAL)))
		head--;
	if (!is_body_noun(v, head) && apo__ends_in(v->person_endings, v->d->tokens[head].form))
		return unname(s); /* der Oberrabbiner Israels */
	if (!noun)
		return unname(s);
	s->entity = APO_NONE;
	s->name = apo__source_description(v, s->first, s->end);
	return 1;
}

/* "Republicans", "many Democrats": persons of a party, not the party. */
static int are_persons(apo__voices *v, const apo__attribution_source *s)
{
	if (s->entity == APO_NONE || !v->modifiers_first || strstr(s->name, " of "))
		return 0;
	const char *form = v->d->tokens[s->end - 1].form;
	size_t size = strlen(form);
	return size > 2 && form[size - 1] == 's' && v->name_of[s->end - 1] != APO_NONE &&
	       apo__lang_find(v->roles, form, size - 1);
}

/* "of Columbia, South Carolina says": a place behind a comma shows where the one before it is. */
static int is_apposition(const apo__voices *v, const apo__attribution_source *s, uint32_t cue)
{
	uint32_t t = s->first;
	return s->end <= cue && s->entity != APO_NONE && t > 1 &&
	       v->kinds[s->entity] == APO_NAME_PLACE && apo__token_is(v, t - 1, ",") &&
	       v->name_of[t - 2] != APO_NONE &&
	       v->d->tokens[t - 2].segment == v->d->tokens[t].segment;
}

/* "the head of the party's rules committee": what has an owner behind a preposition is not the subject. */
static int is_owned(const apo__voices *v, const apo__attribution_source *s)
{
	uint32_t t = s->first;
	uint32_t begin = v->d->segments[v->d->tokens[t].segment].first_token;
	if (!v->modifiers_first || t == begin || !apo__is_possessive(v, t - 1))
		return 0;
	while (t > begin && s->first - t < LONGEST_TAIL && !apo__ends_phrase(v, t - 1) &&
		!apo__is_preposition(v, t - 1))
		t--;
	return t > begin && apo__is_preposition(v, t - 1);
}

/* "a Muslim civil rights group": a name in front of small words belongs to the noun that they end with. */
static void settle_modifier(apo__voices *v, apo__attribution_source *s)
{
	uint32_t last = s->end - 1;
	if (s->type != APO_SOURCE_INSTITUTION || s->entity == APO_NONE || !v->modifiers_first ||
		v->name_of[last] != APO_NONE || !is_body_noun(v, last) ||
		v->d->tokens[last].flags & APO_TOKEN_CAPITAL || last == s->first)
		return;
	/* "the Obama administration", but "the ISIS group" */
	uint32_t n = v->name_of[last - 1];
	if (n != APO_NONE &&
		(v->d->names[n].kind == APO_NAME_ORGANIZATION || v->media[v->d->names[n].entity]))
		return;
	int within = 0;
	for (uint32_t t = s->first; t < last; t++) {
		if (apo__is_preposition(v, t) || apo__is_possessive(v, t))
			return;
		within |=
			v->name_of[t] != APO_NONE && v->d->names[v->name_of[t]].entity == s->entity;
	}
	if (!within)
		return;
	s->entity = APO_NONE;
	s->name = apo__source_description(v, s->first, s->end);
}

/* An accusative or a dative is not who says something. */
static int is_object(
	const apo__voices *v, const apo__attribution_source *s, uint32_t cue, int by_verb)
{
	return by_verb && !v->unspaced && v->name_of[s->first] == APO_NONE &&
	       (apo__token_in(v, v->oblique, s->first) ||
		       (s->end <= cue && apo__token_in(v, v->prepositions, s->first)));
}

int apo__source_settle(apo__voices *v, apo__attribution_source *s, uint32_t cue)
{
	if (s->first >= s->end || !is_body_or_medium(s) || s->title || settle_person(v, s))
		return 1;
	const apo_segment *segment = &v->d->segments[v->d->tokens[cue].segment];
	uint32_t limit = segment->first_token + segment->tokens;
	int by_verb = !v->told && apo__phrase_at(v->d, v->verbs, cue, limit, NULL) > 0;
	if (by_verb && s->first && !v->unspaced && s->entity != APO_NONE &&
		v->d->tokens[s->first - 1].kind == APO_TOKEN_NUMBER &&
		v->d->tokens[s->first - 1].segment == v->d->tokens[s->first].segment &&
		v->name_of[s->first] != APO_NONE)
		return 0; /* 6 OHM */
	if (is_object(v, s, cue, by_verb) || (by_verb && is_apposition(v, s, cue)))
		return 0;
	if (!by_verb && !v->told && !v->unspaced && s->end > cue)
		settle_end(v, s, limit);
	if (v->modifiers_first && s->end > cue && !settle_tail(v, s, cue, limit, by_verb))
		return 0;
	if (!v->modifiers_first && !v->unspaced && is_body_or_medium(s) &&
		!settle_head(v, s, by_verb))
		return 0;
	if (!is_body_or_medium(s))
		return 1;
	if (are_persons(v, s))
		return unname(s);
	if (by_verb && s->end <= cue && is_owned(v, s))
		return unname(s);
	settle_place(v, s);
	settle_modifier(v, s);
	if (is_body_or_medium(s))
		apo__source_call(v, s);
	return 1;
}
