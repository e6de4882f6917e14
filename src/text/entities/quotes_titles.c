/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Passages in quotation marks that name a thing and are nobody's statement: the title of a book behind the word "book", the name
 * of a body in its own language. What is behind a noun of [title-nouns] is a title before attributions are looked for. What
 * nobody is found to have said and looks like a name, most words with capitals and none a pronoun or an auxiliary, is one
 * afterwards. Linear in the tokens beside and inside the quotations.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define LONGEST_TITLE 10 /* words; set by hand */

/* The tokens inside the marks; 0 = there are none. */
static int inside(const apo_document *d, const apo_quote *quote, uint32_t *first, uint32_t *end)
{
	const apo_segment *segment = &d->segments[quote->first_segment];
	uint32_t t = segment->first_token, end_of_search = d->token_count;
	while (t < end_of_search) {
		uint32_t middle = t + (end_of_search - t) / 2;
		if (d->tokens[middle].span.begin < quote->inner.begin)
			t = middle + 1;
		else
			end_of_search = middle;
	}
	*first = t;
	while (t < d->token_count && t < *first + 2 * LONGEST_TITLE &&
		d->tokens[t].span.begin < quote->inner.end)
		t++;
	*end = t;
	return *end > *first;
}

static int is_large(const apo_token *token)
{
	return token->flags & (APO_TOKEN_CAPITAL | APO_TOKEN_UPPER) ||
	       token->kind == APO_TOKEN_NUMBER || token->kind == APO_TOKEN_HAN;
}

/* The quotation is short, begins as a name does, and does not end as a sentence does. */
static int may_be_title(const apo_document *d, uint32_t first, uint32_t end)
{
	const char *last = d->tokens[end - 1].form;
	uint32_t words = 0;
	for (uint32_t t = first; t < end; t++)
		words += d->tokens[t].kind != APO_TOKEN_PUNCTUATION;
	return words <= LONGEST_TITLE && end < first + 2 * LONGEST_TITLE &&
	       is_large(&d->tokens[first]) && strcmp(last, ".") != 0 && strcmp(last, ",") != 0;
}

void apo__quotes_mark_titles(
	const apo_document *d, const apo__language *language, apo_quote *quotes)
{
	const apo__lang_section *nouns = apo__language_section(language, "title-nouns");
	for (uint32_t q = 0; q < d->quote_count && nouns->count; q++) {
		uint32_t first, end, begin = d->segments[quotes[q].first_segment].first_token;
		if (quotes[q].flags & (APO_QUOTE_SCARE | APO_QUOTE_BLOCK) ||
			!inside(d, &quotes[q], &first, &end) || first < begin + 2 ||
			!may_be_title(d, first, end))
			continue;
		uint32_t noun = first - 1; /* the mark */
		if (apo__phrase_before(d, nouns, noun, begin, NULL) ||
			(d->tokens[noun - 1].flags & APO_TOKEN_CAPITAL &&
				apo__phrase_ending(nouns, d->tokens[noun - 1].form)))
			quotes[q].flags |= APO_QUOTE_SCARE;
	}
}

/* A word of a clause, which no name has: a pronoun, an auxiliary, a verb of speech. */
static int is_of_clause(const apo__voices *v, uint32_t t)
{
	return apo__token_in(v, v->pronouns, t) || apo__token_in(v, v->passives, t) ||
	       apo__token_in(v, v->perfects, t) || apo__token_in(v, v->verbs, t) ||
	       apo__token_in(v, v->negations, t) || apo__token_in(v, v->clause_words, t);
}

int apo__quote_is_name(const apo__voices *v, const apo_quote *quote)
{
	const apo_document *d = v->d;
	uint32_t first, end, large = 0, small = 0;
	if (v->unspaced || !inside(d, quote, &first, &end) || !may_be_title(d, first, end) ||
		!is_large(&d->tokens[end - 1]))
		return 0;
	uint32_t begin = d->segments[quote->first_segment].first_token;
	if (first < begin + 2 || apo__token_is(v, first - 2, ":") ||
		apo__token_is(v, first - 2, ","))
		return 0;
	for (uint32_t t = first; t < end; t++) {
		if (d->tokens[t].kind == APO_TOKEN_PUNCTUATION)
			continue;
		if (t > first && is_of_clause(v, t))
			return 0;
		large += is_large(&d->tokens[t]) != 0;
		small += !is_large(&d->tokens[t]);
	}
	return large >= small;
}
