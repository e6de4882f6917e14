/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Noun phrases that name a source: a pronoun, a name, an office, a body, or "experts". A phrase is read outwards from one
 * end by the words that it may hold; what it names follows from the strongest word in it. Cost: bounded by the longest
 * phrase, LONGEST tokens.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define LONGEST	      14 /* tokens of a noun phrase */
#define NEAR_BODY     60 /* tokens between a spokesman and the body that the sentence names */
#define OFFICE_WORDS  8	 /* tokens between an office and the comma before its name */
#define LONGEST_TITLE 5	 /* bytes of "Capt" */

static int is_word(const apo__voices *v, uint32_t t)
{
	return v->d->tokens[t].kind == APO_TOKEN_WORD || v->d->tokens[t].kind == APO_TOKEN_NUMBER;
}

/* The stop of "Mr. Burman". */
static int is_stop_of_title(const apo__voices *v, uint32_t t)
{
	return t > 0 && t + 1 < v->d->token_count && apo__token_is(v, t, ".") &&
	       v->name_of[t + 1] != APO_NONE && apo__token_in(v, v->roles, t - 1) &&
	       v->d->tokens[t - 1].span.end == v->d->tokens[t].span.begin &&
	       v->d->tokens[t - 1].span.end - v->d->tokens[t - 1].span.begin <= LONGEST_TITLE;
}

/* A word that can be between an article and its noun. */
static int is_inner(const apo__voices *v, uint32_t t)
{
	if (v->quote_of[t] != APO_NONE)
		return 0;
	if (is_stop_of_title(v, t) || apo__is_possessive(v, t))
		return 1;
	if (v->name_of[t] != APO_NONE || v->title_of[t] != APO_NONE)
		return 1;
	return is_word(v, t) &&
	       (apo__is_source_noun(v, t) || apo__is_possessive(v, t) ||
		       (!apo__token_in(v, v->functions, t) &&
			       !apo__token_in(v, v->prepositions, t) &&
			       !apo__token_in(v, v->verbs, t) && !apo__token_in(v, v->adverbs, t) &&
			       !apo__token_in(v, v->conjunctions, t)));
}

/* Where the phrase that ends at `end` begins, its article with it. */
static uint32_t phrase_begin(const apo__voices *v, uint32_t end, uint32_t first)
{
	uint32_t t = end;
	while (t > first && end - t < LONGEST && is_inner(v, t - 1) &&
		!(apo__token_in(v, v->articles, t - 1) && v->name_of[t - 1] == APO_NONE))
		t--;
	if (t > first && apo__token_in(v, v->articles, t - 1) && !apo__is_possessive(v, t - 1))
		t--;
	return t;
}

static uint32_t holder_of(const apo__voices *v, uint32_t t)
{
	const char *form = v->d->tokens[t].form;
	uint32_t id = apo__interned(&v->offices, form, strlen(form));
	return id == APO_NONE ? APO_NONE : v->holders.items[id];
}

static void name_it(apo__voices *v, uint32_t entity, apo__attribution_source *source)
{
	source->entity = entity;
	source->name = entity == APO_NONE ? NULL : v->fullest[entity];
}

/* What kinds of words a phrase holds; tokens, APO_NONE = none. */
typedef struct {
	uint32_t person, medium, body, name; /* names: entities */
	uint32_t role, organization, unnamed, agency, outlet, document;
	uint32_t medium_at;
	uint32_t title; /* the quotation that names a thing */
	int speaker;
} contents;

static uint32_t phrase_noun(
	const apo__voices *v, const apo__lang_section *section, uint32_t t, uint32_t end)
{
	const apo__lang_entry *entry = apo__noun_in(v, section, t);
	if (!entry && !apo__phrase_at(v->d, section, t, end, &entry))
		return 0;
	return !apo__is_small_for_name(v, entry, t);
}

/* "Rutte's aide", "Rutte supporters": a name that belongs to the noun behind it. */
static int is_modifier(const apo__voices *v, uint32_t t, uint32_t end)
{
	if (t + 1 >= end)
		return 0;
	if (apo__is_possessive(v, t + 1))
		return 1;
	const apo_token *next = &v->d->tokens[t + 1];
	return v->title_of[t] == APO_NONE && v->name_of[t + 1] == APO_NONE &&
	       next->kind == APO_TOKEN_WORD && apo__is_source_noun(v, t + 1) && v->modifiers_first;
}

