/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Subjects that no list knows: "elected officials from both parties say", "Die Feuerwehr gab an". A phrase is a row of words that
 * are not function words, with its article, and what prepositions join to it; its first part says what it is about. Such a source
 * is a fact of syntax, so it is believed only where a verb of speech is framed by what it reports. Cost: bounded by FARTHEST tokens.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define FARTHEST    18 /* tokens of a phrase with what prepositions join to it */
#define COMMA_NEAR  3  /* tokens to the comma of a clause that a verb governs */
#define CLAUSE_NEAR 7  /* tokens from a verb to the next of a clause without "that" */
#define HEARER	    4  /* tokens between a verb and its "that": "promised the people that" */
#define FRAME	    14 /* tokens behind a verb in which "that" or a quotation is looked for */
#define BRACKET	    8  /* tokens of "(R-Ohio)" */

uint32_t apo__before_bracket(const apo__voices *v, uint32_t end, uint32_t first)
{
	if (end < first + 3 || !apo__token_is(v, end - 1, ")"))
		return end;
	for (uint32_t t = end - 1; t > first && end - t < BRACKET; t--)
		if (apo__token_is(v, t - 1, "("))
			return t - 1 > first ? t - 1 : end;
	return end;
}

/* A word with a meaning of its own. */
static int is_content(const apo__voices *v, uint32_t t)
{
	if (apo__is_named(v, t) || apo__is_possessive(v, t))
		return 1;
	return !apo__ends_phrase(v, t) &&
	       (apo__is_source_noun(v, t) ||
		       (!apo__token_in(v, v->functions, t) && !apo__token_in(v, v->adverbs, t)));
}

/* "Ein Sprecher der Kommissarin Reding": where the name of another office begins. */
static uint32_t before_genitive(const apo__voices *v, uint32_t first, uint32_t end)
{
	for (uint32_t t = first + 1; t < end; t++)
		if (!apo__is_named(v, t) && apo__token_in(v, v->genitives, t))
			for (uint32_t i = t + 1; i < end; i++)
				if (apo__is_named(v, i))
					return apo__is_source_noun(v, i - 1) ? t : end;
	return end;
}

/* What the words [first, end) name: an office, body or medium that a list knows, or the name that they end with. Any other phrase
 * is a source without a name. */
static void name_phrase(
	apo__voices *v, uint32_t first, uint32_t end, apo__attribution_source *source)
{
	int last_known = apo__is_named(v, end - 1) || apo__is_source_noun(v, end - 1);
	if (v->nouns_capitalised)
		for (uint32_t t = first; t < end; t++)
			last_known |= apo__is_named(v, t) || apo__is_source_noun(v, t);
	if (last_known && apo__source_within(v, first, before_genitive(v, first, end), source))
		return;
	*source = (apo__attribution_source){first, end, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 1};
}

static int begins_well(const apo__voices *v, uint32_t first, uint32_t core, int subject)
{
	if (apo__is_determiner(v, core - 1) && !apo__token_in(v, v->determiners, core - 1))
		return 0;
	if (v->nouns_capitalised) { /* a noun or a name is in it */
		const apo_token *token = &v->d->tokens[first];
		if (subject && apo__token_in(v, v->oblique, first))
			return 0;
		if (core == first + 1 && token->flags & APO_TOKEN_INITIAL &&
			!apo__is_named(v, first) && !apo__is_source_noun(v, first) &&
			apo__interned(&v->capitals, token->form, strlen(token->form)) == APO_NONE)
			return 0; /* Ähnlich äußerte sich */
		for (uint32_t t = first; t < core; t++)
			if ((v->d->tokens[t].flags & APO_TOKEN_CAPITAL && is_content(v, t)) ||
				apo__is_named(v, t))
				return 1;
		return 0;
	}
	if (apo__is_determiner(v, first) || apo__is_named(v, first) ||
		v->d->tokens[core - 1].kind == APO_TOKEN_NUMBER ||
		v->d->tokens[first].kind == APO_TOKEN_NUMBER)
		return 1;
	if (apo__ends_in(v->plurals, v->d->tokens[core - 1].form))
		return 1;
	return apo__is_source_noun(v, core - 1);
}

