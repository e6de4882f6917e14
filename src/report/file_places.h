/* SPDX-License-Identifier: Apache-2.0 */
/* Lines and columns of the file that a document was read from. */
#ifndef APO__REPORT_FILE_PLACES_H
#define APO__REPORT_FILE_PLACES_H

#include "writing/writers.h"

typedef struct {
	const apo_document *document;
	const char *data; /* the file's bytes, else the document's text */
	uint64_t size;
	int is_file;
	const uint32_t *lines; /* where each line begins */
	uint32_t line_count;
	const uint32_t *characters; /* before every 4096th byte */
} apo__file_places;

/* Lines and columns from 1, columns in characters; the end is behind the last one. */
typedef struct {
	uint32_t line, column, end_line, end_column;
} apo__file_place;

/* The file is read again, and must be what it was; where that cannot be, as for standard input and for files in UTF-16, lines are
 * those of the text. */
apo__file_places apo__file_places_of(apo__arena *arena, const apo_document *document);
apo__file_place apo__file_place_of(const apo__file_places *places, apo_span span);
/* A path as a user would name it from the current folder, in which most of the world expects it. */
const char *apo__path_from_here(apo__arena *arena, const char *path);

#endif