static void look(const apo__voices *v, uint32_t first, uint32_t end, contents *c)
{
	memset(c, 0xff, sizeof *c);
	c->speaker = 0;
	for (uint32_t t = first; t < end; t++) {
		uint32_t n = v->name_of[t];
		if (n != APO_NONE) {
			uint32_t entity = v->d->names[n].entity;
			int possessive = is_modifier(v, t, end);
			if (v->media[entity]) {
				c->medium = entity;
				c->medium_at = t;
			} else if (v->kinds[entity] == APO_NAME_PERSON && !possessive)
				c->person = entity;
			else if (v->kinds[entity] == APO_NAME_ORGANIZATION)
				c->body = entity;
			else if (c->name == APO_NONE || !possessive)
				c->name = entity;
		}
		if (v->title_of[t] != APO_NONE)
			c->title = v->title_of[t];
		const apo__lang_entry *role = apo__noun_in(v, v->roles, t);
		if (role && (c->role == APO_NONE || n == APO_NONE)) {
			c->role = t;
			c->speaker |= apo__entry_says(role, "speaker");
		}
		if (v->unspaced && apo__phrase_at(v->d, v->roles, t, end, &role)) {
			c->role = t;
			c->speaker |= apo__entry_says(role, "speaker");
		}
		if (n == APO_NONE || v->kinds[v->d->names[n].entity] != APO_NAME_PERSON) {
			if (phrase_noun(v, v->organizations, t, end))
				c->organization = t;
			if (phrase_noun(v, v->agency_words, t, end))
				c->agency = t;
			if (phrase_noun(v, v->outlet_words, t, end))
				c->outlet = t;
			if (phrase_noun(v, v->unnamed, t, end))
				c->unnamed = t;
			if (phrase_noun(v, v->documents, t, end))
				c->document = t;
		}
	}
}

/* "an agency official", "party supporters": the last noun shows what it is about. A spokesman talks for the body. */
static void forget_modifiers(const apo__voices *v, uint32_t end, contents *c)
{
	uint32_t head = c->role != APO_NONE ? c->role : c->unnamed,
		 *nouns[] = {&c->organization, &c->agency, &c->outlet, &c->document};
	if (!v->modifiers_first || c->speaker || head == APO_NONE)
		return;
	if (head + 1 < end && apo__is_source_noun(v, head + 1))
		return; /* Funke media group */
	if (c->medium != APO_NONE && head > c->medium_at && c->person == APO_NONE &&
		v->name_of[head] == APO_NONE && apo__core_end(v, c->medium_at, head + 1) > head)
		c->medium = c->body = APO_NONE; /* Vatican officials */
	for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
		uint32_t t = *nouns[i];
		while (t < head && v->name_of[t] == APO_NONE &&
			!apo__token_in(v, v->prepositions, t))
			t++;
		if (*nouns[i] < head && t == head)
			*nouns[i] = APO_NONE;
	}
}

static int is_indefinite(const apo__voices *v, const apo__attribution_source *s)
{
	return s->first < s->end && apo__token_in(v, v->indefinite, s->first);
}

static const char *title_text(const apo__voices *v, uint32_t first, uint32_t quote)
{
	apo_span inner = v->d->quotes[quote].inner;
	/* Laut dem Bericht des „Seekuriers“ */
	for (uint32_t t = first; t + 1 < v->d->token_count && v->title_of[t] != quote; t++)
		if (v->nouns_capitalised && v->title_of[t + 1] == quote &&
			apo__token_in(v, v->genitives, t) && apo__token_in(v, v->oblique, t) &&
			v->d->text[inner.end - 1] == 's')
			inner.end--;
	return apo__strndup(v->arena, v->d->text + inner.begin, inner.end - inner.begin);
}

static size_t noun_size(const apo__voices *v, const apo__lang_section *section, uint32_t t)
{
	const apo__lang_entry *entry = apo__noun_in(v, section, t);
	return entry ? strlen(entry->folded) : 0;
}

/* "The agency" is a body, too: it means news only where the text has named a news agency. */
static int is_any_agency(const apo__voices *v, const contents *c, uint32_t first)
{
	if (c->agency == APO_NONE || c->medium != APO_NONE || c->agency != c->organization ||
		apo__phrase_before(v->d, v->agency_words, c->agency + 1, first, NULL) > 1)
		return 0;
	size_t agency = noun_size(v, v->agency_words, c->agency),
	       any = noun_size(v, v->organizations, c->agency);
	return agency < any || /* Geheimdienst */
	       (agency == any && !v->told && v->agency == APO_NONE);
}

