/* SPDX-License-Identifier: Apache-2.0 */
/* Files and bytes to documents: the format is found, its reader gives text and blocks, the text room does the rest. */
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/file.h"
#include "base/sha256.h"
#include "text/document/encoding.h"
#include "text/language/context.h"
#include "text/reading/foreign.h"
#include "text/reading/html.h"
#include "text/reading/news.h"

typedef struct {
	apo_context *context;
	const char *path;
	const char *data; /* NULL: read the file */
	size_t size;
	apo_document_options options;
	apo__document *document;
} open_job;

static int has_extension(const char *path, const char *extension)
{
	const char *dot = strrchr(path, '.');
	return dot && !strcasecmp(dot, extension);
}

static apo_document_format format_of(const open_job *j)
{
	if (j->options.format != APO_FORMAT_AUTO || has_extension(j->path, ".txt"))
		return j->options.format;
	if (has_extension(j->path, ".html") || has_extension(j->path, ".htm") ||
		has_extension(j->path, ".xhtml") || apo__is_html(j->data, j->size))
		return APO_FORMAT_HTML;
	if (apo__is_newsml(j->data, j->size))
		return APO_FORMAT_NEWSML;
	return has_extension(j->path, ".json") && apo__is_ninjs(j->data, j->size) ? APO_FORMAT_NINJS
										  : APO_FORMAT_TEXT;
}

/* The encoding that a page declares, where its bytes do not say otherwise. */
static const char *page_encoding(apo__arena *arena, const open_job *j)
{
	const char *label = apo__html_encoding(arena, j->data, j->size);
	if (!label)
		return NULL;
	int known = apo__is_encoding(label);
	int other = strcasecmp(label, "UTF-8") != 0 && strcasecmp(label, "UTF8") != 0;
	if (other && apo__is_utf8(j->data, j->size)) {
		apo__notice(j->context,
			"%s: declares the encoding %.40s, but is UTF-8; it is read as UTF-8",
			j->path, label);
		return NULL;
	}
	if (!known)
		apo__notice(j->context,
			"%s: declares an encoding that is not known, \"%.40s\"; --encoding NAME "
			"says "
			"another",
			j->path, label);
	return known ? label : NULL;
}

/* The encoding that the bytes themselves declare, NULL = none. */
static const char *declared_encoding(
	apo__arena *arena, const open_job *j, apo_document_format format)
{
	if (apo__has_byte_order_mark(j->data, j->size))
		return NULL;
	return format == APO_FORMAT_HTML     ? page_encoding(arena, j)
	       : format == APO_FORMAT_NEWSML ? apo__newsml_encoding(arena, j->data, j->size)
					     : NULL;
}

/* What is not read is refused by its name: its bytes never become sentences. */
static apo_status refuse_foreign(
	apo__arena *arena, const open_job *j, apo_document_format format, apo_error *err)
{
	apo__foreign foreign;
	int is_known = format == APO_FORMAT_HTML || format == APO_FORMAT_NEWSML ||
		       format == APO_FORMAT_NINJS;
	if (!apo__foreign_binary(j->data, j->size, &foreign) &&
		(is_known || j->options.format == APO_FORMAT_LINES ||
			!apo__foreign_markup(arena, j->data, j->size, &foreign)))
		return APO_OK;
	return apo__fail(err, APO_EINPUT, j->path, APO_NO_OFFSET, 0, "is %s, which is not read; %s",
		foreign.name, foreign.remedy);
}

static apo_status read_source(
	apo__arena *arena, const open_job *j, apo__source *source, apo_error *err)
{
	apo_document_format format = format_of(j);
	const char *encoding = j->options.encoding;
	apo_status refused = refuse_foreign(arena, j, format, err);
	if (refused)
		return refused;
	if (!encoding)
		encoding = declared_encoding(arena, j, format);
	apo_status status = apo__decode(arena, j->path, j->data, j->size, encoding, source, err);
	if (status)
		return status;
	source->presegmented = j->options.format == APO_FORMAT_LINES;
	if (source->bad)
		apo__notice(j->context,
			"%s: %u ill-formed place%s read as U+FFFD, the first at byte %llu", j->path,
			source->bad, source->bad == 1 ? "" : "s",
			(unsigned long long)source->diagnostics[0].offset);
	apo__source page = *source;
	if (format == APO_FORMAT_HTML)
		apo__html_read(j->context, arena, &page, source);
	else if (format == APO_FORMAT_NEWSML)
		status = apo__newsml_read(j->context, arena, j->path, &page, source, err);
	else if (format == APO_FORMAT_NINJS)
		status = apo__ninjs_read(j->context, arena, j->path, &page, source, err);
	else
		return APO_OK;
	int is_plain = format == APO_FORMAT_NINJS && !source->blocks && source->size;
	if (!status && !source->block_count && !is_plain)
		return apo__fail(err, APO_EINPUT, j->path, APO_NO_OFFSET, 0, "%s",
			format == APO_FORMAT_HTML ? "is HTML without text"
						  : "is a news item without text");
	return status;
}

static apo_status open_document(apo__arena *arena, void *user, apo_error *err)
{
	open_job *j = user;
	apo_status status = APO_OK;
	if (!j->data)
		status =
			apo__file_read(arena, j->path, APO_DOCUMENT_LIMIT, &j->data, &j->size, err);
	else if (j->size > APO_DOCUMENT_LIMIT)
		status = apo__fail(err, APO_ELIMIT, j->path, APO_NO_OFFSET, 0,
			"is larger than the limit of %u MiB; split it", APO_DOCUMENT_LIMIT >> 20);
	apo__source source = {0};
	if (!status)
		status = read_source(arena, j, &source, err);
	if (!status)
		status = apo__document_build(
			arena, j->context, j->path, &source, &j->options, &j->document, err);
	if (status)
		return status;
	j->document->public.file_size = j->size;
	if (j->options.encoding)
		j->document->public.encoding = apo__strdup(arena, j->options.encoding);
	apo__sha256(j->data, j->size, j->document->public.sha256);
	return APO_OK;
}

apo_document *apo_document_read(apo_context *context, const char *path, const char *data,
	size_t size, const apo_document_options *options, apo_error *err)
{
	open_job j = {context, path, data, size, APO_DOCUMENT_OPTIONS_INIT, NULL};
	if (apo__options(&j.options, options, err))
		return NULL;
	apo__arena *arena = apo__context_job(context);
	if (!arena) {
		apo__fail(err, APO_ENOMEM, path, APO_NO_OFFSET, 0, "out of memory");
		return NULL;
	}
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
