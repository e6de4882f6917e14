/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signs of two texts in one language: runs of one to four words and of classes that only one of them has, words that are
 * alike but not the same, their order, their characters (chrF; Popović, WMT 2015). Costs the product of the words for the
 * order, of at most 400, and hashing for the rest.
 */
#include <math.h>
#include <string.h>

#include "fidelity/scoring/signs.h"
#include "text/unicode/chars.h"

/* Set by hand. */
#define LONGEST_RUN  4u
#define LONGEST_GRAM 6u	  /* characters */
#define MOST_WORDS   400u /* of a line, compared in order */
#define SAME	     .97f /* support of a word that is there as it is */
#define FORM	     .85f /* of one in another form (word_support.c: .9) */
#define RENDERED     .4f  /* of a synonym at the least */

/* ---- runs ---- */

static uint64_t run_at(const uint64_t *symbols, uint32_t length)
{
	uint64_t hash = length;
	for (uint32_t i = 0; i < length; i++)
		hash = (hash ^ symbols[i]) * 0x100000001b3u + (hash >> 29);
	return hash;
}

/* Runs that only one side has. */
static void compare_runs(apo__arena *arena, uint64_t *const symbols[2], const uint32_t counts[2],
	uint32_t length, double *added, double *lost)
{
	apo__map runs;
	uint32_t total[2], common = 0;
	apo__map_init(&runs, arena);
	for (int s = 0; s < 2; s++)
		total[s] = counts[s] >= length ? counts[s] - length + 1 : 0;
	for (uint32_t i = 0; i < total[0]; i++)
		++*apo__map_add(&runs, run_at(symbols[0] + i, length), 0);
	for (uint32_t i = 0; i < total[1]; i++) {
		uint32_t *left = apo__map_find(&runs, run_at(symbols[1] + i, length));
		if (left && *left) {
			--*left;
			common++;
		}
	}
	*lost = total[0] - common;
	*added = total[1] - common;
}

static uint64_t form_of(const apo__bead_side *side, uint32_t i)
{
	const char *form = side->side->words.words[side->words[i]].form;
	return apo__hash(form, strlen(form));
}

/* A function word or mark is itself, a number is one, another word is its ending. */
static uint64_t class_of(const apo__bead_side *side, uint32_t i)
{
	uint32_t number = side->words[i];
	const apo__word *w = &side->side->words.words[number];
	if (w->kind == APO_TOKEN_NUMBER)
		return 1;
	if (!(side->side->weight[number] > 0))
		return form_of(side, i);
	size_t size = strlen(w->form), begin = apo__char_begin(w->form, 0, size > 2 ? size - 2 : 0);
	return apo__hash(w->form + begin, size - begin) + 1;
}

static void find_runs(const apo__bead_view *view, apo__pair_signs *signs)
{
	static const struct {
		apo__sign added, lost;
		uint32_t length;
		int classes;
	} runs[] = {{APO__SIGN_ADDED_1, APO__SIGN_LOST_1, 1, 0},
		{APO__SIGN_ADDED_2, APO__SIGN_LOST_2, 2, 0},
		{APO__SIGN_ADDED_3, APO__SIGN_LOST_3, 3, 0},
		{APO__SIGN_ADDED_4, APO__SIGN_LOST_4, LONGEST_RUN, 0},
		{APO__SIGN_ADDED_CLASSES_2, APO__SIGN_LOST_CLASSES_2, 2, 1},
		{APO__SIGN_ADDED_CLASSES_3, APO__SIGN_LOST_CLASSES_3, 3, 1}};
	uint64_t *symbols[2][2]; /* by side: words, classes */
	uint32_t counts[2];
	for (int s = 0; s < 2; s++) {
		const apo__bead_side *side = &view->side[s];
		uint32_t count = counts[s] = side->word_count;
		for (int c = 0; c < 2; c++)
			symbols[c][s] =
				apo__alloc_array(view->arena, (size_t)count + 1, sizeof(uint64_t));
		for (uint32_t i = 0; i < count; i++) {
			symbols[0][s][i] = form_of(side, i);
			symbols[1][s][i] = class_of(side, i);
		}
	}
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
		compare_runs(view->arena, symbols[runs[i].classes], counts, runs[i].length,
			&signs->value[runs[i].added], &signs->value[runs[i].lost]);
}

/* ---- words without content, marks ---- */

static void find_small(const apo__bead_view *view, apo__pair_signs *signs)
{
	static const apo__sign of[2][2] = {{APO__SIGN_FUNCTION_LOST, APO__SIGN_FUNCTION_ADDED},
		{APO__SIGN_MARKS_LOST, APO__SIGN_MARKS_ADDED}};
	apo__map left[2][2]; /* by side, marks */
	for (int s = 0; s < 2; s++) {
		const apo__bead_side *side = &view->side[s];
		apo__map_init(&left[s][0], view->arena);
		apo__map_init(&left[s][1], view->arena);
		for (uint32_t i = 0; i < side->word_count; i++)
			if (!(side->side->weight[side->words[i]] > 0))
				++*apo__map_add(
					&left[s][side->side->words.words[side->words[i]].kind >=
						 APO_TOKEN_PUNCTUATION],
					form_of(side, i), 0);
	}
	for (int s = 0; s < 2; s++)
		for (uint32_t i = 0; i < view->side[s].word_count; i++) {
			uint32_t number = view->side[s].words[i];
			const apo__check_side *side = view->side[s].side;
			int mark = side->words.words[number].kind >= APO_TOKEN_PUNCTUATION;
			if (side->weight[number] > 0)
				continue;
			uint32_t *there =
				apo__map_find(&left[!s][mark], form_of(&view->side[s], i));
			if (there && *there)
				--*there;
			else
				signs->value[of[mark][s]]++;
		}
}

