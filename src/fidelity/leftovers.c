/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of the source that are in the target as they are: characters of another script, runs of the source's words, and single
 * words that only the source's language has. Names, quotations and words that the target's language has too are none. Linear.
 */
#include <string.h>

#include "fidelity/families.h"

/* Set by hand. */
#define SCRIPT_CONFIDENCE .95
#define RUN_CONFIDENCE	  .9
#define WORD_CONFIDENCE	  .6
#define LEAST_RUN	  3u /* words of a run; shorter ones are names and terms */
#define LEAST_WORD	  5u /* bytes of a single word */

static void flag(apo__check *check, uint32_t bead, apo_span span, double confidence)
{
	apo__check_flag(check, APO_ISSUE_UNTRANSLATED, APO_SEVERITY_MAJOR, bead, APO_SPAN_NONE,
		span, confidence, "left in the source's language: “%s”",
		apo__check_text(check, APO__TARGET, span));
}

/* The words of the bead's source. */
static void read_forms(const apo__check *check, uint32_t bead, apo__interner *forms)
{
	const apo__check_side *s = &check->side[APO__SOURCE];
	uint32_t count;
	const uint32_t *segments = apo__check_segments(check, bead, APO__SOURCE, &count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t w = s->words.first[segments[i]]; w < s->words.first[segments[i] + 1];
			w++)
			apo__intern(forms, s->words.words[w].form, strlen(s->words.words[w].form));
}

static int is_there(const apo__interner *forms, const char *form)
{
	return apo__interned(forms, form, strlen(form)) != APO_NONE;
}

/* Is the word in brackets? A translator may give the original there. */
static int bracket_depth(int depth, const char *form)
{
	if (!strcmp(form, "(") || !strcmp(form, "（") || !strcmp(form, "[") || !strcmp(form, "{"))
		return depth + 1;
	if (depth && (!strcmp(form, ")") || !strcmp(form, "）") || !strcmp(form, "]") ||
			     !strcmp(form, "}")))
		return depth - 1;
	return depth;
}

/* Han characters in a text of another script, which the source has too. */
static void check_script(
	apo__check *check, uint32_t bead, uint32_t segment, const apo__interner *forms)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	int depth = 0;
	for (uint32_t w = t->words.first[segment], end = t->words.first[segment + 1]; w < end;
		w++) {
		const apo__word *word = &t->words.words[w];
		depth = bracket_depth(depth, word->form);
		if (word->kind != APO_TOKEN_HAN || depth)
			continue;
		uint32_t first = w;
		while (w + 1 < end && t->words.words[w + 1].kind == APO_TOKEN_HAN)
			w++;
		apo_span span = {word->span.begin, t->words.words[w].span.end};
		if (first == w && word->tokens == 1)
			continue; /* a lone stroke that serves as a mark: 丨 */
		if (is_there(forms, t->words.words[first].form) ||
			is_there(forms, t->words.words[w].form))
			flag(check, bead, span, SCRIPT_CONFIDENCE);
	}
}

/* A word of the source's language alone: a function word there and none here, or known there and unknown here. */
static int is_foreign(apo__check *check, const apo__word *word)
{
	const apo__rendering *renderings;
	static const char *const shared[] = {"currencies", "units", "multipliers", "months"};
	const apo__language *target = check->side[APO__TARGET].language;
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
		if (apo__lang_find(apo__language_section(target, shared[i]), word->form,
			    strlen(word->form)))
			return 0;
	if (apo__lexicon_is_function_word(check->lexicons, APO__TARGET, word->form))
		return 0;
	if (apo__lexicon_is_function_word(check->lexicons, APO__SOURCE, word->form))
		return 1;
	if (apo__lexicon_renderings(
		    check->lexicons, APO__TARGET, word->form, check->arena, &renderings))
		return 0;
	uint32_t count = apo__lexicon_renderings(
		check->lexicons, APO__SOURCE, word->form, check->arena, &renderings);
	for (uint32_t i = 0; i < count; i++)
		if (!strcmp(renderings[i].form, word->form))
			return 0;
	return count > 0;
}

/* Does the language write nouns with capitals? There a capital shows no name. */
static int has_capital_nouns(const apo__check_side *s)
{
	return apo__language_section(s->language, "noun-endings")->count > 0;
}

#define LONGEST_NAME 16u /* words from the capital of a name to its last word */

/* Copied words that begin with a capital inside of a sentence are a name of more than one word: "Institut des hautes études",
 * "Fédération de l'e-commerce et de la vente". */
static int in_long_name(const apo__check *check, const apo__interner *forms, uint32_t w)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	const apo__word *words = t->words.words;
	uint32_t least = t->words.first[words[w].segment];
	least = w > least + LONGEST_NAME ? w - LONGEST_NAME : least;
	if (has_capital_nouns(&check->side[APO__SOURCE]))
		return 0;
	for (;; w--) {
		if ((words[w].flags & (APO_TOKEN_CAPITAL | APO_TOKEN_INITIAL)) == APO_TOKEN_CAPITAL)
			return 1;
		if (w <= least || words[w - 1].kind != APO_TOKEN_WORD ||
			!is_there(forms, words[w - 1].form))
			return 0;
	}
}

static int in_name(const apo__check_side *t, uint32_t segment, apo_span span)
{
	for (uint32_t n = t->first_name[segment]; n < t->first_name[segment + 1]; n++)
		if (apo__span_overlaps(t->document->names[n].span, span))
			return 1;
	return 0;
}

#define LONGEST_TITLE 8u /* words between quotation marks that may be a title */

