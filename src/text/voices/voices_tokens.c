/* SPDX-License-Identifier: Apache-2.0 */
/* What the rules of attribution ask of single tokens: are they in a section, a mark, a name, the noun of a source. */
#include <string.h>

#include "text/document/phrases.h"
#include "text/voices/known.h"

#define LONGEST_NOUN 64 /* bytes of a noun that is looked for without its ending */

int apo__token_in(const apo__voices *v, const apo__lang_section *section, uint32_t t)
{
	const char *form = v->d->tokens[t].form;
	return apo__lang_find(section, form, strlen(form)) != NULL;
}

int apo__token_is(const apo__voices *v, uint32_t t, const char *form)
{
	return !strcmp(v->d->tokens[t].form, form);
}

/* A noun of the section; where nouns grow together, one that ends in it. */
const apo__lang_entry *apo__noun_in(
	const apo__voices *v, const apo__lang_section *section, uint32_t t)
{
	const apo_token *token = &v->d->tokens[t];
	const apo__lang_entry *entry = apo__lang_find(section, token->form, strlen(token->form));
	if (entry || !v->nouns_capitalised || !(token->flags & APO_TOKEN_CAPITAL))
		return entry;
	entry = apo__phrase_ending(section, token->form);
	size_t size = strlen(token->form);
	char bare[LONGEST_NOUN];
	for (uint32_t i = 0; !entry && i < v->inflections->count; i++) {
		const char *ending = v->inflections->entries[i].folded;
		size_t cut = strlen(ending);
		if (size < cut + 4 || size - cut >= sizeof bare ||
			strcmp(token->form + size - cut, ending) != 0)
			continue;
		memcpy(bare, token->form, size - cut);
		bare[size - cut] = 0;
		entry = apo__phrase_ending(section, bare);
	}
	return entry;
}

int apo__is_small_for_name(const apo__voices *v, const apo__lang_entry *entry, uint32_t t)
{
	return entry && apo__entry_says(entry, "name") &&
	       !(v->d->tokens[t].flags & APO_TOKEN_CAPITAL);
}

int apo__is_source_noun(const apo__voices *v, uint32_t t)
{
	const apo__lang_entry *body = apo__noun_in(v, v->organizations, t),
			      *outlet = apo__noun_in(v, v->outlet_words, t);
	return apo__noun_in(v, v->roles, t) || apo__noun_in(v, v->unnamed, t) ||
	       apo__noun_in(v, v->agency_words, t) || apo__noun_in(v, v->documents, t) ||
	       (body && !apo__is_small_for_name(v, body, t)) ||
	       (outlet && !apo__is_small_for_name(v, outlet, t));
}

int apo__is_possessive(const apo__voices *v, uint32_t t)
{
	const apo_token *token = &v->d->tokens[t];
	if (apo__token_is(v, t, "'s"))
		return 1;
	if (!v->modifiers_first || !t || token->kind != APO_TOKEN_PUNCTUATION ||
		!(apo__token_is(v, t, "'") || apo__token_is(v, t, "’")))
		return 0;
	const apo_token *name = token - 1, *next = token + 1;
	return t + 1 < v->d->token_count && v->name_of[t - 1] != APO_NONE &&
	       name->span.end == token->span.begin && token->span.end < next->span.begin &&
	       next->kind == APO_TOKEN_WORD && v->d->text[name->span.end - 1] == 's';
}

int apo__voices_break(const apo__voices *v, uint32_t t)
{
	return (apo__voices_token(v, t)->kind == APO_TOKEN_PUNCTUATION &&
		       !apo__is_possessive(v, t)) ||
	       v->quote_of[t] != APO_NONE;
}

static int is_word(const apo__voices *v, uint32_t t)
{
	uint32_t kind = v->d->tokens[t].kind;
	return kind == APO_TOKEN_WORD || kind == APO_TOKEN_NUMBER;
}

int apo__is_named(const apo__voices *v, uint32_t t)
{
	return v->name_of[t] != APO_NONE || v->title_of[t] != APO_NONE;
}