/* Does a hyphen join the word to what is before it in quotation marks? */
static int is_glued(const apo__voices *v, uint32_t t)
{
	const apo_token *token = &v->d->tokens[t];
	return t > 1 && apo__token_is(v, t - 1, "-") && token[-1].span.end == token->span.begin &&
	       token[-2].span.end == token[-1].span.begin;
}

/* "die Onlineausgabe des Spiegels": whose it is, is its name. */
static int medium_of(apo__voices *v, apo__attribution_source *s)
{
	const apo_segment *segment = &v->d->segments[v->d->tokens[s->end].segment];
	apo__attribution_source owner;
	if (apo__source_at(v, s->end, segment->first_token + segment->tokens, &owner) &&
		apo__source_is_medium(&owner) && (owner.entity != APO_NONE || owner.title)) {
		name_it(v, owner.entity, s);
		if (owner.title)
			s->name = owner.name;
		return 1;
	}
	s->type = APO_SOURCE_UNNAMED;
	s->unsure = 1;
	return 1;
}

static int medium(apo__voices *v, const contents *c, apo__attribution_source *s)
{
	uint32_t entity = c->medium != APO_NONE ? c->medium
			  : c->body != APO_NONE ? c->body
						: c->name;
	uint32_t words = c->outlet == APO_NONE
				 ? 0
				 : apo__phrase_at(v->d, v->outlet_words, c->outlet, s->end, NULL);
	if (entity != APO_NONE &&
		(v->kinds[entity] == APO_NAME_PLACE || /* the German agency */
			(words > 1 && v->name_of[c->outlet] == APO_NONE &&
				!strcmp(v->fullest[entity],
					apo__tokens_text(v, c->outlet + 1, c->outlet + words)))))
		entity = APO_NONE; /* le site Internet */
	if (entity == APO_NONE && c->agency == APO_NONE && c->outlet == APO_NONE &&
		c->title == APO_NONE)
		return 0; /* a place */
	s->type = c->agency != APO_NONE ||
				  (entity != APO_NONE && v->media[entity] == APO__MEDIUM_AGENCY)
			  ? APO_SOURCE_AGENCY
			  : APO_SOURCE_OUTLET;
	if (entity == APO_NONE && c->agency != APO_NONE && v->agency != APO_NONE &&
		c->agency + 1 == s->end &&
		!(s->end < v->d->token_count && apo__token_in(v, v->genitives, s->end)))
		entity = v->agency;
	name_it(v, entity, s);
	if (!s->name && c->title != APO_NONE)
		s->name = title_text(v, s->first, c->title);
	if (!s->name && ((c->outlet != APO_NONE && is_glued(v, c->outlet)) ||
				apo__is_quotation_mark(v, s->end))) {
		s->unsure = 1; /* die „Bild“-Zeitung */
		s->type = APO_SOURCE_UNNAMED;
		return 1;
	}
	if (!s->name && c->outlet + 1 == s->end && s->end < v->d->token_count &&
		apo__token_in(v, v->genitives, s->end))
		return medium_of(v, s);
	if (!s->name)
		s->name = apo__tokens_text(v, s->first, s->end);
	if (entity != APO_NONE)
		v->agency = entity;
	return 1;
}

/* Does a preposition join the name to what is before it in the phrase? */
static int is_linked(const apo__voices *v, uint32_t entity, const apo__attribution_source *s)
{
	for (uint32_t t = s->first + 1; t < s->end; t++)
		if (v->name_of[t] != APO_NONE && v->d->names[v->name_of[t]].entity == entity)
			return !v->unspaced && apo__token_in(v, v->prepositions, t - 1);
	return 0;
}

static int body(apo__voices *v, const contents *c, apo__attribution_source *s)
{
	s->type = APO_SOURCE_INSTITUTION;
	uint32_t entity = c->body != APO_NONE ? c->body : c->name;
	if (entity != APO_NONE && v->kinds[entity] == APO_NAME_PERSON)
		entity = APO_NONE; /* "Powell's office" is not Powell */
	if (entity != APO_NONE && c->body == APO_NONE && c->organization != APO_NONE &&
		is_linked(v, entity, s))
		entity = APO_NONE; /* "die Polizei von Baton Rouge" is not the town */
	if (entity == APO_NONE && c->organization != APO_NONE)
		entity = holder_of(v, c->organization);
	name_it(v, entity, s);
	if (!s->name)
		s->name = apo__tokens_text(v, s->first, s->end);
	return 1;
}

