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

/* The last person, office or body before a verb in its clause; a place only when there is nothing else. */
static int source_of_clause(
	apo__voices *v, uint32_t t, uint32_t first, apo__attribution_source *source)
{
	uint32_t begin = t, at = APO_NONE, size = 0, strength = 0;
	while (begin > first && t - begin < CLAUSE && !is_clause_end(v, begin - 1))
		begin--;
	for (uint32_t i = begin; i < t;) {
		uint32_t count = subject_at(v, i, t), n = v->name_of[i];
		uint32_t strong =
			n == APO_NONE || v->kinds[v->d->names[n].entity] == APO_NAME_PERSON ? 2 : 1;
		if (count && strong >= strength) {
			if (!(at != APO_NONE && at + size == i && n == APO_NONE)) {
				at = i;
				size = 0;
			}
			size = i + count - at;
			strength = strong;
		}
		i += count ? count : 1;
	}
	if (at == APO_NONE)
		return 0;
	if (v->name_of[at] == APO_NONE &&
		apo__phrase_before(v->d, v->indefinite, at, begin, NULL)) {
		*source = (apo__attribution_source){
			at, at + size, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 0};
		return 1; /* 一名负责人 */
	}
	const apo_token *token = apo__voices_token(v, at);
	const apo__lang_entry *pronoun =
		apo__lang_find(v->pronouns, token->form, strlen(token->form));
	if (pronoun && size == 1)
		return apo__source_at(v, at, t, source);
	return apo__source_within(v, at, at + size, source);
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
	if ((apo__entry_says(verb, "quote") && end < limit && !apo__voices_break(v, end)) ||
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
		if ((must_close && !closes) || !apo__source_within(v, begin, i, &source))
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
