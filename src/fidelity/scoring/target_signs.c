/* SPDX-License-Identifier: Apache-2.0 */
/* Signs in the target's own form: how its words follow each other, what stands twice, blanks, capitals, scripts, its end. */
#include <string.h>

#include "fidelity/scoring/language_model.h"
#include "fidelity/scoring/signs.h"
#include "text/document/tokens.h"
#include "text/unicode/chars.h"

#define MOST_REPEATED 3u  /* words that are there twice; more say no more; set by hand */
#define NEAR	      12u /* words within which a content word should not come again; set by hand */
#define UNSUPPORTED                                                                                \
	.5f /* support below which a word is one that the target alone has; set by hand */
#define LEAST_LETTERS 4u /* bytes of a word left over */

static const apo_token *token_of(const apo__bead_side *side, uint32_t i)
{
	return &side->side->document->tokens[side->tokens[i]];
}

static const apo__word *word_of(const apo__bead_side *side, uint32_t i)
{
	return &side->side->words.words[side->words[i]];
}

static int is_mark(const apo_token *token, const char *marks)
{
	return token->kind == APO_TOKEN_PUNCTUATION && token->form[0] && !token->form[1] &&
	       strchr(marks, token->form[0]);
}

/* ---- twice ---- */

static uint32_t repeated(const apo__bead_side *side)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i + 1 < side->token_count; i++)
		count += token_of(side, i)->kind == APO_TOKEN_WORD &&
			 !strcmp(token_of(side, i)->form, token_of(side, i + 1)->form);
	return count < MOST_REPEATED ? count : MOST_REPEATED;
}

/* Content words that come again soon. */
static uint32_t repeated_far(const apo__bead_side *side)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < side->word_count; i++) {
		if (!(side->side->weight[side->words[i]] > 0))
			continue;
		for (uint32_t j = i + 1; j < side->word_count && j <= i + NEAR; j++)
			count += !strcmp(word_of(side, i)->form, word_of(side, j)->form);
	}
	return count;
}

static void find_repetition(const apo__bead_view *view, apo__pair_signs *signs)
{
	uint32_t there = repeated(&view->side[APO__TARGET]),
		 far = repeated_far(&view->side[APO__TARGET]);
	uint32_t source = repeated(&view->side[APO__SOURCE]),
		 source_far = repeated_far(&view->side[APO__SOURCE]);
	signs->value[APO__SIGN_REPEATED] = there > source ? there - source : 0;
	signs->value[APO__SIGN_REPEATED_FAR] =
		far > source_far
			? (far - source_far < MOST_REPEATED ? far - source_far : MOST_REPEATED)
			: 0;
}

/* ---- blanks and marks ---- */

static uint32_t odd_blanks(const apo__bead_side *side)
{
	uint32_t count = 0;
	for (uint32_t i = 1; i < side->token_count; i++) {
		const apo_token *token = token_of(side, i), *before = token_of(side, i - 1);
		int blank = token->span.begin > before->span.end;
		int closes = is_mark(token, ".,)]") ||
			     (token->kind == APO_TOKEN_WORD && token->form[0] == '\'');
		int opens = is_mark(before, "([");
		count += blank && (closes || opens);
	}
	return count;
}

static uint32_t unpaired(const apo__bead_side *side)
{
	int open = 0, wrong = 0, straight = 0;
	for (uint32_t i = 0; i < side->token_count; i++) {
		open += is_mark(token_of(side, i), "(") - is_mark(token_of(side, i), ")");
		straight += is_mark(token_of(side, i), "\"");
		wrong += open < 0;
		open = open < 0 ? 0 : open;
	}
	return (uint32_t)(wrong + open + straight % 2);
}

static void find_marks(const apo__bead_view *view, apo__pair_signs *signs)
{
	const apo__bead_side *source = &view->side[APO__SOURCE], *target = &view->side[APO__TARGET];
	uint32_t there = odd_blanks(target), usual = odd_blanks(source);
	signs->value[APO__SIGN_BLANKS] =
		there > usual ? (there - usual < MOST_REPEATED ? there - usual : MOST_REPEATED) : 0;
	signs->value[APO__SIGN_UNPAIRED] = unpaired(target) > unpaired(source);
	if (!source->token_count || !target->token_count)
		return;
	const apo_token *ends[] = {token_of(source, source->token_count - 1),
		token_of(target, target->token_count - 1)};
	int marks[] = {
		ends[0]->kind == APO_TOKEN_PUNCTUATION, ends[1]->kind == APO_TOKEN_PUNCTUATION};
	signs->value[APO__SIGN_NO_FINAL_MARK] = marks[0] && !marks[1];
	signs->value[APO__SIGN_OTHER_FINAL_MARK] =
		(marks[1] && !marks[0]) || (marks[0] && marks[1] && is_mark(ends[1], ",:;"));
}

/* ---- letters ---- */

static uint32_t capitals(const apo__bead_side *side)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < side->token_count; i++)
		count += token_of(side, i)->flags & APO_TOKEN_CAPITAL;
	return count;
}

static const apo_token *first_word(const apo__bead_side *side)
{
	for (uint32_t i = 0; i < side->token_count; i++)
		if (token_of(side, i)->kind < APO_TOKEN_PUNCTUATION)
			return token_of(side, i);
	return NULL;
}

/* A rough script of a letter, by the blocks of Unicode: Latin, Greek, Cyrillic, ..., all of East Asia. */
static int32_t script_of(const char *form)
{
	static const int32_t ends[] = {
		0x370, 0x400, 0x530, 0x590, 0x600, 0x780, 0x980, 0x1100, 0x1E00, 0x2E80};
	int32_t c;
	apo__utf8_next(form, 0, (uint32_t)strlen(form), &c);
	int32_t script = 0;
	while (script < (int32_t)(sizeof ends / sizeof *ends) && c >= ends[script])
		script++;
	return c >= 0x1E00 && c < 0x2000 ? 0 : script;
}