/* For whom "a coastguard spokesman", "ein Polizeisprecher" talks: the words before the noun. */
static const char *represented(const apo__voices *v, const contents *c, uint32_t first)
{
	const apo_token *token = &v->d->tokens[c->role];
	const apo__lang_entry *entry =
		v->nouns_capitalised ? apo__phrase_ending(v->roles, token->form) : NULL;
	size_t size = strlen(token->form), noun = entry ? strlen(entry->folded) : size;
	while (first < c->role && apo__token_in(v, v->articles, first))
		first++;
	uint32_t end = c->role;
	if (v->modifiers_first && end > first && apo__is_possessive(v, end - 1))
		end--; /* the prime minister's spokesman */
	if (v->modifiers_first || v->unspaced)
		return first < end ? apo__tokens_text(v, first, end) : NULL;
	if (noun >= size || token->span.end - token->span.begin != size)
		return NULL;
	size -= noun;
	if (size && (token->form[size - 1] == '-' || token->form[size - 1] == 's'))
		size--; /* UNMIS-Sprecher, Regierungssprecher */
	return size < 3 ? NULL : apo__strndup(v->arena, v->d->text + token->span.begin, size);
}

/* Do the words before a spokesman name a person or an office rather than a body? */
static int names_body(const apo__voices *v, const contents *c, uint32_t first)
{
	for (uint32_t t = first; t < c->role; t++) {
		uint32_t n = v->name_of[t];
		if (n == APO_NONE ? apo__noun_in(v, v->roles, t) != NULL
				  : v->gender[v->d->names[n].entity] || apo__is_surname(v, t))
			return 0;
	}
	return 1;
}

/* "gab ein Sprecher des Unternehmens bekannt": for whom the noun right behind him says. */
static int behind_speaker(apo__voices *v, uint32_t limit, apo__attribution_source *s)
{
	uint32_t first = s->end, t = first;
	if (first >= limit || v->name_of[first] != APO_NONE)
		return 0;
	if (!apo__token_in(v, v->genitives, first)) {
		if (!apo__token_in(v, v->links, first))
			return 0;
		t = ++first;
	}
	while (t < limit && t < s->end + OFFICE_WORDS && !apo__ends_phrase(v, t) &&
		!apo__noun_in(v, v->organizations, t))
		t++;
	if (t >= limit || t >= s->end + OFFICE_WORDS || apo__ends_phrase(v, t))
		return 0;
	s->name = apo__source_description(v, first, t + 1);
	s->end = t + 1;
	return 1;
}

/* A spokesman talks for the body that the sentence names. */
static int speaker(apo__voices *v, const contents *c, apo__attribution_source *s)
{
	const apo_segment *segment = &v->d->segments[v->d->tokens[s->first].segment];
	s->type = APO_SOURCE_INSTITUTION;
	s->entity = APO_NONE;
	s->name = NULL;
	if (c->body != APO_NONE || c->organization != APO_NONE)
		body(v, c, s);
	if (s->entity != APO_NONE)
		return 1;
	const char *name = represented(v, c, s->first);
	if (name) {
		s->name = name;
		if (v->modifiers_first && !names_body(v, c, s->first))
			s->type = APO_SOURCE_PERSON; /* the prime minister's spokesman */
	}
	if (s->name)
		return 1;
	if (behind_speaker(v, segment->first_token + segment->tokens, s))
		return 1;
	uint32_t t = segment->first_token, limit;
	if (s->first > t + NEAR_BODY)
		t = s->first - NEAR_BODY;
	limit = s->first; /* "a spokesman for the mayor said the police had trained" */
	for (; t < limit && t < s->end + NEAR_BODY; t++)
		if (apo__noun_in(v, v->organizations, t) && v->quote_of[t] == APO_NONE) {
			s->name = apo__tokens_text(v, t, t + 1);
			return 1;
		}
	s->type = APO_SOURCE_UNNAMED;
	return 1;
}

/* "le porte-parole du gouvernement Phay Siphan": the name of several words that ends the phrase is the spokesman's. */
static int named_behind(apo__voices *v, const contents *c, apo__attribution_source *s)
{
	uint32_t n = v->name_of[s->end - 1], first = s->end;
	if (v->modifiers_first || v->unspaced || v->nouns_capitalised || n == APO_NONE ||
		c->role >= s->end - 1 || !strchr(v->d->names[n].key, ' ') ||
		v->d->names[n].kind == APO_NAME_PLACE)
		return 0;
	while (first > s->first && v->name_of[first - 1] == n)
		first--;
	if (first == s->first || apo__is_preposition(v, first - 1) ||
		apo__token_in(v, v->articles, first - 1) || !apo__is_source_noun(v, first - 1))
		return 0;
	name_it(v, v->d->names[n].entity, s);
	return 1;
}

