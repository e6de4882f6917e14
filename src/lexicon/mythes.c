/* SPDX-License-Identifier: Apache-2.0 */
/*
 * MyThes thesauri (LibreOffice): th_TAG_*.idx has the encoding, the number of words, then sorted lines "word|offset";
 * th_TAG_*.dat at that offset "word|N", then N lines of a meaning, "(part of speech)|synonym|...". Notes in brackets behind a
 * word that section [thesaurus-notes] lists say that it is not a synonym (value "a": an antonym).
 * The index is in memory (3 MB for German), of the .dat file (29 MB) only what is asked for is read. It is read through once
 * to count what is wrong with it; the cache keeps the counts.
 */
#include "lexicon/mythes.h"

#include <dirent.h>
#include <string.h>
#include <strings.h>

#include "lexicon/dictionary/cache.h"
#include "lexicon/dictionary/folders.h"
#include "text/language/context.h"
#include "text/unicode/fold.h"

#define MOST_MEANINGS 6u /* of a word, the most frequent come first */

/* ---- lines ---- */

static const char *line_end(const char *at, const char *end)
{
	const char *stop = memchr(at, '\n', (size_t)(end - at));
	return stop ? stop : end;
}

/* "word|N": N, or 0 for another line. */
static uint32_t meanings_of(const char *line, const char *end)
{
	uint32_t value = 0;
	const char *at = end;
	while (at > line && at[-1] != '|')
		at--;
	if (at == line || end - at > 6)
		return 0;
	for (; at < end && *at != '\r'; at++) {
		if (*at < '0' || *at > '9')
			return 0;
		value = value * 10 + (uint32_t)(*at - '0');
	}
	return value;
}

/* The bracket that opens the note a word ends with; NULL when none does. */
static const char *note_of(const char *word, size_t size)
{
	while (size && word[size - 1] != '(')
		size--;
	return size ? word + size - 1 : NULL;
}

/* Whether each note of a line of a meaning has both its brackets. */
static int is_meaning(const char *line, const char *end)
{
	const char *at = memchr(line, '|', (size_t)(end - line));
	if (!at)
		return 0;
	while (at) {
		const char *begin = at + 1;
		at = memchr(begin, '|', (size_t)(end - begin));
		const char *stop = at ? at : end;
		if (stop > begin && stop[-1] == ')' && !note_of(begin, (size_t)(stop - begin)))
			return 0;
	}
	return 1;
}

apo__mythes_counts apo__mythes_count(const char *data, size_t size)
{
	apo__mythes_counts counts = {0};
	const char *end = data + size;
	uint32_t number = 0, meanings = 0;
	for (const char *line = data, *stop; line < end; line = stop + 1) {
		stop = line_end(line, end);
		int is_good = 1;
		if (!number++ || line == stop)
			continue; /* the encoding, the end */
		if (meanings) {
			meanings--;
			is_good = is_meaning(line, stop);
		} else {
			meanings = meanings_of(line, stop);
			counts.words += meanings > 0;
			is_good = meanings > 0;
		}
		if (!is_good && !counts.bad++)
			counts.bad_line = number;
	}
	return counts;
}

/* ---- opening ---- */

/* The path of the first thesaurus of the language in a folder by name, without its ending; NULL when there is none. */
static const char *find_in(apo__arena *arena, const char *path, const char *tag)
{
	const char *best = NULL, *prefix = apo__sprintf(arena, "th_%s_", tag);
	DIR *folder = opendir(path);
	if (!folder)
		return NULL;
	apo__arena *scratch = apo__arena_child(arena);
	apo__arena_defer(scratch, apo__close_folder, folder);
	for (struct dirent *entry; (entry = readdir(folder));) {
		size_t size = strlen(entry->d_name);
		if (size > 4 && !strcmp(entry->d_name + size - 4, ".idx") &&
			!strncmp(entry->d_name, prefix, strlen(prefix)) &&
			(!best || strcmp(entry->d_name, best) < 0))
			best = apo__strdup(arena, entry->d_name);
	}
	apo__arena_free(scratch);
	return best ? apo__sprintf(arena, "%s/%.*s", path, (int)strlen(best) - 4, best) : NULL;
}

/* What the .dat file holds, from the cache where it is known. */
static apo__mythes_counts counts_of(
	apo__arena *arena, const apo__line_file *data, const apo__language *language)
{
	apo__mythes_counts counts;
	apo__cache_place place = apo__cache_find(arena, data->path, language, language);
	if (apo__cache_load_counts(arena, &place, &counts.words, 3))
		return counts;
	apo__arena *scratch = apo__arena_child(arena);
	apo__bytes whole = apo__bytes_read(scratch, data->path);
	counts = apo__mythes_count(whole.data, whole.size);
	apo__arena_free(scratch);
	apo__cache_save_counts(arena, &place, &counts.words, 3);
	return counts;
}