int apo__noun_phrase_before(
	apo__voices *v, uint32_t end, uint32_t first, apo__attribution_source *source)
{
	uint32_t begin = end, t = end;
	while (t > first && end - t < FARTHEST) {
		uint32_t u = t - 1;
		if (apo__is_determiner(v, u)) {
			begin = t = u;
			if (t > first && apo__is_determiner(v, t - 1) &&
				!apo__token_in(v, v->complementizers, t - 1))
				begin = t = t - 1;
			int genitive = t > first && apo__token_in(v, v->genitives, t) &&
				       is_content(v, t - 1) && !apo__is_preposition(v, t - 1);
			if (t == first || !(genitive || apo__is_preposition(v, t - 1)))
				break;
		} else if (apo__is_preposition(v, u)) {
			t = u;
		} else if (is_content(v, u)) {
			begin = t = u;
		} else {
			break;
		}
	}
	if (begin == end || apo__is_preposition(v, end - 1))
		return 0;
	if (begin > first &&
		apo__is_preposition(v, begin - 1)) { /* "In Washington the company said" */
		begin = end;
		while (begin > first && is_content(v, begin - 1))
			begin--;
		if (begin > first && apo__is_determiner(v, begin - 1))
			begin--;
		if (begin == end || (begin > first && apo__is_preposition(v, begin - 1)))
			return 0;
	}
	uint32_t core = apo__core_end(v, begin, end);
	if (!begins_well(v, begin, core, 1))
		return 0;
	name_phrase(v, begin, core, source);
	/* "figures of the board show": the board is the source */
	apo__attribution_source owner;
	if (source->unsure && core + 1 < end && apo__token_in(v, v->report_nouns, core - 1) &&
		apo__token_in(v, v->links, core) && apo__source_at(v, core + 1, end, &owner))
		*source = owner;
	source->first = begin;
	source->end = end;
	return 1;
}

int apo__noun_phrase_at(
	apo__voices *v, uint32_t at, uint32_t limit, apo__attribution_source *source)
{
	uint32_t t = at, end = at;
	while (t < limit && t < at + 3 && apo__is_determiner(v, t))
		t++;
	for (; t < limit && t < at + FARTHEST; t++) {
		if (apo__is_named(v, t)) {
			end = t + 1;
			continue;
		}
		int genitive = end > at && apo__token_in(v, v->genitives, t);
		if (!genitive && !is_content(v, t))
			break;
		if (apo__token_in(v, v->verbs, t) && end > at)
			break;
		if (!genitive &&
			(!v->nouns_capitalised || v->d->tokens[t].flags & APO_TOKEN_CAPITAL ||
				v->d->tokens[t].kind == APO_TOKEN_NUMBER))
			end = t + 1;
		else if (!genitive && end > at && !apo__token_in(v, v->genitives, t - 1))
			break; /* a small word behind the noun is not part of it */
	}
	if (end == at || apo__is_determiner(v, end - 1) || !begins_well(v, at, end, 0))
		return 0;
	name_phrase(v, at, end, source);
	return 1;
}

/* "believe debt relief is possible": a clause without "that", whose verb is near. */
static int has_clause_behind(const apo__voices *v, uint32_t at, uint32_t limit)
{
	if (!v->modifiers_first || at >= limit || apo__is_preposition(v, at) ||
		apo__ends_phrase(v, at))
		return 0;
	for (uint32_t i = at; i < limit && i < at + CLAUSE_NEAR; i++) {
		if (apo__ends_phrase(v, i) && !(i == at && apo__token_in(v, v->pronouns, i)))
			return 0;
		if (i > at && apo__token_in(v, v->relative_signs, i) && !apo__is_named(v, i))
			return 1;
		if (!apo__is_named(v, i) && apo__token_in(v, v->verbs, i))
			return 0;
	}
	return 0;
}

