/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the bytes, without memory: some 500 MB/s. What is written here passes the check, and only that. */
#include "writing/canonical.h"

#include <stdio.h>
#include <string.h>

#include "base/visible.h"

#define DEPTH 16

/* What comes before a value: a comma where one is open and used, the key. */
static void begin(apo__buffer *out, const char *key)
{
	char last = out->size ? out->data[out->size - 1] : '[';
	if (last != '[' && last != '{' && last != '\n')
		apo__buffer_putc(out, ',');
	if (key)
		apo__buffer_printf(out, "\"%s\":", key);
}

void apo__canonical_open(apo__buffer *out, const char *key, char bracket)
{
	begin(out, key);
	apo__buffer_putc(out, bracket);
}

void apo__canonical_close(apo__buffer *out, char bracket)
{
	apo__buffer_putc(out, bracket == '{' ? '}' : ']');
}

/* The letter of a short escape (RFC 8259), 0 where there is none. */
static char short_escape(unsigned char c)
{
	static const char from[] = "\b\t\n\f\r\"\\", to[] = "btnfr\"\\";
	const char *at = c ? strchr(from, c) : NULL;
	return at ? to[at - from] : 0;
}

void apo__canonical_text(apo__buffer *out, const char *key, const char *text, size_t size)
{
	size_t done = 0, at = 0;
	begin(out, key);
	apo__buffer_putc(out, '"');
	while (at < size) {
		size_t first = at;
		unsigned char byte = (unsigned char)text[at];
		char escape[8] = "";
		if (byte >= 0x80) {
			if (apo__next_char(text, size, &at) == 0xFFFD)
				strcpy(escape, "\xEF\xBF\xBD");
		} else {
			at++;
			if (short_escape(byte))
				snprintf(escape, sizeof escape, "\\%c", short_escape(byte));
			else if (byte < 0x20)
				snprintf(escape, sizeof escape, "\\u%04x", byte);
		}
		if (!*escape)
			continue;
		apo__buffer_add(out, text + done, first - done);
		apo__buffer_puts(out, escape);
		done = at;
	}
	apo__buffer_add(out, text + done, size - done);
	apo__buffer_putc(out, '"');
}

void apo__canonical_string(apo__buffer *out, const char *key, const char *text)
{
	if (text) {
		apo__canonical_text(out, key, text, strlen(text));
	} else {
		begin(out, key);
		apo__buffer_puts(out, "null");
	}
}

void apo__canonical_optional(apo__buffer *out, const char *key, const char *text)
{
	if (text)
		apo__canonical_string(out, key, text);
}

void apo__canonical_integer(apo__buffer *out, const char *key, uint64_t value)
{
	begin(out, key);
	apo__buffer_printf(out, "%llu", (unsigned long long)value);
}

void apo__canonical_bool(apo__buffer *out, const char *key, int value)
{
	begin(out, key);
	apo__buffer_puts(out, value ? "true" : "false");
}

typedef struct {
	const char *text;
	size_t size, at;
	unsigned depth;
	apo__canonical_field *fields;
	size_t field_count;
	const char *wrong; /* what, at `at`; NULL = nothing yet */
} scan;

static int refuse(scan *s, const char *what)
{
	if (!s->wrong)
		s->wrong = what;
	return 0;
}

static int is_next(const scan *s, char c)
{
	return s->at < s->size && s->text[s->at] == c;
}

static int take(scan *s, char c, const char *otherwise)
{
	if (!is_next(s, c))
		return refuse(s, otherwise);
	s->at++;
	return 1;
}

/* What follows a backslash: the shortest escape there is of a character that needs one. */
static int take_escape(scan *s)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = s->text + s->at + 1;
	size_t left = s->size - s->at - 1;
	if (left && strchr("btnfr\"\\", *at) && *at) {
		s->at += 2;
		return 1;
	}
	const char *low = left >= 5 && at[4] ? strchr(digits, at[4]) : NULL;
	if (!low || memcmp(at, "u00", 3) != 0 || (at[3] != '0' && at[3] != '1') ||
		short_escape((unsigned char)((at[3] - '0') * 16 + (low - digits))))
		return refuse(
			s, "an escape that is not the shortest one of a character that needs one");
	s->at += 6;
	return 1;
}

static int take_string(scan *s)
{
	if (!take(s, '"', "expected a string"))
		return 0;
	while (s->at < s->size) {
		unsigned char c = (unsigned char)s->text[s->at];
		if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
			s->at++;
		} else if (c == '"') {
			s->at++;
			return 1;
		} else if (c == '\\') {
			if (!take_escape(s))
				return 0;
		} else if (c < 0x20) {
			return refuse(s, "a control character that is not an escape");
		} else {
			size_t at = s->at;
			if (apo__next_char(s->text, s->size, &at) == 0xFFFD &&
				(at - s->at != 3 ||
					memcmp(s->text + s->at, "\xEF\xBF\xBD", 3) != 0))
				return refuse(s, "bytes that are not UTF-8");
			s->at = at;
		}
	}
	return refuse(s, "a string without an end");
}

