/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When it happens: what will be became what was, or the other way round. Compared are clauses that render each other, where one side
 * speaks of the future alone and the other of the past alone, in words of the language data; a bead with both says nothing, nor
 * does one that speaks of the present, of what may or must be, or that tells what somebody said. Linear in the words.
 */
#include <string.h>

#include "fidelity/families.h"
#include "text/document/phrases.h"

/* Set by hand; the probability is learned (probability.h). */
#define CONFIDENCE .7
#define REST_LEAST .6 /* of both clauses, licensed by each other */

typedef struct {
	uint32_t future, past; /* words, APO_NONE = none */
	int unsure;	       /* it speaks of what may be or is, or tells what somebody said */
} times;

static int is_listed(const apo__check_side *s, const apo__lang_section *section, uint32_t w)
{
	const char *form = s->words.words[w].form;
	return apo__lang_find(section, form, strlen(form)) != NULL;
}

/* A lone Han character has other uses (将); "wird", "va" speak of the present as often. */
static int is_doubtful(const apo__check_side *s, uint32_t w)
{
	const apo__word *word = &s->words.words[w];
	return (word->kind == APO_TOKEN_HAN && word->tokens == 1) ||
	       is_listed(s, apo__language_section(s->language, "present-forms"), w);
}

/* A part of a Han word (上将); what the language data gives a value, a conditional. */
static int is_unsure(const apo__check_side *s, const apo__mark *mark, uint32_t w)
{
	return is_doubtful(s, w) ||
	       (s->words.words[w].kind == APO_TOKEN_HAN && mark->tokens == 1) ||
	       (mark->entry && *mark->entry->value);
}

/* May, Will: names that look like it. */
static int is_name(const apo__check_side *s, uint32_t w)
{
	return (s->words.words[w].flags & (APO_TOKEN_CAPITAL | APO_TOKEN_INITIAL)) ==
	       APO_TOKEN_CAPITAL;
}

#define INFINITIVE 2u /* words from "will" to the word that it governs: will soon have */

static int is_behind(uint32_t future, uint32_t w)
{
	return future != APO_NONE && w > future && w - future <= INFINITIVE;
}

static times times_of(const apo__check *check, uint32_t bead, apo__side side)
{
	const apo__check_side *s = &check->side[side];
	const apo__lang_section *past = apo__language_section(s->language, "past-forms"),
				*present = apo__language_section(s->language, "present-forms");
	times t = {APO_NONE, APO_NONE, 0};
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, side, &count);
	for (uint32_t i = 0; i < count; i++) {
		for (uint32_t m = s->first_mark[segments[i]]; m < s->first_mark[segments[i] + 1];
			m++) {
			uint32_t w;
			apo__check_words(check, side, segments[i], s->marks[m].span, &w);
			uint32_t kind = s->marks[m].kind;
			t.unsure |=
				(kind & (MARK_POSSIBLE | MARK_NECESSARY | MARK_NEGATION)) != 0 ||
				(kind & MARK_FUTURE && is_unsure(s, &s->marks[m], w));
			if (kind & MARK_FUTURE && !is_name(s, w) && t.future == APO_NONE)
				t.future = w;
		}
		t.unsure |=
			s->first_attribution[segments[i]] < s->first_attribution[segments[i] + 1];
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++) {
			t.unsure |= is_listed(s, present, w) && !is_behind(t.future, w);
			if (t.past == APO_NONE && is_listed(s, past, w) && !is_name(s, w) &&
				!is_doubtful(s, w))
				t.past = w;
		}
	}
	return t;
}

static void compare(apo__check *check, uint32_t bead, uint32_t source, uint32_t target, int later)
{
	const apo__check_side *s = &check->side[0], *t = &check->side[1];
	uint32_t a = s->clause[source], b = t->clause[target];
	if ((s->clauses[a].partner != b && t->clauses[b].partner != a) ||
		apo__clause_rest(s, a, source, source + 1) < REST_LEAST ||
		apo__clause_rest(t, b, target, target + 1) < REST_LEAST)
		return;
	apo_span from = s->words.words[source].span, to = t->words.words[target].span;
	apo__check_flag(check, APO_ISSUE_TENSE, APO_SEVERITY_MAJOR, bead, from, to, CONFIDENCE,
		"what %s (“%s”) became what %s: “%s”", later ? "was" : "will be",
		apo__check_text(check, APO__SOURCE, from), later ? "will be" : "was",
		apo__check_text(check, APO__TARGET, to));
}

void apo__check_tense(apo__check *check)
{
	for (int s = 0; s < 2; s++)
		if (!check->side[s].language ||
			!*apo__language_section(check->side[s].language, "past-forms")->name ||
			!*apo__language_section(check->side[s].language, "future")->name)
			return;
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count || !apo__check_is_close(check, b))
			continue;
		times source = times_of(check, b, APO__SOURCE),
		      target = times_of(check, b, APO__TARGET);
		if (source.unsure || target.unsure)
			continue;
		if (source.future != APO_NONE && source.past == APO_NONE &&
			target.past != APO_NONE && target.future == APO_NONE)
			compare(check, b, source.future, target.past, 0);
		if (source.past != APO_NONE && source.future == APO_NONE &&
			target.future != APO_NONE && target.past == APO_NONE)
			compare(check, b, source.past, target.future, 1);
	}
}
