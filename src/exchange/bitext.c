/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is, its name says: .tmx, .tsv, else half of a Moses pair that ends in a language. Linear; the memory needed is that
 * of the longest line. */
#include "exchange/bitext.h"

#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "exchange/packed.h"
#include "exchange/tmx_reader.h"
#include "text/utf8.h"

#define BUFFER (1u << 16)

typedef enum { TMX, TSV, MOSES } kind;

typedef struct {
	kind kind;
	const char *paths[2]; /* the second of MOSES alone; source first */
} part;

struct apo__bitext {
	const char *from, *to;
	APO__VECTOR(part) parts;
};

/* ---- what the files are ---- */

/* Bytes of the name without ".gz". */
static size_t plain_size(const char *path)
{
	size_t size = strlen(path);
	return size > 3 && !strcasecmp(path + size - 3, ".gz") ? size - 3 : size;
}

static int ends_with(const char *path, const char *end)
{
	size_t size = plain_size(path), end_size = strlen(end);
	return size > end_size && !strncasecmp(path + size - end_size, end, end_size);
}

/* Bytes of the name before ".LANG", which may be the bare language; 0 when it does not end so. */
static size_t stem_size(const char *path, const char *lang)
{
	size_t size = plain_size(path), tails[2] = {strlen(lang), strcspn(lang, "-_")};
	for (int i = 0; i < 2; i++)
		if (size > tails[i] + 1 && path[size - tails[i] - 1] == '.' &&
			!strncasecmp(path + size - tails[i], lang, tails[i]))
			return size - tails[i] - 1;
	return 0;
}

/* The other half of a Moses pair among the files that follow. */
static apo_status add_moses(apo__arena *arena, apo__bitext *b, const char *const *files,
	size_t count, size_t at, unsigned char *used, apo_error *err)
{
	const char *path = files[at];
	int turned = !stem_size(path, b->from);
	const char *other = turned ? b->from : b->to;
	size_t stem = stem_size(path, turned ? b->to : b->from);
	if (!stem)
		return apo__fail(err, APO_EUSAGE, path, APO_NO_OFFSET, 0,
			"is no text to learn from; expected .tmx, .tsv, or a pair of files with as "
			"many lines, NAME.%s and NAME.%s (all may be .gz)",
			b->from, b->to);
	for (size_t i = at + 1; i < count; i++)
		if (!used[i] && stem_size(files[i], other) == stem &&
			!strncmp(files[i], path, stem)) {
			used[i] = 1;
			*apo__push(arena, &b->parts) =
				(part){MOSES, {turned ? files[i] : path, turned ? path : files[i]}};
			return APO_OK;
		}
	return apo__fail(err, APO_EUSAGE, path, APO_NO_OFFSET, 0,
		"has no partner; name %.*s.%s too", (int)stem, path, other);
}

apo_status apo__bitext_new(apo__arena *arena, const char *const *files, size_t count,
	const char *from, const char *to, apo__bitext **bitext, apo_error *err)
{
	apo__bitext *b = apo__alloc(arena, sizeof *b);
	unsigned char *used = apo__alloc(arena, count + 1);
	b->from = from;
	b->to = to;
	for (size_t i = 0; i < count; i++) {
		apo_status status = APO_OK;
		if (used[i])
			continue;
		if (ends_with(files[i], ".tmx"))
			*apo__push(arena, &b->parts) = (part){TMX, {files[i], NULL}};
		else if (ends_with(files[i], ".tsv"))
			*apo__push(arena, &b->parts) = (part){TSV, {files[i], NULL}};
		else
			status = add_moses(arena, b, files, count, i, used, err);
		if (status)
			return status;
	}
	*bitext = b;
	return APO_OK;
}

/* ---- pairs ---- */

typedef struct {
	const apo__bitext *bitext;
	const char *path;
	apo__bitext_fn pair;
	void *user;
	apo__bitext_counts *counts;
	char *text[2]; /* of a unit, on one line */
	size_t capacity[2];
	apo__arena *arena;
} reading;

