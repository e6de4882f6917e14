/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON as a stream (RFC 8259), straight into an output: keys come in the order of the calls, nothing is kept in memory.
 * Items of an object or array that was opened with `lines` stand one a line, the others follow each other on one.
 */
#ifndef APO__WRITING_JSON_H
#define APO__WRITING_JSON_H

#include "apograph.h"

#define APO__JSON_DEPTH 16

typedef struct {
	apo_output *output;
	unsigned depth;
	struct {
		char bracket; /* the closing one */
		unsigned char lines, used;
	} open[APO__JSON_DEPTH];
} apo__json;

/* `key` is NULL for the items of an array and at top level. `bracket` is '{' or '['. */
void apo__json_open(apo__json *json, const char *key, char bracket, int lines);
void apo__json_close(apo__json *json);
/* Close all that is open and end the file with a newline. */
void apo__json_end(apo__json *json);
/* NULL gives null. Bytes that are not UTF-8 become U+FFFD. */
void apo__json_string(apo__json *json, const char *key, const char *text);
void apo__json_text(apo__json *json, const char *key, const char *text, size_t size);
void apo__json_integer(apo__json *json, const char *key, uint64_t value);
/* With four decimals at most, no trailing zeros; null when it is not a number. */
void apo__json_decimal(apo__json *json, const char *key, double value);
void apo__json_bool(apo__json *json, const char *key, int value);
void apo__json_null(apo__json *json, const char *key);
/* [begin, end] in the file, null for APO_SPAN_NONE. */
void apo__json_span(apo__json *json, const char *key, const apo_document *document, apo_span span);
void apo__json_file_span(apo__json *json, const char *key, apo_file_span span);
/* The text of a span, null for APO_SPAN_NONE. */
void apo__json_span_text(
	apo__json *json, const char *key, const apo_document *document, apo_span span);
void apo__json_indexes(apo__json *json, const char *key, const uint32_t *items, size_t count);
/* The string when it is known, else nothing. */
void apo__json_optional(apo__json *json, const char *key, const char *text);

#endif
