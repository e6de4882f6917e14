/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Synonyms and antonyms from WordNet's database files (wndb(5WN), morphy(7WN)): a binary search in each index, which is in memory (6 MB),
 * then a line of the data file (22 MB), which is read from disk, for each of the first senses, which are the most frequent. A few microseconds a word.
 */
#include <string.h>

#include "lexicon/thesaurus.h"

#define MOST_SENSES 4u

static const char *const parts[APO__WORDNET_PARTS] = {"noun", "verb", "adj", "adv"};

void apo__wordnet_open(apo__wordnet *wordnet, const char *folder, apo__arena *arena)
{
	for (int i = 0; i < APO__WORDNET_PARTS; i++) {
		wordnet->index[i] = apo__bytes_read(
			arena, apo__sprintf(arena, "%s/index.%s", folder, parts[i]));
		wordnet->data[i] = apo__line_file_open(
			arena, apo__sprintf(arena, "%s/data.%s", folder, parts[i]));
		wordnet->exceptions[i] =
			apo__bytes_read(arena, apo__sprintf(arena, "%s/%s.exc", folder, parts[i]));
		wordnet->there |= wordnet->index[i].size && wordnet->data[i]->size;
	}
}

/* The next field of a line of fields separated by spaces. */
static const char *field(const char **at, const char *end, size_t *size)
{
	while (*at < end && **at == ' ')
		++*at;
	const char *begin = *at;
	while (*at < end && **at != ' ')
		++*at;
	*size = (size_t)(*at - begin);
	return begin;
}

static uint32_t number(const char **at, const char *end, uint32_t base)
{
	size_t size;
	const char *text = field(at, end, &size);
	uint32_t value = 0;
	for (size_t i = 0; i < size && i < 9; i++) {
		char c = text[i];
		uint32_t digit = c >= '0' && c <= '9'	? (uint32_t)(c - '0')
				 : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
							: 16;
		if (digit >= base)
			break;
		value = value * base + digit;
	}
	return value;
}

typedef struct {
	const apo__wordnet *wordnet;
	char relation;
	const char *lemma;
	size_t lemma_size;
	apo__arena *scratch;
	apo__related *related;
} search;

/* A word of a data file: lower case, without the marker of its position ("(a)"); phrases are left out. */
static void add_word(search *s, const char *word, size_t size)
{
	const char *marker = memchr(word, '(', size);
	if (marker)
		size = (size_t)(marker - word);
	if (size && !memchr(word, '_', size))
		apo__related_add(s->related, word, size);
}

static int same_word(const char *word, size_t size, const char *lemma, size_t lemma_size)
{
	const char *marker = memchr(word, '(', size);
	if (marker)
		size = (size_t)(marker - word);
	for (size_t i = 0; i < size && size == lemma_size; i++)
		if ((word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32 : word[i]) != lemma[i])
			return 0;
	return size == lemma_size;
}

/* The line of a synset; at its count of words. */
static int synset(const search *s, int part, uint32_t offset, const char **at, const char **end)
{
	apo__bytes line = apo__line_file_read(s->wordnet->data[part], s->scratch, offset, 1);
	size_t size;
	if (!line.size)
		return 0;
	*at = line.data;
	*end = memchr(*at, '\n', line.size);
	if (!*end)
		*end = *at + line.size;
	const char *gloss = memchr(*at, '|', (size_t)(*end - *at));
	if (gloss)
		*end = gloss;
	for (int skip = 0; skip < 3; skip++) /* offset, file, type */
		field(at, *end, &size);
	return 1;
}

/* Word `wanted` (from 1; 0 = all) of the synset at `offset`. */
static void add_synset(search *s, int part, uint32_t offset, uint32_t wanted)
{
	const char *at, *end;
	if (!synset(s, part, offset, &at, &end))
		return;
	uint32_t count = number(&at, end, 16);
	for (uint32_t i = 1; i <= count && at < end; i++) {
		size_t size;
		const char *word = field(&at, end, &size);
		number(&at, end, 16);
		if (!wanted || wanted == i)
			add_word(s, word, size);
	}
}

