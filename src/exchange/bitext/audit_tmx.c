/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verify the provenance that our TMX files carry: each side of a unit names its file, the bytes its text stands at, and the
 * hash of the text. The text must have the hash, and the bytes must give the text. Only files beside the TMX or below its
 * folder are read, by relative names without "..": a foreign TMX must not make us read anything else. Memory: one
 * unit and the documents it names.
 */
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "exchange/tmx/tmx_reader.h"
#include "exchange/xml/characters.h"
#include "provenance/audit.h"
#include "text/language/context.h"
#include "writing/put.h"

/* A file that units name, read once. */
typedef struct {
	const char *path;
	const apo_document *document; /* NULL: not there, or not to be read */
	const apo_document *lines;    /* the same, one segment a line; read when it is needed */
} source_file;

typedef struct {
	apo_context *context;
	apo_progress_fn progress;
	void *user;
	const char *path;
	const char *folder; /* of the TMX, with its slash; "" = the current one */
	apo__arena *arena;
	APO__VECTOR(apo_finding) findings;
	APO__VECTOR(source_file) files;
	uint64_t without_provenance, first_without;
	apo__owned_audit *result;
} auditing;

static void add(auditing *a, apo_finding_type type, apo_severity severity, const char *document,
	apo_file_span span, const char *message)
{
	*apo__push(a->arena, &a->findings) = (apo_finding){type, severity,
		document ? apo__strdup(a->arena, document) : a->path, span, message};
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

static const apo_document *open_beside(
	auditing *a, const char *path, const char *lang, apo_document_format format, apo_error *err)
{
	apo_document_options options = APO_DOCUMENT_OPTIONS_INIT;
	options.layers = APO_LAYER_SEGMENTS;
	options.format = format;
	options.lang = *lang ? lang : NULL;
	apo_document *d = apo_document_open(a->context, path, &options, err);
	if (d)
		apo__arena_defer(a->arena, free_document, d);
	return d;
}

/* The document of a name in the TMX: beside the TMX, else from the current folder. A finding the first time it is not there. */
static const apo_document *document_of(
	auditing *a, const char *path, const char *id, const char *lang)
{
	apo_error err;
	for (uint32_t i = 0; i < a->files.count; i++)
		if (!strcmp(a->files.items[i].path, path))
			return a->files.items[i].document;
	const apo_document *d = NULL;
	if (leaves_the_folder(path)) {
		add(a, APO_FINDING_PATH_REFUSED, APO_SEVERITY_MINOR, id, (apo_file_span){0, 0},
			apo__sprintf(a->arena,
				"%s is outside of the TMX's folder and was not read; put the TMX "
				"above its sources",
				path));
	} else {
		d = open_beside(a, apo__sprintf(a->arena, "%s%s", a->folder, path), lang,
			APO_FORMAT_AUTO, &err);
		if (!d && *a->folder)
			d = open_beside(a, path, lang, APO_FORMAT_AUTO, &err);
		if (!d)
			add(a, APO_FINDING_DOCUMENT_MISSING, APO_SEVERITY_MINOR, id,
				(apo_file_span){0, 0},
				apo__sprintf(a->arena, "%s: %s", path, err.message));
	}
	*apo__push(a->arena, &a->files) = (source_file){apo__strdup(a->arena, path), d, NULL};
	return d;
}

/* "12-345" */
static int parse_span(const char *text, apo_file_span *span)
{
	uint64_t values[2] = {0, 0};
	for (int i = 0; i < 2; i++) {
		if (*text < '0' || *text > '9')
			return 0;
		for (; *text >= '0' && *text <= '9' && values[i] < UINT64_MAX / 16; text++)
			values[i] = values[i] * 10 + (uint64_t)(*text - '0');
		if (*text++ != (i ? '\0' : '-'))
			return 0;
	}
	*span = (apo_file_span){values[0], values[1]};
	return values[0] < values[1];
}

/* The segment that stands at these bytes of the file, APO_NONE when none does. */
static uint32_t segment_at(const apo_document *d, apo_file_span span)
{
	uint32_t low = 0, high = d->segment_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (apo_document_file_span(d, d->segments[middle].span).begin < span.begin)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == d->segment_count)
		return APO_NONE;
	apo_file_span here = apo_document_file_span(d, d->segments[low].span);
	return here.begin == span.begin && here.end == span.end ? low : APO_NONE;
}

/* The document with one segment a line: what was recorded may come from presegmented files. NULL when it cannot be read so. */
static const apo_document *lines_of(auditing *a, const apo_document *d)
{
	apo_error err;
	for (uint32_t i = 0; i < a->files.count; i++) {
		source_file *file = &a->files.items[i];
		if (file->document != d)
			continue;
		if (!file->lines)
			file->lines = open_beside(a, d->path, d->lang, APO_FORMAT_LINES, &err);
		return file->lines;
	}
	return NULL;
}

/* What the segments at the spans of a side give, as the writer puts it. NULL when no segment stands at one of them, which
 * `*missing` then names. */
