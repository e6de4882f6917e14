/* SPDX-License-Identifier: Apache-2.0 */
#include "writing/put.h"

#include <stdio.h>
#include <string.h>

#include "text/unicode/sixteen.h"
#include "text/unicode/width.h"

void apo__put(apo_output *output, const char *text)
{
	apo_output_write(output, text, strlen(text));
}

void apo__put_integer(apo_output *output, uint64_t value)
{
	char digits[24];
	int size = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
	apo_output_write(output, digits, (size_t)size);
}

void apo__put_decimal(apo_output *output, double value, int digits)
{
	char decimal[40];
	apo__put(output, apo__decimal(decimal, value, digits));
}

const char *apo__xml_escape(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\r': return "&#13;";
	case '\n': return "&#10;";
	case '\t': return "&#9;";
	default: return NULL;
	}
}

/* Bytes from `at` on that need no escape. */
static size_t plain_run(const char *text, size_t size, size_t at)
{
	static const unsigned char escaped[256] = {['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1};
	size_t end = at;
	while (end < size && !escaped[(unsigned char)text[end]])
		end++;
	return end - at;
}

void apo__put_xml(apo_output *output, const char *text, size_t size)
{
	for (size_t at = 0; at < size;) {
		size_t run = plain_run(text, size, at);
		apo_output_write(output, text + at, run);
		at += run;
		if (at < size)
			apo__put(output, apo__xml_escape(text[at++]));
	}
}

void apo__add_xml(apo__buffer *buffer, const char *text, size_t size)
{
	for (size_t at = 0; at < size;) {
		size_t run = plain_run(text, size, at);
		apo__buffer_add(buffer, text + at, run);
		at += run;
		if (at < size)
			apo__buffer_puts(buffer, apo__xml_escape(text[at++]));
	}
}

static const char NEWLINE_LEADS[] = {'\xC2', '\xE2'}; /* of U+0085, of U+2028 and U+2029 */

/* White space of ASCII, U+0085, U+2028, U+2029; `breaks` is set for what has no place inside a line. */
static int is_blank(uint32_t c, int *breaks)
{
	if (c == 0x85 || c == 0x2028 || c == 0x2029 || (c >= '\t' && c <= '\r'))
		return *breaks = 1;
	return c == ' ';
}

void apo__add_text_line(apo__buffer *buffer, const char *text, size_t size)
{
	size_t done = 0, at = 0;
	while ((at = apo__next_rare(text, size, at, NEWLINE_LEADS)) < size) {
		size_t begin = at, end = at;
		int breaks = 0;
		while (at < size && is_blank(apo__next_char(text, size, &at), &breaks))
			end = at;
		if (!breaks)
			continue;
		while (begin > done && text[begin - 1] == ' ')
			begin--;
		apo__buffer_add(buffer, text + done, begin - done);
		apo__buffer_putc(buffer, ' ');
		done = at = end;
	}
	apo__buffer_add(buffer, text + done, size - done);
}

int apo__is_formula(const char *text, size_t size)
{
	static const char *const signs[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D",
		"\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
	for (; size && *text == '"'; size--)
		text++;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (size >= strlen(signs[i]) && !memcmp(text, signs[i], strlen(signs[i])))
			return 1;
	return 0;
}

void apo__guard_cell(apo__buffer *buffer, size_t begin)
{
	size_t size = buffer->size - begin;
	if (!size || !apo__is_formula(buffer->data + begin, size))
		return;
	apo__buffer_putc(buffer, ' ');
	memmove(buffer->data + begin + 1, buffer->data + begin, size);
	buffer->data[begin] = '\'';
}

void apo__add_line(apo__buffer *buffer, const apo_document *document, apo_span span)
{
	apo__add_text_line(buffer, document->text + span.begin, span.end - span.begin);
}

void apo__add_segments(
	apo__buffer *buffer, const apo_document *document, const uint32_t *segments, uint32_t count)
{
	size_t begin = buffer->size;
	for (uint32_t i = 0; i < count; i++) {
		apo_span span = document->segments[segments[i]].span;
		const char *text = document->text + span.begin;
		size_t size = span.end - span.begin;
		if (i && !apo__joins_without_space(
				 buffer->data + begin, buffer->size - begin, text, size))
			apo__buffer_putc(buffer, ' ');
		apo__add_text_line(buffer, text, size);
	}
}
