/* SPDX-License-Identifier: Apache-2.0 */
/* Linear in the file; a place costs a search among its lines and the count of a few thousand bytes. */
#define _GNU_SOURCE /* realpath */
#include "report/file_places.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"

#define LARGEST_FILE ((size_t)1 << 31)
#define STEP	     4096u /* bytes for which characters are counted beforehand */

/* The bytes of the document's file, if they are those that it was read from. */
static const char *read_again(apo__arena *arena, const apo_document *document, size_t *size)
{
	struct stat info;
	char hash[65];
	const char *data;
	if (!document->path || stat(document->path, &info) || !S_ISREG(info.st_mode) ||
		(uint64_t)info.st_size != document->file_size || info.st_size == 0)
		return NULL;
	if (apo__file_read(arena, document->path, LARGEST_FILE, &data, size, NULL))
		return NULL;
	apo__sha256(data, *size, hash);
	/* of packed files and of UTF-16, whose lines are not found by their bytes, offsets count in something else */
	return !strcmp(hash, document->sha256) && !memchr(data, 0, *size) ? data : NULL;
}

static uint32_t count_characters(const char *data, uint64_t begin, uint64_t end)
{
	uint32_t count = 0;
	for (uint64_t i = begin; i < end; i++)
		count += (data[i] & 0xC0) != 0x80;
	return count;
}

apo__file_places apo__file_places_of(apo__arena *arena, const apo_document *document)
{
	APO__VECTOR(uint32_t) lines = {0};
	size_t size = document->size;
	const char *file = read_again(arena, document, &size);
	apo__file_places places = {.document = document,
		.data = file ? file : document->text,
		.size = file ? size : document->size,
		.is_file = file != NULL};
	*apo__push(arena, &lines) = 0;
	for (const char *at = places.data, *end = places.data + places.size;
		(at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
		*apo__push(arena, &lines) = (uint32_t)(at + 1 - places.data);
	uint32_t *characters = apo__alloc_array(arena, places.size / STEP + 2, sizeof *characters);
	for (uint64_t i = 0; (i + 1) * STEP <= places.size; i++)
		characters[i + 1] =
			characters[i] + count_characters(places.data, i * STEP, (i + 1) * STEP);
	places.characters = characters;
	places.lines = lines.items;
	places.line_count = lines.count;
	return places;
}

/* Characters that begin before a byte. */
static uint32_t characters_before(const apo__file_places *p, uint64_t at)
{
	uint64_t step = at / STEP;
	return p->characters[step] + count_characters(p->data, step * STEP, at);
}

static void find(const apo__file_places *p, uint64_t at, uint32_t *line, uint32_t *column)
{
	uint32_t low = 0, high = p->line_count;
	at = at < p->size ? at : p->size;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (p->lines[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	*line = low + 1;
	*column = 1 + characters_before(p, at) - characters_before(p, p->lines[low]);
	if (!low && *column > 1 && p->size >= 3 && !memcmp(p->data, "\xEF\xBB\xBF", 3))
		--*column; /* the byte order mark is not a column */
}

apo__file_place apo__file_place_of(const apo__file_places *places, apo_span span)
{
	apo__file_place place;
	apo_file_span bytes = {span.begin, span.end};
	if (places->is_file)
		bytes = apo_document_file_span(places->document, span);
	find(places, bytes.begin, &place.line, &place.column);
	find(places, bytes.end, &place.end_line, &place.end_column);
	return place;
}

const char *apo__path_from_here(apo__arena *arena, const char *path)
{
	char here[PATH_MAX];
	if (*path != '/' || !getcwd(here, sizeof here))
		return !strncmp(path, "./", 2) ? path + 2 : path;
	size_t size = strlen(here);
	if (strncmp(path, here, size) != 0 || path[size] != '/' || !path[size + 1])
		return path;
	return apo__strdup(arena, path + size + 1);
}