/* Take the first line off, without its end. */
static apo__bytes take_line(apo__bytes *bytes)
{
	if (!bytes->size)
		return *bytes;
	const char *end = bytes->data + bytes->size, *stop = line_end(bytes->data, end);
	apo__bytes line = {bytes->data, (size_t)(stop - bytes->data)};
	bytes->data = stop < end ? stop + 1 : end;
	bytes->size = (size_t)(end - bytes->data);
	return line;
}

static void report(apo_lexicons *lexicons, const char *path, const apo__mythes_counts *counts,
	apo__bytes expected)
{
	uint32_t words = 0;
	for (size_t i = 0; i < expected.size && i < 9; i++)
		if (expected.data[i] >= '0' && expected.data[i] <= '9')
			words = words * 10 + (uint32_t)(expected.data[i] - '0');
	apo__tell_skipped(lexicons->context, path, counts->bad, counts->bad_line);
	if (counts->words < words)
		apo__notice(lexicons->context,
			"%s: holds %u words, its index %u: it is cut short; install it again", path,
			counts->words, words);
}

void apo__mythes_open(apo__mythes *mythes, apo_lexicons *lexicons, const apo__language *language)
{
	static const char mark[] = "\xef\xbb\xbf";
	apo__arena *arena = lexicons->arena;
	apo__folder_list folders = apo__data_folders(arena, "mythes");
	const char *stem = NULL;
	for (uint32_t i = 0; i < folders.count && !stem; i++)
		stem = find_in(arena, folders.items[i], apo__language_tag(language));
	if (!stem)
		return;
	const char *path = apo__sprintf(arena, "%s.idx", stem);
	apo__bytes index = apo__bytes_read(arena, path);
	apo__bytes encoding = take_line(&index), words = take_line(&index);
	if (encoding.size >= 3 && !memcmp(encoding.data, mark, 3)) {
		encoding.data += 3;
		encoding.size -= 3;
	}
	if (encoding.size < 5 || strncasecmp(encoding.data, "UTF-8", 5) != 0) {
		apo__notice(lexicons->context,
			"%s: is not in UTF-8 (its first line is \"%.*s\") and was left out", path,
			encoding.size > 20 ? 20 : (int)encoding.size,
			encoding.size ? encoding.data : "");
		return;
	}
	path = apo__sprintf(arena, "%s.dat", stem);
	mythes->data = apo__line_file_open(arena, path);
	mythes->index = index;
	mythes->notes = apo__language_section(language, "thesaurus-notes");
	apo__mythes_counts counts = counts_of(arena, mythes->data, language);
	report(lexicons, path, &counts, words);
}

/* ---- looking up ---- */

/* "word (note)": what the note makes of the word: 's', 'a', or '-' for neither. */
static char relation_of(const apo__lang_section *notes, const char *word, size_t *size)
{
	char relation = 's';
	while (*size && word[*size - 1] == ')') {
		const char *open = note_of(word, *size);
		if (!open)
			return '-';
		const apo__lang_entry *note =
			apo__lang_find(notes, open + 1, (size_t)(word + *size - open) - 2);
		if (note)
			relation = *note->value ? *note->value : '-';
		*size = (size_t)(open - word);
		while (*size && word[*size - 1] == ' ')
			--*size;
	}
	return relation;
}

static void add_meaning(const apo__mythes *mythes, char relation, const char *line, const char *end,
	apo__related *related)
{
	if (!is_meaning(line, end))
		return;
	const char *at = memchr(line, '|', (size_t)(end - line)); /* the part of speech */
	while (at) {
		const char *begin = at + 1;
		at = memchr(begin, '|', (size_t)(end - begin));
		size_t size = (size_t)((at ? at : end) - begin);
		char *word = apo__fold(related->arena, begin, size);
		size = strlen(word);
		if (relation_of(mythes->notes, word, &size) == relation && !memchr(word, ' ', size))
			apo__related_add(related, word, size);
	}
}

void apo__mythes_related(const apo__mythes *mythes, char relation, const char *form,
	apo__arena *scratch, apo__related *related)
{
	size_t rest;
	uint64_t offset = 0;
	const char *found = apo__sorted_find(
		mythes->index.data, mythes->index.size, form, strlen(form), '|', &rest);
	if (!found)
		return;
	for (size_t i = 0; i < rest && i < 10 && found[i] >= '0' && found[i] <= '9'; i++)
		offset = offset * 10 + (uint64_t)(found[i] - '0');
	apo__bytes entry = apo__line_file_read(mythes->data, scratch, offset, 1 + MOST_MEANINGS);
	size_t size = strlen(form);
	if (entry.size <= size || memcmp(entry.data, form, size) != 0 || entry.data[size] != '|')
		return; /* an index of another file */
	const char *end = entry.data + entry.size, *stop = line_end(entry.data, end);
	uint32_t meanings = meanings_of(entry.data, stop);
	for (uint32_t i = 0; i < meanings && i < MOST_MEANINGS && stop < end; i++) {
		const char *line = stop + 1;
		stop = line_end(line, end);
		add_meaning(mythes, relation, line, stop, related);
	}
}
