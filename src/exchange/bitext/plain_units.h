/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bilingual files of plain text, read from memory: catalogues of gettext (PO) and tables of two columns. Each text comes with the
 * place of each of its characters, so that findings have places in the file.
 */
#ifndef APO__EXCHANGE_BITEXT_PLAIN_UNITS_H
#define APO__EXCHANGE_BITEXT_PLAIN_UNITS_H

#include "base/buffer.h"
#include "text/document/offsets.h"

typedef struct {
	apo__buffer text;
	apo__offsets places; /* from offsets of the text to those of the file */
} apo__plain_text;

typedef struct {
	apo__plain_text side[2]; /* source, target; empty where there is none */
	uint32_t line;
} apo__plain_unit;

typedef struct {
	const char *languages[2]; /* that the file says, NULL = none */
	APO__VECTOR(apo__plain_unit) units;
	uint64_t skipped; /* lines of a table that are not a pair */
} apo__plain_file;

/* A line of such a file, without its end. */
typedef apo_status (*apo__plain_line)(
	void *user, uint32_t number, const char *at, const char *end, apo_error *err);
/* Give all lines of a file, from 1, without a byte order mark; stops where one is refused. */
apo_status apo__plain_lines(
	const char *data, size_t size, apo__plain_line take, void *user, apo_error *err);
/* Add the character of the file's `data` at `at` to a text; its bytes, 0 when they are not UTF-8. */
uint32_t apo__plain_add(apo__arena *arena, apo__plain_text *text, const char *data, const char *at,
	const char *end);
/* Add a character that `size` bytes of the file at `at` stand for. */
void apo__plain_add_escape(apo__arena *arena, apo__plain_text *text, const char *data,
	const char *at, uint32_t size, char stands);

/* A name of a file of this kind? */
int apo__is_catalogue(const char *name);
int apo__is_table(const char *name);

/* PO in UTF-8: an entry is a unit, one with plural forms several; what is obsolete (#~) is left out. APO_EINPUT for a line that is
 * not PO, and for other encodings. */
apo_status apo__catalogue_read(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__plain_file *file, apo_error *err);
/* A table with tabs in UTF-8, as apo__tsv_read takes it (exchange/units/unit_files.h). A first line with "source" and "target", or
 * two tags of languages, says where the columns are. */
apo_status apo__table_read(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__plain_file *file, apo_error *err);

#endif
