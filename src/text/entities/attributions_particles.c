/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The other words of a verb: the particle of a separable one ("teilte ... mit"), and the words that make another verb of it ("sagte
 * Hilfe zu", "erklärte für ungültig"). The values of [reporting-verbs] say which: a word is the other part, one with a hyphen before
 * it must not be there. Cost: bounded by PART_GAP.
 */
#include <string.h>

#include "text/document/phrases.h"
#include "text/entities/attributions.h"

#define EXCLUDED 16 /* bytes of a word that makes another verb of one */
#define PART_GAP 25 /* tokens from a verb to its other part */

/* What else the value of a verb may say; any other word is the other part of the verb. */
static int is_mark_of_verb(const char *word, size_t size)
{
	if (*word == '-')
		return 1;
	static const char *const marks[] = {"stance", "plain", "framed", "quoted", "news", "tell",
		"base", "participle", "cites", "passive", "perfect", "quote", "weak", "names",
		"attitude"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strlen(marks[i]) == size && !memcmp(marks[i], word, size))
			return 1;
	return 0;
}

int apo__verb_has_part(const apo__lang_entry *verb)
{
	for (const char *at = verb->value; *at;) {
		size_t size = strcspn(at, " ");
		if (!is_mark_of_verb(at, size))
			return 1;
		at += size + (at[size] == ' ');
	}
	return 0;
}

/* The other part of a separable verb is later in the clause: "teilte das Auktionshaus mit". 0 = there is none. */
uint32_t apo__verb_part(
	const apo__voices *v, const apo__lang_entry *verb, uint32_t t, uint32_t limit)
{
	for (uint32_t i = t; i < limit && i < t + PART_GAP; i++)
		if (apo__voices_token(v, i)->kind == APO_TOKEN_WORD && v->quote_of[i] == APO_NONE &&
			!is_mark_of_verb(apo__voices_token(v, i)->form,
				strlen(apo__voices_token(v, i)->form)) &&
			apo__entry_says(verb, apo__voices_token(v, i)->form) &&
			(i + 1 == limit || apo__ends_phrase(v, i + 1) ||
				(i + 2 < limit && apo__is_preposition(v, i + 1) &&
					apo__token_is(v, i + 2, ","))))
			return i + 1; /* ging ... davon aus, dass */
	return 0;
}

/* "für zulässig erklärt", "sich bereit erklärt": the value says with which words of the clause it is another verb: "-für". */
int apo__verb_is_excluded(const apo__voices *v, const apo__lang_entry *verb, uint32_t first,
	uint32_t t, uint32_t end, uint32_t limit)
{
	char word[EXCLUDED + 2] = "-";
	uint32_t from = t;
	while (from > first && t - from < PART_GAP && !apo__voices_break(v, from - 1))
		from--;
	for (uint32_t i = from; i < limit && i < end + PART_GAP; i++) {
		const char *form = apo__voices_token(v, i)->form;
		if (i >= end && apo__voices_break(v, i))
			return 0;
		if (strlen(form) > EXCLUDED)
			continue;
		strcpy(word + 1, form);
		if (apo__entry_says(verb, word))
			return 1;
	}
	return 0;
}

/* "sagte Hilfe zu": a particle ends the clause, and the verb is another. */
int apo__verb_is_another(const apo__voices *v, uint32_t t, uint32_t limit)
{
	uint32_t i = t;
	while (i < limit && i < t + PART_GAP && !apo__voices_break(v, i))
		i++;
	return i > t + 1 && i < t + PART_GAP && apo__token_in(v, v->separable, i - 1) &&
	       !(apo__voices_token(v, i - 1)->flags & APO_TOKEN_CAPITAL);
}
