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

/* Where the first preposition of [first, end) is, but for one that it begins with; `end` = nowhere. */
static uint32_t next_preposition(const apo__voices *v, uint32_t first, uint32_t end)
{
	for (uint32_t t = first, count; t < end; t += count ? count : 1)
		if (apo__preposition_at(v, t, end, &count) && t > first)
			return t;
	return end;
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

/* Where the clause that ends at token `t` begins: behind a mark, or behind a blank between two words. */
static uint32_t clause_begin(const apo__voices *v, uint32_t t, uint32_t first)
{
	uint32_t begin = t;
	while (begin > first && t - begin < CLAUSE && !apo__is_clause_end(v, begin - 1)) {
		const apo_token *here = apo__voices_token(v, begin), *before = here - 1;
		if (begin < t && before->span.end < here->span.begin &&
			before->kind == APO_TOKEN_HAN && here->kind == APO_TOKEN_HAN)
			break;
		begin--;
	}
	return begin;
}

typedef struct {
	uint32_t at, size; /* tokens; at APO_NONE: none */
	uint32_t strength;
	int inside; /* words that no list knows are before the first preposition */
} subject;

/* A person who stands right before the verb, with his office behind his name at most, is its subject: 成员埃利·瓦克斯曼教授认为. */
static int person_beside_verb(const apo__voices *v, uint32_t begin, uint32_t t, subject *s)
{
	uint32_t end = t, at;
	for (;;) {
		uint32_t count = apo__phrase_before(v->d, v->adverbs, end, begin, NULL);
		if (!count)
			count = apo__phrase_before(v->d, v->time_words, end, begin, NULL);
		if (!count || v->name_of[end - 1] != APO_NONE)
			break;
		end -= count;
	}
	uint32_t role = apo__phrase_before(v->d, v->roles, end, begin, NULL);
	at = end - role;
	uint32_t n = at > begin ? v->name_of[at - 1] : APO_NONE;
	if (n == APO_NONE || v->kinds[v->d->names[n].entity] != APO_NAME_PERSON)
		return 0;
	while (at > begin && v->name_of[at - 1] == n)
		at--;
	if (apo__phrase_before(v->d, v->prepositions, at, begin, NULL) ||
		apo__phrase_before(v->d, v->verbs, at, begin, NULL))
		return 0; /* 对马克龙 */
	*s = (subject){at, end - at, 2, 0};
	return 1;
}

/* The last person, office or body of the clause that is before a preposition, else behind it; a place only when there is nothing else. */
static subject find_in_clause(const apo__voices *v, uint32_t begin, uint32_t t)
{
	subject s = {APO_NONE, 0, 0, 0};
	if (person_beside_verb(v, begin, t, &s))
		return s;
	for (uint32_t i = begin; i < t;) {
		uint32_t count = subject_at(v, i, t), n = v->name_of[i], other = 0;
		if (!count && apo__preposition_at(v, i, t, &other)) {
			other = 0;
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
		i += count ? count : other ? other : 1;
	}
	return s;
}

static int is_body(const apo__attribution_source *s)
{
	return s->type == APO_SOURCE_INSTITUTION || s->type == APO_SOURCE_AGENCY ||
	       s->type == APO_SOURCE_OUTLET;
}

/* The subject of a verb in its clause. */
static int source_of_clause(
	apo__voices *v, uint32_t t, uint32_t first, apo__attribution_source *source)
{
	uint32_t begin = clause_begin(v, t, first);
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
	return !is_body(source) || apo__body_settle(v, t, begin, source);
}

/* A subject that no list knows (商户表示): the words before the verb, when they are neither adverbs nor a phrase like 在采访中. */
static int unknown_subject(
	apo__voices *v, uint32_t t, uint32_t first, apo__attribution_source *source)
{
	uint32_t begin = clause_begin(v, t, first), end = t;
	while (begin < t && apo__phrase_at(v->d, v->adverbs, begin, t, NULL))
		begin += apo__phrase_at(v->d, v->adverbs, begin, t, NULL);
	while (end > begin && apo__phrase_before(v->d, v->adverbs, end, begin, NULL))
		end -= apo__phrase_before(v->d, v->adverbs, end, begin, NULL);
	uint32_t count;
	if (begin >= end || apo__preposition_at(v, begin, end, &count))
		return 0;
	*source = (apo__attribution_source){begin, end, APO_SOURCE_UNNAMED, APO_NONE, NULL, 0, 1};
	return 1;
}

static int closes_quotation(const apo__voices *v, uint32_t t)
{
	static const char *const marks[] = {"”", "’", "」", "』", "»"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (apo__token_is(v, t, marks[i]))
			return 1;
	return 0;
}

/* Is the verb at [t, end) a noun, part of a title, or said not to have been said? */
static int is_no_statement(const apo__voices *v, uint32_t t, uint32_t end, uint32_t first,
	uint32_t limit, const apo__lang_entry *verb)
{
	if (apo__entry_says(verb, "names") || v->title_of[t] != APO_NONE)
		return 1;
	if (apo__entry_says(verb, "quote") && (end >= limit || !apo__voices_break(v, end)))
		return 1;
	if (end < limit && (apo__token_in(v, v->genitives, end) || apo__token_is(v, end, "》")))
		return 1; /* 宣布的, 《国家声明》 */
	if (end < limit && closes_quotation(v, end))
		return 1; /* 网传“官方回应” */
	return apo__phrase_before(v->d, v->passives, t, first, NULL) ||
	       apo__phrase_before(v->d, v->noun_marks, t, first, NULL);
}

/* Is the verb at `t` alone in its clause, but for adverbs? Then its subject is that of the clause before. */
static int is_alone(const apo__voices *v, uint32_t t, uint32_t first)
{
	uint32_t at = clause_begin(v, t, first), count;
	while (at < t && (count = apo__phrase_at(v->d, v->adverbs, at, t, NULL)))
		at += count;
	return at >= t;
}

static void read_unspaced_verb(apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t end,
	const apo__lang_entry *verb)
{
	uint32_t first = segment->first_token, limit = first + segment->tokens;
	apo__attribution_source source;
	if (is_no_statement(v, t, end, first, limit, verb))
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
		} else {
			source.unsure |= !is_alone(v, t, first) || !v->found.count ||
					 v->found.items[v->found.count - 1].segment !=
						 apo__voices_token(v, t)->segment;
		}
	}
	v->rule = found			      ? "subject of the clause"
		  : source.first < source.end ? "words before the verb"
					      : "subject understood";
	/* what a body does is not a statement: 提供支持 */
	if (apo__entry_says(verb, "weak") && source.type != APO_SOURCE_PERSON &&
		!(end < limit && apo__voices_break(v, end)))
		return;
	if (apo__cue_fits(v, verb, &source))
		apo__attribution_add_scoped(v, segment, &source, t, end, verb);
}

/* 据...报道 at `t`; returns where reading goes on. A source is known without the second part where it is a medium's own name. */
static uint32_t read_unspaced_phrase(
	apo__voices *v, const apo_segment *segment, uint32_t t, uint32_t begin)
{
	uint32_t limit = segment->first_token + segment->tokens;
	apo__attribution_source source;
	for (uint32_t i = begin; i < limit && i < begin + CLAUSE; i++) {
		const apo__lang_entry *close = NULL;
		uint32_t count = v->name_of[i] == APO_NONE
					 ? apo__phrase_at(v->d, v->phrases, i, limit, &close)
					 : 0;
		int closes = count && apo__entry_says(close, "close");
		if (!closes && !apo__is_clause_end(v, i))
			continue;
		/* 根据某所在2013年对英国人的调查: who asked, not who was asked */
		uint32_t named = next_preposition(v, begin, i);
		if (i == begin || !apo__body_between(v, begin, named,
					  closes && apo__entry_says(close, "news"), &source))
			return begin;
		int known = source.entity != APO_NONE && v->media[source.entity];
		if (!closes && !known)
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
	if (v->wire_end > first && v->wire_end < limit)
		first = v->wire_end; /* the 报道 of a dateline is no second credit */
	for (uint32_t t = first; t < limit;) {
		const apo__lang_entry *entry;
		uint32_t count = 1;
		if (v->quote_of[t] == APO_NONE) {
			apo__voices_move_focus(v, segment, t);
			if ((count = apo__phrase_at(v->d, v->phrases, t, limit, &entry)) &&
				apo__entry_says(entry, "before")) {
				t = read_unspaced_phrase(v, segment, t, t + count);
				continue;
			}
			if (count && apo__entry_says(entry, "other")) {
				t += count; /* 数据, 也就是说 */
				continue;
			}
			if ((count = apo__phrase_at(v->d, v->verbs, t, limit, &entry)))
				read_unspaced_verb(v, segment, t, t + count, entry);
		}
		t += count ? count : 1;
	}
}
