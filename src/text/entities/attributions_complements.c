/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of bodies in languages that put what describes a noun behind it: "le ministère de l'Économie", "la comisión electoral".
 * Such a name goes on over adjectives, known by their endings, and over what [complement-links] join. Cost: PARTS at most.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define LONGEST 10 /* tokens of a name */
#define PARTS	3  /* adjectives and complements of a name */

/* A word of a name: no grammar, no verb, no day. */
static int is_plain_word(const apo__voices *v, uint32_t t)
{
	const apo__lang_section *const others[] = {v->functions, v->adverbs, v->prepositions,
		v->verbs, v->pronouns, v->articles, v->possessives, v->time_words, v->determiners,
		v->conjunctions, v->roles};
	if (v->d->tokens[t].kind != APO_TOKEN_WORD || v->quote_of[t] != APO_NONE)
		return 0;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (apo__token_in(v, others[i], t))
			return 0;
	return 1;
}

static int is_large(const apo__voices *v, uint32_t t)
{
	return v->d->tokens[t].kind == APO_TOKEN_WORD &&
	       v->d->tokens[t].flags & APO_TOKEN_CAPITAL && v->quote_of[t] == APO_NONE;
}

/* The stop inside of EE.UU. */
static int is_initial_stop(const apo__voices *v, uint32_t t, uint32_t limit)
{
	return t && t + 1 < limit && apo__token_is(v, t, ".") && is_large(v, t + 1) &&
	       v->d->tokens[t - 1].span.end == v->d->tokens[t].span.begin &&
	       v->d->tokens[t].span.end == v->d->tokens[t + 1].span.begin;
}

/* The word with a capital that says what a body is for: la Agencia para la Protección. `t` = there is none. */
static uint32_t purpose_at(const apo__voices *v, uint32_t t, uint32_t limit)
{
	uint32_t at = t + 1;
	if (!is_large(v, t - 1) || !apo__token_in(v, v->name_links, t))
		return t;
	if (at < limit && apo__token_in(v, v->articles, at))
		at++;
	return at > t + 1 && at < limit && is_large(v, at) ? at : t;
}

/* Has the small noun of a body at `t` the source's own name as its complement: le ministère de la Population? */
static int is_described_by(const apo__voices *v, uint32_t t, const apo__attribution_source *s)
{
	uint32_t link = apo__phrase_at(v->d, v->complement_links, t + 1, s->end, NULL);
	uint32_t at = t + 1 + link;
	return link && at < s->end && v->name_of[at] != APO_NONE &&
	       v->d->names[v->name_of[at]].entity == s->entity &&
	       !strchr(v->d->names[v->name_of[at]].key, ' ');
}

/* The end of one adjective or complement at `t`; `t` = there is none. */
static uint32_t part_end(const apo__voices *v, uint32_t t, uint32_t limit, int only_names)
{
	if (!only_names && is_plain_word(v, t) && !(v->d->tokens[t].flags & APO_TOKEN_CAPITAL) &&
		apo__ends_in(v->adjective_endings, v->d->tokens[t].form))
		return t + 1;
	uint32_t n = v->name_of[t];
	if (!only_names && n != APO_NONE && !(v->d->tokens[t].flags & APO_TOKEN_CAPITAL) &&
		v->kinds[v->d->names[n].entity] == APO_NAME_PLACE)
		return t + 1; /* fédération suisse */
	uint32_t link = apo__phrase_at(v->d, v->complement_links, t, limit, NULL), at = t + link;
	int purpose = !link && (at = purpose_at(v, t, limit)) > t;
	if (purpose)
		link = at - t;
	if (!link || at >= limit)
		return t;
	if (!is_large(v, at))
		return !only_names && is_plain_word(v, at) ? at + 1 : t;
	n = v->name_of[at];
	if (n != APO_NONE && v->kinds[v->d->names[n].entity] == APO_NAME_PERSON &&
		strchr(v->d->names[n].key, ' '))
		return t;
	while (at < limit && is_large(v, at)) {
		at++;
		if (is_initial_stop(v, at, limit))
			at++;
		/* para la Alimentación y la Agricultura */
		if (purpose && at + 2 < limit && apo__token_in(v, v->conjunctions, at) &&
			apo__token_in(v, v->articles, at + 1) && is_large(v, at + 2))
			at += 2;
	}
	return at;
}

static uint32_t name_end(const apo__voices *v, uint32_t t, uint32_t limit, int only_names)
{
	for (int parts = 0; parts < PARTS && t < limit; parts++) {
		uint32_t end = part_end(v, t, limit, only_names);
		if (end == t)
			break;
		t = end;
	}
	return t;
}

static int is_body_noun(const apo__voices *v, uint32_t t)
{
	return apo__token_in(v, v->organizations, t) || apo__token_in(v, v->agency_words, t) ||
	       apo__token_in(v, v->outlet_words, t);
}

int apo__source_complete(apo__voices *v, apo__attribution_source *s)
{
	if (!v->complement_links->count || s->first >= s->end)
		return 0;
	const apo_segment *segment = &v->d->segments[v->d->tokens[s->first].segment];
	uint32_t limit = segment->first_token + segment->tokens, first = s->first, noun;
	while (first < s->end && apo__is_determiner(v, first))
		first++;
	if (first >= s->end)
		return 0;
	noun = first + 1;
	/* la Delegación de Gobierno */
	int unknown = is_large(v, first) && first > s->first && !apo__is_named(v, first) &&
		      !is_body_noun(v, first);
	if (s->entity == APO_NONE || unknown) {
		uint32_t word = 0, last = 0;
		if (!unknown && (!is_body_noun(v, first) || apo__is_named(v, first) ||
					!apo__source_words(v, s, &word, &last) || word > first))
			return 0; /* la revista "Forbes" */
		while (noun < limit && is_large(v, noun))
			noun++;
	} else {
		uint32_t n = v->name_of[first];
		if (n == APO_NONE && is_body_noun(v, first) && is_described_by(v, first, s))
			s->entity = APO_NONE;
		else if (n == APO_NONE || v->d->names[n].entity != s->entity)
			return 0;
		while (n != APO_NONE && noun < limit && v->name_of[noun] == n)
			noun++;
		if (n != APO_NONE && noun == first + 1 && !is_body_noun(v, first))
			return 0; /* the name of one word is whole */
	}
	int is_cut = is_initial_stop(v, noun, limit);
	if (is_cut)
		noun += 2; /* Departamento de Justicia de EE.UU. */
	uint32_t end = name_end(v, noun, limit, s->entity != APO_NONE && !unknown);
	if (end + 1 < limit && apo__token_in(v, v->name_links, end) && is_large(v, end + 1))
		s->unsure = 1; /* Consejo Nacional para Prevenir la Discriminación */
	if (end == noun && (s->entity != APO_NONE || unknown) && !is_cut)
		return 0;
	while (end < limit && end > noun && is_large(v, end))
		end++; /* el grupo de medios Televisa */
	s->name = apo__tokens_text(v, first, end);
	s->unsure |= end - first > LONGEST; /* a line in capitals */
	s->entity = APO_NONE;
	if (end > s->end)
		s->end = end;
	return 1;
}
