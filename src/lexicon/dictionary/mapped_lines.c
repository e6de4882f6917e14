/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/dictionary/mapped_lines.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define FILE_LIMIT  ((size_t)256 << 20) /* of an index; the largest of Debian has 5 MB */
#define FIRST_CHUNK 2048u /* holds nine of ten entries of WordNet and of the thesauri */

apo__bytes apo__bytes_read(apo__arena *arena, const char *path)
{
	apo__bytes bytes = {NULL, 0};
	if (apo__file_read(arena, path, FILE_LIMIT, &bytes.data, &bytes.size, NULL))
		return (apo__bytes){NULL, 0};
	return bytes;
}

static void close_file(void *object)
{
	const apo__line_file *file = object;
	if (file->fd >= 0)
		close(file->fd);
}

apo__line_file *apo__line_file_open(apo__arena *arena, const char *path)
{
	apo__line_file *file = apo__alloc(arena, sizeof *file);
	struct stat info;
	*file = (apo__line_file){.path = apo__strdup(arena, path), .fd = -1};
	if (apo__file_descriptor(arena, path, &file->fd, NULL))
		return file;
	apo__arena_defer(arena, close_file, file);
	if (!fstat(file->fd, &info) && info.st_size > 0)
		file->size = (uint64_t)info.st_size;
	return file;
}

/* All of the bytes from `offset`, which the file had when it was opened. */
static void read_fully(
	const apo__line_file *file, apo__arena *arena, uint64_t offset, char *bytes, size_t size)
{
	for (size_t used = 0; used < size;) {
		ssize_t got = pread(file->fd, bytes + used, size - used, (off_t)(offset + used));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			apo__arena_fail(arena, file->path, offset + used,
				"was cut short while it was in use, or can no longer be read; "
				"install or copy it again, then start anew");
		used += (size_t)got;
	}
}

static int holds_lines(const char *bytes, size_t size, unsigned lines)
{
	const char *end = bytes + size;
	for (const char *at = bytes; lines && (at = memchr(at, '\n', (size_t)(end - at))); at++)
		lines--;
	return !lines;
}

apo__bytes apo__line_file_read(
	const apo__line_file *file, apo__arena *arena, uint64_t offset, unsigned lines)
{
	if (offset >= file->size)
		return (apo__bytes){NULL, 0};
	for (size_t size = FIRST_CHUNK;; size *= 4) {
		int is_all = size >= file->size - offset;
		if (is_all)
			size = (size_t)(file->size - offset);
		char *bytes = apo__alloc(arena, size);
		read_fully(file, arena, offset, bytes, size);
		if (is_all || holds_lines(bytes, size, lines))
			return (apo__bytes){bytes, size};
	}
}

/* Order of the key that begins at `at` relative to `key`. */
static int compare_key(const char *at, const char *end, const char *key, size_t size, char mark)
{
	for (size_t i = 0; i < size; i++) {
		/* the end of a key is before every byte, a NUL of a damaged file too */
		int have =
			at + i < end && at[i] != mark && at[i] != '\n' ? (unsigned char)at[i] : -1;
		if (have != (unsigned char)key[i])
			return have < (unsigned char)key[i] ? -1 : 1;
	}
	return at + size < end && at[size] != mark && at[size] != '\n';
}

const char *apo__sorted_find(const char *lines, size_t size, const char *key, size_t key_size,
	char mark, size_t *rest_size)
{
	if (!size)
		return NULL;
	const char *low = lines, *high = lines + size, *end = high;
	while (low < high) {
		const char *line = low + (high - low) / 2;
		while (line > low && line[-1] != '\n')
			line--;
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		if (!stop)
			stop = end;
		int order = compare_key(line, stop, key, key_size, mark);
		if (!order) {
			const char *rest = line + key_size + (line + key_size < stop);
			*rest_size = (size_t)(stop - rest);
			return rest;
		}
		if (order < 0)
			low = stop < end ? stop + 1 : end;
		else
			high = line;
	}
	return NULL;
}
