/* SPDX-License-Identifier: Apache-2.0 */
/* Whole units: sentences left out, put in, or left in the source's language; remarks of the translator's own. */
#include <string.h>

#include "fidelity/families.h"

/* Confidences: precision on planted issues; set on the project's own corpora. */
#define UNIT_CONFIDENCE		.8
#define UNTRANSLATED_CONFIDENCE .95
#define OPINION_CONFIDENCE	.7

/* ---- units without counterpart ---- */

/* Likeness from which a unit left out and one put in are one that was moved; set on the project's own corpora. */
#define MOVED	  .5
#define MOST_LONE 64u /* lone units compared with each other */

/* A sentence moved further than the alignment follows: neither left out nor put in. */
static void pair_moved(apo__check *check, const uint32_t *omitted, uint32_t omissions,
	const uint32_t *added, uint32_t additions, unsigned char *moved[2])
{
	if (omissions > MOST_LONE || additions > MOST_LONE)
		return;
	for (uint32_t i = 0; i < omissions; i++)
		for (uint32_t j = 0; j < additions; j++)
			if (!moved[1][j] &&
				apo__check_likeness(check, omitted[i], added[j]) >= MOVED) {
				moved[0][i] = moved[1][j] = 1;
				break;
			}
}

#define LEAST_QUOTED                                                                               \
	5u /* words of a sentence between marks, from which it is somebody's statement */

/* A sentence put in; one that puts words into a mouth is worse. A retelling may quote what another source has. */
static void report_added(apo__check *check, uint32_t segment, apo_span span)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	uint32_t quoted = 0;
	for (uint32_t w = t->words.first[segment]; w < t->words.first[segment + 1]; w++)
		quoted += t->quoted[w] && t->words.words[w].kind < APO_TOKEN_PUNCTUATION;
	int statement = quoted >= LEAST_QUOTED && !check->comparable;
	apo__check_flag(check, statement ? APO_ISSUE_QUOTE_FABRICATED : APO_ISSUE_ADDITION_SENTENCE,
		statement ? APO_SEVERITY_CRITICAL : APO_SEVERITY_MAJOR, t->bead[segment],
		APO_SPAN_NONE, span, UNIT_CONFIDENCE,
		statement ? "the source does not say this: “%s”" : "not in the source: “%s”",
		apo__check_text(check, APO__TARGET, span));
	check->panel.quotes_fabricated += (uint32_t)statement;
}

static void check_units(apo__check *check)
{
	APO__VECTOR(uint32_t) lone[2] = {{0}, {0}};
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (bead->source_count && bead->target_count)
			continue;
		for (uint32_t i = 0; i < bead->source_count; i++)
			if (apo__check_is_story(check, APO__SOURCE, bead->source[i]))
				*apo__push(check->arena, &lone[0]) = bead->source[i];
		for (uint32_t i = 0; i < bead->target_count; i++)
			if (apo__check_is_story(check, APO__TARGET, bead->target[i]))
				*apo__push(check->arena, &lone[1]) = bead->target[i];
	}
	unsigned char *moved[2] = {apo__alloc_array(check->arena, (size_t)lone[0].count + 1, 1),
		apo__alloc_array(check->arena, (size_t)lone[1].count + 1, 1)};
	pair_moved(check, lone[0].items, lone[0].count, lone[1].items, lone[1].count, moved);
	for (int s = 0; s < 2; s++)
		for (uint32_t i = 0; i < lone[s].count; i++) {
			uint32_t segment = lone[s].items[i];
			apo_span span = check->side[s].document->segments[segment].span;
			if (moved[s][i] || (s == APO__SOURCE ? check->comparable : check->own_text))
				continue;
			if (s == APO__SOURCE)
				apo__check_flag(check, APO_ISSUE_OMISSION_SENTENCE,
					APO_SEVERITY_MAJOR, check->side[s].bead[segment], span,
					APO_SPAN_NONE, UNIT_CONFIDENCE, "left out: “%s”",
					apo__check_text(check, APO__SOURCE, span));
			else
				report_added(check, segment, span);
		}
}

/* ---- left in the source's language ---- */

#define UNTRANSLATED_WORDS 4u /* shorter ones are names, titles, terms */
#define UNTRANSLATED_SHARE .8 /* of the words, in both sides; set on the project's own corpora */

