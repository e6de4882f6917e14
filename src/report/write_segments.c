/* SPDX-License-Identifier: Apache-2.0 */
/* The segments of a document: as text, one a line, or as JSON with their places in the file, and with the quotations and
 * attributions of a document that was read for them. */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "text/document/document_build.h"
#include "writing/put.h"
#include "writing/writers.h"

typedef struct {
	const apo_document *document;
	const char *format;
	apo_output *output;
	const apo_write_options *options;
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

void apo__json_attribution_members(apo__json *json, const apo_document *document,
	const apo_attribution *attribution, int explain)
{
	apo__json_string(json, "source", attribution->name);
	apo__json_string(json, "type", apo_source_type_name(attribution->type));
	apo__json_span(json, "span", document, attribution->span);
	apo__json_span(json, "cue", document, attribution->cue);
	apo__json_span(json, "scope", document, attribution->scope);
	apo__json_span_text(json, "text", document, attribution->span);
	if (!explain)
		return;
	apo__json_string(json, "rule", attribution->rule);
	apo__json_bool(json, "sure", !(attribution->flags & APO_ATTRIBUTION_UNSURE));
}

static void add_quotes(apo__json *json, const apo_document *d)
{
	apo__json_open(json, "quotes", '[', 1);
	for (uint32_t i = 0; i < d->quote_count; i++) {
		const apo_quote *q = &d->quotes[i];
		const apo_attribution *by =
			q->attribution == APO_NONE ? NULL : &d->attributions[q->attribution];
		apo__json_open(json, NULL, '{', 0);
		apo__json_span(json, "span", d, q->span);
		apo__json_string(json, "kind",
			q->flags & APO_QUOTE_BLOCK   ? "block"
			: q->flags & APO_QUOTE_SCARE ? "term"
						     : "statement");
		apo__json_integer(json, "level", q->level);
		apo__json_bool(json, "closed", !(q->flags & APO_QUOTE_UNCLOSED));
		apo__json_string(json, "speaker", by ? by->name : NULL);
		if (by)
			apo__json_integer(json, "attribution", q->attribution);
		else
			apo__json_null(json, "attribution");
		apo__json_span_text(json, "text", d, q->inner);
		apo__json_close(json);
	}
	apo__json_close(json);
}

static int knows_attributions(const apo_document *document)
{
	const apo__language *language = ((const apo__document *)document)->language;
	return language && apo__language_section(language, "reporting-verbs")->count > 0;
}

static void add_attributions(apo__json *json, const segments_job *j)
{
	const apo_document *d = j->document;
	if (!knows_attributions(d)) {
		apo__json_null(json, "attributions");
		if (j->options->notice)
			j->options->notice(
				"who says what is not looked for: there are no data of this "
				"language for attributions",
				j->options->user);
		return;
	}
	apo__json_open(json, "attributions", '[', 1);
	for (uint32_t i = 0; i < d->attribution_count; i++) {
		apo__json_open(json, NULL, '{', 0);
		apo__json_attribution_members(json, d, &d->attributions[i], 1);
		apo__json_close(json);
	}
	apo__json_close(json);
}

static apo_status write_document(apo__arena *arena, void *user, apo_error *err)
{
	(void)err;
	const segments_job *j = user;
	if (!strcmp(j->format, "json")) {
		apo__json json = {.output = j->output};
		apo__json_open(&json, NULL, '{', 1);
		apo__json_document_members(&json, j->document);
		apo__json_segments(&json, j->document);
		if (((const apo__document *)j->document)->layers & APO_LAYER_ENTITIES) {
			add_quotes(&json, j->document);
			add_attributions(&json, j);
		}
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
	segments_job j = {document, format, output, &how};
	status = apo__guarded(arena, write_document, &j, err);
	apo__arena_free(arena);
	return status;
}