#define EAST_ASIA 10

/* Words in another script than most words of the line. */
static uint32_t mixed_script(const apo__bead_side *side)
{
	uint32_t counts[EAST_ASIA + 1] = {0}, most = 0, all = 0;
	for (uint32_t i = 0; i < side->word_count; i++) {
		const apo__word *word = word_of(side, i);
		if (word->kind == APO_TOKEN_WORD || word->kind == APO_TOKEN_HAN) {
			counts[script_of(word->form)]++;
			all++;
		}
	}
	for (uint32_t s = 0; s <= EAST_ASIA; s++)
		most = counts[s] > counts[most] ? s : most;
	if (most == EAST_ASIA || !all)
		return 0; /* texts of East Asia have names in Latin letters */
	return all - counts[most];
}

static void find_letters(const apo__bead_view *view, apo__pair_signs *signs)
{
	const apo__bead_side *source = &view->side[APO__SOURCE], *target = &view->side[APO__TARGET];
	const apo_token *begins[] = {first_word(source), first_word(target)};
	uint32_t upper[] = {capitals(source), capitals(target)};
	/* does the source's script have capitals? */
	int cased = begins[0] && begins[0]->kind == APO_TOKEN_WORD &&
		    script_of(begins[0]->form) < EAST_ASIA && upper[0] > 0;
	int ends = target->token_count &&
		   token_of(target, target->token_count - 1)->kind == APO_TOKEN_PUNCTUATION;
	if (begins[0] && begins[1] && begins[1]->kind == APO_TOKEN_WORD &&
		!(begins[1]->flags & APO_TOKEN_CAPITAL) && script_of(begins[1]->form) < EAST_ASIA)
		signs->value[APO__SIGN_NO_CAPITAL] =
			cased ? (begins[0]->flags & APO_TOKEN_CAPITAL) != 0 : ends;
	signs->value[APO__SIGN_NO_CAPITALS] =
		!upper[1] && script_of(begins[1] ? begins[1]->form : "") < EAST_ASIA ? upper[0] > 1
										     : 0;
	signs->value[APO__SIGN_MIXED_SCRIPT] = mixed_script(target);
}

/* ---- words of the source ---- */

/* A word that is in the source as it is, is not a name, and has a rendering that would be another word. */
static int is_left_over(const apo__bead_view *view, uint32_t word)
{
	const apo__check_side *target = view->side[APO__TARGET].side,
			      *source = view->side[APO__SOURCE].side;
	uint32_t partner = target->partner[word];
	const apo__word *w = &target->words.words[word];
	return w->kind == APO_TOKEN_WORD && partner != APO_NONE &&
	       strlen(w->form) >= LEAST_LETTERS &&
	       !strcmp(source->words.words[partner].form, w->form) && !target->known[word] &&
	       (source->known[partner] || !(w->flags & APO_TOKEN_CAPITAL));
}

static void find_words(const apo__bead_view *view, apo__pair_signs *signs)
{
	const apo__bead_side *target = &view->side[APO__TARGET];
	const apo__check *check = view->check;
	const apo__language_model *model =
		apo__language_model_of(check->context, target->side->language, check->arena);
	apo__read_word *words =
		apo__alloc_array(view->arena, (size_t)target->word_count + 1, sizeof *words);
	for (uint32_t i = 0; i < target->word_count; i++) {
		const apo__word *w = word_of(target, i);
		uint32_t number = target->words[i], partner = target->side->partner[number];
		int capital = (w->flags & APO_TOKEN_CAPITAL) != 0;
		int same =
			partner != APO_NONE &&
			!strcmp(view->side[APO__SOURCE].side->words.words[partner].form, w->form);
		words[i] = (apo__read_word){w->form, target->side->stems[number],
			w->kind == APO_TOKEN_NUMBER, capital && !(w->flags & APO_TOKEN_INITIAL),
			w->kind == APO_TOKEN_WORD && !capital, same || target->side->known[number]};
		if (!check->same_language && is_left_over(view, number))
			signs->value[APO__SIGN_LEFT_OVER]++;
	}
	if (!model)
		return;
	apo__oddness odd;
	apo__language_model_read(model, words, target->word_count, &odd);
	double length = target->word_count + 1.0;
	signs->value[APO__SIGN_WORDS] = odd.words;
	signs->modelled = 1;
	signs->value[APO__SIGN_WORDS_WORST] = odd.worst_word;
	signs->value[APO__SIGN_WORDS_RATE] = odd.words / length;
	signs->value[APO__SIGN_DISLIKE] = odd.dislike;
	signs->value[APO__SIGN_CLASSES] = odd.classes;
	signs->value[APO__SIGN_CLASSES_RATE] = odd.classes / length;
	signs->value[APO__SIGN_CLASSES_WORST] = odd.worst;
	signs->value[APO__SIGN_UNSEEN] = odd.unseen;
	signs->value[APO__SIGN_UNKNOWN] = odd.unknown;
	signs->value[APO__SIGN_LOWERED] = odd.lowered;
	for (uint32_t i = 0; i < target->word_count; i++) {
		uint32_t number = target->words[i];
		if (target->side->weight[number] > 0 && target->side->support[number] < UNSUPPORTED)
			signs->value[APO__SIGN_ADDED_RARE] +=
				apo__language_model_rarity(model, word_of(target, i)->form);
	}
}

void apo__target_signs(const apo__bead_view *view, apo__pair_signs *signs)
{
	find_repetition(view, signs);
	find_marks(view, signs);
	find_letters(view, signs);
	find_words(view, signs);
}
