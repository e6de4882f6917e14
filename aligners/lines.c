/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents as the aligners see them: segments as arrays of word numbers, their lengths, and how they open and close.
 * Linear in the text.
 */
#include <string.h>

#include "aligners/internal.h"

enum { MARK_NONE, MARK_QUOTE, MARK_DASH, MARK_BRACKET };

static const struct {
	const char *mark;
	uint8_t opens; /* MARK_... at the beginning of a segment */
	uint8_t final; /* class at its end, 0 = looked through */
} marks[] = {{"\"", MARK_QUOTE, 0}, {"'", MARK_QUOTE, 0}, {"“", MARK_QUOTE, 0},
	{"”", MARK_QUOTE, 0}, {"„", MARK_QUOTE, 0}, {"‚", MARK_QUOTE, 0}, {"‘", MARK_QUOTE, 0},
	{"’", MARK_QUOTE, 0}, {"«", MARK_QUOTE, 0}, {"»", MARK_QUOTE, 0}, {"‹", MARK_QUOTE, 0},
	{"›", MARK_QUOTE, 0}, {"「", MARK_QUOTE, 0}, {"」", MARK_QUOTE, 0}, {"『", MARK_QUOTE, 0},
	{"』", MARK_QUOTE, 0}, {"-", MARK_DASH, 6}, {"–", MARK_DASH, 6}, {"—", MARK_DASH, 6},
	{"―", MARK_DASH, 6}, {"(", MARK_BRACKET, 0}, {"[", MARK_BRACKET, 0}, {")", MARK_BRACKET, 0},
	{"]", MARK_BRACKET, 0}, {".", 0, 1}, {"。", 0, 1}, {"?", 0, 2}, {"!", 0, 3}, {":", 0, 4},
	{";", 0, 5}, {",", 0, 6}, {"、", 0, 6}, {"…", 0, 7}, {"...", 0, 7}};

static int find_mark(const char *form)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (!strcmp(marks[i].mark, form))
			return (int)i;
	return -1;
}

static uint8_t opening_class(const apo__word *words, uint32_t count)
{
	if (!count)
		return 0;
	int mark = words->kind == APO_TOKEN_PUNCTUATION ? find_mark(words->form) : -1;
	if (mark >= 0 && marks[mark].opens)
		return (uint8_t)(1 + marks[mark].opens);
	if (words->kind == APO_TOKEN_NUMBER)
		return 5;
	return words->kind == APO_TOKEN_WORD && !(words->flags & APO_TOKEN_CAPITAL) ? 6 : 1;
}

static uint8_t closing_class(const apo__word *words, uint32_t count)
{
	int quoted = 0;
	for (uint32_t look = 0; look < 4 && count; look++) {
		const apo__word *last = &words[--count];
		if (last->kind != APO_TOKEN_PUNCTUATION)
			return quoted ? 9 : 1;
		int mark = find_mark(last->form);
		if (mark >= 0 && marks[mark].final)
			return (uint8_t)(1 + marks[mark].final + 8 * quoted);
		quoted |= mark >= 0 && marks[mark].opens == MARK_QUOTE;
	}
	return quoted ? 9 : 0;
}

/* Characters that are not white space (ASCII and U+3000 blanks are all that matter for lengths). */
static uint32_t characters(const char *text, uint32_t size)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < size; i++)
		n += ((unsigned char)text[i] & 0xC0) != 0x80 && (unsigned char)text[i] > ' ';
	return n;
}

/* Whether a line has words in lower case: only then do capitals mean something. */
static int has_small_letters(const apo__word *line, uint32_t count)
{
	for (uint32_t k = 0; k < count; k++)
		if (line[k].kind == APO_TOKEN_WORD && !(line[k].flags & APO_TOKEN_CAPITAL))
			return 1;
	return 0;
}

/* Words are numbered by their folded form; an abbreviation in capitals that would pass for a function word (US, IT) by its
 * text. */
static uint32_t number_word(const apo_lexicons *lexicons, apo__side side, const char *text,
	const apo__word *word, int capitals, apo__vocabulary *vocabulary)
{
	apo__arena *arena = vocabulary->names.arena;
	const char *key = word->form;
	size_t size = strlen(key);
	if (capitals && (word->flags & APO_TOKEN_UPPER) &&
		apo__lexicon_is_function_word(lexicons, side, key)) {
		key = text + word->span.begin;
		size = word->span.end - word->span.begin;
	}
	uint32_t id = apo__intern(&vocabulary->names, key, size);
	if (id == vocabulary->tokens.count) {
		*apo__push(arena, &vocabulary->tokens) = 0;
		*apo__push(arena, &vocabulary->kinds) = word->kind;
		*apo__push(arena, &vocabulary->forms) = apo__strdup(arena, word->form);
		*apo__push(arena, &vocabulary->function) =
			word->kind == APO_TOKEN_WORD && key == word->form &&
			apo__lexicon_is_function_word(lexicons, side, key);
	}
	vocabulary->tokens.items[id]++;
	vocabulary->total++;
	return id;
}

apo__lines apo__lines_make(const apo_lexicons *lexicons, apo__side side,
	const apo_document *document, apo__vocabulary *vocabulary, apo__arena *arena)
{
	apo__arena *scratch = apo__arena_child(arena);
	apo__words all = apo__lexicon_words(lexicons, side, document, scratch);
	uint32_t n = document->segment_count, used = 0;
	uint32_t *first = apo__alloc_array(arena, (size_t)n + 1, sizeof *first);
	uint32_t *length = apo__alloc_array(arena, n, sizeof *length);
	uint8_t *opening = apo__alloc_array(arena, n, 1), *closing = apo__alloc_array(arena, n, 1);
	uint32_t *words = apo__alloc_array(arena, all.count, sizeof *words);
	for (uint32_t s = 0; s < n; s++) {
		const apo__word *line = all.words + all.first[s];
		uint32_t count = all.first[s + 1] - all.first[s];
		uint32_t kept = count < APO__LINE_WORDS ? count : APO__LINE_WORDS;
		apo_span span = document->segments[s].span;
		int capitals = has_small_letters(line, count);
		first[s] = used;
		for (uint32_t k = 0; k < kept; k++)
			words[used++] = number_word(lexicons, side, document->text,
				&line[(uint64_t)k * count / kept], capitals, vocabulary);
		length[s] = characters(document->text + span.begin, span.end - span.begin);
		opening[s] = opening_class(line, count);
		closing[s] = closing_class(line, count);
	}
	first[n] = used;
	apo__arena_free(scratch);
	return (apo__lines){n, first, words, length, opening, closing};
}

apo__lines apo__lines_of(const apo_lexicons *lexicons, apo__side side, const apo__words *words,
	const uint32_t *segments, uint32_t count, apo__vocabulary *vocabulary, apo__arena *arena)
{
	uint32_t total = 0, used = 0;
	for (uint32_t s = 0; s < count; s++)
		total += words->first[segments[s] + 1] - words->first[segments[s]];
	uint32_t *first = apo__alloc_array(arena, 2, sizeof *first);
	uint32_t *numbers = apo__alloc_array(arena, total, sizeof *numbers);
	for (uint32_t s = 0; s < count; s++)
		for (uint32_t k = words->first[segments[s]]; k < words->first[segments[s] + 1]; k++)
			numbers[used++] =
				number_word(lexicons, side, NULL, &words->words[k], 0, vocabulary);
	first[1] = used;
	return (apo__lines){.count = 1, .first = first, .words = numbers};
}
