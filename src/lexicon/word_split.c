/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of a document. A run of Han tokens is cut by maximum matching over the headwords of all lexicons, once from
 * the left and once from the right; fewer words win, ties go to the cut with fewer single characters, then to the one from
 * the right (it errs less in Chinese: Sun and Tsou 1995). At most eight lookups a character and direction.
 */
#include <string.h>

#include "lexicon/lexicons.h"
#include "lexicon/related.h"

#define LONGEST_WORD 8u /* characters */
#define LONGEST_RUN  4096u

typedef APO__VECTOR(apo__word) word_list;

static int is_headword(const apo_lexicons *lexicons, apo__side side, const char *form, size_t size)
{
	for (uint32_t i = 0; i < lexicons->stores.count; i++) {
		const apo__used_store *used = &lexicons->stores.items[i];
		if (apo__store_find(used->store, used->side[side], form, size) != APO_NONE)
			return 1;
	}
	for (uint32_t i = 0; i < lexicons->pivot[side].count; i++) {
		const apo__used_store *used = &lexicons->pivot[side].items[i];
		if (apo__store_find(used->store, used->side[side], form, size) != APO_NONE)
			return 1;
	}
	return apo__thesaurus_has(lexicons->thesaurus[side], form, size) ||
	       apo__lexicon_is_function_word(lexicons, side, form);
}

typedef struct {
	const apo_lexicons *lexicons;
	apo__side side;
	const apo_document *document;
	uint32_t first, count; /* tokens of the run */
} run;

/* Whether `tokens` Han tokens from `at` of the run are a word. */
static int is_word(const run *r, uint32_t at, uint32_t tokens)
{
	char form[LONGEST_WORD * 8];
	size_t size = 0;
	for (uint32_t i = 0; i < tokens; i++) {
		const char *character = r->document->tokens[r->first + at + i].form;
		size_t length = strlen(character);
		if (length > 7)
			return 0;
		memcpy(form + size, character, length + 1);
		size += length;
	}
	return is_headword(r->lexicons, r->side, form, size);
}

static uint32_t longest_from(const run *r, uint32_t at)
{
	uint32_t most = r->count - at < LONGEST_WORD ? r->count - at : LONGEST_WORD;
	while (most > 1 && !is_word(r, at, most))
		most--;
	return most;
}

static uint32_t longest_to(const run *r, uint32_t end)
{
	uint32_t most = end < LONGEST_WORD ? end : LONGEST_WORD;
	while (most > 1 && !is_word(r, end - most, most))
		most--;
	return most;
}

/* Lengths of the words of the run, in order. */
static uint32_t cut_run(const run *r, uint8_t *lengths, uint8_t *backward)
{
	uint32_t forward_count = 0, backward_count = 0, forward_single = 0, backward_single = 0;
	for (uint32_t at = 0; at < r->count; at += lengths[forward_count++]) {
		lengths[forward_count] = (uint8_t)longest_from(r, at);
		forward_single += lengths[forward_count] == 1;
	}
	for (uint32_t end = r->count; end; end -= backward[backward_count++]) {
		backward[backward_count] = (uint8_t)longest_to(r, end);
		backward_single += backward[backward_count] == 1;
	}
	if (forward_count < backward_count ||
		(forward_count == backward_count && forward_single < backward_single))
		return forward_count;
	for (uint32_t i = 0; i < backward_count; i++)
		lengths[i] = backward[backward_count - 1 - i];
	return backward_count;
}

static apo__word word_of(
	const apo_document *document, uint32_t first, uint32_t tokens, apo__arena *arena)
{
	const apo_token *token = &document->tokens[first];
	apo__word word = {.span = {token->span.begin, token[tokens - 1].span.end},
		.form = token->form,
		.segment = token->segment,
		.first_token = first,
		.tokens = tokens,
		.kind = token->kind,
		.flags = token->flags};
	if (tokens > 1) {
		size_t size = 0;
		for (uint32_t i = 0; i < tokens; i++)
			size += strlen(token[i].form);
		char *form = apo__alloc(arena, size + 1);
		for (uint32_t i = 0; i < tokens; i++)
			strcat(form, token[i].form);
		word.form = form;
	}
	return word;
}

static uint32_t run_length(const apo_document *document, uint32_t first)
{
	const apo_token *tokens = document->tokens;
	uint32_t end = first + 1;
	while (end < document->token_count && end - first < LONGEST_RUN &&
		tokens[end].kind == APO_TOKEN_HAN && tokens[end].segment == tokens[first].segment &&
		tokens[end].span.begin == tokens[end - 1].span.end)
		end++;
	return end - first;
}

apo__words apo__lexicon_words(const apo_lexicons *lexicons, apo__side side,
	const apo_document *document, apo__arena *arena)
{
	word_list words = {0};
	uint8_t *lengths = apo__alloc(arena, 2 * LONGEST_RUN);
	uint32_t *first =
		apo__alloc_array(arena, (size_t)document->segment_count + 1, sizeof *first);
	uint32_t segment = 0;
	for (uint32_t token = 0; token < document->token_count;) {
		const apo_token *t = &document->tokens[token];
		for (; segment <= t->segment && segment < document->segment_count; segment++)
			first[segment] = words.count;
		if (t->kind != APO_TOKEN_HAN) {
			*apo__push(arena, &words) = word_of(document, token++, 1, arena);
			continue;
		}
		run r = {lexicons, side, document, token, run_length(document, token)};
		uint32_t count = cut_run(&r, lengths, lengths + LONGEST_RUN);
		for (uint32_t i = 0; i < count; token += lengths[i++])
			*apo__push(arena, &words) = word_of(document, token, lengths[i], arena);
	}
	for (; segment <= document->segment_count; segment++)
		first[segment] = words.count;
	if (!words.items) /* places in it are counted also where there is none */
		words.items = apo__alloc_array(arena, 1, sizeof *words.items);
	return (apo__words){words.items, words.count, first};
}
