/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attributions where words are written without spaces (Chinese). The subject of a verb is the last person, office or body of its
 * clause (吕特在25日的采访中强调); a clause without one has the subject of the attribution before. Linear: a clause is CLAUSE tokens
 * at most.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define CLAUSE		45 /* tokens of a clause */
#define LONGEST_NAME	9  /* bytes of three characters */
#define LONGEST_BODY	14 /* tokens by which the name of a body goes on before its noun */
#define LONGEST_SUBJECT 10 /* tokens of a subject that no list knows */

static int is_clause_end(const apo__voices *v, uint32_t t)
{
	static const char *const inner[] = {"·", "(", ")", "《", "》"};
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
		if (apo__token_is(v, t, inner[i]))
			return 0;
	return apo__voices_break(v, t);
}

/* Is a person, office or body at `t`? Its tokens. */
static uint32_t subject_at(const apo__voices *v, uint32_t t, uint32_t end)
{
	uint32_t count = apo__phrase_at(v->d, v->pronouns, t, end, NULL);
	uint32_t n = v->name_of[t];
	if (count || n == APO_NONE) {
		if (!count)
			count = apo__phrase_at(v->d, v->unnamed, t, end, NULL);
		if (!count)
			count = apo__phrase_at(v->d, v->roles, t, end, NULL);
		return count ? count : apo__phrase_at(v->d, v->organizations, t, end, NULL);
	}
	while (t + count < end && v->name_of[t + count] == n)
		count++;
	return count;
}

