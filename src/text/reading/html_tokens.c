/* SPDX-License-Identifier: Apache-2.0 */
/* Tags and text of a page with their places, after the tokenizer of the HTML Standard (13.2.5) as far as the text needs
 * it. Names of characters are libxml2's (HTML 4). One pass. */
#include "text/reading/html_tokens.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "text/unicode/chars.h"

static int is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_name_character(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* The end of a tag that begins at `at`: behind its >, which attribute values in quotes may hold too. */
static uint32_t tag_end(const char *text, uint32_t at, uint32_t size)
{
	for (at++; at < size && text[at] != '>'; at++) {
		if ((text[at] != '"' && text[at] != '\'') || text[at - 1] != '=')
			continue;
		const char *close = memchr(text + at + 1, text[at], size - at - 1);
		if (!close)
			return size;
		at = (uint32_t)(close - text);
	}
	return at < size ? at + 1 : size;
}

/* Behind "needle" at or after `at`, the end when there is none. */
static uint32_t behind(const char *text, uint32_t at, uint32_t size, const char *needle)
{
	size_t length = strlen(needle);
	for (const char *p = text + at; (p = memchr(p, *needle, size - (size_t)(p - text))); p++) {
		if (size - (size_t)(p - text) < length)
			break;
		if (!memcmp(p, needle, length))
			return (uint32_t)(p - text) + (uint32_t)length;
	}
	return size;
}

static int is_raw(const char *name)
{
	static const char *const names[] = {"script", "style", "textarea", "title", "noscript",
		"iframe", "xmp", "noembed", "noframes"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i]))
			return 1;
	return 0;
}

/* Where "</name" of a raw element stands, the end when nowhere. */
static uint32_t raw_end(const apo__html_reader *r)
{
	size_t length = strlen(r->raw);
	for (uint32_t at = r->at; at < r->size; at++) {
		const char *p = memchr(r->text + at, '<', r->size - at);
		if (!p)
			break;
		at = (uint32_t)(p - r->text);
		if (r->size - at > length + 2 && p[1] == '/' && !strncasecmp(p + 2, r->raw, length))
			return at;
	}
	return r->size;
}

static void read_tag(apo__html_reader *r, apo__html_token *t)
{
	uint32_t at = t->begin + (t->kind == APO__HTML_CLOSE ? 2 : 1);
	size_t length = 0;
	memset(t->name, 0, sizeof t->name); /* names are compared whole */
	t->end = tag_end(r->text, t->begin, r->size);
	for (; at < t->end && is_name_character(r->text[at]); at++)
		if (length + 1 < sizeof t->name)
			t->name[length++] = lower(r->text[at]);
	t->self_closing = t->end - t->begin > 2 && r->text[t->end - 2] == '/';
	r->at = t->end;
	if (t->kind == APO__HTML_OPEN && is_raw(t->name) && !t->self_closing)
		memcpy(r->raw, t->name, sizeof r->raw);
}

apo__html_token apo__html_next(apo__html_reader *r)
{
	apo__html_token t = {.kind = APO__HTML_TEXT, .begin = r->at, .end = r->size};
	while (r->at < r->size) {
		t.begin = r->at;
		if (*r->raw) {
			t.end = r->at = raw_end(r);
			*r->raw = '\0';
			if (t.end > t.begin)
				return t;
			continue;
		}
		const char *p = r->text + r->at;
		char next = r->at + 1 < r->size ? p[1] : '\0';
		if (*p != '<' || !(is_letter(next) || next == '/' || next == '!' || next == '?')) {
			do
				r->at++;
			while (r->at < r->size && r->text[r->at] != '<');
			t.end = r->at;
			return t;
		}
		if (is_letter(next) || (next == '/' && r->at + 2 < r->size && is_letter(p[2]))) {
			t.kind = next == '/' ? APO__HTML_CLOSE : APO__HTML_OPEN;
			read_tag(r, &t);
			return t;
		}
		if (r->size - r->at >= 4 && !memcmp(p, "<!--", 4))
			r->at = behind(r->text, r->at + 4, r->size, "-->");
		else
			r->at = behind(r->text, r->at, r->size, ">");
	}
	t.kind = APO__HTML_END;
	return t;
}

