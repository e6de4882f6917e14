/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of bodies and media where words are written without spaces (Chinese). Nothing shows where such a name begins, so it is
 * believed only where what is before it is known: the clause begins there, or an adverb, a day, a verb of speech is there.
 * Between 据 and 报道 both ends are known, and the last word decides what the name is of. Cost: bounded by the tokens of a clause.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define LONGEST_BODY   14 /* tokens by which the name of a body goes on before its noun */
#define LONGEST_MEDIUM 12 /* tokens of a medium that no list knows */

int apo__is_clause_end(const apo__voices *v, uint32_t t)
{
	static const char *const inner[] = {"·", "(", ")", "《", "》"};
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
		if (apo__token_is(v, t, inner[i]))
			return 0;
	return apo__voices_break(v, t);
}

uint32_t apo__preposition_at(const apo__voices *v, uint32_t t, uint32_t end, uint32_t *count)
{
	const apo__lang_entry *entry;
	*count = v->name_of[t] == APO_NONE ? apo__phrase_at(v->d, v->prepositions, t, end, &entry)
					   : 0;
	return *count && !apo__entry_says(entry, "other") ? *count : 0;
}

/* Another word than the grammar's inside of a name: 以色列, 中国. */
static int is_in_name(const apo__voices *v, uint32_t t)
{
	uint32_t n = v->name_of[t];
	return n != APO_NONE && (v->kinds[v->d->names[n].entity] == APO_NAME_PLACE ||
					v->kinds[v->d->names[n].entity] == APO_NAME_ORGANIZATION);
}

/* A word that no name of a body goes over: the grammar, a verb, a mark. */
static int ends_body(const apo__voices *v, uint32_t t, uint32_t first)
{
	const apo__lang_section *const stops[] = {v->functions, v->adverbs, v->prepositions,
		v->verbs, v->pronouns, v->indefinite, v->determiners};
	if (is_in_name(v, t))
		return 0;
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (apo__phrase_before(v->d, stops[i], t + 1, first, NULL))
			return 1;
	uint32_t day = apo__phrase_before(v->d, v->time_words, t + 1, first, NULL);
	if (day > 1 || (day && t > first && apo__voices_token(v, t - 1)->kind == APO_TOKEN_NUMBER))
		return 1; /* 去年, 25日 */
	return apo__is_clause_end(v, t) || apo__voices_token(v, t)->kind == APO_TOKEN_NUMBER;
}

/* The whole name of the body whose last word begins at `at`: 印尼国家减灾机构. */
static uint32_t body_begin(const apo__voices *v, uint32_t at, uint32_t first)
{
	uint32_t begin = at;
	while (begin > first && at - begin < LONGEST_BODY && !ends_body(v, begin - 1, first) &&
		!(v->name_of[begin - 1] != APO_NONE &&
			v->kinds[v->d->names[v->name_of[begin - 1]].entity] == APO_NAME_PERSON))
		begin--;
	return begin;
}

/* Can nothing before token `at` belong to a name that begins there? The clause begins at `first`. */
static int begins_surely(const apo__voices *v, uint32_t at, uint32_t first)
{
	const apo__lang_section *const words[] = {v->time_words, v->verbs, v->determiners};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (apo__phrase_before(v->d, words[i], at, first, NULL))
			return 1;
	const apo__lang_section *const small[] = {v->adverbs, v->conjunctions, v->prepositions};
	for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
		uint32_t count = apo__phrase_before(v->d, small[i], at, first, NULL);
		if (count > 1 || (count && i < 2 && at - count == first))
			return 1; /* 对此, 但 */
	}
	return at == first;
}

static void unname(apo__attribution_source *s)
{
	s->type = APO_SOURCE_UNNAMED;
	s->entity = APO_NONE;
	s->name = NULL;
	s->unsure = 1;
}

/* Is there nothing but adverbs, days and phrases like 在采访中 between the subject and the verb? */
static int is_next_to(const apo__voices *v, uint32_t t, uint32_t verb)
{
	while (t < verb) {
		uint32_t count = apo__phrase_at(v->d, v->adverbs, t, verb, NULL), other;
		if (apo__preposition_at(v, t, verb, &other))
			return 1;
		if (!count)
			count = apo__phrase_at(v->d, v->time_words, t, verb, NULL);
		if (!count && apo__voices_token(v, t)->kind != APO_TOKEN_HAN)
			count = 1;
		if (!count)
			return 0;
		t += count;
	}
	return 1;
}