static int office(apo__voices *v, const contents *c, apo__attribution_source *s)
{
	s->type = APO_SOURCE_PERSON;
	if (c->speaker && named_behind(v, c, s))
		return 1;
	if (c->speaker)
		return speaker(v, c, s);
	if (is_indefinite(v, s)) {
		s->type = APO_SOURCE_UNNAMED;
		return 1;
	}
	if (s->first == c->role || apo__token_in(v, v->articles, s->first))
		name_it(v, holder_of(v, c->role), s);
	if (!s->name && v->focus != APO_NONE && apo__is_described(v, v->focus, s->first, s->end))
		name_it(v, v->focus, s);
	if (!s->name)
		s->name = apo__tokens_text(v, s->first, s->end);
	return 1;
}

/* "der Funktionär Bernard Aubin von der CFTC": a name of several words, in front of a preposition, is not the body's behind it. */
static uint32_t member_of_body(
	const apo__voices *v, const contents *c, const apo__attribution_source *s)
{
	if (!v->nouns_capitalised || c->name == APO_NONE || v->kinds[c->name] != APO_NAME_OTHER)
		return APO_NONE;
	for (uint32_t t = s->first; t + 1 < s->end; t++) {
		uint32_t n = v->name_of[t];
		if (n != APO_NONE && v->d->names[n].entity == c->name && v->name_of[t + 1] != n)
			return strchr(v->d->names[n].key, ' ') &&
					       apo__token_in(v, v->prepositions, t + 1)
				       ? c->name
				       : APO_NONE;
	}
	return APO_NONE;
}

static int classify(apo__voices *v, apo__attribution_source *s)
{
	contents c;
	look(v, s->first, s->end, &c);
	forget_modifiers(v, s->end, &c);
	s->entity = APO_NONE;
	s->name = NULL;
	/* "warf die Staatsanwaltschaft Ertel vor": the person is another part of the clause */
	if (c.person != APO_NONE && v->behind && v->nouns_capitalised && c.role == APO_NONE &&
		c.organization != APO_NONE && c.organization + 1 < s->end &&
		v->name_of[c.organization] == APO_NONE &&
		v->name_of[c.organization + 1] != APO_NONE) {
		s->end = c.organization + 1;
		return body(v,
			&(contents){
				.body = APO_NONE, .name = APO_NONE, .organization = c.organization},
			s);
	}
	if (c.person != APO_NONE) {
		s->type = APO_SOURCE_PERSON;
		name_it(v, c.person, s);
		return 1;
	}
	uint32_t member = member_of_body(v, &c, s);
	if (member != APO_NONE) {
		s->type = APO_SOURCE_PERSON;
		name_it(v, member, s);
		return 1;
	}
	if (is_any_agency(v, &c, s->first))
		return body(v, &c, s);
	if (c.medium != APO_NONE || c.agency != APO_NONE ||
		(c.outlet != APO_NONE && c.role == APO_NONE && c.unnamed == APO_NONE))
		return medium(v, &c, s);
	if (c.unnamed != APO_NONE && (c.role == APO_NONE || is_indefinite(v, s))) {
		s->type = APO_SOURCE_UNNAMED;
		return 1;
	}
	if (c.role != APO_NONE)
		return office(v, &c, s);
	if (c.document != APO_NONE && c.body != APO_NONE && v->modifiers_first &&
		c.document + 1 == s->end && v->name_of[c.document] == APO_NONE)
		return body(v, &c, s); /* the Pew Research Center survey */
	if (c.document != APO_NONE) {
		s->type = APO_SOURCE_DOCUMENT;
		s->name = apo__tokens_text(v, s->first, s->end);
		return 1;
	}
	if (c.organization != APO_NONE || c.body != APO_NONE)
		return body(v, &c, s);
	if (c.name == APO_NONE && c.title == APO_NONE)
		return 0;
	if (c.name == APO_NONE) {
		s->type = APO_SOURCE_OUTLET;
		s->name = title_text(v, s->first, c.title);
		s->title = 1;
		return 1;
	}
	s->type = v->kinds[c.name] == APO_NAME_PLACE ? APO_SOURCE_INSTITUTION : APO_SOURCE_PERSON;
	name_it(v, c.name, s);
	return 1;
}