static int part_of(char type)
{
	return type == 'n' ? 0 : type == 'v' ? 1 : type == 'r' ? 3 : 2;
}

/* Opposites are pointers "!" from one word to another: "! 00004171 a 0101". */
static void add_antonyms(search *s, int part, uint32_t offset)
{
	const char *at, *end;
	if (!synset(s, part, offset, &at, &end))
		return;
	uint32_t count = number(&at, end, 16), own = 0;
	for (uint32_t i = 1; i <= count && at < end; i++) {
		size_t size;
		const char *word = field(&at, end, &size);
		number(&at, end, 16);
		if (same_word(word, size, s->lemma, s->lemma_size))
			own = i;
	}
	for (uint32_t pointers = number(&at, end, 10); pointers && at < end; pointers--) {
		size_t symbol_size, type_size;
		const char *symbol = field(&at, end, &symbol_size);
		uint32_t target = number(&at, end, 10);
		const char *type = field(&at, end, &type_size);
		uint32_t words = number(&at, end, 16);
		if (symbol_size == 1 && *symbol == '!' && type_size &&
			(!(words >> 8) || words >> 8 == own))
			add_synset(s, part_of(*type), target, words & 255);
	}
}

/* lemma pos synsets pointers [symbol...] senses tagged offset... */
static int search_lemma(search *s, int part, const char *lemma, size_t lemma_size)
{
	size_t rest;
	const apo__bytes *index = &s->wordnet->index[part];
	const char *at = apo__sorted_find(index->data, index->size, lemma, lemma_size, ' ', &rest);
	if (!at)
		return 0;
	const char *end = at + rest;
	size_t size;
	field(&at, end, &size);
	uint32_t senses = number(&at, end, 10);
	for (uint32_t skip = number(&at, end, 10) + 2; skip && at < end; skip--)
		field(&at, end, &size);
	s->lemma = lemma;
	s->lemma_size = lemma_size;
	for (uint32_t i = 0; i < senses && i < MOST_SENSES && at < end; i++) {
		uint32_t offset = number(&at, end, 10);
		if (s->relation == 'a')
			add_antonyms(s, part, offset);
		else
			add_synset(s, part, offset, 0);
	}
	return 1;
}

/* Endings of inflected forms and what the lemma has instead, by part of speech (morphy(7WN)). */
static const struct {
	int part;
	const char *ending, *instead;
} endings[] = {{0, "s", ""}, {0, "ses", "s"}, {0, "xes", "x"}, {0, "zes", "z"}, {0, "ches", "ch"},
	{0, "shes", "sh"}, {0, "men", "man"}, {0, "ies", "y"}, {1, "s", ""}, {1, "ies", "y"},
	{1, "es", "e"}, {1, "es", ""}, {1, "ed", "e"}, {1, "ed", ""}, {1, "ing", "e"},
	{1, "ing", ""}, {2, "er", ""}, {2, "est", ""}, {2, "er", "e"}, {2, "est", "e"}};

void apo__wordnet_related(const apo__wordnet *wordnet, char relation, const char *form,
	apo__arena *scratch, apo__related *related)
{
	search s = {
		.wordnet = wordnet, .relation = relation, .scratch = scratch, .related = related};
	size_t size = strlen(form);
	char lemma[64];
	if (size < 2 || size > 48)
		return;
	for (int part = 0; part < APO__WORDNET_PARTS; part++) {
		size_t rest;
		const apo__bytes *irregular = &wordnet->exceptions[part];
		const char *base =
			apo__sorted_find(irregular->data, irregular->size, form, size, ' ', &rest);
		if (base) {
			const char *at = base;
			size_t base_size;
			base = field(&at, base + rest, &base_size);
			search_lemma(&s, part, base, base_size);
		}
		if (search_lemma(&s, part, form, size))
			continue;
		for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
			size_t ending = strlen(endings[i].ending);
			if (endings[i].part != part || ending + 2 > size ||
				strcmp(form + size - ending, endings[i].ending))
				continue;
			memcpy(lemma, form, size - ending);
			strcpy(lemma + size - ending, endings[i].instead);
			if (search_lemma(&s, part, lemma, strlen(lemma)))
				break;
		}
	}
}
