/* SPDX-License-Identifier: Apache-2.0 */
#include "writing/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "text/unicode/width.h"
#include "writing/put.h"

/* Write a string in quotes, runs of plain bytes at once. */
static void put_quoted(apo_output *output, const char *text, size_t size)
{
	size_t done = 0, at = 0;
	apo__put(output, "\"");
	while (at < size) {
		unsigned char byte = (unsigned char)text[at];
		if (byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\') {
			at++;
			continue;
		}
		size_t begin = at;
		uint32_t c = apo__next_char(text, size, &at);
		char escape[8] = "";
		if (c == '"' || c == '\\')
			snprintf(escape, sizeof escape, "\\%c", (char)c);
		else if (c == '\n')
			strcpy(escape, "\\n");
		else if (c == '\t')
			strcpy(escape, "\\t");
		else if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029 || c == 0xFFFD)
			snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c & 0xFFFFu);
		if (!escape[0])
			continue;
		apo_output_write(output, text + done, begin - done);
		apo__put(output, escape);
		done = at;
	}
	apo_output_write(output, text + done, size - done);
	apo__put(output, "\"");
}

/* What comes before an item: comma, line break, key. */
static void begin_item(apo__json *json, const char *key)
{
	if (json->depth) {
		unsigned top = json->depth - 1;
		if (json->open[top].used)
			apo__put(json->output, json->open[top].lines ? "," : ", ");
		json->open[top].used = 1;
		if (json->open[top].lines) {
			apo__put(json->output, "\n");
			for (unsigned i = 0; i < json->depth; i++)
				apo__put(json->output, " ");
		}
	}
	if (key) {
		put_quoted(json->output, key, strlen(key));
		apo__put(json->output, ": ");
	}
}

void apo__json_open(apo__json *json, const char *key, char bracket, int lines)
{
	assert(json->depth < APO__JSON_DEPTH);
	begin_item(json, key);
	apo__put(json->output, bracket == '{' ? "{" : "[");
	json->open[json->depth].bracket = bracket == '{' ? '}' : ']';
	json->open[json->depth].lines = lines != 0;
	json->open[json->depth].used = 0;
	json->depth++;
}

void apo__json_close(apo__json *json)
{
	assert(json->depth > 0);
	unsigned top = --json->depth;
	if (json->open[top].lines && json->open[top].used) {
		apo__put(json->output, "\n");
		for (unsigned i = 0; i < json->depth; i++)
			apo__put(json->output, " ");
	}
	apo_output_write(json->output, &json->open[top].bracket, 1);
}

void apo__json_end(apo__json *json)
{
	while (json->depth)
		apo__json_close(json);
	apo__put(json->output, "\n");
}

void apo__json_text(apo__json *json, const char *key, const char *text, size_t size)
{
	begin_item(json, key);
	put_quoted(json->output, text, size);
}

void apo__json_string(apo__json *json, const char *key, const char *text)
{
	if (text)
		apo__json_text(json, key, text, strlen(text));
	else
		apo__json_null(json, key);
}

void apo__json_optional(apo__json *json, const char *key, const char *text)
{
	if (text)
		apo__json_string(json, key, text);
}

void apo__json_integer(apo__json *json, const char *key, uint64_t value)
{
	begin_item(json, key);
	apo__put_integer(json->output, value);
}

void apo__json_decimal(apo__json *json, const char *key, double value)
{
	if (!isfinite(value)) {
		apo__json_null(json, key);
		return;
	}
	char decimal[40];
	size_t size = strlen(apo__decimal(decimal, value, 4));
	while (size && decimal[size - 1] == '0')
		size--;
	if (size && decimal[size - 1] == '.')
		size--;
	begin_item(json, key);
	apo_output_write(json->output, decimal, size);
}

void apo__json_bool(apo__json *json, const char *key, int value)
{
	begin_item(json, key);
	apo__put(json->output, value ? "true" : "false");
}

void apo__json_null(apo__json *json, const char *key)
{
	begin_item(json, key);
	apo__put(json->output, "null");
}

void apo__json_file_span(apo__json *json, const char *key, apo_file_span span)
{
	begin_item(json, key);
	apo__put(json->output, "[");
	apo__put_integer(json->output, span.begin);
	apo__put(json->output, ", ");
	apo__put_integer(json->output, span.end);
	apo__put(json->output, "]");
}

void apo__json_span(apo__json *json, const char *key, const apo_document *document, apo_span span)
{
	if (span.begin == APO_NONE)
		apo__json_null(json, key);
	else
		apo__json_file_span(json, key, apo_document_file_span(document, span));
}

void apo__json_span_text(
	apo__json *json, const char *key, const apo_document *document, apo_span span)
{
	if (span.begin == APO_NONE)
		apo__json_null(json, key);
	else
		apo__json_text(json, key, document->text + span.begin, span.end - span.begin);
}

void apo__json_indexes(apo__json *json, const char *key, const uint32_t *items, size_t count)
{
	begin_item(json, key);
	apo__put(json->output, "[");
	for (size_t i = 0; i < count; i++) {
		if (i)
			apo__put(json->output, ", ");
		apo__put_integer(json->output, items[i]);
	}
	apo__put(json->output, "]");
}