/* "Police in Velmond", "a person close to the house", "Conrad Loos of Hartwell & Loos": the noun before the preposition
 * is what the phrase is about. 0 = nothing is there. */
static int widen(apo__voices *v, apo__attribution_source *s, uint32_t first)
{
	for (int step = 0; step < 2; step++) {
		uint32_t begin = s->first;
		if (begin == first || !apo__token_in(v, v->prepositions, begin - 1))
			return 1;
		uint32_t t = begin - 1;
		while (t > first && begin - t < 4 && v->name_of[t - 1] == APO_NONE &&
			!apo__is_source_noun(v, t - 1) && is_inner(v, t - 1))
			t--;
		if (v->modifiers_first && t < begin - 1)
			return 0; /* "an RNC committeewoman from Nevada" */
		if (t == first || v->quote_of[t - 1] != APO_NONE ||
			!(v->name_of[t - 1] != APO_NONE || apo__is_source_noun(v, t - 1)))
			return 0;
		s->end = t;
		s->first = phrase_begin(v, t, first);
	}
	return s->first == first || !apo__token_in(v, v->prepositions, s->first - 1);
}

int apo__source_before(
	apo__voices *v, uint32_t end, uint32_t first, apo__attribution_source *source)
{
	if (end <= first || v->quote_of[end - 1] != APO_NONE)
		return 0;
	*source = (apo__attribution_source){end - 1, end, APO_SOURCE_PERSON, APO_NONE, NULL, 0, 0};
	char gender = apo__pronoun_gender(v, end - 1);
	if (gender)
		return apo__pronoun_resolve(v, gender, end - 1, source);
	if (v->name_of[end - 1] == APO_NONE && !apo__is_source_noun(v, end - 1))
		return 0;
	source->first = phrase_begin(v, end, first);
	uint32_t last = end;
	if (source->first >= end || !widen(v, source, first) || !classify(v, source))
		return 0;
	source->end = last;
	return 1;
}

/* A word without a capital that joins nothing to a noun before it. */
static int is_small_word(const apo__voices *v, uint32_t t)
{
	return !apo__is_named(v, t) && v->d->tokens[t].kind == APO_TOKEN_WORD &&
	       !(v->d->tokens[t].flags & APO_TOKEN_CAPITAL) && !apo__token_in(v, v->particles, t) &&
	       !apo__token_in(v, v->genitives, t) && !apo__token_in(v, v->articles, t) &&
	       !apo__is_source_noun(v, t);
}

/* Where the phrase that begins at `at` ends: behind its name or noun, with "von der Universität" or "of the house". */
static uint32_t phrase_end(const apo__voices *v, uint32_t at, uint32_t limit)
{
	uint32_t t = at, end = at;
	while (t < limit && t < at + 3 && apo__token_in(v, v->articles, t) &&
		v->name_of[t] == APO_NONE)
		t++;
	while (t < limit && t < at + LONGEST &&
		(is_inner(v, t) || apo__token_in(v, v->particles, t))) {
		if (v->nouns_capitalised && end > at && end == t && is_small_word(v, t))
			break; /* Laut der Polizei verlor Sims */
		if (apo__is_named(v, t) || apo__is_source_noun(v, t))
			end = t + 1;
		/* a name ends a phrase unless it is an adjective or a body before a title */
		if (v->name_of[t] != APO_NONE &&
			(t + 1 == limit || v->name_of[t + 1] != v->name_of[t]) &&
			v->d->names[v->name_of[t]].kind == APO_NAME_PERSON)
			break;
		t++;
	}
	return end;
}

int apo__source_at(apo__voices *v, uint32_t at, uint32_t limit, apo__attribution_source *source)
{
	if (at >= limit || v->quote_of[at] != APO_NONE)
		return 0;
	*source = (apo__attribution_source){at, at + 1, APO_SOURCE_PERSON, APO_NONE, NULL, 0, 0};
	char gender = apo__pronoun_gender(v, at);
	if (gender)
		return apo__pronoun_resolve(v, gender, at, source);
	uint32_t end = phrase_end(v, at, limit);
	if (end == at)
		return 0;
	source->end = end;
	return classify(v, source);
}

int apo__source_within(
	apo__voices *v, uint32_t first, uint32_t end, apo__attribution_source *source)
{
	*source = (apo__attribution_source){first, end, APO_SOURCE_PERSON, APO_NONE, NULL, 0, 0};
	return first < end && classify(v, source);
}
