/* SPDX-License-Identifier: Apache-2.0 */
/* Files and bytes to documents: the format is found, its reader gives text and blocks, the text room does the rest. */
#include "base/error.h"
#include "base/file.h"
#include "text/context.h"
#include "text/encoding.h"

typedef struct {
	apo_context *context;
	const char *path;
	const char *data; /* NULL: read the file */
	size_t size;
	const apo_document_options *options;
	apo__document *document;
} job;

static apo_status read_text(apo__arena *arena, const job *j, apo__source *source, apo_error *err)
{
	apo_status status =
		apo__decode(arena, j->path, j->data, j->size, j->options->encoding, source, err);
	source->presegmented = j->options->format == APO_FORMAT_LINES;
	if (!status && source->bad)
		apo__notice(j->context,
			"%s: %u ill-formed place%s read as U+FFFD, the first at byte %llu", j->path,
			source->bad, source->bad == 1 ? "" : "s",
			(unsigned long long)source->diagnostics[0].offset);
	return status;
}

static apo_status open_document(apo__arena *arena, void *user, apo_error *err)
{
	job *j = user;
	apo_status status = APO_OK;
	if (!j->data)
		status =
			apo__file_read(arena, j->path, APO_DOCUMENT_LIMIT, &j->data, &j->size, err);
	else if (j->size > APO_DOCUMENT_LIMIT)
		status = apo__fail(err, APO_ELIMIT, j->path, APO_NO_OFFSET, 0,
			"is larger than the limit of %u MiB; split it", APO_DOCUMENT_LIMIT >> 20);
	apo__source source = {0};
	if (!status)
		status = read_text(arena, j, &source, err);
	if (!status)
		status = apo__document_build(
			arena, j->context, j->path, &source, j->options, &j->document, err);
	if (status)
		return status;
	j->document->public.file_size = j->size;
	apo__sha256(j->data, j->size, j->document->public.sha256);
	return APO_OK;
}

apo_document *apo_document_read(apo_context *context, const char *path, const char *data,
	size_t size, const apo_document_options *options, apo_error *err)
{
	static const apo_document_options defaults = APO_DOCUMENT_OPTIONS_INIT;
	apo__arena *arena = apo__arena_new();
	if (!arena) {
		apo__fail(err, APO_ENOMEM, path, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
	job j = {context, path, data, size, options ? options : &defaults, NULL};
	if (!apo__guarded(arena, open_document, &j, err))
		return &j.document->public;
	apo__arena_free(arena);
	return NULL;
}

apo_document *apo_document_open(
	apo_context *context, const char *path, const apo_document_options *options, apo_error *err)
{
	return apo_document_read(context, path, NULL, 0, options, err);
}