static int take_integer(scan *s)
{
	size_t begin_at = s->at + (size_t)is_next(s, '-'), at = begin_at;
	uint64_t value = 0;
	for (; at < s->size && s->text[at] >= '0' && s->text[at] <= '9'; at++)
		if (value < APO__CANONICAL_MOST)
			value = value * 10 + (uint64_t)(s->text[at] - '0');
	size_t digits = at - begin_at;
	if (!digits)
		return refuse(s, "expected a value");
	if (value >= APO__CANONICAL_MOST || (s->text[begin_at] == '0' && digits > 1) ||
		(!value && begin_at > s->at))
		return refuse(
			s, "a number that is not an integer in its shortest form, below 2^53");
	s->at = at;
	return 1;
}

static int take_word(scan *s, const char *word)
{
	size_t size = strlen(word);
	if (s->size - s->at < size || memcmp(s->text + s->at, word, size) != 0)
		return refuse(s, "expected a value");
	s->at += size;
	return 1;
}

static int take_value(scan *s);

/* A key and its colon; it must follow `last`, which it becomes. */
static int take_key(scan *s, const char **last, size_t *last_size)
{
	const char *key = s->text + s->at + 1;
	if (!take(s, '"', "expected a key"))
		return 0;
	while (s->at < s->size &&
		((s->text[s->at] >= 'a' && s->text[s->at] <= 'z') ||
			(s->text[s->at] >= '0' && s->text[s->at] <= '9') || s->text[s->at] == '_'))
		s->at++;
	size_t size = (size_t)(s->text + s->at - key),
	       shorter = size < *last_size ? size : *last_size;
	if (!size || !take(s, '"', "a key that is not of lower-case letters, digits and _"))
		return refuse(s, "an empty key");
	int order = *last ? memcmp(*last, key, shorter) : -1;
	if (order > 0 || (!order && *last_size >= size))
		return refuse(s, "keys that are not in order");
	*last = key;
	*last_size = size;
	return take(s, ':', "expected a colon");
}

static void keep_field(scan *s, const char *key, size_t key_size, size_t from)
{
	for (size_t i = 0; i < s->field_count; i++)
		if (strlen(s->fields[i].key) == key_size &&
			!memcmp(s->fields[i].key, key, key_size)) {
			s->fields[i].value = s->text + from;
			s->fields[i].size = s->at - from;
		}
}

/* What is between brackets, without the opening one. */
static int take_items(scan *s, char closing)
{
	const char *key = NULL;
	size_t key_size = 0;
	if (s->depth++ == DEPTH)
		return refuse(s, "too many brackets in each other");
	for (int first = 1; !is_next(s, closing); first = 0) {
		if (!first && !take(s, ',', "expected a comma or a bracket"))
			return 0;
		if (closing == '}' && !take_key(s, &key, &key_size))
			return 0;
		size_t from = s->at;
		if (!take_value(s))
			return 0;
		if (s->depth == 1)
			keep_field(s, key, key_size, from);
	}
	s->depth--;
	s->at++;
	return 1;
}

static int take_value(scan *s)
{
	switch (s->at < s->size ? s->text[s->at] : 0) {
	case '{': s->at++; return take_items(s, '}');
	case '[': s->at++; return take_items(s, ']');
	case '"': return take_string(s);
	case 't': return take_word(s, "true");
	case 'f': return take_word(s, "false");
	case 'n': return take_word(s, "null");
	case ' ':
	case '\t':
	case '\r': return refuse(s, "white space between values");
	default: return take_integer(s);
	}
}

const char *apo__canonical_check(const char *text, size_t size, apo__canonical_field *fields,
	size_t field_count, size_t *where)
{
	scan s = {.text = text, .size = size, .fields = fields, .field_count = field_count};
	for (size_t i = 0; i < field_count; i++)
		fields[i].value = NULL;
	if (!is_next(&s, '{'))
		refuse(&s, "expected {");
	else if (take_value(&s) && s.at < size)
		refuse(&s, "something follows the object");
	*where = s.at;
	return s.wrong;
}

int apo__canonical_number(const apo__canonical_field *field, uint64_t *value)
{
	*value = 0;
	for (size_t i = 0; field->value && i < field->size; i++) {
		if (field->value[i] < '0' || field->value[i] > '9')
			return 0;
		*value = *value * 10 + (uint64_t)(field->value[i] - '0');
	}
	return field->value != NULL;
}

int apo__canonical_plain(const apo__canonical_field *field, const char **text, size_t *size)
{
	if (!field->value || *field->value != '"' || memchr(field->value, '\\', field->size))
		return 0;
	*text = field->value + 1;
	*size = field->size - 2;
	return 1;
}
