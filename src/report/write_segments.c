/* SPDX-License-Identifier: Apache-2.0 */
/* The segments of a document: as text, one a line, or as JSON with their places in the file. */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "writing/put.h"
#include "writing/writers.h"

typedef struct {
	const apo_document *document;
	const char *format;
	apo_output *output;
} segments_job;

static void write_text(apo__arena *arena, const segments_job *j)
{
	apo__buffer out = {.arena = arena};
	for (uint32_t i = 0; i < j->document->segment_count; i++) {
		apo__add_line(&out, j->document, j->document->segments[i].span);
		apo__buffer_putc(&out, '\n');
	}
	apo_output_write(j->output, apo__buffer_text(&out), out.size);
}

static apo_status write_document(apo__arena *arena, void *user, apo_error *err)
{
	(void)err;
	const segments_job *j = user;
	if (!strcmp(j->format, "json")) {
		apo__json json = {.output = j->output};
		apo__json_document(&json, NULL, j->document, 1);
		apo__json_end(&json);
	} else {
		write_text(arena, j);
	}
	return APO_OK;
}

apo_status apo_write_segments(apo_output *output, const apo_document *document,
	const apo_write_options *options, apo_error *err)
{
	apo_write_options how = APO_WRITE_OPTIONS_INIT;
	apo_status status = apo__options(&how, options, err);
	if (status)
		return status;
	const char *format = how.format ? how.format : "text";
	if (strcmp(format, "json") != 0 && strcmp(format, "text") != 0 &&
		strcmp(format, "txt") != 0)
		return apo__fail(err, APO_EUSAGE, NULL, APO_NO_OFFSET, 0,
			"segments are written as text or json, not as %s", format);
	apo__arena *arena = apo__arena_new();
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	segments_job j = {document, format, output};
	status = apo__guarded(arena, write_document, &j, err);
	apo__arena_free(arena);
	return status;
}
