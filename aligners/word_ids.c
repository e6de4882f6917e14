/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents as the aligners see them: segments as arrays of word numbers, their lengths, and how they open and close.
 * Linear in the text.
 */
#include <stdlib.h>
#include <string.h>

#include "aligners/internal.h"
#include "base/buffer.h"
#include "text/unicode/chars.h"

/* Numbers between are 1 and say nothing: articles and pronouns are read as 1. Set by hand. */
#define ONE_LEAST .9
#define ONE_MOST  1.1

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

uint8_t apo__mark_class(const char *form)
{
	int mark = find_mark(form);
	return mark < 0		   ? 0
	       : marks[mark].opens ? marks[mark].opens
				   : (uint8_t)(8 + marks[mark].final);
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
		n += apo__begins_char(text[i]) && (unsigned char)text[i] > ' ';
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

/* Whether a line holds nothing but marks, numbers and stray letters: page numbers, ornaments, debris of recognition. */
static uint8_t is_bare(const apo__word *line, uint32_t count)
{
	for (uint32_t k = 0; k < count; k++)
		if (line[k].kind == APO_TOKEN_HAN ||
			(line[k].kind == APO_TOKEN_WORD &&
				((line[k].form[0] & 0x80) || line[k].form[1])))
			return 0;
	return 1;
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
		*apo__push(arena, &vocabulary->forms) = key == word->form
								? vocabulary->names.strings[id]
								: apo__strdup(arena, word->form);
		*apo__push(arena, &vocabulary->function) =
			word->kind == APO_TOKEN_WORD && key == word->form &&
			apo__lexicon_is_function_word(lexicons, side, key);
	}
	vocabulary->tokens.items[id]++;
	vocabulary->total++;
	return id;
}

/* ---- what retellings keep: names and quantities ---- */

/* A name or number of the document that stands for its words. */
typedef struct {
	apo_span span;
	const char *key; /* NULL: leave its words out */
} entity;

static int by_begin(const void *left, const void *right)
{
	const entity *a = left, *b = right;
	if (a->span.begin != b->span.begin)
		return a->span.begin < b->span.begin ? -1 : 1;
	return a->span.end > b->span.end ? -1 : a->span.end < b->span.end;
}

/* Names by their key, which is the same in every language where that is known, and quantities by value and unit; a lone
 * "one" is often an article. Full dates are datelines more often than content, and say nothing. */
static entity *find_entities(const apo_document *document, uint32_t *count, apo__arena *arena)
{
	entity *list = apo__alloc_array(arena,
		(size_t)document->name_count + document->number_count + document->date_count,
		sizeof *list);
	*count = 0;
	for (uint32_t k = 0; k < document->name_count; k++)
		list[(*count)++] = (entity){document->names[k].span,
			apo__sprintf(arena, "\001name %s", document->names[k].key)};
	for (uint32_t k = 0; k < document->number_count; k++) {
		const apo_number *n = &document->numbers[k];
		char value[40];
		if (n->value > ONE_LEAST && n->value < ONE_MOST)
			continue;
		list[(*count)++] =
			(entity){n->span, apo__sprintf(arena, "\001number %s %s",
						  apo__decimal(value, n->value, 4), n->unit)};
	}
	for (uint32_t k = 0; k < document->date_count; k++)
		if (document->dates[k].year && document->dates[k].day)
			list[(*count)++] = (entity){document->dates[k].span, NULL};
	if (*count)
		qsort(list, *count, sizeof *list, by_begin);
	return list;
}

static uint32_t number_entity(apo__vocabulary *vocabulary, const char *key)
{
	apo__arena *arena = vocabulary->names.arena;
	uint32_t id = apo__intern(&vocabulary->names, key, strlen(key));
	if (id == vocabulary->tokens.count) {
		*apo__push(arena, &vocabulary->tokens) = 0; /* no word of the text: not learned */
		*apo__push(arena, &vocabulary->kinds) = APO_TOKEN_SYMBOL;
		*apo__push(arena, &vocabulary->forms) = vocabulary->names.strings[id];
		*apo__push(arena, &vocabulary->function) = 0;
	}
	return id;
}

