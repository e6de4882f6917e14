/* SPDX-License-Identifier: Apache-2.0 */
/* Tables with tabs, in memory, with places. Linear. */
#include <string.h>

#include "base/error.h"
#include "exchange/bitext/plain_units.h"
#include "text/language/detect.h"

#define MOST_COLUMNS 16u
#define LONGEST_TAG  20u

typedef struct {
	const char *begin, *end;
} cell;

typedef struct {
	apo__arena *arena;
	const char *path, *data;
	uint32_t line;
	uint32_t columns[2]; /* of source and target */
	apo__plain_file *file;
} reader;

int apo__is_table(const char *name)
{
	size_t size = strlen(name);
	return size > 4 && (!strcmp(name + size - 4, ".tsv") || !strcmp(name + size - 4, ".tab"));
}

static uint32_t split(const char *at, const char *end, cell cells[MOST_COLUMNS])
{
	uint32_t count = 0;
	while (count < MOST_COLUMNS) {
		const char *tab = memchr(at, '\t', (size_t)(end - at));
		cells[count++] = (cell){at, tab ? tab : end};
		if (!tab)
			break;
		at = tab + 1;
	}
	return count;
}

static int is_word(cell c, const char *word)
{
	size_t size = strlen(word);
	return (size_t)(c.end - c.begin) == size && !memcmp(c.begin, word, size);
}

/* A first line that names the columns: by their sides, or by their languages. */
static int read_names(reader *r, const cell *cells, uint32_t count)
{
	uint32_t source = count, target = count, tags = 0;
	const char *languages[2] = {NULL, NULL};
	uint32_t columns[2] = {0, 1};
	for (uint32_t i = 0; i < count; i++) {
		size_t size = (size_t)(cells[i].end - cells[i].begin);
		const char *text = apo__strndup(r->arena, cells[i].begin, size);
		source = is_word(cells[i], "source") ? i : source;
		target = is_word(cells[i], "target") ? i : target;
		if (tags < 2 && size > 1 && size < LONGEST_TAG && apo__is_language(text)) {
			columns[tags] = i;
			languages[tags++] = text;
		}
	}
	if (source < count && target < count) {
		r->columns[0] = source;
		r->columns[1] = target;
		return 1;
	}
	if (tags < 2)
		return 0;
	memcpy(r->columns, columns, sizeof columns);
	memcpy(r->file->languages, languages, sizeof languages);
	return 1;
}

/* "\t", "\n", "\r" and "\\" stand for characters; any other backslash for itself. */
static apo_status read_cell(const reader *r, cell c, apo__plain_text *out, apo_error *err)
{
	out->text.arena = r->arena;
	for (const char *at = c.begin; at < c.end;) {
		char next = *at == '\\' && at + 1 < c.end ? at[1] : 0;
		char stands = next == 't'    ? '\t'
			      : next == 'n'  ? '\n'
			      : next == 'r'  ? '\r'
			      : next == '\\' ? '\\'
					     : 0;
		uint32_t size = 2;
		if (stands)
			apo__plain_add_escape(r->arena, out, r->data, at, size, stands);
		else if (!(size = apo__plain_add(r->arena, out, r->data, at, c.end)))
			return apo__fail(err, APO_EINPUT, r->path, (uint64_t)(at - r->data),
				r->line, "a byte that is not UTF-8; save the file in UTF-8");
		at += size;
	}
	return APO_OK;
}

static apo_status read_line(
	void *user, uint32_t number, const char *at, const char *end, apo_error *err)
{
	reader *r = user;
	cell cells[MOST_COLUMNS];
	r->line = number;
	if (at == end)
		return APO_OK;
	uint32_t count = split(at, end, cells);
	if (r->line == 1 && read_names(r, cells, count))
		return APO_OK;
	if (count <= r->columns[0] || count <= r->columns[1]) {
		r->file->skipped++;
		return APO_OK;
	}
	apo__plain_unit unit = {.line = r->line};
	apo_status status = read_cell(r, cells[r->columns[0]], &unit.side[0], err);
	if (!status)
		status = read_cell(r, cells[r->columns[1]], &unit.side[1], err);
	if (!status)
		*apo__push(r->arena, &r->file->units) = unit;
	return status;
}

apo_status apo__table_read(apo__arena *arena, const char *path, const char *data, size_t size,
	apo__plain_file *file, apo_error *err)
{
	reader r = {.arena = arena, .path = path, .data = data, .columns = {0, 1}, .file = file};
	return apo__plain_lines(data, size, read_line, &r, err);
}
