/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings, and the files that a TMX names. Only files beside the TMX or below its folder are read, by relative names without "..": a foreign
 * TMX must not make us read anything else. Each is read once, and once more where it is not the one that was recorded.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/sha256.h"
#include "exchange/bitext/audit_tmx.h"
#include "text/document/document_build.h"

void apo__audit_add(apo__tmx_audit *a, apo_finding_type type, apo_severity severity,
	const char *document, apo_file_span span, const char *format, ...)
{
	char message[1200];
	const char *file = a->path;
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	uint32_t id = document ? apo__interned(&a->ids, document, strlen(document)) : APO_NONE;
	if (id != APO_NONE)
		file = a->files.items[a->file_of_id.items[id]].path;
	*apo__push(a->arena, &a->findings) = (apo_finding){.type = type,
		.severity = severity,
		.document = document ? apo__strdup(a->arena, document) : a->path,
		.span = span,
		.message = apo__strdup(a->arena, message),
		.file = file,
		.line = a->line};
}

static int leaves_the_folder(const char *path)
{
	if (*path == '/')
		return 1;
	for (const char *part = path; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
		if (!strncmp(part, "..", 2) && (!part[2] || part[2] == '/'))
			return 1;
	return 0;
}

static void free_document(void *object)
{
	apo_document_free(object);
}

/* Its text; from `size` bytes of `data` where that is not NULL. */
static const apo_document *open_at(apo__tmx_audit *a, const char *path, const char *encoding,
	const char *data, size_t size, apo_error *err)
{
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.layers = APO__LAYER_TEXT_ONLY;
	options.encoding = encoding;
	apo_document *d = apo_document_read(a->context, path, data, size, &options, err);
	if (d)
		apo__arena_defer(a->arena, free_document, d);
	return d;
}

uint32_t apo__audit_file(
	apo__tmx_audit *a, const char *path, const char *id, const char *hash, const char *encoding)
{
	uint32_t known = a->paths.count, file = apo__intern(&a->paths, path, strlen(path));
	if (file == known)
		*apo__push(a->arena, &a->files) =
			(apo__audited_file){.path = apo__strdup(a->arena, path)};
	apo__audited_file *f = &a->files.items[file];
	if (id && !f->id) {
		f->id = apo__strdup(a->arena, id);
		if (apo__intern(&a->ids, id, strlen(id)) == a->file_of_id.count)
			*apo__push(a->arena, &a->file_of_id) = file;
	}
	if (encoding && !f->encoding)
		f->encoding = apo__strdup(a->arena, encoding);
	if (hash && !f->hash)
		f->hash = apo__strdup(a->arena, hash);
	return file;
}

/* From the folder of the TMX, else from the current one. */
static const apo_document *open_either(
	apo__tmx_audit *a, const apo__audited_file *f, apo_error *err)
{
	const apo_document *d = open_at(
		a, apo__sprintf(a->arena, "%s%s", a->folder, f->path), f->encoding, NULL, 0, err);
	if (!d && *a->folder)
		d = open_at(a, f->path, f->encoding, NULL, 0, err);
	return d;
}

#define MARK "\xEF\xBB\xBF" /* of byte order, in UTF-8 */

/* The bytes with other line ends, and with a byte order mark or without. */
static apo__buffer with_line_ends(
	apo__arena *arena, const char *data, size_t size, const char *mark, const char *line_end)
{
	apo__buffer out = {.arena = arena};
	size_t at = size >= strlen(MARK) && !memcmp(data, MARK, strlen(MARK)) ? strlen(MARK) : 0;
	apo__buffer_puts(&out, mark);
	while (at < size) {
		const char *newline = memchr(data + at, '\n', size - at);
		size_t end = newline ? (size_t)(newline - data) : size;
		size_t cut = newline && end > at && data[end - 1] == '\r' ? 1 : 0;
		apo__buffer_add(&out, data + at, end - at - cut);
		apo__buffer_puts(&out, newline ? line_end : "");
		at = newline ? end + 1 : size;
	}
	return out;
}

/* Programs that keep files of several systems, and editors, change line ends and marks of byte order: a file that is the one
 * recorded but for these is read with its old ones. */
static void undo_line_ends(apo__tmx_audit *a, apo__audited_file *f)
{
	static const char *const marks[] = {"", MARK}, *const ends[] = {"\n", "\r\n"};
	apo__arena *scratch = apo__arena_child(a->arena);
	const char *data;
	size_t size;
	apo_error err;
	if (apo__file_read(scratch, f->document->path, APO_DOCUMENT_LIMIT, &data, &size, &err))
		size = 0;
	for (int i = 0; i < 4 && size && !f->line_ends; i++) {
		apo__buffer was = with_line_ends(scratch, data, size, marks[i / 2], ends[i % 2]);
		char hash[65];
		apo__sha256(was.data, was.size, hash);
		if (strcmp(hash, f->hash) != 0)
			continue;
		const apo_document *d =
			open_at(a, f->document->path, f->encoding, was.data, was.size, &err);
		if (!d && err.status == APO_ENOMEM)
			apo__arena_exhausted(a->arena);
		f->line_ends = d != NULL;
		f->document = d ? d : f->document;
	}
	apo__arena_free(scratch);
}

const apo_document *apo__audit_document(apo__tmx_audit *a, uint32_t file, const char *lang)
{
	apo__audited_file *f = &a->files.items[file];
	apo_error err;
	if (lang && *lang && !f->lang)
		f->lang = apo__strdup(a->arena, lang);
	if (f->tried)
		return f->document;
	f->tried = 1;
	if (!strcmp(f->path, "-")) {
		apo__audit_add(a, APO_FINDING_DOCUMENT_MISSING, APO_SEVERITY_MINOR, f->id,
			(apo_file_span){0, 0},
			"the text was read from standard input, which is not kept: it cannot be "
			"verified");
		return NULL;
	}
	if (leaves_the_folder(f->path)) {
		apo__audit_add(a, APO_FINDING_PATH_REFUSED, APO_SEVERITY_MINOR, f->id,
			(apo_file_span){0, 0},
			"%s is outside of the TMX's folder and was not read; put the TMX above its "
			"sources",
			f->path);
		return NULL;
	}
	f->document = open_either(a, f, &err);
	if (!f->document && err.status == APO_ENOMEM)
		apo__arena_exhausted(a->arena); /* which says nothing of the file */
	if (!f->document)
		apo__audit_add(a, APO_FINDING_DOCUMENT_MISSING, APO_SEVERITY_MINOR, f->id,
			(apo_file_span){0, 0}, "%s: %s", f->path, err.message);
	else if (f->hash && strcmp(f->document->sha256, f->hash) != 0)
		undo_line_ends(a, f);
	else if (a->is_ours && !f->hash)
		apo__audit_add(a, APO_FINDING_HASH_MISSING, APO_SEVERITY_MAJOR, f->id,
			(apo_file_span){0, 0}, "the header has no hash of %s", f->path);
	return f->document;
}

typedef struct {
	const apo_document *text, *credits;
	const char *lang;
} crediting;

static apo_status find_credits(apo__arena *arena, void *user, apo_error *err)
{
	crediting *c = user;
	return apo__document_credits(arena, c->text, c->lang, &c->credits, err);
}

const apo_document *apo__audit_credits(
	apo__arena *arena, const apo__audited_file *f, int *out_of_memory)
{
	crediting c = {f->document, NULL, f->lang};
	apo_error err;
	*out_of_memory = apo__guarded(arena, find_credits, &c, &err) == APO_ENOMEM;
	return c.credits;
}

const apo_document *apo__audit_full(apo__tmx_audit *a, uint32_t file)
{
	const apo_document *d = apo__audit_document(a, file, NULL);
	apo__audited_file *f = &a->files.items[file];
	int out_of_memory = 0;
	if (d && !f->full && (f->lang || !f->full_tried))
		f->full = apo__audit_credits(a->arena, f, &out_of_memory);
	if (out_of_memory)
		apo__arena_exhausted(a->arena);
	f->full_tried = 1;
	return f->full;
}

void apo__audit_files_end(apo__tmx_audit *a)
{
	for (uint32_t i = 0; i < a->files.count; i++) {
		const char *hash = a->files.items[i].hash;
		const apo_document *d = hash ? apo__audit_document(a, i, NULL) : NULL;
		const apo__audited_file *f = &a->files.items[i];
		if (!d || (!f->line_ends && !strcmp(d->sha256, hash)))
			continue;
		apo__audit_add(a, APO_FINDING_FILE_CHANGED, APO_SEVERITY_MINOR, f->id,
			(apo_file_span){0, 0},
			f->line_ends ? "%s has other line ends, or a byte order mark more or less; "
				       "otherwise it is the file that was recorded"
			: f->differs ? "%s is not the file that was recorded"
				     : "%s was changed outside of the texts of the units: it has "
				       "another hash than the header says",
			f->path);
	}
}
