/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is, its name says: .tmx, .xlf, .tsv, else half of a Moses pair that ends in a language. */
#include "exchange/bitext/bitext_reader.h"

#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "exchange/tmx/tmx_reader.h"
#include "exchange/units/unit_files.h"
#include "exchange/xliff/xliff.h"

typedef enum { TMX, XLIFF, TSV, MOSES } kind;

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
			"is not a text to learn from; expected .tmx, .xlf, .tsv, or a pair of "
			"files "
			"with as "
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
		else if (ends_with(files[i], ".xlf") || ends_with(files[i], ".xliff"))
			*apo__push(arena, &b->parts) = (part){XLIFF, {files[i], NULL}};
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
} reading;

static void count_bad(reading *r, uint32_t line)
{
	if (r->counts->bad++)
		return;
	r->counts->bad_file = r->path;
	r->counts->bad_line = line;
}

static void count_diagnostic(const apo_tmx_diagnostic *diagnostic, void *user)
{
	if (diagnostic->severity >= APO_SEVERITY_MAJOR && diagnostic->unit)
		count_bad(user, diagnostic->line);
}

/* A pair with an empty side says nothing and is not a fault. */
static apo_status read_unit(const apo__unit *unit, void *user, apo_error *err)
{
	reading *r = user;
	(void)err;
	const apo__unit_variant *a = apo__unit_find(unit, r->bitext->from, NULL);
	const apo__unit_variant *b = a ? apo__unit_find(unit, r->bitext->to, a) : NULL;
	if (!b) {
		count_bad(r, unit->line);
	} else if (a->size && b->size) {
		r->counts->pairs++;
		if (r->pair)
			r->pair(a->text, a->size, b->text, b->size, r->user);
	}
	return APO_OK;
}

apo_status apo__bitext_read(const apo__bitext *bitext, apo__arena *arena, apo__bitext_fn pair,
	void *user, apo__bitext_counts *counts, apo_error *err)
{
	apo_status status = APO_OK;
	*counts = (apo__bitext_counts){0};
	for (uint32_t i = 0; i < bitext->parts.count && !status; i++) {
		const part *p = &bitext->parts.items[i];
		apo__arena *scratch = apo__arena_child(arena);
		reading r = {bitext, p->paths[0], pair, user, counts};
		apo__unit_handler handler = {
			.unit = read_unit, .diagnostic = count_diagnostic, .user = &r};
		apo__unit_summary summary;
		const char *path = p->paths[0], *from = bitext->from, *to = bitext->to;
		switch (p->kind) {
		case TMX: status = apo__tmx_read(scratch, path, &handler, &summary, err); break;
		case XLIFF: status = apo__xliff_read(scratch, path, &handler, &summary, err); break;
		case TSV:
			status = apo__tsv_read(scratch, path, from, to, &handler, &summary, err);
			break;
		case MOSES:
			status = apo__moses_read(
				scratch, p->paths, from, to, &handler, &summary, err);
			break;
		}
		apo__arena_free(scratch);
	}
	return status;
}