/* The lines again with entities in the place of their words. */
static void add_content(apo__lines *lines, const apo__words *all, const apo_document *document,
	apo__vocabulary *vocabulary, apo__arena *arena, apo__arena *scratch)
{
	uint32_t count, at = 0, used = 0, n = lines->count;
	entity *entities = find_entities(document, &count, scratch);
	uint32_t *first = apo__alloc_array(arena, (size_t)n + 1, sizeof *first);
	uint32_t *content =
		apo__alloc_array(arena, (size_t)lines->first[n] + count, sizeof *content);
	for (uint32_t s = 0; s < n; s++) {
		uint32_t words = all->first[s + 1] - all->first[s];
		uint32_t kept = lines->first[s + 1] - lines->first[s], covered = 0;
		first[s] = used;
		for (uint32_t k = 0; k < kept; k++) {
			apo_span span = all->words[all->first[s] + (uint64_t)k * words / kept].span;
			for (; at < count && entities[at].span.begin <= span.begin; at++) {
				if (entities[at].span.end <= covered)
					continue;
				covered = entities[at].span.end;
				if (entities[at].key)
					content[used++] =
						number_entity(vocabulary, entities[at].key);
			}
			if (span.begin >= covered)
				content[used++] = lines->words[lines->first[s] + k];
		}
	}
	first[n] = used;
	lines->content_first = first;
	lines->content = content;
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
	uint8_t *bare = apo__alloc_array(arena, n, 1);
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
		bare[s] = is_bare(line, count);
	}
	first[n] = used;
	apo__lines lines = {.count = n,
		.first = first,
		.words = words,
		.length = length,
		.opening = opening,
		.closing = closing,
		.bare = bare};
	add_content(&lines, &all, document, vocabulary, arena, scratch);
	apo__arena_free(scratch);
	return lines;
}

apo__lines apo__lines_of(const apo_lexicons *lexicons, apo__side side, const char *text,
	const apo__words *words, const apo_bead *beads, size_t count, uint32_t most,
	apo__vocabulary *vocabulary, uint32_t **index, apo__arena *arena)
{
	uint32_t *first = apo__alloc_array(arena, count + 1, sizeof *first);
	APO__VECTOR(uint32_t) numbers = {0}, places = {0};
	for (size_t b = 0; b < count; b++) {
		const uint32_t *segments = side == APO__SOURCE ? beads[b].source : beads[b].target;
		uint32_t n = side == APO__SOURCE ? beads[b].source_count : beads[b].target_count;
		first[b] = numbers.count;
		for (uint32_t s = 0; s < n; s++) {
			uint32_t begin = words->first[segments[s]],
				 end = words->first[segments[s] + 1];
			int capitals = text && has_small_letters(&words->words[begin], end - begin);
			for (uint32_t k = begin; k < end && numbers.count - first[b] < most; k++) {
				*apo__push(arena, &numbers) = number_word(lexicons, side, text,
					&words->words[k], capitals, vocabulary);
				*apo__push(arena, &places) = k;
			}
		}
	}
	first[count] = numbers.count;
	if (index)
		*index = places.items;
	return (apo__lines){.count = (uint32_t)count,
		.first = first,
		.words = numbers.items,
		.content_first = first,
		.content = numbers.items};
}

/* ---- a source and its translation ---- */

/* A content word that the other side has too. */
static int is_shared(const apo__vocabulary *own, const apo__vocabulary *other, uint32_t word)
{
	return !own->function.items[word] && own->kinds.items[word] != APO_TOKEN_PUNCTUATION &&
	       apo__interned(&other->names, own->names.strings[word], own->names.sizes[word]) !=
		       APO_NONE;
}

typedef struct {
	const uint32_t *first, *words; /* as in apo__lines */
} rows;

static rows join_rows(rows a, rows b, uint32_t count, const apo__vocabulary *own,
	const apo__vocabulary *other, apo__arena *arena)
{
	uint32_t used = 0;
	uint32_t *first = apo__alloc_array(arena, (size_t)count + 1, sizeof *first);
	uint32_t *words =
		apo__alloc_array(arena, (size_t)a.first[count] + b.first[count], sizeof *words);
	for (uint32_t s = 0; s < count; s++) {
		first[s] = used;
		for (uint32_t k = a.first[s]; k < a.first[s + 1]; k++)
			words[used++] = a.words[k];
		for (uint32_t k = b.first[s]; k < b.first[s + 1]; k++)
			if (is_shared(own, other, b.words[k]))
				words[used++] = b.words[k];
	}
	first[count] = used;
	return (rows){first, words};
}

apo__lines apo__lines_join(const apo__lines *lines, const apo__lines *translation,
	const apo__vocabulary *own, const apo__vocabulary *other, apo__arena *arena)
{
	apo__lines joined = *lines;
	rows words = join_rows((rows){lines->first, lines->words},
		(rows){translation->first, translation->words}, lines->count, own, other, arena);
	rows content = join_rows((rows){lines->content_first, lines->content},
		(rows){translation->content_first, translation->content}, lines->count, own, other,
		arena);
	joined.first = words.first;
	joined.words = words.words;
	joined.content_first = content.first;
	joined.content = content.words;
	return joined;
}