/* Code points that windows-1252 puts where HTML's numbers 128 to 159 are (HTML Standard, 13.2.5.80). */
static const uint16_t windows_1252[32] = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
	0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019,
	0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
	0x017E, 0x0178};

static uint32_t number_reference(const char *text, uint32_t at, uint32_t end, int32_t *code_point)
{
	uint32_t begin = at, value = 0;
	int hex = at + 2 < end && lower(text[at + 2]) == 'x';
	uint32_t digits = at += hex ? 3 : 2;
	for (; at < end; at++) {
		char c = lower(text[at]);
		int digit = c >= '0' && c <= '9'	  ? c - '0'
			    : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
							  : -1;
		if (digit < 0)
			break;
		if (value < 0x200000)
			value = value * (hex ? 16 : 10) + (uint32_t)digit;
	}
	if (at == digits)
		return 0;
	if (value >= 0x80 && value < 0xA0)
		value = windows_1252[value - 0x80];
	int good = value >= 0x20 || value == '\n' || value == '\t' || value == '\r';
	*code_point = good ? (int32_t)value : 0xFFFD;
	return at - begin + (at < end && text[at] == ';');
}

uint32_t apo__html_reference(const char *text, uint32_t at, uint32_t end, int32_t *code_point)
{
	char name[16];
	uint32_t size = 0, begin = at + 1;
	if (begin < end && text[begin] == '#')
		return number_reference(text, at, end, code_point);
	while (begin + size < end && size + 1 < sizeof name &&
		(is_letter(text[begin + size]) ||
			(text[begin + size] >= '0' && text[begin + size] <= '9'))) {
		name[size] = text[begin + size];
		size++;
	}
	name[size] = '\0';
	int closed = begin + size < end && text[begin + size] == ';';
	if (!size || !closed)
		return 0; /* "AT&T", "a=1&copy=2" */
	const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
	if (!entity && strcmp(name, "apos") != 0)
		return 0;
	*code_point = entity ? (int32_t)entity->value : '\'';
	return size + 2;
}

const char *apo__html_unescape(apo__arena *arena, const char *text, uint32_t begin, uint32_t end)
{
	apo__buffer out = {.arena = arena};
	while (begin < end) {
		int32_t c;
		uint32_t size = text[begin] == '&' ? apo__html_reference(text, begin, end, &c) : 0;
		if (size) {
			char bytes[4];
			apo__buffer_add(&out, bytes, apo__utf8_put(bytes, c));
			begin += size;
		} else {
			apo__buffer_putc(&out, text[begin++]);
		}
	}
	return apo__buffer_text(&out);
}

const char *apo__html_attribute(
	apo__arena *arena, const char *text, const apo__html_token *tag, const char *name)
{
	uint32_t at = tag->begin + 1, end = tag->end;
	size_t wanted = strlen(name);
	while (at < end && !apo__is_html_space(text[at]) && text[at] != '/' && text[at] != '>')
		at++;
	while (at < end) {
		while (at < end && (apo__is_html_space(text[at]) || text[at] == '/'))
			at++;
		uint32_t begin = at, value, stop;
		while (at < end && !apo__is_html_space(text[at]) && text[at] != '=' &&
			text[at] != '>' && text[at] != '/')
			at++;
		if (at == begin)
			break;
		int same = at - begin == wanted && !strncasecmp(text + begin, name, wanted);
		while (at < end && apo__is_html_space(text[at]))
			at++;
		value = stop = at;
		if (at < end && text[at] == '=') {
			for (at++; at < end && apo__is_html_space(text[at]);)
				at++;
			char quote = at < end && (text[at] == '"' || text[at] == '\'') ? text[at++]
										       : '\0';
			for (value = at; at < end && (quote ? text[at] != quote
							    : !apo__is_html_space(text[at]) &&
									     text[at] != '>');)
				at++;
			stop = at;
			at += quote && at < end;
		}
		if (same)
			return apo__html_unescape(arena, text, value, stop);
	}
	return NULL;
}