int apo__ends_phrase(const apo__voices *v, uint32_t t)
{
	if (apo__is_named(v, t))
		return 0;
	return v->quote_of[t] != APO_NONE || (!is_word(v, t) && !apo__is_possessive(v, t)) ||
	       apo__token_in(v, v->complementizers, t) || apo__token_in(v, v->conjunctions, t) ||
	       apo__token_in(v, v->clause_words, t);
}

int apo__is_determiner(const apo__voices *v, uint32_t t)
{
	return !apo__is_named(v, t) &&
	       (apo__token_in(v, v->articles, t) || apo__token_in(v, v->determiners, t));
}

int apo__is_preposition(const apo__voices *v, uint32_t t)
{
	return !apo__is_named(v, t) && apo__token_in(v, v->prepositions, t);
}

/* Where what a phrase is about ends: before the first preposition. */
uint32_t apo__core_end(const apo__voices *v, uint32_t first, uint32_t end)
{
	uint32_t t = first + 1;
	while (t < end && !apo__is_preposition(v, t))
		t++;
	return t;
}

int apo__ends_in(const apo__lang_section *endings, const char *form)
{
	size_t size = strlen(form);
	for (uint32_t i = 0; i < endings->count; i++) {
		size_t cut = strlen(endings->entries[i].folded);
		if (size >= cut && size > 2 &&
			!strcmp(form + size - cut, endings->entries[i].folded))
			return 1;
	}
	return 0;
}

int apo__is_plural(const apo__voices *v, const apo__attribution_source *source)
{
	if (source->first >= source->end)
		return 1;
	uint32_t core = apo__core_end(v, source->first, source->end);
	if (!apo__is_named(v, source->first) &&
		(apo__token_in(v, v->determiners, source->first) ||
			v->d->tokens[source->first].kind == APO_TOKEN_NUMBER))
		return 1; /* those surveyed */
	return apo__ends_in(v->plurals, v->d->tokens[core - 1].form) ||
	       apo__token_in(v, v->determiners, core - 1);
}

const char *apo__tokens_text(const apo__voices *v, uint32_t first, uint32_t end)
{
	uint32_t begin = v->d->tokens[first].span.begin;
	return apo__strndup(v->arena, v->d->text + begin, v->d->tokens[end - 1].span.end - begin);
}

int apo__is_dash(const apo__voices *v, uint32_t t)
{
	return apo__token_is(v, t, "-") || apo__token_is(v, t, "–") || apo__token_is(v, t, "—") ||
	       apo__token_is(v, t, "―") || apo__token_is(v, t, "--");
}

/* "the paper plant", "the RT America audience": the noun of a medium is not the last of its phrase. */
int apo__phrase_goes_on(const apo__voices *v, uint32_t t, uint32_t limit)
{
	return v->modifiers_first && t < limit && v->name_of[t] == APO_NONE &&
	       apo__voices_token(v, t)->kind == APO_TOKEN_WORD &&
	       !apo__token_in(v, v->functions, t) && !apo__token_in(v, v->adverbs, t) &&
	       !apo__token_in(v, v->prepositions, t) && !apo__token_in(v, v->verbs, t);
}

int apo__source_is_medium(const apo__attribution_source *s)
{
	return s->type == APO_SOURCE_AGENCY || s->type == APO_SOURCE_OUTLET;
}

int apo__source_words(
	const apo__voices *v, const apo__attribution_source *s, uint32_t *first, uint32_t *end)
{
	size_t size = s->name ? strlen(s->name) : 0;
	for (uint32_t t = s->first; t < s->end && size; t++) {
		uint32_t begin = v->d->tokens[t].span.begin, i = t;
		if (begin + size > v->d->size || strncmp(v->d->text + begin, s->name, size) != 0)
			continue;
		while (i < s->end && v->d->tokens[i].span.end <= begin + size)
			i++;
		*first = t;
		*end = i;
		return i > t && v->title_of[t] == APO_NONE;
	}
	return 0;
}

int apo__is_quotation_mark(const apo__voices *v, uint32_t t)
{
	static const char *const marks[] = {"'", "‘", "’", "\"", "“", "”", "„", "«", "»"};
	for (size_t i = 0; t < v->d->token_count && i < sizeof marks / sizeof *marks; i++)
		if (apo__token_is(v, t, marks[i]))
			return 1;
	return 0;
}