/* Runs of words that the source has too, with a foreign function word or two foreign words among them. */
static void check_runs(
	apo__check *check, uint32_t bead, uint32_t segment, const apo__interner *forms)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	uint32_t end = t->words.first[segment + 1], run = 0, foreign = 0, first = 0, capitals = 0;
	int depth = 0;
	for (uint32_t w = t->words.first[segment]; w <= end; w++) {
		const apo__word *word = w < end ? &t->words.words[w] : NULL;
		depth = word ? bracket_depth(depth, word->form) : 0;
		int copied = word && word->kind == APO_TOKEN_WORD && !depth && !t->quoted[w] &&
			     is_there(forms, word->form) && !in_name(t, segment, word->span);
		if (copied) {
			first = run++ ? first : w;
			int capital = (word->flags & APO_TOKEN_CAPITAL) != 0;
			capitals += (uint32_t)(capital && !(word->flags & APO_TOKEN_INITIAL));
			foreign += (uint32_t)(!capital && is_foreign(check, word));
			continue;
		}
		uint32_t most = has_capital_nouns(&check->side[APO__SOURCE]) ? 1 : 0;
		if (run >= LEAST_RUN && foreign >= 2 && foreign * 2 >= run && capitals <= most &&
			!in_long_name(check, forms, first) &&
			!apo__check_in_marks(check, APO__TARGET, first, w, LONGEST_TITLE))
			flag(check, bead,
				(apo_span){t->words.words[first].span.begin,
					t->words.words[w - 1].span.end},
				RUN_CONFIDENCE);
		run = foreign = capitals = 0;
	}
}

/* A noun that the source's language capitalises, by its ending; other capitals are names. */
static int may_be_word(const apo__check *check, const apo__word *word)
{
	if (!(word->flags & APO_TOKEN_CAPITAL))
		return 1;
	return apo__phrase_ending(apo__language_section(check->side[0].language, "noun-endings"),
		       word->form) != NULL;
}

/* Another copied capital beside it, a word between them or none: "Wissenschaft und Politik" is a name. */
static int has_copied_neighbour(const apo__check_side *t, const apo__interner *forms, uint32_t w)
{
	const apo__word *words = t->words.words;
	uint32_t least = t->words.first[words[w].segment],
		 most = t->words.first[words[w].segment + 1];
	for (uint32_t k = w > least + 2 ? w - 2 : least; k < most && k <= w + 2; k++)
		if (k != w && words[k].kind == APO_TOKEN_WORD &&
			words[k].flags & APO_TOKEN_CAPITAL && is_there(forms, words[k].form))
			return 1;
	return 0;
}

/* Is it a word of the source's language alone, in whatever form? */
static int is_left(apo__check *check, uint32_t segment, uint32_t w, const apo__interner *forms)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	const apo__word *word = &t->words.words[w];
	const apo__rendering *renderings;
	if (word->kind != APO_TOKEN_WORD || t->quoted[w] || strlen(word->form) < LEAST_WORD ||
		!is_there(forms, word->form) || !may_be_word(check, word) ||
		!is_foreign(check, word))
		return 0;
	const char *stem =
		apo__lexicon_stem(check->lexicons, APO__TARGET, word->form, check->arena);
	if (word->flags & APO_TOKEN_CAPITAL && has_copied_neighbour(t, forms, w))
		return 0;
	if (!(word->flags & APO_TOKEN_CAPITAL) &&
		(in_name(t, segment, word->span) || in_long_name(check, forms, w)))
		return 0;
	return !apo__lexicon_renderings(
		check->lexicons, APO__TARGET, stem, check->arena, &renderings);
}

/* Single words. Languages borrow (online, cancer), and dictionaries have gaps: two in a sentence are reported, or one that has the
 * ending and the capital of the source's nouns. */
static void check_words(
	apo__check *check, uint32_t bead, uint32_t segment, const apo__interner *forms)
{
	const apo__check_side *t = &check->side[APO__TARGET];
	APO__VECTOR(uint32_t) left = {0};
	int depth = 0, sure = 0;
	for (uint32_t w = t->words.first[segment]; w < t->words.first[segment + 1]; w++) {
		depth = bracket_depth(depth, t->words.words[w].form);
		if (depth || !is_left(check, segment, w, forms))
			continue;
		*apo__push(check->arena, &left) = w;
		sure |= (t->words.words[w].flags & APO_TOKEN_CAPITAL) != 0;
	}
	for (uint32_t i = 0; i < left.count && (sure || left.count > 1);) {
		apo_span span = t->words.words[left.items[i]].span;
		while (++i < left.count && left.items[i] == left.items[i - 1] + 1)
			span.end = t->words.words[left.items[i]].span.end; /* side by side: one */
		flag(check, bead, span, WORD_CONFIDENCE);
	}
}

void apo__check_leftovers(apo__check *check)
{
	if (check->same_language || !check->side[0].language || !check->side[1].language)
		return;
	int scripts = check->plan->scripts_differ;
	for (uint32_t b = 0; b < check->alignment->count; b++) {
		const apo_bead *bead = &check->alignment->beads[b];
		apo__interner forms;
		apo__interner_init(&forms, check->arena);
		read_forms(check, b, &forms);
		for (uint32_t i = 0; bead->source_count && i < bead->target_count; i++) {
			if (scripts)
				check_script(check, b, bead->target[i], &forms);
			check_runs(check, b, bead->target[i], &forms);
			if (!scripts)
				check_words(check, b, bead->target[i], &forms);
		}
	}
}
