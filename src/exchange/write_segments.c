/* SPDX-License-Identifier: Apache-2.0 */
/* The segments of a document: as text, one a line, or as JSON with their places in the file. */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "text/document.h"

/* The text of a segment on one line: white space with a line break in it becomes one space. */
static void add_line(apo__buffer *out, const char *text, apo_span span)
{
	for (uint32_t i = span.begin; i < span.end;) {
		size_t plain = strcspn(text + i, "\r\n\t \v\f");
		if (plain > span.end - i)
			plain = span.end - i;
		apo__buffer_add(out, text + i, plain);
		i += (uint32_t)plain;
		size_t space = strspn(text + i, "\r\n\t \v\f");
		if (i + space > span.end)
			space = span.end - i;
		int broken = 0;
		for (size_t k = 0; k < space; k++)
			broken |= strchr("\r\n\v\f", text[i + k]) != NULL;
		if (broken)
			apo__buffer_putc(out, ' ');
		else
			apo__buffer_add(out, text + i, space);
		i += (uint32_t)space;
	}
}

/* A JSON string (RFC 8259) of UTF-8. */
static void add_string(apo__buffer *out, const char *text, size_t size)
{
	apo__buffer_putc(out, '"');
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '"' || c == '\\')
			apo__buffer_putc(out, '\\');
		if (c == '\n')
			apo__buffer_puts(out, "\\n");
		else if (c < 0x20 || c == 0x7f)
			apo__buffer_printf(out, "\\u%04x", c);
		else
			apo__buffer_putc(out, (char)c);
	}
	apo__buffer_putc(out, '"');
}

static void add_member(apo__buffer *out, const char *name, const char *value)
{
	apo__buffer_printf(out, "  \"%s\": ", name);
	add_string(out, value, strlen(value));
	apo__buffer_puts(out, ",\n");
}

static void write_json(apo__buffer *out, const apo_document *d)
{
	apo__buffer_puts(out, "{\n");
	add_member(out, "file", d->path);
	add_member(out, "lang", d->lang);
	add_member(out, "sha256", d->sha256);
	apo__buffer_puts(out, "  \"segments\": [");
	for (uint32_t i = 0; i < d->segment_count; i++) {
		apo_span span = d->segments[i].span;
		apo_file_span file = apo_document_file_span(d, span);
		apo__buffer_printf(out,
			"%s\n    {\"id\": %u, \"begin\": %llu, \"end\": %llu, \"text\": ",
			i ? "," : "", i, (unsigned long long)file.begin,
			(unsigned long long)file.end);
		add_string(out, d->text + span.begin, span.end - span.begin);
		apo__buffer_putc(out, '}');
	}
	apo__buffer_puts(out, "\n  ]\n}\n");
}

typedef struct {
	const apo_document *document;
	const char *format;
	apo_output *output;
} job;

static apo_status write_document(apo__arena *arena, void *user, apo_error *err)
{
	(void)err;
	const job *j = user;
	apo__buffer out = {.arena = arena};
	if (!strcmp(j->format, "json")) {
		write_json(&out, j->document);
	} else {
		for (uint32_t i = 0; i < j->document->segment_count; i++) {
			add_line(&out, j->document->text, j->document->segments[i].span);
			apo__buffer_putc(&out, '\n');
		}
	}
	apo_output_write(j->output, apo__buffer_text(&out), out.size);
	return APO_OK;
}

apo_status apo_write_segments(apo_output *output, const apo_document *document,
	const apo_write_options *options, apo_error *err)
{
	const char *format = options && options->format ? options->format : "text";
	if (strcmp(format, "json") != 0 && strcmp(format, "text") != 0 &&
		strcmp(format, "txt") != 0)
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"segments are written as text or json, not as %s", format);
	apo__arena *arena = apo__arena_new();
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	job j = {document, format, output};
	apo_status status = apo__guarded(arena, write_document, &j, err);
	apo__arena_free(arena);
	return status;
}
