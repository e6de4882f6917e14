/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dictd databases as FreeDict makes them (RFC 2229; dictd(8), dictfmt(1), dictzip(1)): an index of
 * headword<TAB>offset<TAB>size in base 64, and a text of entries, plain or gzip. An entry is
 *
 *     headword /phonetics/ <n, masc>
 *     rendering <grammar> [domain], rendering          (or "1. rendering", "2. rendering", ...)
 *           notes, definitions, "Synonyms: {...}", "see: {...}"
 *
 * Cost: inflating takes most of it, some 300 MB of text a second.
 */
#include <stdlib.h>
#include <string.h>

#include "lexicon/dictionary/readers.h"
#include "lexicon/dictionary/unpack.h"
#include "text/unicode/chars.h"

#define ENTRY_LIMIT 65536u
#define MOST_SENSES 64u

static int digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* A number of the index that ends at a tab, a line end or `end`; -1 when it is none. */
static int64_t number(const char **at, const char *end)
{
	int64_t value = 0;
	const char *begin = *at;
	for (; *at < end && **at != '\t' && **at != '\n' && **at != '\r'; ++*at) {
		int d = digit(**at);
		if (d < 0 || value > INT64_MAX / 128)
			return -1;
		value = value * 64 + d;
	}
	return *at == begin ? -1 : value;
}

/* "12. " at the start of a line: bytes to skip, else 0. */
static size_t sense_number(const char *text, size_t size)
{
	size_t i = 0;
	while (i < size && text[i] == ' ')
		i++;
	size_t begin = i;
	while (i < size && i < begin + 3 && text[i] >= '0' && text[i] <= '9')
		i++;
	return i > begin && i + 1 < size && text[i] == '.' && text[i + 1] == ' ' ? i + 2 : 0;
}

static void add_rendering(
	apo__store *store, const apo__entry_words *head, const char *text, size_t size)
{
	apo__entry_words entry = apo__store_phrase(store, 1, text, size);
	apo__store_link(store, head, &entry, 1);
}

/* Renderings of one line, separated by commas or semicolons outside of brackets. */
static void add_renderings(
	apo__store *store, const apo__entry_words *head, const char *text, size_t size)
{
	while (size && apo__is_line_space(text[size - 1]))
		size--;
	if (size >= 3 && text[size - 1] == '.' && text[size - 2] >= '0' && text[size - 2] <= '9')
		for (size--; size && text[size - 1] != ' ';) /* number of the next sense */
			size--;
	size_t begin = 0;
	int depth = 0, in_phonetics = 0;
	for (size_t i = 0; i <= size; i++) {
		char c = i < size ? text[i] : ',';
		if (c == '(' || c == '[' || c == '{' || c == '<')
			depth++;
		else if ((c == ')' || c == ']' || c == '}' || c == '>') && depth)
			depth--;
		else if (c == '/' && (in_phonetics || (i && text[i - 1] == ' ')))
			in_phonetics = !in_phonetics;
		else if (i == size || ((c == ',' || c == ';') && !depth && !in_phonetics)) {
			add_rendering(store, head, text + begin, i - begin);
			begin = i + 1;
		}
		if (c == '>' && !depth && i + 1 < size && text[i + 1] != ' ' &&
			text[i + 1] != ',') {
			/* FreeDict glues an abbreviation to the grammar of the word before: "<n>Gov." */
			add_rendering(store, head, text + begin, i + 1 - begin);
			begin = i + 1;
		}
	}
}

void apo__read_dictd_entry(apo__store *store, const char *entry, size_t size)
{
	const char *end = entry + size;
	const char *stop = memchr(entry, '\n', size);
	if (!stop)
		return;
	size_t head = 0;
	while (entry + head + 1 < stop &&
		!(entry[head] == ' ' && (entry[head + 1] == '/' || entry[head + 1] == '<')))
		head++;
	if (entry + head + 1 >= stop)
		head = (size_t)(stop - entry);
	apo__entry_words words = apo__store_phrase(store, 0, entry, head);
	uint32_t senses = 0;
	int first = 1;
	for (const char *at = stop + 1; at < end && senses < MOST_SENSES; at = stop + 1) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (!stop)
			stop = end;
		size_t line = (size_t)(stop - at), skip = sense_number(at, line);
		int note = line > 2 && at[0] == ' ' &&
			   (at[1] == ' ' || !memcmp(at + 1, "see: ", line < 6 ? line - 1 : 5));
		if (note || !(first || skip) || !line) {
			first = first && !line;
			continue;
		}
		add_renderings(store, &words, at + skip, line - skip);
		first = 0;
		senses++;
	}
}

typedef struct {
	uint64_t offset, size;
} place;

static int compare_places(const void *a, const void *b)
{
	const place *x = a, *y = b;
	return (x->offset > y->offset) - (x->offset < y->offset);
}

typedef APO__VECTOR(place) places;

/* Where the entries stand; lines that cannot be understood are counted. */
static void read_index(apo__store *store, const char *at, size_t size, places *found)
{
	const char *end = at + size;
	for (uint32_t line = 1; at < end; line++, at++) {
		const char *begin = at;
		while (at < end && *at != '\t' && *at != '\n')
			at++;
		int64_t offset = -1, length = -1;
		int tab = at < end && *at == '\t';
		if (tab) {
			at++;
			offset = number(&at, end);
			if (offset >= 0 && at < end && *at == '\t') {
				at++;
				length = number(&at, end);
			}
		}
		if (length < 0) {
			if (!store->bad++)
				store->bad_line = line;
		} else if (strncmp(begin, "00database", 10) && strncmp(begin, "00-database", 11)) {
			*apo__push(store->scratch, found) =
				(place){(uint64_t)offset, (uint64_t)length};
		}
		while (at < end && *at != '\n')
			at++;
	}
}

apo_status apo__read_dictd(apo__store *store, const char *index, size_t index_size,
	const char *path, const char *dict, size_t dict_size, apo_error *err)
{
	const char *text;
	size_t size;
	apo_status status = apo__unpack(store->scratch, path, dict, dict_size, &text, &size, err);
	if (status)
		return status;
	places found = {0};
	read_index(store, index, index_size, &found);
	if (found.count)
		qsort(found.items, found.count, sizeof *found.items, compare_places);
	for (uint32_t i = 0; i < found.count; i++) {
		const place *p = &found.items[i];
		if (i && p->offset == found.items[i - 1].offset)
			continue; /* another key of the same entry */
		if (p->offset > size || p->size > size - p->offset)
			store->bad++;
		else
			apo__read_dictd_entry(store, text + p->offset,
				p->size < ENTRY_LIMIT ? p->size : ENTRY_LIMIT);
	}
	return APO_OK;
}