static void trim(const char **text, size_t *size)
{
	while (*size && strchr(" \t\r", (*text)[*size - 1]))
		--*size;
	while (*size && strchr(" \t\r", **text)) {
		++*text;
		--*size;
	}
}

static int is_utf8(const char *text, size_t size)
{
	int32_t c = 0;
	for (uint32_t at = 0; at < size && c >= 0;)
		at = apo__utf8_next(text, at, (uint32_t)size, &c);
	return c >= 0;
}

static void bad(reading *r, uint64_t line)
{
	if (r->counts->bad++)
		return;
	r->counts->bad_file = r->path;
	r->counts->bad_line = line;
}

/* A pair with an empty side says nothing and is no fault. */
static void hand_on(reading *r, const char *a, size_t a_size, const char *b, size_t b_size)
{
	trim(&a, &a_size);
	trim(&b, &b_size);
	if (!a_size || !b_size)
		return;
	r->counts->pairs++;
	if (r->pair)
		r->pair(a, a_size, b, b_size, r->user);
}

/* ---- TMX ---- */

static const char *on_one_line(reading *r, int side, const apo__unit_variant *v)
{
	if (v->size > r->capacity[side]) {
		r->capacity[side] = v->size * 2;
		r->text[side] = apo__alloc(r->arena, r->capacity[side]);
	}
	for (size_t i = 0; i < v->size; i++)
		r->text[side][i] = v->text[i] == '\n' || v->text[i] == '\r' ? ' ' : v->text[i];
	return v->size ? r->text[side] : "";
}

static apo_status read_unit(const apo__unit *unit, void *user, apo_error *err)
{
	reading *r = user;
	(void)err;
	const apo__unit_variant *a = apo__unit_find(unit, r->bitext->from, NULL);
	const apo__unit_variant *b = a ? apo__unit_find(unit, r->bitext->to, a) : NULL;
	if (b)
		hand_on(r, on_one_line(r, 0, a), a->size, on_one_line(r, 1, b), b->size);
	else
		bad(r, unit->line);
	return APO_OK;
}

static apo_status read_tmx(reading *r, apo_error *err)
{
	apo__unit_summary summary;
	apo__unit_handler handler = {.unit = read_unit, .user = r};
	return apo__tmx_read(r->arena, r->path, &handler, &summary, err);
}

/* ---- lines ---- */

typedef struct {
	apo__packed *file;
	const char *path;
	apo__arena *arena;
	char *data;
	size_t begin, end, capacity;
	uint64_t number; /* of the last line */
	int over;	 /* no more bytes */
} lines;

static apo_status open_lines(apo__arena *arena, const char *path, lines **out, apo_error *err)
{
	lines *l = apo__alloc(arena, sizeof *l);
	const char *name;
	apo_status status = apo__packed_open(arena, path, NULL, 0, "", &l->file, err);
	if (!status)
		status = apo__packed_next(l->file, &name, NULL, NULL, err);
	l->path = path;
	l->arena = arena;
	l->over = !status && !name;
	l->data = apo__alloc(arena, BUFFER);
	l->capacity = BUFFER;
	*out = l;
	return status;
}

/* More bytes behind those at hand. */
static apo_status fill(lines *l, apo_error *err)
{
	size_t kept = l->end - l->begin;
	if (kept == l->capacity) {
		if (kept > APO_SEGMENT_LIMIT)
			return apo__fail(err, APO_ELIMIT, l->path, APO_NO_OFFSET,
				(uint32_t)(l->number + 1), "is longer than the limit of %u MiB",
				APO_SEGMENT_LIMIT >> 20);
		char *wider = apo__alloc(l->arena, l->capacity * 2);
		memcpy(wider, l->data, kept);
		l->data = wider;
		l->capacity *= 2;
	} else {
		memmove(l->data, l->data + l->begin, kept);
	}
	l->begin = 0;
	l->end = kept;
	size_t got;
	apo_status status =
		apo__packed_read(l->file, l->data + kept, l->capacity - kept, &got, err);
	if (status)
		return status;
	l->end += got;
	l->over = !got;
	return APO_OK;
}