int apo__body_settle(apo__voices *v, uint32_t t, uint32_t first, apo__attribution_source *source)
{
	uint32_t n = v->name_of[source->first];
	int whole = n != APO_NONE && v->kinds[v->d->names[n].entity] != APO_NAME_PLACE;
	for (uint32_t i = source->first; whole && i < source->end; i++)
		whole = v->name_of[i] == n;
	if (apo__phrase_at(v->d, v->person_suffixes, source->end, t, NULL) ||
		!is_next_to(v, source->end, t)) {
		unname(source);
		return 1;
	}
	uint32_t noun = source->first;
	if (!whole || n == APO_NONE)
		source->first = body_begin(v, source->first, first);
	if (source->end == source->first + 1 &&
		apo__voices_token(v, noun)->span.end - apo__voices_token(v, noun)->span.begin <= 3)
		return 0; /* the rest of its name is not known */
	if (!begins_surely(v, source->first, first)) {
		unname(source); /* 最大党复兴运动党, 厦大附属中山医院 */
		return 1;
	}
	if (!whole && source->end > source->first + (n != APO_NONE) &&
		!apo__noun_in(v, v->roles, source->end - 1) &&
		!apo__phrase_before(v->d, v->roles, source->end, source->first, NULL)) {
		uint32_t end = source->first;
		while (end < source->end && n != APO_NONE && v->name_of[end] == n)
			end++;
		if (end < source->end) {
			if (apo__phrase_before(
				    v->d, v->outlet_words, source->end, source->first, NULL))
				source->type = APO_SOURCE_OUTLET; /* 英国广播公司 */
			source->entity = APO_NONE;
			source->name = apo__tokens_text(v, source->first, source->end);
		}
	}
	return 1;
}

/* ---- between 据 and 报道 ------------------------------------------------------------------------- */

/* Does the phrase end with the noun of a body or medium, or in the word or sign of one? */
static int ends_as_body(const apo__voices *v, uint32_t first, uint32_t end)
{
	const apo__lang_section *const nouns[] = {
		v->organizations, v->agency_words, v->outlet_words, v->body_endings};
	for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
		if (apo__phrase_before(v->d, nouns[i], end, first, NULL))
			return 1;
	return 0;
}

/* One word at the end that is not part of a name: a day, 的, the place where it was published. Its tokens. */
static uint32_t tail_at(const apo__voices *v, uint32_t first, uint32_t end)
{
	const apo__lang_section *const tails[] = {
		v->time_words, v->adverbs, v->report_nouns, v->genitives, v->functions};
	uint32_t longest = 0;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		uint32_t count = apo__phrase_before(v->d, tails[i], end, first, NULL);
		if (count > longest)
			longest = count;
	}
	if (!longest && apo__voices_token(v, end - 1)->kind == APO_TOKEN_NUMBER)
		longest = 1;
	return is_in_name(v, end - 1) ? 0 : longest;
}

/* Where the bracket that ends before token `end` begins; `end` = there is none. */
static uint32_t before_bracket(const apo__voices *v, uint32_t first, uint32_t end)
{
	if (end < first + 2 || !apo__token_is(v, end - 1, ")"))
		return end;
	for (uint32_t t = end - 1; t > first; t--)
		if (apo__token_is(v, t, "("))
			return t;
	return end;
}

static uint32_t trimmed(const apo__voices *v, uint32_t first, uint32_t end)
{
	for (;;) {
		uint32_t bracket = before_bracket(v, first, end);
		uint32_t count = bracket < end ? end - bracket : tail_at(v, first, end);
		if (!count || end - count <= first ||
			(bracket == end && ends_as_body(v, first, end)))
			return end;
		end -= count;
	}
}

/* 《...》: the title of a text in [first, end); APO_NONE = none. */
static uint32_t title_in(const apo__voices *v, uint32_t first, uint32_t end)
{
	while (first < end && !apo__token_is(v, first, "《"))
		first++;
	return first < end ? first : APO_NONE;
}

