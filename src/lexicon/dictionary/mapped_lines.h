/* SPDX-License-Identifier: Apache-2.0 */
/* Dictionaries that are searched as they are on disk: an index of sorted lines in memory, and a large file of which only the
 * lines that are asked for are read. Nothing is mapped, so a file that is cut short while the program runs is noticed. */
#ifndef APO__LEXICON_DICTIONARY_MAPPED_LINES_H
#define APO__LEXICON_DICTIONARY_MAPPED_LINES_H

#include "base/arena.h"

typedef struct {
	const char *data;
	size_t size;
} apo__bytes;

/* A whole file; size 0 when it is not there. */
apo__bytes apo__bytes_read(apo__arena *arena, const char *path);

/* Lines sorted by bytes, each beginning with a key that ends at `mark`: what follows the key of the line with this key, up to
 * the line's end, NULL when there is none. Binary search. */
const char *apo__sorted_find(const char *lines, size_t size, const char *key, size_t key_size,
	char mark, size_t *rest_size);

/* A file that stays open; any number of threads may read it. Size 0 when it is not there. */
typedef struct {
	const char *path;
	int fd;
	uint64_t size;
} apo__line_file;
/* The arena closes the file. */
apo__line_file *apo__line_file_open(apo__arena *arena, const char *path);
/* From `offset` at least `lines` whole lines, or all there are up to the end; the bytes live in `arena`. Empty beyond the end.
 * Gives up the job of `arena` when the file is no longer as long as it was. */
apo__bytes apo__line_file_read(
	const apo__line_file *file, apo__arena *arena, uint64_t offset, unsigned lines);

#endif
