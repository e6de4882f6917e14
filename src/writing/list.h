/* SPDX-License-Identifier: Apache-2.0 */
/* A list of findings or changes as it grows: a table for people, TSV, or JSON, one item a line, nothing kept in memory. */
#ifndef APO__WRITING_LIST_H
#define APO__WRITING_LIST_H

#include "base/arena.h"
#include "writing/json.h"

typedef struct {
	const char *name;
	unsigned width; /* of the table's column; 0 = not in the table */
	enum { APO__LIST_TEXT, APO__LIST_NUMBER, APO__LIST_LAST } kind; /* LAST: as long as it is */
} apo__list_column;

typedef struct {
	apo_output *output; /* NULL: only counts */
	const apo__list_column *columns;
	unsigned count;
	enum { APO__LIST_TABLE, APO__LIST_TSV, APO__LIST_JSON } format;
	apo__json
		json; /* open after apo__list_end of a JSON list: members may follow, then apo__json_end */
	int spreadsheet; /* as in apo_write_options */
	uint64_t rows;
} apo__list;

/* Begin a list; in JSON it is the array `key` of an object. APO_EUSAGE for an unknown format. */
apo_status apo__list_begin(apo__list *list, apo_output *output, const apo_write_options *how,
	const char *key, const apo__list_column *columns, unsigned count, apo_error *err);
/* A value a column; NULL where there is none, numbers in digits. */
void apo__list_row(apo__list *list, const char *const *values);
void apo__list_end(apo__list *list);

/* A path as it is listed: a table has no room for folders. */
const char *apo__list_file(const apo__list *list, const char *path);
/* Decimal digits of a number into `out`; returns `out`. */
char *apo__digits(char out[24], uint64_t value);

#endif