static int name_title(
	apo__voices *v, uint32_t title, uint32_t end, int news, apo__attribution_source *source)
{
	uint32_t close = title + 1;
	while (close < end && !apo__token_is(v, close, "》"))
		close++;
	if (close == title + 1)
		return 0;
	source->type = news ? APO_SOURCE_OUTLET : APO_SOURCE_DOCUMENT;
	source->entity = APO_NONE;
	source->name = apo__tokens_text(v, title + 1, close);
	return 1;
}

/* Is there neither a verb nor 的 nor a mark in the words [first, end), which end as a name does? */
static int is_plain_name(const apo__voices *v, uint32_t first, uint32_t end)
{
	const apo__lang_entry *verb;
	for (uint32_t t = first; t < end; t++)
		if (!is_in_name(v, t) &&
			(apo__token_in(v, v->genitives, t) || apo__is_clause_end(v, t) ||
				(apo__phrase_at(v->d, v->verbs, t, end, &verb) &&
					!apo__entry_says(verb, "quote"))))
			return 0;
	return 1;
}

static int has_entity_whole(
	const apo__voices *v, const apo__attribution_source *s, uint32_t first, uint32_t end)
{
	uint32_t n = v->name_of[first];
	if (s->entity == APO_NONE || n == APO_NONE || v->d->names[n].entity != s->entity)
		return 0;
	while (first < end && v->name_of[first] == n)
		first++;
	return first == end;
}

static int is_known_medium(const apo__voices *v, const apo__attribution_source *s)
{
	return (s->type == APO_SOURCE_AGENCY || s->type == APO_SOURCE_OUTLET) &&
	       s->entity != APO_NONE && v->media[s->entity];
}

int apo__body_between(
	apo__voices *v, uint32_t first, uint32_t end, int news, apo__attribution_source *source)
{
	const apo__lang_entry *entry;
	for (uint32_t t = first; t < end; t++) { /* 欧联网援引欧联通讯社 */
		uint32_t count = apo__phrase_at(v->d, v->phrases, t, end, &entry);
		if (count && apo__entry_says(entry, "before") && t + count < end)
			first = t + count;
	}
	while (first < end) { /* 另一家..., 25日 */
		uint32_t count = apo__phrase_at(v->d, v->determiners, first, end, NULL);
		if (!count)
			count = apo__phrase_at(v->d, v->time_words, first, end, NULL);
		if (!count && apo__voices_token(v, first)->kind == APO_TOKEN_NUMBER)
			count = 1;
		if (!count || is_in_name(v, first))
			break;
		first += count;
	}
	if (first >= end)
		return 0;
	uint32_t title = title_in(v, first, end), last = trimmed(v, first, end);
	if (title == APO_NONE && apo__source_within(v, first, end, source) &&
		is_known_medium(v, source))
		return 1; /* 美国有线电视新闻网（CNN） */
	if (!apo__source_within(v, first, title == APO_NONE ? last : end, source))
		*source = (apo__attribution_source){
			first, last, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 1};
	if (title != APO_NONE && source->type != APO_SOURCE_PERSON) /* 《莱茵邮报》报道 */
		return name_title(v, title, end, news && title == first, source);
	if (source->type == APO_SOURCE_PERSON || source->type == APO_SOURCE_DOCUMENT ||
		(source->type == APO_SOURCE_UNNAMED && !news && !source->unsure))
		return 1;
	if (has_entity_whole(v, source, first, last))
		return 1;
	if (apo__phrase_before(v->d, v->unnamed, last, first, NULL) ||
		apo__phrase_before(v->d, v->person_suffixes, last, first, NULL)) {
		unname(source);
	} else if (ends_as_body(v, first, last)) {
		if (source->type == APO_SOURCE_UNNAMED)
			source->type = APO_SOURCE_INSTITUTION;
		source->entity = APO_NONE;
		source->name = apo__tokens_text(v, first, last);
		source->unsure = !is_plain_name(v, first, last);
	} else if (news && last - first <= LONGEST_MEDIUM && is_plain_name(v, first, last)) {
		source->type = APO_SOURCE_OUTLET; /* 中国之声 */
		source->entity = APO_NONE;
		source->name = apo__tokens_text(v, first, last);
		source->unsure = 1;
	} else {
		unname(source);
	}
	return 1;
}