static const char *text_of_spans(apo__arena *scratch, const apo_document *d,
	const apo__unit_variant *v, size_t *size, const char **missing)
{
	APO__VECTOR(uint32_t) segments = {0};
	uint64_t dropped = 0;
	for (uint32_t i = 0; i < v->info_count; i++) {
		const apo__unit_info *info = &v->infos[i];
		apo_file_span span = {0, 0};
		if (info->kind != APO__INFO_PROP || strcmp(info->type, "x-span") != 0)
			continue;
		uint32_t segment = parse_span(info->text, &span) ? segment_at(d, span) : APO_NONE;
		*missing = info->text;
		if (segment == APO_NONE)
			return NULL;
		*apo__push(scratch, &segments) = segment;
	}
	apo__buffer line = {.arena = scratch};
	apo__add_segments(&line, d, segments.items, segments.count);
	return apo__unit_text(scratch, apo__buffer_text(&line), line.size, size, &dropped);
}

/* The text that the files give for a side, NULL after a finding. */
static const char *recorded_text(auditing *a, apo__arena *scratch, const apo_document *d,
	const apo__unit_variant *v, size_t *size)
{
	const char *missing = "";
	const char *text = text_of_spans(scratch, d, v, size, &missing);
	const apo_document *lines = text ? NULL : lines_of(a, d);
	if (lines)
		text = text_of_spans(scratch, lines, v, size, &missing);
	apo_file_span span = {0, 0};
	if (!text) {
		parse_span(missing, &span);
		add(a, APO_FINDING_SPAN_OUTSIDE, APO_SEVERITY_MAJOR, d->id, span,
			apo__sprintf(
				a->arena, "no segment of %s is at bytes %s", d->path, missing));
	}
	return text;
}

static void check_variant(
	auditing *a, const apo__unit *unit, const apo__unit_variant *v, apo__arena *scratch)
{
	const char *path = apo__prop_of(v->infos, v->info_count, "source-document"),
		   *hash = apo__prop_of(v->infos, v->info_count, "x-segment-sha256");
	const char *id = apo__prop_of(v->infos, v->info_count, "x-document"),
		   *spans = apo__prop_of(v->infos, v->info_count, "x-span");
	char own[65];
	if (!v->text || !path || !hash || !spans) {
		if (!a->without_provenance++)
			a->first_without = unit->number;
		return;
	}
	apo_file_span where = {0, 0};
	parse_span(spans, &where);
	apo__sha256(v->text, v->size, own);
	if (strcmp(own, hash) != 0)
		add(a, APO_FINDING_HASH_DIFFERS, APO_SEVERITY_CRITICAL, id, where,
			apo__sprintf(a->arena,
				"the text of unit %llu (line %u, %s) is not the one that was "
				"recorded",
				(unsigned long long)unit->number, (unsigned)unit->line, v->lang));
	const apo_document *d = document_of(a, path, id, v->lang);
	size_t size;
	const char *text = d ? recorded_text(a, scratch, d, v, &size) : NULL;
	if (text && (size != v->size || memcmp(text, v->text, size) != 0))
		add(a, APO_FINDING_TEXT_DIFFERS, APO_SEVERITY_CRITICAL, id, where,
			apo__sprintf(a->arena,
				"%s has other words at bytes %s than unit %llu (line %u)", path,
				spans, (unsigned long long)unit->number, (unsigned)unit->line));
}

static apo_status check_unit(const apo__unit *unit, void *user, apo_error *err)
{
	auditing *a = user;
	apo__arena *scratch = apo__arena_child(a->arena);
	(void)err;
	for (uint32_t i = 0; i < unit->variant_count; i++)
		check_variant(a, unit, &unit->variants[i], scratch);
	apo__arena_free(scratch);
	return APO_OK;
}

static apo_status audit_tmx_run(apo__arena *arena, void *user, apo_error *err)
{
	auditing *a = user;
	apo__unit_summary summary;
	apo__unit_handler handler = {
		.unit = check_unit, .user = a, .progress = a->progress, .progress_user = a->user};
	a->arena = arena;
	a->path = apo__strdup(arena, a->path);
	const char *slash = strrchr(a->path, '/');
	a->folder = slash ? apo__strndup(arena, a->path, (size_t)(slash - a->path) + 1) : "";
	apo_status status = apo__tmx_read(arena, a->path, &handler, &summary, err);
	if (status)
		return status;
	if (a->without_provenance)
		add(a, APO_FINDING_NO_PROVENANCE, APO_SEVERITY_MAJOR, NULL, (apo_file_span){0, 0},
			apo__sprintf(arena,
				"%llu segments name no file, bytes and hash (the first in unit "
				"%llu)",
				(unsigned long long)a->without_provenance,
				(unsigned long long)a->first_without));
	a->result = apo__alloc(arena, sizeof *a->result);
	a->result->arena = arena;
	a->result->public = (apo_audit){a->findings.items, a->findings.count};
	return APO_OK;
}

apo_audit *apo_audit_tmx(apo_context *context, const char *path, apo_progress_fn progress,
	void *user, apo_error *err)
{
	auditing a = {.context = context, .path = path, .progress = progress, .user = user};
	apo__arena *arena = apo__context_job(context);
	if (!arena) {
		apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	if (!apo__guarded(arena, audit_tmx_run, &a, err))
		return &a.result->public;
	apo__arena_free(arena);
	return NULL;
}