int apo__verb_is_framed(const apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end,
	const apo__attribution_source *source)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	uint32_t from = source->first < t && source->first < source->end ? source->first : t;
	while (from > first && from == t && apo__token_in(v, v->adverbs, from - 1))
		from = t = t - 1; /* „...“, so urteilte Weber */
	if (from > 0 && v->quote_of[from - 1] != APO_NONE)
		return 1;
	if (from > first + 1 && apo__voices_break(v, from - 1) && v->quote_of[from - 2] != APO_NONE)
		return 1;
	if (source->end > end)
		end = source->end;
	if (from > first && apo__token_is(v, from - 1, ",") &&
		(end == limit || apo__token_is(v, end, ".") || apo__token_is(v, end, ",")))
		return 1; /* "It will rain, forecasters say." */
	if (has_clause_behind(v, end, limit))
		return 1;
	for (uint32_t i = end; i < limit && i < end + FRAME; i++) {
		if (v->quote_of[i] != APO_NONE || apo__token_is(v, i, ":"))
			return 1;
		if (i > end && v->modifiers_first && apo__token_in(v, v->verbs, i) &&
			v->name_of[i] == APO_NONE)
			return 0; /* agreed to hear cases that */
		/* "shown an inclination to end the war that", but "promised the people that" */
		if (v->modifiers_first && i > end + HEARER && apo__is_determiner(v, end) &&
			apo__token_in(v, v->complementizers, i))
			return 0;
		if (apo__token_in(v, v->complementizers, i)) /* "party rules that could change" */
			return !(i + 1 < limit && apo__token_in(v, v->relative_signs, i + 1)) &&
			       !(i > end && apo__token_in(v, v->that_nouns, i - 1));
		if (v->title_of[i] != APO_NONE || v->d->tokens[i].kind != APO_TOKEN_PUNCTUATION)
			continue;
		if (i + 1 >= limit || !apo__token_is(v, i, ",") ||
			apo__token_in(v, v->adverbials, i + 1))
			return 0;
		return v->quote_of[i + 1] != APO_NONE ||
		       (v->verb_second && (i < end + COMMA_NEAR ||
						  apo__token_in(v, v->complementizers, i + 1)));
	}
	return 0;
}

/* A word that begins a sentence is a noun when the text has it with a capital inside of one. */
static int is_noun_inside(const apo__voices *v, uint32_t t)
{
	const char *form = apo__voices_token(v, t)->form;
	return apo__interned(&v->capitals, form, strlen(form)) != APO_NONE;
}

/* "sagte Kempf": a single noun without an article and with a verb in the singular is a name. */
void apo__source_name_person(apo__voices *v, uint32_t verb_end, apo__attribution_source *source)
{
	const apo_token *token = apo__voices_token(v, source->first);
	if (source->end != source->first + 1 || !(token->flags & APO_TOKEN_CAPITAL) ||
		(token->flags & APO_TOKEN_INITIAL && !is_noun_inside(v, source->first)) ||
		token->kind != APO_TOKEN_WORD || apo__is_source_noun(v, source->first) ||
		apo__phrase_ending(v->endings, token->form) ||
		apo__ends_in(v->verb_plurals, apo__voices_token(v, verb_end - 1)->form))
		return;
	source->name = apo__tokens_text(v, source->first, source->end);
	source->type = APO_SOURCE_PERSON;
}

/* "berichtet der North Herald": what reports news and is written with capitals is a medium's name. */
void apo__source_name_medium(apo__voices *v, apo__attribution_source *source)
{
	uint32_t first = source->first;
	while (first < source->end && apo__is_determiner(v, first))
		first++;
	if (source->end < first + 2)
		return;
	for (uint32_t t = first; t < source->end; t++)
		if (!(apo__voices_token(v, t)->flags & APO_TOKEN_CAPITAL))
			return;
	source->name = apo__tokens_text(v, first, source->end);
	source->type = APO_SOURCE_OUTLET;
	source->unsure = 0;
}