/* ---- words that are alike ---- */

static int has_capital(const apo__word *word)
{
	return (word->flags & APO_TOKEN_CAPITAL) != 0;
}

static void find_likeness(const apo__bead_view *view, apo__pair_signs *signs)
{
	const apo__bead_side *target = &view->side[APO__TARGET];
	const apo__check_side *source = view->side[APO__SOURCE].side;
	uint32_t last = APO_NONE;
	double *v = signs->value;
	for (uint32_t i = 0; i < target->word_count; i++) {
		uint32_t number = target->words[i], partner = target->side->partner[number];
		const apo__word *word = &target->side->words.words[number];
		if (partner == APO_NONE)
			continue;
		const apo__word *other = &source->words.words[partner];
		float support = target->side->support[number];
		if (target->side->weight[number] > 0) {
			v[APO__SIGN_OTHER_FORM] += support < SAME && support >= FORM;
			v[APO__SIGN_OTHER_WORD] += support < FORM && support >= RENDERED;
			v[APO__SIGN_NEARLY] += support < RENDERED;
		}
		if (support >= SAME)
			v[APO__SIGN_OTHER_CASE] +=
				has_capital(word) != has_capital(other) &&
				!((word->flags | other->flags) & APO_TOKEN_INITIAL);
		if (target->side->weight[number] > 0) {
			v[APO__SIGN_TURNED] += last != APO_NONE && partner < last;
			last = partner;
		}
	}
}

/* F1 of the words that both lines have in the same order. */
static double order_likeness(const apo__bead_view *view)
{
	uint32_t counts[2];
	for (int s = 0; s < 2; s++)
		counts[s] = view->side[s].word_count < MOST_WORDS ? view->side[s].word_count
								  : MOST_WORDS;
	uint32_t *row = apo__alloc_array(view->arena, (size_t)counts[1] + 1, sizeof *row);
	for (uint32_t i = 0; i < counts[0]; i++) {
		uint32_t diagonal = 0;
		for (uint32_t j = 0; j < counts[1]; j++) {
			uint32_t above = row[j + 1];
			if (form_of(&view->side[0], i) == form_of(&view->side[1], j))
				row[j + 1] = diagonal + 1;
			else if (row[j] > above)
				row[j + 1] = row[j];
			diagonal = above;
		}
	}
	return counts[0] + counts[1] ? 2.0 * row[counts[1]] / (counts[0] + counts[1]) : 0;
}

/* ---- characters ---- */

/* The characters of a side, white space left out. */
static uint32_t *characters_of(const apo__bead_view *view, apo__side number, uint32_t *count)
{
	const apo__bead_side *side = &view->side[number];
	const char *text = side->side->document->text;
	uint32_t *all = apo__alloc_array(view->arena, (size_t)side->characters + 1, sizeof *all);
	*count = 0;
	for (uint32_t at = side->span.begin; at < side->span.end && *count < side->characters;) {
		int32_t c;
		at = apo__utf8_next(text, at, side->span.end, &c);
		if (!apo__is_space(c))
			all[(*count)++] = (uint32_t)c;
	}
	return all;
}

static uint64_t gram_at(const uint32_t *characters, uint32_t length)
{
	uint64_t hash = length;
	for (uint32_t i = 0; i < length; i++)
		hash = (hash ^ characters[i]) * 0x9e3779b97f4a7c15u + (hash >> 31);
	return hash;
}

/* F1 of the character n-grams, n = 1 ... 6, the mean over n. */
static double character_likeness(const apo__bead_view *view)
{
	uint32_t counts[2], *text[2];
	for (int s = 0; s < 2; s++)
		text[s] = characters_of(view, (apo__side)s, &counts[s]);
	double sum = 0;
	uint32_t orders = 0;
	for (uint32_t n = 1; n <= LONGEST_GRAM && n <= counts[0] && n <= counts[1]; n++, orders++) {
		apo__map grams;
		uint32_t common = 0, total[2] = {counts[0] - n + 1, counts[1] - n + 1};
		apo__map_init(&grams, view->arena);
		for (uint32_t i = 0; i < total[0]; i++)
			++*apo__map_add(&grams, gram_at(text[0] + i, n), 0);
		for (uint32_t i = 0; i < total[1]; i++) {
			uint32_t *left = apo__map_find(&grams, gram_at(text[1] + i, n));
			if (left && *left) {
				--*left;
				common++;
			}
		}
		sum += 2.0 * common / (total[0] + total[1]);
	}
	return orders ? sum / orders : 0;
}

void apo__reference_signs(const apo__bead_view *view, apo__pair_signs *signs)
{
	find_runs(view, signs);
	find_small(view, signs);
	find_likeness(view, signs);
	signs->value[APO__SIGN_ORDER] = order_likeness(view);
	signs->value[APO__SIGN_CHARACTERS] = character_likeness(view);
}