/* A word that no name of a body goes over: the grammar, a verb, a mark. */
static int ends_body(const apo__voices *v, uint32_t t, uint32_t first)
{
	const apo__lang_section *const stops[] = {
		v->functions, v->adverbs, v->prepositions, v->verbs, v->pronouns, v->indefinite};
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (apo__phrase_before(v->d, stops[i], t + 1, first, NULL))
			return 1;
	return is_clause_end(v, t) || apo__voices_token(v, t)->kind == APO_TOKEN_NUMBER;
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

/* Is there nothing but adverbs, days and phrases like 在采访中 between the subject and the verb? */
static int is_next_to(const apo__voices *v, uint32_t t, uint32_t verb)
{
	while (t < verb) {
		uint32_t count = apo__phrase_at(v->d, v->adverbs, t, verb, NULL);
		if (apo__phrase_at(v->d, v->prepositions, t, verb, NULL))
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

typedef struct {
	uint32_t at, size; /* tokens; at APO_NONE: none */
	uint32_t strength;
	int inside; /* words that no list knows are before the first preposition */
} subject;

/* The last person, office or body of the clause that is before a preposition, else behind it; a place only when there is nothing else. */
static subject find_in_clause(const apo__voices *v, uint32_t begin, uint32_t t)
{
	subject s = {APO_NONE, 0, 0, 0};
	for (uint32_t i = begin; i < t;) {
		uint32_t count = subject_at(v, i, t), n = v->name_of[i];
		if (!count && apo__phrase_at(v->d, v->prepositions, i, t, NULL)) {
			if (s.at != APO_NONE)
				break; /* 吕特在采访中, not who asked him */
			s.inside |= i > begin &&
				    !apo__phrase_at(v->d, v->adverbs, begin, i, NULL) &&
				    !apo__phrase_at(v->d, v->time_words, begin, i, NULL);
		}
		uint32_t strong =
			n == APO_NONE || v->kinds[v->d->names[n].entity] == APO_NAME_PERSON ? 2 : 1;
		if (count && strong >= s.strength) {
			if (!(s.at != APO_NONE && s.at + s.size == i && n == APO_NONE)) {
				s.at = i;
				s.size = 0;
			}
			s.size = i + count - s.at;
			s.strength = strong;
		}
		i += count ? count : 1;
	}
	return s;
}

static int is_body(const apo__attribution_source *s)
{
	return s->type == APO_SOURCE_INSTITUTION || s->type == APO_SOURCE_AGENCY ||
	       s->type == APO_SOURCE_OUTLET;
}

/* A body is believed where it stands before its verb with its whole name. */
static int settle_body(apo__voices *v, uint32_t t, uint32_t first, apo__attribution_source *source)
{
	uint32_t n = v->name_of[source->first];
	int whole = n != APO_NONE && v->kinds[v->d->names[n].entity] != APO_NAME_PLACE;
	for (uint32_t i = source->first; whole && i < source->end; i++)
		whole = v->name_of[i] == n;
	if (apo__phrase_at(v->d, v->person_suffixes, source->end, t, NULL) ||
		!is_next_to(v, source->end, t)) {
		source->type = APO_SOURCE_UNNAMED;
		source->entity = APO_NONE;
		source->name = NULL;
		source->unsure = 1;
		return 1;
	}
	uint32_t noun = source->first;
	if (!whole || n == APO_NONE)
		source->first = body_begin(v, source->first, first);
	if (source->end == source->first + 1 &&
		apo__voices_token(v, noun)->span.end - apo__voices_token(v, noun)->span.begin <= 3)
		return 0; /* the rest of its name is not known */
	if (!whole && source->end > source->first + (n != APO_NONE) &&
		!apo__noun_in(v, v->roles, source->end - 1) &&
		!apo__phrase_before(v->d, v->roles, source->end, source->first, NULL)) {
		uint32_t end = source->first;
		while (end < source->end && n != APO_NONE && v->name_of[end] == n)
			end++;
		if (end < source->end) {
			source->entity = APO_NONE;
			source->name = apo__tokens_text(v, source->first, source->end);
		}
	}
	return 1;
}

/* The subject of a verb in its clause. */
static int source_of_clause(
	apo__voices *v, uint32_t t, uint32_t first, apo__attribution_source *source)
{
	uint32_t begin = t;
	while (begin > first && t - begin < CLAUSE && !is_clause_end(v, begin - 1))
		begin--;
	subject s = find_in_clause(v, begin, t);
	if (s.at == APO_NONE)
		return 0;
	if (v->name_of[s.at] == APO_NONE &&
		apo__phrase_before(v->d, v->indefinite, s.at, begin, NULL)) {
		*source = (apo__attribution_source){
			s.at, s.at + s.size, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 0};
		return 1; /* 一名负责人 */
	}
	const apo_token *token = apo__voices_token(v, s.at);
	const apo__lang_entry *pronoun =
		apo__lang_find(v->pronouns, token->form, strlen(token->form));
	if (pronoun && s.size == 1)
		return apo__source_at(v, s.at, t, source);
	if (!apo__source_within(v, s.at, s.at + s.size, source))
		return 0;
	if (is_body(source) &&
		s.inside) { /* 李开复在接受电视台采访时: who speaks has no known name */
		*source = (apo__attribution_source){
			begin, begin + 1, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 1};
		return 1;
	}
	return !is_body(source) || settle_body(v, t, begin, source);
}

/* A subject that no list knows (商户表示): the words before the verb, when they are neither adverbs nor a phrase like 在采访中. */
static int unknown_subject(
	apo__voices *v, uint32_t t, uint32_t first, apo__attribution_source *source)
{
	uint32_t begin = t, end = t;
	while (begin > first && t - begin < CLAUSE && !is_clause_end(v, begin - 1))
		begin--;
	while (begin < t && apo__phrase_at(v->d, v->adverbs, begin, t, NULL))
		begin += apo__phrase_at(v->d, v->adverbs, begin, t, NULL);
	while (end > begin && apo__phrase_before(v->d, v->adverbs, end, begin, NULL))
		end -= apo__phrase_before(v->d, v->adverbs, end, begin, NULL);
	if (begin >= end || apo__phrase_at(v->d, v->prepositions, begin, end, NULL))
		return 0;
	*source = (apo__attribution_source){begin, end, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 1};
	return 1;
}

static void read_unspaced_verb(apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end,
	const apo__lang_entry *verb)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	apo__attribution_source source;
	if (apo__entry_says(verb, "names") ||
		(apo__entry_says(verb, "quote") && (end >= limit || !apo__voices_break(v, end))) ||
		(t > first && (apo__token_in(v, v->passives, t - 1) ||
				      apo__token_in(v, v->noun_marks, t - 1))))
		return;
	int found = source_of_clause(v, t, first, &source);
	if (!found) {
		if (apo__entry_says(verb, "stance"))
			return;
		if (unknown_subject(v, t, first, &source)) {
			if (source.end - source.first > LONGEST_SUBJECT)
				return; /* who that is cannot be told */
		} else if (!apo__source_understood(v, segment, t, &source)) {
			return;
		}
	}
	v->rule = found			      ? "subject of the clause"
		  : source.first < source.end ? "words before the verb"
					      : "subject understood";
	if (apo__cue_fits(v, verb, &source))
		apo__attribution_add_scoped(v, segment, &source, t, end);
}

/* 据...报道 at `t`; returns where reading goes on. */
static uint32_t read_unspaced_phrase(
	apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t begin, int must_close)
{
	uint32_t limit = segment->first_token + segment->tokens;
	apo__attribution_source source;
	for (uint32_t i = begin; i < limit && i < begin + CLAUSE; i++) {
		const apo__lang_entry *close;
		uint32_t count = apo__phrase_at(v->d, v->phrases, i, limit, &close);
		int closes = count && apo__entry_says(close, "close");
		if (!closes && !is_clause_end(v, i))
			continue;
		uint32_t named =
			i; /* 根据某所在2013年对英国人的调查: who asked, not who was asked */
		for (uint32_t k = begin + 1; k < i && named == i; k++)
			if (apo__phrase_at(v->d, v->prepositions, k, i, NULL))
				named = k;
		if ((must_close && !closes) || !apo__source_within(v, begin, named, &source))
			return begin;
		v->rule = "phrase";
		apo__attribution_add(v, &source, t, closes ? i + count : i,
			apo__attribution_scope(v, segment, t, i + count));
		return i + count;
	}
	return begin;
}

void apo__attributions_unspaced(apo__voices *v, const apo_segment *segment)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	for (uint32_t t = first; t < limit;) {
		const apo__lang_entry *entry;
		uint32_t count = 1;
		if (v->quote_of[t] == APO_NONE) {
			apo__voices_move_focus(v, segment, t);
			if ((count = apo__phrase_at(v->d, v->phrases, t, limit, &entry)) &&
				apo__entry_says(entry, "before")) {
				t = read_unspaced_phrase(v, segment, t, t + count, 0);
				continue;
			}
			if ((count = apo__phrase_at(v->d, v->verbs, t, limit, &entry)))
				read_unspaced_verb(v, segment, t, t + count, entry);
		}
		t += count ? count : 1;
	}
}