/* The next line without its end; NULL behind the last one. */
static apo_status next_line(lines *l, const char **line, size_t *size, apo_error *err)
{
	const char *stop = NULL;
	for (size_t looked = 0;;) {
		size_t have = l->end - l->begin;
		if (have > looked)
			stop = memchr(l->data + l->begin + looked, '\n', have - looked);
		if (stop || l->over)
			break;
		looked = have;
		apo_status status = fill(l, err);
		if (status)
			return status;
	}
	*line = NULL;
	if (!stop && l->begin == l->end)
		return APO_OK;
	*line = l->data + l->begin;
	*size = stop ? (size_t)(stop - *line) : l->end - l->begin;
	l->begin += *size + (stop != NULL);
	if (!l->number++ && *size >= 3 && !memcmp(*line, "\xef\xbb\xbf", 3)) {
		*line += 3;
		*size -= 3;
	}
	return APO_OK;
}

static apo_status read_tsv(reading *r, apo_error *err)
{
	lines *l;
	apo_status status = open_lines(r->arena, r->path, &l, err);
	const char *line = NULL;
	size_t size = 0;
	while (!status && !(status = next_line(l, &line, &size, err)) && line) {
		const char *tab = memchr(line, '\t', size), *end = line + size;
		if (!tab || !is_utf8(line, size)) {
			if (size)
				bad(r, l->number);
			continue;
		}
		const char *next = memchr(tab + 1, '\t', (size_t)(end - tab) - 1);
		hand_on(r, line, (size_t)(tab - line), tab + 1,
			(size_t)((next ? next : end) - tab) - 1);
	}
	return status;
}

static apo_status read_moses(reading *r, const char *target, apo_error *err)
{
	lines *l[2];
	const char *line[2] = {"", ""};
	size_t size[2] = {0, 0};
	apo_status status = open_lines(r->arena, r->path, &l[0], err);
	if (!status)
		status = open_lines(r->arena, target, &l[1], err);
	while (!status && line[0] && line[1]) {
		status = next_line(l[0], &line[0], &size[0], err);
		if (!status)
			status = next_line(l[1], &line[1], &size[1], err);
		if (status || !line[0] || !line[1])
			continue;
		if (is_utf8(line[0], size[0]) && is_utf8(line[1], size[1]))
			hand_on(r, line[0], size[0], line[1], size[1]);
		else
			bad(r, l[0]->number);
	}
	if (!status && (line[0] || line[1])) {
		int longer = line[1] != NULL;
		status = apo__fail(err, APO_EINPUT, longer ? target : r->path, APO_NO_OFFSET,
			(uint32_t)l[longer]->number,
			"has no counterpart: %s ends after line %llu; expected files with as many "
			"lines",
			longer ? r->path : target, (unsigned long long)l[!longer]->number);
	}
	return status;
}

apo_status apo__bitext_read(const apo__bitext *bitext, apo__arena *arena, apo__bitext_fn pair,
	void *user, apo__bitext_counts *counts, apo_error *err)
{
	apo_status status = APO_OK;
	*counts = (apo__bitext_counts){0};
	for (uint32_t i = 0; i < bitext->parts.count && !status; i++) {
		const part *p = &bitext->parts.items[i];
		apo__arena *scratch = apo__arena_child(arena);
		reading r = {.bitext = bitext,
			.path = p->paths[0],
			.pair = pair,
			.user = user,
			.counts = counts,
			.arena = scratch};
		status = p->kind == TMX	  ? read_tmx(&r, err)
			 : p->kind == TSV ? read_tsv(&r, err)
					  : read_moses(&r, p->paths[1], err);
		apo__arena_free(scratch);
	}
	return status;
}