static void check_untranslated(apo__check *check, uint32_t bead)
{
	const apo__check_side *s = &check->side[APO__SOURCE], *t = &check->side[APO__TARGET];
	uint32_t sources, targets;
	const uint32_t *source = apo__check_segments(check, bead, APO__SOURCE, &sources),
		       *target = apo__check_segments(check, bead, APO__TARGET, &targets);
	apo__interner forms;
	apo__interner_init(&forms, check->arena);
	for (uint32_t i = 0; i < sources; i++)
		for (uint32_t w = s->words.first[source[i]]; w < s->words.first[source[i] + 1]; w++)
			apo__intern(&forms, s->words.words[w].form, strlen(s->words.words[w].form));
	for (uint32_t i = 0; i < targets; i++) {
		uint32_t words = 0, same = 0, function_words = 0, capitals = 0;
		for (uint32_t w = t->words.first[target[i]]; w < t->words.first[target[i] + 1];
			w++) {
			const apo__word *word = &t->words.words[w];
			if (word->kind != APO_TOKEN_WORD && word->kind != APO_TOKEN_HAN)
				continue;
			words++;
			capitals += (word->flags & (APO_TOKEN_CAPITAL | APO_TOKEN_INITIAL)) ==
				    APO_TOKEN_CAPITAL;
			same += apo__interned(&forms, word->form, strlen(word->form)) != APO_NONE;
			function_words += apo__lexicon_is_function_word(
						  check->lexicons, APO__SOURCE, word->form) &&
					  !apo__lexicon_is_function_word(
						  check->lexicons, APO__TARGET, word->form);
		}
		if (words < UNTRANSLATED_WORDS || same < UNTRANSLATED_SHARE * words ||
			!function_words || capitals * 2 > words) /* a name with its "de" */
			continue;
		apo_span span = t->document->segments[target[i]].span;
		apo__check_flag(check, APO_ISSUE_UNTRANSLATED, APO_SEVERITY_MAJOR, bead,
			apo__check_bead_span(check, bead, APO__SOURCE), span,
			UNTRANSLATED_CONFIDENCE, "left in the source's language: “%s”",
			apo__check_text(check, APO__TARGET, span));
	}
}

/* ---- remarks ---- */

#define LICENSED .4f /* by the source: support of a word; set on the project's own corpora */

/* Has the source's clause, or one beside it, a word that nothing in the target renders? The judgement may render that. */
static int may_render(const apo__check *check, uint32_t clause)
{
	const apo__check_side *s = &check->side[APO__SOURCE];
	uint32_t partner = check->side[APO__TARGET].clauses[clause].partner;
	if (partner == APO_NONE)
		return 1;
	uint32_t segment = s->words.words[s->clauses[partner].first].segment;
	for (uint32_t w = s->words.first[segment]; w < s->words.first[segment + 1]; w++)
		if (s->clause[w] + 1 >= partner && s->clause[w] <= partner + 1 &&
			s->weight[w] > 0 && s->support[w] < LICENSED && s->known[w])
			return 1;
	return 0;
}

#define MOST_APART 6u /* words between two marks that are looked at as one remark */

/* Is the word between marks with others that nothing in the source licenses: ", quite sensibly,"? */
static int stands_apart(const apo__check_side *t, uint32_t segment, uint32_t word)
{
	uint32_t first = word, end = word + 1, begin = t->words.first[segment],
		 last = t->words.first[segment + 1];
	while (first > begin && t->words.words[first - 1].kind != APO_TOKEN_PUNCTUATION)
		first--;
	while (end < last && t->words.words[end].kind != APO_TOKEN_PUNCTUATION)
		end++;
	if (first == begin || end == last || end - first > MOST_APART)
		return 0;
	for (uint32_t w = first; w < end; w++)
		if (t->weight[w] > 0 && t->support[w] >= LICENSED)
			return 0;
	return 1;
}

#define QUOTED_TERM 4u /* words between quotation marks around a judgement that is somebody's */

/* A judging word that no word of the source licenses, where the source judges nothing itself. */
static void check_opinions(apo__check *check, uint32_t bead)
{
	const apo__mark *mark = NULL;
	const apo__check_side *t = &check->side[APO__TARGET];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, APO__TARGET, &count);
	if (apo__check_marks(check, bead, APO__SOURCE, MARK_OPINION, NULL))
		return;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t m = t->first_mark[segments[i]]; m < t->first_mark[segments[i] + 1];
			m++) {
			mark = &t->marks[m];
			if (!(mark->kind & MARK_OPINION) || *mark->entry->value)
				continue; /* "form": can stand for a judgement, and is none to be told */
			float most = 0;
			uint32_t end = t->words.first[segments[i] + 1];
			uint32_t w = apo__word_behind(
				&t->words, t->words.first[segments[i]], end, mark->span.begin);
			for (; w < end && apo__span_overlaps(t->words.words[w].span, mark->span);
				w++)
				if (t->weight[w] > 0 && t->support[w] > most)
					most = t->support[w];
			uint32_t last = w ? w - 1 : 0;
			if (t->quoted[last] || apo__check_in_marks(check, APO__TARGET, last,
						       last + 1, QUOTED_TERM))
				continue; /* somebody's words, which are compared as such */
			if (most >= LICENSED || (!stands_apart(t, segments[i], last) &&
							may_render(check, t->clause[last])))
				continue;
			apo__check_flag(check, APO_ISSUE_OPINION_ADDED, APO_SEVERITY_MAJOR, bead,
				APO_SPAN_NONE, mark->span, OPINION_CONFIDENCE,
				"a judgement that the source does not have: “%s”",
				apo__check_text(check, APO__TARGET, mark->span));
		}
}

void apo__check_content(apo__check *check)
{
	check_units(check);
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		if (!bead->source_count || !bead->target_count)
			continue;
		if (!check->same_language)
			check_untranslated(check, b);
		check_opinions(check, b);
	}
}
